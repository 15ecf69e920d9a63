package ehr

import (
	"bytes"
	"encoding/json"
	"errors"
	"iter"
	"strconv"
	"strings"
)

// value is one JSON value as it stands in a file that json.Valid
// has passed. It is taken apart only where somebody asks, so that a large file costs no
// memory but its own. Typed structs would lose a record for one field of a wrong kind.
type value []byte

// checkDepth refuses a file that is nested deeper than MaxDepth, before any reader
// that calls itself sees it.
func checkDepth(raw []byte) error {
	depth, quoted := 0, false
	for i := 0; i < len(raw); i++ {
		switch c := raw[i]; {
		case quoted && c == '\\':
			i++
		case c == '"':
			quoted = !quoted
		case quoted:
		case c == '{' || c == '[':
			if depth++; depth > MaxDepth {
				return tooDeep()
			}
		case c == '}' || c == ']':
			depth--
		}
	}
	return nil
}

// valuesOf splits a file into its JSON values: one, or several one after another, a
// line each (NDJSON) or not. A line that is damaged costs that line; a file whose
// first value is damaged is refused with the line of the fault.
func valuesOf(raw []byte, l *limits) ([]value, error) {
	if err := checkDepth(raw); err != nil {
		return nil, err
	}
	if json.Valid(raw) {
		return []value{bytes.TrimSpace(raw)}, nil
	}
	if first, _, _ := bytes.Cut(raw, []byte("\n")); json.Valid(first) {
		return linesOf(raw, l), nil
	}
	var out []value
	for dec := json.NewDecoder(bytes.NewReader(raw)); ; {
		var next json.RawMessage
		err := dec.Decode(&next)
		switch {
		case err == nil:
			out = append(out, value(next))
			continue
		case len(out) == 0:
			return nil, notJSON(raw, err)
		case dec.More():
			l.remark("", "The end of the file is damaged. What stands before it was read; ask for the file once more.")
		}
		return out, nil
	}
}

func linesOf(raw []byte, l *limits) []value {
	var out []value
	n := 0
	for line := range bytes.SplitSeq(raw, []byte("\n")) {
		n++
		line = bytes.TrimSpace(line)
		switch {
		case len(line) == 0:
		case json.Valid(line):
			out = append(out, value(line))
		default:
			l.remark("", "Line %d of the file is damaged and was left out.", n)
		}
	}
	return out
}

func notJSON(raw []byte, err error) error {
	var syntax *json.SyntaxError
	if errors.As(err, &syntax) && syntax.Offset < int64(len(raw)) {
		line := bytes.Count(raw[:syntax.Offset], []byte("\n")) + 1
		return refusef("This file begins like JSON, but is damaged in line %d. Ask for it once more.", line)
	}
	return refusef("This file begins like JSON, but its end is missing. Ask for it once more.")
}

// kind is the first character: { [ " or that of a number, true, false or null; 0
// where there is no value.
func (v value) kind() byte {
	if len(v) == 0 {
		return 0
	}
	return v[0]
}

func (v value) none() bool { return v.kind() == 0 || v.kind() == 'n' }

// str is the text of a string, a number, true or false; nothing of other kinds.
func (v value) str() string {
	switch v.kind() {
	case 0, 'n', '{', '[':
		return ""
	case '"':
		if bytes.IndexByte(v, '\\') < 0 {
			return string(v[1 : len(v)-1])
		}
		var s string
		if json.Unmarshal(v, &s) != nil {
			return ""
		}
		return s
	}
	return string(v)
}

// yes tells that a value is true, also where it is written as a text.
func (v value) yes() bool { return strings.EqualFold(strings.TrimSpace(v.str()), "true") }

// rank is a whole number, also where it is written as a text; 0 where it is none.
func (v value) rank() int {
	n, err := strconv.Atoi(strings.TrimSpace(v.str()))
	if err != nil {
		return 0
	}
	return n
}

// each goes through the values of a list but null. Where a list belongs and one value
// stands, that is the only one.
func (v value) each() iter.Seq[value] {
	return func(yield func(value) bool) {
		switch {
		case v.none():
			return
		case v.kind() != '[':
			yield(v)
			return
		}
		for i := skipSpace(v, 1); i < len(v) && v[i] != ']'; {
			end := skipValue(v, i)
			if item := v[i:end]; !item.none() && !yield(item) {
				return
			}
			if i = skipSpace(v, end); i < len(v) && v[i] == ',' {
				i = skipSpace(v, i+1)
			}
		}
	}
}

// items are the values of a list of parts of a record, up to MaxParts.
func (l *limits) items(v value) []value {
	var out []value
	for item := range v.each() {
		if len(out) == MaxParts {
			l.remark("", "A record has more than %d parts of one kind. Those after them were left out.", MaxParts)
			break
		}
		out = append(out, item)
	}
	return out
}

// object is a JSON object by those of its keys that readers ask for.
type object map[string]value

// object takes an object apart. Of a key that stands twice the last counts, and a key
// in other capitals than FHIR has stands for it where it is missing: one defined
// result, with a remark each. Of a list it takes the first object.
func (l *limits) object(v value) object {
	if v.kind() == '[' {
		for item := range v.each() {
			if item.kind() == '{' {
				return l.object(item)
			}
		}
	}
	if v.kind() != '{' {
		return nil
	}
	var o, other object // other: by keys in other capitals
	for i := skipSpace(v, 1); i < len(v) && v[i] != '}'; {
		end := skipValue(v, i)
		key := v[i:end].str()
		i = skipSpace(v, skipSpace(v, end)+1)
		end = skipValue(v, i)
		switch right := fhirKeys[strings.ToLower(key)]; {
		case right == "":
		case right == key:
			if _, twice := o[key]; twice {
				l.remark("", "A part of a record stands in the file twice. The later one was taken; compare it with the record system.")
			}
			o = o.with(key, v[i:end])
		default:
			other = other.with(right, v[i:end])
		}
		if i = skipSpace(v, end); i < len(v) && v[i] == ',' {
			i = skipSpace(v, i+1)
		}
	}
	for key, found := range other {
		if _, there := o[key]; !there {
			o = o.with(key, found)
			l.remark("", "Parts of the file are named in other capitals than FHIR has. They were read all the same; compare them with the record system.")
		}
	}
	return o
}

// with sets a key, and makes the map for the first one.
func (o object) with(key string, v value) object {
	if o == nil {
		o = object{}
	}
	o[key] = v
	return o
}

// fhirKeys are the keys that readers ask for, by their small letters. No other key
// of a file costs memory.
var fhirKeys = func() map[string]string {
	keys := map[string]string{}
	for _, k := range strings.Fields(`resourceType id meta lastUpdated versionId source entry resource fullUrl parameter part contained
		active name family given prefix suffix text use period start end telecom system value _value rank gender birthDate
		deceasedBoolean deceasedDateTime address line city state postalCode country identifier type coding code display assigner
		communication language preferred contact relationship link other reference concept extension url valueBoolean valueCoding
		valueCodeableConcept valueCode generalPractitioner careProvider practitioner subject patient participant individual actor
		location class status actualPeriod plannedStartDate plannedEndDate serviceProvider account`) {
		keys[strings.ToLower(k)] = k
	}
	return keys
}()

// skipSpace returns the place of the next character that is no white space.
func skipSpace(v value, i int) int {
	for i < len(v) && (v[i] == ' ' || v[i] == '\n' || v[i] == '\r' || v[i] == '\t') {
		i++
	}
	return i
}

// skipValue returns the place behind the value that begins at i.
func skipValue(v value, i int) int {
	if i >= len(v) {
		return len(v)
	}
	switch v[i] {
	case '"':
		return skipString(v, i)
	case '{', '[':
		for depth := 0; i < len(v); i++ {
			switch v[i] {
			case '"':
				i = skipString(v, i) - 1
			case '{', '[':
				depth++
			case '}', ']':
				if depth--; depth == 0 {
					return i + 1
				}
			}
		}
		return len(v)
	}
	for i < len(v) && strings.IndexByte(",]} \n\r\t", v[i]) < 0 {
		i++
	}
	return i
}

func skipString(v value, i int) int {
	for i++; i < len(v); i++ {
		switch v[i] {
		case '\\':
			i++
		case '"':
			return i + 1
		}
	}
	return len(v)
}
