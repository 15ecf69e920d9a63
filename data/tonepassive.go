package data

import (
	"slices"
	"strings"
)

// passives finds English sentences that say what was done and not who did it.
// They are told by a form of "be" before a participle. What the reader went
// through ("you were left waiting") and what names the one who did it ("was seen by
// Dr. Ahn") is no fault; nor are a few such sentences, at most one in ten.
func passives(text string, words []toneWord, marked []ToneHit) []ToneHit {
	var hits []ToneHit
	sentences := 0
	for i, w := range words {
		if !w.joined {
			sentences++
		}
		if !participle(w.lower) || !w.joined || i+1 < len(words) && words[i+1].joined && words[i+1].lower == "by" {
			continue
		}
		subject, be := beforeVerb(words[:i])
		if subject == nil || be < 0 || pronouns[subject.lower] {
			continue
		}
		from, to := words[be].at, w.end
		overlaps := func(h ToneHit) bool { return h.At < to && from < h.At+h.Len }
		if !slices.ContainsFunc(marked, overlaps) {
			hits = append(hits, ToneHit{from, to - from, text[from:to], ToneActor, "does not say who did it", "name them, as in “we reviewed your record”"})
		}
	}
	if len(hits)*10 <= sentences {
		return nil
	}
	return hits
}

// beforeVerb goes back from a participle to the word before its verb, and to the
// form of "be" that belongs to it.
func beforeVerb(words []toneWord) (subject *toneWord, be int) {
	be = -1
	for i := len(words) - 1; i >= 0; i-- {
		w := words[i]
		switch {
		case be < 0 && forms[w.lower]:
			be = i
		case !auxiliaries[w.lower] && !(strings.HasSuffix(w.lower, "ly") && w.lower != "family"):
			return &words[i], be
		}
		if !w.joined {
			return nil, be
		}
	}
	return nil, be
}

func participle(w string) bool {
	return (strings.HasSuffix(w, "ed") && len(w) > 4 || irregular[w]) && !states[w]
}

var (
	forms       = set("was were been being be wasn't weren't")
	auxiliaries = set("will can could may might must should would has have had not never also then now soon already is are was were been being be always still")
	pronouns    = set("you he she they i we it who that which this there someone nobody anyone everyone one what and or but")
	irregular   = set(`made taken given told sent seen done found held kept left lost paid put said shown written brought broken built chosen
		drawn driven forgotten heard laid led met shut spoken spent stolen taught thrown withdrawn begun`)
	// states are participles that say how somebody or something is.
	states = set(`concerned pleased worried tired interested satisfied involved supposed used needed located married scared frightened relieved
		disappointed frustrated confused embarrassed surprised ashamed committed dedicated prepared related limited crowded experienced qualified
		licensed trained retired mistaken excited detailed complicated reached attached enclosed listed closed unprepared overwhelmed rushed
		delayed exhausted annoyed stressed isolated indeed speed excused locked crying heed hundred infected swollen invited staffed`)
)
