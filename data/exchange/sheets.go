package exchange

import (
	"bytes"
	"context"
)

// ReadSheets reads the sheets of a file: those of a workbook (XLSX) that are not
// empty, the rows of a JSON file or of one with an object a line, or the one sheet
// of a text file ([ReadSheet]). There is at least one. The error is a sentence for
// the officer.
func ReadSheets(ctx context.Context, raw []byte) ([]Sheet, error) {
	if len(raw) > MaxBytes {
		return nil, faultf("this file is larger than %d MB. Split it, one year to a file for instance, and import the parts", MaxBytes>>20)
	}
	if isWorkbook(raw) {
		return readWorkbook(ctx, raw)
	}
	if looksLikeJSON(raw) {
		s, err := readJSON(ctx, raw)
		if err != nil {
			return nil, err
		}
		return []Sheet{s}, nil
	}
	s, err := ReadSheet(bytes.NewReader(raw))
	if err != nil {
		return nil, err
	}
	return []Sheet{s}, nil
}
