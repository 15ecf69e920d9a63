package exchange

import (
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"rapport/data"
)

func numbersOffice() data.Settings {
	set := data.DefaultSettings()
	set.Units = []string{"ICU", "4 West"}
	return set
}

func findings(t *testing.T, text string) []NumberFinding {
	t.Helper()
	all, err := MonthNumbers(sheet(t, text), numbersOffice(), today)
	if err != nil {
		t.Fatal(err)
	}
	return all
}

func TestNumbersOfMonthsAreReadInOneColumnOrInOneForEachKind(t *testing.T) {
	october := data.Month{Year: 2026, Month: time.October}
	var got []data.MonthNumber
	for _, text := range []string{
		"month,unit,kind,value\n2026-10,,patient_days,\"5,890\"\n2026-10,ICU,Encounters,0\n",
		"Month,Department,Patient days,Encounters\nOct 2026,Hospital,\"5,890\",\n10/01/2026,icu,,0\n",
	} {
		got = nil
		for _, f := range findings(t, text) {
			if f.Err != nil || f.Blank {
				t.Errorf("%+v", f)
			}
			got = append(got, f.Number)
		}
		want := []data.MonthNumber{{Month: october, Kind: data.PatientDays, Value: 5890}, {Month: october, Unit: "ICU", Kind: data.Encounters}}
		if !reflect.DeepEqual(got, want) {
			t.Errorf("%q: read %+v", text, got)
		}
	}
	blank := findings(t, "month,kind,value\n2026-09,patient_days,\n")
	if len(blank) != 1 || !blank[0].Blank || blank[0].Number != (data.MonthNumber{Month: october.Add(-1), Kind: data.PatientDays}) {
		t.Errorf("a row without a value: %+v", blank)
	}
}

func TestWhatIsWrongWithANumberStandsWithItsRow(t *testing.T) {
	for rows, words := range map[string]string{
		"soon,,patient_days,1":         "this is not a month",
		"05/06/2026,,patient_days,1":   "this is not a month", // 5 June or May 6
		"2027-01,,patient_days,1":      "has not begun",
		"1889-11,,patient_days,1":      "one from 1990",
		"2026-10,Attic,patient_days,1": "no unit of that name",
		"2026-10,,beds,1":              "this is no kind",
		"2026-10,,patient_days,many":   "a whole number",
		"2026-10,,patient_days,-1":     "a whole number",
		`2026-10,,patient_days,"5,89"`: "a whole number",
		"2026-10,,patient_days,5.890":  "a whole number",
		"2026-11,,patient_days,1":      "row 2 has this number",
	} {
		all := findings(t, "month,unit,kind,value\n2026-11,,patient_days,5\n"+rows+"\n")
		if last := all[len(all)-1]; last.Err == nil || last.Row != 3 || !strings.Contains(last.Err.Error(), words) {
			t.Errorf("%s: %+v", rows, last)
		}
	}
	if _, err := MonthNumbers(sheet(t, "month,value\n2026-10,1\n"), numbersOffice(), today); err == nil || !strings.Contains(err.Error(), "a column for each kind") {
		t.Errorf("a sheet without kinds: %v", err)
	}
}

func TestADirectoryIsMergedAndNothingGoes(t *testing.T) {
	set := numbersOffice()
	set.Contacts = []data.UnitContact{{Unit: "ICU", Manager: "Kim Ito", Phone: "555-0100"}, {Unit: "4 West", Manager: "Lee Marsh"}}
	d, err := Contacts(sheet(t, "Unit,Nurse manager,Deputy,E-mail,Checked\nicu,Ada Quill,,a.quill@example.org,2026-10-01\nAttic,X,,,\n"), set, today)
	if err != nil {
		t.Fatal(err)
	}
	icu, _ := data.Settings{Contacts: d.Contacts}.Contact("ICU")
	if len(d.Contacts) != 2 || icu.Manager != "Ada Quill" || icu.Phone != "555-0100" || icu.Email != "a.quill@example.org" || icu.Verified != data.NewDate(2026, 10, 1) {
		t.Errorf("merged %+v", d.Contacts)
	}
	if set.Contacts[0].Manager != "Kim Ito" {
		t.Error("the office's own directory was changed")
	}
	if c := d.Rows[0].Changes; len(c) != 3 || c[0] != (DirectoryChange{"Manager", "Kim Ito", "Ada Quill"}) || d.Rows[1].Refused == "" || !slices.Equal(d.Unnamed, []string{"4 West"}) {
		t.Errorf("told %+v, unnamed %v", d.Rows, d.Unnamed)
	}
	units, err := Units(sheet(t, "unit\nICU\nEndoscopy\nendoscopy\n"), set)
	if err != nil || !slices.Equal(units.Units, []string{"ICU", "4 West", "Endoscopy"}) || !units.Rows[1].New || units.Rows[2].New || !slices.Equal(units.Unnamed, []string{"4 West"}) {
		t.Errorf("units %+v, %v", units, err)
	}
	if _, err := Units(sheet(t, "a,b\n1,2\n"), set); err == nil {
		t.Error("a sheet without a column of units is taken")
	}
}
