package feedback

import (
	"fmt"
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"rapport/app/window/ui"
	"rapport/data"
)

// remark is one row of the file that the officer should look at.
type remark struct {
	row  int
	was  string // the date as the file has it
	read data.Date
	why  string
}

// heap is one kind of remark.
type heap struct {
	name    string
	remarks []remark
}

// showResult tells what became of the rows.
func (s *Screen) showResult(counts data.ImportCounts, p plan) {
	heaps := heapsOf(counts)
	facts, troubles := ui.NewKeyValues(), ui.NewKeyValues()
	facts.Add("Rows read", ui.Count(counts.Read))
	facts.Add("Brought in "+p.noun(), ui.Count(counts.Imported))
	facts.Add("There already", ui.Count(counts.Already))
	for _, h := range heaps {
		troubles.Add(h.name, ui.Count(len(h.remarks)))
	}
	head := container.NewVBox(ui.NewParagraph(headline(counts), ui.Strong), container.NewGridWithColumns(2, facts, troubles))
	lists := newLists(heaps)
	if lists == nil {
		ui.Show(s.desk.Window, "The import is done", ui.AtLeast(36, 0, head), nil, "", ui.Action{Text: "Close"})
		return
	}
	widen(ui.Show(s.desk.Window, "The import is done", roomFor(head, lists), nil, "", ui.Action{Text: "Close"}))
}

// headline says the outcome in a sentence.
func headline(counts data.ImportCounts) string {
	switch {
	case counts.Read == 0:
		return "The file has a heading but no rows."
	case counts.Imported == 0 && counts.Already == counts.Read:
		return "Everything in this file is there already. Nothing was added."
	case counts.Imported == 0 && counts.Already == 0:
		return "No row was brought in. The reasons are below; correct the file and import it again."
	case counts.Imported == 0:
		return "Nothing was added: what can be read of this file is there already."
	case counts.Imported == counts.Read:
		return "Every row of the file was brought in."
	}
	return fmt.Sprintf("%s of %s brought in.", ui.Count(counts.Imported), ui.Plural(counts.Read, "row was", "rows were"))
}

// heapsOf sorts what is to be looked at; each heap is there, empty or not.
func heapsOf(counts data.ImportCounts) []heap {
	refused := heap{name: "Refused"}
	for _, r := range counts.Refused {
		refused.remarks = append(refused.remarks, remark{row: r.Row, why: r.Reason})
	}
	unread, other := splitDates(counts.Dates)
	return []heap{refused, {"Dates not readable", remarksOf(unread)}, {"Dates read another way", remarksOf(other)}}
}

func remarksOf(dates []data.DateRemark) []remark {
	var all []remark
	for _, d := range dates {
		all = append(all, remark{d.Row, d.Was, d.Read, d.Why})
	}
	return all
}

// newLists shows one heap at a time, nil when all are empty.
func newLists(heaps []heap) fyne.CanvasObject {
	var full []ui.Option[int]
	for i, h := range heaps {
		if len(h.remarks) > 0 {
			full = append(full, ui.Option[int]{Value: i, Label: fmt.Sprintf("%s (%s)", h.name, ui.Count(len(h.remarks)))})
		}
	}
	if len(full) == 0 {
		return nil
	}
	why := ui.NewParagraph("Choose a row to read its reason whole.", ui.Muted)
	table := ui.NewTable([]ui.Column[remark]{
		{Title: "Row", Width: 4, Align: fyne.TextAlignTrailing, Text: func(r remark) string { return ui.Count(r.row) }},
		{Title: "In the file", Width: 8, Text: func(r remark) string { return r.was }},
		{Title: "Read as", Width: 8, Text: func(r remark) string { return readWords(r) }},
		{Title: "Why", Width: 14, Weight: 1, Text: func(r remark) string { return r.why }},
	}, func(r remark) string { return strconv.Itoa(r.row) }, ui.NewEmpty("", "", nil))
	table.OnSelect = func(r remark) { why.SetText(fmt.Sprintf("Row %s: %s", ui.Count(r.row), r.why)) }
	choose := ui.NewSegments(full, func(i int) { table.SetRows(heaps[i].remarks) })
	choose.SetValue(full[0].Value)
	table.SetRows(heaps[full[0].Value].remarks)
	return container.NewBorder(choose, ui.AtLeast(0, 2.8, why), nil, nil, table)
}

func readWords(r remark) string {
	if r.read.IsZero() {
		return "–"
	}
	return ui.ShortDay(r.read)
}
