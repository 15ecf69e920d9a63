package redact

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
)

// Finder reads the texts of one copy: what is the same has the same tag in all of
// them. It is for one goroutine at a time.
type Finder struct {
	m     *matcher
	tags  map[string]string // for what no entity is: its tag
	count map[string]int
}

// NewFinder returns a finder of what the case knows and of what has the form of an
// identifier.
func NewFinder(known []Entity) *Finder {
	return newFinder(newMatcher(known))
}

func newFinder(m *matcher) *Finder {
	f := &Finder{m: m, tags: map[string]string{}, count: map[string]int{}}
	for _, e := range m.known { // numbers go on where those of the case end
		name := strings.Trim(e.Tag, "[]")
		n := 1
		if at := strings.LastIndexByte(name, ' '); at > 0 {
			if last, err := strconv.Atoi(name[at+1:]); err == nil {
				name, n = name[:at], last
			}
		}
		f.count[name] = max(f.count[name], n)
	}
	return f
}

// Another returns a finder of the same case for another copy: tags begin anew.
func (f *Finder) Another() *Finder { return newFinder(f.m) }

// Find finds what may tell who somebody is, in one text of its own copy.
func Find(text string, known []Entity) []Finding { return NewFinder(known).Find(text) }

// Find finds what may tell who somebody is. The findings are in the order of the
// text and do not overlap.
func (f *Finder) Find(text string) []Finding {
	p := newPage(text)
	hits := f.m.names(p)
	hits = append(hits, f.m.places(p)...)
	hits = append(hits, f.m.numbersIn(p)...)
	hits = append(hits, f.m.daysIn(p)...)
	hits = append(hits, f.m.patternsIn(p)...)
	p.growAddresses(hits)
	hits = append(hits, f.bareNames(p, hits)...)
	return f.findings(p, settle(hits))
}

// hit is a finding before it has its tag, in bytes of the plain text.
type hit struct {
	from, to int
	kind     Kind
	entity   int    // of the case; none is -1
	name     string // of the tag, where no entity is
	key      string // what is the same has the same
	sure     bool
}

const nobody = -1

// settle makes one of those that overlap: it covers all that they cover and is what
// the longest is. Of two equal ones the case knows better. A name that the case knows
// in full stays what it is within a longer run of words with capitals.
func settle(hits []hit) []hit {
	slices.SortStableFunc(hits, func(a, b hit) int {
		return cmp.Or(cmp.Compare(a.from, b.from), cmp.Compare(b.to, a.to), cmp.Compare(b.entity, a.entity))
	})
	var all []hit
	for _, h := range hits {
		if h.to <= h.from {
			continue
		}
		n := len(all) - 1
		if n < 0 || h.from >= all[n].to {
			all = append(all, h)
			continue
		}
		was := &all[n]
		from, to := was.from, max(was.to, h.to)
		if better(h, *was) {
			*was = h
		}
		was.from, was.to = from, to
	}
	return all
}

func better(h, was hit) bool {
	long, before := h.to-h.from, was.to-was.from
	switch {
	case h.entity >= 0 && was.entity < 0:
		return long >= before || was.kind == h.kind && (h.kind != Name || h.sure && strings.Contains(h.key, " "))
	case h.entity < 0 && was.entity >= 0:
		return long > before && !(was.kind == h.kind && (h.kind != Name || was.sure && strings.Contains(was.key, " ")))
	}
	return long > before
}

func (f *Finder) findings(p *page, hits []hit) []Finding {
	all := make([]Finding, 0, len(hits))
	for _, h := range hits {
		one := Finding{Kind: h.kind, Sure: h.sure, Known: h.entity >= 0}
		one.From, one.To = p.span(h.from, h.to)
		if h.entity >= 0 {
			one.Tag = f.m.known[h.entity].Tag
		} else {
			one.Tag = f.tagOf(h, p)
		}
		all = append(all, one)
	}
	return all
}

func (f *Finder) tagOf(h hit, p *page) string {
	name := h.name
	if name == "" {
		name = string(h.kind)
	}
	key := h.key
	if key == "" {
		key = sameKey(p.plain[h.from:h.to])
	}
	key = name + "\x00" + key
	tag, ok := f.tags[key]
	if !ok {
		tag = nextTag(f.count, name, false)
		f.tags[key] = tag
	}
	return tag
}

// sameKey is a stretch without marks in small letters.
func sameKey(plain string) string {
	return strings.Map(func(r rune) rune {
		if wordRune(r) {
			return r
		}
		return -1
	}, strings.ToLower(plain))
}
