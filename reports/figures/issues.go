package figures

import (
	"cmp"
	"slices"

	"rapport/data"
)

// IssueLine counts the issues of one category, unit or other group. Each issue
// counts, so that a case may stand in a line more than once.
type IssueLine struct {
	Code       string // category code, unit or stage; empty when not recorded
	Taxonomy   int    // of a category: the newest version among its issues, whose words name it
	Issues     Set
	Severity   [4]Set  // by HCAT severity, 0 to 3
	Cumulative float64 // percent of all issues down to this line
}

// Vital is how many lines, from the first, make up the share of the issues in
// percent at which a Pareto chart draws its line; 0 where no line reaches it.
func Vital(lines []IssueLine) int {
	for i, l := range lines {
		if l.Cumulative >= ParetoLine {
			return i + 1
		}
	}
	return 0
}

// ParetoLine is the cumulative percentage at which a Pareto chart is divided.
const ParetoLine = 80.0

// Outcomes are the findings about the issues of the cases received.
type Outcomes struct {
	Issues      Set
	ByOutcome   map[data.Outcome]Set
	WithFinding Set
}

// Upheld are the issues found substantiated in full or in part.
func (o Outcomes) Upheld() Set {
	return slices.Concat(o.ByOutcome[data.Substantiated], o.ByOutcome[data.PartiallySubstantiated])
}

// Substantiated is the share of issues found substantiated in full or in part,
// of those with a finding.
func (o Outcomes) Substantiated() Share { return shareOf(o.Upheld(), o.WithFinding) }

// categoryOf returns the code of an issue's category, or [data.Unmapped] where its
// version of the taxonomy does not know the category.
func categoryOf(s data.Settings) func(*data.IssueFact) string {
	type coded struct {
		category string
		taxonomy int
	}
	codes := map[coded]string{}
	return func(issue *data.IssueFact) string {
		if issue.Category == "" {
			return ""
		}
		as := coded{issue.Category, issue.Taxonomy}
		code, asked := codes[as]
		if !asked {
			code = issue.Category
			if _, known := s.TaxonomyOf(issue.Taxonomy).Category(code); !known {
				code = data.Unmapped
			}
			codes[as] = code
		}
		return code
	}
}

// domains are the HCAT domains of the issues; those without a category or with an
// unmapped one have its code.
func (in *period) domains() []string {
	domains := map[string]string{"": "", data.Unmapped: data.Unmapped}
	all := make([]string, len(in.Issues))
	for k, code := range in.category {
		domain, known := domains[code]
		if !known {
			c, _ := in.settings.TaxonomyOf(in.Issues[k].Taxonomy).Category(code)
			domain = c.Domain
			domains[code] = domain
		}
		all[k] = domain
	}
	return all
}

func (in *period) stages() []string {
	all := make([]string, len(in.Issues))
	for k := range in.Issues {
		all[k] = string(in.Issues[k].Stage)
	}
	return all
}

// countIssues counts issues under their codes, most frequent first and those without
// a code or with an unmapped one last, as a Pareto chart shows them.
func countIssues(issues []data.IssueFact, codes []string) []IssueLine {
	at := map[string]int{}
	var lines []IssueLine
	for k := range issues {
		issue, code := &issues[k], codes[k]
		i, known := at[code]
		if !known {
			i = len(lines)
			at[code] = i
			lines = append(lines, IssueLine{Code: code})
		}
		lines[i].Issues.add(issue.Case)
		lines[i].Taxonomy = max(lines[i].Taxonomy, issue.Taxonomy)
		lines[i].Severity[min(max(issue.Severity, 0), 3)].add(issue.Case)
	}
	slices.SortFunc(lines, func(a, b IssueLine) int {
		return cmp.Or(cmp.Compare(rank(a.Code), rank(b.Code)), cmp.Compare(len(b.Issues), len(a.Issues)), cmp.Compare(a.Code, b.Code))
	})
	sum := 0
	for i := range lines {
		sum += len(lines[i].Issues)
		lines[i].Cumulative = 100 * float64(sum) / float64(len(issues))
	}
	return lines
}

// rank puts what has no code of its own behind what has.
func rank(code string) int {
	switch code {
	case "other":
		return 1
	case data.Unmapped:
		return 2
	case "":
		return 3
	}
	return 0
}

func outcomes(issues []data.IssueFact) Outcomes {
	o := Outcomes{ByOutcome: map[data.Outcome]Set{}}
	for _, issue := range issues {
		o.Issues.add(issue.Case)
		if issue.Outcome != "" {
			o.ByOutcome[issue.Outcome] = append(o.ByOutcome[issue.Outcome], issue.Case)
			o.WithFinding.add(issue.Case)
		}
	}
	return o
}

// severities are the issues by HCAT severity, over all lines.
func severities(issues []data.IssueFact) (all [4]Set) {
	for _, issue := range issues {
		all[min(max(issue.Severity, 0), 3)].add(issue.Case)
	}
	return all
}
