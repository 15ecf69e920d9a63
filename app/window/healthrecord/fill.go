package healthrecord

import (
	"context"
	"net/url"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"rapport/app/ehrlink"
	"rapport/app/plain"
	"rapport/app/window/desk"
	"rapport/app/window/ui"
	"rapport/data"
	"rapport/data/exchange/ehr"
)

// Ask says for which case a patient is read.
type Ask struct {
	Case    int64       // its key; 0: a case that is being taken in
	Patient data.Person // as far as the case knows them, to search with
	Since   data.Date   // visits from this day on
}

// Answer is what was read of a patient. Nothing of it is in the case yet.
type Answer struct {
	Reading ehr.Reading
	Raw     []byte // a FHIR Bundle with all that was read
	Host    string // of the health record
}

// filling is the dialog of one link, from the sign-in to the patient. The link, and
// with it the token, ends when the dialog does, whatever closes it.
type filling struct {
	desk *desk.Desk
	ask  Ask
	done func(Answer)

	link *ehrlink.Link
	site ehrlink.Site
	box  *ui.Dialog
	page *fyne.Container
	step *ui.Paragraph
	bar  *widget.ProgressBarInfinite
	work ui.Loader // its context ends with the dialog
	sent *url.URL  // the sign-in that the browser was sent to
}

const title = "Fill in from the health record"

// Open lets the officer sign in and hands what was read of the patient to done. It
// opens nothing where the link is not [Ready].
func Open(d *desk.Desk, ask Ask, done func(Answer)) {
	if !Ready(d) {
		d.Fail(data.ErrNoNetwork)
		return
	}
	f := &filling{desk: d, ask: ask, done: done, site: site(d.Session.Settings().RecordLink), page: container.NewVBox()}
	f.box = ui.Show(d.Window, title, ui.AtLeast(36, 8, f.page), nil, "Cancel")
	f.box.OnClose = f.end
	f.begin()
}

// end stops what is under way: the listening for the browser, the reading.
func (f *filling) end() {
	f.work.Stop()
	f.rest()
	if f.link != nil {
		f.link.Close()
	}
}

// rest stops the moving bar, which draws as long as it is there.
func (f *filling) rest() {
	if f.bar != nil {
		f.bar.Stop()
		f.bar = nil
	}
}

// show puts something else into the dialog.
func (f *filling) show(objects ...fyne.CanvasObject) {
	f.rest()
	f.page.Objects = objects
	f.page.Refresh()
	f.box.Resize(fyne.Size{}) // as large as it has to be
}

// waits shows a step that is under way.
func (f *filling) waits(words string, below ...fyne.CanvasObject) {
	step, bar := ui.NewParagraph(words, ui.Strong), widget.NewProgressBarInfinite()
	f.show(append([]fyne.CanvasObject{step, bar}, below...)...)
	f.step, f.bar = step, bar
}

// steps are what the officer reads while an exchange is under way.
var steps = map[ehrlink.Purpose]string{
	ehrlink.ForDiscovery: "Asking the health record how to sign in …",
	ehrlink.ForToken:     "Signed in. Asking for the permission to read …",
	ehrlink.ForSearch:    "Looking for the patient …",
	ehrlink.ForPatient:   "Reading the patient …",
	ehrlink.ForVisits:    "Reading the visits …",
	ehrlink.ForRelatives: "Reading the related persons …",
}

// through makes every exchange one of the session, which keeps it in the audit log.
func (f *filling) through(ctx context.Context, host string, p ehrlink.Purpose, call func(context.Context) error) error {
	ui.OnMain(func() {
		if f.step != nil && steps[p] != "" && ctx.Err() == nil {
			f.step.SetText(steps[p])
		}
	})
	return f.desk.Session.Connect(ctx, f.ask.Case, data.Connection{Host: host, Purpose: string(p)}, call)
}

// begin signs in anew.
func (f *filling) begin() {
	if f.link != nil {
		f.link.Close()
	}
	link, err := ehrlink.New(f.site, f.through, f.browse)
	if err != nil {
		f.failed(err)
		return
	}
	f.link = link
	f.waits(steps[ehrlink.ForDiscovery])
	ui.Load(&f.work, link.SignIn, func(patient string, err error) {
		switch {
		case err != nil:
			f.failed(err)
		case patient == "":
			f.desk.Window.RequestFocus()
			f.search()
		default:
			f.desk.Window.RequestFocus()
			f.read(patient)
		}
	})
}

// browse sends the browser to the sign-in. It is called off the main goroutine,
// which opens the browser.
func (f *filling) browse(at *url.URL) error {
	opened := make(chan error, 1)
	ui.OnMain(func() {
		f.sent = at
		again := ui.NewButton("Open the browser once more", func() {
			if err := f.desk.Browse(f.sent); err != nil {
				f.failed(ehrlink.ErrNoBrowser)
			}
		})
		f.waits("Waiting for your sign-in in the browser …",
			ui.NewParagraph("The sign-in of your health record opens in the browser. Sign in there and choose the patient if it asks for one; Rapport then goes on by itself. It waits three minutes.", ui.Plain),
			container.NewHBox(again))
		opened <- f.desk.Browse(at)
	})
	return <-opened
}

// failed says what went wrong; nothing is lost, because nothing was changed.
func (f *filling) failed(err error) {
	message := ui.NewMessage()
	message.Say(plain.Sentence(err), ui.ToneOverdue)
	again := ui.NewButton("Start again", f.begin)
	f.show(message, ui.NewParagraph("The case is as it was.", ui.Muted), container.NewHBox(again))
	f.desk.Window.Canvas().Focus(again)
}

// read reads the patient, puts the dialog away and hands over what was found.
func (f *filling) read(patient string) {
	f.waits(steps[ehrlink.ForPatient])
	link, since, host := f.link, f.ask.Since, f.link.Host()
	ui.Load(&f.work, func(ctx context.Context) (Answer, error) {
		found, err := link.Read(ctx, patient, since.String())
		if err != nil {
			return Answer{}, err
		}
		a := Answer{Reading: ehr.Read(ctx, found.Bundle), Raw: found.Bundle, Host: host}
		for _, sentence := range found.Missing {
			a.Reading.Remarks = append(a.Reading.Remarks, ehr.Remark{Sentence: sentence})
		}
		return a, nil
	}, func(a Answer, err error) {
		if err != nil {
			f.failed(err)
			return
		}
		f.box.Close() // which drops the token
		f.done(a)
	})
}
