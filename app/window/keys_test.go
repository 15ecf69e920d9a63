package window

import (
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"

	"rapport/app/window/desk"
	"rapport/app/window/officetest"
	"rapport/app/window/ui"
	"rapport/data"
)

// shortcut presses keys as the driver does: first the menu, then what has the
// keyboard, then the window.
func (o *officer) shortcut(s fyne.Shortcut) {
	o.Helper()
	for _, m := range o.Window.MainMenu().Items {
		for _, item := range m.Items {
			if item.Shortcut != nil && item.Shortcut.ShortcutName() == s.ShortcutName() {
				item.Action()
				return
			}
		}
	}
	if at, ok := o.Window.Canvas().Focused().(fyne.Shortcutable); ok {
		at.TypedShortcut(s)
		return
	}
	for keys, c := range o.stage.floor.windowKeys() {
		if keys.ShortcutName() == s.ShortcutName() {
			o.stage.floor.run(c)
		}
	}
}

func ctrlTab(more fyne.KeyModifier) fyne.Shortcut {
	return &desktop.CustomShortcut{KeyName: fyne.KeyTab, Modifier: fyne.KeyModifierControl | more}
}

// changeOwner makes a change that can be taken back.
func (o *officer) changeOwner(number, owner string) {
	o.Helper()
	session := o.stage.floor.desk.Session
	f, err := session.Case(o.Context(), number)
	if err != nil {
		o.Fatal(err)
	}
	d := f.Details()
	d.Owner = owner
	if _, err := session.UpdateCase(o.Context(), f.Key, d); err != nil {
		o.Fatal(err)
	}
}

func (o *officer) owner(number string) string {
	o.Helper()
	f, err := o.stage.floor.desk.Session.Case(o.Context(), number)
	if err != nil {
		o.Fatal(err)
	}
	return f.Owner
}

func TestUndoTakesTheLastChangeBackFromAnyScreen(t *testing.T) {
	o, f := atWork(t)
	for _, undo := range []func(){func() { o.menu(takeBack) }, func() { o.shortcut(&fyne.ShortcutUndo{}) }} {
		o.changeOwner(f.Number, "Abel Quist")
		undo()
		if got := o.owner(f.Number); got != f.Owner {
			t.Errorf("after Undo the owner is %q, want %q", got, f.Owner)
		}
		o.Sees("Undone in " + f.Number + ": changed the facts of the case.")
	}
	o.shortcut(&fyne.ShortcutUndo{})
	o.Sees("There is nothing to undo.")
}

func TestUndoShowsInTheCaseThatIsOpen(t *testing.T) {
	o, f := atWork(t)
	o.stage.floor.OpenCase(f.Number, desk.Summary)
	o.changeOwner(f.Number, "Abel Quist")
	o.Sees("Abel Quist")
	o.shortcut(&fyne.ShortcutUndo{})
	o.SeesNo("Abel Quist")
}

func TestUndoInAFieldIsTheFieldsOwn(t *testing.T) {
	o, f := atWork(t)
	o.changeOwner(f.Number, "Abel Quist")
	entry := o.stage.floor.frame.search
	o.Window.Canvas().Focus(entry)
	test.Type(entry, "pain")
	o.shortcut(&fyne.ShortcutUndo{})
	if entry.Text == "pain" {
		t.Error("what was typed is still there")
	}
	if got := o.owner(f.Number); got != "Abel Quist" {
		t.Errorf("the change of the case was taken back: the owner is %q", got)
	}
}

func TestWhatCannotBeUndoneIsSaidPlainly(t *testing.T) {
	o, f := atWork(t)
	o.changeOwner(f.Number, "Abel Quist")
	if _, err := o.stage.floor.desk.Session.AddNote(t.Context(), f.Key, data.Note{Class: data.NoteOrdinary, Text: "She called again."}); err != nil {
		t.Fatal(err)
	}
	o.shortcut(&fyne.ShortcutUndo{})
	o.Sees("There is nothing to undo. Notes, contacts, disclosures and what left the office stay as they are.")
	if got := o.owner(f.Number); got != "Abel Quist" || ui.DialogOpen(o.Window) {
		t.Errorf("the owner is %q", got)
	}
	for _, c := range []struct {
		err  error
		want string
	}{
		{nil, "Undone in PR-2026-00001: changed the facts of the case."},
		{data.ErrNotFound, desk.NothingToUndo},
		{data.ErrConflict, "“Changed the facts of the case” can no longer be undone: the case has changed since."},
		{data.ErrLocked, ""},
	} {
		if said, told := desk.TakenBack("Changed the facts of the case.", "PR-2026-00001", c.err); said != c.want || told != (c.want != "") {
			t.Errorf("%v is said as %q", c.err, said)
		}
	}
}

func TestUndoRestsBehindADialog(t *testing.T) {
	o, f := atWork(t)
	o.changeOwner(f.Number, "Abel Quist")
	ui.Tell(o.Window, "A dialog", "in front")
	o.shortcut(&fyne.ShortcutUndo{})
	if got := o.owner(f.Number); got != "Abel Quist" {
		t.Errorf("the owner is %q", got)
	}
}

func TestAWholeCaseNumberAndEnterOpenTheCase(t *testing.T) {
	o, first, second := atWorkWithTwo(t)
	for _, typed := range []string{second, strings.TrimPrefix(second, "PR-"), strings.ToLower(second)} {
		o.menu("Today")
		o.search(typed)
		o.Key(fyne.KeyReturn)
		o.wantFront("case/"+second, "after typing "+typed)
		if got := o.stage.floor.frame.search.Text; got != "" {
			t.Errorf("the search still says %q", got)
		}
	}
	o.menu("Cases")
	o.Sees("2 cases")
	o.menu("Today")
	entry := o.stage.floor.frame.search
	o.Window.Canvas().Focus(entry)
	entry.TypedShortcut(&fyne.ShortcutSelectAll{})
	test.Type(entry, first)
	o.Key(fyne.KeyReturn) // before the pause of the search is over
	o.clock.Tick()
	o.wantFront("case/"+first, "after the pause")
	o.search("PR-2026-99999")
	o.Key(fyne.KeyReturn)
	o.wantFront(screenKey(desk.Cases), "after a number that is not there")
	o.Sees("No case holds these words.")
}

func TestTabsGoRoundByControlTabAlsoFromAField(t *testing.T) {
	o, first, second := atWorkWithTwo(t)
	o.stage.floor.OpenCase(first, "")
	o.stage.floor.OpenCase(second, "")
	o.Window.Canvas().Focus(o.stage.floor.frame.search)
	o.shortcut(ctrlTab(0))
	o.wantFront("case/"+first, "Ctrl+Tab in the search")
	o.shortcut(ctrlTab(fyne.KeyModifierShift))
	o.wantFront("case/"+second, "Ctrl+Shift+Tab")
}

func TestATabShowsTheNumberOfItsCaseAndNobodysName(t *testing.T) {
	o, first, second := atWorkWithTwo(t)
	o.stage.floor.OpenCase(first, "")
	o.stage.floor.OpenCase(second, "")
	o.stage.floor.WriteLetter(second, data.Acknowledgement)
	for _, name := range o.tabs() {
		if !strings.HasPrefix(name, "PR-") || strings.Contains(name, "Fennimore") || strings.Contains(name, "Achterberg") {
			t.Errorf("a tab is called %q", name)
		}
	}
}

func TestADraftInATabOutlivesTheLockAndItsClosing(t *testing.T) {
	o, first, second := atWorkWithTwo(t)
	typing := func(number string) *ui.Entry {
		t.Helper()
		o.stage.floor.OpenCase(number, desk.Notes)
		var field *ui.Entry
		officetest.Visit(o.Front(), func(at fyne.CanvasObject, hidden bool) {
			if e, ok := at.(*ui.Entry); ok && e.MultiLine && !hidden && field == nil {
				field = e
			}
		})
		if field != nil {
			return field
		}
		t.Fatalf("no note can be typed: %s", o.Words())
		return nil
	}
	o.Type(typing(first), "She will call on Monday")
	o.Type(typing(second), "He wants a copy")
	o.menu("Lock")
	if held := o.Everything(); strings.Contains(held, "Monday") || strings.Contains(held, "wants a copy") {
		t.Error("the locked window still holds what was typed")
	}
	o.signIn()
	if len(o.tabs()) != 0 {
		t.Errorf("after the lock these are open: %q", o.tabs())
	}
	for number, want := range map[string]string{first: "She will call on Monday", second: "He wants a copy"} {
		if got := typing(number).Text; got != want {
			t.Errorf("after the lock the note of %s says %q", number, got)
		}
	}
	o.menu("Close tab")
	o.menu("Close tab")
	if got := typing(first).Text; got != "She will call on Monday" {
		t.Errorf("after closing its tab the note says %q", got)
	}
}

// sheet is the sheet of keys as it is shown.
func (o *officer) sheet() []keyLine { return o.stage.floor.keySheet() }

func TestTheSheetHoldsEveryShortcutOnce(t *testing.T) {
	o, _ := atWork(t)
	said := map[string]int{}
	for _, l := range o.sheet() {
		for _, keys := range strings.Split(l.keys, ", ") {
			if l.group == "Anywhere" || l.group == "In a case" {
				said[keys]++
			}
		}
	}
	for _, c := range o.stage.floor.commands() {
		if c.key != "" && said[keyWords(c.key, c.mod)] != 1 {
			t.Errorf("%s for %q is on the sheet %d times", keyWords(c.key, c.mod), c.label, said[keyWords(c.key, c.mod)])
		}
	}
	for _, keys := range []string{"Ctrl+Z", "Ctrl+Tab", "Ctrl+Shift+Tab", "F1", "?"} {
		if said[keys] != 1 {
			t.Errorf("%s is on the sheet %d times", keys, said[keys])
		}
	}
	for i, s := range screens {
		at := slices.IndexFunc(o.sheet(), func(l keyLine) bool { return l.does == s.title })
		if at < 0 || o.sheet()[at].keys != "Ctrl+"+string(rune('1'+i)) {
			t.Errorf("the sheet does not say how to reach %s", s.title)
		}
	}
}

func TestTheSheetOpensFromWhereverTheKeyboardIs(t *testing.T) {
	o, f := atWork(t)
	canvas := o.Window.Canvas()
	opens := func(from string, press func()) {
		t.Helper()
		press()
		if !strings.Contains(o.Words(), "What they do") {
			t.Errorf("no sheet %s", from)
		}
		o.Key(fyne.KeyEscape)
		if ui.DialogOpen(o.Window) {
			t.Errorf("Escape does not close the sheet opened %s", from)
		}
	}
	f1 := func() { o.Key(fyne.KeyF1) }
	opens("by F1 in a list", f1) // Today
	opens("by ? in a list", func() { canvas.Focused().TypedRune('?') })
	opens("by Ctrl+/", func() { o.menu("Keys") })
	canvas.Focus(o.stage.floor.frame.search)
	opens("by F1 in a field", f1)
	o.stage.floor.OpenCase(f.Number, "")
	opens("by F1 on a button", f1)
	opens("by ? on a button", func() { canvas.Focused().TypedRune('?') })
	canvas.Unfocus()
	opens("by F1 with the keyboard nowhere", f1)
	opens("by ? with the keyboard nowhere", func() { canvas.OnTypedRune()('?') })
	canvas.Focus(o.stage.floor.frame.search)
	o.stage.floor.frame.search.TypedRune('?')
	if ui.DialogOpen(o.Window) {
		t.Error("a question mark that is written opens the sheet")
	}
}

func TestTheSheetScrollsByKeyboardInASmallWindowWithLargeText(t *testing.T) {
	o, _ := atWork(t)
	ui.Apply(ui.LookLight, 1.5)
	o.Key(fyne.KeyF1)
	o.Sees("Ctrl+N", "New case")
	o.SeesNo("five past two")
	o.Key(fyne.KeyEnd)
	o.Sees("five past two")
	if size := o.Window.Canvas().Overlays().Top().MinSize(); size.Width > 1024 || size.Height > 700 {
		t.Errorf("the sheet is %v large", size)
	}
}

func TestTheLettersThatAreDueOpenInATabOfTheirOwn(t *testing.T) {
	o, _ := atWork(t)
	o.menu("Letters due")
	o.Sees("Letters due", "No acknowledgement and no interim letter falls due by today.")
	o.stage.floor.Close()
	o.SeesNo("No acknowledgement and no interim letter")
}
