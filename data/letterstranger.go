package data

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// TraceKind is a way in which a letter may point to somebody.
type TraceKind string

// The kinds of trace.
const (
	TraceCase   TraceKind = "number" // of a case
	TracePhone  TraceKind = "phone"
	TraceRecord TraceKind = "record" // a medical record number
	TraceBirth  TraceKind = "birth"
	TraceName   TraceKind = "name"
)

// Trace is a stretch of a letter that may point to somebody of another case.
type Trace struct {
	Kind  TraceKind
	Field string // to go to
	Said  string // as it stands in the letter
	// Keys are the readings of a number, as the register compares them: a case
	// number, ten digits of a phone number, a record number without marks.
	Keys []string
	Day  Date // of a birth
	// Names are the readings of a name.
	Names []NameReading

	cue  bool   // the letter says that the day is a birth date
	line string // in which it stands
}

// NameReading is one way to read a name: which words are the family's.
type NameReading struct{ Family, Given string }

// Owner is somebody of the register to whom a trace may point.
type Owner struct {
	Trace         int // the index in the list of traces
	Known         ID  // the entry that stands for the person; zero for a case number
	Family, Given string
	Cases         []string // the numbers of the cases in which they are patient or complainant
}

// Traces finds what on the page may point to somebody of another case: case
// numbers of the office, phone numbers and record numbers in any writing, birth
// dates, and names of a given and a family name written with capitals. What
// belongs to this case, to cases linked with it or to the office is left out; so
// are the lines of the envelope, which the reader alone fills.
func (x LetterFacts) Traces() []Trace {
	filled, _ := x.Fill()
	var all []Trace
	own, seen := x.ownNames(), map[string]bool{}
	for _, p := range x.parts(filled) {
		if slices.Contains([]string{x.readerField(), "to", "contact", "officer", "agencies", "settings"}, p.field) {
			continue
		}
		for _, one := range x.tracesIn(p.field, p.text, own) {
			key := string(one.Kind) + one.Field + "\x00" + one.Said
			if one.Kind == TraceBirth {
				key += one.Day.String() + strconv.FormatBool(one.cue) + one.line // two readings of one day; the line may name the person
			}
			if !seen[key] {
				seen[key] = true
				all = append(all, one)
			}
		}
	}
	return all
}

// tracesIn finds the traces of one text, line by line.
func (x LetterFacts) tracesIn(field, text string, own [][]string) []Trace {
	var all []Trace
	for _, line := range strings.FieldsFunc(text, isLineEnd) {
		line = dashes.Replace(asciiDigits(shown(line)))
		t := tracer{x: x, field: field, line: line, own: own}
		all = append(all, t.find()...)
	}
	return all
}

var dashes = strings.NewReplacer("\u2010", "-", "\u2011", "-", "\u2012", "-", "\u2013", "-", "\u2014", "-", "\u2212", "-", "\u00a0", " ", "\u202f", " ", "\u2009", " ")

// tracer reads one line of a letter.
type tracer struct {
	x           LetterFacts
	field, line string
	own         [][]string // names of this case and of the office, in plain words
	taken       [][2]int   // bytes that are read as something already
}

func (t *tracer) find() []Trace {
	all := t.caseNumbers()
	all = append(all, t.births()...)
	all = append(all, t.phones()...)
	all = append(all, t.records()...)
	return append(all, t.names()...)
}

func (t *tracer) trace(kind TraceKind, from, to int) Trace {
	return Trace{Kind: kind, Field: t.field, Said: t.line[from:to], line: t.line}
}

func (t *tracer) take(from, to int) { t.taken = append(t.taken, [2]int{from, to}) }

// untaken is the line with what was read as something else struck out. Ten digits
// without a mark may be a record number as well as a phone number.
func (t *tracer) untaken() string {
	line := []byte(t.line)
	for _, s := range t.taken {
		if strings.Trim(t.line[s[0]:s[1]], "0123456789") == "" {
			continue
		}
		for i := s[0]; i < s[1]; i++ {
			line[i] = ';'
		}
	}
	return string(line)
}

// caseNumberIn is a case number in a sentence, as people write it.
var caseNumberIn = regexp.MustCompile(`(?i)\bPR[- #]{0,2}\d{4}[- /]\d{1,9}\b|\b\d{4}-0\d{4,8}\b`)

func (t *tracer) caseNumbers() []Trace {
	var all []Trace
	for _, hit := range caseNumberIn.FindAllStringIndex(t.line, -1) {
		year, number, _ := strings.Cut(strings.NewReplacer(" ", "-", "/", "-", "#", "-").Replace(strings.TrimLeft(t.line[hit[0]:hit[1]], "PRpr -#")), "-")
		n, ok := ReadCaseNumber(year + "-" + number)
		if !ok { // fewer zeros than usual
			n, ok = ReadCaseNumber(year + "-" + strings.TrimLeft(number, "0"))
		}
		t.take(hit[0], hit[1])
		if ok && !t.x.ownCase(n) {
			one := t.trace(TraceCase, hit[0], hit[1])
			one.Keys = []string{n}
			all = append(all, one)
		}
	}
	return all
}

// ownCase reports whether a case is this one or belongs to it: linked, merged, or
// the one from which an issue came.
func (x LetterFacts) ownCase(number string) bool {
	f := x.File
	return number == f.Number || number == f.MergedInto && number != "" ||
		slices.ContainsFunc(f.Links, func(l CaseLink) bool { return l.Number == number }) ||
		slices.ContainsFunc(f.Issues, func(i Issue) bool { return i.From == number && number != "" })
}

// birthCue says that a day is a birth date, a few words before it.
var birthCue = regexp.MustCompile(`(?i)\b(?:dob|d\.o\.b\.?|date of birth|birth ?date|birthday|fecha de nacimiento|cumpleaños|f\.? ?nac\.?)\W*(?:\w+\W+){0,3}$`)

// bornCue says so too, and also tells of the birth that a letter is about.
var bornCue = regexp.MustCompile(`(?i)\b(?:born|nacid[oa]s?|nació)\b\W*(?:\w+\W+){0,3}$`)

// births finds the days that may be birth dates. In a store of many patients any
// day is somebody's, so a day counts only where the letter calls it one, or where
// a name of the person stands in the same line. Of "born" days within a year
// before the receipt are passed over: a letter about a birth names its day.
func (t *tracer) births() []Trace {
	var all []Trace
	for _, w := range daysWritten(t.line) {
		t.take(w.at, w.end)
		day := w.date()
		if day.IsZero() || slices.ContainsFunc(t.x.File.People, func(p Person) bool { return p.BirthDate == day }) {
			continue
		}
		one := t.trace(TraceBirth, w.at, w.end)
		before := shortly(t.line, w.at)
		one.Day = day
		one.cue = birthCue.MatchString(before) || bornCue.MatchString(before) && day < t.x.receivedOn().AddDays(-newborn)
		all = append(all, one)
	}
	return all
}

// shortly is what stands just before a place in a line: a cue is not far away.
func shortly(line string, at int) string { return line[max(0, at-80):at] }

func (t *tracer) phones() []Trace {
	var all []Trace
	for _, n := range phonesIn(t.line) {
		t.take(n.at, n.end)
		if t.x.ownPhone(n.digits) {
			continue
		}
		one := t.trace(TracePhone, n.at, n.end)
		one.Keys = []string{n.digits}
		all = append(all, one)
	}
	return all
}

// ownPhone reports whether a number belongs to this case or to the office.
func (x LetterFacts) ownPhone(digits string) bool {
	s := x.Settings
	own := []string{s.Phone, s.TTY, x.Officer.Phone}
	for _, p := range x.File.People {
		own = append(own, p.Phone)
	}
	for _, c := range s.Contacts {
		own = append(own, c.Phone)
	}
	if slices.ContainsFunc(own, func(n string) bool { return lastTen(n) == digits }) {
		return true
	}
	return slices.ContainsFunc(s.Agencies, func(a Agency) bool {
		return slices.ContainsFunc(phonesIn(a.Phone+"\n"+a.Note), func(n foundPhone) bool { return n.digits == digits })
	})
}

// recordCue says that a number is a record number.
var recordCue = regexp.MustCompile(`(?i)\b(?:mrn|mr ?#|record|chart|patient (?:id|number|no)|expediente|historia|registro|paciente)\W*(?:\w+\W+){0,2}$`)

// notRecord are ZIP codes of nine digits, amounts of money and times of day.
var notRecord = regexp.MustCompile(`\b\d{5}-\d{4}\b|[$€]\s?[\d.,]+|\b\d{1,2}:\d{2}\b`)

// The fewest digits of a record number: where the letter calls it one, and where
// it does not. A ZIP code has five.
const (
	recordDigits = 3
	plainDigits  = 6
	// longestRecord is the most digits, with the zeros before them.
	longestRecord = 10
)

func (t *tracer) records() []Trace {
	for _, hit := range notRecord.FindAllStringIndex(t.line, -1) {
		t.take(hit[0], hit[1])
	}
	var all []Trace
	line := t.untaken()
	for _, hit := range numberLike.FindAllStringIndex(line, -1) {
		said := line[hit[0]:hit[1]]
		cue := recordCue.MatchString(shortly(line, hit[0])) || recordCue.MatchString(said[:strings.IndexFunc(said, unicode.IsDigit)])
		keys := recordReadings(said, cue)
		if len(keys) == 0 {
			continue
		}
		if slices.ContainsFunc(t.x.File.People, func(p Person) bool { return holdsNumber(said, p.MRN) }) {
			continue
		}
		one := t.trace(TraceRecord, hit[0], hit[1])
		one.Keys = keys
		all = append(all, one)
	}
	return all
}

// recordReadings are the record numbers that a stretch of letters and digits may
// be: whole, each of its words, with and without the letters before it.
func recordReadings(said string, cue bool) []string {
	var keys []string
	add := func(key string) {
		digits := len(strings.TrimFunc(key, unicode.IsLetter))
		lettered := key != "" && unicode.IsLetter(rune(key[0]))
		enough := digits >= plainDigits || cue && digits >= recordDigits || lettered && digits >= plainDigits-2 // MRN4711
		if enough && !slices.Contains(keys, key) {
			keys = append(keys, key)
		}
	}
	for _, word := range append(strings.Fields(said), said) {
		raw := strings.Map(func(r rune) rune {
			if r >= '0' && r <= '9' {
				return r
			}
			return -1
		}, word)
		add(bareNumber(word))
		add(digitsOf(word))
		if len(raw) < plainDigits && !cue {
			continue
		}
		for padded := digitsOf(raw); len(padded) <= longestRecord; padded = "0" + padded { // an office may keep them with their letters and zeros
			add("mrn" + padded)
			add("mr" + padded)
		}
	}
	return keys
}

// ownNames are the names of this case and of the office, in plain words: people,
// whom the investigation spoke with, officers, units and their contacts, agencies,
// whoever the letter is written to. Staff often share a name with some patient.
func (x LetterFacts) ownNames() [][]string {
	s, d := x.Settings, x.Draft
	names := []string{s.Facility, s.Office, s.Address.Street, s.Address.City, x.Officer.Name, d.Contact, d.To.Name, d.To.Organization, x.File.Unit}
	for _, p := range x.File.People {
		names = append(names, joinWords(" ", p.Given, p.Family), joinWords(" ", p.Family, p.Given))
		if given := strings.Fields(p.Given); len(given) > 1 {
			names = append(names, joinWords(" ", given[0], p.Family), joinWords(" ", p.Family, given[0]))
		}
	}
	for _, c := range s.Contacts {
		names = append(names, c.Manager, c.Deputy, c.Director, c.Unit)
	}
	for _, a := range s.Agencies {
		names = append(names, a.Name, a.Note)
	}
	names = append(names, s.Units...)
	for _, st := range x.File.Steps {
		names = append(names, st.With)
		if st.Kind == Interview {
			names = append(names, st.Subject)
		}
	}
	if l, ok := x.limit(); ok {
		names = append(names, l.DecidedBy)
	}
	if m, ok := x.meeting(); ok {
		names = append(names, m.Neutral)
	}
	var all [][]string
	for _, n := range names {
		if words := nameWords(n); len(words) > 0 {
			all = append(all, words)
		}
	}
	return all
}

// StrangerGaps judges whose the traces are, by the owners that the store found:
// what points to nobody of this case and to somebody of another hinders the
// letter. mine are the entries of the register that the people of this case
// have. The sentences hold the letter's own words and are for the window alone.
func (x LetterFacts) StrangerGaps(traces []Trace, owners []Owner, mine []ID) Missing {
	var m Missing
	for i, t := range traces {
		var theirs []Owner
		ours := false
		for _, o := range owners {
			if o.Trace != i || t.Kind == TraceBirth && !t.cue && !o.namedBy(t.line) {
				continue
			}
			if slices.Contains(mine, o.Known) || slices.ContainsFunc(o.Cases, x.ownCase) {
				ours = true
			}
			if len(o.Cases) > 0 {
				theirs = append(theirs, o)
			}
		}
		if ours || len(theirs) == 0 {
			continue
		}
		out := "); take it out, or link the two cases if they are one matter."
		if t.Kind == TraceName {
			out = "); take it out, link the two cases if they are one matter, or, if this is somebody of the staff, enter them under the contacts of the units."
		}
		m.add(true, "letter.stranger."+string(t.Kind), t.Field, "“"+strings.TrimSpace(t.Said)+"” is "+strangerIs[t.Kind]+" ("+theirs[0].Cases[0]+out)
	}
	return m.once()
}

var strangerIs = map[TraceKind]string{TraceCase: "the number of another case", TracePhone: "the phone number of somebody of another case",
	TraceRecord: "the record number of a patient of another case", TraceBirth: "the birth date of a patient of another case", TraceName: "the name of somebody of another case"}

// namedBy reports whether the line holds the person's family name, or the given
// one: beside their birth date either is enough.
func (o Owner) namedBy(line string) bool {
	words := nameWords(line)
	for _, name := range []string{o.Family, o.Given} {
		if w := nameWords(name); len(w) > 0 && utf8.RuneCountInString(w[0]) > 1 && sharesRun(words, w, len(w)) {
			return true
		}
	}
	return false
}
