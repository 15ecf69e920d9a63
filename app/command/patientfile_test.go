package command

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"rapport/data"
)

const filePatient = `{"resourceType":"Patient","name":[{"use":"official","family":"Reed","given":["Ann","B"]}],"gender":"female","birthDate":"1970-01-02",
	"identifier":[{"type":{"text":"MRN"},"system":"urn:oid:1.2.3","value":"00417"},{"system":"http://hl7.org/fhir/sid/us-ssn","value":"123-45-6789"}],
	"telecom":[{"system":"phone","value":"555-0100"}],"address":[{"use":"home","line":["1 Elm St"],"city":"Salem","postalCode":"01970"}]}`

func TestPatientFileIsPrintedWithTheKeysThatPeopleAskFor(t *testing.T) {
	file := filepath.Join(t.TempDir(), "no extension tells")
	if err := os.WriteFile(file, []byte(filePatient), 0o600); err != nil {
		t.Fatal(err)
	}
	r := runWith(t, "", "import", "patient", file, "--json")
	if r.code != Done {
		t.Fatalf("ended with %d: %s", r.code, r.err)
	}
	var got map[string]any
	if err := json.Unmarshal([]byte(r.out), &got); err != nil {
		t.Fatal(err)
	}
	p := got["patients"].([]any)[0].(map[string]any)
	name, address := p["name"].(map[string]any), p["address"].(map[string]any)
	if got["outcome"] != "import" || got["encounters"] != 0.0 || name["family"] != "Reed" || len(name["given"].([]any)) != 2 || p["mrn"] != "00417" ||
		p["birth_date"] != "1970-01-02" || p["sex"] != "female" || address["postalCode"] != "01970" || address["state"] != nil || len(p["phones"].([]any)) != 1 {
		t.Errorf("printed %s", r.out)
	}
	if ids := p["identifiers"].([]any); len(ids) != 1 || ids[0].(map[string]any)["value"] != "00417" {
		t.Errorf("the numbers are %v", ids)
	}
	if strings.Contains(r.out, "6789") {
		t.Error("a Social Security number was printed")
	}
}

func TestPatientFileFromStandardInputAsAReadableSheet(t *testing.T) {
	r := runWith(t, filePatient, "import", "patient", "-")
	for _, words := range []string{"FHIR file", "1 patient, 0 visits", "Ann B Reed", "00417", "Salem", "dropped it", "Nothing was written"} {
		if !strings.Contains(r.out, words) {
			t.Errorf("the sheet lacks %q:\n%s%s", words, r.out, r.err)
		}
	}
}

// The file is of another patient than the practice case: it is taken only where the
// officer says that it is not.
func TestPatientFileIsTakenIntoACaseOnlyWhenAccepted(t *testing.T) {
	dir := ownStore(t, 3)
	number := fromJSON[[]data.CaseRow](t, mustRun(t, "cases", "--store", dir, "--json"))[0].Number
	file := filepath.Join(t.TempDir(), "x")
	if err := os.WriteFile(file, []byte(filePatient), 0o600); err != nil {
		t.Fatal(err)
	}
	patient := func() data.Person {
		f := fromJSON[data.CaseFile](t, mustRun(t, "case", number, "--store", dir, "--json"))
		p, _ := f.Person(data.RolePatient)
		return p
	}
	before := patient()
	sheet := mustRun(t, "import", "patient", file, "--case", number, "--store", dir)
	for _, words := range []string{"FHIR file", number, "patient.mrn", "00417", "Nothing was written"} {
		if !strings.Contains(sheet, words) {
			t.Errorf("the sheet lacks %q:\n%s", words, sheet)
		}
	}
	args := []string{"import", "patient", file, "--case", number, "--accept", "--take", "patient.phone,patient.birth_date", "--mrn", "00417", "--store", dir}
	refused(t, run(t, args...), Failed, "another patient")
	if !patient().Equal(before) {
		t.Error("something was written that nobody accepted")
	}
	got := fromJSON[reviewJSON](t, mustRun(t, append(args, "--same-patient", "--json")...))
	after := patient()
	if !got.Written || after.MRN != "00417" || after.Phone != "555-0100" || after.BirthDate.String() != "1970-01-02" || after.Family != before.Family {
		t.Errorf("written %v; the patient is %+v", got.Written, after)
	}
	refused(t, run(t, "import", "patient", file, "--case", number, "--take", "patient.shoe", "--store", dir), Misuse, "no row")
	refused(t, run(t, "import", "patient", file, "--case", number, "--mrn", "9", "--store", dir), Misuse, "no number")
	refused(t, run(t, "import", "patient", file, "--case", "2001-1", "--store", dir), Failed, "There is no case")
	refused(t, run(t, "import", "patient", file, "--accept"), Misuse, "--case CASE")
	refused(t, run(t, "import", "patient", "-", "--case", number), Misuse, "--passphrase-file")
}

func TestTableOfPatientsIsReadWithItsColumns(t *testing.T) {
	dir := t.TempDir()
	list, columns := filepath.Join(dir, "list"), filepath.Join(dir, "map.json")
	if err := os.WriteFile(list, []byte("MRN,Last Name,First Name,DOB,Ward\n007,Reed,Ann,13/02/1970,4 West\n008,Roe,Pat,14/03/1971,5 East\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	plain := runWith(t, "", "import", "patient", list, "--json")
	var table struct {
		Outcome string
		Columns []string
		Guess   json.RawMessage
	}
	if err := json.Unmarshal([]byte(plain.out), &table); err != nil || table.Outcome != "map" || len(table.Columns) != 5 {
		t.Fatalf("printed %s%s", plain.out, plain.err)
	}
	if err := os.WriteFile(columns, table.Guess, 0o600); err != nil {
		t.Fatal(err)
	}
	for _, m := range []string{"guess", columns} {
		r := runWith(t, "", "import", "patient", list, "--map", m)
		for _, words := range []string{"2 patients", "Ann Reed", "1970-02-13", "008"} {
			if !strings.Contains(r.out, words) {
				t.Errorf("with --map %s the sheet lacks %q:\n%s%s", m, words, r.out, r.err)
			}
		}
	}
	refused(t, runWith(t, "", "import", "patient", list, "--map", list), Misuse, "guess")
	refused(t, runWith(t, "", "import", "patient", list, "--map", "guess", "--case", "2026-1"), Misuse, "--patient N")
	refused(t, runWith(t, "", "import", "patient", list, "--case", "2026-1"), Failed, "--map FILE")
}

func TestRefusedPatientFileIsAnAnswerInJSONAndAFaultWithout(t *testing.T) {
	r := runWith(t, "%PDF-1.7", "import", "patient", "-", "--json")
	if r.code != Done || !strings.Contains(r.out, `"outcome": "refuse"`) || !strings.Contains(r.out, "PDF") {
		t.Errorf("ended with %d: %s%s", r.code, r.out, r.err)
	}
	refused(t, runWith(t, "%PDF-1.7", "import", "patient", "-"), Failed, "PDF")
	refused(t, runWith(t, "", "import", "patient"), Misuse, "needs the file")
	refused(t, runWith(t, "", "import", "patient", t.TempDir()), Failed, "is not a file")
	refused(t, runWith(t, "", "import", "patient", filepath.Join(t.TempDir(), "x")), Failed, "not there")
}
