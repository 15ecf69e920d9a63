package casefile

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2/test"

	"rapport/app/window/desk"
	"rapport/data"
)

func (o *office) note(n data.Note) data.Note {
	o.t.Helper()
	f, err := o.session.AddNote(o.t.Context(), o.screen.file.Key, n)
	if err != nil {
		o.t.Fatal(err)
	}
	return f.Notes[len(f.Notes)-1]
}

func TestARestrictedNoteIsHiddenUntilAReasonIsGivenAndAgainWhenTheCaseIsLeft(t *testing.T) {
	o := newOffice(t)
	o.note(data.Note{Class: data.NoteLegal, Text: "Known to counsel."})
	o.note(data.Note{Class: data.NoteSubstance, Text: "Known to the clinic."})
	o.screen.Go(desk.Notes)
	for _, hidden := range []string{"Known to counsel.", "Known to the clinic."} {
		if strings.Contains(o.words(), hidden) {
			t.Fatalf("%q is shown", hidden)
		}
	}
	o.sees("Legal: at counsel's direction")
	o.sees(data.Part2Notice)
	o.shoot("notes-hidden")
	o.press("Show it …") // of the newest
	o.press("Show it")
	o.sees("Please fill this in.")
	o.fill("Why do you need to see it?", "The clinic asked.")
	o.press("Show it")
	o.sees("Known to the clinic.")
	if strings.Contains(o.words(), "Known to counsel.") {
		t.Error("the other note was revealed as well")
	}
	o.inHistory("note.reveal", "The clinic asked.")
	o.screen.Left()
	if strings.Contains(o.words(), "Known to the clinic.") {
		t.Error("it is still shown after the case was left")
	}
	o.screen.Shown()
	if strings.Contains(o.words(), "Known to the clinic.") {
		t.Error("it is shown again without a reason")
	}
}

func TestARevealedNoteIsHiddenByAButton(t *testing.T) {
	o := newOffice(t)
	o.note(data.Note{Class: data.NoteRestricted, Text: "Known to few."})
	o.screen.Go(desk.Notes)
	o.press("Show it …")
	o.fill("Why do you need to see it?", "To answer the manager.")
	o.press("Show it")
	o.sees("Known to few.")
	o.press("Hide it again")
	if strings.Contains(o.words(), "Known to few.") {
		t.Error("it is still shown")
	}
}

func TestTheComposerHintsAtBlameAndNeverHinders(t *testing.T) {
	o := newOffice(t)
	o.screen.Go(desk.Notes)
	composer := o.screen.built[desk.Notes].(*notes)
	test.Type(composer.words, "The nurse was rude. I think she forgot.")
	o.sees("“rude”: A judgment.")
	o.sees("“I think”: A guess.")
	o.shoot("notes-hints")
	o.press("Add note")
	if n := o.file().Notes; len(n) != 1 {
		t.Errorf("the notes are %+v", n)
	}
	if strings.Contains(o.words(), "A judgment.") {
		t.Error("the hint stays after the note was added")
	}
}

func TestAReferenceTakesTheNumberAlone(t *testing.T) {
	o := newOffice(t)
	o.screen.Go(desk.Notes)
	composer := o.screen.built[desk.Notes].(*notes)
	composer.class.SetValue(data.NotePSWP)
	o.sees("Write the number of the safety report alone")
	test.Type(composer.words, "The wrong dose was given.")
	o.press("Add note")
	o.sees("What it says stays in its own system.")
	if len(o.file().Notes) > 0 {
		t.Error("the content was kept")
	}
}

func TestAnAddendumToARestrictedNoteStaysAsRestricted(t *testing.T) {
	o := newOffice(t)
	o.note(data.Note{Class: data.NoteLegal, Text: "Known to counsel."})
	o.screen.Go(desk.Notes)
	o.press("Add an addendum")
	composer := o.screen.built[desk.Notes].(*notes)
	if class, _ := composer.class.Value(); class != data.NoteLegal {
		t.Errorf("the class offered is %s", class)
	}
	composer.class.SetValue(data.NoteOrdinary)
	test.Type(composer.words, "Counsel called again.")
	o.press("Add note")
	o.sees("choose the same one")
	if len(o.file().Notes) != 1 {
		t.Error("an ordinary addendum was added to it")
	}
}
