package data

import (
	"fmt"
	"time"
)

// LeastRetentionYears is how long a closed case is kept at least: six years
// (45 CFR 164.530(j)(2), 164.316(b)(2)(i)). MostRetentionYears is a bound
// against typing errors.
const (
	LeastRetentionYears = 6
	MostRetentionYears  = 50
)

// RetentionRule is one duty to keep a case; the longest that applies counts.
type RetentionRule struct {
	Label   string
	Source  string
	Years   func(Settings) int
	Applies func(Case) bool
}

// RetentionRules lists the duties to keep a case once it is closed.
var RetentionRules = []RetentionRule{
	{"six years of the Privacy Rule", "45 CFR 164.530(j)(2)", func(Settings) int { return LeastRetentionYears }, func(Case) bool { return true }},
	{"the years of the state or the hospital, from the settings", "state law; hospital's policy", func(s Settings) int { return s.RetentionYears }, func(Case) bool { return true }},
	{"three years of a civil-rights grievance", "45 CFR 92.8(c)", func(Settings) int { return 3 }, func(c Case) bool { return c.Kind == CivilRights }},
}

// Retention says until when a case is kept.
type Retention struct {
	From    Date   // the day from which the years count: closing, or what was written down last
	Until   Date   // the case may be purged from this day on; zero while nothing runs
	Because string // the rule that reaches furthest, or what stops the time
}

// MayPurge reports whether the case may be purged on the day.
func (r Retention) MayPurge(on Date) bool { return !r.Until.IsZero() && r.Until <= on }

// RetentionOf returns until when the case is kept. A legal hold comes before
// every other rule; an open case is kept; a case that was reopened and closed
// again counts from the new closing.
func RetentionOf(f CaseFile, s Settings) Retention {
	switch {
	case f.State == StatePurged:
		return Retention{Because: "The case was purged."}
	case f.Hold.Stands():
		return Retention{Because: "A legal hold stands: nothing is purged until it is released."}
	case f.Open() || f.ClosedAt.IsZero():
		return Retention{Because: "The case is open."}
	case len(f.Owed()) > 0:
		return Retention{Because: "Something is still owed: " + lowerFirst(f.Owed()[0].What) + "."}
	}
	r := Retention{From: f.lastWritten(s)}
	for _, rule := range RetentionRules {
		if !rule.Applies(f.Case) {
			continue
		}
		if until := yearsAfter(r.From, rule.Years(s)); until > r.Until {
			r.Until, r.Because = until, rule.Label+" ("+rule.Source+")"
		}
	}
	return r
}

// lastWritten is the day of closing or, where something was written down in the
// case or put into force later, that day (45 CFR 164.530(j)(2): creation or last
// effective date, whichever is later).
func (f *CaseFile) lastWritten(s Settings) Date {
	last := DateOf(f.ClosedAt, s.Zone())
	later := func(at time.Time) {
		if !at.IsZero() {
			last = max(last, DateOf(at, s.Zone()))
		}
	}
	for _, n := range f.Notes {
		later(n.At)
	}
	for _, c := range f.Contacts {
		later(c.At)
	}
	for _, l := range f.Letters {
		later(l.IssuedAt)
		for _, d := range l.Dispatches {
			last = max(last, d.On)
		}
	}
	for _, r := range f.Records() {
		last = max(last, r.Day())
		later(r.Base().At)
	}
	return max(last, f.Hold.ReleasedOn)
}

// yearsAfter is the day some years later; of 29 February, the first of March
// where the year has none, so that the time is never shorter.
func yearsAfter(d Date, years int) Date {
	return DateOf(d.Start(time.UTC).AddDate(years, 0, 0), time.UTC)
}

// PurgeRecord is what a case carries of its purge: the request and, once a second
// person confirmed it, when it happened. A purge needs two.
type PurgeRecord struct {
	AskedBy     string `json:"asked_by,omitempty"`
	AskedOn     Date   `json:"asked_on,omitempty"`
	Reason      string `json:"reason,omitempty"`
	ConfirmedBy string `json:"confirmed_by,omitempty"`
	On          Date   `json:"on,omitempty"` // purged on
}

// Asked reports whether a purge was asked for and not yet done.
func (p PurgeRecord) Asked() bool { return p.AskedBy != "" && p.On.IsZero() }

// PurgeGate lists what stands between a case and its purge, by how long it is
// kept.
func PurgeGate(f CaseFile, r Retention, today Date) Missing {
	var m Missing
	m.add(r.Until.IsZero(), "retention", "number", f.Number+" cannot be purged. "+r.Because)
	m.add(r.Until > today, "retention.early", "number", fmt.Sprintf("%s is kept until %s: %s.", f.Number, r.Until.Long(), r.Because))
	return m
}

// ConfirmGate adds to [PurgeGate] that the purge was asked for, and by another
// than who confirms it.
func ConfirmGate(f CaseFile, r Retention, by string, today Date) Missing {
	m := PurgeGate(f, r, today)
	m.add(!f.Purged.Asked(), "asked", "number", "Nobody has asked for the purge of "+f.Number+".")
	m.add(f.Purged.Asked() && sameName(f.Purged.AskedBy, by), "second", "number", "You asked for the purge of "+f.Number+" yourself; another officer must confirm it.")
	return m
}

// With takes in another case with which this one was merged: both are kept as
// long as either.
func (r Retention) With(number string, other Retention) Retention {
	switch {
	case r.Until.IsZero():
		return r
	case other.Until.IsZero():
		return Retention{From: r.From, Because: number + " belongs to it. " + other.Because}
	case other.Until > r.Until:
		return Retention{From: other.From, Until: other.Until, Because: other.Because + ", by " + number}
	}
	return r
}

// Skeleton is what stays of the case when it is purged: its number, kind and
// dates, who worked on it, and the purge.
func (c Case) Skeleton(p PurgeRecord) Case {
	return Case{Key: c.Key, ID: c.ID, Number: c.Number, Kind: c.Kind, State: StatePurged, ReceivedAt: c.ReceivedAt, Unit: c.Unit, Owner: c.Owner,
		CompletedOn: c.CompletedOn, ClosedAt: c.ClosedAt, Closure: c.Closure, Reopened: c.Reopened, MergedInto: c.MergedInto,
		EnteredAt: c.EnteredAt, EnteredBy: c.EnteredBy, Purged: p}
}

// Purgeable is a case that may be purged, or for which a purge was asked.
type Purgeable struct {
	Row       CaseRow     `json:"case"`
	Retention Retention   `json:"retention"`
	Request   PurgeRecord `json:"request,omitzero"`
}

// PurgePage is one page of them, those closed first.
type PurgePage struct {
	Rows []Purgeable
	Next Cursor
	More bool
}

// RemovedCount is how many of something a purge removed.
type RemovedCount struct {
	What  string `json:"what"`
	Count int    `json:"count"`
}

// PurgeCertificate is what is left of a purged case beside its number, its kind
// and its dates.
type PurgeCertificate struct {
	Number     string         `json:"number"`
	Kind       Kind           `json:"kind"`
	ReceivedOn Date           `json:"received_on"`
	ClosedOn   Date           `json:"closed_on"`
	Request    PurgeRecord    `json:"request"`
	At         time.Time      `json:"at"`
	Because    string         `json:"because"` // the rule by which the time of keeping was over
	Removed    []RemovedCount `json:"removed"`
	// Digest is a keyed digest of everything that was removed, in hexadecimal: it
	// tells whether an old copy is of the same case, and nothing else.
	Digest string `json:"digest"`
	// Backups names the backups that held the case when it was purged; those still
	// there hold it still.
	Backups []string `json:"backups"`
	// Replaced names the folders, in that of the case file, of what restores put
	// aside; like the backups they held the case when it was purged.
	Replaced []string `json:"replaced,omitempty"`
}
