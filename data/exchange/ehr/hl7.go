package ehr

import (
	"context"
	"slices"
	"strings"

	"rapport/data"
	"rapport/data/exchange"
)

// readHL7 reads one or more HL7 version 2 messages (HL7 v2.1 to v2.8, the ER7
// encoding) from a file or from pasted text. Any message with a PID segment tells
// of a patient; its NK1 and PV1 segments tell of relatives and of the visit.
func readHL7(ctx context.Context, raw []byte, l *limits) (Reading, error) {
	messages, err := splitHL7(string(l.utf8Text(raw)))
	if err != nil {
		return Reading{}, err
	}
	r := hl7Reader{Reading: Reading{Format: FormatHL7}, l: l}
	for _, m := range messages {
		if err := stop(ctx); err != nil {
			return Reading{}, err
		}
		r.message(m)
	}
	r.conclude()
	return r.Reading, nil
}

// hl7Message is one message, cut into segments and fields but not further: what
// stands in a field is unescaped when it is read.
type hl7Message struct {
	field, component, repetition, escape, sub byte // 0 where the message has none
	segments                                  []hl7Segment
	wrapped                                   bool // a line of the PID had to be put together
}

// hl7Segment is a segment; fields[0] is its name, so that fields[3] of a PID is
// what the standard calls PID-3. Of the MSH, fields[1] is the separator.
type hl7Segment struct {
	name   string
	fields []string
}

// splitHL7 finds the messages in a text: in MLLP frames or bare, in a batch with
// its own header and trailer, with any kind of line end.
func splitHL7(text string) ([]hl7Message, error) {
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
	for line := range strings.SplitSeq(text, "\n") {
		line = strings.TrimLeft(line, " \t\"'`>")
		if strings.TrimSpace(line) == "" {
			continue
		}
		if head := headerIn(line); head >= 0 {
			m, err := newHL7(line[head:])
			if err != nil {
				return nil, err
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
		s.fields = append(s.fields, strings.Split(rest[end+1:], string(m.field))...)
	}
	m.segments = append(m.segments, s)
	return m, nil
}

// add takes a further line: a segment, or what a program that breaks lines has torn
// off the segment before.
func (m *hl7Message) add(line string) {
	name, _, _ := strings.Cut(line, string(m.field))
	if name = strings.TrimRight(name, " \t"); !segmentName(name) {
		last := &m.segments[len(m.segments)-1]
		if batchSegment(last.name) {
			return
		}
		parts := strings.Split(line, string(m.field))
		last.fields[len(last.fields)-1] += " " + parts[0]
		last.fields = append(last.fields, parts[1:]...)
		m.wrapped = m.wrapped || last.name == "PID"
		return
	}
	fields := strings.Split(line, string(m.field))
	fields[0] = name
	m.segments = append(m.segments, hl7Segment{name: name, fields: fields})
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

func batchSegment(name string) bool {
	return slices.Contains([]string{"FHS", "BHS", "BTS", "FTS"}, name)
}

// glued reports a message whose PID stands on the line of another segment.
func (m hl7Message) glued() bool {
	for _, s := range m.segments {
		if s.name == "PID" {
			return false
		}
	}
	for _, s := range m.segments {
		for i, f := range s.fields {
			if i > 0 && i+2 < len(s.fields) && strings.HasSuffix(strings.TrimRight(f, " "), "PID") {
				return true
			}
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
	return strings.Split(s, string(by))
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
	return v.l.text(v.m.plain(subs[j-1]))
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

// hl7Reader gathers what the messages of a file say.
type hl7Reader struct {
	Reading
	l    *limits
	ssns ssnSet // of the patient that is being read
}

// message reads one message. A message may hold several patients; what follows a
// PID belongs to it.
func (r *hl7Reader) message(m hl7Message) {
	header := m.segments[0]
	r.Maker = orElse(r.Maker, r.first(m, header, 3).c(1))
	r.Version = orElse(r.Version, r.first(m, header, 12).c(1))
	event := r.event(m)
	if m.wrapped {
		r.l.remark("", "The lines of the message were broken where the message has no line ends. Compare what is offered here with the other system.")
	}
	whose := -1
	for _, s := range m.segments {
		switch s.name {
		case "PID":
			if !r.l.resource() {
				return
			}
			whose = r.patient(m, s)
		case "PD1":
			r.ownDoctor(r.each(m, s, 4))
		case "ROL":
			if r.first(m, s, 3).c(1) == "PP" {
				r.ownDoctor(r.each(m, s, 4))
			}
		case "NK1":
			r.relative(m, s, whose)
		case "PV1":
			if !r.l.resource() {
				return
			}
			r.visit(m, s, event, whose)
		case "MRG":
			r.given(m, s, whose)
		}
	}
	if whose >= 0 && mergeEvents[event] {
		r.merged(whose)
	}
}

// event returns what happened, such as A01: of the header, or of the EVN segment
// where an old message has it only there.
func (r *hl7Reader) event(m hl7Message) string {
	event := r.first(m, m.segments[0], 9).c(2)
	for _, s := range m.segments {
		if event == "" && s.name == "EVN" {
			event = r.first(m, s, 1).c(1)
		}
	}
	return strings.ToUpper(event)
}

// ownDoctor names the doctor whom the patient is registered with.
func (r *hl7Reader) ownDoctor(doctors []hl7Value) {
	for _, d := range doctors {
		if name := staffName(d); name != "" && !slices.Contains(r.Staff, name) {
			r.Staff = append(r.Staff, name)
		}
	}
}

// staffName writes a member of staff (XCN) as one reads a name; the number before
// it is left out.
func staffName(v hl7Value) string {
	words := make([]string, 0, 6)
	for _, i := range []int{6, 3, 4, 2, 5} {
		if w := v.c(i); w != "" {
			words = append(words, w)
		}
	}
	name := strings.Join(words, " ")
	if degree := v.c(7); name != "" && degree != "" && degree != "NPI" && degree != "UPIN" {
		name += ", " + degree
	}
	return name
}

// conclude sets the outcome.
func (r *hl7Reader) conclude() {
	named := slices.ContainsFunc(r.Patients, func(p data.Registration) bool { return !p.Merged && hasName(p.Name) })
	merged := slices.ContainsFunc(r.Patients, func(p data.Registration) bool { return p.Merged })
	switch {
	case named:
		r.Outcome = OutcomeImport
		if len(r.Patients) > 1 {
			r.Remarks = append(r.Remarks, Remark{Sentence: "The file tells of several patients. Choose the one of the case."})
		}
	case merged:
		r.Outcome = OutcomeIncomplete
		r.explain("This message says that two records of the patient were put together, or that a record got another number. It is no registration and is not imported. Where the case has the old number, take over the number that goes on.")
	case len(r.Patients) > 0:
		r.Outcome = OutcomeIncomplete
		r.explain("This message has a patient but no name. Ask for the registration message (ADT A04 or A08) of the patient.")
	case len(r.Visits)+len(r.Relatives)+len(r.Staff) > 0:
		r.Outcome = OutcomeNoPatient
		r.explain("This message names no patient. What it says can be added to a case that is open.")
	default:
		r.Outcome = OutcomeNoPatient
		r.explain("This message has no patient's data (no PID segment). Ask for a registration message such as ADT A04 or A08.")
	}
}

// explain puts the sentence that explains the outcome before the other remarks.
func (r *hl7Reader) explain(sentence string) {
	r.Remarks = slices.Insert(r.Remarks, 0, Remark{Sentence: sentence})
}
