package data

import (
	"fmt"
	"time"
)

// AppealPath names a way of appeal or another right with a deadline.
type AppealPath string

// The paths whose rule is more than a number of days.
const (
	ExternalReview  AppealPath = "external_review"
	QIODischarge    AppealPath = "qio_discharge"
	StatusChange    AppealPath = "status_change"
	MedicaidAppeal  AppealPath = "medicaid"
	CharityCare     AppealPath = "charity_care"
	ImportantNotice AppealPath = "important_message"
	MedicareIRE     AppealPath = "ma_ire"
)

// AppealRule is one row of the table of appeal deadlines (domain 5.4). Days are
// calendar days; a rule that needs more has months, or says so in its note.
type AppealRule struct {
	Path       AppealPath
	Label      string
	From       string // which day the time runs from
	FileDays   int    // to file, counted from that day as day 0
	FileMonths int    // instead of days
	SameDay    bool   // by midnight of the very day
	// NoDate marks a path for which only the notice tells the day.
	NoDate       bool
	DecisionDays int // after filing; 0: no day is set
	UrgentDays   int // after filing, for an urgent one; 0: no urgent way
	// Forwarded marks a level to which a denial goes on by itself: nothing is to
	// be filed.
	Forwarded bool
	Next      AppealPath // the way on after a denial; empty: this table knows none
	Note      string
	Citation  string
	Source    string // "general knowledge" where no source was at hand
}

// AppealRules is the table. Every date that comes of it is to be verified on the
// notice: the notice controls.
var AppealRules = []AppealRule{
	{Path: "group_pre", Label: "Health plan: internal appeal, care not yet given", From: "Denial received on", FileDays: 180, Next: ExternalReview, DecisionDays: 30, UrgentDays: 3,
		Note: "Urgent: the internal appeal and the external review may be asked for at once.", Citation: "29 CFR 2560.503-1; 45 CFR 147.136(b)", Source: "healthcare.gov; KFF"},
	{Path: "group_post", Label: "Health plan: internal appeal, care already given", From: "Denial received on", FileDays: 180, Next: ExternalReview, DecisionDays: 60,
		Citation: "29 CFR 2560.503-1; 45 CFR 147.136(b)", Source: "healthcare.gov; KFF"},
	{Path: ExternalReview, Label: "Health plan: external review", From: "Final denial received on", FileMonths: 4, DecisionDays: 45, UrgentDays: 3,
		Note:     "Where the fourth month has no such day, the first of the fifth month; a last day on a weekend or federal holiday moves to the next working day.",
		Citation: "45 CFR 147.136(d)(2)", Source: "healthcare.gov; rule for missing days from general knowledge"},
	{Path: "ma_service", Label: "Medicare Advantage: reconsideration, service", From: "Date on the notice", FileDays: 65, Next: MedicareIRE, DecisionDays: 30, UrgentDays: 3,
		Note: "A denial goes on to the independent review entity by itself.", Citation: "42 CFR 422.582", Source: "CMS, in force since January 1, 2025"},
	{Path: "ma_payment", Label: "Medicare Advantage: reconsideration, payment", From: "Date on the notice", FileDays: 65, Next: MedicareIRE, DecisionDays: 60,
		Note: "A denial goes on to the independent review entity by itself.", Citation: "42 CFR 422.582", Source: "CMS, in force since January 1, 2025"},
	{Path: "part_d", Label: "Medicare Part D: redetermination", From: "Date on the notice", FileDays: 65, Next: "part_d_ire", DecisionDays: 7, UrgentDays: 3,
		Citation: "42 CFR 423.582", Source: "general knowledge"},
	{Path: MedicareIRE, Label: "Medicare Advantage: independent review entity", From: "Date of the plan's denial", Forwarded: true, DecisionDays: 30, UrgentDays: 3,
		Note: "The plan sends the case on; nothing is to be filed. A question of payment is decided in 60 days.", Citation: "42 CFR 422.590, 422.592", Source: "days to decide from general knowledge"},
	{Path: "part_d_ire", Label: "Medicare Part D: independent review entity", From: "Date on the notice", FileDays: 65, DecisionDays: 7, UrgentDays: 3,
		Note: "Unlike in Medicare Advantage, the patient must ask for it.", Citation: "42 CFR 423.600", Source: "general knowledge"},
	{Path: "medicare_1", Label: "Original Medicare, level 1: redetermination", From: "Notice received on", FileDays: 120, Next: "medicare_2", DecisionDays: 60, Citation: "42 CFR 405.942", Source: "CMS"},
	{Path: "medicare_2", Label: "Original Medicare, level 2: reconsideration (QIC)", From: "Notice received on", FileDays: 180, Next: "medicare_3", DecisionDays: 60, Citation: "42 CFR 405.962", Source: "CMS"},
	{Path: "medicare_3", Label: "Original Medicare, level 3: hearing (ALJ)", From: "Notice received on", FileDays: 60, Next: "medicare_4", DecisionDays: 90,
		Note: "The amount in controversy must reach the year's threshold ($190 in 2025).", Citation: "42 CFR 405.1014", Source: "CMS"},
	{Path: "medicare_4", Label: "Original Medicare, level 4: Appeals Council", From: "Notice received on", FileDays: 60, Next: "medicare_5", Citation: "42 CFR 405.1102", Source: "CMS"},
	{Path: "medicare_5", Label: "Original Medicare, level 5: federal court", From: "Notice received on", FileDays: 60,
		Note: "The amount in controversy must reach the year's threshold ($1,900 in 2025).", Citation: "42 CFR 405.1136", Source: "CMS"},
	{Path: MedicaidAppeal, Label: "Medicaid managed care: plan appeal", From: "Date on the notice", FileDays: 60, Next: "medicaid_hearing", DecisionDays: 30, UrgentDays: 3,
		Note: "Benefits go on where the appeal is asked for within 10 days of the notice.", Citation: "42 CFR 438.402, 438.420", Source: "days to decide and to keep benefits from general knowledge"},
	{Path: "medicaid_hearing", Label: "Medicaid: State fair hearing", From: "Date on the notice of resolution", FileDays: 120,
		Note: "States set 90 to 120 days.", Citation: "42 CFR 438.408(f)", Source: "general knowledge"},
	{Path: QIODischarge, Label: "Hospital discharge: appeal to the QIO", From: "Day of discharge", SameDay: true, Next: "qio_again", DecisionDays: 1,
		Note: "By midnight of the day of discharge. The hospital gives the Detailed Notice; the QIO decides about a day after it has the information.", Citation: "42 CFR 405.1206", Source: "CMS"},
	{Path: "qio_again", Label: "Hospital discharge: reconsideration by the QIO", From: "Day on which the QIO told its decision", FileDays: 1, DecisionDays: 3,
		Note: "By noon of the day after. The hospital may bill for the days after the first decision.", Citation: "42 CFR 405.1204", Source: "general knowledge"},
	{Path: StatusChange, Label: "Change from inpatient to observation: appeal", From: "Notice received on", NoDate: true,
		Note: "Expedited before release, standard after, and for earlier stays; the notice tells the day.", Citation: "42 CFR 405.1210 to 405.1212", Source: "CMS-4204-F, in force since October 11, 2024"},
	{Path: ImportantNotice, Label: "Important Message from Medicare: to be given", From: "Day of admission", FileDays: 2,
		Note: "A copy follows at most 2 days and at least 4 hours before discharge.", Citation: "42 CFR 405.1205", Source: "CMS"},
	{Path: "moon", Label: "Outpatient observation notice (MOON): to be given", From: "Observation began on", FileDays: 1,
		Note: "Within 36 hours of its beginning, where it lasts longer than 24.", Citation: "42 CFR 489.20(y)", Source: "CMS"},
	{Path: "good_faith", Label: "Good-faith estimate: dispute of the bill", From: "Date of the bill", FileDays: 120,
		Note: "The bill must be $400 or more over the estimate.", Citation: "45 CFR 149.620", Source: "CMS"},
	{Path: CharityCare, Label: "Financial assistance: application", From: "First bill after discharge", FileDays: 240,
		Note: "No extraordinary collection in the first 120 days.", Citation: "26 CFR 1.501(r)-1, 1.501(r)-6", Source: "IRS; days from general knowledge"},
	{Path: "ocr", Label: "Complaint to the Office for Civil Rights", From: "Known since", FileDays: 180, Citation: "45 CFR 160.306; 45 CFR 80.7", Source: "HHS"},
	{Path: "civil_rights", Label: "Civil-rights grievance: appeal within the hospital", From: "Written decision received on", FileDays: 15, DecisionDays: 30,
		Citation: "45 CFR 92.8", Source: "sample procedure of 2016; days of the appeal from general knowledge"},
}

// VerifyOnNotice stands beside every date that the calculator gives.
const VerifyOnNotice = "Verify on the notice: what it says controls."

// Rule returns the row of the path.
func (p AppealPath) Rule() (AppealRule, bool) {
	for _, r := range AppealRules {
		if r.Path == p {
			return r, true
		}
	}
	return AppealRule{}, false
}

// String returns the label.
func (p AppealPath) String() string {
	if r, ok := p.Rule(); ok {
		return r.Label
	}
	return string(p)
}

// FileBy returns the last day to file when the time runs from basis; zero where
// the rule names none. The holidays are the federal ones.
func (r AppealRule) FileBy(basis Date) Date {
	switch {
	case basis.IsZero() || r.NoDate || r.Forwarded:
		return 0
	case r.SameDay:
		return basis
	case r.FileMonths > 0:
		return nextWorkingDay(addMonths(basis, r.FileMonths))
	}
	return basis.AddDays(r.FileDays)
}

// KeepBenefitsBy returns the last day to ask so that Medicaid benefits go on
// meanwhile; zero for other paths.
func (r AppealRule) KeepBenefitsBy(basis Date) Date {
	if r.Path != MedicaidAppeal || basis.IsZero() {
		return 0
	}
	return basis.AddDays(10)
}

// Asks says how long there is to file, and from which day: "120 days from:
// notice received on". Empty where nothing is to be filed.
func (r AppealRule) Asks() string {
	from := " from: " + lowerFirst(r.From)
	switch {
	case r.Forwarded:
		return ""
	case r.NoDate:
		return "The notice tells the day"
	case r.SameDay:
		return "By midnight of: " + lowerFirst(r.From)
	case r.FileMonths > 0:
		return fmt.Sprintf("%d months", r.FileMonths) + from
	}
	return Standard{Days: r.FileDays, Unit: CalendarDays}.Phrase() + from
}

// DecisionBy returns the day by which a decision is due on what was filed on a
// day; zero where none is set. An urgent one is due after 72 hours: three days.
func (r AppealRule) DecisionBy(filed Date, urgent bool) Date {
	days := r.DecisionDays
	if urgent && r.UrgentDays > 0 {
		days = r.UrgentDays
	}
	if filed.IsZero() || days == 0 {
		return 0
	}
	return filed.AddDays(days)
}

// addMonths returns the same day n months on or, where that month has no such
// day, the first of the month after it.
func addMonths(d Date, n int) Date {
	t := d.utc()
	first := time.Date(t.Year(), t.Month()+time.Month(n), 1, 0, 0, 0, 0, time.UTC)
	if last := first.AddDate(0, 1, -1).Day(); t.Day() > last {
		next := first.AddDate(0, 1, 0)
		return NewDate(next.Year(), next.Month(), 1)
	}
	return NewDate(first.Year(), first.Month(), t.Day())
}

func nextWorkingDay(d Date) Date {
	for federal := USHolidays(); !IsBusinessDay(d, federal); {
		d = d.AddDays(1)
	}
	return d
}
