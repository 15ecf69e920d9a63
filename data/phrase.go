package data

import (
	"fmt"
	"slices"
	"time"
)

// Phrase is a piece of text that an officer puts into letters again and again.
type Phrase struct {
	ID       ID     `json:"id"`
	Title    string `json:"title"`
	Text     string `json:"text"` // with [[fields]]
	Language Lang   `json:"language"`
	// Kinds are the kinds of letter for which it fits; none stands for all.
	Kinds []LetterKind `json:"kinds,omitempty"`
	// Owner is the officer whose own it is; empty for one of the whole office.
	Owner string    `json:"owner,omitempty"`
	At    time.Time `json:"at"`
	By    string    `json:"by"`
}

// PhraseQuery chooses phrases. The zero value chooses all that the officer sees.
type PhraseQuery struct {
	Text     string // words of title or text
	Language Lang
	Kind     LetterKind // those that fit this kind of letter
}

// Fits reports whether the phrase is for letters of the kind.
func (p Phrase) Fits(k LetterKind) bool { return len(p.Kinds) == 0 || slices.Contains(p.Kinds, k) }

// Validate checks the phrase: its fields must exist in every kind of letter for
// which it fits.
func (p Phrase) Validate() Missing {
	var m Missing
	m.add(blank(p.Title), "title", "title", "Give the phrase a title, by which it is found.")
	m.add(blank(p.Text), "text", "text", "Write the words of the phrase.")
	m.add(!Known(Langs, p.Language), "language", "language", "Choose the language.")
	kinds := p.Kinds
	for _, k := range kinds {
		m.add(!Known(LetterKinds, k), "kinds", "kinds", "Choose the kinds of letter from the list.")
	}
	if len(kinds) == 0 {
		for _, k := range LetterKinds {
			kinds = append(kinds, k.Value)
		}
	}
	for _, name := range FieldsIn(p.Text) {
		f, ok := FieldNamed(name)
		m.add(!ok, "field", "text", fmt.Sprintf("There is no field named %q; choose one from the list.", name))
		m.add(ok && slices.ContainsFunc(kinds, func(k LetterKind) bool { return !f.For(k) }), "field.kind", "text",
			fmt.Sprintf("The field %q does not exist in every kind of letter that is ticked; tick fewer.", name))
	}
	if held, found := Placeholder(fieldMark.ReplaceAllString(p.Text, "")); found {
		m.add(true, "placeholder", "text", fmt.Sprintf("%q is no field; write what belongs there or choose a field.", held))
	}
	m.checkText(p.Title, maxLine, "title", "The title")
	m.checkText(p.Text, maxText, "text", "The text")
	m.checkTexts(p)
	return m
}
