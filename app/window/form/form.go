// Package form is a dialog that gathers words outside a case: an entry of the
// library, of a directory, a comment card. What is typed in it is kept as a draft
// unless it is saved or put away: Escape and locking lose nothing.
package form

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
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/theme"

	"rapport/app/plain"
	"rapport/app/window/desk"
	"rapport/app/window/ui"
	"rapport/data"
	"rapport/data/store"
)

// Save is one call of the session that keeps what was gathered.
type Save func(context.Context, *store.Session) error

// Form is the dialog while it is open.
type Form struct {
	Desk  *desk.Desk
	Title string
	Text  string // a quiet line above the fields, "" for none
	Yes   string // the main button
	// Next is the button that saves and begins the next entry; "" for none.
	Next string
	// Gather reads the fields; it is called once they are all right.
	Gather func() Save
	// Done is told once it is saved and, with next, when the next entry begins.
	Done func(next bool)
	// First gets the keyboard; nil: the first field.
	First fyne.Focusable

	draft   string
	parts   []fyne.CanvasObject // the fields in their lines, and what stands between them
	fields  []*field
	fresh   map[string]string // the fields as they were made
	kept    map[string]string // the fields as they were last kept; nil: that is not sure
	column  *fyne.Container
	scroll  *container.Scroll // around the column
	message *ui.Message
	unkept  *ui.Unkept // why what is typed is not on the disk
	dialog  *ui.Dialog
	files   *dialog.FileDialog // the last one opened, nil before the first
	work    ui.Loader
	saving  *ui.Ending // of the save under way
	keeping ui.Loader
	stop    func() // ends the keeping
	touched bool   // something was kept while it was open
	settled bool   // saved or put away
}

// New begins a dialog; draft is the name under which what is typed in it is kept.
func New(d *desk.Desk, draft, title, yes string) *Form {
	return &Form{Desk: d, Title: title, Yes: yes, draft: draft, message: ui.NewMessage(), stop: func() {}, Done: func(bool) {}}
}

// Open shows the dialog, with what was typed before and not saved.
func (f *Form) Open() {
	session := f.Desk.Session
	ui.Load(&f.work, func(ctx context.Context) ([]byte, error) {
		kept, _, err := session.Draft(ctx, f.draft)
		if errors.Is(err, data.ErrNotFound) {
			return nil, nil
		}
		return kept, err
	}, func(kept []byte, err error) {
		if err != nil {
			f.Desk.Fail(err)
			return
		}
		f.fresh = f.values()
		f.kept = f.fresh
		f.restore(kept)
		f.show()
		f.stop = ui.Every(keepEvery, f.keepNow)
	})
}

func (f *Form) restore(kept []byte) {
	var typed map[string]string
	if kept == nil || json.Unmarshal(kept, &typed) != nil {
		return // a draft of another version is no reason not to open the dialog
	}
	f.set(typed)
	f.message.Say("This is what you typed before and did not save. Cancel puts it away.", ui.ToneSoon)
}

func (f *Form) set(values map[string]string) {
	for _, each := range f.fields {
		if words, ok := values[each.name]; ok {
			each.set(words)
		}
	}
}

func (f *Form) show() {
	w := f.Desk.Window
	f.column = container.NewVBox(f.message)
	if f.Text != "" {
		f.column.Add(ui.NewParagraph(f.Text, ui.Muted))
	}
	for _, o := range f.parts {
		f.column.Add(o)
	}
	actions := []ui.Action{{Text: "Cancel", Do: f.putAway}}
	main := ui.Action{Text: f.Yes, Do: func() bool { f.submit(false); return false }}
	if f.Next != "" {
		actions = append(actions, main)
		main = ui.Action{Text: f.Next, Do: func() bool { f.submit(true); return false }}
	}
	var content fyne.CanvasObject
	f.unkept, content = ui.NewUnkept(f.whole(w))
	f.dialog = ui.Show(w, f.Title, content, nil, "", append(actions, main)...)
	f.dialog.MayClose, f.dialog.OnClose = f.mayClose, f.closed
	f.focus()
}

func (f *Form) focus() {
	if f.First != nil {
		f.Desk.Window.Canvas().Focus(f.First)
	} else if len(f.fields) > 0 {
		f.fields[0].row.Focus()
	}
}

// whole is what the dialog shows, with room for the fields that are hidden now.
func (f *Form) whole(w fyne.Window) *container.Scroll {
	var hidden []*ui.Row
	for _, each := range f.fields {
		if each.row.Hidden {
			hidden = append(hidden, each.row)
			each.row.Hidden = false
		}
	}
	f.scroll = within(w, f.column)
	for _, r := range hidden {
		r.Hidden = true
	}
	return f.scroll
}

// within is content of a dialog that stays within the window and scrolls where
// it is too tall.
func within(w fyne.Window, content fyne.CanvasObject) *container.Scroll {
	const width, chrome = 46, 12 // text sizes: of the lines, and of what stands around the content
	em, window := theme.TextSize(), w.Canvas().Size()
	inner := fyne.NewSize(min(width*em, window.Width-4*em), 0)
	content.Resize(inner.SubtractWidthHeight(em, 0)) // wrapped text knows its height once it knows its width
	inner.Height = min(content.MinSize().Height, max(window.Height-chrome*em, 8*em))
	scroll := ui.NewScrolled(content)
	scroll.SetMinSize(inner)
	return scroll
}

func (f *Form) values() map[string]string {
	v := map[string]string{}
	for _, each := range f.fields {
		v[each.name] = each.get()
	}
	return v
}

// submit saves when every field is right; next begins another entry then.
func (f *Form) submit(next bool) {
	if f.work.Busy() || !f.check() {
		return
	}
	f.keeping.Stop()
	save, session, draft, ending := f.Gather(), f.Desk.Session, f.draft, ui.NewEnding()
	f.saving = ending
	ui.Load(&f.work, func(ctx context.Context) (left, err error) {
		if err = save(ctx, session); err == nil {
			left = session.DeleteDraft(ctx, draft)
		}
		ending.Is(err)
		return left, err
	}, func(left, err error) {
		switch {
		case err != nil:
			f.refused(err)
		case next:
			f.again()
		default:
			f.settle()
			f.dialog.Close()
			f.Done(false)
		}
		if left != nil && !errors.Is(left, data.ErrLocked) { // it is saved all the same
			f.Desk.Fail(left)
		}
	})
}

// again empties the fields for the next entry; those that keep their words do.
func (f *Form) again() {
	fresh := maps.Clone(f.fresh)
	for _, each := range f.fields {
		if each.stays {
			delete(fresh, each.name)
		}
		each.row.Explain(nil)
	}
	f.message.Clear()
	f.unkept.Gone(f.dialog) // what it spoke of is saved
	f.set(fresh)
	f.kept, f.touched = f.values(), false
	f.Done(true)
	f.focus()
}

// Say shows a line at the top of the dialog.
func (f *Form) Say(text string, tone ui.Tone) { f.message.Say(text, tone) }

// putAway throws away what is typed. Where the disk did not take it, that is asked
// first: nothing of it is left then.
func (f *Form) putAway() bool {
	switch {
	case f.work.Busy():
		return false
	case f.unkept.Visible():
		ui.Ask(f.Desk.Window, ui.Discard, func() {
			f.discard()
			f.dialog.Close()
		})
		return false
	}
	f.discard()
	return true
}

func (f *Form) discard() {
	f.settle()
	session, draft := f.Desk.Session, f.draft
	ui.Load(new(ui.Loader), func(ctx context.Context) (struct{}, error) { return struct{}{}, session.DeleteDraft(ctx, draft) },
		func(_ struct{}, err error) {
			if err != nil && !errors.Is(err, data.ErrLocked) && !f.unkept.Visible() {
				f.Desk.Fail(err)
			}
		})
}

// settle ends the keeping of what is typed.
func (f *Form) settle() {
	f.settled = true
	f.stop()
	f.keeping.Stop()
}

// keepNow keeps what was typed since it was last kept. Where it fails the dialog
// says so once, until it works again.
func (f *Form) keepNow() {
	typed := f.values()
	if f.settled || f.work.Busy() || same(typed, f.kept) {
		return
	}
	f.kept = nil // what fails may be held in memory all the same
	session, draft := f.Desk.Session, f.draft
	ui.Load(&f.keeping, func(ctx context.Context) (struct{}, error) { return struct{}{}, keep(ctx, session, draft, typed) },
		func(_ struct{}, err error) {
			if err != nil {
				f.unkept.Tell(f.dialog, plain.Sentence(err))
				return
			}
			f.kept, f.touched = typed, true
			f.unkept.Gone(f.dialog)
		})
}

func keep(ctx context.Context, s *store.Session, draft string, typed map[string]string) error {
	words, err := json.Marshal(typed)
	if err != nil {
		return err
	}
	return s.SaveDraft(ctx, draft, words)
}

// same reports whether what is typed is what is kept for sure.
func same(typed, kept map[string]string) bool { return kept != nil && maps.Equal(typed, kept) }

// mayClose keeps what was typed, at once, before the dialog goes. What could not be
// kept stays where it is, and so does what is being saved until that is done.
func (f *Form) mayClose() bool {
	if f.work.Busy() {
		return f.saving.Good(keepTime)
	}
	err := f.keepAtOnce()
	if err != nil {
		f.unkept.Gone(f.dialog)
		f.unkept.Tell(f.dialog, plain.Sentence(err)+" Cancel discards it.")
		return false
	}
	f.unkept.Gone(f.dialog)
	return true
}

// keepAtOnce keeps what was typed while the window waits: the session may lock
// right after.
func (f *Form) keepAtOnce() error {
	typed := f.values()
	if f.settled || same(typed, f.kept) {
		return nil
	}
	f.keeping.Stop()
	f.kept = nil
	ctx, cancel := context.WithTimeout(context.Background(), keepTime)
	defer cancel()
	err := keep(ctx, f.Desk.Session, f.draft, typed)
	if err == nil {
		f.kept, f.touched = typed, true
	}
	return err
}

// closed ends the keeping when the dialog went by Escape or by locking. Locking does
// not ask whether it may close.
func (f *Form) closed() {
	f.stop()
	if f.files != nil {
		f.files.Hide() // locking closes our dialogs, not Fyne's
	}
	f.keeping.Stop()
	if f.work.Busy() && f.saving.Good(keepTime) {
		f.settled = true
	}
	switch err := f.keepAtOnce(); {
	case err != nil:
		f.Desk.Fail(err)
	case f.touched && !f.settled:
		f.Desk.Say("What you typed is kept. It is there when you open this again.", nil)
	}
}

// check says beside each wrong field why, and goes to the first of them.
func (f *Form) check() bool {
	var first *ui.Row
	for _, each := range f.fields {
		if !each.row.Visible() {
			continue
		}
		err := each.row.Wrong()
		each.row.Explain(err)
		if err != nil && first == nil {
			first = each.row
		}
	}
	if first != nil {
		first.Focus()
	}
	return first == nil
}

// refused says beside the fields what the rules miss, and above them the rest.
func (f *Form) refused(err error) {
	var m data.Missing
	if !errors.As(err, &m) {
		f.answer(plain.Sentence(err))
		return
	}
	var other []string
	for _, g := range m.Blocking() {
		name := g.Field[strings.LastIndex(g.Field, ".")+1:]
		i := slices.IndexFunc(f.fields, func(each *field) bool { return each.name == name && each.row.Visible() })
		if i < 0 {
			other = append(other, g.Sentence)
			continue
		}
		f.fields[i].row.Explain(errors.New(g.Sentence))
	}
	f.message.Clear()
	if len(other) > 0 {
		f.answer(strings.Join(other, "\n"))
	}
}

// answer says at the top of the dialog, and in sight, why it was not saved.
func (f *Form) answer(words string) {
	f.message.Say(words, ui.ToneOverdue)
	f.scroll.ScrollToTop()
}

const (
	// keepEvery is how often what is typed is kept.
	keepEvery = 5 * time.Second
	// keepTime is how long keeping a draft may hold up the window.
	keepTime = 2 * time.Second
)
