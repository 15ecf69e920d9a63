package ehr

import (
	"slices"

	"rapport/data"
)

// encounter reads an encounter of the section of encounters, or the encompassing
// encounter of the header. Its code is taken where it tells the kind of the visit; many
// programs write there what ails the patient, which is left out.
func (r *ccdaReader) encounter(e *xmlNode) data.FileVisit {
	l := r.l
	var v data.FileVisit
	for _, id := range e.kidsNamed("id") {
		one := data.Identifier{Value: l.text(id.attr("extension")), System: l.text(id.attr("root"))}
		if one.Value != "" && one.System != npiOID && !isSSN(one) && !slices.Contains(v.Identifiers, one) {
			v.Identifiers = append(v.Identifiers, one)
		}
	}
	if status := e.first("statusCode"); status != nil {
		v.Status = l.text(status.attr("code"))
	}
	for _, code := range e.kidsNamed("code") {
		kindOf(l, &v, code)
		for _, other := range code.kidsNamed("translation") {
			kindOf(l, &v, other)
		}
	}
	for _, t := range e.kidsNamed("effectiveTime") {
		v.From = orElse(v.From, moment(l, orElse(t.attr("value"), t.valueOf("low"))))
		v.To = orElse(v.To, moment(l, t.valueOf("high")))
	}
	for _, kid := range e.kids {
		switch kid.name {
		case "performer", "responsibleParty", "encounterParticipant":
			for _, name := range peopleIn(l, kid) {
				if !slices.Contains(v.Attending, name) {
					v.Attending = append(v.Attending, name)
				}
			}
		case "participant":
			if kid.attr("typeCode") == "LOC" {
				place(l, &v, kid)
			}
		case "location":
			place(l, &v, kid)
		}
	}
	return v
}

// moment reads a time of a visit. Programs write the year 1 for a time that they do
// not have.
func moment(l *limits, s string) string {
	if s < "1850" {
		return ""
	}
	return l.clock("visits", s)
}

func (n *xmlNode) valueOf(name string) string {
	if k := n.first(name); k != nil {
		return k.attr("value")
	}
	return ""
}

// Code systems that tell the kind of a visit: ActCode of HL7 v3, and CPT, of which the
// codes from 99202 to 99499 are of visits and the rest of what was done.
const (
	actCodeOID = "2.16.840.1.113883.5.4"
	cptOID     = "2.16.840.1.113883.6.12"
)

// encounterClass is ActEncounterCode of HL7 v3.
var encounterClass = map[string]string{
	"AMB": "outpatient", "IMP": "inpatient", "ACUTE": "inpatient", "NONAC": "inpatient", "EMER": "emergency", "HH": "home health",
	"FLD": "field", "OBSENC": "observation", "PRENC": "preadmit", "SS": "short stay", "VR": "virtual",
}

// kindOf takes the class and the type of a visit from a code.
func kindOf(l *limits, v *data.FileVisit, code *xmlNode) {
	word := code.attr("code")
	switch code.attr("codeSystem") {
	case actCodeOID:
		v.Class = orElse(v.Class, encounterClass[word], l.text(orElse(code.attr("displayName"), word)))
	case cptOID:
		if len(word) == 5 && word >= "99202" && word <= "99499" {
			v.Type = orElse(v.Type, l.text(code.attr("displayName")))
		}
	}
}

// place takes where a visit was.
func place(l *limits, v *data.FileVisit, n *xmlNode) {
	for _, name := range []string{"playingEntity", "location"} {
		for _, p := range n.all(name) {
			v.Unit = orElse(v.Unit, l.text(p.textOf("name")))
		}
	}
	for _, o := range n.all("serviceProviderOrganization") {
		v.Facility = orElse(v.Facility, l.text(o.textOf("name")))
	}
	for _, o := range n.all("scopingEntity") {
		v.Facility = orElse(v.Facility, l.text(o.textOf("desc")))
	}
	if role := n.first("participantRole"); role != nil && v.Unit == "" {
		if code := role.first("code"); code != nil {
			v.Unit = l.text(code.attr("displayName"))
		}
	}
}

// encompassing takes the visit during which the document was written, which many
// documents list once more in their section of encounters: by the same number, or of
// the same day.
func (r *ccdaReader) encompassing(v data.FileVisit) {
	for i := range r.Visits {
		if known := &r.Visits[i]; sameEncounter(*known, v) {
			known.To = orElse(known.To, v.To)
			known.From = longer(known.From, v.From)
			known.Unit, known.Facility = orElse(known.Unit, v.Unit), orElse(known.Facility, v.Facility)
			known.Class, known.Type = orElse(known.Class, v.Class), orElse(known.Type, v.Type)
			if len(known.Attending) == 0 {
				known.Attending = v.Attending
			}
			for _, id := range v.Identifiers {
				if !slices.Contains(known.Identifiers, id) {
					known.Identifiers = append(known.Identifiers, id)
				}
			}
			return
		}
	}
	if len(v.Identifiers) == 0 && v.From == "" && v.To == "" && v.Unit == "" && len(v.Attending) == 0 {
		return // an empty line of the header
	}
	v.Encompassing = true
	r.Visits = append(r.Visits, v)
}

func sameEncounter(a, b data.FileVisit) bool {
	if slices.ContainsFunc(a.Identifiers, func(id data.Identifier) bool { return slices.Contains(b.Identifiers, id) }) {
		return true
	}
	day := func(s string) string { return s[:min(len(s), len("2006-01-02"))] }
	return a.From != "" && day(a.From) == day(b.From) && (a.To == "" || b.To == "" || day(a.To) == day(b.To))
}

func longer(a, b string) string {
	if len(b) > len(a) {
		return b
	}
	return a
}
