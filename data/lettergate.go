package data

import (
	"slices"
	"strings"
)

// Gate lists what stands between a draft and the issued letter. A notice of
// decision needs the four elements of 42 CFR 482.13(a)(2)(iii) - contact person,
// steps, results, date of completion - and an answer to every issue; an
// acknowledgement needs the contact, an interim letter the reason and the new
// day. All need a reader who may have the letter at a full, checked address,
// dates in order, no placeholder, and nothing that the reader must not have.
// Warnings do not hinder. What only the store knows - whose names and numbers
// stand in other cases - [LetterFacts.StrangerGaps] tells.
func (x LetterFacts) Gate() Missing {
	filled, unfilled := x.Fill()
	parts := x.parts(filled)
	m := x.templateGaps(filled)
	m = append(m, x.readerGaps()...)
	m = append(m, x.dateGaps()...)
	if x.Draft.Kind.Spec().Notice {
		m = append(m, x.decisionGaps()...)
	}
	m = append(m, unfilled...)
	m = append(m, x.kindGaps()...)
	m = append(m, x.wordGaps(filled, parts)...)
	m = append(m, x.restrictedGaps(filled, parts)...)
	m = append(m, x.privacyGaps(filled, parts)...)
	m = append(m, x.languageGaps(parts)...)
	return m.oncePerField()
}

// oncePerField leaves out gaps of a code and a field that one before has: two
// rules may find the same thing missing.
func (m Missing) oncePerField() Missing {
	seen := map[Gap]bool{}
	var kept Missing
	for _, g := range m {
		key := Gap{Code: g.Code, Field: g.Field, Warn: g.Warn}
		if !seen[key] {
			kept = append(kept, g)
		}
		seen[key] = true
	}
	return kept
}

// templateGaps looks at the pattern: it must be whole, in use and of the
// letter's kind and language, and what it must say must stand on the page of
// this very letter, whatever its conditions and whatever the officer wrote anew.
func (x LetterFacts) templateGaps(filled []Filled) Missing {
	var m Missing
	d, t := x.Draft, x.Template
	m.add(!Known(LetterKinds, d.Kind) || t.Kind != d.Kind, "letter.kind", "kind", "Choose the kind of letter.")
	titled := slices.ContainsFunc(filled, func(b Filled) bool { _, waits := Placeholder(b.Title); return b.Shown && waits })
	m.add(titled || t.Validate().Err() != nil, "letter.template", "kind", "The template of this letter is not whole; an administrator must mend it first.")
	m.add(t.State != TemplateActive, "letter.template.state", "kind", "This version of the template is not in use; begin the letter again with the one that is.")
	m.add(d.Language != "" && d.Language != t.Language, "letter.template.language", "language", "The template is in another language than the letter; choose the language again.")
	for _, must := range mustHold(d.Kind) {
		f, _ := FieldNamed(must.field)
		m.add(len(f.Value(x)) > 0 && !prints(filled, must.field), "letter.element", cmpOr(f.At, f.Name),
			"The page leaves out “"+lowerFirst(f.Label)+"”, which this letter must name; put the template's own words back.")
	}
	return m
}

// prints reports whether a value of the field stands on the page.
func prints(filled []Filled, field string) bool {
	for _, b := range filled {
		for _, line := range b.Lines {
			for _, p := range line {
				if b.Shown && p.Field == field && !p.Missing && !blank(p.Text) {
					return true
				}
			}
		}
	}
	return false
}

// letterPart is a stretch of what the letter says, with the field to go to.
type letterPart struct {
	field, text string
	own         bool // the officer's words
	quoted      bool // what a person of the case said, which nobody may polish
}

// parts returns all that the page says of this case: what the officer wrote, and
// the values of the fields that the template prints. The template's own words,
// which somebody approved, are left out.
func (x LetterFacts) parts(filled []Filled) []letterPart {
	d := x.Draft
	parts := []letterPart{{field: "contact", text: d.Contact}, {field: "contact_line", text: d.ContactLine},
		{field: "to", text: joinWords(" ", d.To.Name, d.To.Title, d.To.Organization)}}
	for _, b := range filled {
		if b.Shown && b.Slot && b.Own {
			parts = append(parts, letterPart{field: b.Name, text: b.Text()})
		}
	}
	for _, f := range FieldsFor(d.Kind) {
		if f.Source == FromLetter && x.Template.uses(f.Name) {
			parts = append(parts, letterPart{field: f.Name, text: d.Values[f.Name]})
		}
	}
	for _, s := range d.Steps {
		parts = append(parts, letterPart{field: "steps", text: s})
	}
	for _, e := range d.Enclosures {
		parts = append(parts, letterPart{field: "enclosures", text: e.Title})
	}
	for _, c := range d.Copies {
		parts = append(parts, letterPart{field: "copies", text: c})
	}
	for _, a := range d.Findings {
		parts = append(parts, letterPart{field: a.Issue.String(), text: a.Text})
	}
	for i := range parts {
		parts[i].own = true
	}
	return append(parts, x.printed(filled)...)
}

// saidByOthers are the fields that hold the words of a person of the case.
var saidByOthers = set("issues compliment.words")

// printed returns the values that the case and the settings put on the page, with
// the lines of the envelope, the signature and the letterhead.
func (x LetterFacts) printed(filled []Filled) []letterPart {
	var parts []letterPart
	for _, b := range filled {
		for _, line := range b.Lines {
			for _, p := range line {
				f, ok := FieldNamed(p.Field)
				typed := f.Source == FromLetter || f.Name == "steps" || f.Name == "findings" // among the officer's words
				if !b.Shown || b.Slot && b.Own || !ok || p.Missing || typed {
					continue
				}
				parts = append(parts, letterPart{field: cmpOr(f.At, f.Name), text: p.Text, quoted: saidByOthers[f.Name]})
			}
		}
	}
	for _, line := range x.envelope() {
		parts = append(parts, letterPart{field: x.readerField(), text: line})
	}
	s := x.Settings
	return append(parts, letterPart{field: "officer", text: joinWords(" ", x.Officer.Name, x.Officer.Credentials, x.Officer.Title)},
		letterPart{field: "settings", text: joinWords("\n", s.Facility, s.Office, s.Address.Street, s.Address.City, s.Phone, s.TTY, s.Email)})
}

// envelope are the lines that show in the window of the envelope; none of a memo.
func (x LetterFacts) envelope() []string {
	if x.Draft.Kind.Spec().Memo {
		return nil
	}
	if p, ok := x.To(); ok {
		return p.AddressLines()
	}
	to := x.Draft.To
	return strings.FieldsFunc(strings.Join([]string{to.Organization, joinWords(" ", to.Name, to.Title), to.Street,
		joinWords(" ", to.City, to.State, to.Postal)}, "\n"), isLineEnd)
}

// readerField is the field in which the reader of the letter is chosen.
func (x LetterFacts) readerField() string {
	if x.Draft.Kind.Spec().Reader == ToPerson {
		return "addressee"
	}
	return "to"
}
