package settings

import (
	"context"
	"errors"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"

	"rapport/app/window/secret"
	"rapport/app/window/ui"
	"rapport/data"
	"rapport/data/store"
)

var errNoRole = errors.New("choose at least one role")

// officerFields are the fields of an officer's entry.
type officerFields struct{ name, credentials, title, phone *ui.Entry }

func newOfficerFields(o data.Officer) (f officerFields) {
	entry := func(text string) *ui.Entry { e := ui.NewEntry(""); e.SetText(text); e.Max = 120; return e }
	return officerFields{entry(o.Name), entry(o.Credentials), entry(o.Title), entry(o.Phone)}
}

func (f officerFields) rows() []*ui.Row {
	return []*ui.Row{required(hinted(ui.NewRow("Name", f.name), "As in signatures")), ui.NewRow("Credentials", f.credentials),
		required(ui.NewRow("Title", f.title)), ui.NewRow("Direct line", f.phone)}
}

// typed is the entry as the fields have it.
func (f officerFields) typed(o data.Officer) data.Officer {
	text := func(e *ui.Entry) string { return strings.TrimSpace(e.Text) }
	o.Name, o.Credentials, o.Title, o.Phone = text(f.name), text(f.credentials), text(f.title), text(f.phone)
	return o
}

// within is the content of a dialog that stays within the window.
func (p *people) within(parts ...fyne.CanvasObject) fyne.CanvasObject {
	em, window := theme.TextSize(), p.desk.Window.Canvas().Size()
	column := ui.NewColumn(parts...)
	size := fyne.NewSize(min(38*em, window.Width-4*em), 0)
	column.Resize(fyne.NewSize(size.Width-2*em, 0)) // wrapped text knows its height once it knows its width
	size.Height = min(column.MinSize().Height+em, window.Height-12*em)
	scroll := ui.NewScrolled(column)
	scroll.SetMinSize(size)
	return scroll
}

// add lets somebody else sign in.
func (p *people) add() {
	fields, roles := newOfficerFields(data.Officer{Title: "Patient Relations Officer"}), newRolesField(data.RoleOfficer)
	fresh, message := secret.New(func() []string { return append(p.words(), fields.name.Text) }), ui.NewMessage()
	form := ui.NewForm(append(append(fields.rows(), roles.row), fresh.Rows()...)...)
	about := ui.NewParagraph("Let them type the passphrase themselves. They can change it here at any time.", ui.Muted)
	var d *ui.Dialog
	d = ui.Show(p.desk.Window, "Add an officer", container.NewBorder(nil, message, nil, nil, p.within(about, form)), fields.name, "Cancel", ui.Action{Text: "Add the officer", Do: func() bool {
		if !form.Submit() {
			return false
		}
		o, pass := fields.typed(data.Officer{Roles: roles.roles()}), fresh.Text()
		return p.submit(&d, message, func(ctx context.Context, s *store.Session) error { return s.AddOfficer(ctx, o, pass) }, o.Name+" can sign in now.")
	}})
}

// change changes somebody's roles and title.
func (p *people) change(o data.Officer) {
	fields, roles, message := newOfficerFields(o), newRolesField(o.Roles), ui.NewMessage()
	fields.name.Disable()
	form := ui.NewForm(append([]*ui.Row{roles.row}, fields.rows()...)...)
	var d *ui.Dialog
	d = ui.Show(p.desk.Window, "Roles and title of "+o.Name, container.NewBorder(nil, message, nil, nil, p.within(form)), fields.title, "Cancel", ui.Action{Text: "Save", Do: func() bool {
		if !form.Submit() {
			return false
		}
		now := fields.typed(o)
		now.Roles = roles.roles()
		said := o.Name + " is " + strings.ToLower(now.Roles.String()) + " now."
		if now.Roles == o.Roles {
			said = "The details of " + o.Name + " are saved."
		}
		return p.submit(&d, message, func(ctx context.Context, s *store.Session) error { return s.SaveOfficer(ctx, now) }, said)
	}})
}

// edit changes the details of who is signed in.
func (p *people) edit() {
	me := p.desk.Session.Officer()
	fields, message := newOfficerFields(me), ui.NewMessage()
	fields.name.Disable()
	form := ui.NewForm(fields.rows()...)
	var d *ui.Dialog
	d = ui.Show(p.desk.Window, "My name and title", ui.AtLeast(30, 0, container.NewVBox(form, message)), fields.credentials, "Cancel", ui.Action{Text: "Save", Do: func() bool {
		o := fields.typed(me)
		return form.Submit() && p.submit(&d, message, func(ctx context.Context, s *store.Session) error { return s.SaveOfficer(ctx, o) }, "Your details are saved.")
	}})
}

func (p *people) changePassphrase() {
	old, fresh, message := ui.NewPassphrase(""), secret.New(p.words), ui.NewMessage()
	now := required(ui.NewRow("Passphrase now", old))
	form := ui.NewForm(append([]*ui.Row{now}, fresh.Rows()...)...)
	var d *ui.Dialog
	d = ui.Show(p.desk.Window, "Change my passphrase", ui.AtLeast(30, 0, container.NewVBox(form, message)), old, "Cancel", ui.Action{Text: "Change it", Do: func() bool {
		was, now := old.Text, fresh.Text()
		return form.Submit() && p.submit(&d, message, func(ctx context.Context, s *store.Session) error { return s.ChangePassphrase(ctx, was, now) }, "The passphrase is changed.")
	}})
}

// remove takes somebody's access away, after asking to whom their open work goes.
func (p *people) remove(o data.Officer) {
	session := p.desk.Session
	ui.Load(&p.work, func(ctx context.Context) (data.OpenWork, error) { return session.OpenWork(ctx, o.Name) }, func(open data.OpenWork, err error) {
		if err != nil {
			p.desk.Fail(err)
			return
		}
		p.askRemove(o, open)
	})
}

func (p *people) askRemove(o data.Officer, open data.OpenWork) {
	reason, message := ui.NewTextArea("", 2, 4), ui.NewMessage()
	reason.Max = 2000
	to := ui.NewChoice("Choose who takes it over", p.caseworkers(o.Name), nil)
	form := ui.NewForm(required(ui.NewRow("Why?", reason)))
	words := o.Name + " can no longer sign in, at once. What they did keeps their name. Their passphrase still opens backups that were made before today."
	if !open.None() {
		words += " Not done yet: " + openWords(open) + "."
		form.Add(required(hinted(ui.NewRow("Hand it over to", to), "Restricted cases go only to somebody who may see them")))
	}
	var d *ui.Dialog
	d = ui.Show(p.desk.Window, "Remove "+o.Name, ui.AtLeast(36, 0, ui.NewColumn(ui.NewParagraph(words, ui.Plain), form, message)), reason, "Cancel", ui.Action{Text: "Remove", Danger: true, Do: func() bool {
		why := strings.TrimSpace(reason.Text)
		next, _ := to.Value()
		return form.Submit() && p.submit(&d, message, func(ctx context.Context, s *store.Session) error {
			if err := s.RemoveOfficer(ctx, o.Name, why); err != nil || open.None() {
				return err
			}
			_, err := s.Reassign(ctx, o.Name, next, why)
			return err
		}, o.Name+" can no longer sign in.")
	}})
}

// caseworkers are those who may take work over from somebody.
func (p *people) caseworkers(from string) (all []ui.Option[string]) {
	for _, o := range p.all {
		if o.Name != from && o.May(data.RightWork) {
			all = append(all, ui.Option[string]{Value: o.Name, Label: o.Name})
		}
	}
	return all
}

// handOver hands somebody's open work to a colleague, who stays away for longer.
func (p *people) handOver(o data.Officer) {
	session := p.desk.Session
	ui.Load(&p.work, func(ctx context.Context) (data.OpenWork, error) { return session.OpenWork(ctx, o.Name) }, func(open data.OpenWork, err error) {
		switch {
		case err != nil:
			p.desk.Fail(err)
		case open.None():
			p.desk.Say(o.Name+" has nothing open to hand over.", nil)
		default:
			p.askHandOver(o, open)
		}
	})
}

func (p *people) askHandOver(o data.Officer, open data.OpenWork) {
	to, reason, message := ui.NewChoice("Choose who takes it over", p.caseworkers(o.Name), nil), ui.NewTextArea("", 2, 4), ui.NewMessage()
	reason.Max = 2000
	form := ui.NewForm(required(hinted(ui.NewRow("To whom", to), "Restricted cases go only to somebody who may see them")), required(ui.NewRow("Why?", reason)))
	var d *ui.Dialog
	d = ui.Show(p.desk.Window, "Hand over the work of "+o.Name, ui.AtLeast(36, 0, ui.NewColumn(ui.NewParagraph("Not done yet: "+openWords(open)+".", ui.Plain), form, message)), reason, "Cancel", ui.Action{Text: "Hand it over", Do: func() bool {
		if !form.Submit() {
			return false
		}
		next, _ := to.Value()
		why := strings.TrimSpace(reason.Text)
		return p.submit(&d, message, func(ctx context.Context, s *store.Session) error {
			_, err := s.Reassign(ctx, o.Name, next, why)
			return err
		}, next+" has the work of "+o.Name+" now.")
	}})
}

// openWords counts what somebody has not done yet.
func openWords(w data.OpenWork) string {
	var words []string
	for _, c := range []struct {
		n         int
		one, many string
	}{{w.Cases, "open case", "open cases"}, {w.Tasks, "task", "tasks"}, {w.Actions, "action", "actions"}} {
		if c.n > 0 {
			words = append(words, ui.Plural(c.n, c.one, c.many))
		}
	}
	return strings.Join(words, ", ")
}
