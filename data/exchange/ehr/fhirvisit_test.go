package ehr

import (
	"fmt"
	"strings"
	"testing"

	"rapport/data"
)

func onlyVisit(t *testing.T, text string) data.FileVisit {
	t.Helper()
	r := readText(t, text)
	if len(r.Visits) != 1 {
		t.Fatalf("%s with %d visits: %q", r.Outcome, len(r.Visits), r.Remarks)
	}
	return r.Visits[0]
}

func TestVisitOfR4(t *testing.T) {
	v := onlyVisit(t, `{"resourceType":"Encounter","identifier":[{"type":{"coding":[{"code":"1077","display":"FIN NBR"},{"code":"AN"}],"text":"FIN NBR"},"value":" 15951 "}],
		"status":"Finished","class":{"system":"http://terminology.hl7.org/CodeSystem/v3-ActCode","code":"IMP","display":"inpatient encounter"},
		"type":[{"coding":[{"code":"99211"}],"text":"Office Visit"}],"subject":{"reference":"Patient/1"},
		"participant":[{"type":[{"coding":[{"code":"CON"}]}],"individual":{"display":"Con Sult"}},{"type":[{"coding":[{"code":"1119"},{"code":"ATND"}],"text":"Attending"}],"individual":{"display":"Att Ending"}},
			{"type":[{"coding":[{"code":"PPRF"}]}],"individual":{"display":"Per Former"}}],
		"period":{"start":"2026-11-01T17:00:14-05:00","end":"2026-11-03T02:00:00Z"},"reasonCode":[{"text":"Secret ailment"}],"diagnosis":[{"condition":{"display":"Secret ailment"}}],
		"location":[{"location":{"display":"4 West"},"status":"completed","period":{"start":"2026-11-02"}},{"location":{"display":"ED"},"status":"completed","period":{"start":"2026-11-01"}},{"location":{"display":"Rehab"},"status":"planned"}],
		"serviceProvider":{"display":"Holy Family"}}`)
	same(t, "the visit", v, data.FileVisit{
		Patient: -1, Identifiers: []data.Identifier{{Value: "15951", Type: "FIN NBR"}}, Status: "Finished", Class: "inpatient", Type: "Office Visit",
		From: "2026-11-01T17:00", To: "2026-11-02T21:00", Unit: "4 West", Facility: "Holy Family", Attending: []string{"Att Ending"},
	})
}

func TestVisitOfR5(t *testing.T) {
	r := readText(t, `{"resourceType":"Bundle","entry":[{"resource":{"resourceType":"Encounter","status":"discharged",
		"class":[{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/v3-ActCode","code":"AMB"}]}],"type":[{"coding":[{"display":"Consultation"}]}],
		"participant":[{"type":[{"coding":[{"code":"ATND"}]}],"actor":{"reference":"Practitioner/5"}},{"actor":{"reference":"Patient/1"}}],
		"actualPeriod":{"start":"2026-11-01","end":"2026-11-02"},"subject":{"reference":"Patient/1"},"reason":[{"value":[{"concept":{"text":"Secret ailment"}}]}],
		"location":[{"location":{"reference":"Location/8"},"status":"active"}],"serviceProvider":{"reference":"Organization/7"}}},
		{"resource":{"resourceType":"Practitioner","id":"5","name":[{"prefix":["Dr."],"family":"Stark","given":["Ann"]}]}},
		{"resource":{"resourceType":"Location","id":"8","name":"Clinic B"}},{"resource":{"resourceType":"Organization","id":"7","name":"General"}},
		{"resource":{"resourceType":"Patient","id":"1","name":[{"family":"A"}]}}]}`)
	same(t, "the visit", r.Visits[0], data.FileVisit{Status: "discharged", Class: "ambulatory", Type: "Consultation", From: "2026-11-01", To: "2026-11-02",
		Unit: "Clinic B", Facility: "General", Attending: []string{"Dr. Ann Stark"}})
	same(t, "the version", r.Version, "R5")
	if len(r.Staff) != 0 {
		t.Errorf("who stands with a visit stands in the staff too: %q", r.Staff)
	}
}

func TestVisitsOfOlderAndLooserShapes(t *testing.T) {
	for name, c := range map[string]struct{ text, class, unit string }{
		"class as a word (DSTU2)":   {`{"resourceType":"Encounter","class":"inpatient"}`, "inpatient", ""},
		"unknown class":             {`{"resourceType":"Encounter","class":{"code":"13","display":"Support OP Encounter"}}`, "Support OP Encounter", ""},
		"code of nobody":            {`{"resourceType":"Encounter","class":{"code":"ZZ"}}`, "ZZ", ""},
		"numbers and nulls":         {`{"resourceType":"Encounter","class":{"code":5},"status":null,"period":null,"location":[null,{"location":null}],"participant":{}}`, "5", ""},
		"latest of three locations": {`{"resourceType":"Encounter","location":[{"location":{"display":"A"}},{"location":{"display":"B"}},{"location":{"display":"C"}}]}`, "", "C"},
		"location in use":           {`{"resourceType":"Encounter","location":[{"location":{"display":"A"},"status":"active"},{"location":{"display":"B"},"period":{"start":"2026"}}]}`, "", "A"},
	} {
		v := onlyVisit(t, c.text)
		if v.Class != c.class || v.Unit != c.unit {
			t.Errorf("%s: class %q, unit %q", name, v.Class, v.Unit)
		}
	}
}

func TestContainedRecordsAreFoundWhereTheyLive(t *testing.T) {
	r := readText(t, `{"resourceType":"Encounter","contained":[{"resourceType":"Patient","id":"pat","name":[{"family":"In"}]},{"resourceType":"Practitioner","id":"doc","name":[{"text":"Dr. Inside"}]},
		{"resourceType":"PractitionerRole","id":"role","practitioner":{"reference":"#doc"}},{"resourceType":"Location","id":"l","name":"Room 1"}],
		"subject":{"reference":"#pat"},"participant":[{"individual":{"reference":"#role"}}],"location":[{"location":{"reference":"#l"}}]}`)
	if r.Outcome != OutcomeImport || len(r.Patients) != 1 || r.Patients[0].Name.Family != "In" {
		t.Fatalf("%s %+v", r.Outcome, r.Patients)
	}
	same(t, "the visit", r.Visits[0], data.FileVisit{Unit: "Room 1", Attending: []string{"Dr. Inside"}})
}

func TestReferencesByIdentifier(t *testing.T) {
	r := readText(t, `{"resourceType":"Bundle","type":"transaction","entry":[
		{"resource":{"resourceType":"Patient","name":[{"family":"A"}],"identifier":[{"type":{"text":"MRN"},"value":"M1"}]}},
		{"resource":{"resourceType":"Encounter","subject":{"identifier":{"value":"M1"}},"participant":[{"individual":{"reference":"Practitioner?identifier=http://hl7.org/fhir/sid/us-npi|150"}}]}},
		{"resource":{"resourceType":"Practitioner","name":[{"family":"Stark"}],"identifier":[{"system":"http://hl7.org/fhir/sid/us-npi","value":"150"}]}}]}`)
	same(t, "the visit", r.Visits[0], data.FileVisit{Attending: []string{"Stark"}})
}

func TestAccountNumbersOfAVisit(t *testing.T) {
	r := readText(t, `{"resourceType":"Bundle","entry":[{"resource":{"resourceType":"Encounter","identifier":[{"value":"V1"}],"account":[{"reference":"Account/3"}]}},
		{"resource":{"resourceType":"Account","id":"3","identifier":[{"value":"A3"},{"system":"http://hl7.org/fhir/sid/us-ssn","value":"123456789"}]}}]}`)
	same(t, "the numbers", r.Visits[0].Identifiers, []data.Identifier{{Value: "V1"}, {Value: "A3"}})
	hasRemark(t, r, "Social Security number among its numbers")
}

func TestTimesOfVisits(t *testing.T) {
	for in, want := range map[string]string{
		"2026-11-01T17:00:14-05:00": "2026-11-01T17:00", "2026-11-01T02:00:00.000Z": "2026-10-31T21:00", "2026-11-01T02:00:00+00:00": "2026-10-31T21:00",
		"2026-11-01": "2026-11-01", "2026-11": "2026-11", "2026-11-01T17:00": "2026-11-01T17:00", "202611011700-0500": "2026-11-01T17:00",
		"20261101170000": "2026-11-01T17:00", "20261101": "2026-11-01", "2026-13-01T17:00:00Z": "", "soon": "",
	} {
		v := onlyVisit(t, `{"resourceType":"Encounter","period":{"start":"`+in+`"}}`)
		same(t, in, v.From, want)
	}
}

// What ails somebody is not read, wherever in a record it stands.
func TestNothingOfWhatAilsThePatientIsRead(t *testing.T) {
	const secret = "Secret ailment"
	r := readText(t, `{"resourceType":"Bundle","type":"collection","entry":[
		{"resource":{"resourceType":"Patient","id":"1","name":[{"family":"A"}],"text":{"div":"`+secret+`"},"extension":[{"url":"x","valueString":"`+secret+`"}]}},
		{"resource":{"resourceType":"Encounter","subject":{"reference":"Patient/1"},"text":{"div":"`+secret+`"},"reasonCode":[{"text":"`+secret+`"}],"reasonReference":[{"display":"`+secret+`"}],
			"diagnosis":[{"condition":{"display":"`+secret+`"},"use":{"text":"`+secret+`"}}],"serviceType":{"text":"`+secret+`"},"hospitalization":{"dischargeDisposition":{"text":"`+secret+`"}}}},
		{"resource":{"resourceType":"Condition","code":{"text":"`+secret+`"}}},{"resource":{"resourceType":"MedicationRequest","medicationCodeableConcept":{"text":"`+secret+`"}}}]}`)
	if strings.Contains(fmt.Sprintf("%+v", r), secret) {
		t.Errorf("it was read: %+v", r)
	}
}
