package figures

import "rapport/data"

// Timely are the cases of a cohort by whether something was done in time:
// OnTime + Late + NotYetDue = Received.
type Timely struct {
	Received  Set // the cohort
	OnTime    Set
	Late      Set // done too late, or not done although the day has passed
	NotYetDue Set // not done, and the day has not passed
}

// Share is what was done on time, of the whole cohort.
func (t Timely) Share() Share { return shareOf(t.OnTime, t.Received) }

// AtMost is the share if everything that is not yet due is still done on time.
func (t Timely) AtMost() Share { return Share{len(t.OnTime) + len(t.NotYetDue), len(t.Received)} }

func (t *Timely) count(key int64, due, done, today data.Date) {
	t.Received.add(key)
	switch {
	case !done.IsZero() && done <= due:
		t.OnTime.add(key)
	case done.IsZero() && today <= due:
		t.NotYetDue.add(key)
	default:
		t.Late.add(key)
	}
}

// finalOn is the first day on which every case that was received by the last day
// of a period and owes a decision is past the office's standard, by whichever
// calendar its kind follows.
func finalOn(last data.Date, s data.Settings) data.Date {
	var day data.Date
	for _, k := range data.Kinds {
		if k.Value.NeedsNotice() {
			day = max(day, s.Standard(data.ClockDecide).After(last, s.For(k.Value)))
		}
	}
	return day.AddDays(1)
}

// timeliness goes once over the cases received.
func (f *Figures) timeliness(received []data.CaseFact, s data.Settings) {
	decide, update := s.Standard(data.ClockDecide), s.Standard(data.ClockUpdate)
	for c := range each(received) {
		if withdrawn(c) {
			continue // nothing is owed any more
		}
		if !c.AckDue.IsZero() && !c.OnTheSpot {
			f.Acknowledged.count(c.Key, c.AckDue, c.AckOn, f.AsOf)
		}
		if !c.Kind.NeedsNotice() {
			continue
		}
		calendar := s.For(c.Kind)
		// Whatever date was promised later: the guideline to 42 CFR 482.13(a)(2)(ii)
		// looks at the time from receipt to response.
		f.Decided.count(c.Key, decide.After(c.Received, calendar), c.DecideOn, f.AsOf)
		if !c.DecideDue.IsZero() {
			f.Promised.count(c.Key, c.DecideDue, c.DecideOn, f.AsOf)
		}
		if day := update.After(c.Received, calendar); f.AsOf > day && undecidedAfter(c, day) {
			f.Interim.count(c.Key, day, c.InterimOn, f.AsOf)
		}
	}
}

// undecidedAfter reports whether a grievance was still open, without its notice,
// when the day ended.
func undecidedAfter(c *data.CaseFact, day data.Date) bool {
	return (c.DecideOn.IsZero() || c.DecideOn > day) && (c.Closed.IsZero() || c.Closed > day)
}

// The days after which a cohort is looked at (Health Quality Ontario).
const (
	CohortFirst  = 30
	CohortSecond = 60
)

// Cohort are the cases received in the period that complain of something, by how
// soon after their receipt they were closed. A case is closed when all its issues
// are; one that was reopened and is open counts as open. Withdrawn cases are left
// out.
type Cohort struct {
	Received Set
	In30     Set // closed within 30 days
	In60     Set // closed after 31 to 60 days
	Later    Set // closed after more than 60 days
	Open     Set
	// FinalOn is the first day on which every case of the cohort had its 60 days;
	// before it the figures are provisional.
	FinalOn data.Date
}

func cohort(received []data.CaseFact, last data.Date) Cohort {
	co := Cohort{FinalOn: last.AddDays(CohortSecond + 1)}
	for c := range each(received) {
		if !complains(c) || withdrawn(c) {
			continue
		}
		co.Received.add(c.Key)
		switch {
		case c.Closed.IsZero():
			co.Open.add(c.Key)
		case days(c) <= CohortFirst:
			co.In30.add(c.Key)
		case days(c) <= CohortSecond:
			co.In60.add(c.Key)
		default:
			co.Later.add(c.Key)
		}
	}
	return co
}
