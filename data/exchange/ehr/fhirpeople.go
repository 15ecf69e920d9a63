package ehr

import (
	"cmp"
	"slices"
	"strings"

	"rapport/data"
)

// relationOf is what a relative is, in the words of the file: makers write a guarantor
// who is a child as both.
func (l *limits) relationOf(v value) string {
	var all []string
	for _, item := range l.items(v) {
		c := l.concept(item)
		words := c.text
		for _, code := range c.codes {
			words = cmp.Or(words, relations[strings.ToUpper(code)])
		}
		all = union(all, []string{cmp.Or(words, c.words())})
	}
	return strings.Join(slices.DeleteFunc(all, func(s string) bool { return s == "" }), ", ")
}

// contacts reads the people whom a registration names. Employers and agencies are no
// relatives.
func (l *limits) contacts(v value) []data.Relative {
	var out []data.Relative
	for _, item := range l.items(v) {
		o := l.object(item)
		kind := l.concept(o["relationship"])
		if l.ended(o) || len(kind.codes) > 0 && !slices.ContainsFunc(kind.codes, personal) {
			continue
		}
		if r, ok := l.relative(o); ok {
			out = append(out, r)
		}
	}
	return out
}

// personal tells that a code of HL7 table 0131 is not that of an organization.
func personal(code string) bool {
	return !slices.Contains([]string{"E", "F", "I", "S"}, strings.ToUpper(code))
}

func (l *limits) relative(o object) (data.Relative, bool) {
	r := data.Relative{Relation: l.relationOf(o["relationship"]), Address: l.address(o["address"])}
	names := l.names(o["name"])
	if i := max(0, chooseName(names)); len(names) > 0 {
		r.Name = names[i].PatientName
	}
	r.Phones, r.Emails = l.telecom(o["telecom"])
	return r, hasName(r.Name)
}

// relatedPerson takes a RelatedPerson to their patient, or by themselves.
func (f *fhirFile) relatedPerson(r *record) {
	o := r.obj
	if f.l.ended(o) || strings.EqualFold(o["active"].str(), "false") {
		f.l.remark("relatives", "Relatives whom the record system no longer lists were left out.")
		return
	}
	rel, ok := f.l.relative(o)
	if !ok {
		f.l.remark("relatives", "A relative without a name was left out.")
		return
	}
	at := f.patientOf(r, o["patient"])
	if at < 0 {
		f.out.Relatives = append(f.out.Relatives, rel)
		return
	}
	of := &f.out.Patients[at].Relatives
	if !slices.ContainsFunc(*of, func(have data.Relative) bool {
		return sameName(have.Name, rel.Name) && len(have.Phones) == len(rel.Phones)
	}) {
		*of = append(*of, rel)
	}
}

// practitioner takes those whom no visit names.
func (f *fhirFile) practitioner(r *record) { f.staff(f.practitionerName(r)) }

func (f *fhirFile) staff(name string) {
	if name != "" && !slices.Contains(f.out.Staff, name) {
		f.out.Staff = append(f.out.Staff, name)
	}
}

// patientOf returns the place of the patient whom a reference means. -1: the file does
// not have them, or does not say.
func (f *fhirFile) patientOf(r *record, v value) int {
	ref := f.l.object(v)
	found := f.resolve(r, ref)
	if found == nil {
		if id := f.l.object(ref["identifier"])["value"].str(); id != "" {
			return f.byIdentifier(id)
		}
		if !ref["reference"].none() || !ref["display"].none() {
			f.strangers++
		}
		if name := f.l.text(ref["display"].str()); name != "" && !slices.Contains(f.out.Others, name) {
			f.out.Others = append(f.out.Others, name)
		}
		return -1
	}
	if at := slices.Index(f.patients, found); at >= 0 {
		return at
	}
	if found.kind != "Patient" || !strings.HasPrefix(ref["reference"].str(), "#") || !f.l.resource() {
		f.strangers++
		return -1
	}
	// A patient who lives within the visit alone.
	f.patient(found)
	return len(f.patients) - 1
}

func (f *fhirFile) byIdentifier(id string) int {
	return slices.IndexFunc(f.out.Patients, func(p data.Registration) bool {
		return slices.ContainsFunc(p.Identifiers, func(have data.Identifier) bool { return have.Value == id })
	})
}

// person returns the name of whom a reference means: a practitioner, or the one of a
// practitioner's role.
func (f *fhirFile) person(r *record, ref object) string {
	shown := f.l.text(ref["display"].str())
	to := f.resolve(r, ref)
	if to == nil {
		return shown
	}
	to.used = true
	switch to.kind {
	case "PractitionerRole":
		who := f.l.object(to.obj["practitioner"])
		doc := f.resolve(to, who)
		if doc != nil && doc.kind == "Practitioner" { // a role of a role would go round in circles
			return cmp.Or(f.practitionerName(doc), shown)
		}
		return cmp.Or(f.l.text(who["display"].str()), shown)
	case "Practitioner":
		return cmp.Or(shown, f.practitionerName(to))
	case "Patient", "RelatedPerson":
		return ""
	}
	return shown
}

func (f *fhirFile) practitionerName(r *record) string {
	r.used = true
	n, _ := f.l.name(r.obj["name"])
	return inOne(n)
}
