package command

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"rapport/app/canary"
	"rapport/data"
	"rapport/data/practice"
	"rapport/data/store"
)

// canaries are words of a case that no file may hold, but a PDF asked for. The
// passphrase is one too.
var canaries = []string{"Zyzzogeton", "Quillfeather", "MRNCANARY4711", "Wimbledrake", practice.Passphrase}

const canaryLog = `Number,Received,Channel,Kind,Unit,Complainant,Relation,Patient,MRN,Birth date,What happened,Remedy asked for,Category,Severity,Finding,Closed,Closure
K-1,10/05/2026,Phone,Grievance,4 West,Ann Wimbledrake,Spouse,Zoe Quillfeather,MRNCANARY4711,01/02/1970,"Nobody came for an hour. Zyzzogeton waited.",An apology to Quillfeather,,,,,
`

// home is a user's home and temporary folder that a process is given.
type home struct{ dir, store, papers string }

func newHome(t *testing.T) home {
	t.Helper()
	h := home{dir: t.TempDir(), papers: t.TempDir()}
	h.store = filepath.Join(h.dir, "data", "Rapport")
	for _, dir := range []string{"tmp", "data"} {
		if err := os.Mkdir(filepath.Join(h.dir, dir), 0o700); err != nil {
			t.Fatal(err)
		}
	}
	if err := makeStore(h.store, 1); err != nil {
		t.Fatal(err)
	}
	return h
}

// process is this test program as a process that knows no other home.
func (h home) process(t *testing.T, env string) *exec.Cmd {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(self)
	cmd.Dir = h.dir
	tmp := filepath.Join(h.dir, "tmp")
	cmd.Env = append(os.Environ(), env, "HOME="+h.dir, "USERPROFILE="+h.dir, "LOCALAPPDATA="+h.dir, "APPDATA="+h.dir,
		"XDG_DATA_HOME="+h.dir, "XDG_CONFIG_HOME="+h.dir, "XDG_CACHE_HOME="+h.dir, "TMPDIR="+tmp, "TEMP="+tmp, "TMP="+tmp)
	return cmd
}

// run runs a command in a process of its own.
func (h home) run(t *testing.T, args ...string) result {
	t.Helper()
	cmd := h.process(t, "RAPPORT_RUN_ARGS="+strings.Join(append(args, "--store", h.store), "\n"))
	var out, errs bytes.Buffer
	cmd.Stdin, cmd.Stdout, cmd.Stderr = strings.NewReader(practice.Passphrase+"\n"), &out, &errs
	err := cmd.Run()
	if exit := (&exec.ExitError{}); err != nil && !errors.As(err, &exit) {
		t.Fatal(err)
	}
	return result{cmd.ProcessState.ExitCode(), out.String(), errs.String()}
}

// killedAtWork has a process open a case and leave a draft, and kills it while
// the case file is open.
func (h home) killedAtWork(t *testing.T) {
	t.Helper()
	cmd := h.process(t, "RAPPORT_HOLD="+h.store)
	cmd.Stderr = os.Stderr
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	in, err := cmd.StdinPipe() // never closed: the process waits for it
	if err != nil {
		t.Fatal(err)
	}
	defer in.Close()
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	line, err := bufio.NewReader(out).ReadString('\n')
	if killed := cmd.Process.Kill(); err != nil || killed != nil || line != "ready\n" {
		t.Fatalf("the process at work said %q: %v, %v", line, err, killed)
	}
	if cmd.Wait() == nil {
		t.Fatal("the process ended before it was killed")
	}
}

// workUntilKilled is the work of that process.
func workUntilKilled(dir string) {
	err := func() error {
		ctx := context.Background()
		f, err := store.Open(dir)
		if err != nil {
			return err
		}
		s, err := f.SignIn(ctx, practice.Officer, practice.Passphrase)
		if err != nil {
			return err
		}
		_, err = s.OpenCase(ctx, data.Intake{Channel: data.Phone, ReceivedAt: time.Now().Add(-time.Hour), Relation: data.Self,
			Story: "Zyzzogeton was left alone.", Patient: data.Person{Given: "Zoe", Family: "Quillfeather", MRN: "MRNCANARY4711"}})
		if err == nil {
			err = s.SaveDraft(ctx, "intake", []byte(strings.Repeat("Mr. Wimbledrake said ", 1000)))
		}
		if err != nil {
			return err
		}
		fmt.Println("ready")
		_, err = os.Stdin.Read(make([]byte, 1))
		return err
	}()
	fmt.Fprintln(os.Stderr, err)
	os.Exit(1)
}

// search fails the test where a canary lies in a file or the name of one, or where
// somebody else may open one.
func (h home) search(t *testing.T, when string) {
	t.Helper()
	search, err := canary.For(canaries...)
	if err != nil {
		t.Fatal(err)
	}
	found, files, err := search.In(h.dir)
	if err != nil || files < 4 {
		t.Fatalf("looked at %d files: %v", files, err)
	}
	for _, hit := range found {
		t.Errorf("%s: %s", when, hit)
	}
	for _, dir := range []string{h.dir, h.papers} {
		for _, open := range openToOthers(t, dir) {
			t.Errorf("%s: others may open %s", when, open)
		}
	}
}

// openToOthers are the files and folders in dir that not only their owner may open.
func openToOthers(t *testing.T, dir string) (all []string) {
	t.Helper()
	if runtime.GOOS == "windows" { // there the access list of the user's folder is inherited
		return nil
	}
	err := filepath.WalkDir(dir, func(path string, e fs.DirEntry, err error) error {
		if err != nil || path == dir {
			return err
		}
		info, err := e.Info()
		if err == nil && info.Mode().Perm()&0o077 != 0 {
			all = append(all, fmt.Sprint(path, " ", info.Mode()))
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

func TestNoFileHoldsAWordOfACaseOrIsOpenToOthers(t *testing.T) {
	refuseNothing(t)
	h := newHome(t)
	log := filepath.Join(h.papers, "log.csv")
	if err := os.WriteFile(log, []byte(canaryLog), 0o600); err != nil {
		t.Fatal(err)
	}
	good := func(args ...string) string {
		t.Helper()
		r := h.run(t, args...)
		if r.code != Done || r.err != "" {
			t.Fatalf("%v ended with %d: %s", args, r.code, r.err)
		}
		return r.out
	}
	if out := good("import", "complaints", log, "--map", "rapport-log"); !strings.Contains(out, "1 imported") {
		t.Fatal(out)
	}
	found := good("cases", "--filter", "quillfeather")
	number := found[strings.Index(found, "PR-"):][:len("PR-2026-00001")]
	if out := good("case", number); !strings.Contains(out, "Zyzzogeton") {
		t.Fatal(out)
	}
	letter := filepath.Join(h.papers, "letter.pdf")
	good("letter", number, "--kind", "acknowledgement", "--out", letter)
	days := filepath.Join(h.papers, "days.csv")
	if err := os.WriteFile(days, []byte("month,unit,kind,value\n2026-10,,patient_days,5890\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	good("import", "numbers", days)
	for _, name := range []string{"summary.pdf", "summary.xlsx", "summary.zip"} {
		good("summary", "--month", "2026-10", "--out", filepath.Join(h.papers, name))
		good("summary", "--month", "2026-10", "--audience", "shareable", "--out", filepath.Join(h.papers, "shareable "+name))
	}
	good("freeze", "--month", "2026-10")
	good("log", "--month", "2026-10", "--reason", "Asked for by the surveyor.", "--out", filepath.Join(h.papers, "log.pdf"))
	good("log", "--month", "2026-10", "--reason", "Asked for by the surveyor.", "--out", filepath.Join(h.papers, "log.xlsx.age"))
	good("exceptions", "--month", "2026-10", "--reason", "Asked for by the surveyor.", "--out", filepath.Join(h.papers, "exceptions.pdf"))
	good("packet", "--month", "2026-10", "--reason", "Asked for by the surveyor.", "--out", filepath.Join(h.papers, "packet.pdf"))
	good("record", number, "--reason", "Asked for by counsel.", "--unprotected", "--out", filepath.Join(h.papers, "record.pdf"))
	good("record", number, "--reason", "Asked for by counsel.", "--out", filepath.Join(h.papers, "protected.pdf"))
	good("package", number, "--reason", "Asked for by counsel.", "--out", filepath.Join(h.papers, "case.zip.age"))
	good("handover", number, "--reason", "The unit moved.", "--to", "age1ql3z7hjy54pw3hyww5ayyfg7zqgvc7w3j2elw8zmrj2kg5sfn9aqmcac8p", "--out", filepath.Join(h.papers, "case.age"))
	good("backup")
	good("verify", "--deep")
	h.search(t, "after the commands")

	for _, args := range [][]string{
		{"case", "Quillfeather"}, {"letter", "Zyzzogeton", "--out", letter}, {"cases", "kind:Wimbledrake"},
		{"import", "complaints", log, "--map", "cfpb"}, {"letter", number, "--out", filepath.Join(h.store, "no", "x.pdf")},
		{"record", "Quillfeather", "--reason", "x", "--out", letter}, {"receive", letter}, {"log", "--period", "Wimbledrake", "--reason", "x", "--out", letter}, {"import", "numbers", log}, {"summary", "--period", "Zyzzogeton", "--out", letter},
	} {
		if r := h.run(t, args...); r.code == Done {
			t.Errorf("%v was no fault", args)
		}
	}
	h.search(t, "after faults")

	h.killedAtWork(t)
	h.search(t, "after kill -9")
	if out := good("cases", "--filter", "quillfeather"); strings.Count(out, "PR-") != 2 {
		t.Errorf("after kill -9 the list is\n%s", out)
	}
	good("verify", "--deep")
	h.search(t, "after opening again")
	if papers, err := os.ReadDir(h.papers); err != nil || len(papers) != 17 {
		t.Errorf("besides the log there are %v, %v; want the fifteen files asked for and the days", papers, err)
	}
}
