package figures

import (
	"cmp"
	"fmt"
	"math"
	"slices"

	"rapport/data"
)

// Restatement is what became of a frozen report: the measures that came to
// something else since, and why.
type Restatement struct {
	Of      data.FrozenReport
	Figures []Restate
	Causes  []Cause // those that occurred
}

// Changed reports whether anything is restated.
func (r Restatement) Changed() bool { return len(r.Figures) > 0 }

// Restate is a measure that differs.
type Restate struct {
	Entry
	Was, Is Reading
	// Provisional says that the measure was not final on the day of the freeze, so
	// that it was bound to change as days passed.
	Provisional bool
}

// Cause is something that happened to cases since the freeze.
type Cause struct {
	Code  string
	Words string // a sentence with the number of cases
	Cases Set    // each once
}

// causes are what a case can have undergone, in the order in which they are told.
var causes = []struct{ code, one, many string }{
	{"entered", "1 case was entered since.", "%d cases were entered since."},
	{"withdrawn", "1 case was withdrawn, merged or voided since.", "%d cases were withdrawn, merged or voided since."},
	{"purged", "1 case was purged since; its issues no longer count.", "%d cases were purged since; their issues no longer count."},
	{"gone", "1 case no longer belongs to the period.", "%d cases no longer belong to the period."},
	{"dates", "1 case had its dates corrected.", "%d cases had their dates corrected."},
	{"reclassified", "1 case was reclassified.", "%d cases were reclassified."},
	{"unit", "1 case was moved to another unit.", "%d cases were moved to another unit."},
	{"closed", "1 case was closed since.", "%d cases were closed since."},
	{"reopened", "1 case was reopened since.", "%d cases were reopened since."},
	{"acknowledged", "1 case had its acknowledgement recorded or corrected.", "%d cases had their acknowledgement recorded or corrected."},
	{"decided", "1 case had its decision recorded or corrected.", "%d cases had their decision recorded or corrected."},
	{"issues", "1 case had its issues changed.", "%d cases had their issues changed."},
	{"finding", "1 case had a finding recorded or changed.", "%d cases had a finding recorded or changed."},
}

// Restated compares a frozen report with what the same period comes to now.
func Restated(old data.FrozenReport, now data.SummaryFacts) Restatement {
	r := Restatement{Of: old, Causes: causesOf(old, now)}
	f := Compute(now)
	frozenOn := now.Settings.Today(old.At)
	was := make(map[string]data.FrozenFigure, len(old.Figures))
	for _, fig := range old.Figures {
		was[fig.Code] = fig
	}
	for _, m := range f.Measures() {
		before, kept := was[m.Code]
		if !kept || same(before, m.Reading) {
			continue // a measure that an older version did not have is not restated
		}
		r.Figures = append(r.Figures, Restate{
			Entry: m.Entry, Is: m.Reading,
			Was:         Reading{Known: before.Known, Value: before.Value, Share: Share{before.Part, before.Whole}},
			Provisional: frozenOn < m.FinalOn,
		})
	}
	return r
}

func same(was data.FrozenFigure, is Reading) bool {
	return was.Known == is.Known && was.Part == is.Share.Part && was.Whole == is.Share.Whole && math.Abs(was.Value-is.Value) < 1e-9
}

// causesOf compares the cases as they were with the cases as they are.
func causesOf(old data.FrozenReport, now data.SummaryFacts) []Cause {
	frozenOn := now.Settings.Today(old.At)
	entered := map[int64]data.Date{}
	for _, list := range [][]data.CaseFact{now.Received, now.Closed, now.Open} {
		for _, c := range list {
			entered[c.Key] = c.Entered
		}
	}
	was := make(map[int64]data.FrozenCase, len(old.Cases))
	for _, c := range old.Cases {
		was[c.Key] = c
	}
	var found tallies[string]
	for _, c := range now.Snapshot() {
		before, there := was[c.Key]
		delete(was, c.Key)
		switch {
		case there:
			for _, code := range differences(before, c) {
				found.add(code, c.Key)
			}
		case entered[c.Key] >= frozenOn:
			found.add("entered", c.Key)
		default:
			found.add("dates", c.Key)
		}
	}
	// A case that was closed in the period stands in the list by that closing, though
	// it was opened again since.
	for _, again := range now.Reopened {
		if again.On >= frozenOn && !slices.Contains(found.of("reopened"), again.Case) {
			found.add("reopened", again.Case)
		}
	}
	for _, c := range old.Cases {
		if _, left := was[c.Key]; !left {
			continue
		}
		if slices.Contains(now.Voided, c.Key) {
			found.add("withdrawn", c.Key)
		} else {
			found.add("gone", c.Key)
		}
	}
	var list []Cause
	for _, cause := range causes {
		switch cases := found.of(cause.code); len(cases) {
		case 0:
		case 1:
			list = append(list, Cause{cause.code, cause.one, cases})
		default:
			list = append(list, Cause{cause.code, fmt.Sprintf(cause.many, len(cases)), cases})
		}
	}
	return list
}

// differences are the codes of what a case underwent.
func differences(was, is data.FrozenCase) []string {
	var codes []string
	add := func(differs bool, code string) {
		if differs && !slices.Contains(codes, code) {
			codes = append(codes, code)
		}
	}
	left := is.State == data.StateWithdrawn || is.State == data.StateMerged || is.State == data.StateVoid
	add(left && was.State != is.State, "withdrawn")
	add(was.Received != is.Received || was.Open != is.Open, "dates")
	add(was.Kind != is.Kind, "reclassified")
	add(was.Unit != is.Unit, "unit")
	add(!left && was.Closed.IsZero() && !is.Closed.IsZero(), "closed")
	add(!was.Closed.IsZero() && was.Closed != is.Closed, "reopened")
	add(was.AckOn != is.AckOn, "acknowledged")
	add(was.DecideOn != is.DecideOn, "decided")
	if is.State == data.StatePurged && was.State != is.State {
		return append(codes, "purged")
	}
	order := func(list []data.FrozenIssue) []data.FrozenIssue {
		return slices.SortedFunc(slices.Values(list), func(a, b data.FrozenIssue) int {
			return cmp.Or(cmp.Compare(a.Category, b.Category), cmp.Compare(a.Severity, b.Severity), cmp.Compare(a.Outcome, b.Outcome))
		})
	}
	before, after := order(was.Issues), order(is.Issues)
	alike := slices.EqualFunc(before, after, func(a, b data.FrozenIssue) bool { return a.Category == b.Category && a.Severity == b.Severity })
	add(!alike, "issues")
	add(alike && !slices.Equal(before, after), "finding")
	return codes
}
