package casefile

import (
	"context"
	"fmt"
	"strings"

	"fyne.io/fyne/v2"

	"rapport/app/window/desk"
	"rapport/app/window/ui"
	"rapport/data"
	"rapport/data/store"
)

// letters is the section of the issued letters, the newest first.
type letters struct{ sheet }

func newLetters(s *Screen) section { return &letters{newSheet(s)} }

func (p *letters) refresh() {
	s := p.screen
	write := func(label string, kind data.LetterKind) fyne.CanvasObject {
		return ui.NewButton(label, func() { s.desk.WriteLetter(s.number, kind) })
	}
	parts := []fyne.CanvasObject{heading("Letters", write("Write an acknowledgement", data.Acknowledgement),
		write("Write an interim letter", data.InterimLetter), write("Write the resolution letter", data.NoticeOfDecision),
		ui.NewButton("Another letter …", s.chooseLetter))}
	if !s.file.Open() {
		parts = []fyne.CanvasObject{heading("Letters"), ui.NewParagraph("The case is no longer open. Reopen it to write another letter.", ui.Muted)}
	}
	if len(s.file.Letters) == 0 {
		parts = append(parts, ui.NewParagraph("No letter has been issued. A letter that you begin is kept as a draft until you issue it.", ui.Muted))
	}
	for i := len(s.file.Letters) - 1; i >= 0; i-- {
		parts = append(parts, p.card(s.file.Letters[i]))
	}
	p.set(parts...)
}

func (p *letters) card(l data.Letter) fyne.CanvasObject {
	s := p.screen
	sent := []fyne.CanvasObject{ui.NewChip("Not sent yet", ui.ToneToday)}
	if d := l.Dispatched(); !d.IsZero() {
		sent = []fyne.CanvasObject{ui.NewChip("Sent "+s.day(d), ui.ToneOK)}
	}
	about := fmt.Sprintf("To %s  ·  dated %s  ·  %s  ·  SHA-256 %s…\nIssued %s by %s", l.Addressee, l.Date.Long(),
		ui.Plural(l.Pages, "page", "pages"), l.SHA256[:min(12, len(l.SHA256))], s.moment(l.IssuedAt), l.IssuedBy)
	var gone []string
	for _, d := range l.Dispatches {
		way := d.Method.String() + " " + s.day(d.On) + ", recorded by " + d.By
		if d.Tracking != "" {
			way += ", tracking number " + d.Tracking
		}
		gone = append(gone, way)
	}
	body := texts(line(about), text("How it left", strings.Join(gone, "\n")))
	buttons := []fyne.CanvasObject{
		ui.NewButton("Open", func() { s.openLetter(l) }),
		ui.NewButton("Print", func() { s.printLetter(l) }),
		ui.NewButton("Save as a file …", func() { s.saveLetter(l) }),
		ui.NewButton("Record how it left …", func() { s.dispatch(l) }),
	}
	if _, logged := s.file.LetterDisclosed(l.ID); logged {
		sent = append(sent, ui.NewChip("Disclosure logged", ui.ToneMuted))
	} else if s.file.OutsideParty(l) {
		buttons = append(buttons, ui.NewButton("Log the disclosure …", func() { s.logLetter(l) }))
	}
	if _, corrected := s.file.CorrectedBy(l.ID); !corrected {
		buttons = append(buttons, ui.NewButton("Write a correction", func() { s.desk.CorrectLetter(s.number, l.Kind, l.ID) }))
	}
	return card(fmt.Sprintf("%d.  %s", l.Number, l.Kind), sent, body, buttons...)
}

// chooseLetter asks which of the other kinds of letter and memo to write.
func (s *Screen) chooseLetter() {
	kinds := ui.NewChoice[data.LetterKind]("Choose the kind of letter", terms(data.LetterKinds), nil)
	form := ui.NewForm(&ui.Row{Label: "Letter or memo", Field: kinds, Required: true})
	ui.Show(s.desk.Window, "Write a letter", form, kinds, "Cancel", ui.Action{Text: "Write it", Do: func() bool {
		kind, ok := kinds.Value()
		if !form.Submit() || !ok {
			return false
		}
		s.desk.WriteLetter(s.number, kind)
		return true
	}})
}

// openLetter shows an issued letter in the system's viewer. The copy for the
// viewer is removed when the case file locks.
func (s *Screen) openLetter(l data.Letter) {
	key, session := s.file.Key, s.desk.Session
	ui.Load(new(ui.Loader), func(ctx context.Context) (string, error) {
		pdf, err := session.LetterPDF(ctx, key, l.ID)
		if err != nil {
			return "", err
		}
		return desk.Copy(session.File().Dir(), pdf)
	}, func(path string, err error) {
		if err == nil {
			err = s.desk.OpenFile(path)
		}
		if err != nil {
			s.desk.Fail(err)
		}
	})
}

// printLetter sends an issued letter to the printer and records it.
func (s *Screen) printLetter(l data.Letter) {
	key, session := s.file.Key, s.desk.Session
	s.desk.Print(desk.Pages{What: "The letter",
		Make:   func(ctx context.Context) ([]byte, error) { return session.LetterPDF(ctx, key, l.ID) },
		Record: func(ctx context.Context) error { return session.RecordPrint(ctx, key, l.ID, "printed") }})
}

// saveLetter writes the bytes of an issued letter to a file and records it.
func (s *Screen) saveLetter(l data.Letter) {
	key, session := s.file.Key, s.desk.Session
	ui.Load(new(ui.Loader), func(ctx context.Context) ([]byte, error) { return session.LetterPDF(ctx, key, l.ID) },
		func(pdf []byte, err error) {
			if err != nil {
				s.desk.Fail(err)
				return
			}
			name := fmt.Sprintf("%s-letter-%d.pdf", s.number, l.Number)
			desk.SaveFile(s.desk.Window, "Save the letter", name, pdf, func(string) { s.recordSaved(key, l.ID) })
		})
}

func (s *Screen) recordSaved(key int64, letter data.ID) {
	ui.Load(new(ui.Loader), func(ctx context.Context) (struct{}, error) {
		return struct{}{}, s.desk.Session.RecordPrint(ctx, key, letter, "saved")
	}, func(_ struct{}, err error) {
		if err != nil {
			s.desk.Fail(err)
			return
		}
		s.desk.Say("The letter is saved. The file is not encrypted: keep it where only you can read it.", nil)
	})
}

// dispatchNotice records how the newest resolution letter left.
func (s *Screen) dispatchNotice() {
	s.Go(desk.Letters)
	if l, ok := s.file.Letter(data.NoticeOfDecision); ok {
		s.dispatch(l)
	}
}

// dispatch records how a letter left.
func (s *Screen) dispatch(l data.Letter) {
	key := s.file.Key
	e := s.newEditor("dispatch/"+l.ID.String(), "How the letter left", "Record it", "It is recorded how the letter left.")
	e.text = fmt.Sprintf("Letter %d, %s, dated %s.", l.Number, strings.ToLower(l.Kind.String()), l.Date.Long())
	method := choose(e, "method", "How", terms(data.DispatchMethods), "post")
	on := e.day("on", "When", max(s.today(), l.Date))
	e.beside(2)
	tracking := e.line("tracking", "Tracking number", "")
	e.require("method", "on")
	e.ask = func() *ui.Question { return s.lateEntry(l.Kind.Meets(), dayOf(on)) }
	e.gather = func() change {
		d := data.Dispatch{Method: held(method), On: dayOf(on), Tracking: trimmed(tracking.Text)}
		return func(ctx context.Context, in *store.Session) (data.CaseFile, error) {
			return in.RecordDispatch(ctx, key, l.ID, d)
		}
	}
	e.open()
}
