package figures

import (
	"cmp"
	"slices"

	"rapport/data"
)

// IssueLine counts the issues of one category or unit.
type IssueLine struct {
	Code       string // category code or unit name; empty when not recorded
	Taxonomy   int    // of a category: the newest version among its issues, whose words name it
	Issues     int
	Severity   [4]int  // by HCAT severity, 0 to 3
	Cumulative float64 // percent of all issues down to this line
}

// Outcomes are the findings about the issues of the cases received.
type Outcomes struct {
	Issues      int
	ByOutcome   map[data.Outcome]int
	WithFinding int
}

// Substantiated is the share of issues found substantiated in full or in part,
// of those with a finding.
func (o Outcomes) Substantiated() Share {
	return Share{o.ByOutcome[data.Substantiated] + o.ByOutcome[data.PartiallySubstantiated], o.WithFinding}
}

// categoryOf returns the code of an issue's category, or [data.Unmapped] where its
// version of the taxonomy does not know the category.
func categoryOf(s data.Settings) func(data.IssueFact) string {
	return func(issue data.IssueFact) string {
		if _, known := s.TaxonomyOf(issue.Taxonomy).Category(issue.Category); !known && issue.Category != "" {
			return data.Unmapped
		}
		return issue.Category
	}
}

// countIssues counts issues under the code that key gives them, most frequent
// first and those without a code or with an unmapped one last, as a Pareto chart
// shows them.
func countIssues(issues []data.IssueFact, key func(data.IssueFact) string) []IssueLine {
	at := map[string]int{}
	var lines []IssueLine
	for _, issue := range issues {
		code := key(issue)
		i, known := at[code]
		if !known {
			i = len(lines)
			at[code] = i
			lines = append(lines, IssueLine{Code: code})
		}
		lines[i].Issues++
		lines[i].Taxonomy = max(lines[i].Taxonomy, issue.Taxonomy)
		lines[i].Severity[min(max(issue.Severity, 0), 3)]++
	}
	slices.SortFunc(lines, func(a, b IssueLine) int {
		return cmp.Or(cmp.Compare(rank(a.Code), rank(b.Code)), cmp.Compare(b.Issues, a.Issues), cmp.Compare(a.Code, b.Code))
	})
	sum := 0
	for i := range lines {
		sum += lines[i].Issues
		lines[i].Cumulative = 100 * float64(sum) / float64(len(issues))
	}
	return lines
}

// rank puts what has no code of its own behind what has.
func rank(code string) int {
	switch code {
	case data.Unmapped:
		return 1
	case "":
		return 2
	}
	return 0
}

func outcomes(issues []data.IssueFact) Outcomes {
	o := Outcomes{Issues: len(issues), ByOutcome: map[data.Outcome]int{}}
	for _, issue := range issues {
		if issue.Outcome != "" {
			o.ByOutcome[issue.Outcome]++
			o.WithFinding++
		}
	}
	return o
}

// UnitLine is what one unit had in the month.
type UnitLine struct {
	Unit     string // empty when not recorded
	Received int    // cases received
	Issues   int    // in the cases received
	High     int    // of these issues, of high severity
	Closed   int    // cases closed
	Open     int    // cases open at the end
	Days     Days   // to close, of those closed
}

// byUnit gathers cases and issues by unit, most cases received first. An issue
// without a unit belongs to that of its case.
func byUnit(f data.SummaryFacts, unitOf func(data.IssueFact) string) []UnitLine {
	lines := map[string]*UnitLine{}
	line := func(unit string) *UnitLine {
		if lines[unit] == nil {
			lines[unit] = &UnitLine{Unit: unit}
		}
		return lines[unit]
	}
	days := map[string][]int{}
	for _, c := range f.Received {
		line(c.Unit).Received++
	}
	for _, c := range f.Closed {
		line(c.Unit).Closed++
		days[c.Unit] = append(days[c.Unit], int(c.Closed-c.Received))
	}
	for _, c := range f.Open {
		line(c.Unit).Open++
	}
	for _, issue := range f.Issues {
		l := line(unitOf(issue))
		l.Issues++
		if issue.Severity >= 3 {
			l.High++
		}
	}
	list := make([]UnitLine, 0, len(lines))
	for unit, l := range lines {
		l.Days = DaysOf(days[unit])
		list = append(list, *l)
	}
	slices.SortFunc(list, func(a, b UnitLine) int {
		if (a.Unit == "") != (b.Unit == "") {
			return cmp.Compare(len(b.Unit), len(a.Unit))
		}
		return cmp.Or(cmp.Compare(b.Received, a.Received), cmp.Compare(b.Issues, a.Issues), cmp.Compare(a.Unit, b.Unit))
	})
	return list
}
