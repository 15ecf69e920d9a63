package casefile

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"

	"rapport/app/window/ui"
	"rapport/data"
	"rapport/data/store"
	"rapport/reports/letter"
)

var approvalTones = map[data.ApprovalState]ui.Tone{
	data.ApprovalAsked: ui.ToneToday, data.ApprovalGiven: ui.ToneOK, data.ApprovalSentBack: ui.ToneOverdue,
}

// approvalWords tell who asked and who decided.
func (p *letters) approvalWords(a data.LetterApproval) string {
	s := p.screen
	said := a.By + " asked for approval " + s.day(a.AskedOn)
	if a.DecidedBy == "" {
		return said
	}
	return said + "  ·  " + a.DecidedBy + ", " + s.moment(a.DecidedAt)
}

// approvalButtons are what an officer can do with a letter that waits: whoever
// asked takes it back, another one reads it and decides.
func (p *letters) approvalButtons(a data.LetterApproval, write func()) []fyne.CanvasObject {
	s, mine := p.screen, a.By == p.screen.desk.Session.Officer().Name
	kind := a.Letter
	takeBack := ui.NewButton("Take the request back", func() {
		key := s.file.Key
		s.run(func(ctx context.Context, in *store.Session) (data.CaseFile, error) {
			return in.TakeBackApproval(ctx, key, kind)
		}, "The request for approval is taken back.")
	})
	switch {
	case a.State == data.ApprovalAsked && !mine:
		return []fyne.CanvasObject{ui.NewButton("Read it and decide …", func() { s.decideLetter(kind) })}
	case a.State == data.ApprovalGiven:
		return []fyne.CanvasObject{ui.NewButton("Open it to issue", write)}
	case mine:
		return []fyne.CanvasObject{ui.NewButton("Go on writing", write), takeBack}
	}
	return []fyne.CanvasObject{ui.NewButton("Go on writing", write)}
}

// decideLetter shows a letter that waits for approval, page by page, and asks.
func (s *Screen) decideLetter(kind data.LetterKind) {
	session, f := s.desk.Session, s.file
	ui.Load(&s.opening, func(ctx context.Context) (letter.Composed, error) {
		d, there, err := session.LetterDraft(ctx, f.Key, kind)
		if err != nil {
			return letter.Composed{}, err
		}
		if !there {
			return letter.Composed{}, data.Missing{{Code: "approval.draft", Field: "letters", Sentence: "The letter that waits was not found. Ask whoever wrote it to ask for the approval again."}}
		}
		x, err := session.LetterFacts(ctx, f, d)
		if err != nil {
			return letter.Composed{}, err
		}
		return letter.Compose(x, letter.Options{Draft: true, Practice: session.Practice()})
	}, func(doc letter.Composed, err error) {
		if err != nil {
			s.refused(err)
			return
		}
		s.showDecision(kind, doc)
	})
}

func (s *Screen) showDecision(kind data.LetterKind, doc letter.Composed) {
	const high, wide, chrome = 42, 54, 14 // text sizes
	preview := ui.NewPreview()
	preview.SetDocument(doc.Document)
	em, window := theme.TextSize(), s.desk.Window.Canvas().Size()
	about := ui.NewParagraph("What you approve is this letter, word for word. When it or its case is changed, it is asked for again.", ui.Muted)
	content := container.NewBorder(about, nil, nil, nil, ui.AtLeast(26, min(high, max(window.Height/em-chrome, 10)), preview))
	var d *ui.Dialog
	key := s.file.Key
	d = ui.Show(s.desk.Window, "Approve the letter: "+lower(kind.String()), content, nil, "Decide later",
		ui.Action{Text: "Send it back …", Do: func() bool {
			ui.AskText(s.desk.Window, ui.TextQuestion{Title: "Send the letter back", Label: "What is to be mended?", Yes: "Send it back", Required: true, Rows: 3, Max: maxText},
				func(reason string) {
					d.Close()
					s.run(func(ctx context.Context, in *store.Session) (data.CaseFile, error) {
						return in.SendBackLetter(ctx, key, kind, trimmed(reason))
					}, "The letter is sent back.")
				})
			return false
		}},
		ui.Action{Text: "Approve", Do: func() bool {
			d.Close()
			s.run(func(ctx context.Context, in *store.Session) (data.CaseFile, error) {
				return in.ApproveLetter(ctx, key, kind)
			}, "The letter is approved.")
			return true
		}})
	d.Resize(fyne.NewSize(wide*em, high*em))
}
