package summary

import (
	"math"
	"slices"
	"testing"
	"time"

	"rapport/data"
	"rapport/reports/chart"
	"rapport/reports/report"
)

// charted returns the control chart whose message begins so.
func charted(r report.Report, message string) (report.Figure, chart.Chart, bool) {
	for _, s := range r.Sections {
		for _, b := range s.Blocks {
			if f, is := b.(report.Figure); is {
				if c, is := f.Drawing.(chart.Chart); is && c.Kind == chart.Control && c.Message == message {
					return f, c, true
				}
			}
		}
	}
	return report.Figure{}, chart.Chart{}, false
}

const daysChart = "Median days to close by month"

// withDays gives each month of the trend closings: 3 days, 5 days and so many of 8.
func withDays(facts data.SummaryFacts, more func(i int) int) data.SummaryFacts {
	facts.Trend = slices.Clone(facts.Trend)
	for i := range facts.Trend {
		days := []int{3, 5}
		for range more(i) {
			days = append(days, 8)
		}
		facts.Trend[i].Days = days
		if i < len(facts.Trend)-1 { // that of the period itself is counted from its cases
			facts.Trend[i].Closed = len(days)
		}
	}
	return facts
}

func TestTheMedianDaysToCloseAreAChartByMonth(t *testing.T) {
	facts := withDays(sampleFacts(day(time.December, 1)), func(i int) int {
		if i == 18 {
			return 9 // a median of 8, where the others are 4 and 5
		}
		return i % 2
	})
	fig, c, ok := charted(internal(t, facts), daysChart)
	if !ok {
		t.Fatal("there is no such chart")
	}
	values := c.Series[0].Values
	if c.Limits.Chart != "XmR chart" || len(values) < 12 || !slices.Contains(values, 8) || fig.Numbers == nil {
		t.Errorf("a %s of %v", c.Limits.Chart, values)
	}
}

func TestAMedianOfFewIsNoPointOfAShareableChart(t *testing.T) {
	facts := withDays(sampleFacts(day(time.December, 1)), func(i int) int {
		switch i {
		case 20:
			return 4 // six cases in all
		case 18:
			return 0
		}
		return 30
	})
	_, open, _ := charted(internal(t, facts), daysChart)
	_, shared, ok := charted(made(t, facts, report.Shareable), daysChart)
	if !ok {
		t.Fatal("there is no such chart")
	}
	for i, v := range open.Series[0].Values {
		if shown := shared.Series[0].Values[i]; math.IsNaN(v) || i == 20-(len(facts.Trend)-len(open.Labels)) && !math.IsNaN(shown) {
			t.Errorf("month %d: %v inside, %v outside", i, v, shown)
		}
	}
}

func TestANewOfficesSmallMonthsAreLeftOutOfTheShareableChartAndDoorsFitTheRest(t *testing.T) {
	facts := sampleFacts(day(time.December, 1))
	facts.Trend = slices.Clone(facts.Trend)
	facts.Trend[0].Grievances, facts.Trend[1].Grievances = 2, 3
	for _, audience := range []report.Audience{report.Internal, report.Shareable} {
		fig, c, ok := charted(made(t, facts, audience), "Grievances by month")
		if !ok {
			continue // hidden as a whole, and said so
		}
		for i, door := range fig.Doors {
			if door.Open() && door.Query.ReceivedFrom.Month().Short() != c.Labels[i] {
				t.Errorf("%s: %s opens the cases of %s", audience, c.Labels[i], door.Query.ReceivedFrom)
			}
		}
		if len(fig.Doors) != len(c.Labels) {
			t.Errorf("%s: %d doors for %d months", audience, len(fig.Doors), len(c.Labels))
		}
	}
}
