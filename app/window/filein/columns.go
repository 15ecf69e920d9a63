package filein

import (
	"context"
	"maps"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"rapport/app/window/ui"
	"rapport/data"
	"rapport/data/exchange"
	"rapport/data/exchange/ehr"
)

// columnsDialog asks what the columns of a work list hold.
type columnsDialog struct {
	in      *Import
	dialog  *ui.Dialog
	table   *ehr.Table
	chosen  map[string]ehr.TableField // by column
	choices map[string]*ui.Choice[ehr.TableField]
	dates   *ui.Choice[exchange.Order] // nil where the dates leave no choice
	message *ui.Message
	work    ui.Loader
	quiet   bool
}

// nameColumns asks for the columns once; a list with the same heading line is read
// by the answer afterwards.
func (in *Import) nameColumns() {
	t := in.from.reading.Table
	if t == nil {
		in.say(explained(in.from.reading), ui.ToneOverdue)
		return
	}
	in.swap(in.ask, func() {
		d := &columnsDialog{in: in, table: t, chosen: map[string]ehr.TableField{}, choices: map[string]*ui.Choice[ehr.TableField]{}, message: ui.NewMessage()}
		for field, column := range t.Guess.Columns {
			d.chosen[column] = field
		}
		d.dialog = ui.Show(in.place.Desk.Window, "What the columns hold", d.layout(), nil, "Cancel", ui.Action{Text: "Read the list", Do: func() bool { d.read(); return false }})
		d.dialog.OnClose = func() {
			d.work.Stop()
			in.left()
		}
		window := in.place.Desk.Window.Canvas().Size()
		d.dialog.Resize(fyne.NewSize(min(em(56), window.Width-em(2)), window.Height-em(4)))
		if len(t.Columns) > 0 {
			in.place.Desk.Window.Canvas().Focus(d.choices[t.Columns[0]])
		}
	})
}

func (d *columnsDialog) layout() fyne.CanvasObject {
	t := d.table
	head := container.NewVBox(ui.NewParagraph("This is a work list with "+ui.Plural(t.Rows, "row", "rows")+". Look whether each column was understood; leave out what the case does not need. Rapport remembers it for lists with the same heading line.", ui.Plain), d.message)
	for _, m := range d.in.from.reading.Remarks[1:] {
		head.Add(ui.NewParagraph(m.Sentence, ui.Muted))
	}
	options := []ui.Option[ehr.TableField]{{Value: "", Label: "Leave it out"}}
	for _, f := range ehr.TableFields {
		options = append(options, ui.Option[ehr.TableField]{Value: f.Value, Label: f.Label})
	}
	rows := ui.NewColumn()
	if t.Dates == "" && t.Undecided > 0 {
		d.dates = ui.NewChoice("Choose", []ui.Option[exchange.Order]{{Value: exchange.MonthFirst, Label: "Month first: 03/10 is March 10"}, {Value: exchange.DayFirst, Label: "Day first: 03/10 is October 3"}}, nil)
		rows.Add(ui.NewRow("How does the list write its dates? "+ui.Plural(t.Undecided, "date", "dates")+" can be read both ways.", d.dates))
	}
	for i, column := range t.Columns {
		if strings.TrimSpace(column) == "" || d.choices[column] != nil {
			continue
		}
		choice := ui.NewChoice("", options, func(f ehr.TableField) { d.choose(column, f) })
		d.quiet = true
		choice.SetValue(d.chosen[column])
		d.quiet = false
		d.choices[column] = choice
		words := ui.NewColumn(ui.NewParagraph(column, ui.Strong), ui.NewParagraph(sampleOf(t, i), ui.Caption))
		rows.Add(container.New(&line{}, words, choice, ui.NewColumn()))
	}
	return ui.AtLeast(24, 12, container.NewBorder(head, nil, nil, nil, ui.NewScrolled(rows)))
}

// sampleOf are the first values of a column.
func sampleOf(t *ehr.Table, column int) string {
	var words []string
	for _, row := range t.Sample {
		if len(words) == 3 {
			break
		}
		if column < len(row) && row[column] != "" {
			words = append(words, row[column])
		}
	}
	if len(words) == 0 {
		return "empty in the first rows"
	}
	return strings.Join(words, ", ")
}

// choose notes what a column holds; a field is in one column alone.
func (d *columnsDialog) choose(column string, f ehr.TableField) {
	if d.quiet {
		return
	}
	d.message.Clear()
	for other, has := range d.chosen {
		if has == f && f != "" && other != column {
			delete(d.chosen, other)
			d.quiet = true
			d.choices[other].SetValue("")
			d.quiet = false
		}
	}
	d.chosen[column] = f
}

// answer is the map that the choices make.
func (d *columnsDialog) answer() ehr.TableMap {
	m := ehr.TableMap{Columns: map[ehr.TableField]string{}, Dates: d.table.Guess.Dates}
	for column, f := range d.chosen {
		if f != "" {
			m.Columns[f] = column
		}
	}
	if d.dates != nil {
		m.Dates, _ = d.dates.Value()
	}
	return m
}

// read reads the list by the answer, and remembers it.
func (d *columnsDialog) read() {
	m := d.answer()
	switch {
	case d.work.Busy():
		return
	case !m.Usable():
		d.message.Say("Say which column holds the name or a number of the patient.", ui.ToneToday)
		return
	case d.dates != nil && m.Dates == "":
		d.message.Say("Choose how the list writes its dates.", ui.ToneToday)
		d.in.place.Desk.Window.Canvas().Focus(d.dates)
		return
	}
	d.message.Say("Reading …", ui.ToneMuted)
	raw, session := d.in.from.raw, d.in.place.Desk.Session
	ui.Load(&d.work, func(ctx context.Context) (ehr.Reading, error) {
		r := ehr.ReadTable(ctx, raw, m)
		if r.Outcome == ehr.OutcomeRefuse {
			return r, nil
		}
		return r, session.RememberWorkList(ctx, workList(d.table.Key, m))
	}, func(r ehr.Reading, err error) {
		switch {
		case err != nil:
			d.message.SetError(err)
		case r.Outcome == ehr.OutcomeRefuse:
			d.message.Say(explained(r), ui.ToneOverdue)
		default:
			d.message.Clear()
			d.in.from.reading = r
			d.in.swap(d.dialog, d.in.goOn)
		}
	})
}

func workList(key string, m ehr.TableMap) data.WorkList {
	w := data.WorkList{Key: key, Columns: map[string]string{}, Dates: string(m.Dates)}
	for f, column := range m.Columns {
		w.Columns[string(f)] = column
	}
	return w
}

// remembered reads a table by what was answered for its heading line before.
func remembered(ctx context.Context, r ehr.Reading, raw []byte, set data.Settings) ehr.Reading {
	if r.Outcome != ehr.OutcomeMap || r.Table == nil {
		return r
	}
	w, ok := set.WorkList(r.Table.Key)
	if !ok {
		return r
	}
	m := ehr.TableMap{Columns: map[ehr.TableField]string{}, Dates: exchange.Order(w.Dates)}
	for f, column := range maps.All(w.Columns) {
		m.Columns[ehr.TableField(f)] = column
	}
	if again := ehr.ReadTable(ctx, raw, m); again.Outcome != ehr.OutcomeRefuse {
		return again
	}
	return r
}
