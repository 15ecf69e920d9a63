package redact

import (
	"sort"
	"strings"
)

// The most words and characters of what belongs to an address behind the street.
const (
	longestTail = 10
	tailGap     = 6
)

// growAddresses lets a street take along what follows it up to a postal code, a state
// or a country, and the numbers before it: people write an address in one breath.
func (p *page) growAddresses(hits []hit) {
	known := make([]bool, len(p.plain)+1) // an address that the case knows, part by part
	for _, h := range hits {
		for i := h.from; h.kind == Place && h.entity >= 0 && i < h.to; i++ {
			known[i] = true
		}
	}
	for n := range hits {
		h := &hits[n]
		if h.kind != Place || h.entity >= 0 || h.name != "street" {
			continue
		}
		if known[h.from] || known[h.to-1] {
			continue
		}
		first := sort.Search(len(p.words), func(i int) bool { return p.words[i].from >= h.from })
		for first > 0 && allDigits(p.words[first-1].low) && strings.Trim(p.gap(first-1), " ") == "" && len(p.words[first-1].low) <= 6 {
			first--
			h.from = p.words[first].from
		}
		last := sort.Search(len(p.words), func(i int) bool { return p.words[i].from >= h.to }) - 1
		if end := p.addressTail(last); end > last && last >= 0 {
			h.to = max(h.to, p.words[end].to)
		}
	}
}

// addressTail is the last word of what belongs to the address behind a street: words
// with capitals and numbers, to the last postal code.
func (p *page) addressTail(at int) int {
	end := at
	for i := at; i >= 0 && i+1 < len(p.words) && i-at < longestTail; i++ {
		gap, w := p.gap(i), p.words[i+1]
		if len(gap) > tailGap || strings.Trim(gap, " \n,.?-/") != "" || strings.Contains(gap, ".") && len(p.words[i].low) > 4 || strings.Count(gap, "\n") > 2 {
			break
		}
		switch {
		case allDigits(w.low) && len(w.low) >= 4 && len(w.low) <= 6:
			end = i + 1
		case notNames[w.base] && i > at: // a country or a state: what stands before it is the town
			end = max(end, i)
		case len(w.low) <= 4 && strings.ContainsAny(w.low, "0123456789") && !strings.Contains(gap, "\n"): // 2B
			end = i + 1
		case !w.capital && !allDigits(w.low) && !p.small && len(w.low) > 3:
			return end
		}
	}
	return end
}

func allDigits(s string) bool { return s != "" && strings.Trim(s, "0123456789") == "" }
