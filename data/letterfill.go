package data

import (
	"fmt"
	"slices"
	"strings"
)

// Piece is a stretch of a filled line.
type Piece struct {
	Text    string
	Field   string // the field that it was filled from; empty for the template's words
	Whole   bool   // no line break may cut it: a name, a date, a phone number
	Strong  bool
	Missing bool // stands where a value is missing
}

// Filled is one block of a letter with its fields filled in.
type Filled struct {
	Block
	Shown   bool
	Because string    // why it is not shown
	Own     bool      // in the officer's words, not the template's
	Lines   [][]Piece // paragraphs, items or rows
}

// Text is the block's words, a line for each paragraph.
func (b Filled) Text() string {
	var lines []string
	for _, l := range b.Lines {
		lines = append(lines, textOf(l))
	}
	return strings.Join(lines, "\n")
}

func textOf(pieces []Piece) string {
	var s strings.Builder
	for _, p := range pieces {
		s.WriteString(p.Text)
	}
	return s.String()
}

// Fill fills the template: every block in order, shown or not, and what is
// missing in those that are shown.
func (x LetterFacts) Fill() ([]Filled, Missing) {
	var m Missing
	all := make([]Filled, len(x.Template.Blocks))
	for i, b := range x.Template.Blocks {
		f := Filled{Block: b}
		f.Shown, f.Because = x.Shown(b)
		if f.Shown {
			m = append(m, x.fill(&f)...)
		}
		all[i] = f
	}
	return all, m.once()
}

// Fields is the value of every field that the template uses: what an issued
// letter keeps of the facts it was made from.
func (x LetterFacts) Fields() map[string]string {
	all := map[string]string{}
	for _, name := range x.Template.Fields() {
		if f, ok := FieldNamed(name); ok {
			all[name] = strings.Join(f.Value(x), "\n")
		}
	}
	return all
}

// words is what a block says before its fields are filled.
func (x LetterFacts) words(b Block) (text string, own bool) {
	if text, own = x.Draft.Words[b.Name]; own && b.Slot {
		return text, true
	}
	return b.Text, false
}

func (x LetterFacts) fill(f *Filled) Missing {
	var m Missing
	text, own := x.words(f.Block)
	f.Own = own
	for _, line := range strings.FieldsFunc(text, isLineEnd) {
		if line = strings.TrimSpace(line); line == "" {
			continue
		}
		lines, gaps := x.fillLine(f.Block, line)
		f.Lines = append(f.Lines, lines...)
		m = append(m, gaps...)
	}
	if f.Ask != "" && f.Slot && saysNothing(f.Text()) {
		m.add(true, "letter."+f.Name, f.Name, f.Ask)
		f.Lines = [][]Piece{{missingPiece(strings.ToLower(cmpOr(f.Title, f.Name)), "")}}
	}
	return m
}

func cmpOr(a, b string) string {
	if a != "" {
		return a
	}
	return b
}

func isLineEnd(r rune) bool { return r == '\n' || r == '\r' || r == '\u2028' || r == '\u2029' }

// fillLine fills one line of a block: several lines where it is a list, none
// where all that it says is empty and need not be there.
func (x LetterFacts) fillLine(b Block, line string) (lines [][]Piece, m Missing) {
	if names := FieldsIn(line); len(names) == 1 && fieldMark.ReplaceAllString(line, "") == "" {
		if f, ok := FieldNamed(names[0]); ok && (f.Type == FieldLines || f.Type == FieldText) {
			return x.fillList(f)
		}
	}
	var pieces []Piece
	said := false
	at := 0
	for _, hit := range fieldMark.FindAllStringSubmatchIndex(line, -1) {
		if before := line[at:hit[0]]; before != "" {
			pieces = append(pieces, Piece{Text: before})
			said = said || b.Kind != BlockFacts && !blank(strings.Trim(before, " ,.;:()"))
		}
		at = hit[1]
		p, gap := x.fillField(strings.TrimSpace(line[hit[2]:hit[3]]))
		m = append(m, gap...)
		if p.Text != "" {
			pieces, said = append(pieces, p), true
		}
	}
	if rest := line[at:]; rest != "" {
		pieces = append(pieces, Piece{Text: rest})
		said = said || at == 0 || b.Kind != BlockFacts && !blank(strings.Trim(rest, " ,.;:()"))
	}
	if !said {
		return nil, m
	}
	return [][]Piece{pieces}, m
}

func (x LetterFacts) fillField(name string) (Piece, Missing) {
	f, ok := FieldNamed(name)
	if !ok || !f.For(x.Draft.Kind) {
		return missingPiece(name, name), Missing{{Code: "letter.field", Field: name, Sentence: fmt.Sprintf("There is no field named %q in this letter; take it out.", name)}}
	}
	values := f.Value(x)
	if len(values) == 0 {
		return x.lacking(f)
	}
	short := f.Type == FieldLine || f.Type == FieldDate || f.Type == FieldPhone
	return Piece{Text: strings.Join(values, "; "), Field: name, Whole: short}, nil
}

// lacking stands for a field without a value: nothing where it may be empty.
func (x LetterFacts) lacking(f Field) (Piece, Missing) {
	if f.Ask == "" {
		return Piece{}, nil
	}
	return missingPiece(lowerFirst(f.Label), f.Name), Missing{{Code: f.Code, Field: cmpOr(f.At, f.Name), Sentence: f.Ask}}
}

func missingPiece(what, field string) Piece {
	what, _, _ = strings.Cut(what, " (list)")
	return Piece{Text: "[" + what + "]", Field: field, Missing: true}
}

// fillList makes a line of each entry of a field.
func (x LetterFacts) fillList(f Field) (lines [][]Piece, m Missing) {
	if !f.For(x.Draft.Kind) {
		p, m := x.fillField(f.Name)
		return [][]Piece{{p}}, m
	}
	if f.Name == "findings" {
		return x.fillFindings(f)
	}
	for _, v := range f.Value(x) {
		for _, line := range strings.FieldsFunc(v, isLineEnd) {
			if !blank(line) {
				lines = append(lines, []Piece{{Text: strings.TrimSpace(line), Field: f.Name}})
			}
		}
	}
	if f.Name == "steps" {
		lines = slices.DeleteFunc(lines, func(l []Piece) bool { return saysNothing(textOf(l)) })
	}
	if len(lines) == 0 {
		p, m := x.lacking(f)
		if p.Text == "" {
			return nil, m
		}
		return [][]Piece{{p}}, m
	}
	return lines, nil
}

// fillFindings answers every issue in the order of the case. With several issues
// the answers carry the numbers under which the concerns stand.
func (x LetterFacts) fillFindings(f Field) (lines [][]Piece, m Missing) {
	answers := answersInOrder(x)
	word := map[Lang]string{English: "Concern %d. ", Spanish: "Inquietud %d. "}[x.lang()]
	for i, answer := range answers {
		var number []Piece
		if len(answers) > 1 {
			number = []Piece{{Text: fmt.Sprintf(word, i+1), Strong: true}}
		}
		if saysNothing(answer) {
			p, gap := x.lacking(f)
			gap[0].Field = x.File.Issues[i].ID.String()
			lines, m = append(lines, append(number, p)), append(m, gap...)
			continue
		}
		for _, para := range strings.FieldsFunc(answer, isLineEnd) {
			if !blank(para) {
				lines = append(lines, append(number, Piece{Text: strings.TrimSpace(para), Field: f.Name}))
				number = nil
			}
		}
	}
	if len(answers) == 0 {
		p, gap := x.lacking(f)
		return [][]Piece{{p}}, gap
	}
	return lines, m
}
