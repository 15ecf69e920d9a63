package papers_test

import (
	"strings"
	"testing"
	"time"

	"rapport/data"
	"rapport/data/redact"
	"rapport/reports/caserecord"
	"rapport/reports/papers"
	"rapport/reports/pdf"
	"rapport/reports/report"
)

// letters are the letters and digits of a text: pages break lines where they like.
func letters(s string) string {
	return strings.Join(strings.FieldsFunc(s, func(r rune) bool { return r <= ' ' || r == '\u00ad' || r == '\u200b' }), "")
}

// TestARedactedRecordIsReadBackAndHoldsNobody: the record of practice cases, redacted,
// on pages, read back by another road than it was written.
func TestARedactedRecordIsReadBackAndHoldsNobody(t *testing.T) {
	set, files := office(4)
	for _, f := range files {
		known := redact.Known(f, set)
		text := caserecord.Text(f, caserecord.Local(set, data.NewDate(2026, 11, 20)))
		copied := redact.NewReview(text, redact.NewFinder(known)).Text()
		file, _, err := report.PDF(papers.Redacted(copied, time.Date(2026, 11, 20, 12, 0, 0, 0, time.UTC), false, set, papers.Options{}))
		if err != nil {
			t.Fatal(err)
		}
		words, err := pdf.Words(file)
		if err != nil {
			t.Fatal(err)
		}
		for line := range strings.Lines(copied) {
			line = strings.TrimSpace(line)
			if !strings.Contains(letters(words), letters(line)) {
				t.Errorf("the pages lost %q", line)
			}
		}
		for _, leak := range redact.Leaks(words, known) {
			t.Errorf("%q is left: %s", words[leak.From:leak.To], leak.Tag)
		}
		// The same file with the names in it is caught.
		file, _, err = report.PDF(papers.Redacted(text, time.Now(), false, set, papers.Options{}))
		if err != nil {
			t.Fatal(err)
		}
		if words, err = pdf.Words(file); err != nil || len(redact.Leaks(words, known)) == 0 {
			t.Errorf("nothing is found in a copy with everything in it: %v", err)
		}
	}
}
