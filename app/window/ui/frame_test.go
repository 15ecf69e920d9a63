package ui

import (
	"errors"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/theme"
)

func TestSubmitGoesToTheFirstWrongFieldAndSaysWhy(t *testing.T) {
	name, when, note := NewEntry(""), NewDateField(galleryToday), NewEntry("")
	rows := []*Row{
		{Label: "Name", Field: name, Required: true},
		{Label: "Due", Field: when, Required: true},
		{Label: "Note", Field: note, Check: func() error { return errors.New("the note may not stand alone") }},
	}
	form := NewForm(rows...)
	w := show(t, form)
	name.SetText("Osgood")
	when.entry.SetText("never")
	if form.Submit() {
		t.Fatal("a form with a wrong date was taken")
	}
	if w.Canvas().Focused() != fyne.Focusable(when.entry) {
		t.Errorf("the keyboard is at %v", w.Canvas().Focused())
	}
	if rows[0].below.Visible() || !strings.Contains(rows[1].below.String(), "not a date") || rows[2].below.String() != "✕ The note may not stand alone." {
		t.Errorf("below stand %q, %q, %q", rows[0].below.String(), rows[1].below.String(), rows[2].below.String())
	}
	when.SetDate(galleryDay)
	rows[2].Check = nil
	if !form.Submit() {
		t.Error("the mended form was refused")
	}
	name.SetText("  ")
	if form.Submit() || rows[0].below.String() != "✕ Please fill this in." {
		t.Errorf("an empty required field says %q", rows[0].below.String())
	}
	rows[0].Hide()
	if !form.Submit() {
		t.Error("a hidden row was asked for")
	}
}

func TestEscapeClosesOnlyTheTopDialogAndTheKeyboardReturns(t *testing.T) {
	entry := NewEntry("")
	w := show(t, entry)
	w.Canvas().Focus(entry)
	closed := 0
	first := Ask(w, Question{Title: "Close the case?", Text: "It can be opened again.", Yes: "Close it"}, func() { t.Error("Escape agreed") })
	first.OnClose = func() { closed++ }
	second := Tell(w, "Note", "Something to know.")
	if !DialogOpen(w) {
		t.Error("the window does not know of its dialogs")
	}
	key(w.Canvas().Focused(), fyne.KeyEscape)
	if top(w.Canvas()) != first {
		t.Error("Escape did not close the top dialog alone")
	}
	w.Canvas().Unfocus()
	w.Canvas().OnTypedKey()(&fyne.KeyEvent{Name: fyne.KeyEscape})
	if DialogOpen(w) || closed != 1 {
		t.Errorf("dialogs are open: %v, closed %d times", DialogOpen(w), closed)
	}
	if w.Canvas().Focused() != fyne.Focusable(entry) {
		t.Errorf("the keyboard is at %v", w.Canvas().Focused())
	}
	second.Close()
}

func TestTheKeyboardStartsOnTheSafeAnswer(t *testing.T) {
	w := show(t)
	agreed := 0
	yes := func() { agreed++ }
	Ask(w, Question{Title: "Delete the draft?", Yes: "Delete", No: "Keep it", Danger: true}, yes)
	if b, ok := w.Canvas().Focused().(*Button); !ok || b.Text != "Keep it" {
		t.Errorf("before a danger the keyboard is at %v", w.Canvas().Focused())
	}
	key(w.Canvas().Focused(), fyne.KeyReturn)
	if agreed != 0 || DialogOpen(w) {
		t.Error("Enter on the safe answer did not just close")
	}
	Ask(w, Question{Title: "Send it?", Yes: "Send"}, yes)
	key(w.Canvas().Focused(), fyne.KeyReturn)
	if agreed != 1 || DialogOpen(w) {
		t.Error("Enter did not agree")
	}
}

func TestAReasonIsRequiredBeforeItsDialogCloses(t *testing.T) {
	w := show(t)
	var reason string
	AskText(w, TextQuestion{Title: "Reveal", Label: "Why?", Yes: "Show it", Required: true}, func(text string) { reason = text })
	field, ok := w.Canvas().Focused().(*Entry)
	if !ok {
		t.Fatalf("the keyboard is at %v", w.Canvas().Focused())
	}
	key(field, fyne.KeyReturn)
	if !DialogOpen(w) || reason != "" {
		t.Fatal("it closed without a reason")
	}
	test.Type(field, "call from the unit")
	key(field, fyne.KeyReturn)
	if DialogOpen(w) || reason != "call from the unit" {
		t.Errorf("open %v, reason %q", DialogOpen(w), reason)
	}
}

func TestLockingClosesEveryDialog(t *testing.T) {
	w := show(t)
	Tell(w, "One", "")
	Tell(w, "Two", "")
	CloseDialogs(w)
	if DialogOpen(w) || w.Canvas().Overlays().Top() != nil {
		t.Error("something still covers the window")
	}
}

func TestADialogThatTheOneOverItClosesLeavesThoseBelow(t *testing.T) {
	newApp(t)
	w := show(t, NewText("", Plain))
	below, middle, above := Tell(w, "Below", "a"), Tell(w, "Middle", "b"), Tell(w, "Above", "c")
	above.OnClose = middle.Close
	middle.Close()
	if top(w.Canvas()) != below {
		t.Error("the dialog below is gone too")
	}
	above = Tell(w, "Above", "d")
	above.OnClose = below.Close
	below.Close()
	if DialogOpen(w) {
		t.Error("a dialog is still there")
	}
}

func TestANoticeGoesByItselfAndCanBeUndone(t *testing.T) {
	in := RunInline(t)
	n := NewNotices()
	show(t, n)
	n.Say("Saved.")
	in.Tick()
	if len(n.passing.Objects) != 0 {
		t.Error("the notice stays")
	}
	undone := false
	n.SayUndo("Task done.", func() { undone = true })
	for _, o := range test.LaidOutObjects(n) {
		if b, ok := o.(*Button); ok {
			test.Tap(b)
		}
	}
	if !undone || len(n.passing.Objects) != 0 {
		t.Errorf("undone %v, %d notices left", undone, len(n.passing.Objects))
	}
}

func TestAMessageTakesRoomOnlyWhileItSpeaks(t *testing.T) {
	m := NewMessage()
	show(t, m)
	if m.Visible() {
		t.Error("the empty bar is shown")
	}
	m.SetError(errors.New("the folder is full"))
	if !m.Visible() {
		t.Error("the error is not shown")
	}
	m.SetError(nil)
	if m.Visible() {
		t.Error("the cleared bar is shown")
	}
}

func TestTheRailIsWorkedFromTheKeyboard(t *testing.T) {
	opened := ""
	rail := NewRail(nil, []RailItem{{"today", "Today", theme.HomeIcon()}, {"cases", "Cases", theme.FolderIcon()}}, func(key string) { opened = key })
	w := show(t, rail)
	w.Canvas().FocusNext()
	w.Canvas().FocusNext()
	key(w.Canvas().Focused(), fyne.KeyReturn)
	if opened != "cases" {
		t.Errorf("opened %q", opened)
	}
	rail.Select("cases")
	if rail.buttons[0].chosen || !rail.buttons[1].chosen {
		t.Error("the open place is not marked")
	}
}

func TestTheButtonWithTheKeyboardHasARing(t *testing.T) {
	b := NewPrimary("Open the case", func() {})
	w := show(t, b)
	ring := func() float32 {
		r, ok := test.WidgetRenderer(b).(*bordered)
		if !ok {
			t.Fatal("the button has no border")
		}
		return r.border.StrokeWidth
	}
	if ring() != 0 {
		t.Error("a button without the keyboard has a ring")
	}
	w.Canvas().Focus(b)
	if ring() < 2 {
		t.Error("a button with the keyboard has no ring")
	}
}

func TestTheTabsAreDrawnAndSayWhichIsInFront(t *testing.T) {
	shown, closed := "", ""
	tabs := NewTabs(func(key string) { shown = key }, func(key string) { closed = key })
	show(t, tabs)
	if tabs.Visible() {
		t.Error("the row is shown while nothing is open")
	}
	tabs.Set([]Tab{{"a", "PR-2026-00001"}, {"b", "PR-2026-00002"}})
	tabs.Select("b")
	for _, o := range test.LaidOutObjects(tabs) {
		switch o := o.(type) {
		case *tabButton:
			if o.chosen != (o.tab.Key == "b") {
				t.Errorf("tab %s is in front: %v", o.tab.Key, o.chosen)
			}
			test.Tap(o)
		case *Button:
			test.Tap(o)
		}
	}
	if shown != "b" || closed != "b" {
		t.Errorf("shown %q, closed %q", shown, closed)
	}
}

func TestAFaultInAButtonDoesNotEndTheProgram(t *testing.T) {
	newApp(t)
	reported := false
	before := OnFault
	OnFault = func(string, []byte) { reported = true }
	t.Cleanup(func() { OnFault = before })
	test.Tap(NewButton("Go", func() { panic("fault") }))
	if !reported {
		t.Error("the fault was not reported")
	}
}

func TestThePreviewTurnsPagesAndKeepsItsPlace(t *testing.T) {
	doc := galleryLetter()
	doc.Pages = append(doc.Pages, doc.Pages[0], doc.Pages[0])
	p := NewPreview()
	w := show(t, p)
	p.SetDocument(doc)
	w.Canvas().Focus(p.paper)
	key(p.paper, fyne.KeyPageDown)
	key(p.paper, fyne.KeyPageDown)
	key(p.paper, fyne.KeyPageDown)
	if p.Page() != 2 || p.which.String() != "Page 3 of 3" || !p.next.Disabled() {
		t.Errorf("on page %d, %q", p.Page(), p.which)
	}
	p.SetDocument(doc)
	if p.Page() != 2 {
		t.Error("writing the document anew lost the page")
	}
	p.SetDocument(galleryLetter())
	if p.Page() != 0 {
		t.Error("a page that has gone is still shown")
	}
}

func TestANoticeThatStaysWaitsForItsAnswer(t *testing.T) {
	in := RunInline(t)
	n := NewNotices()
	show(t, n)
	looked := 0
	n.Stay("A glass was broken.", "Look into it", func() { looked++ })
	n.Say("Saved.")
	in.Tick()
	if len(n.staying.Objects) != 1 || len(n.passing.Objects) != 0 {
		t.Errorf("%d notices stay, %d have not passed", len(n.staying.Objects), len(n.passing.Objects))
	}
	for _, o := range test.LaidOutObjects(n) {
		if b, ok := o.(*Button); ok && b.Text == "Look into it" {
			test.Tap(b)
		}
	}
	if looked != 1 || len(n.staying.Objects) != 0 {
		t.Errorf("looked %d times, %d notices stay", looked, len(n.staying.Objects))
	}
	n.Stay("A glass was broken.", "Look into it", func() { looked++ })
	n.Clear()
	if len(n.staying.Objects) != 0 {
		t.Error("a notice is left over the door")
	}
}
