package ehr

import (
	"context"
	"encoding/binary"
	"strings"
	"testing"
	"time"
	"unicode/utf16"
)

func TestMain(m *testing.M) {
	maxTime, maxTimeZIP = time.Hour, time.Hour
	m.Run()
}

func TestReaderThatCrashesIsARefusalInWords(t *testing.T) {
	r := bounded(context.Background(), func(_ context.Context, raw []byte, _ *limits) (Reading, error) {
		return Reading{Maker: string(raw[0])}, nil
	}, FormatFHIR, nil, newLimits())
	if r.Outcome != OutcomeRefuse || !strings.Contains(r.Remarks[0].Sentence, "could not read this file") {
		t.Errorf("%+v", r)
	}
}

func TestReaderThatDoesNotComeBackIsLeftBehind(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	release := make(chan struct{})
	defer close(release)
	r := bounded(ctx, func(context.Context, []byte, *limits) (Reading, error) {
		cancel()
		<-release
		return Reading{}, nil
	}, FormatFHIR, nil, newLimits())
	if r.Outcome != OutcomeRefuse || !strings.Contains(r.Remarks[0].Sentence, "too long") {
		t.Errorf("%+v", r)
	}
}

func TestReadersLookAtTheContext(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	for name, raw := range map[string][]byte{"FHIR": []byte(zippedPatient), "ZIP": zipTexts(t, map[string]string{"a.json": zippedPatient}), "C-CDA": []byte(zippedDocument)} {
		if r := Read(ctx, raw); r.Outcome != OutcomeRefuse || len(r.Patients) > 0 {
			t.Errorf("%s: %+v", name, r)
		}
	}
}

func inUTF16(s string, order binary.AppendByteOrder, mark bool) []byte {
	var out []byte
	if mark {
		out = order.AppendUint16(out, 0xfeff)
	}
	for _, u := range utf16.Encode([]rune(s)) {
		out = order.AppendUint16(out, u)
	}
	return out
}

func TestKindIsToldByTheContent(t *testing.T) {
	const message = "MSH|^~\\&|A|B|C|D|2020||ADT^A01|1|P|2.3\rPID|1||1^^^X^MR||DOE^JOHN||19700101|M\r"
	for name, c := range map[string]struct {
		text   string
		format Format
	}{
		"FHIR after blanks":            {"\n\n  " + zippedPatient, FormatFHIR},
		"list of FHIR":                 {"[" + zippedPatient + "]", FormatFHIR},
		"C-CDA":                        {zippedDocument, FormatCCDA},
		"C-CDA after a blank line":     {"\r\n" + zippedDocument, FormatCCDA},
		"C-CDA after a comment":        {"<!-- a -->" + zippedDocument, FormatCCDA},
		"message":                      {message, FormatHL7},
		"message in an MLLP frame":     {"\x0b" + message + "\x1c\r", FormatHL7},
		"message under lines of a log": {"Received 10:01\nfrom interface 7\n" + message, FormatHL7},
		"batch":                        {"FHS|^~\\&|A\rBHS|^~\\&|A\r" + message, FormatHL7},
		"message with odd separators":  {"MSH#*~\\&#A#B\rPID#1\r", FormatHL7},
		"comma":                        {"Last,First,DOB\nDoe,Jane,1/2/1970\nRoe,Ann,1/3/1970\n", FormatTable},
		"semicolon":                    {"Last;First;DOB\nDoe;Jane;1/2/1970\n", FormatTable},
		"tab":                          {"Last\tFirst\tDOB\nDoe\tJane\t1/2/1970\n", FormatTable},
		"bar":                          {"Last|First|DOB\nDoe|Jane|1/2/1970\n", FormatTable},
		"a name with a comma":          {"Name,DOB\n\"Doe, Jane\",1/2/1970\n\"Roe, Ann\",1/3/1970\n", FormatTable},
		"banner":                       {"Name: Doe, Jane\nDOB: 1/2/1970\nMRN: 12\n", FormatBanner},
		"banner in one line":           {"Doe, Jane  MRN: 12  DOB: 1/2/1970  Sex: F", FormatBanner},
		"banner with tabs":             {"Name:\tDoe, Jane\nDOB:\t1/2/1970\nMRN:\t12\n", FormatBanner},
	} {
		for encoding, raw := range map[string][]byte{
			"UTF-8": []byte(c.text), "UTF-8 with a mark": []byte("\xef\xbb\xbf" + c.text),
			"UTF-16LE": inUTF16(c.text, binary.LittleEndian, true), "UTF-16BE": inUTF16(c.text, binary.BigEndian, true), "UTF-16LE without a mark": inUTF16(c.text, binary.LittleEndian, false),
		} {
			format, _, err := sniff(text(raw))
			if err != nil || format != c.format {
				t.Errorf("%s in %s: %q, %v", name, encoding, format, err)
			}
		}
	}
}

func TestWhatIsNotReadIsRefusedWithTheWayOut(t *testing.T) {
	for text, says := range map[string]string{
		"":                                 "empty",
		" \r\n ":                           "empty",
		"%PDF-1.7\n%\xe2\xe3\xcf\xd3":      "PDF",
		"\x89PNG\r\n\x1a\n":                "picture",
		"\xff\xd8\xff\xe0\x00\x10JFIF":     "picture",
		"MZ\x90\x00":                       "program",
		"\x7fELF":                          "program",
		"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1": "Office",
		"\x1f\x8b\x08":                     "compressed",
		"SQLite format 3\x00":              "database",
		"{\\rtf1\\ansi Name: A}":           "text document",
		"<!DOCTYPE html><html></html>":     "web page",
		"<HTML><body>MRN: 1</body>":        "web page",
		`<?xml version="1.0"?><Patient xmlns="http://hl7.org/fhir"><name/></Patient>`:                       "FHIR written as XML",
		"--------\nMYMEDICARE.GOV PERSONAL HEALTH INFORMATION\n--------\nName: JOHN DOE\nDOB: 01/01/1910\n": "Blue Button",
		"Received: from a\nMessage-ID: <1@a>\nFrom: a@example.org\nSubject: b\n\nName: c\nMRN: d\n":         "e-mail",
		"BEGIN:VCARD\nFN:Jane\nEND:VCARD":                "address book",
		"ISA*00*          *00*":                          "insurer",
		"\x01" + strings.Repeat("abc\x00\x00\x00d", 900): "not text",
		"Once upon a time there was a ward":              "does not know what this is",
	} {
		r := Read(context.Background(), []byte(text))
		if r.Outcome != OutcomeRefuse || len(r.Patients) > 0 || !strings.Contains(r.Remarks[0].Sentence, says) {
			t.Errorf("%.30q: %s %q, want a sentence with %q", text, r.Outcome, r.Remarks, says)
		}
	}
	dicom := append(make([]byte, 128), []byte("DICM and the rest")...)
	if r := Read(context.Background(), dicom); !strings.Contains(r.Remarks[0].Sentence, "DICOM") {
		t.Errorf("%q", r.Remarks)
	}
}

func TestLettersOfWindowsAreReadAndSaid(t *testing.T) {
	r := readText(t, "{\"resourceType\":\"Patient\",\"name\":[{\"family\":\"Mu\xf1oz\"}]}")
	if got := r.Patients[0].Name.Family; got != "Muñoz" {
		t.Errorf("read %q", got)
	}
	hasRemark(t, r, "Windows-1252")
}
