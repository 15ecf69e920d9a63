package intake

import (
	"context"
	"errors"
	"path/filepath"
	"strings"

	"rapport/app/window/filein"
	"rapport/app/window/ui"
	"rapport/data"
	"rapport/data/exchange/mail"
)

// isMail tells a saved e-mail by the name that a mail program gives it; what it is
// shows when it is read.
func isMail(path string) bool { return strings.EqualFold(filepath.Ext(path), ".eml") }

// takeMail writes a saved e-mail down as the matter: its words are what happened, its
// writer is who speaks. What is written already stays above it.
func (s *Screen) takeMail(path string) {
	ui.Load(&s.mails, func(ctx context.Context) (mail.Message, error) {
		raw, err := filein.Bytes(path, mail.MaxBytes)
		if err != nil {
			return mail.Message{}, err
		}
		return mail.Read(ctx, raw)
	}, func(m mail.Message, err error) {
		var fault mail.Fault
		var gaps data.Missing
		switch {
		case errors.As(err, &fault):
			ui.Tell(s.desk.Window, "The e-mail was not taken", fault.Error())
		case errors.As(err, &gaps):
			ui.Tell(s.desk.Window, "The e-mail was not taken", gaps[0].Sentence)
		case err != nil:
			s.desk.Fail(err)
		default:
			s.fromMail(m.Intake(s.now()))
		}
	})
}

func (s *Screen) fromMail(from data.Intake) {
	was := s.written()
	now := was
	in := &now.Intake
	in.Channel, in.ReceivedAt = from.Channel, from.ReceivedAt
	in.Story = strings.TrimSpace(was.Intake.Story + "\n\n" + from.Story)
	if c := was.Intake.Complainant; c.ListName() == "" && c.Email == "" {
		in.Complainant = from.Complainant
		if in.Relation == data.Self {
			in.Relation = "" // who it is to the patient is to be asked
		}
	}
	s.backTo(now)
	s.desk.Say("The e-mail is written down. Compare it with the message, ask who the patient is, and add the file to the case once it is open.", func() { s.backTo(was) })
}
