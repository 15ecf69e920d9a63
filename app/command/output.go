package command

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"rapport/app/outfile"
	"rapport/data/vault"
)

// printJSON prints one value, indented.
func (c *call) printJSON(v any) error {
	e := json.NewEncoder(c.Out)
	e.SetIndent("", "  ")
	e.SetEscapeHTML(false)
	if err := e.Encode(v); err != nil {
		return fmt.Errorf("printing: %w", err)
	}
	return nil
}

func (c *call) printf(format string, args ...any) { fmt.Fprintf(c.Out, format, args...) }

// checkOut refuses an output file before the work for it is done. A PDF of
// that name is replaced, as it can be made again; any other file only with
// --force, and one of the case file never.
func (c *call) checkOut() error {
	if c.out == "" {
		return misusef("Say which file to write with --out FILE.pdf.")
	}
	if vault.Keeps(filepath.Base(c.out)) {
		return refusef("%s is the name of a part of a case file, which would be lost. Choose another name with --out.", quoted(filepath.Base(c.out)))
	}
	info, err := os.Stat(filepath.Dir(c.out))
	if errors.Is(err, fs.ErrNotExist) || err == nil && !info.IsDir() {
		return refusef("There is no folder %s to write into. Make it first, or choose another with --out.", filepath.Dir(c.out))
	}
	if err != nil {
		return fmt.Errorf("looking at the folder to write into: %w", err)
	}
	info, err = os.Stat(c.out)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil
	case err != nil:
		return fmt.Errorf("looking at the file to write: %w", err)
	case info.IsDir():
		return refusef("%s is a folder. Give the name of a file with --out.", c.out)
	case !info.Mode().IsRegular(): // a device or a pipe would be moved away
		return refusef("%s is no ordinary file. Give the name of a file with --out.", c.out)
	case !c.force && !isPDF(c.out):
		return refusef("%s is there already. Only a PDF is replaced unasked: add --force to replace it, or choose another name.", c.out)
	}
	return nil
}

// checkPDF refuses an output file of a command that writes a PDF and nothing else.
func (c *call) checkPDF() error {
	if err := c.checkOut(); err != nil {
		return err
	}
	if !strings.EqualFold(filepath.Ext(c.out), ".pdf") {
		return misusef("This is written as a PDF alone. Give --out a name that ends in .pdf.")
	}
	return nil
}

func isPDF(file string) bool {
	f, err := os.Open(file)
	if err != nil {
		return false
	}
	defer f.Close()
	start := make([]byte, len("%PDF-"))
	_, err = io.ReadFull(f, start)
	return err == nil && string(start) == "%PDF-"
}

// writeOut writes the file that was asked for. Only its owner may read it, as it
// may name patients.
func (c *call) writeOut(content []byte) error {
	if err := outfile.Write(c.out, content); err != nil {
		return fmt.Errorf("writing the file: %w", err)
	}
	return nil
}

// progress shows how far the work is, on a terminal alone. The line is
// overwritten; done clears it.
func (c *call) progress(what string, total int) (tell func(done int), done func()) {
	if _, ok := terminalOf(c.Err); !ok {
		return func(int) {}, func() {}
	}
	last := -1
	tell = func(n int) {
		step := n / 500
		if total > 0 {
			step = n * 1000 / total
		}
		if step == last {
			return
		}
		last = step
		of := ""
		if total > 0 {
			of = fmt.Sprintf(" of %s (%d %%)", grouped(total), n*100/total)
		}
		fmt.Fprintf(c.Err, "\r%s: %s%s   ", what, grouped(n), of)
	}
	return tell, func() { fmt.Fprintf(c.Err, "\r%s\r", strings.Repeat(" ", len(what)+50)) }
}

// quoted writes what somebody typed so that it can be quoted in a sentence: in
// quotation marks, cut where it is long, without characters that steer a
// terminal.
func quoted(typed string) string {
	const most = 60
	if utf8.RuneCountInString(typed) > most {
		typed = string([]rune(typed)[:most]) + "…"
	}
	return strconv.Quote(typed)
}

// output writes for people: characters that would steer a terminal or turn the
// direction of a line are left out, whoever put them into a record. It
// remembers whether all could be written: a list cut off by a full disk must
// not pass for the whole one.
type output struct {
	to  io.Writer
	err error
}

func (o *output) Write(b []byte) (int, error) {
	if _, err := o.to.Write(bytes.Map(printable, b)); err != nil {
		o.err = errors.Join(o.err, err)
		return 0, err
	}
	return len(b), nil
}

func printable(r rune) rune {
	switch {
	case r == '\n' || r == '\t':
		return r
	case unicode.IsControl(r), r >= '\u202a' && r <= '\u202e', r >= '\u2066' && r <= '\u2069':
		return -1
	}
	return r
}

// grouped writes a number with commas: 7,908.
func grouped(n int) string {
	if n < 0 {
		return "-" + grouped(-n)
	}
	digits := fmt.Sprint(n)
	for i := len(digits) - 3; i > 0; i -= 3 {
		digits = digits[:i] + "," + digits[i:]
	}
	return digits
}

// counted writes a number with its noun: 1 case, 2,000 cases.
func counted(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return grouped(n) + " " + many
}

// cell fits text into a column, cut with a mark where it is too long.
func cell(text string, width int) string {
	text = strings.Join(strings.Fields(text), " ")
	n := utf8.RuneCountInString(text)
	if n > width {
		return string([]rune(text)[:width-1]) + "…"
	}
	return text + strings.Repeat(" ", width-n)
}

// indented puts a paragraph under a heading.
func indented(text string) string {
	return "  " + strings.ReplaceAll(strings.TrimSpace(text), "\n", "\n  ")
}
