package casefile

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"rapport/app/window/ui"
	"rapport/data"
)

// timeline shows what happened when, in its order, and the time between.
func (p *investigation) timeline() []fyne.CanvasObject {
	s := p.screen
	add := s.edits("Add to the timeline …", func() { s.editStep(data.Step{Kind: data.TimelineStep}) })
	entries := s.file.Timeline(s.zone())
	if len(entries) == 0 {
		return []fyne.CanvasObject{heading("Timeline", add), ui.NewParagraph("Put down what happened and when, from the record and from what people say; the gaps show by themselves.", ui.Muted)}
	}
	rows := container.New(column{})
	for _, at := range entries {
		if at.Since > 0 {
			rows.Add(gapLine(at))
		}
		words := container.New(column{}, ui.NewParagraph(s.moment(at.When), ui.Strong), ui.NewParagraph(at.Subject, ui.Plain))
		source := prefixed("Source: ", at.With)
		if at.Visit != (data.ID{}) {
			source = joinWords("From the visits of the patient", at.With)
		}
		for _, w := range line(source) {
			words.Add(w)
		}
		edit := s.editsQuiet("Edit …", func() { s.editStep(at.Step) })
		if at.Visit != (data.ID{}) {
			edit = s.editsQuiet("Edit the visit …", func() { s.editVisitOf(at.Visit) })
		}
		rows.Add(ui.NewBeside(words, edit))
	}
	return []fyne.CanvasObject{heading("Timeline", add), ui.NewPanel("", rows)}
}

// gapLine is the time between two entries; the longest stands out.
func gapLine(at data.TimelineEntry) fyne.CanvasObject {
	words := gapWords(at.Since)
	if at.Longest {
		return container.NewHBox(ui.NewChip("↓ "+words+": the longest gap", ui.ToneSoon))
	}
	return container.NewHBox(ui.NewChip("↓ "+words, ui.ToneMuted))
}

// gapWords writes a time between two events: 3 days 4 h, 5 h 4 min.
func gapWords(d time.Duration) string {
	d = d.Round(time.Minute)
	days, hours, minutes := int(d/(24*time.Hour)), int(d%(24*time.Hour)/time.Hour), int(d%time.Hour/time.Minute)
	words := ""
	add := func(n int, unit string) {
		if n > 0 {
			words += prefixed(" ", ui.Count(n)+" "+unit)
		}
	}
	if days > 0 {
		words = " " + ui.Plural(days, "day", "days")
		add(hours, "h")
	} else {
		add(hours, "h")
		add(minutes, "min")
	}
	if words == "" {
		return "under a minute"
	}
	return words[1:]
}

// editMoment adds or changes one entry of the timeline.
func (s *Screen) editMoment(st data.Step) {
	e := s.stepEditor(st, "to the timeline")
	if (st.ID != data.ID{}) {
		e.title = "Edit the timeline"
	}
	when := e.moment("when", "When", st.When)
	what := e.area("subject", "What happened", st.Subject, 2)
	from := e.line("with", "Where this comes from", st.With)
	e.hint("with", "The record, the call log, whoever said so")
	e.require("when", "subject")
	e.gather = func() change {
		changed := st
		changed.When, _ = when.Moment() // the dialog does not save while the field is wrong
		changed.Subject, changed.With = trimmed(what.Text), trimmed(from.Text)
		return s.saveStep(changed)
	}
	e.open()
}
