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
	Visit   ID            // the entry is the beginning or the end of this visit and no step
}

// Timeline returns the entries of the timeline in the order in which they
// happened, with the beginning and the end of each visit in the zone. The longest gap is marked once there are three entries, so that
// there is another to compare it with.
func (f *CaseFile) Timeline(zone *time.Location) []TimelineEntry {
	var all []TimelineEntry
	for _, st := range f.Steps {
		if st.Kind == TimelineStep {
			all = append(all, TimelineEntry{Step: st})
		}
	}
	for _, v := range f.Visits {
		all = append(all, v.moments(zone)...)
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

// moments are the beginning and the end of a visit as entries of the timeline. A day
// whose time is not known begins at midnight.
func (v Visit) moments(zone *time.Location) []TimelineEntry {
	var all []TimelineEntry
	add := func(d Date, clock, what string) {
		if d.IsZero() {
			return
		}
		at := d.Start(zone)
		if t, err := time.Parse("15:04", clock); err == nil {
			at = time.Date(at.Year(), at.Month(), at.Day(), t.Hour(), t.Minute(), 0, 0, zone)
		} else {
			what += ", time not known"
		}
		all = append(all, TimelineEntry{Step: Step{Kind: TimelineStep, When: at, Subject: what, With: v.attendingWords()}, Visit: v.ID})
	}
	add(v.From, v.FromTime, "The visit begins: "+v.Title())
	if !v.To.IsZero() && (v.To != v.From || v.ToTime != "") {
		add(v.To, v.ToTime, "The visit ends: "+v.Title())
	}
	return all
}
