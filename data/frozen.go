package data

import "time"

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
