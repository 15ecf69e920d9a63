package window

import (
	"context"
	"testing"
	"time"

	"rapport/app/window/desk"
	"rapport/app/window/officetest"
	"rapport/data"
)

func TestListsAreWrittenInTheLocaleThatTheSettingsSay(t *testing.T) {
	office := officetest.New(t)
	in := office.Complaint()
	day := data.NewDate(office.Today().Year()-1, time.November, 27)
	in.ReceivedAt = day.Start(office.Session.Settings().Zone()).Add(12 * time.Hour)
	office.Open(in)
	dir := office.Session.File().Dir()
	if err := office.Session.Close(context.Background()); err != nil {
		t.Fatal(err)
	}
	o := come(t, dir)
	o.signIn()
	o.stage.floor.Show(desk.Cases)
	o.Sees(day.Format("01/02/2006"))
	o.stage.floor.Show(desk.Settings)
	o.Pick("Numbers, dates and week", data.Locale("en-GB").String())
	o.Press("Save the settings")
	o.stage.floor.Show(desk.Cases)
	o.Sees(day.Format("02/01/2006"))

	o.stage.lock()
	o.signIn() // the next officer finds the office as it is
	o.stage.floor.Show(desk.Cases)
	o.Sees(day.Format("02/01/2006"))
}
