package summary

import (
	"fmt"
	"math"
	"strconv"
	"strings"

	"rapport/data"
	"rapport/reports/figures"
)

// count writes a number with thousands separators: 7,908.
func count(n int) string {
	digits := strconv.Itoa(n)
	sign := ""
	if n < 0 {
		sign, digits = "−", digits[1:]
	}
	for i := len(digits) - 3; i > 0; i -= 3 {
		digits = digits[:i] + "," + digits[i:]
	}
	return sign + digits
}

// counted writes a number with its noun: 1 case, 12 cases.
func counted(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return count(n) + " " + many
}

func cases(n int) string { return counted(n, "case", "cases") }

// decimal writes v with at most one decimal.
func decimal(v float64) string { return strings.TrimSuffix(strconv.FormatFloat(v, 'f', 1, 64), ".0") }

// percent writes a share in percent; a share that is not whole is never written
// as 0 or 100.
func percent(v float64) string {
	switch s := decimal(v); {
	case s == "100" && v < 100:
		return "99.9"
	case s == "0" && v > 0:
		return "0.1"
	default:
		return s
	}
}

// share writes "94 percent (29 of 31)".
func share(s figures.Share) string {
	return fmt.Sprintf("%s percent (%s of %s)", percent(s.Percent()), count(s.Part), count(s.Whole))
}

// interval writes the 95 percent interval of a share: 55.1–88.0.
func interval(s figures.Share) string {
	low, high := s.Wilson()
	return fmt.Sprintf("%.1f–%.1f", low, high)
}

// dollars writes an amount of cents: $1,300.50.
func dollars(cents int64) string {
	return fmt.Sprintf("$%s.%02d", count(int(cents/100)), cents%100)
}

// fewForPercent is the number below which a change is told in cases: 100
// percent more than one is only two.
const fewForPercent = 20

// changed tells a number against that of the month before: "9 percent fewer
// than in September (190)".
func changed(c figures.Change, before data.Month) string {
	difference := c.Now - c.Before
	word := "more"
	if difference < 0 {
		word = "fewer"
	}
	than := " than in " + monthName(before) + " (" + count(c.Before) + ")"
	size := math.Abs(float64(difference))
	switch p, ok := c.Percent(); {
	case difference == 0:
		return "as many as in " + monthName(before)
	case ok && c.Before >= fewForPercent:
		return percent(math.Abs(p)) + " percent " + word + than
	default:
		return count(int(size)) + " " + word + than
	}
}

// monthName is the month alone: October.
func monthName(m data.Month) string { return m.Month.String() }

// within is the office's standard for a duty: "7 days".
func (c *composer) within(duty data.ClockKind) string { return c.settings.Standard(duty).Phrase() }

// named is a label, or what stands for one that was not recorded.
func named(label, none string) string {
	if strings.TrimSpace(label) == "" {
		return none
	}
	return label
}

// listed joins names: A; A and B; A, B and C.
func listed(names []string) string {
	if len(names) < 2 {
		return strings.Join(names, "")
	}
	return strings.Join(names[:len(names)-1], ", ") + " and " + names[len(names)-1]
}
