package spelling

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// maxSuggestions is how many words are offered: more than a menu of five is not
// read.
const maxSuggestions = 5

// Suggest returns at most five better words, the likeliest first; none if
// nothing is near. A capital at the beginning is kept.
func (c *Checker) Suggest(word string) []string {
	w := strings.ToLower(plain(word))
	if n := utf8.RuneCountInString(w); n < 2 || n > 30 {
		return nil
	}
	found := append(c.oneStep(w), c.everyday(w)...)
	if len(found) == 0 {
		found = c.parted(w)
	}
	if len(found) == 0 {
		found = c.twoSteps(w)
	}
	slices.SortStableFunc(found, func(a, b guess) int { return cmp.Compare(a.cost, b.cost) })
	var out []string
	for _, g := range found {
		said := g.word
		if capital(word) {
			said = raise(said)
		}
		if !slices.Contains(out, said) && said != word {
			out = append(out, said)
		}
	}
	return out[:min(len(out), maxSuggestions)]
}

func raise(word string) string {
	r, size := utf8.DecodeRuneInString(word)
	return string(unicode.ToUpper(r)) + word[size:]
}

// guess is a word that may have been meant. The cost orders guesses: what the
// office and everybody writes comes first, then the likelier slip.
type guess struct {
	word string
	cost int
}

const (
	bySound = iota // a pair of letters that is often confused, an accent
	swapped
	doubled
	dropped
	inserted
	changed
	twoAway
	rare = 10 // added to a word that is not an everyday one
)

// oneStep finds words one slip away.
func (c *Checker) oneStep(w string) []guess {
	var found []guess
	seen := map[string]bool{}
	try := func(candidate string, cost int) {
		if seen[candidate] {
			return
		}
		seen[candidate] = true
		if word, ok := c.offer(candidate); ok {
			if !c.near[candidate] {
				cost += rare
			}
			found = append(found, guess{word, cost})
		}
	}
	for _, own := range c.own {
		if lower := strings.ToLower(own); lower != w && distance([]rune(w), []rune(lower), 1) <= 1 {
			found = append(found, guess{own, -1})
		}
	}
	for _, rep := range c.d.replace {
		for i := 0; i+len(rep[0]) <= len(w); i++ {
			if strings.HasPrefix(w[i:], rep[0]) {
				try(w[:i]+rep[1]+w[i+len(rep[0]):], bySound)
			}
		}
	}
	c.slips([]rune(w), try)
	return found
}

// slips tries every word that one slip of the hand turns into w.
func (c *Checker) slips(r []rune, try func(string, int)) {
	for i := range r {
		if i+1 < len(r) {
			try(string(r[:i])+string(r[i+1])+string(r[i])+string(r[i+2:]), swapped)
		}
		cost := inserted
		if i > 0 && r[i] == r[i-1] {
			cost = doubled
		}
		try(string(r[:i])+string(r[i+1:]), cost)
	}
	for i := 0; i <= len(r); i++ {
		for _, l := range c.d.letters {
			if unicode.IsUpper(l) {
				continue
			}
			cost := dropped
			if i > 0 && r[i-1] == l {
				cost = doubled
			}
			try(string(r[:i])+string(l)+string(r[i:]), cost)
			if i < len(r) && r[i] != l {
				cost := changed
				if sound(r[i]) == sound(l) {
					cost = bySound
				}
				try(string(r[:i])+string(l)+string(r[i+1:]), cost)
			}
		}
	}
}

// sound stands for the letters that are written for each other because they
// sound alike or differ by their accent.
func sound(r rune) rune {
	if i := slices.Index([]rune("áéíóúüñczvj"), r); i >= 0 {
		return []rune("aeiouunssbg")[i]
	}
	return r
}

func sounds(word string) []rune {
	return []rune(strings.Map(sound, word))
}

// offer returns a candidate as it is written if it is a word, or two, that may
// be suggested: a name gets its capital.
func (c *Checker) offer(candidate string) (string, bool) {
	if one, two, parted := strings.Cut(candidate, " "); parted {
		return candidate, c.d.holds(one) && c.d.holds(two)
	}
	if word := c.words[candidate]; word != "" {
		return word, true
	}
	if utf8.RuneCountInString(candidate) < 2 || has(c.d.stems[candidate], c.d.noSuggest) {
		return "", false
	}
	if c.d.holds(candidate) {
		return candidate, true
	}
	if name := raise(candidate); c.d.holds(name) {
		return name, true
	}
	return "", false
}

// everyday finds words of every day that sound nearly like w: what one step
// finds is often a rarer word.
func (c *Checker) everyday(w string) []guess {
	var found []guess
	r := sounds(w)
	most := 1
	if len(r) > 6 {
		most = 2
	}
	for word := range c.near {
		if n := distance(r, sounds(word), most); n <= most && utf8.RuneCountInString(word) > 3 {
			said, ok := c.offer(word)
			if ok {
				found = append(found, guess{said, twoAway + n})
			}
		}
	}
	slices.SortFunc(found, byCost)
	return found
}

// parted finds two words written as one.
func (c *Checker) parted(w string) []guess {
	for i := range w {
		one, two := w[:i], w[i:]
		if len(one) > 2 && len(two) > 2 && c.d.holds(one) && c.d.holds(two) {
			return []guess{{one + " " + two, 0}}
		}
	}
	return nil
}

// twoSteps finds stems two slips away. The first letter is seldom wrong.
func (c *Checker) twoSteps(w string) []guess {
	var found []guess
	r := sounds(w)
	for stem, flags := range c.d.stems {
		if has(flags, c.d.noSuggest) || len(stem)-len(w) > 3 || len(w)-len(stem) > 3 {
			continue
		}
		if first, _ := utf8.DecodeRuneInString(stem); sound(first) != r[0] {
			continue
		}
		if n := distance(r, sounds(stem), 2); n <= 2 && len(r) > 3 {
			found = append(found, guess{stem, n})
		}
	}
	slices.SortFunc(found, byCost)
	return found
}

// byCost orders guesses that were found in no order.
func byCost(a, b guess) int {
	return cmp.Or(cmp.Compare(a.cost, b.cost), strings.Compare(a.word, b.word))
}

// distance counts the letters to drop, insert, change or swap with the next that
// lie between two words; anything over most is most+1.
func distance(a, b []rune, most int) int {
	if len(a)-len(b) > most || len(b)-len(a) > most {
		return most + 1
	}
	before, last, row := make([]int, len(b)+1), make([]int, len(b)+1), make([]int, len(b)+1)
	for j := range last {
		last[j] = j
	}
	for i := 1; i <= len(a); i++ {
		row[0] = i
		least := i
		for j := 1; j <= len(b); j++ {
			change := 1
			if a[i-1] == b[j-1] {
				change = 0
			}
			row[j] = min(last[j-1]+change, last[j]+1, row[j-1]+1)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				row[j] = min(row[j], before[j-2]+1)
			}
			least = min(least, row[j])
		}
		if least > most {
			return most + 1
		}
		before, last, row = last, row, before
	}
	return last[len(b)]
}
