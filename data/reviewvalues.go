package data

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode"
)

// valueOf is what a row puts into its field, without the words around it.
func (s *ReviewSheet) valueOf(r ReviewRow) string {
	if r.Key == "patient.mrn" && s.of.Registration != nil && !s.of.Registration.Merged {
		if ids := s.of.Registration.Identifiers; r.Choice < len(ids) {
			return ids[r.Choice].Value
		}
	}
	return r.Found
}

// chosenMRN is the number that the sheet takes for the medical record number.
func (s *ReviewSheet) chosenMRN() string {
	if r, ok := s.Row("patient.mrn"); ok {
		return s.valueOf(*r)
	}
	return ""
}

// sameValue reports whether the case has the value already, whatever the way in
// which both are written.
func sameValue(key, found, now string) bool {
	if blank(now) {
		return false
	}
	switch key {
	case "patient.mrn":
		return plainNumber(found) == plainNumber(now)
	case "patient.phone":
		return samePhone(found, now)
	case "patient.given", "patient.family":
		return slices.Equal(nameWords(found), nameWords(now)) && len(nameWords(now)) > 0
	case "patient.also", "patient.numbers":
		return false // what the case has is left out of the row
	}
	letters := func(s string) string {
		return strings.Map(func(r rune) rune {
			if unicode.IsLetter(r) || unicode.IsDigit(r) || r == '@' {
				return unicode.ToLower(r)
			}
			return -1
		}, s)
	}
	return letters(found) == letters(now)
}

// plainNumber is a number without blanks and leading zeros.
func plainNumber(s string) string {
	return strings.TrimLeft(strings.ToLower(strings.ReplaceAll(s, " ", "")), "0")
}

func samePhone(a, b string) bool {
	x, y := digitsOf(a), digitsOf(b)
	const national = 10 // digits without the code of the country
	return x != "" && x[max(0, len(x)-national):] == y[max(0, len(y)-national):]
}

// put writes the value of a row into the patient.
func (s *ReviewSheet) put(p *Person, r ReviewRow) {
	reg := s.of.Registration
	switch r.Key {
	case "patient.title":
		p.Title = r.Found
	case "patient.given":
		p.Given = r.Found
	case "patient.family":
		p.Family = r.Found
	case "patient.suffix":
		p.Suffix = r.Found
	case "patient.also":
		p.Also = append(slices.Clone(p.Also), strings.Split(r.Found, "; ")...)
	case "patient.birth_date":
		p.BirthDate, _ = ParseDate(r.Found)
	case "patient.sex":
		p.Sex = sexOf(reg.Sex)
	case "patient.mrn":
		p.MRN = s.valueOf(r)
	case "patient.numbers":
		p.Identifiers = append(slices.Clone(p.Identifiers), otherNumbers(*reg, *p, s.chosenMRN())...)
	case "patient.address":
		a, _ := reg.Address.postal()
		p.Street, p.City, p.State, p.Postal = a.Street, a.City, a.State, a.Postal
		p.AddressConfirmed = 0 // another address has not been checked
	case "patient.phone":
		p.Phone = r.Found
	case "patient.email":
		p.Email = r.Found
	case "patient.language":
		p.Language = r.Found
		if p.Language == english {
			p.Language = "" // the office's own
		}
	case "patient.interpreter":
		p.Interpreter = interpreterOf(*reg)
	case "patient.deceased":
		p.Deceased = true
		day, _, _ := strings.Cut(reg.DiedOn, "T")
		if died, err := ParseDate(day); err == nil && strings.HasSuffix(r.Found, died.String()) {
			p.DiedOn = died
		}
	}
}

func (s *ReviewSheet) visit(key string) Visit {
	_, place, _ := strings.Cut(key, ".")
	i, err := strconv.Atoi(place)
	if err != nil || i < 0 || i >= len(s.of.Visits) {
		return Visit{}
	}
	return s.of.Visits[i].Visit()
}

func (s *ReviewSheet) relative(key string) Person {
	_, place, _ := strings.Cut(key, ".")
	all := s.of.allRelatives()
	i, err := strconv.Atoi(place)
	if err != nil || i < 0 || i >= len(all) {
		return Person{}
	}
	return all[i].person(s.Source)
}

// person is the relative as a person of a case: without authority.
func (r Relative) person(from FileSource) Person {
	n, _ := r.Name.parts()
	p := Person{Role: RoleToVerify, Relation: relationOf(r.Relation), Authority: AuthorityNone,
		Title: strings.Join(n.Prefix, " "), Given: strings.Join(n.Given, " "), Family: n.Family, Suffix: strings.Join(n.Suffix, " ")}
	if len(r.Phones) > 0 {
		p.Phone = r.Phones[0]
	}
	if i := slices.IndexFunc(r.Emails, func(e string) bool { return validEmail(e) && !blank(e) }); i >= 0 {
		p.Email = r.Emails[i]
	}
	if r.Address != nil {
		a, _ := r.Address.postal()
		p.Street, p.City, p.State, p.Postal = a.Street, a.City, a.State, a.Postal
	}
	named := "Named"
	if r.Relation != "" {
		named = fmt.Sprintf("Named as “%s”", r.Relation)
	}
	p.Evidence = named + " in a " + from.Kind() + "; nobody has verified it."
	return p
}

func (s *ReviewSheet) staffPerson(r ReviewRow) Person {
	p := personNamed(r.Found)
	p.Role = RoleStaff
	return p
}

// personNamed parts a name in one piece: title, given, family, with what follows a
// comma that is no given name (MD, RN) as the suffix.
func personNamed(name string) Person {
	n, _ := PatientName{Text: name}.parts()
	return Person{Title: strings.Join(n.Prefix, " "), Given: strings.Join(n.Given, " "), Family: n.Family, Suffix: strings.Join(n.Suffix, " ")}
}

// nameSuffixes follow a name: the generation, or a profession.
var nameSuffixes = set("jr sr ii iii iv md do np pa rn phd dds dpm pharmd crna lpn msw lcsw")

// parts returns the name in its parts; whole tells that the file has it in one
// piece, so that the parts are guessed.
func (n PatientName) parts() (_ PatientName, whole bool) {
	if !blank(n.Family) || len(n.Given) > 0 || blank(n.Text) {
		return n, false
	}
	out := PatientName{Use: n.Use}
	text := strings.Join(strings.Fields(n.Text), " ")
	pieces := strings.Split(text, ",")
	words := strings.Fields(pieces[0])
	bare := func(w string) string { return strings.ToLower(strings.ReplaceAll(w, ".", "")) }
	rest := ""
	for _, piece := range pieces[1:] {
		all := strings.Fields(piece)
		if len(all) > 0 && !slices.ContainsFunc(all, func(w string) bool { return !nameSuffixes[bare(w)] }) {
			out.Suffix = append(out.Suffix, all...)
			continue
		}
		rest = joinWords(" ", rest, piece)
	}
	if rest != "" { // Achterberg, Rosalind
		out.Family, words = pieces[0], strings.Fields(rest)
	}
	for len(words) > 1 && nameTitles[bare(words[0])] {
		out.Prefix, words = append(out.Prefix, words[0]), words[1:]
	}
	for len(words) > 1 && nameSuffixes[bare(words[len(words)-1])] {
		out.Suffix, words = append([]string{words[len(words)-1]}, out.Suffix...), words[:len(words)-1]
	}
	if out.Family != "" {
		out.Given = words
		return out, true
	}
	at := len(words) - 1
	for at > 1 && nameParticles[strings.ToLower(words[at-1])] {
		at--
	}
	if at >= 0 {
		out.Given, out.Family = words[:at], strings.Join(words[at:], " ")
	}
	return out, true
}

func (n PatientName) full() string {
	return joinWords(" ", strings.Join(n.Given, " "), n.Family)
}

// namesMeet reports whether one of the names of the file may be the person's: the
// same family name, and given names that do not contradict each other.
func namesMeet(r Registration, p Person) bool {
	mine := append([]PatientName{{Family: p.Family, Given: strings.Fields(p.Given)}}, alsoParts(p)...)
	for _, n := range append([]PatientName{r.Name}, r.Also...) {
		n, _ := n.parts()
		for _, m := range mine {
			given := compareGiven(strings.Join(nameWords(strings.Join(n.Given, " ")), " "), strings.Join(nameWords(strings.Join(m.Given, " ")), " "))
			family := n.Family == "" || m.Family == "" || slices.Equal(nameWords(n.Family), nameWords(m.Family))
			if family && given != differs {
				return true
			}
		}
	}
	return false
}

func alsoParts(p Person) []PatientName {
	var all []PatientName
	for _, also := range p.Also {
		n, _ := PatientName{Text: also}.parts()
		all = append(all, n)
	}
	return all
}

// strangerWords warns where the file is probably about somebody else than the
// patient of the case: the name and the birth date are others, or the one is
// another and the record number too.
func strangerWords(r Registration, p Person) string {
	if blank(p.Given + p.Family) {
		return ""
	}
	name := !namesMeet(r, p)
	birth, number := false, false
	if born, err := ParseDate(r.BirthDate); err == nil {
		birth = !p.BirthDate.IsZero() && born != p.BirthDate
	} else if !p.BirthDate.IsZero() && r.BirthDate != "" {
		birth = !strings.HasPrefix(p.BirthDate.String(), r.BirthDate)
	}
	if p.MRN != "" && len(r.Identifiers) > 0 {
		number = !slices.ContainsFunc(r.Identifiers, func(i Identifier) bool { return plainNumber(i.Value) == plainNumber(p.MRN) })
	}
	switch {
	case name && birth:
		return "The name and the birth date in the file are others than those of the patient of this case. This is probably the file of another patient."
	case name && number:
		return "The name and the record numbers in the file are others than those of the patient of this case. This is probably the file of another patient."
	case birth && number && r.MRNSure:
		return "The birth date and the record number in the file are others than those of the patient of this case. This may be the file of another patient with a like name."
	}
	return ""
}

// othersWords warns where what a file without a patient holds belongs to somebody of
// another name.
func othersWords(names []string, p Person) string {
	if len(names) == 0 || blank(p.Given+p.Family) || slices.ContainsFunc(names, func(n string) bool { return mayName(n, p) }) {
		return ""
	}
	return "What the file holds belongs to a patient of another name: " + strings.Join(names, "; ") + "."
}

// mergedStranger warns where the record that was merged away is not the one of the
// patient of the case.
func mergedStranger(r Registration, p Person) string {
	gone := r.MergedFrom
	if len(gone) == 0 {
		gone = r.Identifiers
	}
	if p.MRN == "" || len(gone) == 0 || slices.ContainsFunc(gone, func(i Identifier) bool { return plainNumber(i.Value) == plainNumber(p.MRN) }) {
		return ""
	}
	return "The record number of this case is not among those that were merged away. This is probably about another patient."
}

// sexOf is the sex that a registration names; empty where it says nothing known.
func sexOf(word string) Sex {
	if s := Sex(strings.ToLower(strings.TrimSpace(word))); s != "" && Known(Sexes, s) {
		return s
	}
	return ""
}

func (s Sex) words() string {
	if s == "" {
		return ""
	}
	return s.String()
}

// relationWords are the relations of the office by the words and codes of record
// systems: HL7 table 0063, RoleCode, plain words.
var relationWords = map[string]Relation{
	"spo": "spouse", "spouse": "spouse", "husb": "spouse", "husband": "spouse", "wife": "spouse", "dompart": "spouse", "domestic partner": "spouse", "life partner": "spouse", "partner": "spouse", "dom": "spouse",
	"par": "parent", "parent": "parent", "mth": "parent", "mother": "parent", "fth": "parent", "father": "parent", "natural mother": "parent", "natural father": "parent", "prn": "parent", "stpmth": "parent", "stpfth": "parent",
	"chd": "child", "chld": "child", "child": "child", "son": "child", "dau": "child", "daughter": "child", "sonc": "child", "dauc": "child", "natural child": "child",
	"sib": "sibling", "sibling": "sibling", "bro": "sibling", "brother": "sibling", "sis": "sibling", "sister": "sibling",
	"grd": "guardian", "guard": "guardian", "guardian": "guardian", "legal guardian": "guardian", "gra": "guardian", "grp": "family",
	"frnd": "friend", "fnd": "friend", "friend": "friend",
	"hpowatt": "hcpoa", "healthcare power of attorney": "hcpoa", "health care power of attorney": "hcpoa", "poa": "hcpoa", "power of attorney": "hcpoa",
	"niece": "family", "nephew": "family", "aunt": "family", "uncle": "family", "cousin": "family", "grandparent": "family", "grand parent": "family", "grandmother": "family", "grandfather": "family", "grprn": "family", "grmth": "family", "grfth": "family",
	"extf": "family", "ext": "family", "fammemb": "family", "next of kin": "family", "nok": "family", "n": "family", "grandchild": "family", "gch": "family", "in-law": "family", "neice": "family",
}

// relationOf is what the office calls a relation; empty where the word is not
// known: the evidence keeps it as the file has it.
func relationOf(word string) Relation {
	w := strings.ToLower(strings.Join(strings.Fields(strings.Trim(word, ". ")), " "))
	return relationWords[w]
}

// mayName reports whether a name in one piece may be the person's, also where the given
// names are initials.
func mayName(name string, p Person) bool {
	if namesMeet(Registration{Name: PatientName{Text: name}}, p) {
		return true
	}
	words := nameWords(name)
	has := func(w string) bool { return slices.Contains(words, w) }
	family := nameWords(p.Family)
	if slices.ContainsFunc(family, func(w string) bool { return !has(w) }) {
		return false
	}
	return len(words) == len(family) || slices.ContainsFunc(nameWords(p.Given), func(given string) bool {
		return has(given) || given != "" && has(given[:1])
	})
}
