package intake

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"rapport/app/window/desk"
	"rapport/app/window/known"
	"rapport/app/window/ui"
	"rapport/data"
)

// maxLine is the most characters that the form takes in a line.
const maxLine = 300

// person is the fields of somebody in the case.
type person struct {
	title, given, family, phone, email *ui.Entry
	street, city, state, postal        *ui.Entry
	language, callAt, safetyNote, need *ui.Entry
	interpreter                        *ui.Choice[data.Interpreter]
	format                             *ui.Choice[data.Format]
	safety                             *ui.Choice[data.Safety]
	base                               data.Person // what the form does not show
	offer                              *known.Offer
	more, access                       *ui.Fold
	places                             []place
}

// newPerson makes the fields of the person whose gaps begin with prefix.
func newPerson(s *Screen, prefix string) *person {
	line, area := s.line, s.area
	p := &person{
		title: line(), given: line(), family: line(), phone: line(), email: line(), street: area(1), city: line(), state: line(), postal: line(),
		language: line(), callAt: line(), safetyNote: line(), need: line(),
	}
	p.title.PlaceHolder = "Ms., Mr., Dr."
	p.interpreter = ui.NewChoice("", options(data.Interpreters), func(data.Interpreter) { s.changed() })
	p.format = ui.NewChoice("", options(data.Formats), func(data.Format) { s.changed() })
	p.safety = ui.NewChoice("", options(data.Safeties), func(data.Safety) { s.changed() })
	p.places = []place{
		{field: "given", row: ui.NewRow("Given name", p.given)}, {field: "family", row: ui.NewRow("Family name", p.family)},
		{field: "phone", row: ui.NewRow("Phone", p.phone)},
	}
	p.layMore()
	p.layAccess()
	for i := range p.places {
		p.places[i].field = prefix + p.places[i].field
	}
	p.offer = known.NewOffer(s.desk, p.now, func(k data.KnownPerson) {
		s.fillPerson(p, p.now().Take(k))
	}, func() {
		p.base.Known = data.ID{}
		s.changed()
	}, func() { settle(s.form) })
	return p
}

func (p *person) layMore() {
	rows := []place{
		{field: "title", row: ui.NewRow("Title", p.title)}, {field: "email", row: ui.NewRow("E-mail", p.email)},
		{field: "street", row: ui.NewRow("Street", p.street)}, {field: "city", row: ui.NewRow("City", p.city)},
		{field: "state", row: ui.NewRow("State", p.state)}, {field: "postal", row: ui.NewRow("ZIP code", p.postal)},
	}
	p.more = ui.NewFold("Title, address, e-mail", container.NewVBox(side(share{1, 3}, rows[0].row, rows[1].row), rows[2].row,
		side(share{3, 1, 1.4}, rows[3].row, rows[4].row, rows[5].row)))
	p.folded(p.more, rows)
}

// layAccess asks what the person needs to be reached and understood (domain 5.1).
func (p *person) layAccess() {
	rows := []place{
		{field: "language", row: hinted("Language", "Empty for English", p.language)},
		{field: "interpreter", row: ui.NewRow("Interpreter", p.interpreter)},
		{field: "format", row: ui.NewRow("Format of letters", p.format)},
		{field: "call_at", row: hinted("When to call", "Days and hours", p.callAt)},
		{field: "safety", row: ui.NewRow("Safe to call and write?", p.safety)},
		{field: "safety_note", row: ui.NewRow("What to mind", p.safetyNote)},
		{field: "access", row: ui.NewRow("Other needs and wishes", p.need)},
	}
	p.access = ui.NewFold("Language, interpreter, when and how to reach them", container.NewVBox(
		side(share{1, 1}, rows[0].row, rows[1].row), side(share{1, 1}, rows[2].row, rows[3].row), side(share{1, 1}, rows[4].row, rows[5].row), rows[6].row))
	p.folded(p.access, rows)
}

func (p *person) folded(f *ui.Fold, rows []place) {
	for _, r := range rows {
		r.fold = f
		p.places = append(p.places, r)
	}
}

// names is the line with the name and the phone number.
func (p *person) names() fyne.CanvasObject {
	return side(share{1, 1, 1}, p.places[0].row, p.places[1].row, p.places[2].row)
}

// now is the person as the fields have them.
func (p *person) now() data.Person {
	to := p.base
	for _, f := range p.texts(&to) {
		*f.text = strings.TrimSpace(f.entry.Text)
	}
	to.Interpreter, _ = p.interpreter.Value()
	to.Format, _ = p.format.Value()
	to.Safety, _ = p.safety.Value()
	return to
}

func (p *person) show(from data.Person) {
	p.base = from
	for _, f := range p.texts(&from) {
		f.entry.SetText(*f.text)
	}
	p.interpreter.SetValue(from.Interpreter)
	p.format.SetValue(from.Format)
	p.safety.SetValue(from.Safety)
	p.more.Open(from.Title+from.Email+from.Street+from.City+from.State+from.Postal != "")
	p.access.Open(from.Language+from.CallAt+from.SafetyNote+from.Access+string(from.Interpreter)+string(from.Format)+string(from.Safety) != "")
}

type personText struct {
	entry *ui.Entry
	text  *string
}

func (p *person) texts(of *data.Person) []personText {
	return []personText{
		{p.title, &of.Title}, {p.given, &of.Given}, {p.family, &of.Family}, {p.phone, &of.Phone}, {p.email, &of.Email},
		{p.street, &of.Street}, {p.city, &of.City}, {p.state, &of.State}, {p.postal, &of.Postal},
		{p.language, &of.Language}, {p.callAt, &of.CallAt}, {p.safetyNote, &of.SafetyNote}, {p.need, &of.Access},
	}
}

// patient is whom the matter is about.
type patient struct {
	person *person
	birth  *ui.DateField
	mrn    *ui.Entry
	places []place
}

func newPatient(s *Screen, today func() data.Date) *patient {
	p := &patient{person: newPerson(s, "patient."), birth: ui.NewDateField(today), mrn: s.line()}
	p.birth.OnTyped = s.changed
	p.places = []place{
		{field: "patient.birth_date", row: ui.NewRow("Birth date", p.birth)},
		{field: "patient.mrn", row: ui.NewRow("Medical record number", p.mrn)},
	}
	p.person.offer.Ask(p.now)
	return p
}

func (p *patient) content(s *Screen) fyne.CanvasObject {
	fill := desk.Only(s.desk, data.RightWork, ui.NewQuiet("Fill in from a file …", nil, s.FromFile))
	return ui.NewPanel("The patient", container.NewVBox(p.person.names(), side(share{1, 1}, p.places[0].row, p.places[1].row),
		p.person.offer.Content(), p.person.more, p.person.access, s.brought.line), fill)
}

func (p *patient) now() data.Person {
	to := p.person.now()
	to.MRN, to.BirthDate = strings.TrimSpace(p.mrn.Text), 0
	if d, err := p.birth.Date(); err == nil {
		to.BirthDate = d
	}
	return to
}

func (p *patient) read(in *data.Intake) { in.Patient = p.now() }

func (p *patient) show(in data.Intake) {
	p.person.show(in.Patient)
	p.mrn.SetText(in.Patient.MRN)
	p.birth.SetDate(in.Patient.BirthDate)
}

// fillPerson puts somebody of the register into the fields of a person.
func (s *Screen) fillPerson(p *person, from data.Person) {
	s.filling = true
	if p == s.patient.person {
		s.patient.show(data.Intake{Patient: from})
	} else {
		p.show(from)
	}
	s.filling = false
	s.changed()
}
