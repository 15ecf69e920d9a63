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

// number writes v with commas and at most one decimal, or two below one.
func number(v float64) string {
	decimals := 1
	if math.Abs(v) < 1 {
		decimals = 2
	}
	s := strconv.FormatFloat(v, 'f', decimals, 64)
	s = strings.TrimRight(strings.TrimRight(s, "0"), ".")
	if s == "" || s == "-0" {
		return "0"
	}
	whole, rest, _ := strings.Cut(s, ".")
	for i := len(whole) - 3; i > 0 && whole[i-1] != '-'; i -= 3 {
		whole = whole[:i] + "," + whole[i:]
	}
	if rest != "" {
		return whole + "." + rest
	}
	return whole
}
