// Package copyout makes the files that leave the case file: protected with a
// passphrase unless somebody chose otherwise, and written down in the audit chain
// before they have their name. The window and the commands do it alike.
package copyout

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"

	"rapport/app/outfile"
	"rapport/data"
	"rapport/data/exchange/sealed"
	"rapport/data/store"
	"rapport/reports/pdf"
)

// Order is how a copy is to leave.
type Order struct {
	Path       string
	Reason     string
	Passphrase string // that opens it; empty: it leaves unprotected
}

// protection is how a file is protected that the order asks for.
func (o Order) protection(isPDF bool) data.Protection {
	switch {
	case o.Passphrase == "":
		return data.ProtectNone
	case isPDF:
		return data.ProtectPDF
	}
	return data.ProtectAge
}

// Check refuses what would be refused once all the work is done: no reason, a
// passphrase that others would guess. Error: [data.Missing].
func (o Order) Check(s *store.Session) error {
	var m data.Missing
	if err := data.ReasonGiven(o.Reason, data.ReasonForCopy); err != nil && !errors.As(err, &m) {
		return err
	}
	if o.Passphrase != "" {
		if gap := PassphraseGap(o.Passphrase, s); gap != "" {
			m = append(m, data.Gap{Code: "passphrase", Field: "passphrase", Sentence: gap})
		}
	}
	return m.Err()
}

// longest is the most bytes that the passphrase of a PDF may have (ISO 32000-2
// 7.6.4.3.2).
const longest = 127

// PassphraseGap is what is wrong with a passphrase for a copy, by the rules of
// everybody's own; empty where it may be used.
func PassphraseGap(passphrase string, s *store.Session) string {
	if len(passphrase) > longest {
		return "The passphrase is too long for a copy; use at most 127 letters."
	}
	if strength := data.PassphraseStrength(passphrase, s.Settings().Facility, s.Officer().Name); !strength.OK {
		return strength.Sentence
	}
	return ""
}

// NewPassphrase is a passphrase that is offered: five words and four digits.
func NewPassphrase() string { return pdf.NewPassphrase() }

// Name is the name of a file with the ending of the envelope that it is put in: a
// PDF is protected as it is.
func Name(name string, protected bool) string {
	name = strings.TrimSuffix(name, sealed.Ending)
	if protected && !IsPDF(name) {
		name += sealed.Ending
	}
	return name
}

// IsPDF reports whether the file of the name is a PDF.
func IsPDF(name string) bool { return strings.HasSuffix(strings.ToLower(name), ".pdf") }

// File writes a file. what says what it is, its key and its number of cases; the
// rest of it is filled in.
func File(ctx context.Context, s *store.Session, o Order, what data.PutOut, isPDF bool, content []byte) error {
	if isPDF && o.Passphrase != "" {
		protected, err := pdf.Protect(content, o.Passphrase)
		if err != nil {
			return err
		}
		return write(ctx, s, o.Path, o.filled(what, true), plainly(protected))
	}
	return write(ctx, s, o.Path, o.filled(what, isPDF), func(to io.Writer) error { return o.enveloped(to, plainly(content)) })
}

// Report writes a file of what names patients and could be looked at before, such as
// the log of a month. make is called once the passphrase was given again. Error:
// [data.ErrNoProof].
func Report(ctx context.Context, s *store.Session, o Order, isPDF bool, make func(context.Context) (what data.PutOut, content []byte, err error)) error {
	return s.HandOut(ctx, func(ctx context.Context) error {
		what, content, err := make(ctx)
		if err != nil {
			return err
		}
		return File(ctx, s, o, what, isPDF, content)
	})
}

// filled is what is written down of the file.
func (o Order) filled(p data.PutOut, isPDF bool) data.PutOut {
	p.Reason, p.Protection = o.Reason, o.protection(isPDF)
	return p
}

// plainly writes bytes as they are.
func plainly(content []byte) func(io.Writer) error {
	return func(to io.Writer) error {
		_, err := to.Write(content)
		return err
	}
}

// enveloped has fill write into the envelope that the order asks for.
func (o Order) enveloped(to io.Writer, fill func(io.Writer) error) error {
	if o.Passphrase == "" {
		return fill(to)
	}
	in, err := sealed.WithPassphrase(to, o.Passphrase)
	return closed(in, err, fill)
}

// closed has fill write into an envelope and closes it.
func closed(in io.WriteCloser, err error, fill func(io.Writer) error) error {
	if err != nil {
		return err
	}
	if err := fill(in); err != nil {
		return err // the file is dropped
	}
	return in.Close()
}

// write writes a file and has it written down before it is there.
func write(ctx context.Context, s *store.Session, path string, p data.PutOut, fill func(io.Writer) error) error {
	err := outfile.Make(path, fill, func(m outfile.Made) error {
		p.SHA256, p.Bytes = m.SHA256, m.Bytes
		return s.RecordPutOut(ctx, p)
	})
	if err != nil {
		return fmt.Errorf("writing the file: %w", err)
	}
	return nil
}
