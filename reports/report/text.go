package report

import (
	"strings"

	"rapport/data"
	"rapport/reports/suppress"
)

// HiddenMark stands for a number that is not shown, and HiddenNote says why. The
// mark is the same for a small number and for one that is hidden with it, so
// that it gives nothing away (domain 2.3).
const (
	HiddenMark = suppress.Mark
	HiddenNote = HiddenMark + " Not shown: a count from 1 to 10, or what would give one away."
)

// notKnown stands for a number that is not there.
const notKnown = "–"

// String writes what the cell holds as the locale does.
func (c Cell) String(l data.Locale) string {
	switch c.Kind {
	case Count:
		return l.Count(int(c.Value))
	case Percent:
		return PercentText(c.Value, l)
	case Number:
		return l.Decimal(c.Value, c.Decimals)
	case Money:
		return l.Money(int64(c.Value))
	case Day:
		return l.Short(data.Date(c.Value))
	case Hidden:
		return HiddenMark
	case Unknown:
		if c.Text == "" {
			return notKnown
		}
	}
	return c.Text
}

// PercentText writes a share in percent with one decimal where it has one:
// 75%, 41.7%. A share that is not whole is never written as 0 or 100.
func PercentText(v float64, l data.Locale) string {
	s := l.Decimal(v, 1)
	whole, rest := s[:len(s)-2], s[len(s)-1:]
	switch {
	case rest != "0":
	case whole == "100" && v < 100:
		s = l.Decimal(99.9, 1)
	case whole == "0" && v > 0:
		s = l.Decimal(0.1, 1)
	default:
		s = whole
	}
	return s + "%"
}

// FootText is what stands at the foot of every page: the report's own words, or
// those of its audience.
func (r Report) FootText() string {
	switch {
	case r.Foot != "":
		return r.Foot
	case r.Audience == Shareable:
		return "Shareable: counts from 1 to 10 are not shown; contains no names, case numbers or dates of cases."
	}
	return "Confidential quality data for the quality committee and the board; not for release. Contains no patient names."
}

// head is what stands at the head of a page: the title and what it is about.
func (r Report) head() string {
	if r.About == "" {
		return r.Title
	}
	return r.Title + " · " + r.About
}

// hides reports whether a cell of the table is not shown.
func (t Table) hides() bool {
	for _, row := range t.Rows {
		for _, c := range row {
			if c.Kind == Hidden {
				return true
			}
		}
	}
	return false
}

// note is what stands below the table.
func (t Table) note() string {
	if !t.hides() {
		return t.Definition
	}
	return strings.TrimSpace(t.Definition + " " + HiddenNote)
}
