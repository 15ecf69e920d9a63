package cases

import (
	"context"
	"strings"

	"fyne.io/fyne/v2/container"

	"rapport/app/window/desk"
	"rapport/app/window/ui"
	"rapport/data"
	"rapport/data/store"
)

// exportList asks whether the list leaves with or without names, and where to.
func (s *Screen) exportList() {
	if s.total == 0 {
		s.desk.Say("Nothing is listed, so there is nothing to export.", nil)
		return
	}
	list := data.CaseList{Query: s.query, Columns: s.columns}
	columns := ui.NewParagraph("", ui.Plain)
	says := func(names bool) {
		list.Names = names
		var titles []string
		for _, c := range list.Taken() {
			titles = append(titles, c.Title)
		}
		columns.SetText("Columns: " + strings.Join(titles, ", ") + ".")
	}
	names := ui.NewSegments([]ui.Option[bool]{{Value: false, Label: "Without names"}, {Value: true, Label: "With names and record numbers"}}, says)
	names.SetValue(false)
	says(false)
	content := ui.AtLeast(40, 0, container.NewVBox(
		ui.NewParagraph(rowsWords(s.total)+" "+queryWords(s.query, s.today()), ui.Strong),
		ui.NewParagraph("The table is for a spreadsheet. Outside Rapport nothing protects it: keep it where only those may look who need it, and delete it after use.", ui.Plain),
		names,
		ui.NewParagraph("Take names only where the purpose needs them: no more leaves than the minimum necessary (45 CFR 164.502(b)). Both are logged.", ui.Muted),
		columns))
	var d *ui.Dialog
	d = ui.Show(s.desk.Window, "Export the list", content, nil, "Cancel", ui.Action{Text: "Choose where …", Do: func() bool {
		d.Close() // before the next dialog opens, which closing this one would take along
		s.makeTable(list)
		return false
	}})
}

func rowsWords(n int) string {
	switch {
	case n < 0:
		return "All rows of the list."
	case n == store.CountCap:
		return "More than " + ui.Count(n-1) + " rows."
	}
	return ui.Plural(n, "row", "rows") + "."
}

// makeTable makes the table and asks where to keep it. Its name says nothing of
// what is in it.
func (s *Screen) makeTable(list data.CaseList) {
	type table struct {
		csv   []byte
		cases int
	}
	session := s.desk.Session
	desk.Proven(s.desk, &s.export, func(ctx context.Context) (t table, err error) {
		t.csv, t.cases, err = session.ExportCases(ctx, list)
		return t, err
	}, func(t table, err error) {
		if err != nil {
			s.desk.Fail(err)
			return
		}
		desk.SaveFile(s.desk.Window, "Save the list", "Cases "+s.today().String()+".csv", t.csv, func(string) {
			s.desk.Say("The list is saved: "+ui.Plural(t.cases, "case", "cases")+".", nil)
		})
	})
}
