package data

import (
	"testing"
)

func TestEachKindFollowsItsOwnCalendar(t *testing.T) { // vector 5
	s := testSettings()
	s.Holidays = []Holiday{{Name: "Staff day", On: NewDate(2026, 10, 12)}}
	s.Calendars = []Calendar{{Name: "Patient accounts", Kinds: []Kind{Billing, LostProperty}, Holidays: []Holiday{{Name: "Year end", On: NewDate(2026, 10, 13)}}}}
	s = s.WithStandard(Standard{ClockAnswer, 1, BusinessDays})
	friday := at(t, 2026, 10, 9, 9, 0) // the office rests on Monday, Patient accounts on Tuesday
	for kind, want := range map[Kind]Date{Complaint: NewDate(2026, 10, 13), Billing: NewDate(2026, 10, 12), LostProperty: NewDate(2026, 10, 12), Concern: NewDate(2026, 10, 13)} {
		if got := ClocksFor(kind, friday, s, false)[0].Due; got != want {
			t.Errorf("%s is due on %s, want %s", kind, got, want)
		}
	}
	if got := ClocksFor(Grievance, friday, s, false)[0].Due; got != NewDate(2026, 10, 14) {
		t.Errorf("a kind that no calendar names is due on %s", got)
	}
}

func TestTwoClocksOfACivilRightsGrievanceRunSideBySide(t *testing.T) { // vector 8
	s := testSettings()
	f := CaseFile{Case: Case{Kind: CivilRights, State: StateNew}, Clocks: ClocksFor(CivilRights, at(t, 2026, 3, 4, 9, 0), s, false)}
	f.Clocks[0].MetOn = NewDate(2026, 3, 5)
	if due, what := f.NextDue(); due != NewDate(2026, 3, 11) || what != "Written decision" {
		t.Errorf("next due is %s on %s", what, due)
	}
	if last := f.Clocks[2]; last.Kind != ClockCivilRights || last.Due != NewDate(2026, 4, 3) || !last.Running() {
		t.Errorf("the other clock is %+v", last)
	}
}

func TestAClockStartedByHand(t *testing.T) {
	s, now := testSettings(), at(t, 2026, 3, 10, 9, 0)
	f := CaseFile{Case: Case{Kind: Grievance, State: StateInvestigating, ReceivedAt: at(t, 2026, 3, 4, 23, 50)}}
	day := func(d int) Date { return NewDate(2026, 3, d) }
	for _, v := range []struct {
		name string
		x    ClockStart
		want Date
	}{
		{"by the office's standard", ClockStart{Kind: ClockCommittee, From: day(6)}, NewDate(2026, 4, 5)},
		{"by its own days", ClockStart{Kind: ClockAppeal, From: day(6), Days: 2, Unit: BusinessDays}, day(10)},
		{"by the day that a notice names", ClockStart{Kind: ClockAppeal, Name: "Level 2", From: day(6), Due: day(8)}, day(8)},
		{"from the day of receipt itself", ClockStart{Kind: ClockPrivacy, From: day(4), Days: 1, Unit: CalendarDays}, day(5)},
	} {
		t.Run(v.name, func(t *testing.T) {
			c := mustClock(t)(StartClock(v.x, f, dana, now, s))
			if c.Due != v.want || c.Base != v.want || c.StartedBy != dana || !c.Running() {
				t.Errorf("the clock is %+v, want it due on %s", c, v.want)
			}
		})
	}
	f.Clocks = []Clock{{Kind: ClockCommittee, Due: day(20)}}
	for code, x := range map[string]ClockStart{
		"kind":        {Kind: ClockDecide, From: day(6)},
		"from":        {Kind: ClockAppeal},
		"from.future": {Kind: ClockAppeal, From: day(11)},
		"from.before": {Kind: ClockAppeal, From: day(3)},
		"due.before":  {Kind: ClockAppeal, From: day(6), Due: day(5)}, // vector 12
		"days":        {Kind: ClockAppeal, From: day(6), Days: 366, Unit: CalendarDays},
		"unit":        {Kind: ClockAppeal, From: day(6), Days: 3},
		"kind.runs":   {Kind: ClockCommittee, From: day(6)},
	} {
		_, err := StartClock(x, f, dana, now, s)
		wantRefusal(t, err, code)
	}
	if _, err := StartClock(ClockStart{Kind: ClockCommittee, Name: "Board", From: day(6)}, f, dana, now, s); err != nil {
		t.Errorf("a second one under another name: %v", err)
	}
}

func TestALongerDecisionOwesAWordByTheOldDay(t *testing.T) {
	s := testSettings()
	before := decision(t, s)
	moved := mustClock(t)(before.Extend(Extension{Days: 14, Reason: "r", Agreed: "x"}, dana, at(t, 2026, 3, 9, 9, 0), s))
	update, owed := UpdateAfterExtension(moved, before.Due, []Clock{moved})
	if !owed || update.Kind != ClockUpdate || update.Due != before.Due || update.Base != before.Due {
		t.Errorf("the word owed is %+v, %v", update, owed)
	}
	if _, again := UpdateAfterExtension(moved, before.Due, []Clock{moved, update}); again {
		t.Error("a word is owed twice")
	}
	sooner := mustClock(t)(before.Extend(Extension{Due: NewDate(2026, 3, 9), Reason: "r", Agreed: "x"}, dana, at(t, 2026, 3, 6, 9, 0), s))
	if _, owed := UpdateAfterExtension(sooner, before.Due, nil); owed {
		t.Error("a word is owed although the decision comes sooner")
	}
	next, owed := UpdateAfterLetter(NewDate(2026, 3, 10), Grievance, []Clock{moved}, s)
	if !owed || next.Due != NewDate(2026, 3, 17) {
		t.Errorf("after the interim letter of 10 March the next word is %+v, %v", next, owed)
	}
	moved.MetOn = NewDate(2026, 3, 10)
	if _, owed := UpdateAfterLetter(NewDate(2026, 3, 10), Grievance, []Clock{moved}, s); owed {
		t.Error("a word is owed after the decision")
	}
}

func TestAStandardThatIsNotSetIsTheUsualOne(t *testing.T) {
	s := Settings{Standards: []Standard{{ClockDecide, 10, BusinessDays}}}
	for kind, want := range map[ClockKind]string{ClockDecide: "10 business days", ClockAcknowledge: "2 business days", ClockPrivacy: "30 days"} {
		if got := s.Standard(kind).Phrase(); got != want {
			t.Errorf("%s: %q, want %q", kind, got, want)
		}
	}
	if got := (Standard{ClockDecide, 1, CalendarDays}).Phrase(); got != "1 day" {
		t.Errorf("got %q", got)
	}
	changed := s.WithStandard(Standard{ClockDecide, 7, CalendarDays}).WithStandard(Standard{ClockPrivacy, 60, CalendarDays})
	if changed.Standard(ClockDecide).Days != 7 || changed.Standard(ClockPrivacy).Days != 60 || len(changed.Standards) != 2 || s.Standards[0].Days != 10 {
		t.Errorf("changed are %+v, and before %+v", changed.Standards, s.Standards)
	}
	for _, k := range ClockKinds {
		if st := DefaultSettings().Standard(k.Value); st.Clock != k.Value || st.Days < 1 {
			t.Errorf("%s has no standard", k.Label)
		}
	}
}
