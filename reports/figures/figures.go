package figures

import (
	"cmp"
	"slices"

	"rapport/data"
)

// Figures are the numbers of one month.
type Figures struct {
	Period data.Period
	AsOf   data.Date // the office's day on which the facts were read
	// Running says that the period had not ended on that day.
	Running bool
	// FinalOn is the first day on which every grievance of the month was past
	// its decision standard. Before it the figures are provisional.
	FinalOn data.Date
	// OpenOn is the day to which the open cases refer: the last of the month,
	// or AsOf while the month runs.
	OpenOn data.Date

	Kinds    []KindLine // every kind that occurs, in the order of data.Kinds
	Received int        // cases of all kinds
	Closed   int
	Open     int
	Backlog  data.Backlog
	// Asking are the cases received that ask for an answer, grievances among
	// them, beside those of the month before.
	Asking Change
	Trend  []data.MonthCount

	Decided      Timely // notices within the standard of days
	Promised     Timely // notices by the date promised
	Acknowledged Timely // acknowledgements by their due date
	Days         DaysToClose
	Ageing       []AgeBand
	Reopened     Share // cases reopened in the month, for the cases closed in it
	Letters      int   // issued in the month

	Issues     int
	Categories []IssueLine // by HCAT category
	IssueUnits []IssueLine // by unit
	Severity   [4]int      // issues by HCAT severity
	Outcomes   Outcomes
	Units      []UnitLine

	Advocacy  []AdvocacyLine
	Recovered int64 // US cents
	Feedback  data.FeedbackFacts
}

// KindLine counts the cases of one kind.
type KindLine struct {
	Kind                   data.Kind
	Received, Closed, Open int
}

// AdvocacyLine counts the advocacy actions of one kind that ended in the month.
type AdvocacyLine struct {
	Kind      data.AdvocacyKind
	Finished  int
	Achieved  int   // in full or in part
	Recovered int64 // US cents
}

// Provisional reports whether the figures of the month may still change for
// the better or worse as grievances reach their day.
func (f Figures) Provisional() bool { return f.AsOf < f.FinalOn }

// Nil reports whether nothing was received in the month: no case, no comment.
func (f Figures) Nil() bool { return f.Received == 0 && f.Feedback.Comments == 0 }

// Compute works out the figures of the month.
func Compute(facts data.SummaryFacts) Figures {
	today := facts.Settings.Today(facts.AsOf)
	f := Figures{
		Period: facts.Period, AsOf: today,
		Running: today <= facts.Period.To,
		FinalOn: finalOn(facts.Period.To, facts.Settings),
		OpenOn:  min(today, facts.Period.To),

		Kinds: byKind(facts), Received: len(facts.Received), Closed: len(facts.Closed), Open: len(facts.Open),
		Backlog: facts.Backlog(), Trend: facts.Trend,

		Decided:      decidedIn(facts.Received, facts.Settings, today),
		Promised:     decidedAsPromised(facts.Received, today),
		Acknowledged: acknowledged(facts.Received, today),
		Days:         daysToClose(facts.Closed),
		Reopened:     Share{facts.Backlog().Reopened, len(facts.Closed)},
		Letters:      len(facts.Letters),

		Issues: len(facts.Issues), Outcomes: outcomes(facts.Issues),
		Feedback: facts.Feedback,
	}
	f.Ageing = ageing(facts.Open, f.OpenOn)
	f.compareTrend()
	unitOf := unitOfIssue(facts.Received)
	f.Categories = countIssues(facts.Issues, categoryOf(facts.Settings))
	f.IssueUnits = countIssues(facts.Issues, unitOf)
	for _, line := range f.Categories {
		for s, n := range line.Severity {
			f.Severity[s] += n
		}
	}
	f.Units = byUnit(facts, unitOf)
	f.Advocacy, f.Recovered = advocacy(facts.Advocacy)
	return f
}

// compareTrend takes the last two months of the trend, which are counted alike.
func (f *Figures) compareTrend() {
	n := len(f.Trend)
	if n == 0 {
		return
	}
	now, before := f.Trend[n-1], data.MonthCount{}
	if n > 1 {
		before = f.Trend[n-2]
	}
	f.Asking = Change{now.Grievances + now.Others, before.Grievances + before.Others}
}

// unitOfIssue returns the unit of an issue, or that of its case.
func unitOfIssue(received []data.CaseFact) func(data.IssueFact) string {
	ofCase := make(map[int64]string, len(received))
	for _, c := range received {
		ofCase[c.Key] = c.Unit
	}
	return func(i data.IssueFact) string { return cmp.Or(i.Unit, ofCase[i.Case]) }
}

func byKind(facts data.SummaryFacts) []KindLine {
	counts := map[data.Kind]*KindLine{}
	line := func(k data.Kind) *KindLine {
		if counts[k] == nil {
			counts[k] = &KindLine{Kind: k}
		}
		return counts[k]
	}
	for _, c := range facts.Received {
		line(c.Kind).Received++
	}
	for _, c := range facts.Closed {
		line(c.Kind).Closed++
	}
	for _, c := range facts.Open {
		line(c.Kind).Open++
	}
	list := make([]KindLine, 0, len(counts))
	for _, l := range counts {
		list = append(list, *l)
	}
	slices.SortFunc(list, func(a, b KindLine) int {
		return cmp.Or(cmp.Compare(kindOrder(a.Kind), kindOrder(b.Kind)), cmp.Compare(a.Kind, b.Kind))
	})
	return list
}

// kindOrder puts a kind that this version does not know last.
func kindOrder(k data.Kind) int {
	i := slices.IndexFunc(data.Kinds, func(t data.Term[data.Kind]) bool { return t.Value == k })
	if i < 0 {
		return len(data.Kinds)
	}
	return i
}

func advocacy(actions []data.AdvocacyFact) (lines []AdvocacyLine, recovered int64) {
	at := map[data.AdvocacyKind]int{}
	for _, a := range actions {
		i, known := at[a.Kind]
		if !known {
			i = len(lines)
			at[a.Kind] = i
			lines = append(lines, AdvocacyLine{Kind: a.Kind})
		}
		lines[i].Finished++
		if a.Outcome == "achieved" || a.Outcome == "partly" {
			lines[i].Achieved++
		}
		lines[i].Recovered += a.Cents
		recovered += a.Cents
	}
	slices.SortFunc(lines, func(a, b AdvocacyLine) int {
		return cmp.Or(cmp.Compare(b.Finished, a.Finished), cmp.Compare(a.Kind.String(), b.Kind.String()))
	})
	return lines, recovered
}
