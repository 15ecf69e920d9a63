package data

import (
	"maps"
	"slices"
	"time"
)

// ForSharing turns the facts into those that only a shareable summary can be made
// of, for somebody who may see nothing else: they count the same, and name nobody.
// Cases have keys that no case has, in the same order; numbers, names, days of
// birth and free texts are gone, but for what was written in an action plan to be
// shared.
func (f *SummaryFacts) ForSharing() {
	owners := f.owners()
	for _, p := range []*PeriodFacts{&f.PeriodFacts, &f.Before} {
		for i := range p.Actions {
			p.Actions[i].Identifies = p.Actions[i].identifies(owners)
		}
	}
	f.Shareable = true
	f.stripNames()
	was := map[*int64]int64{} // lists may share what they hold
	for _, k := range f.caseKeys() {
		was[k] = *k
	}
	used := slices.Compact(slices.Sorted(maps.Values(was)))
	for k, key := range was {
		place, _ := slices.BinarySearch(used, key)
		*k = int64(place - len(used)) // below zero, where no case is
	}
}

// stripNames removes what names somebody or was written for the office.
func (f *SummaryFacts) stripNames() {
	for _, p := range []*PeriodFacts{&f.PeriodFacts, &f.Before} {
		for _, list := range [][]CaseFact{p.Received, p.Closed, p.Open} {
			for i := range list {
				c := &list[i]
				c.Number, c.Owner, c.Event, c.Born = "", "", 0, sameBand(c.Born, c.Received)
			}
		}
		for i := range p.Actions {
			a := &p.Actions[i]
			a.Number, a.Plan = "", a.Plan.forSharing(a.Identifies)
		}
	}
	for i := range f.Themes {
		f.Themes[i].NamedTheme = NamedTheme{}
	}
	if f.Frozen != nil {
		f.Frozen.By, f.Frozen.Note = "", ""
	}
}

// forSharing leaves of a plan what is counted and what was written to be shared.
func (p ActionPlan) forSharing(identifies bool) ActionPlan {
	q := p.Shut()
	q.ID, q.What = ID{}, ""
	if p.Shown && p.Said != "" && p.Did != "" {
		q.Shown, q.Said, q.Did = true, p.Said, p.Did
		if identifies { // the summary says that one was left out
			q.Said, q.Did = ShutCase, ShutCase
		}
	}
	return q
}

// caseKeys points at every key of a case in the facts.
func (f *SummaryFacts) caseKeys() []*int64 {
	var all []*int64
	for _, p := range []*PeriodFacts{&f.PeriodFacts, &f.Before} {
		for _, list := range [][]CaseFact{p.Received, p.Closed, p.Open} {
			all = append(all, keysIn(list, func(c *CaseFact) *int64 { return &c.Key })...)
		}
		for _, list := range [][]int64{p.Voided, p.OpenStart} {
			all = append(all, keysIn(list, func(k *int64) *int64 { return k })...)
		}
		all = append(all, keysIn(p.Flow, func(x *FlowFact) *int64 { return &x.Case })...)
		all = append(all, keysIn(p.Reopened, func(x *ReopenFact) *int64 { return &x.Case })...)
		all = append(all, keysIn(p.Issues, func(x *IssueFact) *int64 { return &x.Case })...)
		all = append(all, keysIn(p.Advocacy, func(x *AdvocacyFact) *int64 { return &x.Case })...)
		all = append(all, keysIn(p.Letters, func(x *LetterFact) *int64 { return &x.Case })...)
		all = append(all, keysIn(p.Actions, func(x *ActionFact) *int64 { return &x.Case })...)
		all = append(all, keysIn(p.Referrals, func(x *DueFact) *int64 { return &x.Case })...)
		all = append(all, keysIn(p.Promises, func(x *DueFact) *int64 { return &x.Case })...)
		all = append(all, keysIn(p.Escalations, func(x *EscalationFact) *int64 { return &x.Case })...)
	}
	for _, t := range f.Themes {
		all = append(all, keysIn(t.Cases, func(k *int64) *int64 { return k })...)
	}
	if f.Frozen != nil {
		all = append(all, keysIn(f.Frozen.Cases, func(c *FrozenCase) *int64 { return &c.Key })...)
	}
	return all
}

func keysIn[T any](list []T, key func(*T) *int64) []*int64 {
	all := make([]*int64, len(list))
	for i := range list {
		all[i] = key(&list[i])
	}
	return all
}

// ForSharing takes out of a frozen report what only the office sees: who froze it
// and why, and which cases it counted.
func (r FrozenReport) ForSharing() FrozenReport {
	r.By, r.Note, r.Cases = "", "", nil
	return r
}

// sameBand is a day of birth that gives the same age band on the day, and is nobody's.
func sameBand(born, on Date) Date {
	band := AgeBandOn(born, on)
	if band == "" {
		return born.unlessKnown(on)
	}
	for age := 0; ; age++ {
		if day := NewDate(on.utc().Year()-age, time.January, 1); AgeBandOn(day, on) == band {
			return day
		}
	}
}

// unlessKnown keeps that a day of birth was recorded which tells no age.
func (d Date) unlessKnown(on Date) Date {
	if d.IsZero() || on.IsZero() {
		return d
	}
	return on.AddDays(1)
}

// Identifies reports whether what a plan tells the public holds what may identify
// somebody, as far as a program can tell.
func (f SummaryFacts) Identifies(a ActionFact) bool { return a.identifies(f.owners()) }

func (a ActionFact) identifies(owners []string) bool {
	if a.Identifies {
		return true
	}
	known := append([]string{a.Number, a.Plan.Owner, a.Plan.VerifiedBy, a.Plan.First.By, a.Plan.Second.By}, owners...)
	for _, text := range []string{a.Plan.Said, a.Plan.Did} {
		for _, gap := range SharedTextGaps(text, known) {
			if !gap.Warn {
				return true
			}
		}
	}
	return false
}

// owners are the people of the office that the facts of the period name.
func (f SummaryFacts) owners() []string {
	seen := map[string]bool{}
	var names []string
	for _, list := range [][]CaseFact{f.Received, f.Closed, f.Open} {
		for _, c := range list {
			if c.Owner != "" && !seen[c.Owner] {
				seen[c.Owner] = true
				names = append(names, c.Owner)
			}
		}
	}
	return names
}
