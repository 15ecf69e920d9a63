package store

import (
	"errors"

	"rapport/data"
	"rapport/data/exchange/sealed"
)

// Letters.
func init() {
	plainly("LettersDue", func(d *desk, _ data.CaseFile) error { return only(d.LettersDue(d.ctx(), data.Acknowledgement)) })
	plainly("Template", func(d *desk, _ data.CaseFile) error {
		return only(d.Template(d.ctx(), data.Acknowledgement, data.English))
	})
	plainly("NewLetter", func(d *desk, f data.CaseFile) error {
		return only(d.NewLetter(d.ctx(), f, data.Acknowledgement, data.English))
	})
	ready("LetterFacts", func(d *desk, f data.CaseFile) func() error {
		draft := d.draft(f, data.Acknowledgement)
		return func() error { return only(d.LetterFacts(d.ctx(), f, draft)) }
	})
	ready("Strangers", func(d *desk, f data.CaseFile) func() error {
		x := must[data.LetterFacts](d.t)(d.NewLetter(d.ctx(), f, data.Acknowledgement, data.English))
		return func() error { return only(d.Strangers(d.ctx(), f.Key, x)) }
	})
	plainly("SharedPlanGaps", func(d *desk, f data.CaseFile) error { return only(d.SharedPlanGaps(d.ctx(), f.Key, data.ActionPlan{})) })
	plainly("LetterDraft", func(d *desk, f data.CaseFile) error {
		_, _, err := d.LetterDraft(d.ctx(), f.Key, data.Acknowledgement)
		return err
	})
	ready("SaveLetterDraft", func(d *desk, f data.CaseFile) func() error {
		draft := d.draft(f, data.Acknowledgement)
		return func() error { return d.SaveLetterDraft(d.ctx(), f.Key, draft) }
	})
	withLetter := func(name string, do func(d *desk, f data.CaseFile, letter data.ID) error) {
		ready(name, func(d *desk, f data.CaseFile) func() error {
			l := must[data.ID](d.t)(d.letter(f))
			return func() error { return do(d, f, l) }
		})
	}
	withLetter("LetterPDF", func(d *desk, f data.CaseFile, l data.ID) error { return only(d.LetterPDF(d.ctx(), f.Key, l)) })
	withLetter("RecordPrint", func(d *desk, f data.CaseFile, l data.ID) error { return d.RecordPrint(d.ctx(), f.Key, l, "printed") })
	withLetter("RecordDispatch", func(d *desk, f data.CaseFile, l data.ID) error {
		return only(d.RecordDispatch(d.ctx(), f.Key, l, data.Dispatch{Method: data.DispatchMethods[0].Value, On: d.Session.today()}))
	})
	withLetter("RecordEmailCopy", func(d *desk, f data.CaseFile, l data.ID) error {
		return d.RecordEmailCopy(d.ctx(), f.Key, l, "ann@example.org")
	})
	ready("RecordReturn", func(d *desk, f data.CaseFile) func() error {
		l := must[data.ID](d.t)(d.letter(f))
		caseDo(d.t)(d.RecordDispatch(d.ctx(), f.Key, l, data.Dispatch{Method: "post", On: d.Session.today()}))
		return func() error {
			return only(d.RecordReturn(d.ctx(), f.Key, l, data.LetterReturn{On: d.Session.today(), Why: "Moved, left no address"}))
		}
	})
	ready("IssueLetter", func(d *desk, f data.CaseFile) func() error {
		p := f.People[0]
		p.AddressConfirmed = d.Session.today()
		f = caseDo(d.t)(d.SavePerson(d.ctx(), f.Key, p))
		draft := d.draft(f, data.Acknowledgement)
		return func() error { return only(d.IssueLetter(d.ctx(), f.Key, draft, paper([]byte("%PDF-1.7 pages")))) }
	})
	ready("SettleReturn", func(d *desk, f data.CaseFile) func() error {
		d.do(d.auditReturn(f))
		f = caseDo(d.t)(d.Case(d.ctx(), f.Number))
		return func() error { return only(d.SettleReturn(d.ctx(), f.Key, f.Returns[0].ID, "Told by phone.")) }
	})
	ready("AskApproval", func(d *desk, f data.CaseFile) func() error {
		p := f.People[0]
		p.AddressConfirmed = d.Session.today()
		f = caseDo(d.t)(d.SavePerson(d.ctx(), f.Key, p))
		d.do(d.SaveLetterDraft(d.ctx(), f.Key, d.draft(f, data.Acknowledgement)))
		return func() error { return only(d.AskApproval(d.ctx(), f.Key, data.Acknowledgement)) }
	})
	ready("TakeBackApproval", func(d *desk, f data.CaseFile) func() error {
		d.do(d.auditApproval(f))
		return func() error { return only(d.TakeBackApproval(d.ctx(), f.Key, data.Acknowledgement)) }
	})
	ready("ApproveLetter", func(d *desk, f data.CaseFile) func() error {
		asSam(d, func() { d.do(d.auditApproval(f)) })
		return func() error { return only(d.ApproveLetter(d.ctx(), f.Key, data.Acknowledgement)) }
	})
	ready("SendBackLetter", func(d *desk, f data.CaseFile) func() error {
		asSam(d, func() { d.do(d.auditApproval(f)) })
		return func() error { return only(d.SendBackLetter(d.ctx(), f.Key, data.Acknowledgement, "Warmer.")) }
	})
}

// Templates, sheets and the library.
func init() {
	plainly("Library", func(d *desk, _ data.CaseFile) error { return only(d.Library(d.ctx(), data.KnowledgeQuery{})) })
	plainly("Templates", func(d *desk, _ data.CaseFile) error { return only(d.Templates(d.ctx())) })
	plainly("Phrases", func(d *desk, _ data.CaseFile) error { return only(d.Phrases(d.ctx(), data.PhraseQuery{})) })
	plainly("Sheets", func(d *desk, _ data.CaseFile) error { return only(d.Sheets(d.ctx())) })
	ready("SheetPDF", func(d *desk, _ data.CaseFile) func() error {
		x := must[data.Sheet](d.t)(d.AddSheet(d.ctx(), rightsSheet, pages))
		return func() error {
			_, _, err := d.SheetPDF(d.ctx(), x.ID)
			return err
		}
	})
	ready("SaveTemplate", func(d *desk, _ data.CaseFile) func() error {
		next := must[data.Template](d.t)(d.Template(d.ctx(), data.Acknowledgement, data.English)).NextVersion()
		return func() error { return only(d.SaveTemplate(d.ctx(), next)) }
	})
	ready("MoveTemplate", func(d *desk, _ data.CaseFile) func() error {
		next := must[data.Template](d.t)(d.newVersion())
		return func() error {
			_, _, err := d.MoveTemplate(d.ctx(), next.ID, data.TemplateMove{To: data.TemplateTest})
			return err
		}
	})
	ready("RemoveTemplate", func(d *desk, _ data.CaseFile) func() error {
		next := must[data.Template](d.t)(d.newVersion())
		return func() error { return d.RemoveTemplate(d.ctx(), next.ID) }
	})
}

// Reports and feedback.
func init() {
	october := data.YearPeriod(2026)
	plainly("Feedback", func(d *desk, _ data.CaseFile) error { return only(d.Feedback(d.ctx(), data.FeedbackQuery{})) })
	plainly("CountFeedback", func(d *desk, _ data.CaseFile) error { return only(d.CountFeedback(d.ctx(), data.FeedbackQuery{})) })
	plainly("FeedbackThemes", func(d *desk, _ data.CaseFile) error { return only(d.FeedbackThemes(d.ctx())) })
	withCard := func(name string, do func(d *desk, f data.CaseFile, x data.Feedback) error) {
		ready(name, func(d *desk, f data.CaseFile) func() error {
			x := must[data.Feedback](d.t)(d.AddFeedback(d.ctx(), card(d)))
			return func() error { return do(d, f, x) }
		})
	}
	withCard("LinkFeedback", func(d *desk, f data.CaseFile, x data.Feedback) error { return d.LinkFeedback(d.ctx(), x.Key, f.Number) })
	withCard("SetThemes", func(d *desk, _ data.CaseFile, x data.Feedback) error {
		return only(d.SetThemes(d.ctx(), x.Key, []string{"Food"}))
	})
	withCard("SetAsks", func(d *desk, _ data.CaseFile, x data.Feedback) error {
		return only(d.SetAsks(d.ctx(), x.Key, "she asked at the desk"))
	})
	plainly("SummaryFacts", func(d *desk, _ data.CaseFile) error { return only(d.SummaryFacts(d.ctx(), october)) })
	plainly("FrozenReports", func(d *desk, _ data.CaseFile) error { return only(d.FrozenReports(d.ctx(), october)) })
	plainly("Months", func(d *desk, _ data.CaseFile) error {
		_, _, err := d.Months(d.ctx())
		return err
	})
	plainly("CommitteePacket", func(d *desk, _ data.CaseFile) error { return only(d.CommitteePacket(d.ctx(), october)) })
	plainly("Exceptions", func(d *desk, _ data.CaseFile) error { return only(d.Exceptions(d.ctx(), october)) })
	plainly("KO41a", func(d *desk, _ data.CaseFile) error { return only(d.KO41a(d.ctx(), october)) })
	plainly("MonthNumbers", func(d *desk, _ data.CaseFile) error {
		m := d.Session.today().Month()
		return only(d.MonthNumbers(d.ctx(), m, m))
	})
	plainly("QuarterThemes", func(d *desk, _ data.CaseFile) error {
		return only(d.QuarterThemes(d.ctx(), data.QuarterPeriod(d.Session.today())))
	})
	ready("NameTheme", func(d *desk, f data.CaseFile) func() error {
		for range data.ThemeCases - 1 {
			d.open()
		}
		key := data.ThemeKey{Quarter: d.Session.today(), Category: f.Issues[0].Category, Unit: f.Unit}
		return func() error {
			return d.NameTheme(d.ctx(), key, data.NamedTheme{Name: "Call lights", Owner: "Nurse manager"})
		}
	})
}

// What comes in and goes out.
func init() {
	plainly("Imports", func(d *desk, _ data.CaseFile) error { return only(d.Imports(d.ctx())) })
	plainly("ImportUndo", func(d *desk, _ data.CaseFile) error {
		counts, err := d.ImportFeedback(d.ctx(), data.ImportFile{Source: "cards"}, someComments(), nil)
		return errors.Join(err, only(d.ImportUndo(d.ctx(), counts.Import)))
	})
	plainly("RememberedMap", func(d *desk, _ data.CaseFile) error {
		err := d.RememberMap(d.ctx(), data.ImportFile{Source: "log", Headings: "x", Map: []byte("{}")})
		return errors.Join(err, only(d.RememberedMap(d.ctx(), "x")))
	})
	plainly("WholeSize", func(d *desk, _ data.CaseFile) error { return only(d.WholeSize(d.ctx())) })
	plainly("OfficeAddress", func(d *desk, _ data.CaseFile) error { return only(d.OfficeAddress(d.ctx())) })
	ready("OpenHandover", func(d *desk, _ data.CaseFile) func() error {
		there := d.theirsIn(true)
		file := there.packedFor(there.open(), must[sealed.Address](d.t)(d.OfficeAddress(d.ctx())), false, nil)
		return func() error { return only(d.opened(file)) }
	})
	ready("ReceiveCase", func(d *desk, _ data.CaseFile) func() error {
		h := d.handedOver()
		return func() error {
			f, _, err := d.ReceiveCase(d.ctx(), h)
			return only(f, err)
		}
	})
	ready("UndoReceive", func(d *desk, _ data.CaseFile) func() error {
		f, _, err := d.ReceiveCase(d.ctx(), d.handedOver())
		d.do(err)
		return func() error { return only(d.UndoReceive(d.ctx(), f.Key, "It was for another hospital.")) }
	})
}
