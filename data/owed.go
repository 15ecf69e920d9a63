package data

// OwedKind is what sort of thing is owed by a case.
type OwedKind string

// The sorts of things that a case owes.
const (
	OwedClock    OwedKind = "clock"
	OwedPromise  OwedKind = "promise"
	OwedTask     OwedKind = "task"
	OwedStep     OwedKind = "step"     // of the investigation, the office's own
	OwedReferral OwedKind = "referral" // a department's answer
	OwedReminder OwedKind = "reminder" // of a department that owes its answer
	OwedDirector OwedKind = "director" // to pass a referral on to
	OwedAdvocacy OwedKind = "advocacy"
	OwedAction   OwedKind = "action"   // an action plan, its verification or a check of its effect
	OwedApproval OwedKind = "approval" // of a letter, by another officer than Who
	OwedReview   OwedKind = "review"   // something to be looked at again on a day
)

// Owed is one thing that an open case waits for, with its day.
type Owed struct {
	Kind    OwedKind
	Clock   ClockKind // of a clock
	Due     Date
	What    string // in a few words
	Who     string // who does it, where that is known
	Section string // the section of the case where it is done
	Task    ID     // set when it is a task or a commitment, which are ticked off
	// Others marks what somebody outside the office must do first.
	Others bool
}

// Owed lists what the case waits for, in the order in which it was written
// down: running clocks, open tasks and promises, steps, advocacy, and what its
// records ask for. A case that is not open owes nothing but its action plans
// and, when it was closed, the look at whether an answer worked; one that was
// entered by mistake owes nothing at all.
func (f *CaseFile) Owed() []Owed {
	var all []Owed
	if f.State == StateVoid {
		return nil
	}
	if f.Open() {
		for _, c := range f.Clocks {
			if c.Running() {
				all = append(all, c.owed())
			}
		}
		for _, t := range f.Tasks {
			if t.DoneOn.IsZero() {
				kind := OwedTask
				if t.Promise {
					kind = OwedPromise
				}
				all = append(all, Owed{Kind: kind, Due: t.Due, What: t.What, Who: t.Owner, Section: SectionTasks, Task: t.ID})
			}
		}
		for _, st := range f.Steps {
			if st.Open() && !st.Due.IsZero() {
				all = append(all, st.owed())
			}
		}
		all = append(all, f.planOwed()...)
		for _, a := range f.Advocacy {
			all = append(all, a.owed()...)
		}
	}
	if f.Open() || f.State == StateClosed {
		for _, st := range f.Steps {
			all = append(all, st.workedOwed()...)
		}
	}
	for _, r := range f.Records() {
		all = append(all, r.Owed(f.Open())...)
	}
	return all
}

// NextDue returns the earliest day on which something is due in the case, and
// what. Both are empty when nothing is.
func (f *CaseFile) NextDue() (Date, string) {
	var first Owed
	for _, o := range f.Owed() {
		if !o.Due.IsZero() && (first.Due.IsZero() || o.Due < first.Due) {
			first = o
		}
	}
	return first.Due, first.What
}

// owed is the duty itself or, while its clock stands still, the look at whether
// it still may.
func (c Clock) owed() Owed {
	if p, paused := c.Paused(); paused {
		return Owed{Kind: OwedReview, Due: p.LookAgain, What: "Paused: " + c.Label(), Section: SectionSummary}
	}
	o := Owed{Kind: OwedClock, Clock: c.Kind, Due: c.Due, What: c.Label(), Section: SectionSummary}
	if c.About != (ID{}) {
		o.Section = SectionAdvocacy // a level of an appeal
	}
	return o
}

func (st Step) owed() Owed {
	if st.Kind == Referral {
		return st.referralOwed()
	}
	return Owed{Kind: OwedStep, Due: st.Due, What: st.Kind.String(), Who: st.By, Section: SectionInvestigation}
}

// planOwed is the end of the investigation as it was planned, until the findings
// are being written.
func (f *CaseFile) planOwed() []Owed {
	q := f.Inquiry
	switch f.State {
	case StateNew, StateTriaged, StateAcknowledged, StateInvestigating, StateAwaiting, StateReopened:
		if !q.Due.IsZero() && q.SignedOn.IsZero() {
			return []Owed{{Kind: OwedStep, Due: q.Due, What: "End of the investigation", Who: q.Lead, Section: SectionInvestigation}}
		}
	}
	return nil
}

// owed is the day of the action and the decisions that its levels wait for; the
// days to file are clocks.
func (a Advocacy) owed() []Owed {
	if a.Outcome != "" {
		return nil
	}
	var all []Owed
	if !a.Due.IsZero() {
		all = append(all, Owed{Kind: OwedAdvocacy, Due: a.Due, What: a.Kind.String(), Who: a.By, Section: SectionAdvocacy})
	}
	for _, l := range a.Levels {
		if o, waits := l.owed(a.With, a.By); waits {
			all = append(all, o)
		}
	}
	return all
}
