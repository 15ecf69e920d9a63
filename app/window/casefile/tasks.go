package casefile

import (
	"cmp"
	"context"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"rapport/app/window/ui"
	"rapport/data"
	"rapport/data/store"
)

// tasks is the section of what is to be done by a day.
type tasks struct{ sheet }

func newTasks(s *Screen) section { return &tasks{newSheet(s)} }

func openTasks(f data.CaseFile) int {
	n := 0
	for _, t := range f.Tasks {
		if t.DoneOn.IsZero() {
			n++
		}
	}
	return n
}

func (p *tasks) refresh() {
	s := p.screen
	if len(s.file.Tasks) == 0 {
		p.set(ui.NewEmpty("Nothing is to be done. Add a task with the day by which it is due; it appears on Today.", "Add a task …", s.addTask))
		return
	}
	add := ui.NewButton("Add a task …", s.addTask)
	parts := []fyne.CanvasObject{heading("Tasks", add)}
	list := slices.Clone(s.file.Tasks)
	slices.SortStableFunc(list, func(a, b data.Task) int {
		return cmp.Or(cmp.Compare(a.DoneOn, b.DoneOn), cmp.Compare(a.Due, b.Due))
	})
	var next fyne.Focusable = add
	for _, t := range list {
		row, tick := p.row(t)
		parts = append(parts, row)
		if next == fyne.Focusable(add) && t.DoneOn.IsZero() {
			next = tick
		}
	}
	_, ticked := s.desk.Window.Canvas().Focused().(*taskTick)
	p.set(parts...)
	if ticked { // the tick that was worked is gone: go on with the next one
		s.desk.Window.Canvas().Focus(next)
	}
}

// taskTick marks a task as done, with a click or a key.
type taskTick struct{ ui.Check }

func (p *tasks) row(t data.Task) (fyne.CanvasObject, *taskTick) {
	s := p.screen
	tick := &taskTick{}
	tick.Text = "Done"
	tick.SetChecked(!t.DoneOn.IsZero())
	tick.OnChanged = func(done bool) { s.markTask(t, done) }
	tick.ExtendBaseWidget(tick)
	about := t.Owner
	chips := []fyne.CanvasObject{ui.NewDueChip(t.Due, s.today())}
	if !t.DoneOn.IsZero() {
		about = "Done " + s.day(t.DoneOn) + " by " + t.DoneBy
		chips = nil
	}
	if t.Promise {
		chips = append(chips, ui.NewChip("Promise", ui.ToneAccent))
	}
	words := container.New(column{}, ui.NewParagraph(t.What, ui.Strong), ui.NewParagraph(about, ui.Muted))
	head := container.NewBorder(nil, nil, container.NewCenter(tick), nil, container.New(&headed{}, words, container.NewHBox(chips...)))
	return ui.NewPanel("", head), tick
}

// markTask marks a task as done or not done; Undo turns it back.
func (s *Screen) markTask(t data.Task, done bool) {
	key := s.file.Key
	complete := func(ctx context.Context, in *store.Session) (data.CaseFile, error) {
		return in.CompleteTask(ctx, key, t.ID)
	}
	reopen := func(ctx context.Context, in *store.Session) (data.CaseFile, error) {
		return in.ReopenTask(ctx, key, t.ID)
	}
	if done {
		s.run(complete, "The task is done.")
		return
	}
	s.run(reopen, "The task is open again.")
}

// addTask adds something to do.
func (s *Screen) addTask() {
	key := s.file.Key
	e := s.newEditor("task", "Add a task", "Save the task", "The task is added.")
	what := e.area("what", "What is to be done", "", 2)
	due := e.day("due", "Due", s.today().AddDays(1))
	e.hint("due", "A day, or +7 for in a week")
	owner := choose(e, "owner", "Who does it", words(s.ownersWith(s.desk.Session.Officer().Name)), s.desk.Session.Officer().Name)
	e.beside(2)
	e.require("what", "due", "owner")
	e.gather = func() change {
		t := data.Task{What: trimmed(what.Text), Due: dayOf(due), Owner: held(owner)}
		return func(ctx context.Context, in *store.Session) (data.CaseFile, error) { return in.AddTask(ctx, key, t) }
	}
	e.open()
}
