package cases

import (
	"context"
	"strings"

	"fyne.io/fyne/v2/container"

	"rapport/app/copyout"
	"rapport/app/window/desk"
	"rapport/app/window/ui"
	"rapport/data"
	"rapport/data/store"
	"rapport/reports/papers"
	"rapport/reports/workbook"
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

// makeTable asks how the table leaves and where to. Its name says nothing of what
// is in it.
func (s *Screen) makeTable(list data.CaseList) {
	session := s.desk.Session
	s.desk.Leave(desk.Leaving{Title: "Export the list", Says: rowsWords(s.total) + " " + queryWords(s.query, s.today()), Name: "Cases " + s.today().String(), Kinds: []desk.LeavingKind{
		{Name: "Excel", Ending: ".xlsx", About: "A workbook; days are days. No cell can run as a formula."},
		{Name: "CSV", Ending: ".csv", About: "Plain text for any program. No cell can run as a formula."},
	}, Write: func(ctx context.Context, kind int, o copyout.Order, _ func(done, total int)) error {
		e, err := session.ExportCases(ctx, list)
		if err != nil {
			return err
		}
		what := data.PutOut{What: "a list of cases as an Excel workbook", Cases: len(e.Rows)}
		make := func() ([]byte, error) {
			return workbook.Write(papers.CaseList(e, session.Settings(), papers.Options{Practice: session.Practice()}))
		}
		if kind == 1 {
			what.What, make = "a list of cases as CSV", e.CSV
		}
		file, err := make()
		if err != nil {
			return err
		}
		return copyout.File(ctx, session, o, what, false, file)
	}})
}
