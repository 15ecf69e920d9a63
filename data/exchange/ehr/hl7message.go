package ehr

import (
	"context"
	"slices"
	"strings"

	"rapport/data/exchange"
)

// The bounds of messages, far above what interfaces send.
const (
	maxMessages = 5_000
	maxFields   = 200 // of a segment
	maxParts    = 100 // repetitions of a field, components of a value
)

// readSegments are those that are read. The others, which tell what ails somebody and
// what was done, are passed over.
var readSegments = []string{"MSH", "EVN", "PID", "PD1", "ROL", "NK1", "PV1", "MRG"}

// hl7Message is one message, cut into segments and fields but not further: what
// stands in a field is unescaped when it is read.
type hl7Message struct {
	field, component, repetition, escape, sub byte // 0 where the message has none
	segments                                  []hl7Segment
	wrapped                                   bool // a line of the PID had to be put together
	passing                                   bool // the last segment is not one that is read
	glue                                      bool // such a segment has a PID on its line
}

// hl7Segment is a segment; fields[0] is its name, so that fields[3] of a PID is
// what the standard calls PID-3. Of the MSH, fields[1] is the separator.
type hl7Segment struct {
	name   string
	fields []string
}

// splitHL7 finds the messages in a text: in MLLP frames or bare, in a batch with
// its own header and trailer, with any kind of line end.
func splitHL7(ctx context.Context, text string, l *limits) ([]hl7Message, error) {
	text = strings.Map(func(r rune) rune {
		switch r {
		case 0, '\ufeff':
			return -1
		case '\v', '\x1c', '\r', '\u0085', '\u2028': // the frame of MLLP ends a line too
			return '\n'
		}
		return r
	}, text)
	text = strings.NewReplacer("<CR>", "\n", "<cr>", "\n", `\r\n`, "\n").Replace(text)
	var all []hl7Message
	lines := 0
	for line := range strings.SplitSeq(text, "\n") {
		if lines++; lines%1000 == 0 {
			if err := stop(ctx); err != nil {
				return nil, err
			}
		}
		line = strings.TrimLeft(line, " \t\"'`>")
		if strings.TrimSpace(line) == "" {
			continue
		}
		if head := headerIn(line); head >= 0 {
			m, err := newHL7(line[head:])
			if err != nil {
				return nil, err
			}
			if len(all) == maxMessages {
				l.remark("", "The file holds more than %d messages. Only the first %d were read.", maxMessages, maxMessages)
				break
			}
			all = append(all, m)
			continue
		}
		if len(all) > 0 {
			all[len(all)-1].add(line)
		}
	}
	if len(all) == 0 {
		return nil, refusef("This looks like an HL7 message, but its first segment (MSH) is not whole. Copy the whole message and try again.")
	}
	for _, m := range all {
		if m.glued() {
			return nil, refusef("The segments of this HL7 message stand on one line without line ends, so nobody can tell where the patient's data begin. Ask for the message as the interface sent it.")
		}
	}
	return all, nil
}

// headerIn returns where a message header begins in a line, which may have the
// time and the level of a log before it, or -1.
func headerIn(line string) int {
	for from := 0; ; {
		i := strings.Index(line[from:], "MSH")
		if i < 0 {
			return -1
		}
		i += from
		from = i + 3
		if i > 0 && (isLetter(line[i-1]) || isDigit(line[i-1])) {
			continue
		}
		// A header has its separator again right behind the other delimiters.
		if rest := line[from:]; len(rest) > 3 && delimiter(rest[0]) {
			if end := strings.IndexByte(rest[1:], rest[0]); end >= 2 && end <= 5 && (i == 0 || delimiters(rest[1:1+end])) {
				return i
			}
		}
		if i == 0 && len(line) >= 3 {
			return 0 // newHL7 says what is wrong with it
		}
	}
}

func isLetter(c byte) bool  { return c|0x20 >= 'a' && c|0x20 <= 'z' }
func isDigit(c byte) bool   { return c >= '0' && c <= '9' }
func delimiter(c byte) bool { return c > ' ' && c < 0x7f && !isLetter(c) && !isDigit(c) }

func delimiters(s string) bool {
	for i := range len(s) {
		if !delimiter(s[i]) {
			return false
		}
	}
	return true
}

// newHL7 reads the header, which names the delimiters of its message.
func newHL7(line string) (hl7Message, error) {
	broken := refusef("The header (MSH) of this HL7 message does not say how its fields are separated. Copy the whole message and try again.")
	if len(line) < 6 || !delimiter(line[3]) {
		return hl7Message{}, broken
	}
	m := hl7Message{field: line[3]}
	rest := line[4:]
	end := strings.IndexByte(rest, m.field)
	if end < 0 {
		end = len(rest)
	}
	marks := rest[:end]
	if len(marks) < 2 || !delimiters(marks) || strings.IndexByte(marks[1:], marks[0]) >= 0 {
		return hl7Message{}, broken
	}
	for i, to := range []*byte{&m.component, &m.repetition, &m.escape, &m.sub} {
		if i < len(marks) {
			*to = marks[i]
		}
	}
	s := hl7Segment{name: "MSH", fields: []string{"MSH", string(m.field), marks}}
	if end < len(rest) {
		s.fields = append(s.fields, strings.SplitN(rest[end+1:], string(m.field), maxFields)...)
	}
	m.segments = append(m.segments, s)
	return m, nil
}

// add takes a further line: a segment, or what a program that breaks lines has torn
// off the segment before.
func (m *hl7Message) add(line string) {
	name, _, _ := strings.Cut(line, string(m.field))
	if name = strings.TrimRight(name, " \t"); !segmentName(name) {
		m.goOn(line)
		return
	}
	if m.passing = !slices.Contains(readSegments, name); m.passing {
		// A PID behind it on the same line is the sign of a message without line ends.
		m.glue = m.glue || pidWithin(strings.SplitN(line, string(m.field), maxFields))
		return
	}
	fields := strings.SplitN(line, string(m.field), maxFields)
	fields[0] = name
	m.segments = append(m.segments, hl7Segment{name: name, fields: fields})
}

// goOn adds a line that is no segment to the segment before it.
func (m *hl7Message) goOn(line string) {
	if m.passing {
		return
	}
	last := &m.segments[len(m.segments)-1]
	end := &last.fields[len(last.fields)-1]
	if len(*end) > MaxField || len(last.fields) >= maxFields {
		return
	}
	parts := strings.SplitN(line, string(m.field), maxFields)
	*end += " " + parts[0]
	last.fields = append(last.fields, parts[1:]...)
	m.wrapped = m.wrapped || last.name == "PID"
}

func segmentName(s string) bool {
	if len(s) != 3 || !isLetter(s[0]) {
		return false
	}
	for i := range len(s) {
		if c := s[i]; !(c >= 'A' && c <= 'Z' || isDigit(c)) {
			return false
		}
	}
	return true
}

// glued reports a message whose PID stands on the line of another segment.
func (m hl7Message) glued() bool {
	within := m.glue
	for _, s := range m.segments {
		if s.name == "PID" {
			return false
		}
		within = within || pidWithin(s.fields)
	}
	return within
}

func pidWithin(fields []string) bool {
	for i, f := range fields {
		if i > 0 && i+2 < len(fields) && strings.HasSuffix(strings.TrimRight(f, " "), "PID") {
			return true
		}
	}
	return false
}

// at returns a field, empty where the segment is shorter. Two quotation marks mean
// that the sender wants the value deleted.
func (s hl7Segment) at(i int) string {
	if i >= len(s.fields) || s.fields[i] == `""` {
		return ""
	}
	return s.fields[i]
}

// each returns the repetitions of a field that hold anything, each cut into its
// components.
func (r *hl7Reader) each(m hl7Message, s hl7Segment, field int) []hl7Value {
	var all []hl7Value
	for _, rep := range splitBy(s.at(field), m.repetition) {
		v := hl7Value{m: &m, l: r.l, parts: splitBy(rep, m.component)}
		if slices.ContainsFunc(v.parts, func(p string) bool { return strings.Trim(p, ` "`+string(m.sub)) != "" }) {
			all = append(all, v)
		}
	}
	return all
}

// first returns the first repetition that holds anything.
func (r *hl7Reader) first(m hl7Message, s hl7Segment, field int) hl7Value {
	if all := r.each(m, s, field); len(all) > 0 {
		return all[0]
	}
	return hl7Value{m: &m, l: r.l}
}

func splitBy(s string, by byte) []string {
	if s == "" {
		return nil
	}
	if by == 0 {
		return []string{s}
	}
	return strings.SplitN(s, string(by), maxParts)
}

// hl7Value is one repetition of a field.
type hl7Value struct {
	m     *hl7Message
	l     *limits
	parts []string
}

// c returns a component, counted from 1 as the standard does, by its first
// sub-component, in plain text.
func (v hl7Value) c(i int) string { return v.sub(i, 1) }

// sub returns a sub-component of a component.
func (v hl7Value) sub(i, j int) string {
	if i > len(v.parts) {
		return ""
	}
	subs := splitBy(v.parts[i-1], v.m.sub)
	if j > len(subs) || subs[j-1] == `""` {
		return ""
	}
	return v.l.text(v.m.plain(subs[j-1][:min(len(subs[j-1]), 4*MaxField)]))
}

// all returns the sub-components of a component that hold anything.
func (v hl7Value) all(i int) []string {
	if i > len(v.parts) {
		return nil
	}
	var all []string
	for j := range splitBy(v.parts[i-1], v.m.sub) {
		if s := v.sub(i, j+1); s != "" {
			all = append(all, s)
		}
	}
	return all
}

// plain takes the escapes out of a value (HL7 v2.5, 2.7): delimiters stand for
// themselves, bytes in hexadecimal are decoded, and what only sets type is dropped.
// What is no escape stays as it is.
func (m *hl7Message) plain(s string) string {
	if m.escape == 0 || strings.IndexByte(s, m.escape) < 0 {
		return s
	}
	var b strings.Builder
	for s != "" {
		start := strings.IndexByte(s, m.escape)
		if start < 0 {
			break
		}
		length := strings.IndexByte(s[start+1:], m.escape)
		if length < 0 {
			break
		}
		b.WriteString(s[:start])
		code := s[start+1 : start+1+length]
		meaning, ok := m.meaning(code)
		if !ok {
			// The mark that would end this escape may begin the next.
			b.WriteString(s[start : start+1+length])
			s = s[start+1+length:]
			continue
		}
		b.WriteString(meaning)
		s = s[start+length+2:]
	}
	return b.String() + s
}

func (m *hl7Message) meaning(code string) (string, bool) {
	switch code {
	case "F":
		return string(m.field), true
	case "S":
		return string(m.component), true
	case "T":
		return markOr(m.sub, "&"), true
	case "R":
		return markOr(m.repetition, "~"), true
	case "E":
		return string(m.escape), true
	case "H", "N":
		return "", true
	case "":
		return "", false
	}
	switch code[0] {
	case 'X':
		return fromHex(code[1:])
	case 'C', 'M', 'Z': // another set of characters, or a matter between two systems
		if _, ok := fromHex(code[1:]); ok {
			return "", true
		}
		return "", false
	case '.':
		if known := strings.TrimRight(code[1:], "+-0123456789 "); len(known) == 2 {
			return " ", true
		}
	}
	return "", false
}

func markOr(c byte, or string) string {
	if c == 0 {
		return or
	}
	return string(c)
}

// fromHex decodes the bytes of an \X..\ escape.
func fromHex(digits string) (string, bool) {
	if len(digits) == 0 || len(digits)%2 != 0 {
		return "", false
	}
	raw := make([]byte, 0, len(digits)/2)
	for i := 0; i < len(digits); i += 2 {
		hi, lo := hexDigit(digits[i]), hexDigit(digits[i+1])
		if hi < 0 || lo < 0 {
			return "", false
		}
		raw = append(raw, byte(hi<<4|lo))
	}
	return exchange.Text8(raw), true
}

func hexDigit(c byte) int {
	switch {
	case isDigit(c):
		return int(c - '0')
	case c|0x20 >= 'a' && c|0x20 <= 'f':
		return int(c|0x20-'a') + 10
	}
	return -1
}
