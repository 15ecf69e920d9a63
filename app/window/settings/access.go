package settings

import (
	"bytes"
	"context"
	"encoding/csv"
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
	ui.Load(&p.work, func(ctx context.Context) (file []byte, err error) {
		o := who{}
		if o.all, err = session.Officers(ctx); err != nil {
			return nil, err
		}
		if o.last, err = session.SignIns(ctx); err != nil {
			return nil, err
		}
		if table {
			file, err = accessTable(session, o, now)
		} else {
			file, err = sheet.Access(session.Settings(), o.all, o.last, now)
		}
		if err == nil {
			err = session.RecordAccessReview(ctx)
		}
		return file, err
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
func accessTable(s *store.Session, o who, now time.Time) ([]byte, error) {
	head := []string{"Name", "Title", "Roles", "Last sign-in"}
	for _, e := range data.Rights {
		head = append(head, "May "+e.Does)
	}
	rows := [][]string{head}
	for _, one := range o.all {
		last := "never"
		if at, ok := o.last[one.Name]; ok {
			last = data.DateOf(at, s.Settings().Zone()).String()
		}
		row := []string{data.PlainCell(one.Name), data.PlainCell(one.Title), one.Roles.String(), last}
		for _, e := range data.Rights {
			may := ""
			if one.May(e.Right) {
				may = "yes"
			}
			row = append(row, may)
		}
		rows = append(rows, row)
	}
	var out bytes.Buffer
	out.WriteString("\ufeff") // a spreadsheet takes it for UTF-8 then
	w := csv.NewWriter(&out)
	err := w.WriteAll(rows)
	return out.Bytes(), err
}
