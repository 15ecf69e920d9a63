package feedback

import (
	"context"
	"errors"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"rapport/app/window/ui"
	"rapport/data"
	"rapport/data/store"
)

// filters are the controls above the list; told gets the query they make,
// without its words.
type filters struct {
	told    func(data.FeedbackQuery)
	row     fyne.CanvasObject
	quiet   bool
	month   *ui.Picker[data.Month]
	theme   *ui.Picker[string]
	unit    *ui.Picker[string]
	undated *ui.Check
	asks    *ui.Check
}

func newFilters(told func(data.FeedbackQuery)) *filters {
	f := &filters{told: told}
	f.month = ui.NewPicker[data.Month]("Any month", nil)
	f.month.OnChanged = func(m data.Month, _ string) {
		if m != (data.Month{}) {
			f.quietly(func() { f.undated.SetChecked(false) })
		}
		f.tell()
	}
	f.theme, f.unit = ui.NewPicker[string]("Any theme", nil), ui.NewPicker[string]("Any unit", nil)
	f.theme.OnChanged = func(string, string) { f.tell() }
	f.unit.OnChanged = func(string, string) { f.tell() }
	f.undated = ui.NewCheck("Date not readable", func(on bool) {
		if on {
			f.month.SetText("") // what has no date is of no month
		}
		f.tell()
	})
	f.asks = ui.NewCheck("Asks for an answer", func(bool) { f.tell() })
	f.layout()
	return f
}

func (f *filters) layout() {
	f.row = ui.NewBeside(container.NewGridWithColumns(3, f.month, f.theme, f.unit), f.asks, f.undated, ui.NewQuiet("Clear", nil, f.clear))
}

func (f *filters) quietly(do func()) {
	f.quiet = true
	do()
	f.quiet = false
}

func (f *filters) tell() {
	if !f.quiet {
		f.told(f.query())
	}
}

// query is what the controls say; words that are in no list filter nothing.
func (f *filters) query() data.FeedbackQuery {
	var q data.FeedbackQuery
	q.Month, _ = f.month.Value()
	q.Theme, _ = f.theme.Value()
	q.Unit, _ = f.unit.Value()
	q.Undated, q.Asks = f.undated.Checked, f.asks.Checked
	return q
}

func (f *filters) clear() {
	f.quietly(func() {
		f.month.SetText("")
		f.theme.SetText("")
		f.unit.SetText("")
		f.undated.SetChecked(false)
		f.asks.SetChecked(false)
	})
	f.tell()
}

// offer is what the filters offer to choose from.
type offer struct {
	months []data.Month // newest first
	themes []string     // most frequent first
	units  []string     // by name
}

func (f *filters) offer(o offer) {
	f.month.SetOptions(ui.Options(o.months, data.Month.Long))
	f.theme.SetOptions(ui.Options(o.themes, func(t string) string { return t }))
	f.unit.SetOptions(ui.Options(o.units, func(u string) string { return u }))
}

// unitSample is how many of the newest comments are asked for their units.
const unitSample = 2_000

func readOffer(ctx context.Context, session *store.Session) (offer, error) {
	var o offer
	first, last, err := session.Months(ctx)
	if err != nil && !errors.Is(err, data.ErrNotFound) {
		return o, err
	}
	for m := last; err == nil && m.First() >= first.First(); m = m.Add(-1) {
		o.months = append(o.months, m)
	}
	themes, err := session.FeedbackThemes(ctx)
	if err != nil {
		return o, err
	}
	for _, t := range themes {
		o.themes = append(o.themes, t.Name)
	}
	o.units, err = readUnits(ctx, session)
	return o, err
}

// readUnits gathers the units that the newest comments name. They are the
// survey's own words, seldom those of the office's list.
func readUnits(ctx context.Context, session *store.Session) ([]string, error) {
	seen := map[string]bool{}
	var units []string
	var q data.FeedbackQuery
	for read := 0; read < unitSample; {
		q.Limit = unitSample - read
		p, err := session.Feedback(ctx, q)
		if err != nil {
			return nil, err
		}
		for _, f := range p.Rows {
			if f.Unit != "" && !seen[f.Unit] {
				seen[f.Unit] = true
				units = append(units, f.Unit)
			}
		}
		if !p.More {
			break
		}
		read, q.After = read+len(p.Rows), p.Next
	}
	slices.Sort(units)
	return units, nil
}
