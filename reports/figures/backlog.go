package figures

import (
	"cmp"
	"slices"
	"strconv"

	"rapport/data"
)

// Backlog is the flow of cases with the cases behind each of its numbers.
type Backlog struct {
	data.Backlog
	Start, In, Again, Out, Back, End Set     // of OpenStart, Received, Reopened, Closed, Withdrawn, OpenEnd
	Faulty                           []Fault // the cases of Faults
}

// Fault is a case whose moves do not lead from how it stood to how it stands.
type Fault struct {
	Key    int64
	Number string // of the case; its key where the facts hold no number
}

func backlog(facts data.PeriodFacts) Backlog {
	b := Backlog{Backlog: facts.Backlog(), Start: facts.OpenStart, End: setOf(facts.Open, every)}
	moves := map[data.Flow]*Set{data.FlowReceived: &b.In, data.FlowReopened: &b.Again, data.FlowClosed: &b.Out, data.FlowWithdrawn: &b.Back}
	for _, move := range facts.Flow {
		if set := moves[move.Flow]; set != nil {
			set.add(move.Case)
		}
	}
	if len(b.Faults) == 0 {
		return b
	}
	numbers := map[int64]string{}
	for _, list := range [][]data.CaseFact{facts.Received, facts.Closed, facts.Open} {
		for _, c := range list {
			numbers[c.Key] = c.Number
		}
	}
	for _, key := range b.Faults {
		number := numbers[key]
		if number == "" {
			number = "case with key " + strconv.FormatInt(key, 10)
		}
		b.Faulty = append(b.Faulty, Fault{key, number})
	}
	return b
}

// ReopenDays is within how many days of its closing a reopening counts.
const ReopenDays = 60

// Reopened are the cases closed in the period that were reopened within
// [ReopenDays] days of it.
type Reopened struct {
	Closed  Set // each case once
	Again   Set
	ByCause []CauseLine // of the first reopening, in the order of [data.ReopenCauses]
	// FinalOn is the first day on which every closing of the period was so many days
	// ago; before it the figures are provisional.
	FinalOn data.Date
}

// CauseLine are the cases reopened for one cause; an empty one was not recorded.
type CauseLine struct {
	Cause data.ReopenCause
	Cases Set
}

// Share is how many of the cases closed were reopened.
func (r Reopened) Share() Share { return shareOf(r.Again, r.Closed) }

// Of are the cases reopened for a cause.
func (r Reopened) Of(cause data.ReopenCause) Set {
	for _, l := range r.ByCause {
		if l.Cause == cause {
			return l.Cases
		}
	}
	return nil
}

func reopened(in period) Reopened {
	r := Reopened{Closed: setOf(in.Closed, every), FinalOn: in.span.To.AddDays(ReopenDays + 1)}
	var causes tallies[data.ReopenCause]
	seen := map[int64]bool{}
	for _, again := range in.Reopened {
		if !seen[again.Case] && again.On <= again.ClosedOn.AddDays(ReopenDays) {
			seen[again.Case] = true
			r.Again.add(again.Case)
			causes.add(again.Why, again.Case)
		}
	}
	for _, cause := range causes.names {
		r.ByCause = append(r.ByCause, CauseLine{cause, causes.of(cause)})
	}
	slices.SortFunc(r.ByCause, func(a, b CauseLine) int {
		return cmp.Or(cmp.Compare(orderIn(data.ReopenCauses, a.Cause), orderIn(data.ReopenCauses, b.Cause)), cmp.Compare(a.Cause, b.Cause))
	})
	return r
}
