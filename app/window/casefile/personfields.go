package casefile

import (
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"rapport/app/window/ui"
	"rapport/data"
)

// The fields of the form write into a person and are filled from one.

func (f *personForm) line(name, label string, at func(*data.Person) *string) {
	f.text(f.editor.line(name, label, *at(&f.base)), at)
}

func (f *personForm) area(name, label string, at func(*data.Person) *string) {
	f.text(f.editor.area(name, label, *at(&f.base), 2), at)
}

func (f *personForm) text(w *ui.Entry, at func(*data.Person) *string) {
	f.reads = append(f.reads, func(p *data.Person) { *at(p) = trimmed(w.Text) })
	f.shows = append(f.shows, func(p data.Person) { w.SetText(*at(&p)) })
	w.OnChanged = func(string) { f.follow() }
}

// list adds a field with one text to a line.
func (f *personForm) list(name, label string, at func(*data.Person) *[]string) {
	w := f.editor.lines(name, label, *at(&f.base), 2)
	f.reads = append(f.reads, func(p *data.Person) { *at(p) = listed(w) })
	f.shows = append(f.shows, func(p data.Person) { w.SetText(strings.Join(*at(&p), "\n")) })
	w.OnChanged = func(string) { f.follow() }
}

// numbers are the other numbers of the person. A line that stays as it was keeps
// who gave the number out; one that is typed is the number alone, with its kind in
// brackets.
func (f *personForm) numbers() {
	w := f.editor.lines("identifiers", "Other numbers", numberLines(f.base), 2)
	f.reads = append(f.reads, func(p *data.Person) {
		had := f.base.Identifiers
		p.Identifiers = nil
		for _, text := range listed(w) {
			if at := slices.IndexFunc(had, func(i data.Identifier) bool { return i.String() == text }); at >= 0 {
				p.Identifiers = append(p.Identifiers, had[at])
				continue
			}
			p.Identifiers = append(p.Identifiers, data.IdentifierIn(text))
		}
	})
	f.shows = append(f.shows, func(p data.Person) {
		f.base.Identifiers = p.Identifiers
		w.SetText(strings.Join(numberLines(p), "\n"))
	})
	w.OnChanged = func(string) { f.follow() }
}

func numberLines(p data.Person) []string {
	var all []string
	for _, i := range p.Identifiers {
		all = append(all, i.String())
	}
	return all
}

func (f *personForm) day(name, label string, at func(*data.Person) *data.Date) {
	w := f.editor.day(name, label, *at(&f.base))
	f.reads = append(f.reads, func(p *data.Person) { *at(p) = dayOf(w) })
	f.shows = append(f.shows, func(p data.Person) { w.SetDate(*at(&p)) })
	w.OnChanged = func(data.Date) { f.follow() }
}

func (f *personForm) tick(name, label string, at func(*data.Person) *bool) {
	w := f.editor.tick(name, label, *at(&f.base))
	f.reads = append(f.reads, func(p *data.Person) { *at(p) = w.Checked })
	f.shows = append(f.shows, func(p data.Person) { w.SetChecked(*at(&p)) })
	w.OnChanged = func(bool) { f.follow() }
}

// pick adds a closed list of the domain.
func pick[T ~string](f *personForm, name, label string, list []data.Term[T], at func(*data.Person) *T) {
	w := choose(f.editor, name, label, terms(list), *at(&f.base))
	f.reads = append(f.reads, func(p *data.Person) { *at(p) = held(w) })
	f.shows = append(f.shows, func(p data.Person) { w.SetValue(*at(&p)) })
	w.OnChanged = func(string) { f.follow() }
}

// part shows the fields that add adds while the condition holds.
func (f *personForm) part(when func(data.Person) bool, add func()) {
	e := f.editor
	at, first := len(e.parts), len(e.fields)
	add()
	box := container.New(column{}, slices.Clone(e.parts[at:])...)
	e.parts = append(e.parts[:at], box)
	f.parts = append(f.parts, formPart{box: box, rows: rowsOf(e.fields[first:]), when: when})
}

// fold puts the fields that add adds under a heading that unfolds and says in a
// few words what stands in it. A nil condition always holds.
func (f *personForm) fold(when func(data.Person) bool, title string, words func(data.Person) string, add func()) {
	e := f.editor
	at, first := len(e.parts), len(e.fields)
	add()
	fold := e.fold(title, at, first)
	f.parts = append(f.parts, formPart{box: fold, rows: rowsOf(e.fields[first:]), when: when, title: func(p data.Person) string {
		if w := words(p); w != "" {
			return title + ":  " + w
		}
		return title
	}})
}

func rowsOf(fields []*field) []*ui.Row {
	rows := make([]*ui.Row, len(fields))
	for i, each := range fields {
		rows[i] = each.row
	}
	return rows
}

// follow shows what fits the person as they stand in the fields.
func (f *personForm) follow() {
	if f.quiet || f.checked == nil { // still being laid out
		return
	}
	p := f.read()
	for _, each := range f.editor.fields {
		each.row.Show()
	}
	came := false
	for _, part := range f.parts {
		show := part.when == nil || part.when(p)
		if show != part.box.Visible() {
			came = true
			setVisible(part.box, show)
		}
		if !show {
			for _, r := range part.rows {
				r.Hide()
			}
		}
		if fold, ok := part.box.(*ui.Fold); ok {
			fold.SetTitle(part.title(p))
		}
	}
	f.watchAddress(p)
	f.lacks.SetText(lacking(p))
	if came {
		f.editor.settleFields()
	}
	if f.base.ID == (data.ID{}) {
		f.offer.LookLater()
	}
}

func setVisible(o fyne.CanvasObject, on bool) {
	if on {
		o.Show()
		return
	}
	o.Hide()
}

// lacking says what a written authorization still lacks to be valid.
func lacking(p data.Person) string {
	gaps := p.Grant.Gaps()
	if len(gaps) == 0 {
		return "Every element is there."
	}
	lines := []string{"It still lacks:"}
	for _, g := range gaps {
		lines = append(lines, "•  "+g.Sentence)
	}
	return strings.Join(lines, "\n")
}

// watchAddress takes the tick off when the address is changed: another address
// has not been checked.
func (f *personForm) watchAddress(p data.Person) {
	if !f.base.AddressConfirmed.IsZero() && p.MailTo() != f.base.MailTo() && f.checked.Checked && f.checked.Text != checkedToday {
		f.checked.SetText(checkedToday)
		f.checked.SetChecked(false)
	}
}

const checkedToday = "I checked this address with the person today"

// read is the person as the fields have it. What does not fit the part that
// they play is left out.
func (f *personForm) read() data.Person {
	p := f.base
	for _, read := range f.reads {
		read(&p)
	}
	if staff(p) {
		p.Relation, p.Authority, p.Evidence, p.Grant = "", "", "", data.Grant{}
		p.Safety, p.SafetyNote = "", ""
	} else {
		p.Position, p.StaffGroup, p.Unit = "", "", ""
	}
	if !forAnother(p) {
		p.Relation, p.Authority, p.Evidence, p.Grant = f.base.Relation, f.base.Authority, f.base.Evidence, f.base.Grant
	}
	if !p.Deceased {
		p.DiedOn = 0
	}
	if !p.Confidential {
		p.Alternative, p.Means = data.Address{}, ""
	}
	if p.Safety != data.SafetyCareful && p.Safety != data.SafetyUnsafe {
		p.SafetyNote = ""
	}
	switch {
	case f.checked == nil || !f.checked.Checked:
		p.AddressConfirmed = 0
	case p.AddressConfirmed.IsZero() || p.MailTo() != f.base.MailTo():
		p.AddressConfirmed = f.editor.screen.today()
	}
	return p
}

// link puts back, from a draft, who of the register was chosen.
func (f *personForm) link(id string) {
	var known data.ID
	if known.UnmarshalText([]byte(id)) == nil {
		f.base.Known = known
	}
}

// unlink lets go of somebody chosen from the register; what stands in the
// fields stays.
func (f *personForm) unlink() {
	p := f.read()
	p.Known = data.ID{}
	f.fill(p)
}

func (f *personForm) fill(p data.Person) {
	f.quiet = true
	f.base.Known = p.Known
	for _, show := range f.shows {
		show(p)
	}
	f.quiet = false
	f.follow()
}

// The words beside the headings: what stands under them, in short.

func (f *personForm) lifeWords(p data.Person) string {
	var words []string
	if !p.BirthDate.IsZero() {
		words = append(words, ui.LongDay(p.BirthDate))
	}
	if p.MRN != "" {
		words = append(words, p.MRN)
	}
	if p.Deceased {
		words = append(words, "has died")
	}
	return strings.Join(words, ", ")
}

func (f *personForm) authorityWords(p data.Person) string {
	return p.AuthoritySays(f.editor.screen.today())
}

func (f *personForm) reachWords(p data.Person) string {
	words := []string{}
	if p.Safety == data.SafetyUnsafe || p.Safety == data.SafetyCareful {
		words = append(words, strings.ToLower(p.Safety.String()))
	}
	if p.Phone != "" {
		words = append(words, p.Phone)
	}
	return strings.Join(words, ", ")
}

func (f *personForm) addressWords(p data.Person) string {
	words := p.MailTo().City
	if p.Confidential {
		words = strings.TrimSpace(words + ", confidential")
	}
	return strings.TrimPrefix(words, ", ")
}

func (f *personForm) accessWords(p data.Person) string {
	var words []string
	if p.Language != "" {
		words = append(words, p.Language)
	}
	if p.Interpreter != "" {
		words = append(words, "interpreter")
	}
	if p.Format != "" {
		words = append(words, strings.ToLower(p.Format.String()))
	}
	return strings.Join(words, ", ")
}
