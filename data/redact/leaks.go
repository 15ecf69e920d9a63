package redact

import (
	"strings"
	"unicode/utf8"
)

// Leaks searches a finished copy for everything that the case knows. It reads more
// than Find does: names that were run together with other words, numbers within longer
// ones. Where it finds something, the copy must not be saved. What is not Sure is a
// name that is an ordinary word as well.
func Leaks(text string, known []Entity) []Finding { return newMatcher(known).leaks(text) }

// Leaks is [Leaks] for the case of the finder.
func (f *Finder) Leaks(text string) []Finding { return f.m.leaks(text) }

// The fewest letters and digits by which a form is known within a longer word or
// number.
const (
	leakLetters = 8
	leakDigits  = 7
)

func (m *matcher) leaks(text string) []Finding {
	p := newPage(text)
	hits := m.names(p)
	hits = append(hits, m.places(p)...)
	hits = append(hits, m.numbersIn(p)...)
	for _, h := range m.daysIn(p) {
		if h.entity >= 0 {
			hits = append(hits, h)
		}
	}
	hits = append(hits, m.within(p)...)
	f := &Finder{m: m}
	return f.findings(p, settle(hits))
}

// within finds long forms inside of longer words and numbers, with nothing between
// their letters: rosalindachterberg2026.
func (m *matcher) within(p *page) []hit {
	s := p.squeeze()
	var all []hit
	look := func(form string, entity int) {
		for from := 0; ; {
			at := strings.Index(s.key[from:], form)
			if at < 0 {
				return
			}
			at += from
			end := at + len(form)
			from = end
			if s.broken[end-1] != s.broken[at] || strings.Contains(p.plain[s.at[at]:s.at[end-1]], "\n\n") {
				continue
			}
			_, size := utf8.DecodeRuneInString(p.plain[s.at[end-1]:])
			all = append(all, hit{from: int(s.at[at]), to: int(s.at[end-1]) + size, kind: m.known[entity].Kind, entity: entity, key: form + " ", sure: true})
		}
	}
	for _, n := range m.numbers {
		if len(n.key) >= leakDigits {
			look(n.key, n.entity)
		}
	}
	for i, e := range m.known {
		if e.Kind != Name {
			continue
		}
		for _, form := range e.Forms {
			family, given, comma := strings.Cut(newPage(form).plain, ",")
			whole := sameKey(family)
			if comma {
				whole = sameKey(given) + sameKey(family)
			}
			if utf8.RuneCountInString(whole) >= leakLetters && strings.ContainsAny(strings.TrimSpace(newPage(form).plain), " ,-") {
				look(whole, i)
				if comma {
					look(sameKey(family)+sameKey(given), i)
				}
			}
		}
	}
	return all
}
