package data

// Disability is what a patient said about a disability, in the words of the six
// questions of the American Community Survey that HHS collects
// (section 4302 of the Affordable Care Act).
type Disability string

// The answers that are not one of the six questions.
const (
	DisabilityNotAsked Disability = ""
	DisabilityNone     Disability = "none"
	DisabilityDeclined Disability = "declined"
)

// Disabilities lists the answers.
var Disabilities = []Term[Disability]{
	{DisabilityNotAsked, "Not asked"}, {DisabilityNone, "None"}, {"hearing", "Hearing"}, {"seeing", "Seeing"},
	{"cognitive", "Remembering, concentrating, deciding"}, {"mobility", "Walking or climbing stairs"},
	{"self_care", "Dressing or bathing"}, {"independent", "Doing errands alone"}, {"several", "More than one"},
	{DisabilityDeclined, "Preferred not to say"},
}

// String returns the label.
func (d Disability) String() string { return labelOf(Disabilities, d) }

// Told reports whether the person said that they have a disability or have none.
func (d Disability) Told() bool { return d != DisabilityNotAsked && d != DisabilityDeclined }

// Payer is who pays for the care that a case is about.
type Payer string

// Payers lists the payers.
var Payers = []Term[Payer]{
	{"", "Not recorded"}, {"medicare", "Medicare"}, {"medicare_advantage", "Medicare Advantage"}, {"medicaid", "Medicaid"},
	{"commercial", "Commercial insurance"}, {"military", "TRICARE or VA"}, {"self_pay", "Self-pay or charity"},
	{"public", "Public health service"}, {"other", "Other"},
}

// String returns the label.
func (p Payer) String() string { return labelOf(Payers, p) }

// Recorded is the label of a payer that is on file; nothing for none.
func (p Payer) Recorded() string {
	if p == "" {
		return ""
	}
	return p.String()
}

// Shift is the part of the day or week in which it happened.
type Shift string

// Shifts lists the shifts.
var Shifts = []Term[Shift]{
	{"", "Not recorded"}, {"day", "Day"}, {"evening", "Evening"}, {"night", "Night"}, {"weekend", "Weekend or holiday"},
}

// String returns the label.
func (s Shift) String() string { return labelOf(Shifts, s) }

// Recorded is the label of a shift that is on file; nothing for none.
func (s Shift) Recorded() string {
	if s == "" {
		return ""
	}
	return s.String()
}

// ReopenCause is why a closed case was reopened (domain 7.1, "new-info vs
// dissatisfied split").
type ReopenCause string

// ReopenCauses lists the causes.
var ReopenCauses = []Term[ReopenCause]{
	{"", "Not recorded"}, {"new_information", "Something new was learned"}, {"dissatisfied", "The person is not satisfied with the answer"},
	{"returned", "The answer came back or did not arrive"}, {"mistake", "It was closed by mistake"},
}

// String returns the label.
func (c ReopenCause) String() string { return labelOf(ReopenCauses, c) }

// AgeBand is a band of age by which cases are counted; the top one is 90 and
// over (45 CFR 164.514(b)(2)(i)(C)).
type AgeBand string

// AgeBands lists the bands from the youngest.
var AgeBands = []Term[AgeBand]{
	{"0-17", "Under 18"}, {"18-44", "18 to 44"}, {"45-64", "45 to 64"}, {"65-74", "65 to 74"}, {"75-89", "75 to 89"}, {"90+", "90 and over"},
}

// String returns the label.
func (b AgeBand) String() string { return labelOf(AgeBands, b) }

// AgeOn returns the age in years on a day; -1 where either day is not known or
// the day lies before the birth.
func AgeOn(born, on Date) int {
	if born.IsZero() || on.IsZero() || on < born {
		return -1
	}
	b, o := born.utc(), on.utc()
	age := o.Year() - b.Year()
	if o.Month() < b.Month() || o.Month() == b.Month() && o.Day() < b.Day() {
		age--
	}
	return age
}

// AgeBandOn returns the band of the age on a day; empty where it is not known.
func AgeBandOn(born, on Date) AgeBand {
	switch age := AgeOn(born, on); {
	case age < 0:
		return ""
	case age < 18:
		return "0-17"
	case age < 45:
		return "18-44"
	case age < 65:
		return "45-64"
	case age < 75:
		return "65-74"
	case age < 90:
		return "75-89"
	}
	return "90+"
}
