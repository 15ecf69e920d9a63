package data

import (
	"errors"
	"testing"
	"time"
)

func at(t *testing.T, y int, m time.Month, d, hour, minute int) time.Time {
	t.Helper()
	return time.Date(y, m, d, hour, minute, 0, 0, newYork(t))
}

func TestDueDates(t *testing.T) {
	dec25 := Holiday{Name: "Christmas", On: NewDate(2020, 12, 25), Yearly: true}
	oct12 := Holiday{Name: "Staff day", On: NewDate(2026, 10, 12)}
	feb29 := Holiday{Name: "Leap day", On: NewDate(2024, 2, 29), Yearly: true}
	for _, c := range []struct {
		name     string
		received time.Time
		length   int
		unit     ClockUnit
		holidays []Holiday
		want     Date
	}{
		{"vector 1: over a Sunday and a holiday Monday to Tuesday", at(t, 2026, 10, 9, 9, 0), 1, BusinessDays, []Holiday{oct12}, NewDate(2026, 10, 13)},
		{"vector 6: the tenth business day is a holiday", at(t, 2026, 12, 11, 9, 0), 10, BusinessDays, []Holiday{dec25}, NewDate(2026, 12, 28)},
		{"vector 7: the yearly holiday", at(t, 2027, 12, 23, 9, 0), 2, BusinessDays, []Holiday{{On: dec25.On.AddDays(-1), Yearly: true}}, NewDate(2027, 12, 28)},
		{"vector 7: the one-off holiday rests once", at(t, 2027, 10, 11, 9, 0), 1, BusinessDays, []Holiday{oct12}, NewDate(2027, 10, 12)},
		{"vector 7: 29 February in a leap year", at(t, 2028, 2, 28, 9, 0), 1, BusinessDays, []Holiday{feb29}, NewDate(2028, 3, 1)},
		{"vector 7: 1 March is no 29 February", at(t, 2027, 2, 26, 9, 0), 1, BusinessDays, []Holiday{feb29}, NewDate(2027, 3, 1)},
		{"vector 13: 23:50 in the office is the same day", at(t, 2026, 3, 4, 23, 50), 7, CalendarDays, nil, NewDate(2026, 3, 11)},
		{"vector 13: the same instant written in Tokyo", at(t, 2026, 3, 4, 23, 50).In(time.FixedZone("Tokyo", 9*3600)), 7, CalendarDays, nil, NewDate(2026, 3, 11)},
		{"vector 14: over the spring change", at(t, 2026, 3, 7, 23, 30), 7, CalendarDays, nil, NewDate(2026, 3, 14)},
		{"vector 14: over the autumn change", at(t, 2026, 10, 31, 0, 30), 2, CalendarDays, nil, NewDate(2026, 11, 2)},
		{"a calendar clock ends on a holiday Sunday", at(t, 2026, 12, 20, 9, 0), 7, CalendarDays, []Holiday{{On: NewDate(2026, 12, 27)}}, NewDate(2026, 12, 27)},
		{"received on Saturday, the first business day is Monday", at(t, 2026, 3, 7, 9, 0), 1, BusinessDays, nil, NewDate(2026, 3, 9)},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := testSettings()
			s.Holidays = c.holidays
			if got := DueDate(c.received, c.length, c.unit, s); got != c.want {
				t.Errorf("due %s, want %s", got, c.want)
			}
		})
	}
}

func TestAnActLateOnTheLastDayIsInTime(t *testing.T) { // vector 3
	s := testSettings()
	c := ClocksFor(Grievance, at(t, 2026, 3, 4, 9, 0), s, false)[1]
	act := at(t, 2026, 3, 11, 23, 30) // already 12 March in UTC
	day := DateOf(act, s.Zone())
	if c.Late(day) {
		t.Error("the last day is called late")
	}
	met, err := c.Meet(day, day, s)
	if err != nil || met.Late(day.AddDays(30)) || met.Running() {
		t.Errorf("the act at 23:30 is not in time: %+v, %v", met, err)
	}
	if !c.Late(day.AddDays(1)) {
		t.Error("the day after is not called late")
	}
	if late, err := c.Meet(day.AddDays(1), day.AddDays(1), s); err != nil || !late.Late(day) {
		t.Errorf("an act a day late is not late: %+v, %v", late, err)
	}
}

func TestADayMetInTheFutureOrBeforeReceiptIsRefused(t *testing.T) { // vector 11
	s, today := testSettings(), NewDate(2026, 3, 6)
	c := ClocksFor(Grievance, at(t, 2026, 3, 4, 9, 0), s, false)[0]
	for code, on := range map[string]Date{"met_on.future": today.AddDays(1), "met_on.before": NewDate(2026, 3, 3), "met_on": 0} {
		got, err := c.Meet(on, today, s)
		var m Missing
		if !errors.As(err, &m) || !m.Has(code) || !got.Running() {
			t.Errorf("met on %s: %v, want the gap %s", on, err, code)
		}
	}
	if met, err := c.Meet(NewDate(2026, 3, 4), today, s); err != nil || met.MetOn != NewDate(2026, 3, 4) {
		t.Errorf("the day of receipt itself is refused: %v", err)
	}
}

func TestAClockThatIsMetKeepsItsFirstDay(t *testing.T) {
	s := testSettings()
	c := ClocksFor(Grievance, at(t, 2026, 3, 4, 9, 0), s, false)[0]
	c, _ = c.Meet(NewDate(2026, 3, 5), NewDate(2026, 3, 9), s)
	if c, _ = c.Meet(NewDate(2026, 3, 9), NewDate(2026, 3, 9), s); c.MetOn != NewDate(2026, 3, 5) {
		t.Errorf("met on %s", c.MetOn)
	}
}

func TestMovingADueDateIsLoggedAndNeverBeforeReceipt(t *testing.T) { // vector 12
	s := testSettings()
	c := ClocksFor(Grievance, at(t, 2026, 3, 4, 9, 0), s, false)[1]
	now := at(t, 2026, 3, 10, 9, 0)
	for code, try := range map[string]struct {
		due    Date
		reason string
	}{
		"due.before": {NewDate(2026, 3, 3), "typing error"}, "reason": {NewDate(2026, 3, 20), " "}, "due": {0, "r"}, "due.same": {c.Due, "r"},
	} {
		got, err := c.Extend(try.due, try.reason, "Dana Whitfield", now, s)
		var m Missing
		if !errors.As(err, &m) || !m.Has(code) || got.Due != c.Due || len(got.Changes) != 0 {
			t.Errorf("%s: got %v and %+v", code, err, got)
		}
	}
	moved, err := c.Extend(NewDate(2026, 3, 25), "The nurse is on leave; the patient agreed.", "Dana Whitfield", now, s)
	if err != nil || moved.Due != NewDate(2026, 3, 25) || len(moved.Changes) != 1 || moved.Changes[0].From != NewDate(2026, 3, 11) {
		t.Errorf("got %+v, %v", moved, err)
	}
	if len(c.Changes) != 0 {
		t.Error("the clock before the change was changed")
	}
	moved.Stopped = true
	if _, err := moved.Extend(NewDate(2026, 4, 1), "again", "Dana Whitfield", now, s); err == nil {
		t.Error("a stopped clock was moved")
	}
}

func TestClocksOfAKind(t *testing.T) {
	s, received := testSettings(), at(t, 2026, 3, 4, 9, 0)
	for _, c := range []struct {
		name     string
		kind     Kind
		resolved bool
		want     []ClockKind
	}{
		{"grievance", Grievance, false, []ClockKind{ClockAcknowledge, ClockDecide}},
		{"grievance put right at once still owes the notice", Grievance, true, []ClockKind{ClockAcknowledge, ClockDecide}},
		{"civil-rights grievance", CivilRights, false, []ClockKind{ClockAcknowledge, ClockDecide}},
		{"complaint not yet settled", Complaint, false, []ClockKind{ClockAnswer}},
		{"complaint resolved at once", Complaint, true, nil},
		{"concern", Concern, false, []ClockKind{ClockAnswer}},
		{"compliment", Compliment, false, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			clocks := ClocksFor(c.kind, received, s, c.resolved)
			if len(clocks) != len(c.want) {
				t.Fatalf("%d clocks, want %v", len(clocks), c.want)
			}
			for i, k := range c.want {
				if clocks[i].Kind != k || !clocks[i].Running() || clocks[i].ID == (ID{}) {
					t.Errorf("clock %d is %+v, want %s", i, clocks[i], k)
				}
			}
		})
	}
}

func TestOneSettingMovesTheClock(t *testing.T) {
	s, received := testSettings(), at(t, 2026, 3, 4, 9, 0)
	s.DecisionDays = 10
	if due := ClocksFor(Grievance, received, s, false)[1].Due; due != NewDate(2026, 3, 14) {
		t.Errorf("ten days after March 4: %s", due)
	}
}

func TestTheEarlierOfTwoDutiesIsNextAndDoneOnesAreNot(t *testing.T) {
	s := testSettings()
	clocks := ClocksFor(Grievance, at(t, 2026, 3, 4, 9, 0), s, false)
	tasks := []Task{{What: "Call back", Due: NewDate(2026, 3, 5)}, {What: "Old", Due: NewDate(2026, 3, 1), DoneOn: NewDate(2026, 3, 1)}}
	if due, what := NextDue(clocks, tasks); due != NewDate(2026, 3, 5) || what != "Call back" {
		t.Errorf("got %s, %s", due, what)
	}
	if due, what := NextDue(clocks, nil); due != NewDate(2026, 3, 6) || what != "Acknowledgement" {
		t.Errorf("got %s, %s", due, what)
	}
	clocks[0].MetOn = NewDate(2026, 3, 5)
	if due, what := NextDue(clocks, nil); due != NewDate(2026, 3, 11) || what != "Written decision" {
		t.Errorf("got %s, %s", due, what)
	}
	clocks[1].Stopped = true
	if due, what := NextDue(clocks, nil); !due.IsZero() || what != "" {
		t.Errorf("nothing is owed, got %s, %s", due, what)
	}
}
