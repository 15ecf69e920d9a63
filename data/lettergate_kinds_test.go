package data

import (
	"strings"
	"testing"
	"time"
)

// spoiled is one way to spoil a good letter, and the gate that must notice.
type spoiled struct {
	name  string
	kind  LetterKind
	spoil func(*LetterFacts)
	code  string
	warn  bool
}

func (c spoiled) run(t *testing.T) {
	t.Run(c.name, func(t *testing.T) {
		t.Parallel()
		x := goodLetter(t, c.kind, English)
		c.spoil(&x)
		wantGap(t, x.IssueGaps(), c.code, c.warn)
	})
}

// inSlot gives a slot of the letter the officer's words.
func inSlot(block, text string) func(*LetterFacts) {
	return func(x *LetterFacts) { x.Draft.SetWords(block, text) }
}

// friend makes the reader somebody without authority, whose matter it is.
func friend(x *LetterFacts) {
	p := Person{ID: NewID(), Role: RoleComplainant, Relation: "friend", Given: "Ida", Family: "Marlowe", Authority: AuthorityNone,
		Street: "7 Elm Street", City: "Westbrook", State: "OH", Postal: "44990", AddressConfirmed: testToday, Phone: "555-014-9001", Email: "ida@mail.example"}
	x.File.People = append(x.File.People, p)
	if x.Draft.Kind.Spec().Reader == ToPerson {
		x.Draft.Addressee = p.ID
	}
}

func toFriend(text string) func(*LetterFacts) {
	return func(x *LetterFacts) { friend(x); x.Draft.SetWords("opening", text) }
}

func TestGatesOfWhatALetterIsFor(t *testing.T) {
	for _, c := range []spoiled{
		{"a case entered by mistake", NoticeOfDecision, func(x *LetterFacts) { x.File.State = StateVoid }, "letter.state", false},
		{"a case merged into another", InterimLetter, func(x *LetterFacts) { x.File.State = StateMerged }, "letter.state", false},
		{"a correction of a letter that is not there", NoticeOfDecision, func(x *LetterFacts) { x.Draft.Corrects = NewID() }, "letter.corrects", false},

		{"an interim letter without a running clock", InterimLetter, func(x *LetterFacts) { x.File.Clocks = nil }, "letter.promise", false},
		{"an interim letter on the day promised", InterimLetter, func(x *LetterFacts) { dueOn(x, testToday) }, "letter.promise.passed", false},
		{"an interim letter that promises the old day again", InterimLetter, func(x *LetterFacts) {
			due := x.File.PromisedDay()
			x.File.Letters = []Letter{{ID: NewID(), Kind: InterimLetter, Date: testToday - 5, Fields: map[string]string{"due.date": due.Long()}}}
		}, "letter.promise.same", true},
		{"an interim letter without a reason", InterimLetter, inSlot("delay", " "), "letter.delay", false},
		{"an interim letter after the decision", InterimLetter, func(x *LetterFacts) {
			x.File.Letters = []Letter{{ID: NewID(), Kind: NoticeOfDecision, Date: testToday - 1}}
		}, "letter.decided", true},

		{"a closure without contact without attempts", NoContactClosure, func(x *LetterFacts) { x.File.Contacts = nil }, "letter.attempts", false},
		{"two attempts on one day", NoContactClosure, func(x *LetterFacts) { x.File.Contacts[1].At = x.File.Contacts[0].At.Add(time.Hour) }, "letter.attempts", false},
		{"spoken with since", NoContactClosure, func(x *LetterFacts) {
			x.File.Contacts = append(x.File.Contacts, Contact{At: x.File.Contacts[1].At.Add(time.Hour), Mode: "phone", Outcome: "reached"})
		}, "letter.attempts", false},
		{"the person called since", NoContactClosure, func(x *LetterFacts) {
			x.File.Contacts = append(x.File.Contacts, Contact{At: x.File.Contacts[1].At.Add(time.Hour), Mode: "phone", Inbound: true})
		}, "letter.attempts", false},
		{"a closure without contact without its steps", NoContactClosure, func(x *LetterFacts) { x.Draft.Steps = nil }, "letter.steps", false},
		{"a closure without contact without its date", NoContactClosure, func(x *LetterFacts) { x.Draft.CompletedOn = 0 }, "letter.completed", false},
		{"a closure without contact without an answer", NoContactClosure, func(x *LetterFacts) { x.Draft.Findings = nil }, "letter.answer", false},

		{"a referral without its body", ReferralOut, func(x *LetterFacts) { x.Draft.SetValue("referred.body", "") }, "letter.referred", false},
		{"a referral without its basis", ReferralOut, func(x *LetterFacts) { x.Draft.SetValue("referred.basis", " ") }, "letter.referred.basis", false},
		{"a referral sent tomorrow", ReferralOut, func(x *LetterFacts) { x.Draft.SetValue("referred.date", "2026-03-19") }, "letter.referred.future", false},
		{"a referral sent before receipt", ReferralOut, func(x *LetterFacts) { x.Draft.SetValue("referred.date", "2026-02-24") }, "letter.referred.before", false},
		{"a referral sent on no day", ReferralOut, func(x *LetterFacts) { x.Draft.SetValue("referred.date", "last week") }, "letter.value.date", false},
		{"a referral that nobody agreed to", ReferralOut, func(x *LetterFacts) { x.File.Advocacy[0].Agreed = false }, "letter.referred.agreed", true},

		{"a memo about no referral", DepartmentInquiry, func(x *LetterFacts) { x.Draft.About = ID{} }, "letter.about", false},
		{"a memo to nobody", DepartmentInquiry, func(x *LetterFacts) { x.Draft.To = Recipient{} }, "letter.addressee", false},
		{"a memo without questions", DepartmentInquiry, func(x *LetterFacts) { x.File.Steps[1].Questions = nil }, "letter.questions", false},
		{"a memo without its due date", DepartmentInquiry, func(x *LetterFacts) { x.File.Steps[1].Due = 0 }, "letter.inquiry_due", false},
		{"a memo with the patient's phone", DepartmentInquiry, func(x *LetterFacts) { x.File.Steps[1].Records = "Ask her at 555.014.7788" }, "letter.memo.contact", false},
		{"a memo with an e-mail address", DepartmentInquiry, func(x *LetterFacts) { x.File.Steps[1].Records = "Write to ROS@mail.example" }, "letter.memo.contact", false},
		{"a memo with the street", DepartmentInquiry, func(x *LetterFacts) { x.File.Steps[1].Records = "She lives at 2218 Juniper Court." }, "letter.memo.contact", false},
		{"a memo that names who spoke up", DepartmentInquiry, func(x *LetterFacts) {
			friend(x)
			x.File.MayShareName, x.File.Steps[1].Records = false, "What did you tell Ida Marlowe?"
		}, "letter.memo.name", false},
		{"a memo that names who agreed", DepartmentInquiry, func(x *LetterFacts) {
			friend(x)
			x.File.Steps[1].Records = "What did you tell Ida Marlowe?"
		}, "letter.memo.name.need", true},
		{"a memo that names an anonymous patient", DepartmentInquiry, func(x *LetterFacts) {
			x.File.Anonymous, x.File.Steps[1].Records = true, "The record of Rosalind Achterberg"
		}, "letter.memo.name", false},

		{"praise by somebody who did not agree to be named", ComplimentForward, func(x *LetterFacts) {
			x.File.MayShareName = false
			x.File.Story = "The night nurse was kind. Rosalind Achterberg"
		}, "letter.memo.name", false},
		{"praise without words", ComplimentForward, func(x *LetterFacts) { x.File.Story = "" }, "letter.praise", false},

		{"a meeting that was held", MeetingConfirmation, func(x *LetterFacts) { x.File.Meetings[0].Held = true }, "letter.meeting.held", false},
		{"a meeting yesterday", MeetingConfirmation, func(x *LetterFacts) { x.File.Meetings[0].On = testToday - 1 }, "letter.meeting.past", false},
		{"a meeting that is not in the case", MeetingConfirmation, func(x *LetterFacts) { x.Draft.About = NewID() }, "letter.about", false},
		{"a meeting without a place", MeetingConfirmation, func(x *LetterFacts) { x.File.Meetings[0].Place = "" }, "letter.meeting.place", false},
		{"a meeting in a room to be found", MeetingConfirmation, func(x *LetterFacts) { x.File.Meetings[0].Place = "Room TBD" }, "letter.placeholder", false},

		{"an appeal to which the patient did not agree", AppealSupport, func(x *LetterFacts) { x.File.Advocacy[0].Agreed = false }, "letter.appeal.basis", false},
		{"an appeal that ended", AppealSupport, func(x *LetterFacts) { x.File.Advocacy[0].Outcome = "achieved" }, "letter.appeal.over", false},
		{"an appeal that was decided", AppealSupport, func(x *LetterFacts) { x.File.Advocacy[0].Levels[0].DecidedOn = testToday }, "letter.appeal.over", false},
		{"a denial in the future", AppealSupport, func(x *LetterFacts) { x.File.Advocacy[0].Levels[0].Basis = testToday + 1 }, "letter.appeal.denied.future", false},
		{"an appeal filed too late", AppealSupport, func(x *LetterFacts) { x.File.Advocacy[0].Levels[0].FileBy = testToday - 1 }, "letter.appeal.late", true},
		{"an appeal without a level", AppealSupport, func(x *LetterFacts) { x.File.Advocacy[0].Levels = nil }, "letter.appeal.denied", false},
		{"an appeal without its address", AppealSupport, func(x *LetterFacts) { x.Draft.To.Postal = "" }, "letter.address", false},
		{"an appeal to nobody", AppealSupport, func(x *LetterFacts) { x.Draft.To = Recipient{} }, "letter.addressee", false},

		{"a limit that ended", ConductLetter, func(x *LetterFacts) { x.File.Limits[0].EndedOn = testToday }, "letter.conduct.ended", false},
		{"a limit whose review is due", ConductLetter, func(x *LetterFacts) { x.File.Limits[0].ReviewOn = testToday }, "letter.conduct.ended", false},
		{"a limit that nobody decided", ConductLetter, func(x *LetterFacts) { x.File.Limits[0].DecidedBy = "" }, "letter.conduct.decided", false},
		{"a limit on somebody else", ConductLetter, func(x *LetterFacts) { x.File.Limits[0].Person = NewID() }, "letter.conduct.person", false},
		{"a limit without its facts", ConductLetter, func(x *LetterFacts) { x.File.Limits[0].Facts = "--" }, "letter.conduct.empty", false},

		{"a cover sheet without the committee's day", CommitteeCover, func(x *LetterFacts) { x.Draft.SetValue("committee.date", "") }, "letter.committee", false},
		{"a committee that met before receipt", CommitteeCover, func(x *LetterFacts) { x.Draft.SetValue("committee.date", "2026-02-01") }, "letter.committee.before", false},
		{"a committee that met last week", CommitteeCover, func(x *LetterFacts) { x.Draft.SetValue("committee.date", "2026-03-10") }, "letter.committee.past", true},
		{"a cover sheet without the delegation", CommitteeCover, func(x *LetterFacts) { x.Settings.Delegation = "" }, "letter.delegation", false},
	} {
		c.run(t)
	}
}

func dueOn(x *LetterFacts, day Date) {
	for i := range x.File.Clocks {
		x.File.Clocks[i].Due = day
	}
}

func TestGatesOfTheTemplate(t *testing.T) {
	for _, c := range []spoiled{
		{"a template that is a draft", NoticeOfDecision, func(x *LetterFacts) { x.Template.State = TemplateDraft }, "letter.template.state", false},
		{"a template of another kind", NoticeOfDecision, func(x *LetterFacts) { x.Template = templateOf(Acknowledgement, English) }, "letter.kind", false},
		{"a template of another language", NoticeOfDecision, func(x *LetterFacts) { x.Draft.Language = Spanish }, "letter.template.language", false},
		{"a template without the day of completion", NoticeOfDecision, func(x *LetterFacts) { x.Template = without(x.Template, "completed.date") }, "letter.template", false},
		{"results that a condition hides", NoticeOfDecision, func(x *LetterFacts) { x.Template = hiddenField(x.Template, "findings") }, "letter.element", false},
		{"a day of completion that a condition hides", NoticeOfDecision, func(x *LetterFacts) { x.Template = hiddenField(x.Template, "completed.date") }, "letter.element", false},
		{"a contact that the officer wrote over", NoticeOfDecision, func(x *LetterFacts) {
			x.Template = changed(x.Template, "contact.name", func(b *Block) { b.Slot, b.Lock = true, nil })
			for _, b := range x.Template.Blocks {
				if strings.Contains(b.Text, "contact.name") {
					x.Draft.SetWords(b.Name, "Call us. Done on [[completed.date]].")
				}
			}
		}, "letter.element", false},
		{"an unknown field in a slot", NoticeOfDecision, inSlot("opening", "Thank you, [[patient.nickname]]."), "letter.field", false},
		{"a field of another kind in a slot", NoticeOfDecision, inSlot("opening", "We meet on [[meeting.day]]."), "letter.field", false},
	} {
		c.run(t)
	}
}

// changed is the template with a change of each block that prints the field.
func changed(t Template, field string, change func(*Block)) Template {
	t.Blocks = append([]Block(nil), t.Blocks...)
	for i := range t.Blocks {
		if strings.Contains(t.Blocks[i].Text, "[["+field+"]]") {
			change(&t.Blocks[i])
		}
	}
	return t
}

func without(t Template, field string) Template {
	return changed(t, field, func(b *Block) { b.Text = strings.ReplaceAll(b.Text, "[["+field+"]]", "the day") })
}

func hiddenField(t Template, field string) Template {
	return changed(t, field, func(b *Block) { b.When = append([]string{"mediation"}, b.When...) })
}

func TestGatesOfDays(t *testing.T) {
	earlier := func(l Letter) func(*LetterFacts) {
		return func(x *LetterFacts) { l.Draft.Addressee = x.Draft.Addressee; x.File.Letters = []Letter{l} }
	}
	for _, c := range []spoiled{
		{"dated before an earlier letter", NoticeOfDecision, earlier(Letter{ID: NewID(), Kind: Acknowledgement, Date: testToday + 1}), "letter.date.earlier", false},
		{"older than the letter that it corrects", NoticeOfDecision, func(x *LetterFacts) {
			l := Letter{ID: NewID(), Kind: NoticeOfDecision, Date: testToday - 9, Dispatches: []Dispatch{{On: testToday - 2}}}
			x.File.Letters, x.Draft.Corrects, x.Draft.Date, x.Draft.CompletedOn = []Letter{l}, l.ID, testToday-3, testToday-4
		}, "letter.date.corrects", false},
		{"the event after receipt", NoticeOfDecision, func(x *LetterFacts) { x.File.EventDate = NewDate(2026, 2, 26) }, "letter.event.after", false},
		{"a step after the review was completed", NoticeOfDecision, func(x *LetterFacts) { x.File.Steps[0].DoneOn = testToday }, "letter.completed.step", false},
		{"a finding after the review was completed", NoticeOfDecision, func(x *LetterFacts) { x.Draft.CompletedOn = NewDate(2026, 3, 12) }, "letter.completed.finding", true},
		{"a letter that lay about", Acknowledgement, func(x *LetterFacts) { x.Draft.Date = testToday - 2 }, "letter.date.old", true},
		{"an address checked long ago", NoticeOfDecision, func(x *LetterFacts) { x.File.People[0].AddressConfirmed = NewDate(2025, 3, 1) }, "letter.address_confirmed.old", true},
	} {
		c.run(t)
	}
}

func TestGatesOfRestrictedText(t *testing.T) {
	note := func(class NoteClass, text string) func(*LetterFacts) {
		return func(x *LetterFacts) { x.File.Notes = append(x.File.Notes, Note{Class: class, Text: text}) }
	}
	both := func(a, b func(*LetterFacts)) func(*LetterFacts) { return func(x *LetterFacts) { a(x); b(x) } }
	report := Attachment{Name: "evaluation of the night shift.pdf", About: "what counsel asked the expert to write down", Class: NoteLegal}
	document := func(x *LetterFacts) { x.File.Attachments = []Attachment{report} }
	for _, c := range []spoiled{
		{"words of a legal note in the place of the meeting", MeetingConfirmation, both(note(NoteLegal, "counsel wants us to meet in the old chapel"), func(x *LetterFacts) {
			x.File.Meetings[0].Place = "Counsel wants us to meet in the old chapel"
		}), "letter.restricted", false},
		{"words of a restricted note in the case's words", Acknowledgement, both(note(NoteRestricted, "her brother was on duty that very night"), func(x *LetterFacts) {
			x.File.Issues[0].Understood = "Her brother was on duty that very night."
		}), "letter.restricted", false},
		{"the number of a safety report in a memo", DepartmentInquiry, both(note(NotePSWP, "PSR-2026-118"), func(x *LetterFacts) {
			x.File.Steps[1].Questions = []string{"What about PSR-2026-118?"}
		}), "letter.restricted", false},
		{"a legal document among the enclosures", NoticeOfDecision, both(document, func(x *LetterFacts) {
			x.Draft.Enclosures = []Enclosed{{Title: "Evaluation of the night shift"}}
		}), "letter.restricted", false},
		{"what a legal document is", NoticeOfDecision, both(document, inSlot("changes", "You know what counsel asked the expert to write down.")), "letter.restricted", false},
		{"what peer review found", NoticeOfDecision, inSlot("changes", "The peer review committee found that the dose was late."), "letter.peer_review", false},
		{"the result of peer review", NoticeOfDecision, inSlot("changes", "The results of the peer review are with the chief."), "letter.peer_review", false},
		{"work product by its name", NoticeOfDecision, inSlot("changes", "This is in the PSWP."), "letter.peer_review", false},
		{"what was done to a nurse", NoticeOfDecision, inSlot("changes", "The nurse was suspended for a week."), "letter.discipline", false},
		{"a warning", NoticeOfDecision, inSlot("changes", "She got a written warning."), "letter.discipline", false},
		{"treatment of substance use without the notice", NoticeOfDecision, func(x *LetterFacts) {
			x.File.SubstanceUse = true
			x.Template = changed(x.Template, "", func(*Block) {})
			x.Draft.SetWords("changes", "We moved your methadone to the morning.")
		}, "letter.part2.notice", false},
		{"a case of substance use treatment", NoticeOfDecision, func(x *LetterFacts) { x.File.SubstanceUse = true }, "letter.part2", true},
	} {
		if c.code == "letter.part2.notice" {
			spoil := c.spoil
			c.spoil = func(x *LetterFacts) { spoil(x); x.Template = withoutNotice(x.Template) }
		}
		c.run(t)
	}
}

func withoutNotice(t Template) Template {
	t.Blocks = append([]Block(nil), t.Blocks...)
	for i := range t.Blocks {
		if strings.Contains(t.Blocks[i].Text, "part 2") {
			t.Blocks[i].When = []string{"mediation"}
		}
	}
	return t
}

func TestTheNoticeLetsAFactOfSubstanceUseIn(t *testing.T) {
	x := goodLetter(t, NoticeOfDecision, English)
	x.File.SubstanceUse = true
	x.Draft.SetWords("changes", "We moved your methadone to the morning.\n"+Part2Notice)
	wantNone(t, x.Gate().Blocking())
}

func TestAConcernMayBeSaidToHaveGoneToTheReview(t *testing.T) {
	for _, text := range []string{
		"Your concern about the surgeon went to our peer review process.", "The scan was stopped. The nurse was called at once.",
		"We spoke with the nurse. She was sorry.", "The test was terminated early because you felt unwell.", "All nurses were taught again how to use the pump.",
	} {
		x := goodLetter(t, NoticeOfDecision, English)
		x.Draft.SetWords("changes", text)
		if m := x.Gate().Blocking(); len(m) > 0 {
			t.Errorf("%q: %+v", text, m)
		}
	}
}

func TestGatesOfWhatTheReaderMustNotLearn(t *testing.T) {
	for _, c := range []spoiled{
		{"the patient's name to a friend", Acknowledgement, toFriend("Thank you for writing about Rosalind Achterberg."), "letter.silent.name", false},
		{"her name turned round", Acknowledgement, toFriend("It is about Achterberg, Rosalind."), "letter.silent.name", false},
		{"her title and name", Acknowledgement, toFriend("We asked Ms. Achterberg."), "letter.silent.name", false},
		{"her name without its accents", Acknowledgement, func(x *LetterFacts) {
			toFriend("It is about Rosalia Penalosa.")(x)
			x.File.People[0].Given, x.File.People[0].Family = "Rosalía", "Peñalosa"
		}, "letter.silent.name", false},
		{"her record number", Acknowledgement, toFriend("Her number is 47115."), "letter.silent.number", false},
		{"her birth date", Acknowledgement, toFriend("She was born on May 17, 1950."), "letter.silent.birth", false},
		{"the unit", Acknowledgement, toFriend("You wrote about 6 West."), "letter.silent.unit", false},
		{"the day", Acknowledgement, toFriend("You wrote about the night of 2/21/2026."), "letter.silent.event", false},
		{"the day without its year", AuthorizationRequest, toFriend("You wrote about February 21."), "letter.silent.event", false},
		{"a health fact", AuthorizationRequest, toFriend("You wrote about the surgery."), "letter.silent.health", false},
		{"behavioral health in the window of the envelope", NoticeOfDecision, func(x *LetterFacts) {
			x.File.People[0].Street = "Behavioral Health Pavilion\n2218 Juniper Court"
		}, "letter.window", false},
		{"a kind of care in the address of a plan", AppealSupport, func(x *LetterFacts) { x.Draft.To.Organization = "Lakeland Oncology Appeals" }, "letter.window", false},
		{"the case number in the window", AppealSupport, func(x *LetterFacts) { x.Draft.To.Name = "Appeal PR-2026-00417" }, "letter.window.number", false},
		{"the record number in the window", NoticeOfDecision, func(x *LetterFacts) { x.File.People[0].Street += "\nRef. 0047115" }, "letter.window.number", false},
		{"a record number in the subject", NoticeOfDecision, inSlot("subject", "Your stay, MRN 47115"), "letter.subject.number", true},
		{"a record number", NoticeOfDecision, inSlot("opening", "It is MRN-0047115."), "letter.phi.mrn", true},
		{"a birth date", NoticeOfDecision, inSlot("opening", "You were born on 17 May 1950."), "letter.phi.birth", true},
		{"a social security number", NoticeOfDecision, inSlot("opening", "It is 123-45-6789."), "letter.phi.ssn", true},
		{"an account", NoticeOfDecision, inSlot("opening", "Your account no. 88213304 is paid."), "letter.phi.account", true},
		{"an e-mail address", NoticeOfDecision, inSlot("opening", "We wrote to someone@else.example."), "letter.phi.email", true},
		{"a list of medicines", NoticeOfDecision, inSlot("opening", "You take lisinopril, metformin and warfarin."), "letter.phi.medicines", true},
		{"an enclosure that tells", NoticeOfDecision, func(x *LetterFacts) { x.Draft.Enclosures = []Enclosed{{Title: "After your surgery"}} }, "letter.enclosure.health", true},
		{"small print for one who reads large print", NoticeOfDecision, func(x *LetterFacts) { x.File.People[0].Format = "large_print" }, "letter.format", true},
		{"paper for one who reads Braille", NoticeOfDecision, func(x *LetterFacts) { x.File.People[0].Format = "braille" }, "letter.format", true},
		{"a placeholder in the settings", NoticeOfDecision, func(x *LetterFacts) { x.Settings.Facility = "[hospital]" }, "letter.placeholder", false},
		{"a field in a heading", NoticeOfDecision, func(x *LetterFacts) {
			x.Template = changed(x.Template, "findings", func(b *Block) { b.Title = "About [[unit]]" })
		}, "letter.template", false},
		{"a restricted note with hidden characters", NoticeOfDecision, func(x *LetterFacts) {
			x.File.Notes = []Note{{Class: NoteLegal, Text: "counsel asked that we say nothing about the pump"}}
			x.Draft.SetWords("changes", "Coun\u00adsel asked that we\u200b say nothing about the pump.")
		}, "letter.restricted", false},
		{"no word of regret", NoticeOfDecision, func(x *LetterFacts) {
			for _, b := range x.Template.Blocks {
				if b.Slot {
					x.Draft.SetWords(b.Name, "Thank you for telling us about your concerns.")
				}
			}
		}, "letter.move.apologise", true},
		{"words of the law", NoticeOfDecision, inSlot("changes", "The hospital was negligent."), "letter.tone", true},
		{"a copy to somebody", NoticeOfDecision, func(x *LetterFacts) { x.Draft.Copies = []string{"Lakeland Health Plan"} }, "letter.copies", true},
		{"more than two pages", NoticeOfDecision, inSlot("changes", strings.Repeat("We now look at each call light every day. ", 90)), "letter.length", true},
		{"signed by the nurse complained about", NoticeOfDecision, func(x *LetterFacts) {
			x.File.People = append(x.File.People, Person{ID: NewID(), Role: RoleStaff, Given: "Dana", Family: "Whitfield"})
		}, "letter.conflict", false},
		{"a placeholder in the address", NoticeOfDecision, func(x *LetterFacts) { x.File.People[0].Street = "[street]" }, "letter.placeholder", false},
		{"a placeholder in what was understood", Acknowledgement, func(x *LetterFacts) { x.File.Issues[0].Understood = "Calls on XX" }, "letter.placeholder", false},
		{"a placeholder in a typed field", ReferralOut, func(x *LetterFacts) { x.Draft.SetValue("referred.body", "TBD") }, "letter.placeholder", false},
	} {
		c.run(t)
	}
}

func TestAFriendWithoutAuthorityMayGetALetterThatTellsNothing(t *testing.T) {
	for _, kind := range []LetterKind{Acknowledgement, AuthorizationRequest} {
		x := goodLetter(t, kind, English)
		friend(&x)
		if m := x.Gate().Blocking(); len(m) > 0 {
			t.Errorf("%s: %+v", kind, m)
		}
	}
}

func TestALetterIsWholeInOneLanguage(t *testing.T) {
	for text, half := range map[string]bool{
		"We looked at the call log and spoke with the nurse who was on duty that night.":            false,
		"Hablamos con la enfermera que estaba de turno y revisamos el registro de las llamadas.":    true,
		"You told us: “La enfermera no vino y nadie de la unidad me dijo por qué.” We are sorry.":   false,
		"The clinic is on Calle de la Cruz in Los Altos; ask for Ms. de la Vega of the day clinic.": false,
		"El Camino Hospital": false,
		"Gracias por contarnos sus inquietudes. Lamentamos la preocupación que esto le ha causado.": true,
	} {
		x := goodLetter(t, NoticeOfDecision, English)
		x.Draft.SetWords("changes", text)
		if got := x.Gate().Has("letter.half"); got != half {
			t.Errorf("%q is half translated: %v", text, got)
		}
	}
	if other, is := otherLanguage("Thank you for telling us about your concerns. We have looked at the call log.", Spanish); !is || other != English {
		t.Error("English in a Spanish letter passes")
	}
}

func TestDaysAreReadAsPeopleWriteThem(t *testing.T) {
	want := NewDate(2026, 3, 4)
	for _, text := range []string{"March 4, 2026", "on Mar. 4, 2026", "4 March 2026", "3/4/2026", "03-04-26", "2026-03-04", "4 de marzo de 2026", "4/3/2026", "March 4th, 2026", "el 4 de marzo del 2026"} {
		if !holdsDay("It was "+text+" at noon.", want) {
			t.Errorf("%q is not read", text)
		}
	}
	for _, text := range []string{"March 14, 2026", "13/4/2026", "the 4th", "2026", "call 555-0304-2026"} {
		if holdsDay(text, want) {
			t.Errorf("%q is read as March 4", text)
		}
	}
}

func TestPhonesAreFoundInAnyWriting(t *testing.T) {
	for _, text := range []string{"(555) 014-2270", "555.014.2270", "5550142270", "+1 555 014 2270", "1-555-014-2270", "555–014–2270", "555 014 22 70", "５５５-014-2270", "on March 3 call 555/014/2270"} {
		found := false
		for _, n := range phonesIn(text) {
			found = found || n.digits == "5550142270"
		}
		if !found {
			t.Errorf("%q is not found", text)
		}
	}
	for _, text := range []string{"555-014", "February 20, 2026", "12345 6789", "44997-3318"} {
		if n := phonesIn(text); len(n) > 0 {
			t.Errorf("%q is read as %v", text, n)
		}
	}
}
