// Package letters is where a letter is written: its blocks at the left, the very
// page at the right, below it what is still missing and what the words are like.
package letters

import (
	"context"
	"errors"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"

	"rapport/app/plain"
	"rapport/app/window/desk"
	"rapport/app/window/ui"
	"rapport/data"
	"rapport/data/store"
	"rapport/reports/letter"
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
	told  bool             // the message says why the draft could not be kept
	// parked are the letters as they were left in other languages.
	parked  map[data.Lang]data.LetterDraft
	correct data.ID // the letter to correct, once the case is read

	words   *words
	left    *container.Scroll
	preview *ui.Preview
	drawn   letter.Composed // the page that is shown
	gaps    *gaps
	message *ui.Message
	saved   *ui.Text
	content fyne.CanvasObject

	main     *ui.Button // to the next step: issue, or the approval before it
	sendBack *ui.Button
	ignored  []string // words that are taken for right while the letter is open

	read, show, look, keep, work ui.Loader
	signing                      ui.Loader  // never stopped
	issuing                      *ui.Ending // of the issue under way; nil: there is none
	wait                         func()     // stops the pause before the page is drawn anew
	cancel                       func()
}

// The pauses after a key before the page is drawn anew, and between two
// savings of the draft; and how long an issue under way, or the keeping of the
// words, may hold up the window.
const (
	drawPause = 250 * time.Millisecond
	keepPause = 4 * time.Second
	keepTime  = 2 * time.Second
)

// New makes the screen.
func New(d *desk.Desk, number string, kind data.LetterKind) *Screen {
	s := &Screen{desk: d, number: number, kind: kind, preview: ui.NewPreview(), message: ui.NewMessage(), saved: ui.NewText("", ui.Caption),
		parked: map[data.Lang]data.LetterDraft{}, wait: func() {}, cancel: func() {}}
	s.words = newWords(d.Session.Settings(), s.changed, s.showPlace, wants{
		keyboard:  func(f fyne.Focusable) { d.Window.Canvas().Focus(f) },
		language:  s.writeIn,
		confirmed: s.confirmAddress,
		person:    func() { d.OpenCase(number, desk.Summary) },
		letter:    func(l data.Letter) { d.OpenRecord(number, desk.Letters, l.ID) },
	})
	s.gaps = newGaps(s.mend)
	s.gaps.to, s.gaps.replace, s.gaps.ignore, s.gaps.learn = s.goTo, s.replace, s.ignore, s.learn
	s.preview.OnTap = s.tapped
	s.layout()
	return s
}

func (s *Screen) layout() {
	envelope := ui.NewCheck("Envelope window", func(on bool) {
		s.preview.SetEnvelope()
		if on {
			s.preview.SetEnvelope(letter.FormOf(s.facts()).Zones()...)
		}
	})
	s.main, s.sendBack = ui.NewPrimary(stepWords[toIssue], s.next), ui.NewButton("Send back …", s.returnIt)
	s.sendBack.Hide()
	head := container.NewVBox(
		ui.NewHeader(s.number+": "+strings.ToLower(s.kind.String()), "",
			envelope,
			ui.NewButton("The case", func() { s.desk.OpenCase(s.number, desk.Letters) }),
			ui.NewButton("Begin again", s.beginAgain),
			s.sendBack, s.main),
		s.message)
	s.left = ui.NewScrolled(s.words.holder)
	left := container.NewBorder(nil, ui.NewBeside(s.saved, ui.NewQuiet("Insert a phrase …", nil, s.choosePhrase), ui.NewQuiet("Keep as a phrase …", nil, s.keepPhrase)), nil, nil, s.left)
	right := container.NewBorder(nil, s.gaps.content, nil, nil, s.preview)
	split := container.NewHSplit(left, right)
	split.SetOffset(0.46)
	s.content = container.NewBorder(head, nil, nil, nil, split)
}

// Content is what the window shows.
func (s *Screen) Content() fyne.CanvasObject { return s.content }

// FirstFocus is the first field; nothing until the draft is read.
func (s *Screen) FirstFocus() fyne.Focusable {
	switch {
	case !s.ready:
		return nil
	case s.kind.Spec().Reader != data.ToPerson:
		return s.words.who.other.name
	}
	return s.words.who.to
}

// Shown reads the case; the words are kept once they are there.
func (s *Screen) Shown() {
	s.cancel()
	stop, unheard, unmoved := ui.Every(keepPause, s.save), ui.OnSubmit(s.desk.Window, s.next), s.words.moveKeys(s.desk.Window)
	unpicked := ui.OnShortcut(s.desk.Window, &desktop.CustomShortcut{KeyName: fyne.KeyP, Modifier: fyne.KeyModifierShortcutDefault}, s.choosePhrase)
	s.cancel = func() { stop(); unheard(); unmoved(); unpicked() }
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
	fresh  data.LetterFacts // what the case alone makes of the letter
	kept   data.LetterFacts // with the draft that was kept, or the same
	parked map[data.Lang]data.LetterDraft
	sheets []data.Sheet // of the office
	wanted data.Lang    // the reader's language, where the office has no template in it
}

// begun is the letter as it was left, and as it would begin anew.
func begun(ctx context.Context, in *store.Session, f data.CaseFile, kind data.LetterKind) (o opened, err error) {
	d, there, err := in.LetterDraft(ctx, f.Key, kind)
	if err != nil {
		return o, err
	}
	lang := d.Language
	if !there || lang == "" {
		lang = data.LetterLanguage(f, kind, in.Settings().Today(time.Now()))
	}
	o.fresh, err = newIn(ctx, in, f, kind, lang)
	if errors.Is(err, data.ErrNotFound) && lang != data.English {
		o.wanted = lang
		o.fresh, err = newIn(ctx, in, f, kind, data.English)
	}
	if err != nil {
		return o, err
	}
	if o.parked, err = parkedLetters(ctx, in, f.Number, kind); err != nil {
		return o, err
	}
	if o.sheets, err = in.Sheets(ctx); err != nil {
		return o, err
	}
	o.kept = o.fresh
	if there && o.wanted == "" {
		o.kept, err = in.LetterFacts(ctx, f, d)
	}
	return o, err
}

func (s *Screen) opened(o opened, err error) {
	if err != nil {
		s.message.Say(plain.Sentence(err), ui.ToneOverdue)
		return
	}
	x := o.kept
	if s.ready && s.words.facts.Draft.Language == x.Draft.Language { // the words stay, the case may have changed
		x.Draft = s.words.draft()
	}
	s.fresh, s.parked, s.words.with.sheets = o.fresh, o.parked, o.sheets
	s.follow(x)
	first := !s.ready
	s.ready = true
	if o.wanted != "" {
		s.message.Say("The reader reads "+o.wanted.String()+", and the office has no template of this letter in that language. This letter is in English; have it translated, or enclose the offer of a free interpreter.", ui.ToneSoon)
	}
	s.refresh()
	if c := s.desk.Window.Canvas(); first && c.Focused() == nil {
		c.Focus(s.FirstFocus())
	}
	if s.correct != (data.ID{}) {
		s.begin(s.correct)
	}
}

// follow shows a letter in the fields.
func (s *Screen) follow(x data.LetterFacts) {
	s.file = x.File
	s.words.follow(x)
}

// busy reports whether the last thing that was asked for is not done yet.
func (s *Screen) busy() bool { return s.work.Busy() || s.signing.Busy() }

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
		letter.Composed
		gaps data.Missing
	}
	key := s.file.Key
	ui.Load(&s.show, func(ctx context.Context) (drawn, error) {
		c, err := letter.Compose(x, letter.Options{Draft: true, Practice: session.Practice()})
		if err != nil {
			return drawn{}, err
		}
		gaps, err := allGaps(ctx, session, key, x)
		return drawn{c, gaps}, err
	}, func(p drawn, err error) {
		if err != nil {
			s.message.Say(plain.Sentence(err), ui.ToneOverdue)
			return
		}
		s.drawn = p.Composed
		s.preview.SetDocument(p.Document)
		s.gaps.set(p.gaps)
		s.words.update(x)
		s.showStep(x)
		s.readWords(x)
	})
}

// facts is what the letter is made of, with the words as they are.
func (s *Screen) facts() data.LetterFacts {
	x := s.words.facts
	x.Draft, x.Today = s.words.draft(), x.Settings.Today(time.Now())
	return x
}

// allGaps is what the rules, the other cases and the page say is missing, each
// once.
func allGaps(ctx context.Context, in *store.Session, key int64, x data.LetterFacts) (data.Missing, error) {
	theirs, err := in.Strangers(ctx, key, x)
	return withPage(x, append(x.IssueGaps(), theirs...)), err
}

func withPage(x data.LetterFacts, all data.Missing) data.Missing {
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

// confirmAddress notes in the case that the address was checked with the person
// today.
func (s *Screen) confirmAddress() {
	if p, ok := s.words.who.person(); ok {
		was := p
		p.AddressConfirmed = s.words.facts.Today
		s.savePerson(p, func() {
			s.desk.Say("It is noted that the address was confirmed today.", func() { s.savePerson(was, func() {}) })
		})
	}
}

func (s *Screen) savePerson(p data.Person, done func()) {
	session, key := s.desk.Session, s.file.Key
	ui.Load(&s.work, func(ctx context.Context) (data.CaseFile, error) { return session.SavePerson(ctx, key, p) }, func(f data.CaseFile, err error) {
		if err != nil {
			s.message.Say(plain.Sentence(err), ui.ToneOverdue)
			return
		}
		x := s.facts()
		x.File = f
		s.follow(x)
		s.refresh()
		done()
	})
}
