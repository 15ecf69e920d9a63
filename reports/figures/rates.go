package figures

import (
	"strings"

	"rapport/data"
)

// Base is what a rate is counted on in a period: patient days or encounters, of
// the hospital or of one unit, as entered by month.
type Base struct {
	Kind data.MeasureKind
	// N is the sum over the months of the period; it is known where the number was
	// entered for each of them.
	N     int
	Known bool
	// Missing are the months of the period for which nothing was entered.
	Missing []data.Month
	// Partial says that the period does not consist of whole months, or is not over,
	// so that the numbers of its months do not belong to it.
	Partial bool
}

// Why says in a sentence why there is no rate; empty where there is one.
func (b Base) Why() string {
	switch what := strings.ToLower(b.Kind.String()); {
	case b.Partial:
		return "No rate: the period does not consist of whole months that are over, and " + what + " are kept by month."
	case len(b.Missing) > 0:
		return "No rate: the " + what + " of " + monthsInWords(b.Missing) + " are not entered."
	case b.N == 0:
		return "No rate: the " + what + " entered come to 0."
	}
	return ""
}

// Per1000 is so many per 1,000 of the base; ok is false where the base is not
// known or 0: that is no rate, not a rate of 0.
func (b Base) Per1000(n int) (rate float64, ok bool) {
	if !b.Known || b.N == 0 {
		return 0, false
	}
	return 1000 * float64(n) / float64(b.N), true
}

// monthsInWords lists months: August 2026 and September 2026; more than three by
// their first and last and how many they are.
func monthsInWords(months []data.Month) string {
	var names []string
	for _, m := range months {
		names = append(names, m.Long())
	}
	if n := len(names); n > 3 {
		return names[0] + " to " + names[n-1] + " (" + quantity(n, "month", "months") + ")"
	}
	return joined(names)
}

// numbers finds what was entered by month.
type numbers map[numberKey]int

type numberKey struct {
	month data.Month
	unit  string
	kind  data.MeasureKind
}

func numbersOf(list []data.MonthNumber) numbers {
	all := make(numbers, len(list))
	for _, n := range list {
		all[numberKey{n.Month, n.Unit, n.Kind}] = n.Value
	}
	return all
}

// base sums a number over the months of a period.
func (all numbers) base(p data.Period, today data.Date, unit string, kind data.MeasureKind) Base {
	b := Base{Kind: kind, Partial: !p.WholeMonths() || today <= p.To}
	if b.Partial {
		return b
	}
	for _, m := range p.Months() {
		n, entered := all[numberKey{m, unit, kind}]
		if !entered {
			b.Missing = append(b.Missing, m)
		}
		b.N += n
	}
	b.Known = len(b.Missing) == 0
	return b
}

// Rates are the denominators of the hospital or of one unit.
type Rates struct {
	Days       Base // patient days
	Encounters Base
}

func (all numbers) rates(p data.Period, today data.Date, unit string) Rates {
	return Rates{all.base(p, today, unit, data.PatientDays), all.base(p, today, unit, data.Encounters)}
}

// Survey is the HCAHPS result of the hospital or of a unit: of those who answered,
// how many gave the hospital the best answer.
type Survey struct {
	Unit    string // empty: the whole hospital
	Answers Base
	TopBox  Base
}

// Share is the top box share; it is known where both numbers were entered for
// each month of the period.
func (s Survey) Share() (Share, bool) {
	share := Share{s.TopBox.N, s.Answers.N}
	return share, s.TopBox.Known && s.Answers.Known && share.Known() && share.Part <= share.Whole
}

// Why says in a sentence why there is no share; empty where there is one.
func (s Survey) Why() string {
	switch _, known := s.Share(); {
	case known:
		return ""
	case s.Answers.Partial:
		return "No survey result: the period does not consist of whole months that are over, and the survey is kept by month."
	case len(s.Answers.Missing) > 0:
		return "No survey result: the survey answers of " + monthsInWords(s.Answers.Missing) + " are not entered."
	case len(s.TopBox.Missing) > 0:
		return "No survey result: the best answers of " + monthsInWords(s.TopBox.Missing) + " are not entered."
	case s.Answers.N == 0:
		return "No survey result: nobody answered the survey."
	}
	return "No survey result: more best answers are entered than answers."
}

func (all numbers) survey(p data.Period, today data.Date, unit string) Survey {
	return Survey{unit, all.base(p, today, unit, data.SurveyAnswers), all.base(p, today, unit, data.SurveyTopBox)}
}
