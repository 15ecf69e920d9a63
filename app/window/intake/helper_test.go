package intake

import (
	"context"
	"errors"
	"fmt"
	"image/png"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/widget"

	"rapport/app/window/desk"
	"rapport/app/window/ui"
	"rapport/data"
	"rapport/data/practice"
	"rapport/data/store"
	"rapport/data/vault"
)

// callTime is when the calls of these tests come in: Wed, March 4, 2026, 2:05 pm
// in New York.
var callTime = time.Date(2026, 3, 4, 19, 5, 0, 0, time.UTC)

// office is an officer at a desk with a practice case file of their own.
type office struct {
	*testing.T
	session *store.Session
	window  fyne.Window
	floor   *floor
	clock   *ui.Inline
	now     time.Time
	screen  *Screen
}

func newOffice(t *testing.T) *office {
	t.Helper()
	test.NewTempApp(t)
	o := &office{T: t, clock: ui.RunInline(t), now: callTime}
	set := practice.Setup()
	set.Settings.TimeZone = "America/New_York"
	session, _, err := store.Create(context.Background(), filepath.Join(t.TempDir(), "store"), set,
		store.WithKDF(vault.KDF{Passes: 1, MemoryKiB: 64, Lanes: 1}), store.WithClock(func() time.Time { return o.now }))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := session.Close(context.Background()); err != nil {
			t.Error(err)
		}
	})
	o.session = session
	ui.Apply(ui.LookLight, 1)
	o.window = test.NewTempWindow(t, widget.NewLabel(""))
	o.window.SetPadded(false)
	o.open()
	return o
}

// open shows a new intake, as a new tab does.
func (o *office) open() {
	o.floor = &floor{office: o}
	o.screen = newScreen(&desk.Desk{Session: o.session, Window: o.window, Floor: o.floor}, func() time.Time { return o.now })
	o.window.SetContent(o.screen.Content())
	o.window.Resize(fyne.NewSize(860, 560))
	o.screen.Shown()
	o.window.Canvas().Focus(o.screen.FirstFocus())
}

// floor notes what the screen asks of the window.
type floor struct {
	*office
	said   []string
	undo   func()
	failed []error
	closed int
	cases  []string
}

func (f *floor) Show(desk.ScreenID)                     {}
func (f *floor) ShowCases(data.CaseQuery)               {}
func (f *floor) OpenCase(number string, _ desk.Section) { f.cases = append(f.cases, number) }
func (*floor) OpenRecord(string, desk.Section, data.ID) {}
func (*floor) AddContact(string)                        {}

func (*floor) CorrectLetter(string, data.LetterKind, data.ID) {}
func (f *floor) WriteLetter(_ string, _ data.LetterKind)      {}
func (f *floor) NewCase(*data.Feedback)                       { f.screen.Shown() }
func (*floor) ChangeKey()                                     {}
func (f *floor) Close()                                       { f.closed++; f.screen.Left() }
func (f *floor) Say(text string, undo func())                 { f.said, f.undo = append(f.said, text), undo }
func (f *floor) OpenFile(string) error                        { return nil }
func (f *floor) Browse(*url.URL) error                        { return errors.New("there is no browser") }
func (f *floor) LettersDue()                                  {}
func (f *floor) MonthNumbers()                                {}
func (f *floor) BringIn(desk.Rows, string)                    {}
func (f *floor) Backups()                                     {}
func (f *floor) Restore(store.RestoreOrder)                   {}
func (f *floor) Themes(data.Period)                           {}
func (f *floor) Fail(err error) {
	if err != nil {
		f.failed = append(f.failed, err)
	}
}

// call takes down a routine call: a spoken complaint about waiting.
func (o *office) call() {
	s := o.screen
	s.origin.channel.SetValue(data.Phone)
	test.Type(s.patient.person.given, "Rosalind")
	test.Type(s.patient.person.family, "Achterberg")
	test.Type(s.patient.mrn, "MR-4471902")
	test.Type(s.story.words, "I waited four hours and nobody told me why.")
}

// speaks has somebody speak for the patient.
func (o *office) speaks(relation data.Relation) {
	o.screen.speaker.voice.SetValue(otherSpeaks)
	o.screen.speaker.relation.SetValue(relation)
}

func (o *office) cases() []data.CaseRow {
	o.Helper()
	page, err := o.session.Cases(context.Background(), data.CaseQuery{})
	if err != nil {
		o.Fatal(err)
	}
	return page.Rows
}

// theCase is the one case there is.
func (o *office) theCase() data.CaseFile {
	o.Helper()
	rows := o.cases()
	if len(rows) != 1 {
		o.Fatalf("there are %d cases, want 1; failed: %v; message: %v", len(rows), o.floor.failed, o.texts())
	}
	f, err := o.session.Case(context.Background(), rows[0].Number)
	if err != nil {
		o.Fatal(err)
	}
	return f
}

func (o *office) hasDraft() bool {
	o.Helper()
	list, err := o.session.Drafts(context.Background(), draftName)
	if err != nil {
		o.Fatal(err)
	}
	return len(list) > 0
}

// visit calls see for the object and everything visible in it.
func visit(object fyne.CanvasObject, see func(fyne.CanvasObject)) {
	if object == nil || !object.Visible() {
		return
	}
	see(object)
	var inside []fyne.CanvasObject
	switch x := object.(type) {
	case *fyne.Container:
		inside = x.Objects
	case fyne.Widget:
		inside = test.WidgetRenderer(x).Objects()
	}
	for _, each := range inside {
		visit(each, see)
	}
}

// texts is every text that is shown, scrolled out of sight or not.
func (o *office) texts() string {
	var all []string
	visit(o.window.Content(), func(object fyne.CanvasObject) {
		switch x := object.(type) {
		case *ui.Text:
			all = append(all, x.String())
		case *ui.Chip:
			all = append(all, x.String())
		case *widget.RichText:
			all = append(all, x.String())
		case *ui.Button:
			all = append(all, x.Text)
		}
	})
	return strings.Join(all, "\n")
}

// top is how far below the top of the screen the text begins that starts with words.
func (o *office) top(words string) float32 {
	o.Helper()
	y := float32(-1)
	visit(o.window.Content(), func(object fyne.CanvasObject) {
		if text, ok := object.(fmt.Stringer); ok && y < 0 && strings.HasPrefix(text.String(), words) {
			y = fyne.CurrentApp().Driver().AbsolutePositionForObject(object).Y
		}
	})
	if y < 0 {
		o.Fatalf("%q is not in sight", words)
	}
	return y
}

func (o *office) wantText(words string) {
	o.Helper()
	if !strings.Contains(o.texts(), words) {
		o.Errorf("%q is not in sight; what is:\n%s", words, o.texts())
	}
}

func (o *office) wantNoText(words string) {
	o.Helper()
	if strings.Contains(o.texts(), words) {
		o.Errorf("%q is in sight", words)
	}
}

// press presses the button with the text, over the window or in it.
func (o *office) press(text string) {
	o.Helper()
	roots := []fyne.CanvasObject{o.window.Content()}
	if top := o.window.Canvas().Overlays().Top(); top != nil {
		roots = append([]fyne.CanvasObject{top}, roots...)
	}
	for _, root := range roots {
		var found *ui.Button
		visit(root, func(object fyne.CanvasObject) {
			if b, ok := object.(*ui.Button); ok && b.Text == text && found == nil {
				found = b
			}
		})
		if found != nil {
			found.OnTapped()
			return
		}
	}
	o.Fatalf("there is no button %q", text)
}

func (o *office) tick(words string) {
	o.Helper()
	for i, q := range questions {
		if q.words == words {
			if o.screen.asked.checks[i].Disabled() {
				o.Fatalf("%q cannot be ticked", words)
			}
			o.screen.asked.checks[i].SetChecked(!o.screen.asked.checks[i].Checked)
			return
		}
	}
	o.Fatalf("there is no question %q", words)
}

// picture keeps what the window shows in the folder $RAPPORT_SHOTS.
func (o *office) picture(name string) {
	o.Helper()
	size := o.window.Canvas().Size()
	o.window.Resize(size.AddWidthHeight(1, 0)) // wrapped text knows its height after a first layout
	o.window.Resize(size)
	o.shot(name)
}

func (o *office) shot(name string) {
	o.Helper()
	img := o.window.Canvas().Capture()
	dir := os.Getenv("RAPPORT_SHOTS")
	if dir == "" {
		return
	}
	file, err := os.Create(filepath.Join(dir, fmt.Sprintf("intake-%s.png", name)))
	if err != nil {
		o.Fatal(err)
	}
	defer file.Close()
	if err := png.Encode(file, img); err != nil {
		o.Fatal(err)
	}
}
