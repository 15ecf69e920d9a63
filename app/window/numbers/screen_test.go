package numbers

import (
	"slices"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"rapport/app/window/desk"
	"rapport/app/window/officetest"
	"rapport/app/window/ui"
	"rapport/data"
	"rapport/data/exchange"
)

type office struct {
	*officetest.Office
	screen *Screen
}

func newOffice(t *testing.T) *office {
	t.Helper()
	o := &office{Office: officetest.New(t)}
	o.open()
	return o
}

// open opens the screen anew.
func (o *office) open() {
	o.screen = New(o.Desk)
	o.Show(o.screen)
}

// month is the month n months ago.
func (o *office) month(n int) data.Month { return o.Today().Month().Add(-n) }

// write types into the cell with the keyboard.
func (o *office) write(text string) {
	o.Helper()
	for _, r := range text {
		o.Window.Canvas().Focused().TypedRune(r)
	}
}

func TestNumbersAreTypedLikeInASpreadsheetAndSavedWithOneSave(t *testing.T) {
	o := newOffice(t)
	o.Sees("Patient days", "Encounters", "Survey answers", "(running)", o.month(1).Long(), o.month(23).Long(), "not known", "Everything is saved.")
	o.write("8214") // the newest month that is over
	o.Key(fyne.KeyReturn)
	o.write("7,908")
	o.Key(fyne.KeyUp)
	o.Window.Canvas().FocusNext() // Tab
	o.write("1200")
	o.Key(fyne.KeyDown)
	o.Key(fyne.KeyLeft)
	o.Sees("3 numbers are not saved yet")
	if o.MonthNumber(o.month(1), "", data.PatientDays) != -1 {
		t.Error("a number is in the store before it is saved")
	}
	o.Press("Save the numbers")
	o.Sees("8,214", "7,908", "1,200", "Everything is saved.")
	if a, b, c := o.MonthNumber(o.month(1), "", data.PatientDays), o.MonthNumber(o.month(2), "", data.PatientDays), o.MonthNumber(o.month(1), "", data.Encounters); a != 8214 || b != 7908 || c != 1200 {
		t.Errorf("saved were %d, %d, %d", a, b, c)
	}
	o.Floor.Undo()
	if n := o.MonthNumber(o.month(1), "", data.PatientDays); n != -1 {
		t.Errorf("taken back, %d is still there", n)
	}
	o.Sees("not known")
}

func TestABlankIsNotKnownAndTakesTheNumberAway(t *testing.T) {
	o := newOffice(t)
	o.write("0")
	o.Press("Save the numbers")
	if n := o.MonthNumber(o.month(1), "", data.PatientDays); n != 0 {
		t.Fatalf("none was saved as %d", n)
	}
	o.Type(o.screen.grid.Cell(1, 0), "")
	o.Press("Save the numbers")
	if n := o.MonthNumber(o.month(1), "", data.PatientDays); n != -1 {
		t.Errorf("blank was saved as %d", n)
	}
	o.Floor.Undo()
	if n := o.MonthNumber(o.month(1), "", data.PatientDays); n != 0 {
		t.Errorf("taken back, it is %d", n)
	}
}

func TestWhatIsNoWholeNumberIsExplainedAndNothingIsSaved(t *testing.T) {
	o := newOffice(t)
	o.write("12")
	o.Type(o.screen.grid.Cell(4, 1), "8.5")
	o.Press("Save the numbers")
	o.Sees("Encounters, " + o.month(4).Long() + ", Whole hospital: enter a whole number")
	if o.Window.Canvas().Focused() != fyne.Focusable(o.screen.grid.Cell(4, 1)) {
		t.Error("the keyboard is not in the wrong cell")
	}
	if o.MonthNumber(o.month(1), "", data.PatientDays) != -1 {
		t.Error("a part was saved")
	}
	o.Key(fyne.KeyEscape)
	o.Type(o.screen.grid.Cell(4, 1), "85")
	o.Type(o.screen.grid.Cell(4, 2), "20")
	o.Type(o.screen.grid.Cell(4, 3), "21")
	o.Press("Save the numbers")
	o.Sees("more surveys have the best answer than were answered")
}

func TestNumbersOfAUnitAreKeptApartAndWrongOnesAreFound(t *testing.T) {
	o := newOffice(t)
	o.write("8000")
	unit := o.Session.Settings().Units[0]
	o.Pick("Numbers of", unit)
	if text := o.screen.grid.Cell(1, 0).Text; text != "" {
		t.Errorf("the unit shows %q", text)
	}
	o.Type(o.screen.grid.Cell(1, 0), "612")
	o.Pick("Numbers of", wholeHospital)
	o.Sees("2 numbers are not saved yet, 1 of them of other months or units.")
	o.Press("Save the numbers")
	if a, b := o.MonthNumber(o.month(1), "", data.PatientDays), o.MonthNumber(o.month(1), unit, data.PatientDays); a != 8000 || b != 612 {
		t.Errorf("saved were %d and %d", a, b)
	}
	o.Pick("Numbers of", unit)
	o.Type(o.screen.grid.Cell(2, 0), "many")
	o.Pick("Numbers of", wholeHospital)
	o.Press("Earlier months")
	o.Press("Save the numbers")
	o.Sees(unit+": enter a whole number", o.month(2).Long(), "many")
}

func TestWhatIsNotSavedIsKeptWhenTheScreenIsLeft(t *testing.T) {
	o := newOffice(t)
	o.write("8214")
	o.screen.Left()
	if n := len(o.Floor.Said); n == 0 || !strings.Contains(o.Floor.Said[n-1], "1 number is not saved yet") {
		t.Errorf("the officer was told %q", o.Floor.Said)
	}
	o.open()
	o.Sees("8,214", "This is what you typed before and did not save.")
	o.Press("Put the changes away …")
	o.Press("Put them away")
	o.SeesNo("8,214")
	o.Floor.Undo()
	o.Sees("8,214")
	o.Press("Save the numbers")
	o.screen.Left()
	o.open()
	o.SeesNo("This is what you typed before")
}

// paste pastes into the cell with the keyboard.
func (o *office) paste(text string) {
	clip := fyne.CurrentApp().Clipboard()
	clip.SetContent(text)
	o.Window.Canvas().Focused().(fyne.Shortcutable).TypedShortcut(&fyne.ShortcutPaste{Clipboard: clip})
}

func TestAColumnIsPastedFromASpreadsheet(t *testing.T) {
	o := newOffice(t)
	o.paste("8,214\t1200\r\n7908\t\r\n")
	if a, b, c := o.screen.grid.Cell(1, 0).Text, o.screen.grid.Cell(2, 0).Text, o.screen.grid.Cell(1, 1).Text; a != "8,214" || b != "7,908" || c != "1,200" {
		t.Errorf("pasted were %q, %q, %q", a, b, c)
	}
	o.Floor.Undo()
	o.Sees("Everything is saved.")

	// The oldest month first, with a heading: each finds its month.
	o.paste("Month\tDays\n" + o.month(3).String() + "\t300\n" + o.month(2).First().Format("Jan 2006") + "\t200\n")
	if a, b := o.screen.grid.Cell(3, 0).Text, o.screen.grid.Cell(2, 0).Text; a != "300" || b != "200" {
		t.Errorf("pasted with their months were %q, %q", a, b)
	}
	o.paste("77\n")
	if text := o.screen.grid.Cell(1, 0).Text; text != "77" {
		t.Errorf("one cell was pasted as %q", text)
	}
}

func TestAFileGoesToTheWizard(t *testing.T) {
	o := newOffice(t)
	o.Press("Bring in a file …")
	o.screen.Dropped([]string{"days.csv"})
	want := []officetest.Spreadsheet{{Rows: desk.RowsNumbers}, {Rows: desk.RowsNumbers, File: "days.csv"}}
	if !slices.Equal(o.Floor.Brought, want) {
		t.Errorf("the wizard was opened with %v", o.Floor.Brought)
	}
}

func TestMonthsAreReadAsSpreadsheetsWriteThem(t *testing.T) {
	officetest.App(t)
	today := data.NewDate(2026, time.November, 27)
	october := data.Month{Year: 2026, Month: time.October}
	for _, text := range []string{"2026-10", "Oct 2026", "October 2026", "Oct-26", "10/2026", "2026/10", "2026-10-31", "10/01/2026", "2026-10-01T00:00:00"} {
		if m, err := exchange.ReadMonth(text, today); err != nil || m != october {
			t.Errorf("%q is read as %s, %v", text, m, err)
		}
	}
	for _, text := range []string{"", "Q3", "2026", "12/2026", "t", "+7", "10"} {
		if m, err := exchange.ReadMonth(text, today); err == nil {
			t.Errorf("%q is read as %s", text, m)
		}
	}
}

func TestTheGridFitsTheSmallWindowInEveryLook(t *testing.T) {
	o := newOffice(t)
	o.write("8214")
	o.Key(fyne.KeyReturn)
	o.write("7908")
	o.Press("Save the numbers")
	o.Type(o.screen.grid.Cell(3, 0), "7771")
	o.Type(o.screen.grid.Cell(4, 1), "8.5")
	o.screen.grid.Focus(4, 1)
	for look, scale := range map[ui.Look]float32{ui.LookLight: 1, ui.LookDark: 1, ui.LookContrast: 1.5} {
		ui.Apply(look, scale)
		o.Window.Resize(fyne.NewSize(850, 570))
		o.Picture("numbers-" + string(look))
		if need := o.screen.Content().MinSize(); need.Width > 850 || need.Height > 570 {
			t.Errorf("%s needs %v", look, need)
		}
	}
}
