package window

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strings"

	"fyne.io/fyne/v2/container"

	"rapport/app/plain"
	"rapport/app/window/desk"
	"rapport/app/window/ui"
	"rapport/data"
	"rapport/data/place"
	"rapport/data/store"
)

// The keys of the preferences that keep what was told once from being told again.
const (
	prefPlaceTold  = "told.place"
	prefCopiesTold = "told.copies"
)

// tellOdd tells what is odd about the case file after a sign-in: that it is an
// older copy, that its mark was lost, what was held in memory, that the clock went
// back, that it lies in a dangerous place, that copies of it lie beside it. Nothing of
// it keeps the officer from working.
func (f *floor) tellOdd() {
	session, zone := f.desk.Session, f.desk.Session.Settings().Zone()
	say := f.heldWords()
	if last, back := session.ClockBack(); back {
		say = append(say, "The clock of this computer stands behind the last entry in the case file, of "+last.In(zone).Format("January 2, 2006, 15:04")+". Set it right: due dates and times follow it.")
	}
	if session.MarkLost() {
		say = append(say, store.MarkLostSentence+" If nobody removed it on purpose, tell whoever looks after Rapport and the privacy officer. The audit log keeps that this was found.")
	}
	if p, told := f.stage.placeTold(session.File().Dir()); !told && p.Kind != place.Ordinary {
		say = append(say, p.Sentence())
	}
	ui.Load(&f.odd, func(ctx context.Context) ([]store.ConflictCopy, error) { return session.ConflictCopies(ctx) },
		func(copies []store.ConflictCopy, err error) {
			if f.stage.floor != f { // locked meanwhile
				return
			}
			if words := f.copiesTold(copies); err == nil && words != "" {
				say = append(say, words)
			}
			f.tellRollback(func() {
				if len(say) > 0 {
					ui.Tell(f.stage.window, "Before you begin", strings.Join(say, "\n\n"))
				}
			})
		})
}

// copiesTold words the copies that were not told of yet; empty: none.
func (f *floor) copiesTold(copies []store.ConflictCopy) string {
	if len(copies) == 0 {
		return ""
	}
	set := f.desk.Session.Settings()
	var lines, names []string
	for _, c := range copies {
		lines, names = append(lines, c.Sentence(set)), append(names, c.Name)
	}
	slices.Sort(names)
	if !f.stage.tellOnce(prefCopiesTold, strings.Join(names, "|")) {
		return ""
	}
	return "Beside the case file lie copies that a program made which keeps folders in step:\n" + strings.Join(lines, "\n") +
		"\nRapport does not open or remove them. Move the case file out of that folder, and keep the copies until somebody has looked at them."
}

// placeTold is the place of a case file, and whether it was told of before; from
// now on it was.
func (s *stage) placeTold(dir string) (p place.Place, told bool) {
	p = place.Of(dir)
	return p, !s.tellOnce(prefPlaceTold, dir+"|"+string(p.Kind))
}

// tellOnce reports whether this was not told before, and keeps that it is now: as
// a digest, because the preferences are plain and a name of a file may say too much.
func (s *stage) tellOnce(key, what string) bool {
	prefs, sum := s.app.Preferences(), sha256.Sum256([]byte(what))
	told := hex.EncodeToString(sum[:])
	if prefs.String(key) == told {
		return false
	}
	prefs.SetString(key, told)
	return true
}

// tellRollback says what is missing from the case file, and asks why; then comes
// what else there is to tell.
func (f *floor) tellRollback(then func()) {
	session := f.desk.Session
	r := session.Rollback()
	if r == nil {
		then()
		return
	}
	after := func() {
		if f.stage.floor == f { // not when it closes because the window locks
			then()
		}
	}
	why, message := ui.NewTextArea("The disk was replaced; the copy of Monday was put back.", 3, 3), ui.NewMessage()
	box := container.NewVBox(
		ui.NewParagraph(r.Sentence(session.Settings()), ui.Plain),
		ui.NewParagraph("If nobody put an older copy in its place on purpose, tell whoever looks after Rapport and the privacy officer now. The newer state may lie in a backup: look there before much is written. The audit log keeps that this was found.", ui.Plain),
	)
	if !session.Officer().May(data.RightKeep) {
		ui.Show(f.stage.window, "The case file is older than it should be", ui.AtLeast(40, 0, box), nil, "Go on").OnClose = after
		return
	}
	form := ui.NewForm(ui.NewRow("Why an older copy is in use", why))
	box.Add(form)
	box.Add(message)
	var dialog *ui.Dialog
	dialog = ui.Show(f.stage.window, "The case file is older than it should be", ui.AtLeast(40, 0, box), why, "Go on without an answer", ui.Action{
		Text: "It was put back on purpose",
		Do: func() bool {
			reason := why.Text
			ui.Load(&f.odd, func(ctx context.Context) (struct{}, error) { return struct{}{}, session.ExplainRollback(ctx, reason) },
				func(_ struct{}, err error) {
					if err != nil {
						message.Say(plain.Sentence(err), ui.ToneOverdue)
						return
					}
					dialog.Close()
					f.Say("Noted in the audit log. From now on this state of the case file counts.", nil)
				})
			return false
		},
	})
	dialog.OnClose = after
}

// salvageClosed writes out what can be read of a case file that is too damaged to
// be signed in to.
func (s *stage) salvageClosed(officer string) {
	file := s.file
	desk.AskSalvage(s.window, officer, file.Dir(), func(ctx context.Context, passphrase, to string, tell store.SalvageProgress) (store.SalvageReport, error) {
		return file.Salvage(ctx, officer, passphrase, to, tell)
	})
}

// listenForStarts brings the window to the front when the program is started a
// second time on the same case file.
func (s *stage) listenForStarts() (stop func()) {
	if s.opts.Listen == nil {
		return func() {}
	}
	stop, err := s.opts.Listen(s.home, func(done func()) {
		ui.OnMain(func() {
			s.window.Show()
			s.window.RequestFocus()
			done()
		})
	})
	if err != nil { // a second start then says that the case file is in use
		return func() {}
	}
	return stop
}
