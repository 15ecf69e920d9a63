package feedback

import (
	"slices"
	"testing"

	"rapport/app/window/officetest"
	"rapport/data"
)

func TestTheThemesOfACommentAreTickedAndTakenBack(t *testing.T) {
	o := officetest.New(t)
	card := data.Feedback{Received: o.Today(), Text: "I waited four hours.", Themes: []string{"Waiting room"}}
	if _, err := o.Session.AddFeedback(t.Context(), card); err != nil {
		t.Fatal(err)
	}
	s := New(o.Desk)
	o.Show(s)
	s.table.Select(rowKey(s.table.Rows()[0]))
	o.Press("Themes …")
	o.Sees("I waited four hours.", "Waiting room")
	o.Tick("Listening")
	o.Fill("Another theme", "Parking")
	o.Press("Save the themes")
	if now, _ := s.table.Selected(); !slices.Equal(now.Themes, []string{"Waiting room", "Listening", "Parking"}) {
		t.Errorf("the themes are %q", now.Themes)
	}
	o.Sees("Parking")
	o.Floor.Undo()
	if now, _ := s.table.Selected(); !slices.Equal(now.Themes, card.Themes) {
		t.Errorf("taken back to %q", now.Themes)
	}
}

func TestTheQuickEntryBringsACardIntoTheList(t *testing.T) {
	o := officetest.New(t)
	s := New(o.Desk)
	o.Show(s)
	o.Press("Quick entry …")
	o.Pick("What it is", "Comment card")
	o.Fill("In their words", "Hot soup.")
	o.Press("Save and close")
	s.readAll() // the event comes on another goroutine
	o.Sees("Hot soup.")
}
