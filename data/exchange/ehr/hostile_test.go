package ehr

import (
	"archive/zip"
	"bytes"
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"unicode"
)

// hostile are inputs made to break a reader, and what must come of each: the outcome
// and a part of the sentence that the officer reads.
var hostile = map[string]struct {
	outcome Outcome
	says    string
}{
	"bom.json":                  {OutcomeImport, ""},
	"ccda-billion-laughs.xml":   {OutcomeRefuse, "DOCTYPE"},
	"ccda-wrong-charset.xml":    {OutcomeImport, ""},
	"ccda-xxe.xml":              {OutcomeRefuse, "DOCTYPE"},
	"csv-formula.csv":           {OutcomeMap, ""},
	"csv-unbalanced-quote.csv":  {OutcomeRefuse, "line 2"},
	"csv-utf16le.csv":           {OutcomeMap, ""},
	"docm-macro-name.docm":      {OutcomeRefuse, "damaged"},
	"fhir-bidi-name.json":       {OutcomeImport, "not on the calendar"},
	"fhir-deep.json":            {OutcomeRefuse, "levels deep"},
	"fhir-dup-keys.json":        {OutcomeImport, "twice"},
	"fhir-null-everywhere.json": {OutcomeIncomplete, "no name"},
	"hl7-escape-loop.hl7":       {OutcomeImport, ""},
	"hl7-mllp.hl7":              {OutcomeImport, ""},
	"hl7-no-delims.hl7":         {OutcomeRefuse, ""},
	"hl7-nul.hl7":               {OutcomeImport, ""},
	"invoice.pdf.exe":           {OutcomeRefuse, "program"},
	"not-fhir.json":             {OutcomeRefuse, "no FHIR record"},
	"png-60000x60000.png":       {OutcomeRefuse, "picture"},
	"truncated.json":            {OutcomeRefuse, "Ask for it once more"},
	"zip-bomb-200MB.zip":        {OutcomeRefuse, "MB"},
	"zip-traversal.zip":         {OutcomeRefuse, "no file that Rapport reads"},
}

func TestHostileFilesEachGetTheirAnswer(t *testing.T) {
	dir := filepath.Join(samples(t), "hostile")
	files, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		if f.Name() == "MANIFEST.md" {
			continue
		}
		t.Run(f.Name(), func(t *testing.T) {
			raw, err := os.ReadFile(filepath.Join(dir, f.Name()))
			if err != nil {
				t.Fatal(err)
			}
			want, known := hostile[f.Name()]
			if !known {
				t.Fatal("no answer is said for this file")
			}
			got, allocated := measured(raw)
			t.Logf("%s, %d KB allocated: %q", got.Outcome, allocated>>10, got.Remarks)
			if got.Outcome != want.outcome || !strings.Contains(fmt.Sprint(got.Remarks), want.says) {
				t.Errorf("%s with %q, expected %s with a sentence that has %q", got.Outcome, got.Remarks, want.outcome, want.says)
			}
			if got.Outcome == OutcomeRefuse && len(got.Patients)+len(got.Visits) > 0 {
				t.Error("a refused file must give nothing")
			}
			if allocated > 100<<20 {
				t.Errorf("%d MB were allocated", allocated>>20)
			}
			noHidden(t, got)
		})
	}
}

// measured reads and tells how many bytes were allocated on the way.
func measured(raw []byte) (Reading, uint64) {
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	got := Read(context.Background(), raw)
	runtime.ReadMemStats(&after)
	return got, after.TotalAlloc - before.TotalAlloc
}

// noHidden fails where a value has characters that nobody sees.
func noHidden(t *testing.T, r Reading) {
	t.Helper()
	for _, r := range fmt.Sprintf("%+v", r.Patients) {
		if unicode.IsControl(r) && r != '\n' || r >= '\u202a' && r <= '\u202e' || r == '\u200b' {
			t.Errorf("a value holds the character %U", r)
		}
	}
}

func TestBidiNameIsStrippedAndItsIdentifierIsOnlyText(t *testing.T) {
	r := readText(t, `{"resourceType":"Patient","name":[{"family":"Smith\u202eEVIL","given":["A\u0000B","\u200b"]}],
		"birthDate":"1970-02-30","identifier":[{"value":"../../etc/passwd"}]}`)
	p := r.Patients[0]
	if p.Name.Family != "SmithEVIL" || len(p.Name.Given) != 1 || p.Name.Given[0] != "AB" || p.BirthDate != "" {
		t.Errorf("read %+v", p)
	}
	if len(p.Identifiers) != 1 || p.Identifiers[0].Value != "../../etc/passwd" || p.MRN != "" {
		t.Errorf("identifiers %+v, MRN %q", p.Identifiers, p.MRN)
	}
	hasRemark(t, r, "cannot be seen")
}

func TestPersianJoinersStayInNames(t *testing.T) {
	name := "می\u200cخواهم"
	if got := readText(t, `{"resourceType":"Patient","name":[{"family":"`+name+`"}]}`).Patients[0].Name.Family; got != name {
		t.Errorf("read %q", got)
	}
}

func TestFileOverTheSizeIsRefused(t *testing.T) {
	r, allocated := measured(make([]byte, MaxFile+1))
	if r.Outcome != OutcomeRefuse || !strings.Contains(r.Remarks[0].Sentence, "20 MB") || allocated > 1<<20 {
		t.Errorf("%+v with %d bytes allocated", r, allocated)
	}
}

func TestFieldsAreCutAtTheirBound(t *testing.T) {
	r := readText(t, `{"resourceType":"Patient","name":[{"family":"`+strings.Repeat("ä", MaxField+1)+`"}]}`)
	if got := len([]rune(r.Patients[0].Name.Family)); got != MaxField {
		t.Errorf("%d characters were kept", got)
	}
	hasRemark(t, r, "cut off")
}

// A record of many years has more visits than may be taken: the patient stays, though
// last in the file, and so do the latest visits.
func TestOfManyVisitsTheLatestStay(t *testing.T) {
	var b strings.Builder
	b.WriteString(`{"resourceType":"Bundle","type":"collection","entry":[`)
	for i := range 700 {
		fmt.Fprintf(&b, `{"resource":{"resourceType":"Encounter","id":"e%d","period":{"start":"%d-01-01"}}},`, i, 1300+i)
	}
	b.WriteString(`{"resource":{"resourceType":"RelatedPerson","name":[{"family":"Kin"}],"patient":{"reference":"Patient/p"}}},`)
	b.WriteString(`{"resource":{"resourceType":"Patient","id":"p","name":[{"family":"Long"}]}}]}`)
	r := readText(t, b.String())
	if r.Outcome != OutcomeImport || len(r.Patients) != 1 || len(r.Patients[0].Relatives) != 1 || len(r.Visits) != MaxResources-2 {
		t.Fatalf("%s with %d patients and %d visits", r.Outcome, len(r.Patients), len(r.Visits))
	}
	if first, last := r.Visits[0].From, r.Visits[len(r.Visits)-1].From; first != "1502-01-01" || last != "1999-01-01" {
		t.Errorf("visits from %s to %s", first, last)
	}
	hasRemark(t, r, "700 visits")
}

func TestMorePatientsThanTheBoundAreTold(t *testing.T) {
	r := readText(t, strings.Repeat(`{"resourceType":"Patient","name":[{"family":"Many"}]}`+"\n", MaxResources+1))
	if len(r.Patients) != MaxResources {
		t.Errorf("%d patients were read", len(r.Patients))
	}
	hasRemark(t, r, "Only the first 500")
}

// Files that are small enough, but of very many parts: what is kept stays bounded.
func TestFilesOfVeryManyPartsStaySmallInMemory(t *testing.T) {
	fill := func(start, part, end string) []byte {
		n := MaxFile / 4 / len(part)
		return []byte(start + strings.Repeat(part, n) + end)
	}
	for name, raw := range map[string][]byte{
		"names":        fill(`{"resourceType":"Patient","name":[{"family":"A"}`, `,{"family":"A"}`, `]}`),
		"given names":  fill(`{"resourceType":"Patient","name":[{"family":"A","given":["a"`, `,"a"`, `]}]}`),
		"keys":         fill(`{"resourceType":"Patient","name":[{"family":"A"}]`, `,"name":[{"family":"A"}]`, `}`),
		"one word":     fill(`{"resourceType":"Patient","name":[{"family":"`, `a`, `"}]}`),
		"zeros":        fill(`{"resourceType":"Patient","name":[{"family":"A"}],"identifier":[0`, `,0`, `]}`),
		"escapes":      fill(`{"resourceType":"Patient","name":[{"family":"A`, `A`, `"}]}`),
		"list entries": fill(`{"resourceType":"Bundle","entry":[{"resource":{"resourceType":"Patient","name":[{"family":"A"}]}}`, `,{}`, `]}`),
	} {
		r, allocated := measured(raw)
		if r.Outcome != OutcomeImport || len(r.Patients) != 1 || allocated > 3*MaxFile { // the race detector adds half
			t.Errorf("%s: %s %q, %d MB allocated", name, r.Outcome, r.Remarks, allocated>>20)
		}
	}
}

func TestZIPIsCountedWhileItIsRead(t *testing.T) {
	t.Run("files", func(t *testing.T) {
		var b bytes.Buffer
		w := zip.NewWriter(&b)
		for i := range MaxEntries + 1 {
			if _, err := w.Create(fmt.Sprint(i)); err != nil {
				t.Fatal(err)
			}
		}
		if err := w.Close(); err != nil {
			t.Fatal(err)
		}
		r, allocated := measured(b.Bytes())
		if r.Outcome != OutcomeRefuse || !strings.Contains(r.Remarks[0].Sentence, "10000 files") || allocated > 1<<20 {
			t.Errorf("%s %q, %d KB allocated", r.Outcome, r.Remarks, allocated>>10)
		}
	})
	t.Run("bytes of all files", func(t *testing.T) {
		r, allocated := measured(copiesOf(t, make([]byte, 19<<20), 12))
		if r.Outcome != OutcomeRefuse || !strings.Contains(r.Remarks[0].Sentence, "200 MB") {
			t.Errorf("%s %q", r.Outcome, r.Remarks)
		}
		if allocated > MaxFile {
			t.Errorf("%d MB were allocated for files that are only counted", allocated>>20)
		}
	})
}

// copiesOf is a ZIP of the same file many times, compressed once.
func copiesOf(t *testing.T, body []byte, n int) []byte {
	t.Helper()
	packed := zipOf(t, map[string][]byte{"x": body})
	one, err := zip.NewReader(bytes.NewReader(packed), int64(len(packed)))
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for i := range n {
		head := one.File[0].FileHeader
		head.Name = fmt.Sprintf("%02d.json", i)
		raw, err := one.File[0].OpenRaw()
		if err != nil {
			t.Fatal(err)
		}
		to, err := w.CreateRaw(&head)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.Copy(to, raw); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// The reader of JSON goes through a file without calling itself, up to its depth.
func TestDepthIsBounded(t *testing.T) {
	for _, c := range []struct {
		deep    int
		outcome Outcome
	}{{MaxDepth - 2, OutcomeImport}, {MaxDepth, OutcomeRefuse}, {5_000_000, OutcomeRefuse}} {
		file := `{"resourceType":"Patient","name":[{"family":"Deep"}],"x":` + strings.Repeat("[", c.deep) + strings.Repeat("]", c.deep) + `}`
		if r, allocated := measured([]byte(file)); r.Outcome != c.outcome || allocated > 1<<20 {
			t.Errorf("%d levels: %s, %d bytes allocated", c.deep, r.Outcome, allocated)
		}
	}
}
