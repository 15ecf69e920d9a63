package store

import (
	"cmp"
	"slices"
	"testing"
	"time"

	"rapport/data"
	"rapport/data/practice"
)

// loaded is a practice office of n cases, and those cases as they are listed.
func loaded(t *testing.T, n int) (*desk, []data.CaseRow) {
	t.Helper()
	d := newDesk(t, true)
	today := d.Settings().Today(d.clock.at)
	if err := d.Load(t.Context(), practice.Cases(9, n, d.Settings(), today.AddDays(-200), today), nil); err != nil {
		t.Fatal(err)
	}
	all := d.walk(data.CaseQuery{Limit: 500})
	if len(all) != n {
		t.Fatalf("%d cases are listed of %d", len(all), n)
	}
	return d, all
}

// walk reads every page of a list.
func (d *desk) walk(q data.CaseQuery) []data.CaseRow {
	d.t.Helper()
	var all []data.CaseRow
	for {
		page := must[data.CasePage](d.t)(d.Cases(d.t.Context(), q))
		all = append(all, page.Rows...)
		if !page.More {
			return all
		}
		q.After = page.Next
	}
}

func TestEveryOrderWalksEachCaseOnceByPages(t *testing.T) {
	d, all := loaded(t, 230)
	due := func(r data.CaseRow) data.Date {
		if r.NextDue.IsZero() {
			return noDue
		}
		return r.NextDue
	}
	for _, c := range []struct {
		order  data.CaseOrder
		keep   func(data.CaseRow) bool
		before func(a, b data.CaseRow) int
	}{
		{data.NewestFirst, func(data.CaseRow) bool { return true }, func(a, b data.CaseRow) int { return cmp.Compare(b.Key, a.Key) }},
		{data.OldestFirst, func(data.CaseRow) bool { return true }, func(a, b data.CaseRow) int { return cmp.Compare(a.Key, b.Key) }},
		{data.DueFirst, func(r data.CaseRow) bool { return r.State.Open() }, func(a, b data.CaseRow) int {
			return cmp.Or(cmp.Compare(due(a), due(b)), cmp.Compare(a.Key, b.Key))
		}},
		{data.SeverityFirst, func(data.CaseRow) bool { return true }, func(a, b data.CaseRow) int {
			return cmp.Or(cmp.Compare(b.Severity, a.Severity), cmp.Compare(b.Key, a.Key))
		}},
	} {
		want := slices.DeleteFunc(slices.Clone(all), func(r data.CaseRow) bool { return !c.keep(r) })
		slices.SortFunc(want, c.before)
		got := d.walk(data.CaseQuery{Order: c.order, Limit: 7})
		if !slices.Equal(numbers(data.CasePage{Rows: got}), numbers(data.CasePage{Rows: want})) {
			t.Errorf("%s walks %d rows, want %d in another order", c.order, len(got), len(want))
		}
	}
}

func TestFiltersListWhatTheyName(t *testing.T) {
	d, all := loaded(t, 400)
	zone := d.Settings().Zone()
	today := d.Settings().Today(d.clock.at)
	unit := all[0].Unit
	owner := all[0].Owner
	for name, c := range map[string]struct {
		q    data.CaseQuery
		keep func(data.CaseRow) bool
	}{
		"kind": {data.CaseQuery{Kinds: []data.Kind{data.Complaint, data.Compliment}}, func(r data.CaseRow) bool {
			return r.Kind == data.Complaint || r.Kind == data.Compliment
		}},
		"state":          {data.CaseQuery{States: []data.State{data.StateClosed}}, func(r data.CaseRow) bool { return r.State == data.StateClosed }},
		"open":           {data.CaseQuery{OpenOnly: true}, func(r data.CaseRow) bool { return r.State.Open() }},
		"closed":         {data.CaseQuery{ClosedOnly: true}, func(r data.CaseRow) bool { return !r.State.Open() }},
		"overdue":        {data.CaseQuery{Overdue: true}, func(r data.CaseRow) bool { return r.State.Open() && !r.NextDue.IsZero() && r.NextDue < today }},
		"unit and owner": {data.CaseQuery{Unit: unit, Owner: owner}, func(r data.CaseRow) bool { return r.Unit == unit && r.Owner == owner }},
		"severity":       {data.CaseQuery{MinSeverity: 2}, func(r data.CaseRow) bool { return r.Severity >= 2 }},
		"days": {data.CaseQuery{ReceivedFrom: today.AddDays(-90), ReceivedTo: today.AddDays(-60)}, func(r data.CaseRow) bool {
			on := data.DateOf(r.ReceivedAt, zone)
			return on >= today.AddDays(-90) && on <= today.AddDays(-60)
		}},
	} {
		var want []string
		for _, r := range all {
			if c.keep(r) {
				want = append(want, r.Number)
			}
		}
		c.q.Limit = 40
		if got := numbers(data.CasePage{Rows: d.walk(c.q)}); !slices.Equal(got, want) || len(want) == 0 {
			t.Errorf("%s lists %d cases, want %d", name, len(got), len(want))
		}
		if n := must[int](t)(d.CountCases(t.Context(), c.q)); n != len(want) {
			t.Errorf("%s counts %d cases, want %d", name, n, len(want))
		}
	}
}

func TestSearchAndFilterNarrowTogether(t *testing.T) {
	d, all := loaded(t, 300)
	words := all[0].Patient
	both := d.find(data.CaseQuery{Text: words, Kinds: []data.Kind{all[0].Kind}})
	if !slices.Contains(both, all[0].Number) {
		t.Errorf("%s is not among %v", all[0].Number, both)
	}
	for _, order := range []data.CaseOrder{data.NewestFirst, data.OldestFirst, data.SeverityFirst} {
		if n := len(d.walk(data.CaseQuery{Text: "the", Order: order, Limit: 9})); n != must[int](t)(d.CountCases(t.Context(), data.CaseQuery{Text: "the"})) || n == 0 {
			t.Errorf("%s walks %d hits", order, n)
		}
	}
}

func TestTodayIsBucketedByTheOfficesOwnDay(t *testing.T) {
	d := newDesk(t, false)
	f := d.open() // due: acknowledgement in 2 working days, decision in 7 days
	ack, decide := f.Clocks[0].Due, f.Clocks[1].Due
	zone := d.Settings().Zone()
	at := func(day data.Date, hour int) time.Time { return day.Start(zone).Add(time.Duration(hour) * time.Hour) }
	for _, c := range []struct {
		name                 string
		now                  time.Time
		overdue, day, coming int
	}{
		{"on the day of receipt", at(ack-2, 12), 0, 0, 2},
		{"late in the evening before, when it is the day already in UTC", at(ack-1, 22), 0, 0, 2},
		{"on the day itself", at(ack, 1), 0, 1, 1},
		{"the minute before midnight", at(ack, 24).Add(-time.Minute), 0, 1, 1},
		{"after midnight", at(ack+1, 0), 1, 0, 1},
		{"when all is late", at(decide+1, 9), 2, 0, 0},
	} {
		d.clock.at = c.now
		b := must[data.TodayBoard](t)(d.Today(t.Context()))
		if b.Overdue != c.overdue || b.DueToday != c.day || b.ThisWeek != c.coming || b.Open != 1 || len(b.Items) != c.overdue+c.day+c.coming {
			t.Errorf("%s: %d overdue, %d today, %d coming", c.name, b.Overdue, b.DueToday, b.ThisWeek)
		}
		if !slices.IsSortedFunc(b.Items, func(x, y data.TodayItem) int { return cmp.Compare(x.Due, y.Due) }) {
			t.Errorf("%s: not in the order of due dates", c.name)
		}
	}
}

func TestATaskIsOnTheBoardUntilItIsDone(t *testing.T) {
	d := newDesk(t, false)
	f := d.open()
	today := d.Settings().Today(d.clock.at)
	f = caseDo(t)(d.AddTask(t.Context(), f.Key, data.Task{What: "Call the ward", Due: today, Owner: "Dana Whitfield"}))
	b := must[data.TodayBoard](t)(d.Today(t.Context()))
	if b.DueToday != 1 || b.Items[0].Task != f.Tasks[0].ID || b.Items[0].What != "Call the ward" || b.Items[0].NextStep == "" {
		t.Errorf("the board is %+v", b)
	}
	if row := must[data.CasePage](t)(d.Cases(t.Context(), data.CaseQuery{})).Rows[0]; row.NextDue != today || row.NextWhat != "Call the ward" {
		t.Errorf("the list says %s on %s", row.NextWhat, row.NextDue)
	}
	caseDo(t)(d.CompleteTask(t.Context(), f.Key, f.Tasks[0].ID))
	if b := must[data.TodayBoard](t)(d.Today(t.Context())); b.DueToday != 0 {
		t.Errorf("done, and still %d due today", b.DueToday)
	}
	caseDo(t)(d.ReopenTask(t.Context(), f.Key, f.Tasks[0].ID))
	if b := must[data.TodayBoard](t)(d.Today(t.Context())); b.DueToday != 1 {
		t.Errorf("not done after all, and %d due today", b.DueToday)
	}
}
