package ehr

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"

	"rapport/data"
	"rapport/data/exchange"
)

// patient reads what a row says of a patient.
func (r *tableReader) patient(row exchange.Row) data.Registration {
	var p data.Registration
	p.Name = r.name(row)
	if maiden := r.get(row, "maiden"); maiden != "" && !strings.EqualFold(maiden, p.Name.Family) {
		p.Also = []data.PatientName{{Family: maiden, Given: p.Name.Given, Use: "maiden"}}
	}
	p.BirthDate = r.day(row, "birth_date", false)
	p.Sex = sexOf(r.get(row, "sex"))
	dropped := 0
	for _, f := range []TableField{"mrn", "identifier"} {
		kind := map[TableField]string{"mrn": "MR"}[f]
		value, ok := r.identifier(row, f, kind)
		switch {
		case ok:
			p.Identifiers = append(p.Identifiers, data.Identifier{Value: value, Type: kind})
		case value != "":
			dropped++
		}
	}
	if value, ok := r.identifier(row, "mrn", "MR"); ok {
		p.MRN, p.MRNSure = value, true // somebody has said that the column holds it
		if allDigits(value) {
			r.lengths[len(value)] = true
		}
	}
	p.SSNDropped = dropped
	p.Address = r.address(row)
	for _, f := range []TableField{"phone", "mobile", "work_phone"} {
		if number := r.get(row, f); hasDigit(number) && !slices.Contains(p.Phones, number) {
			p.Phones = append(p.Phones, plainNumber(number))
		}
	}
	if mail := r.get(row, "email"); isEmail(mail) {
		p.Emails = []string{mail}
	}
	if words := r.get(row, "language"); words != "" && isLanguage(words) {
		p.Languages = []data.FileLanguage{{Text: words, Preferred: true}}
	}
	p.Interpreter = isYes(r.get(row, "interpreter"))
	p.DiedOn = r.day(row, "died_on", false)
	p.Deceased = p.DiedOn != "" || isYes(r.get(row, "deceased")) || strings.EqualFold(r.get(row, "deceased"), "deceased")
	if name := r.get(row, "contact_name"); name != "" {
		one := data.Relative{Name: nameIn(name), Relation: r.get(row, "contact_relation")}
		if number := r.get(row, "contact_phone"); hasDigit(number) {
			one.Phones = []string{plainNumber(number)}
		}
		p.Relatives = []data.Relative{one}
	}
	return p
}

// name reads the name from its own columns, or from one.
func (r *tableReader) name(row exchange.Row) data.PatientName {
	n := data.PatientName{Family: r.get(row, "family")}
	if whole := r.get(row, "name"); whole != "" && n.Family == "" {
		n = nameIn(whole)
		if n.Text != "" {
			r.counts["unordered"]++
		}
	}
	for _, f := range []TableField{"given", "middle"} {
		if part := r.get(row, f); part != "" {
			n.Given = append(n.Given, part)
		}
	}
	if part := r.get(row, "prefix"); part != "" {
		n.Prefix = []string{part}
	}
	if part := r.get(row, "suffix"); part != "" {
		n.Suffix = []string{part}
	}
	return n
}

// scientific is what a spreadsheet makes of a long number: its last digits are lost.
var scientific = regexp.MustCompile(`^\d(?:[.,]\d+)?[eE]\+?\d+$`)

// identifier reads a number. It returns the value and false where it is a Social
// Security number, and nothing where a spreadsheet has spoiled it.
func (r *tableReader) identifier(row exchange.Row, f TableField, kind string) (string, bool) {
	value := r.get(row, f)
	switch {
	case value == "":
		return "", false
	case r.anySSN[f] || ssnForm.MatchString(value) || isSSN(data.Identifier{Value: value, Type: kind}):
		return value, false
	case scientific.MatchString(value):
		r.counts["scientific"]++
		r.counts["scientific first"] = orFirst(r.counts["scientific first"], row.Number)
		return "", false
	}
	return plainNumber(value), true
}

// plainNumber takes off the .0 that a spreadsheet writes behind a whole number.
func plainNumber(s string) string {
	if whole, ok := strings.CutSuffix(s, ".0"); ok && allDigits(whole) {
		return whole
	}
	return s
}

func (r *tableReader) address(row exchange.Row) *data.FileAddress {
	a := data.FileAddress{City: r.get(row, "city"), State: r.get(row, "state"), Country: r.get(row, "country")}
	for _, f := range []TableField{"address", "address2"} {
		if line := r.get(row, f); line != "" {
			a.Lines = append(a.Lines, line)
		}
	}
	a.Postal = r.zip(plainNumber(r.get(row, "postal_code")), a.State)
	if !hasAddress(a) {
		return nil
	}
	return &a
}

// zeroStates are those whose ZIP codes begin with 0 (Publication 65 of the Postal
// Service), and the islands whose codes begin with 00.
var zeroStates = []string{"ct", "connecticut", "ma", "massachusetts", "me", "maine", "nh", "newhampshire", "nj", "newjersey", "ri", "rhodeisland", "vt", "vermont", "pr", "puertorico", "vi", "virginislands", "usvirginislands", "ae"}

// zip puts back the zeros that a spreadsheet takes from the front of a ZIP code, where
// the state says that there were some; elsewhere it leaves a short code and says so.
func (r *tableReader) zip(code, state string) string {
	five, four, plus := strings.Cut(code, "-")
	if !allDigits(five) || plus && len(four) != 4 || len(five) >= 5 && len(five) != 8 {
		return code
	}
	state = compact(state)
	islands := slices.Contains([]string{"pr", "puertorico", "vi", "virginislands", "usvirginislands"}, state)
	switch {
	case !slices.Contains(zeroStates, state):
		r.counts["short zip"]++
		return code
	case len(five) == 8 && !plus: // nine digits without the hyphen
		r.counts["zip"]++
		return "0" + five[:4] + "-" + five[4:]
	case len(five) == 4:
		r.counts["zip"]++
		return "0" + code
	case len(five) == 3 && islands:
		r.counts["zip"]++
		return "00" + code
	}
	r.counts["short zip"]++
	return code
}

// unbroken mends a text that was written as UTF-8 and read as Windows-1252, as José
// for JosÃ©, and tells whether there was something to mend.
func unbroken(s string) (string, bool) {
	if !strings.ContainsAny(s, "ÃÂâ") {
		return "", false
	}
	raw := make([]byte, 0, len(s))
	for _, c := range s {
		b, ok := charmap.Windows1252.EncodeRune(c)
		if !ok && c > 0xff {
			return "", false
		}
		if !ok {
			b = byte(c)
		}
		raw = append(raw, b)
	}
	if !utf8.Valid(raw) {
		return "", false
	}
	return string(raw), true
}

// damaged tells that the letters of a text were spoiled on the way: signs that stand
// for a letter that could not be read, or that no text has next to a letter.
func damaged(s string) bool {
	last := ' '
	for _, c := range s {
		if c == '\uFFFD' || strings.ContainsRune("°¬√±¶¤¿½¼", c) && unicode.IsLetter(last) || c == '?' && unicode.IsLetter(last) && !strings.HasSuffix(s, "?") {
			return true
		}
		last = c
	}
	return false
}

// nameSuffixes are written behind a name.
var nameSuffixes = []string{"jr", "sr", "ii", "iii", "iv", "md", "phd", "esq", "rn"}

// nameTitles are written before a name.
var nameTitles = []string{"mr", "mrs", "ms", "miss", "mx", "dr", "prof", "rev", "sr", "sra", "srta", "don", "doña", "dra"}

// particles belong to the family name that follows them.
var particles = []string{"de", "del", "la", "las", "los", "van", "von", "der", "den", "di", "da", "dos", "das", "do", "du", "le", "san", "st", "st.", "bin", "ben", "al", "el", "mc", "mac", "ter", "y"}

var nicknames = regexp.MustCompile(`\s*(?:\([^)]*\)|"[^"]*"|“[^”]*”)`)

// nameIn reads a name that is written in one piece: Last, First Middle, or as one says
// it. Of the second kind it keeps the whole as Text too, because where the family name
// begins is a guess.
func nameIn(s string) data.PatientName {
	var n data.PatientName
	s = strings.Trim(nicknames.ReplaceAllString(s, ""), ", ;")
	family, rest, ok := strings.Cut(s, ",")
	given := strings.FieldsFunc(rest, func(r rune) bool { return r == ' ' || r == ',' })
	if ok {
		given = takeEnds(&n, given)
	}
	words := takeEnds(&n, strings.Fields(family))
	switch {
	case ok && len(given) > 0:
		n.Family, n.Given = strings.Join(words, " "), given
	case len(words) < 2:
		n.Family = strings.Join(words, " ")
	default:
		first := len(words) - 1
		for first > 1 && slices.Contains(particles, strings.ToLower(words[first-1])) {
			first--
		}
		n.Family, n.Given, n.Text = strings.Join(words[first:], " "), words[:first:first], s
	}
	return n
}

// takeEnds takes titles before a name and suffixes behind it out of its words.
func takeEnds(n *data.PatientName, words []string) []string {
	key := func(w string) string { return strings.ToLower(strings.Trim(w, ".")) }
	for len(words) > 1 && slices.Contains(nameTitles, key(words[0])) {
		n.Prefix = append(n.Prefix, words[0])
		words = words[1:]
	}
	var behind []string
	for len(words) > 0 && slices.Contains(nameSuffixes, key(words[len(words)-1])) && (len(words) > 1 || n.Family == "" && len(key(words[0])) > 1) {
		behind = append([]string{words[len(words)-1]}, behind...)
		words = words[:len(words)-1]
	}
	n.Suffix = append(behind, n.Suffix...)
	return words
}

// oddities are the sentences for what was odd in the rows of a list, with how often.
var oddities = []struct{ key, field, sentence string }{
	{"wide", "", "%s more cells than the heading has columns, so that nobody can tell what is in which. Left out, the first is row %d. A separator inside a text is not in quotation marks."},
	{"nameless", "", "%s neither a name nor a number of a patient. Left out."},
	{"line", "", "%s one cell alone, as totals and titles have. Left out."},
	{"ambiguous", "birth_date", "%s a date that can be read day first or month first. These dates were left out. Say which order the list uses."},
	{"undated", "birth_date", "%s something in a date column that is no date of the calendar, the first is row %d. These dates were left out."},
	{"future", "birth_date", "%s a date of birth in the future. It was left out."},
	{"short", "birth_date", "%s a year of birth with two digits. It was taken for the last such year that is not in the future."},
	{"scientific", "identifiers", "%s a number that a spreadsheet has shortened, such as 1.23E+10: its last digits are lost. These numbers were left out, the first is row %d. Ask for the list with this column as text."},
	{"zip", "address", "%s a ZIP code that lost its first zero in a spreadsheet. It was put back, because the ZIP codes of the state begin with 0."},
	{"short zip", "address", "%s a ZIP code that is too short, and the state does not tell what is missing. It stands as the list has it."},
	{"mended", "", "%s letters with accents that were spoiled on the way and could be mended. Compare the names."},
	{"damaged", "", "%s letters that were spoiled on the way, the first is row %d. Compare the names with the record system."},
	{"unordered", "name", "%s the name in one piece, without a comma. Where the family name begins is a guess; compare it."},
}

// conclude sets the outcome and says what was odd.
func (r *tableReader) conclude() {
	for _, o := range oddities {
		n := r.counts[o.key]
		if n == 0 {
			continue
		}
		who := strconv.Itoa(n) + " rows have"
		if o.key == "mended" || o.key == "damaged" || o.key == "ambiguous" || o.key == "undated" {
			who = strconv.Itoa(n) + " cells have"
		}
		if n == 1 {
			who = strings.Replace(strings.Replace(who, "rows have", "row has", 1), "cells have", "cell has", 1)
		}
		args := []any{who}
		if strings.Contains(o.sentence, "%d") {
			args = append(args, r.counts[o.key+" first"])
		}
		r.l.remark(o.field, o.sentence, args...)
	}
	if len(r.lengths) > 1 && len(r.Patients) > 1 {
		r.l.remark("mrn", "The medical record numbers of this list have different lengths. If yours all have the same, a spreadsheet has taken zeros from the front; compare the number.")
	}
	explain := func(o Outcome, sentence string) {
		r.Outcome = o
		r.Remarks = append(r.Remarks, Remark{Sentence: sentence})
	}
	named := slices.ContainsFunc(r.Patients, func(p data.Registration) bool { return hasName(p.Name) })
	switch {
	case named && len(r.Patients) > 1:
		r.Outcome = OutcomeImport
		r.Remarks = append(r.Remarks, Remark{Field: whichPatient, Sentence: "The list has several patients. Choose the one of the case."})
	case named:
		r.Outcome = OutcomeImport
	case len(r.Patients) > 0:
		explain(OutcomeIncomplete, "The list has numbers of patients but no names. Name the column that holds the name.")
	default:
		explain(OutcomeRefuse, "No row of this list can be read as a patient. Say again what its columns hold.")
	}
}
