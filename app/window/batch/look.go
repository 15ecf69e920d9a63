package batch

import (
	"fmt"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"rapport/app/window/desk"
	"rapport/app/window/ui"
)

// those are the letters of the batch that fit.
func (s *Screen) those(fit func(*letterOf) bool) []*letterOf {
	var all []*letterOf
	for _, l := range s.letters {
		if fit(l) {
			all = append(all, l)
		}
	}
	return all
}

func prepared(l *letterOf) bool    { return l.doc != nil }
func isConfirmed(l *letterOf) bool { return l.doc != nil && l.choice == confirmed }

// look shows one letter's page after the other; the officer confirms or skips.
func (s *Screen) look() {
	all := s.those(prepared)
	if len(all) == 0 {
		s.showLeft()
		return
	}
	s.at = max(min(s.at, len(all)-1), 0)
	l := all[s.at]
	preview := ui.NewPreview()
	preview.SetDocument(l.doc)
	key := func(k fyne.KeyName) bool { return s.lookKey(k, preview) }
	button := func(b *ui.Button) *ui.Button { b.OnKey = key; return b }
	confirm := button(ui.NewPrimary("Confirm (Enter)", func() { s.decide(confirmed) }))
	next := button(ui.NewButton("Next letter (→)", func() { s.step(1) }))
	back := button(ui.NewButton("Letter before (←)", func() { s.step(-1) }))
	tools := ui.NewWrap(confirm, button(ui.NewButton("Skip (S)", func() { s.decide(skipped) })), back, next, button(ui.NewButton("Done looking", s.showLeft)))
	below := l.Number + "  ·  " + l.kind.String() + "  ·  to " + l.Addressee + "  ·  " + l.Language.String() + "  ·  " + ui.Plural(l.pages(), "page", "pages")
	title := ui.NewBeside(ui.NewText(fmt.Sprintf("Letter %d of %d", s.at+1, len(all)), ui.Heading), l.chip())
	head := container.NewVBox(title, ui.NewParagraph(below, ui.Muted), tools)
	s.show(container.NewBorder(head, nil, nil, nil, preview), confirm)
}

// chip says what was decided.
func (l *letterOf) chip() fyne.CanvasObject {
	switch l.choice {
	case confirmed:
		return ui.NewChip("Confirmed", ui.ToneOK)
	case skipped:
		return ui.NewChip("Skipped", ui.ToneMuted)
	}
	return ui.NewChip("Not decided", ui.ToneToday)
}

// lookKey answers the keys while a letter is looked at; Enter presses the button
// that has the keyboard, which is Confirm.
func (s *Screen) lookKey(k fyne.KeyName, preview *ui.Preview) bool {
	switch k {
	case fyne.KeyS:
		s.decide(skipped)
	case fyne.KeyRight:
		s.step(1)
	case fyne.KeyLeft:
		s.step(-1)
	case fyne.KeyUp, fyne.KeyDown, fyne.KeyPageUp, fyne.KeyPageDown, fyne.KeyHome, fyne.KeyEnd:
		preview.Press(k)
	default:
		return false
	}
	return true
}

func (s *Screen) step(by int) {
	s.at += by
	s.look()
}

// decide notes the decision and goes to the next letter without one.
func (s *Screen) decide(c choice) {
	all := s.those(prepared)
	all[s.at].choice = c
	for i := range all {
		if at := (s.at + 1 + i) % len(all); all[at].choice == undecided {
			s.at = at
			s.look()
			return
		}
	}
	s.showLeft()
}

// showLeft says what was decided and asks for the issue.
func (s *Screen) showLeft() {
	chosen := s.those(isConfirmed)
	list := container.NewVBox()
	for _, l := range s.letters {
		list.Add(s.line(l, l.chip()))
	}
	again := ui.NewButton("Look again", s.look)
	var first fyne.Focusable = again
	buttons := []fyne.CanvasObject{ui.NewButton("Back to the list", s.backToList)}
	if len(s.those(prepared)) > 0 {
		buttons = append(buttons, again)
	}
	below := "No letter is confirmed. Nothing will be issued."
	if len(chosen) > 0 {
		below = "Confirmed: " + paperWords(chosen) + ". What is skipped or not decided stays in the list."
		issue := ui.NewPrimary("Issue "+ui.Plural(len(chosen), "letter", "letters"), s.askIssue)
		buttons, first = append(buttons, issue), issue
	}
	s.show(container.NewBorder(ui.NewHeader("What you confirmed", below, buttons...), nil, nil, nil, ui.NewScrolled(list)), first)
}

// line is one letter of the batch with its state; what failed says why and leads
// to its letter.
func (s *Screen) line(l *letterOf, state fyne.CanvasObject) fyne.CanvasObject {
	words := l.Number + "  ·  " + l.kind.String() + " to " + l.Addressee
	if l.doc != nil {
		words += "  ·  " + ui.Plural(l.pages(), "page", "pages")
	}
	if l.why == "" {
		return ui.NewBeside(ui.NewParagraph(words, ui.Plain), state)
	}
	open := func() { s.write(l.row) }
	if isIssued(l) {
		open = func() { s.desk.OpenCase(l.Number, desk.Letters) }
	}
	failed := container.NewVBox(ui.NewParagraph(words, ui.Plain), ui.NewParagraph(l.why, ui.Type{Color: ui.ColorOverdue}))
	return ui.NewBeside(failed, ui.NewChip("Stays behind", ui.ToneOverdue), ui.NewButton("Open", open))
}
