package mail

import (
	"io"
	"mime"
	netmail "net/mail"
	"regexp"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/encoding/htmlindex"
	"golang.org/x/text/encoding/ianaindex"
	"golang.org/x/text/unicode/norm"

	"rapport/data/exchange"
)

// reading is how encoded words of a header are read.
var reading = &mime.WordDecoder{CharsetReader: func(charset string, in io.Reader) (io.Reader, error) {
	raw, err := io.ReadAll(io.LimitReader(in, maxHeader))
	if err != nil {
		return nil, err
	}
	text, _ := inCharset(raw, charset)
	return strings.NewReader(text), nil
}}

// inCharset reads bytes in a set of characters. One that nobody knows is read as UTF-8
// or Windows-1252, and the second value is false.
func inCharset(raw []byte, charset string) (string, bool) {
	charset = strings.ToLower(strings.Trim(strings.TrimSpace(charset), `"'`))
	switch charset {
	case "", "utf-8", "utf8", "us-ascii", "ascii", "unknown-8bit", "x-unknown", "7bit", "8bit", "default":
		return exchange.Text8(raw), true
	}
	if encoding, err := htmlindex.Get(charset); err == nil {
		if text, err := encoding.NewDecoder().Bytes(raw); err == nil {
			return string(text), true
		}
	}
	if encoding, err := ianaindex.MIME.Encoding(charset); err == nil && encoding != nil {
		if text, err := encoding.NewDecoder().Bytes(raw); err == nil {
			return string(text), true
		}
	}
	return exchange.Text8(raw), false
}

func wide(raw []byte) (string, bool) { return exchange.Text16(raw) }

// decodeWords reads a field of the header: encoded words, and letters that stand there
// without being encoded.
func decodeWords(s string) string {
	if text, err := reading.DecodeHeader(s); err == nil {
		s = text
	}
	if !utf8.ValidString(s) {
		s = exchange.Text8([]byte(s))
	}
	return s
}

var inAngles = regexp.MustCompile(`<\s*([^<>\s]+@[^<>\s]+)\s*>`)

// addresses reads a list of addresses. Where it breaks the rules, what looks like
// addresses is taken out of it.
func addresses(h netmail.Header, field string) []Address {
	var out []Address
	for _, value := range h[field] {
		if len(value) > maxHeader || value == "" {
			continue
		}
		parser := netmail.AddressParser{WordDecoder: reading}
		list, err := parser.ParseList(value)
		if err != nil {
			out = append(out, loose(decodeWords(value))...)
			continue
		}
		for _, a := range list {
			out = append(out, Address{line(decodeWords(a.Name)), line(a.Address)})
		}
	}
	if len(out) > maxPeople {
		out = out[:maxPeople]
	}
	return out
}

// loose reads what is no list of addresses by the rules.
func loose(value string) []Address {
	if at := inAngles.FindAllStringSubmatchIndex(value, maxPeople); at != nil {
		var out []Address
		from := 0
		for _, g := range at {
			name := strings.Trim(value[from:g[0]], " \t,;\"'")
			out = append(out, Address{line(name), line(value[g[2]:g[3]])})
			from = g[1]
		}
		return out
	}
	var out []Address
	for part := range strings.FieldsFuncSeq(value, func(r rune) bool { return r == ',' || r == ';' }) {
		if part = line(strings.Trim(part, "\"' ")); part == "" {
			continue
		}
		if strings.Contains(part, "@") && !strings.Contains(part, " ") {
			out = append(out, Address{Mail: part})
		} else {
			out = append(out, Address{Name: part})
		}
	}
	return out
}

// sentAt reads the date of a message; where it has none, the time at which the last
// server before the reader received it.
func sentAt(h netmail.Header) time.Time {
	for _, field := range []string{"Date", "Resent-Date", "Delivery-Date"} {
		if t, ok := dateOf(h.Get(field)); ok {
			return t
		}
	}
	for _, received := range h["Received"] {
		if i := strings.LastIndexByte(received, ';'); i >= 0 {
			if t, ok := dateOf(received[i+1:]); ok {
				return t
			}
		}
	}
	return time.Time{}
}

// earliest is the first year of which a message can be.
const earliest = 1980

func dateOf(s string) (time.Time, bool) {
	s = strings.TrimSpace(s)
	t, err := netmail.ParseDate(s)
	for _, layout := range []string{time.RFC3339, time.RFC850, time.ANSIC, time.UnixDate, "Mon, 2 Jan 2006 15:04:05", "2 Jan 2006 15:04:05", "2006-01-02 15:04:05 -0700", "Mon, 2 Jan 2006 15:04 -0700"} {
		if err == nil {
			break
		}
		t, err = time.Parse(layout, s)
	}
	if err != nil || t.Year() < earliest || t.Year() > 9999 {
		return time.Time{}, false
	}
	return t, true
}

// line makes a text fit for one line.
func line(s string) string {
	s = strings.Join(strings.Fields(tidy(s)), " ")
	if r := []rune(s); len(r) > maxLine {
		s = strings.TrimSpace(string(r[:maxLine]))
	}
	return s
}

// tidy makes a text fit to keep and to show: NFC, line feeds, no control characters, and
// none that cannot be seen or turn the direction of writing. Joiners stay between
// letters of the scripts that spell with them.
func tidy(s string) string {
	s = strings.NewReplacer("\r\n", "\n", "\r", "\n", "\u2028", "\n", "\u2029", "\n", "\u0085", "\n", "\u00a0", " ", "\u2007", " ", "\u202f", " ", "\f", "\n").Replace(s)
	var last rune
	s = strings.Map(func(r rune) rune {
		before := last
		last = r
		switch {
		case r == '\n' || r == '\t':
			return r
		case (r == '\u200c' || r == '\u200d') && before >= '\u0600':
			return r
		case unicode.IsControl(r) || unicode.In(r, unicode.Cf, unicode.Co, unicode.Cs):
			return -1
		}
		return r
	}, s)
	return norm.NFC.String(s)
}
