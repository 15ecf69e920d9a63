package command

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"golang.org/x/term"

	"rapport/data/store"
)

// maxPassphrase bounds what is read as a passphrase, in bytes.
const maxPassphrase = 4096

// with signs an officer in, does the work, and locks the case file again
// whatever came of it.
func (c *call) with(ctx context.Context, work func(*store.Session) error) (err error) {
	return c.atDoor(ctx, func(file *store.File, officer, passphrase string) error {
		session, err := file.SignIn(ctx, officer, passphrase, store.ForCommand())
		if err != nil {
			return err
		}
		c.warn(session)
		return work(session)
	})
}

// atDoor opens the case file, learns who is there, and gives it back afterwards.
func (c *call) atDoor(ctx context.Context, do func(file *store.File, officer, passphrase string) error) (err error) {
	dir, err := c.folder()
	if err != nil {
		return err
	}
	file, err := store.Open(dir, store.WithWitness(c.Witness))
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, file.Close()) }()
	officer, passphrase, err := c.whoIsThere(ctx, file)
	if err != nil {
		return err
	}
	return do(file, officer, passphrase)
}

// whoIsThere is the officer who signs in, and what was typed as the passphrase.
func (c *call) whoIsThere(ctx context.Context, file *store.File) (officer, passphrase string, err error) {
	if officer, err = c.whoSignsIn(file.Officers()); err == nil {
		passphrase, err = c.passphrase(ctx, officer)
	}
	return officer, passphrase, err
}

// warn says on standard error what is odd about the case file; the command goes on.
func (c *call) warn(s *store.Session) {
	if r := s.Rollback(); r != nil {
		fmt.Fprintln(c.Err, r.Sentence(s.Settings())+" Open the window to say why.")
	}
	if s.MarkLost() {
		fmt.Fprintln(c.Err, store.MarkLostSentence+" The audit log keeps that this was found. Tell the privacy officer.")
	}
	if last, back := s.ClockBack(); back {
		fmt.Fprintf(c.Err, "The clock of this computer stands behind the last entry, of %s. Set it right.\n", last.In(s.Settings().Zone()).Format("2006-01-02 15:04"))
	}
}

func (c *call) whoSignsIn(officers []string) (string, error) {
	if c.officer != "" {
		return c.officer, nil
	}
	if len(officers) == 1 {
		return officers[0], nil
	}
	return "", misusef("More than one officer can open this case file. Say who you are with --officer: %s.", strings.Join(officers, ", "))
}

// passphrase reads the passphrase from the file named, from a prompt, or from
// the first line of standard input.
func (c *call) passphrase(ctx context.Context, officer string) (string, error) {
	switch {
	case c.passphraseFile == "-":
		return firstLine(c.In)
	case c.passphraseFile != "":
		f, err := os.Open(c.passphraseFile)
		if err != nil {
			return "", fmt.Errorf("opening the file with the passphrase: %w", err)
		}
		defer f.Close()
		return firstLine(f)
	}
	if terminal, ok := terminalOf(c.In); ok {
		return c.prompt(ctx, terminal, "Passphrase of "+officer+": ")
	}
	return firstLine(c.In)
}

// firstLine reads one line without its end. The rest is left unread.
func firstLine(r io.Reader) (string, error) {
	line, err := bufio.NewReader(io.LimitReader(r, maxPassphrase+1)).ReadString('\n')
	if err != nil && !errors.Is(err, io.EOF) {
		return "", fmt.Errorf("reading the passphrase: %w", err)
	}
	if len(line) > maxPassphrase {
		return "", refusef("The first line is too long for a passphrase. Check the file that was named.")
	}
	line = strings.TrimPrefix(strings.TrimRight(line, "\r\n"), "\ufeff")
	if line == "" {
		return "", refusef("No passphrase was given. Type it when asked, or name a file that holds it with --passphrase-file.")
	}
	return line, nil
}

// terminalOf returns the file descriptor of a terminal.
func terminalOf(stream any) (int, bool) {
	f, ok := stream.(*os.File)
	if !ok || !term.IsTerminal(int(f.Fd())) {
		return 0, false
	}
	return int(f.Fd()), true
}

// prompt asks on the terminal without echo. When the context ends while it
// waits, the terminal is put back as it was.
func (c *call) prompt(ctx context.Context, terminal int, question string) (string, error) {
	before, err := term.GetState(terminal)
	if err != nil {
		return "", fmt.Errorf("asking for the passphrase: %w", err)
	}
	fmt.Fprint(c.Err, question)
	type answer struct {
		line []byte
		err  error
	}
	answers := make(chan answer, 1)
	go func() {
		line, err := term.ReadPassword(terminal)
		answers <- answer{line, err}
	}()
	select {
	case a := <-answers:
		fmt.Fprintln(c.Err)
		if a.err != nil {
			return "", fmt.Errorf("reading the passphrase: %w", a.err)
		}
		return firstLine(strings.NewReader(string(a.line)))
	case <-ctx.Done():
		fmt.Fprintln(c.Err)
		return "", errors.Join(ctx.Err(), term.Restore(terminal, before))
	}
}
