package migrate

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"slices"
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"rapport/app/window/desk"
	"rapport/app/window/ui"
	"rapport/data"
)

// remark is one row of the file that the officer should look at.
type remark struct {
	row    int
	column string // the heading of the cell, where it is one
	was    string // a date as the file has it
	read   data.Date
	why    string
}

// heap is one kind of remark.
type heap struct {
	name    string
	remarks []remark
}

// heapsOf sorts what is to be looked at; each heap is there, empty or not.
func heapsOf(counts data.ImportCounts) []heap {
	refused, changed := heap{name: "Will not come in"}, heap{name: "Changed since"}
	if counts.Import != (data.ID{}) {
		refused.name = "Did not come in"
	}
	for _, r := range counts.Refused {
		refused.remarks = append(refused.remarks, remark{row: r.Row, column: r.Column, why: r.Reason})
	}
	for _, r := range counts.Changed {
		why := "“" + r.Number + "” is there already and said something else when it was brought in. It is left as it is."
		if r.Case != "" {
			why = "It is there already as case " + r.Case + " and said something else when it was brought in. The case is left as it is."
		}
		changed.remarks = append(changed.remarks, remark{row: r.Row, why: why})
	}
	unread, other := splitDates(counts.Dates)
	return []heap{refused, changed, {"Dates not readable", remarksOf(unread)}, {"Dates read another way", remarksOf(other)}}
}

// splitDates parts the dates that could not be read from those that were read
// another way than the map says.
func splitDates(dates []data.DateRemark) (unread, other []data.DateRemark) {
	for _, d := range dates {
		if d.Read.IsZero() {
			unread = append(unread, d)
		} else {
			other = append(other, d)
		}
	}
	return unread, other
}

func remarksOf(dates []data.DateRemark) []remark {
	var all []remark
	for _, d := range dates {
		all = append(all, remark{row: d.Row, was: d.Was, read: d.Read, why: d.Why})
	}
	return all
}

// lists shows one heap at a time, with the way to keep it as a file. What stands
// before the heaps has a name of its own.
type lists struct {
	desk    *desk.Desk
	heaps   []heap
	choose  *ui.Segments[int]
	before  fyne.CanvasObject // nil where nothing stands before the heaps
	remarks fyne.CanvasObject
	table   *ui.Table[remark]
	why     *ui.Paragraph
	content *fyne.Container
}

// atBefore is the place of what stands before the heaps.
const atBefore = -1

// newLists makes the lists; nil where there is nothing to show.
func newLists(d *desk.Desk, counts data.ImportCounts, name string, before fyne.CanvasObject) *lists {
	l := &lists{desk: d, heaps: heapsOf(counts), before: before, why: ui.NewParagraph("", ui.Muted)}
	var full []ui.Option[int]
	if before != nil {
		full = append(full, ui.Option[int]{Value: atBefore, Label: name})
	}
	for i, h := range l.heaps {
		if len(h.remarks) > 0 {
			full = append(full, ui.Option[int]{Value: i, Label: fmt.Sprintf("%s (%s)", h.name, ui.Count(len(h.remarks)))})
		}
	}
	if len(full) == 0 {
		return nil
	}
	l.table = ui.NewTable(nil, func(r remark) string { return strconv.Itoa(r.row) + r.column }, ui.NewEmpty("", "", nil))
	l.table.OnSelect = func(r remark) { l.why.SetText(fmt.Sprintf("Row %s: %s", ui.Count(r.row), r.why)) }
	below := container.NewBorder(nil, nil, nil, container.NewVBox(ui.NewButton("Save this list …", l.save)), ui.AtLeast(0, 2.8, l.why))
	l.remarks = container.NewBorder(nil, below, nil, nil, l.table)
	body := container.NewStack(l.remarks)
	if before != nil {
		body.Add(before)
	}
	l.choose = ui.NewSegments(full, l.bring)
	l.content = container.NewBorder(container.NewHScroll(l.choose), nil, nil, nil, body)
	l.choose.SetValue(full[0].Value)
	l.bring(full[0].Value)
	return l
}

// bring brings a heap to the front, or what stands before them.
func (l *lists) bring(i int) {
	if l.before != nil {
		l.before.Hide()
	}
	if i == atBefore {
		l.remarks.Hide()
		l.before.Show()
	} else {
		l.remarks.Show()
		l.why.SetText("Choose a row to read its reason whole.")
		l.table.SetColumns(remarkColumns(l.heaps[i].remarks))
		l.table.SetRows(l.heaps[i].remarks)
	}
	l.content.Refresh()
}

// remarkColumns are those that some remark of a heap has.
func remarkColumns(all []remark) []ui.Column[remark] {
	columns := []ui.Column[remark]{{Title: "Row", Width: 4, Align: fyne.TextAlignTrailing, Text: func(r remark) string { return ui.Count(r.row) }}}
	if slices.ContainsFunc(all, func(r remark) bool { return r.column != "" }) {
		columns = append(columns, ui.Column[remark]{Title: "Column", Width: 9, Weight: 0.2, Text: func(r remark) string { return r.column }})
	}
	if slices.ContainsFunc(all, func(r remark) bool { return r.was != "" }) {
		columns = append(columns,
			ui.Column[remark]{Title: "In the file", Width: 8, Text: func(r remark) string { return r.was }},
			ui.Column[remark]{Title: "Read as", Width: 8, Extra: true, Text: readWords})
	}
	return append(columns, ui.Column[remark]{Title: "Why", Width: 14, Weight: 1, Text: func(r remark) string { return r.why }})
}

func readWords(r remark) string {
	if r.read.IsZero() {
		return ""
	}
	return ui.ShortDay(r.read)
}

// save keeps the list in front as a table for a spreadsheet.
func (l *lists) save() {
	i, ok := l.choose.Value()
	if !ok || i == atBefore {
		return
	}
	table, err := remarkTable(l.heaps[i].remarks)
	if err != nil {
		l.desk.Fail(err)
		return
	}
	desk.SaveFile(l.desk.Window, "Save the list", "Rows to look at.csv", table, func(string) {
		l.desk.Say("The list is saved: "+ui.Plural(len(l.heaps[i].remarks), "row", "rows")+".", nil)
	})
}

// remarkTable writes remarks as CSV; what a spreadsheet would run is guarded.
func remarkTable(all []remark) ([]byte, error) {
	var b bytes.Buffer
	w := csv.NewWriter(&b)
	lines := [][]string{{"Row", "Column", "In the file", "Read as", "Why"}}
	for _, r := range all {
		read := ""
		if !r.read.IsZero() {
			read = r.read.String()
		}
		lines = append(lines, []string{strconv.Itoa(r.row), data.PlainCell(r.column), data.PlainCell(r.was), read, data.PlainCell(r.why)})
	}
	if err := w.WriteAll(lines); err != nil {
		return nil, fmt.Errorf("writing the list: %w", err)
	}
	return b.Bytes(), nil
}
