package data

import (
	"strings"
	"time"
)

// AuditMonth is what the audit chain holds of a month, in numbers, for the regular
// review of the activity of the information system (45 CFR 164.308(a)(1)(ii)(D)).
type AuditMonth struct {
	Month   Month
	Entries int
	Counts  []int // in the order of [AuditKinds]
	People  []AuditPerson
	Reviews []AuditReview // of the month, the newest first
}

// An AuditPerson is what one person did in a month.
type AuditPerson struct {
	Name   string
	Counts []int // in the order of [AuditKinds]
}

// An AuditReview is the word of a privacy officer that a month was looked through.
type AuditReview struct {
	At   time.Time
	By   string
	Note string
}

// An AuditKind is what the review counts: the beginnings of the actions that are
// of the kind.
type AuditKind struct {
	What    string
	Actions []string
}

// AuditKinds are the numbers of the review in their order.
var AuditKinds = []AuditKind{
	{"Sign-ins", []string{"session.start"}},
	{"Wrong passphrases", []string{"session.fail"}},
	{"Recovery and hospital key", []string{"session.recover", "session.hospital"}},
	{"Refusals", []string{"access.refused"}},
	{"Cases looked at", []string{"case.view"}},
	{"Restricted notes shown", []string{"note.reveal"}},
	{"Documents opened", []string{"attachment.open"}},
	{"Exports and prints of cases", []string{"case.export", "case.print", "case.package", "file.whole", "accounting.printed"}},
	{"Files that left the case file", []string{"file.out", "accounting.saved"}},
	{"Broken glass", []string{"case.break_glass"}},
	{"Purges", []string{"case.purge", "purge."}},
	{"People and keys", []string{"officer.", "key.", "vault."}},
	{"Settings", []string{"settings."}},
	{"Backups, checks, restores", []string{"file."}},
}

// KindOfAudit is the place of an action in [AuditKinds], -1 for one that is not
// counted there.
func KindOfAudit(action string) int {
	for i, k := range AuditKinds {
		for _, begins := range k.Actions {
			if strings.HasPrefix(action, begins) {
				return i
			}
		}
	}
	return -1
}

// AuditReviewGaps checks the review of a month: one that has ended or runs, with a
// note of what was found.
func AuditReviewGaps(month, now Month, note string) Missing {
	var m Missing
	m.add(month.First() > now.First(), "month", "month", "This month has not begun yet; choose one that has.")
	m.add(blank(note), "note", "note", "Write what you looked at and what you found, also when all was well.")
	m.checkText(note, maxText, "note", "The note")
	return m
}
