package store

import (
	"rapport/data"
)

// asSam has the second officer do something.
func asSam(d *desk, do func()) {
	d.as("Sam Okafor", theirs)
	do()
	d.as("Dana Whitfield", passphrase)
}

// Cases, their records and lists.
func init() {
	plainly("Cases", func(d *desk, _ data.CaseFile) error { return only(d.Cases(d.ctx(), data.CaseQuery{})) })
	plainly("CountCases", func(d *desk, _ data.CaseFile) error { return only(d.CountCases(d.ctx(), data.CaseQuery{})) })
	plainly("Snippets", func(d *desk, f data.CaseFile) error { return only(d.Snippets(d.ctx(), "call", []int64{f.Key})) })
	plainly("Today", func(d *desk, _ data.CaseFile) error { return only(d.Today(d.ctx(), false)) })
	plainly("ActionPlans", func(d *desk, _ data.CaseFile) error { return only(d.ActionPlans(d.ctx(), data.ActionQuery{})) })
	plainly("PeopleLike", func(d *desk, f data.CaseFile) error { return only(d.PeopleLike(d.ctx(), f.People[0])) })
	plainly("History", func(d *desk, f data.CaseFile) error { return only(d.History(d.ctx(), f.Key, 0, 1)) })
	plainly("Themes", func(d *desk, f data.CaseFile) error { return only(d.Themes(d.ctx(), f)) })
	plainly("SavedViews", func(d *desk, _ data.CaseFile) error { return only(d.SavedViews(d.ctx())) })
	plainly("GiftsThisYear", func(d *desk, f data.CaseFile) error { return only(d.GiftsThisYear(d.ctx(), f.People[0], 2026)) })
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
}

// Two cases, and two people, that belong together.
func init() {
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
}
