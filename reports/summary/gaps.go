package summary

import (
	"rapport/reports/figures"
)

// Gaps says what is missing in a summary of the figures, one sentence each;
// nothing where it is whole.
func Gaps(f figures.Figures) []string {
	var gaps []string
	if !f.Backlog.Balances() {
		gaps = append(gaps, "The flow of cases does not balance; the internal summary names the cases.")
	}
	days, encounters := f.Rates.Days, f.Rates.Encounters
	switch {
	case days.Partial:
	case !days.Known && !encounters.Known:
		gaps = append(gaps, days.Why())
	default:
		for _, base := range []figures.Base{days, encounters} {
			if n := len(base.Missing); n > 0 && n < len(f.Period.Months()) {
				gaps = append(gaps, base.Why())
			}
		}
	}
	return gaps
}
