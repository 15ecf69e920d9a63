package figures

import (
	"iter"

	"rapport/data"
)

// withdrawn reports whether the person took the matter back, so that nothing is
// owed any more.
func withdrawn(c *data.CaseFact) bool {
	return !c.Closed.IsZero() && (c.State == data.StateWithdrawn || c.Closure == data.ClosedWithdrawn)
}

// each goes over cases without copying them.
func each(cases []data.CaseFact) iter.Seq[*data.CaseFact] {
	return func(yield func(*data.CaseFact) bool) {
		for i := range cases {
			if !yield(&cases[i]) {
				return
			}
		}
	}
}

// setOf are the cases of a list for which the condition holds.
func setOf(cases []data.CaseFact, holds func(*data.CaseFact) bool) Set {
	s := make(Set, 0, len(cases))
	for c := range each(cases) {
		s.addIf(holds(c), c.Key)
	}
	return s
}

// every is a condition that every case meets.
func every(*data.CaseFact) bool { return true }

// grievance reports whether a case owes a written notice of decision.
func grievance(c *data.CaseFact) bool { return c.Kind.NeedsNotice() }

// complains reports whether somebody complains of something in the case,
// grievances among them.
func complains(c *data.CaseFact) bool { return c.Kind.Complains() }

// age is the age of an open case in days on a day, and days how long a closed one
// took; the day of receipt is day 0.
func age(c *data.CaseFact, on data.Date) int { return int(on - c.Received) }

func days(c *data.CaseFact) int { return int(c.Closed - c.Received) }
