package store

import "rapport/data"

// order is how a list walks the cases: by a column, which has an index with the
// key after it, and by the key among equals.
type order struct {
	column string
	// value is the column's value in a row, an int64 or a string.
	value func(data.CaseRow) any
}

// orders are those of a column; the others go by entry, which is the key.
var orders = map[data.CaseOrder]order{
	data.DueFirst:      {"c.next_due", func(r data.CaseRow) any { return dueOr(r.NextDue, noDue) }},
	data.SeverityFirst: {"c.severity", func(r data.CaseRow) any { return int64(r.Severity) }},
	data.ByNumber:      {"c.number", func(r data.CaseRow) any { return r.Number }},
	data.ByKind:        {"c.kind", func(r data.CaseRow) any { return string(r.Kind) }},
	data.ByState:       {"c.state", func(r data.CaseRow) any { return string(r.State) }},
	data.ByReceived:    {"c.received_on", func(r data.CaseRow) any { return int64(r.ReceivedOn) }},
	data.ByClosed:      {"c.closed_order", func(r data.CaseRow) any { return int64(r.ClosedOn) }},
	data.ByPatient:     {"c.patient_order", func(r data.CaseRow) any { return r.Patient }},
	data.ByComplainant: {"c.complainant_order", func(r data.CaseRow) any { return r.Complainant }},
	data.ByMRN:         {"c.mrn", func(r data.CaseRow) any { return r.MRN }},
	data.ByUnit:        {"c.unit", func(r data.CaseRow) any { return r.Unit }},
	data.ByOwner:       {"c.owner", func(r data.CaseRow) any { return r.Owner }},
	data.ByFlags:       {"c.flags", func(r data.CaseRow) any { return int64(r.Flags) }},
}

// latestDue is the order of due dates turned round: cases that owe nothing stay
// last.
var latestDue = order{"c.due_last", func(r data.CaseRow) any { return dueOr(r.NextDue, 0) }}

func dueOr(due data.Date, none int64) int64 {
	if due.IsZero() {
		return none
	}
	return int64(due)
}

// orderOf returns the column by which a query is sorted, and false for one that
// goes by entry alone; down is the way it runs.
func orderOf(q data.CaseQuery) (o order, sorted, down bool) {
	if q.Order == data.DueFirst && q.Reverse {
		return latestDue, true, true
	}
	o, sorted = orders[q.Order]
	return o, sorted, q.Order.Descends() != q.Reverse
}

// after adds the order and the place where the page starts.
func (l *list) after(q data.CaseQuery) {
	key := "c.key"
	if l.from == joinCases {
		key = "s.rowid" // the index gives them in this order by itself
	}
	o, sorted, down := orderOf(q)
	way, beyond := "", " > "
	if down {
		way, beyond = " desc", " < "
	}
	if !sorted {
		l.order = ` order by ` + key + way
		if q.After.Set {
			l.and(key+beyond+`?`, q.After.Key)
		}
		return
	}
	l.order = ` order by ` + o.column + way + `, ` + key + way
	if q.After.Set {
		l.and(`(`+o.column+`, `+key+`)`+beyond+`(?, ?)`, placeOf(q.After, o), q.After.Key)
	}
}

// CursorAfter is the place in the list of q just after a row of it.
func CursorAfter(row data.CaseRow, q data.CaseQuery) data.Cursor {
	c := data.Cursor{Key: row.Key, Set: true}
	if o, sorted, _ := orderOf(q); sorted {
		switch v := o.value(row).(type) {
		case int64:
			c.Sort = v
		case string:
			c.Text = v
		}
	}
	return c
}

// placeOf is the value of the order's column at which the page starts.
func placeOf(c data.Cursor, o order) any {
	if _, number := o.value(data.CaseRow{}).(int64); number {
		return c.Sort
	}
	return c.Text
}
