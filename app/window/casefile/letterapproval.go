package casefile

import (
	"context"

	"fyne.io/fyne/v2"

	"rapport/app/window/ui"
	"rapport/data"
	"rapport/data/store"
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
	takeBack := s.edits("Take the request back", func() {
		key := s.file.Key
		s.run(func(ctx context.Context, in *store.Session) (data.CaseFile, error) {
			return in.TakeBackApproval(ctx, key, kind)
		}, "The request for approval is taken back.")
	})
	switch {
	case a.State == data.ApprovalAsked && !mine:
		return []fyne.CanvasObject{s.edits("Read it and decide", write)}
	case a.State == data.ApprovalGiven:
		return []fyne.CanvasObject{ui.NewButton("Open it to issue", write)}
	case mine:
		return []fyne.CanvasObject{s.edits("Go on writing", write), takeBack}
	}
	return []fyne.CanvasObject{s.edits("Go on writing", write)}
}
