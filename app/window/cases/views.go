package cases

import (
	"context"
	"encoding/json"
	"errors"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"rapport/app/window/ui"
	"rapport/data"
)

// views are the lists that the officer keeps under names.
type views struct {
	screen  *Screen
	choice  *ui.Choice[string]
	saved   []data.SavedView
	last    string // the view chosen last, whose name is offered for saving
	quiet   bool
	settled bool // what the list shows was chosen; the officer's start no longer counts

	read, work ui.Loader
}

// allCases is the view that is always there.
const allCases = "All cases"

func newViews(s *Screen) *views {
	v := &views{screen: s}
	v.choice = ui.NewChoice("Unsaved view", []ui.Option[string]{{Label: allCases}}, v.choose)
	v.show()
	return v
}

// begin reads the views and shows the one that the officer starts with.
func (v *views) begin() {
	v.load(func() {
		at := slices.IndexFunc(v.saved, func(s data.SavedView) bool { return s.Start })
		if v.settled || at < 0 {
			v.screen.reload()
			return
		}
		start := v.saved[at]
		if words := v.screen.query.Text; words != "" {
			start.Query.Text = words // typed meanwhile
		}
		v.open(start)
	})
}

// load reads the views anew; then what follows from it.
func (v *views) load(then func()) {
	session := v.screen.desk.Session
	ui.Load(&v.read, session.SavedViews, func(all []data.SavedView, err error) {
		if err != nil {
			v.screen.desk.Fail(err)
		} else {
			v.saved = all
			v.show()
		}
		then()
	})
}

// show says at the head of the list which view it shows, if any.
func (v *views) show() {
	options := []ui.Option[string]{{Label: allCases}}
	now, name := v.screen.view(""), "\x00" // of no view
	if same(now, data.SavedView{}) {
		name = ""
	}
	for _, s := range v.saved {
		options = append(options, ui.Option[string]{Value: s.Name, Label: s.Name})
		if same(now, s) && (name == "\x00" || s.Name == v.last) {
			name = s.Name
		}
	}
	v.quiet = true
	v.choice.SetOptions(options)
	v.choice.SetValue(name)
	v.quiet = false
}

// view is what the list shows now, under a name.
func (s *Screen) view(name string) data.SavedView {
	return data.SavedView{Name: name, Query: s.query, Columns: s.columns}
}

// same reports whether two views list the same.
func same(a, b data.SavedView) bool {
	a.Name, b.Name, a.Start, b.Start = "", "", false, false
	one, err := json.Marshal(a)
	two, other := json.Marshal(b)
	return err == nil && other == nil && string(one) == string(two)
}

// choose shows the view with the name.
func (v *views) choose(name string) {
	if v.quiet {
		return
	}
	if name == "" {
		v.open(data.SavedView{})
		return
	}
	for _, s := range v.saved {
		if s.Name == name {
			v.open(s)
			return
		}
	}
}

// open shows a view. The search at the top of the window takes its words over.
func (v *views) open(s data.SavedView) {
	words := v.screen.query.Text
	v.last = s.Name
	v.screen.setColumns(s.Columns)
	v.screen.Choose(s.Query)
	if s.Query.Text != words {
		v.screen.desk.ShowCases(s.Query)
	}
}

// save asks for a name and keeps what the list shows under it; then what
// follows.
func (v *views) save(then func()) {
	w := v.screen.desk.Window
	name := ui.NewEntry("")
	name.SetText(v.last)
	name.SelectOnFocus = true
	row := nameRow(name)
	row.Hint = "Filters, words, order and columns are kept. Nobody else sees it. Do not name a patient."
	start := ui.NewCheck("Start with this view", nil)
	start.SetChecked(slices.ContainsFunc(v.saved, func(s data.SavedView) bool { return s.Name == v.last && s.Start }))
	form := ui.NewForm(row)
	content := ui.AtLeast(34, 0, container.NewVBox(form, start))
	var d *ui.Dialog
	d = ui.Show(w, "Save this view", content, name, "Cancel", ui.Action{Text: "Save", Do: func() bool {
		if !form.Submit() {
			return false
		}
		kept := v.screen.view(strings.TrimSpace(name.Text))
		kept.Start = start.Checked
		put := func() {
			v.change(func(ctx context.Context) error { return v.screen.desk.Session.SaveView(ctx, kept) }, func(err error) {
				if err != nil {
					explain(row, err, v.screen.desk.Fail)
					return
				}
				d.Close()
				v.last = kept.Name
				v.show()
				then()
			})
		}
		if kept.Name == v.last || !slices.ContainsFunc(v.saved, func(s data.SavedView) bool { return s.Name == kept.Name }) {
			put()
			return false
		}
		ui.Ask(w, ui.Question{Title: "Replace the view?", Text: "There is a view of that name already.", Yes: "Replace it", No: "Keep it"}, put)
		return false
	}})
}

// nameRow is the row of a view's name.
func nameRow(name *ui.Entry) *ui.Row {
	row := ui.NewRow("Name of the view", name)
	row.Required = true
	row.Check = func() error {
		if strings.EqualFold(strings.TrimSpace(name.Text), allCases) {
			return errors.New("that name is taken by the list of all cases. Choose another one")
		}
		return nil
	}
	return row
}

// explain says beside a field what is wrong with it; what is not about the field
// goes to fail.
func explain(row *ui.Row, err error, fail func(error)) {
	var m data.Missing
	if !errors.As(err, &m) || len(m) == 0 {
		fail(err)
		return
	}
	row.Explain(errors.New(m[0].Sentence))
}

// change makes a change of the views, reads them anew and goes on.
func (v *views) change(do func(context.Context) error, then func(error)) {
	ui.Load(&v.work, func(ctx context.Context) (struct{}, error) { return struct{}{}, do(ctx) }, func(_ struct{}, err error) {
		if err != nil {
			then(err)
			return
		}
		v.load(func() { then(nil) })
	})
}

// manage lists the views with what can be done to each.
func (v *views) manage() {
	m := &manager{views: v, column: container.NewVBox()}
	m.fill()
	m.dialog = ui.Show(v.screen.desk.Window, "My views", ui.AtLeast(42, 16, ui.NewScrolled(m.column)), nil, "Close",
		ui.Action{Text: "Save what is shown …", Do: func() bool { m.save(m.fill); return false }})
}

// manager is the dialog that lists the views.
type manager struct {
	*views
	dialog *ui.Dialog
	column *fyne.Container
	gone   []data.SavedView // deleted in this dialog, to be brought back
}

func (m *manager) fill() {
	m.column.RemoveAll()
	if len(m.saved)+len(m.gone) == 0 {
		m.column.Add(ui.NewParagraph("You have no views yet. Set the filters, the order and the columns as you need them, then press “Save what is shown”.", ui.Muted))
	}
	for _, s := range m.saved {
		m.column.Add(m.line(s))
	}
	for i, s := range m.gone {
		back := ui.NewButton("Undo", func() {
			m.change(func(ctx context.Context) error { return m.screen.desk.Session.SaveView(ctx, s) }, func(err error) {
				if err == nil {
					m.gone = slices.Delete(m.gone, i, i+1)
				}
				m.done(err)
			})
		})
		m.column.Add(container.NewBorder(nil, nil, nil, back, ui.NewParagraph("“"+s.Name+"” is deleted.", ui.Muted)))
	}
	m.column.Refresh()
}

func (m *manager) done(err error) {
	if err != nil {
		m.screen.desk.Fail(err)
		return
	}
	m.fill()
}

// line is a view in the list of views.
func (m *manager) line(s data.SavedView) fyne.CanvasObject {
	session := m.screen.desk.Session
	start := ui.NewCheck("Start with it", nil)
	start.SetChecked(s.Start)
	start.OnChanged = func(on bool) {
		kept := s
		kept.Start = on
		m.change(func(ctx context.Context) error { return session.SaveView(ctx, kept) }, m.done)
	}
	remove := func() {
		m.change(func(ctx context.Context) error { return session.DeleteView(ctx, s.Name) }, func(err error) {
			if err == nil {
				m.gone = append(m.gone, s)
			}
			m.done(err)
		})
	}
	buttons := container.NewCenter(container.NewHBox(start,
		ui.NewButton("Show", func() { m.dialog.Close(); m.open(s) }),
		ui.NewButton("Rename …", func() { m.rename(s) }),
		ui.NewButton("Delete", remove)))
	return container.NewBorder(nil, nil, nil, buttons, container.NewVBox(
		ui.NewParagraph(s.Name, ui.Strong), ui.NewParagraph(queryWords(s.Query, m.screen.today()), ui.Caption)))
}

// rename asks for another name of a view.
func (m *manager) rename(s data.SavedView) {
	name := ui.NewEntry("")
	name.SetText(s.Name)
	name.SelectOnFocus = true
	row := nameRow(name)
	form := ui.NewForm(row)
	var d *ui.Dialog
	d = ui.Show(m.screen.desk.Window, "Rename the view", ui.AtLeast(30, 0, form), name, "Cancel", ui.Action{Text: "Rename", Do: func() bool {
		if !form.Submit() {
			return false
		}
		to := strings.TrimSpace(name.Text)
		m.change(func(ctx context.Context) error { return m.screen.desk.Session.RenameView(ctx, s.Name, to) }, func(err error) {
			if err != nil {
				explain(row, err, m.screen.desk.Fail)
				return
			}
			if m.last == s.Name {
				m.last = to
			}
			m.show()
			d.Close()
			m.fill()
		})
		return false
	}})
}
