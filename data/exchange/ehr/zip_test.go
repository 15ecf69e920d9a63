package ehr

import (
	"archive/zip"
	"bytes"
	"strings"
	"testing"

	"rapport/data"
)

const zippedPatient = `{"resourceType":"Patient","id":"1","name":[{"family":"Reed","given":["Ann"]}],"birthDate":"1970-01-02",
	"identifier":[{"system":"urn:oid:1.2.3","type":{"text":"MRN"},"value":"007"},{"system":"http://hl7.org/fhir/sid/us-ssn","value":"123456789"}],"telecom":[{"system":"phone","value":"(555) 010-0000"}]}`

const zippedDocument = `<?xml version="1.0"?><ClinicalDocument xmlns="urn:hl7-org:v3"><recordTarget><patientRole><id root="1.2.3" extension="007"/>
	<addr use="HP"><city>Salem</city></addr><telecom value="tel:+1-555-010-0000" use="HP"/><patient><name use="L"><given>Ann</given><family>Reed</family></name>
	<administrativeGenderCode code="F"/><birthTime value="19700102"/></patient></patientRole></recordTarget></ClinicalDocument>`

func zipTexts(t testing.TB, files map[string]string) []byte {
	raw := map[string][]byte{}
	for name, text := range files {
		raw[name] = []byte(text)
	}
	return zipOf(t, raw)
}

// An export in bulk has a file for each kind of record, and they refer to each other.
func TestExportOfManyFilesIsPutTogether(t *testing.T) {
	r := readBytes(t, zipTexts(t, map[string]string{
		"Encounter.ndjson":          `{"resourceType":"Encounter","id":"e","subject":{"reference":"Patient/1"},"location":[{"location":{"reference":"Location/9"}}]}`,
		"Location.ndjson":           `{"resourceType":"Location","id":"9","name":"4 West"}`,
		"Patient.ndjson":            strings.ReplaceAll(zippedPatient, "\n", ""),
		"RelatedPerson.ndjson":      `{"resourceType":"RelatedPerson","patient":{"reference":"Patient/1"},"name":[{"family":"Kin"}]}`,
		"Table of Contents.ndjson":  `{"file":"Patient.ndjson","rows":1}`,
		"picture.png":               "\x89PNG\r\n\x1a\n",
		"deep/Observation.ndjson":   `{"resourceType":"Observation"}`,
		"deep/broken.json":          `{"resourceType":"Patient"`,
		"deep/README.txt":           "Name: nobody\nDOB: unknown\nMRN: none\n",
		"more/another archive.zip":  string(zipTexts(t, map[string]string{"Patient.json": `{"resourceType":"Patient","name":[{"family":"Hidden"}]}`})),
		"more/..\\..\\evil.txt":     "x",
		"more/a table.csv":          "a,b\n1,2\n3,4\n",
		"__MACOSX/._Patient.ndjson": "\x00\x05\x16\x07",
	}))
	if r.Outcome != OutcomeImport || r.Format != FormatZIP || len(r.Patients) != 1 || len(r.Visits) != 1 {
		t.Fatalf("%s %s, %d patients, %d visits: %q", r.Outcome, r.Format, len(r.Patients), len(r.Visits), r.Remarks)
	}
	same(t, "the visit", r.Visits[0], data.FileVisit{Unit: "4 West"})
	p := r.Patients[0]
	if p.Name.Family != "Reed" || p.MRN != "007" || len(p.Relatives) != 1 || p.SSNDropped != 1 {
		t.Errorf("%+v", p)
	}
	for _, part := range []string{"has a Social Security number", "no kind that Rapport reads", "is missing"} {
		hasRemark(t, r, part)
	}
}

// A portal gives the same patient in each of its documents.
func TestPatientOfSeveralDocumentsIsOne(t *testing.T) {
	r := readBytes(t, zipTexts(t, map[string]string{
		"IHE_XDM/SUBSET01/DOC0001.XML":  zippedDocument,
		"IHE_XDM/SUBSET01/DOC0002.XML":  zippedDocument,
		"IHE_XDM/SUBSET01/METADATA.XML": `<?xml version="1.0"?><SubmitObjectsRequest xmlns="urn:oasis:names:tc:ebxml-regrep:xsd:lcm:3.0"/>`,
		"INDEX.HTM":                     "<html><body>Reed, Ann</body></html>",
		"Patient.json":                  zippedPatient,
	}))
	if r.Outcome != OutcomeImport || len(r.Patients) != 1 {
		t.Fatalf("%s with %d patients: %q", r.Outcome, len(r.Patients), r.Remarks)
	}
	p := r.Patients[0]
	same(t, "the numbers", p.Identifiers, []data.Identifier{{Value: "007", System: "urn:oid:1.2.3", Type: "MRN"}})
	same(t, "the phones", p.Phones, []string{"(555) 010-0000"})
	same(t, "the sex", p.Sex, "female")
	if p.Address == nil || p.Address.City != "Salem" || !p.MRNSure {
		t.Errorf("%+v", p)
	}
}

func TestTwoPeopleInAZIPStayTwo(t *testing.T) {
	r := readBytes(t, zipTexts(t, map[string]string{"a.json": zippedPatient, "b.xml": strings.ReplaceAll(zippedDocument, "19700102", "19710102")}))
	if len(r.Patients) != 2 {
		t.Errorf("%d patients", len(r.Patients))
	}
}

func TestZIPsThatGiveNothingSayWhy(t *testing.T) {
	locked := zipTexts(t, map[string]string{"Patient.json": zippedPatient})
	for _, head := range []string{"PK\x03\x04", "PK\x01\x02"} {
		at := bytes.Index(locked, []byte(head))
		flags := map[string]int{"PK\x03\x04": 6, "PK\x01\x02": 8}[head]
		locked[at+flags] |= 1
	}
	for name, c := range map[string]struct {
		raw  []byte
		says string
	}{
		"empty":            {zipOf(t, nil), "no files"},
		"cut off":          {zipTexts(t, map[string]string{"a.json": zippedPatient})[:200], "damaged"},
		"locked":           {locked, "password"},
		"workbook":         {zipTexts(t, map[string]string{"[Content_Types].xml": "<x/>", "xl/workbook.xml": "<x/>"}), "Excel"},
		"macros":           {zipTexts(t, map[string]string{"[Content_Types].xml": "<x/>", "word/vbaProject.bin": "x"}), "macros"},
		"document":         {zipTexts(t, map[string]string{"[Content_Types].xml": "<x/>", "word/document.xml": "<x/>"}), "Office document"},
		"Java":             {zipTexts(t, map[string]string{"META-INF/MANIFEST.MF": "x"}), "program"},
		"only a table":     {zipTexts(t, map[string]string{"a.txt": "Name: A, B\nDOB: 1/1/1970\nMRN: 1"}), "by itself"},
		"ZIP in a ZIP":     {zipOf(t, map[string][]byte{"a.zip": zipTexts(t, map[string]string{"a.json": zippedPatient})}), "within a ZIP"},
		"only pictures":    {zipTexts(t, map[string]string{"a.png": "\x89PNG", "b.png": "\x89PNG"}), "no file that Rapport reads"},
		"one broken file":  {zipTexts(t, map[string]string{"a.json": `{"resourceType"`}), "Ask for it once more"},
		"JSON of no FHIR":  {zipTexts(t, map[string]string{"a.json": `{"a":1}`}), "no file that Rapport reads"},
		"damaged contents": {damagedZIP(t), "damaged"},
	} {
		r := readBytes(t, c.raw)
		if r.Outcome != OutcomeRefuse || len(r.Patients) != 0 || !strings.Contains(r.Remarks[0].Sentence, c.says) {
			t.Errorf("%s: %s %q, want a sentence with %q", name, r.Outcome, r.Remarks, c.says)
		}
	}
}

// damagedZIP has a file whose bytes are not those that were packed.
func damagedZIP(t *testing.T) []byte {
	t.Helper()
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	f, err := w.CreateHeader(&zip.FileHeader{Name: "a.json", Method: zip.Store})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := f.Write([]byte(zippedPatient)); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	raw := b.Bytes()
	raw[bytes.Index(raw, []byte("Reed"))] ^= 1
	return raw
}
