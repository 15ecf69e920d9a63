package feedback

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

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/widget"

	"rapport/app/spreadsheet"
	"rapport/app/window/desk"
	"rapport/app/window/ui"
	"rapport/data"
	"rapport/data/practice"
	"rapport/data/store"
	"rapport/data/vault"
)

// office is an officer who looks at the feedback of a practice case file.
type office struct {
	*testing.T
	session *store.Session
	window  fyne.Window
	floor   *floor
	clock   *ui.Inline
	screen  *Screen
}

func newOffice(t *testing.T) *office {
	t.Helper()
	test.NewTempApp(t)
	o := &office{T: t, clock: ui.RunInline(t)}
	session, _, err := store.Create(context.Background(), filepath.Join(t.TempDir(), "store"), practice.Setup(),
		store.WithKDF(vault.KDF{Passes: 1, MemoryKiB: 64, Lanes: 1}))
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
	o.floor = &floor{}
	o.screen = New(&desk.Desk{Session: session, Window: o.window, Floor: o.floor})
	o.window.SetContent(o.screen.Content())
	o.window.Resize(rooms["small"])
	o.screen.Shown()
	return o
}

// floor notes what the screen asks of the window.
type floor struct {
	opened  []string
	begun   []data.Feedback
	brought []string // files that were to be brought in
}

func (f *floor) Show(desk.ScreenID)                     {}
func (f *floor) ShowCases(data.CaseQuery)               {}
func (f *floor) OpenCase(number string, _ desk.Section) { f.opened = append(f.opened, number) }
func (*floor) OpenRecord(string, desk.Section, data.ID) {}
func (*floor) AddContact(string)                        {}

func (*floor) CorrectLetter(string, data.LetterKind, data.ID) {}
func (f *floor) WriteLetter(_ string, _ data.LetterKind)      {}
func (f *floor) NewCase(from *data.Feedback)                  { f.begun = append(f.begun, *from) }
func (*floor) ChangeKey()                                     {}
func (f *floor) Close()                                       {}
func (f *floor) Say(string, func())                           {}
func (f *floor) OpenFile(string) error                        { return nil }
func (f *floor) Browse(*url.URL) error                        { return errors.New("there is no browser") }
func (f *floor) Fail(error)                                   {}
func (f *floor) LettersDue()                                  {}
func (f *floor) MonthNumbers()                                {}
func (f *floor) BringIn(_ desk.Rows, file string)             { f.brought = append(f.brought, file) }
func (f *floor) Backups()                                     {}
func (f *floor) Restore(store.RestoreOrder)                   {}
func (f *floor) Themes(data.Period)                           {}

// fixture is the path of a file of this package.
func (o *office) fixture(name string) string {
	o.Helper()
	path, err := filepath.Abs(filepath.Join("testdata", name))
	if err != nil {
		o.Fatal(err)
	}
	return path
}

// bringIn brings a file of comments in, as the wizard does.
func (o *office) bringIn(path string) {
	o.Helper()
	ctx := context.Background()
	book, err := spreadsheet.OpenBook(ctx, path)
	if err != nil {
		o.Fatal(err)
	}
	plan, err := spreadsheet.Plan(ctx, o.session, book.Sheets[0])
	if err != nil {
		o.Fatal(err)
	}
	if _, err := spreadsheet.Import(ctx, o.session, plan, book, nil, nil); err != nil {
		o.Fatal(err)
	}
}

// pick types into the picker with the placeholder and takes what it offers.
func (o *office) pick(placeholder, text string) {
	o.Helper()
	var entry *ui.Entry
	visit(o.front(), func(object fyne.CanvasObject) {
		if e, ok := object.(*ui.Entry); ok && e.PlaceHolder == placeholder {
			entry = e
		}
	})
	if entry == nil {
		o.Fatalf("there is no field %q", placeholder)
	}
	test.Type(entry, text)
	o.window.Canvas().Focused().TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
}

// find searches for words, "" for none.
func (o *office) find(words string) {
	o.screen.search.SetText("")
	test.Type(o.screen.search, words)
	o.clock.Tick()
}

// selectComment presses the row whose words begin so.
func (o *office) selectComment(words string) data.Feedback {
	o.Helper()
	for _, f := range o.screen.table.Rows() {
		if strings.HasPrefix(opening(f.Text), words) {
			o.screen.table.Select(rowKey(f))
			return f
		}
	}
	o.Fatalf("no row begins with %q", words)
	return data.Feedback{}
}

// shown are the words of the rows in the list.
func (o *office) shown() []string {
	var all []string
	for _, f := range o.screen.table.Rows() {
		all = append(all, opening(f.Text))
	}
	return all
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

// front is what lies on top: a dialog, or the screen.
func (o *office) front() fyne.CanvasObject {
	if top := o.window.Canvas().Overlays().Top(); top != nil {
		return top
	}
	return o.window.Content()
}

// texts is every text in front.
func (o *office) texts() string {
	var all []string
	visit(o.front(), func(object fyne.CanvasObject) {
		switch x := object.(type) {
		case *canvas.Text:
			all = append(all, x.Text)
		case *widget.RichText:
			all = append(all, x.String())
		case *ui.Button:
			all = append(all, x.Text)
		}
	})
	return strings.Join(all, "\n")
}

func (o *office) wantText(words ...string) {
	o.Helper()
	for _, w := range words {
		if !strings.Contains(o.texts(), w) {
			o.Errorf("%q is not in sight; what is:\n%s", w, o.texts())
		}
	}
}

// press presses the button with the text, in front.
func (o *office) press(text string) {
	o.Helper()
	var found *ui.Button
	visit(o.front(), func(object fyne.CanvasObject) {
		if b, ok := object.(*ui.Button); ok && b.Text == text && found == nil {
			found = b
		}
	})
	if found == nil {
		o.Fatalf("there is no button %q; what is:\n%s", text, o.texts())
	}
	found.OnTapped()
}

// picture keeps what the window shows in the folder $RAPPORT_SHOTS.
func (o *office) picture(name string) {
	o.Helper()
	size := o.window.Canvas().Size()
	o.window.Resize(size.AddWidthHeight(1, 0)) // wrapped text knows its height after a first layout
	o.window.Resize(size)
	visit(o.front(), func(object fyne.CanvasObject) { // the window's driver does so for what was shown or hidden in a dialog
		if c, ok := object.(*fyne.Container); ok {
			c.Refresh()
		}
	})
	img := o.window.Canvas().Capture()
	dir := os.Getenv("RAPPORT_SHOTS")
	if dir == "" {
		return
	}
	file, err := os.Create(filepath.Join(dir, fmt.Sprintf("feedback-%s.png", name)))
	if err != nil {
		o.Fatal(err)
	}
	defer file.Close()
	if err := png.Encode(file, img); err != nil {
		o.Fatal(err)
	}
}
