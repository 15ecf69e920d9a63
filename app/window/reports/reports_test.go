package reports

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"rapport/app/window/officetest"
	"rapport/app/window/ui"
	"rapport/data"
	"rapport/data/store"
)

type office struct {
	*officetest.Office
	screen *Screen
}

// newOffice has cases of this month and of two months ago, and none between.
func newOffice(t *testing.T) *office {
	t.Helper()
	o := &office{Office: officetest.New(t)}
	o.Open(o.Complaint())
	in := o.Complaint()
	in.ReceivedAt = o.month(-2).First().Start(o.Session.Settings().Zone())
	for range 2 {
		o.Open(in)
	}
	o.screen = New(o.Desk)
	o.Show(o.screen)
	return o
}

func (o *office) month(n int) data.Month { return o.Today().Month().Add(n) }

// onThePage is the text of the page that is shown.
func (o *office) onThePage() string { return o.screen.preview.Words() }

func (o *office) wantMonth(n int) {
	o.Helper()
	m := o.month(n)
	if chosen, _ := o.screen.months.Value(); o.screen.month != m || chosen != m || o.screen.facts.Period.To.Month() != m {
		o.Errorf("the month is %v, the list says %v, the pages are of %v; want %v", o.screen.month, chosen, o.screen.facts.Period.To.Month(), m)
	}
	if page := o.onThePage(); !strings.Contains(page, m.Long()) {
		o.Errorf("the page of %s reads %q", m.Long(), page)
	}
}

func TestTheSummaryBeginsWithTheLastWholeMonthAndStepsFromThere(t *testing.T) {
	o := newOffice(t)
	o.wantMonth(-1)
	o.Press("Earlier")
	o.wantMonth(-2)
	if n := len(o.screen.facts.Received); n != 2 {
		t.Errorf("%d cases were received", n)
	}
	o.Press("Later")
	o.Press("Later")
	o.wantMonth(0)
	if n := len(o.screen.facts.Received); n != 1 {
		t.Errorf("%d cases were received", n)
	}
	o.screen.months.SetValue(o.month(-2))
	o.wantMonth(-2)
}

func TestSteppingEndsAtTheFirstAndTheLastMonthThatThereIs(t *testing.T) {
	o := newOffice(t)
	for range 3 {
		o.Press("Earlier")
	}
	o.wantMonth(-2)
	for range 5 {
		o.Press("Later")
	}
	o.wantMonth(0)
}

func TestAnEmptyCaseFileHasASummaryOfNothing(t *testing.T) {
	o := &office{Office: officetest.New(t)}
	o.screen = New(o.Desk)
	o.Show(o.screen)
	o.wantMonth(0)
	if n := len(o.screen.facts.Received); n != 0 || !o.screen.ready {
		t.Errorf("%d cases were received; ready: %v", n, o.screen.ready)
	}
}

func TestACaseTakenInMeanwhileIsCountedWhenTheScreenIsShownAgain(t *testing.T) {
	o := newOffice(t)
	o.Press("Later")
	o.screen.Left()
	o.Open(o.Complaint())
	o.screen.Shown()
	o.wantMonth(0)
	if n := len(o.screen.facts.Received); n != 2 {
		t.Errorf("%d cases were received, want 2", n)
	}
}

func TestTheSavedSummaryIsAPDFAndItsExportIsInTheChain(t *testing.T) {
	o := newOffice(t)
	o.Press("Earlier")
	file := filepath.Join(t.TempDir(), "summary.pdf")
	o.Press("Save as PDF …")
	o.Sees("Save the summary")
	if name := o.Row("File").Field.(*ui.Entry).Text; filepath.Base(name) != "Patient relations summary "+o.month(-2).String()+".pdf" {
		t.Errorf("the name offered is %q", name)
	}
	o.Fill("File", file)
	o.Press("Save")
	if ui.DialogOpen(o.Window) {
		t.Fatalf("the dialog is still there: %s", o.Words())
	}
	if len(o.Floor.Said) != 1 || len(o.Floor.Files) != 1 || o.Floor.Files[0] != file {
		t.Errorf("the officer reads %q and the viewer gets %q", o.Floor.Said, o.Floor.Files)
	}
	entries, err := o.Session.Audit(t.Context(), store.AuditQuery{Limit: 1})
	if err != nil || len(entries) != 1 || !strings.Contains(entries[0].Summary, o.month(-2).Long()) {
		t.Errorf("the newest entry of the chain is %+v, %v", entries, err)
	}
	if info := officetest.PDFTool(t, "pdfinfo", file); !strings.Contains(info, "Pages:") || !strings.Contains(info, "612 x 792") {
		t.Errorf("pdfinfo says %s", info)
	}
	if text := officetest.PDFTool(t, "pdftotext", file); !strings.Contains(text, o.month(-2).Long()) || strings.Contains(text, "Fennimore") || strings.Contains(text, "PR-20") {
		t.Errorf("the file reads: %s", text)
	}
}

func TestASummaryThatIsNotSavedIsNotInTheChain(t *testing.T) {
	o := newOffice(t)
	before, err := o.Session.Audit(t.Context(), store.AuditQuery{Limit: 1})
	if err != nil {
		t.Fatal(err)
	}
	o.Press("Save as PDF …")
	o.Press("Cancel")
	o.Press("Save as PDF …")
	o.Fill("File", filepath.Join(t.TempDir(), "no such folder", "summary.pdf"))
	o.Press("Save")
	o.Sees("That folder is not there.")
	o.Press("Cancel")
	after, err := o.Session.Audit(t.Context(), store.AuditQuery{Limit: 1})
	if err != nil || after[0].Seq != before[0].Seq || len(o.Floor.Said) > 0 {
		t.Errorf("the chain went on to %+v, %v", after, err)
	}
}

func TestThePrintedSummaryIsInTheChain(t *testing.T) {
	bin, out := t.TempDir(), filepath.Join(t.TempDir(), "printed")
	script := "#!/bin/sh\nfor a in \"$@\"; do :; done; cat \"$a\" > '" + out + "'\n"
	if err := os.WriteFile(filepath.Join(bin, "lp"), []byte(script), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(bin, "lpstat"), []byte("#!/bin/sh\necho front_desk\n"), 0o700); err != nil {
		t.Fatal(err)
	}
	t.Setenv("PATH", bin+string(os.PathListSeparator)+os.Getenv("PATH"))
	o := newOffice(t)
	o.Press("Print")
	o.Pick("Printer", "front_desk")
	o.Press("Print")
	printed, err := os.ReadFile(out)
	if err != nil || !strings.HasPrefix(string(printed), "%PDF-") {
		t.Fatalf("the printer got %d bytes, %v", len(printed), err)
	}
	// The newest entry is that the printer was remembered.
	entries, err := o.Session.Audit(t.Context(), store.AuditQuery{Limit: 2})
	if err != nil || !strings.Contains(entries[0].Summary+entries[1].Summary, "to the printer") || len(o.Floor.Said) != 1 {
		t.Errorf("no entry tells of the print, %v; the officer reads %q", err, o.Floor.Said)
	}
}

func TestALockedCaseFileSaysSo(t *testing.T) {
	o := newOffice(t)
	if err := o.Session.Lock(context.Background()); err != nil {
		t.Fatal(err)
	}
	o.Press("Earlier")
	o.Sees("The case file is locked. Sign in again")
	o.Press("Save as PDF …")
	if ui.DialogOpen(o.Window) {
		t.Error("the pages of the month before are offered under the name of this one")
	}
}
