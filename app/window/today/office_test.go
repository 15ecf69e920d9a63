package today

import (
	"slices"
	"testing"

	"rapport/data"
	"rapport/reports/report"
)

// of is a case of a kind, received so many days ago.
func (o *office) of(kind data.Kind, daysAgo int) data.CaseFile {
	o.Helper()
	in := o.Complaint()
	in.ReceivedAt = o.Days(-daysAgo)
	f := o.Open(in)
	if f.Kind != kind {
		o.Fatalf("the case is %s, not %s", f.Kind, kind)
	}
	return f
}

func TestTheOfficeShowsItsAgeingAndEachBarLeadsToItsCases(t *testing.T) {
	o, fresh := newOffice(t)
	old := o.of(data.Grievance, 40)
	o.Press("The office")
	o.Sees("This month so far", "The office has no goals yet", "Open cases by age")
	board := o.screen.office
	doors := board.shown.Ageing.Doors
	if len(doors) != 6 || !doors[0].Open() || doors[1].Open() || !doors[3].Open() {
		t.Fatalf("the bars lead to %+v", doors)
	}
	for label, want := range map[int]data.CaseFile{0: fresh, 3: old} {
		board.ageing.OnDoor(label)
		q := o.Floor.Queries[len(o.Floor.Queries)-1]
		page, err := o.Session.Cases(t.Context(), q)
		if err != nil || len(page.Rows) != 1 || page.Rows[0].Number != want.Number {
			t.Errorf("bar %d leads to %+v, %v", label, page.Rows, err)
		}
	}
}

func TestTheOfficeIsShownAgainstItsGoals(t *testing.T) {
	o, _ := newOffice(t)
	o.of(data.Grievance, 9)
	settings := o.Session.Settings()
	settings.Goals = []data.Goal{{Measure: "decided_in_time", Target: 90}, {Measure: "acknowledged_in_time", Target: 95}}
	if err := o.Session.SaveSettings(t.Context(), settings); err != nil {
		t.Fatal(err)
	}
	o.Press("The office")
	o.SeesNo("no goals yet")
	if o.Today().AddDays(-9).Month() == o.Today().Month() { // the case is one of this month
		o.Sees("against the office’s goals")
	}
}

func TestAMonthOfTheControlChartLeadsToItsGrievances(t *testing.T) {
	o, complaint := newOffice(t)
	last := data.MonthPeriod(o.Today().Month().Add(-1))
	grievance := o.of(data.Grievance, int(o.Today()-last.From)-2)
	o.Press("The office")
	board := o.screen.office
	at := slices.IndexFunc(board.shown.Rate.Doors, report.Door.Open)
	if at != len(board.shown.Rate.Doors)-1 {
		t.Fatalf("the last month that is over is not the first with a door: %+v; a month that is not over has no place in the chart", board.shown.Rate.Doors)
	}
	board.rate.OnDoor(at)
	page, err := o.Session.Cases(t.Context(), o.Floor.Queries[len(o.Floor.Queries)-1])
	if err != nil || len(page.Rows) != 1 || page.Rows[0].Number != grievance.Number || page.Rows[0].Number == complaint.Number {
		t.Errorf("the month leads to %+v, %v", page.Rows, err)
	}
}

func TestTheDayComesBackAsItWas(t *testing.T) {
	o, f := newOffice(t)
	o.addTask(f, data.Task{What: "Call the family", Due: o.Today(), Owner: o.Session.Officer().Name})
	o.screen.Shown()
	before := o.listed()
	o.Press("The office")
	if o.screen.FirstFocus() != nil {
		t.Error("the keyboard goes to a list that is not shown")
	}
	o.Press("My day")
	o.wantListed(before...)
}
