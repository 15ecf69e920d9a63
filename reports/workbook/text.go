package workbook

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

// The limits of Excel for the text of a cell and the name of a sheet, in UTF-16
// code units, and for the line breaks of a cell.
const (
	maxCell   = 32767
	maxName   = 31
	maxBreaks = 253
)

// cutMark ends a text that a cell cannot hold whole.
const cutMark = " … (cut here: a cell of a workbook holds 32,767 characters)"

// tidy is text as XML can hold it: line breaks are line feeds, other control
// characters are left out.
func tidy(s string) string {
	if !strings.ContainsFunc(s, func(r rune) bool { return !heldByXML(r) || r == '\r' || r == utf8.RuneError }) {
		return s
	}
	s = strings.ReplaceAll(strings.ReplaceAll(s, "\r\n", "\n"), "\r", "\n")
	return strings.Map(func(r rune) rune {
		if !heldByXML(r) {
			return -1
		}
		return r
	}, s)
}

// heldByXML reports whether a document can have the character (XML 1.0, 2.2), but
// for the controls that it allows and advises against.
func heldByXML(r rune) bool {
	return r == '\t' || r == '\n' || r == '\r' || r >= ' ' && r < 0x7f || r > 0x9f && r != '\ufffe' && r != '\uffff'
}

// cellText is text as a cell of a workbook can hold it.
func cellText(s string) string {
	s = tidy(s)
	if strings.Count(s, "\n") > maxBreaks {
		lines := strings.SplitAfterN(s, "\n", maxBreaks+1)
		lines[maxBreaks] = strings.ReplaceAll(lines[maxBreaks], "\n", " ")
		s = strings.Join(lines, "")
	}
	if units(s) <= maxCell {
		return s
	}
	return first16(s, maxCell-units(cutMark)) + cutMark
}

// units is the length of s in UTF-16 code units, in which Excel counts.
func units(s string) int {
	n := 0
	for _, r := range s {
		n++
		if r > 0xffff {
			n++
		}
	}
	return n
}

// first16 is the beginning of s, at most n UTF-16 code units.
func first16(s string, n int) string {
	for i, r := range s {
		n--
		if r > 0xffff {
			n--
		}
		if n < 0 {
			return s[:i]
		}
	}
	return s
}

// sheetNames are names of sheets, unique and such as Excel allows: 31 characters,
// none of []:*?/\, no apostrophe at an end. An apostrophe within is set as a
// typographic one, so that no reference to the sheet has to escape it.
type sheetNames map[string]bool

func (taken sheetNames) give(wanted string) string {
	name := strings.Join(strings.Fields(strings.Map(func(r rune) rune {
		switch {
		case strings.ContainsRune(`[]:*?/\`, r):
			return ' '
		case r == '\'':
			return '’'
		}
		return r
	}, tidy(wanted))), " ")
	if name == "" || strings.EqualFold(name, "history") { // Excel keeps that name for itself
		name = strings.TrimSpace("Table " + name)
	}
	given := first16(name, maxName)
	for n := 2; taken[strings.ToLower(given)]; n++ {
		end := fmt.Sprintf(" %d", n)
		given = first16(name, maxName-len(end)) + end
	}
	taken[strings.ToLower(given)] = true
	return strings.TrimSpace(given)
}
