package data

import "strings"

// fileFields say where a field stands in a file of each format: FHIR, C-CDA, HL7
// version 2.
var fileFields = map[string][3]string{
	"patient.title": {"Patient.name", "patient/name", "PID-5"}, "patient.given": {"Patient.name", "patient/name", "PID-5"}, "patient.family": {"Patient.name", "patient/name", "PID-5"},
	"patient.suffix": {"Patient.name", "patient/name", "PID-5"}, "patient.also": {"Patient.name", "patient/name", "PID-5, PID-9"},
	"patient.birth_date": {"Patient.birthDate", "patient/birthTime", "PID-7"}, "patient.sex": {"Patient.gender", "administrativeGenderCode", "PID-8"},
	"patient.mrn": {"Patient.identifier", "patientRole/id", "PID-3"}, "patient.numbers": {"Patient.identifier", "patientRole/id", "PID-2, PID-3, PID-18"},
	"patient.address": {"Patient.address", "patientRole/addr", "PID-11"}, "patient.phone": {"Patient.telecom", "patientRole/telecom", "PID-13"},
	"patient.email": {"Patient.telecom", "patientRole/telecom", "PID-13"}, "patient.language": {"Patient.communication", "languageCommunication", "PID-15"},
	"patient.interpreter": {"Patient.extension", "languageCommunication", "PID-15"}, "patient.deceased": {"Patient.deceased", "deceasedInd", "PID-29, PID-30"},
	"relative": {"Patient.contact, RelatedPerson", "guardian, participant", "NK1"}, "visit": {"Encounter", "encounters", "PV1"}, "staff": {"Encounter.participant, Practitioner", "performer", "PV1-7"},
}

// fileField names the place of a row in a file of the format.
func fileField(format, key string) string {
	group, _, _ := strings.Cut(key, ".")
	places, ok := fileFields[key]
	if !ok {
		places = fileFields[group]
	}
	switch format {
	case "fhir", "smart":
		return places[0]
	case "ccda":
		return places[1]
	case "hl7v2":
		return places[2]
	case "csv":
		return "the row of the list"
	case "banner":
		return "the pasted text"
	}
	return "the file"
}
