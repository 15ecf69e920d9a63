package ehr

import (
	"context"
	"slices"
	"strings"

	"rapport/data"
)

// readCCDA reads a clinical document of HL7 (CDA R2): a continuity of care document
// by C-CDA or by its forerunner C32, or a part of one. It reads the header and the
// section of encounters (LOINC 46240-8). Every other section, and all narrative, is
// passed over.
func readCCDA(ctx context.Context, raw []byte, l *limits) (Reading, error) {
	text, err := xmlText(raw, l)
	if err != nil {
		return Reading{}, err
	}
	root, broken, err := readXML(ctx, text)
	if err != nil {
		return Reading{}, err
	}
	r := ccdaReader{Reading: Reading{Format: FormatCCDA, Outcome: OutcomeImport}, l: l}
	document := root.find("ClinicalDocument")
	whole := document != nil
	if !whole {
		document = root
	}
	if err := notCDA(document, whole, broken); err != nil {
		return Reading{}, err
	}
	r.document(document)
	r.conclude(whole, broken)
	return r.Reading, nil
}

// notCDA refuses XML that is something else.
func notCDA(root *xmlNode, whole, broken bool) error {
	switch {
	case whole:
		return nil
	case strings.EqualFold(root.child(0).name, "ContinuityOfCareRecord"):
		return refusef("This file is a continuity of care record (CCR), an older kind that Rapport does not read. Ask for a continuity of care document (CCD, C-CDA) or for FHIR JSON.")
	case slices.ContainsFunc(cdaParts, func(name string) bool { return root.find(name) != nil }):
		return nil
	case broken:
		return refusef("This XML file is damaged or not complete, and nothing in it can be read. Ask for it once more.")
	}
	return refusef("This XML file is not a continuity of care document (CCD, C-CDA). Ask for one, or for FHIR JSON.")
}

// cdaParts are the parts of a document that are of use alone.
var cdaParts = []string{"recordTarget", "patientRole", "encompassingEncounter", "encounter", "associatedEntity", "guardian", "serviceEvent"}

// ccdaReader gathers what a document says.
type ccdaReader struct {
	Reading
	l      *limits
	halved bool // the file ends inside the patient's part
}

func (r *ccdaReader) document(d *xmlNode) {
	r.Maker = makerOf(r.l, d)
	r.Version = versionOf(d)
	targets := d.all("patientRole")
	for _, role := range targets {
		switch {
		case !role.whole:
			r.halved = true
		case role.null():
		case r.l.resource():
			r.Patients = append(r.Patients, r.patient(role))
		}
	}
	for _, p := range d.all("participant") {
		// Of the participants of a document only those who stand beside the patient: a
		// payer or the holder of a policy is none.
		if p.attr("typeCode") == "IND" || p == d.child(0) {
			r.relative(p.find("associatedEntity"))
		}
	}
	for _, event := range d.all("serviceEvent") {
		for _, performer := range event.kidsNamed("performer") {
			r.staff(performer)
		}
	}
	for _, e := range d.all("encounter") {
		if !e.null() && r.l.resource() {
			r.Visits = append(r.Visits, r.encounter(e))
		}
	}
	for _, e := range d.all("encompassingEncounter") {
		if !e.null() && e.whole && r.l.resource() {
			r.encompassing(r.encounter(e))
		}
	}
	if len(r.Patients) != 1 {
		for i := range r.Visits {
			r.Visits[i].Patient = -1
		}
	}
}

// patient reads a patientRole.
func (r *ccdaReader) patient(role *xmlNode) data.Registration {
	l := r.l
	var p data.Registration
	ssns := ssnSet{}
	for _, id := range role.kidsNamed("id") {
		one := data.Identifier{Value: l.text(id.attr("extension")), System: l.text(id.attr("root")), Type: l.text(id.attr("assigningAuthorityName"))}
		switch {
		case one.Value == "" || strings.EqualFold(one.Value, "null") || id.null():
		case isSSN(one):
			ssns.add(one.Value)
		case !slices.Contains(p.Identifiers, one):
			p.Identifiers = append(p.Identifiers, one)
		}
	}
	p.Identifiers = slices.DeleteFunc(p.Identifiers, func(id data.Identifier) bool { return ssns.has(id.Value) && len(digitsOf(id.Value)) == 9 })
	p.SSNDropped = len(ssns)
	if one, same := oneValue(p.Identifiers); same {
		p.MRN, p.MRNSure = one.Value, one.System != npiOID
	} else if len(p.Identifiers) > 1 {
		l.remark("mrn", "The file has several numbers of the patient and does not say which one is the medical record number. Choose it.")
	}
	p.Address = ccdaAddress(l, role.kidsNamed("addr"))
	p.Phones, p.Emails = telecoms(l, role.kidsNamed("telecom"))
	for _, person := range role.kidsNamed("patient") {
		r.person(&p, person)
	}
	return p
}

// oneValue tells whether there is one number, under whatever roots.
func oneValue(ids []data.Identifier) (one data.Identifier, same bool) {
	for _, id := range ids {
		if one.Value != "" && id.Value != one.Value {
			return one, false
		}
		one = id
	}
	return one, one.Value != ""
}

// npiOID is the root of the numbers of health care providers, which some programs set
// before the numbers of patients.
const npiOID = "2.16.840.1.113883.4.6"

// person reads the patient of a patientRole.
func (r *ccdaReader) person(p *data.Registration, n *xmlNode) {
	l := r.l
	ccdaNames(l, p, n.kidsNamed("name"))
	if code := n.first("administrativeGenderCode"); code != nil {
		p.Sex = sexOf(orElse(code.attr("code"), code.attr("displayName")))
	}
	if birth := n.first("birthTime"); birth != nil {
		p.BirthDate = l.date("birth_date", birth.attr("value"))
	}
	for _, c := range n.kidsNamed("languageCommunication") {
		code := c.first("languageCode")
		if code == nil {
			continue
		}
		one := data.FileLanguage{Code: l.text(code.attr("code")), Text: l.text(code.attr("displayName"))}
		if pref := c.first("preferenceInd"); pref != nil {
			one.Preferred = isYes(pref.attr("value"))
		}
		known := slices.IndexFunc(p.Languages, func(o data.FileLanguage) bool { return o.Code == one.Code && o.Text == one.Text })
		switch {
		case one.Code == "" && one.Text == "":
		case known >= 0:
			p.Languages[known].Preferred = p.Languages[known].Preferred || one.Preferred
		default:
			p.Languages = append(p.Languages, one)
		}
	}
	if died := n.first("deceasedTime"); died != nil {
		p.DiedOn = l.date("deceased", died.attr("value"))
	}
	if died := n.first("deceasedInd"); died != nil {
		p.Deceased = isYes(died.attr("value"))
	}
	p.Deceased = p.Deceased || p.DiedOn != ""
	for _, g := range n.kidsNamed("guardian") {
		if one, ok := ccdaRelative(l, g, "guardian"); ok && l.resource() {
			p.Relatives = append(p.Relatives, one)
		}
	}
}

// relative takes a participant for the patient's people, or, where the file has no
// patient, for the reading's.
func (r *ccdaReader) relative(n *xmlNode) {
	if n == nil || !slices.Contains([]string{"", "NOK", "ECON", "GUARD", "PRS", "CAREGIVER", "AGNT", "CON"}, n.attr("classCode")) {
		return
	}
	one, ok := ccdaRelative(r.l, n, relationWords(n.attr("classCode"), ""))
	if !ok || !r.l.resource() {
		return
	}
	list := &r.Relatives
	if len(r.Patients) == 1 {
		list = &r.Patients[0].Relatives
	}
	*list = append(*list, one)
}

// ccdaRelative reads a guardian or an associated entity; an organization is none.
func ccdaRelative(l *limits, n *xmlNode, otherwise string) (data.Relative, bool) {
	var one data.Relative
	for _, kid := range n.kids {
		if kid.name == "guardianPerson" || kid.name == "associatedPerson" {
			if names := kid.kidsNamed("name"); len(names) > 0 {
				one.Name = ccdaName(l, names[0])
			}
		}
	}
	one.Relation = otherwise
	if code := n.first("code"); code != nil {
		words := orElse(code.attr("displayName"), code.textOf("originalText"))
		one.Relation = l.text(orElse(strings.ToLower(words), relationWords(code.attr("code"), ""), otherwise))
	}
	if strings.EqualFold(one.Relation, "PRS") || one.Relation == "AGNT" {
		one.Relation = ""
	}
	one.Address = ccdaAddress(l, n.kidsNamed("addr"))
	one.Phones, one.Emails = telecoms(l, n.kidsNamed("telecom"))
	return one, hasName(one.Name)
}

func (r *ccdaReader) staff(n *xmlNode) {
	for _, name := range peopleIn(r.l, n) {
		if !slices.Contains(r.Staff, name) {
			r.Staff = append(r.Staff, name)
		}
	}
}

// peopleIn returns the names of the staff that a part of the document names.
func peopleIn(l *limits, n *xmlNode) []string {
	var all []string
	for _, person := range n.all("assignedPerson") {
		for _, name := range person.kidsNamed("name") {
			if words := nameWords(ccdaName(l, name)); words != "" && !slices.Contains(all, words) {
				all = append(all, words)
			}
		}
	}
	return all
}

// nameWords writes a name as one reads it.
func nameWords(n data.PatientName) string {
	if n.Family == "" && len(n.Given) == 0 {
		return n.Text
	}
	words := slices.Concat(n.Prefix, n.Given, []string{n.Family})
	name := strings.Join(slices.DeleteFunc(words, func(w string) bool { return w == "" }), " ")
	if len(n.Suffix) > 0 {
		name += ", " + strings.Join(n.Suffix, ", ")
	}
	return name
}

// conclude sets the outcome.
func (r *ccdaReader) conclude(whole, broken bool) {
	explain := func(o Outcome, sentence string) {
		r.Outcome = o
		r.Remarks = append(r.Remarks, Remark{Sentence: sentence})
	}
	named := slices.ContainsFunc(r.Patients, func(p data.Registration) bool { return hasName(p.Name) })
	switch {
	case r.halved && !named:
		explain(OutcomeRefuse, "This document is damaged or not complete: it breaks off within the patient's data. Nothing was taken. Ask for it once more.")
		r.Patients, r.Visits, r.Relatives, r.Staff = nil, nil, nil, nil
	case named && broken:
		explain(OutcomeEither, "This document is damaged or not complete. The patient's data at its beginning are whole and are offered; what stands behind them may be missing. Ask for the document once more if you need the visits.")
	case named && !whole:
		explain(OutcomeEither, "This is a part of a document, not the whole. What it says about the patient is offered.")
	case named:
	case len(r.Patients) > 0:
		explain(OutcomeIncomplete, "This document has a patient but no name. Ask for the patient's whole document.")
	case len(r.Visits)+len(r.Relatives)+len(r.Staff) > 0:
		explain(OutcomeNoPatient, "This document names no patient. What it says can be added to a case that is open.")
	case broken:
		explain(OutcomeRefuse, "This document is damaged or not complete, and nothing in it can be read. Ask for it once more.")
	default:
		explain(OutcomeNoPatient, "This document names no patient and no visit.")
	}
}
