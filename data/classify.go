package data

import "time"

// RuleVersion names the edition of [ClassifierRules]; it is kept with every
// classification.
const RuleVersion = "2026-1"

// Answers are the facts that the classifier asks for.
type Answers struct {
	// AllegesHarm: abuse, neglect, patient harm, or that the hospital did not
	// comply with a Condition of Participation.
	AllegesHarm           bool `json:"alleges_harm,omitempty"`
	Anonymous             bool `json:"anonymous,omitempty"`
	NotAboutCare          bool `json:"not_about_care,omitempty"` // not about a patient's care or services
	FromStaff             bool `json:"from_staff,omitempty"`
	NotAuthorized         bool `json:"not_authorized,omitempty"` // from neither the patient nor a representative
	BillingOnly           bool `json:"billing_only,omitempty"`
	MedicareBillingRights bool `json:"medicare_billing_rights,omitempty"` // a Medicare beneficiary's rights and limits under 42 CFR Part 489
	BilledForPoorCare     bool `json:"billed_for_poor_care,omitempty"`    // the bill is disputed because of poor care
	Survey                bool `json:"survey,omitempty"`                  // came on a satisfaction survey
	SurveyAsks            bool `json:"survey_asks,omitempty"`             // an identified patient attached a written complaint and asks for resolution
	Written               bool `json:"written,omitempty"`                 // letter, fax, e-mail, portal message, web form
	AsksResponse          bool `json:"asks_response,omitempty"`           // asks for formal handling, or for a response from the hospital
	AfterDischarge        bool `json:"after_discharge,omitempty"`         // a call after discharge about what staff would have fixed during the stay
	MinorComfort          bool `json:"minor_comfort,omitempty"`           // bedding, cleaning, food: met quickly
	ResolvedNow           bool `json:"resolved_now,omitempty"`            // resolved at the time by staff present
}

// Policy holds the choices that the sources leave to the hospital.
type Policy struct {
	// PostDischargeGrievance makes every call of row 8 a grievance.
	PostDischargeGrievance bool
}

// Policy returns the hospital's choices.
func (s Settings) Policy() Policy { return Policy{PostDischargeGrievance: s.PostDischargeGrievance} }

// Classified is what the history keeps of a classification.
type Classified struct {
	Kind           Kind      `json:"kind"`
	Nature         Kind      `json:"nature,omitempty"`
	Channel        Channel   `json:"channel,omitempty"`
	ResolvedAt     time.Time `json:"resolved_at,omitzero"`
	Row            string    `json:"row"`
	RuleVersion    string    `json:"rule_version,omitempty"`
	Answers        Answers   `json:"answers"`
	Override       Kind      `json:"override,omitempty"`
	OverrideReason string    `json:"override_reason,omitempty"`
}

// Classification is what the classifier found and why.
type Classification struct {
	Kind         Kind   `json:"kind"`
	Row          string `json:"row"`                     // of the decision table: 1 to 11, 4a, 4b
	Test         string `json:"test"`                    // the test that fired, a sentence
	Because      string `json:"because"`                 // what follows from it, a sentence
	Citation     string `json:"citation"`                // the rule or guideline behind it
	Immediate    bool   `json:"immediate,omitempty"`     // review at once, before any clock
	AskAuthority bool   `json:"ask_authority,omitempty"` // ask the patient whether the person may speak for them
	RuleVersion  string `json:"rule_version"`
}

// ClassifierRule is one row of the decision table.
type ClassifierRule struct {
	Row          string
	Test         string
	When         func(Answers, Policy) bool
	Kind         Kind
	Because      string
	Citation     string
	Source       string // where the reading comes from; "general knowledge" where no source was at hand
	Immediate    bool
	AskAuthority bool
}

const (
	grievanceRule = "42 CFR 482.13(a)(2)"
	guideline     = "State Operations Manual, Appendix A, guideline to 42 CFR 482.13(a)(2)"
)

// ClassifierRules is the decision table "complaint or grievance?". The first
// row whose test holds decides. The exceptions 4a and 4b stand before row 4,
// which they except from; row 5 has a line for each of its two answers.
var ClassifierRules = []ClassifierRule{
	{
		Row:  "1",
		Test: "It alleges abuse, neglect, harm to a patient, or that the hospital broke a Condition of Participation.",
		When: func(a Answers, _ Policy) bool { return a.AllegesHarm },
		Kind: Grievance, Immediate: true,
		Because:  "This is a grievance in any form and from any source. Look at the patient's safety now.",
		Citation: guideline, Source: "guideline; harm from general knowledge",
	},
	{
		Row:  "2",
		Test: "It is anonymous, not about a patient's care or services, or comes from staff.",
		When: func(a Answers, _ Policy) bool {
			// A matter about the bill alone is not about care either; rows 4a to 4
			// decide about it.
			return a.Anonymous || a.FromStaff || a.NotAboutCare && !a.aboutBill()
		},
		Kind:     Concern,
		Because:  "This is not a grievance. Log it as a concern, pass it on, and still look into it.",
		Citation: grievanceRule, Source: "general knowledge",
	},
	{
		Row:  "3",
		Test: "It comes from somebody who is neither the patient nor a representative.",
		When: func(a Answers, _ Policy) bool { return a.NotAuthorized },
		Kind: Concern, AskAuthority: true,
		Because:  "This is not a grievance yet. Ask the patient whether this person may speak for them, then answer again.",
		Citation: grievanceRule, Source: "a hospital's policy quoted in CMS report 16520; rule from general knowledge",
	},
	{
		Row:      "4a",
		Test:     "It is a Medicare beneficiary's billing complaint about rights and limits under 42 CFR Part 489.",
		When:     func(a Answers, _ Policy) bool { return a.MedicareBillingRights },
		Kind:     Grievance,
		Because:  "A billing complaint about these Medicare rights is a grievance.",
		Citation: guideline + "; 42 CFR Part 489", Source: "S&C-05-42 as reported by Relias; Compliance Cosmos",
	},
	{
		Row:      "4b",
		Test:     "The bill is disputed because of poor care or service.",
		When:     func(a Answers, _ Policy) bool { return a.BilledForPoorCare },
		Kind:     Grievance,
		Because:  "The dispute is about the care behind the bill, so it is a grievance.",
		Citation: grievanceRule, Source: "Relias, advice of SHCA and AHA",
	},
	{
		Row:      "4",
		Test:     "It is about the bill alone.",
		When:     func(a Answers, _ Policy) bool { return a.BillingOnly },
		Kind:     Billing,
		Because:  "A matter of billing alone is usually not a grievance, written or not.",
		Citation: guideline, Source: "Nicklaus Children's survey readiness guide, 2024",
	},
	{
		Row:      "5",
		Test:     "It came on a satisfaction survey, with a written complaint from a known patient who asks for resolution.",
		When:     func(a Answers, _ Policy) bool { return a.Survey && (a.SurveyAsks || a.AsksResponse) },
		Kind:     Grievance,
		Because:  "The patient asks for resolution, so the survey comment is a grievance.",
		Citation: guideline, Source: "general knowledge",
	},
	{
		Row:      "5",
		Test:     "It came on a satisfaction survey, and nobody asks for resolution.",
		When:     func(a Answers, _ Policy) bool { return a.Survey },
		Kind:     Concern,
		Because:  "A survey comment by itself is not a grievance. Log it as a concern.",
		Citation: guideline, Source: "general knowledge",
	},
	{
		Row:      "6",
		Test:     "It is written: a letter, fax, e-mail, portal message or web form.",
		When:     func(a Answers, _ Policy) bool { return a.Written },
		Kind:     Grievance,
		Because:  "A written complaint about care is always a grievance, also when it was put right at once.",
		Citation: guideline, Source: "Nicklaus Children's survey readiness guide, 2024; CMS report 16520; portal and web form by analogy",
	},
	{
		Row:      "7",
		Test:     "The patient or representative asks for formal handling or for a response from the hospital.",
		When:     func(a Answers, _ Policy) bool { return a.AsksResponse },
		Kind:     Grievance,
		Because:  "Whoever asks for formal handling or for a response has made a grievance.",
		Citation: guideline, Source: "Nicklaus Children's survey readiness guide, 2024",
	},
	{
		Row:      "8",
		Test:     "It is a call after discharge about something that staff would have fixed during the stay; the hospital treats these as grievances.",
		When:     func(a Answers, p Policy) bool { return a.AfterDischarge && p.PostDischargeGrievance },
		Kind:     Grievance,
		Because:  "It was not solved during the stay. The sources differ here; Settings holds the hospital's choice.",
		Citation: guideline, Source: "Relias, advice of SHCA and AHA; CMS report M7FH11",
	},
	{
		Row:      "8",
		Test:     "It is a call after discharge about something that staff would have fixed during the stay; the hospital does not treat these as grievances.",
		When:     func(a Answers, _ Policy) bool { return a.AfterDischarge },
		Kind:     Complaint,
		Because:  "It need not be a grievance. The sources differ here; Settings holds the hospital's choice.",
		Citation: guideline, Source: "CMS text of 2005 and 2008, from general knowledge",
	},
	{
		Row:      "9",
		Test:     "It is a small request for comfort, such as bedding, cleaning or food, and was met quickly.",
		When:     func(a Answers, _ Policy) bool { return a.MinorComfort },
		Kind:     Complaint,
		Because:  "Log it as a complaint. No letter is owed.",
		Citation: guideline, Source: "quoted guideline, goconqr.com/slide/6252757",
	},
	{
		Row:      "10",
		Test:     "It was spoken, and staff who were there or could quickly come resolved it at the time.",
		When:     func(a Answers, _ Policy) bool { return a.ResolvedNow },
		Kind:     Complaint,
		Because:  "Resolved at the time by staff present, it is a complaint. No letter is owed.",
		Citation: guideline, Source: "Relias, grievance process clarified; quoted guideline",
	},
	{
		Row:      "11",
		Test:     "It is a spoken complaint about care that was not resolved at the time by staff present.",
		When:     func(Answers, Policy) bool { return true },
		Kind:     Grievance,
		Because:  "It was put off, passed on, or needs more work, so it is a grievance.",
		Citation: guideline, Source: "quoted guideline; Nicklaus Children's survey readiness guide, 2024",
	},
}

// aboutBill reports whether any of the questions about the bill was ticked.
func (a Answers) aboutBill() bool {
	return a.BillingOnly || a.MedicareBillingRights || a.BilledForPoorCare
}

// Classify walks the decision table and returns the first row that fires.
// Alleged harm from somebody without authority is a grievance at once, and the
// authority is asked for in parallel.
func Classify(a Answers, p Policy) Classification {
	for _, r := range ClassifierRules {
		if r.When(a, p) {
			return Classification{
				Kind: r.Kind, Row: r.Row, Test: r.Test, Because: r.Because, Citation: r.Citation,
				Immediate: r.Immediate, AskAuthority: r.AskAuthority || a.NotAuthorized && !a.Anonymous,
				RuleVersion: RuleVersion,
			}
		}
	}
	panic("data: the last row of the decision table must always fire")
}

// Downward reports whether a change of kind takes away the written notice that
// the case was owed. Such a change needs a reason; an upward one is free.
func Downward(from, to Kind) bool { return from.NeedsNotice() && !to.NeedsNotice() }
