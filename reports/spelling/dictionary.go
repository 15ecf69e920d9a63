package spelling

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

// dictionary is a Hunspell dictionary: stems with flags, and for each flag the
// endings and beginnings that such a stem may take (hunspell(5)).
//
// It reads what the two dictionaries in resources use: flags of one character,
// prefixes and suffixes with conditions, a second suffix upon the first, both ends
// together where the rules allow it, NOSUGGEST, ONLYINCOMPOUND, TRY and REP.
// Neither language needs compounding. Words are looked up by taking endings off,
// so nothing is expanded: the stems are parts of the embedded text.
type dictionary struct {
	stems              map[string]string  // the flags of each stem
	prefixes, suffixes map[string][]affix // by the letters that they add
	longest            struct{ prefix, suffix int }
	upon               string // flags of suffixes that follow another suffix

	noSuggest, inCompound string // flags, empty for none
	letters               []rune // to try in a suggestion, the most frequent first
	replace               [][2]string
}

type affix struct {
	flag  string
	cross bool   // goes together with an affix at the other end
	strip string // letters of the stem that it takes the place of
	when  []class
	next  string // flags of what may follow it
}

// class is one character of a condition: one of a set, or none of it.
type class struct {
	set string
	not bool
}

// read makes a dictionary of the text of an .aff and a .dic file.
func read(aff, dic string) (*dictionary, error) {
	d := &dictionary{prefixes: map[string][]affix{}, suffixes: map[string][]affix{}}
	cross := map[string]bool{}
	for line := range strings.Lines(aff) {
		f := strings.Fields(line)
		if len(f) < 2 {
			continue
		}
		switch {
		case f[0] == "SET" && f[1] != "UTF-8", f[0] == "FLAG" && f[1] != "UTF-8":
			return nil, fmt.Errorf("reading a dictionary: %s %s is not supported", f[0], f[1])
		case f[0] == "TRY":
			d.letters = []rune(f[1])
		case f[0] == "NOSUGGEST":
			d.noSuggest = f[1]
		case f[0] == "ONLYINCOMPOUND":
			d.inCompound = f[1]
		case f[0] == "REP" && len(f) == 3:
			d.replace = append(d.replace, [2]string{f[1], strings.ReplaceAll(f[2], "_", " ")})
		case (f[0] == "PFX" || f[0] == "SFX") && len(f) == 4:
			cross[f[0]+f[1]] = f[2] == "Y"
		case (f[0] == "PFX" || f[0] == "SFX") && len(f) >= 5:
			d.addAffix(f, cross[f[0]+f[1]])
		}
	}
	d.addStems(dic)
	if len(d.stems) == 0 || len(d.suffixes) == 0 {
		return nil, fmt.Errorf("reading a dictionary: it holds no words")
	}
	return d, nil
}

// addAffix takes one rule: kind, flag, strip, add/next, condition.
func (d *dictionary) addAffix(f []string, cross bool) {
	add, next, _ := strings.Cut(f[3], "/")
	a := affix{flag: f[1], cross: cross, strip: strings.TrimPrefix(f[2], "0"), when: condition(f[4]), next: next}
	add = strings.TrimPrefix(add, "0")
	if f[0] == "PFX" {
		d.prefixes[add] = append(d.prefixes[add], a)
		d.longest.prefix = max(d.longest.prefix, len(add))
		return
	}
	d.suffixes[add] = append(d.suffixes[add], a)
	d.longest.suffix = max(d.longest.suffix, len(add))
	d.upon += next
}

func (d *dictionary) addStems(dic string) {
	d.stems = make(map[string]string, strings.Count(dic, "\n"))
	first := true
	for line := range strings.Lines(dic) {
		if first {
			first = false // the first line is the number of words
			continue
		}
		entry, _, _ := strings.Cut(strings.TrimRight(line, "\r\n "), "\t")
		stem, flags, _ := strings.Cut(entry, "/")
		if stem == "" {
			continue
		}
		if before, twice := d.stems[stem]; twice {
			flags = before + flags
		}
		d.stems[stem] = flags
	}
}

// condition parses "[^aeiou]y" into its characters; "." is no condition.
func condition(pattern string) []class {
	var out []class
	for pattern != "" && pattern != "." {
		if inside, rest, closed := strings.Cut(pattern[1:], "]"); pattern[0] == '[' && closed {
			set, not := strings.CutPrefix(inside, "^")
			out, pattern = append(out, class{set, not}), rest
			continue
		}
		_, size := utf8.DecodeRuneInString(pattern)
		out, pattern = append(out, class{pattern[:size], pattern[:size] == "."}), pattern[size:]
	}
	return out
}

func (c class) holds(r rune) bool { return strings.ContainsRune(c.set, r) != c.not }

// ends and begins report whether the condition holds at that end of the stem.
func (a affix) ends(stem string) bool {
	for i := len(a.when) - 1; i >= 0; i-- {
		r, size := utf8.DecodeLastRuneInString(stem)
		if size == 0 || !a.when[i].holds(r) {
			return false
		}
		stem = stem[:len(stem)-size]
	}
	return true
}

func (a affix) begins(stem string) bool {
	for _, c := range a.when {
		r, size := utf8.DecodeRuneInString(stem)
		if size == 0 || !c.holds(r) {
			return false
		}
		stem = stem[size:]
	}
	return true
}

// holds reports whether the word is spelled right, capitals included.
func (d *dictionary) holds(word string) bool {
	if flags, ok := d.stems[word]; ok && !has(flags, d.inCompound) {
		return true
	}
	return d.suffixed(word, "", "") || d.prefixed(word)
}

func has(flags, flag string) bool { return flag != "" && strings.Contains(flags, flag) }

// suffixed takes an ending off. With upon it must be one that lets the suffix
// of that flag follow, with prefix the stem must take that prefix too.
func (d *dictionary) suffixed(word, upon, prefix string) bool {
	for n := min(len(word)-1, d.longest.suffix); n >= 0; n-- {
		for _, a := range d.suffixes[word[len(word)-n:]] {
			if upon != "" && !has(a.next, upon) || prefix != "" && !a.cross {
				continue
			}
			stem := word[:len(word)-n] + a.strip
			if !a.ends(stem) {
				continue
			}
			if flags, ok := d.stems[stem]; ok && has(flags, a.flag) && (prefix == "" || has(flags, prefix) || has(a.next, prefix)) {
				return true
			}
			if upon == "" && has(d.upon, a.flag) && d.suffixed(stem, a.flag, prefix) {
				return true
			}
		}
	}
	return false
}

// prefixed takes a beginning off, and an ending if both go together.
func (d *dictionary) prefixed(word string) bool {
	for n := min(len(word)-1, d.longest.prefix); n > 0; n-- {
		for _, a := range d.prefixes[word[:n]] {
			stem := a.strip + word[n:]
			if !a.begins(stem) {
				continue
			}
			if flags, ok := d.stems[stem]; ok && has(flags, a.flag) || a.cross && d.suffixed(stem, "", a.flag) {
				return true
			}
		}
	}
	return false
}
