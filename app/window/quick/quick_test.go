package quick

import (
	"fmt"
	"image/png"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"rapport/app/window/officetest"
	"rapport/app/window/ui"
	"rapport/data"
)

func newOffice(t *testing.T) *officetest.Office {
	t.Helper()
	o := officetest.New(t)
	o.Window.Resize(fyne.NewSize(1024, 700))
	return o
}

// submit presses Ctrl+Enter where the keyboard is.
func submit(o *officetest.Office) {
	o.Helper()
	keys, ok := o.Window.Canvas().Focused().(fyne.Shortcutable)
	if !ok {
		o.Fatal("the keyboard is nowhere")
	}
	keys.TypedShortcut(&desktop.CustomShortcut{KeyName: fyne.KeyReturn, Modifier: fyne.KeyModifierShortcutDefault})
}

func cases(o *officetest.Office) []data.CaseRow {
	o.Helper()
	page, err := o.Session.Cases(o.Context(), data.CaseQuery{Order: data.OldestFirst})
	if err != nil {
		o.Fatal(err)
	}
	return page.Rows
}

func comments(o *officetest.Office) []data.Feedback {
	o.Helper()
	page, err := o.Session.Feedback(o.Context(), data.FeedbackQuery{})
	if err != nil {
		o.Fatal(err)
	}
	return page.Rows
}

func TestTwoComplimentsByKeyboardOneAfterTheOther(t *testing.T) {
	o := newOffice(t)
	Open(o.Desk)
	if !o.FocusedIn("In their words") {
		t.Error("the keyboard is not where one begins to type")
	}
	for _, r := range "The night nurse sat with me." {
		o.Window.Canvas().Focused().TypedRune(r)
	}
	o.Fill("Unit", "Pharmacy")
	o.Fill("Who says it", "Rosalind Fennimore")
	o.Tick("They agreed that the unit is told who said it")
	o.Row("In their words").Focus()
	submit(o)
	o.Sees("-00001 is opened: Compliment.")
	if !o.FocusedIn("In their words") {
		t.Error("the keyboard is not where the next one begins")
	}
	for _, r := range "Kind people." {
		o.Window.Canvas().Focused().TypedRune(r)
	}
	o.Press("Save and close")
	all := cases(o)
	if len(all) != 2 {
		t.Fatalf("%d cases", len(all))
	}
	first, second := o.Case(all[0].Number), o.Case(all[1].Number)
	if first.Kind != data.Compliment || first.Unit != "Pharmacy" || !first.MayShareName || first.People[0].FullName() != "Rosalind Fennimore" || first.Channel != data.CommentCard {
		t.Errorf("%+v", first)
	}
	if second.Story != "Kind people." || second.Unit != "Pharmacy" || second.MayShareName || !second.Anonymous {
		t.Errorf("the second kept what belongs to the first: %+v", second.Case)
	}
	if o.Session == nil || ui.DialogOpen(o.Window) {
		t.Error("the dialog is still open")
	}
}

func TestACardBecomesAComment(t *testing.T) {
	o := newOffice(t)
	Open(o.Desk)
	o.Pick("What it is", "Comment card")
	o.SeesNo("Who says it")
	o.Fill("Received", "yesterday")
	o.Fill("In their words", "The soup was hot.")
	o.Pick("How it sounds", "Positive")
	o.Tick("Environment")
	o.Press("Save and next")
	o.Sees("The card is kept.")
	got := comments(o)
	if len(got) != 1 || got[0].Source != data.CardSource || got[0].Received != o.Today()-1 || got[0].Sentiment != 2 || got[0].Themes[0] != "Environment" {
		t.Fatalf("%+v", got)
	}
	o.Press("Save and next")
	o.Sees("Please fill this in.") // the words are empty again, nothing is kept twice
	if len(comments(o)) != 1 || len(cases(o)) != 0 {
		t.Error("an empty card was kept")
	}
	o.Press("Cancel")
}

func TestASuggestionOfTomorrowIsRefusedBesideItsDay(t *testing.T) {
	o := newOffice(t)
	Open(o.Desk)
	o.Pick("What it is", "Suggestion")
	o.Fill("Received", "+1")
	o.Fill("In their words", "A clock in every room.")
	o.Press("Save and close")
	o.Sees("The day lies in the future")
	o.Fill("Received", "t")
	o.Press("Save and close")
	if all := cases(o); len(all) != 1 || all[0].Kind != data.Suggestion {
		t.Errorf("%+v", all)
	}
}

func TestAnEntrySurvivesEscapeAndTheLock(t *testing.T) {
	o := newOffice(t)
	Open(o.Desk)
	o.Pick("What it is", "Comment card")
	o.Fill("In their words", "Half a card")
	ui.CloseDialogs(o.Window) // as locking does
	if said := strings.Join(o.Floor.Said, " "); !strings.Contains(said, "kept") {
		t.Errorf("said %q", said)
	}
	Open(o.Desk)
	o.Sees("did not save", "Half a card", "How it sounds")
	o.Press("Save and close")
	if got := comments(o); len(got) != 1 || got[0].Text != "Half a card" {
		t.Errorf("%+v", got)
	}
	Open(o.Desk)
	o.SeesNo("Half a card")
}

func TestTheQuickEntryFitsTheSmallWindow(t *testing.T) {
	o := newOffice(t)
	for _, look := range []struct {
		look  ui.Look
		scale float32
	}{{ui.LookLight, 1}, {ui.LookDark, 1.5}} {
		ui.Apply(look.look, look.scale)
		for _, kind := range []string{"Compliment", "Comment card"} {
			Open(o.Desk)
			o.Pick("What it is", kind)
			if need := o.Front().MinSize(); need.Width > 1024 || need.Height > 700 {
				t.Errorf("%s at %g needs %v", kind, look.scale, need)
			}
			picture(o, fmt.Sprintf("quick-%s-%s", kind[:4], look.look))
			o.Press("Cancel")
		}
	}
}

// picture keeps what the window shows, where RAPPORT_SHOTS names a folder.
func picture(o *officetest.Office, name string) {
	o.Helper()
	dir := os.Getenv("RAPPORT_SHOTS")
	if dir == "" {
		return
	}
	f, err := os.Create(filepath.Join(dir, name+".png"))
	if err != nil {
		o.Fatal(err)
	}
	defer f.Close() // it was only for the look
	if err := png.Encode(f, o.Window.Canvas().Capture()); err != nil {
		o.Fatal(err)
	}
}
