package redact

import (
	"slices"
	"strings"

	"rapport/data"
)

// addUnit enters a unit of the office. One that reads as somebody's name is left out:
// Miriam Parks may be the pavilion or the patient.
func (m *matcher) addUnit(form string) {
	var words []string
	office, plain, given := false, false, false
	for n, w := range newPage(form).words {
		words = append(words, w.low)
		given = given || n == 0 && isGiven(w.base)
		office = office || data.OfficeWord(w.base) || strings.ContainsAny(w.low, "0123456789")
		plain = plain || w.capital && isOrdinary(w.base) && !data.WordAndName(w.base) && !isProper(w.base)
	}
	if office || plain && !given {
		m.units[words[0]] = append(m.units[words[0]], words)
	}
}

// spare marks the words of the office's units as taken, so that no name is seen in
// them, unless what stands before says that somebody is called so.
func (m *matcher) spare(p *page, taken []bool) {
	if len(m.units) == 0 {
		return
	}
	for i, w := range p.words {
		if !w.capital || taken[i] || nameCue(p, i) >= cueName {
			continue
		}
		longest := 0
		for _, unit := range m.units[w.low] {
			if end := i + len(unit); end <= len(p.words) && p.sayUnit(i, unit) && !slices.Contains(taken[i:end], true) {
				longest = max(longest, len(unit))
			}
		}
		for j := range longest {
			taken[i+j] = true
		}
	}
}

// sayUnit reports whether the words of a unit stand at a word, on one line.
func (p *page) sayUnit(i int, unit []string) bool {
	for n, want := range unit {
		w := p.words[i+n]
		if w.low != want && w.base != want || n+1 < len(unit) && strings.Trim(p.gap(i+n), " -/&,") != "" {
			return false
		}
	}
	return true
}
