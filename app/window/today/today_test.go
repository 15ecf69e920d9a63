package today

import (
	"context"
	"slices"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"rapport/app/window/desk"
	"rapport/app/window/officetest"
	"rapport/data"
	"rapport/reports/handover"
)

type office struct {
	*officetest.Office
	screen *Screen
}

// newOffice has one case, which owes nothing by itself.
func newOffice(t *testing.T) (*office, data.CaseFile) {
	t.Helper()
	o := &office{Office: officetest.New(t)}
	in := o.Complaint()
	in.Answers = data.Answers{ResolvedNow: true}
	f := o.Open(in)
	o.screen = New(o.Desk)
	o.Show(o.screen)
	return o, f
}

// listed is what the list shows, in its order, heads of groups in brackets.
func (o *office) listed() []string {
	var all []string
	for _, l := range o.screen.table.Rows() {
		if l.head != "" {
			all = append(all, "["+l.head+"]")
		} else {
			all = append(all, l.What)
		}
	}
	return all
}

func (o *office) wantListed(want ...string) {
	o.Helper()
	if got := o.listed(); !slices.Equal(got, want) {
		o.Errorf("the day lists %q, want %q", got, want)
	}
}

func (o *office) choose(what string) {
	o.Helper()
	for _, i := range o.screen.table.Rows() {
		if i.What == what {
			o.screen.table.Select(key(i))
			return
		}
	}
	o.Fatalf("%q is not in the list %q", what, o.listed())
}

// officeWithAWeek has a task in and around each part of the day.
func officeWithAWeek(t *testing.T) (*office, data.CaseFile) {
	t.Helper()
	o, f := newOffice(t)
	for what, days := range map[string]int{"Next week": 8, "Tomorrow": 1, "Now": 0, "Yesterday": -1, "Long ago": -40} {
		o.addTask(f, data.Task{What: what, Due: o.Today().AddDays(days)})
	}
	return o, f
}

func (o *office) addTask(f data.CaseFile, task data.Task) {
	o.Helper()
	if _, err := o.Session.AddTask(o.Context(), f.Key, task); err != nil {
		o.Fatal(err)
	}
}

func TestTheDayIsSortedIntoGroupsWithWhatWaitingCosts(t *testing.T) {
	o, f := officeWithAWeek(t)
	o.Window.Resize(fyne.NewSize(850, 720)) // all groups are in sight
	o.addTask(f, data.Task{What: "Call about the bed", Due: o.Today().AddDays(3), Promise: true})
	o.wantListed("[Overdue: 2]", "Long ago", "Yesterday", "[Due today: 1]", "Now", "[Promises: 1]", "Call about the bed",
		"[Waiting for me: 2]", "Tomorrow", "Next week")
	o.Sees("1 open in all", o.Today().Format("Monday, January 2"), "40 days overdue", f.Number, "Fennimore,",
		"Promise: Call about", "The case waits for it.", "The person counts on it.")
	for _, l := range o.screen.table.Rows() {
		if l.head == "" && (l.NextStep == "" || l.Cost == "") {
			t.Errorf("%q: next step %q, cost %q", l.What, l.NextStep, l.Cost)
		}
	}
	o.screen.choose.SetSelected("Due today")
	o.wantListed("[Due today: 1]", "Now")
	o.screen.choose.SetSelected("Waiting for others")
	o.wantListed()
	o.Sees("Nothing is in this group")
	o.screen.choose.SetSelected("Everything")
	if n := len(o.listed()); n != 10 {
		t.Errorf("everything is %d lines", n)
	}
}

func TestWhatIsNotMineIsShownOnRequest(t *testing.T) {
	o, f := newOffice(t)
	details := f.Details()
	details.Owner = "Tamar Windrow"
	if _, err := o.Session.UpdateCase(t.Context(), f.Key, details); err != nil {
		t.Fatal(err)
	}
	o.addTask(f, data.Task{What: "Hers", Due: o.Today(), Owner: "Tamar Windrow"})
	o.wantListed()
	o.Sees("Nothing waits for you.")
	o.Press("Everybody's")
	o.wantListed("[Due today: 1]", "Hers")
	if who := o.screen.table.Rows()[1].Who; who != "Tamar Windrow" {
		t.Errorf("it is for %q", who)
	}
}

func TestDeadlinesOfAGrievanceAreListedAndLeadToItsLetters(t *testing.T) {
	o, _ := newOffice(t)
	in := o.Complaint()
	in.ReceivedAt = o.Days(-20)
	f := o.Open(in)
	o.wantListed("[Overdue: 2]", "Acknowledgement", "Written decision", "[Waiting for me: 1]", "New")
	o.choose("Written decision")
	o.Press("Open the case")
	if want := []officetest.Place{{Number: f.Number, At: desk.Letters}}; !slices.Equal(o.Floor.Cases, want) {
		t.Errorf("opened were %v, want %v", o.Floor.Cases, want)
	}
	o.Sees("A-0123")
}

func TestAKeyOpensTheEntryForAContact(t *testing.T) {
	o, f := officeWithAWeek(t)
	o.choose("Now")
	o.screen.table.TypedRune('c')
	if !slices.Equal(o.Floor.Called, []string{f.Number}) {
		t.Errorf("called for %q", o.Floor.Called)
	}
}

func TestATaskIsDoneAndTakenBack(t *testing.T) {
	o, f := officeWithAWeek(t)
	o.choose("Now")
	o.Press("Task done (D)")
	o.wantListed("[Overdue: 2]", "Long ago", "Yesterday", "[Waiting for me: 2]", "Tomorrow", "Next week")
	done := func() (n int) {
		for _, task := range o.Case(f.Number).Tasks {
			if !task.DoneOn.IsZero() {
				n++
			}
		}
		return n
	}
	if done() != 1 || !slices.Contains(o.Floor.Said, "Done: Now") || o.Floor.Undo == nil {
		t.Fatalf("%d tasks are done, and the officer reads %q", done(), o.Floor.Said)
	}
	o.Floor.Undo()
	o.wantListed("[Overdue: 2]", "Long ago", "Yesterday", "[Due today: 1]", "Now", "[Waiting for me: 2]", "Tomorrow", "Next week")
	if done() != 0 || len(o.Floor.Failed) > 0 {
		t.Errorf("after Undo %d tasks are done; failed: %v", done(), o.Floor.Failed)
	}
}

func TestADeadlineIsNotTickedOff(t *testing.T) {
	o, _ := newOffice(t)
	in := o.Complaint()
	in.ReceivedAt = o.Days(-20)
	f := o.Open(in)
	o.choose("Written decision")
	o.screen.table.TypedRune('d')
	o.wantListed("[Overdue: 2]", "Acknowledgement", "Written decision", "[Waiting for me: 1]", "New")
	if len(o.Floor.Said) != 1 || o.Floor.Undo != nil {
		t.Errorf("the officer reads %q", o.Floor.Said)
	}
	for _, c := range o.Case(f.Number).Clocks {
		if !c.Running() {
			t.Errorf("%s no longer runs", c.Label())
		}
	}
}

func TestAnUnfinishedIntakeIsPointedOut(t *testing.T) {
	o, _ := newOffice(t)
	if o.Shows("Go on with it") {
		t.Error("an intake is offered that nobody began")
	}
	if err := o.Session.SaveDraft(t.Context(), desk.IntakeDraft, []byte("{}")); err != nil {
		t.Fatal(err)
	}
	o.screen.Shown()
	o.Sees("Unfinished intake, today")
	o.Press("Go on with it")
	if len(o.Floor.Begun) != 1 || o.Floor.Begun[0] != nil {
		t.Errorf("begun were %v", o.Floor.Begun)
	}
}

func TestAnEmptyDaySaysSo(t *testing.T) {
	o := &office{Office: officetest.New(t)}
	o.screen = New(o.Desk)
	o.Show(o.screen)
	o.Sees("Nothing is owed to anybody. Well done.", "Overdue: 0")
	o.Press("Take in a new case")
	if len(o.Floor.Begun) != 1 {
		t.Error("no intake was opened")
	}
}

func TestADayThatIsNotReadYetIsNotPraised(t *testing.T) {
	o := &office{Office: officetest.New(t)}
	o.screen = New(o.Desk)
	o.Window.SetContent(o.screen.Content())
	o.screen.choose.SetValue(data.GroupOverdue) // looking for something does not make it known
	o.screen.table.Wait()
	o.Sees("Reading …")
	o.SeesNo("Nothing is owed")
}

func TestAfterMidnightTheDayIsReadAnew(t *testing.T) {
	o, _ := officeWithAWeek(t)
	o.screen.board.Day--
	o.screen.board.Items = nil
	o.Clock.Tick()
	if o.screen.board.Day != o.Today() || len(o.listed()) != 8 {
		t.Errorf("the board is of %v with %q", o.screen.board.Day, o.listed())
	}
}

func TestADayOutOfSightDoesNotListen(t *testing.T) {
	o, f := newOffice(t)
	o.screen.Left()
	o.addTask(f, data.Task{What: "Now", Due: o.Today()})
	o.wantListed("[Waiting for me: 1]", "New")
	o.screen.Shown()
	o.wantListed("[Due today: 1]", "Now")
}

func TestALockedCaseFileSaysSo(t *testing.T) {
	o, _ := officeWithAWeek(t)
	if err := o.Session.Lock(context.Background()); err != nil {
		t.Fatal(err)
	}
	o.screen.refresh()
	o.Sees("The case file is locked. Sign in again")
}

func TestACommitmentIsKeptFromTheDayAndAnAppealOpensWhereItIsFiled(t *testing.T) {
	o, f := newOffice(t)
	meeting := data.Meeting{When: f.ReceivedAt, Held: true, Parties: []string{"The family"}, Agreed: "A round at ten.",
		Commitments: []data.Commitment{{Who: "The nurse manager", ToWhom: "The family", What: "Look in at night", Due: o.Today().AddDays(3)}}}
	level := data.AppealLevel{Path: data.QIODischarge, Basis: o.Today(), FileBy: o.Today()}
	if _, err := o.Session.SaveRecord(o.Context(), f.Key, &meeting); err != nil {
		t.Fatal(err)
	}
	if _, err := o.Session.SaveAdvocacy(o.Context(), f.Key, data.Advocacy{Kind: "qio_appeal", Goal: "She stays", Levels: []data.AppealLevel{level}}); err != nil {
		t.Fatal(err)
	}
	file := "To file: Hospital discharge: appeal to the QIO"
	o.wantListed("[Due today: 1]", file, "[Promises: 1]", "Look in at night")
	o.Sees("The patient may be sent home before the appeal is heard.")
	o.choose(file)
	o.Key(fyne.KeyReturn)
	if at := o.Floor.Cases[0].At; at != desk.Advocacy {
		t.Errorf("it opened at %s", at)
	}
	o.choose("Look in at night")
	o.screen.typed('d')
	o.wantListed("[Due today: 1]", file)
	if k := o.Case(f.Number).Meetings[0].Commitments[0]; k.DoneOn != o.Today() {
		t.Errorf("the commitment is %+v", k)
	}
	o.Floor.Undo()
	o.wantListed("[Due today: 1]", file, "[Promises: 1]", "Look in at night")
}

func TestTheSheetForAColleagueNamesNobody(t *testing.T) {
	o, f := officeWithAWeek(t)
	o.Press("Sheet for a colleague …")
	o.Sees("by case number and without a name", "Print")
	board, err := o.Session.Today(t.Context(), true)
	if err != nil {
		t.Fatal(err)
	}
	doc, err := handover.Document(board, o.Session.Settings(), o.Session.Officer().Name, true, time.Now())
	if err != nil {
		t.Fatal(err)
	}
	text := officetest.PageText(doc)
	if !strings.Contains(text, f.Number) || strings.Contains(text, "Fennimore") {
		t.Errorf("the sheet says %s", text)
	}
}

func TestLettersThatFallDueArePreparedFromTheDay(t *testing.T) {
	o, _ := newOffice(t)
	o.SeesNo("Prepare the letters")
	in := o.Complaint()
	in.ReceivedAt = o.Days(-8)
	o.Open(in)
	o.Sees("Due by today: 1 acknowledgement")
	o.Press("Prepare the letters")
	if o.Floor.Batches != 1 {
		t.Errorf("the letters that are due were opened %d times", o.Floor.Batches)
	}
}
