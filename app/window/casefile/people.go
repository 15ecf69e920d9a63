package casefile

import (
	"context"
	"strings"

	"fyne.io/fyne/v2"

	"rapport/app/window/ui"
	"rapport/data"
	"rapport/data/store"
)

// personCard shows a person of the case with what a letter needs to know.
func (s *Screen) personCard(p data.Person) fyne.CanvasObject {
	chips := []fyne.CanvasObject{ui.NewChip(p.Role.String(), ui.ToneMuted)}
	switch {
	case p.Role == data.RoleStaff:
	case p.MayReceive(s.today()):
		chips = append(chips, ui.NewChip("May receive information", ui.ToneOK))
	default:
		chips = append(chips, ui.NewChip("No authority", ui.ToneToday))
	}
	if p.Confidential {
		chips = append(chips, ui.NewChip("Confidential address", ui.ToneToday))
	}
	facts := ui.NewKeyValues()
	add := func(name, value string) {
		if value != "" {
			facts.Add(name, value)
		}
	}
	if p.Relation != "" {
		add("To the patient", p.Relation.String())
	}
	if p.Authority != "" {
		add("Authority", strings.TrimSpace(p.Authority.String()+". "+p.Evidence))
	}
	add("Address", s.addressWords(p))
	add("Phone", p.Phone)
	add("E-mail", p.Email)
	add("Language", p.Language)
	add("Access needs", p.Access)
	if !p.BirthDate.IsZero() {
		add("Born", p.BirthDate.Long())
	}
	add("Record number", p.MRN)
	return card(orWord(p.FullName(), "No name on file"), chips, []fyne.CanvasObject{facts},
		ui.NewButton("Edit …", func() { s.editPerson(p) }))
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
	form := personForm{}
	form.fill(e, p)
	put := func(p data.Person) change {
		return func(ctx context.Context, in *store.Session) (data.CaseFile, error) { return in.SavePerson(ctx, key, p) }
	}
	e.gather = func() change { return put(form.read(p, s.today())) }
	e.open()
}

// personForm is the fields of a person.
type personForm struct {
	role                        *ui.Choice[data.Role]
	relation                    *ui.Choice[data.Relation]
	authority                   *ui.Choice[data.Authority]
	evidence, street, access    *ui.Entry
	title, given, family        *ui.Entry
	city, state, postal         *ui.Entry
	phone, email, language, mrn *ui.Entry
	born                        *ui.DateField
	checked, confidential       *ui.Check
}

func (f *personForm) fill(e *editor, p data.Person) {
	f.role = choose(e, "role", "Part in the case", terms(data.Roles), p.Role)
	f.relation = choose(e, "relation", "To the patient", terms(data.Relations), p.Relation)
	e.beside(2)
	f.title = e.line("title", "Title", p.Title)
	f.given = e.line("given", "Given name", p.Given)
	f.family = e.line("family", "Family name", p.Family)
	e.beside(3)
	f.authority = choose(e, "authority", "Authority to receive the patient's information", terms(data.Authorities), p.Authority)
	f.evidence = e.line("evidence", "What the authority rests on", p.Evidence)
	e.hint("evidence", "Document, witness, date")
	e.beside(2)
	f.street = e.area("street", "Street", p.Street, 2)
	f.city = e.line("city", "City", p.City)
	f.state = e.line("state", "State", p.State)
	f.postal = e.line("postal", "ZIP code", p.Postal)
	e.beside(3)
	f.checked = e.tick("address_confirmed", checkedToday, false)
	if !p.AddressConfirmed.IsZero() {
		f.checked.SetText("The address was checked with the person on " + p.AddressConfirmed.Long())
		f.checked.SetChecked(true)
	}
	f.confidential = e.tick("confidential", "Confidential address, asked for under 45 CFR 164.522(b)", p.Confidential)
	f.phone = e.line("phone", "Phone", p.Phone)
	f.email = e.line("email", "E-mail", p.Email)
	e.beside(2)
	f.language = e.line("language", "Language", p.Language)
	e.hint("language", "Empty for English")
	f.access = e.line("access", "Access needs", p.Access)
	e.hint("access", "Interpreter, large print, times to call")
	e.beside(2)
	f.born = e.day("birth_date", "Birth date", p.BirthDate)
	f.mrn = e.line("mrn", "Medical record number", p.MRN)
	e.beside(2)
	e.require("role")
	f.watchAddress(p)
}

// watchAddress takes the tick off when the address is changed: another address
// has not been checked.
func (f *personForm) watchAddress(p data.Person) {
	changed := func(string) {
		if !p.AddressConfirmed.IsZero() && !f.sameAddress(p) && f.checked.Checked && f.checked.Text != checkedToday {
			f.checked.SetChecked(false)
			f.checked.SetText(checkedToday)
		}
	}
	for _, w := range []*ui.Entry{f.street, f.city, f.state, f.postal} {
		w.OnChanged = changed
	}
}

const checkedToday = "I checked this address with the person today"

func (f *personForm) sameAddress(p data.Person) bool {
	return trimmed(f.street.Text) == trimmed(p.Street) && trimmed(f.city.Text) == trimmed(p.City) &&
		trimmed(f.state.Text) == trimmed(p.State) && trimmed(f.postal.Text) == trimmed(p.Postal)
}

// read is the person as the fields have it.
func (f *personForm) read(p data.Person, today data.Date) data.Person {
	switch {
	case !f.checked.Checked:
		p.AddressConfirmed = 0
	case p.AddressConfirmed.IsZero() || !f.sameAddress(p):
		p.AddressConfirmed = today
	}
	p.Role, p.Relation, p.Authority = held(f.role), held(f.relation), held(f.authority)
	p.Evidence, p.Street, p.Access = trimmed(f.evidence.Text), trimmed(f.street.Text), trimmed(f.access.Text)
	p.Title, p.Given, p.Family = trimmed(f.title.Text), trimmed(f.given.Text), trimmed(f.family.Text)
	p.City, p.State, p.Postal = trimmed(f.city.Text), trimmed(f.state.Text), trimmed(f.postal.Text)
	p.Phone, p.Email, p.Language, p.MRN = trimmed(f.phone.Text), trimmed(f.email.Text), trimmed(f.language.Text), trimmed(f.mrn.Text)
	p.BirthDate, p.Confidential = dayOf(f.born), f.confidential.Checked
	return p
}

func trimmed(s string) string { return strings.TrimSpace(s) }
