package letters

import (
	"context"
	"time"

	"rapport/app/plain"
	"rapport/app/window/desk"
	"rapport/app/window/ui"
	"rapport/data"
	"rapport/reports/letter"
)

// issue asks once more and makes the letter final.
func (s *Screen) issue() {
	if !s.ready || s.work.Busy() {
		return
	}
	x := s.facts()
	gaps := allGaps(x)
	if blocking := gaps.Blocking(); len(blocking) > 0 {
		s.gaps.set(gaps)
		s.message.Say("The letter cannot be issued yet: "+blocking[0].Sentence, ui.ToneOverdue)
		s.words.jump(blocking[0])
		return
	}
	s.message.Clear()
	text := "It goes to " + x.AddresseeName() + ". An issued letter never changes; a correction is a new letter."
	if w := gaps.Warnings(); len(w) > 0 {
		text += " Before you sign: " + w[0].Sentence
	}
	ui.Ask(s.desk.Window, ui.Question{Title: "Sign and issue the letter?", Text: text, Yes: "Sign and issue", No: "Go on writing"}, func() { s.sign(x) })
}

func (s *Screen) sign(x data.LetterFacts) {
	session, f := s.desk.Session, s.file
	s.message.Say("Making the letter …", ui.ToneMuted)
	ui.Load(&s.work, func(ctx context.Context) (data.CaseFile, error) {
		pdf, pages, err := letter.PDF(x, letter.Options{Practice: session.Practice()})
		if err != nil {
			return data.CaseFile{}, err
		}
		return session.IssueLetter(ctx, f.Key, x.Draft, pdf, pages)
	}, func(_ data.CaseFile, err error) {
		if err != nil {
			s.message.Say(plain.Sentence(err), ui.ToneOverdue)
			return
		}
		s.dirty, s.ready = false, false
		s.desk.Say("The letter is issued and stored. Print it, then record how it left.", nil)
		s.desk.Close()
		s.desk.OpenCase(s.number, desk.Letters)
	})
}

// today is the office's day.
func today(set data.Settings) func() data.Date {
	return func() data.Date { return set.Today(time.Now()) }
}
