package store

import (
	"errors"
	"strings"

	"rapport/data"
)

// auditedCase are the methods that work on one case.
var auditedCase = map[string]audited{
	"OpenCase":   {entry: "case.open", call: func(d *desk, _ data.CaseFile) error { return only(d.OpenCase(d.ctx(), spoken(d.clock.now()))) }},
	"Case":       {entry: "case.view", call: func(d *desk, f data.CaseFile) error { return only(d.Case(d.ctx(), f.Number)) }},
	"Reclassify": {entry: "case.classify", call: func(d *desk, f data.CaseFile) error { return only(d.classify(d.ctx(), f, f.Answers, "", "")) }},
	"UpdateCase": {entry: "case.save", call: func(d *desk, f data.CaseFile) error {
		c := f.Details()
		c.Remedy = "An apology"
		return only(d.UpdateCase(d.ctx(), f.Key, c))
	}},
	"SavePerson": {entry: "person.save", call: func(d *desk, f data.CaseFile) error { return only(d.SavePerson(d.ctx(), f.Key, f.People[0])) }},
	"TakeRegistration": {entry: "registration.take", call: func(d *desk, f data.CaseFile) error {
		return only(d.TakeRegistration(d.ctx(), f.Key, d.takingFor(f)))
	}},
	"MergePersons": {entry: "person.merge", call: func(d *desk, f data.CaseFile) error {
		return only(d.MergePersons(d.ctx(), f.People[0].Known, d.open().People[0].Known, "The same birth certificate."))
	}},
	"UnmergePersons": {entry: "person.unmerge", call: func(d *desk, f data.CaseFile) error {
		other := d.open().People[0].Known
		return errors.Join(only(d.MergePersons(d.ctx(), f.People[0].Known, other, "x")), only(d.UnmergePersons(d.ctx(), other, "")))
	}},
	"KnownPerson": {entry: "person.view", call: func(d *desk, f data.CaseFile) error { return only(d.KnownPerson(d.ctx(), f.People[0].Known)) }},
	"SaveIssue":   {entry: "issue.save", call: func(d *desk, f data.CaseFile) error { return only(d.SaveIssue(d.ctx(), f.Key, f.Issues[0])) }},
	"RemoveIssue": {entry: "issue.remove", call: func(d *desk, f data.CaseFile) error {
		return only(d.RemoveIssue(d.ctx(), f.Key, f.Issues[1].ID, "Twice."))
	}},
	"RemovePerson": {entry: "person.remove", call: func(d *desk, f data.CaseFile) error {
		return only(d.RemovePerson(d.ctx(), f.Key, f.People[0].ID, "By mistake."))
	}},
	"RecordFinding": {entry: "issue.finding", call: func(d *desk, f data.CaseFile) error {
		return only(d.RecordFinding(d.ctx(), f.Key, f.Issues[0].ID, data.Finding{Outcome: data.Inconclusive, Reasons: "x"}))
	}},
	"SaveStep": {entry: "step.save", call: func(d *desk, f data.CaseFile) error {
		return only(d.SaveStep(d.ctx(), f.Key, data.Step{Kind: data.StepKinds[0].Value, Subject: "x"}))
	}},
	"SaveAdvocacy": {entry: "advocacy.save", call: func(d *desk, f data.CaseFile) error {
		return only(d.SaveAdvocacy(d.ctx(), f.Key, data.Advocacy{Kind: data.AdvocacyKinds[0].Value, Goal: "x"}))
	}},
	"AddContact": {entry: "contact.add", call: func(d *desk, f data.CaseFile) error {
		return only(d.AddContact(d.ctx(), f.Key, data.Contact{Mode: data.ContactModes[0].Value, At: d.clock.now(), With: "x", Summary: "y"}, false))
	}},
	"AddNote": {entry: "note.add", call: func(d *desk, f data.CaseFile) error {
		return only(d.AddNote(d.ctx(), f.Key, data.Note{Class: data.NoteOrdinary, Text: "x"}))
	}},
	"RevealNote": {entry: "note.reveal", call: func(d *desk, f data.CaseFile) error {
		return only(d.RevealNote(d.ctx(), f.Key, f.Notes[0].ID, "Counsel asked."))
	}},
	"AddAttachment": {entry: "attachment.add", call: func(d *desk, f data.CaseFile) error { return only(d.attach(f, "a.txt", "The bill.")) }},
	"OpenAttachment": {entry: "attachment.open", call: func(d *desk, f data.CaseFile) error {
		_, _, err := d.OpenAttachment(d.ctx(), f.Key, f.Attachments[0].ID, "Counsel asked.")
		return err
	}},
	"RecordAttachmentSaved": {entry: "attachment.saved", call: func(d *desk, f data.CaseFile) error {
		return d.RecordAttachmentSaved(d.ctx(), f.Key, f.Attachments[0].ID)
	}},
	"RenameAttachment": {entry: "attachment.rename", call: func(d *desk, f data.CaseFile) error {
		return only(d.RenameAttachment(d.ctx(), f.Key, f.Attachments[0].ID, "b.txt", ""))
	}},
	"VoidAttachment": {entry: "attachment.void", call: func(d *desk, f data.CaseFile) error {
		return only(d.VoidAttachment(d.ctx(), f.Key, f.Attachments[0].ID, "Another patient's."))
	}},
	"Accounting":            {entry: "disclosure.accounting", call: func(d *desk, f data.CaseFile) error { return only(d.Accounting(d.ctx(), f.Key)) }},
	"RecordAccountingPrint": {entry: "accounting.printed", call: func(d *desk, f data.CaseFile) error { return d.RecordAccountingPrint(d.ctx(), f.Key) }},
	"AddTask":               {entry: "task.add", call: (*desk).auditTask},
	"CompleteTask":          {entry: "task.done", call: func(d *desk, f data.CaseFile) error { return only(d.CompleteTask(d.ctx(), f.Key, d.task(f))) }},
	"ReopenTask":            {entry: "task.reopen", call: func(d *desk, f data.CaseFile) error { return only(d.ReopenTask(d.ctx(), f.Key, d.task(f))) }},
	"Act": {entry: "case.triage", call: func(d *desk, f data.CaseFile) error {
		return only(d.Act(d.ctx(), f.Key, data.ActTriage, "", data.Closing{}))
	}},
	"SaveRecord": {entry: "handout.save", call: func(d *desk, f data.CaseFile) error { return only(d.handout(f)) }},
	"RemoveRecord": {entry: "handout.remove", call: func(d *desk, f data.CaseFile) error {
		f, err := d.handout(f)
		return errors.Join(err, only(d.RemoveRecord(d.ctx(), f.Key, data.RecHandout, f.Handouts[0].ID, "Given by somebody else.")))
	}},
	"SaveInquiry": {entry: "inquiry.save", call: func(d *desk, f data.CaseFile) error {
		return only(d.SaveInquiry(d.ctx(), f.Key, data.Inquiry{Approach: "Read the call log."}))
	}},
	"SignOff": {entry: "inquiry.sign", call: func(d *desk, f data.CaseFile) error {
		err := only(d.SaveInquiry(d.ctx(), f.Key, data.Inquiry{Independent: true}))
		for _, is := range f.Issues {
			err = errors.Join(err, only(d.RecordFinding(d.ctx(), f.Key, is.ID, data.Finding{Outcome: data.Inconclusive, Reasons: "x"})))
		}
		return errors.Join(err, only(d.SignOff(d.ctx(), f.Key, "")))
	}},
	"PlaceHold": {entry: "hold.place", call: func(d *desk, f data.CaseFile) error { return only(d.PlaceHold(d.ctx(), f.Key, "Counsel asked.")) }},
	"ReleaseHold": {entry: "hold.release", call: func(d *desk, f data.CaseFile) error {
		return errors.Join(only(d.PlaceHold(d.ctx(), f.Key, "Counsel asked.")), only(d.ReleaseHold(d.ctx(), f.Key, "Settled.")))
	}},
	"LinkCases": {entry: "case.link", call: func(d *desk, f data.CaseFile) error {
		return only(d.LinkCases(d.ctx(), f.Key, d.open().Number, "Same night."))
	}},
	"UnlinkCases": {entry: "case.unlink", call: func(d *desk, f data.CaseFile) error {
		other := d.open().Number
		return errors.Join(only(d.LinkCases(d.ctx(), f.Key, other, "")), only(d.UnlinkCases(d.ctx(), f.Key, other)))
	}},
	"MergeCases": {entry: "case.merge", call: func(d *desk, f data.CaseFile) error {
		return only(d.MergeCases(d.ctx(), f.Key, d.open().Number, "Entered twice."))
	}},
	"UnmergeCases": {entry: "case.unmerge", call: func(d *desk, f data.CaseFile) error {
		return errors.Join(only(d.MergeCases(d.ctx(), f.Key, d.open().Number, "Entered twice.")), only(d.UnmergeCases(d.ctx(), f.Key, "Two matters.")))
	}},
	"RestrictCase": {entry: "case.restrict", call: func(d *desk, f data.CaseFile) error { return only(d.restrict(f)) }},
	"LiftRestriction": {entry: "case.lift", call: func(d *desk, f data.CaseFile) error {
		_, err := d.restrict(f)
		return errors.Join(err, only(d.LiftRestriction(d.ctx(), f.Key, "Settled.")))
	}},
	"BreakGlass": {entry: "case.break_glass", call: func(d *desk, f data.CaseFile) error {
		return only(d.BreakGlass(d.ctx(), f.Number, mustSee))
	}},
	"ReviewBrokenGlass": {entry: "glass.review", call: (*desk).auditGlass},
	"Undo":              {entry: "case.undo", call: func(d *desk, f data.CaseFile) error { return errors.Join(d.auditTask(f), only(d.Undo(d.ctx()))) }},
	"ExtendClock": {entry: "clock.extend", call: func(d *desk, f data.CaseFile) error {
		return only(d.ExtendClock(d.ctx(), f.Key, f.Clocks[1].ID, data.Extension{Days: 7, Reason: "Asked for time.", Agreed: "the patient"}))
	}},
	"PauseClock": {entry: "clock.pause", call: (*desk).auditPause},
	"ResumeClock": {entry: "clock.resume", call: func(d *desk, f data.CaseFile) error {
		return errors.Join(d.auditPause(f), only(d.ResumeClock(d.ctx(), f.Key, f.Clocks[1].ID, d.Settings().Today(d.clock.now()))))
	}},
	"StartClock": {entry: "clock.start", call: func(d *desk, f data.CaseFile) error { return only(d.handClock(f)) }},
	"MeetClock": {entry: "clock.met", call: func(d *desk, f data.CaseFile) error {
		id, err := d.handClock(f)
		return errors.Join(err, only(d.MeetClock(d.ctx(), f.Key, id, d.Settings().Today(d.clock.now()))))
	}},
	"StopClock": {entry: "clock.stop", call: func(d *desk, f data.CaseFile) error {
		id, err := d.handClock(f)
		return errors.Join(err, only(d.StopClock(d.ctx(), f.Key, id, "The committee met without it.")))
	}},
	"AcceptClockMoves": {entry: "clock.recount", call: func(d *desk, f data.CaseFile) error {
		set := d.Settings()
		set.Holidays = append(set.Holidays, data.Holiday{Name: "Staff day", On: f.Clocks[0].Due})
		moves, err := d.ProposeClockMoves(d.ctx(), set)
		return errors.Join(err, d.SaveSettings(d.ctx(), set), d.AcceptClockMoves(d.ctx(), moves, "A holiday was added."))
	}},
	"TellPerson": {entry: "contact.add", call: func(d *desk, f data.CaseFile) error {
		f, err := d.SaveRecord(d.ctx(), f.Key, &data.Handover{Purpose: "compliment", To: "x", On: d.Settings().Today(d.clock.now())})
		return errors.Join(err, only(d.TellPerson(d.ctx(), f.Key, f.Handovers[0].ID, called(d), nil)))
	}},
	"AnswerNow": {entry: "case.close", call: func(d *desk, _ data.CaseFile) error {
		in := data.Intake{Channel: data.Phone, ReceivedAt: d.clock.now(), Story: "When may I visit?", Nature: data.Information}
		f, err := d.OpenCase(d.ctx(), in)
		return errors.Join(err, only(d.AnswerNow(d.ctx(), f.Key, called(d), nil, data.Closing{Reason: data.ClosedSatisfied})))
	}},
}

// attach adds an ordinary document.
func (d *desk) attach(f data.CaseFile, name, bytes string) (data.CaseFile, error) {
	return d.AddAttachment(d.ctx(), f.Key, data.NewAttachment{Name: name, Class: data.NoteOrdinary}, strings.NewReader(bytes))
}

func (d *desk) auditTask(f data.CaseFile) error {
	return only(d.AddTask(d.ctx(), f.Key, data.Task{What: "x", Due: d.Settings().Today(d.clock.now())}))
}

func (d *desk) task(f data.CaseFile) data.ID {
	d.t.Helper()
	if err := d.auditTask(f); err != nil {
		d.t.Fatal(err)
	}
	return caseDo(d.t)(d.Case(d.ctx(), f.Number)).Tasks[0].ID
}

func (d *desk) handout(f data.CaseFile) (data.CaseFile, error) {
	return d.SaveRecord(d.ctx(), f.Key, &data.Handout{On: d.Settings().Today(d.clock.now()), Title: "Your rights", To: "the patient"})
}

func (d *desk) auditPause(f data.CaseFile) error {
	return only(d.PauseClock(d.ctx(), f.Key, f.Clocks[1].ID, d.Settings().Today(d.clock.now()), "In surgery."))
}

// handClock starts a clock for the committee.
func (d *desk) handClock(f data.CaseFile) (data.ID, error) {
	f, err := d.StartClock(d.ctx(), f.Key, data.ClockStart{Kind: data.ClockCommittee, From: d.Settings().Today(d.clock.now())})
	if err != nil {
		return data.ID{}, err
	}
	return f.Clocks[len(f.Clocks)-1].ID, nil
}

// mustSee is a reason for breaking the glass.
const mustSee = "The patient is on the phone and the owner is away."

// restrict keeps a case to who is signed in.
func (d *desk) restrict(f data.CaseFile) (data.CaseFile, error) {
	return d.RestrictCase(d.ctx(), f.Key, data.Restriction{Reason: "It is about somebody known here.", Names: []string{d.Officer().Name}})
}

// auditGlass has Pat Winter, privacy officer, review what Dana Whitfield broke.
func (d *desk) auditGlass(f data.CaseFile) error {
	_, err := d.BreakGlass(d.ctx(), f.Number, mustSee)
	d.secondWith(data.RolePrivacy)
	d.as("Pat Winter", theirs)
	unread, e := d.BrokenGlass(d.ctx(), true)
	err = errors.Join(err, e)
	if err == nil {
		err = d.ReviewBrokenGlass(d.ctx(), unread[0].Seq, "It was needed.")
	}
	d.as("Dana Whitfield", passphrase)
	return err
}
