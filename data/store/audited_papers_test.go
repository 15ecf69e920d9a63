package store

import (
	"context"
	"errors"

	"rapport/data"
)

// auditedPapers are the methods of letters, sheets and reports, and of what comes in and goes out.
var auditedPapers = map[string]audited{
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

// leaves is a file of a case that leaves.
func leaves(f data.CaseFile) data.PutOut {
	return data.PutOut{What: "the record of the case", Case: f.Key, Cases: 1, Reason: "Counsel asked.", Protection: data.ProtectPDF, SHA256: "ab", Bytes: 12}
}

func (d *desk) auditLink(f data.CaseFile) error {
	row := data.Feedback{Text: "x", ExternalID: "1"}
	must[data.ImportCounts](d.t)(d.ImportFeedback(d.ctx(), data.ImportFile{Source: "cards"}, func(yield func(data.Feedback, error) bool) { yield(row, nil) }, nil))
	page := must[data.FeedbackPage](d.t)(d.Feedback(d.ctx(), data.FeedbackQuery{}))
	return d.LinkFeedback(d.ctx(), page.Rows[0].Key, f.Number)
}
