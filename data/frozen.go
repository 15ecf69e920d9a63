package data

import (
	"maps"
	"slices"
	"time"
)

// FrozenFigure is one figure as it stood when a report was frozen.
type FrozenFigure struct {
	Code  string  `json:"code"` // of the measure
	Value float64 `json:"value"`
	Part  int     `json:"part,omitempty"` // of a share
	Whole int     `json:"whole,omitempty"`
	Known bool    `json:"known"`
}

// FrozenReport is the snapshot of a period's figures: what was reported, by whom,
// and where the audit chain stood. It never changes; freezing the period again
// makes the next version.
type FrozenReport struct {
	Period    Period         `json:"period"`
	Version   int            `json:"version"` // 1, 2, 3 …
	At        time.Time      `json:"at"`
	By        string         `json:"by"`
	AuditSeq  int64          `json:"audit_seq"`
	AuditHead string         `json:"audit_head"` // hexadecimal
	Note      string         `json:"note,omitempty"`
	Figures   []FrozenFigure `json:"figures"`
	// Cases are the cases that the figures counted, as they were, so that a later
	// run can say why a figure is another one. They name nobody.
	Cases []FrozenCase `json:"cases"`
}

// FrozenCase is what a snapshot keeps of one case.
type FrozenCase struct {
	Key      int64         `json:"k"`
	Kind     Kind          `json:"t"`
	State    State         `json:"s,omitempty"` // at the time of the freeze
	Unit     string        `json:"u,omitempty"`
	Received Date          `json:"r"`
	Closed   Date          `json:"c,omitempty"`
	AckOn    Date          `json:"a,omitempty"`
	DecideOn Date          `json:"d,omitempty"`
	Open     bool          `json:"o,omitempty"` // at the end of the period
	Issues   []FrozenIssue `json:"i,omitempty"`
}

// FrozenIssue is what a snapshot keeps of one issue.
type FrozenIssue struct {
	Category string  `json:"c,omitempty"`
	Severity int     `json:"s,omitempty"`
	Outcome  Outcome `json:"o,omitempty"`
}

// FreezeGaps checks that the report of a period can be frozen today: a whole or
// any other period that has ended.
func FreezeGaps(p Period, note string, today Date) Missing {
	var m Missing
	m.add(!p.Valid(), "period", "period", "Choose the first and the last day of the report.")
	m.add(p.Valid() && p.To >= today, "period.running", "period", "This period has not ended yet; freeze its report once its last day is over.")
	m.checkText(note, maxText, "note", "The note")
	return m
}

// Snapshot returns what a frozen report keeps of the cases that the facts count:
// those received, closed or open in the period, in the order of their keys.
func (f SummaryFacts) Snapshot() []FrozenCase {
	cases := map[int64]*FrozenCase{}
	add := func(c CaseFact) *FrozenCase {
		k := cases[c.Key]
		if k == nil {
			k = &FrozenCase{Key: c.Key, Kind: c.Kind, State: c.State, Unit: c.Unit, Received: c.Received, Closed: c.Closed, AckOn: c.AckOn, DecideOn: c.DecideOn}
			cases[c.Key] = k
		}
		return k
	}
	for _, c := range f.Received {
		add(c)
	}
	for _, c := range f.Closed {
		add(c).Closed = c.Closed
	}
	for _, c := range f.Open {
		add(c).Open = true
	}
	for _, i := range f.Issues {
		if k := cases[i.Case]; k != nil {
			k.Issues = append(k.Issues, FrozenIssue{i.Category, i.Severity, i.Outcome})
		}
	}
	var all []FrozenCase
	for _, key := range slices.Sorted(maps.Keys(cases)) {
		all = append(all, *cases[key])
	}
	return all
}
