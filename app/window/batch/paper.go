package batch

import (
	"context"
	"errors"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"rapport/app/window/desk"
	"rapport/app/window/ui"
	"rapport/data"
)

func isIssued(l *letterOf) bool { return l.issued.ID != (data.ID{}) }

// unsent are the letters that were issued and are still here.
func unsent(l *letterOf) bool { return isIssued(l) && l.kept == "" }

// ready to be recorded are those that came out of the printer.
func cameOut(l *letterOf) bool { return unsent(l) && l.printed && l.out }

// showPaper brings the issued letters onto paper: print, count, post.
func (s *Screen) showPaper() {
	issued, waiting := s.those(isIssued), s.those(unsent)
	list := container.NewVBox()
	for _, l := range s.letters {
		if l.choice == confirmed {
			list.Add(s.paperLine(l))
		}
	}
	toPrint := s.those(func(l *letterOf) bool { return unsent(l) && !cameOut(l) })
	out := s.those(cameOut)
	done := ui.NewButton("Back to the list", s.backToList)
	buttons, first := []fyne.CanvasObject{done}, fyne.Focusable(done)
	if len(toPrint) > 0 {
		b := ui.NewButton("Print "+ui.Plural(len(toPrint), "letter", "letters")+" …", func() { s.print(toPrint) })
		buttons, first = append(buttons, b), b
	}
	if len(out) > 0 {
		b := ui.NewPrimary(ui.Plural(len(out), "letter", "letters")+" came out: posted …", func() { s.askPosted(out) })
		buttons, first = append(buttons, b), b
	}
	head := ui.NewHeader(ui.Plural(len(issued), "letter", "letters")+" issued", s.paperSays(issued, waiting), buttons...)
	s.show(container.NewBorder(head, nil, nil, nil, ui.NewScrolled(list)), first)
}

// paperSays is the line below the heading: what is asked of the officer now.
func (s *Screen) paperSays(issued, waiting []*letterOf) string {
	printed := s.those(func(l *letterOf) bool { return unsent(l) && l.printed })
	switch {
	case len(issued) == 0:
		return "No letter was issued. Each says below why."
	case len(waiting) == 0:
		return "All are on record: what is posted has met its clock."
	case len(printed) > 0:
		return "Did " + ui.Plural(len(printed), "letter", "letters") + " come out? Count them: " + paperWords(printed) + ". Take the tick from any that did not; it can be printed again."
	}
	return "On paper: " + paperWords(waiting) + ". What is not printed here stays in its case, under Letters."
}

func (s *Screen) paperLine(l *letterOf) fyne.CanvasObject {
	switch {
	case l.kept != "":
		return s.line(l, ui.NewChip(l.kept, ui.ToneOK))
	case isIssued(l) && l.printed:
		tick := ui.NewCheck("Came out", nil)
		tick.SetChecked(l.out)
		tick.OnChanged = func(on bool) { l.out = on; s.showPaper() }
		return s.line(l, tick)
	}
	return s.line(l, ui.NewChip("Issued", ui.ToneAccent))
}

// print sends each letter with its enclosures as a job of its own.
func (s *Screen) print(all []*letterOf) {
	session := s.desk.Session
	pages := desk.Pages{What: "The batch of " + ui.Plural(len(all), "letter", "letters")}
	for _, l := range all {
		pages.Each = append(pages.Each, desk.Pages{
			Make: func(ctx context.Context) ([]byte, error) { return desk.LetterWithSheets(ctx, session, l.Key, l.issued) },
			Record: func(context.Context) error {
				ui.OnMain(func() { l.printed, l.out = true, true; s.showPaper() })
				return nil
			}})
	}
	s.desk.Print(pages)
}

// askPosted records that the letters that came out were printed and, on the day
// that the officer gives, posted.
func (s *Screen) askPosted(all []*letterOf) {
	on := ui.NewDateField(s.today)
	on.SetDate(s.today())
	day := ui.NewRow("Posted on", on)
	day.Required = true
	form := ui.NewForm(day)
	text := ui.NewParagraph("It is recorded for "+ui.Plural(len(all), "letter", "letters")+" that they were printed and posted. With it their clocks are met.", ui.Muted)
	var d *ui.Dialog
	d = ui.Show(s.desk.Window, "Did "+ui.Plural(len(all), "letter", "letters")+" come out, and leave by post?", container.NewVBox(text, form), nil, "Not yet",
		ui.Action{Text: "Printed only", Do: func() bool { d.Close(); s.record(all, 0); return true }},
		ui.Action{Text: "Printed and posted", Do: func() bool {
			if !form.Submit() {
				return false
			}
			posted, err := on.Date()
			if err != nil {
				return false
			}
			d.Close()
			s.record(all, posted)
			return true
		}})
	day.Focus()
}

// record writes down the print of each letter and, with a day, that it was posted.
func (s *Screen) record(all []*letterOf, posted data.Date) {
	session := s.desk.Session
	ui.Load(&s.work, func(ctx context.Context) ([]error, error) {
		errs := make([]error, len(all))
		for i, l := range all {
			errs[i] = session.RecordPrint(ctx, l.Key, l.issued.ID, "printed")
			if errs[i] == nil && !posted.IsZero() {
				_, errs[i] = session.RecordDispatch(ctx, l.Key, l.issued.ID, data.Dispatch{Method: "post", On: posted})
			}
		}
		return errs, nil
	}, func(errs []error, err error) {
		for i, l := range all {
			l.why = ""
			l.fail(errors.Join(err, errs[i]))
			if l.why == "" {
				l.kept = "Printed"
				if !posted.IsZero() {
					l.kept = "Posted"
				}
			}
		}
		s.showPaper()
		s.desk.Say(ui.Plural(len(all), "letter is", "letters are")+" recorded.", nil)
	})
}
