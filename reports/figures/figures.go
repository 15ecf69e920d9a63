package figures

import (
	"cmp"
	"slices"

	"rapport/data"
)

// Figures are the numbers of one period.
type Figures struct {
	Period data.Period
	AsOf   data.Date // the office's day on which the facts were read
	// Running says that the period had not ended on that day.
	Running bool
	// FinalOn is the first day on which every grievance of the period was past
	// its decision standard. Before it the figures are provisional.
	FinalOn data.Date
	// OpenOn is the day to which the open cases refer: the last of the period,
	// or AsOf while the period runs.
	OpenOn data.Date

	Kinds       []KindLine // every kind that occurs, in the order of data.Kinds
	Received    Set        // cases of all kinds; not what was entered by mistake or merged
	Grievances  Set        // of these, cases that need a written notice
	Complaints  Set        // of these, cases that complain of something, grievances among them
	Asked       Set        // of these, cases that ask for an answer: all but compliments
	Compliments Set        // of these
	Closed      Set
	Open        Set
	Backlog     Backlog
	Rates       Rates

	Decided      Timely // written decisions within the standard of days
	Promised     Timely // written decisions by the date promised
	Interim      Timely // letters that say why it takes longer; the cohort is the grievances still open then
	Acknowledged Timely // acknowledgements by their due date
	Cohort       Cohort
	Days         DaysToClose
	Ageing       []AgeBand
	Reopened     Reopened

	Categories []IssueLine // by HCAT category
	Domains    []IssueLine // by HCAT domain
	Stages     []IssueLine // by stage of care
	IssueUnits []IssueLine // by unit
	Severity   [4]Set      // issues by HCAT severity
	Outcomes   Outcomes
	Units      []UnitLine
	Channels   []GroupLine[data.Channel]
	Payers     []GroupLine[data.Payer]
	Shifts     []GroupLine[data.Shift]

	Advocacy    Advocacy
	Actions     Actions
	Referrals   Referrals
	Promises    Timely
	Letters     Letters
	Escalations []EscalationLine
	Escalated   Set // over all triggers
	Equity      []Equity
	Survey      Survey
	Quality     Quality
	Feedback    data.FeedbackFacts

	// Of the period itself, not of the one before.

	Trend  []data.MonthCount
	Themes []data.ThemeFact
	// RepeatComplainants are how many people had two cases or more that are not
	// linked in the twelve months that end with the period.
	RepeatComplainants int
	// Before are the figures of the same period before; nil in those themselves.
	Before *Figures

	settings data.Settings
	numbers  numbers
}

// KindLine are the cases of one kind.
type KindLine struct {
	Kind                   data.Kind
	Received, Closed, Open Set
}

// Provisional reports whether the figures of the period may still change for
// the better or worse as grievances reach their day.
func (f Figures) Provisional() bool { return f.AsOf < f.FinalOn }

// Nil reports whether nothing was received in the period: no case, no comment.
func (f Figures) Nil() bool { return len(f.Received) == 0 && f.Feedback.Comments == 0 }

// Asking are the cases received that ask for an answer, grievances among them,
// beside those of the period before.
func (f Figures) Asking() Change {
	c := Change{Now: len(f.Asked)}
	if f.Before != nil {
		c.Before = len(f.Before.Asked)
	}
	return c
}

// Compute works out the figures of the period and of the one before.
func Compute(facts data.SummaryFacts) Figures {
	in := period{
		PeriodFacts: facts.PeriodFacts, span: facts.Period, today: facts.Settings.Today(facts.AsOf),
		settings: facts.Settings, numbers: numbersOf(facts.Numbers),
	}
	f := in.figures()
	in.PeriodFacts, in.span = facts.Before, facts.Period.Before()
	before := in.figures()
	f.Before = &before
	f.Trend, f.Themes, f.RepeatComplainants = facts.Trend, facts.Themes, facts.RepeatComplainants
	return f
}

// period is what the figures of one period are computed from.
type period struct {
	data.PeriodFacts
	span     data.Period
	today    data.Date
	settings data.Settings
	numbers  numbers

	// Of each issue, in its order:
	caseOf   []*data.CaseFact // its case, nil where that was not received in the period
	category []string         // its code, or [data.Unmapped]
	unit     []string         // its own, or that of its case
}

// issues finds the case, the category and the unit of each issue. The issues come
// case by case.
func (in *period) issues() {
	at := make(map[int64]*data.CaseFact, len(in.Received))
	for c := range each(in.Received) {
		at[c.Key] = c
	}
	category, n := categoryOf(in.settings), len(in.Issues)
	in.caseOf, in.category, in.unit = make([]*data.CaseFact, n), make([]string, n), make([]string, n)
	for k := range in.Issues {
		issue := &in.Issues[k]
		if k > 0 && issue.Case == in.Issues[k-1].Case {
			in.caseOf[k] = in.caseOf[k-1]
		} else {
			in.caseOf[k] = at[issue.Case]
		}
		in.category[k], in.unit[k] = category(issue), issue.Unit
		if c := in.caseOf[k]; c != nil && issue.Unit == "" {
			in.unit[k] = c.Unit
		}
	}
}

func (in period) figures() Figures {
	in.issues()
	f := Figures{
		Period: in.span, AsOf: in.today,
		Running: in.today <= in.span.To,
		FinalOn: finalOn(in.span.To, in.settings),
		OpenOn:  min(in.today, in.span.To),

		Kinds:       byKind(in),
		Received:    setOf(in.Received, every),
		Grievances:  setOf(in.Received, grievance),
		Complaints:  setOf(in.Received, complains),
		Asked:       setOf(in.Received, func(c *data.CaseFact) bool { return c.Kind != data.Compliment }),
		Compliments: setOf(in.Received, func(c *data.CaseFact) bool { return c.Kind == data.Compliment }),
		Closed:      setOf(in.Closed, every),
		Open:        setOf(in.Open, every),
		Backlog:     backlog(in.PeriodFacts),
		Rates:       in.numbers.rates(in.span, in.today, ""),

		Cohort:   cohort(in.Received, in.span.To),
		Days:     daysToClose(in.Closed),
		Reopened: reopened(in),

		Severity: severities(in.Issues), Outcomes: outcomes(in.Issues),
		Channels: byGroup(in.Received, data.Channels, func(c *data.CaseFact) data.Channel { return c.Channel }),
		Payers:   byGroup(in.Received, data.Payers, func(c *data.CaseFact) data.Payer { return c.Payer }),
		Shifts:   byGroup(in.Received, data.Shifts, func(c *data.CaseFact) data.Shift { return c.Shift }),

		Advocacy:  advocacy(in.Advocacy),
		Referrals: referrals(in.Referrals, in.span, in.today),
		Promises:  owed(in.Promises, in.span, in.today),
		Letters:   letters(in.Letters, in.today),
		Equity:    equity(in),
		Survey:    in.numbers.survey(in.span, in.today, ""),
		Feedback:  in.Feedback,

		settings: in.settings, numbers: in.numbers,
	}
	f.Actions = actions(in.Actions, in.span, f.OpenOn)
	f.Ageing = ageing(in.Open, f.OpenOn)
	f.Escalations, f.Escalated = escalations(in.Escalations)
	f.timeliness(in.Received, in.settings)

	f.Categories = countIssues(in.Issues, in.category)
	f.Domains = countIssues(in.Issues, in.domains())
	f.Stages = countIssues(in.Issues, in.stages())
	f.IssueUnits = countIssues(in.Issues, in.unit)
	f.Units = byUnit(in)
	f.Quality = quality(in)
	return f
}

func byKind(in period) []KindLine {
	at := map[data.Kind]int{}
	var list []KindLine
	line := func(k data.Kind) *KindLine {
		i, known := at[k]
		if !known {
			i = len(list)
			at[k] = i
			list = append(list, KindLine{Kind: k})
		}
		return &list[i]
	}
	for c := range each(in.Received) {
		line(c.Kind).Received.add(c.Key)
	}
	for c := range each(in.Closed) {
		line(c.Kind).Closed.add(c.Key)
	}
	for c := range each(in.Open) {
		line(c.Kind).Open.add(c.Key)
	}
	slices.SortFunc(list, func(a, b KindLine) int {
		return cmp.Or(cmp.Compare(orderIn(data.Kinds, a.Kind), orderIn(data.Kinds, b.Kind)), cmp.Compare(a.Kind, b.Kind))
	})
	return list
}
