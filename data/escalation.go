package data

// Trigger is something that must be passed on at once (domain 5.5).
type Trigger string

// TriggerRule says what a trigger asks for.
type TriggerRule struct {
	Trigger Trigger
	Label   string
	Do      string    // what to do, the words of its task
	Days    int       // until it must be done; 0: today
	Unit    ClockUnit // of Days
	Source  string    // the rule, or "hospital's policy; check the state's law"
	// Hold marks a trigger that puts a legal hold on the case.
	Hold bool
}

// Triggers is the table of escalation triggers.
var Triggers = []TriggerRule{
	{"abuse", "Abuse, neglect or assault alleged", "See that the patient is safe and report to the agencies that the state names", 0, CalendarDays, "42 CFR 482.13(c)(3); mandatory reporting is state law", false},
	{"threat", "Threat of self-harm or violence", "Call security or the behavioral health team now", 0, CalendarDays, "hospital's policy", false},
	{"sentinel", "Sentinel event", "Tell risk management; a comprehensive analysis is due within 45 business days", 45, BusinessDays, "Joint Commission, sentinel event policy", false},
	{"restraint_death", "Death in restraint or seclusion", "See that the death is reported to CMS by the close of the next business day", 1, BusinessDays, "42 CFR 482.13(g)", false},
	{"emtala", "Emergency care refused or delayed (EMTALA)", "Tell compliance today", 0, CalendarDays, "42 CFR 489.24; 489.20(m)", false},
	{"infection", "Infection acquired here", "Tell infection prevention", 1, BusinessDays, "hospital's policy", false},
	{"device", "Death or serious injury by a device", "Tell risk management; the report is due within 10 work days", 10, BusinessDays, "21 CFR 803.30", false},
	{"privacy", "Privacy breach", "Tell the privacy officer; people affected are told within 60 days of discovery", 0, CalendarDays, "45 CFR 164.404(b)", false},
	{"discrimination", "Discrimination alleged", "Tell the Section 1557 coordinator and open the civil-rights clock", 1, BusinessDays, "45 CFR 92.7, 92.8", false},
	{"attorney", "Attorney's letter or claim", "Tell risk management and counsel; the case goes on legal hold", 0, CalendarDays, "hospital's policy", true},
	{"media", "News media", "Tell the communications office", 0, CalendarDays, "hospital's policy", false},
	{"regulator", "Regulator or accreditor on site or asking", "Tell the executive on call and accreditation", 0, CalendarDays, "hospital's policy", false},
	{"theme", "Third similar issue in the unit this quarter", "Write the trend memo to the unit's director", 5, BusinessDays, "hospital's policy", false},
	{"staff_named", "The same staff member named again", "Use the confidential route to human resources or the medical staff office", 1, BusinessDays, "hospital's policy", false},
	{"capacity", "Patient without capacity and without a representative", "Ask social work or ethics to see the patient", 1, BusinessDays, "hospital's policy", false},
}

// String returns the label.
func (t Trigger) String() string {
	if r, ok := t.Rule(); ok {
		return r.Label
	}
	return string(t)
}

// Rule returns what the trigger asks for.
func (t Trigger) Rule() (TriggerRule, bool) {
	for _, r := range Triggers {
		if r.Trigger == t {
			return r, true
		}
	}
	return TriggerRule{}, false
}

// Escalation is a trigger that was raised in a case: a task with a day, and a
// stamp of who was told when. It is never silent.
type Escalation struct {
	RecordBase
	Trigger Trigger `json:"trigger"`
	On      Date    `json:"on"`  // known on
	Due     Date    `json:"due"` // what it asks for is due
	What    string  `json:"what,omitempty"`
	// Told is who was told; TaskedOn the day on which that happened.
	Told    string `json:"told,omitempty"`
	ToldOn  Date   `json:"told_on,omitempty"`
	Outcome string `json:"outcome,omitempty"`
}

// NewEscalation returns the escalation for a trigger known on a day, with its due
// date by the calendar of the kind of case.
func NewEscalation(t Trigger, on Date, s Settings) Escalation {
	e := Escalation{Trigger: t, On: on, Due: on}
	if r, ok := t.Rule(); ok {
		e.Due = AddPeriod(on, r.Days, r.Unit, s.Holidays)
	}
	return e
}

// Kind is [RecEscalation].
func (Escalation) Kind() RecordKind { return RecEscalation }

// Day is the day on which it was known.
func (e Escalation) Day() Date { return e.On }

// Summary names the record for the history.
func (e Escalation) Summary() string {
	if e.ToldOn.IsZero() {
		return "Raised an escalation: " + e.Trigger.String() + "."
	}
	return "Settled an escalation: " + e.Trigger.String() + "."
}

// Owed is what the trigger asks for, until somebody was told. Closing the case
// does not end it.
func (e Escalation) Owed(bool) []Owed {
	if !e.ToldOn.IsZero() {
		return nil
	}
	what := e.Trigger.String()
	if r, ok := e.Trigger.Rule(); ok {
		what = r.Do
	}
	return []Owed{{Kind: OwedTask, Due: e.Due, What: what, Who: e.By, Section: SectionSummary}}
}

// Validate checks the escalation.
func (e Escalation) Validate(f CaseFile, s Settings, today Date) Missing {
	var m Missing
	_, known := e.Trigger.Rule()
	m.add(!known, "trigger", "trigger", "Choose what must be passed on.")
	m.add(e.On.IsZero(), "on", "on", "Enter the day on which it was known.")
	m.add(e.On > today, "on.future", "on", "The day lies in the future; correct it.")
	m.add(e.Due.IsZero(), "due", "due", "Enter the day by which it must be passed on.")
	m.add(!e.Due.IsZero() && e.Due < e.On, "due.before", "due", "The day lies before the one on which it was known; correct it.")
	m.add((e.ToldOn.IsZero()) != blank(e.Told), "told", "told", "Enter who was told and on which day.")
	doneOn(&m, e.ToldOn, today)
	m.checkText(e.Told, maxLine, "told", "The name")
	m.checkText(e.What, maxText, "what", "The facts")
	m.checkText(e.Outcome, maxText, "outcome", "The outcome")
	return m
}

// LegalHold keeps a case as it is: while it stands nothing is purged, the case is
// not closed, and what was written is only added to (domain 9.14).
type LegalHold struct {
	On         Date   `json:"on,omitempty"`
	By         string `json:"by,omitempty"`
	Reason     string `json:"reason,omitempty"`
	ReleasedOn Date   `json:"released_on,omitempty"`
	ReleasedBy string `json:"released_by,omitempty"`
	Release    string `json:"release,omitempty"` // why
}

// Stands reports whether the hold is in force.
func (h LegalHold) Stands() bool { return !h.On.IsZero() && h.ReleasedOn.IsZero() }
