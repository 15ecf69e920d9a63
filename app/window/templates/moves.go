package templates

import (
	"context"
	"fmt"
	"strings"

	"fyne.io/fyne/v2"

	"rapport/app/window/desk"
	"rapport/app/window/form"
	"rapport/app/window/ui"
	"rapport/data"
	"rapport/data/store"
)

// buttons shows what can be done with the version in its state.
func (e *editor) buttons() {
	e.actions.RemoveAll()
	e.tools.RemoveAll()
	add := func(to *fyne.Container, b *ui.Button) { to.Add(desk.Only(e.shelf.desk, data.RightLibrary, b)) }
	if e.editable() {
		if e.offered = e.dirty(); e.offered {
			add(e.actions, ui.NewButton("Put changes away …", e.putAway))
		}
		switch e.saved.State {
		case data.TemplateTest:
			add(e.actions, ui.NewButton("Back to draft", func() { e.moveTo(data.TemplateMove{To: data.TemplateDraft}, "The version is a draft again.") }))
			add(e.actions, ui.NewButton("Approve …", e.approve))
		default:
			if e.saved.Version > 0 {
				add(e.actions, ui.NewButton("Remove the draft", e.drop))
			}
			add(e.actions, ui.NewButton("Test", e.test))
		}
		add(e.actions, ui.NewPrimary("Save", func() { e.save(nil) }))
		add(e.tools, ui.NewButton("Add a block", e.add))
		add(e.tools, ui.NewButton("Take out", e.remove))
		add(e.tools, ui.NewButton("Up", func() { e.move(-1) }))
		add(e.tools, ui.NewButton("Down", func() { e.move(1) }))
	} else {
		if e.saved.State == data.TemplateActive || e.saved.State == data.TemplateApproved {
			if !e.saved.BuiltIn() {
				add(e.actions, ui.NewButton("Retire …", e.retire))
			}
		}
		add(e.actions, ui.NewPrimary("Make a new version", e.renew))
	}
	e.top.Refresh()
	e.tools.Refresh()
}

// renew begins a new version with the words of this one.
func (e *editor) renew() {
	next := e.saved.NextVersion()
	next.State = data.TemplateDraft
	e.shelf.open(next)
}

// save keeps the version; then, when set, follows.
func (e *editor) save(then func()) {
	if e.work.Busy() || !e.editable() {
		return
	}
	if strings.TrimSpace(e.t.Note) == "" {
		e.noted.Explain(fmt.Errorf("say in a few words what changed"))
		e.noted.Focus()
		return
	}
	e.noted.Explain(nil)
	if err := e.note.Check(); err != nil {
		e.noted.Explain(err)
		return
	}
	before, now, draft, session := e.saved, copied(e.t), e.draftName(), e.shelf.desk.Session
	now.Note = strings.TrimSpace(now.Note)
	ending := ui.NewEnding()
	e.saving = ending
	ui.Load(&e.work, func(ctx context.Context) (t data.Template, err error) {
		if t, err = session.SaveTemplate(ctx, now); err == nil {
			err = session.DeleteDraft(ctx, draft)
		}
		ending.Is(err)
		return t, err
	}, func(t data.Template, err error) {
		e.saving = nil
		if err != nil {
			e.refused(err)
			return
		}
		e.message.Clear()
		e.took(t)
		if then != nil {
			then()
			return
		}
		e.shelf.desk.Say(fmt.Sprintf("Version %d is saved as a draft.", t.Version), func() { e.takeBack(before, t) })
	})
}

// took shows the version as it is kept now.
func (e *editor) took(t data.Template) {
	e.saved, e.t, e.kept = t, copied(t), false
	e.reload()
}

// reload reads the versions anew.
func (e *editor) reload() {
	ui.Load(&e.reading, e.shelf.desk.Session.Templates, func(all []data.Template, err error) {
		if err != nil {
			e.refused(err)
			return
		}
		e.all = nil
		for _, t := range all {
			if t.Kind == e.saved.Kind && t.Language == e.saved.Language {
				e.all = append(e.all, t)
			}
			if t.ID == e.saved.ID && !t.BuiltIn() {
				e.saved, e.t = t, copied(t)
			}
		}
		e.form.unlocked = map[string]bool{}
		e.show()
	})
}

func (e *editor) takeBack(before, now data.Template) {
	session := e.shelf.desk.Session
	ui.Load(&e.work, func(ctx context.Context) (data.Template, error) {
		if before.Version == 0 {
			return before, session.RemoveTemplate(ctx, now.ID)
		}
		return session.SaveTemplate(ctx, before)
	}, func(t data.Template, err error) {
		switch {
		case err != nil:
			e.refused(err)
		case e.shelf.editor != e:
			e.shelf.Refresh()
		case before.Version == 0:
			e.saved, e.t = before, copied(now)
			e.t.ID, e.t.Version = data.ID{}, 0
			e.show()
		default:
			e.took(t)
		}
	})
}

// putAway shows the version as it was saved.
func (e *editor) putAway() {
	ui.Ask(e.shelf.desk.Window, ui.Question{Title: "Put the changes away", Text: "What was changed since this version was saved is lost.", Yes: "Put them away", No: "Keep them", Danger: true}, func() {
		e.t, e.kept = copied(e.saved), false
		e.message.Clear()
		session, draft := e.shelf.desk.Session, e.draftName()
		ui.Load(&e.work, func(ctx context.Context) (struct{}, error) { return struct{}{}, session.DeleteDraft(ctx, draft) }, func(_ struct{}, err error) {
			if err != nil {
				e.refused(err)
			}
			e.form.unlocked = map[string]bool{}
			e.show()
		})
	})
}

// drop removes a draft; Undo brings it back.
func (e *editor) drop() {
	t := e.saved
	e.t, e.kept = copied(t), e.kept || e.dirty() // what was typed goes with it
	e.shelf.run(func(ctx context.Context, in *store.Session) error { return in.RemoveTemplate(ctx, t.ID) },
		fmt.Sprintf("The draft of version %d is removed.", t.Version),
		func(ctx context.Context, in *store.Session) error { _, err := in.SaveTemplate(ctx, t); return err })
	e.shelf.back()
}

// test saves what was changed and takes the version to test.
func (e *editor) test() {
	move := func() {
		e.moveTo(data.TemplateMove{To: data.TemplateTest}, "The version is being tested. Look at it with the facts as they may be, then another officer who is a manager approves it.")
	}
	if e.unsaved() {
		e.save(move)
		return
	}
	move()
}

// moveTo takes the version to another state.
func (e *editor) moveTo(move data.TemplateMove, said string) {
	if e.work.Busy() {
		return
	}
	if e.dirty() {
		e.message.Say("Save what you changed first, or put it away.", ui.ToneToday)
		return
	}
	id, session := e.saved.ID, e.shelf.desk.Session
	ui.Load(&e.work, func(ctx context.Context) (m data.Missing, err error) {
		_, m, err = session.MoveTemplate(ctx, id, move)
		return m, err
	}, func(warnings data.Missing, err error) {
		if err != nil {
			e.refused(err)
			return
		}
		e.moved(warnings, said)
	})
}

func (e *editor) moved(warnings data.Missing, said string) {
	e.message.Clear()
	if len(warnings) > 0 {
		e.message.Say(warnings[0].Sentence, ui.ToneToday)
	}
	e.gaps.told = nil
	e.reload()
	e.shelf.desk.Say(said, nil)
}

// approve asks from which day letters use the version.
func (e *editor) approve() {
	if e.dirty() {
		e.message.Say("Save what you changed first, or put it away.", ui.ToneToday)
		return
	}
	t := e.saved
	f := form.New(e.shelf.desk, "template/approve/"+t.ID.String(), fmt.Sprintf("Approve version %d", t.Version), "Approve it")
	f.Text = "You stand for it that the letter is right in law and plain to read. From the day on new letters use it, and letters that are drafts go over to it. It can be changed by a new version only."
	day := f.Day("effective", "In use from", e.shelf.today())
	f.Require("effective")
	var warnings data.Missing
	f.Gather = func() form.Save {
		move := data.TemplateMove{To: data.TemplateApproved, Effective: form.DayOf(day)}
		return func(ctx context.Context, in *store.Session) (err error) {
			_, warnings, err = in.MoveTemplate(ctx, t.ID, move)
			return err
		}
	}
	f.Done = func(bool) { e.moved(warnings, fmt.Sprintf("Version %d is approved.", t.Version)) }
	f.Open()
}

// retire asks why a version is taken out of use.
func (e *editor) retire() {
	ui.AskText(e.shelf.desk.Window, ui.TextQuestion{Title: fmt.Sprintf("Retire version %d", e.saved.Version), Label: "Why is it retired?", Yes: "Retire it", Required: true, Rows: 2, Max: 2000,
		Text: "Letters use the version before it again. Letters that were issued keep what they say."},
		func(reason string) {
			e.moveTo(data.TemplateMove{To: data.TemplateRetired, Reason: strings.TrimSpace(reason)}, "The version is retired.")
		})
}
