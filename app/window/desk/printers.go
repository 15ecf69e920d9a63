package desk

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"math"
	"os"
	"os/exec"
	"runtime"
	"strconv"
	"strings"

	"rapport/reports/page"
	"rapport/reports/pdf"
)

// PrintFault is why nothing was printed; it words itself for the officer.
type PrintFault struct{ what, next string }

func (f *PrintFault) Error() string { return f.what }

// Sentence is what is wrong and what to do.
func (f *PrintFault) Sentence() string {
	return strings.ToUpper(f.what[:1]) + f.what[1:] + ". " + f.next
}

// What can go wrong on the way to the printer.
var (
	ErrNoPrinter  = &PrintFault{"no printer is set up on this computer", "Add one in the system's settings for printers and try again, or open the pages in the viewer."}
	ErrNoPrinting = &PrintFault{"the system's print service does not answer", "Look whether it is running (on Linux: CUPS), ask whoever looks after this computer, or open the pages in the viewer."}
	ErrNoSuch     = &PrintFault{"this printer is not set up on this computer any more", "Choose another one."}
	ErrNotPrinted = &PrintFault{"the printer did not take the pages", "Look whether it is switched on and has paper, then print again; nothing was lost."}
	errNotMoved   = &PrintFault{"the pages could not be moved for this printer", "Take its offset away in Settings, Letters and printing, and print again."}
)

// Job says how pages are printed.
type Job struct {
	Printer  string // as the system names it; empty: its own choice
	Copies   int    // at least 1
	TwoSided bool
	// OffsetX and OffsetY move the print to the right and down, in millimetres.
	OffsetX, OffsetY float64
}

// Printers lists the printers of this computer by name, and which one the system
// takes by itself. It is empty without an error where the system has no way to
// tell. It may take a while: call it through ui.Load.
func Printers(ctx context.Context) (names []string, usual string, err error) {
	if runtime.GOOS == "windows" {
		return windowsPrinters(ctx)
	}
	program, err := exec.LookPath("lpstat")
	if err != nil {
		return nil, "", nil
	}
	out, err := run(ctx, nil, program, "-e")
	if err != nil {
		if out, err = run(ctx, nil, program, "-p"); err != nil { // older than -e
			return nil, "", fault(err, ErrNoPrinting)
		}
	}
	for line := range strings.Lines(out) {
		fields := strings.Fields(line)
		switch {
		case len(fields) > 1 && fields[0] == "printer":
			names = append(names, fields[1])
		case len(fields) == 1:
			names = append(names, fields[0])
		}
	}
	if len(names) == 0 {
		return nil, "", ErrNoPrinter
	}
	if out, err := run(ctx, nil, program, "-d"); err == nil { // none is no fault
		_, usual, _ = strings.Cut(out, "destination: ")
		usual, _, _ = strings.Cut(strings.TrimSpace(usual), "/")
	}
	return names, usual, nil
}

// Send prints a PDF at its real size: through lp or lpr where the system has one,
// through the print verb on Windows, otherwise through the viewer. viewed says that
// the viewer has it and the officer prints from there. It may take a while: call it
// through ui.Load. Errors: [PrintFault].
func Send(ctx context.Context, store string, file []byte, job Job) (viewed bool, err error) {
	moved, err := pdf.Shift(file, job.OffsetX, job.OffsetY)
	if err != nil {
		return false, errNotMoved
	}
	path, err := Copy(store, moved)
	if err != nil {
		return false, err
	}
	if runtime.GOOS == "windows" {
		return windowsPrint(ctx, path, job)
	}
	program, arguments := spooler(path, media(moved), job)
	if program == "" {
		return true, OpenFile(path)
	}
	_, err = run(ctx, nil, program, arguments...) // returns once the spooler has its own copy
	if gone := os.Remove(path); gone != nil {
		return false, errors.Join(fault(err, ErrNotPrinted), fmt.Errorf("removing the printed copy: %w", gone))
	}
	return false, fault(err, ErrNotPrinted)
}

// spooler is the program that takes a file to print and what it is told, "" where
// there is none. The job's title says nothing of the pages.
func spooler(path, media string, job Job) (program string, arguments []string) {
	options := []string{"-o", "print-scaling=none", "-o", "fit-to-page=false"}
	if media != "" {
		options = append(options, "-o", "media="+media)
	}
	sides := "one-sided"
	if job.TwoSided {
		sides = "two-sided-long-edge"
	}
	options = append(options, "-o", "sides="+sides, "--", path)
	copies := strconv.Itoa(max(job.Copies, 1))
	if program, err := exec.LookPath("lp"); err == nil {
		arguments = []string{"-t", "Rapport", "-n", copies}
		if job.Printer != "" {
			arguments = append(arguments, "-d", job.Printer)
		}
		return program, append(arguments, options...)
	}
	if program, err := exec.LookPath("lpr"); err == nil {
		arguments = []string{"-T", "Rapport", "-#", copies}
		if job.Printer != "" {
			arguments = append(arguments, "-P", job.Printer)
		}
		return program, append(arguments, options...)
	}
	return "", nil
}

// media is the name of a file's paper (PWG 5101.1), "" where it is another.
func media(file []byte) string {
	size, ok := pdf.PaperOf(file)
	like := func(p page.Size) bool { return math.Abs(size.W-p.W) < 3 && math.Abs(size.H-p.H) < 3 }
	switch {
	case ok && like(page.Letter):
		return "na_letter_8.5x11in"
	case ok && like(page.A4):
		return "iso_a4_210x297mm"
	}
	return ""
}

// said is an error with what the program wrote about it.
type said struct {
	error
	words string
}

func run(ctx context.Context, environment []string, program string, arguments ...string) (string, error) {
	c := exec.CommandContext(ctx, program, arguments...)
	c.Env = append(append(os.Environ(), "LC_ALL=C"), environment...)
	var out, words bytes.Buffer
	c.Stdout, c.Stderr = &out, &words
	if err := c.Run(); err != nil {
		return "", said{err, words.String()}
	}
	return out.String(), nil
}

// fault is what a program's error means; usual where its words say nothing known.
func fault(err error, usual *PrintFault) error {
	var why said
	if !errors.As(err, &why) {
		return err
	}
	words := strings.ToLower(why.words)
	for _, row := range []struct {
		words string
		fault *PrintFault
	}{
		{"no destinations", ErrNoPrinter}, {"no default destination", ErrNoPrinter}, {"does not exist", ErrNoSuch}, {"unknown destination", ErrNoSuch},
		{"unable to connect", ErrNoPrinting}, {"connection refused", ErrNoPrinting}, {"scheduler is not running", ErrNoPrinting},
		{"bad file descriptor", ErrNoPrinting}, {"transport endpoint", ErrNoPrinting},
	} {
		if strings.Contains(words, row.words) {
			return row.fault
		}
	}
	return usual
}

// What Windows is asked. Names come through the environment, so that none is read
// as a command.
const (
	listPrinters = `Get-CimInstance Win32_Printer | ForEach-Object { "$($_.Default)|$($_.Name)" }`
	printFile    = `Start-Process -FilePath $env:RAPPORT_FILE -Verb PrintTo -ArgumentList ('"' + $env:RAPPORT_PRINTER + '"') -WindowStyle Hidden -ErrorAction Stop`
)

func windowsPrinters(ctx context.Context) (names []string, usual string, err error) {
	out, err := run(ctx, nil, "powershell", "-NoProfile", "-NonInteractive", "-Command", listPrinters)
	if err != nil {
		return nil, "", ErrNoPrinting
	}
	for line := range strings.Lines(out) {
		standard, name, found := strings.Cut(strings.TrimSpace(line), "|")
		if !found || name == "" {
			continue
		}
		names = append(names, name)
		if standard == "True" {
			usual = name
		}
	}
	if len(names) == 0 {
		return nil, "", ErrNoPrinter
	}
	return names, usual, nil
}

// windowsPrint hands the copy to the program that prints PDFs there, which reads it
// later: the copy stays until the case file locks. Copies and sides are chosen in
// the viewer, so a job that asks for either goes there.
func windowsPrint(ctx context.Context, path string, job Job) (viewed bool, err error) {
	if job.Printer != "" && job.Copies <= 1 && !job.TwoSided {
		environment := []string{"RAPPORT_FILE=" + path, "RAPPORT_PRINTER=" + job.Printer}
		if _, err := run(ctx, environment, "powershell", "-NoProfile", "-NonInteractive", "-Command", printFile); err == nil {
			return false, nil
		}
	}
	return true, OpenFile(path) // no program there prints PDFs by itself
}
