package ehr

import (
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"rapport/data"
)

// seeds are files of each kind, of the project's own making, with the quirks that
// readers have met.
var seeds = []string{
	zippedPatient, zippedDocument,
	`{"resourceType":"Bundle","type":"searchset","entry":[{"fullUrl":"urn:uuid:1","resource":{"resourceType":"Patient","id":"1","link":[{"type":"replaced-by","other":{"reference":"Patient/2"}}]}},
		{"resource":{"resourceType":"Encounter","class":[{"coding":[{"code":"AMB"}]}],"subject":{"reference":"#p"},"contained":[{"resourceType":"Patient","id":"p"}],"participant":[{"actor":{"reference":"Practitioner/1"}}]}}]}`,
	`{"resourceType":"Patient","name":[null,"x",{"family":["a",1,true]}],"telecom":{"rank":"1","value":"tel:"},"birthDate":19700228,"identifier":"12","name":{}}`,
	"{\"resourceType\":\"Patient\",\"name\":[{\"family\":\"\\ud83d\\u0000\\u202e\"}]}\n{\"resourceType\":\"RelatedPerson\",\"relationship\":{}}\n",
	`{"resourceType":"Encounter","contained":[{"resourceType":"PractitionerRole","id":"a","practitioner":{"reference":"#a"}}],"participant":[{"individual":{"reference":"#a"}}]}`,
	"MSH|^~\\&|A|B|C|D|20260101||ADT^A01|1|P|2.3\rPID|1||1^^^X^MR~123-45-6789^^^^SS||DOE^JOHN||19700101|M\r",
	"Name,DOB,MRN\nDoe,01/02/1970,1\nRoe,13/02/1970,2\n", "Name: Doe, Jane\nDOB: 1/2/1970\nMRN: 12\n", "PK\x03\x04", "\xff\xfea\x00,\x00b\x00\n\x00",
}

func FuzzRead(f *testing.F) {
	for _, s := range seeds {
		f.Add([]byte(s))
	}
	f.Add(zipTexts(f, map[string]string{"a.json": zippedPatient, "b.xml": zippedDocument}))
	f.Fuzz(func(t *testing.T, raw []byte) { sound(t, Read(context.Background(), raw)) })
}

func FuzzFHIR(f *testing.F) {
	for _, s := range seeds {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, raw []byte) {
		l := newLimits()
		r, err := readFHIR(context.Background(), raw, l)
		if err == nil {
			sound(t, finished(r, FormatFHIR, l))
		}
	})
}

func FuzzZIP(f *testing.F) {
	f.Add(zipTexts(f, map[string]string{"a.json": zippedPatient, "b.xml": zippedDocument, "c.csv": "a,b\n1,2\n"}))
	f.Add(zipTexts(f, map[string]string{"[Content_Types].xml": "", "../x": ""}))
	f.Fuzz(func(t *testing.T, raw []byte) {
		l := newLimits()
		r, err := readZIP(context.Background(), raw, l)
		if err == nil {
			sound(t, finished(r, FormatZIP, l))
		}
	})
}

// sound fails where a reading is not what the review sheet may rely on.
func sound(t *testing.T, r Reading) {
	t.Helper()
	switch r.Outcome {
	case OutcomeImport, OutcomeNoPatient, OutcomeIncomplete, OutcomeEither, OutcomeMap:
	case OutcomeRefuse:
		if len(r.Remarks) == 0 || strings.TrimSpace(r.Remarks[0].Sentence) == "" {
			t.Error("a refusal without a sentence")
		}
		if strings.Contains(r.Remarks[0].Sentence, "another format, such as") {
			t.Error("a reader crashed")
		}
	default:
		t.Errorf("the outcome is %q", r.Outcome)
	}
	if r.Outcome == OutcomeImport && len(r.Patients) == 0 {
		t.Error("an import without a patient")
	}
	if len(r.Patients)+len(r.Visits) > 4*MaxResources {
		t.Errorf("%d patients and %d visits", len(r.Patients), len(r.Visits))
	}
	for _, v := range r.Visits {
		if v.Patient < -1 || v.Patient >= len(r.Patients) {
			t.Errorf("a visit of patient %d of %d", v.Patient, len(r.Patients))
		}
	}
	for _, p := range r.Patients {
		soundPatient(t, p)
	}
	if _, err := json.Marshal(r); err != nil {
		t.Error(err)
	}
}

func soundPatient(t *testing.T, p data.Registration) {
	t.Helper()
	if p.BirthDate != "" && !onCalendar(p.BirthDate) {
		t.Errorf("a birth date of %q", p.BirthDate)
	}
	for _, id := range p.Identifiers {
		if isSSN(id) {
			t.Errorf("a Social Security number was kept: %+v", id)
		}
	}
	for _, s := range []string{p.Name.Family, p.Name.Text, strings.Join(p.Name.Given, ""), p.MRN, p.Sex, strings.Join(p.Phones, "")} {
		if !utf8.ValidString(s) || strings.ContainsFunc(s, func(r rune) bool { return unicode.IsControl(r) || r >= '\u202a' && r <= '\u202e' }) {
			t.Errorf("a value of %q", s)
		}
	}
	if n := utf8.RuneCountInString(p.Name.Family); n > MaxField {
		t.Errorf("a family name of %d characters", n)
	}
}

// BenchmarkSampleFiles reads each file of elsewhere: the bound is 300 ms a file.
func BenchmarkSampleFiles(b *testing.B) {
	files, err := filepath.Glob(filepath.Join(samples(b), "ehr", "*", "*"))
	if err != nil {
		b.Fatal(err)
	}
	for _, file := range files {
		raw, err := os.ReadFile(file)
		if err != nil {
			b.Fatal(err)
		}
		b.Run(filepath.Base(file), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				Read(context.Background(), raw)
			}
		})
	}
}
