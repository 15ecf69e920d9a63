package figures

import (
	"cmp"
	"slices"

	"rapport/data"
)

// UnitLine is what one unit had in the period.
type UnitLine struct {
	Unit        string // empty when not recorded
	Received    Set    // cases received, of all kinds
	Grievances  Set    // of these, cases that need a written notice
	Complaints  Set    // of these, cases that complain of something, grievances among them
	Compliments Set
	Issues      Set  // in the cases received
	High        Set  // of these issues, of high severity
	Closed      Set  // cases closed
	Open        Set  // cases open at the end
	Days        Days // to close, of those closed
	Rates       Rates
	Survey      Survey
}

// byUnit gathers cases and issues by unit, most cases received first and those
// without a unit last. An issue without a unit belongs to that of its case. A unit
// for which a number was entered has a line even without cases.
func byUnit(in period) []UnitLine {
	at := map[string]int{}
	var list []UnitLine
	var took [][]int
	line := func(unit string) *UnitLine {
		i, known := at[unit]
		if !known {
			i = len(list)
			at[unit] = i
			list, took = append(list, UnitLine{Unit: unit}), append(took, nil)
		}
		return &list[i]
	}
	for c := range each(in.Received) {
		l := line(c.Unit)
		l.Received.add(c.Key)
		l.Grievances.addIf(grievance(c), c.Key)
		l.Complaints.addIf(complains(c), c.Key)
		l.Compliments.addIf(c.Kind == data.Compliment, c.Key)
	}
	for c := range each(in.Closed) {
		line(c.Unit).Closed.add(c.Key)
		took[at[c.Unit]] = append(took[at[c.Unit]], days(c))
	}
	for c := range each(in.Open) {
		line(c.Unit).Open.add(c.Key)
	}
	for k := range in.Issues {
		issue, l := &in.Issues[k], line(in.unit[k])
		l.Issues.add(issue.Case)
		l.High.addIf(issue.Severity >= 3, issue.Case)
	}
	for key := range in.numbers {
		if key.unit != "" && in.span.Has(key.month.First()) {
			line(key.unit)
		}
	}
	for i := range list {
		l := &list[i]
		l.Days = DaysOf(took[i])
		if l.Unit != "" {
			l.Rates, l.Survey = in.numbers.rates(in.span, in.today, l.Unit), in.numbers.survey(in.span, in.today, l.Unit)
		}
	}
	slices.SortFunc(list, func(a, b UnitLine) int {
		if (a.Unit == "") != (b.Unit == "") {
			return cmp.Compare(len(b.Unit), len(a.Unit))
		}
		return cmp.Or(cmp.Compare(len(b.Received), len(a.Received)), cmp.Compare(len(b.Issues), len(a.Issues)), cmp.Compare(a.Unit, b.Unit))
	})
	return list
}

// GroupLine is what came in by one channel, from patients of one payer, or in one
// shift. There is no denominator for these, so they have counts and no rate.
type GroupLine[T ~string] struct {
	Code       T // empty when not recorded
	Received   Set
	Grievances Set
	Complaints Set // grievances among them
}

// byGroup gathers the cases received in the order of the list of terms; what the
// list does not know comes after it and what was not recorded last. Groups without
// a case are left out.
func byGroup[T ~string](received []data.CaseFact, terms []data.Term[T], of func(*data.CaseFact) T) []GroupLine[T] {
	at := map[T]int{}
	var list []GroupLine[T]
	for c := range each(received) {
		code := of(c)
		i, known := at[code]
		if !known {
			i = len(list)
			at[code] = i
			list = append(list, GroupLine[T]{Code: code})
		}
		l := &list[i]
		l.Received.add(c.Key)
		l.Grievances.addIf(grievance(c), c.Key)
		l.Complaints.addIf(complains(c), c.Key)
	}
	slices.SortFunc(list, func(a, b GroupLine[T]) int {
		return cmp.Or(cmp.Compare(orderIn(terms, a.Code), orderIn(terms, b.Code)), cmp.Compare(a.Code, b.Code))
	})
	return list
}

// orderIn is the place of a value in its list; values of a newer version come
// after those of the list and the empty one last.
func orderIn[T ~string](terms []data.Term[T], v T) int {
	if v == "" {
		return len(terms) + 1
	}
	if i := slices.IndexFunc(terms, func(t data.Term[T]) bool { return t.Value == v }); i >= 0 {
		return i
	}
	return len(terms)
}
