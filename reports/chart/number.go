package chart

import (
	"math"
	"strconv"
	"strings"
)

// niceStep is the least step of 1, 2, 2.5 or 5 times a power of ten that reaches
// high from 0 in at most five steps; whole numbers get whole steps.
func niceStep(high float64, whole bool) float64 {
	if high < 1e-6 {
		return 1
	}
	power := math.Pow(10, math.Floor(math.Log10(high/5)))
	for {
		for _, m := range []float64{1, 2, 2.5, 5} {
			step := m * power
			if step*5 >= high*(1-1e-9) && (!whole || step == math.Trunc(step)) {
				return step
			}
		}
		power *= 10
	}
}

// number writes v as the office does, with no more decimals than it has or the
// chart allows.
func (c Chart) number(v float64) string { return c.Locale.Decimal(v, c.decimals(v)) }

// evenly returns a writer of numbers that stand below each other: all with the
// decimals that one of them needs.
func (c Chart) evenly(values ...float64) func(v float64) string {
	most := 0
	for _, v := range values {
		if known(v) {
			most = max(most, c.decimals(v))
		}
	}
	return func(v float64) string { return c.Locale.Decimal(v, most) }
}

// decimals is how many of them v is written with.
func (c Chart) decimals(v float64) int {
	decimals := c.Decimals
	if decimals <= 0 {
		decimals = 1
		if math.Abs(v) < 1 || c.Kind == Control && c.highest() < 10 {
			decimals = 2 // of a rate whose limits differ in the second
		}
	}
	text := strconv.FormatFloat(v, 'f', decimals, 64)
	_, rest, _ := strings.Cut(text, ".")
	return len(strings.TrimRight(rest, "0"))
}

// measured is the value of series s at label i with its unit, or what stands
// instead; nothing for a gap.
func (c Chart) measured(s Series, i int) string {
	if text := s.instead(i); text != "" {
		return text
	}
	if v := s.at(i); known(v) {
		return c.number(v) + c.Unit
	}
	return ""
}
