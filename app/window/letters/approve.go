package letters

import (
	"context"

	"rapport/app/plain"
	"rapport/app/window/ui"
	"rapport/data"
	"rapport/reports/letter"
)

// step is what the main button does: a letter that a second person must see is
// asked for, approved or sent back before it is issued.
type step int

const (
	toIssue step = iota
	toAsk
	toApprove
	toTakeBack
)

var stepWords = map[step]string{toIssue: "Sign and issue", toAsk: "Ask for approval", toApprove: "Approve …", toTakeBack: "Take back the request"}

// stepOf is what comes next for the officer at the desk.
func (s *Screen) stepOf(x data.LetterFacts) step {
	if _, ok := x.Approved(); ok || !x.Settings.WantsApproval(x.File, s.kind) {
		return toIssue
	}
	a, asked := x.Approval()
	switch {
	case !asked || a.State != data.ApprovalAsked || a.Digest != x.Digest():
		return toAsk
	case a.By == s.desk.Session.Officer().Name:
		return toTakeBack
	}
	return toApprove
}

// showStep words the main button.
func (s *Screen) showStep(x data.LetterFacts) {
	now := s.stepOf(x)
	if s.main.Text != stepWords[now] {
		s.main.SetText(stepWords[now])
	}
	waits := now == toApprove && !s.desk.May(data.RightSignOff)
	if waits != s.main.Disabled() {
		if waits {
			s.main.Disable()
			s.message.Say("The letter waits for its approval. "+s.desk.WhoMay(data.RightSignOff), ui.ToneToday)
		} else {
			s.main.Enable()
		}
	}
	if hidden := now != toApprove || waits; s.sendBack.Hidden != hidden {
		s.sendBack.Hidden = hidden
		s.content.Refresh()
	}
}

// next does what the main button says.
func (s *Screen) next() {
	if !s.ready || s.busy() || ui.DialogOpen(s.desk.Window) {
		return
	}
	switch s.stepOf(s.facts()) {
	case toAsk:
		s.askApproval()
	case toApprove:
		if s.desk.Allowed(data.RightSignOff) {
			s.approve()
		}
	case toTakeBack:
		s.decide("The request is taken back.", func(ctx context.Context, key int64) (data.CaseFile, error) {
			return s.desk.Session.TakeBackApproval(ctx, key, s.kind)
		})
	default:
		s.issue()
	}
}

// askApproval keeps the letter as it is and asks the others for their approval.
func (s *Screen) askApproval() {
	x := s.facts()
	if blocking := append(x.GapsBeforeApproval(), letter.Gaps(x)...).Blocking(); len(blocking) > 0 {
		s.message.Say("Before you ask for the approval: "+blocking[0].Sentence, ui.ToneOverdue)
		s.mend(blocking[0])
		return
	}
	s.keepNow()
	session := s.desk.Session
	s.decide("The approval is asked for. The other officers see it on Today.", func(ctx context.Context, key int64) (data.CaseFile, error) {
		if err := session.SaveLetterDraft(ctx, key, x.Draft); err != nil {
			return data.CaseFile{}, err
		}
		return session.AskApproval(ctx, key, s.kind)
	})
}

// approve asks the second person once more.
func (s *Screen) approve() {
	x := s.facts()
	ui.Ask(s.desk.Window, ui.Question{Title: "Approve this letter?", Text: finalWords(x, len(s.drawn.Pages), x.Gate().Warnings()) + "\n\nA change after your approval ends it.", Yes: "Approve", No: "Not yet"}, func() {
		s.decide("The letter is approved and can be issued.", func(ctx context.Context, key int64) (data.CaseFile, error) {
			return s.desk.Session.ApproveLetter(ctx, key, s.kind)
		})
	})
}

// returnIt sends the letter back to who wrote it, with the reason.
func (s *Screen) returnIt() {
	ui.AskText(s.desk.Window, ui.TextQuestion{Title: "Send the letter back?", Label: "What is to be mended", Yes: "Send it back", Required: true, Rows: 3, Max: 2000}, func(why string) {
		s.decide("The letter is sent back.", func(ctx context.Context, key int64) (data.CaseFile, error) {
			return s.desk.Session.SendBackLetter(ctx, key, s.kind, why)
		})
	})
}

// decide calls the store and shows the case as it is then.
func (s *Screen) decide(said string, do func(context.Context, int64) (data.CaseFile, error)) {
	key := s.file.Key
	ui.Load(&s.work, func(ctx context.Context) (data.CaseFile, error) { return do(ctx, key) }, func(f data.CaseFile, err error) {
		if err != nil {
			s.message.Say(plain.Sentence(err), ui.ToneOverdue)
			return
		}
		s.message.Clear()
		x := s.facts()
		x.File = f
		s.follow(x)
		s.refresh()
		s.desk.Say(said, nil)
	})
}
