package casefile

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"rapport/app/window/desk"
	"rapport/app/window/ui"
	"rapport/data"
)

func (s *Screen) runningClocks() []data.Clock {
	return slices.DeleteFunc(slices.Clone(s.file.Clocks), func(c data.Clock) bool { return !c.Running() })
}

// clocks is the part of the summary with every duty, what became of it, and what
// can be done about it. Those from before the case was reopened stand apart.
func (s *Screen) clocks() fyne.CanvasObject {
	list := container.New(column{})
	var old []fyne.CanvasObject
	from := s.file.ClocksFrom()
	for _, c := range s.file.Clocks {
		if s.file.Reopened > 0 && c.Start.Before(from) && !c.Running() {
			old = append(old, s.clockRow(c))
			continue
		}
		list.Add(s.clockRow(c))
	}
	if len(s.file.Clocks) == 0 {
		list.Add(ui.NewParagraph("Nothing is due by a clock.", ui.Muted))
	}
	if len(old) > 0 {
		list.Add(ui.NewText("Before the case was reopened", ui.Caption))
		list.Objects = append(list.Objects, old...)
	}
	var aside []fyne.CanvasObject
	if s.file.Open() {
		aside = append(aside, s.edits("Start another clock …", s.startClock))
	}
	return ui.NewPanel("Due dates", list, aside...)
}

// clockRow is one duty: its name and state, how it came to its date, and its
// buttons.
func (s *Screen) clockRow(c data.Clock) fyne.CanvasObject {
	row := container.New(column{}, ui.NewBeside(ui.NewParagraph(c.Label(), ui.Strong), s.clockChip(c, false)))
	for _, words := range s.clockStory(c) {
		row.Add(ui.NewParagraph(words, ui.Muted))
	}
	if !c.Running() || !s.file.Open() {
		return row
	}
	if c.About != (data.ID{}) {
		row.Add(ui.NewWrap(ui.NewButton("Go to the appeal", func() { s.Go(desk.Advocacy) }))) // it alone changes the day
		return row
	}
	buttons := []fyne.CanvasObject{s.edits("Move the date …", func() { s.moveClock(c.ID) })}
	if _, paused := c.Paused(); paused {
		buttons = append(buttons, s.edits("Restart …", func() { s.restartClock(c) }))
	} else {
		buttons = append(buttons, s.edits("Pause …", func() { s.pauseClock(c) }))
	}
	if c.Kind.DoneByHand() {
		buttons = append(buttons, s.edits("Mark as done …", func() { s.meetClock(c) }))
	}
	if c.StartedBy != "" {
		buttons = append(buttons, s.edits("No longer owed …", func() { s.stopClock(c) }))
	}
	row.Add(ui.NewWrap(buttons...))
	return row
}

// clockChip is the state of a duty in words and colour; named puts the name of
// the duty before it.
func (s *Screen) clockChip(c data.Clock, named bool) *ui.Chip {
	words, tone := clockState(c, s.today())
	if named {
		label := c.Label()
		if c.About != (data.ID{}) { // the card of the appeal says which it is
			label, _, _ = strings.Cut(label, ":")
		}
		words = label + ": " + words
	}
	return ui.NewChip(words, tone)
}

// clockState says how a duty stands.
func clockState(c data.Clock, today data.Date) (string, ui.Tone) {
	p, paused := c.Paused()
	switch {
	case !c.MetOn.IsZero() && c.Late(today):
		return "done late on " + ui.LongDay(c.MetOn), ui.ToneOverdue
	case c.EnteredLater():
		return "done on " + ui.LongDay(c.MetOn) + ", entered later", ui.ToneOK
	case !c.MetOn.IsZero():
		return "done on " + ui.LongDay(c.MetOn), ui.ToneOK
	case c.Stopped:
		return "no longer owed", ui.ToneMuted
	case paused && p.Long(today):
		return "paused since " + ui.LongDay(p.From) + ", too long", ui.ToneOverdue
	case paused:
		return "paused since " + ui.LongDay(p.From), ui.ToneSoon
	}
	return ui.DueWords(c.Due, today), ui.DueTone(c.Due, today)
}

// clockStory tells how a duty came to its date, a sentence each.
func (s *Screen) clockStory(c data.Clock) []string {
	dates := "Due on " + ui.LongDay(c.Due) + "."
	if c.Due != c.Base {
		dates = "First due on " + ui.LongDay(c.Base) + ", now on " + ui.LongDay(c.Due) + "."
	}
	if c.Length > 0 {
		dates = c.Phrase() + " from " + ui.LongDay(data.DateOf(c.Start, s.zone())) + ". " + dates
	}
	story := []string{dates}
	for _, m := range c.Changes {
		words := fmt.Sprintf("Moved from %s to %s by %s", ui.LongDay(m.From), ui.LongDay(m.To), m.By)
		if m.Agreed != "" {
			words += ", agreed with " + m.Agreed
		}
		story = append(story, words+": "+m.Reason)
	}
	if p, paused := c.Paused(); paused {
		words := "Paused by " + p.By + ": " + p.Reason
		if p.Long(s.today()) {
			words += " Look at it again: this is longer than the office allows."
		}
		story = append(story, words)
	}
	if c.EnteredLater() {
		story = append(story, "Entered on "+ui.LongDay(c.EnteredOn)+", after the last day.")
	}
	return story
}

// lateEntry is the question about a day that lies in time and is entered when
// the time is over; nil where there is nothing to ask.
func (s *Screen) lateEntry(kinds []data.ClockKind, on data.Date) *ui.Question {
	for _, c := range s.file.Clocks {
		if slices.Contains(kinds, c.Kind) && data.EntersLate(c, on, s.today()) {
			return &ui.Question{
				Title: "Was it done in time?",
				Text: fmt.Sprintf("%s was due on %s. You enter today that it was done on %s. This is possible; the case will say that it was entered later.",
					c.Label(), ui.LongDay(c.Due), ui.LongDay(on)),
				Yes: "It was done on " + ui.LongDay(on), No: "Go back",
			}
		}
	}
	return nil
}

// countIn is the number in an entry; 0 where there is none.
func countIn(e *ui.Entry) int { n, _ := strconv.Atoi(trimmed(e.Text)); return n }

// clockOptions are clocks to choose from.
func (s *Screen) clockOptions(clocks []data.Clock) []ui.Option[data.ID] {
	var options []ui.Option[data.ID]
	for _, c := range clocks {
		label := c.Label() + ", " + ui.DueWords(c.Due, s.today())
		if slices.ContainsFunc(options, func(o ui.Option[data.ID]) bool { return o.Label == label }) {
			label += " (" + strings.ToLower(c.Kind.String()) + " " + fmt.Sprint(len(options)+1) + ")"
		}
		options = append(options, ui.Option[data.ID]{Value: c.ID, Label: label})
	}
	return options
}
