package setup

import (
	"context"
	"errors"
	"strconv"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"

	"rapport/app/plain"
	"rapport/app/window/secret"
	"rapport/app/window/ui"
	"rapport/data"
	"rapport/data/place"
	"rapport/data/store"
)

// Office asks for what a new case file needs, in three short steps.
type Office struct {
	window fyne.Window
	create func(context.Context, data.Setup) (*store.Session, string, error)
	done   func(*store.Session, string)
	back   func()
	danger string // what speaks against the place of the case file; empty: nothing

	facility, street, city, state, postal, office, phone *ui.Entry
	zone                                                 *ui.Picker[string]
	acknowledge, decide                                  *ui.Entry
	name, credentials, title                             *ui.Entry
	pass                                                 *secret.Fields

	steps   []step
	at      int
	body    *fyne.Container
	scroll  *container.Scroll
	message *ui.Message
	next    *ui.Button
	work    ui.Loader
}

type step struct {
	title, text string
	form        *ui.Form
	first       fyne.Focusable
	button      string
}

// NewOffice makes the set-up. create makes the case file; done gets the session
// and the recovery key; back returns to the welcome. danger says what is the matter
// with where the case file will lie; empty for an ordinary folder.
func NewOffice(w fyne.Window, danger string, create func(context.Context, data.Setup) (*store.Session, string, error), done func(*store.Session, string), back func()) *Office {
	o := &Office{window: w, danger: danger, create: create, done: done, back: back, message: ui.NewMessage(), body: container.NewStack()}
	o.scroll = ui.NewScrolled(o.body)
	o.fields(data.DefaultSettings())
	o.steps = []step{o.hospital(), o.standards(), o.you()}
	o.next = ui.NewPrimary("", o.forward)
	return o
}

func (o *Office) fields(s data.Settings) {
	entry := func(text string) *ui.Entry {
		e := ui.NewEntry("")
		e.SetText(text)
		e.Max = 120
		e.OnEnter, e.SelectOnFocus = o.forward, true
		return e
	}
	o.facility, o.street, o.city, o.state, o.postal = entry(""), entry(""), entry(""), entry(""), entry("")
	o.office, o.phone = entry(s.Office), entry("")
	o.acknowledge, o.decide = entry(strconv.Itoa(s.Standard(data.ClockAcknowledge).Days)), entry(strconv.Itoa(s.Standard(data.ClockDecide).Days))
	o.name, o.credentials, o.title = entry(""), entry(""), entry("Patient Relations Officer")
	o.zone = ui.NewPicker("", ui.Options(zoneNames(), func(n string) string { return n }))
	o.zone.Open = true
	o.zone.SetText(s.TimeZone)
	o.pass = secret.New(func() []string { return []string{o.name.Text, o.facility.Text, o.office.Text} })
	o.pass.OnEnter(o.forward)
}

func required(label, hint string, e fyne.CanvasObject) *ui.Row {
	r := ui.NewRow(label, e)
	r.Required, r.Hint = true, hint
	return r
}

func (o *Office) hospital() step {
	return step{
		title: "Your hospital", text: "These lines stand at the head of every letter.", first: o.facility, button: "Next",
		form: ui.NewForm(
			required("Hospital", "As it should stand in letters", o.facility),
			required("Street address", "", o.street),
			required("City", "", o.city), required("State", "", o.state), required("ZIP code", "", o.postal),
			required("Office", "", o.office),
			required("Phone of the office", "Patients call this number", o.phone),
		),
	}
}

func (o *Office) standards() step {
	days := func(label, hint string, e *ui.Entry) *ui.Row {
		r := required(label, hint, e)
		r.Check = func() error {
			if n, err := strconv.Atoi(strings.TrimSpace(e.Text)); err != nil || n < 1 || n > 90 {
				return errors.New("give a number of days from 1 to 90")
			}
			return nil
		}
		return r
	}
	zone := required("Time zone", "Decides which day a deadline falls on", o.zone)
	zone.Check = func() error {
		if _, err := time.LoadLocation(strings.TrimSpace(o.zone.Text())); err != nil {
			return errors.New("no such time zone is known. Choose one from the list, such as America/Chicago")
		}
		return nil
	}
	return step{
		title: "Your response standard", first: o.acknowledge, button: "Next",
		text: "From your hospital's grievance policy. One value feeds the clocks, the letters and the reports. The federal guideline names 7 days for the decision, on average.",
		form: ui.NewForm(
			days("Acknowledge within (business days)", "Monday to Friday, without federal holidays", o.acknowledge),
			days("Decide in writing within (calendar days)", "Counted from the day of receipt, which is day 0", o.decide),
			zone,
		),
	}
}

func (o *Office) you() step {
	form := ui.NewForm(
		required("Your name", "As you sign letters", o.name),
		ui.NewRow("Credentials", o.credentials),
		required("Title", "", o.title),
	)
	form.Add(o.pass.Rows()...)
	return step{
		title: "You, and your passphrase", first: o.name, button: "Create the case file", form: form,
		text: "Only the passphrase opens the case file. Nobody can look it up for you; the recovery key on the next page is the one other way in. You begin as officer, manager, privacy officer and administrator in one; Settings gives the roles to others later.",
	}
}

// FirstFocus is the first field of the step.
func (o *Office) FirstFocus() fyne.Focusable { return o.steps[o.at].first }

// Content is what the window shows.
func (o *Office) Content() fyne.CanvasObject {
	o.show()
	buttons := container.NewHBox(ui.NewButton("Back", o.backward), layout.NewSpacer(), o.next)
	page := container.NewBorder(nil, container.NewVBox(o.message, buttons), nil, nil, o.scroll)
	return container.New(layout.NewCustomPaddedLayout(24, 24, 24, 24), container.NewHBox(layout.NewSpacer(), ui.AtLeast(40, 36, ui.NewPanel("", page)), layout.NewSpacer()))
}

func (o *Office) show() {
	s := o.steps[o.at]
	o.next.SetText(s.button)
	column := container.NewVBox(
		ui.NewText("Step "+strconv.Itoa(o.at+1)+" of "+strconv.Itoa(len(o.steps)), ui.Caption),
		ui.NewText(s.title, ui.Heading), ui.NewParagraph(s.text, ui.Muted))
	if o.danger != "" { // on every step: it is in time until the last button is pressed
		warning := ui.NewMessage()
		warning.Say(o.danger, ui.ToneToday)
		column.Add(warning)
	}
	if o.at == 0 {
		column.Add(ui.NewParagraph(place.DiskSentence(), ui.Muted))
	}
	column.Add(s.form)
	o.body.Objects = []fyne.CanvasObject{column}
	o.body.Refresh()
}

// turn goes to another step.
func (o *Office) turn(to int) {
	o.at = to
	o.message.Clear()
	o.show()
	o.scroll.ScrollToTop()
	o.window.Canvas().Focus(o.FirstFocus())
}

func (o *Office) backward() {
	if o.work.Busy() {
		return
	}
	if o.at == 0 {
		o.back()
		return
	}
	o.turn(o.at - 1)
}

func (o *Office) forward() {
	if o.work.Busy() || !o.steps[o.at].form.Submit() {
		return
	}
	if o.at < len(o.steps)-1 {
		o.turn(o.at + 1)
		return
	}
	o.make()
}

func (o *Office) setup() data.Setup {
	text := func(e *ui.Entry) string { return strings.TrimSpace(e.Text) }
	number := func(e *ui.Entry) int { n, _ := strconv.Atoi(text(e)); return n } // the form checked it
	s := data.DefaultSettings()
	s.Facility, s.Office, s.Phone, s.TimeZone = text(o.facility), text(o.office), text(o.phone), o.zone.Text()
	s.Address = data.Address{Street: text(o.street), City: text(o.city), State: text(o.state), Postal: text(o.postal)}
	s = s.WithStandard(data.Standard{Clock: data.ClockAcknowledge, Days: number(o.acknowledge), Unit: data.BusinessDays}).
		WithStandard(data.Standard{Clock: data.ClockDecide, Days: number(o.decide), Unit: data.CalendarDays})
	return data.Setup{
		Settings: s, Passphrase: o.pass.Text(),
		Officer: data.Officer{Name: text(o.name), Credentials: text(o.credentials), Title: text(o.title), Phone: s.Phone},
	}
}

func (o *Office) make() {
	type made struct {
		session *store.Session
		key     string
	}
	setup := o.setup()
	o.message.Say("Creating the encrypted case file …", ui.ToneMuted)
	ui.Load(&o.work, func(ctx context.Context) (made, error) {
		session, key, err := o.create(ctx, setup)
		return made{session, key}, err
	}, func(m made, err error) {
		if err != nil {
			o.message.Say(plain.Sentence(err), ui.ToneOverdue)
			return
		}
		o.done(m.session, m.key)
	})
}

// zoneNames are the time zones of the United States and its territories, which
// the list offers; any other IANA name may be typed.
func zoneNames() []string {
	return []string{
		"America/New_York", "America/Chicago", "America/Denver", "America/Phoenix", "America/Los_Angeles",
		"America/Anchorage", "Pacific/Honolulu", "America/Puerto_Rico", "Pacific/Guam", "Pacific/Pago_Pago",
		"America/Detroit", "America/Indiana/Indianapolis", "America/Boise", "Europe/London", "UTC",
	}
}
