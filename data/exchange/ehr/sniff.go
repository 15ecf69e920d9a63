package ehr

import (
	"bytes"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"rapport/data/exchange"
)

// kinds are files that people pick by mistake, known by their first bytes, and what to
// tell them.
var kinds = []struct{ start, is string }{
	{"%PDF-", "a PDF. Rapport cannot read a registration from it; ask for the record as FHIR JSON or as a continuity of care document (CCD), or attach the PDF to the case"},
	{"\x89PNG", "a picture. Attach it to the case instead"},
	{"\xff\xd8\xff", "a picture. Attach it to the case instead"},
	{"GIF8", "a picture. Attach it to the case instead"},
	{"II*\x00", "a picture. Attach it to the case instead"},
	{"MM\x00*", "a picture. Attach it to the case instead"},
	{"RIFF", "a picture or a recording. Attach it to the case instead"},
	{"ID3", "a recording. Attach it to the case instead"},
	{"MZ", "a program for Windows. Rapport does not open it. If you did not expect a program, tell your IT department"},
	{"\x7fELF", "a program. Rapport does not open it. If you did not expect a program, tell your IT department"},
	{"\xcf\xfa\xed\xfe", "a program. Rapport does not open it. If you did not expect a program, tell your IT department"},
	{"\xca\xfe\xba\xbe", "a program. Rapport does not open it. If you did not expect a program, tell your IT department"},
	{"#!", "a program. Rapport does not open it. If you did not expect a program, tell your IT department"},
	{"\xd0\xcf\x11\xe0", "an old Office file or an Outlook message. Save a table as CSV (comma separated values), or attach the file to the case"},
	{"\x1f\x8b", "a compressed file. Unpack it first and choose the file inside"},
	{"7z\xbc\xaf", "a compressed file. Unpack it first and choose the file inside"},
	{"Rar!", "a compressed file. Unpack it first and choose the file inside"},
	{"BZh", "a compressed file. Unpack it first and choose the file inside"},
	{"\xfd7zXZ", "a compressed file. Unpack it first and choose the file inside"},
	{"SQLite format 3\x00", "a database. Ask for the record as FHIR JSON or as a continuity of care document (CCD)"},
	{"{\\rtf", "a text document. Copy the lines that you need and paste them instead"},
	{"BEGIN:VCARD", "a card of an address book. Rapport does not read it; type the contact into the case"},
	{"BEGIN:VCALENDAR", "an entry of a calendar. Rapport does not read it"},
	{"shc:/", "the code of a health card. Rapport does not read it; ask for the record as FHIR JSON"},
	{"ISA*", "a message to an insurer (X12). Ask for the record as FHIR JSON or as a continuity of care document (CCD)"},
	{"UNA:+", "a message of trade (EDIFACT). Ask for the record as FHIR JSON or as a continuity of care document (CCD)"},
	{"-----BEGIN ", "an encrypted file or a key. Ask for the file without encryption of its own, over a safe way"},
	{"age-encryption.org/", "an encrypted file. If it is a case of another Rapport, take it in with the hand-over of cases"},
}

// sniff tells by the content which reader a file goes to.
func sniff(raw []byte) (Format, reader, error) {
	for _, zip := range []string{"PK\x03\x04", "PK\x05\x06", "PK\x07\x08"} {
		if bytes.HasPrefix(raw, []byte(zip)) {
			return FormatZIP, readZIP, nil
		}
	}
	for _, k := range kinds {
		if bytes.HasPrefix(raw, []byte(k.start)) {
			return FormatUnknown, nil, refusef("This file is %s.", k.is)
		}
	}
	if len(raw) > 132 && string(raw[128:132]) == "DICM" {
		return FormatUnknown, nil, refusef("This file is a medical image (DICOM). Rapport does not read it; ask for the record as FHIR JSON.")
	}
	// Interfaces wrap messages in a vertical tab; editors and mail leave blanks before the text.
	start := bytes.TrimLeftFunc(raw, func(r rune) bool { return unicode.IsSpace(r) || unicode.IsControl(r) || r == '\ufeff' })
	if len(start) == 0 {
		return FormatUnknown, nil, refusef("This file is empty.")
	}
	head := start[:min(len(start), 4096)]
	switch {
	case isHL7(head):
		return FormatHL7, readHL7, nil
	case start[0] == '<':
		return sniffXML(head)
	case start[0] == '{' || start[0] == '[':
		return FormatFHIR, readFHIR, nil
	case bytes.Count(raw, []byte{0}) > len(raw)/100+2:
		return FormatUnknown, nil, refusef("This file is not text, and of no kind that Rapport knows. Ask for the record as FHIR JSON or as a continuity of care document (CCD).")
	}
	return sniffText(head)
}

var segment = regexp.MustCompile(`(?:^|[\r\n\x0b])(?:MSH|FHS|BHS)(?:[^A-Za-z0-9\s]|\s*$)|\sMSH\|\^~\\`)

// isHL7 knows a message by its header segment at the beginning of a line: pasted text
// may have lines of a viewer above it. The usual header is known within a line too, as
// logs write it behind the time.
func isHL7(head []byte) bool { return segment.Match(head) }

var (
	webPage = regexp.MustCompile(`(?i)^<(?:!doctype\s+html|html[\s>])`)
	fhirXML = regexp.MustCompile(`xmlns(?::\w+)?\s*=\s*["']http://hl7\.org/fhir["']`)
)

func sniffXML(head []byte) (Format, reader, error) {
	switch {
	case webPage.Match(head):
		return FormatUnknown, nil, refusef("This file is a web page. Ask for the record as FHIR JSON or as a continuity of care document (CCD), or copy the lines that you need and paste them.")
	case fhirXML.Match(head):
		return FormatFHIR, nil, refusef("This file is FHIR written as XML. Rapport reads FHIR as JSON; ask for it in that form.")
	}
	return FormatCCDA, readCCDA, nil
}

var (
	blueButton = regexp.MustCompile(`(?i)mymedicare\.gov|\bblue button\b|personal health information`)
	mail       = regexp.MustCompile(`(?im)^(?:received|mime-version|message-id|return-path|x-mailer):`)
)

// sniffText tells a work list from a pasted banner. A banner has its labels before
// colons; a list has the same number of separators in each line.
func sniffText(head []byte) (Format, reader, error) {
	switch {
	case blueButton.Match(head):
		return FormatUnknown, nil, refusef("This is a Blue Button download as plain text, which Rapport does not read. Ask the patient to download it as XML (continuity of care document, CCD) or as FHIR JSON.")
	case mail.Match(head):
		return FormatUnknown, nil, refusef("This is an e-mail. Take it into the case as an e-mail instead.")
	}
	lines := textLines(head)
	labeled := labelsShown(lines)
	sep := separatorOf(lines)
	switch {
	case labeled >= 2 && !(sep != 0 && len(lines) > 1 && strings.Count(lines[0], string(sep)) > labeled):
		return FormatBanner, readBanner, nil
	case sep != 0:
		return FormatTable, readTable, nil
	case labeled == 1:
		return FormatBanner, readBanner, nil
	}
	return FormatUnknown, nil, refusef("Rapport does not know what this is. It reads FHIR JSON, continuity of care documents (CCD, C-CDA), HL7 messages, tables as CSV, a ZIP of these, and the text of a registration screen with its labels.")
}

// textLines are the whole lines of a beginning that have something in them.
func textLines(head []byte) []string {
	text := strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(string(head))
	if len(head) == 4096 {
		if i := strings.LastIndexByte(text, '\n'); i > 0 {
			text = text[:i]
		}
	}
	var lines []string
	for line := range strings.SplitSeq(text, "\n") {
		if strings.TrimSpace(line) != "" {
			lines = append(lines, line)
		}
	}
	return lines
}

// separatorOf returns what separates the columns of a table, 0 where the lines are
// none. The heading decides, which may have the title of a report above it; quoted
// parts do not count.
func separatorOf(lines []string) rune {
	for title := range max(0, min(maxTitle, len(lines)-1)) {
		if sep := separatorUnder(lines[title:]); sep != 0 {
			return sep
		}
	}
	return 0
}

// separatorUnder tells the separator by a heading, which is the first line.
func separatorUnder(lines []string) rune {
	for _, sep := range "\t;|," {
		n := outsideQuotes(lines[0], sep)
		if n == 0 {
			continue
		}
		alike := 0
		for _, line := range lines[1:] {
			// A field with a line break in quotes makes lines that have fewer.
			if outsideQuotes(line, sep) == n || strings.Count(line, `"`)%2 == 1 {
				alike++
			}
		}
		if alike*2 >= len(lines)-1 {
			return sep
		}
	}
	return 0
}

func outsideQuotes(line string, sep rune) int {
	n, quoted := 0, false
	for _, r := range line {
		switch {
		case r == '"':
			quoted = !quoted
		case r == sep && !quoted:
			n++
		}
	}
	return n
}

// utf8Text returns a text file as UTF-8. Bytes that are none are read as Windows-1252,
// which programs of Windows write, and the sheet says so.
func (l *limits) utf8Text(raw []byte) []byte {
	if utf8.Valid(raw) {
		return raw
	}
	l.remark("", "The file is not in Unicode. Its letters were read as Windows-1252; compare letters with accents.")
	return []byte(exchange.Text8(raw))
}
