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
	type message struct {
		mail.Message
		raw []byte
		own []string // addresses from which the office writes
	}
	ui.Load(&s.mails, func(ctx context.Context) (message, error) {
		raw, err := filein.Bytes(path, mail.MaxBytes)
		if err != nil {
			return message{}, err
		}
		officers, err := s.desk.Session.Officers(ctx)
		if err != nil {
			return message{}, err
		}
		own := []string{s.desk.Session.Settings().Email}
		for _, o := range officers {
			own = append(own, o.Email)
		}
		m, err := mail.Read(ctx, raw)
		return message{m, raw, own}, err
	}, func(m message, err error) {
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
			s.fromMail(m.Message, m.own, newKeptFile(filepath.Base(path), m.About(), m.raw))
		}
	})
}

// fromMail writes the e-mail down. It goes into the case as a contact, from its
// writer, and as a document.
func (s *Screen) fromMail(m mail.Message, own []string, file *keptFile) {
	if m.Outbound(own) {
		ui.Tell(s.desk.Window, "The e-mail was not taken", "Your own office sent this e-mail, so no case begins with it. Open its case and drop it there.")
		return
	}
	from, contact := m.Intake(s.now()), m.Contact(own, s.now())
	file.Contact = &contact
	if gaps := append(file.gaps(), contact.Validate(s.now())...).Blocking(); len(gaps) > 0 {
		ui.Tell(s.desk.Window, "The e-mail was not taken", gaps[0].Sentence)
		return
	}
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
	now.Files = with(was.Files, file)
	s.backTo(now)
	s.desk.Say("The e-mail is written down. Compare it with the message and ask who the patient is.", func() { s.backTo(was) })
}
