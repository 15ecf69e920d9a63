package figures

import "rapport/data"

// Timely counts the cases of a cohort by whether something was done in time:
// OnTime + Late + NotYetDue = Received.
type Timely struct {
	Received  int
	OnTime    int
	Late      int // done too late, or not done although the day has passed
	NotYetDue int // not done, and the day has not passed
}

// Share is what was done on time, of all received.
func (t Timely) Share() Share { return Share{t.OnTime, t.Received} }

// AtMost is the share if everything that is not yet due is still done on time.
func (t Timely) AtMost() Share { return Share{t.OnTime + t.NotYetDue, t.Received} }

func (t *Timely) count(due, done, today data.Date) {
	t.Received++
	switch {
	case !done.IsZero() && done <= due:
		t.OnTime++
	case done.IsZero() && today <= due:
		t.NotYetDue++
	default:
		t.Late++
	}
}

// finalOn is the first day on which every case that was received by the last day
// of a month and owes a decision is past the office's standard, by whichever
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

// decidedIn counts the grievances received by whether the written notice of
// decision left within the office's standard, whatever date was promised later: the guideline to 42 CFR 482.13(a)(2)(ii) looks at the time
// from receipt to response.
func decidedIn(received []data.CaseFact, s data.Settings, today data.Date) Timely {
	var t Timely
	standard := s.Standard(data.ClockDecide)
	for _, c := range received {
		if c.Kind.NeedsNotice() {
			t.count(standard.After(c.Received, s.For(c.Kind)), c.DecideOn, today)
		}
	}
	return t
}

// decidedAsPromised counts the grievances received by whether the notice left
// by the day that stands in the case, extensions included.
func decidedAsPromised(received []data.CaseFact, today data.Date) Timely {
	var t Timely
	for _, c := range received {
		if c.Kind.NeedsNotice() && !c.DecideDue.IsZero() {
			t.count(c.DecideDue, c.DecideOn, today)
		}
	}
	return t
}

// acknowledged counts the cases received that had to be acknowledged by
// whether they were by the day that stands in the case.
func acknowledged(received []data.CaseFact, today data.Date) Timely {
	var t Timely
	for _, c := range received {
		if !c.AckDue.IsZero() {
			t.count(c.AckDue, c.AckOn, today)
		}
	}
	return t
}
