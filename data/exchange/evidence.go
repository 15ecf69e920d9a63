package exchange

import (
	"fmt"
	"slices"

	"rapport/data"
)

// dated is the date cell of one row with what may tell how to read it.
type dated struct {
	row        int
	written    written
	group      string // rows of one group were written by one hand
	respondent string // rows of one respondent were answered on one day
	block      int    // set by resolve: rows of one group that stand together in the file

	order   Order // settled order; empty where both readings are the same day
	day     data.Date
	because string
	doubt   string // why the date stays unread
}

func (d *dated) settle(o Order, because string) {
	d.order, d.day, d.because = o, d.written.day[o], because
}

func (d *dated) open() bool { return d.day == 0 && d.doubt == "" }

// resolve settles how each ambiguous date is read. A spreadsheet that was put
// together from several hands mixes 31/12 and 12/31, so the stated order alone
// would silently move comments by months. The evidence, in this order:
//
//  1. only one reading is a day of the calendar;
//  2. the nearest proven dates before and after it in the same block of rows
//     are written in the same order;
//  3. another row of the same respondent is settled and one reading falls on
//     the same day;
//  4. nothing speaks against the order that the map states.
//
// Where the evidence contradicts itself the date stays unread.
func resolve(rows []*dated, stated Order, today data.Date) {
	proven := map[string]map[Order]bool{}
	for i, d := range rows {
		if i > 0 {
			d.block = rows[i-1].block
			if rows[i-1].group != d.group {
				d.block++
			}
		}
		d.readAlone(today)
		if o, ok := d.written.order(); ok {
			if proven[d.group] == nil {
				proven[d.group] = map[Order]bool{}
			}
			proven[d.group][o] = true
		}
	}
	byNeighbours(rows)
	byRespondent(rows)
	for _, d := range rows {
		if !d.open() {
			continue
		}
		if proven[d.group][stated.other()] {
			d.doubt = fmt.Sprintf("%q can be read two ways, both occur in this file, and nothing near the row says which", d.written.raw)
			continue
		}
		d.settle(stated, "by the order that is set")
	}
}

func (d *dated) readAlone(today data.Date) {
	if d.written.raw == "" {
		d.doubt = "the row has no date"
		return
	}
	if len(d.written.day) == 0 {
		d.doubt = d.written.unreadable(today)
		return
	}
	if day, ok := d.written.single(); ok {
		d.day = day
		d.order, _ = d.written.order()
		d.because = "the other way it is no day of the calendar"
	}
}

// byNeighbours applies evidence 2. Looking both ways keeps a row at the seam of
// two blocks from being read by the wrong one.
func byNeighbours(rows []*dated) {
	before := make([]Order, len(rows))
	after := make([]Order, len(rows))
	nearest := func(at []Order, i, previous int) {
		if o, ok := rows[i].written.order(); ok {
			at[i] = o
		} else if previous >= 0 && previous < len(rows) && rows[previous].block == rows[i].block {
			at[i] = at[previous]
		}
	}
	for i := range rows {
		nearest(before, i, i-1)
	}
	for i := range slices.Backward(rows) {
		nearest(after, i, i+1)
	}
	for i, d := range rows {
		if !d.open() {
			continue
		}
		o := before[i]
		if o == "" {
			o = after[i]
		}
		if o != "" && (after[i] == "" || after[i] == o) {
			d.settle(o, "the dates around it are written so")
		}
	}
}

// byRespondent applies evidence 3, and takes back what evidence 2 settled
// where a respondent's rows would have fallen on one day the other way.
func byRespondent(rows []*dated) {
	mates := map[string][]*dated{}
	for _, d := range rows {
		if d.respondent != "" {
			mates[d.respondent] = append(mates[d.respondent], d)
		}
	}
	for _, of := range mates {
		verdicts := make([]func(), 0, len(of)) // reached on the rows as they are, then carried out
		for _, d := range of {
			if _, alone := d.written.single(); !alone && d.doubt == "" {
				verdicts = append(verdicts, d.compareWith(of))
			}
		}
		for _, carryOut := range verdicts {
			carryOut()
		}
	}
}

func (d *dated) compareWith(mates []*dated) (verdict func()) {
	agrees := map[Order]bool{}
	for _, m := range mates {
		if m == d || m.day == 0 {
			continue
		}
		for o, day := range d.written.day {
			agrees[o] = agrees[o] || day == m.day
		}
	}
	contradicted := d.day != 0 && agrees[d.order.other()] && !agrees[d.order]
	torn := d.day == 0 && agrees[DayFirst] && agrees[MonthFirst]
	switch {
	case contradicted, torn:
		return func() {
			d.day = 0
			d.doubt = fmt.Sprintf("%q can be read two ways, and the rows around it and the same person's other rows contradict each other", d.written.raw)
		}
	case d.day == 0 && agrees[DayFirst]:
		return func() { d.settle(DayFirst, "the same person's other answer is of that day") }
	case d.day == 0 && agrees[MonthFirst]:
		return func() { d.settle(MonthFirst, "the same person's other answer is of that day") }
	}
	return func() {}
}

// remark returns what the officer should know of how the date was read, and
// whether there is anything to know.
func (d *dated) remark(stated Order) (data.DateRemark, bool) {
	r := data.DateRemark{Row: d.row, Was: d.written.raw}
	switch {
	case d.doubt != "":
		r.Why = d.doubt
		return r, true
	case d.order == stated.other():
		r.Read = d.day
		r.Why = fmt.Sprintf("read %s: %s", d.order.words(), d.because)
		return r, true
	}
	return r, false
}
