package ehr

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"rapport/data"
)

func onlyPatient(t *testing.T, text string) data.Registration {
	t.Helper()
	r := readText(t, text)
	if r.Outcome != OutcomeImport || len(r.Patients) != 1 {
		t.Fatalf("%s with %d patients: %q", r.Outcome, len(r.Patients), r.Remarks)
	}
	return r.Patients[0]
}

// same compares by what a user would see printed.
func same(t *testing.T, what string, got, want any) {
	t.Helper()
	g, _ := json.Marshal(got)
	w, _ := json.Marshal(want)
	if !bytes.Equal(g, w) {
		t.Errorf("%s is %s, want %s", what, g, w)
	}
}

func TestNameInUseIsChosen(t *testing.T) {
	for _, c := range []struct{ name, names, want string }{
		{"official before usual", `[{"use":"usual","family":"B","given":["b"]},{"use":"official","family":"A","given":["a"]}]`, "A"},
		{"usual before the rest", `[{"family":"C"},{"use":"usual","family":"B"}]`, "B"},
		{"the first that is no former one", `[{"use":"old","family":"O"},{"use":"maiden","family":"M"},{"use":"nickname","given":["N"]},{"use":"temp","family":"T"}]`, "T"},
		{"an official name whose time is over", `[{"use":"official","family":"Past","period":{"end":"2020-01-01"}},{"family":"Now"}]`, "Now"},
		{"an end that is still to come", `[{"use":"official","family":"Now","period":{"end":"2099"}},{"family":"B"}]`, "Now"},
		{"a year that runs", `[{"use":"official","family":"Now","period":{"end":"2026"}},{"family":"B"}]`, "Now"},
		{"only a maiden name", `[{"use":"maiden","family":"M"}]`, "M"},
		{"nulls and data that is absent", `[null,{"extension":[{"url":"http://hl7.org/fhir/StructureDefinition/data-absent-reason","valueCode":"unknown"}]},{"family":"A"}]`, "A"},
		{"one object where a list belongs", `{"family":"A","given":"a"}`, "A"},
		{"a list of families, as DSTU2 has it", `[{"family":["van","Dyk"],"given":["a"]}]`, "van Dyk"},
		{"a family that is a number", `[{"family":490}]`, "490"},
		{"blanks around", `[{"family":"  A\t"}]`, "A"},
		{"letters put together (NFC)", `[{"family":"Mu\u0308ller"}]`, "Müller"},
		{"Chinese in the family alone", `[{"family":"王小明"}]`, "王小明"},
	} {
		t.Run(c.name, func(t *testing.T) {
			p := onlyPatient(t, `{"resourceType":"Patient","name":`+c.names+`}`)
			same(t, "the family", p.Name.Family, c.want)
		})
	}
}

func TestTextOfANameStaysWhereItsPartsAreMissing(t *testing.T) {
	p := onlyPatient(t, `{"resourceType":"Patient","name":[{"text":"Dr. Ann Lee"}]}`)
	same(t, "the name", p.Name, data.PatientName{Text: "Dr. Ann Lee"})
}

func TestFormerNamesAndAliasesAreKeptOnce(t *testing.T) {
	p := onlyPatient(t, `{"resourceType":"Patient","name":[{"use":"official","family":"Day","given":["Eva"]},{"use":"usual","family":"Day","given":["Eva"]},
		{"use":"maiden","family":"Frost","given":["Eva"]},{"use":"nickname","given":["Evi"]},{"use":"old","family":"FROST","given":["EVA"]}]}`)
	same(t, "the other names", p.Also, []data.PatientName{{Family: "Frost", Given: []string{"Eva"}, Use: "maiden"}, {Given: []string{"Evi"}, Use: "nickname"}})
}

func TestAddressAndPhonesInUseAreChosen(t *testing.T) {
	p := onlyPatient(t, `{"resourceType":"Patient","name":[{"family":"A"}],
		"address":[{"use":"old","line":["1 Old St"]},{"use":"work","line":["2 Work St"]},{"use":"home","line":["3 Gone St"],"period":{"end":"2020"}},
			{"use":"home","line":[null,"4 Elm St","Apt 2"],"city":"Salem ","state":"MA","postalCode":1970}],
		"telecom":[{"system":"phone","value":"555-0103","rank":"3"},{"use":"home"},{"system":"phone","value":"555-0100","use":"old"},
			{"system":"phone","value":"555-0102","rank":2},{"system":"phone","value":"555-0101","period":{"end":"2019-05"}},{"system":"phone","value":"tel:555-0104"},
			{"system":"fax","value":"555-0199"},{"system":"email","value":"mailto:a@example.org"},{"value":"(555) 010-5555"},{"value":"b@example.org"}]}`)
	same(t, "the address", p.Address, data.FileAddress{Lines: []string{"4 Elm St", "Apt 2"}, City: "Salem", State: "MA", Postal: "1970"})
	same(t, "the phones", p.Phones, []string{"555-0102", "555-0103", "555-0104", "(555) 010-5555"})
	same(t, "the e-mail addresses", p.Emails, []string{"a@example.org", "b@example.org"})
}

func TestWithoutAHomeTheFirstAddressThatIsNotOldIsTaken(t *testing.T) {
	p := onlyPatient(t, `{"resourceType":"Patient","name":[{"family":"A"}],"address":[{"use":"old","city":"Old"},{"use":"temp","text":"Shelter\n1 Main St"},{"city":"B"}]}`)
	same(t, "the address", p.Address, data.FileAddress{Text: "Shelter\n1 Main St"})
	p = onlyPatient(t, `{"resourceType":"Patient","name":[{"family":"A"}],"address":[{"use":"old","city":"Old"}]}`)
	if p.Address != nil {
		t.Errorf("an old address was taken: %+v", p.Address)
	}
}

func TestMRNIsChosenAndSaidToBeSureOnlyWhereItIs(t *testing.T) {
	const mr = `"type":{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/v2-0203","code":"MR"}]}`
	for _, c := range []struct {
		name, ids, mrn string
		sure           bool
	}{
		{"the code", `[{"system":"urn:x","value":"9"},{` + mr + `,"value":"0012"}]`, "0012", true},
		{"two, of which one ended", `[{` + mr + `,"value":"1","period":{"end":"2020"}},{` + mr + `,"value":"2"}]`, "2", true},
		{"two that both count", `[{` + mr + `,"value":"1","system":"urn:a"},{` + mr + `,"value":"2","system":"urn:b"}]`, "1", false},
		{"the same number twice", `[{` + mr + `,"value":"1","system":"urn:a"},{` + mr + `,"value":"1","system":"urn:b"}]`, "1", true},
		{"an old one alone", `[{` + mr + `,"value":"1","use":"old"}]`, "1", false},
		{"words", `[{"type":{"text":"FHIR"},"value":"x"},{"type":{"text":"MRN"},"value":" 77 "}]`, "77", true},
		{"words of a site", `[{"type":{"text":"EPIC"},"value":"E1"},{"type":{"text":"WHS MRN"},"value":"78"}]`, "78", true},
		{"EPI", `[{"type":{"text":"EPIC"},"value":"E1"},{"type":{"text":"EPI"},"value":"79"}]`, "79", false},
		{"the words before EPI", `[{"type":{"text":"EPI"},"value":"79"},{"type":{"text":"MRN"},"value":"80"}]`, "80", true},
		{"a system that is called so", `[{"system":"http://hospital.example/mrn","value":"81"}]`, "81", false},
		{"a payer and a login", `[{"system":"https://open.epic.com/FHIR/StructureDefinition/PayerMemberId","value":"5"},{"type":{"text":"MYCHARTLOGIN"},"value":"ME"}]`, "", false},
		{"a number of a state without a type", `[{"system":"urn:oid:2.16.840.1.113883.2.4.6.3","value":"738472983"}]`, "", false},
		{"an internal number", `[{"type":{"text":"Internal Identifier"},"value":"AB60001"}]`, "", false},
		{"a number that is a number", `[{` + mr + `,"value":4711}]`, "4711", true},
		{"an identifier that is a text", `["4711"]`, "", false},
	} {
		t.Run(c.name, func(t *testing.T) {
			p := onlyPatient(t, `{"resourceType":"Patient","name":[{"family":"A"}],"identifier":`+c.ids+`}`)
			if p.MRN != c.mrn || p.MRNSure != c.sure {
				t.Errorf("MRN %q, sure %v; want %q, %v", p.MRN, p.MRNSure, c.mrn, c.sure)
			}
			if p.SSNDropped != 0 {
				t.Errorf("%d Social Security numbers were seen", p.SSNDropped)
			}
		})
	}
}

func TestSocialSecurityNumbersAreDroppedHoweverTheyAreMarked(t *testing.T) {
	const code = `{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/v2-0203","code":"SS"}]}`
	for name, id := range map[string]string{
		"object identifier":         `{"system":"urn:oid:2.16.840.1.113883.4.1","value":"123456789"}`,
		"bare object identifier":    `{"system":"2.16.840.1.113883.4.1","value":"123456789"}`,
		"address":                   `{"system":"http://hl7.org/fhir/sid/us-ssn","value":"123456789"}`,
		"code":                      `{"type":` + code + `,"value":"123456789"}`,
		"code SSN":                  `{"type":{"coding":[{"code":"SSN"}]},"value":"123456789"}`,
		"words":                     `{"type":{"text":"Social Security Number"},"value":"123456789"}`,
		"second code":               `{"type":{"coding":[{"code":"44","display":"Gov"},{"code":"SS"}]},"value":"123456789"}`,
		"display":                   `{"type":{"coding":[{"code":"4","display":"Patient SSN"}]},"value":"123456789"}`,
		"who gave it out":           `{"assigner":{"display":"Social Security Administration"},"value":"123456789"}`,
		"its form":                  `{"type":{"text":"EXTERNAL"},"value":"123-45-6789"}`,
		"its form without a type":   `{"value":"123-45-6789"}`,
		"number where a text goes":  `{"type":` + code + `,"value":123456789}`,
		"MR and its code":           `{"type":{"coding":[{"code":"MR"},{"code":"SS"}]},"system":"http://hl7.org/fhir/sid/us-ssn","value":"123456789"}`,
		"half hidden in its form":   `{"value":"xxx-xx-6789"}`,
		"half hidden in extensions": `{"system":"urn:oid:2.16.840.1.113883.4.1","_value":{"extension":[{"url":"http://hl7.org/fhir/StructureDefinition/rendered-value","valueString":"xxx-xx-6789"}]}}`,
		"old number of Medicare":    `{"system":"http://hl7.org/fhir/sid/us-medicare","value":"123-45-6789A"}`,
	} {
		t.Run(name, func(t *testing.T) {
			r := readText(t, `{"resourceType":"Patient","name":[{"family":"A"}],"identifier":[`+id+`,{"value":"1"}]}`)
			p := r.Patients[0]
			same(t, "the numbers", p.Identifiers, []data.Identifier{{Value: "1"}})
			if p.SSNDropped != 1 {
				t.Errorf("%d were counted", p.SSNDropped)
			}
			hasRemark(t, r, "has a Social Security number")
			if strings.Contains(fmt.Sprintf("%+v", r), "6789") {
				t.Errorf("it is kept somewhere: %+v", r)
			}
		})
	}
}

func TestTheSameNumberUnderAnotherNameGoesToo(t *testing.T) {
	p := onlyPatient(t, `{"resourceType":"Patient","name":[{"family":"A"}],"identifier":[{"type":{"text":"EXTERNAL"},"value":"123456789"},
		{"system":"http://hl7.org/fhir/sid/us-ssn","value":"123-45-6789"},{"type":{"text":"MRN"},"value":"123456789"},{"value":"6789"}]}`)
	same(t, "the numbers", p.Identifiers, []data.Identifier{{Value: "6789"}})
	if p.MRN != "" || p.SSNDropped != 1 {
		t.Errorf("MRN %q, %d dropped", p.MRN, p.SSNDropped)
	}
}

func TestNumbersThatLookAlmostLikeOneStay(t *testing.T) {
	p := onlyPatient(t, `{"resourceType":"Patient","name":[{"family":"A"}],"identifier":[{"value":"123456789"},{"value":"943 476 5919"},
		{"type":{"text":"MRN"},"value":"123-45-6789"},{"system":"http://lessness.example/classnames","value":"5"}]}`)
	if len(p.Identifiers) != 4 || p.SSNDropped != 0 {
		t.Errorf("%+v, %d dropped", p.Identifiers, p.SSNDropped)
	}
}

func TestMaskedNumbersAreNotTaken(t *testing.T) {
	p := onlyPatient(t, `{"resourceType":"Patient","name":[{"family":"A"}],"identifier":[{"type":{"text":"CEID"},"_value":{"extension":[{"url":"x","valueString":"***12"}]}},{"value":null}]}`)
	if len(p.Identifiers) != 0 {
		t.Errorf("%+v", p.Identifiers)
	}
}

func TestPartsOfAPatientInTheirShapes(t *testing.T) {
	p := onlyPatient(t, `{"resourceType":"Patient","meta":{"versionId":7},"active":"true","name":[{"family":"A"}],"gender":"Female","birthDate":"1974-12",
		"deceasedDateTime":"2026-03-04T10:00:00-05:00",
		"extension":[{"url":"http://hl7.org/fhir/StructureDefinition/patient-interpreterRequired","valueBoolean":true}],
		"communication":[{"language":{"coding":[{"system":"https://fhir.cerner.com/x/codeSet/36","code":"151","display":"Spanish"},{"system":"urn:ietf:bcp:47","code":"es"}],"text":"SPANISH"},"preferred":"true"},
			{"language":{"coding":[{"code":"en"}]}},{}],
		"contact":[{"relationship":[{"coding":[{"code":"N"}]}],"name":{"family":"B","given":["C"]},"telecom":[{"system":"phone","value":"555-0100"}]},
			{"relationship":[{"coding":[{"code":"E"}]}],"name":{"text":"Payroll"}},{"relationship":[{"text":"Sister"}],"name":{"text":"D E"},"period":{"end":"2020"}},
			{"relationship":[{"text":"Guardian"}],"organization":{"display":"County"}}]}`)
	same(t, "the sex", p.Sex, "female")
	same(t, "the birth date", p.BirthDate, "1974-12")
	same(t, "the day of death", p.DiedOn, "2026-03-04")
	if !p.Deceased || !p.Interpreter {
		t.Errorf("deceased %v, interpreter %v", p.Deceased, p.Interpreter)
	}
	same(t, "the languages", p.Languages, []data.FileLanguage{{Code: "es", Text: "SPANISH", Preferred: true}, {Code: "en"}})
	same(t, "the relatives", p.Relatives, []data.Relative{{Name: data.PatientName{Family: "B", Given: []string{"C"}}, Relation: "next of kin", Phones: []string{"555-0100"}}})
}

func TestARelativeIsAllThatTheFileSays(t *testing.T) {
	r := readText(t, `{"resourceType":"RelatedPerson","meta":{"versionId":6},"name":[{"family":"A"}],"relationship":[{"coding":[{"code":"1150","display":"Default Guarantor"},{"code":"GT"}],"text":"Default Guarantor"},
		{"coding":[{"code":"CHILD"}]},{"coding":[{"code":"x9"}]},{}],"active":true}`)
	same(t, "the relation", r.Relatives[0].Relation, "Default Guarantor, child, x9")
}

func TestMakerIsKnownByTheAddressesOfARecord(t *testing.T) {
	for text, maker := range map[string]string{
		`{"resourceType":"Patient","identifier":[{"system":"urn:oid:1.2.840.114350.1.13.0.1.7.5.737384.0","value":"E1"}]}`:                               "Epic",
		`{"resourceType":"Bundle","entry":[{"fullUrl":"https://fhir-myrecord-sc.cerner.com/r4/x/Patient/1","resource":{"resourceType":"Patient"}}]}`:     "Oracle Health (Cerner)",
		`{"resourceType":"Encounter","identifier":[{"type":{"coding":[{"system":"https://fhir.cerner.com/x/codeSet/319","code":"1077"}]},"value":"1"}]}`: "Oracle Health (Cerner)",
		`{"resourceType":"Patient","identifier":[{"system":"https://github.com/synthetichealth/synthea","value":"1"}]}`:                                  "Synthea",
		`{"resourceType":"Patient","identifier":[{"system":"urn:oid:1.2.3","value":"1"}]}`:                                                               "",
	} {
		same(t, text, readText(t, text).Maker, maker)
	}
}

func TestInterpreterInTheFormsOfUSCore(t *testing.T) {
	for coding, want := range map[string]bool{
		`{"system":"http://snomed.info/sct","code":"373066001"}`: true, `{"display":"Yes (qualifier value)"}`: true,
		`{"system":"http://snomed.info/sct","code":"373067005","display":"No (qualifier value)"}`: false, `{"code":"UNK"}`: false,
	} {
		p := onlyPatient(t, `{"resourceType":"Patient","name":[{"family":"A"}],"extension":[{"url":"http://hl7.org/fhir/us/core/StructureDefinition/us-core-interpreter-needed","valueCoding":`+coding+`}]}`)
		if p.Interpreter != want {
			t.Errorf("%s: %v", coding, p.Interpreter)
		}
	}
}

func TestDatesThatAreNoneAreLeftOutAndSaid(t *testing.T) {
	for date, want := range map[string]string{
		`"1970-02-30"`: "", `"1800-01-01"`: "", `"2030-01-01"`: "", `"yesterday"`: "", `"1970-00-10"`: "", `19700228`: "1970-02-28",
		`"1970"`: "1970", `"1970-02-28T23:59:00Z"`: "1970-02-28", `"2024-02-29"`: "2024-02-29", `"2023-02-29"`: "", `{"x":1}`: "", `"02/28/1970"`: "",
	} {
		r := readText(t, `{"resourceType":"Patient","name":[{"family":"A"}],"birthDate":`+date+`}`)
		same(t, date, r.Patients[0].BirthDate, want)
		if want == "" && date != `{"x":1}` {
			hasRemark(t, r, "left out")
		}
	}
}

func TestMergedAndRetiredRecordsAreExplainedAndNotImported(t *testing.T) {
	for name, text := range map[string]string{
		"replaced, without a name": `{"resourceType":"Patient","active":false,"name":[{"extension":[]}],"link":[{"other":{"reference":"Patient/2"},"type":"replaced-by"}]}`,
		"replaced, with a name":    `{"resourceType":"Patient","name":[{"family":"A"}],"link":[{"other":{"reference":"Patient/2"},"type":"replaced-by"}]}`,
		"out of use":               `{"resourceType":"Patient","active":false,"name":[{"family":"A"}]}`,
	} {
		r := readText(t, text)
		if r.Outcome != OutcomeIncomplete || len(r.Patients) != 1 || !r.Patients[0].Merged {
			t.Errorf("%s: %s, %+v", name, r.Outcome, r.Patients)
		}
		if !strings.Contains(r.Remarks[0].Sentence, "no longer in use") {
			t.Errorf("%s: %q", name, r.Remarks)
		}
	}
	r := readText(t, `{"resourceType":"Bundle","type":"searchset","entry":[
		{"resource":{"resourceType":"Patient","id":"1","active":false,"link":[{"other":{"reference":"Patient/2"},"type":"replaced-by"}]}},
		{"resource":{"resourceType":"Patient","id":"2","name":[{"family":"A"}],"identifier":[{"type":{"text":"MRN"},"value":"22"}],"link":[{"other":{"reference":"Patient/1"},"type":"replaces"}]}}]}`)
	if r.Outcome != OutcomeImport || r.Patients[0].MergedInto != "22" {
		t.Errorf("%s, %+v", r.Outcome, r.Patients)
	}
	hasRemark(t, r, "no longer in use")
	hasRemark(t, r, "replaces an earlier one")
}

func TestAPatientWithoutANameIsIncomplete(t *testing.T) {
	r := readText(t, `{"resourceType":"Patient","identifier":[{"value":"1"}],"birthDate":"1970-01-01"}`)
	if r.Outcome != OutcomeIncomplete || len(r.Patients) != 1 {
		t.Errorf("%s with %d patients", r.Outcome, len(r.Patients))
	}
}

func TestFilesWithoutAPatientSayWhatTheyHold(t *testing.T) {
	for name, c := range map[string]struct {
		text                     string
		visits, relatives, staff int
	}{
		"visit":        {`{"resourceType":"Encounter","subject":{"reference":"Patient/1","display":"ROE, PAT"}}`, 1, 0, 0},
		"relative":     {`{"resourceType":"RelatedPerson","patient":{"display":"ROE, PAT"},"relationship":{"coding":[{"code":"MTH"}]},"name":[{"family":"A"}]}`, 0, 1, 0},
		"practitioner": {`{"resourceType":"Practitioner","name":[{"prefix":["Dr"],"family":"A","given":["B"]}]}`, 0, 0, 1},
		"nothing":      {`{"resourceType":"Observation","status":"final"}`, 0, 0, 0},
		"empty search": {`{"resourceType":"Bundle","type":"searchset","total":0}`, 0, 0, 0},
	} {
		r := readText(t, c.text)
		if r.Outcome != OutcomeNoPatient || len(r.Visits) != c.visits || len(r.Relatives) != c.relatives || len(r.Staff) != c.staff || len(r.Remarks) == 0 {
			t.Errorf("%s: %+v", name, r)
		}
		if name == "visit" || name == "relative" {
			same(t, "whose it is", r.Others, []string{"ROE, PAT"})
		}
		if name == "relative" {
			same(t, "the relation", r.Relatives[0].Relation, "mother")
		}
	}
}

func TestJSONThatIsNoFHIRIsRefused(t *testing.T) {
	for _, text := range []string{`[]`, `{}`, `{"a":1}`, `{"resourceType":""}`, `{"resourceType":"../x"}`, `[1,2]`, `{"resourceType":"Patient"`, `{"name":}`} {
		if r := readText(t, text); r.Outcome != OutcomeRefuse || len(r.Remarks) == 0 {
			t.Errorf("%s: %+v", text, r)
		}
	}
}

func TestNewlineDelimitedAndListedResources(t *testing.T) {
	for name, text := range map[string]string{
		"lines":            "{\"resourceType\":\"Patient\",\"name\":[{\"family\":\"A\"}]}\n\n{\"resourceType\":\"Patient\",\"name\":[{\"family\":\"B\"}]}\r\n",
		"list":             `[{"resourceType":"Patient","name":[{"family":"A"}]},{"resourceType":"Patient","name":[{"family":"B"}]}]`,
		"one after other":  "{\"resourceType\":\n\"Patient\",\"name\":[{\"family\":\"A\"}]}\n{\"resourceType\":\n\"Patient\",\"name\":[{\"family\":\"B\"}]}",
		"parameters":       `{"resourceType":"Parameters","parameter":[{"name":"a","resource":{"resourceType":"Patient","name":[{"family":"A"}]}},{"part":[{"resource":{"resourceType":"Patient","name":[{"family":"B"}]}}]}]}`,
		"bundle in bundle": `{"resourceType":"Bundle","type":"batch-response","entry":[{"resource":{"resourceType":"Bundle","entry":[{"resource":{"resourceType":"Patient","name":[{"family":"A"}]}}]}},{"response":{"status":"404"}},{"resource":{"resourceType":"Patient","name":[{"family":"B"}]}}]}`,
		"a damaged line":   "{\"resourceType\":\"Patient\",\"name\":[{\"family\":\"A\"}]}\n{\"resourceType\":\"Pat\n{\"resourceType\":\"Patient\",\"name\":[{\"family\":\"B\"}]}",
		"other capitals":   `[{"ResourceType":"Patient","Name":[{"Family":"A"}]},{"resourcetype":"Patient","name":[{"family":"B"}]}]`,
	} {
		r := readText(t, text)
		var families []string
		for _, p := range r.Patients {
			families = append(families, p.Name.Family)
		}
		if !slices.Equal(families, []string{"A", "B"}) || r.Outcome != OutcomeImport {
			t.Errorf("%s: %s %q, %q", name, r.Outcome, families, r.Remarks)
		}
		switch name {
		case "a damaged line":
			hasRemark(t, r, "Line 2")
		case "other capitals":
			hasRemark(t, r, "capitals")
		}
	}
}

// Duplicate keys must not mix two people: the later value stands alone.
func TestOfTwoValuesUnderOneKeyTheLaterStandsAlone(t *testing.T) {
	r := readText(t, `{"resourceType":"Patient","name":[{"family":"One","given":["First"],"suffix":["Jr"]}],"birthDate":"1950-01-01","name":[{"family":"Two"}]}`)
	same(t, "the name", r.Patients[0].Name, data.PatientName{Family: "Two"})
	hasRemark(t, r, "twice")
}

func TestTwoPatientsOfOneBundleStayTwoAndEachHasTheirVisits(t *testing.T) {
	r := readText(t, `{"resourceType":"Bundle","type":"document","entry":[
		{"fullUrl":"urn:uuid:c","resource":{"resourceType":"Composition","subject":{"reference":"urn:uuid:p2"}}},
		{"fullUrl":"urn:uuid:e","resource":{"resourceType":"Encounter","subject":{"reference":"urn:uuid:p2"}}},
		{"fullUrl":"https://ehr.example/fhir/Encounter/9","resource":{"resourceType":"Encounter","id":"9","subject":{"reference":"Patient/p1"}}},
		{"fullUrl":"https://ehr.example/fhir/Encounter/10","resource":{"resourceType":"Encounter","id":"10","subject":{"reference":"https://ehr.example/fhir/Patient/p1/_history/3"}}},
		{"fullUrl":"urn:uuid:r","resource":{"resourceType":"RelatedPerson","patient":{"reference":"urn:uuid:p2"},"name":[{"family":"Kin"}]}},
		{"fullUrl":"https://ehr.example/fhir/Patient/p1","resource":{"resourceType":"Patient","id":"p1","name":[{"family":"A","given":["Same"]}],"birthDate":"1970-01-01"}},
		{"fullUrl":"urn:uuid:p2","resource":{"resourceType":"Patient","name":[{"family":"A","given":["Same"]}],"birthDate":"1970-01-01"}}]}`)
	if r.Outcome != OutcomeImport || len(r.Patients) != 2 || len(r.Visits) != 3 {
		t.Fatalf("%s, %d patients, %d visits", r.Outcome, len(r.Patients), len(r.Visits))
	}
	same(t, "whose visits", []int{r.Visits[0].Patient, r.Visits[1].Patient, r.Visits[2].Patient}, []int{1, 0, 0})
	if len(r.Patients[0].Relatives) != 0 || len(r.Patients[1].Relatives) != 1 || len(r.Relatives) != 0 {
		t.Errorf("relatives %+v", r.Patients)
	}
}

func TestHistoryGivesTheNewestVersion(t *testing.T) {
	r := readText(t, `{"resourceType":"Bundle","type":"history","entry":[
		{"resource":{"resourceType":"Patient","id":"1","meta":{"versionId":"9","lastUpdated":"2026-01-01T00:00:00Z"},"name":[{"family":"New"}]}},
		{"resource":{"resourceType":"Patient","id":"1","meta":{"versionId":"10","lastUpdated":"2026-02-01T00:00:00Z"},"name":[{"family":"Newest"}]}},
		{"resource":{"resourceType":"Patient","id":"1","meta":{"versionId":"1","lastUpdated":"2020-01-01T00:00:00Z"},"name":[{"family":"Old"}]}},
		{"request":{"method":"DELETE","url":"Patient/1"}}]}`)
	if len(r.Patients) != 1 || r.Patients[0].Name.Family != "Newest" {
		t.Errorf("%+v", r.Patients)
	}
	hasRemark(t, r, "more than one version")
}

func TestTheSameIDOnTwoServersIsTwoRecords(t *testing.T) {
	r := readText(t, `{"resourceType":"Bundle","type":"collection","entry":[
		{"fullUrl":"https://a.example/Patient/1","resource":{"resourceType":"Patient","id":"1","name":[{"family":"A"}]}},
		{"fullUrl":"https://b.example/Patient/1","resource":{"resourceType":"Patient","id":"1","name":[{"family":"B"}]}},
		{"fullUrl":"https://b.example/Encounter/1","resource":{"resourceType":"Encounter","id":"1","subject":{"reference":"https://b.example/Patient/1"}}},
		{"fullUrl":"https://b.example/Encounter/2","resource":{"resourceType":"Encounter","id":"2","subject":{"reference":"https://c.example/Patient/1"}}}]}`)
	if len(r.Patients) != 2 || r.Visits[0].Patient != 1 || r.Visits[1].Patient != -1 {
		t.Errorf("%d patients, visits %+v", len(r.Patients), r.Visits)
	}
}
