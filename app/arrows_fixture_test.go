package app_test

import (
	"slices"
	"strings"
	"testing"
)

// arrowCase is a made-up file and what the rules must say of it.
type arrowCase struct {
	name, file, body string
	fault            string // a part of a fault that must be found, or allowed
}

const allowed = ""

var arrowCases = []arrowCase{
	{"resources read nothing above", "resources/resources.go", `import "rapport/data"`, "ground floor"},
	{"resources may embed", "resources/resources.go", `import _ "embed"`, allowed},
	{"data may make keys", "data/case.go", `import ("time"; "github.com/google/uuid")`, allowed},
	{"data takes no other package", "data/case.go", `import "golang.org/x/text/cases"`, "uuid alone"},
	{"data does not know its vault", "data/case.go", `import "rapport/data/vault"`, "uuid alone"},
	{"the test of data may import data", "data/case_test.go", `import "rapport/data"`, allowed},
	{"the store does not know the reports", "data/store/letter.go", `import "rapport/reports/letter"`, "data knows neither"},
	{"the vault does not know the window", "data/vault/vault.go", `import "rapport/app/window"`, "data knows neither"},
	{"the store stands on the vault", "data/store/store.go", `import ("database/sql"; "rapport/data"; "rapport/data/vault")`, allowed},
	{"the vault does not know the store", "data/vault/vault.go", `import "rapport/data/store"`, "under the store"},
	{"readers do not write the store", "data/exchange/csv.go", `import "rapport/data/store"`, "work on values"},
	{"a report does not know the app", "reports/summary/summary.go", `import "rapport/app/command"`, "who shows it"},
	{"a report does not open the store", "reports/figures/figures.go", `import "rapport/data/store"`, "made from values"},
	{"a report has no Fyne", "reports/chart/chart.go", `import "fyne.io/fyne/v2/canvas"`, "stays in the window"},
	{"a report has no SQL", "reports/figures/figures.go", `import "database/sql"`, "SQL stays"},
	{"a report reads data and resources", "reports/letter/letter.go", `import ("rapport/data"; "rapport/resources")`, allowed},
	{"nothing starts main", "app/run.go", `import "rapport"`, "nothing starts main.go"},
	{"app joins window and commands", "app/run.go", `import ("rapport/app/command"; "rapport/app/window")`, allowed},
	{"what asks the system knows no case", "app/away/away.go", `import "rapport/data"`, "knows nothing of Rapport"},
	{"the link knows no case", "app/ehrlink/read.go", `import "rapport/data"`, "carries bytes"},
	{"the link has its own test server", "app/ehrlink/link_test.go", `import ("net"; "rapport/app/ehrlink/ehrlinktest")`, allowed},
	{"no command asks a health record", "app/command/importing.go", `import "rapport/app/ehrlink"`, "the window alone asks"},
	{"the window may", "app/window/healthrecord/ask.go", `import ("net/url"; "rapport/app/ehrlink")`, allowed},
	{"the window itself dials nothing", "app/window/healthrecord/ask.go", `import "net/http"`, "alone reaches a network"},
	{"a reader looks nothing up", "data/exchange/ehr/fhir.go", `import "net"`, "alone reaches a network"},
	{"no other client either", "reports/papers/log.go", `import "golang.org/x/net/http2"`, "alone reaches a network"},
	{"an address may be read", "data/exchange/mail/mail.go", `import ("net/mail"; "net/textproto"); var h textproto.MIMEHeader`, allowed},
	{"but not dialed", "data/exchange/mail/mail.go", `import "net/textproto"; var c, e = textproto.Dial("tcp", "x")`, "net/textproto.Dial"},
	{"nor past the library", "data/vault/disk.go", `import "syscall"; var f, e = syscall.Socket(2, 1, 0); var g = syscall.Connect`, "syscall.Socket"},
	{"nor past the other one", "data/vault/disk.go", `import "golang.org/x/sys/unix"; var f, e = unix.Socket(2, 1, 0); var g = unix.Connect`, "unix.Socket"},
	{"a second start is told over a socket", "app/instance/instance.go", `import "net"`, allowed},
	{"commands need no window", "app/command/cases.go", `import "rapport/app/window/ui"`, "no display"},
	{"app has no Fyne", "app/run.go", `import "fyne.io/fyne/v2"`, "stays in the window"},
	{"the window has Fyne", "app/window/today/today.go", `import "fyne.io/fyne/v2/widget"`, allowed},
	{"a folder that begins like the window is not it", "app/windows/x.go", `import "fyne.io/fyne/v2"`, "stays in the window"},
	{"the window does not make the Fyne app", "app/window/window.go", `import fyneapp "fyne.io/fyne/v2/app"`, "needs cgo"},
	{"main makes the Fyne app", "main.go", `import ("fyne.io/fyne/v2/app"; run "rapport/app")`, allowed},
	{"the window has no SQL", "app/window/cases/cases.go", `import "modernc.org/sqlite"`, "SQL stays"},
	{"a command has no SQL driver", "app/command/cases.go", `import "database/sql/driver"`, "SQL stays"},
	{"tests keep to the arrows too", "app/command/cases_test.go", `import "database/sql"`, "SQL stays"},
	{"gofpdf only in its painter", "reports/letter/letter.go", `import "github.com/jung-kurt/gofpdf"`, "one painter"},
	{"excelize only where workbooks are made", "reports/papers/log.go", `import "github.com/xuri/excelize/v2"`, "one package writes workbooks"},
	{"workbooks are made with excelize", "reports/workbook/sheet.go", `import "github.com/xuri/excelize/v2"`, allowed},
	{"the painter has gofpdf", "reports/pdf/pdf.go", `import "github.com/jung-kurt/gofpdf"`, allowed},

	{"a screen starts no goroutine", "app/window/today/today.go", `func f() { go f() }`, "starts a goroutine"},
	{"async.go starts goroutines", "app/window/ui/async.go", `func f() { go f() }`, allowed},
	{"a test may start one", "app/window/today/today_test.go", `func f() { go f() }`, allowed},
	{"the store may start one", "data/store/store.go", `func f() { go f() }`, allowed},
	{"a screen does not call fyne.Do", "app/window/ui/table.go",
		`import "fyne.io/fyne/v2"; func f() { fyne.Do(f) }`, "comes back from them"},
	{"nor under another name", "app/window/ui/table.go",
		`import f2 "fyne.io/fyne/v2"; var later = f2.Do`, "comes back from them"},
	{"async.go calls fyne.Do", "app/window/ui/async.go",
		`import "fyne.io/fyne/v2"; func f() { fyne.Do(f) }`, allowed},
	{"but never waits for it", "app/window/ui/async.go",
		`import "fyne.io/fyne/v2"; func f() { fyne.DoAndWait(f) }`, "hangs the window"},
	{"a timer calls back on a goroutine", "app/window/lock.go",
		`import "time"; func f() { time.AfterFunc(time.Second, f) }`, "starts goroutines"},
	{"so does a context", "app/window/lock.go",
		`import "context"; func f(c context.Context) { context.AfterFunc(c, f) }`, "starts goroutines"},
	{"a method that is called Do is another thing", "app/window/lock.go",
		`import "sync"; var once sync.Once; func f() { once.Do(f) }`, allowed},
}

// A rule that matches nothing would pass any house: each is shown files that break it.
func TestArrowRulesCatchWhatTheyForbid(t *testing.T) {
	for _, c := range arrowCases {
		t.Run(c.name, func(t *testing.T) {
			found := faultsOf(t, c)
			if c.fault == allowed {
				if len(found) > 0 {
					t.Errorf("allowed, but found: %q", found)
				}
				return
			}
			if !anyContains(found, c.fault) {
				t.Errorf("a fault with %q expected, found: %q", c.fault, found)
			}
		})
	}
}

func TestEveryArrowRuleIsBrokenByACase(t *testing.T) {
	var found []string
	for _, c := range arrowCases {
		found = append(found, faultsOf(t, c)...)
	}
	for _, rule := range importRules {
		if !anyContains(found, rule.reason) {
			t.Errorf("no case breaks the rule: %s", rule.reason)
		}
	}
	for _, call := range slices.Concat(threadCalls, dialCalls) {
		if !anyContains(found, call.pkg+"."+call.name) {
			t.Errorf("no case calls %s.%s where it may not be called", call.pkg, call.name)
		}
	}
}

func TestFileThatIsNotGoIsReported(t *testing.T) {
	if _, err := faults("data/broken.go", []byte("package")); err == nil {
		t.Error("a file that cannot be parsed was passed")
	}
}

func faultsOf(t *testing.T, c arrowCase) []string {
	t.Helper()
	found, err := faults(c.file, []byte("package x\n"+c.body))
	if err != nil {
		t.Fatalf("%s: %v", c.name, err)
	}
	return found
}

func anyContains(texts []string, part string) bool {
	return slices.ContainsFunc(texts, func(text string) bool { return strings.Contains(text, part) })
}
