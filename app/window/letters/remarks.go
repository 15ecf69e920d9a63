package letters

import (
	"context"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"rapport/app/window/ui"
	"rapport/data"
	"rapport/reports/spelling"
)

// remark is something about the officer's words that may be said better: how
// they sound, how they are spelled, how hard they are to read.
type remark struct {
	kind    remarkKind
	part    part // where the words stand; without an entry in text that stands
	at, len int  // in the text of the part, in bytes
	words   string
	said    string
	instead []string // what may stand there, the best first
}

type remarkKind int

const (
	wording remarkKind = iota
	misspelt
	hardToRead
)

// part is a field with its text when it was read.
type part struct {
	entry *ui.Entry
	text  string
}

// reading is what the words are like.
type reading struct {
	level   string
	remarks []remark
}

// mostRemarks of a kind are shown; more help nobody.
const mostRemarks = 30

// parts are the fields of running text, as they are now.
func (w *words) parts() []part {
	var all []part
	add := func(e *ui.Entry) {
		if e != nil && !e.Empty() {
			all = append(all, part{e, e.Text})
		}
	}
	for _, c := range w.cards {
		if c.slot != nil && c.fixed.Visible() {
			add(c.slot)
		}
	}
	if w.ways["steps"] != nil {
		add(w.steps)
	}
	for _, a := range w.answers {
		add(a.text)
	}
	for _, v := range w.values {
		if v.field.Type == data.FieldText || v.field.Type == data.FieldLines {
			add(v.entry)
		}
	}
	return all
}

// readWords looks at the words off the main goroutine and says what they are like.
func (s *Screen) readWords(x data.LetterFacts) {
	parts, ignored := s.words.parts(), s.ignored
	known := append(append(namesOf(x), x.Settings.Words...), ignored...)
	ui.Load(&s.look, func(context.Context) (reading, error) { return readParts(x, parts, known) }, func(r reading, err error) {
		if err == nil { // without a dictionary the letter can be written all the same
			s.gaps.setReading(r)
		}
	})
}

func readParts(x data.LetterFacts, parts []part, known []string) (reading, error) {
	lang := x.Template.Language
	checker, err := spelling.For(lang)
	if err != nil {
		return reading{}, err
	}
	checker = checker.Knowing(known...)
	filled, _ := x.Fill()
	running := data.Running(filled)
	r := reading{level: data.Reading(running, lang).Sentence()}
	for _, p := range parts {
		for _, h := range data.Tone(p.text, lang) {
			r.remarks = append(r.remarks, remark{wording, p, h.At, h.Len, h.Words, h.Sentence(), quoted(h.Instead, h.Words)})
		}
		for _, m := range checker.Check(p.text) {
			r.remarks = append(r.remarks, remark{misspelt, p, m.At, m.Len, m.Word, "“" + m.Word + "” is in no dictionary.", checker.Suggest(m.Word)})
		}
	}
	for _, h := range data.Hardest(running, lang, 3) {
		sentence := strings.TrimSpace(running[h.At : h.At+h.Len])
		hard := remark{kind: hardToRead, words: sentence, said: "“" + short(sentence) + "” " + h.Why()}
		for _, p := range parts {
			if at := strings.Index(p.text, sentence); at >= 0 {
				hard.part, hard.at, hard.len = p, at, len(sentence)
			}
		}
		r.remarks = append(r.remarks, hard)
	}
	return r, nil
}

var inQuotes = regexp.MustCompile(`“([^”]+)”`)

// quoted are the words that a remark offers in quotation marks, with the capital
// of those they stand for.
func quoted(instead, words string) []string {
	var all []string
	first, _ := utf8.DecodeRuneInString(words)
	for _, hit := range inQuotes.FindAllStringSubmatch(instead, 3) {
		better := hit[1]
		if strings.Contains(better, "…") {
			continue // a pattern, not words
		}
		if r, n := utf8.DecodeRuneInString(better); unicode.IsUpper(first) {
			better = string(unicode.ToUpper(r)) + better[n:]
		}
		all = append(all, better)
	}
	return all
}

// namesOf are the names of the case and the office, which are in no dictionary.
func namesOf(x data.LetterFacts) []string {
	set := x.Settings
	all := []string{set.Facility, set.Office, x.Officer.Name, x.File.Unit, x.Draft.Contact, x.Draft.To.Name, x.Draft.To.Organization}
	for _, p := range x.File.People {
		all = append(all, p.FullName(), p.Street, p.City, p.Unit)
	}
	for _, a := range set.Agencies {
		all = append(all, a.Name)
	}
	for _, c := range set.Contacts {
		all = append(all, c.Unit, c.Manager, c.Deputy, c.Director)
	}
	for _, a := range x.File.Advocacy {
		all = append(all, a.With)
	}
	return all
}

// replace puts other words in the place of those a remark is about, where they
// still stand.
func (s *Screen) replace(r remark, by string) {
	e := r.part.entry
	if e == nil || e.Text != r.part.text {
		return
	}
	e.SetText(e.Text[:r.at] + by + e.Text[r.at+r.len:])
	s.wait()
	s.refresh()
}

// goTo brings the keyboard to the words that a remark is about.
func (s *Screen) goTo(r remark) {
	if e := r.part.entry; e != nil {
		s.desk.Window.Canvas().Focus(e)
	}
}

// ignore takes a word for right while the letter is open.
func (s *Screen) ignore(word string) {
	s.ignored = append(s.ignored, word)
	s.readWords(s.facts())
}

// learn takes a word for right in every letter of the office.
func (s *Screen) learn(word string) {
	session := s.desk.Session
	ui.Load(&s.work, func(ctx context.Context) (struct{}, error) { return struct{}{}, session.LearnWord(ctx, word) }, func(_ struct{}, err error) {
		if err != nil {
			s.desk.Fail(err)
			return
		}
		s.ignore(word)
	})
}
