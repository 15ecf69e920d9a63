package settings

import (
	"errors"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"rapport/app/window/desk"
	"rapport/app/window/ui"
	"rapport/data"
)

// calendars is the part about kinds of case that do not follow the office's own
// holidays. What is changed in it is saved with the other settings.
type calendars struct {
	desk    *desk.Desk
	all     []data.Calendar
	list    *fyne.Container
	content fyne.CanvasObject
}

func newCalendars(d *desk.Desk) *calendars {
	c := &calendars{desk: d, list: container.NewVBox()}
	c.content = ui.NewPanel("Calendars of their own", c.list, ui.NewButton("Add a calendar …", func() { c.edit(len(c.all)) }))
	return c
}

func (c *calendars) fill(all []data.Calendar) {
	c.all = slices.Clone(all)
	c.refresh()
}

func (c *calendars) refresh() {
	c.list.RemoveAll()
	if len(c.all) == 0 {
		c.list.Add(ui.NewParagraph("Every kind of case follows the holidays above. Add a calendar where some kinds have others.", ui.Muted))
	}
	for i, k := range c.all {
		words := ui.NewParagraph(k.Name+": "+kindNames(k.Kinds)+". "+ui.Plural(len(k.Holidays), "holiday", "holidays")+".", ui.Plain)
		c.list.Add(words)
		c.list.Add(ui.NewWrap(ui.NewButton("Edit "+k.Name+" …", func() { c.edit(i) }), ui.NewButton("Remove "+k.Name, func() { c.remove(i) })))
	}
	c.list.Refresh()
}

func kindNames(kinds []data.Kind) string {
	return strings.Join(slices.Collect(func(yield func(string) bool) {
		for _, k := range kinds {
			if !yield(k.String()) {
				return
			}
		}
	}), ", ")
}

// remove takes a calendar out; its kinds follow the office's holidays again.
func (c *calendars) remove(at int) {
	c.all = slices.Delete(c.all, at, at+1)
	c.refresh()
}

// edit changes the calendar in a place, or adds one at the end.
func (c *calendars) edit(at int) {
	var was data.Calendar
	title := "Add a calendar"
	if at < len(c.all) {
		was, title = c.all[at], "Edit a calendar"
	} else {
		was.Holidays = data.USHolidays()
	}
	name := ui.NewEntry("")
	name.Max = 120
	name.SetText(was.Name)
	holidays := ui.NewTextArea("12-25 every year: Christmas Day", 6, 8)
	holidays.SetText(writeHolidays(was.Holidays))
	boxes, kinds := kindBoxes(was.Kinds)
	which := ui.NewRow("For which kinds of case", boxes)
	which.Check = func() error { return c.kindsFree(at, kinds()) }
	form := ui.NewForm(required(ui.NewRow("Name of the calendar", name)), which,
		holidayRow("Its holidays", holidays, func() []data.Holiday { return was.Holidays }))
	ui.Show(c.desk.Window, title, ui.AtLeast(34, 0, ui.NewScrolled(form)), name, "Cancel", ui.Action{Text: "Take it over", Do: func() bool {
		if !form.Submit() {
			return false
		}
		k := data.Calendar{Name: strings.TrimSpace(name.Text), Kinds: kinds()}
		k.Holidays, _ = readHolidays(holidays.Text, was.Holidays) // the form checked it
		c.all = slices.Replace(c.all, at, min(at+1, len(c.all)), k)
		c.refresh()
		return true
	}}).Resize(fyne.NewSize(0, 900))
}

// kindBoxes are the kinds of case as boxes to tick, and those that are ticked.
func kindBoxes(ticked []data.Kind) (fyne.CanvasObject, func() []data.Kind) {
	grid := container.NewGridWithColumns(2)
	var boxes []*ui.Check
	for _, k := range data.Kinds {
		b := ui.NewCheck(k.Label, nil)
		b.SetChecked(slices.Contains(ticked, k.Value))
		boxes = append(boxes, b)
		grid.Add(b)
	}
	return grid, func() []data.Kind {
		var kinds []data.Kind
		for i, b := range boxes {
			if b.Checked {
				kinds = append(kinds, data.Kinds[i].Value)
			}
		}
		return kinds
	}
}

// kindsFree says why the calendar in a place cannot be for the kinds.
func (c *calendars) kindsFree(at int, kinds []data.Kind) error {
	if len(kinds) == 0 {
		return errNoKind
	}
	for i, other := range c.all {
		for _, k := range kinds {
			if i != at && slices.Contains(other.Kinds, k) {
				return kindTaken{k, other.Name}
			}
		}
	}
	return nil
}

var errNoKind = errors.New("please tick at least one")

// kindTaken says that a kind of case follows another calendar already.
type kindTaken struct {
	kind     data.Kind
	calendar string
}

func (t kindTaken) Error() string {
	return t.kind.String() + " follows the calendar " + t.calendar + " already. Take it out there first"
}
