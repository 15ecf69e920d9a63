package command

import (
	"bytes"
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"rapport/data/practice"
	"rapport/data/store"
	"rapport/data/vault"
)

// cheap is a passphrase guess that costs next to nothing, for tests alone.
var cheap = vault.KDF{Passes: 1, MemoryKiB: 64, Lanes: 1}

// shared is a practice case file that tests read and do not change, made once.
var shared = struct {
	sync.Once
	dir string
	err error
}{}

func TestMain(m *testing.M) {
	if args := os.Getenv("RAPPORT_RUN_ARGS"); args != "" { // this program as a command, see home.process
		os.Exit(Run(context.Background(), strings.Split(args, "\n"), Stdio{In: os.Stdin, Out: os.Stdout, Err: os.Stderr}))
	}
	if dir := os.Getenv("RAPPORT_HOLD"); dir != "" { // this program as an office at work, see killedAtWork
		workUntilKilled(dir)
	}
	code := m.Run()
	if shared.dir != "" {
		if err := os.RemoveAll(shared.dir); err != nil {
			panic(err)
		}
	}
	os.Exit(code)
}

func sharedStore(t *testing.T) string {
	t.Helper()
	shared.Do(func() {
		if shared.dir, shared.err = os.MkdirTemp("", "rapport-command-"); shared.err == nil {
			shared.err = makeStore(filepath.Join(shared.dir, "store"), 300)
		}
	})
	if shared.err != nil {
		t.Fatal(shared.err)
	}
	return filepath.Join(shared.dir, "store")
}

// ownStore is a practice case file that the test may change.
func ownStore(t *testing.T, cases int) string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "store")
	if err := makeStore(dir, cases); err != nil {
		t.Fatal(err)
	}
	return dir
}

func makeStore(dir string, cases int) error {
	ctx := context.Background()
	s, _, err := store.Create(ctx, dir, practice.Setup(), store.WithKDF(cheap))
	if err != nil {
		return err
	}
	if err := fillPractice(ctx, s, cases, 8, nil); err != nil {
		return err
	}
	return s.Close(ctx)
}

// result is what a command gave.
type result struct {
	code     int
	out, err string
}

// run runs a command with the practice passphrase on standard input.
func run(t *testing.T, args ...string) result {
	t.Helper()
	return runWith(t, practice.Passphrase+"\n", args...)
}

func runWith(t *testing.T, input string, args ...string) result {
	t.Helper()
	var out, errs bytes.Buffer
	code := Run(t.Context(), args, Stdio{In: strings.NewReader(input), Out: &out, Err: &errs})
	return result{code, out.String(), errs.String()}
}

// mustRun fails the test unless the command does its work without a word on
// standard error.
func mustRun(t *testing.T, args ...string) string {
	t.Helper()
	r := run(t, args...)
	if r.code != Done || r.err != "" {
		t.Fatalf("rapport %s ended with %d: %s", strings.Join(args, " "), r.code, r.err)
	}
	return r.out
}

// refused checks that the command ends with the code and one sentence that
// holds the words.
func refused(t *testing.T, r result, code int, words string) {
	t.Helper()
	said := strings.TrimSuffix(r.err, "\n")
	switch {
	case r.code != code:
		t.Errorf("ended with %d, want %d: %s%s", r.code, code, r.out, r.err)
	case !strings.Contains(said, words):
		t.Errorf("said %q, want something with %q", said, words)
	case strings.Contains(said, "\n") || !strings.HasSuffix(said, "."):
		t.Errorf("said %q, want one line that ends as a sentence", said)
	}
}

func fromJSON[T any](t *testing.T, text string) T {
	t.Helper()
	var v T
	if err := json.Unmarshal([]byte(text), &v); err != nil {
		t.Fatalf("the output is no JSON value: %v\n%s", err, text)
	}
	return v
}

// session opens a case file beside the commands.
func session(t *testing.T, dir string) *store.Session {
	t.Helper()
	f, err := store.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	s, err := f.SignIn(t.Context(), practice.Officer, practice.Passphrase)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func closeSession(t *testing.T, s *store.Session) {
	t.Helper()
	if err := s.File().Close(); err != nil {
		t.Fatal(err)
	}
}
