package store

import (
	"cmp"
	"database/sql"
	"slices"
	"strings"
	"testing"

	"rapport/data"
	"rapport/data/practice"
)

// loaded is a practice office of n cases, and those cases as they are listed.
func loaded(t *testing.T, n int) (*desk, []data.CaseRow) {
	t.Helper()
	d := newDesk(t, true)
	today := d.Settings().Today(d.clock.now())
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

// sortedBy is what each order sorts by, greatest last; reversed ones are in the
// table of orders themselves.
var sortedBy = map[data.CaseOrder]func(a, b data.CaseRow) int{
	data.NewestFirst:   func(a, b data.CaseRow) int { return 0 },
	data.OldestFirst:   func(a, b data.CaseRow) int { return 0 },
	data.SeverityFirst: func(a, b data.CaseRow) int { return cmp.Compare(a.Severity, b.Severity) },
	data.ByNumber:      func(a, b data.CaseRow) int { return cmp.Compare(a.Number, b.Number) },
	data.ByKind:        func(a, b data.CaseRow) int { return cmp.Compare(a.Kind.String(), b.Kind.String()) },
	data.ByState:       func(a, b data.CaseRow) int { return cmp.Compare(a.State.String(), b.State.String()) },
	data.ByReceived:    func(a, b data.CaseRow) int { return cmp.Compare(a.ReceivedOn, b.ReceivedOn) },
	data.ByClosed:      func(a, b data.CaseRow) int { return cmp.Compare(a.ClosedOn, b.ClosedOn) },
	data.ByPatient:     func(a, b data.CaseRow) int { return cmp.Compare(smallLetters(a.Patient), smallLetters(b.Patient)) },
	data.ByComplainant: func(a, b data.CaseRow) int {
		return cmp.Compare(smallLetters(a.Complainant), smallLetters(b.Complainant))
	},
	data.ByMRN:   func(a, b data.CaseRow) int { return cmp.Compare(a.MRN, b.MRN) },
	data.ByUnit:  func(a, b data.CaseRow) int { return cmp.Compare(a.Unit, b.Unit) },
	data.ByOwner: func(a, b data.CaseRow) int { return cmp.Compare(a.Owner, b.Owner) },
	data.ByFlags: func(a, b data.CaseRow) int { return cmp.Compare(a.Flags, b.Flags) },
}

// smallLetters is the text with the letters A to Z made small, as the index of
// names has them.
func smallLetters(text string) string {
	return strings.Map(func(r rune) rune {
		if r >= 'A' && r <= 'Z' {
			r += 'a' - 'A'
		}
		return r
	}, text)
}

func TestEveryOrderWalksEachCaseOnceByPagesBothWays(t *testing.T) {
	d, all := loaded(t, 230)
	down := []data.CaseOrder{data.NewestFirst, data.SeverityFirst, data.ByFlags} // by their own
	for _, order := range data.CaseOrders {
		for _, reverse := range []bool{false, true} {
			falling := slices.Contains(down, order.Value) != reverse
			want := slices.Clone(all)
			slices.SortFunc(want, func(a, b data.CaseRow) int {
				if falling {
					a, b = b, a
				}
				by := sortedBy[order.Value]
				if order.Value == data.DueFirst {
					by = func(a, b data.CaseRow) int { return dueOrder(a, b, falling) }
				}
				return cmp.Or(by(a, b), cmp.Compare(a.Key, b.Key))
			})
			got := d.walk(data.CaseQuery{Order: order.Value, Reverse: reverse, Limit: 7})
			if !slices.Equal(numbers(data.CasePage{Rows: got}), numbers(data.CasePage{Rows: want})) {
				t.Errorf("%s, reversed %v, walks %d rows of %d, or in another order", order.Value, reverse, len(got), len(want))
			}
		}
	}
}

// dueOrder compares due dates; cases that owe nothing come last either way.
func dueOrder(a, b data.CaseRow, falling bool) int {
	none := map[bool]data.Date{true: 0, false: noDue}[falling]
	day := func(r data.CaseRow) data.Date {
		if r.NextDue.IsZero() {
			return none
		}
		return r.NextDue
	}
	return cmp.Compare(day(a), day(b))
}

// TestTheNextPageOfEveryOrderIsReadFromAnIndex asks the planner: sorting the
// whole table for a page would be slow with many cases.
func TestTheNextPageOfEveryOrderIsReadFromAnIndex(t *testing.T) {
	d, all := loaded(t, 600)
	for _, order := range data.CaseOrders {
		for _, reverse := range []bool{false, true} {
			q := data.CaseQuery{Order: order.Value, Reverse: reverse}
			q.After = CursorAfter(all[300], q)
			list := d.listOf(q)
			list.after(q)
			plan := d.plan(`select `+rowColumns+list.from+list.where.String()+list.order+` limit ?`, append(list.args, 50)...)
			if strings.Contains(plan, "TEMP B-TREE") || !strings.Contains(plan, "SEARCH c USING") {
				t.Errorf("%s, reversed %v: %s", order.Value, reverse, plan)
			}
		}
	}
}

func (d *desk) plan(query string, args ...any) string {
	d.t.Helper()
	var lines []string
	err := d.base.read(d.t.Context(), func(t *tx) error {
		return t.each(`explain query plan `+query, args, func(r *sql.Rows) error {
			var id, parent, unused int
			var line string
			err := r.Scan(&id, &parent, &unused, &line)
			lines = append(lines, line)
			return err
		})
	})
	if err != nil {
		d.t.Fatal(err)
	}
	return strings.Join(lines, "; ")
}

func TestFiltersListWhatTheyName(t *testing.T) {
	d, all := loaded(t, 400)
	zone := d.Settings().Zone()
	today := d.Settings().Today(d.clock.now())
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
		"owner":          {data.CaseQuery{Owner: owner}, func(r data.CaseRow) bool { return r.Owner == owner }},
		"harm alleged":   {data.CaseQuery{Flags: data.FlagHarm}, func(r data.CaseRow) bool { return r.Flags.Has(data.FlagHarm) }},
		"two flags": {data.CaseQuery{Flags: data.FlagHarm | data.FlagRestricted}, func(r data.CaseRow) bool {
			return r.Flags.Has(data.FlagHarm) && r.Flags.Has(data.FlagRestricted)
		}},
		"due from": {data.CaseQuery{DueFrom: today}, func(r data.CaseRow) bool { return r.NextDue >= today }},
		"due to":   {data.CaseQuery{DueTo: today}, func(r data.CaseRow) bool { return !r.NextDue.IsZero() && r.NextDue <= today }},
		"due in the week, open, reviewed": {data.CaseQuery{DueFrom: today, DueTo: today.AddDays(7), OpenOnly: true, MinSeverity: 1}, func(r data.CaseRow) bool {
			return r.NextDue >= today && r.NextDue <= today.AddDays(7) && r.Severity >= 1
		}},
		"severity": {data.CaseQuery{MinSeverity: 2}, func(r data.CaseRow) bool { return r.Severity >= 2 }},
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
