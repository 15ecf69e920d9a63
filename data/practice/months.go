package practice

import (
	"math/rand/v2"

	"rapport/data"
)

// beds are those of the inpatient units of the practice hospital.
var beds = map[string]int{
	"Intensive Care": 18, "Cardiac Care": 22, "Medical, 5 East": 32, "Medical, 5 West": 32, "Surgical, 6 East": 28, "Surgical, 6 West": 28,
	"Oncology": 20, "Labor and Delivery": 12, "Mother and Baby": 18, "Neonatal Intensive Care": 14, "Pediatrics": 16, "Behavioral Health": 20,
	"Rehabilitation": 16,
}

// visitsADay are the encounters that a unit has on a day.
var visitsADay = map[string]int{
	"Emergency Department": 118, "Outpatient Clinics": 260, "Radiology": 140, "Laboratory": 190, "Ambulatory Surgery": 24, "Dialysis": 30, "Physical Therapy": 55,
}

const (
	surveysAMonth = 74
	monthsSource  = 0x0c_c0_b3d5
)

// MonthNumbers returns what the practice office entered for the whole months
// between two days: patient days and encounters of each unit that the settings
// have and of the whole hospital, and the results of the survey. Two cells are
// blank, as in real tables; the survey of the last month has not come yet.
func MonthNumbers(seed uint64, settings data.Settings, from, to data.Date) []data.MonthNumber {
	var all []data.MonthNumber
	r := rand.New(rand.NewPCG(seed, monthsSource))
	last := to.Month().Add(-1)
	for m := from.Month(); m.First() <= last.First(); m = m.Add(1) {
		days := int(m.Last()-m.First()) + 1
		season := monthWeights[m.Month]
		patientDays, encounters := 0, 0
		for _, unit := range settings.Units {
			part := 0.92 + 0.16*r.Float64()
			n, kind := int(float64(beds[unit]*days)*min(0.82*season*part, 0.99)), data.PatientDays
			if visits := visitsADay[unit]; visits > 0 {
				n, kind = int(float64(visits*days)*season*part), data.Encounters
				encounters += n
			} else {
				patientDays += n
			}
			blank := m == last && unit == "Rehabilitation" || m == last.Add(-4) && unit == "Dialysis"
			if n > 0 && !blank {
				all = append(all, data.MonthNumber{Month: m, Unit: unit, Kind: kind, Value: n})
			}
		}
		// A stay is an encounter too: four days and a half on average.
		all = append(all, data.MonthNumber{Month: m, Kind: data.PatientDays, Value: patientDays},
			data.MonthNumber{Month: m, Kind: data.Encounters, Value: encounters + patientDays*2/9})
		answers := surveysAMonth - 15 + r.IntN(30)
		best := int(float64(answers) * (0.66 + 0.1*r.Float64()))
		if m != last {
			all = append(all, data.MonthNumber{Month: m, Kind: data.SurveyAnswers, Value: answers}, data.MonthNumber{Month: m, Kind: data.SurveyTopBox, Value: best})
		}
	}
	return all
}

// Goals are what the practice office wants to reach.
func Goals() []data.Goal {
	return []data.Goal{{Measure: "acknowledged_in_time", Target: 95}, {Measure: "decided_in_time", Target: 90}, {Measure: "closed_in_30", Target: 85},
		{Measure: "open_over_30", Target: 20}}
}

// Named is what the practice office made of its greatest theme.
func Named() data.NamedTheme {
	return data.NamedTheme{Name: "Waiting without a word", Owner: "Nurse manager of the unit",
		Plan: "The charge nurse tells everybody who waits how long it will take, every half hour; looked at again next quarter."}
}
