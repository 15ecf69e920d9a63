package desk

import (
	"strings"
	"time"
	"unicode"

	"rapport/data"
	"rapport/reports/papers"
	"rapport/reports/pdf"
	"rapport/reports/report"
)

// redactedPDF writes a text on pages, and reads them back.
func redactedPDF(text string, at time.Time, part2 bool, s data.Settings, practice bool) (file []byte, back string, err error) {
	if file, _, err = report.PDF(papers.Redacted(text, at, part2, s, papers.Options{Practice: practice})); err != nil {
		return nil, "", err
	}
	if back, err = pdf.Words(file); err != nil {
		return nil, "", err
	}
	whole := lettersOf(back)
	for line := range strings.Lines(text) {
		if !strings.Contains(whole, lettersOf(line)) {
			return nil, "", errNotWhole
		}
	}
	return file, back, nil
}

// lettersOf are the letters and digits of the Latin script in a text: what pages and
// their readers agree on, wherever a line is broken or a script turns round.
func lettersOf(s string) string {
	return strings.Map(func(r rune) rune {
		if r < 0x250 && (unicode.IsLetter(r) || unicode.IsDigit(r)) {
			return r
		}
		return -1
	}, s)
}
