package migrate

import (
	"strings"
	"testing"

	"rapport/app/window/desk"
	"rapport/data"
)

func TestNumbersOfMonthsAreSeenBeforeTheyAreTakenOverAndComeBack(t *testing.T) {
	o := newOffice(t)
	month := func(n int) data.Month { return o.Today().Month().Add(-n) }
	if err := o.Session.SaveMonthNumbers(o.Context(), []data.MonthNumber{{Month: month(1), Kind: data.PatientDays, Value: 5}}, nil); err != nil {
		t.Fatal(err)
	}
	unit := o.Session.Settings().Units[0]
	o.choose(o.file("days.csv", "Month,Unit,Patient days,Encounters",
		month(1).String()+",,8214,", month(2).Long()+","+strings.ToUpper(unit)+",612,40",
		"sometime,,1,2", month(3).String()+",Ward of nowhere,1,2", month(4).String()+",,8.5,2"))
	o.Sees("Patient days and other numbers of months", "Its columns are known by their names.")
	o.Press("Next")
	o.Sees("4 numbers will be taken over, 3 are left out; the rows say why.", "5 becomes 8,214", "612, new", "“sometime”", "this is not a month", "there is no unit of that name")
	o.Press("Take over 4 numbers")
	if a, b, c := o.MonthNumber(month(1), "", data.PatientDays), o.MonthNumber(month(2), unit, data.PatientDays), o.MonthNumber(month(4), "", data.Encounters); a != 8214 || b != 612 || c != 2 {
		t.Errorf("saved were %d, %d, %d", a, b, c)
	}
	o.Press("Take this import back …")
	o.Press("Take it back")
	if a, b := o.MonthNumber(month(1), "", data.PatientDays), o.MonthNumber(month(2), unit, data.PatientDays); a != 5 || b != -1 {
		t.Errorf("taken back, they are %d and %d", a, b)
	}
	o.Sees("4 numbers will be taken over")
}

func TestAFileOfNumbersWithOtherColumnsSaysWhichItNeeds(t *testing.T) {
	o := newOffice(t)
	o.open(desk.RowsNumbers)
	o.choose(o.file("days.csv", "a,b", "1,2"))
	o.Press("Next")
	o.Sees("The first row must name the columns: month")
}

func TestUnitsAndWhoAnswersForThemComeFromFiles(t *testing.T) {
	o := newOffice(t)
	had := len(o.Session.Settings().Units)
	o.open(desk.RowsUnits)
	o.choose(o.file("units.csv", "Unit", "Heron Ward", o.Session.Settings().Units[0]))
	o.Press("Next")
	o.Sees("1 unit will be taken over, 1 is so already", "Heron Ward", "Not in the file, and as they were:")
	o.Press("Take over 1 unit")
	if units := o.Session.Settings().Units; len(units) != had+1 {
		t.Fatalf("the units are %q", units)
	}
	o.open(desk.RowsManagers)
	o.choose(o.file("managers.csv", "Unit,Manager,Phone", "heron ward,Ottoline Farrow,614-555-0123", "Nowhere,Nobody,"))
	o.Press("Next")
	o.Sees("1 entry will be taken over", "Manager: Ottoline Farrow", "there is no unit of that name")
	o.Press("Take over 1 entry")
	if c, ok := o.Session.Settings().Contact("Heron Ward"); !ok || c.Manager != "Ottoline Farrow" {
		t.Errorf("who answers is %v", c)
	}
	o.Press("Take this import back …")
	o.Press("Take it back")
	if c, ok := o.Session.Settings().Contact("Heron Ward"); ok {
		t.Errorf("taken back, who answers is still %v", c)
	}
}
