package officetest

import (
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/widget"

	"rapport/app/window/ui"
)

// Eye is somebody at the window: they see what is in front, a dialog or the
// screen, and work it as the mouse and the keyboard do.
type Eye struct {
	testing.TB
	Window fyne.Window
}

// Front is what lies on top: a dialog, or the screen.
func (e *Eye) Front() fyne.CanvasObject {
	if top := e.Window.Canvas().Overlays().Top(); top != nil {
		return top
	}
	return e.Window.Content()
}

// Visit shows see the object and everything in it, what is hidden too.
func Visit(at fyne.CanvasObject, see func(at fyne.CanvasObject, hidden bool)) { visit(at, false, see) }

func visit(at fyne.CanvasObject, hidden bool, see func(fyne.CanvasObject, bool)) {
	if at == nil {
		return
	}
	hidden = hidden || !at.Visible()
	see(at, hidden)
	var inside []fyne.CanvasObject
	switch x := at.(type) {
	case *fyne.Container:
		inside = x.Objects
	case fyne.Widget:
		inside = test.WidgetRenderer(x).Objects()
	}
	for _, each := range inside {
		visit(each, hidden, see)
	}
}

func oneLine(words []string) string {
	return strings.Join(strings.Fields(strings.Join(words, " ")), " ")
}

// Words is all text in front, as one line.
func (e *Eye) Words() string { return WordsIn(e.Front()) }

// WordsIn is all text in sight in an object, as one line.
func WordsIn(at fyne.CanvasObject) string {
	var words []string
	Visit(at, func(at fyne.CanvasObject, hidden bool) {
		if hidden {
			return
		}
		switch x := at.(type) {
		case *canvas.Text:
			words = append(words, x.Text)
		case *ui.Preview:
			words = append(words, x.Words())
		}
	})
	return oneLine(words)
}

// Everything is all text that the window holds anywhere: behind a dialog, in
// an entry, hidden, in its title and in its menu.
func (e *Eye) Everything() string {
	words := []string{e.Window.Title()}
	for _, root := range append([]fyne.CanvasObject{e.Window.Content()}, e.Window.Canvas().Overlays().List()...) {
		Visit(root, func(at fyne.CanvasObject, _ bool) {
			switch x := at.(type) {
			case *canvas.Text:
				words = append(words, x.Text)
			case *widget.RichText:
				words = append(words, x.String())
			case *ui.Entry:
				words = append(words, x.Text)
			case *ui.Preview:
				words = append(words, x.Words())
			}
		})
	}
	if menu := e.Window.MainMenu(); menu != nil {
		for _, m := range menu.Items {
			for _, item := range m.Items {
				words = append(words, item.Label)
			}
		}
	}
	return oneLine(words)
}

// Sees fails the test unless all the words are in front.
func (e *Eye) Sees(words ...string) {
	e.Helper()
	got := e.Words()
	for _, want := range words {
		if !strings.Contains(got, want) {
			e.Errorf("the officer does not see %q but: %s", want, got)
		}
	}
}

// SeesNo fails the test when the words are in front.
func (e *Eye) SeesNo(words string) {
	e.Helper()
	if got := e.Words(); strings.Contains(got, words) {
		e.Errorf("the officer sees %q in: %s", words, got)
	}
}

// Press presses the first button in front with the text.
func (e *Eye) Press(text string) {
	e.Helper()
	b := find(e, "button "+text, func(b *ui.Button) bool { return b.Text == text })
	if b.Disabled() {
		e.Fatalf("the button %q cannot be pressed", text)
	}
	test.Tap(b)
}

// Tap presses what shows these words and no others: a place of the rail, a tab.
func (e *Eye) Tap(words string) {
	e.Helper()
	test.Tap(find(e, "place "+words, func(at fyne.Tappable) bool {
		object, ok := at.(fyne.CanvasObject)
		_, entry := at.(*ui.Entry)
		return ok && !entry && WordsIn(object) == words
	}))
}

// Shows reports whether there is such a button in front.
func (e *Eye) Shows(button string) bool {
	found := false
	Visit(e.Front(), func(at fyne.CanvasObject, hidden bool) {
		b, ok := at.(*ui.Button)
		found = found || ok && !hidden && b.Text == button
	})
	return found
}

// find is the first object of the type in front that fits.
func find[T any](e *Eye, what string, fits func(T) bool) T {
	e.Helper()
	var found T
	done := false
	Visit(e.Front(), func(at fyne.CanvasObject, hidden bool) {
		if x, ok := at.(T); ok && !done && !hidden && fits(x) {
			found, done = x, true
		}
	})
	if !done {
		e.Fatalf("there is no %s in: %s", what, e.Words())
	}
	return found
}

// Row is the field with the label.
func (e *Eye) Row(label string) *ui.Row {
	e.Helper()
	return find(e, "field "+label, func(r *ui.Row) bool { return r.Label == label })
}

// Fill replaces what stands in the field with the label, key by key.
func (e *Eye) Fill(label, text string) {
	e.Helper()
	var entry *ui.Entry
	Visit(e.Row(label).Field, func(at fyne.CanvasObject, _ bool) {
		if x, ok := at.(*ui.Entry); ok && entry == nil {
			entry = x
		}
	})
	if entry == nil {
		e.Fatalf("nothing can be typed into %q", label)
	}
	e.Type(entry, text)
}

// Type replaces what stands in an entry, key by key.
func (e *Eye) Type(entry *ui.Entry, text string) {
	e.Helper()
	keys := e.Window.Canvas()
	keys.Focus(entry)
	entry.TypedShortcut(&fyne.ShortcutSelectAll{})
	entry.TypedKey(&fyne.KeyEvent{Name: fyne.KeyDelete})
	for _, r := range text {
		if r == '\n' {
			keys.Focused().TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
			continue
		}
		keys.Focused().TypedRune(r)
	}
	if keys.Focused() != fyne.Focusable(entry) { // a list lies under the entry
		keys.Focused().TypedKey(&fyne.KeyEvent{Name: fyne.KeyEscape})
	}
	keys.Focus(nil)
}

// Pick chooses from the closed list with the label.
func (e *Eye) Pick(label, option string) {
	e.Helper()
	list, ok := e.Row(label).Field.(interface{ SetSelected(string) })
	if !ok {
		e.Fatalf("%q is no list", label)
	}
	list.SetSelected(option)
}

// Tick changes the box with the text.
func (e *Eye) Tick(text string) {
	e.Helper()
	box := find(e, "box "+text, func(c *ui.Check) bool { return c.Text == text })
	box.SetChecked(!box.Checked)
}

// Key presses a key where the keyboard is.
func (e *Eye) Key(name fyne.KeyName) {
	e.Helper()
	event := &fyne.KeyEvent{Name: name}
	if f := e.Window.Canvas().Focused(); f != nil {
		f.TypedKey(event)
	} else if typed := e.Window.Canvas().OnTypedKey(); typed != nil {
		typed(event)
	}
}

// FocusedIn reports whether the keyboard is in the field with the label.
func (e *Eye) FocusedIn(label string) bool {
	e.Helper()
	var inside []fyne.CanvasObject
	Visit(e.Row(label), func(at fyne.CanvasObject, _ bool) { inside = append(inside, at) })
	at, ok := e.Window.Canvas().Focused().(fyne.CanvasObject)
	return ok && slices.Contains(inside, at)
}
