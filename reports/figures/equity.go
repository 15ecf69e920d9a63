package figures

import (
	"cmp"
	"slices"

	"rapport/data"
)

// EquityLine is one group of patients in a comparison. A small difference between
// groups says little: each share has its interval, and groups come in a fixed
// order, never as a league table.
type EquityLine struct {
	Code          string // as recorded; empty when not recorded
	Label         string
	Unknown       bool // the answer is not known
	Received      Set  // cases received that complain of something
	Closed        Set  // cases closed in the period that complain of something
	Days          Days // to close, of those
	Substantiated Share
	Upheld        Set   // the issues behind the share
	WithFinding   Set   // and those that it is a share of
	Against       Ratio // the share substantiated beside that of all others whose group is known
}

// Equity compares groups of patients by one answer that they gave.
type Equity struct {
	By    string // "Language", "Age", "Disability"
	Lines []EquityLine
	// Unknown is how many of the cases received have no answer.
	Unknown Share
}

// UnknownCases are the cases received whose answer is not known.
func (e Equity) UnknownCases() Set {
	var s Set
	for _, l := range e.Lines {
		if l.Unknown {
			s = append(s, l.Received...)
		}
	}
	return s
}

// trait is an answer by which patients are compared.
type trait struct {
	by      string
	of      func(*data.CaseFact) string
	label   func(string) string
	unknown func(string) bool
	order   func(a, b string) int
}

var traits = []trait{
	{
		by: "Language", of: func(c *data.CaseFact) string { return c.Language },
		label:   func(code string) string { return cmp.Or(code, "Not recorded") },
		unknown: func(code string) bool { return code == "" }, order: cmp.Compare[string],
	},
	{
		by: "Age", of: func(c *data.CaseFact) string { return string(data.AgeBandOn(c.Born, c.Received)) },
		label: func(code string) string {
			if code == "" {
				return "Not recorded"
			}
			return data.AgeBand(code).String()
		},
		unknown: func(code string) bool { return code == "" },
		order: func(a, b string) int {
			return cmp.Compare(orderIn(data.AgeBands, data.AgeBand(a)), orderIn(data.AgeBands, data.AgeBand(b)))
		},
	},
	{
		by: "Disability", of: func(c *data.CaseFact) string { return string(c.Disability) },
		label: func(code string) string {
			if data.Disability(code) == data.DisabilityNone {
				return "No disability" // its own label says so only under its heading
			}
			return data.Disability(code).String()
		},
		unknown: func(code string) bool { return !data.Disability(code).Told() },
		order: func(a, b string) int {
			return cmp.Compare(orderIn(data.Disabilities, data.Disability(a)), orderIn(data.Disabilities, data.Disability(b)))
		},
	},
}

// equity compares the patients of the cases that complain of something. Age is
// that on the day of receipt.
func equity(in period) []Equity {
	var all []Equity
	for _, t := range traits {
		all = append(all, t.compare(in))
	}
	return all
}

func (t trait) compare(in period) Equity {
	e := Equity{By: t.by}
	at := map[string]int{}
	var took [][]int
	line := func(code string) int {
		i, known := at[code]
		if !known {
			i = len(e.Lines)
			at[code] = i
			e.Lines, took = append(e.Lines, EquityLine{Code: code, Label: t.label(code), Unknown: t.unknown(code)}), append(took, nil)
		}
		return i
	}
	for c := range each(in.Received) {
		if complains(c) {
			i := line(t.of(c))
			e.Lines[i].Received.add(c.Key)
			e.Unknown.Whole++
			if e.Lines[i].Unknown {
				e.Unknown.Part++
			}
		}
	}
	for c := range each(in.Closed) {
		if complains(c) {
			i := line(t.of(c))
			e.Lines[i].Closed.add(c.Key)
			took[i] = append(took[i], days(c))
		}
	}
	for k := range in.Issues {
		issue, c := &in.Issues[k], in.caseOf[k]
		if c != nil && complains(c) && issue.Outcome != "" {
			i := line(t.of(c))
			e.Lines[i].WithFinding.add(issue.Case)
			e.Lines[i].Upheld.addIf(upheld(issue.Outcome), issue.Case)
		}
	}
	var sum Share // over the groups that are known
	for i := range e.Lines {
		l := &e.Lines[i]
		l.Days, l.Substantiated = DaysOf(took[i]), shareOf(l.Upheld, l.WithFinding)
		if !l.Unknown {
			sum.Part, sum.Whole = sum.Part+l.Substantiated.Part, sum.Whole+l.Substantiated.Whole
		}
	}
	for i := range e.Lines {
		if l := &e.Lines[i]; !l.Unknown {
			l.Against = ratioOf(l.Substantiated, Share{sum.Part - l.Substantiated.Part, sum.Whole - l.Substantiated.Whole})
		}
	}
	slices.SortStableFunc(e.Lines, func(a, b EquityLine) int {
		if a.Unknown != b.Unknown {
			if a.Unknown {
				return 1
			}
			return -1
		}
		return cmp.Or(t.order(a.Code, b.Code), cmp.Compare(a.Code, b.Code))
	})
	return e
}

func upheld(o data.Outcome) bool {
	return o == data.Substantiated || o == data.PartiallySubstantiated
}
