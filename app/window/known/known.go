// Package known is the part of a form that looks into the register of people
// while somebody is being written down, and offers who may be the same person.
package known

import (
	"context"
	"fmt"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"rapport/app/window/desk"
	"rapport/app/window/ui"
	"rapport/data"
)

// lookAfter is how long the typing rests before the register is asked.
const lookAfter = 700 * time.Millisecond

// Offer shows who in the register may be the person in the fields.
type Offer struct {
	desk *desk.Desk
	// person is what stands in the fields.
	person func() data.Person
	// use fills the fields with somebody of the register.
	use func(data.KnownPerson)
	// changed is called when the offer takes more room or less.
	changed func()

	box      *fyne.Container
	refused  map[data.ID]bool
	lookSoon func()
	looking  ui.Loader
	shown    []data.LikePerson
}

// NewOffer makes an offer that shows nobody yet.
func NewOffer(d *desk.Desk, person func() data.Person, use func(data.KnownPerson), changed func()) *Offer {
	return &Offer{desk: d, person: person, use: use, changed: changed, box: container.NewVBox(), refused: map[data.ID]bool{}, lookSoon: func() {}}
}

// Content is what the form shows; it takes no room while nobody is offered.
func (o *Offer) Content() fyne.CanvasObject { return o.box }

// LookLater asks the register once the typing rests.
func (o *Offer) LookLater() {
	o.lookSoon()
	o.lookSoon = ui.After(lookAfter, o.look)
}

// Stop ends the asking; what is shown stays.
func (o *Offer) Stop() {
	o.lookSoon()
	o.looking.Stop()
}

// Clear forgets whom the officer said no to, and shows nobody.
func (o *Offer) Clear() {
	o.Stop()
	o.refused = map[data.ID]bool{}
	o.show(nil)
}

func (o *Offer) look() {
	p := o.person()
	if p.Known != (data.ID{}) {
		o.show(nil) // chosen already
		return
	}
	ui.Load(&o.looking, func(ctx context.Context) ([]data.LikePerson, error) {
		return o.desk.Session.PeopleLike(ctx, p)
	}, func(like []data.LikePerson, err error) {
		if err == nil { // a hint that could not be looked up is no trouble to tell of
			o.show(like)
		}
	})
}

// most is how many people are offered at once.
const most = 2

func (o *Offer) show(like []data.LikePerson) {
	had := len(o.box.Objects)
	o.shown = like
	o.box.RemoveAll()
	for _, l := range like {
		if !o.refused[l.ID] && len(o.box.Objects) < most {
			o.box.Add(o.card(l))
		}
	}
	if had+len(o.box.Objects) > 0 {
		o.changed()
	}
}

func (o *Offer) card(l data.LikePerson) fyne.CanvasObject {
	say := ui.NewMessage()
	say.Say(Words(l), ui.ToneSoon)
	buttons := ui.NewWrap(
		ui.NewButton("Use this person", func() {
			o.show(nil)
			o.use(l.KnownPerson)
		}),
		ui.NewButton("No, somebody else", func() {
			o.refused[l.ID] = true
			o.show(o.shown)
		}))
	if open, ok := openCase(l.Cases); ok {
		buttons.Add(ui.NewQuiet("Open "+open.Number, nil, func() { o.desk.OpenCase(open.Number, desk.Summary) }))
	}
	return container.NewVBox(say, buttons)
}

// openCase is the newest case of somebody that is still open: it may be about
// the same matter.
func openCase(cases []data.KnownCase) (data.KnownCase, bool) {
	for _, c := range cases {
		if c.State.Open() {
			return c, true
		}
	}
	return data.KnownCase{}, false
}

// Words says who may be the same person, and why.
func Words(l data.LikePerson) string {
	return fmt.Sprintf("Perhaps the same person: %s, in %s. Why: %s.", Describe(l.Person), inCases(l.Cases), l.Why)
}

// Describe names somebody of the register with what tells people apart.
func Describe(p data.Person) string {
	parts := []string{p.FullName()}
	if p.FullName() == "" {
		parts[0] = "somebody without a name"
	}
	if !p.BirthDate.IsZero() {
		parts = append(parts, "born "+p.BirthDate.Long())
	}
	if p.MRN != "" {
		parts = append(parts, "record number "+p.MRN)
	}
	return strings.Join(parts, ", ")
}

// inCases names the newest case, an open one before all others.
func inCases(cases []data.KnownCase) string {
	if len(cases) == 0 {
		return "no case"
	}
	first, open := openCase(cases)
	words := first.Number + " (" + strings.ToLower(first.Role.String()) + "), which is open"
	if !open {
		words = cases[0].Number + " (" + strings.ToLower(cases[0].Role.String()) + ")"
	}
	if n := len(cases) - 1; n > 0 {
		words += ", and " + ui.Plural(n, "more case", "more cases")
	}
	return words
}
