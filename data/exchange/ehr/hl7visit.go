package ehr

import (
	"slices"
	"strings"

	"rapport/data"
)

// visit reads a PV1 segment: class, place, who attends, when, and its numbers. What
// the visit is for (PV2, DG1) is not read.
func (r *hl7Reader) visit(m hl7Message, s hl7Segment, event string, whose int) {
	v := data.FileVisit{Patient: whose, Status: eventStatus[event]}
	class := r.first(m, s, 2)
	v.Class = orElse(patientClass[strings.ToUpper(class.c(1))], class.c(2), class.c(1))
	place := r.first(m, s, 3)
	v.Unit = orElse(place.c(1), place.c(9), place.c(2))
	v.Room = roomOf(v.Unit, place.c(2), place.c(3))
	v.Facility = orElse(place.c(4), r.first(m, s, 39).c(1))
	for _, d := range r.each(m, s, 7) {
		if name := staffName(d); name != "" && !slices.Contains(v.Attending, name) {
			v.Attending = append(v.Attending, name)
		}
	}
	v.From, v.To = r.times(m, s, event)
	r.ssns = ssnSet{}
	v.Identifiers = slices.DeleteFunc(r.numbers(r.each(m, s, 19)), func(id data.Identifier) bool { return !hasDigit(id.Value) })
	for _, other := range m.segments {
		if other.name != "PID" || whose < 0 {
			continue
		}
		for _, ssn := range r.each(m, other, 19) {
			r.ssns.add(ssn.c(1))
		}
		for _, id := range r.numbers(r.each(m, other, 18)) {
			if id.Type == "" {
				id.Type = "AN" // account number
			}
			if !slices.ContainsFunc(v.Identifiers, func(o data.Identifier) bool { return o.Value == id.Value }) {
				v.Identifiers = append(v.Identifiers, id)
			}
		}
		break
	}
	r.keepVisit(v)
}

// times returns when a visit began and ended: PV1-44 and PV1-45. Where a message of
// an arrival or a discharge has none, the time of the event stands for it (EVN-6, else
// when it was recorded, EVN-2).
func (r *hl7Reader) times(m hl7Message, s hl7Segment, event string) (from, to string) {
	from, to = moment(r.l, r.first(m, s, 44).c(1)), moment(r.l, r.first(m, s, 45).c(1))
	arrival := event == "A01" || event == "A04"
	if arrival && from == "" && to != "" {
		return to, "" // written one field too late
	}
	if !(arrival && from == "" || event == "A03" && to == "") {
		return from, to
	}
	for _, evn := range m.segments {
		if evn.name != "EVN" {
			continue
		}
		at := moment(r.l, orElse(r.first(m, evn, 6).c(1), r.first(m, evn, 2).c(1)))
		if arrival {
			return at, to
		}
		return from, at
	}
	return from, to
}

// keepVisit adds a visit, or brings the one up to date of which an earlier message
// of the file told.
func (r *hl7Reader) keepVisit(v data.FileVisit) {
	for i, known := range r.Visits {
		if known.Patient == v.Patient && v.Patient >= 0 && len(v.Identifiers) > 0 && slices.Equal(known.Identifiers, v.Identifiers) {
			v.From, v.To = orElse(v.From, known.From), orElse(v.To, known.To)
			v.Unit, v.Facility = orElse(v.Unit, known.Unit), orElse(v.Facility, known.Facility)
			r.Visits[i] = v
			return
		}
	}
	r.Visits = append(r.Visits, v)
}

func roomOf(unit, room, bed string) string {
	if room == unit {
		room = ""
	}
	if room != "" && bed != "" {
		return room + ", " + bed
	}
	return room + bed
}

// patientClass is HL7 table 0004.
var patientClass = map[string]string{
	"I": "inpatient", "O": "outpatient", "E": "emergency", "P": "preadmit", "R": "recurring patient", "B": "obstetrics",
	"C": "commercial account", "N": "not applicable", "U": "unknown",
}

// eventStatus says in words what the events of a visit (HL7 table 0003) make of it.
var eventStatus = map[string]string{
	"A01": "admitted", "A02": "transferred", "A03": "discharged", "A04": "registered", "A05": "pre-admitted",
	"A06": "changed to inpatient", "A07": "changed to outpatient", "A11": "admission canceled", "A12": "transfer canceled",
	"A13": "discharge canceled", "A14": "admission pending", "A16": "discharge pending", "A38": "pre-admission canceled",
}
