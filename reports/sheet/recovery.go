// Package sheet makes the single sheets that an office keeps beside its case
// file.
package sheet

import (
	"fmt"
	"strings"
	"time"

	"rapport/data"
	"rapport/reports/page"
	"rapport/reports/pdf"
)

// Recovery makes the sheet with the recovery key: what it is for, the key in
// groups of four, and how to use it. It names the office and no patient. key
// holds the groups separated by hyphens, as the vault gives it.
func Recovery(s data.Settings, key string, now time.Time) ([]byte, error) {
	doc := page.NewDocument(page.Letter, "en-US", "Recovery key", now)
	doc.Author = s.Facility
	f := page.NewFlow(doc, page.LetterStyles(12), page.Frame{Left: 72, Right: 540, Top: 72, Bottom: 720})
	f.Heading(1, "Recovery key of the patient relations case file")
	f.Para(s.Facility + ", " + s.Office + ". Made on " + data.DateOf(now, s.Zone()).Long() + ".")
	f.Para("Whoever holds this sheet can open the case file, with everything in it. Seal it in an envelope, sign over the flap, and give it to the person whom the hospital names as its custodian.")
	f.Panel(page.Shade, 14, func(in *page.Flow) {
		in.Styles.Body = in.Styles.Body.With(page.SansBold)
		in.Styles.Body.Size, in.Styles.Body.Lead = 17, 27
		groups := strings.Split(key, "-")
		for len(groups) > 0 {
			n := min(5, len(groups))
			in.Para(strings.Join(groups[:n], "  -  "))
			groups = groups[n:]
		}
	})
	f.Heading(2, "When it is needed")
	f.Para("When nobody who can sign in remembers their passphrase. There is no other way in: the makers of the program cannot open the file.")
	f.Heading(2, "How to use it")
	f.Numbered(
		"Start Rapport and press “Forgot the passphrase? Use the recovery key”.",
		"Type the key. Capitals, spaces and hyphens do not matter; a typing error is noticed.",
		"Choose a new passphrase. The use of the key is written into the audit log.",
		"Seal the sheet again, and note below who opened it and why.",
	)
	f.Heading(2, "Opened")
	var rows [][]string
	for range 4 {
		rows = append(rows, []string{"", "", ""})
	}
	f.Table(page.Table{Columns: []page.Column{{Head: "Date"}, {Head: "Who"}, {Head: "Why"}}, Rows: rows})
	if p := f.Problems(); len(p) > 0 {
		return nil, fmt.Errorf("composing the recovery sheet: %d characters cannot be printed", len(p))
	}
	f.Finish(func(*page.Sheet) {})
	return pdf.Write(doc)
}
