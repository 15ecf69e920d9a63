package exchange

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Fault is what is wrong with a file or a map, in words for people, with what
// to do about it. It quotes headings and single short cells, never a story.
type Fault struct{ text string }

func faultf(format string, args ...any) error { return Fault{fmt.Sprintf(format, args...)} }

// Error returns the words as errors are written.
func (f Fault) Error() string { return f.text }

// Sentence returns the words as a sentence.
func (f Fault) Sentence() string {
	first, n := utf8.DecodeRuneInString(f.text)
	s := string(unicode.ToUpper(first)) + f.text[n:]
	if strings.ContainsAny(s[len(s)-1:], ".?!") {
		return s
	}
	return s + "."
}
