package data

import (
	"regexp"
	"strings"
	"unicode/utf8"
)

// syllables estimates the syllables of an English word from its spelling: each
// group of vowels is one, less the silent ones, plus those that two vowels side by
// side hide. TestSyllablesErrInOneOfFiftyWordsOfLetters measures how often it errs.
func syllables(word string) int {
	w := strings.TrimSuffix(strings.ReplaceAll(strings.ToLower(word), "’", "'"), "'s")
	if n, ok := oddSyllables[w]; ok {
		return n
	}
	if n, ok := oddSyllables[strings.TrimSuffix(w, "s")]; ok {
		return n
	}
	n := len(vowelGroup.FindAllString(consonantY.ReplaceAllString(w, "${1}j$2"), -1))
	for _, r := range silent {
		n -= len(r.FindAllStringIndex(w, -1))
	}
	for _, r := range hidden {
		n += len(r.FindAllStringIndex(w, -1))
	}
	return max(n, 1)
}

var (
	vowelGroup = regexp.MustCompile(`[aeiouy]+`)
	consonantY = regexp.MustCompile(`(^|[aeiou])y([aeiou])`) // yes, player

	// silent finds groups that are written and not spoken.
	silent = compileAll(
		`[^aeiouyl]e$|[aeiouy]l{1,2}e$|[gq]ue[sd]?$`,                          // care, while, league; not table
		`(?:[^aeiouytdl]|[aeiouylr]l)ed$|[aeiou]yed$`,                         // called, played; not waited, handled
		`(?:[^aeiouysxzcglh]|[^cs]h|[aeiouy]l)es$`,                            // times, files; not tables, nurses
		`(?:[^aeiouyl]|[aeiouyl]l)e(?:ly|ful|fully|less|ment|ments|ness|ty)$`, // safely, statement
		`^(?:some|there|where|home|care|time|life|house|fore|base|nurse|hope|use|more|like|whole|white|fire|side|frame|note|name|guide|horse)(?:[bcdghkmnptvw]|s.|line)`, // something
		`^every.|ically`, // everything, medically
	)

	// hidden finds two syllables in one group of vowels.
	hidden = compileAll(
		`[^ctsgxnl]i[ao]|[nl]ia|[nl]io[^n]|[ct]iat|[^ct]iu`,                    // period, associate; not social, million
		`[^qg]u[ao]|[^q]uen[ct]`,                                               // actual, influence; not quality
		`[rdn]ien[ct]|quie|clien|scien|diet|iety|[^aeiou]iers?$|[^aeiou]iest$`, // experience, earlier
		`[aeiou]ing|[^aeiou]ying`,                                              // being, studying
		`^react|^reali|^reass|creat|area|idea|theat|[^gc]eous|eo[lg]|eo$|suic|^coo[pr]|^coe|^preex`,
		`[dsv]n't$|sms?$|[st]hms?$`, // didn't, criticism, rhythm
	)

	// oddSyllables are words that the rules get wrong and letters use; their plural
	// follows them.
	oddSyllables = map[string]int{
		"anyone": 3, "everyone": 3, "therefore": 2, "diabetes": 4, "convenience": 3, "behavior": 3, "business": 2, "evening": 2, "eye": 1, "hired": 2, "tired": 2, "laboratory": 4, "video": 3,
		"creature": 2, "parliament": 3, "being": 2, "inconvenience": 4, "colleague": 2, "tier": 1, "pier": 1, "soldier": 2, "clothes": 1,
		"area": 3, "usually": 4, "bedside": 2, "veterinary": 5, "asthma": 2, "forensic": 3, "acre": 2, "cardiac": 4, "nausea": 3, "used": 1,
	}
)

func compileAll(patterns ...string) []*regexp.Regexp {
	var all []*regexp.Regexp
	for _, p := range patterns {
		all = append(all, regexp.MustCompile(p))
	}
	return all
}

// spanishSyllables counts the syllables of a Spanish word. Spelling decides them:
// within a group of vowels every a, e, o and every accented í, ú is one; an
// unaccented i or u leans on its neighbour.
func spanishSyllables(word string) int {
	w := strings.ToLower(word)
	w = silentU.ReplaceAllString(w, "$1$2")
	w = betweenVowels.Replace(w)
	n, inGroup, strong := 0, false, 0
	end := func() {
		if inGroup {
			n += max(strong, 1)
		}
		inGroup, strong = false, 0
	}
	for i, r := range w {
		last := i+utf8.RuneLen(r) == len(w)
		switch {
		case strings.ContainsRune("aeoáéóíú", r):
			inGroup = true
			strong++
		case strings.ContainsRune("iuü", r) || r == 'y' && last:
			inGroup = true
		default:
			end()
		}
	}
	end()
	return max(n, 1)
}

var (
	silentU = regexp.MustCompile(`([gq])u([eiéí])`)
	// An h between vowels is mute and parts nothing: prohi-bir.
	betweenVowels = strings.NewReplacer("ahi", "ai", "ahu", "au", "ohi", "oi", "ehi", "ei", "ehu", "eu", "ahí", "aí", "ohí", "oí", "ahú", "aú")
)
