package pdftest_test

import (
	"bytes"
	"fmt"
	"runtime"
	"strings"
	"testing"
	"time"

	"rapport/reports/page"
	"rapport/reports/pdf"
	"rapport/reports/pdf/pdftest"
)

// recorder is a test that may fail without failing the one around it.
type recorder struct {
	testing.TB
	said []string
}

func (r *recorder) Errorf(format string, args ...any) {
	r.said = append(r.said, fmt.Sprintf(format, args...))
}
func (r *recorder) Error(args ...any)                 { r.said = append(r.said, fmt.Sprint(args...)) }
func (r *recorder) Fatalf(format string, args ...any) { r.Errorf(format, args...); runtime.Goexit() }

// complaints is what Check says of a file.
func complaints(t *testing.T, file []byte) string {
	r := &recorder{TB: t}
	done := make(chan struct{})
	go func() {
		defer close(done)
		pdftest.Check(r, file)
	}()
	<-done
	return strings.Join(r.said, "\n")
}

func sample(t *testing.T, change func(*page.Document)) []byte {
	t.Helper()
	doc := page.NewDocument(page.Letter, "en-US", "Letter PR-2026-00417", time.Date(2026, 3, 18, 0, 0, 0, 0, time.UTC))
	f := page.NewFlow(doc, page.LetterStyles(12), page.Frame{Left: 72, Top: 72, Right: 540, Bottom: 720})
	f.Heading(1, "Results")
	f.Heading(2, "What we did")
	f.Bullets("We looked.", "We asked.")
	f.Table(page.Table{Columns: []page.Column{{Head: "Unit", Width: 150}, {Head: "Received", Number: true}}, Rows: [][]string{{"6 West", "12"}, {"Pharmacy", "3"}}})
	f.Finish(func(*page.Sheet) {})
	if change != nil {
		change(doc)
	}
	file, err := pdf.Write(doc)
	if err != nil {
		t.Fatal(err)
	}
	return file
}

func find(e *page.Element, tag page.Tag) *page.Element {
	if e.Tag == tag {
		return e
	}
	for _, kid := range e.Kids {
		if found := find(kid, tag); found != nil {
			return found
		}
	}
	return nil
}

// TestTheRulesBite breaks one rule at a time.
func TestTheRulesBite(t *testing.T) {
	pdftest.Run(t, "qpdf", "--version")
	if said := complaints(t, sample(t, nil)); said != "" {
		t.Fatalf("the sound file: %s", said)
	}
	swap := func(from, to string) func([]byte) []byte {
		return func(file []byte) []byte { return bytes.Replace(file, []byte(from), []byte(to), 1) }
	}
	for name, c := range map[string]struct {
		bytes func([]byte) []byte
		page  func(*page.Document)
		want  string
	}{
		"something after the end":       {bytes: func(file []byte) []byte { return append(file, '\n') }, want: "the file ends in"},
		"no comment of bytes":           {bytes: swap("%\xE2\xE3", "%ab"), want: "the second line"},
		"another version":               {bytes: swap("%PDF-1.7", "%PDF-2.0"), want: "the file begins with"},
		"a space too many in an object": {bytes: swap("\nendobj\n", " endobj\n"), want: "does not end where its length says"},
		"another level of conformance":  {bytes: swap("conformance>A<", "conformance>B<"), want: "name no standard"},
		"another title":                 {bytes: swap("Letter PR-2026-00417<", "Letter PR-2026-00418<"), want: "do not agree"},
		"a property that nobody knows":  {bytes: swap("xmp:MetadataDate>", "xmp:MetadataDato>"), want: "metadata"},
		"PDF/UA not described":          {bytes: swap("pdfaSchema:prefix>pdfuaid<", "pdfaSchema:prefix>pdfuaie<"), want: "do not describe PDF/UA"},
		"a heading of the third level":  {page: func(d *page.Document) { find(d.Root, "H2").Tag = "H3" }, want: "comes one of level 3"},
		"a list without bodies":         {page: func(d *page.Document) { find(d.Root, page.TagLI).Kids[1].Tag = "P" }, want: "no label and body"},
		"a table without heads": {page: func(d *page.Document) {
			tr := find(d.Root, page.TagTR)
			tr.Kids[0].Tag = page.TagTD
			tr.Kids[1].Tag = page.TagTD
		}, want: "has no head"},
		"a head without a scope":         {page: func(d *page.Document) { find(d.Root, page.TagTH).Scope = "" }, want: "has no scope"},
		"a language that is none":        {page: func(d *page.Document) { find(d.Root, "H2").Lang = "English, US" }, want: "is no language"},
		"an element of an unknown kind":  {page: func(d *page.Document) { find(d.Root, "H2").Tag = "Headline" }, want: "stands within"},
		"a sheet as large as a building": {page: func(d *page.Document) { d.Size.W = 20_000 }, want: "the page measures"},
	} {
		t.Run(name, func(t *testing.T) {
			file := sample(t, c.page)
			if c.bytes != nil {
				changed := c.bytes(file)
				if bytes.Equal(changed, file) {
					t.Fatal("nothing was changed")
				}
				file = changed
			}
			if said := complaints(t, file); !strings.Contains(said, c.want) {
				t.Errorf("it is said: %q", said)
			}
		})
	}
}
