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
	// letGo takes the link to the register off again; the fields stay.
	letGo func()
	// changed is called when the offer takes more room or less.
	changed func()

	box      *fyne.Container
	chosen   data.ID // whom the box says that the fields come from
	refused  map[data.ID]bool
	lookSoon func()
	looking  ui.Loader
	shown    []data.LikePerson
}

// NewOffer makes an offer that shows nobody yet.
func NewOffer(d *desk.Desk, person func() data.Person, use func(data.KnownPerson), letGo, changed func()) *Offer {
	return &Offer{desk: d, person: person, use: use, letGo: letGo, changed: changed, box: container.NewVBox(), refused: map[data.ID]bool{}, lookSoon: func() {}}
}

// Ask has the offer ask for the person by other fields too.
func (o *Offer) Ask(person func() data.Person) { o.person = person }

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
		o.tellChosen(p.Known)
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
	o.shown, o.chosen = like, data.ID{}
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
			o.use(l.KnownPerson)
			o.showChosen(l.KnownPerson)
		}),
		ui.NewButton("No, somebody else", func() {
			o.refused[l.ID] = true
			o.show(o.shown)
		}))
	if c, ok := openCase(l.Cases); ok {
		buttons.Add(o.opens(c))
	}
	return container.NewVBox(say, buttons)
}

// tellChosen says whom a draft had chosen from the register.
func (o *Offer) tellChosen(id data.ID) {
	if o.chosen == id {
		return
	}
	ui.Load(&o.looking, func(ctx context.Context) (data.KnownPerson, error) {
		return o.desk.Session.KnownPerson(ctx, id)
	}, func(k data.KnownPerson, err error) {
		if err == nil {
			o.showChosen(k)
			o.chosen = id
		}
	})
}

// showChosen says whom the fields come from, and which of their cases is open.
func (o *Offer) showChosen(k data.KnownPerson) {
	o.box.RemoveAll()
	o.chosen = k.ID
	words := "From the register: " + Describe(k.Person) + "."
	buttons := ui.NewWrap(ui.NewButton("Not this person", func() {
		o.letGo()
		o.show(nil)
	}))
	if c, ok := openCase(k.Cases); ok {
		words += " " + c.Number + " is open: is it the same matter?"
		buttons.Add(o.opens(c))
	}
	say := ui.NewMessage()
	say.Say(words, ui.ToneMuted)
	o.box.Add(container.NewVBox(say, buttons))
	o.changed()
}

func (o *Offer) opens(c data.KnownCase) fyne.CanvasObject {
	return ui.NewQuiet("Open "+c.Number, nil, func() { o.desk.OpenCase(c.Number, desk.Summary) })
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
	words := fmt.Sprintf("Perhaps the same person: %s, in %s. Why: %s.", Describe(l.Person), inCases(l.Cases), l.Why)
	if c, ok := openCase(l.Cases); ok && c.Role == data.RolePatient {
		words += " Is it the same matter?"
	}
	return words
}

// Describe names somebody of the register with what tells people apart.
func Describe(p data.Person) string {
	parts := []string{p.FullName()}
	if p.FullName() == "" {
		parts[0] = "somebody without a name"
	}
	if !p.BirthDate.IsZero() {
		parts = append(parts, "born "+ui.LongDay(p.BirthDate))
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
