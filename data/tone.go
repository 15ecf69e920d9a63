package data

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"sync"
	"unicode"
)

// ToneKind says what is wrong with some words of a letter.
type ToneKind string

// The kinds of words that the tone list marks.
const (
	ToneDoubt   ToneKind = "doubt"   // as if the person were not believed
	ToneBlame   ToneKind = "blame"   // as if the person were at fault
	ToneApology ToneKind = "apology" // an apology that is none
	ToneRules   ToneKind = "rules"   // a rule in the place of an answer, or words of an office
	ToneStaff   ToneKind = "staff"   // what was done to a member of staff
	TonePeer    ToneKind = "peer"    // peer review, patient safety work product
	ToneLegal   ToneKind = "legal"   // admits or denies fault in the words of the law
	ToneActor   ToneKind = "actor"   // does not say who did it
	TonePlain   ToneKind = "plain"   // a plainer word says the same
	ToneShort   ToneKind = "short"   // an abbreviation of hospitals
)

// ToneHit is some words of a text that a letter to a patient should say another
// way.
type ToneHit struct {
	At, Len int    // their place in the text, in bytes
	Words   string // as they stand in the text
	Kind    ToneKind
	Why     string // what they do, as "sounds like doubt"
	Instead string // what to do about it, as "say “you told us”"
}

// Sentence says what to do about it, as "“You claim” sounds like doubt; say “you
// told us”."
func (h ToneHit) Sentence() string {
	return fmt.Sprintf("“%s” %s; %s.", h.Words, h.Why, h.Instead)
}

// toneRow is a row of the tone list. Patterns are parted by "; ", their words by
// spaces; a|b is either, * any one word. A word of capitals is an abbreviation and
// must stand in capitals. A row without a kind lets its patterns pass, where a
// shorter one would be marked.
type toneRow struct {
	kind               ToneKind
	pattern, why, then string
}

// Tone marks words of text that doubt, blame, hide or say in the hospital's
// language what the reader's own has a word for. The list follows the order of a
// good answer - acknowledge, apologise, answer, act, ask - and knows English and
// Spanish; for other languages nothing is marked.
func Tone(text string, lang Lang) []ToneHit {
	list, ok := toneLists[lang]
	if !ok {
		return nil
	}
	words := toneWords(text)
	hits := list().find(text, words)
	if lang == English {
		hits = append(hits, passives(text, words, hits)...)
	}
	slices.SortStableFunc(hits, func(a, b ToneHit) int { return cmp.Compare(a.At, b.At) })
	return hits
}

var toneLists = map[Lang]func() toneList{
	English: sync.OnceValue(func() toneList { return newToneList(toneEnglish, plainEnglish, shortEnglish) }),
	Spanish: sync.OnceValue(func() toneList { return newToneList(toneSpanish, plainSpanish, shortSpanish) }),
}

// toneList holds the patterns by each word that they may begin with.
type toneList map[string][]tonePattern

type tonePattern struct {
	words [][]string // the alternatives of each word
	row   toneRow
}

func newToneList(tables ...[]toneRow) toneList {
	list := toneList{}
	for _, row := range slices.Concat(tables...) {
		for _, pattern := range strings.Split(row.pattern, "; ") {
			p := tonePattern{row: row}
			for _, w := range strings.Fields(strings.ReplaceAll(strings.ReplaceAll(pattern, "/", " / "), "&", " & ")) {
				p.words = append(p.words, strings.Split(w, "|"))
			}
			for _, first := range p.words[0] {
				list[strings.ToLower(first)] = append(list[strings.ToLower(first)], p)
			}
		}
	}
	return list
}

func (l toneList) find(text string, words []toneWord) []ToneHit {
	var hits []ToneHit
	for i := 0; i < len(words); i++ {
		var best tonePattern
		for _, p := range l[words[i].lower] {
			if len(p.words) > len(best.words) && p.matches(words[i:]) {
				best = p
			}
		}
		n := len(best.words)
		if n == 0 {
			continue
		}
		from, to := words[i].at, words[i+n-1].end
		if r := best.row; r.kind != "" && !(r.kind == ToneShort && explained(text, from, to)) {
			hits = append(hits, ToneHit{from, to - from, text[from:to], r.kind, r.why, r.then})
		}
		i += n - 1
	}
	return hits
}

func (p tonePattern) matches(words []toneWord) bool {
	if len(words) < len(p.words) {
		return false
	}
	for i, alternatives := range p.words {
		w := words[i]
		if i > 0 && !w.joined || !slices.ContainsFunc(alternatives, w.is) {
			return false
		}
	}
	return true
}

// explained reports whether an abbreviation stands in brackets behind its long
// form somewhere in the text, or in a line of capitals.
func explained(text string, from, to int) bool {
	line := text[strings.LastIndexByte(text[:from], '\n')+1:]
	line, _, _ = strings.Cut(line, "\n")
	return strings.Contains(text, "("+text[from:to]+")") || len(strings.Fields(line)) > 1 && line == strings.ToUpper(line)
}

// toneWord is a word of the text and its place.
type toneWord struct {
	at, end     int
	said, lower string
	joined      bool // in one sentence with the word before
}

func (w toneWord) is(pattern string) bool {
	if pattern == "*" {
		return true
	}
	if pattern != strings.ToLower(pattern) {
		return w.said == pattern
	}
	return w.lower == pattern
}

// toneWords cuts text into words of letters, digits and apostrophes. A slash
// and an ampersand are words of their own.
func toneWords(text string) []toneWord {
	var words []toneWord
	start, joined := -1, false
	add := func(from, to int) {
		said := strings.TrimRight(strings.ReplaceAll(text[from:to], "’", "'"), "'")
		words = append(words, toneWord{from, to, said, strings.ToLower(said), joined})
		joined = true
	}
	for i, r := range text + " " {
		inside := unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.Is(unicode.Mn, r) || start >= 0 && (r == '\'' || r == '’')
		switch {
		case inside && start < 0:
			start = i
		case !inside && start >= 0:
			add(start, i)
			start = -1
		}
		if i < len(text) && (r == '/' || r == '&') {
			add(i, i+1)
		}
		joined = joined && !strings.ContainsRune(".!?;:\n¿¡", r)
	}
	return words
}
