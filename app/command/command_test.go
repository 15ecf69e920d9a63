package command

import (
	"bytes"
	"context"
	"errors"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"rapport/data/practice"
)

func TestHelpNamesEveryCommand(t *testing.T) {
	for _, args := range [][]string{{}, {"help"}, {"--help"}, {"-h"}} {
		r := runWith(t, "", args...)
		if r.code != Done || r.err != "" {
			t.Errorf("%v ended with %d: %s", args, r.code, r.err)
		}
		for _, cmd := range commands() {
			if !strings.Contains(r.out, "rapport "+cmd.name) {
				t.Errorf("%v does not name %s", args, cmd.name)
			}
		}
	}
	for _, cmd := range commands() {
		asked := mustRun(t, append([]string{"help"}, strings.Fields(cmd.name)...)...)
		flagged := mustRun(t, append(strings.Fields(cmd.name), "--help")...)
		if asked != flagged || !strings.Contains(asked, "--json") {
			t.Errorf("the help of %s is\n%s\nand with --help\n%s", cmd.name, asked, flagged)
		}
	}
}

func TestWrongUseIsAnsweredWithASentence(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "none")
	out := filepath.Join(t.TempDir(), "x.pdf")
	for name, tt := range map[string]struct {
		args  []string
		code  int
		words string
	}{
		"misspelled command":      {[]string{"sumary"}, Misuse, "Did you mean “rapport summary”"},
		"half a command":          {[]string{"import"}, Misuse, "Did you mean “rapport import complaints”"},
		"misspelled second word":  {[]string{"import", "complaint", "f.csv"}, Misuse, "Did you mean “rapport import complaints”"},
		"nothing like it":         {[]string{"xyzzyplugh"}, Misuse, "“rapport help” lists them all"},
		"help for no command":     {[]string{"help", "leter"}, Misuse, "Did you mean “rapport letter”"},
		"unknown flag":            {[]string{"cases", "--colour"}, Misuse, "no flag --colour"},
		"flag without its value":  {[]string{"cases", "--store"}, Misuse, "--store needs a value"},
		"flag of the wrong kind":  {[]string{"demo", "--cases", "many"}, Misuse, "value of --cases"},
		"passphrase as argument":  {[]string{"cases", "--passphrase", "x"}, Misuse, "not given on the command line"},
		"argument too many":       {[]string{"verify", "now"}, Misuse, `takes no "now"`},
		"case without number":     {[]string{"case"}, Misuse, "needs the number of a case"},
		"no month":                {[]string{"summary", "--out", out}, Misuse, "--month"},
		"month that is none":      {[]string{"summary", "--month", "2026-13", "--out", out}, Misuse, "--month"},
		"month to come":           {[]string{"summary", "--month", "2999-01", "--out", out}, Misuse, "has not begun"},
		"no file to write":        {[]string{"summary", "--month", "2020-01"}, Misuse, "--out"},
		"folder that is not":      {[]string{"summary", "--month", "2020-01", "--out", filepath.Join(dir, "x.pdf")}, Failed, "There is no folder"},
		"folder for a file":       {[]string{"summary", "--month", "2020-01", "--out", t.TempDir()}, Failed, "is a folder"},
		"unknown kind of letter":  {[]string{"letter", "1", "--kind", "love", "--out", out}, Misuse, "no kind of letter"},
		"no map":                  {[]string{"import", "complaints", "f.csv"}, Failed, "not there"},
		"unknown map":             {[]string{"import", "complaints", "f.csv", "--map", "none"}, Failed, "nhs-comments"},
		"file that is not":        {[]string{"import", "complaints", filepath.Join(dir, "f.csv"), "--map", "cfpb"}, Failed, "not there"},
		"folder to import":        {[]string{"import", "complaints", t.TempDir(), "--map", "cfpb"}, Failed, "is not a file"},
		"no case file":            {[]string{"cases", "--store", dir}, Failed, "no case file"},
		"no cases":                {[]string{"demo", "--store", dir, "--cases", "0"}, Misuse, "from 1 to"},
		"unknown order":           {[]string{"cases", "--order", "random"}, Misuse, "no order"},
		"filter without a value":  {[]string{"cases", "--filter", "kind:"}, Misuse, "after the colon"},
		"filter of no such kind":  {[]string{"cases", "--filter", "kind:praise"}, Misuse, "one of: grievance"},
		"filter of an odd day":    {[]string{"cases", "--filter", "from:1/2/26"}, Misuse, "2026-01-31"},
		"filter that bites":       {[]string{"cases", "--filter", "open closed"}, Misuse, "both open and closed"},
		"filter the wrong way":    {[]string{"cases", "--filter", "from:2026-02-01 to:2026-01-01"}, Misuse, "Exchange them"},
		"due days the wrong way":  {[]string{"cases", "--filter", "due-from:2026-02-01 due-to:2026-01-01"}, Misuse, "Exchange them"},
		"mark of no such name":    {[]string{"cases", "--filter", "mark:urgent"}, Misuse, "one of: harm"},
		"filter of a fat finger":  {[]string{"cases", "--filter", "severity:9"}, Misuse, "from 0 to 3"},
		"negative limit":          {[]string{"cases", "--limit", "-1"}, Misuse, "--limit"},
		"output that is no PDF":   {[]string{"summary", "--month", "2020-01", "--out", textFile(t)}, Failed, "--force"},
		"store that is no folder": {[]string{"cases", "--store", textFile(t)}, Failed, ""},
	} {
		t.Run(name, func(t *testing.T) {
			refused(t, run(t, tt.args...), tt.code, tt.words)
		})
	}
	if _, err := os.Stat(dir); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("a refused command made the folder: %v", err)
	}
}

func textFile(t *testing.T) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), "note.txt")
	if err := os.WriteFile(file, []byte("mine"), 0o600); err != nil {
		t.Fatal(err)
	}
	return file
}

func TestPassphraseComesFromAFileOrStandardInput(t *testing.T) {
	dir := sharedStore(t)
	file := filepath.Join(t.TempDir(), "passphrase")
	if err := os.WriteFile(file, []byte(practice.Passphrase+"\r\nsecond line\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	for name, tt := range map[string]struct {
		input string
		args  []string
		words string // of the refusal; "" when it opens
	}{
		"file":                {"", []string{"--passphrase-file", file}, ""},
		"first line of input": {practice.Passphrase + "\nmore", nil, ""},
		"input by name":       {practice.Passphrase, []string{"--passphrase-file", "-"}, ""},
		"officer named":       {practice.Passphrase, []string{"--officer", practice.Officer}, ""},
		"argument, not input": {"", []string{practice.Passphrase}, "No passphrase was given"},
		"wrong":               {"open sesame\n", nil, "The passphrase is not right"},
		"none":                {"", nil, "No passphrase was given"},
		"missing file":        {"", []string{"--passphrase-file", file + "x"}, "not there"},
		"far too long":        {strings.Repeat("x", 10_000), nil, "too long"},
		"unknown officer":     {practice.Passphrase, []string{"--officer", "Nobody"}, "Nobody of this name"},
	} {
		t.Run(name, func(t *testing.T) {
			r := runWith(t, tt.input, append([]string{"cases", "--limit", "1", "--store", dir}, tt.args...)...)
			if tt.words != "" {
				refused(t, r, Failed, tt.words)
				return
			}
			if r.code != Done || r.err != "" {
				t.Errorf("ended with %d: %s", r.code, r.err)
			}
		})
	}
}

func TestFlagsMayStandBeforeTheCommand(t *testing.T) {
	dir := sharedStore(t)
	before := mustRun(t, "--store", dir, "--json", "cases", "--limit", "3")
	after := mustRun(t, "cases", "--limit", "3", "--json", "--store="+dir)
	if before != after {
		t.Errorf("before: %s\nafter: %s", before, after)
	}
	refused(t, run(t, "--store", dir, "casez"), Misuse, "Did you mean “rapport cases”")
}

func TestCaseFileThatIsOpenElsewhereIsLeftAlone(t *testing.T) {
	dir := sharedStore(t)
	s := session(t, dir)
	defer closeSession(t, s)
	refused(t, run(t, "cases", "--store", dir), Failed, "open in another Rapport")
}

func TestVersionNamesTheFormats(t *testing.T) {
	out := mustRun(t, "version")
	for _, words := range []string{Version, "CSV", "PDF", "nhs-comments"} {
		if !strings.Contains(out, words) {
			t.Errorf("the version does not name %s: %s", words, out)
		}
	}
	v := fromJSON[struct{ Version string }](t, mustRun(t, "--version", "--json"))
	if v.Version != Version {
		t.Errorf("JSON has version %q", v.Version)
	}
	toml, err := os.ReadFile(filepath.Join("..", "..", "FyneApp.toml"))
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Contains(toml, []byte(`Version = "`+Version+`"`)) {
		t.Errorf("FyneApp.toml has another version than %s", Version)
	}
}

// thrower panics with somebody's name when it is written to.
type thrower struct{}

func (thrower) Write([]byte) (int, error) { panic("Achterlane, Alba") }

func TestFaultIsReportedWithoutWhatItSaid(t *testing.T) {
	dir := t.TempDir()
	var errs bytes.Buffer
	code := Run(t.Context(), []string{"version", "--store", dir}, Stdio{In: strings.NewReader(""), Out: thrower{}, Err: &errs})
	refused(t, result{code: code, err: errs.String()}, Failed, filepath.Join(dir, "faults"))
	reports, err := filepath.Glob(filepath.Join(dir, "faults", "*.txt"))
	if err != nil || len(reports) != 1 {
		t.Fatalf("reports are %v, %v; want one", reports, err)
	}
	report, err := os.ReadFile(reports[0])
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{Version, "kind string", "thrower", "command_test.go:"} {
		if !bytes.Contains(report, []byte(want)) {
			t.Errorf("the report lacks %q:\n%s", want, report)
		}
	}
	if bytes.Contains(report, []byte("Achterlane")) || bytes.Contains(report, []byte("0x")) {
		t.Errorf("the report holds values:\n%s", report)
	}
}

func TestReportOfAWindowFaultHoldsNoValues(t *testing.T) {
	dir := t.TempDir()
	path := KeepFault(dir, "runtime.boundsError", []byte("goroutine 1 [running]:\nmain.f(0xc000012345, 0x7)\n\t/src/f.go:12 +0x1d\n"))
	report, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if bytes.Contains(report, []byte("0x")) || !bytes.Contains(report, []byte("main.f\n\t/src/f.go:12\n")) {
		t.Errorf("the report is\n%s", report)
	}
	if KeepFault(filepath.Join(dir, "none"), "x", nil) != "" {
		t.Error("a report made a folder where no case file is")
	}
}

func TestStoppedCommandSaysSo(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	var out, errs bytes.Buffer
	code := Run(ctx, []string{"cases", "--store", sharedStore(t)}, Stdio{In: strings.NewReader(practice.Passphrase), Out: &out, Err: &errs})
	refused(t, result{code, out.String(), errs.String()}, Failed, "Stopped")
}

// The same through processes: what a script sees.
func TestProcessEndsWithTheCodeAndReadsItsInput(t *testing.T) {
	dir := sharedStore(t)
	for name, tt := range map[string]struct {
		args  []string
		input string
		code  int
	}{
		"opens":     {[]string{"cases", "--store", dir, "--json"}, practice.Passphrase + "\n", Done},
		"wrong":     {[]string{"cases", "--store", dir}, "wrong\n", Failed},
		"misspelt":  {[]string{"casez"}, "", Misuse},
		"help":      {[]string{"help"}, "", Done},
		"no folder": {[]string{"verify", "--store", filepath.Join(dir, "x")}, "", Failed},
	} {
		t.Run(name, func(t *testing.T) {
			cmd := exec.Command(os.Args[0])
			cmd.Env = append(os.Environ(), "RAPPORT_RUN_ARGS="+strings.Join(tt.args, "\n"), "DISPLAY=", "WAYLAND_DISPLAY=")
			cmd.Stdin = strings.NewReader(tt.input)
			var exit *exec.ExitError
			out, err := cmd.Output()
			code := 0
			if errors.As(err, &exit) {
				code = exit.ExitCode()
			} else if err != nil {
				t.Fatal(err)
			}
			if code != tt.code || code == Done && len(out) == 0 {
				t.Errorf("ended with %d and %d bytes of output, want %d", code, len(out), tt.code)
			}
		})
	}
}

// The table of commands in the README is the one of the program.
func TestTheReadmeNamesEveryCommandAsItIsCalled(t *testing.T) {
	text, err := os.ReadFile(filepath.Join("..", "..", "README.md"))
	if err != nil {
		t.Fatal(err)
	}
	rows := 0
	for _, line := range strings.Split(string(text), "\n") {
		if strings.HasPrefix(line, "| `rapport ") && !strings.HasPrefix(line, "| `rapport [") {
			rows++
		}
	}
	if n := len(commands()); rows != n {
		t.Errorf("the table has %d commands, the program %d", rows, n)
	}
	for _, cmd := range commands() {
		usage := strings.ReplaceAll(strings.TrimSpace("rapport "+cmd.name+" "+cmd.args), "|", `\|`)
		if !strings.Contains(string(text), "| `"+usage+"` |") {
			t.Errorf("the README does not name `%s`", usage)
		}
	}
}
