package casefile

import (
	"strings"
	"testing"
	"time"

	"rapport/app/window/ui"
	"rapport/data"
)

// inquiry opens the screen of a matter that others answer.
func (o *office) inquiry(kind data.Kind, story string) {
	o.t.Helper()
	in := data.Intake{Channel: data.Phone, ReceivedAt: time.Now().Add(-time.Hour), Unit: "Billing", Story: story, Nature: kind,
		Complainant: data.Person{Given: "Rosalind", Family: "Fennimore"}}
	o.show(o.open(in).Number)
}

func (o *office) directory(c data.UnitContact) {
	o.t.Helper()
	if err := o.session.SaveSettings(o.t.Context(), o.session.Settings().WithContact(c)); err != nil {
		o.t.Fatal(err)
	}
}

func (o *office) inLibrary(k data.Knowledge) data.Knowledge {
	o.t.Helper()
	k, err := o.session.SaveKnowledge(o.t.Context(), k)
	if err != nil {
		o.t.Fatal(err)
	}
	return k
}

func hours() data.Knowledge {
	return data.Knowledge{Kind: data.KnowledgeAnswer, State: data.KnowledgeActive, Title: "When may I visit?", Version: "2",
		Text: "The patient decides; the doors close at nine.", Review: today().AddDays(90)}
}

func TestAnInformationRequestIsHandedOverAnsweredToldAndClosed(t *testing.T) {
	o := newOffice(t)
	o.directory(data.UnitContact{Unit: "Billing", Manager: "Joss Hallowick", Deputy: "Imre Sallowby", Phone: "614-555-0155"})
	o.inquiry(data.Information, "She asks who can explain the second bill.")
	o.sees("Next step: Hand it over to whoever answers it")
	o.press("Hand over …")
	o.sees("Joss Hallowick")
	o.sees("614-555-0155")
	o.press("Save")
	h := o.file().Handovers[0]
	if h.To != "Joss Hallowick" || h.Purpose != "information" || h.MayShareName || h.Due.IsZero() {
		t.Fatalf("%+v", h)
	}
	o.sees("Next step: Get the answer")
	o.press("Write down the answer …")
	o.press("Save the answer")
	o.sees("Please fill this in.")
	o.fill("What came of it", "Line 2 was billed twice and is taken off.")
	o.press("Save the answer")
	o.sees("Next step: Tell the person what came of it.")
	o.press("Tell the person …")
	o.press("Save")
	f := o.file()
	if len(f.Contacts) != 1 || f.Contacts[0].Summary != "Line 2 was billed twice and is taken off." || f.Handovers[0].ThankedOn != today() {
		t.Fatalf("%+v %+v", f.Contacts, f.Handovers)
	}
	o.sees("Next step: Close the case.")
	o.press("Close the case …")
	o.pick("Why is it closed?", "Resolved, the person is satisfied")
	o.press("Close the case")
	if f := o.file(); f.State != data.StateClosed {
		t.Errorf("the case is %s", f.State)
	}
}

func TestAnotherUnitBringsWhoeverAnswersForIt(t *testing.T) {
	o := newOffice(t)
	o.directory(data.UnitContact{Unit: "Billing", Manager: "Joss Hallowick"})
	o.directory(data.UnitContact{Unit: "Pharmacy", Deputy: "Imre Sallowby"})
	o.inquiry(data.Information, "What does the tablet cost?")
	o.press("Hand over …")
	o.fill("Unit", "Pharmacy")
	o.press("Save")
	if h := o.file().Handovers[0]; h.To != "Imre Sallowby" || h.Unit != "Pharmacy" {
		t.Errorf("%+v", h)
	}
	o.press("Edit …")
	o.fill("To", "The night pharmacist")
	o.fill("Unit", "Billing")
	o.press("Save")
	if h := o.file().Handovers[0]; h.To != "The night pharmacist" || h.Unit != "Billing" {
		t.Errorf("a name that was typed went with the unit: %+v", h)
	}
}

func TestAQuestionIsAnsweredFromTheLibraryAndClosedInOneStep(t *testing.T) {
	o := newOffice(t)
	k := o.inLibrary(hours())
	o.inquiry(data.Information, "When may she visit?")
	o.press("Answered now …")
	o.fill("From the library", k.Named())
	o.press("Save and close the case")
	f := o.file()
	if f.State != data.StateClosed || f.Contacts[0].Summary != k.Text || len(f.Handouts) != 1 || f.Handouts[0].Item != k.ID || f.Handouts[0].Version != "2" {
		t.Errorf("%s %+v %+v", f.State, f.Contacts, f.Handouts)
	}
	if last := o.said[len(o.said)-1]; !strings.Contains(last, "is closed") {
		t.Errorf("said %q", last)
	}
}

func TestABillIsExplainedAndClosedInOneStepWithWhatTheQualityProgramAsks(t *testing.T) {
	o := newOffice(t)
	o.inquiry(data.Billing, "She was billed twice for one visit.")
	o.press("Answered now …")
	o.fill("What was said", "The second bill was taken back.")
	o.press("Save and close the case")
	if f := o.file(); f.State == data.StateClosed {
		t.Error("it was closed without the answers that closing asks for")
	}
	o.fill("Why does it lead to no action plan?", "Put right at once")
	o.pick("Privacy", "No privacy matter")
	o.press("Save and close the case")
	f := o.file()
	if f.State != data.StateClosed || f.Ending.Satisfied != data.IsSatisfied || f.Ending.QAPI == "" || f.Ending.Privacy != "none" || len(f.Contacts) != 1 {
		t.Errorf("%s %+v %+v; the officer sees %s", f.State, f.Ending, f.Contacts, o.words())
	}
}

func TestPraiseIsSentThankedAndClosedWithoutAnAnswer(t *testing.T) {
	o := newOffice(t)
	o.directory(data.UnitContact{Unit: "Billing", Manager: "Joss Hallowick"})
	o.inquiry(data.Compliment, "The clerk took an hour for me.")
	o.press("Hand over …")
	o.tick("They agreed that the unit is told who said it")
	o.press("Save")
	o.sees("Next step: Thank the person.")
	o.sees("The name may be told")
	o.press("Thank the person …")
	o.press("Save")
	f := o.file()
	if f.Contacts[0].Summary != "Thanked for the kind words; they were passed on to Joss Hallowick." || !f.Handovers[0].MayShareName {
		t.Errorf("%+v %+v", f.Contacts, f.Handovers)
	}
	o.sees("Next step: Close the case.")
}

func TestAQuestionThatNobodyCanAnswerGoesOnTheListOfTheLibrary(t *testing.T) {
	o := newOffice(t)
	o.inquiry(data.Information, "May her dog visit the ward on Sunday?")
	o.press("Nobody knows yet …")
	o.sees("May her dog visit the ward on Sunday?")
	o.fill("The question", "May a dog visit?")
	o.press("Put it on the list")
	waiting, err := o.session.Library(t.Context(), data.KnowledgeQuery{Unanswered: true})
	if err != nil || len(waiting) != 1 || waiting[0].Title != "May a dog visit?" || waiting[0].AskedIn != o.file().Number {
		t.Fatalf("%+v, %v", waiting, err)
	}
	o.sees("Next step: Get the answer")
}

func TestAGrievanceIsNotOnTheFastPath(t *testing.T) {
	o := newOffice(t)
	if words := o.words(); strings.Contains(words, "Handed over") || strings.Contains(words, "Answered now") {
		t.Error("a grievance can be answered on the spot")
	}
}

func TestWhatIsGivenIsRecordedWithItsVersionAndCanBeTakenBack(t *testing.T) {
	o := newOffice(t)
	o.press("Give from the library …")
	if last := o.said[len(o.said)-1]; !strings.Contains(last, "Nothing in the library is active yet") {
		t.Errorf("said %q", last)
	}
	k := o.inLibrary(hours())
	o.press("Give from the library …")
	o.press("Save")
	o.sees("Please fill this in.")
	o.fill("What was given", k.Named())
	o.press("Save")
	if h := o.file().Handouts[0]; h.Title != k.Title || h.Version != "2" || h.To != "Ms. Rosalind Fennimore" || h.How != "By hand" || h.On != today() {
		t.Fatalf("%+v", h)
	}
	o.sees("When may I visit?, version 2")
	o.undo()
	if n := len(o.file().Handouts); n != 0 {
		t.Errorf("%d handouts after taking it back", n)
	}
}

func TestTheFastPathFitsTheSmallWindow(t *testing.T) {
	o := newOffice(t)
	o.directory(data.UnitContact{Unit: "Billing", Manager: "Joss Hallowick", Phone: "614-555-0155"})
	o.inLibrary(hours())
	o.inquiry(data.Information, "She asks who can explain the second bill.")
	for _, c := range []struct {
		name  string
		look  ui.Look
		scale float32
	}{{"light", ui.LookLight, 1}, {"dark", ui.LookDark, 1.5}} {
		ui.Apply(c.look, c.scale)
		o.press("Hand over …")
		o.shoot("handover-" + c.name)
		o.press("Cancel")
		o.press("Answered now …")
		o.shoot("answered-" + c.name)
		o.press("Cancel")
		o.shoot("fastpath-" + c.name)
	}
}
