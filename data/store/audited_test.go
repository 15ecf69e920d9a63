package store

import (
	"context"
	"errors"
	"reflect"
	"strings"
	"testing"

	"rapport/data"
	"rapport/data/practice"
)

// audited says of a method of the session which entry it leaves, and calls it
// so that it does; or why it leaves none.
type audited struct {
	entry string
	call  func(d *desk, f data.CaseFile) error
	none  string
}

func only(_ any, err error) error { return err }

const (
	showsLists = "lists show no more than a line of a case; opening one is logged"
	ownScrap   = "a draft is the officer's own and is logged once it becomes a record"
	noData     = "says nothing of anybody"
)

var auditedMethods = map[string]audited{
	"OpenCase":   {entry: "case.open", call: func(d *desk, _ data.CaseFile) error { return only(d.OpenCase(d.ctx(), spoken(d.clock.at))) }},
	"Case":       {entry: "case.view", call: func(d *desk, f data.CaseFile) error { return only(d.Case(d.ctx(), f.Number)) }},
	"Reclassify": {entry: "case.classify", call: func(d *desk, f data.CaseFile) error { return only(d.Reclassify(d.ctx(), f.Key, f.Answers, "", "")) }},
	"UpdateCase": {entry: "case.save", call: func(d *desk, f data.CaseFile) error {
		c := f.Details()
		c.Remedy = "An apology"
		return only(d.UpdateCase(d.ctx(), f.Key, c))
	}},
	"SavePerson": {entry: "person.save", call: func(d *desk, f data.CaseFile) error { return only(d.SavePerson(d.ctx(), f.Key, f.People[0])) }},
	"SaveIssue":  {entry: "issue.save", call: func(d *desk, f data.CaseFile) error { return only(d.SaveIssue(d.ctx(), f.Key, f.Issues[0])) }},
	"RemoveIssue": {entry: "issue.remove", call: func(d *desk, f data.CaseFile) error {
		return only(d.RemoveIssue(d.ctx(), f.Key, f.Issues[1].ID, "Twice."))
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
		return only(d.AddContact(d.ctx(), f.Key, data.Contact{Mode: data.ContactModes[0].Value, At: d.clock.at, With: "x", Summary: "y"}, false))
	}},
	"AddNote": {entry: "note.add", call: func(d *desk, f data.CaseFile) error {
		return only(d.AddNote(d.ctx(), f.Key, data.Note{Class: data.NoteOrdinary, Text: "x"}))
	}},
	"AddTask":      {entry: "task.add", call: (*desk).auditTask},
	"CompleteTask": {entry: "task.done", call: func(d *desk, f data.CaseFile) error { return only(d.CompleteTask(d.ctx(), f.Key, d.task(f))) }},
	"ReopenTask":   {entry: "task.reopen", call: func(d *desk, f data.CaseFile) error { return only(d.ReopenTask(d.ctx(), f.Key, d.task(f))) }},
	"Act": {entry: "case.triage", call: func(d *desk, f data.CaseFile) error {
		return only(d.Act(d.ctx(), f.Key, data.ActTriage, "", data.Closing{}))
	}},
	"ExtendClock": {entry: "clock.extend", call: func(d *desk, f data.CaseFile) error {
		return only(d.ExtendClock(d.ctx(), f.Key, f.Clocks[1].ID, data.Extension{Days: 7, Reason: "Asked for time.", Agreed: "the patient"}))
	}},
	"PauseClock": {entry: "clock.pause", call: (*desk).auditPause},
	"ResumeClock": {entry: "clock.resume", call: func(d *desk, f data.CaseFile) error {
		return errors.Join(d.auditPause(f), only(d.ResumeClock(d.ctx(), f.Key, f.Clocks[1].ID, d.Settings().Today(d.clock.at))))
	}},
	"StartClock": {entry: "clock.start", call: func(d *desk, f data.CaseFile) error { return only(d.handClock(f)) }},
	"MeetClock": {entry: "clock.met", call: func(d *desk, f data.CaseFile) error {
		id, err := d.handClock(f)
		return errors.Join(err, only(d.MeetClock(d.ctx(), f.Key, id, d.Settings().Today(d.clock.at))))
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
		return errors.Join(err, only(d.RecordDispatch(d.ctx(), f.Key, l, data.Dispatch{Method: data.DispatchMethods[0].Value, On: d.Settings().Today(d.clock.at)})))
	}},
	"RecordExport": {entry: "report.export", call: func(d *desk, _ data.CaseFile) error { return d.RecordExport(d.ctx(), "summary") }},
	"ExportCases": {entry: "case.export", call: func(d *desk, _ data.CaseFile) error {
		_, _, err := d.ExportCases(d.ctx(), data.CaseList{})
		return err
	}},
	"SaveView": {entry: "view.save", call: func(d *desk, _ data.CaseFile) error { return d.SaveView(d.ctx(), data.SavedView{Name: "x"}) }},
	"RenameView": {entry: "view.rename", call: func(d *desk, _ data.CaseFile) error {
		return errors.Join(d.SaveView(d.ctx(), data.SavedView{Name: "x"}), d.RenameView(d.ctx(), "x", "y"))
	}},
	"DeleteView": {entry: "view.delete", call: func(d *desk, _ data.CaseFile) error {
		return errors.Join(d.SaveView(d.ctx(), data.SavedView{Name: "x"}), d.DeleteView(d.ctx(), "x"))
	}},
	"ImportFeedback": {entry: "import.feedback", call: func(d *desk, _ data.CaseFile) error { return only(d.ImportFeedback(d.ctx(), "cards", comments(), nil)) }},
	"ImportCases": {entry: "import.case", call: func(d *desk, _ data.CaseFile) error {
		return only(d.ImportCases(d.ctx(), "log", func(func(data.ImportedCase, error) bool) {}, nil))
	}},
	"LinkFeedback": {entry: "feedback.link", call: (*desk).auditLink},
	"Load": {entry: "practice.load", call: func(d *desk, _ data.CaseFile) error {
		today := d.Settings().Today(d.clock.at)
		return d.Load(d.ctx(), practice.Cases(1, 1, d.Settings(), today.AddDays(-30), today), nil)
	}},
	"SaveSettings": {entry: "settings.save", call: func(d *desk, _ data.CaseFile) error {
		set := d.Settings()
		set.Phone = "555-0199"
		return d.SaveSettings(d.ctx(), set)
	}},
	"AddOfficer": {entry: "officer.add", call: func(d *desk, _ data.CaseFile) error {
		return d.AddOfficer(d.ctx(), data.Officer{Name: "Pat Winter", Title: "Officer"}, "herons over the weir seven quiet")
	}},
	"SaveOfficer": {entry: "officer.save", call: func(d *desk, _ data.CaseFile) error {
		o := d.Officer()
		o.Title = "Lead"
		return d.SaveOfficer(d.ctx(), o)
	}},
	"ChangePassphrase": {entry: "officer.passphrase", call: func(d *desk, _ data.CaseFile) error {
		return d.ChangePassphrase(d.ctx(), passphrase, "herons over the weir seven quiet")
	}},
	"Undo": {entry: "case.undo", call: func(d *desk, f data.CaseFile) error {
		return errors.Join(d.auditTask(f), only(d.Undo(d.ctx())))
	}},
	"Backup":      {entry: "file.backup", call: func(d *desk, _ data.CaseFile) error { return only(d.Backup(d.ctx(), "")) }},
	"BackupIfDue": {entry: "file.backup", call: func(d *desk, _ data.CaseFile) error { return only(d.BackupIfDue(d.ctx())) }},
	"Verify":      {entry: "file.verify", call: func(d *desk, _ data.CaseFile) error { return only(d.Verify(d.ctx(), false, nil)) }},
	"Lock":        {entry: "session.end", call: func(d *desk, _ data.CaseFile) error { return d.Lock(d.ctx()) }},

	"Close":             {none: "locks, which is logged, and gives the file back"},
	"Cases":             {none: showsLists},
	"CountCases":        {none: showsLists},
	"Snippets":          {none: showsLists},
	"SavedViews":        {none: ownScrap},
	"Today":             {none: showsLists},
	"Feedback":          {none: "comments are read as a list and name nobody by their fields"},
	"CountFeedback":     {none: noData},
	"FeedbackThemes":    {none: noData},
	"SummaryFacts":      {none: "figures without names; putting the summary out is logged by RecordExport"},
	"Months":            {none: noData},
	"ProposeClockMoves": {none: showsLists},
	"CanUndo":           {none: noData},
	"History":           {none: "the log of a case is read with the case, which is logged"},
	"Audit":             {none: "reading the log would fill the log"},
	"VerifyChain":       {none: noData},
	"Backups":           {none: noData},
	"Officers":          {none: noData},
	"SaveDraft":         {none: ownScrap},
	"Draft":             {none: ownScrap},
	"Drafts":            {none: ownScrap},
	"DeleteDraft":       {none: ownScrap},
	"SaveLetterDraft":   {none: ownScrap},
	"LetterDraft":       {none: ownScrap},
	"File":              {none: noData},
	"Officer":           {none: noData},
	"Settings":          {none: noData},
	"Practice":          {none: noData},
	"Locked":            {none: noData},
	"Subscribe":         {none: noData},
}

func (d *desk) ctx() context.Context { return d.t.Context() }

func (d *desk) auditTask(f data.CaseFile) error {
	return only(d.AddTask(d.ctx(), f.Key, data.Task{What: "x", Due: d.Settings().Today(d.clock.at)}))
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
	today := d.Settings().Today(d.clock.at)
	p := f.People[0]
	p.AddressConfirmed = today
	f = caseDo(d.t)(d.SavePerson(d.ctx(), f.Key, p))
	draft := data.DraftLetterFor(f, data.Acknowledgement, d.Officer(), d.Settings(), today)
	f, err := d.IssueLetter(d.ctx(), f.Key, draft, []byte("%PDF-1.7 pages"), 1)
	if err != nil {
		return data.ID{}, err
	}
	return f.Letters[0].ID, nil
}

func (d *desk) auditPause(f data.CaseFile) error {
	return only(d.PauseClock(d.ctx(), f.Key, f.Clocks[1].ID, d.Settings().Today(d.clock.at), "In surgery."))
}

// handClock starts a clock for the committee.
func (d *desk) handClock(f data.CaseFile) (data.ID, error) {
	f, err := d.StartClock(d.ctx(), f.Key, data.ClockStart{Kind: data.ClockCommittee, From: d.Settings().Today(d.clock.at)})
	if err != nil {
		return data.ID{}, err
	}
	return f.Clocks[len(f.Clocks)-1].ID, nil
}

func (d *desk) auditLink(f data.CaseFile) error {
	row := data.Feedback{Text: "x", ExternalID: "1"}
	must[data.ImportCounts](d.t)(d.ImportFeedback(d.ctx(), "cards", func(yield func(data.Feedback, error) bool) { yield(row, nil) }, nil))
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
			if err := d.write(t.Context(), func(*work) error { return nil }); err != nil { // writes the views that wait
				t.Fatal(err)
			}
			for _, e := range must[[]AuditEntry](t)(d.Audit(t.Context(), AuditQuery{Limit: 500})) {
				if e.Seq > start && strings.HasPrefix(e.Action, m.entry) && e.By == "Dana Whitfield" {
					return
				}
			}
			t.Errorf("no entry %q", m.entry)
		})
	}
}
