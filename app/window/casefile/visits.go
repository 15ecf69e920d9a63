package casefile

import (
	"errors"
	"strings"
	"time"

	"fyne.io/fyne/v2"

	"rapport/app/window/ui"
	"rapport/data"
)

// visits is the part of the summary with the stays and appointments of the
// patient; nothing where there are none.
func (s *Screen) visits() []fyne.CanvasObject {
	if len(s.file.Visits) == 0 {
		return nil
	}
	parts := []fyne.CanvasObject{heading("Visits", s.edits("Add a visit …", func() { s.editVisit(data.Visit{}) }))}
	for _, v := range s.file.VisitsByDay() {
		parts = append(parts, s.visitCard(v))
	}
	return parts
}

func (s *Screen) visitCard(v data.Visit) fyne.CanvasObject {
	var chips []fyne.CanvasObject
	if v.Covers(s.file.EventDate) {
		chips = append(chips, ui.NewChip("Day of the event", ui.ToneAccent))
	}
	facts := ui.NewKeyValues()
	add := func(name, value string) {
		if value != "" {
			facts.Add(name, value)
		}
	}
	add("When", s.visitDays(v))
	add("Room", v.Room)
	add("Attending", strings.Join(v.Attending, ", "))
	add("Visit number", v.Number)
	add("Kind", v.Type)
	add("Status", v.Status)
	return card(v.Title(), chips, []fyne.CanvasObject{facts}, s.edits("Edit …", func() { s.editVisit(v) }),
		s.edits("Remove …", func() { s.removeRecord(data.RecVisit, v.ID) }))
}

// editVisitOf corrects the visit with the id.
func (s *Screen) editVisitOf(id data.ID) {
	if r, ok := s.file.Record(data.RecVisit, id); ok {
		s.editVisit(*r.(*data.Visit))
	}
}

// visitDays writes when a visit was as dates are written everywhere.
func (s *Screen) visitDays(v data.Visit) string {
	if v.From.IsZero() {
		return ""
	}
	words := joinWords(s.day(v.From), v.FromTime)
	if !v.To.IsZero() && (v.To != v.From || v.ToTime != "") {
		words += " to " + joinWords(s.day(v.To), v.ToTime)
	}
	return words
}

// editVisit adds a visit or corrects one.
func (s *Screen) editVisit(v data.Visit) {
	title, said := "Edit a visit", "The visit is saved."
	if v.ID == (data.ID{}) {
		title, said = "Add a visit", "The visit is added."
	}
	e := s.newEditor("visit/"+v.ID.String(), title, "Save the visit", said)
	from := e.day("from", "From", v.From)
	fromTime := e.line("from_time", "At", v.FromTime)
	e.hint("from_time", "14:05")
	to := e.day("to", "To", v.To)
	toTime := e.line("to_time", "At", v.ToTime)
	e.hint("to_time", "Empty while it lasts")
	e.beside(4)
	for _, name := range []string{"from_time", "to_time"} {
		field := map[string]*ui.Entry{"from_time": fromTime, "to_time": toTime}[name]
		e.field(name).row.Check = func() error {
			if _, err := time.Parse("15:04", trimmed(field.Text)); err != nil && !field.Empty() {
				return errors.New("write the time as hours and minutes, such as 14:05")
			}
			return nil
		}
	}
	class := e.line("class", "Class", v.Class)
	e.hint("class", "Inpatient, Emergency, Outpatient")
	unit := e.search("unit", "Unit", words(s.settings().Units), v.Unit, true)
	room := e.line("room", "Room and bed", v.Room)
	e.beside(3)
	facility := e.line("facility", "Facility", v.Facility)
	number := e.line("number", "Visit number", v.Number)
	e.beside(2)
	attending := e.lines("attending", "Who treated", v.Attending, 2)
	e.gather = func() change {
		changed := v
		changed.From, changed.To, changed.FromTime, changed.ToTime = dayOf(from), dayOf(to), trimmed(fromTime.Text), trimmed(toTime.Text)
		changed.Class, changed.Unit, changed.Room, changed.Facility = trimmed(class.Text), trimmed(unit.Text()), trimmed(room.Text), trimmed(facility.Text)
		changed.Number, changed.Attending = trimmed(number.Text), listed(attending)
		return s.put(&changed)
	}
	e.open()
}
