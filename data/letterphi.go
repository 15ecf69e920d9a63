package data

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
)

// privacyGaps looks for more than the reader needs (45 CFR 164.502(b)): health
// words where others may read them, numbers and addresses of the patient, and, for
// a reader who must not even learn that somebody is a patient, all that says so.
func (x LetterFacts) privacyGaps(filled []Filled, parts []letterPart) Missing {
	m := x.outsideGaps(filled)
	switch {
	case x.Draft.Kind.Spec().Reader == ToStaff:
		m = append(m, x.memoGaps(parts)...)
	case x.mustBeSilent():
		m = append(m, x.silenceGaps(parts)...)
	}
	return append(m, x.beyondNeed(parts)...)
}

// windowWords name a kind of care; in the window of an envelope they tell of it to
// everybody who sees the mail (domain 6.1).
var windowWords = []string{"behavioral health", "behavioural health", "mental health", "psychiatric", "psychiatry", "psychology", "oncology", "cancer", "hiv", "aids",
	"addiction", "addictions", "substance", "detox", "rehab", "recovery house", "sober", "methadone", "fertility", "abortion", "family planning", "dialysis", "transplant", "hospice",
	"palliative", "infectious disease", "std", "eating disorder", "suicide", "dementia", "memory care", "patient", "mrn",
	"salud mental", "psiquiatría", "oncología", "cáncer", "vih", "sida", "adicciones", "desintoxicación", "diálisis", "hospicio", "paciente"}

// outsideGaps looks at what can be read without opening the letter, or from the
// far side of a table: the window of the envelope, the subject, the enclosures.
func (x LetterFacts) outsideGaps(filled []Filled) Missing {
	var m Missing
	for i, line := range x.envelope() {
		if _, found := firstWord(line, windowWords); found && i > 0 || found && x.Draft.Kind.Spec().Reader == ToOutside {
			m.add(true, "letter.window", x.readerField(), "This would be seen in the window of the envelope and tells of the care; write the name and the street address alone.")
		}
		m.add(x.showsNumber(line), "letter.window.number", x.readerField(), "A record number, case number or birth date would be seen in the window of the envelope; take it out of the address.")
	}
	for _, b := range filled {
		if w, found := firstWord(b.Text(), healthWords); found && b.Shown && b.Kind == BlockSubject {
			m.warn(true, "letter.subject", b.Name, "The subject line names a health fact (“"+w+"”); keep it general.")
		}
		m.warn(b.Shown && b.Kind == BlockSubject && x.showsNumber(b.Text()), "letter.subject.number", b.Name, "The subject line names a record number or a birth date; keep it general.")
	}
	for _, e := range x.Draft.Enclosures {
		w, found := firstWord(e.Title, append(slices.Clone(healthWords), windowWords...))
		m.warn(found && w != "patient" && w != "paciente", "letter.enclosure.health", "enclosures", "The title of an enclosure names a health fact (“"+w+"”); the list stands where others may see it.")
	}
	return m
}

// showsNumber reports whether a line holds a number by which somebody of the case
// is known.
func (x LetterFacts) showsNumber(line string) bool {
	return !blank(x.File.Number) && strings.Contains(strings.ToUpper(line), strings.ToUpper(x.File.Number)) ||
		slices.ContainsFunc(x.File.People, func(p Person) bool { return holdsNumber(line, p.MRN) || holdsDay(line, p.BirthDate) })
}

// holdsDay reports whether the day is written in the text with its year.
func holdsDay(text string, day Date) bool {
	return !day.IsZero() && slices.ContainsFunc(daysWritten(text), func(w writtenDay) bool { return w.date() == day })
}

// holdsNumber reports whether the number stands in the text, with or without
// marks, blanks and leading zeros. One of fewer than four characters is too short
// to tell.
func holdsNumber(text, number string) bool {
	want := bareNumber(number)
	if len(want) < 4 {
		return false
	}
	for _, n := range numberLike.FindAllString(asciiDigits(text), -1) {
		bare := bareNumber(n)
		if bare == want || digitsOf(bare) == digitsOf(want) && len(digitsOf(want)) >= 5 {
			return true
		}
	}
	return false
}

// numberLike is a number as records have them: letters and digits in one, with
// marks between.
var numberLike = regexp.MustCompile(`(?i)(?:\b[a-z]{1,4}[ #:.-]{0,3})?\d[\dA-Za-z]*(?:[-./ ]?\d[\dA-Za-z]*)*`)

// bareNumber is a number without marks, blanks and leading zeros, in small letters.
func bareNumber(s string) string {
	bare := strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, s)
	return strings.TrimLeft(bare, "0")
}

// digitsOf are the digits of a text, without leading zeros.
func digitsOf(s string) string {
	return strings.TrimLeft(strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' {
			return r
		}
		return -1
	}, s), "0")
}

// asciiDigits writes digits of other scripts and full-width forms as plain ones.
func asciiDigits(text string) string {
	return strings.Map(func(r rune) rune {
		for _, zero := range []rune{0x0660, 0x06F0, 0x0966, 0xFF10} {
			if r >= zero && r <= zero+9 {
				return r - zero + '0'
			}
		}
		return r
	}, text)
}

// mustBeSilent reports whether the reader may not learn of the patient, not even
// that they were here: one without authority, and whoever is asked for one.
func (x LetterFacts) mustBeSilent() bool {
	p, ok := x.To()
	return ok && p.Role != RolePatient && p.Relation != Self && (x.Draft.Kind == AuthorizationRequest || !x.MayTell() || !p.MayReceive(x.Today))
}

// silenceGaps keeps the patient out of a letter to somebody without authority.
func (x LetterFacts) silenceGaps(parts []letterPart) Missing {
	var m Missing
	to, _ := x.To()
	add := func(found bool, code, field, what string) {
		m.add(found, code, field, "This tells "+what+", and the reader has no authority to learn anything about a patient, not even that somebody was here; take it out.")
	}
	for _, part := range parts {
		if part.field == x.readerField() {
			continue
		}
		words := plainWords(part.text)
		for _, p := range x.File.People {
			if p.Role != RolePatient || p.ID == to.ID {
				continue
			}
			add(p.namedIn(part.text, to), "letter.silent.name", part.field, "who the patient is")
			add(holdsNumber(part.text, p.MRN), "letter.silent.number", part.field, "the patient's number")
			add(holdsDay(part.text, p.BirthDate), "letter.silent.birth", part.field, "the patient's birth date")
		}
		unit := plainWords(x.File.Unit)
		add(len(unit) > 0 && sharesRun(words, unit, len(unit)), "letter.silent.unit", part.field, "the unit")
		add(slices.ContainsFunc(daysWritten(part.text), func(w writtenDay) bool { return w.is(x.File.EventDate) && x.File.EventDate != x.receivedOn() }),
			"letter.silent.event", part.field, "the day of the event")
		_, health := firstWord(part.text, healthWords)
		add(health, "letter.silent.health", part.field, "a health fact")
	}
	return m
}

// namedIn reports whether the text names the person: given and family name in
// either order, or a title and the family name where the reader has another.
func (p Person) namedIn(text string, reader Person) bool {
	words := nameWords(text)
	given, family := nameWords(p.Given), nameWords(p.Family)
	if len(family) == 0 {
		return false
	}
	for _, name := range [][]string{append(slices.Clone(given), family...), append(slices.Clone(family), given...)} {
		if len(given) > 0 && sharesRun(words, name, len(name)) {
			return true
		}
	}
	if len(given) > 1 && sharesRun(words, append(slices.Clone(given[:1]), family...), len(family)+1) {
		return true // without the middle name
	}
	for _, title := range []string{"mr", "ms", "mrs", "miss", "mx", "dr", "sr", "sra", "srta", "senor", "senora", "don", "dona"} {
		if !sameName(p.Family, reader.Family) && sharesRun(words, append([]string{title}, family...), len(family)+1) {
			return true
		}
	}
	return false
}

// memoGaps keeps out of a memo how to reach the people of the case, and who they
// are where the unit need not know or they did not agree (domain 6).
func (x LetterFacts) memoGaps(parts []letterPart) Missing {
	var m Missing
	who, _ := x.File.Complainant()
	unasked := !x.File.MayShareName || x.File.anonymous()
	for _, part := range parts {
		for _, p := range x.File.People {
			if p.Role == RoleStaff {
				continue
			}
			m.add(p.reachedBy(part.text), "letter.memo.contact", part.field,
				"This tells how to reach somebody of the case; the department does not need it. Take it out.")
			named := p.namedIn(part.text, Person{})
			giver := p.ID == who.ID
			switch {
			case x.Draft.Kind == ComplimentForward:
				m.add(named && (unasked || !giver), "letter.memo.name", part.field,
					"This names somebody who did not agree to be named; write “a patient or family member”.")
			case giver && p.Role != RolePatient || giver && x.File.anonymous():
				m.add(named && unasked, "letter.memo.name", part.field, "This names who spoke up, and they did not agree to that; write “a family member”.")
				m.warn(named, "letter.memo.name.need", part.field, "This names who spoke up; leave the name out unless the department needs it.")
			case x.Draft.Kind == CommitteeCover:
				m.warn(named, "letter.memo.name.need", part.field, "This names somebody of the case; the cover sheet does not need the name.")
			}
		}
	}
	return m
}

// reachedBy reports whether the text holds the person's phone number, e-mail
// address or street.
func (p Person) reachedBy(text string) bool {
	if e := strings.ToLower(strings.TrimSpace(p.Email)); e != "" && strings.Contains(strings.ToLower(text), e) {
		return true
	}
	if slices.ContainsFunc(phonesIn(text), func(n foundPhone) bool { return n.digits == lastTen(p.Phone) }) {
		return true
	}
	words := plainWords(text)
	for _, street := range []string{p.Street, p.Alternative.Street} {
		line := plainWords(strings.Split(street, "\n")[0])
		if len(line) >= 2 && sharesRun(words, line[:min(len(line), 3)], min(len(line), 3)) {
			return true
		}
	}
	return false
}

// foundPhone is a phone number in a text: its last ten digits and its place.
type foundPhone struct {
	at, end int
	digits  string
}

var phoneGroups = regexp.MustCompile(`\d+`)

// phoneDigits is how many digits of a phone number are compared: those without
// the code of the country.
const phoneDigits = 10

// phonesIn finds phone numbers in any writing: groups of digits with marks or
// blanks between that come to ten digits, or eleven with the code of the country.
func phonesIn(text string) []foundPhone {
	var all []foundPhone
	groups := phoneGroups.FindAllStringIndex(asciiDigits(text), -1)
	plain := asciiDigits(text)
	for i := range groups {
		digits := ""
		for j := i; j < len(groups); j++ {
			if j > i && !phoneMark(plain[groups[j-1][1]:groups[j][0]]) {
				break
			}
			digits += plain[groups[j][0]:groups[j][1]]
			if n := len(digits); n > phoneDigits+1 {
				break
			} else if n == phoneDigits || n == phoneDigits+1 && digits[0] == '1' {
				all = append(all, foundPhone{groups[i][0], groups[j][1], digits[n-phoneDigits:]})
			}
		}
	}
	return all
}

// phoneMark reports whether what stands between two groups of digits may stand in
// a phone number.
func phoneMark(between string) bool {
	return len(between) <= 8 && strings.Trim(between, " \u00a0\u2009\u202f.-()/\u2010\u2011\u2012\u2013\u2014+") == ""
}

// lastTen is a phone number as it is compared; empty where it is too short.
func lastTen(phone string) string {
	digits := strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' {
			return r
		}
		return -1
	}, asciiDigits(phone))
	if len(digits) < phoneDigits {
		return ""
	}
	return digits[len(digits)-phoneDigits:]
}

var (
	socialSecurity = regexp.MustCompile(`\b\d{3}[- ]\d{2}[- ]\d{4}\b`)
	accountNumber  = regexp.MustCompile(`(?i)\b(?:account|acct|claim|policy|member|subscriber|medicare|medicaid|cuenta|póliza|reclamo)\b[^\d\n]{0,24}[A-Za-z]{0,3}\d[\d-]{5,}`)
	emailAddress   = regexp.MustCompile(`[\p{L}\p{N}._%+-]+@[\p{L}\p{N}.-]+\.\p{L}{2,}`)
)

// medicines are names of drugs that letters hold most; several of them make a
// list of medicines, which a letter seldom needs.
var medicines = []string{"lisinopril", "metformin", "atorvastatin", "amlodipine", "metoprolol", "omeprazole", "losartan", "gabapentin", "sertraline", "hydrochlorothiazide",
	"insulin", "warfarin", "heparin", "morphine", "oxycodone", "hydrocodone", "fentanyl", "hydromorphone", "dilaudid", "tramadol", "acetaminophen", "ibuprofen", "aspirin", "lorazepam",
	"diazepam", "alprazolam", "haloperidol", "quetiapine", "olanzapine", "lithium", "fluoxetine", "escitalopram", "trazodone", "prednisone", "furosemide", "apixaban", "clopidogrel",
	"vancomycin", "amoxicillin", "ciprofloxacin", "levothyroxine", "albuterol", "ondansetron", "methotrexate", "tacrolimus"}

// manyMedicines is how many make a list.
const manyMedicines = 3

// beyondNeed points out what the reader seldom needs.
func (x LetterFacts) beyondNeed(parts []letterPart) Missing {
	var m Missing
	drugs := map[string]bool{}
	inquiry := x.Draft.Kind == DepartmentInquiry // the department must find the record
	for _, p := range parts {
		if p.field == x.readerField() {
			continue
		}
		m.warn(socialSecurity.MatchString(p.text), "letter.phi.ssn", p.field, "This looks like a Social Security number; a letter never needs one. Take it out.")
		m.warn(accountNumber.MatchString(p.text) && p.field != "appeal.member", "letter.phi.account", p.field, "This looks like the number of an account or a member; leave it out unless the reader needs it.")
		for _, e := range emailAddress.FindAllString(p.text, -1) {
			m.warn(!x.ownEmail(e), "letter.phi.email", p.field, "This holds an e-mail address that is not the office's; leave it out unless the reader needs it.")
		}
		for _, who := range x.File.People {
			m.warn(holdsNumber(p.text, who.MRN) && !inquiry, "letter.phi.mrn", p.field, "This holds a record number; leave it out unless the reader needs it.")
			m.warn(holdsDay(p.text, who.BirthDate) && !inquiry, "letter.phi.birth", p.field, "This holds a birth date; leave it out unless the reader needs it.")
		}
		for _, w := range plainWords(p.text) {
			if slices.Contains(medicines, w) {
				drugs[w] = true
			}
		}
		m.warn(len(drugs) >= manyMedicines, "letter.phi.medicines", p.field, "The letter lists several medicines; name only those that the answer is about.")
	}
	return m
}

func (x LetterFacts) ownEmail(address string) bool {
	own := []string{x.Settings.Email, x.Officer.Email}
	for _, c := range x.Settings.Contacts {
		own = append(own, c.Email)
	}
	return slices.ContainsFunc(own, func(e string) bool { return strings.EqualFold(strings.TrimSpace(e), strings.Trim(address, ".")) })
}

// newborn is how old somebody must at least have been at receipt for a day after
// "born" to be taken for a birth date: a letter about a birth names the day of it.
const newborn = 365 // days
