package data

import (
	"testing"
	"time"
)

func newYork(t testing.TB) *time.Location {
	t.Helper()
	loc, err := time.LoadLocation("America/New_York")
	if err != nil {
		t.Fatal(err)
	}
	return loc
}

func testSettings() Settings {
	s := DefaultSettings()
	s.Facility, s.Phone = "Harbor Valley Medical Center", "(555) 014-2270"
	s.Address = Address{Street: "1400 Lakeshore Avenue", City: "Westbrook", State: "OH", Postal: "44999"}
	return s
}

// finishedGrievance is a case with two issues, found and answered, ready for
// its letter; received on Wednesday, February 25, 2026 at 10:00 in the office.
func finishedGrievance(t testing.TB) CaseFile {
	t.Helper()
	s := testSettings()
	received := time.Date(2026, 2, 25, 10, 0, 0, 0, newYork(t))
	found := time.Date(2026, 3, 16, 9, 0, 0, 0, newYork(t))
	patient := Person{
		ID: NewID(), Role: RolePatient, Relation: Self, Authority: AuthoritySelf, Title: "Ms.", Given: "Rosalind", Family: "Achterberg",
		Street: "2218 Juniper Court, Apt. 4B", City: "Westbrook", State: "OH", Postal: "44997-3318", AddressConfirmed: NewDate(2026, 2, 25),
	}
	return CaseFile{
		Case: Case{
			Number: "PR-2026-00417", Kind: Grievance, State: StateFindings, Channel: Phone, ReceivedAt: received, Owner: "Dana Whitfield",
			Classification: Classify(Answers{}, s.Policy()),
		},
		People: []Person{patient},
		Issues: []Issue{
			{ID: NewID(), Words: "Nobody came when I rang.", Category: "quality", Severity: 2,
				Finding: Finding{Outcome: Substantiated, Reasons: "Call log", Answer: "Two of your calls waited 26 and 31 minutes. Our standard is five.", At: found}},
			{ID: NewID(), Words: "Nobody told me about my pills.", Category: "communication", Severity: 1,
				Finding: Finding{Outcome: PartiallySubstantiated, Reasons: "Papers", Answer: "Your papers were right, but nobody went over them with you.", At: found}},
		},
		Clocks: ClocksFor(Grievance, received, s, false),
		Steps: []Step{{ID: NewID(), Kind: "interview", Subject: "Nurse manager", DoneOn: NewDate(2026, 3, 2),
			InLetter: "I met with the nurse manager of 6 West."}},
	}
}

var (
	testToday   = NewDate(2026, 3, 18)
	testOfficer = Officer{Name: "Dana Whitfield", Title: "Patient Relations Officer", Phone: "(555) 014-2271"}
)

// draftOf begins a letter of the kind in English, from the template that comes
// with the program.
func draftOf(f CaseFile, kind LetterKind, o Officer, s Settings, today Date) LetterDraft {
	t, _ := BuiltinTemplate(kind, English)
	return DraftLetterFor(f, t, o, s, today)
}

// factsOf is what the letter of a draft is made of, in its own language.
func factsOf(f CaseFile, d LetterDraft, s Settings, today Date) LetterFacts {
	lang := d.Language
	if lang == "" {
		lang = English
	}
	t, _ := BuiltinTemplate(d.Kind, lang)
	return LetterFacts{File: f, Draft: d, Template: t, Settings: s, Officer: testOfficer, Today: today}
}

func gateOf(f CaseFile, d LetterDraft, s Settings, today Date) Missing {
	return factsOf(f, d, s, today).Gate()
}

// sentGrievance is the finished grievance with its notice issued and posted.
func sentGrievance(t *testing.T) CaseFile {
	t.Helper()
	f := finishedGrievance(t)
	d := draftOf(f, NoticeOfDecision, testOfficer, testSettings(), testToday)
	f.Letters = []Letter{{
		ID: NewID(), Kind: NoticeOfDecision, Number: 1, IssuedAt: testToday.Start(time.UTC), Date: testToday, Draft: d,
		Dispatches: []Dispatch{{Method: "post", On: testToday, By: "Dana Whitfield"}},
	}}
	f.State = StateSent
	return f
}

// wantGap fails unless m lists a gap with the code that hinders, or that only
// warns.
func wantGap(t *testing.T, m Missing, code string, warn bool) {
	t.Helper()
	for _, g := range m {
		if g.Code == code && g.Warn == warn {
			if g.Sentence == "" {
				t.Errorf("the gap %s says nothing", code)
			}
			return
		}
	}
	t.Errorf("no gap %q (warn %v) in %v", code, warn, m)
}

func wantNone(t *testing.T, m Missing) {
	t.Helper()
	if len(m) > 0 {
		t.Errorf("unexpected gaps: %v", m)
	}
}
