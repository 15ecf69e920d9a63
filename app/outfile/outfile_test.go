package outfile

import (
	"bytes"
	"errors"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
)

// home gives the test a home of its own and a folder to write into.
func home(t *testing.T) (dir string) {
	t.Helper()
	at := t.TempDir()
	for _, name := range []string{"HOME", "XDG_CACHE_HOME", "LocalAppData"} {
		t.Setenv(name, at)
	}
	return t.TempDir()
}

func names(t *testing.T, dir string) (all []string) {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil && !errors.Is(err, os.ErrNotExist) {
		t.Fatal(err)
	}
	for _, e := range entries {
		all = append(all, e.Name())
	}
	return all
}

// ways are Write and what it does where files without a name are not to be had.
var ways = map[string]func(string, []byte) error{"Write": Write, "beside": func(path string, content []byte) error {
	return makeBeside(path, func(f *os.File) error {
		_, err := f.Write(content)
		return err
	})
}}

func TestWhatIsToBeWrittenDownIsKnownBeforeTheFileHasAName(t *testing.T) {
	dir := home(t)
	path := filepath.Join(dir, "record.pdf")
	write := func(to io.Writer) error {
		_, err := io.WriteString(to, "abc")
		return err
	}
	refused := errors.New("the audit log cannot be written")
	for _, before := range []string{"", "an older one"} {
		if before != "" {
			if err := os.WriteFile(path, []byte(before), 0o600); err != nil {
				t.Fatal(err)
			}
		}
		var told Made
		known := func(m Made) error {
			told = m
			if got, err := os.ReadFile(path); string(got) != before || before != "" && err != nil {
				t.Errorf("the file is there before it is written down: %q", got)
			}
			return refused
		}
		if err := Make(path, write, known); !errors.Is(err, refused) {
			t.Errorf("the error is %v", err)
		}
		if got, _ := os.ReadFile(path); string(got) != before {
			t.Errorf("a file that is not written down is there: %q", got)
		}
		if told.Bytes != 3 || told.SHA256 != "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad" { // FIPS 180-2, B.1
			t.Errorf("told was %+v", told)
		}
	}
	if err := Make(path, write, func(Made) error { return nil }); err != nil {
		t.Fatal(err)
	}
	if got := names(t, dir); len(got) != 1 {
		t.Errorf("left are %q", got)
	}
}

func TestAFileThatComesMeanwhileIsReplacedAndALinkIsNotFollowed(t *testing.T) {
	dir := home(t)
	path, other := filepath.Join(dir, "record.pdf"), filepath.Join(t.TempDir(), "thesis")
	once := 0
	err := Make(path, func(to io.Writer) error {
		once++
		_, err := io.WriteString(to, "ours")
		return err
	}, func(Made) error { return os.WriteFile(path, []byte("somebody else's"), 0o600) })
	if got, e := os.ReadFile(path); err != nil || e != nil || string(got) != "ours" || once != 1 {
		t.Errorf("the file holds %q after %d writes, %v, %v", got, once, err, e)
	}
	link := filepath.Join(dir, "link.pdf")
	if err := errors.Join(os.WriteFile(other, []byte("years of work"), 0o600), os.Symlink(other, link)); err != nil {
		t.Fatal(err)
	}
	if err := Write(link, []byte("ours")); err != nil {
		t.Fatal(err)
	}
	if got, err := os.ReadFile(other); err != nil || string(got) != "years of work" {
		t.Errorf("what the link points to holds %q, %v", got, err)
	}
	if got := names(t, dir); len(got) != 2 {
		t.Errorf("left are %q", got)
	}
}

func TestAFileIsWrittenWholeForItsOwnerAlone(t *testing.T) {
	for way, write := range ways {
		t.Run(way, func(t *testing.T) {
			dir := home(t)
			path := filepath.Join(dir, "letter.pdf")
			for _, content := range []string{"the first letter", "the second"} {
				if err := write(path, []byte(content)); err != nil {
					t.Fatal(err)
				}
				if got, err := os.ReadFile(path); err != nil || string(got) != content {
					t.Errorf("the file holds %q, %v", got, err)
				}
				if info, err := os.Stat(path); err != nil || runtime.GOOS != "windows" && info.Mode().Perm() != 0o600 {
					t.Errorf("its mode is %v, %v", info.Mode(), err)
				}
			}
			if got := names(t, dir); len(got) != 1 {
				t.Errorf("beside the file lie %q", got)
			}
			if at, err := records(); err != nil || len(names(t, at)) != 0 {
				t.Errorf("records are left: %q, %v", names(t, at), err)
			}
		})
	}
}

func TestAFileThatCannotBeWrittenLeavesNothing(t *testing.T) {
	for way, write := range ways {
		t.Run(way, func(t *testing.T) {
			dir := home(t)
			if err := write(filepath.Join(dir, "no such folder", "letter.pdf"), []byte("x")); err == nil {
				t.Error("a file was written into a folder that is not there")
			}
			taken := filepath.Join(dir, "taken")
			if err := os.MkdirAll(filepath.Join(taken, "with something in it"), 0o700); err != nil {
				t.Fatal(err)
			}
			if err := write(taken, []byte("x")); err == nil {
				t.Error("a file took the place of a folder")
			}
			if got := names(t, dir); len(got) != 1 {
				t.Errorf("left are %q", got)
			}
		})
	}
}

func TestTheNextStartRemovesWhatAKilledOneLeft(t *testing.T) {
	dir := home(t)
	left, _, err := createRecorded(dir) // and killed
	if err != nil {
		t.Fatal(err)
	}
	if _, err := left.WriteString("the story of a patient"); err != nil {
		t.Fatal(err)
	}
	if err := left.Close(); err != nil {
		t.Fatal(err)
	}
	Sweep()
	if got := names(t, dir); len(got) != 1 {
		t.Fatalf("a file that somebody is writing is gone; left are %q", got)
	}
	at, err := records()
	if err != nil {
		t.Fatal(err)
	}
	record := filepath.Join(at, names(t, at)[0])
	name, err := os.ReadFile(record)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.Remove(record); err != nil { // the lock goes with its process: a new file has none
		t.Fatal(err)
	}
	if err := os.WriteFile(record, name, 0o600); err != nil {
		t.Fatal(err)
	}
	Sweep()
	if got := append(names(t, dir), names(t, at)...); len(got) != 0 {
		t.Errorf("left are %q", got)
	}
}

func TestARecordRemovesNoFileOfAnybodyElse(t *testing.T) {
	dir := home(t)
	at, err := records()
	if err != nil {
		t.Fatal(err)
	}
	thesis := filepath.Join(dir, "thesis.tmp")
	for path, content := range map[string]string{thesis: "years of work", filepath.Join(at, prefix+"1"): thesis, filepath.Join(at, prefix+"2"): "", filepath.Join(at, prefix+"3"): "\x00"} {
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	Sweep()
	if got, err := os.ReadFile(thesis); err != nil || !bytes.Equal(got, []byte("years of work")) {
		t.Errorf("the thesis holds %q, %v", got, err)
	}
}

func TestAFolderThatIsNotThereNowIsTriedAgain(t *testing.T) {
	home(t)
	at, err := records()
	if err != nil {
		t.Fatal(err)
	}
	stick := filepath.Join(t.TempDir(), "stick")
	if err := os.MkdirAll(at, 0o700); err != nil {
		t.Fatal(err)
	}
	left := filepath.Join(stick, prefix+"9"+suffix)
	if err := os.WriteFile(filepath.Join(at, prefix+"9"), []byte(left), 0o600); err != nil {
		t.Fatal(err)
	}
	Sweep()
	if err := os.Mkdir(stick, 0o700); err != nil { // it is in again
		t.Fatal(err)
	}
	if err := os.WriteFile(left, []byte("the story of a patient"), 0o600); err != nil {
		t.Fatal(err)
	}
	Sweep()
	if got := append(names(t, stick), names(t, at)...); len(got) != 0 {
		t.Errorf("left are %s", strings.Join(got, ", "))
	}
}
