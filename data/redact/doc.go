// Package redact finds in a text what may tell who somebody is, and writes the text
// without it.
//
// Two things are looked for. What the case knows: names, addresses, numbers, days
// ([Known]), in every way in which people write them. And what has the form of an
// identifier of the eighteen kinds of 45 CFR 164.514(b)(2)(i), whoever it belongs to.
// The first is nearly always found; the second is guesswork, most of all with names.
// [Caution] says so and stands wherever a copy is made.
//
// A [Finder] reads the texts of one copy, so that the same person has the same tag in
// all of them. A [Review] is what the officer looks at: each finding, what was taken
// back and what was marked by hand. The copy is made of the stretches that are kept,
// and [Leaks] searches it again, by other means than the first search, before it may
// be saved.
//
// All offsets are bytes. Everything takes a time that grows with the length of the
// text and no faster.
package redact

// Caution stands beside every copy and every list of findings.
const Caution = "A machine can miss things. It looks for the names and numbers of this case and for what has the form of an identifier; it cannot tell whether a rare event points to somebody. Read the whole text as a neighbor of the patient would before you share it."

// ShortCaution is the same in two sentences, for where there is little room.
const ShortCaution = "A machine can miss things. Read the whole text as a neighbor of the patient would before you share it."

// Kind is one of the kinds of identifier of 45 CFR 164.514(b)(2)(i).
type Kind string

// The kinds; the letters are those of the rule.
const (
	Name       Kind = "name"        // A
	Place      Kind = "address"     // B, smaller than a state
	Day        Kind = "date"        // C, all but the year
	Age        Kind = "age"         // C, over 89
	Phone      Kind = "phone"       // D
	Fax        Kind = "fax"         // E
	Email      Kind = "e-mail"      // F
	SSN        Kind = "SSN"         // G
	MRN        Kind = "MRN"         // H
	HealthPlan Kind = "health plan" // I
	Account    Kind = "account"     // J
	License    Kind = "license"     // K
	Vehicle    Kind = "vehicle"     // L
	Device     Kind = "device"      // M
	URL        Kind = "web address" // N
	IP         Kind = "IP address"  // O
	Biometric  Kind = "biometric"   // P
	Photo      Kind = "photo"       // Q
	Other      Kind = "number"      // R
)

// unitName is the kind of the office's own units. They are no identifier: what has
// their words is not found as a name by its form alone.
const unitName Kind = "unit"

// Kinds are all kinds in the order of the rule, with what they are called in a list.
var Kinds = []struct {
	Kind  Kind
	Label string
}{
	{Name, "Name"}, {Place, "Place smaller than a state"}, {Day, "Date"}, {Age, "Age over 89"}, {Phone, "Phone number"}, {Fax, "Fax number"},
	{Email, "E-mail address"}, {SSN, "Social Security number"}, {MRN, "Medical record number"}, {HealthPlan, "Health plan number"},
	{Account, "Account number"}, {License, "Certificate or license"}, {Vehicle, "Vehicle"}, {Device, "Device or serial number"},
	{URL, "Web address"}, {IP, "IP address"}, {Biometric, "Biometric identifier"}, {Photo, "Photograph"}, {Other, "Other number or code"},
}

// String returns what the kind is called in a list.
func (k Kind) String() string {
	for _, one := range Kinds {
		if one.Kind == k {
			return one.Label
		}
	}
	return string(k)
}

// Entity is somebody or something that the case knows, with the ways in which it is
// written there. Find derives the other ways from them.
type Entity struct {
	Kind Kind
	Tag  string // what stands in its place, such as [patient]
	// Forms are the names, numbers or lines of an address. A day is YYYY-MM-DD. A name
	// is “Given Family” or “Family, Given”.
	Forms []string
}

// Finding is a stretch of a text that may tell who somebody is.
type Finding struct {
	From, To int // bytes of the text
	Kind     Kind
	Tag      string
	// Sure is true for what the case knows and for what cannot well be anything else.
	// The rest may be an ordinary word.
	Sure bool
	// Known is true for what the case knows.
	Known bool
}
