package sheet

import (
	"fmt"
	"time"

	"rapport/data"
	"rapport/reports/page"
	"rapport/reports/pdf"
)

// Access makes the access review: who may sign in, with which roles, when they
// were last here, and what each role allows, with room for a signature (45 CFR
// 164.308(a)(4)(ii)(C)). last holds the sign-ins by name.
func Access(s data.Settings, officers []data.Officer, last map[string]time.Time, now time.Time) ([]byte, error) {
	doc := page.NewDocument(page.Letter, "en-US", "Access review", now)
	doc.Author = s.Facility
	f := page.NewFlow(doc, page.LetterStyles(11), page.Frame{Left: 72, Right: 540, Top: 72, Bottom: 720})
	f.Heading(1, "Access review of the patient relations case file")
	f.Para(s.Facility + ", " + s.Office + ". Made on " + data.DateOf(now, s.Zone()).Long() + ".")
	rows := [][]string{}
	for _, o := range officers {
		seen := "never"
		if at, ok := last[o.Name]; ok {
			seen = data.DateOf(at, s.Zone()).Long()
		}
		rows = append(rows, []string{o.Name, o.Title, o.Roles.String(), seen, ""})
	}
	f.Heading(2, "Who may sign in")
	f.Table(page.Table{Columns: []page.Column{{Head: "Name"}, {Head: "Title"}, {Head: "Roles"}, {Head: "Last sign-in"}, {Head: "Still needed?"}}, Rows: rows})
	f.Heading(2, "What the roles allow")
	rows = nil
	for _, e := range data.Rights {
		rows = append(rows, []string{"May " + e.Does, e.Roles.String()})
	}
	f.Table(page.Table{Columns: []page.Column{{Head: "What"}, {Head: "Roles"}}, Rows: rows})
	f.Heading(2, "Reviewed")
	f.Table(page.Table{Columns: []page.Column{{Head: "Name"}, {Head: "Signature"}, {Head: "Date"}}, Rows: [][]string{{"", "", ""}}})
	if p := f.Problems(); len(p) > 0 {
		return nil, fmt.Errorf("composing the access review: %d characters cannot be printed", len(p))
	}
	f.Finish(func(*page.Sheet) {})
	return pdf.Write(doc)
}
