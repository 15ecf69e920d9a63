package ehr

import (
	"regexp"
	"slices"
	"strings"
	"unicode"

	"rapport/data"
)

// address takes the parts of an address: of a line that has it whole, or of lines of
// its own. Parts with labels of their own stand in front of what is split later.
func (b *bannerReader) address(street []string, f TableField, value string) []string {
	if b.p.Address == nil {
		b.p.Address = &data.FileAddress{}
	}
	switch f {
	case "city":
		b.p.Address.City = value
	case "state":
		b.p.Address.State = value
	case "postal_code":
		b.p.Address.Postal = value
	case "country":
		b.p.Address.Country = value
	default:
		return append(street, value)
	}
	return street
}

// cityLine is the end of an address of the United States: city, state and ZIP code.
var cityLine = regexp.MustCompile(`^(.*?)(?:^|,\s*|\s{2,})([\pL][\pL .'\-]*?),?\s+([A-Z]{2}|[A-Z][a-z]+(?: [A-Z][a-z]+)?)\.?,?\s+(\d{5}(?:-\d{4})?)(?:,?\s*(USA|U\.S\.A\.|US|United States))?$`)

// joined puts an address together.
func (b *bannerReader) joined(street []string) *data.FileAddress {
	a := b.p.Address
	if a == nil {
		return nil
	}
	whole := strings.Join(street, ", ")
	if g := cityLine.FindStringSubmatch(whole); g != nil && a.City == "" && a.Postal == "" {
		a.City, a.State, a.Postal, a.Country = g[2], g[3], g[4], orElse(a.Country, g[5])
		whole = g[1]
	}
	for line := range strings.SplitSeq(whole, ",") {
		if line = strings.TrimSpace(line); line != "" {
			a.Lines = append(a.Lines, line)
		}
	}
	if !hasAddress(*a) {
		return nil
	}
	return a
}

var (
	phoneInText = regexp.MustCompile(`(?:\+?1[ .\-]?)?(?:\(\d{3}\)|\b\d{3})[ .\-]?\d{3}[ .\-]?\d{4}\b(?:\s*(?:x|ext\.?)\s*\d{1,6})?`)
	numberToken = regexp.MustCompile(`[A-Za-z]{0,5}[-.]?\d[A-Za-z0-9\-]*`)
)

// phonesIn adds the telephone numbers of a value.
func phonesIn(known []string, value string) []string {
	found := phoneInText.FindAllString(value, 5)
	if len(found) == 0 && len(digitsOf(value)) >= 7 && len(value) <= 30 {
		found = []string{value}
	}
	for _, number := range found {
		if number = strings.TrimSpace(number); !slices.Contains(known, number) {
			known = append(known, number)
		}
	}
	return known
}

func withoutPhones(value string) string {
	return strings.Trim(phoneInText.ReplaceAllString(value, ""), " ,;:-()")
}

// numberIn returns the number of a patient or a visit in a value: the first word with
// a digit. A number that the screen hides in part is none.
func numberIn(value string) string {
	for _, word := range strings.FieldsFunc(value, func(r rune) bool { return unicode.IsSpace(r) || strings.ContainsRune(",;()[]#", r) }) {
		if strings.ContainsAny(word, "*•") {
			return ""
		}
		if number := numberToken.FindString(word); number != "" && strings.HasPrefix(word, number) {
			return number
		}
	}
	return ""
}

var inParens = regexp.MustCompile(`\(([^()]*)\)`)

// contact reads a next of kin or an emergency contact, with a relation in parentheses
// and a number behind the name, and returns its place.
func (b *bannerReader) contact(value string) int {
	var one data.Relative
	one.Phones = phonesIn(nil, value)
	value = phoneInText.ReplaceAllString(value, " ")
	for _, g := range inParens.FindAllStringSubmatch(value, -1) {
		if words := strings.TrimSpace(g[1]); words != "" && !hasDigit(words) {
			one.Relation = orElse(one.Relation, strings.ToLower(words))
		}
	}
	value = strings.Trim(inParens.ReplaceAllString(value, " "), " ,;:-")
	// The relation may be the last part: Doe, John - spouse.
	for _, cut := range []string{" - ", " / ", "; "} {
		if name, relation, ok := strings.Cut(value, cut); ok {
			value, one.Relation = name, orElse(one.Relation, strings.ToLower(strings.TrimSpace(relation)))
		}
	}
	if name, relation := lastPart(value); relation != "" {
		value, one.Relation = name, orElse(one.Relation, relation)
	}
	if one.Name = nameIn(value); !hasName(one.Name) {
		return -1
	}
	b.p.Relatives = append(b.p.Relatives, one)
	return len(b.p.Relatives) - 1
}

// lastPart takes a word for a relation off the end of a name.
func lastPart(value string) (name, relation string) {
	i := strings.LastIndexAny(value, " ,")
	if i < 0 {
		return value, ""
	}
	word := strings.ToLower(strings.TrimSpace(value[i+1:]))
	for _, known := range relations {
		if word == known {
			return strings.Trim(value[:i], " ,"), word
		}
	}
	if slices.Contains([]string{"esposo", "esposa", "madre", "padre", "hijo", "hija", "hermano", "hermana", "amigo", "amiga", "abuela", "abuelo", "tutor", "tutora", "cónyuge"}, word) {
		return strings.Trim(value[:i], " ,"), word
	}
	return value, ""
}

// ofContact takes a value that belongs to the contact before it, and tells whether it
// did. A telephone number is the contact's where the patient has one already.
func (b *bannerReader) ofContact(f TableField, value string, at int) bool {
	one := &b.p.Relatives[at]
	switch f {
	case "contact_relation":
		one.Relation = strings.ToLower(value)
	case "contact_phone":
		one.Phones = phonesIn(one.Phones, value)
	case "phone", "mobile", "work_phone":
		if len(b.p.Phones) == 0 && len(one.Phones) > 0 {
			return false
		}
		one.Phones = phonesIn(one.Phones, value)
	case "name", "family", "given":
		return false
	default:
		return false
	}
	return true
}

var (
	ageInText = regexp.MustCompile(`(?i)\b\d{1,3}\s*(?:y\.?\s?o\.?|yrs?\.?|years?|y/o|a[nñ]os|mos?\.?|months?|m\.?o\.?)\b\.?(?:[ -]?old)?`)
	sexInText = regexp.MustCompile(`(?i)(?:^|[\s,;/(\-])(female|male|femenino|masculino|mujer|hombre|F|M)(?:$|[\s,;/)\-])`)
	ageSex    = regexp.MustCompile(`(?:^|[\s,;(])\d{1,3}\s?([FM])(?:$|[\s,;)])`)
)

// ageAndSex finds a sex beside an age, as screens write them: 66 y.o. F.
func (b *bannerReader) ageAndSex(s string) {
	if b.p.Sex != "" {
		return
	}
	if g := ageSex.FindStringSubmatch(s); g != nil {
		b.p.Sex = sexOf(g[1])
		return
	}
	if ageInText.MatchString(s) || !strings.ContainsAny(s, " ") {
		if g := sexInText.FindStringSubmatch(ageInText.ReplaceAllString(s, " ")); g != nil {
			b.p.Sex = sexOf(g[1])
		}
	}
}

// guess takes what a screen shows without a label: the name, age and sex, the date of
// birth beside them.
func (b *bannerReader) guess(s string) {
	b.ageAndSex(s)
	if sexInText.MatchString(s) && b.p.Sex == "" && strings.ContainsAny(s, ",/") && dateInText.MatchString(s) {
		b.p.Sex = sexOf(sexInText.FindStringSubmatch(s)[1])
	}
	if b.p.BirthDate == "" && dateInText.MatchString(s) && (ageInText.MatchString(s) || ageSex.MatchString(s) || b.p.Sex != "") {
		b.p.BirthDate = b.day(s)
	}
	if hasName(b.p.Name) {
		return
	}
	if i := strings.IndexAny(s, "0123456789("); i >= 0 {
		s = s[:i]
	}
	if s = strings.Trim(s, " ,;-"); looksLikeName(s) {
		b.p.Name = nameIn(s)
	}
}

// looksLikeName tells a name from the other words of a screen: two to six words that
// begin with capital letters, or a comma between two.
func looksLikeName(s string) bool {
	words := strings.FieldsFunc(s, func(r rune) bool { return r == ' ' || r == ',' })
	if len(words) < 2 || len(words) > 6 || strings.Count(s, ",") > 2 {
		return false
	}
	for _, w := range words {
		if strings.ContainsFunc(w, func(r rune) bool { return !unicode.IsLetter(r) && !strings.ContainsRune(".'’-", r) }) {
			return false
		}
		if first := []rune(w)[0]; !unicode.IsUpper(first) && !slices.Contains(particles, w) && unicode.IsLower(first) {
			return false
		}
		if _, known := labelOf(w); known && len(w) > 3 {
			return false // a heading of the screen
		}
		if slices.Contains([]string{"patient", "demographics", "summary", "registration", "information", "hospital", "clinic", "center", "department", "inpatient", "outpatient", "emergency"}, strings.ToLower(w)) {
			return false
		}
	}
	return true
}

// conclude makes the reading.
func (b *bannerReader) conclude() (Reading, error) {
	p := b.p
	p.Emails = slices.Compact(p.Emails)
	p.SSNDropped = len(b.ssns)
	p.Identifiers = slices.DeleteFunc(p.Identifiers, func(id data.Identifier) bool { return b.ssns.has(id.Value) })
	if b.ssns.has(p.MRN) {
		p.MRN, p.MRNSure = "", false
	}
	p.Also = slices.DeleteFunc(p.Also, func(n data.PatientName) bool { return !hasName(n) || sameName(n, p.Name) })
	r := Reading{Format: FormatBanner, Outcome: OutcomeImport, Patients: []data.Registration{p}, Staff: b.staff}
	if b.order {
		b.l.remark("birth_date", "A date can be read month first or day first. It was read month first, as screens of the United States write it; compare it.")
	}
	if p.Name.Text != "" && p.Name.Family != "" {
		b.l.remark("name", "The name stands in one piece, without a comma. Where the family name begins is a guess; compare it.")
	}
	v := b.v
	if v.From != "" || v.To != "" || v.Unit != "" || v.Room != "" || len(v.Identifiers) > 0 || len(v.Attending) > 0 {
		r.Visits = []data.FileVisit{v}
	}
	switch {
	case hasName(p.Name):
	case len(p.Identifiers) > 0 || p.BirthDate != "" || len(p.Phones) > 0 || p.Address != nil:
		r.Outcome = OutcomeIncomplete
		r.Remarks = append(r.Remarks, Remark{Sentence: "The text names no patient. Copy the line with the name too."})
	default:
		return Reading{}, refusef("Rapport finds no name, date of birth or number in this text. Copy the lines of the registration screen with their labels, such as \"Name:\", \"DOB:\" and \"MRN:\".")
	}
	return r, nil
}
