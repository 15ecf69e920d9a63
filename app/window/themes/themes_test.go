package themes

import (
	"testing"

	"fyne.io/fyne/v2"

	"rapport/app/window/officetest"
	"rapport/app/window/ui"
	"rapport/data"
)

// office is the practice office with three complaints alike, and the screen.
func newOffice(t *testing.T, complaints int) (*officetest.Office, *Screen) {
	t.Helper()
	o := officetest.New(t)
	for range complaints {
		o.Open(o.Complaint())
	}
	s := New(o.Desk, data.QuarterPeriod(o.Today()))
	o.Show(s)
	return o, s
}

func TestAThemeIsNamedAndItsNameTakenBack(t *testing.T) {
	o, s := newOffice(t, 3)
	o.Sees("Safety", "4 West Medical", "not named yet")
	s.table.Select(key(s.table.Rows()[0]))
	o.Key(fyne.KeyReturn)
	o.Sees("Name the theme", "3 cases.")
	o.Press("Save the theme")
	o.Sees("Please fill this in.")
	o.Fill("Name", "Call lights are not answered at night")
	o.Fill("Who answers for it", "Night manager")
	o.Fill("What is done about it", "A second runner from eleven on.")
	o.Press("Save the theme")
	o.Sees("Call lights are not", "Night manager")
	all, err := o.Session.QuarterThemes(o.Context(), data.QuarterPeriod(o.Today()))
	if err != nil || all[0].Plan != "A second runner from eleven on." {
		t.Fatalf("saved is %v, %v", all, err)
	}
	o.Floor.Undo()
	o.Sees("not named yet")
}

func TestTheDoorOfAThemeLeadsToItsCases(t *testing.T) {
	o, s := newOffice(t, 3)
	s.table.Select(key(s.table.Rows()[0]))
	o.Press("Show its cases")
	q := o.Floor.Queries[len(o.Floor.Queries)-1]
	n, err := o.Session.CountCases(o.Context(), q)
	if err != nil || n != 3 || q.AmongName == "" {
		t.Errorf("the list “%s” has %d cases, %v", q.AmongName, n, err)
	}
}

func TestAQuarterWithoutThemesSaysSo(t *testing.T) {
	o, s := newOffice(t, 2)
	o.Sees("Nothing came up three times in one unit")
	o.Press("Show the quarter before")
	if s.quarter != data.QuarterPeriod(o.Today()).Before() {
		t.Errorf("the quarter is %s", s.quarter)
	}
}

func TestThemesFitTheSmallWindowInEveryLook(t *testing.T) {
	o, s := newOffice(t, 4)
	at := data.ThemeKey{Quarter: data.QuarterPeriod(o.Today()).From, Category: s.table.Rows()[0].Category, Unit: s.table.Rows()[0].Unit}
	if err := o.Session.NameTheme(o.Context(), at, data.NamedTheme{Name: "Call lights are not answered at night", Owner: "Dana Whitfield", Plan: "A second runner from eleven on."}); err != nil {
		t.Fatal(err)
	}
	s.reload()
	for _, look := range []ui.Look{ui.LookLight, ui.LookDark} {
		ui.Apply(look, 1)
		o.Window.Resize(fyne.NewSize(850, 570))
		s.table.Select(key(s.table.Rows()[0]))
		o.Picture("themes-" + string(look))
		s.name(s.table.Rows()[0])
		o.Picture("theme-form-" + string(look))
		o.Press("Cancel")
		if need := s.Content().MinSize(); need.Width > 850 || need.Height > 570 {
			t.Errorf("%s needs %v", look, need)
		}
	}
}
