package window

import (
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"rapport/app/window/desk"
	"rapport/app/window/officetest"
	"rapport/app/window/ui"
	"rapport/data"
)

// atWorkWithTwo is an officer with two cases, of Fennimore and of Achterberg.
func atWorkWithTwo(t *testing.T) (o *officer, first, second string) {
	t.Helper()
	o, f := atWork(t)
	in := (&officetest.Office{Session: o.stage.floor.desk.Session}).Complaint()
	in.Patient.Family, in.Complainant.Family = "Achterberg", "Achterberg"
	g, err := o.stage.floor.desk.Session.OpenCase(t.Context(), in)
	if err != nil {
		t.Fatal(err)
	}
	return o, f.Number, g.Number
}

func (o *officer) wantFront(key, why string) {
	o.Helper()
	if got := o.stage.floor.front(); got != key {
		o.Errorf("%s: in front is %q, want %q", why, got, key)
	}
}

// tabs are the names of what is open, in their order.
func (o *officer) tabs() []string {
	var names []string
	for _, p := range o.stage.floor.places {
		names = append(names, p.Text)
	}
	return names
}

func TestTheSearchNarrowsTheListWhileTheKeyboardStaysInIt(t *testing.T) {
	o, first, second := atWorkWithTwo(t)
	o.wantFront(screenKey(desk.Today), "at first")
	o.search("pain")
	o.wantFront(screenKey(desk.Cases), "after the search")
	o.Sees(first, second, "2 cases")
	o.search("pain acht")
	o.Sees(second, "1 case")
	o.SeesNo(first)
	o.search("")
	o.Sees(first, second)
	o.search("fennimore")
	o.Key(fyne.KeyReturn) // into the list
	o.Key(fyne.KeyHome)
	o.Key(fyne.KeyReturn)
	o.wantFront("case/"+first, "after Enter in the list")
	o.Sees("Fennimore")
}

func TestAnEmptySearchLeadsNowhere(t *testing.T) {
	o, _ := atWork(t)
	o.search("")
	o.wantFront(screenKey(desk.Today), "after an empty search")
}

func TestAListAskedForElsewhereShowsItsWordsInTheSearch(t *testing.T) {
	o, first, second := atWorkWithTwo(t)
	o.stage.floor.ShowCases(data.CaseQuery{Text: "achterberg"})
	o.Sees(second)
	o.SeesNo(first)
	if got := o.stage.floor.frame.search.Text; got != "achterberg" {
		t.Errorf("the search says %q", got)
	}
	o.clock.Tick() // the entry tells of its new words too
	o.Sees(second)
}

func TestTabsOpenOnceCloseAndComeBackAsTheyWere(t *testing.T) {
	o, first, second := atWorkWithTwo(t)
	floor := o.stage.floor
	floor.OpenCase(first, "")
	floor.OpenCase(second, "")
	floor.OpenCase(first, "") // once more: the same tab
	if want := []string{first, second}; !slices.Equal(o.tabs(), want) {
		t.Fatalf("the tabs are %q, want %q", o.tabs(), want)
	}
	o.wantFront("case/"+first, "after opening it once more")
	view := floor.views["case/"+second]
	o.Tap(second)
	o.wantFront("case/"+second, "after pressing its tab")
	if floor.views["case/"+second] != view {
		t.Error("the tab was built anew")
	}
	o.menu("Close tab")
	o.wantFront("case/"+first, "after closing the other")
	if want := []string{first}; !slices.Equal(o.tabs(), want) {
		t.Errorf("the tabs are %q, want %q", o.tabs(), want)
	}
	floor.OpenCase(second, "")
	if floor.views["case/"+second] == view {
		t.Error("a closed tab came back as it was")
	}
	o.menu("Close tab")
	o.menu("Close tab")
	o.wantFront(screenKey(desk.Today), "after closing all")
	o.menu("Close tab") // a screen of the rail stays
	o.wantFront(screenKey(desk.Today), "after closing nothing")
	if len(o.tabs()) != 0 {
		t.Errorf("the tabs are %q", o.tabs())
	}
}

func TestATabBehindIsClosedWithoutLeavingTheOneInFront(t *testing.T) {
	o, first, second := atWorkWithTwo(t)
	o.stage.floor.OpenCase(first, "")
	o.stage.floor.OpenCase(second, "")
	o.stage.floor.closeTab("case/" + first)
	o.wantFront("case/"+second, "after closing the tab behind")
	o.menu("Back")
	o.wantFront(screenKey(desk.Today), "a closed tab is no place to go back to")
}

func TestAnEntryIsMadeFromTheMenuInTheCaseInFront(t *testing.T) {
	o, first, _ := atWorkWithTwo(t)
	o.menu("Add a promise")
	o.Sees("Open the case first; the entry is made in it.")
	o.stage.floor.OpenCase(first, desk.Issues)
	for item, title := range map[string]string{"Add a contact": "Add a contact", "Add a promise": "Add a promise", "Add a task": "Add a task"} {
		o.menu(item)
		o.Sees(title)
		ui.CloseDialogs(o.Window)
	}
	o.menu("Add a note")
	o.Sees("No notes yet. Write the first one below.")
}

func TestBackGoesTheWayThatWasCome(t *testing.T) {
	o, first, _ := atWorkWithTwo(t)
	o.menu("Cases")
	o.stage.floor.OpenCase(first, "")
	o.stage.floor.WriteLetter(first, data.NoticeOfDecision)
	for _, want := range []string{"case/" + first, screenKey(desk.Cases), screenKey(desk.Today), screenKey(desk.Today)} {
		o.menu("Back")
		o.wantFront(want, "after Back")
	}
	if want := []string{first, first + " letter"}; !slices.Equal(o.tabs(), want) {
		t.Errorf("the tabs are %q, want %q", o.tabs(), want)
	}
}

func TestNextAndPreviousTabGoRound(t *testing.T) {
	o, first, second := atWorkWithTwo(t)
	o.menu("Next tab") // none is open
	o.wantFront(screenKey(desk.Today), "without tabs")
	o.stage.floor.OpenCase(first, "")
	o.stage.floor.OpenCase(second, "")
	o.menu("Today")
	for _, step := range []struct{ item, want string }{
		{"Next tab", first}, {"Next tab", second}, {"Next tab", first}, {"Previous tab", second}, {"Previous tab", first},
	} {
		o.menu(step.item)
		o.wantFront("case/"+step.want, step.item)
	}
}

func TestTheIntakeIsOneTabThatKeepsWhatIsTyped(t *testing.T) {
	o, first, _ := atWorkWithTwo(t)
	o.Press("New case")
	o.Fill("Given name", "Hanneke")
	o.stage.floor.OpenCase(first, "")
	o.menu("New case")
	if got := o.Row("Given name").Field.(*ui.Entry).Text; got != "Hanneke" || len(o.tabs()) != 2 {
		t.Errorf("the given name is %q, the tabs are %q", got, o.tabs())
	}
}

func TestEveryPlaceOfTheRailAndOfTheMenuShowsItsScreen(t *testing.T) {
	o, _ := atWork(t)
	for _, s := range slices.Backward(screens) {
		o.Tap(s.title)
		o.wantFront(screenKey(s.id), "after pressing "+s.title)
	}
	for _, s := range slices.Backward(screens) {
		o.menu(s.title)
		o.wantFront(screenKey(s.id), "after choosing "+s.title)
	}
}

func TestNoTwoShortcutsAreTheSame(t *testing.T) {
	o, _ := atWork(t)
	seen := map[desktop.CustomShortcut]string{}
	for _, m := range o.Window.MainMenu().Items {
		for _, item := range m.Items {
			if item.IsSeparator || item.Label == takeBack { // whose keys an entry may keep
				continue
			}
			key, ok := item.Shortcut.(*desktop.CustomShortcut)
			if !ok {
				t.Errorf("%q has no shortcut", item.Label)
				continue
			}
			if other, twice := seen[*key]; twice {
				t.Errorf("%q and %q have the same shortcut", other, item.Label)
			}
			seen[*key] = item.Label
		}
	}
	if len(seen) < 10 {
		t.Errorf("there are %d shortcuts", len(seen))
	}
}

func TestShortcutsRestWhileADialogIsOpenButLockDoesNot(t *testing.T) {
	o, _ := atWork(t)
	ui.Tell(o.Window, "A dialog", "in front")
	for _, item := range []string{"Cases", "New case", "Back", "Keys"} {
		o.menu(item)
	}
	o.wantFront(screenKey(desk.Today), "behind the dialog")
	o.Sees("A dialog")
	o.menu("Lock")
	o.wantDoor("over a dialog")
}

func TestF1ShowsTheKeys(t *testing.T) {
	o, _ := atWork(t)
	o.Window.Canvas().Focus(nil)
	o.Key(fyne.KeyF1)
	o.Sees("Ctrl+L", "Lock")
	o.Key(fyne.KeyEscape)
	if ui.DialogOpen(o.Window) {
		t.Error("Escape does not close the sheet")
	}
}

func TestTheLineAtTheBottomSaysWhatIsSavedAndBackedUp(t *testing.T) {
	o, f := atWork(t)
	o.menu("Lock")
	o.signIn() // the day's backup, which is a change of its own, is made already
	o.Sees("Encrypted on this computer", "everything is saved", "Last verified backup today", "Lakeshore Practice Hospital")
	session := o.stage.floor.desk.Session
	if list, err := session.Backups(t.Context()); err != nil || len(list) != 1 {
		t.Errorf("there are %d backups, %v", len(list), err)
	}
	if _, err := session.AddNote(t.Context(), f.Key, data.Note{Class: data.NoteOrdinary, Text: "She called again."}); err != nil {
		t.Fatal(err)
	}
	if status := o.stage.floor.frame.status.text.String(); !strings.Contains(status, " saved ") || strings.Contains(status, "everything is saved") {
		t.Errorf("after a change the line says %q", status)
	}
}

func TestPracticeDataIsMarkedOnEveryScreen(t *testing.T) {
	o, first, _ := atWorkWithTwo(t)
	const mark = "Practice data: nobody here is real"
	for _, s := range screens {
		o.menu(s.title)
		o.Sees(mark)
	}
	o.stage.floor.OpenCase(first, "")
	o.Sees(mark)
}

func TestWhatWentWrongIsSaidInItsSentence(t *testing.T) {
	o, _ := atWork(t)
	o.stage.floor.Fail(nil)
	if ui.DialogOpen(o.Window) {
		t.Fatal("nothing went wrong, and a dialog is open")
	}
	o.stage.floor.Fail(data.ErrConflict)
	o.Sees("That did not work", "The record was changed since you opened it.")
}

func TestUndoOfAMessageTakesItBackOnce(t *testing.T) {
	o, _ := atWork(t)
	undone := 0
	o.stage.floor.Say("The task is done.", func() { undone++ })
	o.Sees("The task is done.")
	o.Press("Undo")
	if undone != 1 || o.Shows("Undo") {
		t.Errorf("taken back %d times", undone)
	}
}
