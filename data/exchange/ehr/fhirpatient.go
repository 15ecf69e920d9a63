package ehr

import (
	"slices"
	"strings"

	"rapport/data"
)

// patient takes a Patient.
func (f *fhirFile) patient(r *record) {
	l, o := f.l, r.obj
	p := data.Registration{
		BirthDate: l.date("birth_date", o["birthDate"].str()),
		Sex:       l.sex(o["gender"]),
		Address:   l.address(o["address"]),
	}
	p.Name, p.Also = l.name(o["name"])
	p.Phones, p.Emails = l.telecom(o["telecom"])
	ssns := ssnSet{}
	ids := l.identifiers(o["identifier"], ssns)
	p.SSNDropped = len(ssns)
	p.Identifiers = valuesOfIDs(ids)
	p.MRN, p.MRNSure = chooseMRN(ids)
	p.Languages = l.languages(o["communication"])
	p.Interpreter = l.needsInterpreter(o)
	if o["deceasedBoolean"].yes() {
		p.Deceased = true
	}
	if died := o["deceasedDateTime"]; !died.none() {
		p.Deceased = true
		p.DiedOn = l.date("died_on", died.str())
	}
	p.Relatives = l.contacts(o["contact"])
	f.links(r, &p)
	for _, key := range []string{"generalPractitioner", "careProvider"} {
		for _, item := range f.l.items(o[key]) {
			f.staff(f.person(r, l.object(item)))
		}
	}
	f.patients = append(f.patients, r)
	f.out.Patients = append(f.out.Patients, p)
}

// links looks whether the record goes on in another one.
func (f *fhirFile) links(r *record, p *data.Registration) {
	if active := r.obj["active"]; !active.none() && strings.EqualFold(active.str(), "false") {
		p.Merged = true
	}
	for _, item := range f.l.items(r.obj["link"]) {
		link := f.l.object(item)
		other := f.l.object(link["other"])
		switch link["type"].str() {
		case "replaced-by", "replace":
			p.Merged = true
			p.MergedInto = f.l.text(other["reference"].str())
			if p.MergedInto == "" {
				p.MergedInto = f.l.text(f.l.object(other["identifier"])["value"].str())
			}
			if to := f.resolve(r, other); to != nil {
				if mrn, _ := chooseMRN(f.l.identifiers(to.obj["identifier"], ssnSet{})); mrn != "" {
					p.MergedInto = mrn
				}
			}
		case "replaces":
			f.l.remark("identifiers", "This record replaces an earlier one of the same patient. A case may still have the earlier MRN.")
		case "refer", "seealso":
			f.l.remark("", "The record system has a further record of the same patient.")
		}
	}
}

// sex reads a gender, also by the letters of older systems.
func (l *limits) sex(v value) string {
	said := l.text(v.str())
	if sex := sexOf(said); sex != "" || said == "" {
		return sex
	}
	l.remark("sex", "The file has a word for the sex that Rapport does not know. It was read as other.")
	return "other"
}

// fileID is an identifier with what decides whether it is the MRN.
type fileID struct {
	data.Identifier
	kind concept
	gone bool // of an earlier time
}

// identifiers reads all identifiers but Social Security numbers, which go into the set,
// and those that are the same number under another name.
func (l *limits) identifiers(v value, ssns ssnSet) []fileID {
	var out []fileID
	for _, item := range l.items(v) {
		o := l.object(item)
		if item.kind() != '{' {
			o = object{"value": item}
		}
		id := fileID{kind: l.concept(o["type"]), gone: o["use"].str() == "old" || l.ended(o)}
		id.Value, id.System = l.text(o["value"].str()), l.text(o["system"].str())
		assigner := l.text(l.object(o["assigner"])["display"].str())
		hidden := id.Value == "" && !o["_value"].none()
		if l.socialSecurity(id, assigner) {
			switch digits := digitsOf(id.Value); {
			case len(digits) == 9:
				ssns.add(digits)
			case id.Value != "" || hidden:
				ssns["in part"] = true
			}
			continue
		}
		if id.Value == "" {
			continue
		}
		if id.System == "" {
			id.System = assigner
		}
		id.Type = id.kind.words()
		if id.kind.has("MR") {
			id.Type = "MR"
		}
		if !slices.ContainsFunc(out, func(have fileID) bool { return have.Identifier == id.Identifier }) {
			out = append(out, id)
		}
	}
	return slices.DeleteFunc(out, func(id fileID) bool { return len(digitsOf(id.Value)) == 9 && ssns.has(id.Value) })
}

// socialSecurity asks by each word that the file has for an identifier.
func (l *limits) socialSecurity(id fileID, assigner string) bool {
	kinds := append(slices.Clone(id.kind.codes), id.kind.text)
	mrn := slices.ContainsFunc(kinds, isMRN)
	for _, kind := range kinds {
		if mrn && !isMRN(kind) && !ssnWords.MatchString(kind) {
			continue // a code beside MR says nothing against it
		}
		if isSSN(data.Identifier{Value: id.Value, System: id.System, Type: kind}) {
			return true
		}
	}
	return isSSN(data.Identifier{System: assigner})
}

func valuesOfIDs(ids []fileID) []data.Identifier {
	var out []data.Identifier
	for _, id := range ids {
		out = append(out, id.Identifier)
	}
	return out
}

// chooseMRN returns the medical record number and whether it is known for sure: by
// the code MR, else by words that mean the same, else by EPI, which is what Epic
// calls the number of a patient across a health system. What the file types as
// nothing of these is never taken for one: payers and logins are among them.
func chooseMRN(ids []fileID) (string, bool) {
	for _, tier := range []struct {
		fits func(fileID) bool
		sure bool
	}{
		{func(id fileID) bool { return id.kind.has("MR") }, true},
		{func(id fileID) bool {
			return isMRN(id.kind.text) || slices.ContainsFunc(id.kind.codes, isMRN)
		}, true},
		{func(id fileID) bool { return strings.EqualFold(id.kind.text, "EPI") || id.kind.has("EPI") }, false},
		{func(id fileID) bool { return id.kind.words() == "" && mrnSystem(id.System) }, false},
	} {
		var now, past []string
		for _, id := range ids {
			switch {
			case !tier.fits(id):
			case id.gone:
				past = append(past, id.Value)
			case !slices.Contains(now, id.Value):
				now = append(now, id.Value)
			}
		}
		if len(now) > 0 {
			return now[0], tier.sure && len(now) == 1
		}
		if len(past) > 0 {
			return past[0], false
		}
	}
	return "", false
}

// mrnSystem tells that an address of a numbering system is that of MRNs.
func mrnSystem(system string) bool {
	system = strings.ToLower(system)
	return strings.HasSuffix(system, "/mrn") || strings.HasSuffix(system, ":mrn") || strings.HasSuffix(system, "/medical-record-number")
}

// languages reads what a patient speaks. Makers put a code of their own before that
// of the standard.
func (l *limits) languages(v value) []data.FileLanguage {
	var out []data.FileLanguage
	for _, item := range l.items(v) {
		o := l.object(item)
		spoken := o["language"]
		c := l.concept(spoken)
		lang := data.FileLanguage{Text: c.text, Preferred: o["preferred"].yes()}
		if len(c.codes) > 0 {
			lang.Code = c.codes[0]
		}
		for _, coding := range l.items(l.object(spoken)["coding"]) {
			p := l.object(coding)
			switch strings.TrimPrefix(p["system"].str(), "urn:oid:") {
			case "urn:ietf:bcp:47", "http://hl7.org/fhir/languages", "urn:iso:std:iso:639", "2.16.840.1.113883.6.121", "2.16.840.1.113883.6.99":
				if code := l.text(p["code"].str()); code != "" {
					lang.Code = code
				}
			}
		}
		if lang.Code != "" || lang.Text != "" {
			out = append(out, lang)
		}
	}
	return out
}

// needsInterpreter looks for the extensions of FHIR and US Core, on patients and visits.
func (l *limits) needsInterpreter(o object) bool {
	for _, item := range l.items(o["extension"]) {
		e := l.object(item)
		url := strings.ToLower(e["url"].str())
		if !strings.HasSuffix(url, "interpreterrequired") && !strings.HasSuffix(url, "interpreter-needed") && !strings.HasSuffix(url, "interpreter-required") {
			continue
		}
		if e["valueBoolean"].yes() {
			return true
		}
		for _, key := range []string{"valueCoding", "valueCodeableConcept", "valueCode"} {
			c := l.concept(e[key])
			// 373066001 is Yes in SNOMED CT.
			if c.has("373066001", "Y", "yes", "true") || strings.EqualFold(c.text, "yes") || strings.HasPrefix(strings.ToLower(c.text), "yes ") {
				return true
			}
		}
	}
	return false
}
