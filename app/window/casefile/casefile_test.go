package casefile

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"rapport/app/window/desk"
	"rapport/app/window/ui"
	"rapport/data"
	"rapport/data/practice"
	"rapport/reports/letter"
)

func TestACaseIsWorkedFromTriageToItsClosing(t *testing.T) {
	o := newOffice(t)
	o.sees("Grievance New")
	o.sees("spoken complaint about care that was not resolved at the time")
	o.sees("Ms. Rosalind Fennimore about Mr. Walter Fennimore")
	o.press("Triage …")
	o.sees("Suggested priority:")
	o.press("Triage the case")
	o.acknowledgeByPhone()
	o.press("Investigate")
	o.investigate()
	o.press("Record findings")
	o.sees("Issue 1 (Safety) has no finding yet")
	o.findAll()
	o.press("Write the letter")
	if o.letter != data.NoticeOfDecision {
		t.Fatalf("the composer is open for %q", o.letter)
	}
	o.issue()
	o.sees("Send the letter and record how it left.")
	o.press("Record that it left")
	o.fill("Tracking number", "9400 1000")
	o.press("Record it")
	o.sees("Sent today")
	o.close()
	if f := o.file(); f.State != data.StateClosed || f.Closure != data.ClosedSatisfied || f.Letters[0].Dispatches[0].Tracking != "9400 1000" {
		t.Errorf("the case is %s, closed as %q, its letter left by %+v", f.State, f.Closure, f.Letters[0].Dispatches)
	}
	o.sees("Nothing: the case is closed.")
}

func (o *office) acknowledgeByPhone() {
	o.t.Helper()
	o.screen.Go(desk.Contacts)
	o.press("Add a contact …")
	o.fill("What was said", "Told her that we look into it and will write within a week.")
	o.fill("What was promised", "Call back about the night shift")
	o.tick("This acknowledged the complaint")
	o.press("Save the contact")
	f := o.file()
	if f.State != data.StateAcknowledged || len(f.Tasks) != 1 || !f.Tasks[0].Promise || f.Contacts[0].With != "Ms. Rosalind Fennimore" {
		o.t.Fatalf("the case is %s with the tasks %+v and the contacts %+v", f.State, f.Tasks, f.Contacts)
	}
	o.sees("Told her that we look into it")
}

func (o *office) investigate() {
	o.t.Helper()
	o.screen.Go(desk.Investigation)
	o.press("Add an interview …")
	o.fill("Who is asked", "The night nurse of 4 West")
	o.fill("Due", "+2")
	o.press("Save the step")
	o.sees("The night nurse of 4 West")
	o.press("Record the result …")
	o.fill("Result", "Two call lights were out of order.")
	o.fill("How the letter tells of it", "We spoke with the nurse who cared for him that night.")
	o.press("Save the step")
	if st := o.file().Steps; len(st) != 1 || st[0].DoneOn != today() || st[0].InLetter == "" {
		o.t.Fatalf("the steps are %+v", st)
	}
}

func (o *office) findAll() {
	o.t.Helper()
	for range o.file().Issues {
		o.press("Record the finding …")
		o.pick("What was found", "Substantiated")
		o.fill("Reasons, for the file", "The call log shows it.")
		o.fill("Answer, for the letter", "You were right, and we are sorry.")
		o.press("Save the finding")
	}
	for _, is := range o.file().Issues {
		if is.Finding.Outcome != data.Substantiated || is.Finding.Answer != "You were right, and we are sorry." {
			o.t.Fatalf("the finding is %+v", is.Finding)
		}
	}
}

// issue issues the resolution letter as the composer does.
func (o *office) issue() {
	o.t.Helper()
	f := o.file()
	x, err := o.session.NewLetter(o.t.Context(), f, data.NoticeOfDecision, data.English)
	if err != nil {
		o.t.Fatal(err)
	}
	x.Draft.CompletedOn = today()
	x.Draft.SetWords("changes", "We repaired the call lights.")
	if _, err := o.session.IssueLetter(o.t.Context(), f.Key, x.Draft, letter.Final(true)); err != nil {
		o.t.Fatal(err, x.Gate())
	}
}

func (o *office) close() {
	o.t.Helper()
	o.press("Close the case …")
	o.pick("Why is it closed?", "Resolved, the person is satisfied")
	o.sees("A promise is not kept yet")
	o.press("Go to tasks")
	o.screen.markTask(o.screen.file.Tasks[0], true)
	o.press("Close the case …")
	o.pick("Why is it closed?", "Resolved, the person is satisfied")
	o.sees("Nothing is missing in the case.")
	o.fill("Why does it lead to no action plan?", "The unit has changed its rounds already.")
	o.pick("Privacy", "No privacy matter")
	o.press("Close the case")
}

func TestTheScreenIsCalmInEveryLookAndSize(t *testing.T) {
	o := newOffice(t)
	for _, id := range []desk.Section{desk.Summary, desk.Tasks, desk.Notes} {
		o.screen.Go(id)
		o.shoot(string(id) + "-new")
	}
	o.fillCase()
	sizes := []fyne.Size{fyne.NewSize(850, 570), fyne.NewSize(1735, 950)}
	for _, look := range []ui.Look{ui.LookLight, ui.LookDark} {
		ui.Apply(look, 1)
		for _, size := range sizes {
			o.window.Resize(size)
			for _, info := range sections() {
				o.screen.Go(info.id)
				o.shoot(fmt.Sprintf("%s-%s-%.0f", info.id, look, size.Width))
				if least := o.window.Content().MinSize(); least.Width > sizes[0].Width || least.Height > sizes[0].Height {
					t.Errorf("%s needs %v, more than a window of 1024x700 gives", info.title, least)
				}
			}
		}
	}
	ui.Apply(ui.LookLight, 1)
	o.window.Resize(sizes[0])
	o.shootDialogs()
	ui.Apply(ui.LookContrast, 1.6)
	o.screen.Left()
	o.show(o.screen.number)
	for _, info := range sections() {
		o.screen.Go(info.id)
		o.shoot(string(info.id) + "-large-text")
		if least := o.window.Content().MinSize(); least.Width > sizes[0].Width {
			t.Errorf("with large text %s needs the width %v", info.title, least.Width)
		}
	}
}

func (o *office) shootDialogs() {
	s := o.screen
	for name, open := range map[string]func(){
		"person": func() { s.editPerson(s.file.People[1]) }, "issue": func() { s.editIssue(s.file.Issues[0]) },
		"finding": func() { s.editFinding(s.file.Issues[0]) }, "step": func() { s.editStep(data.Step{}) }, "interview": func() { s.editStep(data.Step{Kind: data.Interview}) },
		"records": func() { s.editStep(data.Step{Kind: data.RecordReview}) }, "policy": func() { s.editStep(data.Step{Kind: data.PolicyReview}) },
		"referral": func() { s.editStep(data.Step{Kind: data.Referral}) }, "moment": func() { s.editStep(data.Step{Kind: data.TimelineStep}) },
		"answer": func() { s.answerReferral(s.file.Steps[0]) }, "plan": s.editPlan, "cause": s.editCause, "triage": s.triage, "action": func() { s.editAction(data.ActionPlan{}) }, "contact": s.addContact,
		"advocacy": func() { s.editAdvocacy(data.Advocacy{}) }, "classify": s.reclassify, "close": s.closeCase, "actions": s.showActions,
		"clock": s.extendClock, "facts": s.editDetails, "hold": s.placeHold, "merge": s.mergeCase,
		"escalation": func() { s.editEscalation(data.Escalation{Trigger: "attorney"}) }, "limit": func() { s.editLimit(data.ConductLimit{}) },
		"review": func() { s.editReview(data.CommitteeReview{}) }, "offer": func() { s.editOffer(data.FilingOffer{}) },
		"document":       func() { s.addDocument("/home/officer/Desktop/photo.png") },
		"disclosure-new": func() { s.editDisclosure(data.Disclosure{On: today()}) }, "breach": func() { s.assessBreach(s.file.Disclosures[1]) },
		"reason": func() { s.askReason("Show this note?", data.NoteLegal, nil) }, "accounting": s.account,
	} {
		open()
		o.shoot("dialog-" + name)
		ui.CloseDialogs(o.window)
	}
}

// fillCase puts something into every section.
func (o *office) fillCase() {
	o.t.Helper()
	ctx, key, s := o.t.Context(), o.file().Key, o.session
	do := func(_ data.CaseFile, err error) {
		if err != nil {
			o.t.Fatal(err)
		}
	}
	do(s.Act(ctx, key, data.ActTriage, "", data.Closing{}))
	do(s.AddContact(ctx, key, data.Contact{At: o.file().ReceivedAt, Mode: "phone", With: "Ms. Rosalind Fennimore", Summary: "Told her that we look into it.", Promise: "Call back about the night shift"}, true))
	do(s.SaveStep(ctx, key, data.Step{Kind: data.Referral, Subject: "Why were two call lights out of order, and since when?", With: "Facilities", Due: today().AddDays(-2)}))
	do(s.SaveStep(ctx, key, data.Step{Kind: "interview", Subject: "The night nurse of 4 West", DoneOn: today(), Result: "She answered the lights she saw.", InLetter: "We spoke with the nurse."}))
	do(s.SaveStep(ctx, key, data.Step{Kind: data.RecordReview, Subject: "The call log of 4 West", DoneOn: today(), From: today().AddDays(-2), To: today().AddDays(-1), Minimum: "The calls of that night alone.", Result: "Four calls, none answered before seven."}))
	do(s.SaveStep(ctx, key, data.Step{Kind: data.PolicyReview, Subject: "Answering call lights", DoneOn: today(), PolicyNumber: "N-12", Version: "2025-01", Followed: "no", Adequate: "yes", Result: "Five minutes is the standard."}))
	night := today().AddDays(-1).Start(practice.Settings().Zone())
	for _, e := range []struct {
		at   time.Duration
		what string
	}{{2 * time.Hour, "He rang for pain relief"}, {150 * time.Minute, "He rang again; the light was switched off from the desk"}, {7*time.Hour + 4*time.Minute, "The day shift came and gave the dose"}} {
		do(s.SaveStep(ctx, key, data.Step{Kind: data.TimelineStep, Subject: e.what, With: "The call log", When: night.Add(e.at)}))
	}
	do(s.SaveInquiry(ctx, key, data.Inquiry{Questions: []string{"Why did nobody come between two and seven?", "Why were two call lights out of order?"}, Approach: "Ask the night nurse and Facilities; read the call log.",
		Lead: practice.Officer, Due: today().AddDays(3), Causes: []data.Cause{"equipment", "resources"}, Whys: []string{"The call lights were out of order.", "Nobody had reported them."}, Independent: true}))
	do(s.SaveAdvocacy(ctx, key, data.Advocacy{Kind: "bill_hold", Goal: "Hold the bill for the night", With: "Patient accounts", DoneOn: today(), Outcome: "achieved", Recovered: 125050}))
	do(s.AddNote(ctx, key, data.Note{Class: data.NoteOrdinary, Text: "The manager is back on Monday."}))
	do(s.AddNote(ctx, key, data.Note{Class: data.NoteRestricted, Text: "The nurse was alone with nine patients.", Corrects: o.file().Notes[0].ID}))
	do(s.AddAttachment(ctx, key, data.NewAttachment{Name: "photo of the call light on the second night of his stay.png", Class: data.NoteOrdinary, About: "Taken by his wife"}, strings.NewReader(photo(o.t))))
	do(s.AddAttachment(ctx, key, data.NewAttachment{Name: "letter from the clinic.docm", Class: data.NoteOrdinary}, strings.NewReader("%PDF-1.7 x")))
	do(s.AddAttachment(ctx, key, data.NewAttachment{Name: "evaluation.txt", Class: data.NoteSubstance}, strings.NewReader("Known to the clinic.")))
	do(s.SaveRecord(ctx, key, &data.Disclosure{On: today().AddDays(-3), Recipient: "State Department of Health", Address: "200 Capitol Square\nColumbus, OH 43215",
		What: "The complaint and the call log", Purpose: "Survey of complaint 25-118", Basis: data.BasisOversight, SuspendedUntil: today().AddDays(30), SuspendedBy: "Letter of the agency, in Documents"}))
	do(s.SaveRecord(ctx, key, &data.Disclosure{On: today(), Recipient: "A neighbor", What: "The acknowledgement", Purpose: "Sent to a wrong house number", Basis: data.BasisMisdirected}))
	do(s.AddTask(ctx, key, data.Task{What: "Ask for the call log", Due: today().AddDays(-1), Owner: practice.Officer}))
	do(s.RecordFinding(ctx, key, o.file().Issues[0].ID, data.Finding{Outcome: data.Substantiated, Reasons: "The call log shows it.", Answer: "You were right, and we are sorry."}))
	f := o.file()
	x, err := s.NewLetter(ctx, f, data.Acknowledgement, data.English)
	if err != nil {
		o.t.Fatal(err)
	}
	do(s.IssueLetter(ctx, key, x.Draft, letter.Final(true)))
}
