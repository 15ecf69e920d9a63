package redact

import (
	"strings"
)

// squeezed is a text without everything but letters and digits, so that a number is
// found whatever marks stand in it.
type squeezed struct {
	key    string
	at     []int32 // for each byte of key: its place in plain
	broken []int32 // for each byte: how many gaps before it are no marks of a number
}

// What may stand between two digits of a number, and how much of it.
const (
	numberMarks = " \t\n-./()#:_+*,@|[]"
	longestGap  = 4
)

func (p *page) squeeze() *squeezed {
	s := &squeezed{at: make([]int32, 0, len(p.plain)), broken: make([]int32, 0, len(p.plain)+1)}
	var b strings.Builder
	b.Grow(len(p.plain))
	gap, foreign, broken := 0, false, int32(0)
	for i := 0; i < len(p.plain); i++ {
		c := p.plain[i]
		if 'A' <= c && c <= 'Z' {
			c += 'a' - 'A'
		}
		if c < 'a' && !isDigit(c) || c > 'z' && c < 0x80 {
			gap++
			foreign = foreign || gap > longestGap || strings.IndexByte(numberMarks, c) < 0
			continue
		}
		if foreign {
			broken++
		}
		gap, foreign = 0, false
		b.WriteByte(c)
		s.at = append(s.at, int32(i))
		s.broken = append(s.broken, broken)
	}
	s.key = b.String()
	return s
}

// numbersIn finds the numbers of the case, with any marks between their digits.
func (m *matcher) numbersIn(p *page) []hit {
	if len(m.numbers) == 0 {
		return nil
	}
	s := p.squeeze()
	var all []hit
	for _, n := range m.numbers {
		for from := 0; ; {
			at := strings.Index(s.key[from:], n.key)
			if at < 0 {
				break
			}
			at += from
			end := at + len(n.key)
			from = end
			if !s.stands(p, at, end, n.whole) {
				from = at + 1
				continue
			}
			h := hit{from: int(s.at[at]), to: int(s.at[end-1]) + 1, kind: m.known[n.entity].Kind, entity: n.entity, key: n.key, sure: !n.whole}
			if h.from > 0 && h.kind == Phone && strings.IndexByte("+(", p.plain[h.from-1]) >= 0 {
				h.from--
			}
			all = append(all, h)
		}
	}
	return all
}

// stands reports whether what was found is the number and no part of another.
func (s *squeezed) stands(p *page, at, end int, whole bool) bool {
	first, last := s.at[at], s.at[end-1]
	if s.broken[end-1] != s.broken[at] || whole && int(last-first) != end-1-at {
		return false
	}
	if at > 0 && s.at[at-1] == first-1 && alike(p.plain[first-1], p.plain[first]) {
		return false
	}
	if end < len(s.key) && s.at[end] == last+1 && alike(p.plain[last], p.plain[last+1]) {
		return false
	}
	if whole && isYear(p.plain[first:last+1]) {
		return false
	}
	return true
}

// alike reports whether two bytes that touch are of one number or one word.
func alike(a, b byte) bool { return isDigit(a) == isDigit(b) }

func isDigit(c byte) bool { return '0' <= c && c <= '9' }

func isYear(s string) bool {
	return len(s) == 4 && (s[:2] == "19" || s[:2] == "20") && isDigit(s[2]) && isDigit(s[3])
}

// emailKey is an e-mail address as it is compared: without marks, also where somebody
// wrote (at) and (dot).
func emailKey(s string) string {
	s = strings.ToLower(newPage(s).plain)
	for _, at := range []string{"(at)", "[at]", "{at}", " at ", "(dot)", "[dot]", "{dot}", " dot "} {
		s = strings.ReplaceAll(s, at, "")
	}
	return sameKey(s)
}

func digitsIn(s string) string {
	return strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' {
			return r
		}
		return -1
	}, s)
}
