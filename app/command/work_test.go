package command

import (
	"bytes"
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"rapport/data"
	"rapport/data/practice"
)

func TestDemoMakesAPracticeCaseFileThatOpens(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "practice")
	out := mustRun(t, "demo", "--store", dir, "--cases", "40", "--seed", "3")
	for _, words := range []string{"40 cases", practice.Officer, practice.Passphrase, "Recovery key"} {
		if !strings.Contains(out, words) {
			t.Errorf("the demo does not say %q: %s", words, out)
		}
	}
	rows := fromJSON[[]data.CaseRow](t, mustRun(t, "cases", "--store", dir, "--limit", "0", "--json"))
	if len(rows) != 40 {
		t.Errorf("the case file holds %d cases, want 40", len(rows))
	}
	refused(t, run(t, "demo", "--store", dir, "--cases", "3"), Failed, "already a case file")
	if again := fromJSON[[]data.CaseRow](t, mustRun(t, "cases", "--store", dir, "--limit", "0", "--json")); len(again) != 40 {
		t.Errorf("a refused demo changed the case file: %d cases", len(again))
	}
}

func TestDemoKnowsPeopleWhoComeAgainAndLinksTheirCases(t *testing.T) {
	dir := sharedStore(t)
	linked, again := 0, 0
	s := session(t, dir)
	defer closeSession(t, s)
	page, err := s.Cases(t.Context(), data.CaseQuery{Limit: 300})
	if err != nil {
		t.Fatal(err)
	}
	for _, row := range page.Rows {
		f, err := s.Case(t.Context(), row.Number)
		if err != nil {
			t.Fatal(err)
		}
		linked += len(f.Links)
		p, ok := f.Person(data.RolePatient)
		if !ok || again > 0 {
			continue
		}
		known, err := s.KnownPerson(t.Context(), p.Known)
		if err != nil {
			t.Fatal(err)
		}
		if len(known.Cases) > 1 {
			again++
		}
	}
	if linked < 4 || linked%2 != 0 || again == 0 {
		t.Errorf("%d ends of links; somebody with two cases: %d", linked, again)
	}
}

func TestDemoThatIsStoppedLeavesNothing(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "practice")
	ctx, cancel := context.WithCancel(t.Context())
	_, err := MakePractice(ctx, dir, 50_000, 1, func(int, int) { cancel() })
	if !errors.Is(err, context.Canceled) {
		t.Errorf("stopped with %v", err)
	}
	if _, err := os.Stat(dir); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("the folder is still there: %v", err)
	}
}

func TestCasesAreListedByFilter(t *testing.T) {
	dir := sharedStore(t)
	list := func(filter string) []data.CaseRow {
		return fromJSON[[]data.CaseRow](t, mustRun(t, "cases", "--store", dir, "--limit", "0", "--json", "--filter", filter))
	}
	all := list("")
	if len(all) != 300 {
		t.Fatalf("%d cases are listed, want 300", len(all))
	}
	zone := practice.Settings().Zone()
	for filter, holds := range map[string]func(data.CaseRow) bool{
		"open":                        func(r data.CaseRow) bool { return r.State.Open() },
		"closed":                      func(r data.CaseRow) bool { return !r.State.Open() },
		"kind:grievance":              func(r data.CaseRow) bool { return r.Kind == data.Grievance },
		"kind:compl state:closed":     nil, // two kinds begin so
		"state:withdrawn":             func(r data.CaseRow) bool { return r.State == data.StateWithdrawn },
		`unit:"Emergency Department"`: func(r data.CaseRow) bool { return r.Unit == "Emergency Department" },
		"unit:emerg severity:3":       func(r data.CaseRow) bool { return r.Unit == "Emergency Department" && r.Severity == 3 },
		"from:2026-03-01 to:2026-03-31": func(r data.CaseRow) bool {
			return strings.HasPrefix(r.ReceivedAt.In(zone).Format("2006-01"), "2026-03")
		},
		"kind:compliment kind:suggestion": func(r data.CaseRow) bool { return r.Kind == data.Compliment || r.Kind == data.Suggestion },
		"mark:harm":                       func(r data.CaseRow) bool { return r.Flags.Has(data.FlagHarm) },
		"mark:harm mark:restricted":       func(r data.CaseRow) bool { return r.Flags.Has(data.FlagHarm | data.FlagRestricted) },
		"mark:r":                          nil, // two marks begin so
		"due-from:2026-01-01":             func(r data.CaseRow) bool { return !r.NextDue.IsZero() && r.NextDue >= data.NewDate(2026, 1, 1) },
		"due-to:2026-10-15 severity:2": func(r data.CaseRow) bool {
			return !r.NextDue.IsZero() && r.NextDue <= data.NewDate(2026, 10, 15) && r.Severity >= 2
		},
		"no-such-word-anywhere":            func(data.CaseRow) bool { return false },
		`owner:"Tamar Windrow" kind:griev`: func(r data.CaseRow) bool { return r.Owner == "Tamar Windrow" && r.Kind == data.Grievance },
	} {
		if holds == nil {
			refused(t, run(t, "cases", "--store", dir, "--filter", filter), Misuse, "one of")
			continue
		}
		want := 0
		for _, r := range all {
			if holds(r) {
				want++
			}
		}
		got := list(filter)
		for _, r := range got {
			if !holds(r) {
				t.Errorf("%q lists %s, a %s that is %s in %s", filter, r.Number, r.Kind, r.State, r.Unit)
			}
		}
		if len(got) != want {
			t.Errorf("%q lists %d cases, want %d", filter, len(got), want)
		}
	}
	if out := mustRun(t, "cases", "--store", dir, "--limit", "5"); strings.Count(out, "PR-") != 5 || !strings.Contains(out, "there are more") {
		t.Errorf("a list of five is\n%s", out)
	}
	if out := mustRun(t, "cases", "no-such-word-anywhere", "--store", dir); out != "No case matches.\n" {
		t.Errorf("an empty list says %q", out)
	}
}

func TestAListIsSortedByAnyColumnAndTurnedRound(t *testing.T) {
	dir := sharedStore(t)
	list := func(more ...string) []string {
		var patients []string
		for _, r := range fromJSON[[]data.CaseRow](t, mustRun(t, append([]string{"cases", "--store", dir, "--limit", "0", "--json", "--order", "patient"}, more...)...)) {
			patients = append(patients, r.Patient)
		}
		return patients
	}
	rising, falling := list(), list("--reverse")
	if len(rising) != 300 || !slices.IsSorted(rising) {
		t.Errorf("%d cases, by patient: %q", len(rising), rising)
	}
	if slices.Reverse(falling); !slices.Equal(rising, falling) {
		t.Error("turned round, the list is another one")
	}
}

func TestCaseIsShownWhole(t *testing.T) {
	dir := sharedStore(t)
	row := fromJSON[[]data.CaseRow](t, mustRun(t, "cases", "kind:grievance", "closed", "--limit", "1", "--json", "--store", dir))[0]
	f := fromJSON[data.CaseFile](t, mustRun(t, "case", row.Number, "--json", "--store", dir))
	if f.Number != row.Number || f.Story == "" || len(f.Issues) == 0 || len(f.Letters) != 1 {
		t.Errorf("the case is %+v", f)
	}
	text := mustRun(t, "case", strings.TrimPrefix(row.Number, "PR-"), "--store", dir)
	flat := strings.Join(strings.Fields(text), " ")
	for _, want := range []string{f.Number, f.Story, f.People[0].Family, f.Issues[0].Finding.Reasons, f.Clocks[0].Due.String(), f.Contacts[0].Summary, f.Letters[0].Addressee} {
		if !strings.Contains(flat, strings.Join(strings.Fields(want), " ")) {
			t.Errorf("the text of the case lacks %q:\n%s", want, text)
		}
	}
	refused(t, run(t, "case", "PR-1999-00001", "--store", dir), Failed, "no case \"PR-1999-00001\"")
}

func TestIssuedLetterIsWrittenByteForByte(t *testing.T) {
	dir := ownStore(t, 900) // of fewer, none was sent on some days of the year
	rows := fromJSON[[]data.CaseRow](t, mustRun(t, "cases", "state:sent", "--json", "--store", dir))
	if len(rows) == 0 {
		t.Fatal("the practice data holds no case whose letter was sent")
	}
	out := filepath.Join(t.TempDir(), "letter.pdf")
	w := fromJSON[written](t, mustRun(t, "letter", rows[0].Number, "--kind", "resolution", "--out", out, "--json", "--store", dir))
	got, err := os.ReadFile(out)
	if err != nil {
		t.Fatal(err)
	}
	s := session(t, dir)
	defer closeSession(t, s)
	f, err := s.Case(t.Context(), rows[0].Number)
	if err != nil {
		t.Fatal(err)
	}
	l, _ := f.Letter(data.NoticeOfDecision)
	kept, err := s.LetterPDF(t.Context(), f.Key, l.ID)
	if err != nil {
		t.Fatal(err)
	}
	if !w.Issued || w.SHA256 != l.SHA256 || !bytes.Equal(got, kept) {
		t.Errorf("wrote %d bytes, %d are kept; it says %+v", len(got), len(kept), w)
	}
}

func TestLetterThatIsNotIssuedIsADraft(t *testing.T) {
	dir := sharedStore(t)
	out := filepath.Join(t.TempDir(), "letter.pdf")
	for filter, words := range map[string]string{
		"state:sign_off":         "the draft, marked as one",
		"kind:grievance closed":  "practice letter, whose pages are not kept",
		"kind:compliment closed": "",
	} {
		rows := fromJSON[[]data.CaseRow](t, mustRun(t, "cases", "--filter", filter, "--json", "--store", dir))
		if len(rows) == 0 {
			t.Fatalf("no case matches %q", filter)
		}
		r := run(t, "letter", rows[0].Number, "--out", out, "--store", dir)
		if words == "" {
			refused(t, r, Failed, "owes none")
			continue
		}
		if r.code != Done || !strings.Contains(r.out, words) {
			t.Errorf("%q: ended with %d: %s%s", filter, r.code, r.out, r.err)
		}
		if pdf, err := os.ReadFile(out); err != nil || !bytes.HasPrefix(pdf, []byte("%PDF-")) {
			t.Errorf("%q wrote no PDF: %v", filter, err)
		}
	}
}

func TestSummaryIsWrittenWholeOrNotAtAll(t *testing.T) {
	dir := sharedStore(t)
	folder := t.TempDir()
	out := filepath.Join(folder, "summary.pdf")
	for range 2 { // a summary is replaced by a newer one
		said := mustRun(t, "summary", "--month", "2026-05", "--out", out, "--store", dir)
		if !strings.Contains(said, "May 2026") {
			t.Errorf("it says %s", said)
		}
	}
	pdf, err := os.ReadFile(out)
	if err != nil || !bytes.HasPrefix(pdf, []byte("%PDF-")) {
		t.Errorf("no PDF was written: %v", err)
	}
	refused(t, runWith(t, "wrong\n", "summary", "--month", "2026-05", "--out", filepath.Join(folder, "other.pdf"), "--store", dir), Failed, "not right")
	left, err := os.ReadDir(folder)
	if err != nil || len(left) != 1 {
		t.Errorf("the folder holds %v, want the summary alone (%v)", left, err)
	}
	note := textFile(t)
	refused(t, run(t, "summary", "--month", "2026-05", "--out", note, "--force", "--store", dir), Misuse, ".pdf")
	if err := os.Rename(note, note+".pdf"); err != nil {
		t.Fatal(err)
	}
	note += ".pdf"
	refused(t, run(t, "summary", "--month", "2026-05", "--out", note, "--store", dir), Failed, "--force")
	mustRun(t, "summary", "--month", "2026-05", "--out", note, "--force", "--store", dir)
	if pdf, err := os.ReadFile(note); err != nil || !bytes.HasPrefix(pdf, []byte("%PDF-")) {
		t.Errorf("--force wrote no PDF: %v", err)
	}
}

const log = "Number,Received,Channel,Kind,Unit,Complainant,Relation,Patient,MRN,Birth date,What happened,Remedy asked for,Category,Severity,Finding,Closed,Closure\n"

func TestImportBringsEachRowInOnce(t *testing.T) {
	dir := ownStore(t, 5)
	file := filepath.Join(t.TempDir(), "log.csv")
	rows := log + "L1,03/04/2026,Phone,Grievance,Radiology,,Self,Ivo Vane,,,Nobody came.,,Communication,1,,,\n" +
		"L2,13/13/2026,Phone,Grievance,Radiology,,Self,Ivo Vane,,,Nobody came.,,,,,,\n" +
		"L3,03/05/2026,Letter,,Radiology,,Self,Orla Vane,,,A letter.,,,,,03/09/2026,\n"
	if err := os.WriteFile(file, []byte(rows), 0o600); err != nil {
		t.Fatal(err)
	}
	args := []string{"import", "complaints", file, "--map", "rapport-log", "--store", dir, "--json"}
	first := fromJSON[data.ImportCounts](t, mustRun(t, args...))
	if first.Read != 3 || first.Imported != 2 || first.Already != 0 || len(first.Refused) != 1 || first.Refused[0].Row != 3 {
		t.Errorf("the first import gave %+v", first)
	}
	second := fromJSON[data.ImportCounts](t, mustRun(t, args...))
	if second.Imported != 0 || second.Already != 2 {
		t.Errorf("the second import gave %+v", second)
	}
	text := mustRun(t, args[:len(args)-1]...)
	for _, want := range []string{"Read 3 rows.", "0 imported as cases", "2 already there", "1 refused", `row 3, column "Received": its day of receipt is missing`} {
		if !strings.Contains(text, want) {
			t.Errorf("the counts lack %q:\n%s", want, text)
		}
	}
	found := fromJSON[[]data.CaseRow](t, mustRun(t, "cases", "letter", "vane", "--json", "--store", dir))
	if len(found) != 1 || found[0].Patient != "Vane, Orla" || found[0].State != data.StateClosed || found[0].Kind != data.Grievance {
		t.Errorf("the imported case is found as %+v", found)
	}
}

// What comes from a spreadsheet is a case like any other: its people and issues
// are valid, and an open one lacks for its closing what any case lacks.
func TestImportedCasesKeepTheRules(t *testing.T) {
	dir := ownStore(t, 5)
	file := filepath.Join(t.TempDir(), "log.csv")
	rows := log + "M1,03/14/2026,Phone,Grievance,Radiology,Orla Quendry,Spouse,Ivo Quendry,Q1,02/03/1950,Nobody came.,An apology,Communication,1,Substantiated,03/20/2026,Withdrawn\n" +
		"M2,03/16/2026,Phone,Grievance,Radiology,,Self,Ivo Quendry,Q1,02/03/1950,Nobody came again.,,Communication,2,,,\n" +
		"M3,03/17/2026,Letter,Billing,Billing,,Self,Mara Quendry,,,Two bills.,,,,,,\n" +
		"M4,03/18/2026,Comment card,Compliment,Radiology,,,,,,Kind people.,,,,,03/18/2026,\"Resolved, the person is satisfied\"\n"
	if err := os.WriteFile(file, []byte(rows), 0o600); err != nil {
		t.Fatal(err)
	}
	args := []string{"import", "complaints", file, "--map", "rapport-log", "--store", dir, "--json"}
	if c := fromJSON[data.ImportCounts](t, mustRun(t, args...)); c.Imported != 4 {
		t.Fatalf("the import gave %+v", c)
	}
	s := session(t, dir)
	defer closeSession(t, s)
	set, today := s.Settings(), s.Settings().Today(time.Now())
	page, err := s.Cases(t.Context(), data.CaseQuery{Limit: 20})
	if err != nil {
		t.Fatal(err)
	}
	seen := map[string]data.CaseFile{}
	for _, row := range page.Rows {
		f, err := s.Case(t.Context(), row.Number)
		if err != nil {
			t.Fatal(err)
		}
		if f.Earlier == "" {
			continue
		}
		seen[f.Earlier] = f
		for _, p := range f.People {
			if err := p.Validate(today).Err(); err != nil {
				t.Errorf("%s, %s: %v", f.Earlier, p.Role, err)
			}
		}
		for i, is := range f.Issues {
			if err := is.Validate(i, set, today).Err(); err != nil {
				t.Errorf("%s, issue %d: %v", f.Earlier, i, err)
			}
		}
	}
	if first, second := seen["M1"].People[0], seen["M2"].People[0]; first.Known != second.Known {
		t.Error("the same patient has two entries in the register")
	}
	var codes []string
	for _, g := range data.CloseGate(seen["M2"], data.Closing{Reason: data.ClosedSatisfied, Satisfied: data.IsSatisfied, NoAction: "None needed.", QAPI: "access", Privacy: "none"},
		s.Officer(), set, today).Blocking() {
		codes = append(codes, g.Code)
	}
	if slices.Sort(codes); !slices.Equal(codes, []string{"completed_on", "finding", "letter"}) {
		t.Errorf("an imported grievance lacks %v for its closing", codes)
	}
	if gaps := data.CloseGate(seen["M3"], data.Closing{Reason: data.ClosedSatisfied, Satisfied: data.IsSatisfied, NoAction: "None needed.", QAPI: "billing", Privacy: "none"},
		s.Officer(), set, today).Blocking(); len(gaps) > 0 {
		t.Errorf("an imported matter of billing lacks %v for its closing", gaps)
	}
}

func TestImportExplainsAMapThatDoesNotFit(t *testing.T) {
	dir := sharedStore(t)
	file := filepath.Join(t.TempDir(), "other.csv")
	if err := os.WriteFile(file, []byte("a,b\n1,2\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	refused(t, run(t, "import", "complaints", file, "--map", "cfpb", "--store", dir), Failed, "The file has: a, b")
	refused(t, run(t, "import", "complaints", filepath.Join(dir), "--map", "cfpb", "--store", dir), Failed, "is not a file")
}

func TestRealCommentsAreImportedWholeAndOnce(t *testing.T) {
	samples := os.Getenv("RAPPORT_SAMPLES")
	if samples == "" {
		samples = filepath.Join("..", "..", "..", "shared", "samples")
	}
	file := filepath.Join(samples, "complaints", "nhs_patient_comments_v6.csv")
	if _, err := os.Stat(file); err != nil {
		t.Skipf("the sample files are not here (set RAPPORT_SAMPLES): %v", err)
	}
	dir := ownStore(t, 5)
	args := []string{"import", "complaints", file, "--map", "nhs-comments", "--store", dir, "--json"}
	for run, want := range [][2]int{{7908, 0}, {0, 7908}} {
		c := fromJSON[data.ImportCounts](t, mustRun(t, args...))
		if c.Read != 7908 || c.Imported != want[0] || c.Already != want[1] || len(c.Refused) != 0 || len(c.Dates) != 504 {
			t.Errorf("import %d: read %d, imported %d, already %d, refused %d, dates %d", run+1, c.Read, c.Imported, c.Already, len(c.Refused), len(c.Dates))
		}
	}
	out := filepath.Join(t.TempDir(), "summary.pdf")
	r := run(t, "summary", "--month", "2022-03", "--out", out, "--store", dir)
	if r.code != Incomplete || !strings.Contains(r.err, "patient days of March 2022") { // which nobody entered
		t.Errorf("the summary ends with %d and %q", r.code, r.err)
	}
	if !strings.Contains(r.out, "733 comments") { // of March 2022, counted independently after reading the dates
		t.Errorf("the summary says %s", r.out)
	}
	// All of it goes with one undo, and may come in again.
	list := fromJSON[[]data.Import](t, mustRun(t, "imports", "--store", dir, "--json"))
	it := fromJSON[data.Import](t, mustRun(t, "import", "undo", list[0].ID.String(), "--yes", "--store", dir, "--json"))
	if it.Removed != 7908 || it.Stayed != 0 || it.File.Name != filepath.Base(file) {
		t.Errorf("taken back: %d removed, %d stayed", it.Removed, it.Stayed)
	}
	if c := fromJSON[data.ImportCounts](t, mustRun(t, append(args, "--dry-run")...)); c.Imported != 7908 || c.Already != 0 {
		t.Errorf("after the undo %d would come in, %d are there", c.Imported, c.Already)
	}
}

func TestBackupOpensLikeTheCaseFileAndVerifyFindsDamage(t *testing.T) {
	dir := ownStore(t, 20)
	to := t.TempDir()
	b := fromJSON[struct{ Path string }](t, mustRun(t, "backup", "--to", to, "--store", dir, "--json"))
	if !strings.HasPrefix(b.Path, to) {
		t.Fatalf("the backup lies in %q", b.Path)
	}
	if rows := fromJSON[[]data.CaseRow](t, mustRun(t, "cases", "--store", b.Path, "--json")); len(rows) != 20 {
		t.Errorf("the backup holds %d cases, want 20", len(rows))
	}
	v := fromJSON[verdict](t, mustRun(t, "verify", "--store", dir, "--json"))
	if !v.OK || len(v.Checks) < 5 {
		t.Errorf("a sound case file is found %+v", v)
	}
	if text := mustRun(t, "verify", "--store", dir); strings.Count(text, "ok ") != len(v.Checks) {
		t.Errorf("the checks are\n%s", text)
	}
	damage(t, dir)
	r := run(t, "verify", "--store", dir)
	if r.code != Failed || strings.Contains(r.err, "panic") || !strings.Contains(r.err, "Do not delete anything") {
		t.Errorf("a damaged case file: ended with %d: %s%s", r.code, r.out, r.err)
	}
}

// damage turns over one byte in the middle of the largest file of a store.
func damage(t *testing.T, dir string) {
	t.Helper()
	var largest string
	var size int64
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		if info, err := e.Info(); err == nil && info.Mode().IsRegular() && info.Size() > size {
			largest, size = filepath.Join(dir, e.Name()), info.Size()
		}
	}
	content, err := os.ReadFile(largest)
	if err != nil {
		t.Fatal(err)
	}
	content[len(content)/2] ^= 1
	if err := os.WriteFile(largest, content, 0o600); err != nil {
		t.Fatal(err)
	}
}

func TestNumbersAreGrouped(t *testing.T) {
	for n, want := range map[int]string{0: "0", 999: "999", 7908: "7,908", 1_000_000: "1,000,000", -12345: "-12,345"} {
		if got := grouped(n); got != want {
			t.Errorf("%d is written %q, want %q", n, got, want)
		}
	}
	for n, want := range map[int]string{1: "1 case", 0: "0 cases", 2000: "2,000 cases"} {
		if got := counted(n, "case", "cases"); got != want {
			t.Errorf("%d cases are written %q, want %q", n, got, want)
		}
	}
}
