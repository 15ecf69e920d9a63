package figures

import (
	"cmp"
	"slices"

	"rapport/data"
)

// AdvocacyLine counts the advocacy actions of one kind that ended in the period.
type AdvocacyLine struct {
	Kind      data.AdvocacyKind
	Finished  Set
	Achieved  Set // in full or in part
	ByOutcome map[data.AdvocacyOutcome]Set
	Recovered int64 // hundredths of the currency
	Money     Set   // the actions that recovered something
}

// Appeals are the levels of appeals decided within the advocacy actions that ended
// in the period.
type Appeals struct {
	// Decided are the levels with a decision; what was withdrawn has none.
	Decided    Set
	Overturned Set // in full or in part
	ByOutcome  map[data.AppealOutcome]Set
}

// Advocacy is what was done on patients' behalf and ended in the period.
type Advocacy struct {
	Lines     []AdvocacyLine // most frequent first
	Finished  Set
	Achieved  Set
	Recovered int64 // hundredths of the currency
	Money     Set   // the actions that brought any back
	Appeals   Appeals
}

func advocacy(actions []data.AdvocacyFact) Advocacy {
	all := Advocacy{Appeals: Appeals{ByOutcome: map[data.AppealOutcome]Set{}}}
	at := map[data.AdvocacyKind]int{}
	for _, a := range actions {
		i, known := at[a.Kind]
		if !known {
			i = len(all.Lines)
			at[a.Kind] = i
			all.Lines = append(all.Lines, AdvocacyLine{Kind: a.Kind, ByOutcome: map[data.AdvocacyOutcome]Set{}})
		}
		l := &all.Lines[i]
		achieved := a.Outcome == "achieved" || a.Outcome == "partly"
		l.Finished.add(a.Case)
		l.Achieved.addIf(achieved, a.Case)
		l.ByOutcome[a.Outcome] = append(l.ByOutcome[a.Outcome], a.Case)
		l.Money.addIf(a.Cents != 0, a.Case)
		l.Recovered += a.Cents
		all.Finished.add(a.Case)
		all.Achieved.addIf(achieved, a.Case)
		all.Money.addIf(a.Cents != 0, a.Case)
		all.Recovered += a.Cents
		for _, outcome := range a.Appeals {
			all.Appeals.ByOutcome[outcome] = append(all.Appeals.ByOutcome[outcome], a.Case)
			all.Appeals.Decided.addIf(outcome != data.AppealWithdrawn, a.Case)
			all.Appeals.Overturned.addIf(outcome == "overturned" || outcome == data.AppealPartly, a.Case)
		}
	}
	slices.SortFunc(all.Lines, func(a, b AdvocacyLine) int {
		return cmp.Or(cmp.Compare(len(b.Finished), len(a.Finished)), cmp.Compare(a.Kind.String(), b.Kind.String()))
	})
	return all
}

// Actions are the action plans in the period. Done is not verified (domain 5.3).
type Actions struct {
	Opened   Set
	Closed   Set // done, verified or not
	Verified Set
	Dropped  Set // of all the plans of the facts: no day is kept for it
	// Overdue are the plans that were neither done nor dropped when the period ended
	// although their day had passed.
	Overdue Set
	// Checked are the plans whose effect was looked at in the period, each by its
	// last look; Effective those of them that work.
	Checked   Set
	Effective Set
}

func actions(plans []data.ActionFact, span data.Period, openOn data.Date) Actions {
	var a Actions
	for _, f := range plans {
		p := f.Plan
		dropped := p.State() == data.ActionDropped
		a.Opened.addIf(span.Has(f.Opened), f.Case)
		a.Closed.addIf(span.Has(p.DoneOn) && !dropped, f.Case)
		a.Verified.addIf(span.Has(p.VerifiedOn) && !dropped, f.Case)
		a.Dropped.addIf(dropped, f.Case)
		notDone := p.DoneOn.IsZero() || p.DoneOn > openOn
		a.Overdue.addIf(notDone && !dropped && f.Opened <= openOn && p.Due < openOn, f.Case)
		check := p.First
		if span.Has(p.Second.On) {
			check = p.Second
		}
		if span.Has(check.On) && check.Found != "" && !dropped {
			a.Checked.add(f.Case)
			a.Effective.addIf(check.Found == "effective", f.Case)
		}
	}
	return a
}

// owed are the promises or referrals that fell due in the period.
func owed(facts []data.DueFact, span data.Period, today data.Date) Timely {
	var t Timely
	for _, f := range facts {
		switch {
		case !span.Has(f.Due):
		case f.Missed && f.DoneOn.IsZero(): // it is known that it will not be kept
			t.Received.add(f.Case)
			t.Late.add(f.Case)
		default:
			t.count(f.Case, f.Due, f.DoneOn, today)
		}
	}
	return t
}

// Referrals are the questions put to departments.
type Referrals struct {
	OnTime Timely // those due in the period
	// Answered are those answered in the period whose day of asking is known, and
	// Days how long the managers took, in calendar days.
	Answered Set
	Days     Days
	Worked   map[data.Effect]Set // of those answered, where somebody looked whether it worked
}

func referrals(facts []data.DueFact, span data.Period, today data.Date) Referrals {
	r := Referrals{OnTime: owed(facts, span, today), Worked: map[data.Effect]Set{}}
	var took []int
	for _, f := range facts {
		if !span.Has(f.DoneOn) {
			continue
		}
		if f.Worked != "" {
			r.Worked[f.Worked] = append(r.Worked[f.Worked], f.Case)
		}
		if !f.Asked.IsZero() {
			r.Answered.add(f.Case)
			took = append(took, int(f.DoneOn-f.Asked))
		}
	}
	r.Days = DaysOf(took)
	return r
}

// LetterLine counts the letters of one kind issued in the period.
type LetterLine struct {
	Kind data.LetterKind
	Sent Set
}

// Letters are the letters and memos issued in the period.
type Letters struct {
	Issued Set
	Sent   Set // of these, those that have left the house
	Kinds  []LetterLine
	OnTime Timely // of those that a duty asks for, by the day of the duty
	// Notices are the notices of decision, and Complete those with the four elements
	// of 42 CFR 482.13(a)(2)(iii).
	Notices  Set
	Complete Set
	// Graded are the letters to people whose language has a reading grade, and Grade
	// their mean Flesch-Kincaid grade.
	Graded Set
	Grade  float64
}

func letters(facts []data.LetterFact, today data.Date) Letters {
	var all Letters
	var kinds tallies[data.LetterKind]
	sum := 0.0
	for _, l := range facts {
		spec := l.Kind.Spec()
		all.Issued.add(l.Case)
		all.Sent.addIf(!l.LeftOn.IsZero(), l.Case)
		kinds.add(l.Kind, l.Case)
		if !l.Due.IsZero() {
			all.OnTime.count(l.Case, l.Due, l.LeftOn, today)
		}
		if spec.Notice {
			all.Notices.add(l.Case)
			all.Complete.addIf(l.Elements, l.Case)
		}
		if spec.Reader == data.ToPerson && l.Grade != 0 {
			all.Graded.add(l.Case)
			sum += l.Grade
		}
	}
	if n := len(all.Graded); n > 0 {
		all.Grade = sum / float64(n)
	}
	for _, k := range kinds.names {
		all.Kinds = append(all.Kinds, LetterLine{k, kinds.of(k)})
	}
	slices.SortFunc(all.Kinds, func(a, b LetterLine) int {
		return cmp.Or(cmp.Compare(orderIn(data.LetterKinds, a.Kind), orderIn(data.LetterKinds, b.Kind)), cmp.Compare(a.Kind, b.Kind))
	})
	return all
}

// EscalationLine counts the escalations of one trigger.
type EscalationLine struct {
	Trigger data.Trigger
	Raised  Set
}

// escalations counts by trigger, in the order of [data.Triggers].
func escalations(facts []data.EscalationFact) (lines []EscalationLine, all Set) {
	var triggers tallies[data.Trigger]
	for _, e := range facts {
		triggers.add(e.Trigger, e.Case)
		all.add(e.Case)
	}
	for _, t := range triggers.names {
		lines = append(lines, EscalationLine{t, triggers.of(t)})
	}
	place := func(t data.Trigger) int {
		i := slices.IndexFunc(data.Triggers, func(r data.TriggerRule) bool { return r.Trigger == t })
		if i < 0 {
			return len(data.Triggers)
		}
		return i
	}
	slices.SortFunc(lines, func(a, b EscalationLine) int {
		return cmp.Or(cmp.Compare(place(a.Trigger), place(b.Trigger)), cmp.Compare(a.Trigger, b.Trigger))
	})
	return lines, all
}
