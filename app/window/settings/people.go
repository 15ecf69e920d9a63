package settings

import (
	"context"
	"time"

	"fyne.io/fyne/v2"

	"rapport/app/plain"
	"rapport/app/window/desk"
	"rapport/app/window/ui"
	"rapport/data"
	"rapport/data/store"
)

// people is the part about who may sign in: everybody with their roles, and, for
// the administrator, the ways to change them.
type people struct {
	desk    *desk.Desk
	all     []data.Officer
	last    map[string]time.Time // of their sign-ins; nil for who may not know
	list    *fyne.Container
	own     *ui.Button // change my passphrase: what there is for everybody
	content fyne.CanvasObject
	read    ui.Loader
	work    ui.Loader
}

func newPeople(d *desk.Desk) *people {
	p := &people{desk: d, list: ui.NewColumn()}
	p.own = ui.NewButton("Change my passphrase …", p.changePassphrase)
	buttons := ui.NewWrap(
		p.own, ui.NewButton("My name and title …", p.edit), ui.NewButton("Who may do what …", p.showRights),
		desk.Only(d, data.RightPeople, ui.NewButton("Add an officer …", p.add)),
		desk.Only(d, data.RightAccess, ui.NewButton("Access review …", p.review)),
	)
	below := ui.NewColumn(buttons)
	if says := d.WhoMay(data.RightPeople); says != "" {
		below.Add(ui.NewParagraph(says, ui.Muted))
	}
	p.content = ui.NewPanel("Who may sign in", ui.NewColumn(p.list, below))
	return p
}

// who is everybody, and when they were last here.
type who struct {
	all  []data.Officer
	last map[string]time.Time
}

func (p *people) refresh() {
	session := p.desk.Session
	knows := p.desk.May(data.RightAccess)
	ui.Load(&p.read, func(ctx context.Context) (o who, err error) {
		if o.all, err = session.Officers(ctx); err == nil && knows {
			o.last, err = lastSignIns(ctx, session)
		}
		return o, err
	}, func(o who, err error) {
		if err != nil {
			p.desk.Fail(err)
			return
		}
		p.all, p.last = o.all, o.last
		p.list.RemoveAll()
		for _, o := range p.all {
			p.list.Add(p.row(o))
		}
		p.list.Refresh()
	})
}

// row is one officer: name and title, roles, when they were last here, and what
// the administrator can do.
func (p *people) row(o data.Officer) fyne.CanvasObject {
	roles := ui.NewWrap()
	for _, e := range data.OfficeRoles {
		if o.Roles.Has(e.Role) {
			roles.Add(ui.NewChip(e.Name, ui.ToneAccent))
		}
	}
	name := o.Name
	if o.Name == p.desk.Session.Officer().Name {
		name += " (you)"
	}
	about := o.Title
	if p.last != nil {
		about += "  ·  " + p.lastWords(o)
	}
	words := ui.NewColumn(ui.NewParagraph(name, ui.Strong), ui.NewParagraph(about, ui.Muted), roles)
	if !p.desk.May(data.RightPeople) && !p.desk.May(data.RightReassign) {
		return ui.NewPanel("", words)
	}
	change := desk.Only(p.desk, data.RightPeople, ui.NewButton("Change …", func() { p.change(o) }))
	over := desk.Only(p.desk, data.RightReassign, ui.NewButton("Hand over …", func() { p.handOver(o) }))
	remove := desk.Only(p.desk, data.RightPeople, ui.NewButton("Remove …", func() { p.remove(o) }))
	if o.Name == p.desk.Session.Officer().Name {
		remove.Hide() // somebody else does it
	}
	return ui.NewPanel("", ui.NewColumn(words, ui.NewWrap(change, over, remove)))
}

// lastWords says when somebody was last here.
func (p *people) lastWords(o data.Officer) string {
	at, ok := p.last[o.Name]
	if !ok {
		return "has not signed in yet"
	}
	return "last sign-in " + ui.Moment(at, time.Now(), p.desk.Session.Settings().Zone())
}

// submit runs what a dialog asks for and closes the dialog when it worked. Where
// the passphrase is needed again it is asked for over the dialog.
func (p *people) submit(d **ui.Dialog, message *ui.Message, do func(context.Context, *store.Session) error, done string) bool {
	if p.work.Busy() {
		return false
	}
	message.Say("One moment …", ui.ToneMuted)
	session := p.desk.Session
	desk.Proven(p.desk, &p.work, func(ctx context.Context) (struct{}, error) { return struct{}{}, do(ctx, session) }, func(_ struct{}, err error) {
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

// rightsLine is a line of the table of rights: a role, or one thing that it may do.
type rightsLine struct {
	role data.RoleEntry
	does string // empty: the role itself
}

// showRights shows what each role may do.
func (p *people) showRights() {
	table := ui.NewTable([]ui.Column[rightsLine]{
		{Title: "Role, and what it may do", Width: 30, Weight: 1, Text: func(l rightsLine) string { return l.does }},
	}, func(l rightsLine) string { return l.role.Code + l.does }, ui.NewEmpty("", "", nil))
	table.Head = func(l rightsLine) (string, ui.Tone, bool) {
		return l.role.Name + ": " + l.role.Does, ui.TonePlain, l.does == ""
	}
	var lines []rightsLine
	for _, role := range data.OfficeRoles {
		lines = append(lines, rightsLine{role: role})
		for _, e := range data.Rights {
			if !e.Roles.Has(role.Role) {
				continue
			}
			does := "may " + e.Does
			if e.Proof {
				does += " (the passphrase is asked for again)"
			}
			lines = append(lines, rightsLine{role, does})
		}
	}
	table.SetRows(lines)
	window := p.desk.Window
	d := ui.Show(window, "Who may do what", table, nil, "Close")
	size := window.Canvas().Size()
	d.Resize(fyne.NewSize(min(size.Width*0.9, 860), size.Height*0.9))
	window.Canvas().Focus(table)
}

// rolesField is one tick for each role, with what it is for.
type rolesField struct {
	checks []*ui.Check
	row    *ui.Row
}

func newRolesField(has data.OfficeRole) *rolesField {
	f := &rolesField{}
	list := ui.NewColumn()
	for _, e := range data.OfficeRoles {
		tick := ui.NewCheck(e.Name, nil)
		tick.SetChecked(has.Has(e.Role))
		f.checks = append(f.checks, tick)
		list.Add(ui.Explained(tick, e.Does))
	}
	f.row = ui.NewRow("Roles", list)
	f.row.Required = true
	f.row.Hint = "In a small office one person has several."
	f.row.Check = func() error {
		if f.roles() == 0 {
			return errNoRole
		}
		return nil
	}
	return f
}

// roles are those that are ticked.
func (f *rolesField) roles() (set data.OfficeRole) {
	for i, e := range data.OfficeRoles {
		if f.checks[i].Checked {
			set |= e.Role
		}
	}
	return set
}
