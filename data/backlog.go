package data

import (
	"maps"
	"slices"
)

// Backlog is the flow of cases over a period. It balances when
// OpenStart + Received + Reopened − Closed − Withdrawn = OpenEnd. It counts what
// happened, cases included that are void or merged by now: Received is
// len(PeriodFacts.Received) + len(PeriodFacts.Voided); Withdrawn counts those set
// aside in the period; one brought back counts as Reopened; a case that was closed
// twice in the period counts twice in Closed.
type Backlog struct {
	OpenStart, Received, Reopened, Closed, Withdrawn, OpenEnd int
	// Faults are the cases whose moves do not lead from how they stood at the start
	// to how they stand at the end, by key.
	Faults []int64
}

// Balances reports whether the identity holds, for the sums and for each case.
func (b Backlog) Balances() bool {
	return b.OpenStart+b.Received+b.Reopened-b.Closed-b.Withdrawn == b.OpenEnd && len(b.Faults) == 0
}

// Backlog counts the flow of cases. What was open is taken from the lists of open
// cases, not from the moves, so that the identity can fail and name the cases.
func (f PeriodFacts) Backlog() Backlog {
	b := Backlog{OpenStart: len(f.OpenStart), OpenEnd: len(f.Open)}
	balance := make(map[int64]int, len(f.OpenStart)+len(f.Flow))
	for _, key := range f.OpenStart {
		balance[key]++
	}
	for _, move := range f.Flow {
		switch move.Flow {
		case FlowReceived:
			b.Received++
			balance[move.Case]++
		case FlowReopened:
			b.Reopened++
			balance[move.Case]++
		case FlowClosed:
			b.Closed++
			balance[move.Case]--
		case FlowWithdrawn:
			b.Withdrawn++
			balance[move.Case]--
		}
	}
	for _, c := range f.Open {
		balance[c.Key]--
	}
	for _, key := range slices.Sorted(maps.Keys(balance)) {
		if balance[key] != 0 {
			b.Faults = append(b.Faults, key)
		}
	}
	return b
}
