package data

import (
	"slices"
	"strings"
)

// FieldSource says who knows the value of a field.
type FieldSource string

// The sources.
const (
	FromCase   FieldSource = "case"
	FromOffice FieldSource = "office" // the settings
	FromDraft  FieldSource = "draft"  // a field of its own in every draft: contact, steps, findings
	FromLetter FieldSource = "letter" // typed for this letter alone: [LetterDraft.Values]
)

// FieldType is what a field holds.
type FieldType string

// The types.
const (
	FieldLine  FieldType = "line" // a short text that no line break should cut
	FieldDate  FieldType = "date"
	FieldPhone FieldType = "phone"
	FieldText  FieldType = "text"  // one paragraph or more
	FieldLines FieldType = "lines" // a list: each line an item
)

// Field is one thing that a template may name as [[name]].
type Field struct {
	Name   string
	Label  string // what it holds, for a list
	Type   FieldType
	Source FieldSource
	// Health marks the patient's information: it is not filled in for a reader
	// without authority.
	Health bool
	// Kinds are the letters that know it; nil: all.
	Kinds []LetterKind
	// Code and Ask are the gap where it is empty, and At the field to go to.
	Code, Ask, At string

	value func(LetterFacts) []string
}

// For reports whether letters of the kind know the field.
func (f Field) For(k LetterKind) bool { return f.Kinds == nil || slices.Contains(f.Kinds, k) }

// FieldNamed returns the field with the name.
func FieldNamed(name string) (Field, bool) {
	for _, f := range letterFields {
		if f.Name == name {
			return f, true
		}
	}
	return Field{}, false
}

// FieldsFor lists the fields that letters of the kind know.
func FieldsFor(k LetterKind) []Field {
	var all []Field
	for _, f := range letterFields {
		if f.For(k) {
			all = append(all, f)
		}
	}
	return all
}

// Value is what the field holds in the letter, one entry for each item of a
// list; empty where nothing is known.
func (f Field) Value(x LetterFacts) []string {
	if f.Health && !x.MayTell() {
		return nil
	}
	if f.value != nil {
		return slices.DeleteFunc(slices.Clone(f.value(x)), blank)
	}
	typed := strings.TrimSpace(x.Draft.Values[f.Name])
	switch {
	case typed == "":
		return nil
	case f.Type == FieldDate:
		if d, err := ParseDate(typed); err == nil {
			typed = d.In(x.lang())
		}
	case f.Type == FieldLines:
		return slices.DeleteFunc(strings.Split(typed, "\n"), blank)
	}
	return []string{typed}
}

func single(f func(LetterFacts) string) func(LetterFacts) []string {
	return func(x LetterFacts) []string { return []string{f(x)} }
}

func onDay(f func(LetterFacts) Date) func(LetterFacts) []string {
	return single(func(x LetterFacts) string { return f(x).In(x.lang()) })
}

// The kinds that know a group of fields.
var (
	noticeKinds   = []LetterKind{NoticeOfDecision, NoContactClosure}
	stepKinds     = []LetterKind{NoticeOfDecision, NoContactClosure, InterimLetter}
	referKinds    = []LetterKind{ReferralOut}
	inquiryKinds  = []LetterKind{DepartmentInquiry}
	praiseKinds   = []LetterKind{ComplimentForward}
	meetingKinds  = []LetterKind{MeetingConfirmation}
	appealKinds   = []LetterKind{AppealSupport}
	conductKinds  = []LetterKind{ConductLetter}
	coverKinds    = []LetterKind{CommitteeCover}
	memoKinds     = []LetterKind{DepartmentInquiry, ComplimentForward, CommitteeCover}
	promisedKinds = []LetterKind{Acknowledgement, InterimLetter, ReferralOut, AuthorizationRequest}
)

var letterFields = []Field{
	{Name: "reference", Label: "Case number", Type: FieldLine, Source: FromCase, value: single(func(x LetterFacts) string { return x.File.Number })},
	{Name: "letter.date", Label: "Date of the letter", Type: FieldDate, Source: FromDraft, Code: "letter.date", At: "date", Ask: "Enter the date of the letter.",
		value: onDay(func(x LetterFacts) Date { return x.Draft.Date })},
	{Name: "addressee.name", Label: "Name of the reader", Type: FieldLine, Source: FromDraft, Code: "letter.addressee", At: "addressee",
		Ask: "Choose the person to whom the letter goes.", value: single(LetterFacts.AddresseeName)},
	{Name: "patient.name", Label: "Name of the patient", Type: FieldLine, Source: FromCase, Health: true, Code: "letter.patient", At: "people", Ask: "Enter the patient's name in the case.",
		value: single(func(x LetterFacts) string { p, _ := x.File.Person(RolePatient); return p.FullName() })},
	{Name: "received.date", Label: "Day of receipt", Type: FieldDate, Source: FromCase,
		value: onDay(func(x LetterFacts) Date { return DateOf(x.File.ReceivedAt, x.Settings.Zone()) })},
	{Name: "received.how", Label: "How it reached the office: You called us", Type: FieldText, Source: FromCase, value: single(func(x LetterFacts) string { return arrival(x.File.Channel, x.lang()) })},
	{Name: "facility", Label: "The hospital", Type: FieldLine, Source: FromOffice, Code: "letter.facility", Ask: "Enter the name of the hospital in the settings.",
		value: single(func(x LetterFacts) string { return x.Settings.Facility })},
	{Name: "office", Label: "The office", Type: FieldLine, Source: FromOffice, value: single(func(x LetterFacts) string { return OfficeIn(x.lang(), x.Settings.Office) })},
	{Name: "office.phone", Label: "Phone of the office", Type: FieldPhone, Source: FromOffice, Code: "letter.office_phone", Ask: "Enter the phone number of the office in the settings.",
		value: single(func(x LetterFacts) string { return x.Settings.Phone })},
	{Name: "office.tty", Label: "Text telephone of the office", Type: FieldPhone, Source: FromOffice, value: single(func(x LetterFacts) string { return x.Settings.TTY })},
	{Name: "office.email", Label: "E-mail of the office", Type: FieldLine, Source: FromOffice, value: single(func(x LetterFacts) string { return x.Settings.Email })},
	{Name: "agencies", Label: "Outside agencies (list)", Type: FieldLines, Source: FromOffice, value: agencyItems},
	{Name: "contact.name", Label: "Contact person", Type: FieldLine, Source: FromDraft, Code: "letter.contact", At: "contact", Ask: "Name the contact person.",
		value: single(func(x LetterFacts) string { return x.Draft.Contact })},
	{Name: "contact.phone", Label: "Phone of the contact person", Type: FieldPhone, Source: FromDraft, Code: "letter.contact_line", At: "contact_line",
		Ask: "Enter the phone number of the contact person.", value: single(contactLine)},
	{Name: "contact.also", Label: "How else to reach the office, after the phone number", Type: FieldText, Source: FromOffice, value: single(alsoReached)},
	{Name: "officer.name", Label: "Who signs", Type: FieldLine, Source: FromOffice, value: single(func(x LetterFacts) string { return x.Officer.Name })},
	{Name: "officer.title", Label: "Position of who signs", Type: FieldLine, Source: FromOffice, value: single(func(x LetterFacts) string { return OfficeIn(x.lang(), x.Officer.Title) })},
	{Name: "issues", Label: "The concerns, as told or understood (list)", Type: FieldLines, Source: FromCase, Health: true, Code: "letter.issues", At: "issues",
		Ask: "Add the concerns to the case; the letter tells how you understood them.", value: toldIssues},
	{Name: "unit", Label: "The unit", Type: FieldLine, Source: FromCase, Health: true, Code: "letter.unit", At: "unit", Ask: "Enter the unit in the case.", value: single(func(x LetterFacts) string { return x.File.Unit })},
	{Name: "event.date", Label: "Day of the event", Type: FieldDate, Source: FromCase, Health: true, value: onDay(func(x LetterFacts) Date { return x.File.EventDate })},
	{Name: "standard", Label: "The office's standard: 7 days", Type: FieldLine, Source: FromOffice, Kinds: promisedKinds,
		value: single(func(x LetterFacts) string { return x.Settings.Standard(x.File.Kind.AnswerClock()).PhraseIn(x.lang()) })},
	{Name: "due.date", Label: "Day by which the answer comes", Type: FieldDate, Source: FromCase, Kinds: promisedKinds, Code: "letter.promise", At: "clocks",
		Ask: "No clock for the answer is running, so the letter cannot name a day; start or reopen it in the case.", value: onDay(func(x LetterFacts) Date { return x.File.PromisedDay() })},
	{Name: "due.days", Label: "Days from the letter to that day", Type: FieldLine, Source: FromCase, Kinds: promisedKinds, Code: "letter.promise.passed", At: "clocks",
		Ask: "The day promised is not after the date of the letter; move the due date in the case first, then the letter names the new day.", value: single(daysLeft)},

	{Name: "steps", Label: "Steps taken (list)", Type: FieldLines, Source: FromDraft, Kinds: stepKinds, Code: "letter.steps", At: "steps",
		Ask: "Tell at least one step that was taken to look into the concerns.", value: func(x LetterFacts) []string { return x.Draft.Steps }},
	{Name: "findings", Label: "Answers to the concerns (list)", Type: FieldText, Source: FromDraft, Kinds: noticeKinds, Health: true, Code: "letter.answer", At: "findings",
		Ask: "Write an answer to every concern.", value: answersInOrder},
	{Name: "completed.date", Label: "Day the review was completed", Type: FieldDate, Source: FromDraft, Kinds: noticeKinds, Code: "letter.completed", At: "completed_on",
		Ask: "Enter the day on which the review was completed.", value: onDay(func(x LetterFacts) Date { return x.Draft.CompletedOn })},
	{Name: "attempts", Label: "Attempts to reach the person (list)", Type: FieldLines, Source: FromCase, Kinds: []LetterKind{NoContactClosure}, Code: "letter.attempts", At: "contacts",
		Ask: "Record the attempts to reach the person under Contacts; the letter lists them.", value: func(x LetterFacts) []string { return attemptLines(x) }},

	{Name: "referred.body", Label: "The body that is responsible", Type: FieldLine, Source: FromLetter, Kinds: referKinds, Code: "letter.referred", At: "referred.body", Ask: "Name the body to which the matter was sent."},
	{Name: "referred.reach", Label: "How to reach it", Type: FieldText, Source: FromLetter, Kinds: referKinds, Code: "letter.referred.reach", At: "referred.reach", Ask: "Write how to reach that body: phone, address."},
	{Name: "referred.date", Label: "Day on which it was sent there", Type: FieldDate, Source: FromLetter, Kinds: referKinds, Code: "letter.referred.date", At: "referred.date", Ask: "Enter the day on which the matter was sent there."},
	{Name: "referred.basis", Label: "On what consent it was sent", Type: FieldText, Source: FromLetter, Kinds: referKinds, Code: "letter.referred.basis", At: "referred.basis",
		Ask: "Write on what it was sent there: You agreed to this on the phone on March 2."},

	{Name: "memo.to", Label: "To whom the memo goes", Type: FieldLine, Source: FromDraft, Kinds: memoKinds, Code: "letter.addressee", At: "to", Ask: "Choose to whom it goes.",
		value: single(func(x LetterFacts) string {
			return joinWords(", ", x.Draft.To.Name, x.Draft.To.Title, x.Draft.To.Organization)
		})},
	{Name: "memo.from", Label: "From whom the memo comes", Type: FieldLine, Source: FromOffice, Kinds: memoKinds,
		value: single(func(x LetterFacts) string {
			return joinWords(", ", x.Officer.Name, OfficeIn(x.lang(), x.Officer.Title))
		})},
	{Name: "inquiry.unit", Label: "Unit that is asked", Type: FieldLine, Source: FromCase, Kinds: inquiryKinds, Code: "letter.about", At: "about", Ask: "Choose the referral that the memo puts to the department.",
		value: single(inquiredUnit)},
	{Name: "inquiry.subject", Label: "What the referral is about", Type: FieldText, Source: FromCase, Kinds: inquiryKinds,
		value: single(func(x LetterFacts) string { st, _ := x.referral(); return st.Subject })},
	{Name: "inquiry.patient", Label: "The patient, for the department to find the records", Type: FieldLine, Source: FromCase, Health: true, Kinds: inquiryKinds, value: single(patientForRecords)},
	{Name: "inquiry.questions", Label: "Questions to the department (list)", Type: FieldLines, Source: FromCase, Kinds: inquiryKinds, Code: "letter.questions", At: "steps",
		Ask: "Write the questions into the referral; the memo asks them.", value: func(x LetterFacts) []string { st, _ := x.referral(); return st.Questions }},
	{Name: "inquiry.records", Label: "Records wanted", Type: FieldText, Source: FromCase, Kinds: inquiryKinds, value: single(func(x LetterFacts) string { st, _ := x.referral(); return st.Records })},
	{Name: "inquiry.due", Label: "Day by which the department answers", Type: FieldDate, Source: FromCase, Kinds: inquiryKinds, Code: "letter.inquiry_due", At: "steps",
		Ask: "Enter in the referral the day by which the department answers.", value: onDay(func(x LetterFacts) Date { st, _ := x.referral(); return st.Due })},

	{Name: "compliment.unit", Label: "The team that is praised", Type: FieldLine, Source: FromCase, Kinds: praiseKinds, value: single(praisedUnit)},
	{Name: "compliment.staff", Label: "Who is praised", Type: FieldLine, Source: FromLetter, Kinds: praiseKinds, At: "compliment.staff"},
	{Name: "compliment.from", Label: "Who said it, as far as they agreed", Type: FieldLine, Source: FromCase, Kinds: praiseKinds, value: single(praisedBy)},
	{Name: "compliment.words", Label: "What was said", Type: FieldText, Source: FromCase, Kinds: praiseKinds, Code: "letter.praise", At: "story", Ask: "Write down in the case what was said.",
		value: single(func(x LetterFacts) string { return x.File.Story })},

	{Name: "meeting.day", Label: "Day of the meeting", Type: FieldDate, Source: FromCase, Kinds: meetingKinds, Code: "letter.about", At: "about", Ask: "Choose the meeting that the letter confirms.",
		value: single(func(x LetterFacts) string { m, _ := x.meeting(); return m.On.withWeekday(x.lang()) })},
	{Name: "meeting.time", Label: "Time of the meeting", Type: FieldLine, Source: FromCase, Kinds: meetingKinds, Code: "letter.about", At: "about", Ask: "Choose the meeting that the letter confirms.", value: single(meetingTime)},
	{Name: "meeting.place", Label: "Place of the meeting", Type: FieldLine, Source: FromCase, Kinds: meetingKinds, Code: "letter.meeting.place", At: "meetings", Ask: "Enter the place of the meeting in the case.",
		value: single(func(x LetterFacts) string { m, _ := x.meeting(); return m.Place })},
	{Name: "meeting.parties", Label: "Who takes part (list)", Type: FieldLines, Source: FromCase, Kinds: meetingKinds, Code: "letter.meeting.parties", At: "meetings", Ask: "Enter in the case who takes part in the meeting.",
		value: func(x LetterFacts) []string { m, _ := x.meeting(); return m.Parties }},
	{Name: "meeting.neutral", Label: "Who leads the mediation", Type: FieldLine, Source: FromCase, Kinds: meetingKinds, Code: "letter.meeting.neutral", At: "meetings", Ask: "Name in the case the neutral person who leads the mediation.",
		value: single(func(x LetterFacts) string { m, _ := x.meeting(); return m.Neutral })},

	{Name: "appeal.plan", Label: "Who decides the appeal", Type: FieldLine, Source: FromCase, Kinds: appealKinds, Code: "letter.about", At: "about", Ask: "Choose the appeal that the letter supports.",
		value: single(func(x LetterFacts) string { a, _ := x.appeal(); return a.With })},
	{Name: "appeal.goal", Label: "What is asked for", Type: FieldText, Source: FromCase, Kinds: appealKinds, Health: true, value: single(func(x LetterFacts) string { a, _ := x.appeal(); return a.Goal })},
	{Name: "appeal.denied", Label: "Day of the denial", Type: FieldDate, Source: FromCase, Kinds: appealKinds, Code: "letter.appeal.denied", At: "advocacy", Ask: "Enter the level of the appeal in the case, with the day of the denial.",
		value: onDay(func(x LetterFacts) Date { l, _ := x.level(); return l.Basis })},
	{Name: "appeal.due", Label: "Day by which the appeal is decided", Type: FieldDate, Source: FromCase, Kinds: appealKinds,
		value: onDay(func(x LetterFacts) Date { l, _ := x.level(); return l.DecisionDue })},
	{Name: "appeal.member", Label: "Number of the member or the claim", Type: FieldLine, Source: FromLetter, Kinds: appealKinds, Health: true, Code: "letter.appeal.member", At: "appeal.member",
		Ask: "Enter the number of the member or the claim, as the denial has it."},
	{Name: "appeal.papers", Label: "Documents that go with it (list)", Type: FieldLines, Source: FromCase, Kinds: appealKinds, value: appealPapers},

	{Name: "conduct.facts", Label: "What was done", Type: FieldText, Source: FromCase, Kinds: conductKinds, Code: "letter.about", At: "about", Ask: "Choose the limit that the letter tells of.",
		value: single(func(x LetterFacts) string { l, _ := x.limit(); return l.Facts })},
	{Name: "conduct.limit", Label: "What is limited", Type: FieldText, Source: FromCase, Kinds: conductKinds, Code: "letter.about", At: "about", Ask: "Choose the limit that the letter tells of.",
		value: single(func(x LetterFacts) string { l, _ := x.limit(); return l.Limit })},
	{Name: "conduct.from", Label: "Day from which it holds", Type: FieldDate, Source: FromCase, Kinds: conductKinds, Code: "letter.about", At: "about", Ask: "Choose the limit that the letter tells of.",
		value: onDay(func(x LetterFacts) Date { l, _ := x.limit(); return l.From })},
	{Name: "conduct.review", Label: "Day of its review", Type: FieldDate, Source: FromCase, Kinds: conductKinds, Code: "letter.about", At: "about", Ask: "Choose the limit that the letter tells of.",
		value: onDay(func(x LetterFacts) Date { l, _ := x.limit(); return l.ReviewOn })},
	{Name: "conduct.decided_by", Label: "Who decided it", Type: FieldLine, Source: FromCase, Kinds: conductKinds, Code: "letter.about", At: "about", Ask: "Choose the limit that the letter tells of.",
		value: single(func(x LetterFacts) string { l, _ := x.limit(); return l.DecidedBy })},

	{Name: "committee.date", Label: "Day of the committee's meeting", Type: FieldDate, Source: FromLetter, Kinds: coverKinds, Code: "letter.committee", At: "committee.date", Ask: "Enter the day of the committee's meeting."},
	{Name: "committee.delegation", Label: "The board's delegation", Type: FieldLine, Source: FromOffice, Kinds: coverKinds, Code: "letter.delegation", Ask: "Enter the board's written delegation in the settings.",
		value: single(func(x LetterFacts) string { return x.Settings.Delegation })},
	{Name: "case.kind", Label: "Kind of case", Type: FieldLine, Source: FromCase, Kinds: coverKinds, value: single(caseKindLine)},
	{Name: "case.unit", Label: "Unit, where one is known", Type: FieldLine, Source: FromCase, Kinds: coverKinds, value: single(func(x LetterFacts) string { return x.File.Unit })},
	{Name: "case.steps_done", Label: "How many steps of the investigation are done", Type: FieldLine, Source: FromCase, Kinds: coverKinds, value: single(stepsDoneLine)},
	{Name: "case.severity", Label: "Highest severity of the issues", Type: FieldLine, Source: FromCase, Kinds: coverKinds, value: single(severityLine)},
	{Name: "case.open_days", Label: "Days since receipt", Type: FieldLine, Source: FromCase, Kinds: coverKinds, value: single(func(x LetterFacts) string {
		return daysIn(int(x.Today-DateOf(x.File.ReceivedAt, x.Settings.Zone())), CalendarDays, x.lang())
	})},
	{Name: "case.outcomes", Label: "Issues by category, severity and finding (list)", Type: FieldLines, Source: FromCase, Kinds: coverKinds, Code: "letter.issues", At: "issues", Ask: "Add the issues to the case.", value: outcomeLines},
	{Name: "case.letters", Label: "Letters sent (list)", Type: FieldLines, Source: FromCase, Kinds: coverKinds, value: letterLines},

	{Name: "corrects.date", Label: "Date of the letter that is corrected", Type: FieldDate, Source: FromDraft, Code: "letter.corrects", At: "corrects", Ask: "Choose the letter that this one corrects.",
		value: onDay(func(x LetterFacts) Date {
			for _, l := range x.File.Letters {
				if l.ID == x.Draft.Corrects {
					return l.Date
				}
			}
			return 0
		})},
}

func contactLine(x LetterFacts) string {
	if blank(x.Draft.ContactLine) {
		return x.Settings.Phone
	}
	return x.Draft.ContactLine
}

// alsoReached follows the phone number: " (TTY 711), or write to ...".
func alsoReached(x LetterFacts) string {
	also, write := "", ", or write to "
	if x.lang() == Spanish {
		write = ", o escriba a "
	}
	if !blank(x.Settings.TTY) {
		also = " (TTY " + strings.TrimSpace(x.Settings.TTY) + ")"
	}
	if !blank(x.Settings.Email) {
		also += write + strings.TrimSpace(x.Settings.Email)
	}
	return also
}

func daysLeft(x LetterFacts) string {
	due := x.File.PromisedDay()
	if due.IsZero() || due <= x.Draft.Date {
		return ""
	}
	return daysIn(int(due-x.Draft.Date), CalendarDays, x.lang())
}

func inquiredUnit(x LetterFacts) string {
	st, _ := x.referral()
	if blank(st.Unit) {
		return st.With
	}
	return st.Unit
}

// meetingTime is the time of the meeting on the office's clock.
func meetingTime(x LetterFacts) string {
	m, _ := x.meeting()
	if m.When.IsZero() {
		return ""
	}
	t := m.When.In(x.Settings.Zone())
	halves := map[Lang][2]string{English: {"a.m.", "p.m."}, Spanish: {"a.\u00a0m.", "p.\u00a0m."}}[x.lang()]
	return t.Format("3:04 ") + halves[t.Hour()/12]
}

func appealPapers(x LetterFacts) []string {
	a, _ := x.appeal()
	var names []string
	for _, p := range a.Papers {
		if p.Have {
			names = append(names, p.Name)
		}
	}
	return names
}

// praisedBy names who praised, where they agreed to be named.
func praisedBy(x LetterFacts) string {
	p, ok := x.File.Complainant()
	if !ok || !x.File.MayShareName || x.File.Anonymous {
		if x.lang() == Spanish {
			return "un paciente o un familiar"
		}
		return "a patient or family member"
	}
	return p.FullName()
}

func praisedUnit(x LetterFacts) string {
	if blank(x.File.Unit) && x.lang() == Spanish {
		return "su equipo"
	}
	return cmpOr(strings.TrimSpace(x.File.Unit), "your team")
}

// patientForRecords is the name and the record number: no more is needed to find
// the records (45 CFR 164.502(b)).
func patientForRecords(x LetterFacts) string {
	p, _ := x.File.Person(RolePatient)
	number := strings.TrimSpace(p.MRN)
	if number != "" {
		number = map[Lang]string{English: "record ", Spanish: "expediente "}[x.lang()] + number
	}
	return joinWords(", ", joinWords(" ", p.Given, p.Family), number)
}
