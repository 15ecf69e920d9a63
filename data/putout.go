package data

import (
	"fmt"
	"strings"
)

// Protection is how a file that leaves the case file is protected.
type Protection string

// The protections.
const (
	// ProtectPDF: a PDF that opens with a passphrase, AES-256 (ISO 32000-2 7.6.4).
	ProtectPDF Protection = "pdf"
	// ProtectAge: an envelope of age that opens with a passphrase.
	ProtectAge Protection = "age"
	// ProtectOffice: an envelope of age that one other office opens.
	ProtectOffice Protection = "office"
	// ProtectNone: whoever has the file can read it.
	ProtectNone Protection = "none"
)

// Protections lists them with what the audit chain says of each.
var Protections = []Term[Protection]{
	{ProtectPDF, "protected with a passphrase (AES-256)"}, {ProtectAge, "protected with a passphrase (age)"},
	{ProtectOffice, "sealed for one other office (age)"}, {ProtectNone, "NOT PROTECTED"},
}

// String returns what the protection is.
func (p Protection) String() string { return labelOf(Protections, p) }

// PutOut is a file that leaves the case file, as the audit chain keeps it. The name
// of the file is not in it: it is the officer's own and may tell of somebody.
type PutOut struct {
	What       string // "the record of the case"
	Case       int64  // key of the case that it is about; 0: several
	Cases      int    // how many cases are in it
	Reason     string
	Protection Protection
	SHA256     string // of the file as it was written, hexadecimal
	Bytes      int64
	// Accounting says that it is an accounting of disclosures, of which the first in
	// twelve months is free (45 CFR 164.528(c)(2)).
	Accounting bool
}

// ReasonForCopy is asked where nobody said why something leaves.
const ReasonForCopy = "Write why this leaves the case file, and for whom; the audit log keeps it."

// Validate checks what is said of a file before it may be written.
func (p PutOut) Validate() Missing {
	var m Missing
	m.add(blank(p.Reason), "reason", "reason", ReasonForCopy)
	m.checkText(p.Reason, maxText, "reason", "The reason")
	m.checkText(p.What, maxLine, "what", "What leaves")
	m.add(p.Protection == "" || !Known(Protections, p.Protection), "protection", "protection", "Choose how the file is protected.")
	return m
}

// Summary is the sentence of the audit chain.
func (p PutOut) Summary() string {
	cases := fmt.Sprintf("%d cases", p.Cases)
	if p.Cases == 1 {
		cases = "1 case"
	}
	return fmt.Sprintf("Put out %s, %s, %s, %s. SHA-256 %s. Reason: %s", p.What, cases, SizeWords(p.Bytes), p.Protection, p.SHA256, strings.TrimSpace(p.Reason))
}
