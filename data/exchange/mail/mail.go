// Package mail reads a message of electronic mail (RFC 5322 with MIME) that was saved
// as a file, for a case: who wrote when to whom, what they wrote in their own words,
// and which documents came with it.
//
// A message comes from outside and is trusted in nothing: sizes, depths and counts are
// bounded, nothing that it points to is fetched, a web page in it becomes plain text,
// and what cannot be seen or turns the direction of writing is removed. A part that
// cannot be read costs that part, never the message.
package mail

import (
	"bytes"
	"context"
	"encoding/hex"
	"errors"
	"fmt"
	netmail "net/mail"
	"strings"
	"time"

	"rapport/data"
)

// The bounds of a message.
const (
	MaxBytes       = data.MaxAttachment // of the file: it is kept as a document
	maxHeader      = 256 << 10          // bytes of the fields before a body
	maxDepth       = 20                 // parts within parts
	maxParts       = 500
	maxAttachments = 100
	maxBody        = data.MaxStory // characters of the text
	maxPlain       = 8 * maxBody   // bytes of a part of it
	maxLine        = 300           // characters of a subject or a name
	maxPeople      = 200           // who received it
	maxCopied      = 3 * MaxBytes  // bytes of all parts, and of the parts within them
)

// Message is a message that was read.
type Message struct {
	From, Sender Address
	To, Cc       []Address
	// At is when it was sent, by its own word; zero where it does not say so.
	At        time.Time
	Subject   string
	MessageID string
	// Body is its whole text. Words are what its writer wrote this time, without the
	// signature and the older messages below it: a guess, which the officer compares
	// with the whole.
	Body, Words, Quoted, Signature string
	Attachments                    []Attachment
	// Forwarded is the message that this one passes on as an attachment without words
	// of its own.
	Forwarded *Message
	// Remarks are sentences for the officer. They quote nothing of the message.
	Remarks []string
}

// Address is somebody who sent or received a message.
type Address struct{ Name, Mail string }

// String writes an address as people read it.
func (a Address) String() string {
	switch {
	case a.Name == "":
		return a.Mail
	case a.Mail == "":
		return a.Name
	}
	return a.Name + " <" + a.Mail + ">"
}

// Attachment is a document that came with a message.
type Attachment struct {
	Name  string // made safe by [data.SafeFileName]
	Type  string // as the message says, such as application/pdf; not to be relied on
	Bytes []byte
	// Inline marks a picture that stands within the text, such as a logo.
	Inline bool
}

// Fault is why a file is not read as a message: a sentence or two for the officer.
type Fault struct{ sentence string }

// Error returns the sentence.
func (f Fault) Error() string { return f.sentence }

func faultf(format string, args ...any) error { return Fault{fmt.Sprintf(format, args...)} }

// errNoMail is what is not a message.
var errNoMail = faultf("This file is not an e-mail that Rapport can read. Save the message in the mail program as .eml, and choose that file.")

// Read reads a message. Errors: [Fault] for what is no message or goes beyond a bound,
// the error of the context.
func Read(ctx context.Context, raw []byte) (Message, error) {
	switch {
	case len(raw) > MaxBytes:
		return Message{}, faultf("This message is larger than %d MB. Save its attachments and its text apart.", MaxBytes>>20)
	case bytes.HasPrefix(raw, []byte("\xd0\xcf\x11\xe0")):
		return Message{}, faultf("This is a message in Outlook's own format (.msg), which Rapport does not read. Open it in Outlook, choose Save As, and save it as .eml, or as text.")
	case len(bytes.TrimSpace(raw)) == 0:
		return Message{}, faultf("This file is empty.")
	}
	r := &reader{ctx: ctx}
	m, err := r.message(raw, 0)
	if err != nil {
		return Message{}, err
	}
	m.Remarks = r.remarks
	return m, ctx.Err()
}

// reader reads one file. What it has used of the bounds counts for the messages within
// the message too.
type reader struct {
	ctx     context.Context
	parts   int
	kept    int // attachments
	copied  int // bytes of parts
	remarks []string
}

func (r *reader) remark(sentence string) {
	for _, known := range r.remarks {
		if known == sentence {
			return
		}
	}
	r.remarks = append(r.remarks, sentence)
}

// message reads a message, the outermost or one within another.
func (r *reader) message(raw []byte, depth int) (Message, error) {
	header, body, err := split(raw)
	if err != nil {
		return Message{}, err
	}
	var m Message
	m.From = first(addresses(header, "From"))
	m.Sender = first(addresses(header, "Sender"))
	if m.From.Mail == "" {
		m.From = orAddress(m.From, m.Sender, first(addresses(header, "Reply-To")), first(addresses(header, "Return-Path")))
	}
	m.To, m.Cc = addresses(header, "To"), addresses(header, "Cc")
	m.Subject = line(decodeWords(header.Get("Subject")))
	m.MessageID = line(strings.Trim(header.Get("Message-Id"), "<> "))
	m.At = sentAt(header)
	w := walk{reader: r, m: &m}
	if err := w.part(header, body, depth); err != nil && !errors.Is(err, errStop) {
		return Message{}, err
	}
	m.Body = w.text()
	m.Words, m.Quoted, m.Signature = Parts(m.Body)
	if strings.TrimSpace(m.Words) == "" && strings.TrimSpace(m.Quoted) == "" && w.nested != nil {
		m.Forwarded = w.nested
	}
	return m, nil
}

// orAddress returns the first with an address, or the first that is anything.
func orAddress(all ...Address) Address {
	for _, a := range all {
		if a.Mail != "" {
			if a.Name == "" {
				a.Name = all[0].Name
			}
			return a
		}
	}
	return all[0]
}

func first(all []Address) Address {
	if len(all) == 0 {
		return Address{}
	}
	return all[0]
}

// split parts the header from the body. Mail programs put other things before the
// header: the separator of a mailbox, a count of bytes; lines that are no field are
// passed over. A file without the fields of a message is none.
func split(raw []byte) (netmail.Header, []byte, error) {
	raw = bytes.TrimLeft(bytes.TrimPrefix(raw, []byte("\xef\xbb\xbf")), " \t\r\n")
	if raw = asText(raw); len(raw) == 0 {
		return nil, nil, errNoMail
	}
	header := netmail.Header{}
	last := ""
	for read := 0; len(raw) > 0; {
		lineEnd := bytes.IndexByte(raw, '\n')
		if lineEnd < 0 {
			lineEnd = len(raw) - 1
		}
		field := bytes.TrimRight(raw[:lineEnd+1], "\r\n")
		raw = raw[lineEnd+1:]
		if read += len(field); read > maxHeader {
			return nil, nil, faultf("The header of this message is larger than a mail program writes. Save the message again as .eml.")
		}
		if len(field) == 0 {
			break
		}
		if field[0] == ' ' || field[0] == '\t' {
			if values := header[last]; len(values) > 0 {
				values[len(values)-1] += " " + string(bytes.TrimSpace(field))
			}
			continue
		}
		name, value, ok := bytes.Cut(field, []byte(":"))
		if !ok || !fieldName(name) {
			continue
		}
		last = canonical(string(name))
		header[last] = append(header[last], string(bytes.TrimSpace(value)))
	}
	known := 0
	for _, name := range []string{"From", "To", "Date", "Subject", "Message-Id", "Received", "Mime-Version", "Sender", "Return-Path"} {
		if len(header[name]) > 0 {
			known++
		}
	}
	if known < 2 {
		return nil, nil, errNoMail
	}
	return header, raw, nil
}

// asText takes UTF-16, in which some programs save what they show, to UTF-8, and cuts
// off what stands before the header.
func asText(raw []byte) []byte {
	if text, ok := wide(raw); ok {
		raw = []byte(text)
	}
	if bytes.HasPrefix(raw, []byte("From ")) || bytes.HasPrefix(raw, []byte(">From ")) || isCount(raw) {
		_, raw, _ = bytes.Cut(raw, []byte("\n"))
	}
	return raw
}

// isCount knows the first line of a message of Apple Mail, its length in bytes.
func isCount(raw []byte) bool {
	first, _, ok := bytes.Cut(raw, []byte("\n"))
	first = bytes.TrimSpace(first)
	if !ok || len(first) == 0 || len(first) > 12 {
		return false
	}
	for _, c := range first {
		if c < '0' || c > '9' {
			return false
		}
	}
	return true
}

func fieldName(name []byte) bool {
	if len(name) == 0 || len(name) > 100 {
		return false
	}
	for _, c := range name {
		if c <= ' ' || c >= 0x7f {
			return false
		}
	}
	return true
}

// canonical writes the name of a field as [netmail.Header] keeps it.
func canonical(name string) string {
	b := []byte(strings.ToLower(name))
	for i := range b {
		if (i == 0 || b[i-1] == '-') && b[i] >= 'a' && b[i] <= 'z' {
			b[i] -= 'a' - 'A'
		}
	}
	return string(b)
}

// errStop ends the walk through the parts where a bound is reached.
var errStop = errors.New("a bound is reached")

// digest is a short name for what has none.
func digest(sum []byte) string { return hex.EncodeToString(sum[:4]) }
