package intake

import (
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"

	"rapport/app/window/ui"
	"rapport/data"
)

var ctrlEnter = &desktop.CustomShortcut{KeyName: fyne.KeyReturn, Modifier: fyne.KeyModifierShortcutDefault}

func TestRoutineCallBecomesACaseByKeyboardAlone(t *testing.T) {
	o := newOffice(t)
	c := o.window.Canvas()
	key := func(name fyne.KeyName) { c.Focused().TypedKey(&fyne.KeyEvent{Name: name}) }
	tabTo := func(field fyne.Focusable) {
		t.Helper()
		for n := 0; c.Focused() != field; n++ {
			if n == 20 {
				t.Fatalf("20 times Tab do not lead to the field; the keyboard is at %T", c.Focused())
			}
			c.FocusNext()
		}
	}
	write := func(text string) {
		for _, r := range text {
			c.Focused().TypedRune(r)
		}
	}
	if c.Focused() != fyne.Focusable(o.screen.origin.channel) {
		t.Fatalf("the keyboard starts at %T, want the channel", c.Focused())
	}
	key(fyne.KeyRight) // in person
	key(fyne.KeyRight) // phone
	tabTo(o.screen.patient.person.given)
	write("Rosalind")
	key(fyne.KeyReturn) // goes on
	write("Achterberg")
	tabTo(o.screen.story.words)
	write("I waited four hours.")
	o.screen.story.words.TypedShortcut(ctrlEnter)

	f := o.theCase()
	if f.Channel != data.Phone || f.Story != "I waited four hours." || f.Kind != data.Grievance {
		t.Errorf("the case is a %s by %s: %q", f.Kind, f.Channel, f.Story)
	}
	if !f.ReceivedAt.Equal(callTime) {
		t.Errorf("received at %v, want the time of the call %v", f.ReceivedAt, callTime)
	}
	if p, _ := f.Person(data.RolePatient); p.ListName() != "Achterberg, Rosalind" || p.Authority != data.AuthoritySelf {
		t.Errorf("the patient is %+v", p)
	}
	if len(o.floor.cases) != 1 || o.floor.cases[0] != f.Number || o.floor.closed != 1 {
		t.Errorf("the case shown is %v, tabs closed: %d", o.floor.cases, o.floor.closed)
	}
	if len(o.floor.said) != 1 || o.floor.said[0] != "Case "+f.Number+" is open." {
		t.Errorf("said %q", o.floor.said)
	}
}

func TestWholeIntakeIsInTheCase(t *testing.T) {
	o := newOffice(t)
	o.call()
	s := o.screen
	o.speaks("child")
	test.Type(s.speaker.person.given, "Ada")
	test.Type(s.speaker.person.family, "Brandt")
	test.Type(s.speaker.person.phone, "555-0100")
	s.speaker.authority.SetValue(data.AuthorityVerbal)
	test.Type(s.speaker.evidence, "Patient agreed at the bedside")
	test.Type(s.patient.person.street, "1 Elm St")
	test.Type(s.patient.person.city, "Springfield")
	test.Type(s.patient.person.state, "NY")
	test.Type(s.patient.person.postal, "12345")
	test.Type(s.patient.person.language, "Spanish")
	s.patient.birth.SetDate(data.NewDate(1950, time.May, 1))
	s.story.unit.SetText("4 West")
	s.story.day.SetDate(data.NewDate(2026, time.March, 2))
	test.Type(s.story.remedy, "An apology")
	s.story.harm.SetValue(2)
	first := s.issues.list[0]
	test.Type(first.words, "nobody told me why")
	first.topic.SetValue(topic{"communication", "absent"})
	first.severity.SetValue(2)
	o.press("Add another issue")
	second := s.issues.list[1]
	test.Type(second.words, "four hours")
	second.topic.SetValue(topic{"processes", "delay_general"})
	second.severity.SetValue(1)
	second.unit.SetText("Emergency")
	o.press("Open the case")

	f := o.theCase()
	who, _ := f.Person(data.RoleComplainant)
	if who.FullName() != "Ada Brandt" || who.Phone != "555-0100" || who.Authority != data.AuthorityVerbal || who.Relation != "child" || who.Evidence == "" {
		t.Errorf("the complainant is %+v", who)
	}
	p, _ := f.Person(data.RolePatient)
	if p.MRN != "MR-4471902" || !p.AddressComplete() || p.Language != "Spanish" || p.BirthDate != data.NewDate(1950, time.May, 1) {
		t.Errorf("the patient is %+v", p)
	}
	if f.Unit != "4 West" || f.Remedy != "An apology" || f.Harm != 2 || f.EventDate != data.NewDate(2026, time.March, 2) {
		t.Errorf("the case is %+v", f.Case)
	}
	if len(f.Issues) != 2 {
		t.Fatalf("there are %d issues, want 2", len(f.Issues))
	}
	if i := f.Issues[0]; i.Category != "communication" || i.Subcategory != "absent" || i.Severity != 2 || i.Unit != "4 West" {
		t.Errorf("the first issue is %+v", i)
	}
	if i := f.Issues[1]; i.Category != "processes" || i.Unit != "Emergency" {
		t.Errorf("the second issue is %+v", i)
	}
}

func TestAnswerFollowsWhatIsWritten(t *testing.T) {
	o := newOffice(t)
	o.wantText("Choose how the matter reached you.")
	s := o.screen
	s.origin.channel.SetValue(data.InPerson)
	o.wantText("Grievance")
	o.wantText("Test 11 of the rules")
	o.wantText("due Fri Mar 6")  // two business days
	o.wantText("due Wed Mar 11") // seven calendar days
	o.tick("Staff who were there resolved it at the time")
	o.wantText("Test 10 of the rules")
	o.wantText("No clock runs: nothing has to be answered.")
	s.origin.channel.SetValue(data.ByLetter)
	o.wantText("Test 6 of the rules")
	s.origin.nature.SetValue(data.Compliment)
	o.wantText("Nothing is complained of")
	o.wantNoText("Written decision")
	o.tick("It alleges abuse, neglect, harm or a broken Condition of Participation")
	o.wantText("Immediate review")
	o.wantText("Test 1 of the rules")
}

func TestPersonWithoutAuthorityBringsTheAdviceToAskThePatient(t *testing.T) {
	o := newOffice(t)
	s := o.screen
	s.origin.channel.SetValue(data.Phone)
	o.wantNoText("May they be told about the patient?")
	o.speaks("friend")
	o.wantText("May they be told about the patient?")
	s.speaker.authority.SetValue(data.AuthorityNone)
	o.wantText("Ask the patient whether this person may speak for them.")
	o.wantText("Concern")
	s.speaker.authority.SetValue(data.AuthorityVerbal)
	o.wantNoText("Ask the patient whether this person may speak for them.")
}

func TestWrittenFollowsFromTheChannelAndMayBeTicked(t *testing.T) {
	o := newOffice(t)
	written := o.screen.asked.checks[3]
	o.screen.origin.channel.SetValue(data.Email)
	if !written.Checked || !written.Disabled() {
		t.Error("an e-mail is not ticked as written for good")
	}
	o.screen.origin.channel.SetValue(data.InPerson)
	if written.Checked || written.Disabled() {
		t.Error("what was told in person stays ticked as written")
	}
	o.tick("It came in writing") // handed over at the bedside
	o.wantText("Test 6 of the rules")
}

func TestQuestionsOfTheChannelComeFirst(t *testing.T) {
	o := newOffice(t)
	const after, survey = "After discharge: staff could have fixed it during the stay", "A known patient wrote to complain and asks for resolution"
	asked := func(words string) bool {
		for _, object := range o.screen.asked.first.Objects {
			if object.(*ui.Check).Text == words {
				return true
			}
		}
		return false
	}
	o.screen.origin.channel.SetValue(data.Phone)
	if !asked(after) || asked(survey) {
		t.Error("a call is not asked about the discharge, or is asked about a survey")
	}
	o.screen.origin.channel.SetValue(data.Survey)
	if asked(after) || !asked(survey) {
		t.Error("a survey is asked about a call, or is not asked whether resolution is wanted")
	}
}

func TestEveryQuestionOfTheClassifierIsOnTheForm(t *testing.T) {
	var all data.Answers
	for _, q := range questions {
		*q.answer(&all) = true
	}
	all.Anonymous = true // asked beside the name
	if all != (data.Answers{AllegesHarm: true, Anonymous: true, NotAboutCare: true, FromStaff: true, NotAuthorized: true, BillingOnly: true,
		MedicareBillingRights: true, BilledForPoorCare: true, Survey: true, SurveyAsks: true, Written: true, AsksResponse: true,
		AfterDischarge: true, MinorComfort: true, ResolvedNow: true}) {
		t.Errorf("not asked: %+v", all)
	}
}

func TestDownwardChoiceNeedsAReason(t *testing.T) {
	o := newOffice(t)
	o.call()
	s := o.screen
	s.answer.override.kind.SetValue(data.Complaint)
	o.press("Open the case")
	if len(o.cases()) != 0 {
		t.Fatal("a grievance was made less without a reason")
	}
	if o.window.Canvas().Focused() != fyne.Focusable(s.answer.override.reason) {
		t.Errorf("the keyboard is at %T, want the reason", o.window.Canvas().Focused())
	}
	test.Type(s.answer.override.reason, "The patient said it was a question only.")
	o.press("Open the case")
	if f := o.theCase(); f.Kind != data.Complaint || f.OverrideReason == "" {
		t.Errorf("the case is a %s because %q", f.Kind, f.OverrideReason)
	}
}

func TestUpwardChoiceNeedsNone(t *testing.T) {
	o := newOffice(t)
	o.call()
	o.tick("Staff who were there resolved it at the time")
	o.screen.answer.override.kind.SetValue(data.Grievance)
	o.press("Open the case")
	if f := o.theCase(); f.Kind != data.Grievance {
		t.Errorf("the case is a %s", f.Kind)
	}
}

func TestEmptyIntakeSaysWhatIsMissingAndGoesThere(t *testing.T) {
	o := newOffice(t)
	o.window.Canvas().Unfocus()
	o.press("Open the case")
	o.wantText("✕ Choose how the matter reached you.")
	o.wantText("✕ Write what happened, in the person's words.")
	if o.window.Canvas().Focused() != fyne.Focusable(o.screen.origin.channel) {
		t.Errorf("the keyboard is at %T, want the channel", o.window.Canvas().Focused())
	}
	if len(o.cases()) != 0 {
		t.Error("a case was opened of nothing")
	}
	o.screen.origin.channel.SetValue(data.Phone)
	o.wantNoText("✕ Choose how the matter reached you.")
	o.wantText("✕ Write what happened, in the person's words.")
}

func TestWrongFieldInAFoldIsUnfoldedAndShown(t *testing.T) {
	o := newOffice(t)
	o.call()
	email := o.screen.patient.person.email
	email.SetText("nobody at nowhere")
	o.press("Open the case")
	if !email.Visible() || o.window.Canvas().Focused() != fyne.Focusable(email) {
		t.Errorf("the keyboard is at %T, want the e-mail address", o.window.Canvas().Focused())
	}
	o.wantText("✕ The e-mail address is not complete")
}

func TestHalfAnIssueIsNotOpened(t *testing.T) {
	o := newOffice(t)
	o.call()
	i := o.screen.issues.list[0]
	test.Type(i.words, "nobody told me")
	o.press("Open the case")
	if len(o.cases()) != 0 {
		t.Fatal("a case was opened with an issue that has no category")
	}
	i.topic.SetValue(topic{"communication", "absent"})
	o.press("Open the case")
	if len(o.cases()) != 0 {
		t.Fatal("a case was opened with an issue that nobody rated")
	}
	i.severity.SetValue(1)
	o.press("Open the case")
	o.theCase()
}

func TestDoubleClickMakesOneCase(t *testing.T) {
	o := newOffice(t)
	o.call()
	o.press("Open the case")
	o.press("Open the case")
	o.theCase()
}

func TestIssueTakesTheWordsSelectedInTheStory(t *testing.T) {
	o := newOffice(t)
	o.call()
	s := o.screen
	o.press("Use the words selected in the story")
	if len(o.floor.said) != 1 {
		t.Error("nothing says that words must be selected first")
	}
	s.story.words.TypedShortcut(&fyne.ShortcutSelectAll{})
	o.window.Canvas().Focus(s.issues.list[0].words)
	o.press("Use the words selected in the story")
	if got := s.issues.list[0].words.Text; got != "I waited four hours and nobody told me why." {
		t.Errorf("the issue reads %q", got)
	}
}

func TestRemovedIssueCanBeTakenBack(t *testing.T) {
	o := newOffice(t)
	o.press("Add another issue")
	test.Type(o.screen.issues.list[0].words, "the first")
	o.press("Remove")
	if len(o.screen.issues.list) != 1 || o.screen.issues.list[0].words.Text != "" {
		t.Fatal("the issue is still there")
	}
	o.floor.undo()
	if len(o.screen.issues.list) != 2 || o.screen.issues.list[0].words.Text != "the first" {
		t.Error("the issue did not come back to its place")
	}
}

func TestNamelessComplainantIsNotKept(t *testing.T) {
	o := newOffice(t)
	o.call()
	o.speaks("friend")
	test.Type(o.screen.speaker.person.family, "Brandt")
	o.screen.speaker.voice.SetValue(unnamedSpeaks)
	o.wantText("Test 2 of the rules")
	o.press("Open the case")
	f := o.theCase()
	if p, ok := f.Person(data.RoleComplainant); ok || !f.Anonymous {
		t.Errorf("the case of somebody without a name has the complainant %+v", p)
	}
}

func TestTheFourWhoSpeakAreAskedWhatFitsThem(t *testing.T) {
	o := newOffice(t)
	o.call()
	s := o.screen
	o.wantNoText("The person who speaks")
	s.speaker.voice.SetValue(staffSpeaks)
	o.wantText("The person who speaks")
	o.wantNoText("May they be told about the patient?")
	o.wantText("Test 2 of the rules")
	s.speaker.voice.SetValue(unnamedSpeaks)
	o.wantNoText("The person who speaks")
	o.wantText("Test 2 of the rules")
	o.speaks("child")
	o.wantText("May they be told about the patient?")
	o.wantText("Test 11 of the rules")
	s.speaker.voice.SetValue(staffSpeaks)
	test.Type(s.speaker.person.family, "Marsh")
	o.press("Open the case")
	f := o.theCase()
	if p, ok := f.Person(data.RoleComplainant); !ok || p.Relation != "staff" || p.Authority != "" || f.Kind != data.Concern {
		t.Errorf("what staff told is a %s from %+v", f.Kind, p)
	}
}

func TestAccessNeedsAreInTheCase(t *testing.T) {
	o := newOffice(t)
	o.call()
	p := o.screen.patient.person
	test.Type(p.language, "Spanish")
	p.interpreter.SetValue("spoken")
	p.format.SetValue("large_print")
	test.Type(p.callAt, "after six")
	p.safety.SetValue(data.SafetyCareful)
	o.press("Open the case")
	if len(o.cases()) > 0 {
		t.Fatal("care is asked for without a word how")
	}
	test.Type(p.safetyNote, "Only the cell phone")
	o.press("Open the case")
	got, _ := func() (data.Person, bool) { f := o.theCase(); return f.Person(data.RolePatient) }()
	if got.Language != "Spanish" || got.Interpreter != "spoken" || got.Format != "large_print" || got.CallAt != "after six" ||
		got.Safety != data.SafetyCareful || got.SafetyNote != "Only the cell phone" {
		t.Errorf("the patient is %+v", got)
	}
}

func TestAMatterOfBillingCanBeSo(t *testing.T) {
	o := newOffice(t)
	o.call()
	o.screen.origin.nature.SetValue(data.Billing)
	o.wantText("Test 4 of the rules")
	o.press("Open the case")
	if f := o.theCase(); f.Kind != data.Billing || f.Nature != data.Billing {
		t.Errorf("the case is a %s", f.Kind)
	}
}
