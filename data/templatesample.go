package data

import (
	"time"
)

// sampleID numbers the records of the sample case.
func sampleID(n byte) ID { return ID{15: n} }

// SampleFacts is what a letter of the template says in an invented case: one in
// which everything that letters tell of is on file, so that each field has a
// value. Nobody in it exists.
func SampleFacts(t Template, set Settings, by Officer, today Date) LetterFacts {
	f := sampleCase(set, by, today)
	d := DraftLetterFor(f, t, by, set, today)
	d.Findings = nil
	for _, i := range f.Issues {
		d.Findings = append(d.Findings, IssueAnswer{Issue: i.ID, Text: sampleWord(t.Language, "We found that you were right. We are sorry.", "Comprobamos que usted tenía razón. Lo lamentamos.")})
	}
	if t.Kind.Spec().Notice {
		d.CompletedOn = today
	}
	if t.Kind == AppealSupport {
		d.To.Address = Address{Street: "500 Sample Plaza", City: "Sampleton", State: "OH", Postal: "44998"}
	}
	for _, field := range FieldsFor(t.Kind) {
		if field.Source == FromLetter {
			d.SetValue(field.Name, sampleValue(field, today))
		}
	}
	return LetterFacts{File: f, Draft: d, Template: t, Settings: set, Officer: by, Today: today}
}

func sampleWord(l Lang, english, spanish string) string {
	if l == Spanish {
		return spanish
	}
	return english
}

// sampleValue stands for what the officer types for a letter alone.
func sampleValue(f Field, today Date) string {
	switch f.Type {
	case FieldDate:
		return today.String()
	case FieldPhone:
		return "(555) 014-0900"
	}
	return "Sample: " + lowerFirst(f.Label)
}

func sampleCase(set Settings, by Officer, today Date) CaseFile {
	received := today.AddDays(-10).Start(set.Zone()).Add(15 * time.Hour)
	base := func(n byte) RecordBase { return RecordBase{ID: sampleID(n), By: by.Name, At: received} }
	patient := Person{ID: sampleID(1), Role: RolePatient, Relation: Self, Authority: AuthoritySelf, Title: "Ms.", Given: "Sample", Family: "Person",
		Street: "12 Sample Street", City: "Sampleton", State: "OH", Postal: "44999", AddressConfirmed: today, Phone: "(555) 014-2270"}
	right := Finding{Outcome: Substantiated, Answer: "We found that you were right.", Reasons: "Sample", At: received, By: by.Name}
	return CaseFile{
		Case: Case{Number: "PR-SAMPLE", Kind: Grievance, State: StateFindings, Channel: Phone, ReceivedAt: received, EventDate: today.AddDays(-12),
			Unit: "4 West", Story: "The nurses took time to explain every step to me.", Owner: by.Name, MayShareName: true},
		People: []Person{patient},
		Issues: []Issue{
			{ID: sampleID(11), Words: "I rang for help and nobody came for half an hour.", Category: "safety", Severity: 2, Finding: right},
			{ID: sampleID(12), Words: "Nobody told me how to take the new medicine.", Category: "communication", Severity: 1, Finding: right},
		},
		Steps: []Step{
			{ID: sampleID(21), Kind: "record_review", Subject: "Call log", DoneOn: today.AddDays(-3), InLetter: "We read the call log of that night.", By: by.Name},
			{ID: sampleID(22), Kind: "interview", Subject: "Nurse manager", DoneOn: today.AddDays(-2), InLetter: "We spoke with the nurse manager of the unit.", By: by.Name},
			{ID: sampleID(23), Kind: Referral, Subject: "Call light", Unit: "4 West", With: "Sam Sample", Due: today.AddDays(5), SentOn: today,
				Questions: []string{"How many nurses were on duty that night?", "When was the call answered?"}, Records: "The call log of that night", By: by.Name},
		},
		Contacts: []Contact{
			{ID: sampleID(31), At: received, Mode: "phone", With: "Sample Person", Outcome: "no_answer", Summary: "Sample", By: by.Name},
			{ID: sampleID(32), At: received.AddDate(0, 0, 3), Mode: "voicemail", With: "Sample Person", Outcome: "message", Summary: "Sample", By: by.Name},
		},
		Clocks: []Clock{
			{ID: sampleID(41), Kind: ClockAcknowledge, Start: received, Length: 2, Due: today.AddDays(1)},
			{ID: sampleID(42), Kind: ClockDecide, Start: received, Length: 7, Due: today.AddDays(7)},
		},
		Meetings: []Meeting{{RecordBase: base(51), When: today.AddDays(6).Start(set.Zone()).Add(14 * time.Hour), On: today.AddDays(6), Place: "Room 112, main building",
			Parties: []string{"Sample Person", "Sam Sample, nurse manager", by.Name}, Neutral: "Morgan Sample"}},
		Advocacy: []Advocacy{{ID: sampleID(61), Kind: "appeal", Goal: "Ten more days of home care", With: "Sample Health Plan", By: by.Name,
			Papers: []Paper{{Name: "Copy of the denial", Have: true}, {Name: "Letter of the physician", Have: true}},
			Levels: []AppealLevel{{ID: sampleID(62), Basis: today.AddDays(-8), FileBy: today.AddDays(50)}}}},
		Limits: []ConductLimit{{RecordBase: base(71), Group: "behaviors", Person: patient.ID, Facts: "On two days staff were shouted at on the phone.",
			Limit: "Please write to us instead of calling.", From: today, ReviewOn: today.AddDays(90), DecidedBy: "Director of Patient Relations"}},
	}
}
