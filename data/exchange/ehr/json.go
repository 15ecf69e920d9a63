package ehr

import (
	"bytes"
	"encoding/json"
	"errors"
	"maps"
	"slices"
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

// items are the values of a list but null. Where a list belongs and one value stands,
// that is the only one.
func (v value) items() []value {
	if v.none() {
		return nil
	}
	if v.kind() != '[' {
		return []value{v}
	}
	var out []value
	for i := skipSpace(v, 1); i < len(v) && v[i] != ']'; {
		end := skipValue(v, i)
		if item := v[i:end]; !item.none() {
			out = append(out, item)
		}
		if i = skipSpace(v, end); i < len(v) && v[i] == ',' {
			i = skipSpace(v, i+1)
		}
	}
	return out
}

// object is a JSON object by its keys.
type object map[string]value

// object takes an object apart. Of a key that stands twice the last counts, and a key
// in other capitals than FHIR has stands for it where it is missing: one defined
// result, with a remark each. Of a list it takes the first object.
func (l *limits) object(v value) object {
	if v.kind() == '[' {
		for _, item := range v.items() {
			if item.kind() == '{' {
				return l.object(item)
			}
		}
	}
	if v.kind() != '{' {
		return nil
	}
	o := object{}
	for i := skipSpace(v, 1); i < len(v) && v[i] != '}'; {
		end := skipValue(v, i)
		key := v[i:end].str()
		i = skipSpace(v, skipSpace(v, end)+1)
		end = skipValue(v, i)
		if _, twice := o[key]; twice {
			l.remark("", "A part of a record stands in the file twice. The later one was taken; compare it with the record system.")
		}
		o[key] = v[i:end]
		if i = skipSpace(v, end); i < len(v) && v[i] == ',' {
			i = skipSpace(v, i+1)
		}
	}
	return l.capitals(o)
}

// fhirKeys are the keys that readers ask for, by their small letters.
var fhirKeys = func() map[string]string {
	keys := map[string]string{}
	for _, k := range strings.Fields(`resourceType id meta entry resource fullUrl parameter part contained active name family given
		prefix suffix text use period start end telecom system value rank gender birthDate deceasedBoolean deceasedDateTime
		address line city state postalCode country identifier type coding code display assigner communication language preferred
		contact relationship organization link other reference extension url valueBoolean valueCoding valueCodeableConcept valueCode
		generalPractitioner careProvider subject patient participant individual actor location class status actualPeriod
		plannedStartDate plannedEndDate serviceProvider account practitioner lastUpdated versionId source`) {
		keys[strings.ToLower(k)] = k
	}
	return keys
}()

func (l *limits) capitals(o object) object {
	for _, key := range slices.Sorted(maps.Keys(o)) {
		right, known := fhirKeys[strings.ToLower(key)]
		if !known || right == key {
			continue
		}
		if _, there := o[right]; !there {
			o[right] = o[key]
			l.remark("", "Parts of the file are named in other capitals than FHIR has. They were read all the same; compare them with the record system.")
		}
	}
	return o
}

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
