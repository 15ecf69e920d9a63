package data

import (
	"strings"
	"testing"
)

// grievanceNotice is a notice of decision that passes every gate.
func grievanceNotice(t *testing.T) (CaseFile, LetterDraft) {
	t.Helper()
	f := finishedGrievance(t)
	return f, draftOf(f, NoticeOfDecision, testOfficer, testSettings(), testToday)
}

func TestTheDraftedNoticePassesTheGate(t *testing.T) {
	f, d := grievanceNotice(t)
	wantNone(t, gateOf(f, d, testSettings(), testToday))
}

func TestTheDraftedAcknowledgementPassesTheGate(t *testing.T) {
	f := finishedGrievance(t)
	d := draftOf(f, Acknowledgement, testOfficer, testSettings(), testToday)
	wantNone(t, gateOf(f, d, testSettings(), testToday))
}

func TestEachGateOfTheNotice(t *testing.T) {
	for _, c := range []struct {
		name  string
		spoil func(*CaseFile, *LetterDraft)
		code  string
	}{
		{"element 1: no contact person", func(_ *CaseFile, d *LetterDraft) { d.Contact = " " }, "letter.contact"},
		{"element 2: no steps", func(_ *CaseFile, d *LetterDraft) { d.Steps = nil }, "letter.steps"},
		{"element 2: empty steps", func(_ *CaseFile, d *LetterDraft) { d.Steps = []string{"", " ", "-", "N/A"} }, "letter.steps"},
		{"element 3: an issue without its answer", func(_ *CaseFile, d *LetterDraft) { d.Findings = d.Findings[:1] }, "letter.answer"},
		{"element 3: an answer of dashes", func(_ *CaseFile, d *LetterDraft) { d.Findings[1].Text = "---" }, "letter.answer"},
		{"element 3: an answer n/a", func(_ *CaseFile, d *LetterDraft) { d.Findings[1].Text = " N/A. " }, "letter.answer"},
		{"element 3: an issue without its finding", func(f *CaseFile, _ *LetterDraft) { f.Issues[0].Finding.Outcome = "" }, "letter.finding"},
		{"element 3: no issues at all", func(f *CaseFile, _ *LetterDraft) { f.Issues = nil }, "letter.issues"},
		{"element 4: no date of completion", func(_ *CaseFile, d *LetterDraft) { d.CompletedOn = 0 }, "letter.completed"},
		{"completed before receipt", func(_ *CaseFile, d *LetterDraft) { d.CompletedOn = NewDate(2026, 2, 24) }, "letter.completed.before"},
		{"completed in the future", func(_ *CaseFile, d *LetterDraft) { d.CompletedOn = testToday.AddDays(1) }, "letter.completed.future"},
		{"completed after the letter", func(_ *CaseFile, d *LetterDraft) { d.Date = NewDate(2026, 3, 15) }, "letter.completed.after"},
		{"no date", func(_ *CaseFile, d *LetterDraft) { d.Date = 0 }, "letter.date"},
		{"dated before receipt", func(_ *CaseFile, d *LetterDraft) { d.Date = NewDate(2026, 2, 24) }, "letter.date.before"},
		{"dated tomorrow", func(_ *CaseFile, d *LetterDraft) { d.Date = testToday.AddDays(1) }, "letter.date.future"},
		{"an unknown kind", func(_ *CaseFile, d *LetterDraft) { d.Kind = "poem" }, "letter.kind"},
		{"no addressee", func(_ *CaseFile, d *LetterDraft) { d.Addressee = ID{} }, "letter.addressee"},
		{"addressed to staff", func(f *CaseFile, _ *LetterDraft) { f.People[0].Role = RoleStaff }, "letter.addressee"},
		{"addressee without a name", func(f *CaseFile, _ *LetterDraft) { f.People[0].Given, f.People[0].Family = "", "" }, "letter.name"},
		{"addressee without authority", func(f *CaseFile, _ *LetterDraft) { f.People[0].Authority = AuthorityNone }, "letter.authority"},
		{"addressee with limited authority", func(f *CaseFile, _ *LetterDraft) { f.People[0].Authority = AuthorityLimited }, "letter.authority"},
		{"address without a ZIP code", func(f *CaseFile, _ *LetterDraft) { f.People[0].Postal = "" }, "letter.address"},
		{"address not checked", func(f *CaseFile, _ *LetterDraft) { f.People[0].AddressConfirmed = 0 }, "letter.address_confirmed"},
		{"address checked tomorrow", func(f *CaseFile, _ *LetterDraft) { f.People[0].AddressConfirmed = testToday.AddDays(1) }, "letter.address_confirmed.future"},
		{"placeholder in the subject", func(_ *CaseFile, d *LetterDraft) { d.SetWords("subject", "Your stay on [unit]") }, "letter.placeholder"},
		{"placeholder in the opening", func(_ *CaseFile, d *LetterDraft) { d.SetWords("opening", "TBD") }, "letter.placeholder"},
		{"placeholder in a step", func(_ *CaseFile, d *LetterDraft) { d.Steps = append(d.Steps, "I met with ____.") }, "letter.placeholder"},
		{"placeholder in an answer", func(_ *CaseFile, d *LetterDraft) { d.Findings[0].Text += " {{outcome}}" }, "letter.placeholder"},
		{"placeholder in what changed", func(_ *CaseFile, d *LetterDraft) { d.SetWords("changes", "We will XXX.") }, "letter.placeholder"},
		{"placeholder in the closing", func(_ *CaseFile, d *LetterDraft) { d.SetWords("closing", "<no value>") }, "letter.placeholder"},
		{"placeholder as the contact", func(_ *CaseFile, d *LetterDraft) { d.Contact = "(name)" }, "letter.placeholder"},
		{"placeholder in an enclosure", func(_ *CaseFile, d *LetterDraft) { d.Enclosures = []Enclosed{{Title: "??"}} }, "letter.placeholder"},
		{"placeholder in a copy line", func(_ *CaseFile, d *LetterDraft) { d.Copies = []string{"[[manager]]"} }, "letter.placeholder"},
	} {
		t.Run(c.name, func(t *testing.T) {
			f, d := grievanceNotice(t)
			c.spoil(&f, &d)
			wantGap(t, gateOf(f, d, testSettings(), testToday), c.code, false)
		})
	}
}

func TestNoPhoneAnywhereBlocksTheLetter(t *testing.T) {
	f, d := grievanceNotice(t)
	s := testSettings()
	s.Phone, d.ContactLine = "", ""
	wantGap(t, gateOf(f, d, s, testToday), "letter.contact_line", false)
}

func TestWhatOnlyWarnsDoesNotHinderTheLetter(t *testing.T) {
	for _, c := range []struct {
		name  string
		spoil func(*CaseFile, *LetterDraft)
		code  string
	}{
		{"hard to read", func(_ *CaseFile, d *LetterDraft) {
			d.Findings[0].Text = strings.Repeat("Notwithstanding institutional considerations regarding interdisciplinary communication, organizational responsibilities necessitated comprehensive reevaluation. ", 4)
		}, "letter.reading"},
		{"a health fact in the subject", func(_ *CaseFile, d *LetterDraft) { d.SetWords("subject", "Your surgery") }, "letter.subject"},
		{"a word that doubts", func(_ *CaseFile, d *LetterDraft) {
			d.Findings[0].Text = "You claim that nobody came. Two calls waited."
		}, "letter.tone"},
		{"an answer that says nothing", func(_ *CaseFile, d *LetterDraft) { d.Findings[0].Text = "This was handled internally." }, "letter.generic"},
		{"an answer to an issue that is gone", func(_ *CaseFile, d *LetterDraft) { d.Findings = append(d.Findings, IssueAnswer{NewID(), "Text."}) }, "letter.stray"},
		{"another language", func(f *CaseFile, _ *LetterDraft) { f.People[0].Language = "Spanish" }, "letter.language"},
		{"large print", func(f *CaseFile, _ *LetterDraft) { f.People[0].Access = "large print" }, "letter.access"},
	} {
		t.Run(c.name, func(t *testing.T) {
			f, d := grievanceNotice(t)
			c.spoil(&f, &d)
			m := gateOf(f, d, testSettings(), testToday)
			wantGap(t, m, c.code, true)
			wantNone(t, m.Blocking())
		})
	}
}

func TestAnAcknowledgementNeedsNeitherStepsNorAnswers(t *testing.T) {
	f := finishedGrievance(t)
	f.Steps = nil
	for i := range f.Issues {
		f.Issues[i].Finding = Finding{}
	}
	d := draftOf(f, Acknowledgement, testOfficer, testSettings(), testToday)
	wantNone(t, gateOf(f, d, testSettings(), testToday))
	f.Clocks = nil
	wantGap(t, gateOf(f, d, testSettings(), testToday), "letter.promise", true)
	f.Issues = nil
	wantGap(t, gateOf(f, d, testSettings(), testToday), "letter.issues", true)
}

func TestAnAcknowledgementMayAskForAuthorityButNotAfterARefusal(t *testing.T) {
	f := finishedGrievance(t)
	friend := f.People[0]
	friend.ID, friend.Role, friend.Relation, friend.Authority = NewID(), RoleComplainant, "friend", AuthorityNone
	f.People = append(f.People, friend)
	d := draftOf(f, Acknowledgement, testOfficer, testSettings(), testToday)
	if d.Addressee != friend.ID {
		t.Fatal("the acknowledgement does not go to the person who spoke up")
	}
	m := gateOf(f, d, testSettings(), testToday)
	wantGap(t, m, "letter.authority", true)
	wantNone(t, m.Blocking())
	f.People[1].Authority = AuthorityRefused
	wantGap(t, gateOf(f, d, testSettings(), testToday), "letter.authority", false)
}

func TestTheNoticeGoesToThePatientWhenTheComplainantMayNotReceiveIt(t *testing.T) {
	f := finishedGrievance(t)
	f.People = append(f.People, Person{ID: NewID(), Role: RoleComplainant, Relation: "friend", Authority: AuthorityRefused})
	d := draftOf(f, NoticeOfDecision, testOfficer, testSettings(), testToday)
	if d.Addressee != f.People[0].ID {
		t.Error("it does not go to the patient")
	}
}

func TestTheDraftIsWrittenFromTheCase(t *testing.T) {
	f, d := grievanceNotice(t)
	blocks, _ := factsOf(f, d, testSettings(), testToday).Fill()
	said := map[string]string{}
	for _, b := range blocks {
		said[b.Name] = b.Text()
	}
	if o := said["opening"]; !strings.Contains(said["concern_lead"], "You called us on February 25, 2026.") || !strings.Contains(o, "sorry") || !strings.Contains(o, "Thank you") {
		t.Errorf("opening: %s", o)
	}
	if len(d.Steps) != 1 || d.Steps[0] != f.Steps[0].InLetter {
		t.Errorf("steps: %v", d.Steps)
	}
	if len(d.Findings) != 2 || d.Findings[1].Issue != f.Issues[1].ID || d.Findings[1].Text != f.Issues[1].Finding.Answer {
		t.Errorf("findings: %v", d.Findings)
	}
	if d.CompletedOn != NewDate(2026, 3, 16) || d.Date != testToday || d.Contact != "Dana Whitfield" || d.ContactLine != "(555) 014-2271" {
		t.Errorf("draft: %+v", d)
	}
	if g := Measure(said["opening"] + "\n" + said["closing"]).Grade(); g > 6 {
		t.Errorf("our own words read like grade %.1f", g)
	}
}

func TestAStepThatIsNotDoneOrNotForTheLetterStaysOut(t *testing.T) {
	f := finishedGrievance(t)
	f.Steps = append(f.Steps, Step{InLetter: "We will ask."}, Step{DoneOn: testToday})
	if d := draftOf(f, NoticeOfDecision, testOfficer, testSettings(), testToday); len(d.Steps) != 1 {
		t.Errorf("steps: %v", d.Steps)
	}
}

func TestAReviewWithoutAllItsFindingsHasNoDayOfCompletion(t *testing.T) {
	f := finishedGrievance(t)
	f.Issues[1].Finding = Finding{}
	if d := draftOf(f, NoticeOfDecision, testOfficer, testSettings(), testToday); !d.CompletedOn.IsZero() {
		t.Errorf("completed on %s", d.CompletedOn)
	}
}

func TestPlaceholdersAreFoundInAnyDisguise(t *testing.T) {
	for _, text := range []string{
		"Dear [name]", "[[NAME]]", "{{.Name}}", "{name}", "<no value>", "<name>", "<<name>>", "«Name»", "‹date›", "【unit】", "［unit］", "｛unit｝",
		"TBD", "tbd.", "T.B.D.", "t b d", "TB-D", "ТВD", "TBA", "TBC", "T\u200bBD", "XX", "xxx", "X X X", "XX/XX/2026", "ХХХ", "×××", "on March XX",
		"____", "_ _ __", "Ms. ＿＿＿", "???", "***", "###", "......", "%!s(MISSING)", "%!d(string=x)", "%NAME%", "$FirstName", "$(name)",
		"00/00/0000", "mm/dd/yyyy", "DD-MM-YYYY", "(name)", "(insert)… insert the date", "insert name", "(your phone)", "Text goes here",
		"Click or tap here to enter text.", "lorem ipsum", "to be determined", "TODO", "FIXME", "placeholder", "NaN", "undefined", "{\u00a0}", "unfinished [",
	} {
		if _, found := Placeholder(text); !found {
			t.Errorf("%q passes", text)
		}
	}
}

func TestOrdinaryWordsAreNoPlaceholder(t *testing.T) {
	for _, text := range []string{
		"", "Two of your calls waited 26 and 31 minutes (our standard is five).", "We will refund $50.00 and 10% of the bill.",
		"You saw Dr. X-ray staff at 6 West; the X-ray was read.", "The sheet is in size XXL.", "What we plan to do: call you.", "Room 3 x 4 feet",
		"Nan and Todd were with you on 10/12/2026.", "“Nobody came”, you said… We are sorry….", "Call (555) 014-2270, extension 00.", "A nurse & a doctor *met*.",
		"It is the first step; the next is #2.", "Write to office@example.org", "The team will name a date.", "Your answer is here in writing",
	} {
		if p, found := Placeholder(text); found {
			t.Errorf("%q is called unfinished because of %q", text, p)
		}
	}
}

func TestMissingSaysNothingOfThePatient(t *testing.T) {
	f, d := grievanceNotice(t)
	d.Steps, d.Contact, f.People[0].Postal = nil, "[Achterberg]", ""
	m := gateOf(f, d, testSettings(), testToday)
	if err := m.Err(); err == nil || strings.Contains(err.Error(), "Achterberg") || err.Error() != "3 things are missing or wrong" {
		t.Errorf("got %v", err)
	}
	if (Missing{{Code: "c", Warn: true}}).Err() != nil {
		t.Error("a warning hinders")
	}
}

func TestAnInterimLetterSaysWhyAndNamesANewDay(t *testing.T) {
	f, s := finishedGrievance(t), testSettings()
	for i := range f.Clocks {
		f.Clocks[i].MetOn, f.Clocks[i].Stopped = 0, false
		f.Clocks[i].Due = testToday.AddDays(7)
	}
	d := draftOf(f, InterimLetter, testOfficer, s, testToday)
	if len(d.Steps) == 0 {
		t.Error("the letter does not tell what was done so far")
	}
	wantGap(t, gateOf(f, d, s, testToday), "letter.delay", false)
	d.SetWords("delay", "TBD")
	wantGap(t, gateOf(f, d, s, testToday), "letter.placeholder", false)
	d.SetWords("delay", "The nurse who cared for you is away until Monday.")
	wantNone(t, gateOf(f, d, s, testToday).Blocking())
	for i := range f.Clocks {
		f.Clocks[i].Due = testToday
	}
	wantGap(t, gateOf(f, d, s, testToday), "letter.promise.passed", false)
	f.Clocks = nil
	wantGap(t, gateOf(f, d, s, testToday), "letter.promise", false)
	f.People[0].Authority = AuthorityNone
	wantGap(t, gateOf(f, d, s, testToday), "letter.authority", false)
}
