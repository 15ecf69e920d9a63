package actions

import (
	"image/png"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"fyne.io/fyne/v2"

	"rapport/app/window/desk"
	"rapport/app/window/officetest"
	"rapport/app/window/ui"
	"rapport/data"
)

type office struct {
	*officetest.Office
	screen *Screen
	file   data.CaseFile
}

// newOffice has one case with a plan for each state.
func newOffice(t *testing.T) *office {
	t.Helper()
	o := &office{Office: officetest.New(t)}
	o.file = o.Open(o.Complaint())
	day := o.Today()
	for _, a := range []data.ActionPlan{
		{What: "Train everybody again", Owner: "Ann Gray", Due: day.AddDays(9), Strength: "weak"},
		{What: "Fix the call lights", Unit: "Medical, 5 East", Owner: "Bo Reyes", Due: day.AddDays(-3), Strength: "strong"},
		{What: "A second nurse at night", Owner: "Bo Reyes", Due: day.AddDays(-30), DoneOn: day.AddDays(-7), Strength: "strong"},
		{What: "A new form", Owner: "Ann Gray", Due: day, Strength: "weak", Dropped: "The unit closes."},
	} {
		if _, err := o.Session.SaveRecord(o.Context(), o.file.Key, &a); err != nil {
			t.Fatal(err)
		}
	}
	o.screen = New(o.Desk)
	o.Show(o.screen)
	return o
}

func (o *office) wantListed(want ...string) {
	o.Helper()
	var got []string
	for _, r := range o.screen.table.Rows() {
		got = append(got, r.Plan.What)
	}
	if !slices.Equal(got, want) {
		o.Errorf("the list has %q, want %q", got, want)
	}
}

func TestWhatIsOverdueStandsOnTop(t *testing.T) {
	o := newOffice(t)
	o.wantListed("Fix the call lights", "A second nurse at night", "Train everybody again")
	o.Sees("3 days overdue", "due today", "Done, not verified", "Bo Reyes", o.file.Number)
	o.Pick("State", "Open")
	o.wantListed("Fix the call lights", "Train everybody again")
	o.Pick("State", "Dropped")
	o.wantListed("A new form")
	o.Pick("State", "Verified")
	o.wantListed()
	o.Sees("No action fits. Choose another state, unit or owner.")
	o.Pick("State", "Not finished")
	o.Pick("Unit", "Medical, 5 East")
	o.wantListed("Fix the call lights")
	o.Pick("Unit", "Every unit")
	o.Fill("Owner", "ann gray")
	o.wantListed("Train everybody again")
}

func TestTheListShowsWhatTheShareableReportShows(t *testing.T) {
	o := newOffice(t)
	o.Pick("State", "In the shareable report")
	o.wantListed()
	o.Sees("The shareable report shows no improvement.")
	o.Pick("State", "Not finished")
	o.Press("You said, we did …")
	if ui.DialogOpen(o.Window) || !slices.Contains(o.Floor.Said, "Choose an action in the list first.") {
		t.Errorf("without an action the officer reads %q", o.Floor.Said)
	}
	o.screen.table.Select(o.screen.table.Rows()[1].Plan.ID.String())
	o.Press("You said, we did …")
	o.Fill("You said: what people told us", "call lights were not answered.")
	o.Fill("We did: what has changed", "there is a second nurse at night.")
	o.Tick("Show in the shareable report")
	o.Press("Save the words")
	o.Pick("State", "In the shareable report")
	o.wantListed("A second nurse at night")
	o.Sees("You said: call lights were not answered.")
	o.Floor.Undo()
	o.wantListed()
}

func TestEnterOpensTheCaseAtThePlan(t *testing.T) {
	o := newOffice(t)
	first := o.screen.table.Rows()[0].Plan.ID
	o.Window.Canvas().Focus(o.screen.FirstFocus())
	o.Key(fyne.KeyHome)
	o.Key(fyne.KeyReturn)
	if want := (officetest.Place{Number: o.file.Number, At: desk.Actions}); len(o.Floor.Cases) != 1 || o.Floor.Cases[0] != want || o.Floor.Records[0] != first {
		t.Errorf("opened were %+v at %v", o.Floor.Cases, o.Floor.Records)
	}
}

func TestAPlanMadeElsewhereAppears(t *testing.T) {
	o := newOffice(t)
	a := data.ActionPlan{What: "A lamp over the door", Owner: "Facilities", Due: o.Today().AddDays(-9), Strength: "strong"}
	if _, err := o.Session.SaveRecord(o.Context(), o.file.Key, &a); err != nil {
		t.Fatal(err)
	}
	o.wantListed("A lamp over the door", "Fix the call lights", "A second nurse at night", "Train everybody again")
}

func TestAnOfficeWithoutActionsIsToldWhereToAddOne(t *testing.T) {
	o := officetest.New(t)
	o.Show(New(o.Desk))
	o.Sees("No action is open. Add one in the section Actions of a case.")
}

func TestTheListIsCalmInEveryLookAndSize(t *testing.T) {
	o := newOffice(t)
	for name, look := range map[string]func(){
		"light": func() { ui.Apply(ui.LookLight, 1) }, "dark": func() { ui.Apply(ui.LookDark, 1) }, "large": func() { ui.Apply(ui.LookLight, 1.5) },
	} {
		look()
		o.Window.Resize(fyne.NewSize(850, 570))
		if least := o.Window.Content().MinSize(); least.Width > 850 || least.Height > 570 {
			t.Errorf("%s needs %v", name, least)
		}
		dir := os.Getenv("RAPPORT_SHOTS")
		if dir == "" {
			continue
		}
		f, err := os.Create(filepath.Join(dir, "actions-"+name+".png"))
		if err != nil {
			t.Fatal(err)
		}
		if err := png.Encode(f, o.Window.Canvas().Capture()); err != nil {
			t.Fatal(err)
		}
		f.Close()
	}
}
