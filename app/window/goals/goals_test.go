package goals

import (
	"testing"

	"fyne.io/fyne/v2"

	"rapport/app/window/officetest"
	"rapport/app/window/ui"
	"rapport/data"
)

func TestGoalsAreSavedCheckedAndTakenBack(t *testing.T) {
	o := officetest.New(t)
	o.Window.Resize(fyne.NewSize(1024, 700))
	told := 0
	Open(o.Desk, func() { told++ })
	o.Sees("Acknowledged in time (%)", "At least; usual is 95", "At most")
	if !o.FocusedIn(firstLabel()) {
		t.Error("the keyboard is not in the first field")
	}
	o.Fill("Acknowledged in time (%)", "120")
	o.Press("Save the goals")
	o.Sees("A share is at most 100 percent.")
	o.Fill("Acknowledged in time (%)", "97.5")
	o.Fill("Days to close, median (days)", "ten")
	o.Press("Save the goals")
	o.Sees("Enter a number such as 90 or 2.5.")
	o.Fill("Days to close, median (days)", "12")
	o.Press("Save the goals")
	set := o.Session.Settings()
	if a, _ := set.GoalFor("acknowledged_in_time"); a.Target != 97.5 || len(set.Goals) != 2 || told != 1 {
		t.Fatalf("the goals are %v", set.Goals)
	}
	o.Floor.Undo()
	if goals := o.Session.Settings().Goals; len(goals) != 0 {
		t.Errorf("taken back, they are %v", goals)
	}
}

func firstLabel() string { e := with("volume")[0]; return e.Name + unit(e.Kind) }

func TestTheUsualGoalsAreOfferedAndNoneIsOverwritten(t *testing.T) {
	o := officetest.New(t)
	set := o.Session.Settings()
	set.Goals = []data.Goal{{Measure: "decided_in_time", Target: 75}, {Measure: "of_another_version", Target: 1}}
	if err := o.Session.SaveSettings(t.Context(), set); err != nil {
		t.Fatal(err)
	}
	Open(o.Desk, func() {})
	o.Press("Fill in the usual goals where there is none")
	o.Press("Save the goals")
	set = o.Session.Settings()
	for measure, want := range map[string]float64{"decided_in_time": 75, "acknowledged_in_time": 95, "of_another_version": 1} {
		if g, ok := set.GoalFor(measure); !ok || g.Target != want {
			t.Errorf("%s has the goal %v", measure, g)
		}
	}
}

func TestGoalsFitTheSmallWindowInEveryLook(t *testing.T) {
	o := officetest.New(t)
	for _, look := range []ui.Look{ui.LookLight, ui.LookDark} {
		ui.Apply(look, 1)
		o.Window.Resize(fyne.NewSize(1024, 700))
		Open(o.Desk, func() {})
		if need := o.Front().MinSize(); need.Width > 1024 || need.Height > 700 {
			t.Errorf("%s needs %v", look, need)
		}
		o.Picture("goals-" + string(look))
		o.Press("Cancel")
	}
}
