package casefile

import (
	"context"
	"slices"
	"strings"
	"time"

	"fyne.io/fyne/v2"

	"rapport/app/window/ui"
	"rapport/data"
	"rapport/data/store"
)

// letters is the section of the letters: those that are being written or wait for
// approval, then those that were issued, the newest first.
type letters struct {
	sheet
	begun   []begunLetter
	reading ui.Loader
}

// begunLetter is a draft that was kept.
type begunLetter struct {
	kind  data.LetterKind
	name  string // of the draft in the store
	saved time.Time
}

func newLetters(s *Screen) section { return &letters{sheet: newSheet(s)} }

func (p *letters) leave() { p.reading.Stop() }

func (p *letters) refresh() {
	p.draw()
	p.readDrafts()
}

// readDrafts shows what was begun; a draft is no part of the case file.
func (p *letters) readDrafts() {
	session, prefix := p.screen.desk.Session, "letter/"+p.screen.number+"/"
	ui.Load(&p.reading, func(ctx context.Context) ([]store.DraftInfo, error) { return session.Drafts(ctx, prefix) },
		func(kept []store.DraftInfo, err error) {
			if err != nil {
				p.screen.desk.Fail(err)
				return
			}
			var begun []begunLetter
			for _, d := range kept {
				begun = append(begun, begunLetter{data.LetterKind(strings.TrimPrefix(d.Name, prefix)), d.Name, d.SavedAt})
			}
			if !slices.Equal(begun, p.begun) {
				p.begun = begun
				p.draw()
			}
		})
}

func (p *letters) draw() {
	s := p.screen
	var parts []fyne.CanvasObject
	if s.file.Open() {
		parts = append(parts, heading("Letters", s.edits("Write a letter …", s.chooseLetter)))
	} else {
		parts = append(parts, heading("Letters"), ui.NewParagraph("The case is no longer open: a letter of it can be corrected. Reopen it to write another letter.", ui.Muted))
	}
	for _, t := range data.LetterKinds {
		if c := p.underWay(t.Value); c != nil {
			parts = append(parts, c)
		}
	}
	if len(s.file.Letters) == 0 {
		parts = append(parts, ui.NewParagraph("No letter has been issued. A letter that you begin is kept as a draft until you issue it.", ui.Muted))
	}
	for i := len(s.file.Letters) - 1; i >= 0; i-- {
		parts = append(parts, p.card(s.file.Letters[i]))
	}
	p.set(parts...)
}

// underWay is the card of a letter that is being written; nil where there is none.
func (p *letters) underWay(kind data.LetterKind) fyne.CanvasObject {
	s := p.screen
	a, pending := s.file.PendingApproval(kind)
	i := slices.IndexFunc(p.begun, func(b begunLetter) bool { return b.kind == kind })
	if i < 0 && !pending {
		return nil
	}
	chips := []fyne.CanvasObject{ui.NewChip("Draft", ui.ToneMuted)}
	var words []fyne.CanvasObject
	if i >= 0 {
		words = line("Saved " + s.moment(p.begun[i].saved))
	}
	write := func() { s.desk.WriteLetter(s.number, kind) }
	buttons := []fyne.CanvasObject{s.edits("Go on writing", write)}
	if pending {
		chips = append(chips, ui.NewChip(a.State.String(), approvalTones[a.State]))
		words = append(words, line(p.approvalWords(a))...)
		words = append(words, text("What is to be mended", a.Reason)...)
		buttons = p.approvalButtons(a, write)
	} else {
		buttons = append(buttons, s.edits("Throw away", func() { s.throwAway(p.begun[i]) }))
	}
	return card(kind.String(), chips, words, buttons...)
}

// throwAway removes a draft, and can take that back.
func (s *Screen) throwAway(b begunLetter) {
	session, key := s.desk.Session, s.file.Key
	ui.Load(&s.opening, func(ctx context.Context) (data.LetterDraft, error) {
		d, _, err := session.LetterDraft(ctx, key, b.kind)
		if err != nil {
			return d, err
		}
		return d, session.DeleteDraft(ctx, b.name)
	}, func(d data.LetterDraft, err error) {
		if err != nil {
			s.desk.Fail(err)
			return
		}
		s.showSection()
		s.desk.Say("The draft is thrown away: "+strings.ToLower(b.kind.String())+".", func() { s.bringBack(key, d) })
	})
}

func (s *Screen) bringBack(key int64, d data.LetterDraft) {
	session := s.desk.Session
	ui.Load(new(ui.Loader), func(ctx context.Context) (struct{}, error) { return struct{}{}, session.SaveLetterDraft(ctx, key, d) },
		func(_ struct{}, err error) {
			if err != nil {
				s.desk.Fail(err)
				return
			}
			s.showSection()
		})
}
