package store

import (
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"

	"rapport/data"
	"rapport/data/exchange/sealed"
	"rapport/data/vault"
)

// rightOf is the right that each method takes, as the office would say it. With
// [data.Rights] it is the table of who may do what.
var rightOf = map[data.Right][]string{
	data.RightOffice: {"Officers", "SaveDraft", "Draft", "Drafts", "DeleteDraft", "ChangePassphrase", "Prove", "ChoosePrinter",
		"Keys", "ConflictCopies", "BackupIfDue", "OfficeAddress", "WholeSize"},
	data.RightRead: {"Case", "Cases", "CountCases", "Snippets", "Today", "ActionPlans", "PeopleLike", "KnownPerson", "Feedback", "CountFeedback", "FeedbackThemes",
		"Library", "History", "Themes", "LetterPDF", "LetterDraft", "LettersDue", "NewLetter", "LetterFacts", "Template", "Templates", "Phrases", "Sheets", "SheetPDF",
		"GiftsThisYear", "PurgeCertificate", "RevealNote", "RecordCopyAll", "OpenAttachment", "RecordAttachmentSaved", "RecordPutOut", "SavedViews", "SaveView", "RenameView", "DeleteView"},
	data.RightWork: {"OpenCase", "Reclassify", "UpdateCase", "SavePerson", "MergePersons", "UnmergePersons", "SaveIssue", "RemoveIssue", "RemovePerson", "RecordFinding",
		"SaveStep", "SaveAdvocacy", "AddContact", "AddNote", "AddAttachment", "RenameAttachment", "VoidAttachment", "AddTask", "CompleteTask", "ReopenTask", "Act",
		"SaveRecord", "RemoveRecord", "SaveInquiry", "PlaceHold", "LinkCases", "UnlinkCases", "MergeCases", "UnmergeCases", "Undo", "ExtendClock", "PauseClock",
		"ResumeClock", "StartClock", "MeetClock", "StopClock", "IssueLetter", "RecordPrint", "RecordDispatch", "RecordEmailCopy", "RecordReturn", "SettleReturn",
		"AskApproval", "TakeBackApproval", "SaveLetterDraft", "Strangers", "SharedPlanGaps", "TellPerson", "AnswerNow", "LinkFeedback", "AddFeedback", "SetThemes", "SetAsks", "LearnWord",
		"TakeRegistration", "RememberWorkList"},
	data.RightSignOff:     {"SignOff", "ReleaseHold", "ApproveLetter", "SendBackLetter"},
	data.RightDisclose:    {"Accounting"},
	data.RightAudit:       {"Audit", "AuditMonth", "ReviewAudit", "UnreviewedMonth"},
	data.RightShareable:   {"SummaryFacts", "FrozenReports", "Months", "RecordExport"},
	data.RightReports:     {"GrievanceLog", "CommitteePacket", "Exceptions", "KO41a", "MonthNumbers", "QuarterThemes"},
	data.RightNumbers:     {"SaveMonthNumbers", "ImportMonthNumbers", "Freeze", "NameTheme", "SaveGoals"},
	data.RightLibrary:     {"SaveKnowledge", "AddStartingKnowledge", "ReviewKnowledge", "RemoveKnowledge", "SavePhrase", "RemovePhrase", "AddSheet", "SaveSheet", "RetireSheet", "RestoreSheet", "SaveTemplate", "MoveTemplate", "RemoveTemplate", "SaveDirectory"},
	data.RightImport:      {"Connect", "ImportFeedback", "ImportCases", "Imports", "ImportUndo", "UndoImport", "RememberMap", "RememberedMap", "Load", "OpenHandover", "ReceiveCase", "UndoReceive"},
	data.RightExport:      {"ExportCases", "CaseForPrint", "CaseForPackage", "RecordRedactedCopy", "RecordAccountingPrint", "RecordNamedExport", "HandOut", "Salvage"},
	data.RightExportWhole: {"ExportWhole"},
	data.RightRetention:   {"PurgeableCases", "PurgeRequests", "RefusePurge"},
	data.RightPurge:       {"AskPurge", "ConfirmPurge"},
	data.RightRestrict:    {"RestrictCase", "LiftRestriction"},
	data.RightBreakGlass:  {"BreakGlass"},
	data.RightReviewGlass: {"BrokenGlass", "ReviewBrokenGlass"},
	data.RightReassign:    {"OpenWork", "Reassign"},
	data.RightAccess:      {"AccessReview", "RecordAccessReview"},
	data.RightSettings:    {"SaveSettings", "TestConnection", "ProposeClockMoves", "AcceptClockMoves", "SaveTaxonomyDraft", "DropTaxonomyDraft", "ActivateTaxonomy"},
	data.RightPeople:      {"AddOfficer", "SaveOfficer", "RemoveOfficer", "NewRecoveryKey", "SetHospitalKey", "RemoveHospitalKey", "RotateKey"},
	data.RightKeep:        {"Backup", "Backups", "BackupPlaces", "Copies", "Drill", "LastDrill", "Verify", "VerifyChain", "ExplainRollback", "CompareHead"},
	data.RightRestore:     {"Restore"},
}

// free are the methods that answer what the program itself needs to know.
var free = []string{"File", "Officer", "Settings", "Practice", "Locked", "Lock", "Close", "Subscribe", "CanUndo", "Rollback", "ClockBack"}

// readied are the methods that something must be done before, with every role, and
// those that leave no entry. Of the others the call of [auditedMethods] is taken.
var readied = map[string]func(d *desk, f data.CaseFile) func() error{}

func ready(name string, before func(d *desk, f data.CaseFile) func() error) { readied[name] = before }

// plainly is a method that nothing is done before.
func plainly(name string, do func(d *desk, f data.CaseFile) error) {
	ready(name, func(d *desk, f data.CaseFile) func() error { return func() error { return do(d, f) } })
}

func init() {
	ready("Connect", func(d *desk, f data.CaseFile) func() error {
		d.online()
		return func() error { return d.Connect(d.ctx(), f.Key, ehrHost, answers) }
	})
	ready("TestConnection", func(d *desk, _ data.CaseFile) func() error {
		d.online()
		return func() error { return d.TestConnection(d.ctx(), ehrHost, answers) }
	})
	october := data.YearPeriod(2026)
	plainly("Officers", func(d *desk, _ data.CaseFile) error { return only(d.Officers(d.ctx())) })
	plainly("Imports", func(d *desk, _ data.CaseFile) error { return only(d.Imports(d.ctx())) })
	plainly("ImportUndo", func(d *desk, _ data.CaseFile) error {
		counts, err := d.ImportFeedback(d.ctx(), data.ImportFile{Source: "cards"}, someComments(), nil)
		return errors.Join(err, only(d.ImportUndo(d.ctx(), counts.Import)))
	})
	plainly("RememberedMap", func(d *desk, _ data.CaseFile) error {
		err := d.RememberMap(d.ctx(), data.ImportFile{Source: "log", Headings: "x", Map: []byte("{}")})
		return errors.Join(err, only(d.RememberedMap(d.ctx(), "x")))
	})
	plainly("SaveDraft", func(d *desk, _ data.CaseFile) error { return d.SaveDraft(d.ctx(), "intake", nil) })
	ready("Draft", func(d *desk, _ data.CaseFile) func() error {
		return func() error {
			err := d.SaveDraft(d.ctx(), "intake", nil)
			_, _, e := d.Draft(d.ctx(), "intake")
			return errors.Join(err, e)
		}
	})
	plainly("Drafts", func(d *desk, _ data.CaseFile) error { return only(d.Drafts(d.ctx(), "")) })
	plainly("DeleteDraft", func(d *desk, _ data.CaseFile) error { return d.DeleteDraft(d.ctx(), "intake") })
	plainly("Prove", func(d *desk, _ data.CaseFile) error { return d.Prove(d.ctx(), passphrase) })
	plainly("Cases", func(d *desk, _ data.CaseFile) error { return only(d.Cases(d.ctx(), data.CaseQuery{})) })
	plainly("CountCases", func(d *desk, _ data.CaseFile) error { return only(d.CountCases(d.ctx(), data.CaseQuery{})) })
	plainly("Snippets", func(d *desk, f data.CaseFile) error { return only(d.Snippets(d.ctx(), "call", []int64{f.Key})) })
	plainly("Today", func(d *desk, _ data.CaseFile) error { return only(d.Today(d.ctx(), false)) })
	plainly("ActionPlans", func(d *desk, _ data.CaseFile) error { return only(d.ActionPlans(d.ctx(), data.ActionQuery{})) })
	plainly("PeopleLike", func(d *desk, f data.CaseFile) error { return only(d.PeopleLike(d.ctx(), f.People[0])) })
	plainly("Feedback", func(d *desk, _ data.CaseFile) error { return only(d.Feedback(d.ctx(), data.FeedbackQuery{})) })
	plainly("CountFeedback", func(d *desk, _ data.CaseFile) error { return only(d.CountFeedback(d.ctx(), data.FeedbackQuery{})) })
	plainly("FeedbackThemes", func(d *desk, _ data.CaseFile) error { return only(d.FeedbackThemes(d.ctx())) })
	plainly("Library", func(d *desk, _ data.CaseFile) error { return only(d.Library(d.ctx(), data.KnowledgeQuery{})) })
	plainly("History", func(d *desk, f data.CaseFile) error { return only(d.History(d.ctx(), f.Key, 0, 1)) })
	plainly("Themes", func(d *desk, f data.CaseFile) error { return only(d.Themes(d.ctx(), f)) })
	plainly("LettersDue", func(d *desk, _ data.CaseFile) error { return only(d.LettersDue(d.ctx(), data.Acknowledgement)) })
	plainly("Template", func(d *desk, _ data.CaseFile) error {
		return only(d.Template(d.ctx(), data.Acknowledgement, data.English))
	})
	plainly("Templates", func(d *desk, _ data.CaseFile) error { return only(d.Templates(d.ctx())) })
	plainly("Phrases", func(d *desk, _ data.CaseFile) error { return only(d.Phrases(d.ctx(), data.PhraseQuery{})) })
	plainly("Sheets", func(d *desk, _ data.CaseFile) error { return only(d.Sheets(d.ctx())) })
	plainly("SavedViews", func(d *desk, _ data.CaseFile) error { return only(d.SavedViews(d.ctx())) })
	plainly("GiftsThisYear", func(d *desk, f data.CaseFile) error { return only(d.GiftsThisYear(d.ctx(), f.People[0], 2026)) })
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
	asSam := func(d *desk, do func()) {
		d.as("Sam Okafor", theirs)
		do()
		d.as("Dana Whitfield", passphrase)
	}
	ready("ApproveLetter", func(d *desk, f data.CaseFile) func() error {
		asSam(d, func() { d.do(d.auditApproval(f)) })
		return func() error { return only(d.ApproveLetter(d.ctx(), f.Key, data.Acknowledgement)) }
	})
	ready("SendBackLetter", func(d *desk, f data.CaseFile) func() error {
		asSam(d, func() { d.do(d.auditApproval(f)) })
		return func() error { return only(d.SendBackLetter(d.ctx(), f.Key, data.Acknowledgement, "Warmer.")) }
	})
	ready("ConfirmPurge", func(d *desk, f data.CaseFile) func() error {
		asSam(d, func() { d.do(d.auditPurge(f)) })
		return func() error { return only(d.ConfirmPurge(d.ctx(), []int64{f.Key})) }
	})
	ready("PurgeCertificate", func(d *desk, f data.CaseFile) func() error {
		asSam(d, func() { d.do(d.auditPurge(f)) })
		must[[]data.PurgeCertificate](d.t)(d.ConfirmPurge(d.ctx(), []int64{f.Key}))
		return func() error { return only(d.PurgeCertificate(d.ctx(), f.Number)) }
	})
	ready("RefusePurge", func(d *desk, f data.CaseFile) func() error {
		d.do(d.auditPurge(f))
		return func() error { return d.RefusePurge(d.ctx(), []int64{f.Key}, "A study needs it.") }
	})
	ready("AskPurge", func(d *desk, f data.CaseFile) func() error {
		d.void(f)
		d.clock.set(d.clock.now().AddDate(6, 0, 3))
		return func() error { return d.AskPurge(d.ctx(), []int64{f.Key}, "Kept long enough.") }
	})
	plainly("PurgeableCases", func(d *desk, _ data.CaseFile) error { return only(d.PurgeableCases(d.ctx(), data.Cursor{})) })
	plainly("PurgeRequests", func(d *desk, _ data.CaseFile) error { return only(d.PurgeRequests(d.ctx())) })
	ready("ReviewBrokenGlass", func(d *desk, f data.CaseFile) func() error {
		asSam(d, func() { caseDo(d.t)(d.BreakGlass(d.ctx(), f.Number, mustSee)) })
		unread := must[[]data.GlassBreak](d.t)(d.BrokenGlass(d.ctx(), true))
		return func() error { return d.ReviewBrokenGlass(d.ctx(), unread[0].Seq, "It was needed.") }
	})
	plainly("BrokenGlass", func(d *desk, _ data.CaseFile) error { return only(d.BrokenGlass(d.ctx(), true)) })
	ready("RestrictCase", func(d *desk, f data.CaseFile) func() error {
		return func() error {
			return only(d.RestrictCase(d.ctx(), f.Key, data.Restriction{Reason: "It is about somebody known here.", Names: []string{"Dana Whitfield", "Sam Okafor"}}))
		}
	})
	ready("LiftRestriction", func(d *desk, f data.CaseFile) func() error {
		caseDo(d.t)(d.restrict(f))
		return func() error { return only(d.LiftRestriction(d.ctx(), f.Key, "Settled.")) }
	})
	ready("SignOff", func(d *desk, f data.CaseFile) func() error {
		caseDo(d.t)(d.SaveInquiry(d.ctx(), f.Key, data.Inquiry{Independent: true}))
		for _, is := range f.Issues {
			caseDo(d.t)(d.RecordFinding(d.ctx(), f.Key, is.ID, data.Finding{Outcome: data.Inconclusive, Reasons: "x"}))
		}
		return func() error { return only(d.SignOff(d.ctx(), f.Key, "")) }
	})
	ready("ReleaseHold", func(d *desk, f data.CaseFile) func() error {
		caseDo(d.t)(d.PlaceHold(d.ctx(), f.Key, "Counsel asked."))
		return func() error { return only(d.ReleaseHold(d.ctx(), f.Key, "Settled.")) }
	})
	withTask := func(name string, do func(d *desk, f data.CaseFile, task data.ID) error) {
		ready(name, func(d *desk, f data.CaseFile) func() error {
			id := d.task(f)
			return func() error { return do(d, f, id) }
		})
	}
	withTask("CompleteTask", func(d *desk, f data.CaseFile, id data.ID) error { return only(d.CompleteTask(d.ctx(), f.Key, id)) })
	withTask("ReopenTask", func(d *desk, f data.CaseFile, id data.ID) error { return only(d.ReopenTask(d.ctx(), f.Key, id)) })
	ready("Undo", func(d *desk, f data.CaseFile) func() error {
		d.do(d.auditTask(f))
		return func() error { return only(d.Undo(d.ctx())) }
	})
	withOther := func(name string, before, do func(d *desk, f, other data.CaseFile) error) {
		ready(name, func(d *desk, f data.CaseFile) func() error {
			other := d.open()
			if before != nil {
				d.do(before(d, f, other))
			}
			return func() error { return do(d, f, other) }
		})
	}
	link := func(d *desk, f, other data.CaseFile) error {
		return only(d.LinkCases(d.ctx(), f.Key, other.Number, "Same night."))
	}
	merge := func(d *desk, f, other data.CaseFile) error {
		return only(d.MergeCases(d.ctx(), f.Key, other.Number, "Entered twice."))
	}
	mergePersons := func(d *desk, f, other data.CaseFile) error {
		return only(d.MergePersons(d.ctx(), f.People[0].Known, other.People[0].Known, "The same birth certificate."))
	}
	withOther("LinkCases", nil, link)
	withOther("UnlinkCases", link, func(d *desk, f, other data.CaseFile) error { return only(d.UnlinkCases(d.ctx(), f.Key, other.Number)) })
	withOther("MergeCases", nil, merge)
	withOther("UnmergeCases", merge, func(d *desk, f, _ data.CaseFile) error { return only(d.UnmergeCases(d.ctx(), f.Key, "Two matters.")) })
	withOther("MergePersons", nil, mergePersons)
	withOther("UnmergePersons", mergePersons, func(d *desk, _, other data.CaseFile) error {
		return only(d.UnmergePersons(d.ctx(), other.People[0].Known, ""))
	})
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
	ready("SheetPDF", func(d *desk, _ data.CaseFile) func() error {
		x := must[data.Sheet](d.t)(d.AddSheet(d.ctx(), rightsSheet, pages))
		return func() error {
			_, _, err := d.SheetPDF(d.ctx(), x.ID)
			return err
		}
	})
	ready("TellPerson", func(d *desk, f data.CaseFile) func() error {
		f = caseDo(d.t)(d.SaveRecord(d.ctx(), f.Key, &data.Handover{Purpose: "compliment", To: "x", On: d.Session.today()}))
		return func() error { return only(d.TellPerson(d.ctx(), f.Key, f.Handovers[0].ID, called(d), nil)) }
	})
	ready("AnswerNow", func(d *desk, _ data.CaseFile) func() error {
		f := caseDo(d.t)(d.OpenCase(d.ctx(), data.Intake{Channel: data.Phone, ReceivedAt: d.clock.now(), Story: "When may I visit?", Nature: data.Information}))
		return func() error {
			return only(d.AnswerNow(d.ctx(), f.Key, called(d), nil, data.Closing{Reason: data.ClosedSatisfied}))
		}
	})
	ready("RemoveRecord", func(d *desk, f data.CaseFile) func() error {
		f = caseDo(d.t)(d.handout(f))
		return func() error {
			return only(d.RemoveRecord(d.ctx(), f.Key, data.RecHandout, f.Handouts[0].ID, "Given by somebody else."))
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
	plainly("Audit", func(d *desk, _ data.CaseFile) error { return only(d.Audit(d.ctx(), AuditQuery{Limit: 1})) })
	plainly("AuditMonth", func(d *desk, _ data.CaseFile) error { return only(d.AuditMonth(d.ctx(), d.Session.today().Month())) })
	plainly("UnreviewedMonth", func(d *desk, _ data.CaseFile) error {
		_, _, err := d.UnreviewedMonth(d.ctx())
		return err
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
	plainly("OpenWork", func(d *desk, _ data.CaseFile) error { return only(d.OpenWork(d.ctx(), "Dana Whitfield")) })
	plainly("Reassign", func(d *desk, _ data.CaseFile) error {
		return only(d.Reassign(d.ctx(), "Dana Whitfield", "Sam Okafor", "Parental leave."))
	})
	plainly("AccessReview", func(d *desk, _ data.CaseFile) error { return only(d.AccessReview(d.ctx())) })
	plainly("ProposeClockMoves", func(d *desk, _ data.CaseFile) error { return only(d.ProposeClockMoves(d.ctx(), d.Settings())) })
	plainly("SaveOfficer", func(d *desk, _ data.CaseFile) error {
		return d.SaveOfficer(d.ctx(), data.Officer{Name: "Sam Okafor", Title: "Director", Roles: data.FullRoles | data.RoleReviewer})
	})
	plainly("RemoveOfficer", func(d *desk, _ data.CaseFile) error { return d.RemoveOfficer(d.ctx(), "Kim Larsen", "Moved.") })
	plainly("Backups", func(d *desk, _ data.CaseFile) error { return only(d.Backups(d.ctx())) })
	plainly("Keys", func(d *desk, _ data.CaseFile) error { return only(d.Keys(d.ctx())) })
	plainly("ConflictCopies", func(d *desk, _ data.CaseFile) error { return only(d.ConflictCopies(d.ctx())) })
	plainly("BackupPlaces", func(d *desk, _ data.CaseFile) error { return only(d.BackupPlaces(d.ctx())) })
	plainly("LastDrill", func(d *desk, _ data.CaseFile) error { return only(d.LastDrill(d.ctx())) })
	withBackup := func(name string, do func(d *desk, backup string) error) {
		ready(name, func(d *desk, _ data.CaseFile) func() error {
			b := must[vault.BackupInfo](d.t)(d.Backup(d.ctx(), ""))
			return func() error { return do(d, b.Path) }
		})
	}
	withBackup("Copies", func(d *desk, _ string) error { return only(d.Copies(d.ctx(), "", nil)) })
	withBackup("Drill", func(d *desk, backup string) error { return only(d.Drill(d.ctx(), backup, nil)) })
	withBackup("Restore", func(d *desk, backup string) error {
		return only(d.Restore(d.ctx(), RestoreOrder{Path: backup, Reason: "The disk failed."}, nil))
	})
	ready("RemoveHospitalKey", func(d *desk, f data.CaseFile) func() error {
		d.do(d.setHospitalKey(f))
		return func() error { return d.RemoveHospitalKey(d.ctx()) }
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
	plainly("VerifyChain", func(d *desk, _ data.CaseFile) error { return only(d.VerifyChain(d.ctx(), nil)) })
	ready("CompareHead", func(d *desk, _ data.CaseFile) func() error {
		r := must[ChainReport](d.t)(d.VerifyChain(d.ctx(), nil))
		return func() error {
			return only(d.CompareHead(d.ctx(), data.ChainMark{Seq: r.Entries, Head: fmt.Sprintf("%x", r.Head)}))
		}
	})
}

// callOf makes ready what the method needs and returns the call itself.
func callOf(d *desk, f data.CaseFile, name string) func() error {
	if before, ok := readied[name]; ok {
		return before(d, f)
	}
	call := auditedMethods[name].call
	return func() error { return call(d, f) }
}

// roleDesk is a desk where others hold every role.
func roleDesk(t *testing.T) *desk {
	d := newDesk(t, true)
	d.do(d.AddOfficer(d.ctx(), data.Officer{Name: "Sam Okafor", Title: "Director", Roles: data.FullRoles}, theirs))
	d.do(d.AddOfficer(d.ctx(), data.Officer{Name: "Kim Larsen", Title: "Officer"}, "four slow barges under the bridge"))
	return d
}

// caseWithSecrets opens a case that has a note and a document of a restricted class.
func (d *desk) caseWithSecrets() data.CaseFile {
	f := d.open()
	caseDo(d.t)(d.AddNote(d.ctx(), f.Key, data.Note{Class: data.NoteRestricted, Text: "Known to counsel alone."}))
	return caseDo(d.t)(d.AddAttachment(d.ctx(), f.Key, data.NewAttachment{Name: "evaluation.txt", Class: data.NoteLegal}, strings.NewReader("Known to counsel alone.")))
}

// become gives the officer who is signed in the roles and no others; they hold at
// once.
func (d *desk) become(roles data.OfficeRole) {
	d.t.Helper()
	me := d.Officer()
	me.Roles = roles
	d.do(d.SaveOfficer(d.ctx(), me))
}

func TestEveryMethodHasARight(t *testing.T) {
	rows := map[string]data.Right{}
	for right, names := range rightOf {
		for _, name := range names {
			if was, twice := rows[name]; twice {
				t.Errorf("%s takes %s and %s", name, was, right)
			}
			rows[name] = right
		}
	}
	session := reflect.TypeFor[*Session]()
	for i := range session.NumMethod() {
		name := session.Method(i).Name
		_, has := rows[name]
		if has == slices.Contains(free, name) {
			t.Errorf("Session.%s must have its row in the table of rights, or be one that needs none", name)
		}
		if has && readied[name] == nil && auditedMethods[name].call == nil {
			t.Errorf("Session.%s is not called by the test of roles", name)
		}
		delete(rows, name)
	}
	for name := range rows {
		t.Errorf("the table knows Session.%s, which is not there any more", name)
	}
}

// together are the rights whose methods are about one case, or read: each is called
// on a case of its own, all in one case file. The others get a case file each.
var together = []data.Right{data.RightRead, data.RightWork, data.RightReports, data.RightShareable, data.RightDisclose, data.RightExport, data.RightAudit, data.RightAccess}

// Each role alone calls each method: what its rights do not allow answers so,
// changes nothing and is an entry of the audit chain; the rest is done.
func TestEachRoleMayDoWhatTheTableSays(t *testing.T) {
	for _, role := range data.OfficeRoles {
		var refused, allowed []string
		for right, names := range rightOf {
			if role.Role.May(right) {
				allowed = append(allowed, names...)
			} else {
				refused = append(refused, names...)
			}
		}
		t.Run(role.Code+"/refused", func(t *testing.T) { t.Parallel(); refusedAll(t, role.Role, refused) })
		t.Run(role.Code+"/allowed", func(t *testing.T) { allowedAll(t, role.Role, allowed) })
	}
}

// readyAs makes calls ready on one desk, each on a case of its own, and gives the
// officer the role. What takes a case back that was changed last comes last.
func readyAs(t *testing.T, role data.OfficeRole, names []string) (*desk, map[string]func() error) {
	d := roleDesk(t)
	calls := map[string]func() error{}
	slices.SortFunc(names, func(a, b string) int {
		if (a == "Undo") != (b == "Undo") {
			return map[bool]int{true: 1, false: -1}[a == "Undo"]
		}
		return strings.Compare(a, b)
	})
	for _, name := range names {
		calls[name] = callOf(d, d.caseWithSecrets(), name)
	}
	d.become(role)
	slices.Reverse(names)
	return d, calls
}

func allowedAll(t *testing.T, role data.OfficeRole, names []string) {
	one := func(name string) bool {
		return name != "PurgeCertificate" && slices.ContainsFunc(together, func(r data.Right) bool { return slices.Contains(rightOf[r], name) })
	}
	var groups [][]string
	var many []string
	for _, name := range names {
		if one(name) {
			many = append(many, name)
		} else {
			groups = append(groups, []string{name})
		}
	}
	for _, group := range append(groups, many) {
		t.Run(group[0], func(t *testing.T) { // a case file is closed before the next is made
			_, calls := readyAs(t, role, group)
			for _, name := range group {
				if err := calls[name](); err != nil {
					var missing data.Missing
					errors.As(err, &missing)
					t.Errorf("%s: %v %v", name, err, missing)
				}
			}
		})
	}
}

func refusedAll(t *testing.T, role data.OfficeRole, names []string) {
	d, calls := readyAs(t, role, names)
	before := d.tables()
	for _, name := range names {
		d.clock.set(d.clock.now().Add(refusalPause)) // so that each has its entry
		chain := d.number(`select count(*) from audit`)
		err := calls[name]()
		var no data.NotAllowed
		if !errors.As(err, &no) || !slices.Contains(rightOf[no.Right], name) {
			t.Errorf("%s is answered by %v", name, err)
		}
		d.do(d.write(d.ctx(), data.RightOffice, func(*work) error { return nil })) // writes the entry that waits
		if n := d.number(`select count(*) from audit`) - chain; n != 1 {
			t.Errorf("%s leaves %d entries for one refusal", name, n)
		}
		if n := d.number(`select count(*) from audit where seq = (select max(seq) from audit) and action = 'access.refused' and object = ? and officer = 'Dana Whitfield'`, string(no.Right)); n != 1 {
			t.Errorf("the refusal of %s is not in the chain", name)
		}
	}
	if d.tables() != before {
		t.Error("what was refused changed something")
	}
}

func TestWhoHasSeveralRolesHasTheRightsOfEach(t *testing.T) {
	d := roleDesk(t)
	f := d.open()
	d.become(data.RoleReviewer | data.RoleAdministrator)
	d.do(only(d.SummaryFacts(d.ctx(), data.YearPeriod(2026))))
	d.do(d.SaveSettings(d.ctx(), d.Settings()))
	if _, err := d.Case(d.ctx(), f.Number); !errors.Is(err, data.ErrNotAllowed) {
		t.Errorf("a reviewer who keeps the settings reads a case: %v", err)
	}
	d.become(data.RoleAdministrator | data.RolePrivacy)
	d.do(only(d.Case(d.ctx(), f.Number)))
	if _, err := d.AddNote(d.ctx(), f.Key, data.Note{Class: data.NoteOrdinary, Text: "x"}); !errors.Is(err, data.ErrNotAllowed) {
		t.Errorf("neither role works on cases: %v", err)
	}
}

func TestABusyWindowDoesNotFloodTheChainWithRefusals(t *testing.T) {
	d := roleDesk(t)
	d.become(data.RoleAdministrator)
	refused := func(times int) {
		for range times {
			if _, err := d.Cases(d.ctx(), data.CaseQuery{Text: "O'Brien"}); !errors.Is(err, data.ErrNotAllowed) {
				t.Fatal(err)
			}
		}
	}
	refused(500)
	d.clock.set(d.clock.now().Add(refusalPause))
	refused(3)
	d.do(d.Lock(d.ctx()))
	d.Session = must[*Session](t)(d.File().SignIn(d.ctx(), "Sam Okafor", theirs, ForCommand()))
	var said []string
	for _, e := range must[[]AuditEntry](t)(d.Audit(d.ctx(), AuditQuery{Action: "access.refused"})) {
		if e.By != "Dana Whitfield" || e.Object != string(data.RightRead) || strings.Contains(e.Summary+e.Before+e.After, "Brien") {
			t.Errorf("an entry is %+v", e)
		}
		said = append(said, e.Summary)
	}
	want := []string{"Refused 2 times more, because no role of the officer may see cases.",
		"Refused, because no role of the officer may see cases. It was refused 499 times more since the entry before.",
		"Refused, because no role of the officer may see cases."}
	if !slices.Equal(said, want) {
		t.Errorf("the chain says %q", said)
	}
}

func TestADraftIsReadByWhoTypedIt(t *testing.T) {
	d := roleDesk(t)
	d.do(d.SaveDraft(d.ctx(), "intake", []byte("The infusion ran dry.")))
	d.as("Sam Okafor", theirs)
	if _, _, err := d.Draft(d.ctx(), "intake"); !errors.Is(err, data.ErrNotFound) {
		t.Errorf("another officer reads the draft: %v", err)
	}
	if all := must[[]DraftInfo](t)(d.Drafts(d.ctx(), "")); len(all) != 0 {
		t.Errorf("another officer is told of %v", all)
	}
	d.do(d.SaveDraft(d.ctx(), "intake", []byte("Sam's own")))
	d.do(d.DeleteDraft(d.ctx(), "intake"))
	d.as("Dana Whitfield", passphrase)
	if text, _, err := d.Draft(d.ctx(), "intake"); err != nil || string(text) != "The infusion ran dry." {
		t.Errorf("the draft is %q, %v", text, err)
	}
	d.as("Sam Okafor", theirs)
	d.do(d.RemoveOfficer(d.ctx(), "Dana Whitfield", "Retires."))
	if n := d.number(`select count(*) from drafts`); n != 0 {
		t.Errorf("%d drafts of who left are kept", n)
	}
}

func TestWorkIsHandedOverByWhoDoesNotSeeIt(t *testing.T) {
	d := roleDesk(t)
	f, shut := d.open(), d.open()
	id := d.task(f)
	caseDo(t)(d.RestrictCase(d.ctx(), shut.Key, data.Restriction{Reason: "It is about somebody known here.", Names: []string{"Dana Whitfield"}}))
	d.become(data.RoleAdministrator)
	open := must[data.OpenWork](t)(d.OpenWork(d.ctx(), "Dana Whitfield"))
	if open.Cases != 2 || open.Tasks == 0 {
		t.Errorf("Dana owns %+v", open)
	}
	done := must[data.OpenWork](t)(d.Reassign(d.ctx(), "Dana Whitfield", "Kim Larsen", "Parental leave."))
	if done.Cases != 1 || done.Tasks == 0 || done.Kept != 1 {
		t.Errorf("handed over were %+v", done)
	}
	if _, err := d.Reassign(d.ctx(), "Kim Larsen", "Nobody Here", "x"); !errors.Is(err, data.ErrNotFound) {
		t.Errorf("work for nobody: %v", err)
	}
	d.as("Kim Larsen", "four slow barges under the bridge")
	got := caseDo(t)(d.Case(d.ctx(), f.Number))
	i := slices.IndexFunc(got.Tasks, func(k data.Task) bool { return k.ID == id })
	if got.Owner != "Kim Larsen" || got.Tasks[i].Owner != "Kim Larsen" {
		t.Errorf("the case belongs to %s, its task to %s", got.Owner, got.Tasks[i].Owner)
	}
	if h := must[[]data.HistoryEntry](t)(d.History(d.ctx(), f.Key, 0, 3)); !slices.ContainsFunc(h, func(e data.HistoryEntry) bool { return strings.Contains(e.Summary, "Parental leave.") }) {
		t.Errorf("the history says %+v", h)
	}
}

func TestTheAccessReviewTellsSinceWhen(t *testing.T) {
	d := roleDesk(t)
	made := d.clock.now()
	d.clock.set(made.AddDate(0, 1, 0))
	d.do(d.SaveOfficer(d.ctx(), data.Officer{Name: "Kim Larsen", Title: "Officer", Roles: data.RoleOfficer | data.RoleManager}))
	d.clock.set(made.AddDate(0, 2, 0))
	d.as("Kim Larsen", "four slow barges under the bridge")
	d.as("Dana Whitfield", passphrase)
	d.do(d.RemoveOfficer(d.ctx(), "Sam Okafor", "Moved."))
	all := must[[]data.Access](t)(d.AccessReview(d.ctx()))
	if len(all) != 3 || all[1].Officer.Name != "Kim Larsen" || all[2].Officer.Name != "Sam Okafor" || !all[2].Officer.Gone() || all[2].KeySlot || all[2].Roles != nil {
		t.Fatalf("the review lists %+v", all)
	}
	kim := all[1]
	want := []data.RoleHeld{{Role: data.RoleOfficer, Since: made.UTC()}, {Role: data.RoleManager, Since: made.AddDate(0, 1, 0).UTC()}}
	for i, r := range kim.Roles {
		if i >= len(want) || r.Role != want[i].Role || !r.Since.Equal(want[i].Since) {
			t.Errorf("Kim is %v since %v", r.Role, r.Since)
		}
	}
	if !kim.KeySlot || kim.SignIns != 1 || !kim.LastSignIn.Equal(made.AddDate(0, 2, 0)) || !kim.Added.Equal(made) {
		t.Errorf("of Kim it says %+v", kim)
	}
}

func TestADraftOfALetterIsForWhomTheCaseIsFor(t *testing.T) {
	d := newDesk(t, false)
	f := d.open()
	draft := d.draft(f, data.Acknowledgement)
	d.do(d.SaveLetterDraft(t.Context(), f.Key, draft))
	name := "letter/" + f.Number + "/" + string(data.Acknowledgement)
	if _, _, err := d.Draft(t.Context(), name); err != nil {
		t.Fatal("the officer's own:", err)
	}
	d.do(d.AddOfficer(t.Context(), data.Officer{Name: "Sam Ortega", Title: "Administrator", Roles: data.RoleAdministrator}, passphrase))
	d.as("Sam Ortega", passphrase)
	if _, _, err := d.Draft(t.Context(), name); !errors.Is(err, data.ErrNotAllowed) {
		t.Error("an administrator reads it:", err)
	}
	if all := must[[]DraftInfo](t)(d.Drafts(t.Context(), "")); len(all) != 0 {
		t.Error("an administrator learns of", all)
	}
	if err := d.SaveDraft(t.Context(), name, []byte("{}")); !errors.Is(err, data.ErrNotAllowed) {
		t.Error("an administrator writes it:", err)
	}
	if err := d.DeleteDraft(t.Context(), name); !errors.Is(err, data.ErrNotAllowed) {
		t.Error("an administrator throws it away:", err)
	}
	d.do(d.SaveDraft(t.Context(), "settings", []byte("mine")))
	if all := must[[]DraftInfo](t)(d.Drafts(t.Context(), "")); len(all) != 1 {
		t.Error("their own:", all)
	}
}
