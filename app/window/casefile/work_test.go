package casefile

import (
	"bytes"
	"os"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"rapport/app/window/desk"
	"rapport/data"
)

func TestABarredActionSaysWhatIsMissingAndLeadsThere(t *testing.T) {
	o := newOffice(t)
	o.press("Other actions …")
	o.sees("Withdraw Not possible yet: Record the contact in which the person took the matter back.")
	o.press("Go to contacts")
	if o.screen.front != desk.Contacts {
		t.Errorf("the section in front is %s", o.screen.front)
	}
	o.sees("Record every conversation")
}

func TestAHoldIsAskedForWithAReasonAndReleasedInWords(t *testing.T) {
	o := newOffice(t)
	o.press("Other actions …")
	o.press("Put on hold …")
	o.sees("The due dates do not move")
	o.press("Put it on hold")
	o.sees("Please fill this in.")
	o.fill("Why, and who asked for it?", "Counsel asked for it.")
	o.press("Put it on hold")
	if o.file().State != data.StateOnHold {
		t.Fatalf("the case is %s", o.file().State)
	}
	o.press("Release the hold …")
	o.press("Release the hold")
	if o.file().State != data.StateNew {
		t.Errorf("the case is %s", o.file().State)
	}
}

func TestClassifyingAgainShowsItsResultAtOnceAndNeedsAReasonDownward(t *testing.T) {
	o := newOffice(t)
	o.screen.reclassify()
	o.sees("The rules say: Grievance.")
	o.tick("Staff who were there resolved it at the time")
	o.sees("The rules say: Complaint.")
	o.press("Save the classification")
	o.sees("Write why the case no longer needs a written notice.")
	o.fill("Reason", "The charge nurse put it right while she was on the phone.")
	o.press("Save the classification")
	f := o.file()
	if f.Kind != data.Complaint || f.Classification.Row != "10" || len(o.screen.runningClocks()) != 0 {
		t.Errorf("the case is a %s by row %s with the clocks %+v", f.Kind, f.Classification.Row, f.Clocks)
	}
}

func TestACallAcknowledgesTheComplaint(t *testing.T) {
	o := newOffice(t)
	o.press("Other actions …")
	o.press("Record a call …")
	o.fill("What was said", "Told her that we look into it.")
	o.press("Save the contact")
	if f := o.file(); f.State != data.StateAcknowledged || f.Clocks[0].MetOn != today() {
		t.Errorf("the case is %s with the clocks %+v", f.State, f.Clocks)
	}
}

func TestADueDateIsMovedWithItsReason(t *testing.T) {
	o := newOffice(t)
	o.screen.extendClock()
	o.fill("Or until the day", "+14")
	o.fill("Why", "The nurse is away.")
	o.fill("Who agreed to it", "Ms. Fennimore")
	o.press("Move the date")
	for _, c := range o.file().Clocks {
		if c.Kind == data.ClockDecide && (c.Due != today().AddDays(14) || len(c.Changes) != 1) {
			t.Errorf("the clock is %+v", c)
		}
	}
	o.sees("The nurse is away.")
}

func TestATaskIsDoneWithOneKeyAndTakenBack(t *testing.T) {
	o := newOffice(t)
	for _, what := range []string{"Ask for the call log", "Call the manager"} {
		o.addTask(what)
	}
	o.screen.Go(desk.Tasks)
	o.window.Canvas().Focus(o.firstTick())
	o.window.Canvas().Focused().TypedRune(' ')
	if f := o.file(); f.Tasks[0].DoneOn != today() || !f.Tasks[1].DoneOn.IsZero() {
		t.Fatalf("the tasks are %+v", f.Tasks)
	}
	if on, ok := o.window.Canvas().Focused().(*taskTick); !ok || on != o.firstTick() {
		t.Error("the keyboard did not go on to the next task")
	}
	o.undo()
	if f := o.file(); !f.Tasks[0].DoneOn.IsZero() {
		t.Errorf("Undo left the tasks %+v", f.Tasks)
	}
}

func (o *office) addTask(what string) {
	o.t.Helper()
	if _, err := o.session.AddTask(o.t.Context(), o.screen.file.Key, data.Task{What: what, Due: today()}); err != nil {
		o.t.Fatal(err)
	}
}

// firstTick is the box of the first task that is open.
func (o *office) firstTick() *taskTick {
	var first *taskTick
	o.walk(func(at fyne.CanvasObject) {
		if c, ok := at.(*taskTick); ok && first == nil && !c.Checked {
			first = c
		}
	})
	return first
}

func TestAChangeMadeElsewhereIsShownAndKeepsThePlace(t *testing.T) {
	o := newOffice(t)
	o.screen.Go(desk.Tasks)
	for range 12 {
		o.addTask("Ask for the call log")
	}
	scroll := o.screen.built[desk.Tasks].(*tasks).scroll
	scroll.ScrollToOffset(fyne.NewPos(0, 120))
	o.addTask("Call the manager of the night shift")
	o.sees("Call the manager of the night shift")
	if scroll.Offset.Y != 120 {
		t.Errorf("the list went to %v", scroll.Offset.Y)
	}
}

func TestChangedFactsAreInTheHistoryAndCanBeTakenBack(t *testing.T) {
	o := newOffice(t)
	o.press("Edit the facts …")
	o.fill("Unit", "5 East Surgical")
	o.press("Save the facts")
	if o.file().Unit != "5 East Surgical" {
		t.Fatalf("the unit is %q", o.file().Unit)
	}
	undo := o.undo
	o.screen.Go(desk.History)
	o.press("Show what changed")
	o.sees("Unit: 4 West Medical → 5 East Surgical")
	undo()
	if o.file().Unit != "4 West Medical" {
		t.Errorf("Undo left the unit %q", o.file().Unit)
	}
}

func TestEarlierHistoryIsReadWhenAskedFor(t *testing.T) {
	o := newOffice(t)
	for range historyPage + 5 {
		o.addTask("Ask for the call log")
	}
	o.screen.Go(desk.History)
	if strings.Contains(o.words(), "Opened the case") {
		t.Fatal("the first page holds everything")
	}
	for range 3 {
		if !strings.Contains(o.words(), "Show earlier") {
			break
		}
		o.press("Show earlier")
	}
	o.sees("Opened the case as Grievance.")
}

func TestAnotherAddressIsNotACheckedOne(t *testing.T) {
	o := newOffice(t)
	o.screen.editPerson(o.screen.file.People[1])
	o.press("Address:  Lakeshore")
	o.fill("City", "Bay Village")
	o.press("Save the person")
	if p := o.file().People[1]; p.City != "Bay Village" || !p.AddressConfirmed.IsZero() {
		t.Fatalf("the address %s was confirmed on %s", p.City, p.AddressConfirmed)
	}
	o.sees("Not checked with the person yet; a letter needs that.")
	o.screen.editPerson(o.screen.file.People[1])
	o.press("Address:  Bay Village")
	o.tick(checkedToday)
	o.press("Save the person")
	if p := o.file().People[1]; p.AddressConfirmed != today() {
		t.Errorf("the address was confirmed on %s", p.AddressConfirmed)
	}
}

func TestAnIssueThatALetterAnswersStays(t *testing.T) {
	o := newOffice(t)
	o.fillCase()
	o.screen.Go(desk.Issues)
	o.screen.removeIssue(o.screen.file.Issues[1])
	o.fill("Why is it removed?", "Said twice.")
	o.press("Remove the issue")
	if n := len(o.file().Issues); n != 1 {
		t.Fatalf("there are %d issues", n)
	}
	f := o.screen.file
	f.Letters = []data.Letter{{Draft: data.LetterDraft{Findings: []data.IssueAnswer{{Issue: f.Issues[0].ID}}}}}
	o.screen.file = f
	o.screen.removeIssue(f.Issues[0])
	o.sees("A letter that was issued answers this issue")
}

func TestAnIssuedLetterOpensByteForByte(t *testing.T) {
	o := newOffice(t)
	o.fillCase()
	o.screen.Go(desk.Letters)
	o.press("Open")
	if len(o.opened) != 1 {
		t.Fatalf("%d files were opened", len(o.opened))
	}
	got, err := os.ReadFile(o.opened[0])
	issued, kept := o.session.LetterPDF(t.Context(), o.screen.file.Key, o.screen.file.Letters[0].ID)
	if err != nil || kept != nil || !bytes.Equal(got, issued) {
		t.Errorf("the viewer gets %d bytes of %d, %v, %v", len(got), len(issued), err, kept)
	}
	if !strings.HasPrefix(o.opened[0], desk.OutDir(o.session.File().Dir())) || strings.Contains(o.opened[0], "Fennimore") {
		t.Errorf("the copy lies at %s", o.opened[0])
	}
}

func TestACaseThatIsNotThereSaysSo(t *testing.T) {
	o := newOffice(t)
	o.screen.Left()
	o.show("PR-1999-00009")
	o.sees("There is no case with the number PR-1999-00009.")
}

var ctrlEnter = &desktop.CustomShortcut{KeyName: fyne.KeyReturn, Modifier: fyne.KeyModifierShortcutDefault}

func TestCtrlEnterSavesWhatIsBeingWritten(t *testing.T) {
	o := newOffice(t)
	o.screen.Go(desk.Issues)
	o.press("Record the finding …")
	o.pick("What was found", "Inconclusive")
	o.fill("Reasons, for the file", "Two people remember it in two ways.")
	focused, ok := o.window.Canvas().Focused().(fyne.Shortcutable)
	if !ok {
		t.Fatal("nothing has the keyboard")
	}
	focused.TypedShortcut(ctrlEnter)
	if got := o.file().Issues[0].Finding.Outcome; got != data.Inconclusive {
		t.Errorf("the finding is %q", got)
	}
}

func TestAPersonAddedByMistakeIsRemovedWithTheReason(t *testing.T) {
	o := newOffice(t)
	before := len(o.file().People)
	o.must(o.session.SavePerson(t.Context(), o.file().Key, data.Person{Role: data.RoleStaff, Given: "Wrong", Family: "Quillfeather"}))
	o.screen.Go(desk.Summary)
	o.screen.removePerson(o.file().People[before])
	o.fill("Why?", "Works in another hospital.")
	o.press("Remove the person")
	if n := len(o.file().People); n != before {
		t.Errorf("%d people, want %d", n, before)
	}
	if strings.Contains(o.words(), "Quillfeather") {
		t.Error("the summary still shows the person")
	}
}

func TestPayerShiftAndDisabilityAreWrittenDownAndShown(t *testing.T) {
	o := newOffice(t)
	o.press("Edit the facts …")
	o.pick("Shift in which it happened", "Night")
	o.pick("Payer of the care", "Medicare")
	o.press("Save the facts")
	if f := o.file(); f.Shift != "night" || f.Payer != "medicare" {
		t.Fatalf("the shift is %q and the payer %q", f.Shift, f.Payer)
	}
	o.sees("Night")
	o.sees("Medicare")
	o.undo()
	if f := o.file(); f.Shift != "" || f.Payer != "" {
		t.Errorf("taken back, the shift is %q and the payer %q", f.Shift, f.Payer)
	}
	o.screen.editPerson(o.screen.file.People[0])
	o.press("Language and access")
	o.sees("As they said themselves; never guessed")
	o.pick("Disability", "Hearing")
	o.press("Save the person")
	if p := o.file().People[0]; p.Disability != "hearing" {
		t.Fatalf("the disability is %q", p.Disability)
	}
	o.sees("Disability, as they said Hearing")
}

func TestReopeningAsksForTheCause(t *testing.T) {
	o := newOffice(t)
	o.screen.closeCase()
	o.pick("Why is it closed?", data.ClosedReasonable.String())
	o.fill("What was done for the person", "The director called twice.")
	o.fill("Why does it lead to no action plan?", "Nothing to change was found")
	o.pick("Privacy", "No privacy matter")
	o.tick("Close it although something is missing")
	o.fill("Why, as its manager?", "The board decided so.")
	o.press("Close the case")
	o.screen.showActions()
	o.press("Reopen …")
	o.fill("What came back, or what is new?", "She wrote again.")
	o.press("Reopen the case")
	o.sees("Please fill this in.")
	o.pick("Why is it opened again?", "The person is not satisfied with the answer")
	o.press("Reopen the case")
	if f := o.file(); f.Reopened != 1 {
		t.Fatalf("the case was reopened %d times", f.Reopened)
	}
	o.screen.Go(desk.History)
	o.sees("The person is not satisfied with the answer.")
}

func TestAnImprovementIsToldFromTheCase(t *testing.T) {
	o := newOffice(t)
	plan := data.ActionPlan{What: "A second nurse at night", Owner: "Bo Reyes", Due: today().AddDays(30), Strength: "strong"}
	o.must(o.session.SaveRecord(t.Context(), o.screen.file.Key, &plan))
	o.screen.Go(desk.Actions)
	o.press("You said, we did …")
	o.fill("You said: what people told us", "call lights were not answered.")
	o.fill("We did: what has changed", "there is a second nurse.")
	o.tick("Show in the shareable report")
	o.press("Save the words")
	o.sees("In the shareable report")
	o.sees("there is a second nurse.")
}
