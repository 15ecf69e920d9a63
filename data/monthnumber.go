package data

// MeasureKind names a number that is entered by month because no case holds it.
type MeasureKind string

// The numbers that are entered. Patient days and encounters are what rates are
// counted on (domain 7.1); the survey is the hospital's HCAHPS result.
const (
	PatientDays   MeasureKind = "patient_days"
	Encounters    MeasureKind = "encounters"
	SurveyAnswers MeasureKind = "survey_answers" // completed HCAHPS surveys
	SurveyTopBox  MeasureKind = "survey_top_box" // of these, with the best answer for the hospital as a whole
)

// MeasureKinds lists the numbers in the order in which they are asked for.
var MeasureKinds = []Term[MeasureKind]{
	{PatientDays, "Patient days"}, {Encounters, "Encounters"}, {SurveyAnswers, "Survey answers"}, {SurveyTopBox, "Survey, best answer"},
}

// String returns the label.
func (k MeasureKind) String() string { return labelOf(MeasureKinds, k) }

// MonthNumber is a number of one month, of one unit or of the whole hospital.
// What was not entered has no MonthNumber at all: it is not known, not 0.
type MonthNumber struct {
	Month Month       `json:"month"`
	Unit  string      `json:"unit,omitempty"` // empty: the whole hospital
	Kind  MeasureKind `json:"kind"`
	Value int         `json:"value"`
}

// MaxMonthNumber is the greatest number that can be entered; more is a slip.
const MaxMonthNumber = 10_000_000

// Gaps checks the number.
func (n MonthNumber) Gaps() Missing {
	var m Missing
	m.add(!Known(MeasureKinds, n.Kind), "kind", "kind", "Choose what the number counts.")
	m.add(n.Value < 0 || n.Value > MaxMonthNumber, "value", "value", "Enter a whole number from 0 to 10,000,000, or leave it blank.")
	m.add(n.Month.First() < NewDate(1990, 1, 1), "month", "month", "Choose a month from 1990 on.")
	m.checkText(n.Unit, maxLine, "unit", "The unit")
	return m
}
