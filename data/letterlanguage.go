package data

import (
	"regexp"
	"strings"
)

// Words that nearly every sentence of a language has and the other has not.
var commonWords = map[Lang]map[string]bool{
	English: set("the and of to you your we our was were is are that with for have has had not this they from when what which who it be been but by at on an as us about will would"),
	Spanish: set("el la los las que y de en su sus usted nosotros para con por una un se del lo le fue fueron es son está no al como más cuando nuestro nuestra nos pero este esta"),
}

// quotedSpeech is what stands between quotation marks: somebody's own words,
// in whatever language they spoke.
var quotedSpeech = regexp.MustCompile(`“[^”]*”|«[^»]*»|"[^"]*"`)

// foreignWords is how many common words of the other language make a text one in
// that language, where they outnumber its own three times.
const foreignWords = 4

// otherLanguage guesses whether a text is written in another language than the
// letter's. Names, quotations and single words are passed over.
func otherLanguage(text string, lang Lang) (Lang, bool) {
	own, words := 0, plainWords(quotedSpeech.ReplaceAllString(text, " "))
	for _, w := range words {
		if commonWords[lang][w] {
			own++
		}
	}
	for other, common := range commonWords {
		n := 0
		for _, w := range words {
			if common[w] {
				n++
			}
		}
		if other != lang && n >= foreignWords && n > 3*own {
			return other, true
		}
	}
	return "", false
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
