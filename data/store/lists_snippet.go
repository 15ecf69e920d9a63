package store

import (
	"context"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"rapport/data"
)

const (
	// maxSnippets is the most cases that one question for snippets may name: a
	// window shows fewer rows.
	maxSnippets = 100
	// snippetLength is how many bytes of a sentence a list shows, and
	// snippetBefore how many of them may stand before the first word found.
	snippetLength = 150
	snippetBefore = 50
)

// Snippets returns, for each of the cases that holds words of the search, the
// sentence in which most of them stand. It reads what the search index is made
// of, so that restricted notes are never shown. Cases in which only a number
// was found have none, nor those that are hidden from the officer.
func (s *Session) Snippets(ctx context.Context, text string, keys []int64) (map[int64]data.Snippet, error) {
	found := map[int64]data.Snippet{}
	terms := termsOf(text)
	if _, number := data.ReadCaseNumber(text); number || len(terms) == 0 {
		return found, nil
	}
	err := s.read(ctx, data.RightRead, func(t *tx) error {
		for _, key := range keys[:min(len(keys), maxSnippets)] {
			if t.hidden(key) {
				continue
			}
			f, err := readCase(t, key)
			if err != nil {
				return err
			}
			if snippet, ok := snippetOf(&f, terms); ok {
				found[key] = snippet
			}
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("reading where words were found: %w", err)
	}
	return found, nil
}

// snippetOf returns the sentence of the case that holds most of the terms; among
// equals the first.
func snippetOf(f *data.CaseFile, terms []string) (best data.Snippet, ok bool) {
	most := 0
	caseTexts(f, func(where, text string) {
		if most == len(terms) {
			return
		}
		from, to, hits, n := bestSentence(text, terms)
		if n > most {
			most, best = n, data.Snippet{Where: where, Parts: cutOut(text, from, to, hits)}
		}
	})
	return best, most > 0
}

// bestSentence returns where the sentence with most of the terms begins and
// ends, the words in it that are hits, and how many of the terms they are.
func bestSentence(text string, terms []string) (from, to int, hits []foundWord, most int) {
	var here []foundWord
	start, met := 0, map[string]bool{}
	end := func(at int) {
		if len(met) > most {
			from, to, hits, most = start, at, here, len(met)
		}
		start, here, met = at, nil, map[string]bool{}
	}
	words, stops := wordsOf(text), sentenceEnds(text)
	for _, w := range words {
		for len(stops) > 0 && w.from >= stops[0] {
			end(stops[0])
			stops = stops[1:]
		}
		hit := false
		for _, term := range terms {
			if strings.HasPrefix(w.folded, term) {
				hit, met[term] = true, true
			}
		}
		if hit {
			here = append(here, w)
		}
	}
	stop := len(text)
	if len(stops) > 0 {
		stop = stops[0]
	}
	end(stop)
	return from, to, hits, most
}

// sentenceEnds returns the places at which a sentence or a line of the text has
// ended.
func sentenceEnds(text string) []int {
	var ends []int
	for i, r := range text {
		next := i + utf8.RuneLen(r)
		switch {
		case r == '\n':
			ends = append(ends, next)
		case strings.ContainsRune(".!?", r) && next < len(text) && text[next] == ' ':
			ends = append(ends, next)
		}
	}
	return ends
}

var blanks = regexp.MustCompile(`\s+`)

// cutOut returns a sentence in pieces, shortened around its hits, on one line.
func cutOut(text string, from, to int, hits []foundWord) []data.SnippetPart {
	begin := from
	if len(hits) > 0 && hits[0].from-from > snippetBefore {
		begin = wordStart(text, hits[0].from-snippetBefore, hits[0].from)
	}
	stop := to
	if stop-begin > snippetLength {
		stop = wordStart(text, begin+snippetLength, to)
		stop = begin + len(strings.TrimRight(text[begin:stop], " \n\t"))
	}
	var parts []data.SnippetPart
	add := func(piece string, hit bool) {
		parts = append(parts, data.SnippetPart{Text: blanks.ReplaceAllString(piece, " "), Hit: hit})
	}
	if begin > from {
		parts = append(parts, data.SnippetPart{Text: "… "})
	}
	at := begin
	for _, w := range hits {
		if w.from < at || w.to > stop {
			continue
		}
		add(text[at:w.from], false)
		add(text[w.from:w.to], true)
		at = w.to
	}
	add(text[at:stop], false)
	if stop < to {
		parts = append(parts, data.SnippetPart{Text: " …"})
	}
	return trimmed(parts)
}

// wordStart returns the beginning of the next word from at on, or limit.
func wordStart(text string, at, limit int) int {
	if i := strings.IndexAny(text[at:limit], " \n\t"); i >= 0 {
		return at + i + 1
	}
	for at < limit && !utf8.RuneStart(text[at]) {
		at++
	}
	return at
}

// trimmed takes the blanks off both ends of a sentence in pieces.
func trimmed(parts []data.SnippetPart) []data.SnippetPart {
	if len(parts) > 0 {
		parts[0].Text = strings.TrimLeft(parts[0].Text, " ")
		parts[len(parts)-1].Text = strings.TrimRight(parts[len(parts)-1].Text, " ")
	}
	return slices.DeleteFunc(parts, func(p data.SnippetPart) bool { return p.Text == "" })
}
