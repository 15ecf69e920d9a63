package casefile

import (
	"context"
	"errors"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"rapport/app/window/ui"
	"rapport/data"
	"rapport/data/store"
)

// closeCase asks why the case is closed and shows what the close gate still
// misses for that reason, as it is chosen.
func (s *Screen) closeCase() {
	key := s.file.Key
	e := s.newEditor("close", "Close "+s.number, "Close the case", s.number+" is closed.")
	e.text = "Whether the person is satisfied is part of the reason; it goes into the reports."
	reasons := slices.DeleteFunc(slices.Clone(data.Closures), func(t data.Term[data.Closure]) bool { return t.Value == data.ClosedWithdrawn })
	reason := choose(e, "closure", "Why is it closed?", terms(reasons), s.file.Closure)
	done := e.day("completed_on", "The review was completed on", s.completedOn())
	e.require("closure")

	gate := container.New(column{})
	e.below(ui.AtLeast(0, 9, gate)) // room for what the gate will say once a reason is chosen
	show := func() {
		before, warn, day := s.closeGaps(held(reason), dayOf(done))
		e.field("completed_on").row.Explain(day)
		leave := func(mend func()) func() { return func() { e.dialog.Close(); mend() } }
		gate.Objects = s.gateList(before, warn, leave)
		if len(before) == 0 && day == nil && !reason.Empty() {
			gate.Objects = append(gate.Objects, ui.NewParagraph("Nothing stands in the way.", ui.Type{Color: ui.ColorOK, Bold: true}))
		}
		gate.Refresh()
	}
	reason.Select.OnChanged = func(string) { show() }
	done.OnChanged = func(data.Date) { show() }
	show()
	e.gather = func() change {
		closing := data.Closing{Reason: held(reason), CompletedOn: dayOf(done)}
		return func(ctx context.Context, in *store.Session) (data.CaseFile, error) {
			return in.Act(ctx, key, data.ActClose, "", closing)
		}
	}
	e.open()
}

// completedOn is the day of completion on file, or that of the letter.
func (s *Screen) completedOn() data.Date {
	if !s.file.CompletedOn.IsZero() {
		return s.file.CompletedOn
	}
	if l, ok := s.file.Letter(data.NoticeOfDecision); ok {
		return l.Draft.CompletedOn
	}
	return 0
}

// closeGaps is what the close gate misses, without the reason, which is being
// asked for: what hinders, what is worth a look, and what is wrong with the day
// of completion.
func (s *Screen) closeGaps(reason data.Closure, done data.Date) (before, warn data.Missing, day error) {
	f := s.file
	if !done.IsZero() {
		f.CompletedOn = done
	}
	for _, g := range data.CloseGate(f, reason, s.settings(), s.today()) {
		switch {
		case g.Warn:
			warn = append(warn, g)
		case g.Field == "completed_on":
			day = errors.New(g.Sentence)
		case g.Field != "closure":
			before = append(before, g)
		}
	}
	return before, warn, day
}

// gateList shows what stands between the case and its closing.
func (s *Screen) gateList(before, warn data.Missing, leave func(func()) func()) []fyne.CanvasObject {
	var list []fyne.CanvasObject
	if len(before) > 0 {
		list = append(list, ui.NewText("Before the case can be closed", ui.Section), s.gapList(before, leave))
	}
	if len(warn) > 0 {
		list = append(list, ui.NewText("Worth a look", ui.Section), s.gapList(warn, leave))
	}
	return list
}
