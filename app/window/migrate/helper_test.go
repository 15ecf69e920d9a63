package migrate

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"rapport/app/window/desk"
	"rapport/app/window/officetest"
	"rapport/app/window/ui"
	"rapport/data"
	"rapport/data/practice"
	"rapport/data/store"
)

// office is an officer who brings a spreadsheet into a practice case file.
type office struct {
	*officetest.Office
	screen *Screen
}

// The room that the window's frame leaves at 1024x700.
var room = fyne.NewSize(860, 560)

func newOffice(t *testing.T) *office {
	t.Helper()
	o := &office{Office: officetest.New(t)}
	o.open("")
	return o
}

// watchWork has the office begin with a case file that calls see whenever it looks at
// the clock, as it does before it changes something.
func (o *office) watchWork(see func()) {
	o.Helper()
	now := func() time.Time { see(); return time.Now() }
	session, _, err := store.Create(o.Context(), filepath.Join(o.TempDir(), "store"), practice.Setup(), store.WithKDF(officetest.Cheap), store.WithClock(now))
	if err != nil {
		o.Fatal(err)
	}
	o.Cleanup(func() {
		if err := session.Close(context.Background()); err != nil {
			o.Error(err)
		}
	})
	o.Session, o.Desk.Session = session, session
	o.open("")
}

// open opens the wizard anew, for rows of a kind.
func (o *office) open(rows desk.Rows) {
	o.screen = New(o.Desk)
	o.Show(o.screen)
	o.Window.Resize(room)
	o.screen.Begin(rows, "")
}

// file writes a file of lines and returns its path.
func (o *office) file(name string, lines ...string) string {
	o.Helper()
	path := filepath.Join(o.TempDir(), name)
	if err := os.WriteFile(path, []byte(strings.Join(lines, "\n")+"\n"), 0o600); err != nil {
		o.Fatal(err)
	}
	return path
}

// fixture is the path of a file of this package.
func (o *office) fixture(name string) string {
	o.Helper()
	path, err := filepath.Abs(filepath.Join("testdata", name))
	if err != nil {
		o.Fatal(err)
	}
	return path
}

// choose types the path of a file and waits until it is read.
func (o *office) choose(path string) {
	o.Helper()
	o.Type(o.screen.pages[stepFile].(*filePage).path, path)
	o.Clock.Tick()
}

// on presses Next until the rows are seen as they will be.
func (o *office) on() {
	o.Helper()
	for range steps {
		if o.screen.at == stepLook {
			return
		}
		o.Press("Next")
	}
	o.Fatalf("the wizard does not go on from %q: %s", stepNames[o.screen.at], o.Words())
}

// bringIn brings a file in as it is guessed.
func (o *office) bringIn(path string) {
	o.Helper()
	o.choose(path)
	o.on()
	o.screen.stepOn()
	if o.screen.at != stepDone {
		o.Fatalf("the file did not come in: %s", o.Words())
	}
}

// comments are those in the case file.
func (o *office) comments() []data.Feedback {
	o.Helper()
	page, err := o.Session.Feedback(o.Context(), data.FeedbackQuery{Limit: 500})
	if err != nil {
		o.Fatal(err)
	}
	return page.Rows
}

// cases is how many cases are in the case file.
func (o *office) cases() int {
	o.Helper()
	n, err := o.Session.CountCases(o.Context(), data.CaseQuery{})
	if err != nil {
		o.Fatal(err)
	}
	return n
}

// column is the line of a field.
func (o *office) column(label string) *fieldLine {
	o.Helper()
	for _, l := range o.screen.pages[stepColumns].(*columnsPage).lines {
		if l.field.Label == label {
			return l
		}
	}
	o.Fatalf("there is no field %q", label)
	return nil
}

// give gives a field a column, key by key.
func (o *office) give(label, heading string) {
	o.Helper()
	pick(&o.Eye, o.column(label).column, heading)
}

// word is the line of a word of the file.
func (o *office) word(was string) *wordLine {
	o.Helper()
	for _, l := range o.screen.pages[stepWords].(*wordsPage).lines {
		if l.word.Was == was {
			return l
		}
	}
	o.Fatalf("the word %q is not asked for", was)
	return nil
}

// pick types into a picker.
func pick[V comparable](e *officetest.Eye, p *ui.Picker[V], text string) {
	e.Type(p.Focusable().(*ui.Entry), text)
}
