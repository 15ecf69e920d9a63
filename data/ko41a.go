package data

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
)

// The yearly return KO41a of NHS hospital and community health services counts
// written complaints from April to March (NHS England, KO41a guidelines). The
// sections and the way of counting are from there; the lines of the sections are
// from general knowledge and to be compared with the guidance of the year.

// KO41aYear is the year of a return that begins in April of a calendar year.
func KO41aYear(first int) Period {
	return Period{NewDate(first, time.April, 1), NewDate(first+1, time.March, 31)}
}

// ParseKO41aYear reads a year of the return: 2026-27.
func ParseKO41aYear(s string) (Period, error) {
	first, second, ok := strings.Cut(strings.ReplaceAll(s, "/", "-"), "-")
	y, err := strconv.Atoi(first)
	if !ok || err != nil || len(first) != 4 || second != fmt.Sprintf("%02d", (y+1)%100) && second != strconv.Itoa(y+1) {
		return Period{}, fmt.Errorf("reading the year %q: it must be written as 2026-27", s)
	}
	return KO41aYear(y), nil
}

// KO41aYearName writes the year of a return: 2026-27.
func KO41aYearName(p Period) string { return fmt.Sprintf("%d-%02d", p.From.Year(), p.To.Year()%100) }

// InKO41a reports whether cases of the kind are in the return: complaints that are
// looked into. What staff present resolved at once and concerns that nobody filed
// are not; what came in writing is a grievance anyway.
func (k Kind) InKO41a() bool { return k.Complains() && k != Complaint && k != Concern }

// KO41aOutcome is how a resolved complaint is counted.
type KO41aOutcome string

// The outcomes of the return.
const (
	Upheld          KO41aOutcome = "upheld"
	PartiallyUpheld KO41aOutcome = "partially"
	NotUpheld       KO41aOutcome = "not_upheld"
)

// KO41aOutcomes lists them; an empty one is a case without any finding.
var KO41aOutcomes = []Term[KO41aOutcome]{{Upheld, "Upheld"}, {PartiallyUpheld, "Partially upheld"}, {NotUpheld, "Not upheld"}, {"", "No finding recorded"}}

// String returns the label.
func (o KO41aOutcome) String() string { return labelOf(KO41aOutcomes, o) }

// KO41aOutcomeOf is how a case is counted by the findings of its issues: upheld
// where all are substantiated, not upheld where none is even in part, otherwise
// partially. Issues out of scope do not count; inconclusive ones are not upheld.
func KO41aOutcomeOf(issues []Issue) KO41aOutcome {
	all, none, found := true, true, false
	for _, is := range issues {
		switch is.Finding.Outcome {
		case "", OutOfScope:
			found = found || is.Finding.Outcome == OutOfScope
			continue
		case Substantiated:
			none = false
		case PartiallySubstantiated:
			all, none = false, false
		default:
			all = false
		}
		found = true
	}
	switch {
	case !found:
		return ""
	case none:
		return NotUpheld
	case all:
		return Upheld
	}
	return PartiallyUpheld
}

// KO41aCase is one case as the return counts it; it names nobody. The lists hold
// each line once, however many issues are of it.
type KO41aCase struct {
	Key         int64
	Age         string // a line of [KO41aAges]
	Status      string // a line of [KO41aStatuses]
	Services    []string
	Subjects    []string
	Clinical    []string // the parts of clinical treatment
	Professions []string
	Outcome     KO41aOutcome
}

// KO41aUnmapped is the line for what no mapping knows. It must be settled by hand
// before the return is sent.
const KO41aUnmapped = "Unmapped"

// KO41aAges are the bands of age, the last for an age that is not known.
var KO41aAges = []string{"0 to 5", "6 to 17", "18 to 25", "26 to 55", "56 to 64", "65 to 74", "75 and over", "Age unknown"}

var ko41aAgeTops = []int{5, 17, 25, 55, 64, 74}

// ko41aAge is the band of the patient's age on a day.
func ko41aAge(born, on Date) string {
	age := AgeOn(born, on)
	if age < 0 {
		return KO41aAges[len(KO41aAges)-1]
	}
	for i, top := range ko41aAgeTops {
		if age <= top {
			return KO41aAges[i]
		}
	}
	return KO41aAges[len(ko41aAgeTops)]
}

// A Mapping says to which line of the return a word of the case file belongs.
type Mapping struct{ From, To string }

// KO41aStatuses are the lines of the status of the complainant.
var KO41aStatuses = []string{"Patient", "Parent", "Spouse or partner", "Relative or carer", "Guardian or legal representative", "Elected member", "Other", "Not known"}

// ko41aStatusOf maps the relations to the patient.
var ko41aStatusOf = map[Relation]string{
	Self: "Patient", "parent": "Parent", "spouse": "Spouse or partner", "child": "Relative or carer", "sibling": "Relative or carer",
	"family": "Relative or carer", "executor": "Relative or carer", "guardian": "Guardian or legal representative", "hcpoa": "Guardian or legal representative",
	"attorney": "Guardian or legal representative", "elected_official": "Elected member", "friend": "Other", "advocate": "Other", "facility": "Other",
	"payer": "Other", "staff": "Other", "anonymous": "Not known", "": "Not known",
}

// KO41aStatusMapping tells how the status is counted.
func KO41aStatusMapping() (all []Mapping) {
	for _, r := range Relations {
		all = append(all, Mapping{r.Label, ko41aStatusOf[r.Value]})
	}
	return all
}

// KO41aServices are the lines of the service area.
var KO41aServices = []string{"Inpatient", "Outpatient", "Accident and emergency", "Maternity", "Mental health", "Community", "Diagnostics and pharmacy", "Other", KO41aUnmapped}

// ko41aServiceWords are words in the name of a unit that tell its service area,
// or their beginnings where a star follows; the first row that fits counts.
var ko41aServiceWords = []struct{ service, words string }{
	{"Accident and emergency", "emergency a&e accident urgent"},
	{"Maternity", "labor labour delivery maternity mother obstetric* birth* midwi*"},
	{"Mental health", "behavioral behavioural mental psychiatr*"},
	{"Outpatient", "outpatient* clinic clinics ambulatory day dialysis"},
	{"Community", "community home hospice"},
	{"Diagnostics and pharmacy", "radiology laborator* imaging pharmac* patholog*"},
	{"Other", "food environmental security records billing admitting transport parking switchboard registration"},
	{"Inpatient", "intensive cardiac medical surgical oncology neonatal pediatric* paediatric* rehabilitation operating recovery ward east west north south telemetry " +
		"step-down stepdown icu orthop* neuro* physical"},
}

// KO41aService is the service area that a unit is counted under, by its name.
func KO41aService(unit string) string {
	name := strings.FieldsFunc(strings.ToLower(unit), func(r rune) bool { return r == ' ' || r == ',' || r == '/' || r == '(' || r == ')' })
	for _, row := range ko41aServiceWords {
		for _, word := range strings.Fields(row.words) {
			begin, open := strings.CutSuffix(word, "*")
			if slices.ContainsFunc(name, func(n string) bool { return n == word || open && strings.HasPrefix(n, begin) }) {
				return row.service
			}
		}
	}
	return KO41aUnmapped
}

// KO41aSubjects are the lines of the subject.
var KO41aSubjects = []string{
	"Access to treatment or drugs", "Admissions, discharges and transfers", "Appointments", "Clinical treatment", "Communications", "Consent to treatment", "End of life care",
	"Facilities services", "Integrated care", "Patient care, nutrition and hydration", "Prescribing errors", "Privacy, dignity and wellbeing", "Restraint", "Staff numbers",
	"Transport", "Trust administration", "Values and behaviours of staff", "Waiting times", "Other", KO41aUnmapped,
}

// clinicalTreatment is the subject that has parts of its own.
const clinicalTreatment = "Clinical treatment"

// ko41aSubjectOf maps categories, and sub-categories where they differ from their
// category. What an office added to its list is not in it.
var ko41aSubjectOf = map[string]string{
	"quality": clinicalTreatment, "quality/hygiene": "Patient care, nutrition and hydration", "quality/nourishment": "Patient care, nutrition and hydration",
	"quality/neglect": "Patient care, nutrition and hydration", "quality/rough_handling": "Privacy, dignity and wellbeing",
	"safety": clinicalTreatment, "safety/error_medication": "Prescribing errors",
	"environment": "Facilities services", "environment/staffing": "Staff numbers",
	"processes": "Trust administration", "processes/delay_access": "Access to treatment or drugs", "processes/delay_procedure": "Waiting times",
	"processes/delay_general": "Waiting times",
	"listening":               "Values and behaviours of staff", "communication": "Communications",
	"respect": "Values and behaviours of staff", "respect/confidentiality": "Privacy, dignity and wellbeing", "respect/privacy": "Privacy, dignity and wellbeing",
	"respect/consent": "Consent to treatment", "respect/rights": "Privacy, dignity and wellbeing",
}

// KO41aSubject is the subject that an issue is counted under.
func KO41aSubject(category, sub string) string {
	if to, ok := ko41aSubjectOf[category+"/"+sub]; ok {
		return to
	}
	if to, ok := ko41aSubjectOf[category]; ok {
		return to
	}
	return KO41aUnmapped
}

// KO41aSubjectMapping tells how the categories in force are counted: one line for
// each sub-category that differs from its category, and one for the rest.
func KO41aSubjectMapping(s Settings) (all []Mapping) {
	for _, c := range s.Taxonomy().Categories {
		rest := KO41aSubject(c.Code, "")
		for _, sub := range c.Subs {
			if to := KO41aSubject(c.Code, sub.Code); to != rest {
				all = append(all, Mapping{c.Name + ", " + lowerFirst(sub.Name), to})
			}
		}
		all = append(all, Mapping{c.Name + ", all else", rest})
	}
	return all
}

// KO41aProfessions are the lines of the profession.
var KO41aProfessions = []string{"Medical", "Nursing, midwifery and health visiting", "Trust administrative staff", "Other", "Not recorded"}

var ko41aProfessionOf = map[StaffGroup]string{
	"medical": "Medical", "nursing": "Nursing, midwifery and health visiting", "administrative": "Trust administrative staff", "unspecified": "Other", "": "Not recorded",
}

// KO41aProfessionMapping tells how the staff groups are counted.
func KO41aProfessionMapping() (all []Mapping) {
	for _, g := range StaffGroups {
		all = append(all, Mapping{g.Label, ko41aProfessionOf[g.Value]})
	}
	return all
}

// NewKO41aCase returns what the return counts of a case: it looks at its people
// and its issues.
func NewKO41aCase(f CaseFile, s Settings) KO41aCase {
	c := KO41aCase{Key: f.Key, Outcome: KO41aOutcomeOf(f.Issues)}
	patient, _ := f.Person(RolePatient)
	c.Age = ko41aAge(patient.BirthDate, DateOf(f.ReceivedAt, s.Zone()))
	c.Status = KO41aStatuses[len(KO41aStatuses)-1]
	if who, ok := f.Complainant(); ok && !f.anonymous() {
		relation := who.Relation
		if who.Role == RolePatient {
			relation = Self
		}
		if status, known := ko41aStatusOf[relation]; known {
			c.Status = status
		}
	}
	for _, is := range f.Issues {
		unit := is.Unit
		if unit == "" {
			unit = f.Unit
		}
		c.Services = addOnce(c.Services, KO41aService(unit))
		subject := KO41aSubject(is.Category, is.Subcategory)
		c.Subjects = addOnce(c.Subjects, subject)
		if subject == clinicalTreatment {
			category, sub := is.About(s)
			c.Clinical = addOnce(c.Clinical, joinWords(", ", category, lowerFirst(sub)))
		}
		profession, known := ko41aProfessionOf[is.StaffGroup]
		if !known {
			profession = "Other"
		}
		c.Professions = addOnce(c.Professions, profession)
	}
	if len(f.Issues) == 0 {
		c.Services, c.Subjects, c.Professions = []string{KO41aService(f.Unit)}, []string{KO41aUnmapped}, []string{ko41aProfessionOf[""]}
	}
	return c
}

func addOnce(list []string, line string) []string {
	if slices.Contains(list, line) {
		return list
	}
	return append(list, line)
}

// KO41aFacts are what the return counts. Brought and Carried are the cases open
// when the year began and when it ended, or now while it runs; Reopened, Resolved
// and Withdrawn have a case once for each time that it happened in the year, so
// that brought + new + reopened - resolved - withdrawn = carried.
type KO41aFacts struct {
	Period    Period
	AsOf      time.Time
	MadeBy    string
	Settings  Settings
	Brought   []int64
	New       []KO41aCase
	Reopened  []int64
	Resolved  []KO41aCase
	Withdrawn []int64 // also merged and void
	Carried   []int64
	Units     []string // named by the new cases and their issues
}

// Running reports whether the year of the return is not over yet.
func (k KO41aFacts) Running() bool { return k.Settings.Today(k.AsOf) <= k.Period.To }

// Balances reports whether what came and went gives what is left.
func (k KO41aFacts) Balances() bool {
	return len(k.Brought)+len(k.New)+len(k.Reopened)-len(k.Resolved)-len(k.Withdrawn) == len(k.Carried)
}
