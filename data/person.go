package data

import (
	"reflect"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Person is somebody in a case, with the part they play in it. Who they are is
// kept once, in the register of people ([KnownPerson]); the case holds it as it was
// known there while the case was open.
type Person struct {
	ID        ID        `json:"id"`
	Known     ID        `json:"known,omitzero"` // of the person in the register, whom other cases name too
	Role      Role      `json:"role"`
	Relation  Relation  `json:"relation,omitempty"`  // of a complainant or representative, to the patient
	Authority Authority `json:"authority,omitempty"` // to receive the patient's information
	Evidence  string    `json:"evidence,omitempty"`  // what the authority rests on: document, witness, date
	// Grant says how far the authority goes and how long it holds.
	Grant Grant `json:"grant,omitzero"`

	Title  string `json:"title,omitempty"` // Ms., Dr.
	Given  string `json:"given,omitempty"`
	Family string `json:"family,omitempty"`
	Suffix string `json:"suffix,omitempty"` // Jr., III
	// Also are other names by which the person is known or was: a maiden name, an alias.
	Also   []string `json:"also,omitempty"`
	Street string   `json:"street,omitempty"` // one or two lines, separated by a line break
	City   string   `json:"city,omitempty"`
	State  string   `json:"state,omitempty"`
	Postal string   `json:"postal,omitempty"`
	Phone  string   `json:"phone,omitempty"`
	Email  string   `json:"email,omitempty"`
	// Confidential marks that the person asked for another address or way
	// (45 CFR 164.522(b)): letters go to the alternative address where there is
	// one, and the address above was asked for where there is none.
	Confidential bool    `json:"confidential,omitempty"`
	Alternative  Address `json:"alternative,omitzero"`
	Means        string  `json:"means,omitempty"` // the way in which they asked to be reached
	// AddressConfirmed is the day on which somebody checked the address with the
	// person; a letter needs it.
	AddressConfirmed Date `json:"address_confirmed,omitempty"`

	Language    string      `json:"language,omitempty"` // preferred to speak, empty for English
	Written     string      `json:"written,omitempty"`  // preferred to read, where it is another
	Interpreter Interpreter `json:"interpreter,omitempty"`
	Format      Format      `json:"format,omitempty"`  // of letters
	CallAt      string      `json:"call_at,omitempty"` // days and hours at which they wish to be reached
	Safety      Safety      `json:"safety,omitempty"`  // whether it is safe to call or write
	SafetyNote  string      `json:"safety_note,omitempty"`
	Access      string      `json:"access,omitempty"` // other needs and wishes
	Pronouns    string      `json:"pronouns,omitempty"`
	Disability  Disability  `json:"disability,omitempty"` // as they said themselves

	BirthDate Date   `json:"birth_date,omitempty"`
	Sex       Sex    `json:"sex,omitempty"` // as the registration has it
	MRN       string `json:"mrn,omitempty"`
	// Identifiers are other numbers by which a system knows the person: of an
	// account, a visit, another facility. Never a Social Security number.
	Identifiers []Identifier `json:"identifiers,omitempty"`
	Deceased    bool         `json:"deceased,omitempty"`
	DiedOn      Date         `json:"died_on,omitempty"`

	Position   string     `json:"position,omitempty"` // of staff
	StaffGroup StaffGroup `json:"staff_group,omitempty"`
	Unit       string     `json:"unit,omitempty"` // of staff
}

// Sex is what a registration says of a patient's sex.
type Sex string

// Sexes lists the values of [Sex], which are those of FHIR's administrative gender.
var Sexes = []Term[Sex]{{"", "Not said"}, {"female", "Female"}, {"male", "Male"}, {"other", "Other"}, {"unknown", "Unknown"}}

// String returns the label.
func (s Sex) String() string { return labelOf(Sexes, s) }

// Interpreter is what a person needs to speak with the office.
type Interpreter string

// Interpreters lists the kinds of interpreter.
var Interpreters = []Term[Interpreter]{
	{"", "None needed"}, {"spoken", "Spoken language"}, {"asl", "American Sign Language"},
	{"tactile", "Tactile signing"}, {"cart", "Captioning"}, {"relay", "Relay service"},
}

// String returns the label.
func (i Interpreter) String() string { return labelOf(Interpreters, i) }

// Format is how a person can read a letter (45 CFR 92.202).
type Format string

// Formats lists the formats.
var Formats = []Term[Format]{
	{"", "Standard print"}, {"large_print", "Large print, 18 point"}, {"braille", "Braille"}, {"audio", "Audio"},
	{"electronic", "Accessible electronic copy"}, {"read_aloud", "Read aloud on the phone"},
}

// String returns the label.
func (f Format) String() string { return labelOf(Formats, f) }

// Safety says whether reaching out may put a person in danger.
type Safety string

// The answers that bind whoever writes or calls.
const (
	SafetyCareful Safety = "careful"
	SafetyUnsafe  Safety = "unsafe"
)

// Safeties lists the values of [Safety].
var Safeties = []Term[Safety]{
	{"", "Not asked"}, {"safe", "Safe to call and write"}, {SafetyCareful, "Only as the note says"}, {SafetyUnsafe, "Do not call or write"},
}

// String returns the label.
func (s Safety) String() string { return labelOf(Safeties, s) }

// StaffGroup is the group of staff that an issue or a person belongs to (HCAT).
type StaffGroup string

// StaffGroups lists the groups.
var StaffGroups = []Term[StaffGroup]{
	{"nursing", "Nursing"}, {"medical", "Medical"}, {"administrative", "Administrative"}, {"unspecified", "Other or not said"},
}

// String returns the label.
func (g StaffGroup) String() string { return labelOf(StaffGroups, g) }

// FullName returns title, given and family name: Ms. Rosalind Achterberg.
func (p Person) FullName() string { return joinWords(" ", p.Title, p.Given, p.Family, p.Suffix) }

// Equal reports whether the same is written of two people.
func (p Person) Equal(q Person) bool { return reflect.DeepEqual(p, q) }

// ListName returns the name as lists sort it: Achterberg, Rosalind.
func (p Person) ListName() string { return joinWords(", ", p.Family, p.Given) }

// AddressLines returns the lines of an envelope: name, street, city with state
// and postal code, of the address that mail goes to. Empty lines are left out.
func (p Person) AddressLines() []string {
	var lines []string
	add := func(s string) {
		if s = strings.TrimSpace(s); s != "" {
			lines = append(lines, s)
		}
	}
	add(p.FullName())
	to := p.MailTo()
	for _, l := range strings.Split(to.Street, "\n") {
		add(l)
	}
	add(joinWords(", ", to.City, joinWords(" ", to.State, to.Postal)))
	return lines
}

// MailTo returns the address to which everything goes: the alternative one that
// the person asked for, where there is one (45 CFR 164.522(b)).
func (p Person) MailTo() Address {
	if p.Confidential && !p.Alternative.blank() {
		return p.Alternative
	}
	return Address{Street: p.Street, City: p.City, State: p.State, Postal: p.Postal}
}

func (a Address) blank() bool { return blank(a.Street + a.City + a.State + a.Postal) }

// Salutation returns how a letter addresses the person: "Dear Ms. Achterberg:",
// or with the full name where no title is known.
func (p Person) Salutation() string {
	switch {
	case !blank(p.Title) && !blank(p.Family):
		return "Dear " + joinWords(" ", p.Title, p.Family) + ":"
	case !blank(p.Given) || !blank(p.Family):
		return "Dear " + joinWords(" ", p.Given, p.Family) + ":"
	}
	return "Hello:"
}

// AddressComplete reports whether the address that mail goes to is enough for the post.
func (p Person) AddressComplete() bool {
	to := p.MailTo()
	return !blank(to.Street) && !blank(to.City) && !blank(to.State) && !blank(to.Postal)
}

func joinWords(sep string, words ...string) string {
	var kept []string
	for _, w := range words {
		if w = strings.TrimSpace(w); w != "" {
			kept = append(kept, w)
		}
	}
	return strings.Join(kept, sep)
}

func lowerFirst(s string) string {
	r, n := utf8.DecodeRuneInString(s)
	return string(unicode.ToLower(r)) + s[n:]
}

// sameName reports whether two names are written the same but for case and
// blanks.
func sameName(a, b string) bool {
	return strings.EqualFold(strings.Join(strings.Fields(a), " "), strings.Join(strings.Fields(b), " "))
}
