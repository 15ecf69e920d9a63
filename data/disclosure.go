package data

import (
	"slices"
	"strings"
	"time"
)

// DisclosureBasis is why information went out, which decides whether the
// patient is owed an accounting of it (45 CFR 164.528(a)(1)).
type DisclosureBasis string

// The bases of a disclosure.
const (
	BasisOperations    DisclosureBasis = "operations"
	BasisIndividual    DisclosureBasis = "individual"
	BasisAuthorization DisclosureBasis = "authorization"
	BasisInvolved      DisclosureBasis = "involved"
	BasisPayment       DisclosureBasis = "payment"
	BasisTreatment     DisclosureBasis = "treatment"
	BasisOversight     DisclosureBasis = "oversight"
	BasisProtective    DisclosureBasis = "protective"
	BasisCourt         DisclosureBasis = "court"
	BasisMisdirected   DisclosureBasis = "misdirected"
	BasisRequiredByLaw DisclosureBasis = "required_by_law"
	BasisDirectory     DisclosureBasis = "directory"
	BasisLimitedSet    DisclosureBasis = "limited_data_set"
)

// DisclosureRule is one line of the table "accountable or not".
type DisclosureRule struct {
	Basis       DisclosureBasis
	Label       string
	Accountable bool
	Citation    string
}

// DisclosureRules is the table of 45 CFR 164.528 as a patient relations office
// meets it (domain 2.1).
var DisclosureRules = []DisclosureRule{
	{BasisOperations, "Department, risk, peer review or committee (operations)", false, "45 CFR 164.528(a)(1)(i)"},
	{BasisIndividual, "Patient or personal representative", false, "45 CFR 164.528(a)(1)(ii)"},
	{BasisAuthorization, "Under the patient's authorization", false, "45 CFR 164.528(a)(1)(iv)"},
	{BasisInvolved, "Relative or friend involved in the care", false, "45 CFR 164.528(a)(1)(v), 164.510(b)"},
	{BasisPayment, "Insurer, for an appeal or payment", false, "45 CFR 164.528(a)(1)(i)"},
	{BasisTreatment, "Another provider, for treatment", false, "45 CFR 164.528(a)(1)(i)"},
	{BasisOversight, "State agency, QIO, OCR or licensing board", true, "45 CFR 164.512(d)"},
	{BasisProtective, "Protective services or police", true, "45 CFR 164.512(b), (c), (f)"},
	{BasisCourt, "Subpoena or court order", true, "45 CFR 164.512(e)"},
	{BasisRequiredByLaw, "Otherwise required by law", true, "45 CFR 164.512(a)"},
	{BasisMisdirected, "Sent to the wrong person", true, "45 CFR 164.528; assess as a breach, 164.402"},
	{BasisDirectory, "Facility directory", false, "45 CFR 164.528(a)(1)(v)"},
	{BasisLimitedSet, "Limited data set", false, "45 CFR 164.528(a)(1)(viii)"},
}

// String returns the label.
func (b DisclosureBasis) String() string {
	if r, ok := b.rule(); ok {
		return r.Label
	}
	return string(b)
}

// Citation returns the rule that decides whether it is accounted for.
func (b DisclosureBasis) Citation() string {
	r, _ := b.rule()
	return r.Citation
}

func (b DisclosureBasis) rule() (DisclosureRule, bool) {
	for _, r := range DisclosureRules {
		if r.Basis == b {
			return r, true
		}
	}
	return DisclosureRule{}, false
}

// Accountable reports whether a disclosure on the basis belongs in the
// accounting. One on a basis that is not known does.
func (b DisclosureBasis) Accountable() bool {
	r, ok := b.rule()
	return !ok || r.Accountable
}

// Disclosure is identifiable information given to somebody outside: the fields
// that 45 CFR 164.528(b)(2) asks for.
type Disclosure struct {
	RecordBase
	On        Date            `json:"on"`
	Patient   ID              `json:"patient,omitzero"` // of the case; zero for its only patient
	Recipient string          `json:"recipient"`
	Address   string          `json:"address,omitempty"` // of the recipient, where known
	What      string          `json:"what"`              // brief description of the information
	Purpose   string          `json:"purpose"`           // brief statement, or which request it answers
	Basis     DisclosureBasis `json:"basis"`
	// Times and LastOn describe a series to the same recipient for the same
	// purpose: the first is told whole, with how many and the last day.
	Times  int  `json:"times,omitempty"`
	LastOn Date `json:"last_on,omitempty"`
	// SuspendedUntil is set where an agency asked that the patient not be told
	// yet (45 CFR 164.528(a)(2)); until then it stays out of the accounting.
	SuspendedUntil Date   `json:"suspended_until,omitempty"`
	SuspendedBy    string `json:"suspended_by,omitempty"` // agency and statement on file
	Letter         ID     `json:"letter,omitzero"`        // the letter by which it was made
	// Breach is what became of a letter that reached the wrong person.
	Breach BreachAssessment `json:"breach,omitzero"`
}

// BreachAssessment is the answer to whether a misdirected disclosure is a breach,
// and what followed (45 CFR 164.402, 164.404).
type BreachAssessment struct {
	DiscoveredOn Date          `json:"discovered_on,omitempty"` // when the office came to know; the 60 days run from it
	Result       BreachOutcome `json:"result,omitempty"`
	AssessedOn   Date          `json:"assessed_on,omitempty"`
	AssessedBy   string        `json:"assessed_by,omitempty"`
	Reasons      string        `json:"reasons,omitempty"`     // the four factors: what it was, who had it, whether it was read, what was mended
	NotifiedOn   Date          `json:"notified_on,omitempty"` // the patient was told
}

// BreachOutcome is the result of an assessment.
type BreachOutcome string

// The results.
const (
	BreachLow BreachOutcome = "low_probability"
	BreachYes BreachOutcome = "breach"
)

// BreachOutcomes lists the results; empty while it is not assessed.
var BreachOutcomes = []Term[BreachOutcome]{
	{"", "Not assessed yet"}, {BreachLow, "No breach: low probability that the information was compromised"}, {BreachYes, "Breach: the patient must be told"},
}

// String returns the label.
func (o BreachOutcome) String() string { return labelOf(BreachOutcomes, o) }

const (
	// assessDays is how many days the office gives itself to assess: its own
	// practice, so that the notice can go without unreasonable delay.
	assessDays = 5
	// NotifyDays is by when the patient is told of a breach at the latest, counted
	// from its discovery (45 CFR 164.404(b)).
	NotifyDays = 60
)

// Kind is [RecDisclosure].
func (Disclosure) Kind() RecordKind { return RecDisclosure }

// Day is the day of the disclosure.
func (d Disclosure) Day() Date { return d.On }

// Summary names the record for the history.
func (d Disclosure) Summary() string {
	if d.Basis.Accountable() {
		return "Logged an accountable disclosure: " + d.Basis.String() + "."
	}
	return "Logged a disclosure: " + d.Basis.String() + "."
}

// Owed is nothing, but for a letter that reached the wrong person: whether it is
// a breach is to be assessed, and the person told, without unreasonable delay and
// within 60 days (45 CFR 164.404(b)). It does not end with its case.
func (d Disclosure) Owed(bool) []Owed {
	if d.Basis != BasisMisdirected {
		return nil
	}
	task := Owed{Kind: OwedReview, Section: SectionDisclosures, Who: d.By}
	switch from := max(d.On, d.Breach.DiscoveredOn); {
	case d.Breach.Result == "":
		task.Due, task.What = from.AddDays(assessDays), "Assess whether the misdirected letter is a breach"
	case d.Breach.Result == BreachYes && d.Breach.NotifiedOn.IsZero():
		task.Due, task.What = from.AddDays(NotifyDays), "Tell the patient of the breach"
	default:
		return nil
	}
	return []Owed{task}
}

// Last is the last day of the disclosure: of a series, that of its last one.
func (d Disclosure) Last() Date { return max(d.On, d.LastOn) }

// InAccounting reports whether an accounting made on a day for the years before
// it must list the disclosure: accountable, within six years, not suspended
// (45 CFR 164.528(a)).
func (d Disclosure) InAccounting(day Date) bool {
	return d.Basis.Accountable() && d.Last() >= AccountingFrom(day) && d.On <= day && d.SuspendedUntil <= day
}

// Suspended reports whether the disclosure belongs in the accounting of a day but
// an agency asked to keep it back until later.
func (d Disclosure) Suspended(day Date) bool {
	until := d.SuspendedUntil
	d.SuspendedUntil = 0
	return until > day && d.InAccounting(day)
}

// AccountingFrom is the first day of the accounting made on a day: six years
// before (45 CFR 164.528(a)(1)).
func AccountingFrom(day Date) Date {
	t := day.utc()
	return NewDate(t.Year()-6, t.Month(), t.Day())
}

// Validate checks the disclosure.
func (d Disclosure) Validate(f CaseFile, _ Settings, today Date) Missing {
	var m Missing
	m.add(d.On.IsZero(), "on", "on", "Enter the day on which it was given.")
	m.add(d.On > today, "on.future", "on", "The day lies in the future; enter the day on which it was given.")
	m.add(!d.On.IsZero() && d.On < earliest, "on.old", "on", "The day lies before 1990; correct the year.")
	m.add(blank(d.Recipient), "recipient", "recipient", "Write who received the information.")
	m.add(blank(d.What), "what", "what", "Describe in a few words what was given.")
	m.add(blank(d.Purpose), "purpose", "purpose", "Write what for, or which request it answers.")
	_, known := d.Basis.rule()
	m.add(!known, "basis", "basis", "Choose on what basis it was given.")
	m.add(d.Times < 0, "times", "times", "A series has at least two; leave the field empty for one.")
	m.add(d.Times > 1 && (d.LastOn.IsZero() || d.LastOn < d.On), "last_on", "last_on", "Enter the day of the last one of the series.")
	m.add(d.LastOn > today, "last_on.future", "last_on", "The last day lies in the future; correct it.")
	m.add(!d.SuspendedUntil.IsZero() && blank(d.SuspendedBy), "suspended_by", "suspended_by", "Write which agency asked for the suspension and where its statement is.")
	if d.Patient != (ID{}) {
		p, ok := f.PersonByID(d.Patient)
		m.add(!ok || p.Role != RolePatient, "patient", "patient", "Choose the patient whom the information is about.")
	}
	m.checkText(d.Recipient, maxLine, "recipient", "The recipient")
	m.checkText(d.Address, maxText, "address", "The address")
	m.checkText(d.What, maxText, "what", "The description")
	m.checkText(d.Purpose, maxText, "purpose", "The purpose")
	m.checkText(d.SuspendedBy, maxText, "suspended_by", "The statement")
	m = append(m, d.Breach.gaps(d, today)...)
	m.warn(d.Basis == BasisMisdirected && d.Breach.Result == "", "breach", "basis", "Tell the privacy officer today: whether this is a breach must be assessed (45 CFR 164.402).")
	return m
}

func (b BreachAssessment) gaps(d Disclosure, today Date) Missing {
	var m Missing
	if d.Basis != BasisMisdirected {
		m.add(b != (BreachAssessment{}), "breach.basis", "basis", "Only what was sent to the wrong person is assessed as a breach; choose that basis or clear the assessment.")
		return m
	}
	m.add(!Known(BreachOutcomes, b.Result), "result", "result", "Choose the result of the assessment from the list.")
	m.add(b.DiscoveredOn > today, "discovered_on.future", "discovered_on", "The day lies in the future; enter the day on which the office came to know.")
	m.add(!b.DiscoveredOn.IsZero() && b.DiscoveredOn < d.On, "discovered_on.before", "discovered_on", "The day lies before the letter was sent; correct one of the two.")
	assessed := b.Result != ""
	m.add(assessed && b.AssessedOn.IsZero(), "assessed_on", "assessed_on", "Enter the day of the assessment.")
	m.add(b.AssessedOn > today, "assessed_on.future", "assessed_on", "The day of the assessment lies in the future; correct it.")
	m.add(assessed && blank(b.AssessedBy), "assessed_by", "assessed_by", "Write who assessed it.")
	m.add(assessed && blank(b.Reasons), "reasons", "reasons", "Write what the assessment rests on: what was sent, who had it, whether it was read, what was done about it (45 CFR 164.402(2)).")
	m.add(!b.NotifiedOn.IsZero() && b.Result != BreachYes, "notified_on", "notified_on", "The patient is told of a breach; choose that result or clear the day.")
	m.add(b.NotifiedOn > today, "notified_on.future", "notified_on", "The day lies in the future; enter the day on which the patient was told.")
	m.checkText(b.AssessedBy, maxLine, "assessed_by", "The name")
	m.checkText(b.Reasons, maxText, "reasons", "The reasons")
	return m
}

// DisclosureByLetter begins the entry for a letter that left: to whom, when, and
// on what basis as far as the case can tell. The officer completes it.
func DisclosureByLetter(f CaseFile, l Letter) Disclosure {
	d := Disclosure{On: l.Dispatched(), Recipient: l.Addressee, Letter: l.ID, What: "Letter to " + l.Addressee + ": " + lowerFirst(l.Kind.String()) + ", dated " + l.Date.Long(),
		Purpose: "Answer to the complaint"}
	switch l.Kind.Spec().Reader {
	case ToStaff:
		d.Basis, d.Purpose = BasisOperations, "The hospital's own work on the complaint"
		return d
	case ToOutside:
		d.Basis, d.Purpose = outsideBasis(f, l), "Appeal on the patient's behalf"
		d.Address = l.Draft.To.Address.oneLine()
		return d
	}
	p, ok := f.PersonByID(l.Draft.Addressee)
	if !ok {
		return d
	}
	if lines := p.AddressLines(); len(lines) > 1 {
		d.Address = strings.Join(lines[1:], "\n")
	}
	switch {
	case p.Role == RolePatient, p.Authority == AuthoritySelf, p.Authority == AuthorityRepresentative:
		d.Basis = BasisIndividual
	case p.Authority == AuthorityWritten:
		d.Basis = BasisAuthorization
	case p.Authority == AuthorityVerbal:
		d.Basis = BasisInvolved
	}
	return d
}

// outsideBasis is on what basis a letter for the patient goes to an outside body:
// one that oversees hospitals, or whoever pays.
func outsideBasis(f CaseFile, l Letter) DisclosureBasis {
	for _, a := range f.Advocacy {
		if a.ID != l.Draft.About {
			continue
		}
		if slices.Contains(overseeing, a.Kind) {
			return BasisOversight
		}
		if n := len(a.Levels); n > 0 && slices.Contains(overseen, a.Levels[n-1].Path) {
			return BasisOversight
		}
	}
	return BasisPayment
}

// What goes to the QIO, the State or the Office for Civil Rights (45 CFR
// 164.512(d)); every other way of appeal leads to who pays.
var (
	overseeing = []AdvocacyKind{QIOReferral, "qio_appeal", "agency"}
	overseen   = []AppealPath{QIODischarge, StatusChange, ImportantNotice, "ocr"}
)

func (a Address) oneLine() string {
	return oneLine(joinWords(", ", a.Street, a.City, joinWords(" ", a.State, a.Postal)))
}

// LetterDisclosed returns the disclosure that was logged for a letter.
func (f *CaseFile) LetterDisclosed(letter ID) (Disclosure, bool) {
	for _, d := range f.Disclosures {
		if d.Letter == letter && letter != (ID{}) {
			return d, true
		}
	}
	return Disclosure{}, false
}

// OutsideParty reports whether a letter went to somebody else than the patient,
// whoever stands in the patient's place, and the hospital's own people.
func (f *CaseFile) OutsideParty(l Letter) bool {
	basis := DisclosureByLetter(*f, l).Basis
	return !l.Dispatched().IsZero() && basis != BasisIndividual && basis != BasisOperations
}

// AccountingLine is one line of the accounting for a patient, with the case that
// it was made in.
type AccountingLine struct {
	Disclosure
	Number string // of the case
}

// Accounting is the accounting of disclosures of one patient: six years up to
// the day on which it is made (45 CFR 164.528).
type Accounting struct {
	Patient Person
	From    Date
	To      Date
	MadeAt  time.Time
	MadeBy  string
	Lines   []AccountingLine // oldest first
	// Withheld counts disclosures that an agency asked to keep back; the
	// accounting does not tell of them.
	Withheld int
	Cases    int // cases of the patient that were read
	// Partial says that the case file has restricted cases which whoever makes the
	// accounting may not see, of whichever patients: what was disclosed from one of
	// these is not in it.
	Partial bool
	// Before is the last day on which an accounting for the patient was put out in
	// the twelve months before; zero where this is the first, which is free
	// (45 CFR 164.528(c)(2)).
	Before Date
}

// PutOut is the accounting as it leaves, asked for in the case with the key.
func (a Accounting) PutOut(key int64) PutOut {
	return PutOut{What: "the accounting of disclosures as PDF", Case: key, Cases: a.Cases, Accounting: true}
}

// PartialAccounting is what whoever makes an accounting that is [Accounting.Partial]
// is told; the pages do not tell of it.
const PartialAccounting = "The case file has restricted cases that you may not see. If the patient asks for every disclosure, have somebody who sees these look too, or break the glass."

// Free reports whether the accounting must be free of charge.
func (a Accounting) Free() bool { return a.Before.IsZero() }

// NotAccounted lists the bases whose disclosures an accounting leaves out, each
// with the rule that says so.
func NotAccounted() []DisclosureRule {
	var out []DisclosureRule
	for _, r := range DisclosureRules {
		if !r.Accountable {
			out = append(out, r)
		}
	}
	return out
}
