package ehr

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"rapport/data"
)

// adt makes a message of segments with carriage returns between them.
func adt(event string, segments ...string) string {
	header := `MSH|^~\&|LAKE|LAKEGEN|RAP|RAP|20261102081500||ADT^` + event + `|77|P|2.5`
	return strings.Join(append([]string{header}, segments...), "\r") + "\r"
}

const okaforPID = `PID|1||00482913^^^LAKE^MR~987-65-4329^^^SSA^SS||Okafor^Ngozi^Ada^III^Ms.||19610314|F|||12 Elm St^Apt 4^Quincy^MA^02169^USA^H||(617)555-0142^PRN^PH~^NET^Internet^ngozi@example.org|^WPN^PH^^1^617^5550199|IBO^Igbo^HL70296|||70011245^^^LAKE^AN|987654329`

var hl7Cases = []struct{ name, text, want string }{
	{"a registration", adt("A04", okaforPID, `NK1|1|Okafor^Obi|SON^Son|12 Elm St^^Quincy^MA^02169|6175550111`,
		`PV1|1|O|4N^412^A^LAKE||||1223^Ruiz^Elena^M^^Dr^MD||||||||||||VN100|||||||||||||||||||||||||20261102081500|20261103`),
		"Okafor|Ngozi+Ada; born=1961-03-14; sex=female; mrn=00482913; at=12 Elm St+Apt 4/Quincy/MA/02169; tel=(617)555-0142+6175550199; mail=ngozi@example.org; lang=Igbo; kin=Okafor|Obi son 6175550111; visit=VN100+70011245,outpatient,2026-11-02T08:15,2026-11-03,4N,412, A,Dr Elena M Ruiz, MD; ssn=x"},
	{"line feeds and a byte-order mark", "\ufeff" + strings.ReplaceAll(adt("A08", "PID|1||9^^^L^MR||Doe^Jo||1970|M"), "\r", "\n"),
		"Doe|Jo; born=1970; sex=male; mrn=9"},
	{"both line ends, in a frame", "\x0b" + strings.ReplaceAll(adt("A08", "PID|1||9^^^L^MR||Doe^Jo||197002|M"), "\r", "\r\n") + "\x1c\r",
		"Doe|Jo; born=1970-02; sex=male; mrn=9"},
	{"other delimiters", "MSH#*!?+#A#B#C#D#2026##ADT*A01#1#P#2.3\rPID#1##7***L*MR!8***L*PI##Doe+x*Jo?S?Ann##19700228#M###1 A?F?B*c*T",
		"Doe|Jo*Ann; born=1970-02-28; sex=male; mrn=7; id=8; at=1 A#B+c/T//"},
	{"escapes", adt("A01", `PID|1||9^^^L^MR||O\T\M\S\x\E\y\R\z^R\XC3A9\n\.br\e \H\e\N\||19700228|U`),
		`O&M^x\y~z|Rén e e; born=1970-02-28; sex=unknown; mrn=9`},
	{"an escape that is never closed", adt("A01", `PID|1||9^^^L^MR||Ba\ck^Jo\Q\||19700228`), `Ba\ck|Jo\Q\; born=1970-02-28; mrn=9`},
	{"deleted values are none", adt("A08", `PID|1||9^^^L^MR||Doe^Jo^""||""|""|||""^""^""||""`), "Doe|Jo; mrn=9"},
	{"the type of a number decides, not its place", adt("A01", "PID|1||55^^^L^PI~66^^^L^MR||Doe^Jo"), "Doe|Jo; mrn=66; id=55"},
	{"an insurance number is no medical record number", adt("A01", "PID|1||55^^^L^MC~66^^^L||Doe^Jo"), "Doe|Jo; mrn=66; id=55"},
	{"an old message has the number in PID-2", adt("A01", "PID|1|0042|||Doe^Jo"), "Doe|Jo; mrn=0042"},
	{"a Social Security number without a type", adt("A01", "PID|1||9^^^L^MR~987654329||Doe^Jo||||||||||||||987-65-4329"), "Doe|Jo; mrn=9; ssn=x"},
	{"a Social Security number as account", adt("A01", "PID|1||9^^^L^MR||Doe^Jo|||||||||||||987-65-4329", "PV1|1|I|4N"), "Doe|Jo; mrn=9; visit=,inpatient,,,4N,,; ssn=x"},
	{"a language that is none", adt("A01", "PID|1||9^^^L^MR||Doe^Jo||||||||||M"), "Doe|Jo; mrn=9"},
	{"a language as one letter with its word", adt("A01", "PID|1||9^^^L^MR||Doe^Jo||||||||||E^ English"), "Doe|Jo; mrn=9; lang=English"},
	{"a day that is none", adt("A01", "PID|1||9^^^L^MR||Doe^Jo||19700231|M"), "Doe|Jo; sex=male; mrn=9"},
	{"an alias before the name", adt("A01", "PID|1||9^^^L^MR||Star^Jo^^^^^A~Doe^Jo^^^^^L||||Roe^Jo^^^^^M"), "Doe|Jo; mrn=9; aka=Star|Jo; aka=Roe|Jo"},
	{"deceased", adt("A08", "PID|1||9^^^L^MR||Doe^Jo||||||||||||||||||||||||20261030|Y"), "Doe|Jo; mrn=9; deceased=2026-10-30"},
	{"two next of kin, one an organization", adt("A01", "PID|1||9||Doe^Jo", "NK1|1|Doe^Al|SPO", "NK1|2|Roe^Bo|FND^a friend of hers||^^^^^617^5550111", "NK1|3||EMR||||||||||Lake Mill"),
		"Doe|Jo; mrn=9; kin=Doe|Al spouse ; kin=Roe|Bo friend 6175550111"},
	{"a bad address first", adt("A01", "PID|1||9||Doe^Jo||||||1 Old Rd^^Hull^MA^02045^^BA~2 New Rd^^Hull^MA^02045"), "Doe|Jo; mrn=9; at=2 New Rd/Hull/MA/02045"},
	{"the time of the event for an arrival without one", adt("A01", "EVN|A01|202611020815", "PID|1||9||Doe^Jo", "PV1|1|E|ED"), "Doe|Jo; mrn=9; visit=,emergency,2026-11-02T08:15,,ED,,"},
	{"zero bytes and an old code page", strings.ReplaceAll(adt("A01", "PID|1||9||Mu\xf1oz^Ren\xe9e"), "LAKEGEN", "LAKE\x00GEN"), "Muñoz|Renée; mrn=9"},
	{"lines of a log", "2026-11-02 08:15:00 INFO received\n2026-11-02 08:15:01 INFO MSH|^~\\&|A|B|||2026||ADT^A01|1|P|2.3\n  PID|1||9||Doe^Jo\n", "Doe|Jo; mrn=9"},
	{"a batch", "FHS|^~\\&|A\rBHS|^~\\&|A\r" + adt("A01", "PID|1||9||Doe^Jo") + "BTS|1\rFTS|1\r", "Doe|Jo; mrn=9"},
	{"what ails the patient is passed over", adt("A01", "PID|1||9||Doe^Jo", "PV2|||^Pneumonia", "DG1|1||J18^Pneumonia", "AL1|1||^Penicillin", "OBX|1|NM|x||7"), "Doe|Jo; mrn=9"},
}

func TestHL7IsRead(t *testing.T) {
	for _, c := range hl7Cases {
		t.Run(c.name, func(t *testing.T) {
			r := readText(t, c.text)
			if r.Format != FormatHL7 || r.Outcome != OutcomeImport {
				t.Fatalf("format %q, outcome %q: %v", r.Format, r.Outcome, r.Remarks)
			}
			if got := told(r); got != c.want {
				t.Errorf("read\n%s\nwant\n%s", got, c.want)
			}
		})
	}
}

func TestHL7StreetInPartsIsOfferedWhole(t *testing.T) {
	r := readText(t, adt("A01", "PID|1||9||Doe^Jo||||||1000&Hospital Lane^Ste. 3^Ann Arbor^MI^48104"))
	sheet := data.NewReviewSheet(data.CaseFile{}, r.Source(""), r.Patient(0), data.Settings{}, data.NewDate(2026, time.November, 27))
	row, ok := sheet.Row("patient.address")
	if want := "1000 Hospital Lane, Ste. 3, Ann Arbor, MI 48104"; !ok || row.Found != want {
		t.Errorf("the review sheet offers %q, want %q", row.Found, want)
	}
	hasRemark(t, r, "street in parts")
}

func TestHL7TitleInThePlaceOfASuffix(t *testing.T) {
	n := readText(t, adt("A01", "PID|1||9||Doe^Jo^^Mrs.")).Patients[0].Name
	if len(n.Prefix) != 1 || n.Prefix[0] != "Mrs." || len(n.Suffix) != 0 {
		t.Errorf("before the name %q, behind it %q", n.Prefix, n.Suffix)
	}
}

func TestHL7ManyMessages(t *testing.T) {
	r := readText(t, adt("A01", "PID|1||9^^^L^MR||Doe^Jo||19700228", "NK1|1|Doe^Al|SPO", "PV1|1|I|4N||||||||||||||||V1|||||||||||||||||||||||||20261102")+"\r"+
		adt("A01", "PID|1||10^^^L^MR||Roe^Bo||19800101", "PV1|1|I|5S||||||||||||||||V2")+
		adt("A03", "PID|1||9^^^L^MR||Doe^Jo||19700228", "PV1|1|I|4N||||||||||||||||V1||||||||||||||||||||||||||20261105"))
	if len(r.Patients) != 2 || len(r.Visits) != 2 {
		t.Fatalf("%d patients and %d visits, want two of each: the later message of a patient is the same one", len(r.Patients), len(r.Visits))
	}
	if len(r.Patients[0].Relatives) != 1 {
		t.Error("the relative of the first message is lost")
	}
	v := r.Visits[0]
	if v.From != "2026-11-02" || v.To != "2026-11-05" || v.Status != "discharged" {
		t.Errorf("the visit of both messages is %+v", v)
	}
	hasRemark(t, r, "several patients")
}

func TestHL7MergesAreExplainedNotImported(t *testing.T) {
	for _, event := range []string{"A18", "A34", "A40", "A47"} {
		r := readText(t, adt(event, "PID|1||200^^^L^MR||Doe^Jo||19700228", "MRG|100^^^L^MR"))
		if r.Outcome != OutcomeIncomplete || len(r.Patients) != 1 {
			t.Fatalf("%s: outcome %q, %d patients", event, r.Outcome, len(r.Patients))
		}
		p := r.Patients[0]
		if !p.Merged || p.MergedInto != "200" || len(p.MergedFrom) != 1 || p.MergedFrom[0].Value != "100" {
			t.Errorf("%s: merged %v, from %v into %q", event, p.Merged, p.MergedFrom, p.MergedInto)
		}
		if !strings.Contains(r.Remarks[0].Sentence, "not imported") {
			t.Errorf("%s: the first remark is %q", event, r.Remarks[0].Sentence)
		}
	}
}

func TestHL7WithoutAPatient(t *testing.T) {
	for _, c := range []struct {
		name, text string
		outcome    Outcome
		says       string
	}{
		{"an acknowledgment", "MSH|^~\\&|A|B|||2026||ACK|1|P|2.3\rMSA|AA|1", OutcomeNoPatient, "no PID segment"},
		{"a visit alone", "MSH|^~\\&|A|B|||2026||ADT^A01|1|P|2.3\rPV1|1|I|4N", OutcomeNoPatient, "case that is open"},
		{"no name", adt("A01", "PID|1||9^^^L^MR"), OutcomeIncomplete, "no name"},
		{"a header alone", "MSH", OutcomeRefuse, "MSH"},
		{"a header without delimiters", "MSH||A|B", OutcomeRefuse, "MSH"},
		{"a PID on the line of the header", "MSH|^~\\&|A|B|||2026||ADT^A01|1|P|2.3PID|1||9||Doe^Jo|", OutcomeRefuse, "without line ends"},
		{"a PID behind a blank", "MSH|^~\\&|A|B|||2026||ADT^A01|1|P|2.3 PID|1||9||Doe^Jo|", OutcomeRefuse, "without line ends"},
	} {
		t.Run(c.name, func(t *testing.T) {
			r := readText(t, c.text)
			if r.Outcome != c.outcome {
				t.Fatalf("outcome %q, want %q: %v", r.Outcome, c.outcome, r.Remarks)
			}
			if !strings.Contains(r.Remarks[0].Sentence, c.says) {
				t.Errorf("the first remark is %q, want words of %q", r.Remarks[0].Sentence, c.says)
			}
		})
	}
}

func TestHL7LinesBrokenByMailArePutTogether(t *testing.T) {
	r := readText(t, "MSH|^~\\&|A|B|||2026||ADT^A01|1|P|2.3\nPID|1||9||Doe^Jo||19700228|M|||12\nElm St^^Quincy^MA^02169||6175550142\n")
	if got, want := told(r), "Doe|Jo; born=1970-02-28; sex=male; mrn=9; at=12 Elm St/Quincy/MA/02169; tel=6175550142"; got != want {
		t.Errorf("read\n%s\nwant\n%s", got, want)
	}
	hasRemark(t, r, "broken")
}

func FuzzHL7(f *testing.F) {
	for _, c := range hl7Cases {
		f.Add([]byte(c.text))
	}
	f.Add([]byte(adt("A40", "PID|1||200||Doe^Jo", "MRG|100")))
	addSamples(f, "ehr/hl7v2/*", "hostile/hl7*")
	f.Fuzz(func(t *testing.T, raw []byte) {
		r, err := readHL7(context.Background(), raw, newLimits())
		checkReading(t, r, err)
	})
}

// addSamples seeds a fuzz target with the sample files, where they are there.
func addSamples(f *testing.F, patterns ...string) {
	root := os.Getenv("RAPPORT_SAMPLES")
	if root == "" {
		root = "../../../../shared/samples"
	}
	for _, pattern := range patterns {
		files, err := filepath.Glob(filepath.Join(root, pattern))
		if err != nil {
			f.Fatal(err)
		}
		for _, file := range files {
			raw, err := os.ReadFile(file)
			if err != nil {
				f.Fatal(err)
			}
			f.Add(raw)
		}
	}
}

// checkReading holds a reading to what must be true of any: texts within their bound
// and without hidden characters, visits that point to patients, no Social Security
// number.
func checkReading(t *testing.T, r Reading, err error) {
	t.Helper()
	if err != nil {
		return
	}
	if r.Outcome == "" {
		t.Fatal("a reading without an outcome")
	}
	for _, v := range r.Visits {
		if v.Patient < -1 || v.Patient >= len(r.Patients) {
			t.Fatalf("a visit of patient %d of %d", v.Patient, len(r.Patients))
		}
	}
	for _, p := range r.Patients {
		for _, s := range slices.Concat(p.Name.Given, p.Name.Prefix, p.Name.Suffix, []string{p.Name.Family, p.Name.Text, p.MRN}, p.Phones, p.Emails) {
			if strings.ContainsAny(s, "\x00\n\r\t\u202e\u2066\ufeff") || len([]rune(s)) > 4*MaxField {
				t.Fatalf("a text that is not fit to show: %q", s)
			}
		}
		for _, id := range p.Identifiers {
			if isSSN(id) {
				t.Fatal("a Social Security number was kept")
			}
		}
		if p.BirthDate != "" && !onCalendar(p.BirthDate) {
			t.Fatalf("born on %q", p.BirthDate)
		}
	}
}
