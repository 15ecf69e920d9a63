package command

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"rapport/data"
)

func tempFile(t *testing.T, name, text string) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return file
}

const smallLog = "Number,Received,Channel,Kind,Unit,Complainant,Relation,Patient,MRN,Birth date,What happened,Remedy asked for,Category,Severity,Finding,Closed,Closure\n" +
	"L1,03/14/2024,Phone,Grievance,ICU,,,Orla Vane,M1,,Nobody came.,,Safety,2,,03/20/2024,\n" +
	"L2,03/15/2024,Pigeon,Grievance,ICU,,,Ada Quill,M2,,It was cold.,,,,,,\n" +
	"L3,03/16/2024,Phone,Complaint,ICU,,,Bo Zeal,M3,,It was loud.,,,,,03/17/2024,\n"

func TestAnImportIsTriedDoneListedAndTakenBack(t *testing.T) {
	dir := ownStore(t, 3)
	file := tempFile(t, "log.csv", smallLog)
	// The columns are those of the map that comes with Rapport, so none is named.
	dry := mustRun(t, "import", "complaints", file, "--dry-run", "--store", dir)
	for _, want := range []string{"2 would be imported as cases", "1 refused", `row 3, column "Channel": the channel "Pigeon"`} {
		if !strings.Contains(dry, want) {
			t.Errorf("the dry run says %q, want %q", dry, want)
		}
	}
	if said := mustRun(t, "imports", "--store", dir); strings.Contains(said, "log.csv") {
		t.Errorf("after a dry run the list says %q", said)
	}
	done := fromJSON[data.ImportCounts](t, mustRun(t, "import", "complaints", file, "--store", dir, "--json"))
	if done.Imported != 2 || done.Refused[0].Column != "Channel" {
		t.Errorf("imported %+v", done)
	}
	if again := fromJSON[data.ImportCounts](t, mustRun(t, "import", "complaints", file, "--store", dir, "--json")); again.Imported != 0 || again.Already != 2 {
		t.Errorf("a second run imported %+v", again)
	}
	changed := tempFile(t, "log.csv", strings.Replace(smallLog, "It was loud.", "It was very loud.", 1))
	if said := mustRun(t, "import", "complaints", changed, "--store", dir); !strings.Contains(said, "row 4: L3, which is PR-2024-0000") {
		t.Errorf("a row that changed is told as %q", said)
	}
	list := fromJSON[[]data.Import](t, mustRun(t, "imports", "--store", dir, "--json"))
	if len(list) != 2 || list[0].ID != done.Import || list[0].File.Name != "log.csv" || len(list[0].File.SHA256) != 64 {
		t.Fatalf("the list has %d imports", len(list)) // the practice comments are the other one
	}
	refused(t, run(t, "import", "undo", "nonsense", "--store", dir), Misuse, "names none of it")
	refused(t, run(t, "import", "undo", done.Import.String(), "--store", dir), Misuse, "--yes")
	said := mustRun(t, "import", "undo", done.Import.String(), "--yes", "--store", dir)
	if !strings.Contains(said, "2 cases removed") || !strings.Contains(said, "not used again: PR-2024-00001 to PR-2024-00002") {
		t.Errorf("the undo says %q", said)
	}
	refused(t, run(t, "import", "undo", done.Import.String(), "--yes", "--store", dir), Failed, "taken back already")
	mustRun(t, "verify", "--store", dir)
}

func TestAFileWithoutAMapIsExplained(t *testing.T) {
	dir := sharedStore(t)
	refused(t, run(t, "import", "complaints", tempFile(t, "own.csv", "Case #,Date in,Story\n1,03/14/2024,Told.\n"), "--store", dir), Misuse, "Import it once in the window")
}

func TestDirectoriesAndNumbersComeFromFiles(t *testing.T) {
	dir := ownStore(t, 1)
	unit := fromJSON[map[string]any](t, mustRun(t, "import", "units", tempFile(t, "u.csv", "unit\nEndoscopy North\n"), "--store", dir, "--json"))
	if unit["new"] != 1.0 {
		t.Errorf("units: %v", unit)
	}
	contacts := tempFile(t, "c.csv", "unit,manager,email\nEndoscopy North,Ada Quill,a.quill@example.org\nAttic,Bo Zeal,\n")
	if said := mustRun(t, "import", "contacts", contacts, "--dry-run", "--store", dir); !strings.Contains(said, "1 would be new") || !strings.Contains(said, "row 3, Attic: left out") {
		t.Errorf("the dry run says %q", said)
	}
	if said := mustRun(t, "import", "contacts", contacts, "--store", dir); !strings.Contains(said, "Endoscopy North: new; manager: Ada Quill") {
		t.Errorf("the import says %q", said)
	}
	if said := mustRun(t, "import", "contacts", contacts, "--store", dir); !strings.Contains(said, "0 new, 0 changed, 1 there already") {
		t.Errorf("the second import says %q", said)
	}
	numbers := tempFile(t, "n.csv", "Month,Unit,Patient days,Encounters\n2024-01,Endoscopy North,612,40\n2024-02,Endoscopy North,,41\n")
	if said := mustRun(t, "import", "numbers", numbers, "--dry-run", "--store", dir); !strings.Contains(said, "Would save 3 numbers") {
		t.Errorf("the dry run says %q", said)
	}
	mustRun(t, "import", "numbers", numbers, "--store", dir)
	if said := mustRun(t, "numbers", "--month", "2024-01", "--store", dir); !strings.Contains(said, "Endoscopy North: 612") {
		t.Errorf("the numbers are %q", said)
	}
}
