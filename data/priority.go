package data

import "slices"

// Urgency is how soon somebody must look at a case (domain 5.2).
type Urgency string

// Urgencies lists the urgencies, the most pressing first.
var Urgencies = []Term[Urgency]{
	{"immediate", "Immediately"}, {"today", "Today"}, {"48h", "Within 48 hours"}, {"routine", "Routine"},
}

// UrgencyMeanings say what [Urgencies] mean, in the same order.
var UrgencyMeanings = []string{
	"somebody may be in danger now", "a deadline or a discharge is near", "care or trust suffers while it waits", "nothing gets worse while it waits",
}

// String returns the label.
func (u Urgency) String() string { return labelOf(Urgencies, u) }

// Seriousness is a level of the seriousness matrix.
type Seriousness string

// SeriousnessLevels lists the levels, the lowest first.
var SeriousnessLevels = []Term[Seriousness]{
	{"low", "Low"}, {"moderate", "Moderate"}, {"high", "High"}, {"extreme", "Extreme"},
}

// String returns the label.
func (s Seriousness) String() string { return labelOf(SeriousnessLevels, s) }

func (s Seriousness) rank() int {
	return slices.IndexFunc(SeriousnessLevels, func(t Term[Seriousness]) bool { return t.Value == s })
}

// Consequences and Recurrences name the rows and the columns of the matrix, 1 to 5.
var (
	Consequences = []string{"Negligible", "Minor", "Moderate", "Major", "Extreme: death or abuse"}
	Recurrences  = []string{"Rare", "Unlikely", "Possible", "Likely", "Almost certain"}
)

// Matrix is a seriousness matrix: the level by consequence (row 1 first) and
// recurrence (column 1 first).
type Matrix [5][5]Seriousness

// StartingMatrix is the matrix that an office starts from, consequence by
// recurrence as the guidelines of the Australian states have it (domain 4.6; the
// levels are a usual set, and each office may have its own).
var StartingMatrix = Matrix{
	{"low", "low", "low", "moderate", "moderate"},
	{"low", "low", "moderate", "moderate", "high"},
	{"low", "moderate", "high", "high", "high"},
	{"moderate", "high", "high", "extreme", "extreme"},
	{"high", "extreme", "extreme", "extreme", "extreme"},
}

// SeriousnessMatrix returns the office's matrix, or the one that offices start
// from.
func (s Settings) SeriousnessMatrix() Matrix {
	if s.Seriousness == (Matrix{}) {
		return StartingMatrix
	}
	return s.Seriousness
}

func (x Matrix) validate(m *Missing) {
	if x == (Matrix{}) {
		return
	}
	for _, row := range x {
		for _, level := range row {
			m.add(!Known(SeriousnessLevels, level) && !m.Has("seriousness"), "seriousness", "seriousness", "Choose a level for every field of the seriousness matrix.")
		}
	}
}

// Consequence is the row of the matrix: what the harm says or what the severity
// says, whichever is graver. Severity high is major; only harm makes it extreme.
func Consequence(severity, harm int) int {
	return min(max(severity+1, harm, 1), len(Consequences))
}

// priorityByUrgency is the priority of a case whose recurrence nobody has judged:
// urgency against consequence, 1 first (domain 5.2).
var priorityByUrgency = map[Urgency][5]Seriousness{
	"immediate": {"high", "high", "extreme", "extreme", "extreme"},
	"today":     {"moderate", "moderate", "high", "high", "extreme"},
	"48h":       {"low", "moderate", "moderate", "high", "high"},
	"routine":   {"low", "low", "moderate", "moderate", "high"},
}

// Priority is a suggestion for triage, and why.
type Priority struct {
	Level   Seriousness
	Because string
}

// PriorityOf suggests the priority of a case from the highest severity of its
// issues, its harm, its urgency and, where it was judged, how likely it is to
// happen again: the graver of the two tables. Nothing is routed by it.
func (s Settings) PriorityOf(severity, harm int, urgency Urgency, recurrence int) Priority {
	row := Consequence(severity, harm)
	p := Priority{Level: "low", Because: "Consequence: " + lowerFirst(Consequences[row-1])}
	raise := func(to Seriousness) {
		if to.rank() > p.Level.rank() {
			p.Level = to
		}
	}
	if byConsequence, ok := priorityByUrgency[urgency]; ok {
		raise(byConsequence[row-1])
		p.Because += "; urgency: " + lowerFirst(urgency.String())
	}
	if recurrence >= 1 && recurrence <= len(Recurrences) {
		raise(s.SeriousnessMatrix()[row-1][recurrence-1])
		p.Because += "; to happen again: " + lowerFirst(Recurrences[recurrence-1])
	}
	p.Because += "."
	return p
}
