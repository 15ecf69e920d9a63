package intake

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"rapport/app/window/ui"
	"rapport/data"
)

// story is what happened, where and when, and what is asked for.
type story struct {
	unit   *ui.Picker[string]
	day    *ui.DateField
	words  *ui.Entry
	remedy *ui.Entry
	harm   *ui.Choice[int]
	fold   *ui.Fold
	places []place
}

func newStory(area func(rows int) *ui.Entry, units []string, today func() data.Date, changed func()) *story {
	s := &story{unit: newUnit(units, changed), day: ui.NewDateField(today), words: area(7), remedy: area(2)}
	s.words.Max, s.words.PlaceHolder = ui.NoteLimit, "As they tell it"
	s.remedy.PlaceHolder = "An explanation, an apology, a refund, a change …"
	s.day.OnTyped = changed
	s.harm = ui.NewChoice("Not said", harms(), func(int) { changed() })
	s.places = []place{
		{field: "unit", row: ui.NewRow("Unit", s.unit)},
		{field: "event_date", row: ui.NewRow("When it happened", s.day)},
		{field: "story", row: required("What happened, in their words", s.words)},
		{field: "remedy", row: ui.NewRow("What they ask for", s.remedy)},
		{field: "harm", row: hinted("Harm to the patient", "As far as it is known today; nothing is routed by it alone", s.harm)},
	}
	s.fold = ui.NewFold("Harm to the patient", s.places[4].row)
	s.places[4].fold = s.fold
	return s
}

// newUnit offers the units of the settings and takes any other.
func newUnit(units []string, changed func()) *ui.Picker[string] {
	u := ui.NewPicker("Ward, clinic or office", unitOptions(units))
	u.Open = true
	u.OnChanged = func(string, string) { changed() }
	return u
}

func unitOptions(units []string) []ui.Option[string] {
	return ui.Options(units, func(u string) string { return u })
}

func harms() []ui.Option[int] {
	list := make([]ui.Option[int], len(data.Harms))
	for i, name := range data.Harms {
		list[i] = ui.Option[int]{Value: i, Label: string(rune('0'+i)) + "  " + name}
	}
	return list
}

func (s *story) content() fyne.CanvasObject {
	return ui.NewPanel("What happened", container.NewVBox(
		s.places[2].row, side(share{1, 1}, s.places[0].row, s.places[1].row), s.places[3].row, s.fold))
}

func (s *story) read(in *data.Intake) {
	in.Unit = strings.TrimSpace(s.unit.Text())
	in.Story, in.Remedy = s.words.Text, s.remedy.Text
	in.Harm, _ = s.harm.Value()
	if d, err := s.day.Date(); err == nil {
		in.EventDate = d
	}
}

func (s *story) show(in data.Intake) {
	s.unit.SetText(in.Unit)
	s.words.SetText(in.Story)
	s.remedy.SetText(in.Remedy)
	s.day.SetDate(in.EventDate)
	s.harm.ClearSelected()
	if in.Harm > 0 {
		s.harm.SetValue(in.Harm)
	}
	s.fold.Open(in.Harm > 0)
}
