package redact

import (
	"errors"
	"slices"
	"strings"
	"unicode/utf8"
)

// Mark is a finding in a review, and whether its words are hidden.
type Mark struct {
	Finding
	Hidden bool
	ByHand bool // the officer marked it
}

// Review is a text on its way to a copy: what was found, what the officer took back
// and what the officer marked. It is for one goroutine at a time.
type Review struct {
	text   string
	page   *page
	finder *Finder
	marks  []Mark
}

// NewReview finds what may tell who somebody is and hides all of it.
func NewReview(text string, f *Finder) *Review {
	r := &Review{text: text, page: newPage(text), finder: f}
	for _, one := range f.Find(text) {
		r.marks = append(r.marks, Mark{Finding: one, Hidden: true})
	}
	return r
}

// Marks are the findings in the order of the text.
func (r *Review) Marks() []Mark { return slices.Clone(r.marks) }

// Original is the text as it was given.
func (r *Review) Original() string { return r.text }

// Words are the words of a mark as they stand in the text.
func (r *Review) Words(m Mark) string {
	from, to := clamp(r.text, m.From, m.To)
	return r.text[from:to]
}

// ErrKnown says that words may not be taken back: the case knows them, and a copy with
// them in it would not be saved.
var ErrKnown = errors.New("the case knows these words: they are hidden in every copy")

// Hide hides the words of a mark again, or shows them. All marks with the same words
// and the same tag follow. What the case knows for certain stays hidden: ErrKnown.
func (r *Review) Hide(i int, hidden bool) error {
	if i < 0 || i >= len(r.marks) {
		return nil
	}
	one := r.marks[i]
	if !hidden && one.Known && one.Sure {
		return ErrKnown
	}
	key := sameKey(newPage(r.Words(one)).plain)
	for n := range r.marks {
		if m := &r.marks[n]; m.Tag == one.Tag && !(m.Known && m.Sure && !hidden) && sameKey(newPage(r.Words(*m)).plain) == key {
			m.Hidden = hidden
		}
	}
	return nil
}

// ErrNothing says that a selection holds no letter and no digit.
var ErrNothing = errors.New("nothing is selected that could be hidden")

// Mark hides words that the officer selected, here and wherever the same words stand
// in the text. It reports how many places there are. ErrNothing where there is no word
// in the selection.
func (r *Review) Mark(from, to int) (int, error) {
	from, to = clamp(r.text, from, to)
	said := strings.TrimSpace(r.text[from:to])
	words := newPage(said).words
	if len(words) == 0 {
		return 0, ErrNothing
	}
	from += strings.Index(r.text[from:to], said)
	to = from + len(said)
	tag := r.finder.tagOf(hit{name: "hidden", key: sameKey(newPage(said).plain)}, nil)
	places := r.sameWords(words)
	if !slices.ContainsFunc(places, func(at [2]int) bool { return at[0] <= from && at[1] >= to }) {
		places = append(places, [2]int{from, to})
	}
	for _, at := range places {
		r.put(Mark{Finding: Finding{From: at[0], To: at[1], Kind: Other, Tag: tag, Sure: true}, Hidden: true, ByHand: true})
	}
	return len(places), nil
}

// MarkWords hides words that the officer wrote, wherever they stand in the text,
// however they are written there. ErrNothing where they do not.
func (r *Review) MarkWords(said string) (int, error) {
	words := newPage(said).words
	if len(words) == 0 {
		return 0, ErrNothing
	}
	places := r.sameWords(words)
	if len(places) == 0 {
		return 0, ErrNothing
	}
	return r.Mark(places[0][0], places[0][1])
}

// sameWords are the places where the words stand in a row, however they are written.
func (r *Review) sameWords(words []word) [][2]int {
	var all [][2]int
	page := r.page.words
next:
	for i := 0; i+len(words) <= len(page); i++ {
		for n, w := range words {
			if page[i+n].base != w.base && page[i+n].low != w.low {
				continue next
			}
			if n < len(words)-1 && len(r.page.gap(i+n)) > 6 {
				continue next
			}
		}
		from, to := r.page.span(page[i].from, page[i+len(words)-1].to)
		all = append(all, [2]int{from, to})
		i += len(words) - 1
	}
	return all
}

// put enters a mark by hand. Marks that it touches become one with it, and hidden.
func (r *Review) put(m Mark) {
	kept := r.marks[:0:0]
	for _, old := range r.marks {
		switch {
		case old.To <= m.From || old.From >= m.To:
			kept = append(kept, old)
		case old.From <= m.From && old.To >= m.To: // in another already
			m = old
			m.Hidden = true
		default:
			if old.Known {
				m.Known, m.Sure = true, old.Sure
			}
			m.From, m.To = min(m.From, old.From), max(m.To, old.To)
		}
	}
	r.marks = append(kept, m)
	slices.SortFunc(r.marks, func(a, b Mark) int { return a.From - b.From })
}

// Unmark takes a mark by hand away again, and those with the same tag.
func (r *Review) Unmark(i int) {
	if i < 0 || i >= len(r.marks) || !r.marks[i].ByHand {
		return
	}
	tag := r.marks[i].Tag
	r.marks = slices.DeleteFunc(r.marks, func(m Mark) bool { return m.ByHand && m.Tag == tag })
}

// Text is the text with a tag in the place of all that is hidden. It is made of the
// stretches that are kept and of nothing else.
func (r *Review) Text() string {
	var hidden []Finding
	for _, m := range r.marks {
		if m.Hidden {
			hidden = append(hidden, m.Finding)
		}
	}
	return Apply(r.text, hidden)
}

// Gaps are words that the case knows and that the copy would still hold: those of
// Leaks, but for what the officer looked at and took back.
func (r *Review) Gaps(copied string) []Finding {
	back := map[string]bool{}
	for _, m := range r.marks {
		if !m.Hidden {
			back[sameKey(newPage(r.Words(m)).plain)] = true
		}
	}
	return slices.DeleteFunc(r.finder.m.leaks(copied), func(f Finding) bool {
		return !f.Sure && back[sameKey(newPage(copied[f.From:f.To]).plain)]
	})
}

// Apply writes a text with the tags of the findings in their places. Offsets that lie
// outside of the text or within a character are moved to where they can be; of
// findings that overlap, both are hidden.
func Apply(text string, findings []Finding) string {
	sorted := slices.Clone(findings)
	slices.SortStableFunc(sorted, func(a, b Finding) int { return a.From - b.From })
	var b strings.Builder
	at := 0
	for _, f := range sorted {
		from, to := clamp(text, f.From, f.To)
		if to <= at || from == to {
			continue
		}
		if from >= at {
			b.WriteString(text[at:from])
			b.WriteString(f.Tag)
		}
		at = to
	}
	b.WriteString(text[at:])
	return b.String()
}

// clamp moves two offsets into the text and to the edges of characters: outwards, so
// that no part of what is hidden stays.
func clamp(text string, from, to int) (int, int) {
	from = min(max(from, 0), len(text))
	to = min(max(to, from), len(text))
	for from > 0 && from < len(text) && !utf8.RuneStart(text[from]) {
		from--
	}
	for to > from && to < len(text) && !utf8.RuneStart(text[to]) {
		to++
	}
	return from, to
}
