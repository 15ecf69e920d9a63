package data

import (
	"errors"
	"testing"
	"time"
)

// decision is the decision clock of a grievance received on 4 March 2026, due on
// 11 March.
func decision(t *testing.T, s Settings) Clock {
	t.Helper()
	return ClocksFor(Grievance, at(t, 2026, 3, 4, 9, 0), s, false)[1]
}

func mustClock(t *testing.T) func(Clock, error) Clock {
	return func(c Clock, err error) Clock {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return c
	}
}

// wantRefusal fails unless err lists a gap with the code and says why.
func wantRefusal(t *testing.T, err error, code string) {
	t.Helper()
	var m Missing
	if !errors.As(err, &m) || !m.Has(code) {
		t.Errorf("got %v, want the gap %s", err, code)
		return
	}
	wantGap(t, m, code, false)
}

func TestASecondPeriodIsCountedFromTheFirstDueDate(t *testing.T) { // vector 2
	s := testSettings()
	by14 := Extension{Days: 14, Reason: "The lab needs longer.", Agreed: "Ms. Achterberg"}
	for _, v := range []struct {
		name          string
		clock         Clock
		first, second Date
	}{
		{"calendar days", decision(t, s), NewDate(2026, 3, 25), NewDate(2026, 4, 8)},
		{"business days", NewClock(Standard{ClockCommittee, 5, BusinessDays}, at(t, 2026, 3, 4, 9, 0), s), NewDate(2026, 3, 31), NewDate(2026, 4, 20)},
	} {
		t.Run(v.name, func(t *testing.T) {
			c, base := v.clock, NewDate(2026, 3, 11)
			if c.Due != base {
				t.Fatalf("due on %s at first", c.Due)
			}
			c = mustClock(t)(c.Extend(by14, dana, at(t, 2026, 3, 9, 9, 0), s))
			if c.Due != v.first || c.Base != base {
				t.Errorf("after the first period: base %s, due %s", c.Base, c.Due)
			}
			c = mustClock(t)(c.Extend(by14, dana, at(t, 2026, 3, 24, 9, 0), s)) // the day on which it is asked for does not count
			if c.Due != v.second || c.Base != base {
				t.Errorf("after the second period: base %s, due %s", c.Base, c.Due)
			}
			if n := len(c.Changes); n != 2 || c.Changes[1].From != v.first || c.Changes[1].To != v.second || c.Changes[1].Agreed != "Ms. Achterberg" {
				t.Errorf("the log is %+v", c.Changes)
			}
		})
	}
}

func TestMovingADueDateIsLoggedAndNeverBeforeReceipt(t *testing.T) { // vector 12
	s := testSettings()
	c := decision(t, s)
	now := at(t, 2026, 3, 10, 9, 0)
	for _, v := range []struct {
		code string
		x    Extension
	}{
		{"due.before", Extension{Due: NewDate(2026, 3, 3), Reason: "typing error", Agreed: "x"}},
		{"reason", Extension{Due: NewDate(2026, 3, 20), Reason: " ", Agreed: "x"}},
		{"agreed", Extension{Due: NewDate(2026, 3, 20), Reason: "r", Agreed: ""}},
		{"due", Extension{Reason: "r", Agreed: "x"}},
		{"due.same", Extension{Due: c.Due, Reason: "r", Agreed: "x"}},
		{"due.both", Extension{Due: NewDate(2026, 3, 20), Days: 14, Reason: "r", Agreed: "x"}},
		{"days", Extension{Days: -1, Reason: "r", Agreed: "x"}},
		{"days", Extension{Days: 366, Reason: "r", Agreed: "x"}},
	} {
		got, err := c.Extend(v.x, dana, now, s)
		wantRefusal(t, err, v.code)
		if got.Due != c.Due || len(got.Changes) != 0 {
			t.Errorf("%s: the clock became %+v", v.code, got)
		}
	}
	moved := mustClock(t)(c.Extend(Extension{Due: NewDate(2026, 3, 25), Reason: "The nurse is on leave.", Agreed: "the patient"}, dana, now, s))
	if moved.Due != NewDate(2026, 3, 25) || len(moved.Changes) != 1 || moved.Changes[0].From != NewDate(2026, 3, 11) || moved.Base != c.Due {
		t.Errorf("got %+v", moved)
	}
	if len(c.Changes) != 0 {
		t.Error("the clock before the change was changed")
	}
	_, err := moved.Extend(Extension{Days: 7, Reason: "r", Agreed: "x"}, dana, now, s) // 18 March
	wantRefusal(t, err, "due.earlier")
	moved.Stopped = true
	_, err = moved.Extend(Extension{Due: NewDate(2026, 4, 1), Reason: "again", Agreed: "x"}, dana, now, s)
	wantRefusal(t, err, "clock")
}

func TestAPauseAddsItsDays(t *testing.T) { // vector 9
	s := testSettings()
	business := NewClock(Standard{ClockCommittee, 5, BusinessDays}, at(t, 2026, 3, 4, 9, 0), s) // due on Wednesday, 11 March
	for _, v := range []struct {
		name     string
		clock    Clock
		from, to Date
		due      Date
	}{
		{"paused for three days", decision(t, s), NewDate(2026, 3, 5), NewDate(2026, 3, 8), NewDate(2026, 3, 14)},
		{"paused and restarted on the same day", decision(t, s), NewDate(2026, 3, 5), NewDate(2026, 3, 5), NewDate(2026, 3, 11)},
		{"three working days", business, NewDate(2026, 3, 5), NewDate(2026, 3, 10), NewDate(2026, 3, 16)},
		{"a weekend alone costs no working day", business, NewDate(2026, 3, 6), NewDate(2026, 3, 8), NewDate(2026, 3, 11)},
	} {
		t.Run(v.name, func(t *testing.T) {
			stop := v.from.Start(s.Zone()).Add(9 * time.Hour)
			c := mustClock(t)(v.clock.Pause(v.from, "She is in surgery.", dana, stop, s))
			if p, paused := c.Paused(); !paused || p.From != v.from || c.Late(c.Due.AddDays(100)) || !c.Running() {
				t.Errorf("the paused clock is %+v", c)
			}
			c = mustClock(t)(c.Restart(v.to, dana, v.to.Start(s.Zone()).Add(9*time.Hour), s))
			if _, paused := c.Paused(); paused || c.Due != v.due || c.Base != v.clock.Due {
				t.Errorf("due on %s with the base %s, want %s", c.Due, c.Base, v.due)
			}
			if !c.Late(v.due.AddDays(1)) || c.Late(v.due) {
				t.Error("the clock that runs again is late on another day than the one after its due date")
			}
			if moved := c.Due != v.clock.Due; moved != (len(c.Changes) == 1) {
				t.Errorf("the log is %+v", c.Changes)
			}
		})
	}
}

func TestAPauseIsRefusedWhereItMakesNoSense(t *testing.T) { // vector 9
	s, now := testSettings(), at(t, 2026, 3, 10, 9, 0)
	c := decision(t, s)
	paused := mustClock(t)(c.Pause(NewDate(2026, 3, 6), "She is in surgery.", dana, now, s))
	_, err := paused.Restart(NewDate(2026, 3, 5), dana, now, s)
	wantRefusal(t, err, "on.before")
	_, err = paused.Restart(NewDate(2026, 3, 11), dana, now, s)
	wantRefusal(t, err, "on.future")
	_, err = paused.Restart(0, dana, now, s)
	wantRefusal(t, err, "on")
	_, err = paused.Pause(NewDate(2026, 3, 7), "r", dana, now, s)
	wantRefusal(t, err, "paused")
	_, err = c.Restart(NewDate(2026, 3, 9), dana, now, s)
	wantRefusal(t, err, "clock")
	again := mustClock(t)(paused.Restart(NewDate(2026, 3, 8), dana, now, s))
	for code, from := range map[string]Date{"from": 0, "from.future": NewDate(2026, 3, 11), "from.before": NewDate(2026, 3, 3), "from.again": NewDate(2026, 3, 7)} {
		_, err := again.Pause(from, "r", dana, now, s)
		wantRefusal(t, err, code)
	}
	_, err = again.Pause(NewDate(2026, 3, 9), " ", dana, now, s)
	wantRefusal(t, err, "reason")
	_, err = c.Pause(NewDate(2026, 3, 12), "r", dana, at(t, 2026, 3, 12, 9, 0), s) // late already
	wantRefusal(t, err, "from.late")
	met := mustClock(t)(c.Meet(NewDate(2026, 3, 9), dana, now, s))
	_, err = met.Pause(NewDate(2026, 3, 9), "r", dana, now, s)
	wantRefusal(t, err, "clock")
}

func TestALongPauseIsFlagged(t *testing.T) { // vector 9
	s := testSettings()
	s.PauseLimit = 10
	c := mustClock(t)(decision(t, s).Pause(NewDate(2026, 3, 5), "r", dana, at(t, 2026, 3, 5, 9, 0), s))
	p, _ := c.Paused()
	if p.Long(NewDate(2026, 3, 15)) || !p.Long(NewDate(2026, 3, 16)) {
		t.Error("a pause is long after another day than the tenth")
	}
	s.PauseLimit = 0 // a case file that sets no limit
	if p, _ := mustClock(t)(decision(t, s).Pause(NewDate(2026, 3, 5), "r", dana, at(t, 2026, 3, 5, 9, 0), s)).Paused(); p.LookAgain != NewDate(2026, 4, 4) {
		t.Errorf("without a limit it is looked at again on %s", p.LookAgain)
	}
	c = mustClock(t)(c.Restart(NewDate(2026, 3, 20), dana, at(t, 2026, 3, 20, 9, 0), s))
	if !c.Pauses[0].Long(0) {
		t.Error("a pause that was long is not once it is over")
	}
}

func TestAPausedClockAsksForALookAndIsNotDue(t *testing.T) {
	s := testSettings()
	c := mustClock(t)(decision(t, s).Pause(NewDate(2026, 3, 5), "r", dana, at(t, 2026, 3, 5, 9, 0), s))
	f := &CaseFile{Case: Case{State: StateNew}, Clocks: []Clock{c}}
	if due, what := f.NextDue(); due != NewDate(2026, 4, 4) || what != "Paused: Written decision" {
		t.Errorf("next due is %s on %s", what, due)
	}
}

func TestMeetingAPausedClockEndsThePause(t *testing.T) {
	s := testSettings()
	c := mustClock(t)(decision(t, s).Pause(NewDate(2026, 3, 10), "r", dana, at(t, 2026, 3, 10, 9, 0), s))
	c = mustClock(t)(c.Meet(NewDate(2026, 3, 13), dana, at(t, 2026, 3, 13, 9, 0), s))
	if c.Due != NewDate(2026, 3, 14) || c.Late(NewDate(2026, 3, 20)) || c.Pauses[0].To != NewDate(2026, 3, 13) {
		t.Errorf("the clock is %+v", c)
	}
}

func TestPeriodsAndPausesAddUpFromTheFirstDueDate(t *testing.T) {
	s := testSettings()
	c := mustClock(t)(decision(t, s).Pause(NewDate(2026, 3, 5), "r", dana, at(t, 2026, 3, 5, 9, 0), s))
	c = mustClock(t)(c.Restart(NewDate(2026, 3, 8), dana, at(t, 2026, 3, 8, 9, 0), s))
	c = mustClock(t)(c.Extend(Extension{Days: 14, Reason: "r", Agreed: "x"}, dana, at(t, 2026, 3, 9, 9, 0), s))
	if want := NewDate(2026, 3, 28); c.Due != want || c.Base != NewDate(2026, 3, 11) { // 11 + 3 + 14
		t.Errorf("due on %s, want %s", c.Due, want)
	}
}
