package casefile

import (
	"cmp"
	"context"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"rapport/app/window/desk"
	"rapport/app/window/ui"
	"rapport/data"
	"rapport/data/store"
)

// tasks is the section of what is to be done by a day.
type tasks struct{ sheet }

func newTasks(s *Screen) section { return &tasks{newSheet(s)} }

// openTasks counts the tasks, promises and commitments that are still open.
func openTasks(f data.CaseFile) int {
	n := 0
	for _, m := range f.Meetings {
		for _, c := range m.Commitments {
			if c.Open() {
				n++
			}
		}
	}
	for _, t := range f.Tasks {
		if t.DoneOn.IsZero() {
			n++
		}
	}
	return n
}

func (p *tasks) refresh() {
	s := p.screen
	add := s.edits("Add a task …", s.addTask)
	promised := s.edits("Add a promise …", func() { s.addPromise(desk.Tasks) })
	promises := s.promises()
	if len(s.file.Tasks)+len(promises) == 0 {
		p.set(heading("Tasks and promises", add, promised), ui.NewParagraph("Nothing is to be done. Add a task, or what somebody promised, with the day by which it is due; it appears on Today.", ui.Muted))
		return
	}
	parts := []fyne.CanvasObject{heading("Promises", promised)}
	slices.SortStableFunc(promises, func(a, b promise) int { return cmp.Or(cmp.Compare(a.done, b.done), cmp.Compare(a.due, b.due)) })
	for _, pr := range promises {
		who := pr.who
		if pr.from != "" {
			who += " (" + pr.from + ")"
		}
		parts = append(parts, ui.NewPanel("", s.promiseRow(pr.id, pr.what, who, pr.due, pr.done)))
	}
	if len(promises) == 0 {
		parts = append(parts, ui.NewParagraph("Nothing is promised.", ui.Muted))
	}
	parts = append(parts, heading("Tasks", add))
	list := slices.DeleteFunc(slices.Clone(s.file.Tasks), func(t data.Task) bool { return t.Promise })
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
	if len(list) == 0 {
		parts = append(parts, ui.NewParagraph("No task was written down.", ui.Muted))
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
	if !s.desk.May(data.RightWork) {
		tick.Disable()
	}
	about := t.Owner
	chips := []fyne.CanvasObject{ui.NewDueChip(t.Due, s.today())}
	if !t.DoneOn.IsZero() {
		about = "Done " + s.day(t.DoneOn) + " by " + t.DoneBy
		chips = nil
	}
	words := container.New(column{}, ui.NewParagraph(t.What, ui.Strong), ui.NewParagraph(about, ui.Muted))
	head := container.NewBorder(nil, nil, container.NewCenter(tick), nil, ui.NewBeside(words, chips...))
	return ui.NewPanel("", head), tick
}

// markTask marks a task as done or not done; Undo turns it back.
func (s *Screen) markTask(t data.Task, done bool) {
	if done {
		s.run(s.completing(t.ID, true), "The task is done.")
		return
	}
	s.run(s.completing(t.ID, false), "The task is open again.")
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
