package store

import (
	"context"
	"errors"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"rapport/data"
	"rapport/data/practice"
	"rapport/data/vault"
)

// audited says of a method of the session which entry it leaves, and calls it
// so that it does; or why it leaves none.
type audited struct {
	entry string
	call  func(d *desk, f data.CaseFile) error
	none  string
}

// only drops what a method answers, unless it is a case that gives away what is
// to stay hidden.
func only(answer any, err error) error {
	if f, ok := answer.(data.CaseFile); ok {
		for _, n := range f.Notes {
			if n.Class.Restricted() && (n.Text != "" || !n.Hidden) {
				return errors.New("a restricted note left the session with its text")
			}
		}
		for _, a := range f.Attachments {
			if a.Class.Restricted() && (a.Name != "" || !a.Hidden) {
				return errors.New("a restricted document left the session with its name")
			}
		}
	}
	return err
}

const (
	showsLists = "lists show no more than a line of a case; opening one is logged"
	ownScrap   = "a draft is the officer's own and is logged once it becomes a record"
	noData     = "says nothing of anybody"
)

var auditedMethods = map[string]audited{
	"Rollback":       {none: noData},
	"ClockBack":      {none: noData},
	"ConflictCopies": {none: noData},
	"CompareHead":    {none: noData},
	"Salvage": {entry: "file.salvage", call: func(d *desk, _ data.CaseFile) error {
		_, err := d.Salvage(d.ctx(), filepath.Join(d.t.TempDir(), "salvage"), nil)
		return err
	}},
	"ExplainRollback": {entry: "file.rollback", call: func(d *desk, _ data.CaseFile) error {
		d.rollback = &Rollback{From: 3, To: 4}
		return d.ExplainRollback(d.ctx(), "Put back on purpose.")
	}},
	"OpenCase":   {entry: "case.open", call: func(d *desk, _ data.CaseFile) error { return only(d.OpenCase(d.ctx(), spoken(d.clock.now()))) }},
	"Case":       {entry: "case.view", call: func(d *desk, f data.CaseFile) error { return only(d.Case(d.ctx(), f.Number)) }},
	"Reclassify": {entry: "case.classify", call: func(d *desk, f data.CaseFile) error { return only(d.classify(d.ctx(), f, f.Answers, "", "")) }},
	"UpdateCase": {entry: "case.save", call: func(d *desk, f data.CaseFile) error {
		c := f.Details()
		c.Remedy = "An apology"
		return only(d.UpdateCase(d.ctx(), f.Key, c))
	}},
	"SavePerson":       {entry: "person.save", call: func(d *desk, f data.CaseFile) error { return only(d.SavePerson(d.ctx(), f.Key, f.People[0])) }},
	"RememberWorkList": {entry: "settings.worklist", call: func(d *desk, _ data.CaseFile) error { return d.RememberWorkList(d.ctx(), someList) }},
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
	"IssueLetter": {entry: "letter.issue", call: func(d *desk, f data.CaseFile) error { return only(d.letter(f)) }},
	"LetterPDF": {entry: "letter.view", call: func(d *desk, f data.CaseFile) error {
		l, err := d.letter(f)
		return errors.Join(err, only(d.LetterPDF(d.ctx(), f.Key, l)))
	}},
	"RecordPrint": {entry: "letter.printed", call: func(d *desk, f data.CaseFile) error {
		l, err := d.letter(f)
		return errors.Join(err, d.RecordPrint(d.ctx(), f.Key, l, "printed"))
	}},
	"RecordDispatch": {entry: "letter.dispatch", call: func(d *desk, f data.CaseFile) error {
		l, err := d.letter(f)
		return errors.Join(err, only(d.RecordDispatch(d.ctx(), f.Key, l, data.Dispatch{Method: data.DispatchMethods[0].Value, On: d.Settings().Today(d.clock.now())})))
	}},
	"RecordEmailCopy": {entry: "letter.email_copy", call: func(d *desk, f data.CaseFile) error {
		l, err := d.letter(f)
		return errors.Join(err, d.RecordEmailCopy(d.ctx(), f.Key, l, "ann@example.org"))
	}},
	"RecordReturn": {entry: "letter_return.add", call: (*desk).auditReturn},
	"SettleReturn": {entry: "letter_return.settle", call: func(d *desk, f data.CaseFile) error {
		err := d.auditReturn(f)
		f = caseDo(d.t)(d.Case(d.ctx(), f.Number))
		return errors.Join(err, only(d.SettleReturn(d.ctx(), f.Key, f.Returns[0].ID, "Told by phone.")))
	}},
	"AskApproval": {entry: "letter_approval.ask", call: (*desk).auditApproval},
	"TakeBackApproval": {entry: "letter_approval.take_back", call: func(d *desk, f data.CaseFile) error {
		return errors.Join(d.auditApproval(f), only(d.TakeBackApproval(d.ctx(), f.Key, data.Acknowledgement)))
	}},
	"ApproveLetter": {entry: "letter_approval.give", call: func(d *desk, f data.CaseFile) error {
		return d.byPat(f, func() error { return only(d.ApproveLetter(d.ctx(), f.Key, data.Acknowledgement)) })
	}},
	"SendBackLetter": {entry: "letter_approval.send_back", call: func(d *desk, f data.CaseFile) error {
		return d.byPat(f, func() error { return only(d.SendBackLetter(d.ctx(), f.Key, data.Acknowledgement, "Warmer.")) })
	}},
	"SaveTemplate": {entry: "template.save", call: func(d *desk, _ data.CaseFile) error { return only(d.newVersion()) }},
	"MoveTemplate": {entry: "template.move", call: func(d *desk, _ data.CaseFile) error {
		t, err := d.newVersion()
		if err == nil {
			_, _, err = d.MoveTemplate(d.ctx(), t.ID, data.TemplateMove{To: data.TemplateTest})
		}
		return err
	}},
	"RemoveTemplate": {entry: "template.remove", call: func(d *desk, _ data.CaseFile) error {
		t, err := d.newVersion()
		return errors.Join(err, d.RemoveTemplate(d.ctx(), t.ID))
	}},
	"SavePhrase": {entry: "phrase.save", call: func(d *desk, _ data.CaseFile) error { return only(d.SavePhrase(d.ctx(), sorryPhrase)) }},
	"RemovePhrase": {entry: "phrase.remove", call: func(d *desk, _ data.CaseFile) error {
		p, err := d.SavePhrase(d.ctx(), sorryPhrase)
		return errors.Join(err, d.RemovePhrase(d.ctx(), p.ID))
	}},
	"AddSheet": {entry: "sheet.add", call: func(d *desk, _ data.CaseFile) error { return only(d.AddSheet(d.ctx(), rightsSheet, pages)) }},
	"SaveSheet": {entry: "sheet.save", call: func(d *desk, _ data.CaseFile) error {
		return d.auditSheet(func(s data.Sheet) error { return only(d.SaveSheet(d.ctx(), s)) })
	}},
	"RetireSheet": {entry: "sheet.retire", call: func(d *desk, _ data.CaseFile) error {
		return d.auditSheet(func(s data.Sheet) error { return only(d.RetireSheet(d.ctx(), s.ID)) })
	}},
	"RestoreSheet": {entry: "sheet.restore", call: func(d *desk, _ data.CaseFile) error {
		return d.auditSheet(func(s data.Sheet) error { return only(d.RestoreSheet(d.ctx(), s.ID)) })
	}},
	"ImportMonthNumbers": {entry: "file.backup", call: func(d *desk, _ data.CaseFile) error { return d.ImportMonthNumbers(d.ctx(), nil, nil) }},
	"SaveMonthNumbers": {entry: "numbers.save", call: func(d *desk, _ data.CaseFile) error {
		return d.SaveMonthNumbers(d.ctx(), []data.MonthNumber{{Month: d.Settings().Today(d.clock.now()).Month(), Kind: data.PatientDays, Value: 6000}}, nil)
	}},
	"Freeze": {entry: "report.freeze", call: func(d *desk, _ data.CaseFile) error {
		before := data.MonthPeriod(d.Settings().Today(d.clock.now()).Month()).Before()
		return only(d.Freeze(d.ctx(), before, "", func(data.SummaryFacts) []data.FrozenFigure { return nil }))
	}},
	"NameTheme": {entry: "theme.name", call: func(d *desk, f data.CaseFile) error {
		for range data.ThemeCases - 1 {
			d.open()
		}
		key := data.ThemeKey{Quarter: d.Settings().Today(d.clock.now()), Category: f.Issues[0].Category, Unit: f.Unit}
		return d.NameTheme(d.ctx(), key, data.NamedTheme{Name: "Call lights", Owner: "Nurse manager"})
	}},
	"GrievanceLog": {entry: "log.view", call: func(d *desk, _ data.CaseFile) error {
		return only(d.GrievanceLog(d.ctx(), data.YearPeriod(2026), false))
	}},
	"CaseForPrint": {entry: "case.print", call: func(d *desk, f data.CaseFile) error {
		p, err := d.CaseForPrint(d.ctx(), f.Key, false, "")
		return only(p.File, err)
	}},
	"RecordRedactedCopy": {entry: "case.copy_redacted", call: func(d *desk, f data.CaseFile) error {
		return d.RecordRedactedCopy(d.ctx(), f.Key, data.CopyMade{Of: "a note", Way: data.CopyPDF, Hidden: 3})
	}},
	"RecordCopyAll": {entry: "case.copy_all", call: func(d *desk, f data.CaseFile) error { return d.RecordCopyAll(d.ctx(), f.Key) }},
	"CaseForPackage": {entry: "case.package", call: func(d *desk, f data.CaseFile) error {
		p, err := d.CaseForPackage(d.ctx(), f.Key, false, "")
		if err != nil {
			return err
		}
		return only(p.File, nil)
	}},
	"RecordPutOut": {entry: "file.out", call: func(d *desk, f data.CaseFile) error { return d.RecordPutOut(d.ctx(), leaves(f)) }},
	"HandOut": {entry: "file.out", call: func(d *desk, f data.CaseFile) error {
		return d.HandOut(d.ctx(), func(ctx context.Context) error { return d.RecordPutOut(ctx, leaves(f)) })
	}},
	"ReceiveCase": {entry: "case.receive", call: func(d *desk, _ data.CaseFile) error {
		f, _, err := d.ReceiveCase(d.ctx(), d.handedOver())
		return only(f, err)
	}},
	"UndoReceive": {entry: "case.void", call: func(d *desk, _ data.CaseFile) error {
		f, _, err := d.ReceiveCase(d.ctx(), d.handedOver())
		return errors.Join(err, only(d.UndoReceive(d.ctx(), f.Key, "It was for another hospital.")))
	}},
	"ExportWhole": {entry: "file.whole", call: func(d *desk, _ data.CaseFile) error {
		return only(d.ExportWhole(d.ctx(), "We change to another program.", inMemory{}.make, nil))
	}},
	"WholeSize":     {none: noData},
	"OpenHandover":  {none: "of another office's case; taking it in is logged"},
	"OfficeAddress": {none: noData},
	"RecordExport":  {entry: "report.export", call: func(d *desk, _ data.CaseFile) error { return d.RecordExport(d.ctx(), "summary") }},
	"ExportCases": {entry: "case.export", call: func(d *desk, _ data.CaseFile) error {
		return only(d.ExportCases(d.ctx(), data.CaseList{}))
	}},
	"SaveView": {entry: "view.save", call: func(d *desk, _ data.CaseFile) error { return d.SaveView(d.ctx(), data.SavedView{Name: "x"}) }},
	"RenameView": {entry: "view.rename", call: func(d *desk, _ data.CaseFile) error {
		return errors.Join(d.SaveView(d.ctx(), data.SavedView{Name: "x"}), d.RenameView(d.ctx(), "x", "y"))
	}},
	"DeleteView": {entry: "view.delete", call: func(d *desk, _ data.CaseFile) error {
		return errors.Join(d.SaveView(d.ctx(), data.SavedView{Name: "x"}), d.DeleteView(d.ctx(), "x"))
	}},
	"ImportFeedback": {entry: "import.feedback", call: func(d *desk, _ data.CaseFile) error {
		return only(d.ImportFeedback(d.ctx(), data.ImportFile{Source: "cards"}, comments(), nil))
	}},
	"ImportCases": {entry: "import.case", call: func(d *desk, _ data.CaseFile) error {
		return only(d.ImportCases(d.ctx(), data.ImportFile{Source: "log"}, func(func(data.ImportedCase, error) bool) {}, nil))
	}},
	"UndoImport": {entry: "import.undo", call: func(d *desk, _ data.CaseFile) error {
		counts, err := d.ImportFeedback(d.ctx(), data.ImportFile{Source: "cards"}, someComments(), nil)
		return errors.Join(err, only(d.UndoImport(d.ctx(), counts.Import, false, nil)))
	}},
	"RememberMap": {entry: "import.map", call: func(d *desk, _ data.CaseFile) error {
		return d.RememberMap(d.ctx(), data.ImportFile{Source: "log", Headings: "x", Map: []byte("{}")})
	}},
	"Imports":       {none: noData},
	"ImportUndo":    {none: "numbers of cases without names; taking the import back is logged"},
	"RememberedMap": {none: noData},
	"LinkFeedback":  {entry: "feedback.link", call: (*desk).auditLink},
	"AddFeedback":   {entry: "feedback.add", call: func(d *desk, _ data.CaseFile) error { return only(d.AddFeedback(d.ctx(), card(d))) }},
	"SetThemes": {entry: "feedback.themes", call: func(d *desk, _ data.CaseFile) error {
		f, err := d.AddFeedback(d.ctx(), card(d))
		return errors.Join(err, only(d.SetThemes(d.ctx(), f.Key, []string{"Food"})))
	}},
	"SetAsks": {entry: "feedback.asks", call: func(d *desk, _ data.CaseFile) error {
		f, err := d.AddFeedback(d.ctx(), card(d))
		return errors.Join(err, only(d.SetAsks(d.ctx(), f.Key, "she asked at the desk")))
	}},
	"SaveKnowledge":        {entry: "knowledge.save", call: func(d *desk, _ data.CaseFile) error { return only(d.SaveKnowledge(d.ctx(), leaflet())) }},
	"AddStartingKnowledge": {entry: "knowledge.save", call: func(d *desk, _ data.CaseFile) error { return only(d.AddStartingKnowledge(d.ctx())) }},
	"ReviewKnowledge": {entry: "knowledge.save", call: func(d *desk, _ data.CaseFile) error {
		k, err := d.SaveKnowledge(d.ctx(), leaflet())
		return errors.Join(err, only(d.ReviewKnowledge(d.ctx(), k.ID)))
	}},
	"RemoveKnowledge": {entry: "knowledge.remove", call: func(d *desk, _ data.CaseFile) error {
		k, err := d.SaveKnowledge(d.ctx(), leaflet())
		return errors.Join(err, d.RemoveKnowledge(d.ctx(), k.ID))
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
	"Load": {entry: "practice.load", call: func(d *desk, _ data.CaseFile) error {
		today := d.Settings().Today(d.clock.now())
		return d.Load(d.ctx(), practice.Cases(1, 1, d.Settings(), today.AddDays(-30), today), nil)
	}},
	"LearnWord": {entry: "settings.word", call: func(d *desk, _ data.CaseFile) error { return d.LearnWord(d.ctx(), "Lakeshore") }},
	"SaveGoals": {entry: "settings.goals", call: func(d *desk, _ data.CaseFile) error {
		return d.SaveGoals(d.ctx(), []data.Goal{{Measure: "decided_in_time", Target: 90}})
	}},
	"SaveDirectory": {entry: "settings.directory", call: func(d *desk, _ data.CaseFile) error {
		return d.SaveDirectory(d.ctx(), nil, []data.Agency{{Name: "State hotline", Phone: "555-0111"}})
	}},
	"ChoosePrinter":     {entry: "settings.printer", call: func(d *desk, _ data.CaseFile) error { return d.ChoosePrinter(d.ctx(), "Front office") }},
	"RecordNamedExport": {entry: "report.export", call: func(d *desk, _ data.CaseFile) error { return d.RecordNamedExport(d.ctx(), "the log") }},
	"Reassign": {entry: "officer.reassign", call: func(d *desk, _ data.CaseFile) error {
		err := d.AddOfficer(d.ctx(), data.Officer{Name: "Pat Winter", Title: "Officer"}, theirs)
		return errors.Join(err, only(d.Reassign(d.ctx(), "Dana Whitfield", "Pat Winter", "Parental leave.")))
	}},
	"SaveSettings": {entry: "settings.save", call: func(d *desk, _ data.CaseFile) error {
		set := d.Settings()
		set.Phone = "555-0199"
		return d.SaveSettings(d.ctx(), set)
	}},
	"Connect":           {entry: "network.call", call: func(d *desk, f data.CaseFile) error { return d.dialing(d.Connect, f.Key) }},
	"TestConnection":    {entry: "network.test", call: func(d *desk, _ data.CaseFile) error { return d.dialing(d.testing, 0) }},
	"SaveTaxonomyDraft": {entry: "taxonomy.draft", call: (*desk).auditTaxonomy},
	"DropTaxonomyDraft": {entry: "taxonomy.drop", call: func(d *desk, f data.CaseFile) error {
		return errors.Join(d.auditTaxonomy(f), d.DropTaxonomyDraft(d.ctx()))
	}},
	"ActivateTaxonomy": {entry: "taxonomy.activate", call: func(d *desk, f data.CaseFile) error {
		return errors.Join(d.auditTaxonomy(f), d.ActivateTaxonomy(d.ctx(), "The ward asked for it."))
	}},
	"AddOfficer": {entry: "officer.add", call: func(d *desk, _ data.CaseFile) error {
		return d.AddOfficer(d.ctx(), data.Officer{Name: "Pat Winter", Title: "Officer"}, "herons over the weir seven quiet")
	}},
	"SaveOfficer": {entry: "officer.save", call: func(d *desk, _ data.CaseFile) error {
		o := d.Officer()
		o.Title = "Lead"
		return d.SaveOfficer(d.ctx(), o)
	}},
	"RemoveOfficer": {entry: "officer.remove", call: func(d *desk, _ data.CaseFile) error {
		err := d.AddOfficer(d.ctx(), data.Officer{Name: "Pat Winter", Title: "Officer"}, theirs)
		return errors.Join(err, d.RemoveOfficer(d.ctx(), "Pat Winter", "Moved to another hospital."))
	}},
	"Prove": {entry: "session.fail", call: func(d *desk, _ data.CaseFile) error {
		if err := d.Prove(d.ctx(), theirs); !errors.Is(err, vault.ErrWrongPassphrase) {
			return err
		}
		return d.Prove(d.ctx(), passphrase)
	}},
	"ChangePassphrase": {entry: "officer.passphrase", call: func(d *desk, _ data.CaseFile) error {
		return d.ChangePassphrase(d.ctx(), passphrase, "herons over the weir seven quiet")
	}},
	"Keys":           {none: noData},
	"NewRecoveryKey": {entry: "keys.recovery", call: func(d *desk, _ data.CaseFile) error { return only(d.NewRecoveryKey(d.ctx())) }},
	"SetHospitalKey": {entry: "keys.hospital", call: (*desk).setHospitalKey},
	"RemoveHospitalKey": {entry: "keys.hospital", call: func(d *desk, f data.CaseFile) error {
		return errors.Join(d.setHospitalKey(f), d.RemoveHospitalKey(d.ctx()))
	}},
	"RotateKey": {entry: "keys.rotate", call: func(d *desk, _ data.CaseFile) error { return d.RotateKey(d.ctx(), nil) }},
	"AskPurge":  {entry: "purge.ask", call: (*desk).auditPurge},
	"RefusePurge": {entry: "purge.refuse", call: func(d *desk, f data.CaseFile) error {
		return errors.Join(d.auditPurge(f), d.RefusePurge(d.ctx(), []int64{f.Key}, "A study needs it."))
	}},
	"ConfirmPurge": {entry: "case.purge", call: func(d *desk, f data.CaseFile) error {
		if err := d.auditPurge(f); err != nil {
			return err
		}
		d.second()
		d.as("Pat Winter", theirs)
		_, err := d.ConfirmPurge(d.ctx(), []int64{f.Key})
		d.as("Dana Whitfield", passphrase)
		return err
	}},
	"Backup":      {entry: "file.backup", call: func(d *desk, _ data.CaseFile) error { return only(d.Backup(d.ctx(), "")) }},
	"BackupIfDue": {entry: "file.backup", call: func(d *desk, _ data.CaseFile) error { return only(d.BackupIfDue(d.ctx())) }},
	"Restore": {entry: "file.restore", call: func(d *desk, _ data.CaseFile) error {
		b, err := d.Backup(d.ctx(), "")
		return errors.Join(err, only(d.Restore(d.ctx(), RestoreOrder{Path: b.Path, Reason: "x"}, nil)))
	}},
	"Drill": {entry: "backup.drill", call: func(d *desk, _ data.CaseFile) error {
		return errors.Join(only(d.Backup(d.ctx(), "")), only(d.Drill(d.ctx(), "", nil)))
	}},
	"Verify": {entry: "file.verify", call: func(d *desk, _ data.CaseFile) error { return only(d.Verify(d.ctx(), false, nil)) }},
	"Lock":   {entry: "session.end", call: func(d *desk, _ data.CaseFile) error { return d.Lock(d.ctx()) }},

	"ReviewAudit": {entry: "audit.review", call: func(d *desk, _ data.CaseFile) error {
		return d.ReviewAudit(d.ctx(), d.Session.today().Month(), "Nothing stands out.")
	}},

	"RecordAccessReview": {entry: "access.review", call: func(d *desk, _ data.CaseFile) error { return d.RecordAccessReview(d.ctx()) }},

	"AccessReview":      {none: "taking it out for a review is logged by RecordAccessReview"},
	"OpenWork":          {none: noData},
	"AuditMonth":        {none: "counts of entries"},
	"UnreviewedMonth":   {none: noData},
	"PurgeableCases":    {none: showsLists},
	"PurgeRequests":     {none: showsLists},
	"PurgeCertificate":  {none: noData},
	"Themes":            {none: noData},
	"Close":             {none: "locks, which is logged, and gives the file back"},
	"CanUndo":           {none: noData},
	"GiftsThisYear":     {none: "a sum, read while the entry of a gift is written, which is logged"},
	"Cases":             {none: showsLists},
	"BrokenGlass":       {none: "reading what waits for a review; the review is logged"},
	"CountCases":        {none: showsLists},
	"Snippets":          {none: showsLists},
	"ActionPlans":       {none: showsLists},
	"SavedViews":        {none: ownScrap},
	"Today":             {none: showsLists},
	"PeopleLike":        {none: showsLists},
	"Feedback":          {none: "comments are read as a list and name nobody by their fields"},
	"CountFeedback":     {none: noData},
	"Library":           {none: "the library is about no patient"},
	"FeedbackThemes":    {none: noData},
	"Exceptions":        {none: "case numbers without names; a file of the list is logged by RecordPutOut"},
	"CommitteePacket":   {none: "case numbers without names; a file of the packet is logged by RecordPutOut"},
	"KO41a":             {none: noData},
	"SummaryFacts":      {none: "figures without names; putting the summary out is logged by RecordExport"},
	"Months":            {none: noData},
	"MonthNumbers":      {none: noData},
	"FrozenReports":     {none: noData},
	"QuarterThemes":     {none: noData},
	"ProposeClockMoves": {none: showsLists},
	"History":           {none: "the log of a case is read with the case, which is logged"},
	"Audit":             {none: "reading the log would fill the log"},
	"VerifyChain":       {none: noData},
	"Backups":           {none: noData},
	"BackupPlaces":      {none: noData},
	"Copies":            {none: noData},
	"LastDrill":         {none: noData},
	"Officers":          {none: noData},
	"SaveDraft":         {none: ownScrap},
	"Draft":             {none: ownScrap},
	"Drafts":            {none: ownScrap},
	"DeleteDraft":       {none: ownScrap},
	"SaveLetterDraft":   {none: ownScrap},
	"NewLetter":         {none: "makes a letter of a case that was read before"},
	"Strangers":         {none: "looks names and numbers up that the officer wrote, and shows nothing else of other cases"},
	"SharedPlanGaps":    {none: "looks names and numbers up that the officer wrote, and shows nothing else of any case"},
	"LetterFacts":       {none: "makes a letter of a case that was read before"},
	"Template":          {none: noData},
	"Templates":         {none: noData},
	"Phrases":           {none: noData},
	"Sheets":            {none: noData},
	"SheetPDF":          {none: "a sheet of the hospital is about no patient"},
	"LettersDue":        {none: showsLists},
	"LetterDraft":       {none: ownScrap},
	"File":              {none: noData},
	"Officer":           {none: noData},
	"Settings":          {none: noData},
	"Practice":          {none: noData},
	"Locked":            {none: noData},
	"Subscribe":         {none: noData},
}

// byPat are the methods that take a second officer.
var byPat = map[string]bool{"ReviewBrokenGlass": true, "ConfirmPurge": true, "ApproveLetter": true, "SendBackLetter": true}

func (d *desk) ctx() context.Context { return d.t.Context() }

// attach adds an ordinary document.
func (d *desk) attach(f data.CaseFile, name, bytes string) (data.CaseFile, error) {
	return d.AddAttachment(d.ctx(), f.Key, data.NewAttachment{Name: name, Class: data.NoteOrdinary}, strings.NewReader(bytes))
}

func (d *desk) auditTask(f data.CaseFile) error {
	return only(d.AddTask(d.ctx(), f.Key, data.Task{What: "x", Due: d.Settings().Today(d.clock.now())}))
}

func (d *desk) auditTaxonomy(data.CaseFile) error {
	return d.SaveTaxonomyDraft(d.ctx(), d.Settings().NextTaxonomy().WithSub("quality", "Falls"))
}

func (d *desk) task(f data.CaseFile) data.ID {
	d.t.Helper()
	if err := d.auditTask(f); err != nil {
		d.t.Fatal(err)
	}
	return caseDo(d.t)(d.Case(d.ctx(), f.Number)).Tasks[0].ID
}

// letter issues an acknowledgement, which asks for the least.
func (d *desk) letter(f data.CaseFile) (data.ID, error) {
	d.t.Helper()
	today := d.Settings().Today(d.clock.now())
	p := f.People[0]
	p.AddressConfirmed = today
	f = caseDo(d.t)(d.SavePerson(d.ctx(), f.Key, p))
	f, err := d.IssueLetter(d.ctx(), f.Key, d.draft(f, data.Acknowledgement), paper([]byte("%PDF-1.7 pages")))
	if err != nil {
		return data.ID{}, err
	}
	return f.Letters[0].ID, nil
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

// leaves is a file of a case that leaves.
func leaves(f data.CaseFile) data.PutOut {
	return data.PutOut{What: "the record of the case", Case: f.Key, Cases: 1, Reason: "Counsel asked.", Protection: data.ProtectPDF, SHA256: "ab", Bytes: 12}
}

// auditPurge closes the case, waits for its time, and asks for its purge.
func (d *desk) auditPurge(f data.CaseFile) error {
	d.void(f)
	d.clock.set(d.clock.now().AddDate(6, 0, 3))
	return d.AskPurge(d.ctx(), []int64{f.Key}, "Kept long enough.")
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

func (d *desk) auditLink(f data.CaseFile) error {
	row := data.Feedback{Text: "x", ExternalID: "1"}
	must[data.ImportCounts](d.t)(d.ImportFeedback(d.ctx(), data.ImportFile{Source: "cards"}, func(yield func(data.Feedback, error) bool) { yield(row, nil) }, nil))
	page := must[data.FeedbackPage](d.t)(d.Feedback(d.ctx(), data.FeedbackQuery{}))
	return d.LinkFeedback(d.ctx(), page.Rows[0].Key, f.Number)
}

func TestEveryMethodLeavesAnEntryOrSaysWhyNot(t *testing.T) {
	session := reflect.TypeFor[*Session]()
	for i := range session.NumMethod() {
		name := session.Method(i).Name
		m, ok := auditedMethods[name]
		switch {
		case !ok:
			t.Errorf("Session.%s is not in the table: which entry does it leave in the audit chain?", name)
		case (m.entry == "") == (m.none == ""):
			t.Errorf("Session.%s must name its entry or the reason for none", name)
		}
	}
	for name, m := range auditedMethods {
		if _, ok := session.MethodByName(name); !ok {
			t.Errorf("the table knows Session.%s, which is not there any more", name)
		}
		if m.entry == "" {
			continue
		}
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			d := newDesk(t, true)
			f := d.open()
			caseDo(t)(d.AddNote(t.Context(), f.Key, data.Note{Class: data.NoteRestricted, Text: "Known to counsel alone."}))
			f = caseDo(t)(d.AddAttachment(t.Context(), f.Key, data.NewAttachment{Name: "evaluation.txt", Class: data.NoteLegal}, strings.NewReader("Known to counsel alone.")))
			d.again() // writes the views that wait
			start := d.number(`select max(seq) from audit`)
			if err := m.call(d, f); err != nil {
				var missing data.Missing
				errors.As(err, &missing)
				t.Fatal(err, missing)
			}
			if d.Locked() {
				d.Session = must[*Session](t)(d.File().SignIn(t.Context(), "Dana Whitfield", passphrase))
			}
			if err := d.write(t.Context(), data.RightOffice, func(*work) error { return nil }); err != nil { // writes the views that wait
				t.Fatal(err)
			}
			for _, e := range must[[]AuditEntry](t)(d.Audit(t.Context(), AuditQuery{Limit: 500})) {
				if e.Seq > start && strings.HasPrefix(e.Action, m.entry) && (e.By == "Dana Whitfield" || byPat[name] && e.By == "Pat Winter") {
					return
				}
			}
			t.Errorf("no entry %q", m.entry)
		})
	}
}
