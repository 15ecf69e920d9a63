package command

import (
	"bytes"
	"context"
	"errors"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"rapport/data"
	"rapport/data/exchange/mail"
	"rapport/data/store"
)

var importEmailCommand = command{
	name: "import email", args: "FILE [--case CASE | --new]", does: "takes in an e-mail that was saved as a file (.eml)",
	notes: "Without --case and --new it shows what the message says and writes nothing. With --case the message becomes a document\n" +
		"and a contact of the case, in or out by the addresses of your office. With --new it opens a case: its words are the\n" +
		"story, its writer the complainant. - reads the message from standard input. The words are told from the signature and\n" +
		"from older messages by marks that mail programs set; compare them with the whole.",
	flags: func(c *call) {
		c.signInFlags()
		c.flags.StringVar(&c.intoCase, "case", "", "the case that the message belongs to")
		c.flags.BoolVar(&c.fresh, "new", false, "open a case with the message")
		c.flags.BoolVar(&c.documents, "documents", false, "keep what is attached to the message as documents of their own too")
	},
	run: importEmail,
}

func importEmail(ctx context.Context, c *call) error {
	name, err := c.one("the message to read, or - for standard input")
	switch {
	case err != nil:
		return err
	case c.intoCase != "" && c.fresh:
		return misusef("A message goes to a case with --case, or opens one with --new, not both.")
	case c.documents && c.intoCase == "" && !c.fresh:
		return misusef("--documents keeps documents in a case; say which one with --case, or --new.")
	case (c.intoCase != "" || c.fresh) && name == "-" && (c.passphraseFile == "" || c.passphraseFile == "-"):
		return misusef("Standard input has the message, so name a file with your passphrase: --passphrase-file FILE.")
	}
	raw, err := c.fileOrInput(name, mail.MaxBytes)
	if err != nil {
		return err
	}
	m, err := mail.Read(ctx, raw)
	var fault mail.Fault
	if errors.As(err, &fault) {
		return refusal{fault.Error()}
	}
	if err != nil {
		return err
	}
	done := emailDone{emailSheet: emailSheetOf(m)}
	if c.intoCase == "" && !c.fresh {
		return c.printEmail(done)
	}
	return c.with(ctx, func(s *store.Session) error {
		if err := c.keepEmail(ctx, s, m, documentOf(name, m, raw), &done); err != nil {
			return err
		}
		return c.printEmail(done)
	})
}

// emailDocument is a file that goes into a case.
type emailDocument struct {
	about data.NewAttachment
	raw   []byte
}

// documentOf is the message itself as a document.
func documentOf(name string, m mail.Message, raw []byte) emailDocument {
	file := filepath.Base(name)
	if name == "-" {
		file = "message"
	}
	if !strings.EqualFold(filepath.Ext(file), ".eml") {
		file += ".eml"
	}
	return emailDocument{data.NewAttachment{Name: file, About: m.About(), Class: data.NoteOrdinary}, raw}
}

// keepEmail puts the message into its case, or opens one with it.
func (c *call) keepEmail(ctx context.Context, s *store.Session, m mail.Message, whole emailDocument, done *emailDone) error {
	own, err := officeAddresses(ctx, s)
	if err != nil {
		return err
	}
	now := time.Now()
	f, err := c.caseForEmail(ctx, s, m, own, now)
	if err != nil {
		return err
	}
	done.Case, done.Opened = f.Number, c.fresh
	digest := digest(whole.raw)
	if slices.ContainsFunc(f.Attachments, func(a data.Attachment) bool { return a.SHA256 == digest && !a.Voided() }) {
		return refusef("This message is a document of case %s already. Nothing was written.", f.Number)
	}
	contact := m.Contact(own, now)
	if err := contact.Validate(now).Err(); err != nil {
		return err // before the document is kept
	}
	if _, err := s.AddAttachment(ctx, f.Key, whole.about, bytes.NewReader(whole.raw)); err != nil {
		return err
	}
	if _, err := s.AddContact(ctx, f.Key, contact, false); err != nil {
		return err
	}
	done.Inbound = &contact.Inbound
	if !c.documents {
		return nil
	}
	for _, a := range m.Attachments {
		_, err := s.AddAttachment(ctx, f.Key, data.NewAttachment{Name: a.Name, About: "Came with an e-mail.", Class: data.NoteOrdinary}, bytes.NewReader(a.Bytes))
		var gaps data.Missing
		switch {
		case errors.As(err, &gaps):
			done.Refused = append(done.Refused, refusedDocument{a.Name, gaps[0].Sentence})
		case err != nil:
			return err
		default:
			done.Kept = append(done.Kept, a.Name)
		}
	}
	return nil
}

// caseForEmail finds the case, or opens it.
func (c *call) caseForEmail(ctx context.Context, s *store.Session, m mail.Message, own []string, now time.Time) (data.CaseFile, error) {
	if c.fresh {
		if m.Outbound(own) {
			return data.CaseFile{}, refusef("Your own office sent this message, so it opens no case. Add it to its case with --case CASE.")
		}
		return s.OpenCase(ctx, m.Intake(now))
	}
	f, err := s.Case(ctx, c.intoCase)
	if err != nil {
		return f, noCase(err, c.intoCase)
	}
	return f, nil
}

// officeAddresses are the addresses from which the office writes.
func officeAddresses(ctx context.Context, s *store.Session) ([]string, error) {
	officers, err := s.Officers(ctx)
	if err != nil {
		return nil, err
	}
	own := []string{s.Settings().Email}
	for _, o := range officers {
		own = append(own, o.Email)
	}
	return own, nil
}

// emailSheet is what a message says, as --json prints it.
type emailSheet struct {
	From        string            `json:"from"`
	To          []string          `json:"to"`
	At          time.Time         `json:"at,omitzero"`
	Subject     string            `json:"subject"`
	Words       string            `json:"words"`
	Quoted      string            `json:"quoted"`
	Signature   string            `json:"signature"`
	Attachments []emailAttachment `json:"attachments"`
	Remarks     []string          `json:"remarks"`
}

type emailAttachment struct {
	Name  string `json:"name"`
	Type  string `json:"type"`
	Bytes int    `json:"bytes"`
}

// emailDone is a message with what became of it.
type emailDone struct {
	emailSheet
	Case    string            `json:"case,omitempty"`
	Opened  bool              `json:"opened,omitempty"`
	Inbound *bool             `json:"inbound,omitempty"`
	Kept    []string          `json:"kept,omitempty"`
	Refused []refusedDocument `json:"refused,omitempty"`
}

type refusedDocument struct {
	Name string `json:"name"`
	Why  string `json:"why"`
}

func emailSheetOf(m mail.Message) emailSheet {
	e := emailSheet{From: m.From.String(), To: []string{}, At: m.At, Subject: m.Subject, Words: m.Said(), Quoted: m.Quoted, Signature: m.Signature,
		Attachments: []emailAttachment{}, Remarks: list(m.Remarks)}
	for _, a := range m.To {
		e.To = append(e.To, a.String())
	}
	for _, a := range m.Attachments {
		e.Attachments = append(e.Attachments, emailAttachment{a.Name, a.Type, len(a.Bytes)})
	}
	return e
}

func (c *call) printEmail(d emailDone) error {
	if c.json {
		return c.printJSON(d)
	}
	if d.Case == "" {
		c.printEmailSheet(d.emailSheet)
		c.printf("\nNothing was written. --case CASE adds the message to a case, --new opens one.\n")
		return nil
	}
	switch {
	case d.Opened:
		c.printf("Opened case %s with the message as its story. The message is a document and a contact of it.\nAsk who the patient is and what the writer is to them, and complete the case.\n", d.Case)
	case *d.Inbound:
		c.printf("Added the message to case %s: a document, and a contact from the writer.\n", d.Case)
	default:
		c.printf("Added the message to case %s: a document, and a contact from your office.\n", d.Case)
	}
	for _, name := range d.Kept {
		c.printf("  Kept %s as a document.\n", name)
	}
	for _, r := range d.Refused {
		c.printf("  Did not keep %s: %s\n", r.Name, r.Why)
	}
	for _, r := range d.Remarks {
		c.printf("  %s\n", r)
	}
	return nil
}

func (c *call) printEmailSheet(e emailSheet) {
	c.printf("From     %s\nTo       %s\nSubject  %s\n", e.From, strings.Join(e.To, ", "), e.Subject)
	if !e.At.IsZero() {
		c.printf("Sent     %s\n", e.At.Format("January 2, 2006 15:04 -0700"))
	}
	for _, part := range []struct{ title, text string }{{"Words", e.Words}, {"Older messages", e.Quoted}, {"Signature", e.Signature}} {
		if part.text != "" {
			c.printf("\n%s\n%s\n", part.title, indented(part.text))
		}
	}
	if len(e.Attachments) > 0 {
		c.printf("\nAttached\n")
	}
	for _, a := range e.Attachments {
		c.printf("  %s, %s\n", a.Name, data.SizeWords(int64(a.Bytes)))
	}
	for _, r := range e.Remarks {
		c.printf("  %s\n", r)
	}
}
