package backups

import (
	"context"
	"fmt"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"rapport/app/plain"
	"rapport/app/window/desk"
	"rapport/app/window/ui"
	"rapport/data"
	"rapport/data/place"
	"rapport/data/store"
)

// Safety is what whoever keeps the case file safe does in passing: verify it, back
// it up, look at its copies.
type Safety struct {
	desk    *desk.Desk
	message *ui.Message
	done    func() // after a backup
	work    ui.Loader
}

// NewSafety tells how the work goes in message; done is called after a backup.
func NewSafety(d *desk.Desk, message *ui.Message, done func()) *Safety {
	return &Safety{desk: d, message: message, done: done}
}

// Buttons are the ways to it; there are none without [data.RightKeep].
func (s *Safety) Buttons() []fyne.CanvasObject {
	if !s.desk.May(data.RightKeep) {
		return nil
	}
	return []fyne.CanvasObject{ui.NewButton("Verify everything", s.verify), ui.NewButton("Back up now", s.backup), ui.NewButton("Backups …", s.desk.Backups)}
}

// NewSafetyPanel is the whole of it for a screen of its own: where the case file
// lies, what speaks against that place, and the buttons; before stands above.
func NewSafetyPanel(d *desk.Desk, before ...fyne.CanvasObject) fyne.CanvasObject {
	dir := d.Session.File().Dir()
	column := ui.NewColumn(before...)
	column.Add(ui.NewParagraph("The case file lies in "+dir+".", ui.Muted))
	if words := place.Of(dir).Sentence(); words != "" {
		column.Add(ui.NewParagraph(words, ui.Muted))
	}
	message := ui.NewMessage()
	column.Add(ui.NewWrap(NewSafety(d, message, func() {}).Buttons()...))
	column.Add(message)
	return desk.Only(d, data.RightKeep, ui.NewPanel("Safety of the case file", column))
}

// verify checks the whole case file and its backups.
func (s *Safety) verify() {
	if s.work.Busy() {
		return
	}
	s.message.Say("Verifying the case file …", ui.ToneMuted)
	ui.Load(&s.work, func(ctx context.Context) (store.VerifyReport, error) {
		return s.desk.Session.Verify(ctx, true, func(name string) {
			ui.OnMain(func() { s.message.Say("Verifying: "+name+" …", ui.ToneMuted) })
		})
	}, func(r store.VerifyReport, err error) {
		s.message.Clear()
		if err != nil {
			s.message.Say(plain.Sentence(err), ui.ToneOverdue)
		}
		if len(r.Checks) > 0 {
			ShowReport(s.desk, r)
		}
	})
}

// ShowReport shows what a verification of the case file found.
func ShowReport(d *desk.Desk, r store.VerifyReport) {
	list := ui.NewKeyValues()
	desk.AddChecks(list, r.Checks)
	title := "The case file is in order"
	var more []ui.Action
	if !r.OK() {
		title = "Something is wrong with the case file"
		if d.May(data.RightExport) {
			more = append(more, ui.Action{Text: "Write out what can be read …", Do: func() bool { d.Salvage(); return false }})
		}
	}
	ui.Show(d.Window, title, ui.AtLeast(44, 26, container.NewVScroll(list)), nil, "Close", more...)
}

// backup makes an encrypted copy now, in every place that can take it.
func (s *Safety) backup() {
	if s.work.Busy() {
		return
	}
	s.message.Say("Making and verifying a backup …", ui.ToneMuted)
	session := s.desk.Session
	ui.Load(&s.work, func(ctx context.Context) (string, error) { return backUp(ctx, session) }, func(words string, err error) {
		if err != nil {
			s.message.Say(plain.Sentence(err), ui.ToneOverdue)
			return
		}
		s.message.Say(words, ui.ToneOK)
		s.done()
	})
}

// backUp makes a copy beside the case file and in the second place, where there is
// one, and says where they are.
func backUp(ctx context.Context, session *store.Session) (string, error) {
	b, err := session.Backup(ctx, "")
	if err != nil {
		return "", err
	}
	words := fmt.Sprintf("The backup is made and verified: %s in %s.", ui.Size(b.Bytes), b.Path)
	places, err := session.BackupPlaces(ctx)
	for _, p := range places {
		if p.Second && p.Wrong == nil {
			if _, err := session.Backup(ctx, p.Dir); err != nil {
				return words + " The second place did not take one: " + plain.Sentence(err), nil
			}
			words += " The second place has one too."
		}
	}
	return words, err
}
