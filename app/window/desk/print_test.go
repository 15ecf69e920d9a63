package desk_test

import (
	"bytes"
	"context"
	"errors"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"rapport/app/plain"
	"rapport/app/window/desk"
	"rapport/app/window/officetest"
	"rapport/data"
	"rapport/reports/letter"
	paper "rapport/reports/pdf"
)

// printSystem puts programs of these names, and nothing but the shell's own tools,
// on the way: lp keeps what it was told and what it was given.
type printSystem struct{ dir string }

const lpstat = `case "$1" in
-e) echo front_desk; echo ward_4;;
-d) echo "system default destination: ward_4";;
esac`

func newPrintSystem(t *testing.T, programs map[string]string) printSystem {
	t.Helper()
	if runtime.GOOS == "windows" {
		t.Skip("there the print verb prints")
	}
	p := printSystem{t.TempDir()}
	for name, script := range programs {
		if err := os.WriteFile(filepath.Join(p.dir, name), []byte("#!/bin/sh\n"+script+"\n"), 0o700); err != nil {
			t.Fatal(err)
		}
	}
	for _, tool := range []string{"cat", "pdftotext", "qpdf"} {
		if at, err := exec.LookPath(tool); err == nil {
			if err := os.Symlink(at, filepath.Join(p.dir, tool)); err != nil {
				t.Fatal(err)
			}
		}
	}
	t.Setenv("PATH", p.dir)
	return p
}

// takes is a script that keeps arguments and bytes.
func takes(dir string) string {
	return `for a in "$@"; do printf '%s\n' "$a"; done > '` + dir + `/arguments'; cat "$a" > '` + dir + `/bytes'`
}

func (p printSystem) got(t *testing.T) (arguments []string, file []byte) {
	t.Helper()
	told, err := os.ReadFile(filepath.Join(p.dir, "arguments"))
	if err != nil {
		t.Fatalf("nothing was printed: %v", err)
	}
	file, err = os.ReadFile(filepath.Join(p.dir, "bytes"))
	if err != nil {
		t.Fatal(err)
	}
	return strings.Split(strings.TrimSpace(string(told)), "\n"), file
}

func leftOver(t *testing.T, store string) int {
	t.Helper()
	entries, err := os.ReadDir(desk.OutDir(store))
	if err != nil && !errors.Is(err, os.ErrNotExist) {
		t.Fatal(err)
	}
	return len(entries)
}

func TestThePrinterGetsTheVeryPagesAndNoCopyStays(t *testing.T) {
	for _, program := range []string{"lp", "lpr"} {
		store, out := t.TempDir(), t.TempDir()
		p := newPrintSystem(t, map[string]string{program: takes(out)})
		p.dir = out
		viewed, err := desk.Send(t.Context(), store, pdf, desk.Job{Printer: "front_desk", Copies: 2, TwoSided: true})
		if err != nil || viewed {
			t.Fatalf("%s: viewed %v, %v", program, viewed, err)
		}
		arguments, got := p.got(t)
		if !bytes.Equal(got, pdf) {
			t.Errorf("the printer got %q", got)
		}
		told := strings.Join(arguments, " ")
		flags := map[string][]string{"lp": {"-t Rapport", "-n 2", "-d front_desk"}, "lpr": {"-T Rapport", "-# 2", "-P front_desk"}}[program]
		for _, want := range append(flags, "-o print-scaling=none", "-o fit-to-page=false", "-o sides=two-sided-long-edge", "-- "+desk.OutDir(store)) {
			if !strings.Contains(told, want) {
				t.Errorf("%s is not told %q: %s", program, want, told)
			}
		}
		if n := leftOver(t, store); n != 0 {
			t.Errorf("%d copies are left", n)
		}
	}
}

func TestThePagesAreMovedForAPrinterThatMissesAndKeepTheirPaper(t *testing.T) {
	file, err := paper.Write(letter.TestSheet(data.Settings{Envelope: data.DIN5008B}, data.PrinterSetup{}))
	if err != nil {
		t.Fatal(err)
	}
	p := newPrintSystem(t, nil)
	write(t, p.dir, "lp", takes(p.dir))
	if _, err := desk.Send(t.Context(), t.TempDir(), file, desk.Job{OffsetX: 2, OffsetY: -1}); err != nil {
		t.Fatal(err)
	}
	arguments, got := p.got(t)
	if !slices.Contains(arguments, "media=iso_a4_210x297mm") || slices.Contains(arguments, "-d") {
		t.Errorf("lp was told %q", arguments)
	}
	if !bytes.HasPrefix(got, []byte("%PDF-")) || bytes.Equal(got, file) {
		t.Error("the pages were not moved")
	}
	if _, err := desk.Send(t.Context(), t.TempDir(), file, desk.Job{OffsetX: math.NaN()}); err == nil {
		t.Error("moved by what is no number")
	}
}

func write(t *testing.T, dir, name, script string) {
	t.Helper()
	if err := os.WriteFile(filepath.Join(dir, name), []byte("#!/bin/sh\n"+script+"\n"), 0o700); err != nil {
		t.Fatal(err)
	}
}

func TestWhatStopsAPrintIsToldAndNoCopyStays(t *testing.T) {
	for words, want := range map[string]error{
		"lp: Error - no default destination available.":  desk.ErrNoPrinter,
		"lp: The printer or class does not exist.":       desk.ErrNoSuch,
		"lp: Error - scheduler not responding":           desk.ErrNotPrinted,
		"lp: Unable to connect to server: No such file.": desk.ErrNoPrinting,
	} {
		store := t.TempDir()
		newPrintSystem(t, map[string]string{"lp": "echo '" + words + "' >&2; exit 1"})
		if _, err := desk.Send(t.Context(), store, pdf, desk.Job{}); !errors.Is(err, want) {
			t.Errorf("%s: %v", words, err)
		}
		if sentence := plain.Sentence(want); !strings.Contains(sentence, ". ") {
			t.Errorf("it is not told what to do: %s", sentence)
		}
		if n := leftOver(t, store); n != 0 {
			t.Errorf("%d copies are left", n)
		}
	}
}

func TestThePrintersOfTheComputerAreListed(t *testing.T) {
	for name, row := range map[string]struct {
		script, usual string
		names         []string
		err           error
	}{
		"with -e":    {lpstat, "ward_4", []string{"front_desk", "ward_4"}, nil},
		"without -e": {`case "$1" in -p) echo "printer ward_4 is idle.  enabled since Friday"; echo "	ready to print";; *) exit 1;; esac`, "", []string{"ward_4"}, nil},
		"none":       {`exit 0`, "", nil, desk.ErrNoPrinter},
		"no answer":  {`echo "lpstat: Unable to connect to server" >&2; exit 1`, "", nil, desk.ErrNoPrinting},
		"none, told": {`echo "lpstat: No destinations added." >&2; exit 1`, "", nil, desk.ErrNoPrinter},
		"no default": {`case "$1" in -e) echo ward_4;; -d) echo "no system default destination";; esac`, "", []string{"ward_4"}, nil},
	} {
		newPrintSystem(t, map[string]string{"lpstat": row.script})
		names, usual, err := desk.Printers(t.Context())
		if !slices.Equal(names, row.names) || usual != row.usual || !errors.Is(err, row.err) {
			t.Errorf("%s: %q, %q, %v", name, names, usual, err)
		}
	}
	newPrintSystem(t, nil)
	if names, _, err := desk.Printers(t.Context()); len(names) > 0 || err != nil {
		t.Errorf("without a print system: %q, %v", names, err)
	}
}

func TestTheOfficerChoosesThePrinterAndItIsRemembered(t *testing.T) {
	o := officetest.New(t)
	p := newPrintSystem(t, map[string]string{"lpstat": lpstat})
	write(t, p.dir, "lp", takes(p.dir))
	recorded := 0
	pages := desk.Pages{What: "The letter", Make: func(context.Context) ([]byte, error) { return pdf, nil },
		Record: func(context.Context) error { recorded++; return nil }}
	o.Desk.Print(pages)
	o.Sees("Printer", "ward_4 (the usual one)", "Copies", "On both sides of the paper")
	o.Fill("Copies", "no")
	o.Press("Print")
	o.Sees("Give a whole number from 1 to 50.")
	o.Fill("Copies", "3")
	o.Pick("Printer", "front_desk")
	o.Press("Print")
	arguments, _ := p.got(t)
	if told := strings.Join(arguments, " "); !strings.Contains(told, "-n 3 -d front_desk") || !strings.Contains(told, "sides=one-sided") || recorded != 1 {
		t.Errorf("lp was told %s; recorded %d times", told, recorded)
	}
	if said := o.Floor.Said; len(said) != 1 || said[0] != "The letter is at the printer." || o.Session.Settings().Printer != "front_desk" {
		t.Errorf("the officer reads %q, remembered is %q", said, o.Session.Settings().Printer)
	}
	o.Desk.Print(pages)
	o.Key(fyne.KeyEscape)
	if recorded != 1 {
		t.Error("what was not printed was recorded")
	}
}

func TestWithoutAPrinterTheViewerIsOffered(t *testing.T) {
	o := officetest.New(t)
	newPrintSystem(t, map[string]string{"lpstat": "exit 0", "lp": "exit 1"})
	recorded := false
	o.Desk.Print(desk.Pages{What: "The letter", Make: func(context.Context) ([]byte, error) { return pdf, nil }, Record: func(context.Context) error { recorded = true; return nil }})
	o.Sees("No printer is set up on this computer.", "Add one in the system's settings")
	o.Press("Open in the viewer")
	if len(o.Floor.Files) != 1 || !strings.HasPrefix(o.Floor.Files[0], desk.OutDir(o.Session.File().Dir())) || !recorded {
		t.Errorf("the viewer got %q, recorded %v", o.Floor.Files, recorded)
	}
}
