package settings

import (
	"context"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"rapport/app/plain"
	"rapport/app/window/desk"
	"rapport/app/window/secret"
	"rapport/app/window/ui"
	"rapport/data"
	"rapport/data/store"
)

// people is the part about who may sign in.
type people struct {
	desk    *desk.Desk
	list    *fyne.Container
	content fyne.CanvasObject
	read    ui.Loader
	work    ui.Loader
}

func newPeople(d *desk.Desk) *people {
	p := &people{desk: d, list: container.NewVBox()}
	buttons := ui.NewWrap(
		ui.NewButton("Change my passphrase …", p.changePassphrase),
		ui.NewButton("Add an officer …", p.add),
		ui.NewButton("My name and title …", p.edit),
	)
	p.content = ui.NewPanel("Who may sign in", container.NewVBox(p.list, buttons))
	return p
}

func (p *people) refresh() {
	ui.Load(&p.read, p.desk.Session.Officers, func(all []data.Officer, err error) {
		if err != nil {
			p.desk.Fail(err)
			return
		}
		p.list.RemoveAll()
		for _, o := range all {
			p.list.Add(p.row(o))
		}
	})
}

// row is one officer, with the tick of a supervisor, which only a supervisor may
// change.
func (p *people) row(o data.Officer) fyne.CanvasObject {
	name := ui.NewText(o.Name+", "+o.Title, ui.Plain)
	if !p.desk.Session.Officer().May(data.RightPeople) {
		if o.Roles.Has(data.RoleManager) {
			return container.NewHBox(name, ui.NewChip("Supervisor", ui.TonePlain))
		}
		return name
	}
	tick := ui.NewCheck("Supervisor", nil)
	tick.SetChecked(o.Roles.Has(data.RoleManager))
	tick.OnChanged = func(on bool) { p.setSupervisor(o, on) }
	return container.NewBorder(nil, nil, nil, tick, name)
}

func (p *people) setSupervisor(o data.Officer, on bool) {
	o.Roles &^= data.RoleManager
	if on {
		o.Roles |= data.RoleManager
	}
	session := p.desk.Session
	ui.Load(&p.work, func(ctx context.Context) (struct{}, error) { return struct{}{}, session.SaveOfficer(ctx, o) }, func(_ struct{}, err error) {
		said := o.Name + " is a supervisor now."
		if !on {
			said = o.Name + " is no longer a supervisor."
		}
		if err != nil {
			said = plain.Sentence(err)
		}
		p.desk.Say(said, nil)
		p.refresh()
	})
}

// submit runs what a dialog asks for and closes the dialog when it worked.
func (p *people) submit(d **ui.Dialog, message *ui.Message, do func(context.Context, *store.Session) error, done string) bool {
	if p.work.Busy() {
		return false
	}
	message.Say("One moment …", ui.ToneMuted)
	session := p.desk.Session
	ui.Load(&p.work, func(ctx context.Context) (struct{}, error) { return struct{}{}, do(ctx, session) }, func(_ struct{}, err error) {
		if err != nil {
			message.Say(plain.Sentence(err), ui.ToneOverdue)
			return
		}
		(*d).Close()
		p.desk.Say(done, nil)
		p.refresh()
	})
	return false
}

func (p *people) words() []string {
	return []string{p.desk.Session.Officer().Name, p.desk.Session.Settings().Facility}
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

func officerRows(o data.Officer) (name, credentials, title, phone *ui.Entry, rows []*ui.Row) {
	entry := func(text string) *ui.Entry { e := ui.NewEntry(""); e.SetText(text); e.Max = 120; return e }
	name, credentials, title, phone = entry(o.Name), entry(o.Credentials), entry(o.Title), entry(o.Phone)
	return name, credentials, title, phone, []*ui.Row{
		required(hinted(ui.NewRow("Name", name), "As in signatures")), ui.NewRow("Credentials", credentials), required(ui.NewRow("Title", title)), ui.NewRow("Direct line", phone),
	}
}

func (p *people) add() {
	name, credentials, title, phone, rows := officerRows(data.Officer{Title: "Patient Relations Officer"})
	fresh, message := secret.New(func() []string { return append(p.words(), name.Text) }), ui.NewMessage()
	form := ui.NewForm(append(rows, fresh.Rows()...)...)
	var d *ui.Dialog
	d = ui.Show(p.desk.Window, "Add an officer", ui.AtLeast(30, 0, container.NewVBox(form, message)), name, "Cancel", ui.Action{Text: "Add", Do: func() bool {
		o := data.Officer{Name: strings.TrimSpace(name.Text), Credentials: strings.TrimSpace(credentials.Text), Title: strings.TrimSpace(title.Text), Phone: strings.TrimSpace(phone.Text)}
		pass := fresh.Text()
		return form.Submit() && p.submit(&d, message, func(ctx context.Context, s *store.Session) error { return s.AddOfficer(ctx, o, pass) }, o.Name+" can sign in now.")
	}})
}

func (p *people) edit() {
	me := p.desk.Session.Officer()
	name, credentials, title, phone, rows := officerRows(me)
	name.Disable()
	message, form := ui.NewMessage(), ui.NewForm(rows...)
	var d *ui.Dialog
	d = ui.Show(p.desk.Window, "My name and title", ui.AtLeast(30, 0, container.NewVBox(form, message)), credentials, "Cancel", ui.Action{Text: "Save", Do: func() bool {
		o := me
		o.Credentials, o.Title, o.Phone = strings.TrimSpace(credentials.Text), strings.TrimSpace(title.Text), strings.TrimSpace(phone.Text)
		return form.Submit() && p.submit(&d, message, func(ctx context.Context, s *store.Session) error { return s.SaveOfficer(ctx, o) }, "Your details are saved.")
	}})
}
