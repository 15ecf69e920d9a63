package data

import (
	"fmt"
	"slices"
	"strings"
)

// mrn adds the medical record number. Which of several numbers it is, a file
// often does not say; then it is asked, and remembered for the source.
func (b *sheetBuilder) mrn(r Registration) {
	if len(r.Identifiers) == 0 {
		b.row(ReviewRow{Key: "patient.mrn", Label: "Medical record number", Found: r.MRN, Now: b.patient.MRN}, r.MRNSure)
		return
	}
	row := ReviewRow{Key: "patient.mrn", Label: "Medical record number", Now: b.patient.MRN}
	for _, i := range r.Identifiers {
		row.Choices = append(row.Choices, i.String())
	}
	sure := r.MRNSure
	row.Choice = max(0, slices.IndexFunc(r.Identifiers, func(i Identifier) bool { return i.Value == r.MRN }))
	if !sure {
		if at, ok := b.set.rememberedMRN(b.Source.Maker, r.Identifiers); ok {
			row.Choice, sure, row.Why = at, true, "Chosen as it was chosen before for files of this source."
		} else if len(r.Identifiers) > 1 {
			row.Why = "The file does not say which of its numbers is the medical record number. Choose it; Rapport remembers the choice for files of this source."
		} else {
			row.Why = "The file does not say what kind of number this is. Check it before you tick it."
		}
	}
	for at, i := range r.Identifiers {
		if sameValue(row.Key, i.Value, row.Now) {
			row.Choice, row.Why = at, ""
		}
	}
	row.Found = row.Choices[row.Choice]
	if len(row.Choices) == 1 {
		row.Choices = nil
	}
	b.row(row, sure)
}

// rememberedMRN is the place of the number that was chosen before for the source.
func (s Settings) rememberedMRN(maker string, ids []Identifier) (int, bool) {
	for _, m := range s.MRNSources {
		at := slices.IndexFunc(ids, func(i Identifier) bool { return m == MRNSource{Maker: maker, System: i.System, Type: i.Type} })
		if at >= 0 {
			return at, true
		}
	}
	return 0, false
}

// mrnSource is the choice that a row makes; nil where the file left none.
func (s *ReviewSheet) mrnSource(r ReviewRow) *MRNSource {
	reg := s.of.Registration
	if reg == nil || reg.Merged || reg.MRNSure && s.valueOf(r) == reg.MRN || r.Choice >= len(reg.Identifiers) {
		return nil
	}
	i := reg.Identifiers[r.Choice]
	return &MRNSource{Maker: s.Source.Maker, System: i.System, Type: i.Type}
}

// numbers adds the other numbers: those by which other systems know the patient, of
// accounts, of payers, login names. None is ticked: few are needed here.
func (b *sheetBuilder) numbers(r Registration) {
	b.row(ReviewRow{Key: "patient.numbers", Label: "Other numbers", Found: numberList(otherNumbers(r, b.patient, b.chosenMRN())), Now: numberList(b.patient.Identifiers),
		Why: "Numbers by which other systems know the patient. Tick them only where you need them."}, false)
}

func numberList(all []Identifier) string {
	var words []string
	for _, i := range all {
		words = append(words, i.String())
	}
	return strings.Join(words, "; ")
}

// otherNumbers are the numbers of the file beside the medical record number that
// the person does not have.
func otherNumbers(r Registration, p Person, mrn string) []Identifier {
	var all []Identifier
	for _, i := range r.Identifiers {
		i = Identifier{Value: strings.TrimSpace(i.Value), System: clipLine(i.System), Type: clipLine(i.Type)}
		same := func(o Identifier) bool { return plainNumber(o.Value) == plainNumber(i.Value) }
		if i.Value == "" || socialSecurity.MatchString(i.Value) || len([]rune(i.Value)) > maxLine || plainNumber(i.Value) == plainNumber(mrn) || plainNumber(i.Value) == plainNumber(p.MRN) ||
			slices.ContainsFunc(p.Identifiers, same) || slices.ContainsFunc(all, same) || len(p.Identifiers)+len(all) >= maxIdentifiers {
			continue
		}
		all = append(all, i)
	}
	return all
}

func clipLine(s string) string {
	if r := []rune(s); len(r) > maxLine {
		return string(r[:maxLine])
	}
	return s
}

// String writes a number with what it is, or else who gave it out: 12345 (MR).
// Object identifiers and addresses say nothing to a reader and are cut to their end.
func (i Identifier) String() string {
	about := i.Type
	if isSystemName(i.System) {
		about = joinWords(", ", about, i.System)
	} else if about == "" {
		about = strings.TrimPrefix(i.System, "urn:oid:")
		about = about[strings.LastIndexByte(strings.TrimRight(about, "/"), '/')+1:]
	}
	if about == "" {
		return strings.TrimSpace(i.Value)
	}
	return fmt.Sprintf("%s (%s)", strings.TrimSpace(i.Value), about)
}

// isSystemName reports whether a system is a name and no code of one.
func isSystemName(system string) bool {
	return system != "" && !strings.Contains(system, "://") && !strings.HasPrefix(system, "urn:") && strings.Trim(system, "0123456789.") != ""
}

// IdentifierIn reads a number as [Identifier.String] writes it: 12345 (MR).
func IdentifierIn(text string) Identifier {
	text = strings.TrimSpace(text)
	if value, about, ok := strings.Cut(strings.TrimSuffix(text, ")"), " ("); ok && strings.HasSuffix(text, ")") && !blank(value) {
		return Identifier{Value: strings.TrimSpace(value), Type: strings.TrimSpace(about)}
	}
	return Identifier{Value: text}
}
