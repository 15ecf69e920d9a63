package reports

import (
	"context"
	"fmt"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"rapport/app/window/ui"
	"rapport/data"
	"rapport/reports/figures"
)

// showStatus says, behind the choices, whether the figures may still change, and
// who froze them.
func (s *Screen) showStatus() {
	s.line.Objects = append(s.period.controls(), s.audience, s.kinds)
	if facts := s.made.Facts; facts != nil {
		s.line.Objects = append(s.line.Objects, status(*facts)...)
	}
	s.content.Refresh()
}

// status is a chip for each thing to know about the figures.
func status(facts data.SummaryFacts) []fyne.CanvasObject {
	var chips []fyne.CanvasObject
	f, loc := figures.Compute(facts), facts.Settings.Locale
	if f.Provisional() {
		chips = append(chips, ui.NewChip("Provisional until "+loc.Long(f.FinalOn), ui.ToneSoon))
	}
	if z := facts.Frozen; z != nil {
		chips = append(chips, ui.NewChip(fmt.Sprintf("Frozen on %s by %s", loc.Long(facts.Settings.Today(z.At)), z.By), ui.ToneAccent))
		if changed := len(figures.Restated(*z, facts).Figures); changed > 0 {
			chips = append(chips, ui.NewChip(ui.Plural(changed, "figure has", "figures have")+" changed since", ui.ToneToday))
		}
	}
	return chips
}

// askFreeze asks before the figures are kept as they stand: a freeze never goes
// away.
func (s *Screen) askFreeze() {
	if !s.ready || s.made.Facts == nil {
		return
	}
	facts := *s.made.Facts
	name := facts.Period.Long(facts.Settings.Locale)
	if facts.Period.To >= s.today() {
		ui.Tell(s.desk.Window, "Not over yet", name+" has not ended. Its figures can be frozen from the day after.")
		return
	}
	text := "The figures are kept as they stand now, with your name, the time and the check digits of the audit log, which go on the page. A later summary of " + name + " then says what has changed since, and why."
	if figures.Compute(facts).Provisional() {
		text += " They are still provisional: answers may come in that count for the period."
	}
	if facts.Frozen != nil {
		text += fmt.Sprintf(" They were frozen before, on %s; that version stays, and this one is compared from now on.", facts.Settings.Locale.Long(facts.Settings.Today(facts.Frozen.At)))
	}
	note := ui.NewEntry("Why or for whom, if you like: quality committee of November 12")
	row := ui.NewRow("Note", note)
	form := ui.NewForm(row)
	ui.Show(s.desk.Window, "Freeze "+name+"?", ui.AtLeast(34, 0, container.NewVBox(ui.NewParagraph(text, ui.Plain), form)), note, "Cancel",
		ui.Action{Text: "Freeze", Do: func() bool { s.freeze(facts.Period, note.Text); return true }})
}

func (s *Screen) freeze(p data.Period, note string) {
	session := s.desk.Session
	ui.Load(&s.work, func(ctx context.Context) (data.FrozenReport, error) {
		return session.Freeze(ctx, p, note, func(facts data.SummaryFacts) []data.FrozenFigure { return figures.Compute(facts).Frozen() })
	}, func(z data.FrozenReport, err error) {
		if err != nil {
			s.desk.Fail(err)
			return
		}
		s.desk.Say("The figures are frozen.", nil)
		s.refresh()
	})
}
