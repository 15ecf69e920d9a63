package desk

import (
	"context"
	"crypto/sha256"

	"rapport/data"
	"rapport/data/store"
	"rapport/reports/letter"
	"rapport/reports/pdf"
)

// AsSeen makes the pages of a letter as it is issued, and refuses them with
// [store.ErrLetterChanged] where they are not byte for byte those that the officer
// saw, whose SHA-256 is given.
func AsSeen(seen [sha256.Size]byte, practice bool) store.LetterWriter {
	return func(x data.LetterFacts) ([]byte, int, error) {
		file, pages, err := letter.Final(practice)(x)
		if err == nil && sha256.Sum256(file) != seen {
			err = store.ErrLetterChanged
		}
		return file, pages, err
	}
}

// LetterWithSheets is an issued letter with the office's sheets that it encloses
// behind it, as they go into the envelope.
func LetterWithSheets(ctx context.Context, in *store.Session, key int64, l data.Letter) ([]byte, error) {
	file, err := in.LetterPDF(ctx, key, l.ID)
	if err != nil {
		return nil, err
	}
	files := [][]byte{file}
	for _, e := range l.Draft.Enclosures {
		if e.Sheet == (data.ID{}) {
			continue // is put in by hand
		}
		_, sheet, err := in.SheetPDF(ctx, e.Sheet)
		if err != nil {
			return nil, err
		}
		files = append(files, sheet)
	}
	return pdf.Join(files...)
}

// SheetsOf are the enclosures of a letter that are joined behind it.
func SheetsOf(d data.LetterDraft) (sheets []data.Enclosed) {
	for _, e := range d.Enclosures {
		if e.Sheet != (data.ID{}) {
			sheets = append(sheets, e)
		}
	}
	return sheets
}
