package data

import (
	"fmt"
	"reflect"
	"strings"
	"time"
	"unicode/utf8"
)

// Gap is one thing that is missing or wrong, as a plain sentence that also
// says what to do about it.
type Gap struct {
	Code     string `json:"code"`            // stable name, such as letter.contact
	Sentence string `json:"sentence"`        // for the officer
	Field    string `json:"field,omitempty"` // the json name of the field to go to, or the id of an issue or a step
	Warn     bool   `json:"warn,omitempty"`  // worth saying, but no hindrance
}

// Missing lists what stands in the way. As an error it never carries the words
// of the gaps, which may quote what somebody typed.
type Missing []Gap

// Error says that something is missing, without naming data of a patient.
func (m Missing) Error() string {
	switch n := len(m.Blocking()); n {
	case 0:
		return "nothing is missing"
	case 1:
		return "one thing is missing or wrong"
	default:
		return fmt.Sprintf("%d things are missing or wrong", n)
	}
}

// Blocking returns the gaps that are a hindrance.
func (m Missing) Blocking() Missing { return m.only(false) }

// Warnings returns the gaps that are only worth saying.
func (m Missing) Warnings() Missing { return m.only(true) }

// Has reports whether a gap with the code is listed.
func (m Missing) Has(code string) bool {
	for _, g := range m {
		if g.Code == code {
			return true
		}
	}
	return false
}

// Err returns the blocking gaps as an error, or nil when there are none.
func (m Missing) Err() error {
	if b := m.Blocking(); len(b) > 0 {
		return b
	}
	return nil
}

func (m Missing) only(warn bool) Missing {
	var out Missing
	for _, g := range m {
		if g.Warn == warn {
			out = append(out, g)
		}
	}
	return out
}

// add appends a gap when the condition is broken.
func (m *Missing) add(broken bool, code, field, sentence string) {
	if broken {
		*m = append(*m, Gap{Code: code, Field: field, Sentence: sentence})
	}
}

// warn appends a warning when the condition holds.
func (m *Missing) warn(doubtful bool, code, field, sentence string) {
	if doubtful {
		*m = append(*m, Gap{Code: code, Field: field, Sentence: sentence, Warn: true})
	}
}

// The most characters that the fields take. They are far above what people
// write and keep a pasted file from slowing every screen.
const (
	maxLine = 300    // a name, a place, a subject
	maxText = 20_000 // a result, an answer, a summary
	// MaxStory is the most characters that the story of a case may have.
	MaxStory = 100_000
	// MaxLine and MaxText are the same for those who fill fields from files.
	MaxLine = maxLine
	MaxText = maxText
)

// checkText adds a gap for text of more than limit characters, and for bytes
// that are no characters, which could not be kept as they are.
func (m *Missing) checkText(text string, limit int, field, name string) {
	n := utf8.RuneCountInString(text)
	m.add(n > limit, field+".long", field, fmt.Sprintf("%s has %d characters; shorten it to %d.", name, n, limit))
	m.add(!utf8.ValidString(text), field+".unreadable", field, name+" holds something that is no character; type that part again.")
}

// checkTexts looks at every text of a record that no rule looked at by itself:
// values of a closed list may have maxLine characters, other texts maxText. The
// field of a gap is the one's json name.
func (m *Missing) checkTexts(record any) {
	m.walkTexts(reflect.Indirect(reflect.ValueOf(record)), "")
}

func (m *Missing) walkTexts(v reflect.Value, field string) {
	switch v.Kind() {
	case reflect.Struct:
		for i := range v.NumField() {
			f := v.Type().Field(i)
			if !f.IsExported() {
				continue
			}
			name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
			if name == "" {
				name = field
			}
			m.walkTexts(v.Field(i), name)
		}
	case reflect.Slice:
		for i := range v.Len() {
			m.walkTexts(v.Index(i), field)
		}
	case reflect.Map:
		for each := v.MapRange(); each.Next(); {
			m.walkTexts(each.Key(), field)
			m.walkTexts(each.Value(), field)
		}
	case reflect.Pointer:
		if !v.IsNil() {
			m.walkTexts(v.Elem(), field)
		}
	case reflect.String:
		limit := maxText
		if v.Type() != reflect.TypeFor[string]() {
			limit = maxLine
		}
		var one Missing
		one.checkText(v.String(), limit, field, "A text of this entry")
		for _, g := range one {
			if !m.Has(g.Code) {
				*m = append(*m, g)
			}
		}
	}
}

func blank(s string) bool { return strings.TrimSpace(s) == "" }

// earliest is the first day that a record may name as the day of a report or
// an event; older ones are typing errors.
var earliest = NewDate(1990, time.January, 1)

// ReasonGiven returns a [Missing] with the sentence when no reason was written,
// or when it is too long.
func ReasonGiven(reason, ask string) error {
	var m Missing
	m.add(blank(reason), "reason", "reason", ask)
	m.checkText(reason, maxText, "reason", "The reason")
	return m.Err()
}
