package exchange

import (
	"net/mail"
	"strings"

	"rapport/data"
)

// people reads who is in the case: the patient, who speaks up where it is somebody
// else, and the staff named. Phone, e-mail and address are those of who speaks up.
func (r rowReader) people(in *data.ImportedCase) error {
	patient := data.PersonNamed(r.c.term(r.row, fieldPatient))
	patient.Role, patient.MRN = data.RolePatient, r.c.term(r.row, fieldMRN)
	if cell := r.c.term(r.row, fieldBirthDate); cell != "" {
		day, err := r.sameOrder(fieldBirthDate, cell, 1890)
		if err != nil {
			return cellFault{r.m.Columns[fieldBirthDate], faultf("the birth date: %v", err)}
		}
		patient.BirthDate = day
	}
	complainant := data.PersonNamed(r.c.term(r.row, fieldComplainant))
	complainant.Role, complainant.Relation = data.RoleComplainant, in.Relation
	self := in.Relation == data.Self || complainant.Family == "" || complainant.ListName() == patient.ListName()
	if patient.Family == "" && self {
		patient.Given, patient.Family = complainant.Given, complainant.Family
	}
	speaker := &complainant
	if self {
		speaker = &patient
	}
	r.reach(speaker, in)
	if known := patient.Family != "" || patient.MRN != ""; known || self && reachable(patient) {
		if self {
			patient.Relation, patient.Authority = data.Self, data.AuthoritySelf
		}
		patient.ID = data.NewID()
		in.People = append(in.People, patient)
	}
	if !self {
		complainant.ID, complainant.Authority = data.NewID(), data.AuthorityNone
		in.People = append(in.People, complainant)
	}
	if in.Relation == "" && self {
		in.Relation = data.Self
	}
	for _, name := range list(r.c.term(r.row, fieldStaff)) {
		p := data.PersonNamed(name)
		p.ID, p.Role, p.Unit = data.NewID(), data.RoleStaff, in.Unit
		in.People = append(in.People, p)
	}
	return nil
}

func reachable(p data.Person) bool { return p.Phone != "" || p.Email != "" || p.Street != "" }

// reach fills in how a person is reached. What a field of a person would not take
// stays in the case as a text, because it is no reason to leave a case out.
func (r rowReader) reach(p *data.Person, in *data.ImportedCase) {
	p.Phone = r.c.term(r.row, fieldPhone)
	if cell := r.c.term(r.row, fieldEmail); cell != "" {
		if a, err := mail.ParseAddress(cell); err == nil && a.Address == cell {
			p.Email = cell
		} else {
			in.Texts = append(in.Texts, data.ImportedText{Heading: r.m.Columns[fieldEmail], Text: cell})
		}
	}
	p.City, p.State, p.Postal = r.c.term(r.row, fieldCity), r.c.term(r.row, fieldState), r.c.term(r.row, fieldPostal)
	street := r.c.text(r.row, fieldAddress)
	if strings.Count(street, "\n") > 1 {
		street = strings.Join(strings.Fields(strings.ReplaceAll(street, "\n", ", ")), " ")
	}
	p.Street = street
}
