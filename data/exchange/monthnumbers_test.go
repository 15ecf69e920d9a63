package exchange

import (
	"reflect"
	"strings"
	"testing"
	"time"

	"rapport/data"
)

func TestNumbersOfMonthsAreReadAndBlanksTakeThemAway(t *testing.T) {
	s, err := ReadSheet(strings.NewReader("month,unit,kind,value\n2026-10,,patient_days,\"5,890\"\n2026-10,ICU,Encounters,0\n2026-09,,patient_days,\n"))
	if err != nil {
		t.Fatal(err)
	}
	october := data.Month{Year: 2026, Month: time.October}
	set, clear, err := MonthNumbers(s, []string{"ICU"})
	want := []data.MonthNumber{{Month: october, Kind: data.PatientDays, Value: 5890}, {Month: october, Unit: "ICU", Kind: data.Encounters}}
	if err != nil || !reflect.DeepEqual(set, want) || !reflect.DeepEqual(clear, []data.MonthNumber{{Month: october.Add(-1), Kind: data.PatientDays}}) {
		t.Errorf("read %+v, %+v, %v", set, clear, err)
	}
}

func TestARowThatIsNotUnderstoodRefusesAllNumbers(t *testing.T) {
	for rows, words := range map[string]string{
		"10/2026,,patient_days,1":      "row 2: the month",
		"2026-10,Attic,patient_days,1": "no unit of that name",
		"2026-10,,beds,1":              "the kind must be one of",
		"2026-10,,patient_days,many":   "a whole number",
		"2026-10,,patient_days,-1":     "a whole number",
		`2026-10,,patient_days,"5,89"`: "a whole number",
		"2026-10,,patient_days,5.890":  "a whole number",
		"2026-11,,patient_days,1":      "the same month, unit and kind",
		"1889-11,,patient_days,1":      "row 2: the month must be one from 1990",
	} {
		s, err := ReadSheet(strings.NewReader("month,unit,kind,value\n2026-11,,patient_days,5\n" + rows + "\n"))
		if err != nil {
			t.Fatal(err)
		}
		if _, _, err := MonthNumbers(s, []string{"ICU"}); err == nil || !strings.Contains(err.Error(), words) {
			t.Errorf("%s: %v", rows, err)
		}
	}
	s, _ := ReadSheet(strings.NewReader("month,kind,value\n2026-10,patient_days,1\n"))
	if _, _, err := MonthNumbers(s, nil); err == nil || !strings.Contains(err.Error(), "unit") {
		t.Errorf("a sheet without a column of units: %v", err)
	}
}
