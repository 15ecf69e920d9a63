package cases

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"rapport/app/window/ui"
	"rapport/data"
)

// saved says why the list leaves, takes CSV without a passphrase, and returns the
// name that was offered and what was written.
func (o *office) saved() (name, table string) {
	o.Helper()
	o.Press("CSV")
	o.Press("Not protected")
	name = filepath.Base(o.Row("File").Field.(*ui.Entry).Text)
	path := filepath.Join(o.TempDir(), "list.csv")
	o.Fill("File", path)
	o.Fill("Why does it leave, and for whom?", "The board asked for it.")
	o.Prove()
	o.Press("Save the file")
	o.Press("Write it unprotected")
	raw, err := os.ReadFile(path)
	if err != nil {
		o.Fatal(err)
	}
	return name, string(raw)
}

func TestTheListLeavesWithoutNamesUnlessTheyAreAskedFor(t *testing.T) {
	o := newOffice(t)
	late, closed, praise := o.three()
	o.Press("Open")
	o.Press("Export …")
	o.Sees("2 rows. Only cases open.", "minimum necessary (45 CFR 164.502(b))", "Columns: Number, Kind, State, Received, Unit, Next due, Severity.")
	o.Press("Choose where …")
	name, table := o.saved()
	if want := "Cases " + o.Today().String() + ".csv"; name != want {
		t.Errorf("the name offered is %q, want %q", name, want)
	}
	if !strings.Contains(table, late) || !strings.Contains(table, praise) || strings.Contains(table, closed) || strings.Contains(table, "Fennimore") {
		t.Errorf("put out was %s", table)
	}
	if said := o.Floor.Said; len(said) == 0 || !strings.Contains(said[len(said)-1], "It is not protected") {
		t.Errorf("said was %q", said)
	}

	o.Press("Export …")
	o.Press("With names and record numbers")
	o.Sees("Columns: Number, Kind, State, Received, Patient, Record number, Unit, Next due, Severity.")
	o.Press("Choose where …")
	name, table = o.saved()
	if !strings.Contains(table, "Fennimore, Walter") || strings.Contains(name, "Fennimore") {
		t.Errorf("%q holds %s", name, table)
	}
}

func TestAnEmptyListIsNotPutOut(t *testing.T) {
	o := newOffice(t)
	o.screen.Choose(data.CaseQuery{Unit: "Nowhere"})
	o.Press("Export …")
	if ui.DialogOpen(o.Window) || len(o.Floor.Said) != 1 || !strings.Contains(o.Floor.Said[0], "Nothing is listed") {
		t.Errorf("said was %q", o.Floor.Said)
	}
}
