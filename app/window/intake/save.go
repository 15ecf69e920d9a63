package intake

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"rapport/app/plain"
	"rapport/app/window/desk"
	"rapport/app/window/ui"
	"rapport/data"
)

// intake is what the case will be made of: without issues that were not begun,
// and without the name of somebody who gives none.
func (s *Screen) intake() data.Intake {
	in := s.written().Intake
	if !named(in) {
		in.Complainant = data.Person{}
	}
	var begun []data.Issue
	for n, i := range s.issues.list {
		if is := in.Issues[n]; i.begun() {
			if is.Unit == "" {
				is.Unit = in.Unit
			}
			begun = append(begun, is)
		}
	}
	in.Issues = begun
	return in
}

// places are the fields in the order in which they are read.
func (s *Screen) places() []place {
	all := append([]place{}, s.origin.places...)
	all = append(all, s.speaker.places[0])
	if !s.speaker.panel.Hidden {
		all = append(all, s.speaker.places[1])
		all = append(all, s.speaker.person.places[:3]...)
		all = append(all, s.speaker.places[2:]...)
		all = append(all, s.speaker.person.places[3:]...)
	}
	all = append(all, s.patient.person.places[:3]...)
	all = append(all, s.patient.places...)
	all = append(all, s.patient.person.places[3:]...)
	all = append(all, s.story.places...)
	all = append(all, s.issues.places()...)
	all = append(all, s.shut.places()...)
	return append(all, s.answer.override.rows...)
}

// explain says beside each wrong field why, goes to the first, and reports
// whether nothing is wrong. From then on the marks follow what is written.
func (s *Screen) explain(missing data.Missing) bool {
	s.unmark()
	first, fine := s.mark(missing)
	s.marking = !fine
	if first != nil {
		s.goTo(*first)
	}
	return fine
}

// mark says beside each wrong field why, and returns the first of them.
func (s *Screen) mark(missing data.Missing) (first *place, fine bool) {
	sentences := map[string]string{}
	for _, g := range missing.Blocking() {
		if sentences[g.Field] == "" {
			sentences[g.Field] = g.Sentence
		}
	}
	var why error
	for _, p := range s.places() {
		err := p.row.Wrong()
		sentence := sentences[p.field]
		if sentence != "" {
			err = errors.New(opening(sentence))
		}
		s.note(p.row, err)
		if err != nil && first == nil {
			first, why = &p, err
			if sentence != "" {
				why = errors.New(sentence)
			}
		}
	}
	if b := missing.Blocking(); first == nil && len(b) > 0 {
		why = errors.New(b[0].Sentence)
	}
	s.message.SetError(why)
	return first, why == nil
}

// opening is what a sentence says before it goes on to the remedy: there is
// room for no more beside a field. The whole stands above the buttons.
func opening(sentence string) string {
	for _, end := range []string{"; ", ". "} {
		sentence, _, _ = strings.Cut(sentence, end)
	}
	return sentence
}

// note marks a row, when it is not marked so already.
func (s *Screen) note(row *ui.Row, err error) {
	if fmt.Sprint(s.marked[row]) == fmt.Sprint(err) {
		return
	}
	row.Explain(err)
	s.marked[row] = err
}

// unmark takes all marks away.
func (s *Screen) unmark() {
	s.marking = false
	s.message.Clear()
	for row := range s.marked {
		row.Explain(nil)
	}
	s.marked = map[*ui.Row]error{}
}

// goTo opens the fold that the field is in and gives it the keyboard.
func (s *Screen) goTo(p place) {
	if p.fold != nil {
		p.fold.Open(true)
	}
	p.row.Focus()
}

// opened is a case that was made.
type opened struct {
	number string
	after  error // what went wrong once it was made
}

// save opens the case, once: while it is being opened, and when the screen is
// not in front, nothing happens.
func (s *Screen) save() {
	if !s.inFront || s.saving.Busy() || ui.DialogOpen(s.desk.Window) {
		return
	}
	in := s.intake()
	if !s.explain(in.Validate(s.desk.Session.Settings(), s.now())) {
		return
	}
	s.forget()
	s.unsaved = false // open keeps the draft
	d := s.written()
	s.message.Say("Opening the case …", ui.ToneMuted)
	ui.Load(&s.saving, func(ctx context.Context) (opened, error) { return s.open(ctx, in, d) }, s.done)
}

// open keeps the draft, makes the case and lets the draft go, so that nothing
// is lost and nothing stands twice wherever it stops.
func (s *Screen) open(ctx context.Context, in data.Intake, d draft) (opened, error) {
	session := s.desk.Session
	if err := s.keep(ctx, d); err != nil {
		return opened{}, err
	}
	f, err := session.OpenCase(ctx, in)
	if err != nil {
		return opened{}, err
	}
	for _, k := range d.Files {
		if e := k.addTo(ctx, session, f.Key); e != nil {
			err = errors.Join(err, fileLeftOut{e})
		}
	}
	err = errors.Join(err, s.drop(ctx, d.Files))
	if d.Feedback != 0 {
		err = errors.Join(err, session.LinkFeedback(ctx, d.Feedback, f.Number))
	}
	return opened{f.Number, err}, nil
}

// fileLeftOut is why a file did not come into the case that was opened with it.
type fileLeftOut struct{ error }

func (f fileLeftOut) Unwrap() error { return f.error }

// Sentence says that the case is there all the same.
func (f fileLeftOut) Sentence() string {
	return "The case is open, but a file that goes with it is not in it: " + plain.Sentence(f.error) + " Add it under Documents."
}

func (s *Screen) done(made opened, err error) {
	var missing data.Missing
	switch {
	case errors.As(err, &missing):
		s.explain(missing)
		s.keepLater()
		return
	case err != nil:
		s.message.Say(plain.Sentence(err), ui.ToneOverdue)
		s.keepLater()
		return
	}
	shown := s.inFront
	s.put(draft{Intake: s.blank()})
	if s.desk.Session.Locked() {
		return
	}
	s.desk.Say("Case "+made.number+" is open.", nil)
	if shown {
		s.desk.Close()
		s.desk.OpenCase(made.number, desk.Summary)
	}
	if made.after != nil {
		s.desk.Fail(made.after)
	}
}
