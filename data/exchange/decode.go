package exchange

import (
	"bytes"
	"encoding/binary"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
)

// signatures are the first bytes of files that people pick by mistake, and
// what to tell them.
var signatures = []struct{ start, is string }{
	{"PK\x03\x04", "a ZIP archive or an Excel workbook. Open it in the spreadsheet program and save the sheet as CSV (comma separated values)"},
	{"PK\x05\x06", "an empty ZIP archive. Choose the CSV file itself"},
	{"\xd0\xcf\x11\xe0", "an old Office file, or a workbook kept under a password. Open it in the spreadsheet program and save the sheet as CSV (comma separated values)"},
	{"%PDF-", "a PDF. Ask for the table behind it, saved as CSV (comma separated values)"},
	{"\x89PNG", "a picture. Choose the CSV file that holds the rows"},
	{"\xff\xd8\xff", "a picture. Choose the CSV file that holds the rows"},
	{"MZ", "a program. Rapport does not open it; choose the CSV file that holds the rows"},
	{"\x7fELF", "a program. Rapport does not open it; choose the CSV file that holds the rows"},
	{"\x1f\x8b", "a compressed file. Unpack it first and choose the CSV file inside"},
	{"SQLite format 3\x00", "a database. Export the table as CSV (comma separated values)"},
	{"{\\rtf", "a text document. Save the table in it as CSV (comma separated values)"},
	{"<?xml", "an XML file. Rapport reads complaints from CSV (comma separated values)"},
	{"<!DOCTYPE", "a web page. Save the table as CSV (comma separated values)"},
	{"<html", "a web page. Save the table as CSV (comma separated values)"},
	{"MSH|", "an HL7 message. Rapport reads complaints from CSV (comma separated values)"},
	{"\x0bMSH|", "an HL7 message. Rapport reads complaints from CSV (comma separated values)"},
	{"{\"", "a JSON file. Rapport reads complaints from CSV (comma separated values)"},
	{"[{", "a JSON file. Rapport reads complaints from CSV (comma separated values)"},
}

// decode turns the bytes of a file into text. A byte-order mark decides where
// there is one; UTF-16 without it is known by its zero bytes; what is not valid
// UTF-8 is Windows-1252, which is what spreadsheet programs of Windows write.
func decode(raw []byte) (string, error) {
	if text, ok := Text16(raw); ok {
		return text, nil
	}
	raw = bytes.TrimPrefix(raw, []byte("\xef\xbb\xbf"))
	for _, s := range signatures {
		if bytes.HasPrefix(raw, []byte(s.start)) {
			return "", faultf("this file is %s", s.is)
		}
	}
	if zeros := bytes.Count(raw, []byte{0}); zeros > len(raw)/100+2 {
		return "", faultf("this file is not text. Open it in the program that made it and save it as CSV (comma separated values)")
	}
	return Text8(raw), nil
}

// Text16 decodes UTF-16, known by its byte-order mark or, without one, by its zero
// bytes, and tells whether raw was that.
func Text16(raw []byte) (string, bool) {
	switch {
	case bytes.HasPrefix(raw, []byte("\xff\xfe")):
		return fromUTF16(raw[2:], binary.LittleEndian), true
	case bytes.HasPrefix(raw, []byte("\xfe\xff")):
		return fromUTF16(raw[2:], binary.BigEndian), true
	}
	if order := utf16ByZeros(raw); order != nil {
		return fromUTF16(raw, order), true
	}
	return "", false
}

// Text8 decodes UTF-8, and each byte that is none as Windows-1252: a sheet
// that somebody put together from two files may hold both.
func Text8(raw []byte) string {
	if utf8.Valid(raw) {
		return string(raw)
	}
	var b strings.Builder
	b.Grow(len(raw) + len(raw)/16)
	for len(raw) > 0 {
		r, n := utf8.DecodeRune(raw)
		if r == utf8.RuneError && n == 1 {
			r = charmap.Windows1252.DecodeByte(raw[0])
		}
		b.WriteRune(r)
		raw = raw[n:]
	}
	return b.String()
}

// fromUTF16 decodes; a last odd byte is dropped, a broken pair becomes U+FFFD.
func fromUTF16(raw []byte, order binary.ByteOrder) string {
	var b strings.Builder
	b.Grow(len(raw)/2 + len(raw)/16)
	for ; len(raw) >= 2; raw = raw[2:] {
		r := rune(order.Uint16(raw))
		if utf16.IsSurrogate(r) {
			whole := utf8.RuneError
			if len(raw) >= 4 {
				whole = utf16.DecodeRune(r, rune(order.Uint16(raw[2:])))
			}
			if whole != utf8.RuneError {
				raw = raw[2:]
			}
			r = whole
		}
		b.WriteRune(r)
	}
	return b.String()
}

// utf16ByZeros guesses UTF-16 without a mark: in Latin text nearly every other
// byte is zero, and always on the same side.
func utf16ByZeros(raw []byte) binary.ByteOrder {
	sample := raw[:min(len(raw), 4096)&^1]
	if len(sample) < 8 {
		return nil
	}
	var side [2]int
	for i, b := range sample {
		if b == 0 {
			side[i%2]++
		}
	}
	half := len(sample) / 2
	switch {
	case side[1] > half*8/10 && side[0] < half/10:
		return binary.LittleEndian
	case side[0] > half*8/10 && side[1] < half/10:
		return binary.BigEndian
	}
	return nil
}

// clean makes a cell fit to keep and to show: line ends become line feeds,
// no-break spaces become spaces, control characters and the marks that turn
// the direction of writing are dropped (they can make a text read as another
// than it is), and white space at the ends goes.
func clean(cell string) string {
	if strings.ContainsRune(cell, '\r') {
		cell = strings.ReplaceAll(strings.ReplaceAll(cell, "\r\n", "\n"), "\r", "\n")
	}
	return strings.TrimSpace(strings.Map(func(r rune) rune {
		switch {
		case r == '\n' || r == '\t':
			return r
		case r == '\u00a0' || r == '\u2007' || r == '\u202f':
			return ' '
		case r < ' ', r >= 0x7f && r <= 0x9f, r >= '\u202a' && r <= '\u202e', r >= '\u2066' && r <= '\u2069', r == '\ufeff':
			return -1
		}
		return r
	}, cell))
}

// oneLine cleans a cell that is a name or a term, not a text: any white space
// with a line break in it becomes one space.
func oneLine(cell string) string {
	cell = clean(cell)
	if !strings.ContainsAny(cell, "\n\t") {
		return cell
	}
	return strings.Join(strings.Fields(cell), " ")
}
