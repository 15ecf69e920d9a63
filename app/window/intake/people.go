package intake

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"rapport/app/window/ui"
	"rapport/data"
)

// maxLine is the most characters that the form takes in a line.
const maxLine = 300

// person is the fields of somebody in the case.
type person struct {
	title, given, family, phone, email          *ui.Entry
	street, city, state, postal, language, need *ui.Entry
	more                                        *ui.Fold
	places                                      []place
}

// newPerson makes the fields of the person whose gaps begin with prefix.
// line makes an entry.
func newPerson(prefix string, line func() *ui.Entry, area func(rows int) *ui.Entry) person {
	p := person{
		title: line(), given: line(), family: line(), phone: line(), email: line(),
		street: area(1), city: line(), state: line(), postal: line(), language: line(), need: area(1),
	}
	p.title.PlaceHolder = "Ms., Mr., Dr."
	rows := []place{
		{field: "title", row: ui.NewRow("Title", p.title)}, {field: "email", row: ui.NewRow("E-mail", p.email)},
		{field: "street", row: ui.NewRow("Street", p.street)}, {field: "city", row: ui.NewRow("City", p.city)},
		{field: "state", row: ui.NewRow("State", p.state)}, {field: "postal", row: ui.NewRow("ZIP code", p.postal)},
		{field: "language", row: hinted("Language", "Empty for English", p.language)},
		{field: "access", row: hinted("When and how to reach them", "Interpreter, large print, safe to call", p.need)},
	}
	row := func(i int) fyne.CanvasObject { return rows[i].row }
	p.more = ui.NewFold("Title, address, e-mail, language", container.NewVBox(
		side(share{1, 3}, row(0), row(1)), row(2), side(share{3, 1, 1.4}, row(3), row(4), row(5)), side(share{1, 2}, row(6), row(7))))
	p.places = []place{
		{field: "given", row: ui.NewRow("Given name", p.given)}, {field: "family", row: ui.NewRow("Family name", p.family)},
		{field: "phone", row: ui.NewRow("Phone", p.phone)},
	}
	for _, r := range rows {
		r.fold = p.more
		p.places = append(p.places, r)
	}
	for i := range p.places {
		p.places[i].field = prefix + p.places[i].field
	}
	return p
}

// names is the line with the name and the phone number.
func (p *person) names() fyne.CanvasObject {
	return side(share{1, 1, 1}, p.places[0].row, p.places[1].row, p.places[2].row)
}

func (p *person) read(to *data.Person) {
	for _, f := range p.texts(to) {
		*f.text = strings.TrimSpace(f.entry.Text)
	}
}

func (p *person) show(from data.Person) {
	for _, f := range p.texts(&from) {
		f.entry.SetText(*f.text)
	}
	p.more.Open(from.Title+from.Email+from.Street+from.City+from.State+from.Postal+from.Language+from.Access != "")
}

type personText struct {
	entry *ui.Entry
	text  *string
}

func (p *person) texts(of *data.Person) []personText {
	return []personText{
		{p.title, &of.Title}, {p.given, &of.Given}, {p.family, &of.Family}, {p.phone, &of.Phone}, {p.email, &of.Email},
		{p.street, &of.Street}, {p.city, &of.City}, {p.state, &of.State}, {p.postal, &of.Postal},
		{p.language, &of.Language}, {p.need, &of.Access},
	}
}

// speaker is who speaks up: the patient, or somebody for the patient.
type speaker struct {
	relation  *ui.Choice[data.Relation]
	anonymous *ui.Check
	person    person
	authority *ui.Choice[data.Authority]
	evidence  *ui.Entry
	other     *fyne.Container // what is asked about somebody who is not the patient
	places    []place
}

func newSpeaker(line func() *ui.Entry, area func(rows int) *ui.Entry, changed func()) *speaker {
	s := &speaker{person: newPerson("complainant.", line, area), evidence: line()}
	s.relation = ui.NewChoice("", speakers(), func(data.Relation) { changed() })
	s.anonymous = ui.NewCheck("Does not give a name", func(bool) { changed() })
	s.authority = ui.NewChoice("Not asked yet", options(data.Authorities[1:]), func(data.Authority) { changed() })
	s.places = []place{
		{field: "relation", row: ui.NewRow("Who speaks? To the patient, this person is", s.relation)},
		{field: "complainant.authority", row: hinted("Authority", "May they be told about the patient?", s.authority)},
		{field: "complainant.evidence", row: hinted("What shows it", "Document and day, or who was there", s.evidence)},
	}
	s.other = container.NewVBox(s.person.names(), side(share{1, 1}, s.places[1].row, s.places[2].row), s.person.more)
	s.other.Hide()
	return s
}

// speakers are the relations; not to give a name has a tick of its own.
func speakers() []ui.Option[data.Relation] {
	var list []ui.Option[data.Relation]
	for _, o := range options(data.Relations) {
		if o.Value == data.Self {
			o.Label = "Self: the patient speaks"
		}
		if o.Value != "anonymous" {
			list = append(list, o)
		}
	}
	return list
}

func (s *speaker) content() fyne.CanvasObject {
	return ui.NewPanel("Who speaks", container.NewVBox(
		side(share{3, 2}, s.places[0].row, container.NewVBox(ui.NewText("", ui.Strong), s.anonymous)), s.other))
}

// named reports whether the form asks for a complainant beside the patient.
func named(in data.Intake) bool { return in.Relation != data.Self && !in.Anonymous }

func (s *speaker) read(in *data.Intake) {
	in.Relation, _ = s.relation.Value()
	in.Anonymous = s.anonymous.Checked
	s.person.read(&in.Complainant)
	in.Complainant.Authority, _ = s.authority.Value()
	in.Complainant.Evidence = strings.TrimSpace(s.evidence.Text)
}

func (s *speaker) show(in data.Intake) {
	if in.Relation == "" {
		in.Relation = data.Self
	}
	s.relation.SetValue(in.Relation)
	s.anonymous.SetChecked(in.Anonymous)
	s.person.show(in.Complainant)
	s.authority.SetValue(in.Complainant.Authority)
	s.evidence.SetText(in.Complainant.Evidence)
}

// refresh asks for the person's name only where there is one to ask for.
func (s *speaker) refresh(in data.Intake) {
	if show := named(in); show != s.other.Visible() {
		s.other.Hidden = !show
		s.other.Refresh()
	}
}

// patient is whom the matter is about.
type patient struct {
	person person
	birth  *ui.DateField
	mrn    *ui.Entry
	twins  *fyne.Container // open cases that may be about the same matter
	places []place
}

func newPatient(line func() *ui.Entry, area func(rows int) *ui.Entry, today func() data.Date, changed func()) *patient {
	p := &patient{person: newPerson("patient.", line, area), birth: ui.NewDateField(today), mrn: line(), twins: container.NewVBox()}
	p.birth.OnChanged = func(data.Date) { changed() }
	p.places = []place{
		{field: "patient.birth_date", row: ui.NewRow("Birth date", p.birth)},
		{field: "patient.mrn", row: ui.NewRow("Medical record number", p.mrn)},
	}
	return p
}

func (p *patient) content() fyne.CanvasObject {
	return ui.NewPanel("The patient", container.NewVBox(
		p.person.names(), side(share{1, 1}, p.places[0].row, p.places[1].row), p.twins, p.person.more))
}

func (p *patient) read(in *data.Intake) {
	p.person.read(&in.Patient)
	in.Patient.MRN = strings.TrimSpace(p.mrn.Text)
	if d, err := p.birth.Date(); err == nil {
		in.Patient.BirthDate = d
	}
}

func (p *patient) show(in data.Intake) {
	p.person.show(in.Patient)
	p.mrn.SetText(in.Patient.MRN)
	p.birth.SetDate(in.Patient.BirthDate)
}
