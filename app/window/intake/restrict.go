package intake

import (
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"rapport/app/window/form"
	"rapport/app/window/ui"
	"rapport/data"
)

// restriction is who may see the new case: everybody whose role sees cases, or
// people by name from the start, for who may restrict.
type restriction struct {
	screen *Screen
	may    bool
	office []data.Officer
	about  []string // whom the list of names was made for

	tick   *ui.Check
	names  *form.Names
	list   *fyne.Container
	reason *ui.Entry
	why    *ui.Row
	fields *fyne.Container
	panel  *fyne.Container
	work   ui.Loader
}

func newRestriction(s *Screen) *restriction {
	r := &restriction{screen: s, may: s.desk.May(data.RightRestrict), list: container.NewVBox(), reason: s.area(2)}
	r.why = required("Why is it restricted?", r.reason)
	r.why.Hint = "The history of the case keeps it"
	r.fields = ui.NewColumn(
		ui.NewParagraph("Whoever is not ticked sees the number of the case and that it is restricted, nothing else.", ui.Muted), r.list, r.why)
	r.fields.Hide()
	r.tick = ui.NewCheck("Restrict this case to people by name", func(bool) { r.open(); s.changed() })
	r.panel = ui.NewPanel("Who may see it", ui.NewColumn(r.tick, r.fields))
	r.panel.Hidden = !r.may
	r.ask(nil, nil)
	return r
}

// load reads who is in the office.
func (r *restriction) load() {
	session := r.screen.desk.Session
	ui.Load(&r.work, session.Officers, func(office []data.Officer, err error) {
		if err != nil {
			r.screen.desk.Fail(err)
			return
		}
		ticked := r.chosen()
		r.office = office
		r.ask(ticked, r.about)
		r.screen.refresh()
	})
}

// chosen are the names that are ticked.
func (r *restriction) chosen() []string {
	if !r.tick.Checked {
		return nil
	}
	return r.names.Chosen()
}

// ask makes the list of names. Somebody who was ticked and is not in the office, or
// before the office is read, is kept for the time when it is.
func (r *restriction) ask(ticked, about []string) {
	office := r.office
	for _, name := range ticked {
		if !slices.ContainsFunc(office, func(o data.Officer) bool { return o.Name == name }) && len(r.office) == 0 {
			office = append(office, data.Officer{Name: name, Roles: data.RoleOfficer})
		}
	}
	r.about = about
	r.names = form.NewNames(office, data.Restriction{Names: ticked, About: about}, data.CaseFile{}, r.screen.changed)
	r.list.Objects = []fyne.CanvasObject{r.names.Row}
	r.list.Refresh()
}

// open shows the fields below the tick, with whom the advice would name or the
// officer alone.
func (r *restriction) open() {
	r.fields.Hidden = !r.tick.Checked
	if r.tick.Checked && len(r.names.Chosen()) == 0 && !r.screen.filling {
		names, about := []string{r.screen.desk.Session.Officer().Name}, []string(nil)
		if a, speaks := r.suggestion(r.screen.written().Intake); speaks {
			names, about = a.Names, a.About
		}
		r.ask(names, about)
	}
	settle(r.screen.form)
}

func (r *restriction) suggestion(in data.Intake) (data.RestrictionAdvice, bool) {
	return data.SuggestRestriction(data.CaseFile{Case: data.Case{Story: in.Story, Remedy: in.Remedy}, Issues: in.Issues}, r.office)
}

func (r *restriction) read(in *data.Intake) {
	if r.tick.Checked {
		in.Restriction = &data.Restriction{Reason: strings.TrimSpace(r.reason.Text), Names: r.chosen(), About: r.about}
	}
}

func (r *restriction) show(in data.Intake) {
	now := data.Restriction{}
	if in.Restriction != nil && r.may {
		now = *in.Restriction
	}
	r.reason.SetText(now.Reason)
	r.ask(now.Names, now.About)
	r.tick.SetChecked(in.Restriction != nil && r.may)
	r.open()
}

// advice says whom of the office the words name, and who may restrict the case
// where the officer may not; empty when nothing speaks for it or it is done.
func (r *restriction) advice(in data.Intake) string {
	a, speaks := r.suggestion(in)
	if !speaks || r.tick.Checked {
		return ""
	}
	return strings.TrimSpace(a.Because + " " + r.screen.desk.WhoMay(data.RightRestrict))
}

// refresh keeps the list of names to those whom the matter is not about.
func (r *restriction) refresh(in data.Intake) {
	a, _ := r.suggestion(in)
	if r.tick.Checked && len(r.office) > 0 && !slices.Equal(a.About, r.about) {
		r.ask(r.chosen(), a.About)
	}
}

// places are the fields, while they are asked for.
func (r *restriction) places() []place {
	if !r.tick.Checked {
		return nil
	}
	return []place{{field: "names", row: r.names.Row}, {field: "reason", row: r.why}}
}
