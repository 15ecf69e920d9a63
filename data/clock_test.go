package data

import (
	"errors"
	"testing"
	"time"
)

const dana = "Dana Whitfield"

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
	met, err := c.Meet(day, dana, act, s)
	if err != nil || met.Late(day.AddDays(30)) || met.Running() || met.EnteredLater() {
		t.Errorf("the act at 23:30 is not in time: %+v, %v", met, err)
	}
	if !c.Late(day.AddDays(1)) {
		t.Error("the day after is not called late")
	}
	if late, err := c.Meet(day.AddDays(1), dana, act.AddDate(0, 0, 1), s); err != nil || !late.Late(day) {
		t.Errorf("an act a day late is not late: %+v, %v", late, err)
	}
}

func TestADayMetInTheFutureOrBeforeReceiptIsRefused(t *testing.T) { // vector 11
	s, now := testSettings(), at(t, 2026, 3, 6, 12, 0)
	today := s.Today(now)
	c := ClocksFor(Grievance, at(t, 2026, 3, 4, 9, 0), s, false)[0]
	for code, on := range map[string]Date{"met_on.future": today.AddDays(1), "met_on.before": NewDate(2026, 3, 3), "met_on": 0} {
		got, err := c.Meet(on, dana, now, s)
		var m Missing
		if !errors.As(err, &m) || !m.Has(code) || !got.Running() {
			t.Errorf("met on %s: %v, want the gap %s", on, err, code)
		}
	}
	if met, err := c.Meet(NewDate(2026, 3, 4), dana, now, s); err != nil || met.MetOn != NewDate(2026, 3, 4) {
		t.Errorf("the day of receipt itself is refused: %v", err)
	}
}

func TestAClockThatIsMetKeepsItsFirstDay(t *testing.T) {
	s, now := testSettings(), at(t, 2026, 3, 9, 12, 0)
	c := ClocksFor(Grievance, at(t, 2026, 3, 4, 9, 0), s, false)[0]
	c, _ = c.Meet(NewDate(2026, 3, 5), dana, now, s)
	if c, _ = c.Meet(NewDate(2026, 3, 9), dana, now, s); c.MetOn != NewDate(2026, 3, 5) {
		t.Errorf("met on %s", c.MetOn)
	}
}

func TestATimelyActEnteredLateIsMarked(t *testing.T) { // vector 15
	s := testSettings()
	c := ClocksFor(Grievance, at(t, 2026, 3, 4, 9, 0), s, false)[1] // due on 11 March
	due := NewDate(2026, 3, 11)
	for _, v := range []struct {
		name           string
		on, today      Date
		asks, later    bool
		late, stopsNow bool
	}{
		{"done and entered in time", due.AddDays(-2), due.AddDays(-1), false, false, false, true},
		{"entered on the very last day", due, due, false, false, false, true},
		{"done in time, entered the day after", due, due.AddDays(1), true, true, false, true},
		{"done in time, entered a month after", due.AddDays(-6), due.AddDays(30), true, true, false, true},
		{"done late", due.AddDays(1), due.AddDays(3), false, false, true, true},
	} {
		t.Run(v.name, func(t *testing.T) {
			if got := EntersLate(c, v.on, v.today); got != v.asks {
				t.Errorf("asks %v, want %v", got, v.asks)
			}
			met, err := c.Meet(v.on, dana, v.today.Start(s.Zone()), s)
			if err != nil || met.EnteredLater() != v.later || met.Late(v.today) != v.late || met.Running() == v.stopsNow || met.EnteredOn != v.today {
				t.Errorf("got %+v, %v", met, err)
			}
		})
	}
	met, _ := c.Meet(due, dana, due.AddDays(1).Start(s.Zone()), s)
	if EntersLate(met, due, due.AddDays(1)) {
		t.Error("a duty that is done already is asked about")
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
		{"civil-rights grievance", CivilRights, false, []ClockKind{ClockAcknowledge, ClockDecide, ClockCivilRights}},
		{"privacy complaint", Privacy, false, []ClockKind{ClockPrivacy}},
		{"privacy complaint put right at once", Privacy, true, nil},
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
				want := s.Standard(k).After(NewDate(2026, 3, 4), s)
				if clocks[i].Kind != k || !clocks[i].Running() || clocks[i].ID == (ID{}) || clocks[i].Due != want || clocks[i].Base != want {
					t.Errorf("clock %d is %+v, want %s", i, clocks[i], k)
				}
			}
		})
	}
}

func TestTheEarlierOfTwoDutiesIsNextAndDoneOnesAreNot(t *testing.T) { // vector 8
	s := testSettings()
	clocks := ClocksFor(Grievance, at(t, 2026, 3, 4, 9, 0), s, false)
	tasks := []Task{{What: "Call back", Due: NewDate(2026, 3, 5)}, {What: "Old", Due: NewDate(2026, 3, 1), DoneOn: NewDate(2026, 3, 1)}}
	if due, what := (&CaseFile{Case: Case{State: StateNew}, Clocks: clocks, Tasks: tasks}).NextDue(); due != NewDate(2026, 3, 5) || what != "Call back" {
		t.Errorf("got %s, %s", due, what)
	}
	if due, what := (&CaseFile{Case: Case{State: StateNew}, Clocks: clocks}).NextDue(); due != NewDate(2026, 3, 6) || what != "Acknowledgement" {
		t.Errorf("got %s, %s", due, what)
	}
	clocks[0].MetOn = NewDate(2026, 3, 5)
	if due, what := (&CaseFile{Case: Case{State: StateNew}, Clocks: clocks}).NextDue(); due != NewDate(2026, 3, 11) || what != "Written decision" {
		t.Errorf("got %s, %s", due, what)
	}
	clocks[1].Stopped = true
	if due, what := (&CaseFile{Case: Case{State: StateNew}, Clocks: clocks}).NextDue(); !due.IsZero() || what != "" {
		t.Errorf("nothing is owed, got %s, %s", due, what)
	}
}
