package command

import (
	"bytes"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"rapport/data"
	"rapport/data/store"
	"rapport/reports/pdf/pdftest"
)

// sheetOf writes a sheet of numbers of months.
func sheetOf(t *testing.T, rows string) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), "numbers.csv")
	if err := os.WriteFile(file, []byte("month,unit,kind,value\n"+rows), 0o600); err != nil {
		t.Fatal(err)
	}
	return file
}

func TestSummaryIsWrittenAsTheEndingOfItsFileSays(t *testing.T) {
	dir, folder := ownStore(t, 120), t.TempDir()
	mustRun(t, "import", "numbers", sheetOf(t, "2026-05,,patient_days,5890\n"), "--store", dir)
	for ending, start := range map[string]string{".pdf": "%PDF-", ".xlsx": "PK", ".zip": "PK"} {
		for _, audience := range []string{"internal", "shareable"} {
			out := filepath.Join(folder, audience+ending)
			said := mustRun(t, "summary", "--month", "2026-05", "--audience", audience, "--out", out, "--store", dir)
			if !strings.Contains(said, "Wrote the "+audience+" summary of May 2026") {
				t.Errorf("it says %s", said)
			}
			file, err := os.ReadFile(out)
			if err != nil || !bytes.HasPrefix(file, []byte(start)) {
				t.Errorf("%s: %v, begins with %.8q", out, err, file)
			}
			if ending != ".pdf" {
				continue
			}
			text := pdftest.Run(t, "pdftotext", out, "-")
			if strings.Contains(text, "Shareable: counts from 1 to 10 are not shown") != (audience == "shareable") {
				t.Errorf("the foot of the %s summary is not its own", audience)
			}
		}
	}
}

func TestSummaryWithoutPatientDaysSaysWhatIsMissing(t *testing.T) {
	dir := ownStore(t, 120)
	mustRun(t, "import", "numbers", sheetOf(t, "2026-05,,patient_days,\n2026-05,,encounters,\n"), "--store", dir)
	out := filepath.Join(t.TempDir(), "x.pdf")
	r := run(t, "summary", "--month", "2026-05", "--out", out, "--store", dir)
	if r.code != Incomplete || strings.Count(strings.TrimSpace(r.err), "\n") != 0 || !strings.Contains(r.err, "patient days of May 2026 are not entered") {
		t.Errorf("ended with %d: %s", r.code, r.err)
	}
	if _, err := os.Stat(out); err != nil {
		t.Errorf("the summary was not written: %v", err)
	}
}

func TestSummaryOfQuarterYearAndAnyDays(t *testing.T) {
	dir, folder := ownStore(t, 120), t.TempDir()
	for period, name := range map[string]string{"2026-Q2": "second quarter of 2026", "2025": "2025", "2026-04-10..2026-05-20": "April 10, 2026 to May 20, 2026"} {
		r := run(t, "summary", "--period", period, "--out", filepath.Join(folder, "x.pdf"), "--store", dir)
		if r.code != Done && r.code != Incomplete || !strings.Contains(r.out, name) {
			t.Errorf("%s ended with %d: %s%s", period, r.code, r.out, r.err)
		}
	}
	before := data.DateOf(time.Now(), time.Local).Month().Add(-1).Long()
	if r := run(t, "summary", "--month", "last", "--out", filepath.Join(folder, "x.pdf"), "--store", dir); !strings.Contains(r.out, before) {
		t.Errorf("the last month ended with %d: %s%s", r.code, r.out, r.err)
	}
	refused(t, run(t, "summary", "--month", "2026-05", "--audience", "everybody", "--out", filepath.Join(folder, "x.pdf"), "--store", dir), Misuse, "--audience internal")
	refused(t, run(t, "summary", "--month", "2026-05", "--period", "2026", "--out", filepath.Join(folder, "x.pdf"), "--store", dir), Misuse, "--period")
	refused(t, run(t, "summary", "--month", "2026-05", "--out", filepath.Join(folder, "x.doc"), "--store", dir), Misuse, ".xlsx")
}

func TestFrozenMonthIsSaidInItsSummary(t *testing.T) {
	dir := ownStore(t, 120)
	if said := mustRun(t, "freeze", "--month", "2026-05", "--note", "Sent to the board", "--store", dir); !strings.Contains(said, "Froze May 2026, version 1") {
		t.Errorf("it says %s", said)
	}
	if said := mustRun(t, "freeze", "--month", "2026-05", "--store", dir); !strings.Contains(said, "version 2") {
		t.Errorf("it says %s", said)
	}
	out := filepath.Join(t.TempDir(), "x.pdf")
	if r := run(t, "summary", "--month", "2026-05", "--out", out, "--store", dir); r.code == Failed {
		t.Fatal(r.err)
	}
	text := strings.Join(strings.Fields(pdftest.Run(t, "pdftotext", out, "-")), " ")
	if !strings.Contains(text, "version 2, with the audit chain at entry") || !strings.Contains(text, "Nothing is restated") {
		t.Error("the summary does not tell of the freeze")
	}
	refused(t, run(t, "freeze", "--store", dir), Misuse, "--month")
}

func TestNumbersAreBroughtInAndPrinted(t *testing.T) {
	dir := ownStore(t, 120)
	if said := mustRun(t, "import", "numbers", sheetOf(t, "2024-01,,patient_days,5890\n2024-01,,encounters,21000\n"), "--store", dir); !strings.Contains(said, "Saved 2 numbers") {
		t.Errorf("it says %s", said)
	}
	if said := mustRun(t, "numbers", "--month", "2024-01", "--store", dir); !strings.Contains(said, "Patient days, the whole hospital: 5,890") {
		t.Errorf("it says %s", said)
	}
	refused(t, run(t, "import", "numbers", sheetOf(t, "2024-01,,beds,1\n"), "--store", dir), Failed, "Row 2: this is no kind")
	if said := mustRun(t, "import", "numbers", sheetOf(t, "2024-01,,patient_days,\n2024-01,,encounters,\n"), "--store", dir); !strings.Contains(said, "cleared 2") {
		t.Errorf("it says %s", said)
	}
	if said := mustRun(t, "numbers", "--month", "2024-01", "--store", dir); !strings.Contains(said, "Nothing is entered") {
		t.Errorf("it says %s", said)
	}
}

func TestTheAuditChainTellsOfEachSummaryThatWasPutOut(t *testing.T) {
	dir, folder := ownStore(t, 30), t.TempDir()
	for _, audience := range []string{"internal", "shareable"} {
		run(t, "summary", "--month", "2026-05", "--audience", audience, "--out", filepath.Join(folder, audience+".zip"), "--store", dir)
		withCase(t, dir, func(s *store.Session, _ data.CaseFile) {
			entries, err := s.Audit(t.Context(), store.AuditQuery{Limit: 20})
			if err != nil || !slices.ContainsFunc(entries, func(e store.AuditEntry) bool {
				return e.Action == "report.export" && e.Summary == "Put out the "+audience+" summary of 2026-05 as CSV."
			}) {
				t.Errorf("no entry tells of the %s summary: %v", audience, err)
			}
		})
	}
}

func TestAYoungOfficeGetsItsShareableSummary(t *testing.T) {
	dir, out := ownStore(t, 1500), filepath.Join(t.TempDir(), "x.pdf")
	this := data.DateOf(time.Now(), time.Local).Month()
	for ago := 11; ago > 5; ago-- { // the practice office began a year ago
		r := run(t, "summary", "--month", this.Add(-ago).String(), "--audience", "shareable", "--out", out, "--store", dir)
		if r.code != Done && r.code != Incomplete {
			t.Errorf("%d months ago: %s", ago, r.err)
		}
	}
}
