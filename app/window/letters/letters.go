// Package letters is where a letter is written: the officer's words at the
// left, the very page at the right, below it what is still missing.
package letters

import (
	"context"
	"errors"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"rapport/app/plain"
	"rapport/app/window/desk"
	"rapport/app/window/ui"
	"rapport/data"
	"rapport/data/store"
	"rapport/reports/letter"
	"rapport/reports/page"
)

// Screen writes one letter of one case.
type Screen struct {
	desk   *desk.Desk
	number string
	kind   data.LetterKind

	file  data.CaseFile
	fresh data.LetterFacts // what the case alone makes of the letter
	ready bool             // the case and the draft are read
	dirty bool             // typed since the draft was saved last

	words   *words
	preview *ui.Preview
	gaps    *gaps
	message *ui.Message
	saved   *ui.Text
	content fyne.CanvasObject

	read, show, keep, work ui.Loader
	wait                   func() // stops the pause before the page is drawn anew
	cancel                 func()
}

// The pauses after a key before the page is drawn anew, and between two
// savings of the draft.
const (
	drawPause = 250 * time.Millisecond
	keepPause = 4 * time.Second
)

// New makes the screen.
func New(d *desk.Desk, number string, kind data.LetterKind) *Screen {
	s := &Screen{desk: d, number: number, kind: kind, preview: ui.NewPreview(), message: ui.NewMessage(), saved: ui.NewText("", ui.Caption),
		wait: func() {}, cancel: func() {}}
	s.words = newWords(d.Session.Settings(), s.changed)
	s.gaps = newGaps(s.mend)
	s.layout()
	return s
}

func (s *Screen) layout() {
	window := false
	envelope := ui.NewCheck("Envelope window", func(on bool) {
		window = on
		if window {
			s.preview.SetEnvelope(s.zone())
			return
		}
		s.preview.SetEnvelope(nil)
	})
	head := container.NewVBox(
		ui.NewHeader(s.number+": "+strings.ToLower(s.kind.String()), "",
			envelope,
			ui.NewButton("The case", func() { s.desk.OpenCase(s.number, desk.Letters) }),
			ui.NewButton("Begin again", s.beginAgain),
			ui.NewPrimary("Sign and issue", s.issue)),
		s.message)
	left := container.NewBorder(nil, s.saved, nil, nil, ui.NewScrolled(s.words.holder))
	right := container.NewBorder(nil, s.gaps.content, nil, nil, s.preview)
	split := container.NewHSplit(left, right)
	split.SetOffset(0.46)
	s.content = container.NewBorder(head, nil, nil, nil, split)
}

// Content is what the window shows.
func (s *Screen) Content() fyne.CanvasObject { return s.content }

// FirstFocus is the first field; nothing until the draft is read.
func (s *Screen) FirstFocus() fyne.Focusable {
	if !s.ready {
		return nil
	}
	return s.words.to
}

// Shown reads the case; the words are kept once they are there.
func (s *Screen) Shown() {
	s.cancel()
	stop, unheard := ui.Every(keepPause, s.save), ui.OnSubmit(s.desk.Window, s.issue)
	s.cancel = func() { stop(); unheard() }
	session, number, kind := s.desk.Session, s.number, s.kind
	ui.Load(&s.read, func(ctx context.Context) (opened, error) {
		f, err := session.Case(ctx, number)
		if err != nil {
			return opened{}, err
		}
		return begun(ctx, session, f, kind)
	}, s.opened)
}

type opened struct {
	fresh data.LetterFacts // what the case alone makes of the letter
	kept  data.LetterFacts // with the draft that was kept, or the same
}

// begun is the letter as it was left, and as it would begin anew.
func begun(ctx context.Context, in *store.Session, f data.CaseFile, kind data.LetterKind) (o opened, err error) {
	set := in.Settings()
	d, there, err := in.LetterDraft(ctx, f.Key, kind)
	if err != nil {
		return o, err
	}
	lang := d.Language
	if lang == "" {
		lang = data.LetterLanguage(f, kind, set.Today(time.Now()))
	}
	if o.fresh, err = in.NewLetter(ctx, f, kind, lang); err != nil || !there {
		return opened{o.fresh, o.fresh}, err
	}
	o.kept, err = in.LetterFacts(ctx, f, d)
	return o, err
}

func (s *Screen) opened(o opened, err error) {
	if err != nil {
		s.message.Say(plain.Sentence(err), ui.ToneOverdue)
		return
	}
	x := o.kept
	if s.ready { // the words stay, the case may have changed
		x.Draft = s.words.draft()
	}
	s.file, s.fresh = x.File, o.fresh
	s.words.follow(x)
	first := !s.ready
	s.ready = true
	s.refresh()
	if c := s.desk.Window.Canvas(); first && c.Focused() == nil {
		c.Focus(s.FirstFocus())
	}
}

// Left keeps the draft.
func (s *Screen) Left() {
	s.cancel()
	s.cancel = func() {}
	s.wait()
	s.keepNow()
}

// keepNow keeps the words before it returns: the lock that may follow would
// not wait for a goroutine.
func (s *Screen) keepNow() {
	if !s.dirty || !s.ready {
		return
	}
	if err := s.desk.Session.SaveLetterDraft(context.Background(), s.file.Key, s.words.draft()); err != nil {
		s.desk.Fail(err)
		return
	}
	s.dirty = false
}

// changed is called on every key.
func (s *Screen) changed() {
	if !s.ready {
		return
	}
	s.dirty = true
	s.saved.SetText("not saved yet")
	s.wait()
	s.wait = ui.After(drawPause, s.refresh)
}

// refresh draws the page and what is missing from the words as they are.
func (s *Screen) refresh() {
	session, x := s.desk.Session, s.facts()
	type drawn struct {
		doc  *page.Document
		gaps data.Missing
	}
	ui.Load(&s.show, func(context.Context) (drawn, error) {
		c, err := letter.Compose(x, letter.Options{Draft: true, Practice: session.Practice()})
		return drawn{c.Document, allGaps(x)}, err
	}, func(p drawn, err error) {
		if err != nil {
			s.message.Say(plain.Sentence(err), ui.ToneOverdue)
			return
		}
		s.preview.SetDocument(p.doc)
		s.gaps.set(p.gaps)
	})
}

// mend goes where a gap is mended: what lies with the person, to the case.
func (s *Screen) mend(g data.Gap) {
	for _, part := range []string{"letter.address", "letter.name", "letter.authority", "letter.deceased", "letter.safety", "letter.promise"} {
		if strings.HasPrefix(g.Code, part) && g.Code != "letter.addressee" {
			s.desk.OpenCase(s.number, desk.Summary)
			return
		}
	}
	s.words.jump(g)
}

// facts is what the letter is made of, with the words as they are.
func (s *Screen) facts() data.LetterFacts {
	x := s.words.facts
	x.Draft, x.Today = s.words.draft(), x.Settings.Today(time.Now())
	return x
}

// allGaps is what the rules and the page say is missing, each once.
func allGaps(x data.LetterFacts) data.Missing {
	all := x.Gate()
	told := map[string]bool{}
	for _, g := range all {
		told[g.Code] = true
	}
	for _, g := range letter.Gaps(x) {
		if !told[g.Code] {
			all = append(all, g)
		}
	}
	return all
}

// save keeps the words as a draft.
func (s *Screen) save() {
	if !s.dirty || !s.ready {
		return
	}
	s.dirty = false
	session, key, d := s.desk.Session, s.file.Key, s.words.draft()
	ui.Load(&s.keep, func(ctx context.Context) (struct{}, error) { return struct{}{}, session.SaveLetterDraft(ctx, key, d) }, func(_ struct{}, err error) {
		if err != nil {
			if !errors.Is(err, data.ErrLocked) {
				s.dirty = true
				s.message.Say(plain.Sentence(err), ui.ToneOverdue)
			}
			return
		}
		s.saved.SetText("draft saved " + ui.Clock(time.Now(), session.Settings().Zone()))
	})
}

// beginAgain throws the words away for those the case gives, and can take that
// back.
func (s *Screen) beginAgain() {
	if !s.ready {
		return
	}
	before := s.words.draft()
	set := func(d data.LetterDraft) {
		x := s.fresh
		x.Draft = d
		s.words.follow(x)
		s.changed()
	}
	set(s.fresh.Draft)
	s.desk.Say("The words were taken from the case anew.", func() { set(before) })
}

// zone is what the window of the envelope may show of the page; nil without one.
func (s *Screen) zone() *page.Box {
	if zones := letter.FormOf(s.facts()).Zones(); len(zones) > 0 {
		return &zones[0]
	}
	return nil
}
