package exchange

import (
	"slices"
	"strconv"
	"strings"

	"rapport/data"
)

// The words of a column that says whether a case is open.
const (
	statusOpen   = "open"
	statusClosed = "closed"
)

// statuses is the list that such a column is read by.
var statuses = []data.Term[string]{{Value: statusOpen, Label: "Open"}, {Value: statusClosed, Label: "Closed"}}

// days reads the days of a row beside its receipt and its closing.
func (r rowReader) days(in *data.ImportedCase) (err error) {
	for _, d := range []struct {
		field, name string
		into        *data.Date
		may         bool // it may lie before the receipt
	}{
		{fieldEvent, "the day of the event", &in.EventDate, true},
		{fieldWritten, "the day on which it was written down", &in.WrittenOn, true},
		{fieldAcknowledged, "the day of the acknowledgement", &in.AcknowledgedOn, false},
		{fieldAnswered, "the day of the letter", &in.AnsweredOn, false},
	} {
		cell := r.c.term(r.row, d.field)
		if cell == "" {
			continue
		}
		day, err := r.sameOrder(d.field, cell, earliest)
		if err != nil {
			if !r.date.ticked(cell) {
				return cellFault{r.m.Columns[d.field], faultf("%s: %v", d.name, err)}
			}
			continue // a tick says that it was done, not when
		}
		if !d.may && day < r.date.day {
			return r.wrong(d.field, "%s %q lies before the day of receipt. Correct one of them", d.name, short(cell))
		}
		*d.into = day
	}
	if in.EventDate > r.date.day {
		return r.wrong(fieldEvent, "the day of the event lies after the day of receipt. Correct one of them")
	}
	return nil
}

// ticked reports whether a cell for a day has a word that says yes or no instead.
func (d *dated) ticked(cell string) bool {
	return slices.Contains([]string{"yes", "no", "y", "n", "x", "n/a", "na", "none", "-", "sent", "not sent", "pending", "unknown", "not applicable"}, headingKey(cell))
}

func (r rowReader) closing(in *data.ImportedCase) (err error) {
	if in.Closure, err = term(r, fieldClosure, data.Closures); err != nil {
		return err
	}
	status, err := term(r, fieldStatus, statuses)
	if err != nil {
		return err
	}
	day, shown, err := r.closedOn(in)
	if err != nil {
		return err
	}
	switch {
	case status == statusOpen:
		in.Closure = "" // it may have been closed and opened again
		return nil
	case day.IsZero() && status == statusClosed:
		return r.wrong(fieldStatus, "it is closed, but no column says when. Give a column to the day of closing, to the letter or to the days to close, or write the day into the row")
	case day.IsZero() && in.Closure != "" && r.c.term(r.row, fieldClosure) != "":
		return r.wrong(fieldClosed, "it gives a reason for closing but no day. Write the day into %q", r.m.Columns[fieldClosed])
	case day.IsZero():
		in.Closure = ""
		return nil
	case day < r.date.day:
		return r.wrong(fieldClosed, "the day of closing %q lies before the day of receipt. Correct one of them", short(shown))
	}
	if in.ClosedAt = r.instant(day, readDate(shown, r.today)); in.ClosedAt.Before(in.ReceivedAt) {
		in.ClosedAt = in.ReceivedAt
	}
	if in.Closure == "" {
		in.Closure = data.ClosedUnknownMood
	}
	return nil
}

// closedOn is the day of closing: of its own column, else by the days that it
// took, else, where the log says that the case is closed, the day of the letter.
func (r rowReader) closedOn(in *data.ImportedCase) (day data.Date, shown string, err error) {
	if cell := r.c.term(r.row, fieldClosed); cell != "" {
		day, err = r.sameOrder(fieldClosed, cell, r.date.day.Year())
		if err != nil {
			return 0, cell, cellFault{r.m.Columns[fieldClosed], faultf("the day of closing: %v", err)}
		}
		return day, cell, nil
	}
	if cell := strings.TrimSuffix(r.c.term(r.row, fieldDays), ".0"); cell != "" {
		n, err := strconv.Atoi(cell)
		if err != nil || n < 0 || n > 365*20 {
			return 0, cell, r.wrong(fieldDays, "the days to close are %q; they must be a whole number", short(cell))
		}
		day := r.date.day.AddDays(n)
		if day > r.today {
			return 0, cell, r.wrong(fieldDays, "with %d days to close it was closed in the future. Correct the number or the day of receipt", n)
		}
		return day, "", nil
	}
	if status, _ := onList(r.m, fieldStatus, r.word(fieldStatus), statuses); status == statusClosed {
		return in.AnsweredOn, "", nil
	}
	return 0, "", nil
}

// sameOrder reads another date of the row in the order that its day of receipt
// is written in, or in the other where that alone gives a day.
func (r rowReader) sameOrder(field, cell string, firstYear int) (data.Date, error) {
	w := readDateFrom(cell, r.today, firstYear)
	order := r.date.order
	if order == "" {
		order = r.m.DateOrder
	}
	if day := w.day[order]; !day.IsZero() {
		return day, nil
	}
	if day, ok := w.single(); ok {
		return day, nil
	}
	return 0, faultf("%q is not a day that can be read. Correct it in the spreadsheet", short(cell))
}

// texts gathers what becomes notes of the case: what was done, how it was
// resolved, what was given, remarks, and what no column has a place for, where the
// officer wants it.
func (r rowReader) texts(in *data.ImportedCase) error {
	for _, field := range []string{fieldAction, fieldResolution, fieldCompensation, fieldNotes} {
		text := r.c.text(r.row, field)
		if field == fieldCompensation && text != "" && r.gift(in, r.m.Columns[field], text) {
			continue
		}
		if text != "" {
			in.Texts = append(in.Texts, data.ImportedText{Heading: r.m.Columns[field], Text: text})
		}
	}
	if text := r.c.text(r.row, fieldResolution); text != "" && len(in.Issues) > 0 && len(text) <= mostAnswer {
		in.Issues[0].Finding.Answer = text
	}
	if !r.m.Rest {
		return nil
	}
	var rest []string
	for i, heading := range r.header {
		if text := clean(r.row.at(i)); text != "" && !r.c.taken(i) {
			rest = append(rest, heading+": "+text)
		}
	}
	if len(rest) > 0 {
		in.Texts = append(in.Texts, data.ImportedText{Heading: RestHeading, Text: strings.Join(rest, "\n")})
	}
	return nil
}

// mostAnswer is the most bytes of a resolution that becomes the answer to an issue
// beside the note: a longer one is a story of its own.
const mostAnswer = 4000

// RestHeading stands over the note with what no field of a case takes.
const RestHeading = "Other columns of the imported row"

// taken reports whether a field has the column.
func (c columns) taken(column int) bool {
	for _, i := range c.field {
		if i == column {
			return true
		}
	}
	return slices.Contains(c.themes, column) || c.list == column
}
