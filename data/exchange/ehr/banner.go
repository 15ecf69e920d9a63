package ehr

import (
	"context"
	"regexp"
	"slices"
	"strings"
	"unicode"

	"rapport/data"
	"rapport/data/exchange"
)

// readBanner reads the text that somebody copied from a screen of a record system:
// labels with values, on lines of their own or all on one, in English or Spanish, and
// what such screens show without a label: the name first, then age and sex.
func readBanner(ctx context.Context, raw []byte, l *limits) (Reading, error) {
	b := bannerReader{l: l, ssns: ssnSet{}}
	lines := strings.Split(strings.NewReplacer("\r\n", "\n", "\r", "\n", "\u2028", "\n", "\u00a0", " ").Replace(string(l.utf8Text(raw))), "\n")
	if len(lines) > maxBannerLines || len(raw) > maxBanner {
		return Reading{}, refusef("This text is too long for a registration screen. Copy the lines with the patient's name, date of birth and number alone.")
	}
	for _, line := range lines {
		if err := stop(ctx); err != nil {
			return Reading{}, err
		}
		b.line(line)
	}
	b.flush()
	return b.conclude()
}

// The bounds of a pasted text are more than any screen has.
const (
	maxBannerLines = 500
	maxBanner      = 64 << 10 // bytes
)

// labeled is a value of a banner with what its label says it is.
type labeled struct {
	field TableField // empty: before any label; bannerSkip: nothing that is taken
	value string
}

// bannerSkip marks labels whose values are never taken, and those that are not known.
const bannerSkip TableField = "-"

// bannerReader puts the values of a banner together.
type bannerReader struct {
	l     *limits
	pairs []labeled
	open  TableField // the label whose value may go on in the next line
	alone bool       // the label stood alone on its line
	ssns  ssnSet
	p     data.Registration
	v     data.FileVisit
	staff []string
	loose []string // values without a label
	order bool     // a date could be read in two orders
}

var (
	segmentBreak = regexp.MustCompile(`\t+|\s*[|•·¦]\s*| {3,}`)
	// bare are labels that screens write without a colon before a number or a date.
	bare = regexp.MustCompile(`(?i)(^|[\s,;(])(MRN|MR|M\.R\.N\.|DOB|D\.O\.B\.?|born|CSN|FIN|HAR|acct|account|med\.? rec\.?|rm|room|bed|tel|ph|phone|cell|nacid[oa](?: el)?|NHC)(\.?\s+)(#?[A-Z]{0,4}-?[(+]?\d)`)
)

// line takes a line apart: at tabs, bars and wide gaps, and at every label.
func (b *bannerReader) line(line string) {
	line = strings.TrimRight(line, " ")
	if strings.TrimSpace(line) == "" {
		b.open, b.alone = "", false
		return
	}
	line = bare.ReplaceAllString(line, "$1$2: $4")
	first := true
	for _, s := range segmentBreak.Split(strings.TrimSpace(line), -1) {
		if s = strings.TrimSpace(s); s == "" {
			continue
		}
		b.segment(s, first)
		first = false
	}
}

// segment reads one part of a line.
func (b *bannerReader) segment(s string, first bool) {
	if f, known := labelOf(strings.TrimSuffix(s, "#")); known && !strings.ContainsAny(s, ":=") && !(b.alone && b.open != "") {
		b.open, b.alone = f, true
		return
	}
	labels := labelsIn(s)
	if len(labels) == 0 || labels[0].from > 0 {
		head := s
		if len(labels) > 0 {
			head = s[:labels[0].from]
		}
		b.unlabeled(strings.Trim(head, " ,;-"), first)
	}
	for i, lab := range labels {
		end := len(s)
		if i+1 < len(labels) {
			end = labels[i+1].from
		}
		value := strings.Trim(s[lab.to:end], " ,;")
		b.open, b.alone = lab.field, value == ""
		if value != "" {
			b.pairs = append(b.pairs, labeled{lab.field, value})
		}
	}
}

// unlabeled takes a part without a label: the value of a label that stood alone, a
// further line of an address, or something that screens show without one.
func (b *bannerReader) unlabeled(s string, first bool) {
	switch {
	case s == "":
	case b.alone && b.open != "":
		b.pairs = append(b.pairs, labeled{b.open, s})
		if b.open != "address" {
			b.open = ""
		}
		b.alone = false
	case b.open == "address" && first:
		b.pairs = append(b.pairs, labeled{"address2", s})
	case b.open == bannerSkip && first:
		// a further line of what is not taken
	default:
		b.pairs = append(b.pairs, labeled{"", s})
		b.open = ""
	}
}

// flush turns the labels and values into a registration.
func (b *bannerReader) flush() {
	b.p.Name = data.PatientName{}
	b.v.Patient = 0
	var parts nameParts
	var street []string
	contact := -1
	for _, pair := range b.pairs {
		value := b.withoutSSN(b.l.text(pair.value))
		if value == "" || none(value) {
			continue
		}
		if contact >= 0 && b.ofContact(pair.field, value, contact) {
			continue
		}
		switch pair.field {
		case "":
			b.loose = append(b.loose, value)
			continue
		case "name", "family", "given", "middle", "suffix", "prefix":
			parts.take(pair.field, value)
		case "alias", "maiden":
			b.p.Also = append(b.p.Also, nameIn(value))
		case "address", "address2", "city", "state", "postal_code", "country":
			street = b.address(street, pair.field, value)
		case "contact_name":
			contact = b.contact(value)
			continue
		case "contact_relation", "contact_phone":
			continue
		default:
			b.value(pair.field, value)
		}
		if pair.field != bannerSkip {
			contact = -1
		}
	}
	b.p.Name = parts.name()
	b.p.Address = b.joined(street)
	for _, s := range b.loose {
		b.guess(s)
	}
}

// nameParts are the parts of a name as they come.
type nameParts struct {
	whole, family  string
	given          []string
	prefix, suffix []string
}

func (n *nameParts) take(f TableField, value string) {
	if i := strings.IndexAny(value, "0123456789"); i > 0 {
		value = strings.Trim(value[:i], " ,;-(") // the age stands behind
	}
	switch f {
	case "name":
		n.whole = orElse(n.whole, value)
	case "family":
		n.family = value
	case "prefix":
		n.prefix = append(n.prefix, value)
	case "suffix":
		n.suffix = append(n.suffix, value)
	default:
		n.given = append(n.given, value)
	}
}

func (n nameParts) name() data.PatientName {
	if n.family == "" {
		return nameIn(orElse(n.whole, strings.Join(n.given, " ")))
	}
	one := data.PatientName{Family: n.family, Given: n.given, Prefix: n.prefix, Suffix: n.suffix}
	if len(one.Given) == 0 && n.whole != "" {
		one.Given = []string{n.whole} // Nombre beside Apellidos
	}
	return one
}

// withoutSSN takes Social Security numbers out of a value and counts them.
func (b *bannerReader) withoutSSN(value string) string {
	return strings.TrimSpace(ssnInText.ReplaceAllStringFunc(value, func(s string) string {
		b.ssns.add(s)
		return " "
	}))
}

// ssnInText finds Social Security numbers in a text by their form.
var ssnInText = regexp.MustCompile(`\b\d{3}[- ]\d{2}[- ]\d{4}\b`)

// value takes one labeled value.
func (b *bannerReader) value(f TableField, value string) {
	switch f {
	case "ssn":
		b.ssns.add(value)
	case "birth_date":
		b.p.BirthDate = orElse(b.p.BirthDate, b.day(value))
		b.ageAndSex(value)
	case "sex":
		b.p.Sex = orElse(b.p.Sex, sexOf(firstWord(value)))
	case "mrn", "identifier":
		b.identifier(f, value)
	case "visit_number", "account":
		kind := map[TableField]string{"visit_number": "VN", "account": "AN"}[f]
		if number := numberIn(value); number != "" {
			b.v.Identifiers = append(b.v.Identifiers, data.Identifier{Value: number, Type: kind})
		}
	case "phone", "mobile", "work_phone":
		b.p.Phones = phonesIn(b.p.Phones, value)
	case "email":
		for word := range strings.FieldsSeq(value) {
			if word = strings.Trim(word, ",;<>()"); isEmail(word) && !slices.Contains(b.p.Emails, word) {
				b.p.Emails = append(b.p.Emails, word)
			}
		}
	case "language":
		b.language(value)
	case "interpreter":
		b.p.Interpreter = b.p.Interpreter || interpreterWanted(value)
	case "deceased":
		b.p.Deceased = b.p.Deceased || isYes(firstWord(value))
	case "died_on":
		b.p.DiedOn = b.day(value)
		b.p.Deceased = b.p.Deceased || b.p.DiedOn != ""
	default:
		b.visit(f, value)
	}
}

// visit takes a value that is of the visit.
func (b *bannerReader) visit(f TableField, value string) {
	switch f {
	case "from":
		b.v.From = orElse(b.v.From, b.moment(value))
	case "to":
		b.v.To = orElse(b.v.To, b.moment(value))
	case "class":
		b.v.Class = value
	case "status":
		b.v.Status = value
	case "facility":
		b.v.Facility = value
	case "unit":
		unit, room, _ := strings.Cut(strings.ReplaceAll(value, "/", ";"), ";")
		b.v.Unit = strings.TrimSpace(unit)
		b.v.Room = orElse(b.v.Room, strings.Join(strings.FieldsFunc(room, func(r rune) bool { return r == ';' || r == ' ' }), ", "))
	case "room", "bed":
		b.v.Room = strings.Trim(b.v.Room+", "+value, ", ")
	case "attending":
		b.v.Attending = append(b.v.Attending, withoutPhones(value))
	case "pcp":
		b.staff = append(b.staff, withoutPhones(value))
	}
}

func (b *bannerReader) identifier(f TableField, value string) {
	number := numberIn(value)
	if number == "" {
		return
	}
	id := data.Identifier{Value: number}
	if f == "mrn" {
		id.Type = "MR"
		if b.p.MRN == "" {
			b.p.MRN, b.p.MRNSure = number, true
		}
		b.p.MRNSure = b.p.MRNSure && b.p.MRN == number
	}
	if !slices.Contains(b.p.Identifiers, id) {
		b.p.Identifiers = append(b.p.Identifiers, id)
	}
}

func (b *bannerReader) language(value string) {
	words, note, _ := strings.Cut(value, "(")
	words, more, _ := strings.Cut(words, " - ")
	words = strings.Trim(words, " ,;/")
	lower := strings.ToLower(note + " " + more)
	if strings.Contains(lower, "interp") && !strings.Contains(lower, "no ") && !strings.Contains(lower, "not ") && !strings.HasSuffix(strings.Trim(lower, " )"), "no") {
		b.p.Interpreter = true
	}
	if isLanguage(words) {
		b.p.Languages = append(b.p.Languages, data.FileLanguage{Text: words, Preferred: len(b.p.Languages) == 0})
	}
}

// interpreterWanted reads whether an interpreter is needed: yes, or the language of one.
func interpreterWanted(value string) bool {
	word := strings.ToLower(firstWord(value))
	return isYes(word) || slices.Contains([]string{"needed", "required", "requires", "needs", "necesario", "necesita", "requiere"}, word) ||
		len(word) > 3 && isLanguage(word) && !slices.Contains([]string{"none", "not", "declined", "ninguno", "refused", "unknown", "offered"}, word)
}

// day reads the first date of a value. Screens of the United States write the month
// first; where the numbers allow both, the sheet says so.
func (b *bannerReader) day(value string) string {
	found := dateInText.FindString(value)
	d := dateIn(found, b.l.now)
	b.order = b.order || d.ambiguous()
	day := d.in(exchange.MonthFirst)
	if day > b.l.now.AddDate(0, 0, 1).Format("2006-01-02") {
		return ""
	}
	return day
}

func (b *bannerReader) moment(value string) string {
	at := dateInText.FindStringIndex(value)
	if at == nil {
		return ""
	}
	d := dateIn(value, b.l.now)
	if !d.ok() {
		d = dateIn(value[at[0]:at[1]], b.l.now)
	}
	b.order = b.order || d.ambiguous()
	return d.in(exchange.MonthFirst) + d.clock
}

// dateInText finds a date within other words.
var dateInText = regexp.MustCompile(`(?i)\b(?:\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.](?:\d{4}|\d{2})|\d{1,2}[ -](?:de )?\pL{3,}\.?(?:[ -]|,? )(?:de |del )?\d{4}|\pL{3,}\.? \d{1,2}(?:st|nd|rd|th)?,? \d{4})\b`)

func firstWord(s string) string {
	words := strings.FieldsFunc(s, func(r rune) bool { return unicode.IsSpace(r) || strings.ContainsRune(",;/()", r) })
	if len(words) == 0 {
		return ""
	}
	return words[0]
}
