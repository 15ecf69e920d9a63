package casefile

import (
	"context"
	"encoding/json"
	"errors"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"rapport/app/plain"
	"rapport/app/window/desk"
	"rapport/app/window/ui"
	"rapport/data"
	"rapport/data/store"
)

// notes is the section of the officer's own record, with the composer always
// below it. A note is never changed; an addendum is a note that names it. Notes
// of a restricted class are hidden until they are revealed, and again when the
// case is left.
type notes struct {
	sheet
	whole      fyne.CanvasObject
	words      *ui.Entry
	class      *ui.Choice[data.NoteClass]
	corrects   data.ID         // the note that the one being written corrects
	correction *fyne.Container // says so, with the way out of it
	about      *ui.Text
	unkept     *ui.Message        // why it is not on the disk
	hints      *ui.Message        // on the style of what is being written
	revealed   map[data.ID]string // the texts that were revealed, until the case is left
	kept       *noteDraft         // as last written to the drafts; nil: that is not sure
	hinted     string             // what the hints say now
	revealing  ui.Loader
	reading    ui.Loader
	keeping    ui.Loader
	stop       func()     // ends the wait before the draft is kept
	saving     *ui.Ending // of the save under way; nil: there is none
}

// noteDraft is a note that is being written.
type noteDraft struct {
	Text     string         `json:"text"`
	Class    data.NoteClass `json:"class"`
	Corrects data.ID        `json:"corrects"`
}

// draftPause is how long after a change the draft is kept.
const draftPause = 3 * time.Second

func newNotes(s *Screen) section {
	p := &notes{sheet: newSheet(s), about: ui.NewText("", ui.Strong), hints: ui.NewMessage(), revealed: map[data.ID]string{}, stop: func() {}}
	p.words = ui.NewTextArea("Write a note. It cannot be changed later, only added to.", 2, 8)
	p.words.Max = data.MaxNote
	p.words.OnChanged = func(string) { p.hint(); p.changed() }
	p.words.OnEnter = p.add
	p.class = ui.NewChoice("Choose", terms(data.NoteClasses), nil)
	p.class.SetValue(data.NoteOrdinary)
	p.class.Select.OnChanged = func(string) { p.hint(); p.changed() }
	p.correction = container.NewHBox(container.NewCenter(p.about), s.editsQuiet("Write a new note instead", func() { p.correct(data.Note{}) }))
	p.isKept()
	p.unkept = ui.NewMessage()
	p.whole = p.layout()
	p.correct(data.Note{})
	p.restore()
	return p
}

func (p *notes) layout() fyne.CanvasObject {
	line := ui.NewWrap(container.NewCenter(ui.NewText("Who sees it", ui.Muted)), p.class, p.screen.edits("Add note", p.add))
	composer := container.NewVBox(p.correction, ui.NewRow("", p.words), p.hints, p.unkept, line)
	panel := desk.Only(p.screen.desk, data.RightWork, container.New(measure{}, ui.NewPanel("", composer)))
	return container.NewBorder(nil, panel, nil, nil, p.scroll)
}

func (p *notes) content() fyne.CanvasObject { return p.whole }

func (p *notes) refresh() {
	s := p.screen
	if len(s.file.Notes) == 0 {
		p.set(ui.NewParagraph("No notes yet. Write the first one below.", ui.Muted))
		return
	}
	chains := data.NoteChains(s.file.Notes)
	var parts []fyne.CanvasObject
	for i := len(chains) - 1; i >= 0; i-- {
		parts = append(parts, p.card(chains[i]))
	}
	p.set(parts...)
}

// correct makes the note being written an addendum to another one, or to none.
func (p *notes) correct(n data.Note) {
	p.corrects = n.ID
	p.correction.Hide()
	if n.ID != (data.ID{}) {
		p.about.SetText("Addendum to the note of " + p.screen.moment(n.At))
		p.class.SetValue(n.Class)
		p.correction.Show()
	}
	p.whole.Refresh()
	p.changed()
}

// add saves the note.
func (p *notes) add() {
	if p.saving != nil {
		return
	}
	s, key := p.screen, p.screen.file.Key
	class, _ := p.class.Value()
	n := data.Note{Class: class, Text: trimmed(p.words.Text), Corrects: p.corrects}
	if err := n.Validate().Err(); err != nil {
		s.refused(err)
		return
	}
	ending := ui.NewEnding()
	p.saving = ending
	p.stop()
	p.keeping.Stop()
	s.save(func(ctx context.Context, in *store.Session) (f data.CaseFile, err error) {
		f, err = in.AddNote(ctx, key, n)
		ending.Is(err)
		return f, err
	},
		func(err error) {
			p.saving = nil
			if err != nil {
				s.refused(err)
				p.changed() // the keeping was broken off
				return
			}
			p.empty()
			s.desk.Say("The note is added.", nil)
		})
}

// empty begins a new note.
func (p *notes) empty() {
	p.words.SetText("")
	p.class.SetValue(data.NoteOrdinary)
	p.correct(data.Note{})
	p.stop()
	p.isKept()
	p.unkept.Clear()
	p.screen.forget(p.draftName(), false)
}

func (p *notes) draftName() string { return "note/" + p.screen.number }

func (p *notes) draft() noteDraft {
	class, _ := p.class.Value()
	return noteDraft{p.words.Text, class, p.corrects}
}

// isKept notes that the draft as it is now needs no keeping.
func (p *notes) isKept() {
	now := p.draft()
	p.kept = &now
}

// changed keeps the draft a little later.
func (p *notes) changed() {
	p.stop()
	p.stop = ui.After(draftPause, func() {
		now := p.draft()
		switch {
		case p.kept != nil && now == *p.kept || p.saving != nil:
			return
		case p.keeping.Busy():
			p.changed()
			return
		}
		p.kept = nil // what fails may be held in memory all the same
		ui.Load(&p.keeping, func(ctx context.Context) (struct{}, error) {
			words, err := json.Marshal(now)
			if err != nil {
				return struct{}{}, err
			}
			return struct{}{}, p.screen.desk.Session.SaveDraft(ctx, p.draftName(), words)
		}, func(_ struct{}, err error) {
			switch {
			case err == nil:
				p.kept = &now
				p.unkept.Clear()
			case !errors.Is(err, data.ErrLocked):
				if !p.unkept.Visible() { // once, until it works again
					p.unkept.Say(plain.Sentence(err), ui.ToneOverdue)
				}
				p.changed()
			}
			p.whole.Refresh()
		})
	})
}

// leave hides what was revealed and keeps the note that is being written at once.
func (p *notes) leave() {
	p.conceal()
	p.stop()
	p.keeping.Stop()
	now := p.draft()
	switch {
	case p.saving != nil && p.saving.Good(keepTime): // its answer may come too late to remove the draft
		_ = p.screen.forgetNow(p.draftName()) // offered again, the officer sees it
		return
	case p.kept != nil && now == *p.kept:
		return
	}
	p.kept = nil
	words, err := json.Marshal(now)
	if err == nil {
		err = p.screen.keep(p.draftName(), words)
	}
	if err != nil {
		p.screen.desk.Fail(err)
		return
	}
	p.kept = &now
}

// restore brings back the note that was being written, unless something has
// been typed meanwhile.
func (p *notes) restore() {
	ui.Load(&p.reading, func(ctx context.Context) (noteDraft, error) {
		var d noteDraft
		words, _, err := p.screen.desk.Session.Draft(ctx, p.draftName())
		if err != nil {
			return d, err
		}
		return d, json.Unmarshal(words, &d)
	}, func(d noteDraft, err error) {
		switch {
		case errors.Is(err, data.ErrNotFound) || p.words.Text != "":
		case err != nil:
			p.screen.desk.Fail(err)
		default:
			for _, n := range p.screen.file.Notes {
				if n.ID == d.Corrects {
					p.correct(n)
				}
			}
			p.class.SetValue(d.Class)
			p.words.SetText(d.Text)
			p.isKept()
		}
	})
}
