package casefile

import (
	"context"
	"errors"
	"os"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"rapport/app/window/desk"
	"rapport/app/window/ui"
	"rapport/data"
	"rapport/reports/pdf"
)

// emailForm asks for the address of a protected copy, twice, before it is made.
type emailForm struct {
	to, again *ui.Entry
	agreed    *ui.Check
	sheets    *ui.Check
	form      *ui.Form
}

// emailLetter makes a protected copy of an issued letter for an e-mail.
func (s *Screen) emailLetter(l data.Letter) {
	f := s.newEmailForm(l)
	parts := container.New(column{})
	for _, w := range s.emailWarnings(l) {
		m := ui.NewMessage()
		m.Say(w, ui.ToneToday)
		parts.Add(m)
	}
	parts.Add(ui.NewParagraph("The copy opens only with a passphrase, which is shown once. Rapport sends no e-mail: attach the file yourself.", ui.Muted))
	parts.Add(f.form)
	first := fyne.Focusable(f.again)
	if f.to.Empty() {
		first = f.to
	}
	var d *ui.Dialog
	d = ui.Show(s.desk.Window, "E-mail copy of letter "+ui.Count(l.Number), scrolled(s.desk.Window, nil, parts), first, "Cancel", ui.Action{Text: "Make the copy …", Do: func() bool {
		if !f.form.Submit() {
			return false
		}
		to, sheets := trimmed(f.to.Text), f.sheets != nil && f.sheets.Checked
		d.Close()
		s.protectLetter(l, to, sheets)
		return true
	}})
}

func (s *Screen) newEmailForm(l data.Letter) *emailForm {
	f := &emailForm{to: ui.NewEntry(""), again: ui.NewEntry(""), agreed: ui.NewCheck("The person agreed to have this letter by e-mail", nil)}
	f.to.Max, f.again.Max = maxLine, maxLine
	if p, ok := s.file.PersonByID(l.Draft.Addressee); ok {
		f.to.SetText(p.Email)
	}
	to := ui.NewRow("E-mail address", f.to)
	to.Required = true
	to.Check = func() error {
		if gaps := data.EmailCopyGaps(trimmed(f.to.Text)).Blocking(); len(gaps) > 0 {
			return errors.New(gaps[0].Sentence)
		}
		return nil
	}
	again := ui.NewRow("Second look: type the address once more", f.again)
	again.Required, again.Hint = true, "From the person's own words or writing, not from the line above"
	again.Check = func() error {
		if !strings.EqualFold(trimmed(f.to.Text), trimmed(f.again.Text)) {
			return errors.New("the two addresses differ; look at them letter by letter")
		}
		return nil
	}
	agreed := ui.NewRow("", f.agreed)
	agreed.Check = func() error {
		if !f.agreed.Checked {
			return errors.New("ask the person first, and tick this when they agree")
		}
		return nil
	}
	f.form = ui.NewForm(to, again, agreed)
	if n := len(desk.SheetsOf(l.Draft)); n > 0 {
		f.sheets = ui.NewCheck("With the "+ui.Plural(n, "enclosure", "enclosures"), nil)
		f.sheets.SetChecked(true)
		f.form.Add(ui.NewRow("", f.sheets))
	}
	return f
}

// emailWarnings are what the file of the person says against an e-mail.
func (s *Screen) emailWarnings(l data.Letter) []string {
	var all []string
	p, ok := s.file.PersonByID(l.Draft.Addressee)
	if !ok {
		return []string{"The letter goes to nobody of the case: no address is on file to compare with."}
	}
	means := strings.ToLower(p.Means)
	if means != "" && !strings.Contains(means, "mail") {
		all = append(all, "The person asked to be reached in another way: "+p.Means+".")
	}
	if p.Confidential {
		all = append(all, "The person asked for another address or way (45 CFR 164.522(b)). Use e-mail only if that is what they asked for.")
	}
	if p.Safety == data.SafetyUnsafe || p.Safety == data.SafetyCareful {
		all = append(all, "Reaching out may put the person in danger: "+p.Safety.String()+". "+p.SafetyNote)
	}
	if p.Email == "" {
		all = append(all, "No e-mail address of the person is on file.")
	}
	if !p.MayReceive(s.today()) && l.Kind.Spec().Health {
		all = append(all, "The person may not receive the patient's information today.")
	}
	return all
}

// protectLetter makes the copy and asks where to keep it.
func (s *Screen) protectLetter(l data.Letter, to string, sheets bool) {
	key, session, passphrase := s.file.Key, s.desk.Session, pdf.NewPassphrase()
	ui.Load(new(ui.Loader), func(ctx context.Context) ([]byte, error) {
		file, err := letterPages(ctx, session, key, l, sheets)
		if err != nil {
			return nil, err
		}
		return pdf.Protect(file, passphrase)
	}, func(file []byte, err error) {
		if err != nil {
			s.desk.Fail(err)
			return
		}
		desk.SaveFile(s.desk.Window, "Save the protected copy", s.fileName(l), file, func(path string) { s.recordEmailCopy(l, to, path, passphrase) })
	})
}

// recordEmailCopy writes the copy down and shows its passphrase. A copy that is
// not on record is removed: nobody could open it.
func (s *Screen) recordEmailCopy(l data.Letter, to, path, passphrase string) {
	key, session := s.file.Key, s.desk.Session
	ui.Load(new(ui.Loader), func(ctx context.Context) (struct{}, error) {
		return struct{}{}, session.RecordEmailCopy(ctx, key, l.ID, to)
	}, func(_ struct{}, err error) {
		if err != nil {
			s.desk.Fail(errors.Join(err, os.Remove(path)))
			return
		}
		s.showPassphrase(l, to, passphrase)
	})
}

// showPassphrase shows the passphrase of a copy once. It is kept nowhere: not in
// the case file, and in the clipboard no longer than the dialog is open.
func (s *Screen) showPassphrase(l data.Letter, to, passphrase string) {
	copied := ui.NewText("", ui.Caption)
	copyIt := ui.NewButton("Copy it", func() {
		ui.Copy(passphrase)
		copied.SetText("Copied for a minute, or until this is closed")
	})
	content := container.New(column{},
		ui.NewParagraph(passphrase, ui.Heading),
		container.NewHBox(copyIt, container.NewCenter(copied)),
		ui.NewParagraph("Tell it by phone, never in the e-mail, and not in another e-mail either.", ui.Strong),
		ui.NewParagraph("It is shown this once and kept nowhere. Without it nobody can open the copy; you can make another copy at any time.", ui.Muted),
		ui.NewParagraph("The copy is for "+to+".", ui.Plain))
	var d *ui.Dialog
	d = ui.Show(s.desk.Window, "The passphrase of the copy", scrolled(s.desk.Window, nil, content), copyIt, "I have told it or written it down",
		ui.Action{Text: "The e-mail is sent: record it …", Do: func() bool { d.Close(); s.dispatch(l, "email"); return true }})
	d.OnClose = ui.ClearCopied
}
