package casefile

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"rapport/app/window/desk"
	"rapport/app/window/ui"
	"rapport/data"
)

func TestAnAppealGoesFromItsDenialToTheNextLevel(t *testing.T) {
	o := newOffice(t)
	o.screen.Go(desk.Advocacy)
	o.press("Add an advocacy action …")
	o.pick("Kind of action", "Insurer appeal")
	o.fill("With whom", "Lakeshore Health Plan")
	o.fill("Goal", "The plan pays for the stay")
	o.press("Save the action")
	o.press("Add an appeal or deadline …")
	o.sees("Choose the way of appeal; the days follow.")
	o.fill("Way of appeal", "Original Medicare, level 1: redetermination")
	o.fill("The time runs from", "-10")
	basis := today().AddDays(-10)
	o.sees("File by " + basis.AddDays(120).Long() + ". Decision by about " + basis.AddDays(180).Long())
	o.sees(data.VerifyOnNotice + " Rule: 120 days from: notice received on. 42 CFR 405.942 (CMS).")
	o.press("Save the level")
	f := o.file()
	l := f.Advocacy[0].Levels[0]
	if l.FileBy != basis.AddDays(120) || l.Verified || l.DecisionDue != basis.AddDays(180) {
		t.Fatalf("the level is %+v", l)
	}
	o.sees("To file: ")
	o.sees("To file: " + ui.DueWords(basis.AddDays(120), today()) + " Ms. Rosalind") // a clock in the header
	o.mark("Verified")
	if !o.file().Advocacy[0].Levels[0].Verified {
		t.Error("the days are not verified")
	}
	o.press("Edit, or enter that it was filed …")
	o.fill("File by", "+30") // as the notice has it
	o.fill("Filed on", "t")
	o.press("Save the level")
	if l = o.file().Advocacy[0].Levels[0]; l.FileBy != today().AddDays(30) || l.DecisionDue != today().AddDays(60) {
		t.Errorf("once filed the level is %+v", l)
	}
	o.press("Edit, or enter the decision …")
	o.fill("Decided on", "t")
	o.press("Save the level")
	o.sees("Choose how it was decided.")
	o.pick("Outcome", "Denial upheld")
	o.fill("Recovered", "1,250.50")
	o.press("Save the level")
	o.sees("Denial upheld")
	o.sees("Recovered for the patient: $1,250.50")
	o.press("Next level …")
	o.sees("Original Medicare, level 2: reconsideration (QIC)")
	o.press("Save the level")
	levels := o.file().Advocacy[0].Levels
	if len(levels) != 2 || levels[1].Path != "medicare_2" || levels[1].Basis != today() || levels[1].FileBy != today().AddDays(180) {
		t.Errorf("the levels are %+v", levels)
	}
	o.press("Edit …")
	o.fill("Ended on", "t")
	o.pick("Outcome", "Not achieved")
	o.press("Save the action")
	o.sees("A level of the appeal is not decided yet")
}

// mark ticks the first box on a card with the text.
func (o *office) mark(text string) {
	o.t.Helper()
	var found *mark
	o.walk(func(at fyne.CanvasObject) {
		if m, ok := at.(*mark); ok && found == nil && m.Text == text {
			found = m
		}
	})
	if found == nil {
		o.t.Fatalf("there is no box %q in: %s", text, o.words())
	}
	found.SetChecked(!found.Checked)
}

func TestADischargeAppealIsDueByMidnight(t *testing.T) {
	o := newOffice(t)
	o.screen.Go(desk.Advocacy)
	o.press("Add an advocacy action …")
	o.pick("Kind of action", "Discharge appeal to the QIO")
	o.fill("Goal", "She stays until the QIO has looked at it")
	o.press("Save the action")
	o.press("Add an appeal or deadline …")
	o.fill("The time runs from", "t")
	o.sees("File by midnight of " + today().Long() + ".")
	o.press("Save the level")
	f := o.file()
	if due, what := f.NextDue(); due != today() || !strings.Contains(what, "QIO") || !f.Flags().Has(data.FlagDischarge) {
		t.Errorf("next due is %s on %s", what, due)
	}
}

func TestStepsAndDocumentsAreTickedByKeyboard(t *testing.T) {
	o := newOffice(t)
	o.screen.Go(desk.Advocacy)
	o.press("Add an advocacy action …")
	o.pick("Kind of action", "Insurer appeal")
	o.fill("Goal", "The plan pays for the stay")
	a := data.Advocacy{Kind: "appeal", Goal: "The plan pays", Steps: []data.AdvocacyStep{{What: "Ask for the denial letter"}, {What: "Ask the doctor for a letter"}},
		Papers: []data.Paper{{Name: "Denial letter"}}}
	ui.CloseDialogs(o.window)
	if _, err := o.session.SaveAdvocacy(t.Context(), o.screen.file.Key, a); err != nil {
		t.Fatal(err)
	}
	o.screen.Go(desk.Advocacy)
	id := o.file().Advocacy[0].ID.String()
	o.window.Canvas().Focus(o.screen.marks["step/"+id+"/1"])
	o.window.Canvas().Focused().TypedRune(' ')
	if st := o.file().Advocacy[0].Steps; !st[0].DoneOn.IsZero() || st[1].DoneOn != today() {
		t.Fatalf("the steps are %+v", st)
	}
	if m, ok := o.window.Canvas().Focused().(*mark); !ok || m != o.screen.marks["step/"+id+"/1"] {
		t.Error("the keyboard lost its place")
	}
	o.undo()
	if st := o.file().Advocacy[0].Steps; !st[1].DoneOn.IsZero() {
		t.Errorf("taken back, the steps are %+v", st)
	}
	o.mark("Have it")
	if !o.file().Advocacy[0].Papers[0].Have {
		t.Error("the document is not there")
	}
}

func TestAMeetingIsPlannedHeldAndItsCommitmentKept(t *testing.T) {
	o := newOffice(t)
	o.screen.Go(desk.Advocacy)
	o.press("Plan a meeting …")
	o.pick("Kind", "Mediation")
	o.press("Save the meeting")
	o.sees("Planned: due tomorrow")
	m := o.file().Meetings[0]
	if m.Day() != today().AddDays(1) || len(m.Parties) != 2 {
		t.Fatalf("the meeting is %+v", m)
	}
	o.press("Edit …")
	o.tick("It took place")
	o.press("Save the meeting")
	o.sees("The meeting lies in the future, so it cannot have been held")
	ui.CloseDialogs(o.window)
	m.Held, m.Neutral, m.Agreed, m.When = true, "Pat Winter", "A nurse looks in every two hours.", o.file().ReceivedAt
	if _, err := o.session.SaveRecord(t.Context(), o.screen.file.Key, &m); err != nil {
		t.Fatal(err)
	}
	o.press("Add a commitment …")
	o.fill("What was promised", "Repair the call light")
	o.fill("Who promised it", "Facilities")
	o.fill("To whom", "Ms. Rosalind Fennimore")
	o.press("Save the commitment")
	o.sees("Facilities to Ms. Rosalind Fennimore")
	o.screen.Go(desk.Tasks)
	o.sees("Repair the call light Facilities to Ms. Rosalind Fennimore (Mediation)")
	o.mark("Kept")
	if c := o.file().Meetings[0].Commitments[0]; c.DoneOn != today() || c.Due != data.PromiseDue(o.file().ReceivedAt, o.session.Settings()) {
		t.Errorf("the commitment is %+v", c)
	}
	o.undo()
	o.screen.Go(desk.Advocacy)
	o.press("Will not be kept …")
	o.fill("Why, and was the person told?", "The part is not made any more; she was told.")
	o.press("Note it")
	o.sees("Not kept: Facilities to Ms. Rosalind Fennimore: Repair the call light (The part is not made any more; she was told.)")
	if o.file(); len(o.screen.promises()) != 0 {
		t.Error("it is still promised")
	}
}

func TestTheLedgerShowsTheYearsTotalWhileOneTypes(t *testing.T) {
	o := newOffice(t)
	o.screen.Go(desk.Advocacy)
	give := func(what, worth string) {
		t.Helper()
		o.press("Log a gesture …")
		o.fill("What was given", what)
		o.fill("Worth", worth)
	}
	give("Meal voucher", "12.50")
	o.sees("The patient had $0.00 this year; with this it is $12.50 (limit $75.00 a year, $15.00 an item).")
	o.press("Save the gesture")
	give("Gift card", "20")
	o.sees("The patient had $12.50 this year; with this it is $32.50")
	o.sees("One gift may be worth up to $15.00; write who approved more.")
	o.tick("Cash, or as good as cash")
	o.tick("The patient has Medicare or Medicaid")
	o.sees("Cash or its equal may not be given to a Medicare or Medicaid patient")
	o.fill("Approved by", "The director")
	o.press("Save the gesture")
	if n := len(o.file().Recoveries); n != 1 {
		t.Fatalf("%d gestures are logged", n)
	}
	o.tick("Cash, or as good as cash")
	o.press("Save the gesture")
	if r := o.file().Recoveries; len(r) != 2 || r[1].Cents != 2000 || r[1].ApprovedBy != "The director" {
		t.Fatalf("the ledger is %+v", r)
	}
	o.screen.editRecovery(o.file().Recoveries[1])
	o.sees("The patient had $12.50 this year; with this it is $32.50") // not counted twice
}

func TestAPromiseIsMadeFromAnySectionAndKept(t *testing.T) {
	o := newOffice(t)
	for _, info := range sections() {
		o.screen.Go(info.id)
		o.press("Promise …")
		o.fill("What was promised", "Call back about "+info.title)
		o.fill("Who promised it", "The nurse manager")
		o.press("Save the promise")
		if o.screen.front != info.id {
			t.Errorf("the promise led from %s to %s", info.id, o.screen.front)
		}
	}
	f := o.file()
	if last := f.Tasks[len(f.Tasks)-1]; len(f.Tasks) != len(sections()) || last.From != string(desk.History) || last.PromisedTo != "Ms. Rosalind Fennimore" || last.Owner != "The nurse manager" {
		t.Fatalf("the promises are %+v", f.Tasks)
	}
	o.screen.Go(desk.Tasks)
	o.sees("Call back about Summary The nurse manager to Ms. Rosalind Fennimore (Summary)")
	o.mark("Kept")
	if got := o.file().Tasks[0]; got.DoneOn != today() {
		t.Errorf("the promise is %+v", got)
	}
	o.undo()
	if got := o.file().Tasks[0]; !got.DoneOn.IsZero() {
		t.Errorf("taken back, the promise is %+v", got)
	}
}

func TestTheComposerIsAtHandInEverySection(t *testing.T) {
	o := newOffice(t)
	o.screen.Go(desk.Issues)
	o.press("Task …")
	o.fill("What is to be done", "Ask for the log")
	o.press("Save the task")
	o.press("Note")
	if n := o.screen.built[desk.Notes].(*notes); o.window.Canvas().Focused() != fyne.Focusable(n.words) {
		t.Error("the keyboard is not in the note")
	}
	if len(o.file().Tasks) != 1 {
		t.Error("the task is not there")
	}
}

func TestACallThatNobodyAnsweredNeedsNoWords(t *testing.T) {
	o := newOffice(t)
	o.screen.Go(desk.Contacts)
	o.press("Nobody answered …")
	o.press("Save the contact")
	if c := o.file().Contacts; len(c) != 1 || c[0].Outcome != "no_answer" || c[0].Summary != "" {
		t.Fatalf("the contacts are %+v", c)
	}
	o.press("Contact …")
	o.press("Save the contact")
	o.sees("Write what was said; only a call that nobody answered needs no words.")
	o.fill("What was said", "She asks when the manager comes back.")
	o.fill("Minutes", "12")
	o.fill("Next step agreed", "We call on Monday.")
	o.fill("What was promised", "A call on Monday")
	o.fill("By when", "+3")
	o.press("Save the contact")
	o.sees("Reached")
	o.sees("Next step agreed We call on Monday. Promised A call on Monday (Robin Ashdown to Ms. Rosalind Fennimore) 12 minutes. Recorded by Robin Ashdown")
	if got := o.file().Tasks[0]; got.Due != today().AddDays(3) {
		t.Errorf("the promise is %+v", got)
	}
}

func TestAContactAboutAnActionStandsWithIt(t *testing.T) {
	o := newOffice(t)
	o.fillCase()
	o.screen.Go(desk.Advocacy)
	o.press("Record a contact about this …")
	o.fill("What was said", "The bill is on hold until Friday.")
	o.press("Save the contact")
	if c := o.file().Contacts[1]; c.About != o.file().Advocacy[0].ID || c.With != "Patient accounts" {
		t.Fatalf("the contact is %+v", c)
	}
	o.sees("Contacts about this")
	o.screen.Go(desk.Contacts)
	o.sees("About: Bill hold or adjustment")
}

func TestDoneIsNotVerified(t *testing.T) {
	o := newOffice(t)
	o.screen.Go(desk.Actions)
	o.press("Add an action …")
	o.fill("What will be done", "Check every call light at the shift change")
	o.fill("Who does it", "The nurse manager")
	o.fill("Due", "+14")
	o.pick("How strong it is", "Intermediate: checklist, staffing, reminder, software")
	o.pick("The issue that it answers", "1. Safety")
	o.press("Save the action")
	o.sees("Open " + ui.DueWords(today().AddDays(14), today()))
	o.press("It is done …")
	o.press("Save the action")
	o.sees("Done, not verified")
	o.press("Verify …")
	o.fill("Verified by", "the nurse  manager")
	o.press("Save the action")
	o.sees("Whoever did the action does not verify it; name somebody else.")
	o.sees("Write what shows that it was done.")
	o.fill("Verified by", "The quality manager")
	o.fill("Evidence: what shows that it was done", "Fourteen signed sheets.")
	o.press("Save the action")
	o.sees("Verified " + ui.DueWords(today().AddDays(data.FirstCheckDays), today()))
	o.press("Check the effect (30 days) …")
	o.pick("After 30 days: what was found", "It works in part")
	o.press("Save the action")
	a := o.file().Actions[0]
	if a.First.Found != "partly" || a.First.On != today() || a.First.By != "Robin Ashdown" || a.Second.Found != "" || !a.Second.On.IsZero() || a.Issue != o.file().Issues[0].ID {
		t.Fatalf("the plan is %+v", a)
	}
	o.sees("Verified " + ui.DueWords(today().AddDays(data.SecondCheckDays), today()))
	o.press("Check the effect (90 days) …")
	o.pick("After 90 days: what was found", "It works")
	o.press("Save the action")
	o.sees("Verified, effect checked")
	if len(o.screen.file.Actions[0].Owed(true)) != 0 {
		t.Error("the plan still owes something")
	}
}

func TestTheCaseIsOpenedAtThePlanThatWasChosen(t *testing.T) {
	o := newOffice(t)
	for range 6 {
		if _, err := o.session.SaveRecord(t.Context(), o.screen.file.Key, &data.ActionPlan{What: "Check the lights", Owner: "Facilities", Due: today(), Strength: "strong"}); err != nil {
			t.Fatal(err)
		}
	}
	last := o.file().Actions[5].ID
	o.screen.Find(desk.Actions, last)
	p := o.screen.built[desk.Actions].(*plans)
	if o.window.Canvas().Focused() != fyne.Focusable(p.first[last]) || p.scroll.Offset.Y == 0 {
		t.Errorf("the keyboard is elsewhere; the list went to %v", p.scroll.Offset.Y)
	}
}

// fillAdvocacy puts one of everything into the sections of advocacy and actions.
func (o *office) fillAdvocacy() {
	o.t.Helper()
	ctx, key, s := o.t.Context(), o.file().Key, o.session
	do := func(_ data.CaseFile, err error) {
		if err != nil {
			o.t.Fatal(err)
		}
	}
	first := data.AppealLevel{ID: data.NewID(), Path: "ma_service", Basis: today().AddDays(-40), FileBy: today().AddDays(25), Verified: true, FiledOn: today().AddDays(-35),
		DecisionDue: today().AddDays(-5), DecidedOn: today().AddDays(-6), Outcome: data.AppealUpheld}
	second := data.AppealLevel{ID: data.NewID(), Path: data.MedicaidAppeal, Basis: today().AddDays(-5), FileBy: today().AddDays(55), KeepBy: today().AddDays(5)}
	do(s.SaveAdvocacy(ctx, key, data.Advocacy{Kind: "appeal", Goal: "The plan pays for the two nights that it denied.", With: "Lakeshore Health Plan", Due: today().AddDays(9),
		Steps:  []data.AdvocacyStep{{What: "Ask for the denial letter", DoneOn: today()}, {What: "Ask the physician for a letter that says why the second night was needed, and what would have happened without it"}},
		Papers: []data.Paper{{Name: "Denial letter", Have: true}, {Name: "Letter of medical necessity"}}, Levels: []data.AppealLevel{first, second}}))
	do(s.SaveRecord(ctx, key, &data.Meeting{When: o.file().ReceivedAt, Held: true, Mediation: true, Neutral: "Pat Winter", Place: "Room 3", Parties: []string{"Ms. Rosalind Fennimore", "The nurse manager"},
		Rules: "One speaks at a time.", Interests: "She wants to know that it does not happen again.", Agreed: "A round every two hours.", MayShare: true, FollowUp: today().AddDays(20),
		Commitments: []data.Commitment{{Who: "The nurse manager", ToWhom: "Ms. Rosalind Fennimore", What: "Look in every two hours at night", Due: today().AddDays(3)}}}))
	do(s.SaveRecord(ctx, key, &data.Recovery{On: today(), Item: "Parking pass", Cents: 12_00, Reason: "She waited for three hours."}))
	do(s.SaveRecord(ctx, key, &data.ActionPlan{What: "Check every call light at the shift change", Owner: "The nurse manager", Unit: "4 West Medical", Due: today().AddDays(-2), Strength: "intermediate"}))
	do(s.AddContact(ctx, key, data.Contact{At: o.file().ReceivedAt, Mode: "phone", With: "Lakeshore Health Plan", Outcome: "no_answer", About: o.file().Advocacy[len(o.file().Advocacy)-1].ID}, false))
}

func TestTheSectionsOfAdvocacyAreCalmInEveryLookAndSize(t *testing.T) {
	o := newOffice(t)
	for _, id := range []desk.Section{desk.Advocacy, desk.Actions, desk.Contacts, desk.Tasks} {
		o.screen.Go(id)
		o.shoot(string(id) + "-empty")
	}
	o.fillCase()
	o.fillAdvocacy()
	shown := []desk.Section{desk.Advocacy, desk.Actions, desk.Contacts, desk.Tasks}
	least := func(id desk.Section) {
		t.Helper()
		if got := o.window.Content().MinSize(); got.Width > 850 {
			t.Errorf("%s needs the width %v", id, got.Width)
		}
	}
	for _, look := range []ui.Look{ui.LookLight, ui.LookDark} {
		ui.Apply(look, 1)
		for _, id := range shown {
			o.screen.Go(id)
			least(id)
			o.shoot("full-" + string(id) + "-" + string(look))
		}
	}
	ui.Apply(ui.LookLight, 1)
	s := o.screen
	s.Go(desk.Advocacy)
	scroll := s.built[desk.Advocacy].(*advocacy).scroll
	for i := range 4 {
		scroll.ScrollToOffset(fyne.NewPos(0, float32(i*400)))
		o.shoot("scrolled-" + string(rune('0'+i)))
	}
	dialogs := func(kind string) {
		for name, open := range map[string]func(){
			"level": func() { s.editLevel(s.file.Advocacy[1], s.file.Advocacy[1].Levels[1]) }, "meeting": func() { s.editMeeting(s.file.Meetings[0]) },
			"recovery": func() { s.editRecovery(data.Recovery{Cents: 20_00}) }, "promise": func() { s.addPromise(desk.Tasks) }, "action": func() { s.editAction(s.file.Actions[0]) },
			"contact": s.addContact, "advocacy": func() { s.editAdvocacy(s.file.Advocacy[1]) }, "commitment": func() { s.addCommitment(s.file.Meetings[0]) },
		} {
			open()
			o.shoot(kind + name)
			ui.CloseDialogs(o.window)
		}
	}
	dialogs("dialog-")
	ui.Apply(ui.LookContrast, 1.5)
	s.Left()
	o.show(s.number)
	s = o.screen
	for _, id := range shown {
		s.Go(id)
		least(id)
		o.shoot("large-" + string(id))
	}
	dialogs("large-dialog-")
}
