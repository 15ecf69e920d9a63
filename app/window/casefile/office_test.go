package casefile

import (
	"errors"
	"image/png"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/test"

	"rapport/app/window/desk"
	"rapport/app/window/ui"
	"rapport/data"
	"rapport/data/practice"
	"rapport/data/store"
	"rapport/data/vault"
)

// office is a case file in a test with the screen of one of its cases, and
// everything that the window does for the screen.
type office struct {
	t       *testing.T
	session *store.Session
	window  fyne.Window
	screen  *Screen
	timers  *ui.Inline

	said, failed []string
	undo         func()
	letter       data.LetterKind // the composer that was opened last
	corrects     data.ID         // the letter that the composer was asked to correct
	opened       []string        // files handed to the viewer
	went         string          // the case that was opened last
	browser      func(*url.URL) error
}

func (o *office) Show(desk.ScreenID)                     {}
func (o *office) ShowCases(data.CaseQuery)               {}
func (o *office) OpenCase(number string, _ desk.Section) { o.went = number }
func (*office) OpenRecord(string, desk.Section, data.ID) {}
func (*office) AddContact(string)                        {}

func (o *office) CorrectLetter(_ string, k data.LetterKind, issued data.ID) {
	o.letter, o.corrects = k, issued
}
func (o *office) WriteLetter(_ string, k data.LetterKind) { o.letter = k }
func (o *office) NewCase(*data.Feedback)                  {}
func (o *office) ChangeKey()                              {}
func (o *office) Close()                                  {}
func (o *office) Fail(err error)                          { o.failed = append(o.failed, err.Error()) }
func (o *office) OpenFile(path string) error              { o.opened = append(o.opened, path); return nil }
func (o *office) Browse(at *url.URL) error                { return o.browser(at) }
func (o *office) Say(text string, undo func())            { o.said, o.undo = append(o.said, text), undo }
func (o *office) LettersDue()                             {}
func (o *office) MonthNumbers()                           {}
func (o *office) BringIn(desk.Rows, string)               {}
func (o *office) Backups()                                {}
func (o *office) Restore(store.RestoreOrder)              {}
func (o *office) Themes(data.Period)                      {}

// newOffice opens the screen of a grievance that came in by phone an hour ago.
func newOffice(t *testing.T) *office {
	t.Helper()
	test.NewTempApp(t)
	o := &office{t: t, timers: ui.RunInline(t)}
	ui.Apply(ui.LookLight, 1)
	cheap := vault.KDF{Passes: 1, MemoryKiB: 64, Lanes: 1}
	s, _, err := store.Create(t.Context(), filepath.Join(t.TempDir(), "file"), practice.Setup(), store.WithKDF(cheap))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		ui.CloseDialogs(o.window)
		o.screen.Left()
		if err := s.Close(t.Context()); err != nil && !errors.Is(err, data.ErrLocked) {
			t.Log(err)
		}
	})
	o.session = s
	o.show(o.open(call()).Number)
	return o
}

// call is a complaint by phone from a patient's wife.
func call() data.Intake {
	return data.Intake{
		Channel: data.Phone, ReceivedAt: time.Now().Add(-time.Hour), Unit: "4 West Medical", Relation: "spouse",
		Story:   "He rang for pain relief four times between two and six in the morning. Nobody came until the day shift. When I asked why, the nurse said that they were short and that he should have rung louder. I want somebody to tell us what happened, and I do not want it to happen to the next person in that bed.",
		Remedy:  "An explanation and an apology",
		Patient: data.Person{Title: "Mr.", Given: "Walter", Family: "Fennimore", BirthDate: data.NewDate(1948, 5, 2), MRN: "0047811"},
		Complainant: data.Person{Title: "Ms.", Given: "Rosalind", Family: "Fennimore", Authority: data.AuthorityVerbal, Phone: "614-555-0111",
			Street: "12 Heron Street", City: "Lakeshore", State: "OH", Postal: "43999", AddressConfirmed: today()},
		Issues: []data.Issue{
			{Words: "Nobody came for four hours when he rang for pain relief", Category: "safety", Subcategory: "failure_to_respond", Severity: 2, Unit: "4 West Medical"},
			{Words: "The nurse told us he should have rung louder", Category: "respect", Subcategory: "disrespect", Severity: 1},
		},
	}
}

func today() data.Date { return practice.Settings().Today(time.Now()) }

func (o *office) open(in data.Intake) data.CaseFile {
	o.t.Helper()
	f, err := o.session.OpenCase(o.t.Context(), in)
	if err != nil {
		o.t.Fatal(err)
	}
	return f
}

// show puts the screen of a case into a window of 1024x700 as the frame leaves
// room for it.
func (o *office) show(number string) {
	o.t.Helper()
	d := &desk.Desk{Session: o.session, Floor: o}
	o.screen = New(d, number)
	o.window = test.NewTempWindow(o.t, ui.NewFrame(nil, nil, nil, ui.Margin(1, o.screen.Content())))
	o.window.SetPadded(false)
	d.Window = o.window
	o.window.Resize(fyne.NewSize(850, 570))
	o.screen.Shown()
}

// file is the case as the store has it.
func (o *office) file() data.CaseFile {
	o.t.Helper()
	f, err := o.session.Case(o.t.Context(), o.screen.number)
	if err != nil {
		o.t.Fatal(err)
	}
	return f
}

// walk visits everything that can be seen in front: the dialog on top, or the
// screen.
func (o *office) walk(visit func(fyne.CanvasObject)) {
	top := o.window.Canvas().Overlays().Top()
	if top == nil {
		top = o.window.Content()
	}
	walk(top, visit)
}

func walk(at fyne.CanvasObject, visit func(fyne.CanvasObject)) {
	if at == nil || !at.Visible() {
		return
	}
	visit(at)
	switch w := at.(type) {
	case *fyne.Container:
		for _, o := range w.Objects {
			walk(o, visit)
		}
	case fyne.Widget:
		for _, o := range test.WidgetRenderer(w).Objects() {
			walk(o, visit)
		}
	}
}

// words is all text in front, as one line.
func (o *office) words() string {
	var words []string
	o.walk(func(at fyne.CanvasObject) {
		switch x := at.(type) {
		case *canvas.Text:
			words = append(words, x.Text)
		case *ui.Preview:
			words = append(words, x.Words())
		}
	})
	return strings.Join(strings.Fields(strings.Join(words, " ")), " ")
}

func (o *office) sees(want string) {
	o.t.Helper()
	if got := o.words(); !strings.Contains(got, want) {
		o.t.Errorf("the officer does not see %q but: %s", want, got)
	}
}

// press presses the first button in front with the text.
func (o *office) press(text string) {
	o.t.Helper()
	var found *ui.Button
	o.walk(func(at fyne.CanvasObject) {
		if b, ok := at.(*ui.Button); ok && found == nil && b.Text == text {
			found = b
		}
	})
	if found == nil {
		o.t.Fatalf("there is no button %q in: %s", text, o.words())
	}
	test.Tap(found)
	if len(o.failed) > 0 {
		o.t.Fatalf("pressing %q failed: %v", text, o.failed)
	}
}

// fill types into the field with the label.
func (o *office) fill(label, text string) {
	o.t.Helper()
	var row *ui.Row
	o.walk(func(at fyne.CanvasObject) {
		if r, ok := at.(*ui.Row); ok && row == nil && r.Label == label {
			row = r
		}
	})
	if row == nil {
		o.t.Fatalf("there is no field %q in: %s", label, o.words())
	}
	var entry *ui.Entry
	walk(row.Field, func(at fyne.CanvasObject) {
		if e, ok := at.(*ui.Entry); ok && entry == nil {
			entry = e
		}
	})
	if entry == nil {
		o.t.Fatalf("nothing can be typed into %q", label)
	}
	o.window.Canvas().Focus(entry)
	entry.TypedShortcut(&fyne.ShortcutSelectAll{})
	for _, r := range text {
		o.window.Canvas().Focused().TypedRune(r)
	}
	if o.window.Canvas().Focused() != fyne.Focusable(entry) { // a list lies under the entry
		o.window.Canvas().Focused().TypedKey(&fyne.KeyEvent{Name: fyne.KeyEscape})
	}
}

// pick chooses from the closed list with the label.
func (o *office) pick(label, value string) {
	o.t.Helper()
	done := false
	o.walk(func(at fyne.CanvasObject) {
		if r, ok := at.(*ui.Row); ok && !done && r.Label == label {
			r.Field.(interface{ SetSelected(string) }).SetSelected(value)
			done = true
		}
	})
	if !done {
		o.t.Fatalf("there is no list %q in: %s", label, o.words())
	}
}

// tick ticks the box with the text.
func (o *office) tick(text string) {
	o.t.Helper()
	done := false
	o.walk(func(at fyne.CanvasObject) {
		if c, ok := at.(*ui.Check); ok && !done && c.Text == text {
			c.SetChecked(!c.Checked)
			done = true
		}
	})
	if !done {
		o.t.Fatalf("there is no box %q in: %s", text, o.words())
	}
}

// shoot keeps a picture of the window when RAPPORT_SHOTS names a folder.
func (o *office) shoot(name string) {
	o.t.Helper()
	dir := os.Getenv("RAPPORT_SHOTS")
	if dir == "" {
		return
	}
	img := o.window.Canvas().Capture()
	f, err := os.Create(filepath.Join(dir, "casefile-"+name+".png"))
	if err != nil {
		o.t.Fatal(err)
	}
	defer f.Close()
	if err := png.Encode(f, img); err != nil {
		o.t.Fatal(err)
	}
}
