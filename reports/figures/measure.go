package figures

import (
	"rapport/data"
)

// Kind is how a measure is written.
type Kind string

// The kinds of measure.
const (
	Number  Kind = "number"  // a count
	Percent Kind = "percent" // a share, with its part and whole
	InDays  Kind = "days"    // calendar days
	Rate    Kind = "rate"    // per 1,000
	Times   Kind = "ratio"   // so many to one
	Money   Kind = "money"   // hundredths of the currency
	Grade   Kind = "grade"   // of reading
)

// Entry is a measure as the catalog describes it.
type Entry struct {
	Code       string // stable: goals and frozen reports name it
	Name       string
	Definition string // one or two sentences, printed under the figure
	Of         string // the denominator in words; empty where there is none
	Source     string // where the definition comes from; empty: the office's own
	Kind       Kind
	Better     int // +1: more is better, -1: less is better, 0: neither
	// Goal is what is offered as a goal to an office that has none; nil: nothing.
	Goal *float64
	// Group is the part of the report that the measure belongs to.
	Group Group
}

// Group is a part of the report.
type Group string

// Groups lists the parts of the report in their order.
var Groups = []data.Term[Group]{
	{Value: "volume", Label: "What came in"}, {Value: "timeliness", Label: "Timeliness"}, {Value: "content", Label: "What it was about"},
	{Value: "work", Label: "What was done"}, {Value: "voice", Label: "Praise and survey"}, {Value: "records", Label: "Quality of the records"},
}

// String returns the label.
func (g Group) String() string {
	for _, t := range Groups {
		if t.Value == g {
			return t.Label
		}
	}
	return string(g)
}

// Reading is what a measure comes to in one period.
type Reading struct {
	Known bool
	Value float64 // as its kind says; a share in percent
	Share Share   // of a share alone
	Why   string  // where it is not known: why, in a sentence
	// FinalOn is the day from which on it can no longer change by itself; until then
	// it is provisional. Zero: when the period is over.
	FinalOn data.Date
	cases   func() []int64
}

// Measure is a measure of the catalog with what it came to.
type Measure struct {
	Entry
	Reading
	Before Reading // in the same period before
	// Target is the office's goal; nil: it set none.
	Target *float64
	// Provisional says that the reading may still change as time passes.
	Provisional bool
	// Cases are the keys of the cases that the measure counts, of a share those of
	// its part; nil where the facts know none.
	Cases func() []int64
}

// Meets reports whether the measure reaches the target. ok is false where the
// measure is not known, or neither more nor less of it is better.
func (m Measure) Meets(target float64) (met, ok bool) {
	if !m.Known || m.Better == 0 {
		return false, false
	}
	if m.Better > 0 {
		return m.Value >= target, true
	}
	return m.Value <= target, true
}

// Catalog describes every measure, in the order of the report.
func Catalog() []Entry {
	var all []Entry
	for _, row := range catalog {
		all = append(all, row.Entry)
	}
	return all
}

// Described returns the entry of the catalog with the code.
func Described(code string) (Entry, bool) {
	for _, row := range catalog {
		if row.Code == code {
			return row.Entry, true
		}
	}
	return Entry{}, false
}

// Measures returns every measure of the catalog with what it came to, the period
// before, and the office's goal.
func (f Figures) Measures() []Measure {
	targets := map[string]float64{}
	for _, g := range f.settings.Goals {
		targets[g.Measure] = g.Target
	}
	all := make([]Measure, 0, len(catalog))
	for _, row := range catalog {
		m := Measure{Entry: row.Entry, Reading: row.read(&f)}
		m.Provisional = f.Running || f.AsOf < m.FinalOn
		m.Cases = m.Reading.cases
		if f.Before != nil {
			m.Before = row.read(f.Before)
		}
		if target, set := targets[row.Code]; set {
			m.Target = &target
		}
		all = append(all, m)
	}
	return all
}

// Measure returns the measure with the code.
func (f Figures) Measure(code string) (Measure, bool) {
	for _, m := range f.Measures() {
		if m.Code == code {
			return m, true
		}
	}
	return Measure{}, false
}

// Frozen returns the measures as a frozen report keeps them.
func (f Figures) Frozen() []data.FrozenFigure {
	var all []data.FrozenFigure
	for _, row := range catalog {
		r := row.read(&f)
		all = append(all, data.FrozenFigure{Code: row.Code, Value: r.Value, Part: r.Share.Part, Whole: r.Share.Whole, Known: r.Known})
	}
	return all
}

// count reads a set as a measure.
func count(s Set) Reading { return Reading{Known: true, Value: float64(len(s)), cases: s.Cases} }

// share reads a part of a whole as a measure; without a whole it is not known.
func share(part, whole Set, nothing string) Reading {
	s := shareOf(part, whole)
	r := Reading{Known: s.Known(), Value: s.Percent(), Share: s, cases: part.Cases}
	if !r.Known {
		r.Why = nothing
	}
	return r
}

// timely reads what was done on time of a cohort.
func timely(t Timely, nothing string) Reading { return share(t.OnTime, t.Received, nothing) }

// inDays reads a number of days as a measure.
func inDays(value float64, n int, of Set, nothing string) Reading {
	r := Reading{Known: n > 0, Value: value, cases: of.Cases}
	if !r.Known {
		r.Why = nothing
	}
	return r
}

// per1000 reads a rate as a measure.
func per1000(s Set, b Base) Reading {
	value, known := b.Per1000(len(s))
	return Reading{Known: known, Value: value, Why: b.Why(), cases: s.Cases}
}

// final says from which day on a reading no longer changes.
func (r Reading) final(day data.Date) Reading {
	r.FinalOn = day
	return r
}
