package ehr

import (
	"cmp"
	"slices"
	"strings"

	"rapport/data"
)

// classes are the codes of HL7 for kinds of visits, in words.
var classes = map[string]string{
	"AMB": "ambulatory", "EMER": "emergency", "FLD": "field", "HH": "home health", "IMP": "inpatient", "ACUTE": "inpatient acute",
	"NONAC": "inpatient non-acute", "OBSENC": "observation", "PRENC": "pre-admission", "SS": "short stay", "VR": "virtual",
}

// visit takes an Encounter: when, where and with whom, never why.
func (f *fhirFile) visit(r *record) {
	l, o := f.l, r.obj
	at := f.patientOf(r, firstOf(o["subject"], o["patient"]))
	v := data.FileVisit{Patient: at, Status: l.text(o["status"].str()), Type: l.concept(o["type"]).text}
	ssns := ssnSet{}
	v.Identifiers = valuesOfIDs(l.identifiers(o["identifier"], ssns))
	for _, item := range f.l.items(o["account"]) {
		if account := f.resolve(r, l.object(item)); account != nil {
			v.Identifiers = append(v.Identifiers, valuesOfIDs(l.identifiers(account.obj["identifier"], ssns))...)
		}
	}
	if len(ssns) > 0 {
		l.remark("encounters", "A visit has a Social Security number among its numbers. Rapport dropped it and does not keep it.")
	}
	class := l.concept(o["class"])
	v.Class = class.text
	for _, code := range class.codes {
		if words := classes[strings.ToUpper(code)]; words != "" {
			v.Class = words
		}
	}
	v.Class = cmp.Or(v.Class, class.words())
	period := l.object(firstOf(o["actualPeriod"], o["period"]))
	v.From = l.clock("encounters", cmp.Or(period["start"].str(), o["plannedStartDate"].str()))
	v.To = l.clock("encounters", cmp.Or(period["end"].str(), o["plannedEndDate"].str()))
	v.Unit = f.unit(r)
	v.Facility = f.place(r, l.object(o["serviceProvider"]))
	v.Attending = f.attending(r)
	if at >= 0 && l.needsInterpreter(o) {
		f.out.Patients[at].Interpreter = true
	}
	f.out.Visits = append(f.out.Visits, v)
}

// firstOf is the first of two values that is there.
func firstOf(a, b value) value {
	if a.none() {
		return b
	}
	return a
}

func (f *fhirFile) start(r *record) string {
	return f.l.object(firstOf(r.obj["actualPeriod"], r.obj["period"]))["start"].str()
}

// unit is where the patient is or was last: the location in use, else the one that
// was entered last, else the last of the list.
func (f *fhirFile) unit(r *record) string {
	best, bestAt := "", ""
	for _, item := range f.l.items(r.obj["location"]) {
		o := f.l.object(item)
		name := f.place(r, f.l.object(o["location"]))
		if name == "" || o["status"].str() == "planned" || o["status"].str() == "reserved" {
			continue
		}
		if o["status"].str() == "active" {
			return name
		}
		if entered := f.l.object(o["period"])["start"].str(); entered >= bestAt {
			best, bestAt = name, entered
		}
	}
	return best
}

// place returns the name of a location or an organization.
func (f *fhirFile) place(r *record, ref object) string {
	if shown := f.l.text(ref["display"].str()); shown != "" {
		return shown
	}
	if to := f.resolve(r, ref); to != nil && (to.kind == "Location" || to.kind == "Organization") {
		return f.l.text(to.obj["name"].str())
	}
	return ""
}

// attending returns those who are answerable for a visit: the attending, else who did
// the work, else those of whom the file does not say what they did.
func (f *fhirFile) attending(r *record) []string {
	var byRole [3][]string
	for _, item := range f.l.items(r.obj["participant"]) {
		o := f.l.object(item)
		name := f.person(r, f.l.object(firstOf(o["individual"], o["actor"])))
		role := f.l.concept(o["type"])
		words := strings.ToLower(role.text)
		at := 2
		switch {
		case role.has("ATND") || strings.Contains(words, "attending"):
			at = 0
		case role.has("PPRF", "SPRF") || strings.Contains(words, "performer"):
			at = 1
		case len(role.codes) > 0 && !role.has("PART"):
			continue // who referred, consulted or came along
		}
		if name != "" && !slices.Contains(byRole[at], name) {
			byRole[at] = append(byRole[at], name)
		}
	}
	for _, names := range byRole {
		if len(names) > 0 {
			return names
		}
	}
	return nil
}
