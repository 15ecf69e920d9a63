package data

// Counts reports whether the case counts as received. One that was entered by
// mistake does not, and one that goes on in another case counts there: repeats of
// the same matter count once (domain 7.1). Both leave the backlog as withdrawn.
func (c CaseFact) Counts() bool {
	switch c.State {
	case StateVoid, StateMerged:
		return false
	case StatePurged:
		return c.Closure != ClosedVoid && c.Closure != ClosedMerged
	}
	return true
}

// Withdrawn reports whether the person took the matter back, so that nothing is
// owed any more.
func (c CaseFact) Withdrawn() bool {
	return c.State == StateWithdrawn || c.State == StatePurged && c.Closure == ClosedWithdrawn
}
