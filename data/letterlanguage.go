package data

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Words that nearly every sentence of a language has and the other has not.
var commonWords = map[Lang]map[string]bool{
	English: set("the and of to you your we our was were is are that with for have has had not this they from when what which who it be been but by at on an as us about will would"),
	Spanish: set("el la los las que y de en su sus usted nosotros para con por una un se del lo le fue fueron es son está no al como más cuando nuestro nuestra nos pero este esta esto eso ha han hemos muy también ya si porque sobre desde hasta cada sin nuestros les ese esa"),
}

// quotedSpeech is what stands between quotation marks: somebody's own words,
// in whatever language they spoke.
var quotedSpeech = regexp.MustCompile(`“[^”]*”|«[^»]*»|"[^"]*"`)

// foreignWords is how many common words of the other language make a sentence one
// in that language, where they outnumber its own three times.
const foreignWords = 3

// sentenceEnds part a text into sentences.
var sentenceEnds = regexp.MustCompile(`[.!?;:\n]+`)

// otherLanguage guesses whether a sentence of the text is in another language than
// the letter's. Names, quotations and single words are passed over.
func otherLanguage(text string, lang Lang) (Lang, bool) {
	for _, sentence := range sentenceEnds.Split(quotedSpeech.ReplaceAllString(text, " "), -1) {
		for _, other := range Langs {
			if other.Value != lang && sentenceIn(sentence, other.Value, lang) {
				return other.Value, true
			}
		}
	}
	return "", false
}

// sentenceIn reports whether a sentence is in one language rather than in another.
// In a name like “Clínica de la Mujer” all but the common words have capitals.
func sentenceIn(sentence string, is, not Lang) bool {
	theirs, ours, small := 0, 0, false
	for _, word := range strings.Fields(sentence) {
		plain := strings.Join(plainWords(word), "")
		first, _ := utf8.DecodeRuneInString(strings.TrimLeft(word, "(¿¡-"))
		switch {
		case commonWords[is][plain]:
			theirs++
		case commonWords[not][plain]:
			ours++
		default:
			small = small || unicode.IsLower(first)
		}
	}
	return small && theirs >= foreignWords && theirs > 3*ours
}

// languageGaps keeps a letter whole in one language: a half-translated one is
// never sent (pdf.md 8). Words of the other language's template in a slot, and
// sentences of the other language outside quotation marks, hinder it.
func (x LetterFacts) languageGaps(parts []letterPart) Missing {
	var m Missing
	theirs := x.otherTemplates()
	for _, p := range parts {
		if p.quoted || p.field == "agencies" {
			continue
		}
		other, is := otherLanguage(p.text, x.lang())
		words := plainWords(p.text)
		for _, t := range theirs {
			if !is && sharesRun(words, t.words, restrictedRun) {
				other, is = t.lang, true
			}
		}
		m.add(is, "letter.half", p.field, "This is in "+other.String()+", but the letter is in "+x.lang().String()+
			"; translate it. What somebody said in "+other.String()+" stands between quotation marks.")
	}
	return m
}

type foreignText struct {
	lang  Lang
	words []string
}

// otherTemplates are the blocks of the same letter in the other languages.
func (x LetterFacts) otherTemplates() []foreignText {
	var all []foreignText
	for _, l := range Langs {
		t, ok := BuiltinTemplate(x.Draft.Kind, l.Value)
		if !ok || l.Value == x.lang() {
			continue
		}
		for _, b := range t.Blocks {
			words := plainWords(strings.Join(fieldMark.Split(b.Text, -1), " "))
			if len(words) >= restrictedRun {
				all = append(all, foreignText{l.Value, words})
			}
		}
	}
	return all
}
