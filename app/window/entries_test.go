package window

import (
	"testing"
	"time"

	"rapport/data"
)

func TestTheMenuLeadsToWhatIsEnteredForTheReports(t *testing.T) {
	o, _ := atWork(t)
	for _, c := range o.stage.floor.commands() {
		if c.label == "Patient days and survey" || c.label == "Themes of the quarter" {
			o.stage.floor.run(c)
		}
	}
	o.Sees("Patient days", "Themes", "Nothing came up three times in one unit")
	o.stage.floor.MonthNumbers()
	o.Sees("Numbers of", "Whole hospital", "not known")

	// What is typed outlives the lock.
	for _, r := range "8214" {
		o.Window.Canvas().Focused().TypedRune(r)
	}
	o.stage.lock()
	o.signIn()
	o.stage.floor.MonthNumbers()
	o.Sees("8,214", "This is what you typed before and did not save.")

	before := data.QuarterPeriod(o.stage.floor.desk.Session.Settings().Today(time.Now())).Before()
	o.stage.floor.Themes(before)
	o.stage.floor.Themes(before.Next()) // the tab that is open shows the other quarter
	o.Sees("Nothing came up three times in one unit in the " + before.Next().Long(data.LocaleUS))
}
