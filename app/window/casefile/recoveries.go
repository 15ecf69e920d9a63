package casefile

import (
	"context"

	"fyne.io/fyne/v2"

	"rapport/app/window/ui"
	"rapport/data"
)

// recoveries is the part of the section with the ledger of service recovery.
func (s *Screen) recoveries() []fyne.CanvasObject {
	parts := []fyne.CanvasObject{heading("Service recovery", s.edits("Log a gesture …", func() { s.editRecovery(data.Recovery{}) }))}
	if len(s.file.Recoveries) == 0 {
		return append(parts, ui.NewParagraph("Log what was given because something went wrong: a meal voucher, a parking pass, a bill credit. The year's total of the patient is counted over all cases.", ui.Muted))
	}
	for _, r := range s.file.Recoveries {
		parts = append(parts, s.recoveryCard(r))
	}
	return parts
}

func (s *Screen) recoveryCard(r data.Recovery) fyne.CanvasObject {
	chips := []fyne.CanvasObject{ui.NewChip(ui.Money(r.Cents), ui.TonePlain)}
	if r.BillCredit {
		chips = append(chips, ui.NewChip("Bill credit", ui.ToneMuted))
	}
	body := texts(line(joinWords(s.day(r.On), prefixed("given by ", r.By), prefixed("approved by ", r.ApprovedBy))), text("Reason", r.Reason))
	return card(r.Item, chips, body,
		s.edits("Edit …", func() { s.editRecovery(r) }),
		s.edits("Remove …", func() { s.removeRecord(data.RecRecovery, r.ID) }))
}

// editRecovery logs a gesture of service recovery or changes one. The year's
// total of the patient and the limits stand beside it as it is typed.
func (s *Screen) editRecovery(r data.Recovery) {
	patient, ok := s.file.Person(data.RolePatient)
	if !ok {
		ui.Tell(s.desk.Window, "Who received it?", "Add the patient to the case first; the year's total is counted for each patient.")
		return
	}
	title, said := "Edit a gesture", "The gesture is saved."
	if r.ID == (data.ID{}) {
		title, said, r.On = "Log a gesture of service recovery", "The gesture is logged.", s.today()
	}
	e := s.newEditor("recovery/"+r.ID.String(), title, "Save the gesture", said)
	item := e.line("item", "What was given", r.Item)
	on := e.day("on", "Given on", r.On)
	amount := e.money("cents", "Worth", r.Cents)
	e.beside(2)
	federal := e.tick("federal", "The patient has Medicare or Medicaid", r.Federal)
	cash := e.tick("cash", "Cash, or as good as cash", r.Cash)
	credit := e.tick("bill_credit", "It is a credit on the bill", r.BillCredit)
	total := ui.NewParagraph("", ui.Strong)
	e.below(total)
	approved := e.line("approved_by", "Approved by", r.ApprovedBy)
	e.hint("approved_by", "Needed over a limit")
	reason := e.area("reason", "Why", r.Reason, 2)
	e.require("item", "on", "cents")
	typed := func() data.Recovery {
		changed := r
		changed.On, _ = on.Date()
		changed.Item, changed.ApprovedBy, changed.Reason = trimmed(item.Text), trimmed(approved.Text), trimmed(reason.Text)
		changed.Cents, changed.Cash, changed.BillCredit, changed.Federal = centsIn(amount), cash.Checked, credit.Checked, federal.Checked
		return changed
	}
	before, year := int64(0), 0
	show := func() { total.SetText(recoveryWords(typed(), before, s.settings().Recovery)) }
	var reading ui.Loader
	count := func() {
		day, _ := on.Date()
		if day.IsZero() || day.Year() == year {
			show()
			return
		}
		ui.Load(&reading, func(ctx context.Context) (int64, error) {
			return s.desk.Session.GiftsThisYear(ctx, patient, day.Year())
		}, func(sum int64, err error) {
			if err != nil {
				s.desk.Fail(err)
				return
			}
			if before, year = sum, day.Year(); r.ID != (data.ID{}) && r.On.Year() == year && !r.BillCredit {
				before -= r.Cents // the sum holds this very gift
			}
			show()
		})
	}
	on.OnChanged = func(data.Date) { count() }
	amount.OnChanged, approved.OnChanged = func(string) { show() }, func(string) { show() }
	for _, box := range []*ui.Check{federal, cash, credit} {
		box.OnChanged = func(bool) { show() }
	}
	count()
	e.gather = func() change {
		changed := typed()
		return s.put(&changed)
	}
	e.open()
}

// recoveryWords says what the patient had in the year and what stands against
// the gift.
func recoveryWords(r data.Recovery, before int64, limits data.RecoveryLimits) string {
	words := "The patient had " + ui.Money(before) + " this year"
	if !r.BillCredit {
		words += "; with this it is " + ui.Money(before+r.Cents)
	}
	if limits.Year > 0 {
		words += " (limit " + ui.Money(limits.Year) + " a year, " + data.Dollars(limits.Item) + " an item)"
	}
	words += "."
	for _, g := range data.RecoveryGaps(r, before, limits) {
		words += "\n" + g.Sentence
	}
	return words
}
