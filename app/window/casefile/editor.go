package casefile

import (
	"context"
	"encoding/json"
	"errors"
	"maps"
	"slices"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"

	"rapport/app/plain"
	"rapport/app/window/ui"
	"rapport/data"
	"rapport/data/store"
)

// editor is a dialog that changes one thing of the case. What is typed in it
// is kept as a draft unless it is saved or put away with Cancel: Escape and
// locking lose nothing.
type editor struct {
	screen           *Screen
	title, text, yes string
	danger           bool
	said             string              // the message once it is saved
	lacks            string              // what a refusal says where the dialog lists what is missing by itself; "": the points
	gather           func() change       // reads the fields
	ask              func() *ui.Question // what to ask before it is saved; nil, or nil from it: nothing
	then             func()              // what follows once it is saved; nil: nothing
	draft            string              // where what is typed is kept
	above            fyne.CanvasObject   // stays in sight while the fields scroll; nil for nothing
	parts            []fyne.CanvasObject // the fields in their lines, and what stands between them
	fields           []*field
	first            fyne.Focusable       // nil: the first field
	folds            map[*ui.Row]*ui.Fold // the headings under which fields may be out of sight
	scroll           *container.Scroll

	message *ui.Message
	unkept  *ui.Unkept // why what is typed is not on the disk
	dialog  *ui.Dialog
	kept    map[string]string // the fields as they were opened or last kept; nil: that is not sure
	keeping ui.Loader
	stop    func()     // ends the keeping
	saving  *ui.Ending // of the save under way; nil: there is none
	touched bool       // something was kept while it was open
	settled bool       // saved or put away
}

// field is one thing to fill in: its name as the rules call it, and its words
// for the draft.
type field struct {
	name string
	row  *ui.Row
	get  func() string
	set  func(string)
}

// newEditor begins a dialog. what tells drafts of the same case apart, such as
// "issue/" and an id.
func (s *Screen) newEditor(what, title, yes, said string) *editor {
	return &editor{screen: s, title: title, yes: yes, said: said, draft: "case/" + s.number + "/" + what,
		message: ui.NewMessage(), stop: func() {}}
}

// open shows the dialog, with what was typed before and not saved.
func (e *editor) open() {
	s := e.screen
	if !s.desk.Allowed(data.RightWork) {
		return
	}
	ui.Load(&s.opening, func(ctx context.Context) ([]byte, error) {
		kept, _, err := s.desk.Session.Draft(ctx, e.draft)
		if errors.Is(err, data.ErrNotFound) {
			return nil, nil
		}
		return kept, err
	}, func(kept []byte, err error) {
		if err != nil {
			s.desk.Fail(err)
			return
		}
		e.kept = e.values()
		e.restore(kept)
		e.show()
		e.stop = ui.Every(keepEvery, e.keepNow)
	})
}

func (e *editor) restore(kept []byte) {
	var typed map[string]string
	if kept == nil || json.Unmarshal(kept, &typed) != nil {
		return // a draft of another version is no reason not to open the dialog
	}
	for _, f := range e.fields {
		if words, ok := typed[f.name]; ok {
			f.set(words)
		}
	}
	e.message.Say("This is what you typed before and did not save. Cancel puts it away.", ui.ToneSoon)
}

func (e *editor) show() {
	w := e.screen.desk.Window
	parts, first := container.New(column{}, e.message), e.first
	if e.text != "" {
		parts.Add(ui.NewParagraph(e.text, ui.Muted))
	}
	for _, o := range e.parts {
		parts.Add(o)
	}
	scroll := scrolling(w, e.above, parts)
	if len(e.folds) > 0 {
		e.leaveRoom(w, scroll)
	}
	var below fyne.CanvasObject
	e.unkept, below = ui.NewUnkept(scroll)
	content := container.NewBorder(e.above, nil, nil, nil, below)
	e.dialog = ui.Show(w, e.title, content, nil, "",
		ui.Action{Text: "Cancel", Do: e.putAway}, ui.Action{Text: e.yes, Danger: e.danger, Do: e.submit})
	e.dialog.MayClose, e.dialog.OnClose = e.mayClose, e.closed
	if first != nil {
		w.Canvas().Focus(first)
	} else if len(e.fields) > 0 {
		e.fields[0].row.Focus()
	}
}

// leaveRoom gives the fields the height of the window: what is folded away has
// room when it is opened.
func (e *editor) leaveRoom(w fyne.Window, scroll *container.Scroll) {
	e.scroll = scroll
	room := w.Canvas().Size().Height - aroundFields*theme.TextSize()
	if e.above != nil {
		room -= e.above.MinSize().Height
	}
	scroll.SetMinSize(fyne.NewSize(scroll.MinSize().Width, max(room, scroll.MinSize().Height)))
}

// settleFields lays the fields out again after some came or went.
func (e *editor) settleFields() {
	if e.scroll == nil {
		return
	}
	for range 2 { // wrapped text knows its height once it was given a width
		e.scroll.Content.Refresh()
		e.scroll.Refresh()
	}
}

// aroundFields is the height of what stands around the fields of a dialog, in
// text sizes.
const aroundFields = 12

// scrolled is content of a dialog that stays within the window. above stays in
// sight while the content scrolls; nil for nothing.
func scrolled(w fyne.Window, above, content fyne.CanvasObject) fyne.CanvasObject {
	return container.NewBorder(above, nil, nil, nil, scrolling(w, above, content))
}

// scrolling is the part of [scrolled] below what stays in sight.
func scrolling(w fyne.Window, above, content fyne.CanvasObject) *container.Scroll {
	const width = 46 // text sizes, of the lines
	em, window := theme.TextSize(), w.Canvas().Size()
	inner := fyne.NewSize(min(width*em, window.Width-4*em), 0)
	room := window.Height - aroundFields*em
	content.Resize(inner.SubtractWidthHeight(em, 0)) // wrapped text knows its height once it knows its width
	if above != nil {
		above.Resize(inner)
		room -= above.MinSize().Height
	}
	inner.Height = min(content.MinSize().Height, max(room, 8*em))
	scroll := container.NewVScroll(container.New(besideBar{}, content))
	scroll.SetMinSize(inner)
	return scroll
}

// besideBar leaves room for the bar of a scroll.
type besideBar struct{}

func (besideBar) Layout(objects []fyne.CanvasObject, s fyne.Size) {
	for _, o := range objects {
		o.Resize(s.SubtractWidthHeight(theme.TextSize(), 0))
	}
}

func (besideBar) MinSize(objects []fyne.CanvasObject) fyne.Size {
	return objects[0].MinSize().AddWidthHeight(theme.TextSize(), 0)
}

func (e *editor) values() map[string]string {
	v := map[string]string{}
	for _, f := range e.fields {
		v[f.name] = f.get()
	}
	return v
}

// submit saves when every field is right. The dialog closes with the answer.
func (e *editor) submit() bool {
	if e.saving != nil || !e.check() {
		return false
	}
	if e.ask != nil {
		if q := e.ask(); q != nil {
			ui.Ask(e.screen.desk.Window, *q, e.save)
			return false
		}
	}
	e.save()
	return false
}

func (e *editor) save() {
	e.keeping.Stop()
	do, ending := e.gather(), ui.NewEnding()
	e.saving = ending
	e.screen.save(func(ctx context.Context, in *store.Session) (f data.CaseFile, err error) {
		f, err = do(ctx, in)
		ending.Is(err)
		return f, err
	}, func(err error) {
		e.saving = nil
		if err != nil {
			e.refused(err)
			return
		}
		e.finish()
		e.screen.said(e.said)
		if e.then != nil {
			e.then()
		}
	})
}

// finish closes the dialog for good and forgets its draft.
func (e *editor) finish() {
	e.settle()
	e.dialog.Close()
}

// putAway throws away what is typed. Where the disk did not take it, that is asked
// first: nothing of it is left then.
func (e *editor) putAway() bool {
	switch {
	case e.saving != nil:
		return false
	case e.unkept.Visible():
		ui.Ask(e.screen.desk.Window, ui.Discard, e.finish)
		return false
	}
	e.settle()
	return true
}

// settle ends the keeping of what is typed.
func (e *editor) settle() {
	e.settled = true
	e.stop()
	e.keeping.Stop()
	e.screen.forget(e.draft, e.unkept.Visible())
}

// keepNow keeps what was typed since it was last kept. Where it fails the dialog
// says so once, until it works again.
func (e *editor) keepNow() {
	typed := e.values()
	if e.settled || e.saving != nil || same(typed, e.kept) {
		return
	}
	e.kept = nil // what fails may be held in memory all the same
	ui.Load(&e.keeping, func(ctx context.Context) (struct{}, error) {
		words, err := json.Marshal(typed)
		if err != nil {
			return struct{}{}, err
		}
		return struct{}{}, e.screen.desk.Session.SaveDraft(ctx, e.draft, words)
	}, func(_ struct{}, err error) {
		if err != nil {
			e.unkept.Tell(e.dialog, plain.Sentence(err))
			return
		}
		e.kept, e.touched = typed, true
		e.unkept.Gone(e.dialog)
	})
}

// same reports whether what is typed is what is kept for sure.
func same(typed, kept map[string]string) bool { return kept != nil && maps.Equal(typed, kept) }

// mayClose keeps what was typed, at once, before the dialog goes. What could not be
// kept stays where it is, and so does what is being saved until that is done.
func (e *editor) mayClose() bool {
	if e.saving != nil {
		return e.saving.Good(keepTime)
	}
	err := e.keepAtOnce()
	if err != nil {
		e.unkept.Gone(e.dialog)
		e.unkept.Tell(e.dialog, plain.Sentence(err)+" Cancel discards it.")
		return false
	}
	e.unkept.Gone(e.dialog)
	return true
}

// keepAtOnce keeps what was typed while the window waits.
func (e *editor) keepAtOnce() error {
	typed := e.values()
	if e.settled || same(typed, e.kept) {
		return nil
	}
	e.keeping.Stop()
	e.kept = nil
	words, err := json.Marshal(typed)
	if err == nil {
		err = e.screen.keep(e.draft, words)
	}
	if err == nil {
		e.kept, e.touched = typed, true
	}
	return err
}

// closed ends the keeping when the dialog went by Escape or by locking. Locking does
// not ask whether it may close.
func (e *editor) closed() {
	e.stop()
	e.keeping.Stop()
	if e.saving != nil && e.saving.Good(keepTime) { // its answer may come too late to remove the draft
		e.settled = true
		_ = e.screen.forgetNow(e.draft) // offered again, the officer sees it
	}
	switch err := e.keepAtOnce(); {
	case err != nil:
		e.screen.desk.Fail(err)
	case e.touched && !e.settled:
		e.screen.desk.Say("What you typed is kept. It is there when you open this again.", nil)
	}
}

// check says beside each wrong field why, and goes to the first of them.
func (e *editor) check() bool {
	var first *ui.Row
	for _, f := range e.fields {
		if !f.row.Visible() {
			continue
		}
		err := f.row.Wrong()
		f.row.Explain(err)
		if err != nil && first == nil {
			first = f.row
		}
	}
	if first != nil {
		e.unfold(first)
		first.Focus()
	}
	return first == nil
}

// unfold opens the heading under which a field is out of sight.
func (e *editor) unfold(r *ui.Row) {
	if f := e.folds[r]; f != nil {
		f.Open(true)
	}
}

// refused says beside the fields what the rules miss, and above them the rest.
func (e *editor) refused(err error) {
	var m data.Missing
	if !errors.As(err, &m) {
		e.screen.desk.Fail(err)
		return
	}
	var other []string
	for _, g := range m.Blocking() {
		name := g.Field[strings.LastIndex(g.Field, ".")+1:]
		i := slices.IndexFunc(e.fields, func(f *field) bool { return f.name == name })
		if i < 0 {
			other = append(other, g.Sentence)
			continue
		}
		e.fields[i].row.Explain(errors.New(g.Sentence))
		e.unfold(e.fields[i].row)
	}
	e.message.Clear()
	switch {
	case len(other) > 0 && e.lacks != "":
		e.message.Say(e.lacks, ui.ToneOverdue)
	case len(other) > 0:
		e.message.Say(strings.Join(other, "\n"), ui.ToneOverdue)
	}
}

// keepEvery is how often what is typed in a dialog is kept.
const keepEvery = 5 * time.Second

// keepTime is how long keeping a draft may hold up the window.
const keepTime = 2 * time.Second

// keep saves a draft at once: the session may lock right after.
func (s *Screen) keep(name string, words []byte) error {
	ctx, cancel := context.WithTimeout(context.Background(), keepTime)
	defer cancel()
	return s.desk.Session.SaveDraft(ctx, name, words)
}

// forgetNow removes a draft at once.
func (s *Screen) forgetNow(name string) error {
	ctx, cancel := context.WithTimeout(context.Background(), keepTime)
	defer cancel()
	return s.desk.Session.DeleteDraft(ctx, name)
}

// forget removes a draft. One that stays behind is offered again, which the
// officer sees and can put away; where they know of the disk it is not told again.
func (s *Screen) forget(name string, told bool) {
	ui.Load(new(ui.Loader), func(ctx context.Context) (struct{}, error) {
		return struct{}{}, s.desk.Session.DeleteDraft(ctx, name)
	}, func(_ struct{}, err error) {
		if err != nil && !told && !errors.Is(err, data.ErrLocked) {
			s.desk.Fail(err)
		}
	})
}
