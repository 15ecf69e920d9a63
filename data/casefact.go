package data

import "time"

// Fact returns what the figures need of the case; days are those of the zone. A
// case that was purged has what its skeleton keeps.
func (f *CaseFile) Fact(zone *time.Location) CaseFact {
	ack, decide := f.firstClock(ClockAcknowledge), f.firstClock(ClockDecide)
	patient, _ := f.Person(RolePatient)
	fact := CaseFact{
		Key: f.Key, Number: f.Number, Kind: f.Kind, State: f.State, Unit: f.Unit, Owner: f.Owner, Channel: f.Channel, Payer: f.Payer, Shift: f.Shift,
		Received: DateOf(f.ReceivedAt, zone), Entered: DateOf(f.EnteredAt, zone), Event: f.EventDate, Severity: f.MaxSeverity(),
		AckDue: ack.Due, AckOn: ack.MetOn, DecideDue: decide.Due, DecideOn: decide.MetOn, InterimOn: f.interimOn(zone),
		Reopened: f.Reopened, Closure: f.Closure, Satisfied: f.Ending.Satisfied, QAPI: f.Ending.QAPI,
		OnTheSpot: f.Answers.ResolvedNow, Anonymous: f.Anonymous || f.Answers.Anonymous,
		Language: patient.Language, Born: patient.BirthDate, Disability: patient.Disability,
	}
	if !f.ClosedAt.IsZero() {
		fact.Closed = DateOf(f.ClosedAt, zone)
	}
	return fact
}

// SetAside reports whether the case is none of the office's own: it was void, or
// went on in another case. No figure counts it but the backlog, which it leaves as
// withdrawn.
func (f CaseFact) SetAside() bool { return f.Closure == ClosedVoid || f.Closure == ClosedMerged }

// firstClock returns the first clock of the kind that was owed or met: the one
// by which the month of receipt is measured.
func (f *CaseFile) firstClock(kind ClockKind) Clock {
	for _, c := range f.Clocks {
		if c.Kind == kind && (!c.Stopped || !c.MetOn.IsZero()) {
			return c
		}
	}
	return Clock{}
}

// interimOn is the first day on which the person was told why it takes longer: an
// interim letter left, or a contact did it. Both meet the clock of the update.
func (f *CaseFile) interimOn(zone *time.Location) (first Date) {
	tell := func(on Date) {
		if !on.IsZero() && (first.IsZero() || on < first) {
			first = on
		}
	}
	for _, l := range f.Letters {
		if l.Kind == InterimLetter {
			tell(l.Dispatched())
		}
	}
	for _, c := range f.Contacts {
		if c.Update {
			tell(DateOf(c.At, zone))
		}
	}
	return first
}

// PromiseFacts are the promises of the case: tasks that keep one, and what was
// undertaken in meetings. On which day a promise of a task was made is not kept.
func (f *CaseFile) PromiseFacts() []DueFact {
	var all []DueFact
	for _, k := range f.Tasks {
		if k.Promise {
			all = append(all, DueFact{Case: f.Key, Unit: f.Unit, Due: k.Due, DoneOn: k.DoneOn})
		}
	}
	for _, m := range f.Meetings {
		for _, c := range m.Commitments {
			all = append(all, DueFact{Case: f.Key, Unit: f.Unit, Asked: m.On, Due: c.Due, DoneOn: c.DoneOn, Missed: !blank(c.NotKept)})
		}
	}
	return f.ownDues(all)
}

// ReferralFacts are the questions put to departments, by the department's unit or
// else that of the case.
func (f *CaseFile) ReferralFacts() []DueFact {
	var all []DueFact
	for _, st := range f.Steps {
		if st.Kind != Referral {
			continue
		}
		d := DueFact{Case: f.Key, Unit: cmpOr(st.Unit, f.Unit), Asked: st.SentOn, Due: st.Due, Worked: st.Worked}
		if st.Answered() {
			d.DoneOn = st.DoneOn
		}
		all = append(all, d)
	}
	return f.ownDues(all)
}

// ownDues leaves out what the case does not owe: all of a void one, and of a
// merged one what was not done in it, for it goes on in the other case.
func (f *CaseFile) ownDues(all []DueFact) []DueFact {
	var own []DueFact
	for _, d := range all {
		if f.Closure != ClosedVoid && (f.Closure != ClosedMerged || !d.DoneOn.IsZero()) {
			own = append(own, d)
		}
	}
	return own
}

// ActionSpan returns the days between which an action plan counts: from the day it
// was written down to the day it was done (zero while it is open), and the last
// day on which anything of it happened. A plan that was dropped counts until the
// day by which it was to be done.
func (a ActionPlan) ActionSpan(zone *time.Location) (opened, ended, last Date) {
	opened, ended = DateOf(a.At, zone), a.DoneOn
	if ended.IsZero() && a.State() == ActionDropped {
		ended = max(a.Due, opened)
	}
	return opened, ended, max(ended, a.VerifiedOn, a.First.On, a.Second.On)
}
