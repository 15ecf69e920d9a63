package reports

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/csv"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"rapport/app/copyout"
	"rapport/app/window/officetest"
	"rapport/app/window/ui"
	"rapport/data"
	"rapport/data/exchange/sealed"
	"rapport/data/practice"
	"rapport/data/store"
	"rapport/reports/report"
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
	m := data.MonthPeriod(o.month(n))
	if chosen, _ := o.screen.period.list.Value(); o.screen.wish.period != m || chosen != m || o.screen.made.Period != m {
		o.Errorf("the period is %v, the list says %v, the pages are of %v; want %v", o.screen.wish.period, chosen, o.screen.made.Period, m)
	}
	if page := o.onThePage(); !strings.Contains(page, m.Long(data.LocaleUS)) {
		o.Errorf("the page of %s reads %q", m, page)
	}
}

// received is how many cases the summary that is shown counts.
func (o *office) received() int { return len(o.screen.made.Facts.Received) }

func TestTheSummaryBeginsWithTheLastWholeMonthAndStepsFromThere(t *testing.T) {
	o := newOffice(t)
	o.wantMonth(-1)
	o.Press("Earlier")
	o.wantMonth(-2)
	if n := o.received(); n != 2 {
		t.Errorf("%d cases were received", n)
	}
	o.Press("Later")
	o.Press("Later")
	o.wantMonth(0)
	if n := o.received(); n != 1 {
		t.Errorf("%d cases were received", n)
	}
	o.screen.period.list.SetValue(data.MonthPeriod(o.month(-2)))
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
	o.wantMonth(-1)
	if n := o.received(); n != 0 || !o.screen.ready {
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
	if n := o.received(); n != 2 {
		t.Errorf("%d cases were received, want 2", n)
	}
}

func TestTheSavedSummaryIsAPDFAndItsExportIsInTheChain(t *testing.T) {
	o := newOffice(t)
	o.Press("Earlier")
	file := filepath.Join(t.TempDir(), "summary.pdf")
	o.Press("Save …")
	o.Press("Go on")
	o.Sees("Save the file")
	if name := o.Row("File").Field.(*ui.Entry).Text; filepath.Base(name) != "Patient relations summary "+o.month(-2).String()+" internal.pdf" {
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
	if err != nil || len(entries) != 1 || !strings.Contains(entries[0].Summary, "the summary of "+o.month(-2).String()+", internal") {
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
	o.Press("Save …")
	o.Press("Cancel")
	o.Press("Save …")
	o.Press("Go on")
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
	o.Press("Save …")
	if ui.DialogOpen(o.Window) {
		t.Error("the pages of the month before are offered under the name of this one")
	}
}

func TestEveryDocumentIsShownSavedInItsFormatsAndNamedInTheChain(t *testing.T) {
	o := newOffice(t)
	if o.Shows("KO41a") {
		t.Error("a return of the NHS is offered to an office in the United States")
	}
	settings := o.Session.Settings()
	settings.Locale = "en-GB"
	if err := o.Session.SaveSettings(t.Context(), settings); err != nil {
		t.Fatal(err)
	}
	o.screen.Shown()
	o.Press("Earlier")
	for _, doc := range documents {
		if doc.id != o.screen.wish.document {
			o.Press(doc.name)
		}
		o.Sees(doc.about)
		if !o.screen.ready || o.onThePage() == "" {
			t.Fatalf("%s: nothing is shown: %s", doc.name, o.Words())
		}
		for _, f := range formatsOf(doc) {
			path, action := filepath.Join(t.TempDir(), "file"), "report.export"
			o.Press("Save …")
			if doc.named != "" {
				path, action = o.leaves(doc, f), "file.out"
			} else {
				if f.ending != ".pdf" {
					o.Press(f.name)
				}
				o.Press("Go on")
				o.Fill("File", path)
				o.Press("Save")
			}
			content, err := os.ReadFile(path)
			if err != nil || len(content) == 0 {
				t.Fatalf("%s as %s: %d bytes, %v", doc.name, f.name, len(content), err)
			}
			entries, err := o.Session.Audit(t.Context(), store.AuditQuery{Limit: 1})
			if err != nil || len(entries) == 0 || entries[0].Action != action || !strings.Contains(entries[0].Summary, "the "+doc.id+" of "+o.screen.fitted().period.String()) || !strings.Contains(entries[0].Summary, f.name) {
				t.Errorf("%s as %s: the newest entry of the chain is %+v, %v", doc.name, f.name, entries, err)
			}
		}
	}
}

// leaves goes through the door by which a document that names patients leaves, and
// returns its file.
func (o *office) leaves(doc document, f format) string {
	o.Helper()
	o.Sees("Save the report", doc.named)
	if f.ending != ".pdf" {
		o.Press(f.name)
	}
	name := filepath.Base(o.Row("File").Field.(*ui.Entry).Text)
	if want := copyout.Name(fileName(doc, o.screen.fitted())+f.ending, true); name != want {
		o.Errorf("the name offered is %q, want %q", name, want)
	}
	path := filepath.Join(o.TempDir(), name)
	o.Fill("File", path)
	o.Press("Save the file")
	o.Sees("Please fill this in") // why
	o.Fill("Why does it leave, and for whom?", "The surveyor asked for it.")
	o.Fill("Passphrase of the file", copyWords)
	o.Press("Save the file")
	if _, err := os.Stat(path); err == nil {
		o.Errorf("%s left without the passphrase of the officer", doc.name)
	}
	o.Fill("Passphrase of "+practice.Officer, practice.Passphrase)
	o.Press("Go on")
	o.Sees(copyWords, "Tell it by phone")
	o.Press("I have told it or written it down")
	return path
}

// copyWords is a passphrase for copies.
const copyWords = "maple otter tulip bread 4071"

// theLog shows the log of two months ago, with two cases.
func (o *office) theLog() {
	o.Helper()
	o.Press("Earlier")
	o.Press("Grievance log")
}

func TestTheLogLeavesProtectedWithOneEntryThatSaysWhy(t *testing.T) {
	o := newOffice(t)
	o.theLog()
	before, err := o.Session.Audit(t.Context(), store.AuditQuery{Limit: 1})
	if err != nil {
		t.Fatal(err)
	}
	o.Press("Save …")
	log := documentOf("log")
	path := o.leaves(log, formats[0])
	if text := officetest.PDFTool(t, "pdftotext", path, "-upw", copyWords); !strings.Contains(text, "Fennimore") {
		t.Errorf("the pages read %s", text)
	}
	raw, err := os.ReadFile(path)
	if err != nil || strings.Contains(string(raw), "Fennimore") {
		t.Fatalf("the file shows a name, %v", err)
	}
	entries, err := o.Session.Audit(t.Context(), store.AuditQuery{Limit: 5})
	if err != nil {
		t.Fatal(err)
	}
	for _, other := range entries[1:] { // that the log was looked at is written behind the reading
		if other.Seq > before[0].Seq && other.Action != "log.view" {
			t.Errorf("another entry tells of it: %+v", other)
		}
	}
	for _, want := range []string{"2 cases", "protected with a passphrase (AES-256)", fmt.Sprintf("SHA-256 %x", sha256.Sum256(raw)), "Reason: The surveyor asked for it."} {
		if !strings.Contains(entries[0].Summary, want) {
			t.Errorf("%q lacks %q", entries[0].Summary, want)
		}
	}

	o.Press("Save …")
	raw, err = os.ReadFile(o.leaves(log, formats[2]))
	if err != nil || !sealed.ForPassphrase(raw) {
		t.Fatalf("the CSV is in no envelope, %v", err)
	}
	r, n, err := sealed.OpenWithPassphrase(bytes.NewReader(raw), int64(len(raw)), copyWords)
	if err != nil {
		t.Fatal(err)
	}
	if rows, err := csv.NewReader(io.NewSectionReader(r, 0, n)).ReadAll(); err != nil || len(rows) != 3 {
		t.Errorf("the envelope holds %d rows, %v", len(rows), err)
	}
}

func TestTheLogLeavesUnprotectedOnlyAsASecondChoice(t *testing.T) {
	o := newOffice(t)
	o.theLog()
	o.Press("Save …")
	o.Press("CSV")
	o.Press("Not protected")
	path := filepath.Join(t.TempDir(), "log.csv")
	o.Fill("File", path)
	o.Fill("Why does it leave, and for whom?", "The disk of the quality office is encrypted.")
	o.Prove()
	o.Press("Save the file")
	o.Press("Go back")
	if _, err := os.Stat(path); err == nil {
		t.Fatal("it left before that was confirmed")
	}
	o.Press("Save the file")
	o.Press("Write it unprotected")
	if raw, err := os.ReadFile(path); err != nil || !strings.Contains(string(raw), "Fennimore") {
		t.Errorf("the file holds %s, %v", raw, err)
	}
	if entries, err := o.Session.Audit(t.Context(), store.AuditQuery{Limit: 1}); err != nil || !strings.Contains(entries[0].Summary, "NOT PROTECTED") {
		t.Errorf("the newest entry is %+v, %v", entries, err)
	}
}

func TestALogOfNothingHasItsColumns(t *testing.T) {
	o := newOffice(t)
	o.Press("Grievance log") // of last month, without a case
	o.Press("Save …")
	raw, err := os.ReadFile(o.leaves(documentOf("log"), formats[2]))
	if err != nil {
		t.Fatal(err)
	}
	r, n, err := sealed.OpenWithPassphrase(bytes.NewReader(raw), int64(len(raw)), copyWords)
	if err != nil {
		t.Fatal(err)
	}
	if rows, err := csv.NewReader(io.NewSectionReader(r, 0, n)).ReadAll(); err != nil || len(rows) != 1 || len(rows[0]) < 10 {
		t.Errorf("the envelope holds %v, %v", rows, err)
	}
}

func TestANumberLeadsToExactlyItsCases(t *testing.T) {
	o := newOffice(t)
	o.Press("Earlier")
	doors := 0
	for i, spot := range o.screen.spots {
		o.screen.openDoor(i)
		q := o.Floor.Queries[len(o.Floor.Queries)-1]
		q.Limit = 100
		page, err := o.Session.Cases(t.Context(), q)
		if err != nil || len(page.Rows) == 0 || spot.Door.Query == nil && len(page.Rows) != len(spot.Door.Cases()) {
			t.Errorf("%s leads to %d cases, %v", spot.Door.Name, len(page.Rows), err)
		}
		if spot.Door.Query == nil && (!strings.Contains(q.AmongName, spot.Door.Name) || !strings.Contains(q.AmongName, o.month(-2).Long())) {
			t.Errorf("the list is called %q", q.AmongName)
		}
		doors++
	}
	if doors < 10 {
		t.Errorf("the summary has %d doors", doors)
	}
}

func TestPeriodsOfEverySizeAndAnyDaysCanBeChosen(t *testing.T) {
	o := newOffice(t)
	o.Press("Quarter")
	if p := o.screen.made.Period; p.Size() != data.OneQuarter || !strings.Contains(o.onThePage(), "quarterly summary") {
		t.Errorf("the pages are of %v", p)
	}
	o.Press("Year")
	if p := o.screen.made.Period; p != data.YearPeriod(o.Today().Year()) && p != data.YearPeriod(o.Today().Year()-1) {
		t.Errorf("the pages are of %v", p)
	}
	o.Press("Days")
	from, to := o.Today().AddDays(-40), o.Today()
	o.screen.period.from.SetDate(from)
	o.screen.period.to.SetDate(to)
	o.Press("Show")
	if p := o.screen.made.Period; p != (data.Period{From: from, To: to}) {
		t.Errorf("the pages are of %v", p)
	}
	o.screen.period.to.SetDate(from.AddDays(-1))
	o.Press("Show")
	o.Sees("the last must not come before the first")
	if p := o.screen.made.Period; p != (data.Period{From: from, To: to}) {
		t.Errorf("days that make no period changed the pages to %v", p)
	}
}

func TestTheShareableSummaryHasNoSmallCountAndSaysSo(t *testing.T) {
	o := newOffice(t)
	o.Press("Shareable")
	if o.screen.made.Audience != report.Shareable || !strings.Contains(o.onThePage(), "Shareable") {
		t.Errorf("the page reads %q", o.onThePage())
	}
}

func TestAFrozenMonthSaysByWhomAndTellsOfWhatCameLater(t *testing.T) {
	o := newOffice(t)
	o.Press("Earlier")
	o.Press("Freeze …")
	o.Fill("Note", "For the board")
	o.Press("Freeze")
	o.Sees("Frozen on", o.Session.Officer().Name)
	in := o.Complaint()
	in.ReceivedAt = o.month(-2).First().AddDays(3).Start(o.Session.Settings().Zone())
	o.Open(in)
	o.screen.Left()
	o.screen.Shown()
	o.Sees("changed since")
	o.Press("Later")
	o.Press("Later")
	o.Press("Freeze …")
	o.Sees("has not ended")
}

func TestWhatIsBrokenOffLeavesTheReportFromBefore(t *testing.T) {
	o := newOffice(t)
	o.Press("Quarter")
	o.Press("Shareable")
	before := o.screen.made.Period
	// As the screen is while the pages of another period are made.
	o.screen.wish.period, o.screen.wish.audience, o.screen.ready = data.YearPeriod(o.Today().Year()), report.Internal, false
	o.screen.period.set(o.screen.wish.period)
	o.screen.putBack()
	o.Sees("This is the report from before")
	size, _ := o.screen.period.size.Value()
	if audience, _ := o.screen.audience.Value(); o.screen.wish.period != before || size != data.OneQuarter || audience != report.Shareable {
		t.Errorf("the choices say %v, %v, %v; the pages are of %v", o.screen.wish.period, size, audience, before)
	}
	o.Press("Save …")
	if !ui.DialogOpen(o.Window) {
		t.Error("the pages that are shown cannot be saved")
	}
}

func TestTheOfficerComesBackToTheNumberThatWasOpened(t *testing.T) {
	o := newOffice(t)
	o.Press("Earlier")
	o.Window.Canvas().Focus(o.screen.FirstFocus())
	press := func(key fyne.KeyName) { o.screen.preview.Press(key) }
	for range 4 {
		press(fyne.KeyRight)
	}
	press(fyne.KeyReturn)
	opened := o.Floor.Queries[len(o.Floor.Queries)-1].AmongName
	o.screen.Left()
	o.screen.Shown()
	press(fyne.KeyReturn)
	if again := o.Floor.Queries[len(o.Floor.Queries)-1].AmongName; len(o.Floor.Queries) != 2 || again != opened {
		t.Errorf("after %q Enter opens %q", opened, again)
	}
}
