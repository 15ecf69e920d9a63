package migrate

import (
	"context"
	"slices"
	"strconv"
	"strings"
	"time"

	"fyne.io/fyne/v2"

	"rapport/app/window/desk"
	"rapport/app/window/ui"
	"rapport/data"
	"rapport/data/exchange"
	"rapport/data/store"
)

// officeWork is what a file would change of the office's own: numbers of months, units,
// who answers for them. Its columns are known by their names.
type officeWork struct {
	lines   []officeLine
	unnamed []string // that the office has and the file does not: they stay
	put     func(context.Context, *store.Session) error
	back    func(context.Context, *store.Session) error
}

// officeLine is what becomes of one row, or of one number of it.
type officeLine struct {
	row     int
	what    string
	changes string // what gets another value; empty where everything is there already
	refused string // why it is left out
}

// officeWorkOf reads the rows of an office kind against what the office has now.
func officeWorkOf(ctx context.Context, in *store.Session, rows desk.Rows, sheet exchange.Sheet) (officeWork, error) {
	switch rows {
	case desk.RowsNumbers:
		return numbersWork(ctx, in, sheet)
	case desk.RowsUnits:
		return unitsWork(in, sheet)
	}
	return managersWork(in, sheet)
}

// counts are the lines as an import counts its rows.
func (w officeWork) counts() data.ImportCounts {
	counts := data.ImportCounts{Read: len(w.lines)}
	for _, l := range w.lines {
		switch {
		case l.refused != "":
			counts.Refused = append(counts.Refused, data.RefusedRow{Row: l.row, Reason: l.what + ": " + l.refused})
		case l.changes == "":
			counts.Already++
		default:
			counts.Imported++
		}
	}
	return counts
}

// numbersWork reads numbers of months.
func numbersWork(ctx context.Context, in *store.Session, sheet exchange.Sheet) (officeWork, error) {
	set := in.Settings()
	found, err := exchange.MonthNumbers(sheet, set, set.Today(time.Now()))
	if err != nil {
		return officeWork{}, err
	}
	has, err := in.MonthNumbers(ctx, data.Month{Year: 1990, Month: time.January}, data.Month{Year: 2199, Month: time.December})
	if err != nil {
		return officeWork{}, err
	}
	stored := map[data.MonthNumber]data.MonthNumber{} // by what it is the number of
	for _, n := range has {
		stored[ofWhat(n)] = n
	}
	var w officeWork
	var save, take, back, undo []data.MonthNumber
	for _, f := range found {
		l := officeLine{row: f.Row, what: numberWords(f.Number)}
		old, there := stored[ofWhat(f.Number)]
		switch {
		case f.Err != nil:
			l.what, l.refused = "“"+f.Text+"”", f.Err.Error()
		case f.Blank && there:
			l.changes = ui.Count(old.Value) + " is taken away"
			take, back = append(take, f.Number), append(back, old)
		case f.Blank || there && old.Value == f.Number.Value:
		case there:
			l.changes = ui.Count(old.Value) + " becomes " + ui.Count(f.Number.Value)
			save, back = append(save, f.Number), append(back, old)
		default:
			l.changes = ui.Count(f.Number.Value) + ", new"
			save, undo = append(save, f.Number), append(undo, f.Number)
		}
		w.lines = append(w.lines, l)
	}
	w.put = func(ctx context.Context, in *store.Session) error { return in.ImportMonthNumbers(ctx, save, take) }
	w.back = func(ctx context.Context, in *store.Session) error { return in.SaveMonthNumbers(ctx, back, undo) }
	return w, nil
}

// ofWhat is a number without its value.
func ofWhat(n data.MonthNumber) data.MonthNumber {
	n.Value = 0
	return n
}

// numberWords names a number: Patient days, October 2026, 4 West.
func numberWords(n data.MonthNumber) string {
	return n.Kind.String() + ", " + n.Month.Long() + ", " + orElse(n.Unit, "whole hospital")
}

// unitsWork reads units of the office.
func unitsWork(in *store.Session, sheet exchange.Sheet) (officeWork, error) {
	d, err := exchange.Units(sheet, in.Settings())
	if err != nil {
		return officeWork{}, err
	}
	w := directoryWork(d)
	var added []string
	for _, r := range d.Rows {
		if r.New {
			added = append(added, r.Unit)
		}
	}
	w.put = func(ctx context.Context, in *store.Session) error {
		now, err := exchange.Units(sheet, in.Settings()) // as they are by now
		if err != nil {
			return err
		}
		set := in.Settings()
		set.Units = now.Units
		return in.SaveSettings(ctx, set)
	}
	w.back = func(ctx context.Context, in *store.Session) error {
		set := in.Settings()
		set.Units = slices.DeleteFunc(slices.Clone(set.Units), func(u string) bool { return slices.Contains(added, u) })
		return in.SaveSettings(ctx, set)
	}
	return w, nil
}

// managersWork reads who answers for the units.
func managersWork(in *store.Session, sheet exchange.Sheet) (officeWork, error) {
	read := func(set data.Settings) (exchange.Directory, error) {
		return exchange.Contacts(sheet, set, set.Today(time.Now()))
	}
	before := in.Settings()
	d, err := read(before)
	if err != nil {
		return officeWork{}, err
	}
	w := directoryWork(d)
	w.put = func(ctx context.Context, in *store.Session) error {
		now, err := read(in.Settings()) // as they are by now
		if err != nil {
			return err
		}
		return in.SaveDirectory(ctx, now.Contacts, in.Settings().Agencies)
	}
	w.back = func(ctx context.Context, in *store.Session) error {
		set := in.Settings()
		for _, r := range d.Rows {
			old, there := before.Contact(r.Unit)
			switch {
			case r.Refused != "" || !r.New && len(r.Changes) == 0:
			case there:
				set = set.WithContact(old)
			default:
				set = set.WithoutContact(r.Unit)
			}
		}
		return in.SaveDirectory(ctx, set.Contacts, set.Agencies)
	}
	return w, nil
}

// directoryWork is what a directory would change.
func directoryWork(d exchange.Directory) officeWork {
	w := officeWork{unnamed: d.Unnamed}
	for _, r := range d.Rows {
		l := officeLine{row: r.Row, what: orElse(r.Unit, "a row"), refused: r.Refused}
		var changes []string
		if r.New {
			changes = append(changes, "new")
		}
		for _, c := range r.Changes {
			if c.Was == "" {
				changes = append(changes, c.Field+": "+c.Is)
			} else {
				changes = append(changes, c.Field+": "+c.Was+" becomes "+c.Is)
			}
		}
		l.changes = strings.Join(changes, "; ")
		w.lines = append(w.lines, l)
	}
	return w
}

// officeTable shows what would change, what is left out first.
func officeTable(w officeWork) *ui.Table[officeLine] {
	t := ui.NewTable([]ui.Column[officeLine]{
		{Title: "Row", Width: 4, Align: fyne.TextAlignTrailing, Text: func(l officeLine) string { return ui.Count(l.row) }},
		{Title: "What", Width: 14, Weight: 1, Bold: true, Text: func(l officeLine) string { return l.what }},
		{Title: "What changes", Width: 14, Weight: 1.5, Text: func(l officeLine) string {
			return orElse(l.refused, orElse(l.changes, "nothing, it is so already"))
		}, Tone: func(l officeLine) ui.Tone {
			switch {
			case l.refused != "":
				return ui.ToneOverdue
			case l.changes == "":
				return ui.ToneMuted
			}
			return ui.TonePlain
		}},
	}, func(l officeLine) string { return strconv.Itoa(l.row) + l.what }, ui.NewEmpty("The file says nothing that can be taken over.", "", nil))
	rows := slices.Clone(w.lines)
	slices.SortStableFunc(rows, func(a, b officeLine) int { return rank(a) - rank(b) })
	t.SetRows(rows)
	return t
}

// rank orders lines: what is left out, what changes, what stays.
func rank(l officeLine) int {
	switch {
	case l.refused != "":
		return 0
	case l.changes != "":
		return 1
	}
	return 2
}
