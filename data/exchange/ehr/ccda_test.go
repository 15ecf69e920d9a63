package ehr

import (
	"context"
	"strings"
	"testing"
	"unicode/utf16"

	"golang.org/x/text/encoding/charmap"
)

// ccd makes a document around what a recordTarget and the rest of it hold.
func ccd(role, rest string) string {
	return `<?xml version="1.0" encoding="UTF-8"?>
<ClinicalDocument xmlns="urn:hl7-org:v3" xmlns:sdtc="urn:hl7-org:sdtc" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
<templateId root="2.16.840.1.113883.10.20.22.1.2" extension="2015-08-01"/>
<recordTarget><patientRole>` + role + `</patientRole></recordTarget>` + rest + `</ClinicalDocument>`
}

const (
	okaforRole = `<id root="1.2.3" extension="00482913"/><id root="2.16.840.1.113883.4.1" extension="987-65-4329"/>
<addr use="HP"><streetAddressLine>12 Elm St</streetAddressLine><streetAddressLine nullFlavor="UNK"/><city>Quincy</city><state>MA</state><postalCode>02169-</postalCode></addr>
<telecom use="HP" value="tel:+1(617)555-0142"/><telecom value="mailto:ngozi@example.org"/><telecom value="email:n.okafor@example.org"/><telecom nullFlavor="UNK"/>
<patient><name use="L"><given>Ngozi</given><given>null</given><given>Ada</given><family>Okafor</family></name>
<administrativeGenderCode code="F"/><birthTime value="19610314081500-0500"/>
<languageCommunication><languageCode code="ibo"/><preferenceInd value="true"/></languageCommunication></patient>`

	encounters = `<component><structuredBody><component><section><code code="11450-4"/><title>Problems</title><text>Pneumonia</text><entry><encounter><id extension="WRONG"/></encounter></entry></section></component>
<component><section><code code="46240-8"/><text><table><tr><td>cough</td></tr></table></text><entry><encounter classCode="ENC" moodCode="EVN"><id root="1.2.3.4" extension="V100"/>
<code code="99213" codeSystem="2.16.840.1.113883.6.12" displayName="Office visit"><translation code="AMB" codeSystem="2.16.840.1.113883.5.4"/></code>
<statusCode code="completed"/><effectiveTime><low value="202611020815-0500"/><high value="202611020900-0500"/></effectiveTime>
<performer><assignedEntity><assignedPerson><name><prefix>Dr.</prefix><given>Elena</given><family>Ruiz</family><suffix>MD</suffix></name></assignedPerson></assignedEntity></performer>
<participant typeCode="LOC"><participantRole><code displayName="Urgent Care Center"/><playingEntity><name>Lake Clinic</name></playingEntity></participantRole></participant>
<entryRelationship><observation><value displayName="Pneumonia"/></observation></entryRelationship></encounter></entry></section></component></structuredBody></component>`
)

var ccdaCases = []struct{ name, text, want string }{
	{"a document", ccd(okaforRole, encounters),
		"Okafor|Ngozi+Ada; born=1961-03-14; sex=female; mrn=00482913; at=12 Elm St/Quincy/MA/02169-; tel=+1(617)555-0142; mail=ngozi@example.org+n.okafor@example.org; lang=ibo; visit=V100,outpatient,2026-11-02T08:15,2026-11-02T09:00,Lake Clinic,,Dr. Elena Ruiz, MD; ssn=x"},
	{"names by their use", ccd(`<id root="1" extension="9"/><patient><name use="ASGN"><given>X</given><family>Y</family></name><name use="L"><given>Jo</given><family>Doe</family><family qualifier="BR">Roe</family></name><name use="P">Jojo</name></patient>`, ""),
		"Doe|Jo; mrn=9; aka=Y|X; aka=Roe|Jo; aka=|"},
	{"a family name in two parts", ccd(`<patient><name><given>Ana</given><family>Pérez</family><family>Luna</family></name></patient>`, ""), "Pérez Luna|Ana"},
	{"an address whose time is over", ccd(`<addr use="HP"><city>Hull</city><useablePeriod xsi:type="IVL_TS"><low value="2001"/><high value="20200101"/></useablePeriod></addr><addr use="H"><city>Quincy</city><useablePeriod><low value="2020"/><high nullFlavor="UNK"/></useablePeriod></addr><patient><name><given>Jo</given><family>Doe</family></name></patient>`, ""),
		"Doe|Jo; at=/Quincy//"},
	{"the home before the work address", ccd(`<addr use="WP"><city>Hull</city></addr><addr use="HP"><city>Quincy</city></addr><patient><name><family>Doe</family></name></patient>`, ""), "Doe|; at=/Quincy//"},
	{"nothing but null flavors", ccd(`<id nullFlavor="UNK"/><addr nullFlavor="NI"><city nullFlavor="NI"/></addr><telecom nullFlavor="NI"/><patient><name use="L"><given nullFlavor="NA"/><family>Doe</family></name><birthTime nullFlavor="UNK"/><languageCommunication><languageCode nullFlavor="UNK"/></languageCommunication></patient>`, ""), "Doe|"},
	{"telephone numbers in other hands", ccd(`<telecom value="tel: 617 555 0142"/><telecom value="tel:%28617%29555-0143"/><telecom value="6175550144"/><telecom value="fax:6175550145"/><telecom value="http://example.org/1"/><telecom value="tel:6175550146"><useablePeriod><high value="2019"/></useablePeriod></telecom><patient><name><family>Doe</family></name></patient>`, ""),
		"Doe|; tel=617 555 0142+(617)555-0143+6175550144"},
	{"deceased", ccd(`<patient><name><family>Doe</family></name><sdtc:deceasedInd value="true"/><sdtc:deceasedTime value="20261030"/></patient>`, ""), "Doe|; deceased=2026-10-30"},
	{"several numbers are for the officer to choose", ccd(`<id root="1" extension="7"/><id root="2" extension="8"/><patient><name><family>Doe</family></name></patient>`, ""), "Doe|; id=7; id=8"},
	{"guardian and participants", ccd(`<patient><name><family>Doe</family><given>Jo</given></name><guardian><code code="MTH"/><telecom value="tel:1-617-555-0111"/><guardianPerson><name><given>Al</given><family>Doe</family></name></guardianPerson></guardian><guardian><guardianOrganization><name>County</name></guardianOrganization></guardian></patient>`,
		`<participant typeCode="IND"><associatedEntity classCode="NOK"><code code="GRPRN"/><associatedPerson><name><given>Bo</given><family>Roe</family></name></associatedPerson></associatedEntity></participant>
		<participant typeCode="HLD"><associatedEntity classCode="POLHOLD"><associatedPerson><name><family>Payer</family></name></associatedPerson></associatedEntity></participant>
		<participant typeCode="IND"><associatedEntity classCode="POLHOLD"><associatedPerson><name><family>Payer</family></name></associatedPerson></associatedEntity></participant>`),
		"Doe|Jo; kin=Doe|Al mother 1-617-555-0111; kin=Roe|Bo grandparent "},
	{"the encompassing encounter is the listed one", ccd(okaforRole, `<componentOf><encompassingEncounter><id root="9" extension="E1"/><effectiveTime><low value="20261102"/></effectiveTime><encounterParticipant typeCode="ATND"><assignedEntity><assignedPerson><name><given>Al</given><family>Gil</family></name></assignedPerson></assignedEntity></encounterParticipant><location><healthCareFacility><location><name>4 North</name></location></healthCareFacility></location></encompassingEncounter></componentOf>`+encounters),
		"Okafor|Ngozi+Ada; born=1961-03-14; sex=female; mrn=00482913; at=12 Elm St/Quincy/MA/02169-; tel=+1(617)555-0142; mail=ngozi@example.org+n.okafor@example.org; lang=ibo; visit=V100+E1,outpatient,2026-11-02T08:15,2026-11-02T09:00,Lake Clinic,,Dr. Elena Ruiz, MD; ssn=x"},
	{"what a code says of an illness is left out", ccd(`<patient><name><family>Doe</family></name></patient>`, `<componentOf><encompassingEncounter><id root="9" extension="E1"/><code code="233604007" codeSystem="2.16.840.1.113883.6.96" displayName="Pneumonia"/><effectiveTime><low value="20261102"/><high value="00010101000000"/></effectiveTime></encompassingEncounter></componentOf>`),
		"Doe|; visit=E1,,2026-11-02,,,,"},
	{"without namespaces, with letters by their names", `<ClinicalDocument><recordTarget><patientRole><patient><name><given>Ren&eacute;e</given><family>O&#39;Brien &amp; Lee</family></name></patient></patientRole></recordTarget></ClinicalDocument>`, "O'Brien & Lee|Renée"},
	{"with prefixes", `<c:ClinicalDocument xmlns:c="urn:hl7-org:v3"><c:recordTarget><c:patientRole><c:patient><c:name><c:family>Doe</c:family></c:name></c:patient></c:patientRole></c:recordTarget></c:ClinicalDocument>`, "Doe|"},
	{"the name in one piece", ccd(`<patient><name>Jo Doe</name></patient>`, ""), "|"},
	{"within an envelope", `<Envelope><Body>` + strings.TrimPrefix(ccd(`<patient><name><family>Doe</family></name></patient>`, ""), `<?xml version="1.0" encoding="UTF-8"?>`) + `</Body></Envelope>`, "Doe|"},
}

func TestCCDAIsRead(t *testing.T) {
	for _, c := range ccdaCases {
		t.Run(c.name, func(t *testing.T) {
			r := readText(t, c.text)
			if r.Format != FormatCCDA || r.Outcome != OutcomeImport {
				t.Fatalf("format %q, outcome %q: %v", r.Format, r.Outcome, r.Remarks)
			}
			if got := told(r); got != c.want {
				t.Errorf("read\n%s\nwant\n%s", got, c.want)
			}
		})
	}
}

func TestCCDANameInOnePieceIsKept(t *testing.T) {
	if got := readText(t, ccd(`<patient><name>Jo Doe</name></patient>`, "")).Patients[0].Name.Text; got != "Jo Doe" {
		t.Errorf("name %q", got)
	}
}

func TestCCDAParts(t *testing.T) {
	patient := `<patient><name><given>Jo</given><family>Doe</family></name></patient>`
	whole := ccd(`<id root="1" extension="9"/>`+patient, encounters)
	for _, c := range []struct {
		name, text string
		outcome    Outcome
		says, told string
	}{
		{"a header alone", `<recordTarget xmlns="urn:hl7-org:v3"><patientRole><id root="1" extension="9"/>` + patient + `</patientRole></recordTarget>`, OutcomeEither, "part of a document", "Doe|Jo; mrn=9"},
		{"a patient's role alone", `<patientRole>` + patient + `</patientRole>`, OutcomeEither, "part of a document", "Doe|Jo"},
		{"broken behind the patient", strings.Replace(whole, "</structuredBody>", "</wrong>", 1), OutcomeEither, "damaged", "Doe|Jo; mrn=9; visit=V100,outpatient,2026-11-02T08:15,2026-11-02T09:00,Lake Clinic,,Dr. Elena Ruiz, MD"},
		{"cut off behind the patient", whole[:strings.Index(whole, "<component>")+30], OutcomeEither, "damaged", "Doe|Jo; mrn=9"},
		{"cut off within the patient", whole[:strings.Index(whole, "</family>")], OutcomeRefuse, "within the patient's data", "refuse"},
		{"broken within the patient", strings.Replace(whole, "</given>", "</wrong>", 1), OutcomeRefuse, "within the patient's data", "refuse"},
		{"a visit alone", `<encompassingEncounter><id root="1" extension="E1"/><effectiveTime><low value="20261102"/></effectiveTime></encompassingEncounter>`, OutcomeNoPatient, "case that is open", "no-patient"},
		{"a participant alone", `<participant typeCode="IND"><associatedEntity classCode="NOK"><associatedPerson><name><family>Roe</family></name></associatedPerson></associatedEntity></participant>`, OutcomeNoPatient, "case that is open", "no-patient"},
		{"no name", ccd(`<id root="1" extension="9"/><patient/>`, ""), OutcomeIncomplete, "no name", "|; mrn=9"},
		{"no patient", `<ClinicalDocument><title>x</title></ClinicalDocument>`, OutcomeNoPatient, "names no patient", "no-patient"},
		{"other XML", `<invoice><total>7</total></invoice>`, OutcomeRefuse, "not a continuity of care document", "refuse"},
		{"a CCR", `<ContinuityOfCareRecord xmlns="urn:astm-org:CCR"><Patient/></ContinuityOfCareRecord>`, OutcomeRefuse, "CCR", "refuse"},
		{"a DOCTYPE", `<?xml version="1.0"?><!DOCTYPE x SYSTEM "http://example.org/x.dtd"><ClinicalDocument/>`, OutcomeRefuse, "DOCTYPE", "refuse"},
		{"a DOCTYPE behind the patient", whole + `<!DOCTYPE x []>`, OutcomeRefuse, "DOCTYPE", "refuse"},
		{"letters nobody knows", `<?xml version="1.0" encoding="x-lake"?><ClinicalDocument><recordTarget>` + "\xe9" + `</recordTarget></ClinicalDocument>`, OutcomeRefuse, "set of letters", "refuse"},
		{"too deep", strings.Repeat("<a>", 300), OutcomeRefuse, "200 levels", "refuse"},
		{"too deep where nothing is read", `<ClinicalDocument><section><text>` + strings.Repeat("<a>", 300), OutcomeRefuse, "200 levels", "refuse"},
	} {
		t.Run(c.name, func(t *testing.T) {
			r := readText(t, c.text)
			if r.Outcome != c.outcome {
				t.Fatalf("outcome %q, want %q: %v", r.Outcome, c.outcome, r.Remarks)
			}
			if !strings.Contains(r.Remarks[0].Sentence, c.says) {
				t.Errorf("the first remark is %q, want words of %q", r.Remarks[0].Sentence, c.says)
			}
			if got := told(r); got != c.told {
				t.Errorf("read %s, want %s", got, c.told)
			}
		})
	}
}

func TestCCDALetters(t *testing.T) {
	body := `<ClinicalDocument><recordTarget><patientRole><patient><name><given>Renée</given><family>Muñoz</family></name></patient></patientRole></recordTarget></ClinicalDocument>`
	old, err := charmap.Windows1252.NewEncoder().String(body)
	if err != nil {
		t.Fatal(err)
	}
	wide := "\xff\xfe"
	for _, u := range utf16.Encode([]rune(`<?xml version="1.0" encoding="UTF-16"?>` + body)) {
		wide += string([]byte{byte(u), byte(u >> 8)})
	}
	for name, text := range map[string]string{
		"UTF-8":                             `<?xml version="1.0" encoding="utf-8"?>` + body,
		"Windows-1252":                      `<?xml version="1.0" encoding="windows-1252"?>` + old,
		"Latin-1":                           `<?xml version='1.0' encoding='ISO-8859-1'?>` + old,
		"UTF-16":                            wide,
		"said UTF-8, is Windows-1252":       `<?xml version="1.0" encoding="UTF-8"?>` + old,
		"said nothing, is Windows-1252":     old,
		"said Windows-1252, is UTF-8":       `<?xml version="1.0" encoding="windows-1252"?>` + body,
		"said ASCII, is Windows-1252":       `<?xml version="1.0" encoding="US-ASCII"?>` + old,
		"a byte-order mark before all that": "\xef\xbb\xbf" + `<?xml version="1.0" encoding="utf-8"?>` + body,
	} {
		if got := told(readText(t, text)); got != "Muñoz|Renée" {
			t.Errorf("%s: read %s", name, got)
		}
	}
}

func TestCCDAMaker(t *testing.T) {
	r := readText(t, ccd(okaforRole, `<author><assignedAuthor><assignedAuthoringDevice><manufacturerModelName>Lake EHR</manufacturerModelName><softwareName>Lake EHR 4</softwareName></assignedAuthoringDevice></assignedAuthor></author>`))
	if r.Maker != "Lake EHR 4" || r.Version != "C-CDA 2015-08-01" {
		t.Errorf("maker %q, version %q", r.Maker, r.Version)
	}
}

func FuzzCCDA(f *testing.F) {
	for _, c := range ccdaCases {
		f.Add([]byte(c.text))
	}
	f.Add([]byte(`<patientRole><patient><name><family>Doe</family></name>`))
	f.Add([]byte("\xff\xfe<\x00a\x00>\x00"))
	addSamples(f, "hostile/ccda*", "ehr/ccda/hl7-header*", "ehr/ccda/kareo*")
	f.Fuzz(func(t *testing.T, raw []byte) {
		r, err := readCCDA(context.Background(), raw, newLimits())
		checkReading(t, r, err)
	})
}
