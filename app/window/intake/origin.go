package intake

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"rapport/app/window/ui"
	"rapport/data"
)

// place is where a field of an intake stands in the form.
type place struct {
	field string // as a gap names it
	row   *ui.Row
	fold  *ui.Fold // to be opened first, or nil
}

// origin is how and when the matter came in, and what it is.
type origin struct {
	channel  *ui.Choice[data.Channel]
	received *ui.MomentField
	nature   *ui.Choice[data.Kind]
	places   []place
}

func newOrigin(now func() time.Time, zone *time.Location, changed func()) *origin {
	o := &origin{received: ui.NewMomentField(now, zone)}
	o.channel = ui.NewChoice("Choose: phone, letter, …", options(data.Channels), func(data.Channel) { changed() })
	o.received.OnTyped = changed
	o.nature = ui.NewChoice("", options(data.Natures), func(data.Kind) { changed() })
	o.places = []place{
		{field: "channel", row: required("How did it reach you?", o.channel)},
		{field: "received_at", row: required("Received", o.received)},
		{field: "nature", row: ui.NewRow("What is it?", o.nature)},
	}
	return o
}

// content has who speaks beside the time, so that the story is near. What came with
// the message stands below, in sight when it is taken.
func (o *origin) content(who, files fyne.CanvasObject) fyne.CanvasObject {
	return ui.NewPanel("The call or message", container.NewVBox(
		side(share{1, 1}, o.places[0].row, o.places[2].row), side(share{1.25, 1}, o.places[1].row, who), files))
}

func (o *origin) read(in *data.Intake) {
	in.Channel, _ = o.channel.Value()
	in.Nature, _ = o.nature.Value()
	if t, err := o.received.Moment(); err == nil {
		in.ReceivedAt = t
	}
}

func (o *origin) show(in data.Intake) {
	o.channel.SetValue(in.Channel)
	if in.Nature == "" {
		in.Nature = data.Complaint
	}
	o.nature.SetValue(in.Nature)
	if !in.ReceivedAt.IsZero() {
		o.received.SetMoment(in.ReceivedAt)
	}
}

// options are the options of a closed list.
func options[T ~string](terms []data.Term[T]) []ui.Option[T] {
	list := make([]ui.Option[T], len(terms))
	for i, t := range terms {
		list[i] = ui.Option[T]{Value: t.Value, Label: t.Label}
	}
	return list
}

func required(label string, field fyne.CanvasObject) *ui.Row {
	r := ui.NewRow(label, field)
	r.Required = true
	return r
}

func hinted(label, hint string, field fyne.CanvasObject) *ui.Row {
	r := ui.NewRow(label, field)
	r.Hint = hint
	return r
}
