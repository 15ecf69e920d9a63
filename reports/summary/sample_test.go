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

const sampleOwner = "Quentin Secretname"

var sampleUnits = []string{"Emergency", "6 West Medical", "5 East Surgical", "Labor and Delivery", "ICU", "Oncology", "Pediatrics", "Radiology",
	"Billing", "Food Service", "Environmental Services", "Ambulatory Surgery", "Cardiology", "Orthopedics", "Pharmacy", "Admitting", ""}

// sampleFacts is a busy month, read on the given day. The numbers of cases and
// the names of people must not come out on paper.
func sampleFacts(asOf data.Date) data.SummaryFacts { return randomFacts(asOf, 7, 173) }

// randomFacts are those of an October with about so many cases.
func randomFacts(asOf data.Date, seed uint64, cases int) data.SummaryFacts {
	f := data.SummaryFacts{
		Period: data.MonthPeriod(october), AsOf: asOf.Start(time.UTC).Add(13 * time.Hour),
		Settings: data.Settings{Facility: "Harbor Valley Medical Center", TimeZone: "UTC", Standards: data.StartingStandards(), Units: sampleUnits,
			Goals: []data.Goal{{Measure: "decided_in_time", Target: 90}, {Measure: "acknowledged_in_time", Target: 95}, {Measure: "closed_in_30", Target: 60}, {Measure: "days_median", Target: 14}}},
		AuditSeq: 18_204, AuditHead: "9c1f5ad0c3b24e77a1d4f0a2b6e83c5590f1d2e3c4b5a69788796a5b4c3d2e1f",
	}
	r := rand.New(rand.NewPCG(seed, 7))
	f.PeriodFacts = samplePeriod(r, october, asOf, cases)
	f.Before = samplePeriod(r, october.Add(-1), asOf, cases)
	grievances, others := 0, 0
	for _, c := range f.Received {
		if c.Kind.NeedsNotice() {
			grievances++
		} else if c.Kind != data.Compliment {
			others++
		}
	}
	for m := -23; m < 0; m++ {
		f.Trend = append(f.Trend, data.MonthCount{Month: october.Add(m), Grievances: cases/5 + r.IntN(cases/6+2), Others: cases/2 + r.IntN(cases/4+2), Closed: cases/2 + r.IntN(cases/3+2)})
	}
	f.Trend = append(f.Trend, data.MonthCount{Month: october, Grievances: grievances, Others: others, Closed: len(f.Closed)})
	for _, m := range f.Trend {
		f.Numbers = append(f.Numbers, data.MonthNumber{Month: m.Month, Kind: data.PatientDays, Value: 5900 + r.IntN(400)}, data.MonthNumber{Month: m.Month, Kind: data.Encounters, Value: 21_000 + r.IntN(900)})
	}
	f.Numbers = append(f.Numbers, data.MonthNumber{Month: october, Kind: data.SurveyAnswers, Value: 240}, data.MonthNumber{Month: october, Kind: data.SurveyTopBox, Value: 171},
		data.MonthNumber{Month: october, Unit: "Emergency", Kind: data.PatientDays, Value: 1500})
	f.Themes = []data.ThemeFact{
		{Quarter: data.QuarterPeriod(october.First()), Category: "communication", Unit: "Emergency", Cases: []int64{3, 5, 9}, NamedTheme: data.NamedTheme{Name: "Nobody says how long it takes", Owner: sampleOwner, Plan: "A board with the waiting times"}},
		{Quarter: data.QuarterPeriod(october.First()), Category: "quality", Unit: "ICU", Cases: []int64{1, 2, 4, 6, 7, 8, 10, 11, 12, 13, 14, 15}},
	}
	f.RepeatComplainants = 14
	return f
}

// samplePeriod is what happened in a month.
func samplePeriod(r *rand.Rand, m data.Month, today data.Date, cases int) data.PeriodFacts {
	kinds := []data.Kind{data.Grievance, data.Grievance, data.Complaint, data.Complaint, data.Complaint, data.Concern, data.Compliment, data.Billing, data.Suggestion}
	categories := []string{"communication", "communication", "processes", "processes", "processes", "quality", "quality", "listening", "respect", "environment", "safety", ""}
	outcomes := []data.Outcome{data.Substantiated, data.PartiallySubstantiated, data.Unsubstantiated, data.Inconclusive, "", ""}
	languages := []string{"English", "English", "English", "Spanish", "Vietnamese", ""}
	var f data.PeriodFacts
	for i := range int64(cases) {
		received := min(m.First().AddDays(r.IntN(int(m.Last()-m.First())+1)), today)
		c := data.CaseFact{Key: i + 1, Number: fmt.Sprintf("PR-2026-%05d", i+1), Kind: kinds[r.IntN(len(kinds))], Unit: sampleUnits[min(r.IntN(len(sampleUnits)), r.IntN(len(sampleUnits)))],
			Owner: sampleOwner, Received: received, Entered: received.AddDays(r.IntN(6)), Channel: data.Channels[r.IntN(len(data.Channels))].Value, Payer: data.Payers[r.IntN(4)].Value, Shift: data.Shifts[r.IntN(len(data.Shifts))].Value,
			Language: languages[r.IntN(len(languages))], Born: data.NewDate(1930+r.IntN(85), time.May, 4), Disability: data.Disabilities[r.IntN(5)].Value}
		if c.Kind == data.Grievance {
			c.AckDue, c.DecideDue = received.AddDays(2), received.AddDays(7)
			if on := received.AddDays(r.IntN(4)); on <= today {
				c.AckOn = on
			}
			if on := received.AddDays(2 + r.IntN(7)); on <= today {
				c.DecideOn = on
			}
		}
		f.Flow = append(f.Flow, data.FlowFact{Case: c.Key, On: received, Flow: data.FlowReceived})
		if on := received.AddDays(r.IntN(24)); on <= min(today, m.Last()) {
			c.Closed = on
			f.Closed = append(f.Closed, c)
			f.Flow = append(f.Flow, data.FlowFact{Case: c.Key, On: on, Flow: data.FlowClosed})
			if r.IntN(12) == 0 {
				f.Reopened = append(f.Reopened, data.ReopenFact{Case: c.Key, ClosedOn: on, On: on.AddDays(5), Why: data.ReopenCauses[r.IntN(3)].Value})
			}
		} else {
			f.Open = append(f.Open, c)
		}
		f.Received = append(f.Received, c)
		for range 1 + r.IntN(3) {
			f.Issues = append(f.Issues, data.IssueFact{Case: c.Key, Category: categories[r.IntN(len(categories))], Severity: 1 + r.IntN(3), Stage: data.Stages[r.IntN(len(data.Stages))].Value, Outcome: outcomes[r.IntN(len(outcomes))]})
		}
	}
	for i := range int64(18) {
		f.OpenStart = append(f.OpenStart, 1000+i)
		f.Open = append(f.Open, data.CaseFact{Key: 1000 + i, Number: fmt.Sprintf("PR-2026-9%04d", i), Kind: data.Grievance, Unit: "ICU", Received: m.First().AddDays(-1 - r.IntN(120))})
	}
	if cases > 0 {
		samplePeriodWork(&f, m)
	}
	return f
}

// samplePeriodWork is what was done in the month.
func samplePeriodWork(f *data.PeriodFacts, m data.Month) {
	on := m.First().AddDays(9)
	for i := range int64(41) {
		f.Letters = append(f.Letters, data.LetterFact{Case: i + 1, Kind: data.LetterKinds[i%3].Value, IssuedOn: on, LeftOn: on.AddDays(int(i % 4)), Due: on.AddDays(2), Grade: 7.5, Elements: i%7 > 0})
	}
	f.Advocacy = []data.AdvocacyFact{
		{Case: 2, Kind: "appeal", Outcome: "achieved", Cents: 431_250, DoneOn: on, Appeals: []data.AppealOutcome{"overturned"}},
		{Case: 3, Kind: "appeal", Outcome: "not", DoneOn: on}, {Case: 4, Kind: "interpreter", Outcome: "achieved", DoneOn: on}, {Case: 5, Kind: "interpreter", Outcome: "achieved", DoneOn: on},
		{Case: 6, Kind: "bill_hold", Outcome: "partly", Cents: 18_000, DoneOn: on}, {Case: 7, Kind: "meeting", Outcome: "achieved", DoneOn: on},
	}
	plan := data.ActionPlan{What: "Board with waiting times", Owner: sampleOwner, Due: on, Said: "Nobody tells us how long we wait.", Did: "A board in the waiting room now shows the time.", Shown: true}
	f.Actions = []data.ActionFact{
		{Case: 3, Number: "PR-2026-00003", Unit: "Emergency", Opened: on.AddDays(-30), Plan: plan},
		{Case: 4, Number: "PR-2026-00004", Unit: "ICU", Opened: on, Plan: data.ActionPlan{What: "Call bells", Owner: sampleOwner, Due: on.AddDays(60), Said: "Mr. Quillfeather waited on March 3, 2026.", Did: "Bells are answered.", Shown: true}},
	}
	for i := range int64(16) {
		f.Promises = append(f.Promises, data.DueFact{Case: i + 1, Asked: on.AddDays(-3), Due: on, DoneOn: on.AddDays(int(i%3) - 1)})
		f.Referrals = append(f.Referrals, data.DueFact{Case: i + 1, Asked: on.AddDays(-5), Due: on, DoneOn: on.AddDays(int(i%4) - 1)})
	}
	for i := range int64(13) {
		f.Escalations = append(f.Escalations, data.EscalationFact{Case: i + 1, Trigger: data.Triggers[i%2].Trigger, On: on})
	}
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
	f.PeriodFacts, f.Trend, f.Themes = data.PeriodFacts{}, nil, nil
	return f
}
