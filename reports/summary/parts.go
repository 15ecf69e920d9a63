package summary

import (
	"maps"
	"slices"
	"strings"

	"rapport/data"
)

// partOf says which counts are parts of others: who reads both knows the rest, so
// that it is protected like a count of its own. A star stands for the same end of
// both names.
var partOf = [][2]string{
	{"grievances", "complaints"}, {"complaints", "received"}, {"compliments", "received"},
	{"before/grievances", "before/complaints"}, {"before/complaints", "before/received"}, {"before/compliments", "before/received"},
	{"decided/received", "grievances"}, {"promised/received", "decided/received"}, {"interim/received", "decided/received"}, {"acknowledged/received", "grievances"}, {"acknowledged/received", "decided/received"}, {"acknowledged/received", "received"}, {"advocacy/achieved", "advocacy"}, {"advocacy/money", "advocacy"},
	{"before/decided/received", "before/grievances"}, {"before/promised/received", "before/decided/received"}, {"before/interim/received", "before/decided/received"}, {"before/acknowledged/received", "before/grievances"}, {"before/acknowledged/received", "before/decided/received"}, {"before/acknowledged/received", "before/received"}, {"before/advocacy/achieved", "before/advocacy"}, {"before/advocacy/money", "before/advocacy"},
	{"before/survey/top box", "before/survey"}, {"survey/top box", "survey"},
	{"cohort/received", "complaints"}, {"before/cohort/received", "before/complaints"}, {"received", "flow/received"}, {"closed", "flow/closed"}, {"reopened/closed", "closed"},
	{"overdue/decision", "open/grievances"}, {"overdue/acknowledgement", "open"}, {"open/age/over 90", "open"}, {"open/over 30", "open"}, {"measure/open_over_30", "open"},
	{"equity/closed", "closed"}, {"equity/findings", "findings"}, {"equity/upheld", "findings/upheld"},
	{"findings", "issues"}, {"findings/upheld", "findings"}, {"comments/rated", "comments"}, {"comments/empty", "comments"},
	{"letters/sent", "letters/issued"}, {"letters/notices", "letters/issued"}, {"letters/received", "letters/issued"}, {"letters/graded", "letters/issued"}, {"letters/incomplete", "letters/notices"},
	{"no unit/of", "received"}, {"entered late/of", "received"}, {"no language/of", "received"}, {"no birth/of", "received"}, {"no disability/of", "received"},
	{"no category/of", "issues"}, {"unmapped/of", "issues"}, {"no finding/of", "issues"},
	{"grievances/unit/*", "complaints/unit/*"}, {"grievances/unit/*", "received/unit/*"}, {"complaints/unit/*", "received/unit/*"}, {"compliments/unit/*", "received/unit/*"}, {"issues/severity/3/unit/*", "issues/unit/*"},
	{"grievances/channel/*", "received/channel/*"}, {"grievances/payer/*", "received/payer/*"}, {"grievances/shift/*", "received/shift/*"},
}

// sameAs are counts of what is mostly the same under two names: where they are
// equal, a reader who sees one of them knows the other.
var sameAs = [][2]string{
	{"flow/start", "before/open"}, {"flow/closed", "closed"}, {"flow/received", "received"}, {"flow/reopened", "reopened"},
	{"before/closed", "before/reopened/closed"}, {"interim/received", "decided/late"}, {"letters/complete", "letters/issued"},
	{"before/cohort/received", "before/complaints"}, {"promised/received", "grievances"}, {"acknowledged/received", "grievances"}, {"decided/received", "grievances"},
	{"actions/closed", "actions/verified"}, {"advocacy/money", "advocacy/achieved"}, {"findings/none", "no finding"}, {"no birth/of", "received"}, {"no language/of", "received"},
}

// same tells the ledger which counts are equal under two names.
func (b *book) same() {
	for _, pair := range sameAs {
		n, known := b.counts[pair[0]]
		m, too := b.counts[pair[1]]
		if known && too && n == m {
			b.ledger.Sum(pair[1], pair[0])
		}
	}
}

// rest tells the ledger that two counts exclude each other within a third: what is
// neither can be worked out.
func (b *book) rest(whole string, parts ...string) {
	w, known := b.counts[whole]
	all := slices.Clone(parts)
	for _, p := range parts {
		n, too := b.counts[p]
		known = known && too
		w -= n
	}
	if known && w >= 0 {
		rest := whole + " without " + strings.Join(parts, " and ")
		b.ledger.Silent(rest, w)
		b.sum(whole, append(all, rest)...)
	}
}

// note tells the ledger that a count is a part of another, where both are there.
func (b *book) note(part, whole string) {
	p, known := b.counts[part]
	w, too := b.counts[whole]
	switch {
	case !known || !too || p > w:
	case p == w: // a reader takes them for the same
		b.ledger.Sum(whole, part)
	default:
		b.ledger.Within(part, whole)
	}
}

// parts tells the ledger which counts are parts of others.
func (b *book) parts() {
	names := slices.Sorted(maps.Keys(b.counts)) // so that the choice is always the same
	for _, pair := range partOf {
		start, wild := strings.CutSuffix(pair[0], "*")
		if !wild {
			b.note(pair[0], pair[1])
			continue
		}
		for _, name := range names {
			if end, is := strings.CutPrefix(name, start); is && !strings.Contains(end, "/") {
				b.note(name, strings.TrimSuffix(pair[1], "*")+end)
			}
		}
	}
	b.same()
	for _, name := range names {
		if unit, is := strings.CutPrefix(name, "complaints/unit/"); is {
			b.rest(key("received/unit", unit), name, key("compliments/unit", unit))
		}
	}
	b.rest("received", "complaints", "compliments")
	b.rest("before/received", "before/complaints", "before/compliments")
	for _, name := range names {
		if month, is := strings.CutSuffix(name, "/"+string(data.SurveyTopBox)); is {
			b.note(name, key(month, string(data.SurveyAnswers)))
		}
	}
	for _, name := range names { // of each stage
		if of, is := strings.CutSuffix(name, "/high"); is {
			b.note(name, of)
		}
	}
}
