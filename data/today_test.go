package data

import "testing"

func TestWhatWaitingCostsAndWhatToDo(t *testing.T) {
	today := NewDate(2026, 3, 4)
	clock := func(kind ClockKind, days int) TodayItem {
		return TodayItem{Kind: OwedClock, Clock: kind, Due: today.AddDays(days), Case: CaseRow{Kind: Grievance, State: StateInvestigating, Severity: 1}}
	}
	owed := func(kind OwedKind, days int) TodayItem {
		i := clock("", days)
		i.Kind = kind
		return i
	}
	with := func(i TodayItem, change func(*CaseRow)) TodayItem { change(&i.Case); return i }
	appeal := func(days int) TodayItem {
		i := clock(ClockAppeal, days)
		i.Section = SectionAdvocacy
		return i
	}
	grave := func(c *CaseRow) { c.Severity = 3 }
	for name, c := range map[string]struct {
		item       TodayItem
		step, cost string
	}{
		"harm alleged": {with(clock(ClockDecide, -1), func(c *CaseRow) { c.Flags = FlagHarm }),
			"Finish the steps, then record the findings.", "A patient may not be safe."},
		"harm alleged in a case that was closed": {with(owed(OwedAction, 3), func(c *CaseRow) { c.Flags, c.State = FlagHarm, StateClosed }),
			"Ask what was done, and look at the proof.", "It may happen again."},
		"a discharge under appeal": {with(owed(OwedAdvocacy, 0), func(c *CaseRow) { c.Flags = FlagDischarge }),
			"Do the next step for the patient.", "The patient may be sent home before the appeal is heard."},
		"an appeal to file":            {appeal(2), "File it, and enter the day on which it was filed.", "After that day the right to appeal is lost."},
		"an appeal that was not filed": {appeal(-1), "File it, and enter the day on which it was filed.", "The right to appeal may be lost; ask for good cause to be found."},
		"a discharge appeal to file": {with(appeal(0), func(c *CaseRow) { c.Flags = FlagDischarge }),
			"File it, and enter the day on which it was filed.", "The patient may be sent home before the appeal is heard."},
		"an appeal that the office decides": {clock(ClockAppeal, 2), "Finish the steps, then record the findings.", "The duty is late after that day."},
		"a decision that is late":           {with(clock(ClockDecide, -1), grave), "Finish the steps, then record the findings.", "The written notice is late: a surveyor may cite A-0123."},
		"a decision due today":              {clock(ClockDecide, 0), "Finish the steps, then record the findings.", "After that day the notice is late: A-0123."},
		"an acknowledgement that is late":   {with(clock(ClockAcknowledge, -1), grave), "Send the acknowledgement or call, and record it.", "The person has had no word from us."},
		"an acknowledgement still in time":  {clock(ClockAcknowledge, 1), "Send the acknowledgement or call, and record it.", "The person has had no word from us yet."},
		"an update that is late":            {clock(ClockUpdate, -1), "Call or write: say why it takes longer, and until when.", "The person does not know why it takes so long."},
		"an update":                         {clock(ClockUpdate, 1), "Call or write: say why it takes longer, and until when.", "Without a word the person may turn to the State."},
		"an answer":                         {clock(ClockAnswer, 1), "Finish the steps, then record the findings.", "The duty is late after that day."},
		"a broken promise":                  {with(owed(OwedPromise, -1), grave), "Keep the promise, then mark it done.", "A promise is broken."},
		"a promise on its day":              {owed(OwedPromise, 0), "Keep the promise, then mark it done.", "The person counts on it."},
		"a patient's deadline that passed":  {owed(OwedAdvocacy, -1), "Do the next step for the patient.", "A deadline of the patient's may be lost."},
		"a patient's deadline":              {owed(OwedAdvocacy, 2), "Do the next step for the patient.", "The patient waits for it."},
		"a grave matter":                    {with(owed(OwedTask, -1), grave), "Do it, then mark it done.", "It is grave, and may happen to the next patient."},
		"a referral":                        {owed(OwedReferral, 2), "Ask for the answer.", "Without this answer the case cannot close."},
		"a step":                            {owed(OwedStep, 2), "Do this step and write down what came of it.", "The findings wait for it."},
		"a review":                          {owed(OwedReview, 2), "Look at it again.", "Nobody looks at it otherwise."},
		"a task":                            {owed(OwedTask, 2), "Do it, then mark it done.", "The case waits for it."},
		"a reminder":                        {owed(OwedReminder, 2), "Remind the manager of the answer, and mark it.", "Without this answer the case cannot close."},
		"a referral for the director":       {owed(OwedDirector, -1), "Tell the director that the answer is late, and mark it.", "Without this answer the case cannot close."},
		"a case without a date": {TodayItem{Case: CaseRow{Kind: Complaint, State: StateReferred}},
			"See what became of the referral, then close or take the case back.", "It has no date, so nothing reminds us of it."},
	} {
		got := NewTodayItem(c.item, today)
		if got.NextStep != c.step || got.Cost != c.cost {
			t.Errorf("%s: %q, %q; want %q, %q", name, got.NextStep, got.Cost, c.step, c.cost)
		}
	}
}

func TestWhereOwedThingsWait(t *testing.T) {
	clock, referral := Owed{Kind: OwedClock, Clock: ClockDecide}, Owed{Kind: OwedReferral, Others: true}
	task, promise := Owed{Kind: OwedTask}, Owed{Kind: OwedPromise}
	for name, c := range map[string]struct {
		state State
		owed  []Owed // where the first of them waits
		want  Shelf
	}{
		"a clock alone":                             {StateInvestigating, []Owed{clock}, ShelfOffice},
		"a clock beside a referral":                 {StateInvestigating, []Owed{clock, referral}, ShelfOthers},
		"a clock beside a referral and a task":      {StateInvestigating, []Owed{clock, referral, task}, ShelfOffice},
		"a clock beside a referral and a promise":   {StateInvestigating, []Owed{clock, referral, promise}, ShelfOffice},
		"a referral beside a task":                  {StateInvestigating, []Owed{referral, task}, ShelfOthers},
		"a task while the case awaits a response":   {StateAwaiting, []Owed{task}, ShelfOthers},
		"a task of a case that was referred out":    {StateReferred, []Owed{task}, ShelfOthers},
		"a promise while a response is awaited":     {StateAwaiting, []Owed{promise}, ShelfPromise},
		"an update owed while others have the case": {StateReferred, []Owed{{Kind: OwedClock, Clock: ClockUpdate}}, ShelfUpdate},
	} {
		f := CaseFile{Case: Case{State: c.state}}
		if got := f.Shelf(c.owed[0], c.owed); got != c.want {
			t.Errorf("%s waits on shelf %d, want %d", name, got, c.want)
		}
	}
}
