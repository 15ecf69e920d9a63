package intake

import (
	"context"
	"testing"
	"time"

	"fyne.io/fyne/v2/test"

	"rapport/app/window/ui"
	"rapport/data"
)

func TestUnfinishedIntakeIsKeptAndComesBack(t *testing.T) {
	o := newOffice(t)
	o.call()
	o.speaks("child")
	o.screen.issues.list[0].severity.SetValue(3)
	if o.hasDraft() {
		t.Fatal("the draft was kept before there was time")
	}
	o.clock.Tick()
	if !o.hasDraft() {
		t.Fatal("no draft was kept after some seconds")
	}
	o.wantText("Draft kept at 2:05 pm")

	o.now = o.now.Add(20 * time.Minute)
	o.open() // as after a crash
	o.wantText("Your unfinished intake from today 2:05 pm is here.")
	o.wantText("Discard and begin anew")
	o.picture("unfinished")
	s := o.screen
	if s.story.words.Text != "I waited four hours and nobody told me why." || s.patient.mrn.Text != "MR-4471902" {
		t.Error("what was written is not there")
	}
	if r, _ := s.speaker.relation.Value(); r != "child" {
		t.Errorf("the relation is %q", r)
	}
	if n, _ := s.issues.list[0].severity.Value(); n != 3 {
		t.Errorf("the severity is %d", n)
	}
	if at, _ := s.origin.received.Moment(); !at.Equal(callTime) {
		t.Errorf("received at %v, want the time of the call", at)
	}
}

func TestLeavingKeepsTheDraftAtOnce(t *testing.T) {
	o := newOffice(t)
	o.call()
	o.screen.Left()
	if !o.hasDraft() {
		t.Error("leaving the screen lost what was written")
	}
}

func TestUntouchedIntakeLeavesNoDraftAndTheTimeGoesOn(t *testing.T) {
	o := newOffice(t)
	o.screen.Left()
	o.now = o.now.Add(time.Hour)
	o.screen.Shown()
	if at, _ := o.screen.origin.received.Moment(); !at.Equal(callTime.Add(time.Hour)) {
		t.Errorf("received at %v, want now", at)
	}
	o.screen.Left()
	if o.hasDraft() {
		t.Error("a draft of nothing was kept")
	}
}

func TestDraftGoesWhenTheCaseIsOpen(t *testing.T) {
	o := newOffice(t)
	o.call()
	o.clock.Tick()
	o.press("Open the case")
	o.theCase()
	o.clock.Tick()
	if o.hasDraft() {
		t.Error("the draft of an opened case is still there")
	}
	o.open()
	o.wantNoText("Your unfinished intake")
}

func TestDiscardAsksAndCanBeTakenBack(t *testing.T) {
	o := newOffice(t)
	o.call()
	o.clock.Tick()
	o.press("Discard")
	o.picture("discard")
	o.press("Keep writing")
	if o.screen.story.words.Empty() {
		t.Fatal("it was discarded although the officer said no")
	}
	o.press("Discard")
	o.press("Discard it")
	if !o.screen.story.words.Empty() || o.hasDraft() {
		t.Fatal("it is still there")
	}
	o.floor.undo()
	if o.screen.story.words.Text != "I waited four hours and nobody told me why." || !o.hasDraft() {
		t.Error("it did not come back")
	}
}

func TestDiscardedIntakeComesBackInANewTab(t *testing.T) {
	o := newOffice(t)
	o.call()
	o.press("Discard")
	o.press("Discard it")
	undo := o.floor.undo
	o.screen.Left()
	o.open() // what NewCase does for a tab that was closed
	undo()
	o.open()
	if o.screen.story.words.Text != "I waited four hours and nobody told me why." {
		t.Error("it did not come back")
	}
}

func TestCommentFillsTheIntake(t *testing.T) {
	o := newOffice(t)
	o.screen.From(data.Feedback{Text: "The food was cold.", Unit: "4 West", Received: data.NewDate(2026, time.March, 2)})
	in := o.screen.intake()
	if in.Channel != data.Survey || in.Story != "The food was cold." || in.Unit != "4 West" {
		t.Errorf("the intake is %+v", in)
	}
	if day := data.DateOf(in.ReceivedAt, o.session.Settings().Zone()); day != data.NewDate(2026, time.March, 2) {
		t.Errorf("received on %v", day)
	}
	if in.Relation != data.Self || !in.Complainant.Equal(data.Person{}) || !in.Patient.Equal(data.Person{}) {
		t.Errorf("the comment names nobody, and the intake has %+v", in)
	}
	o.wantText("This comes from a comment.")
	o.wantText("Test 5 of the rules")
}

func TestWhoWroteACommentStandsInTheCaseThatIsOpenedFromIt(t *testing.T) {
	o := newOffice(t)
	o.screen.From(data.Feedback{Text: "Please call me about the bill.", Who: "Ann Lee", Reach: "212-555-0142 ann.lee@example.org", Received: data.NewDate(2026, time.March, 2)})
	o.wantText("ask who the patient is")
	if k := o.screen.speaker; k.panel.Hidden || k.person.given.Text != "Ann" || k.person.family.Text != "Lee" || k.person.phone.Text != "212-555-0142" || k.person.email.Text != "ann.lee@example.org" {
		t.Fatalf("who wrote it stands in the form as %+v", o.screen.intake().Complainant)
	}
	o.press("Open the case")
	f := o.theCase()
	who, ok := f.Person(data.RoleComplainant)
	if !ok || who.FullName() != "Ann Lee" || who.Phone != "212-555-0142" || who.Email != "ann.lee@example.org" || who.Relation != "" {
		t.Errorf("the case has %+v, to the patient %q", f.People, who.Relation)
	}
	if p, ok := f.Person(data.RolePatient); ok && p.FullName() != "" {
		t.Errorf("nobody said that %s is the patient", p.FullName())
	}
}

func TestCaseOpenedFromACommentIsLinkedToIt(t *testing.T) {
	o := newOffice(t)
	ctx := context.Background()
	rows := func(yield func(data.Feedback, error) bool) {
		yield(data.Feedback{ExternalID: "1", Text: "Nobody answered the bell.", Received: data.NewDate(2026, time.March, 2)}, nil)
	}
	if _, err := o.session.ImportFeedback(ctx, data.ImportFile{Source: "survey"}, rows, nil); err != nil {
		t.Fatal(err)
	}
	comment := func() data.Feedback {
		page, err := o.session.Feedback(ctx, data.FeedbackQuery{})
		if err != nil || len(page.Rows) != 1 {
			t.Fatalf("reading the comment: %v, %d rows", err, len(page.Rows))
		}
		return page.Rows[0]
	}
	o.screen.From(comment())
	o.screen.Left()
	o.open() // the draft knows where it comes from
	o.press("Open the case")
	if number := o.theCase().Number; comment().CaseNumber != number {
		t.Errorf("the comment names the case %q, want %s", comment().CaseNumber, number)
	}
}

func TestLockedCaseFileKeepsWhatWasWritten(t *testing.T) {
	o := newOffice(t)
	o.call()
	o.clock.Tick()
	if err := o.session.Lock(context.Background()); err != nil {
		t.Fatal(err)
	}
	o.press("Open the case")
	o.wantText("The case file is locked.")
	if o.screen.story.words.Empty() || len(o.floor.cases) > 0 {
		t.Error("what was written is gone")
	}
}

func TestWhatCouldNotBeKeptOnLeavingIsNotTakenForKept(t *testing.T) {
	o := newOffice(t)
	o.call()
	o.clock.Tick()
	ui.Load(&o.screen.keeping, func(ctx context.Context) (struct{}, error) { // left while the draft is being kept
		if err := o.session.Lock(ctx); err != nil {
			t.Error(err)
		}
		o.screen.Left()
		o.screen.Left()
		return struct{}{}, nil
	}, func(struct{}, error) {})
	if len(o.floor.failed) != 2 {
		t.Errorf("leaving twice told %v", o.floor.failed)
	}
}

func TestCommentDoesNotReplaceAnUnfinishedIntakeUnasked(t *testing.T) {
	o := newOffice(t)
	o.call()
	comment := data.Feedback{Text: "The food was cold."}
	o.screen.From(comment)
	o.press("Keep it")
	if got := o.screen.story.words.Text; got != "I waited four hours and nobody told me why." {
		t.Fatalf("the story reads %q", got)
	}
	o.screen.From(comment)
	o.press("Replace it")
	if got := o.screen.story.words.Text; got != "The food was cold." {
		t.Fatalf("the story reads %q", got)
	}
	o.floor.undo()
	if got := o.screen.story.words.Text; got != "I waited four hours and nobody told me why." {
		t.Errorf("the story reads %q after Undo", got)
	}
}

func TestOpenCaseOfTheSamePatientIsPointedOut(t *testing.T) {
	o := newOffice(t)
	o.call()
	o.press("Open the case")
	number := o.theCase().Number
	for name, write := range map[string]func(*Screen){
		"same record number": func(s *Screen) { test.Type(s.patient.mrn, "MR-4471902") },
		"same name": func(s *Screen) {
			test.Type(s.patient.person.given, "rosalind")
			test.Type(s.patient.person.family, "achterberg")
		},
	} {
		o.open()
		write(o.screen)
		o.wantNoText("Is it the same matter?")
		o.clock.Tick()
		o.wantText("Perhaps the same person: Rosalind Achterberg, record number MR-4471902, in " + number + " (patient), which is open.")
		o.wantText("Is it the same matter?")
		o.picture("same-matter")
		o.press("Open " + number)
		if len(o.floor.cases) != 1 || o.floor.cases[0] != number {
			t.Errorf("%s: the case shown is %v, want %s", name, o.floor.cases, number)
		}
		o.screen.clear()
		o.screen.Left()
	}
	o.open()
	test.Type(o.screen.patient.person.given, "Rosalind")
	test.Type(o.screen.patient.person.family, "Somebody")
	o.clock.Tick()
	o.wantNoText("Is it the same matter?")
}

func TestSomebodyOfTheRegisterFillsThePatient(t *testing.T) {
	o := newOffice(t)
	o.call()
	s := o.screen
	s.patient.birth.SetDate(data.NewDate(1950, time.May, 1))
	test.Type(s.patient.person.phone, "555-0100")
	s.patient.person.interpreter.SetValue("asl")
	o.press("Open the case")
	first := o.theCase()
	o.open()
	s = o.screen
	s.origin.channel.SetValue(data.Phone)
	test.Type(s.patient.mrn, "mr 4471902")
	test.Type(s.story.words, "The bill came twice.")
	o.clock.Tick()
	o.press("Use this person")
	o.wantText("From the register: Rosalind Achterberg")
	o.wantText(first.Number + " is open: is it the same matter?")
	o.picture("chosen")
	o.clock.Tick() // the draft is kept
	o.open()       // as after a crash
	o.clock.Tick()
	o.wantText("From the register: Rosalind Achterberg")
	o.press("Not this person")
	o.wantNoText("From the register")
	o.clock.Tick()
	o.press("Use this person")
	o.press("Open the case")
	second, err := o.session.Case(t.Context(), o.cases()[0].Number)
	if err != nil {
		t.Fatal(err)
	}
	p, was := second.People[0], first.People[0]
	if p.Known != was.Known || p.FullName() != "Rosalind Achterberg" || p.BirthDate != was.BirthDate || p.Phone != was.Phone || p.Interpreter != "asl" {
		t.Errorf("the patient is %+v", p)
	}
}

func TestHalfTypedDaysComeBackWithTheDraft(t *testing.T) {
	o := newOffice(t)
	s := o.screen
	s.patient.birth.SetTyped("5/1/")
	s.story.day.SetTyped("last Tue")
	s.origin.received.SetTyped("3/4/2026 at 2:")
	s.issues.list[0].topic.SetText("dela")
	o.clock.Tick()
	o.open() // as after a crash
	s = o.screen
	if s.patient.birth.Typed() != "5/1/" || s.story.day.Typed() != "last Tue" || s.origin.received.Typed() != "2026-03-04 at 2:" || s.issues.list[0].topic.Text() != "dela" {
		t.Errorf("back are %q, %q, %q, %q", s.patient.birth.Typed(), s.story.day.Typed(), s.origin.received.Typed(), s.issues.list[0].topic.Text())
	}
}
