package casefile

import (
	"bytes"
	"context"
	"errors"
	"path/filepath"
	"strings"
	"time"

	"fyne.io/fyne/v2/container"

	"rapport/app/window/desk"
	"rapport/app/window/filein"
	"rapport/app/window/ui"
	"rapport/data"
	"rapport/data/exchange/mail"
	"rapport/data/store"
)

// message is an e-mail that was saved as a file, on its way into the case.
type message struct {
	mail.Message
	name string
	raw  []byte
	kept bool // it is a document of the case already
}

// isMail tells a saved e-mail by the name that a mail program gives it; what it is
// shows when it is read.
func isMail(path string) bool { return strings.EqualFold(filepath.Ext(path), ".eml") }

// takeMail reads an e-mail and shows what becomes of it.
func (s *Screen) takeMail(path string) {
	ui.Load(&s.opening, func(ctx context.Context) (message, error) {
		raw, err := filein.Bytes(path, mail.MaxBytes)
		if err != nil {
			return message{}, err
		}
		m, err := mail.Read(ctx, raw)
		return message{Message: m, name: filepath.Base(path), raw: raw}, err
	}, func(m message, err error) {
		var fault mail.Fault
		var gaps data.Missing
		switch {
		case errors.As(err, &fault):
			ui.Tell(s.desk.Window, "The e-mail was not taken", fault.Error())
		case errors.As(err, &gaps):
			s.refused(gaps)
		case err != nil:
			s.desk.Fail(err)
		default:
			s.reviewMail(m)
		}
	})
}

// reviewMail shows the words of the e-mail, to be corrected, before it is taken.
func (s *Screen) reviewMail(m message) {
	set := s.settings()
	own := []string{set.Email, s.desk.Session.Officer().Email}
	contact := m.Contact(own, time.Now())
	said, say := ui.NewTextArea("", 6, 14), ui.NewMessage()
	said.Max = maxText
	said.SetText(contact.Summary)
	way := "From "
	if !contact.Inbound {
		way = "To "
	}
	facts := ui.NewColumn(ui.NewParagraph(way+contact.With+", "+s.moment(contact.At), ui.Strong), say)
	for _, r := range m.Remarks {
		facts.Add(ui.NewParagraph(r, ui.Muted))
	}
	if n := len(m.Attachments); n > 0 {
		facts.Add(ui.NewParagraph("It brings "+ui.Plural(n, "file", "files")+", which stay within the e-mail. Save one from there to add it by itself.", ui.Muted))
	}
	row := ui.NewRow("What they wrote", said)
	row.Required = true
	form := ui.NewForm(row)
	content := scrolled(s.desk.Window, facts, container.NewVBox(form, ui.NewParagraph("It becomes a contact with these words, and the whole e-mail a document of the case.", ui.Caption)))
	var d *ui.Dialog
	busy := false
	d = ui.Show(s.desk.Window, "Take the e-mail into the case", content, said, "Cancel", ui.Action{Text: "Take it", Do: func() bool {
		if busy || !form.Submit() {
			return false
		}
		busy = true
		contact.Summary = trimmed(said.Text)
		s.save(s.mailTaken(&m, contact), func(err error) {
			busy = false
			if err != nil {
				say.SetError(err)
				return
			}
			d.Close()
			s.Go(desk.Contacts)
			s.desk.Say("The e-mail is a contact and a document of the case.", nil)
		})
		return false
	}})
}

// mailTaken keeps the e-mail as a document, once, and records the contact.
func (s *Screen) mailTaken(m *message, contact data.Contact) change {
	key := s.file.Key
	return func(ctx context.Context, in *store.Session) (data.CaseFile, error) {
		if err := contact.Validate(time.Now()).Err(); err != nil {
			return data.CaseFile{}, err
		}
		if !m.kept {
			about := data.NewAttachment{Name: m.name, About: m.About(), Class: data.NoteOrdinary}
			if _, err := in.AddAttachment(ctx, key, about, bytes.NewReader(m.raw)); err != nil {
				return data.CaseFile{}, err
			}
			m.kept = true
		}
		return in.AddContact(ctx, key, contact, false)
	}
}
