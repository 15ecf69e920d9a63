package settings

import (
	"bytes"
	"context"
	"encoding/csv"
	"strconv"
	"time"

	"fyne.io/fyne/v2/container"

	"rapport/app/window/desk"
	"rapport/app/window/ui"
	"rapport/data"
	"rapport/data/store"
	"rapport/reports/sheet"
)

// review takes out the list of who may do what, to be looked through and signed
// (45 CFR 164.308(a)(4)(ii)(C)). That it was taken out is kept in the audit log.
func (p *people) review() {
	form := ui.NewSegments([]ui.Option[bool]{{Value: false, Label: "To print (PDF)"}, {Value: true, Label: "For a spreadsheet (CSV)"}}, nil)
	form.SetValue(false)
	content := ui.AtLeast(38, 0, container.NewVBox(
		ui.NewParagraph("Everybody who may sign in, with their roles, what those allow, and the last sign-in. Look through it with the people's superiors: who has left, who needs less.", ui.Plain), form))
	var d *ui.Dialog
	d = ui.Show(p.desk.Window, "Access review", content, nil, "Cancel", ui.Action{Text: "Choose where …", Do: func() bool {
		d.Close() // before the next dialog opens, which closing this one would take along
		table, _ := form.Value()
		p.takeOut(table)
		return false
	}})
}

// takeOut makes the list and asks where to keep it.
func (p *people) takeOut(table bool) {
	session, now := p.desk.Session, time.Now()
	ui.Load(&p.work, func(ctx context.Context) ([]byte, error) {
		all, err := session.AccessReview(ctx)
		if err == nil {
			err = session.RecordAccessReview(ctx)
		}
		if err != nil {
			return nil, err
		}
		if table {
			return accessTable(session.Settings(), all)
		}
		return sheet.Access(session.Settings(), all, now)
	}, func(file []byte, err error) {
		if err != nil {
			p.desk.Fail(err)
			return
		}
		name := "Access review " + session.Settings().Today(now).String()
		if name += ".pdf"; table {
			name = name[:len(name)-4] + ".csv"
		}
		desk.SaveFile(p.desk.Window, "Save the access review", name, file, func(string) {
			p.desk.Say("The access review is saved.", nil)
		})
	})
}

// accessTable is the list for a spreadsheet: a line for each person, a column for
// each right.
func accessTable(set data.Settings, all []data.Access) ([]byte, error) {
	day := func(at time.Time) string {
		if at.IsZero() {
			return ""
		}
		return data.DateOf(at, set.Zone()).String()
	}
	head := []string{"Name", "Title", "Roles", "Added", "Left", "Passphrase opens the case file", "Last sign-in", "Sign-ins", "Wrong passphrases since", "Refusals"}
	for _, e := range data.Rights {
		head = append(head, "May "+e.Does)
	}
	rows := [][]string{head}
	for _, a := range all {
		o, left := a.Officer, ""
		if o.Gone() {
			left = o.Left.String()
		}
		row := []string{data.PlainCell(o.Name), data.PlainCell(o.Title), o.Roles.String(), day(a.Added), left, yes(a.KeySlot), day(a.LastSignIn),
			strconv.Itoa(a.SignIns), strconv.Itoa(a.Failed), strconv.Itoa(a.Refused)}
		for _, e := range data.Rights {
			row = append(row, yes(o.May(e.Right)))
		}
		rows = append(rows, row)
	}
	var out bytes.Buffer
	out.WriteString("\ufeff") // a spreadsheet takes it for UTF-8 then
	w := csv.NewWriter(&out)
	err := w.WriteAll(rows)
	return out.Bytes(), err
}

// lastSignIns are when those who are here signed in last, by name.
func lastSignIns(ctx context.Context, s *store.Session) (map[string]time.Time, error) {
	all, err := s.AccessReview(ctx)
	last := map[string]time.Time{}
	for _, a := range all {
		if !a.LastSignIn.IsZero() {
			last[a.Officer.Name] = a.LastSignIn
		}
	}
	return last, err
}

func yes(is bool) string {
	if is {
		return "yes"
	}
	return ""
}
