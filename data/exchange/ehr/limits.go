package ehr

import (
	"context"
	"fmt"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// What a file may ask of the program. The figures are far above what registrations
// need and far below what a computer of an office would feel.
const (
	MaxFile      = 20 << 20  // bytes of a file, and of a file within a ZIP
	MaxUnpacked  = 200 << 20 // bytes that a ZIP may hold, counted while reading
	MaxEntries   = 10_000    // files in a ZIP
	MaxDepth     = 200       // levels of an XML or JSON file
	MaxResources = 500       // patients, visits and people taken from one file
	MaxParts     = 1_000     // names, numbers or addresses of one patient or visit
	MaxField     = 5_000     // characters of a field; the rest is cut off
)

// How long the reading of a file, and of a ZIP, may take. A test that asks for
// something else gives more, so that a busy machine fails none.
var maxTime, maxTimeZIP = 2 * time.Second, 20 * time.Second

// limits are what is left of the bounds while one file is read, and what was found
// on the way that the officer should know. A reader has them to itself.
type limits struct {
	zone      *time.Location // of the place of care, for times that a file has in UTC
	now       time.Time
	unpacked  int64
	resources int
	inZIP     bool
	remarks   []Remark
	said      map[Remark]bool
}

func newLimits() *limits {
	return &limits{zone: time.Local, now: time.Now(), said: map[Remark]bool{}}
}

// within returns limits for a file inside a ZIP: its own remarks and counts, the
// same zone.
func (l *limits) within() *limits {
	inner := newLimits()
	inner.zone, inner.now, inner.inZIP = l.zone, l.now, true
	return inner
}

// remark keeps a sentence for the review sheet, once. It may quote nothing that
// identifies anybody. Readers add theirs here; Read puts them into the Reading.
func (l *limits) remark(field, format string, args ...any) {
	r := Remark{Field: field, Sentence: fmt.Sprintf(format, args...)}
	if l.said[r] {
		return
	}
	l.said[r] = true
	l.remarks = append(l.remarks, r)
}

// resource counts one patient, visit or person that is about to be taken, and tells
// whether it still may be. Past the bound it says so on the sheet.
func (l *limits) resource() bool {
	if l.resources == MaxResources {
		l.remark("", "The file holds more than %d patients, visits and people. Only the first %d were read.", MaxResources, MaxResources)
		return false
	}
	l.resources++
	return true
}

// tooDeep is the refusal of a file with more levels than MaxDepth.
func tooDeep() error {
	return refusef("This file is nested more than %d levels deep. No record system writes such a file, so Rapport does not read it.", MaxDepth)
}

// text makes a value of a file fit to keep and to show: NFC, one line, no control
// characters and no marks that turn the direction of writing or cannot be seen, no
// white space at its ends, at most MaxField characters. Nothing else is changed.
func (l *limits) text(s string) string { return l.tidy(s, ' ') }

// lines is text for a value that may have several lines.
func (l *limits) lines(s string) string { return l.tidy(s, '\n') }

func (l *limits) tidy(s string, lineBreak rune) string {
	s = strings.TrimSpace(s)
	if plain(s) {
		return l.short(s)
	}
	if len(s) > 8*MaxField {
		s = strings.ToValidUTF8(s[:8*MaxField], "")
	}
	if !utf8.ValidString(s) {
		s = strings.ToValidUTF8(s, "\uFFFD")
	}
	s = strings.NewReplacer("\r\n", "\n", "\r", "\n", "\u2028", "\n", "\u2029", "\n", "\t", " ",
		"\u00a0", " ", "\u2007", " ", "\u202f", " ").Replace(s)
	var b strings.Builder
	var last rune
	hidden := false
	for i, r := range s {
		switch {
		case r == '\n':
			r = lineBreak
		case r == '\u200c' || r == '\u200d':
			// Joiners are spelling in Persian and the scripts of India, and nothing in others.
			next, _ := utf8.DecodeRuneInString(s[i+utf8.RuneLen(r):])
			if last < '\u0600' || next < '\u0600' {
				hidden = true
				continue
			}
		case unicode.IsControl(r) || unicode.Is(unicode.Cf, r):
			hidden = true
			continue
		}
		b.WriteRune(r)
		last = r
	}
	if hidden {
		l.remark("", "Characters that cannot be seen, or that turn the direction of writing, were removed. Compare the values with the screen of the record system.")
	}
	return l.short(norm.NFC.String(strings.TrimSpace(b.String())))
}

func (l *limits) short(s string) string {
	if len(s) <= MaxField || utf8.RuneCountInString(s) <= MaxField {
		return s
	}
	l.remark("", "A field had more than %d characters. The rest of it was cut off.", MaxField)
	return string([]rune(s[:min(len(s), 4*MaxField)])[:MaxField])
}

// plain tells that nothing has to be done to a text.
func plain(s string) bool {
	for i := range len(s) {
		if s[i] < ' ' || s[i] >= 0x7f {
			return false
		}
	}
	return true
}

// stop returns the refusal of a file that takes too long, or nil while there is time.
// Readers ask between records.
func stop(ctx context.Context) error {
	if ctx.Err() != nil {
		return errTime
	}
	return nil
}
