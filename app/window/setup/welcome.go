// Package setup is the first start: the welcome, the office's own facts, the
// passphrase, and the recovery key.
package setup

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/widget"

	"rapport/app/plain"
	"rapport/app/window/ui"
)

// MakePractice makes the practice case file and reports how far it is. When
// its context ends it removes what it had begun.
type MakePractice = func(ctx context.Context, progress func(done, total int)) error

// Welcome is what somebody sees who has no case file yet.
type Welcome struct {
	begin    func()
	practice *practice
}

// NewWelcome makes the welcome. begin starts the set-up; ready is called when
// the practice case file is made.
func NewWelcome(begin func(), make MakePractice, ready func()) *Welcome {
	return &Welcome{begin: begin, practice: newPractice(make, ready)}
}

// Content is what the window shows.
func (v *Welcome) Content() fyne.CanvasObject {
	own := ui.NewPanel("Set up your office", container.NewBorder(nil, ui.NewPrimary("Set up Rapport", v.begin), nil, nil,
		ui.NewParagraph("Five minutes: the hospital's name and address, your name, and a passphrase. Rapport then keeps your cases on this computer, encrypted. Nothing is sent anywhere.", ui.Plain)))
	try := ui.NewPanel("Look around first", container.NewBorder(nil, v.practice.controls, nil, nil,
		ui.NewParagraph("A year of a hospital that does not exist: 2,000 cases, with nobody real in them. It is kept apart from your own case file and marked on every screen and page.", ui.Plain)))
	return container.NewCenter(ui.AtLeast(56, 0, container.NewVBox(
		ui.NewText("Welcome to Rapport", ui.Heading),
		ui.NewParagraph("For patient relations officers: from the first call to the letter in the patient's hand.", ui.Muted),
		container.NewGridWithColumns(2, own, try),
	)))
}

// PracticePage is for somebody who has a case file and asks for the practice
// data for the first time.
type PracticePage struct {
	practice *practice
	back     func()
}

// NewPracticePage makes the page; back returns to the officer's own case file.
func NewPracticePage(make MakePractice, ready, back func()) *PracticePage {
	return &PracticePage{practice: newPractice(make, ready), back: back}
}

// Content is what the window shows.
func (p *PracticePage) Content() fyne.CanvasObject {
	return container.NewCenter(ui.AtLeast(34, 0, ui.NewPanel("Practice data", container.NewVBox(
		ui.NewParagraph("A year of a hospital that does not exist, for trying things out. It is kept apart from your own case file and marked on every screen and page.", ui.Plain),
		p.practice.controls, ui.NewQuiet("Go back to the real case file", nil, p.back),
	))))
}

// practice is the button that makes the practice case file, with its progress.
type practice struct {
	make  MakePractice
	ready func()

	try, stop *ui.Button
	bar       *widget.ProgressBar
	message   *ui.Message
	controls  fyne.CanvasObject
	work      ui.Loader
}

func newPractice(make MakePractice, ready func()) *practice {
	p := &practice{make: make, ready: ready, bar: widget.NewProgressBar(), message: ui.NewMessage()}
	p.try = ui.NewButton("Try it with practice data", p.start)
	p.stop = ui.NewButton("Cancel", p.cancel)
	p.controls = container.NewVBox(p.message, p.bar, container.NewHBox(layout.NewSpacer(), p.stop), p.try)
	p.rest()
	return p
}

func (p *practice) start() {
	p.try.Hide()
	p.bar.SetValue(0)
	p.bar.Show()
	p.stop.Show()
	p.message.Clear()
	ui.Load(&p.work, func(ctx context.Context) (struct{}, error) {
		return struct{}{}, p.make(ctx, func(done, total int) {
			ui.OnMain(func() { p.bar.SetValue(float64(done) / float64(max(total, 1))) })
		})
	}, func(_ struct{}, err error) {
		p.rest()
		if err != nil {
			p.message.Say(plain.Sentence(err), ui.ToneOverdue)
			return
		}
		p.ready()
	})
}

func (p *practice) cancel() {
	p.work.Stop()
	p.rest()
	p.message.Say("Stopped. Nothing was kept.", ui.ToneMuted)
}

func (p *practice) rest() {
	p.bar.Hide()
	p.stop.Hide()
	p.try.Show()
}
