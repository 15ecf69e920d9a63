package sheet

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"rapport/data"
	"rapport/reports/page"
	"rapport/reports/pdf"
)

// Access makes the access review: who may sign in, with which roles since when,
// when they were last here, and what each role allows, with room for a signature
// (45 CFR 164.308(a)(4)(ii)(C)).
func Access(s data.Settings, all []data.Access, now time.Time) ([]byte, error) {
	doc := page.NewDocument(page.Letter, "en-US", "Access review", now)
	doc.Author = s.Facility
	f := page.NewFlow(doc, page.LetterStyles(11), page.Frame{Left: 72, Right: 540, Top: 72, Bottom: 720})
	day := func(at time.Time, otherwise string) string {
		if at.IsZero() {
			return otherwise
		}
		return data.DateOf(at, s.Zone()).String()
	}
	f.Heading(1, "Access review of the patient relations case file")
	f.Para(s.Facility + ", " + s.Office + ". Made on " + data.DateOf(now, s.Zone()).Long() + ".")
	var here, left [][]string
	for _, a := range all {
		var roles []string
		for _, r := range a.Roles {
			roles = append(roles, r.Role.String()+" since "+day(r.Since, "not known"))
		}
		switch {
		case !a.Officer.Gone():
			here = append(here, []string{a.Officer.Name + ", " + a.Officer.Title, strings.Join(roles, "; "), day(a.LastSignIn, "never"), strconv.Itoa(a.Refused), ""})
		case a.KeySlot:
			left = append(left, []string{a.Officer.Name, a.Officer.Left.String(), "The key slot is still there: sign in once, which removes it"})
		default:
			left = append(left, []string{a.Officer.Name, a.Officer.Left.String(), ""})
		}
	}
	f.Heading(2, "Who may sign in")
	f.Table(page.Table{Columns: []page.Column{{Head: "Who"}, {Head: "Roles"}, {Head: "Last sign-in"}, {Head: "Refusals"}, {Head: "Still needed?"}}, Rows: here})
	if len(left) > 0 {
		f.Heading(2, "Who left")
		f.Table(page.Table{Columns: []page.Column{{Head: "Name"}, {Head: "Removed on"}, {Head: "Remark"}}, Rows: left})
	}
	var rows [][]string
	f.Heading(2, "What the roles allow")
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
