package feedback

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"strings"
	"time"

	"rapport/app/window/ui"
	"rapport/data"
	"rapport/data/exchange"
)

// sample is one row as it will be read.
type sample struct {
	row      int
	received data.Date
	note     string // how the date was read, where that is unusual
	about    string // the themes of a comment, the kind of a case
	unit     string
	text     string
	refused  string // why the row will not be imported
}

// forecast is how a whole sheet will be read.
type forecast struct {
	first   []sample
	read    int
	refused []data.RefusedRow
	dates   []data.DateRemark
}

// samples is how many rows are shown before the import.
const samples = 60

// foresee reads every row as the import will, and keeps nothing.
func (p plan) foresee(ctx context.Context, set data.Settings, now time.Time) (forecast, error) {
	if p.m.Record == exchange.RecordCase {
		rows, err := p.m.Cases(p.sheet, set, now)
		if err != nil {
			return forecast{}, err
		}
		return look(ctx, p.sheet, rows.Rows, rows.Dates, func(c data.ImportedCase) sample {
			return sample{received: data.DateOf(c.ReceivedAt, set.Zone()), note: c.DateNote, about: c.Kind.String(), unit: c.Unit, text: c.Story}
		})
	}
	rows, err := p.m.Feedback(p.sheet, set.Today(now))
	if err != nil {
		return forecast{}, err
	}
	return look(ctx, p.sheet, rows.Rows, rows.Dates, func(c data.Feedback) sample {
		return sample{received: c.Received, note: c.DateNote, about: strings.Join(c.Themes, "; "), unit: c.Unit, text: c.Text}
	})
}

// look walks the rows, which come in the order of the sheet.
func look[T any](ctx context.Context, sheet exchange.Sheet, rows iter.Seq2[T, error], dates []data.DateRemark, of func(T) sample) (forecast, error) {
	f := forecast{dates: dates}
	for record, err := range rows {
		if ctx.Err() != nil {
			return f, ctx.Err()
		}
		var refusal exchange.Refusal
		s := sample{}
		switch {
		case err == nil:
			s = of(record)
		case errors.As(err, &refusal):
			s.refused = refusal.Reason
		default:
			return f, err
		}
		s.row = sheet.Rows[f.read].Number
		if s.refused != "" {
			f.refused = append(f.refused, data.RefusedRow{Row: s.row, Reason: s.refused})
		}
		if f.read++; len(f.first) < samples {
			f.first = append(f.first, s)
		}
	}
	return f, nil
}

// words says in a sentence how the sheet will be read.
func (f forecast) words(what string) string {
	unread, other := splitDates(f.dates)
	said := []string{fmt.Sprintf("%s to import %s", ui.Plural(f.read, "row", "rows"), what)}
	if n := len(other); n > 0 {
		said = append(said, ui.Plural(n, "date", "dates")+" read in another order than the map says")
	}
	if n := len(unread); n > 0 {
		said = append(said, ui.Plural(n, "date", "dates")+" not readable")
	}
	if n := len(f.refused); n > 0 {
		said = append(said, ui.Plural(n, "row", "rows")+" refused")
	}
	return strings.Join(said, " · ")
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
