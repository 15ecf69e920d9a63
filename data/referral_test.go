package data

import "testing"

// asked is a referral that was sent five days before its answer is due.
func asked() Step {
	return Step{ID: NewID(), Kind: Referral, Subject: "Was the pump checked?", Questions: []string{"Was the pump checked?"}, With: "The manager", Unit: "4 West",
		SentOn: testToday.AddDays(-5), Due: testToday}
}

func TestAReferralIsChasedDayByDay(t *testing.T) {
	reminded := func(days ...int) func(*Step) {
		return func(s *Step) {
			for _, d := range days {
				s.Reminders = append(s.Reminders, Reminder{On: s.Due.AddDays(d)})
			}
		}
	}
	for name, c := range map[string]struct {
		change func(*Step)
		kind   OwedKind
		days   int // from the due date
	}{
		"just sent":                          {func(*Step) {}, OwedReminder, -2},
		"reminded two days before":           {reminded(-2), OwedReminder, 0},
		"reminded a day early":               {reminded(-3), OwedReminder, -2},
		"reminded on the day":                {reminded(-2, 0), OwedReminder, 2},
		"the first two reminders left out":   {reminded(1), OwedReminder, 2},
		"reminded three times":               {reminded(-2, 0, 2), OwedDirector, 3},
		"reminded late, once":                {reminded(4), OwedDirector, 3},
		"with the director":                  {func(s *Step) { reminded(-2, 0, 2)(s); s.Director = s.Due.AddDays(3) }, OwedReferral, 0},
		"sent the day before it is due":      {func(s *Step) { s.SentOn = s.Due.AddDays(-1) }, OwedReminder, 0},
		"sent before there was a day for it": {func(s *Step) { s.SentOn = 0 }, OwedReminder, -2},
	} {
		st := asked()
		c.change(&st)
		if kind, due := st.Chase(); kind != c.kind || due != st.Due.AddDays(c.days) {
			t.Errorf("%s: %s on %s, want %s on %s", name, kind, due, c.kind, st.Due.AddDays(c.days))
		}
	}
}

func TestAReferralStandsOnTheDayOnceWithTheRightWords(t *testing.T) {
	f := CaseFile{Case: Case{State: StateInvestigating}, Steps: []Step{asked()}}
	owed := f.Owed()
	if len(owed) != 1 || owed[0].What != "Remind the department: 4 West" || owed[0].Due != testToday.AddDays(-2) || !owed[0].Others || owed[0].Who != "The manager" {
		t.Fatalf("owed is %+v", owed)
	}
	f.Steps[0].Reminders = []Reminder{{On: testToday.AddDays(2)}}
	if owed = f.Owed(); owed[0].What != "Pass the referral on to the director: 4 West" || owed[0].Kind != OwedDirector {
		t.Errorf("after the last reminder owed is %+v", owed)
	}
	f.Steps[0].Director = testToday.AddDays(3)
	if owed = f.Owed(); owed[0].What != "Referral with the director: 4 West" || owed[0].Due != testToday {
		t.Errorf("with the director owed is %+v", owed)
	}
	f.Steps[0].DoneOn, f.Steps[0].Result = testToday, "Yes."
	if owed = f.Owed(); len(owed) != 0 {
		t.Errorf("after the answer owed is %+v", owed)
	}
}

func TestDidItWorkIsOwedAfterTheAnswerAndAfterTheCaseIsClosed(t *testing.T) {
	st := asked()
	st.DoneOn, st.Result, st.CheckOn = testToday, "Two pumps were repaired.", testToday.AddDays(WorkedDays)
	for state, want := range map[State]int{StateInvestigating: 1, StateClosed: 1, StateVoid: 0, StateMerged: 0} {
		f := CaseFile{Case: Case{State: state}, Steps: []Step{st}}
		owed := f.Owed()
		if len(owed) != want || want == 1 && (owed[0].Due != testToday.AddDays(30) || owed[0].Kind != OwedReview || owed[0].Others) {
			t.Errorf("%s: owed is %+v", state, owed)
		}
	}
	for name, change := range map[string]func(*Step){
		"it was looked at":            func(s *Step) { s.Worked, s.WorkedOn = "effective", testToday },
		"the answer only told facts":  func(s *Step) { s.CheckOn = 0 },
		"the answer was taken back":   func(s *Step) { s.Result = "" },
		"a step that is no referral":  func(s *Step) { s.Kind = OtherStep },
		"it did not work, and is so ": func(s *Step) { s.Worked, s.WorkedOn = "not", testToday },
	} {
		done := with(st, change)
		f := CaseFile{Case: Case{State: StateClosed}, Steps: []Step{done}}
		if owed := f.Owed(); len(owed) != 0 {
			t.Errorf("%s: owed is %+v", name, owed)
		}
	}
}

func TestWhatAReferralMayNotBe(t *testing.T) {
	answered := with(asked(), func(s *Step) { s.DoneOn, s.Result = testToday, "Yes." })
	wantNone(t, asked().Validate(testToday))
	wantNone(t, answered.Validate(testToday))
	for code, st := range map[string]Step{
		"subject":          with(asked(), func(s *Step) { s.Subject = "" }),
		"with":             with(asked(), func(s *Step) { s.With = " " }),
		"due":              with(asked(), func(s *Step) { s.Due = 0 }),
		"due.before":       with(asked(), func(s *Step) { s.Due = s.SentOn.AddDays(-1) }),
		"sent_on.future":   with(asked(), func(s *Step) { s.SentOn = testToday.AddDays(1) }),
		"result":           with(answered, func(s *Step) { s.Result = "" }),
		"done_on.before":   with(answered, func(s *Step) { s.DoneOn = s.SentOn.AddDays(-1) }),
		"reminders":        with(asked(), func(s *Step) { s.Reminders = []Reminder{{}} }),
		"reminders.future": with(asked(), func(s *Step) { s.Reminders = []Reminder{{On: testToday.AddDays(1)}} }),
		"director.future":  with(asked(), func(s *Step) { s.Director = testToday.AddDays(1) }),
		"worked.early":     with(asked(), func(s *Step) { s.Worked, s.WorkedOn = "effective", testToday }),
		"worked.unknown":   with(answered, func(s *Step) { s.Worked, s.WorkedOn = "perhaps", testToday }),
		"worked_on":        with(answered, func(s *Step) { s.Worked = "effective" }),
		"worked_on.future": with(answered, func(s *Step) { s.Worked, s.WorkedOn = "effective", testToday.AddDays(1) }),
		"check_on.before":  with(answered, func(s *Step) { s.CheckOn = testToday.AddDays(-1) }),
		"thanked_on.early": with(asked(), func(s *Step) { s.ThankedOn = testToday }),
	} {
		wantGap(t, st.Validate(testToday), code, false)
	}
}
