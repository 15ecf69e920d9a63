package summary

import (
	"fmt"
	"math/rand/v2"
	"time"

	"rapport/data"
)

// The hospital, its units and its numbers are invented.

var october = data.Month{Year: 2026, Month: time.October}

func day(m time.Month, d int) data.Date { return data.NewDate(2026, m, d) }

// sampleFacts is a busy month, read on the given day. The numbers of cases and
// the names of people must not come out on paper.
func sampleFacts(asOf data.Date) data.SummaryFacts {
	f := data.SummaryFacts{
		Period: data.MonthPeriod(october), AsOf: asOf.Start(time.UTC).Add(13 * time.Hour),
		Settings: data.Settings{Facility: "Harbor Valley Medical Center", TimeZone: "UTC", Standards: data.StartingStandards()},
		AuditSeq: 18_204, AuditHead: "9c1f5ad0c3b24e77a1d4f0a2b6e83c5590f1d2e3c4b5a69788796a5b4c3d2e1f",
	}
	r := rand.New(rand.NewPCG(7, 7))
	units := []string{"Emergency", "6 West Medical", "5 East Surgical", "Labor and Delivery", "ICU", "Oncology", "Pediatrics", "Radiology",
		"Billing", "Food Service", "Environmental Services", "Ambulatory Surgery", "Cardiology", "Orthopedics", "Pharmacy", "Admitting", ""}
	kinds := []data.Kind{data.Grievance, data.Grievance, data.Complaint, data.Complaint, data.Complaint, data.Concern, data.Compliment, data.Billing, data.Suggestion}
	categories := []string{"communication", "communication", "processes", "processes", "processes", "quality", "quality", "listening", "respect", "environment", "safety", ""}
	outcomes := []data.Outcome{data.Substantiated, data.PartiallySubstantiated, data.Unsubstantiated, data.Inconclusive, "", ""}
	today := asOf
	for i := range int64(173) {
		received := day(time.October, 1+r.IntN(31))
		if received > today {
			received = today
		}
		c := data.CaseFact{Key: i + 1, Number: fmt.Sprintf("PR-2026-%05d", i+1), Kind: kinds[r.IntN(len(kinds))], Unit: units[min(r.IntN(len(units)), r.IntN(len(units)))], Received: received}
		if c.Kind == data.Grievance {
			c.AckDue, c.DecideDue = received.AddDays(2), received.AddDays(7)
			if on := received.AddDays(r.IntN(4)); on <= today {
				c.AckOn = on
			}
			if on := received.AddDays(2 + r.IntN(7)); on <= today {
				c.DecideOn = on
			}
		}
		if on := received.AddDays(r.IntN(24)); on <= min(today, october.Last()) {
			c.Closed = on
			f.Closed = append(f.Closed, c)
		} else {
			f.Open = append(f.Open, c)
		}
		f.Flow = append(f.Flow, data.FlowFact{Case: c.Key, On: received, Flow: data.FlowReceived})
		if !c.Closed.IsZero() {
			f.Flow = append(f.Flow, data.FlowFact{Case: c.Key, On: c.Closed, Flow: data.FlowClosed})
		}
		f.Received = append(f.Received, c)
		for range 1 + r.IntN(3) {
			f.Issues = append(f.Issues, data.IssueFact{Case: c.Key, Category: categories[r.IntN(len(categories))], Severity: 1 + r.IntN(3), Outcome: outcomes[r.IntN(len(outcomes))]})
		}
	}
	for i := range int64(18) {
		f.OpenStart = append(f.OpenStart, 1000+i)
		f.Open = append(f.Open, data.CaseFact{Key: 1000 + i, Number: "PR-2026-99999", Kind: data.Grievance, Unit: "ICU", Received: day(time.October, 1).AddDays(-r.IntN(120))})
	}
	for m := -11; m <= 0; m++ {
		f.Trend = append(f.Trend, data.MonthCount{Month: october.Add(m), Grievances: 22 + r.IntN(26), Others: 120 + r.IntN(58), Closed: 150 + r.IntN(50)})
	}
	f.Letters = make([]data.LetterFact, 41)
	f.Advocacy = []data.AdvocacyFact{
		{Kind: "appeal", Outcome: "achieved", Cents: 431_250},
		{Kind: "appeal", Outcome: "not"}, {Kind: "interpreter", Outcome: "achieved"}, {Kind: "interpreter", Outcome: "achieved"},
		{Kind: "bill_hold", Outcome: "partly", Cents: 18_000}, {Kind: "meeting", Outcome: "achieved"},
	}
	return f
}

// sampleFeedback is a month of comments.
func sampleFeedback() data.FeedbackFacts {
	return data.FeedbackFacts{
		Comments: 659, Empty: 4, Rated: 655, Positive: 412, Negative: 171, Undated: 23,
		Themes: []data.NamedCount{{Name: "Staff manner", Count: 201}, {Name: "Waiting time for the appointment", Count: 148}, {Name: "Communication with the patient", Count: 122},
			{Name: "Care received", Count: 97}, {Name: "Environment and facilities", Count: 51}, {Name: "Parking", Count: 33}, {Name: "Food", Count: 21}},
		Units: []data.NamedCount{{Name: "Outpatients", Count: 310}, {Name: "Day surgery", Count: 166}, {Name: "Maternity", Count: 120}, {Name: "", Count: 63}},
	}
}

// quietFacts is a month without anything.
func quietFacts() data.SummaryFacts {
	f := sampleFacts(day(time.December, 1))
	f.Received, f.Closed, f.Open, f.Issues, f.Trend, f.Advocacy, f.Letters = nil, nil, nil, nil, nil, nil, nil
	f.Flow, f.OpenStart = nil, nil
	return f
}
