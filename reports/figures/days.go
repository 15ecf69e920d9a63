package figures

import (
	"math"
	"slices"

	"rapport/data"
)

// MinForP90 is the least number of cases for which a 90th percentile is given:
// with fewer it would just be the longest case (domain 7.1).
const MinForP90 = 10

// Days describes how long a group of cases took.
type Days struct {
	N      int
	Mean   float64
	Median float64 // the mean of the two in the middle when N is even
	P90    int     // nearest rank; 0 when N is below MinForP90
	Max    int
}

// DaysOf describes a list of days. The list is not changed.
func DaysOf(days []int) Days {
	if len(days) == 0 {
		return Days{}
	}
	sorted := slices.Sorted(slices.Values(days))
	n := len(sorted)
	d := Days{N: n, Max: sorted[n-1], Median: float64(sorted[n/2])}
	if n%2 == 0 {
		d.Median = float64(sorted[n/2-1]+sorted[n/2]) / 2
	}
	sum := 0
	for _, v := range sorted {
		sum += v
	}
	d.Mean = float64(sum) / float64(n)
	if n >= MinForP90 {
		d.P90 = nearestRank(sorted, 90)
	}
	return d
}

// nearestRank is the value at rank ceil(percent·n/100) of a sorted list.
func nearestRank(sorted []int, percent float64) int {
	rank := int(math.Ceil(percent * float64(len(sorted)) / 100))
	return sorted[max(rank, 1)-1]
}

// DaysToClose are the days from receipt to closing of the cases closed in the
// period.
type DaysToClose struct {
	All        Days
	Grievances Days // kinds that end with a written notice of decision
	Others     Days
}

func daysToClose(closed []data.CaseFact) DaysToClose {
	var all, grievances, others []int
	for c := range each(closed) {
		all = append(all, days(c))
		if grievance(c) {
			grievances = append(grievances, days(c))
		} else {
			others = append(others, days(c))
		}
	}
	return DaysToClose{DaysOf(all), DaysOf(grievances), DaysOf(others)}
}

// AgeBand is a band of the open ageing, in days since receipt.
type AgeBand struct {
	From, To   int // inclusive; To is 0 for the last band, which has no end
	Cases      Set
	Grievances Set // of these, cases that need a written notice
}

// ageing counts the open cases by their age on day (domain 7.1: 0-7, 8-14,
// 15-30, 31-60, 61-90 and more than 90 days).
func ageing(open []data.CaseFact, day data.Date) []AgeBand {
	bands := []AgeBand{{From: 0, To: 7}, {From: 8, To: 14}, {From: 15, To: 30}, {From: 31, To: 60}, {From: 61, To: 90}, {From: 91}}
	for c := range each(open) {
		old := age(c, day)
		i := slices.IndexFunc(bands, func(b AgeBand) bool { return b.To == 0 || old <= b.To })
		bands[i].Cases.add(c.Key)
		bands[i].Grievances.addIf(grievance(c), c.Key)
	}
	return bands
}

// openOver are the open cases of the bands that begin after so many days.
func openOver(bands []AgeBand, days int) Set {
	var s Set
	for _, b := range bands {
		if b.From > days {
			s = append(s, b.Cases...)
		}
	}
	return s
}
