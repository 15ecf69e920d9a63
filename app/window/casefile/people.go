package casefile

import (
	"context"
	"strings"

	"fyne.io/fyne/v2"

	"rapport/app/window/ui"
	"rapport/data"
	"rapport/data/store"
)

// personCard shows a person of the case with what whoever writes or calls needs
// to know.
func (s *Screen) personCard(p data.Person) fyne.CanvasObject {
	facts := ui.NewKeyValues()
	add := func(name, value string) {
		if value != "" {
			facts.Add(name, value)
		}
	}
	var words []fyne.CanvasObject
	switch p.Safety {
	case data.SafetyUnsafe:
		words = append(words, warned("Do not call or write. "+p.SafetyNote, ui.ToneOverdue))
	case data.SafetyCareful:
		words = append(words, warned("Reach this person only so: "+p.SafetyNote, ui.ToneToday))
	}
	if p.Relation != "" {
		add("To the patient", p.Relation.String())
	}
	add("Authority", s.authorityWords(p))
	add("Position", strings.Join(nonEmpty(p.Position, groupWords(p.StaffGroup), p.Unit), ", "))
	if p.Confidential {
		add("Confidential address", s.addressWords(p))
	} else {
		add("Address", s.addressWords(p))
	}
	add("Asked to be reached", p.Means)
	add("Phone", p.Phone)
	add("E-mail", p.Email)
	add("When to call", p.CallAt)
	add("Language and access", accessWords(p))
	if p.Disability != data.DisabilityNotAsked {
		add("Disability, as they said", p.Disability.String())
	}
	add("Pronouns", p.Pronouns)
	if !p.BirthDate.IsZero() {
		add("Born", ui.LongDay(p.BirthDate))
	}
	if p.Sex != "" {
		add("Sex", p.Sex.String())
	}
	add("Also known as", strings.Join(p.Also, "; "))
	add("Record number", p.MRN)
	add("Other numbers", numbers(p.Identifiers))
	words = append(words, facts)
	return card(orWord(p.FullName(), "No name on file"), s.personChips(p), words,
		s.edits("Edit …", func() { s.editPerson(p) }), ui.NewButton("Other cases …", func() { s.otherCases(p) }),
		s.edits("Remove …", func() { s.removePerson(p) }))
}

// numbers writes the other numbers of a person, one to a line.
func numbers(all []data.Identifier) string {
	var words []string
	for _, i := range all {
		words = append(words, i.String())
	}
	return strings.Join(words, "\n")
}

// removePerson takes a person out who was added by mistake.
func (s *Screen) removePerson(p data.Person) {
	if s.file.Names(p.ID) {
		s.desk.Say("A letter went to this person, or an entry of the case is about them, so they stay in the case.", nil)
		return
	}
	key := s.file.Key
	ui.AskText(s.desk.Window, ui.TextQuestion{Title: "Remove this person", Text: "For somebody who was added by mistake. The history keeps who it was and why.",
		Label: "Why?", Yes: "Remove the person", Required: true, Rows: 2, Max: maxText, Danger: true}, func(reason string) {
		s.run(func(ctx context.Context, in *store.Session) (data.CaseFile, error) {
			return in.RemovePerson(ctx, key, p.ID, reason)
		}, "The person is removed.")
	})
}

func (s *Screen) personChips(p data.Person) []fyne.CanvasObject {
	chips := []fyne.CanvasObject{ui.NewChip(p.Role.String(), ui.ToneMuted)}
	switch {
	case p.Deceased:
		died := "Has died"
		if !p.DiedOn.IsZero() {
			died = "Died " + s.day(p.DiedOn)
		}
		chips = append(chips, ui.NewChip(died, ui.ToneToday))
	case p.Role == data.RoleStaff:
	case p.Role == data.RoleToVerify:
		chips = append(chips, ui.NewChip("No authority: verify first", ui.ToneToday))
	case p.MayReceive(s.today()):
		chips = append(chips, ui.NewChip("May receive information", ui.ToneOK))
	default:
		chips = append(chips, ui.NewChip("No authority", ui.ToneToday))
	}
	if p.Confidential {
		chips = append(chips, ui.NewChip("Confidential address", ui.ToneToday))
	}
	return chips
}

// authorityWords says what lets the person receive information, how far it goes
// and what it rests on.
func (s *Screen) authorityWords(p data.Person) string {
	says := p.AuthoritySays(s.today())
	if p.Role == data.RoleStaff || p.Role == data.RolePatient && p.Authority.MayReceive() || p.Authority == "" && p.Role == data.RolePatient {
		return ""
	}
	parts := []string{strings.ToUpper(says[:1]) + says[1:]}
	if !p.Grant.Until.IsZero() && p.Grant.Until >= s.today() {
		parts[0] += ", until " + ui.LongDay(p.Grant.Until)
	} else if p.Grant.Event != "" {
		parts[0] += ", until " + p.Grant.Event
	}
	parts = append(parts, nonEmpty(p.Grant.Scope, p.Evidence)...)
	if p.Authority == data.AuthorityWritten {
		if n := len(p.Grant.Gaps().Blocking()); n > 0 {
			parts = append(parts, "The authorization lacks "+ui.Plural(n, "element", "elements")+"; see Edit")
		}
	}
	return strings.Join(parts, ". ") + "."
}

func warned(text string, tone ui.Tone) fyne.CanvasObject {
	m := ui.NewMessage()
	m.Say(strings.TrimSpace(text), tone)
	return m
}

func nonEmpty(words ...string) []string {
	var all []string
	for _, w := range words {
		if w = strings.TrimRight(trimmed(w), "."); w != "" {
			all = append(all, w)
		}
	}
	return all
}

func groupWords(g data.StaffGroup) string {
	if g == "" {
		return ""
	}
	return g.String()
}

// accessWords says what the person needs to speak and to read.
func accessWords(p data.Person) string {
	var words []string
	if p.Language != "" {
		words = append(words, "Speaks "+p.Language)
	}
	if p.Written != "" {
		words = append(words, "reads "+p.Written)
	}
	if p.Interpreter != "" {
		words = append(words, "interpreter: "+strings.ToLower(p.Interpreter.String()))
	}
	if p.Format != "" {
		words = append(words, "letters: "+strings.ToLower(p.Format.String()))
	}
	return strings.Join(append(words, nonEmpty(p.Access)...), ", ")
}

func (s *Screen) addressWords(p data.Person) string {
	nameless := p
	nameless.Title, nameless.Given, nameless.Family = "", "", ""
	lines := nameless.AddressLines()
	switch {
	case len(lines) == 0:
		return ""
	case p.AddressConfirmed.IsZero():
		lines = append(lines, "Not checked with the person yet; a letter needs that.")
	default:
		lines = append(lines, "Checked with the person "+s.day(p.AddressConfirmed)+".")
	}
	return strings.Join(lines, "\n")
}

// editPerson adds a person or changes one.
func (s *Screen) editPerson(p data.Person) {
	key, isNew := s.file.Key, p.ID == data.ID{}
	title, said, what := "Edit a person", "The person is saved.", "person/"+p.ID.String()
	if isNew {
		title, said = "Add a person", "The person is added."
	}
	e := s.newEditor(what, title, "Save the person", said)
	form := newPersonForm(e, p)
	e.gather = func() change {
		p := form.read()
		return func(ctx context.Context, in *store.Session) (data.CaseFile, error) { return in.SavePerson(ctx, key, p) }
	}
	e.open()
}

func trimmed(s string) string { return strings.TrimSpace(s) }
