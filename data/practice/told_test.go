package practice_test

import (
	"slices"
	"testing"

	"rapport/data"
	"rapport/data/practice"
)

func TestWhatIsToldOfPatientsIsBelievable(t *testing.T) {
	count := map[string]int{}
	young := map[data.Payer]int{}
	disability := map[string]data.Disability{}
	for _, f := range year(t, 2000) {
		if !f.Kind.Complains() {
			continue
		}
		count["complaints"]++
		if !data.Known(data.Payers, f.Payer) || !data.Known(data.Shifts, f.Shift) {
			t.Errorf("payer %q, shift %q", f.Payer, f.Shift)
		}
		if f.Payer != "" {
			count["payer"]++
		}
		if f.Shift != "" {
			count["shift"]++
		}
		for _, i := range f.Issues {
			count["issues"]++
			if i.Stage != "" {
				count["stage"]++
			}
		}
		p, there := f.Person(data.RolePatient)
		if !there {
			continue
		}
		count["patients"]++
		if p.Language != "" {
			count["language"]++
		}
		if !p.BirthDate.IsZero() {
			count["born"]++
			if age := data.AgeOn(p.BirthDate, data.DateOf(f.ReceivedAt, practice.Settings().Zone())); age < 18 {
				young[f.Payer]++
			}
		}
		if p.Disability.Told() {
			count["told"]++
			if p.Disability != data.DisabilityNone {
				count["disabled"]++
			}
		}
		if p.MRN[1] == 'Y' {
			if was, again := disability[p.MRN]; again && was != p.Disability {
				t.Errorf("somebody who came again said %q, before %q", p.Disability, was)
			}
			disability[p.MRN] = p.Disability
		}
	}
	within := func(what, of string, least, most int) {
		t.Helper()
		if share := 100 * count[what] / count[of]; share < least || share > most {
			t.Errorf("%s of %s: %d percent", what, of, share)
		}
	}
	within("payer", "complaints", 82, 96)
	within("shift", "complaints", 75, 92)
	within("stage", "issues", 85, 95)
	within("language", "patients", 3, 12)
	within("born", "patients", 94, 99)
	within("told", "patients", 55, 75)
	within("disabled", "told", 10, 40)
	if young["medicare"] > 0 {
		t.Errorf("%d children on Medicare", young["medicare"])
	}
}

func TestTheNumbersOfTheMonthsHoldTogether(t *testing.T) {
	all := practice.MonthNumbers(seed, practice.Settings(), from, today)
	if again := practice.MonthNumbers(seed, practice.Settings(), from, today); !slices.Equal(all, again) {
		t.Error("two runs of one seed differ")
	}
	type cell struct {
		month data.Month
		kind  data.MeasureKind
	}
	sums, whole := map[cell]int{}, map[cell]int{}
	for _, n := range all {
		if len(n.Gaps()) > 0 || n.Month.Last() >= today {
			t.Errorf("%+v: %v", n, n.Gaps())
		}
		if n.Unit == "" {
			whole[cell{n.Month, n.Kind}] = n.Value
		} else {
			sums[cell{n.Month, n.Kind}] += n.Value
		}
	}
	for at, sum := range sums {
		if sum > whole[at] {
			t.Errorf("%s %s: the units have %d, the hospital %d", at.month, at.kind, sum, whole[at])
		}
	}
	october := today.Month().Add(-1)
	if days := whole[cell{october, data.PatientDays}]; days < 4000 || days > 9000 {
		t.Errorf("%d patient days in a month", days)
	}
	if whole[cell{october, data.SurveyAnswers}] != 0 || whole[cell{october.Add(-1), data.SurveyTopBox}] == 0 ||
		whole[cell{october.Add(-1), data.SurveyTopBox}] > whole[cell{october.Add(-1), data.SurveyAnswers}] {
		t.Error("the survey is not as it should be")
	}
}
