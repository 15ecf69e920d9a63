package data

import (
	"slices"
	"time"
)

// TimelineEntry is one thing that happened, with the time that passed since the
// one before.
type TimelineEntry struct {
	Step
	Since   time.Duration // since the entry before; 0 for the first
	Longest bool          // no gap of the timeline is longer
}

// Timeline returns the entries of the timeline in the order in which they
// happened. The longest gap is marked once there are three entries, so that
// there is another to compare it with.
func (f *CaseFile) Timeline() []TimelineEntry {
	var all []TimelineEntry
	for _, st := range f.Steps {
		if st.Kind == TimelineStep {
			all = append(all, TimelineEntry{Step: st})
		}
	}
	slices.SortStableFunc(all, func(a, b TimelineEntry) int { return a.When.Compare(b.When) })
	longest := 0
	for i := 1; i < len(all); i++ {
		if !all[i-1].When.IsZero() {
			all[i].Since = all[i].When.Sub(all[i-1].When)
		}
		if all[i].Since > all[longest].Since {
			longest = i
		}
	}
	if len(all) > 2 && longest > 0 {
		all[longest].Longest = true
	}
	return all
}
