package casefile

import (
	"context"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"rapport/app/window/desk"
	"rapport/app/window/ui"
	"rapport/data"
)

// kinds chooses which entries of the history are shown.
func (o *office) kinds(name string) {
	o.t.Helper()
	o.screen.built[desk.History].(*history).choose.SetSelected(name)
}

func TestTheHistoryIsChosenByWhatItIsAbout(t *testing.T) {
	o := newOffice(t)
	f := o.file()
	ctx := context.Background()
	f.People[0].Phone = "614-555-0199"
	if _, err := o.session.SavePerson(ctx, f.Key, f.People[0]); err != nil {
		t.Fatal(err)
	}
	o.addTask("Ask for the call log")
	o.screen.Go(desk.History)
	all := []string{"Opened the case", "Saved a person of the case", "Added a task", "looked at the case"}
	for kind, want := range map[string][]string{
		"Everything":                  all,
		"Changes, without views":      {"Opened the case", "Saved a person of the case", "Added a task"},
		"Views, prints and reveals":   {"looked at the case"},
		"People":                      {"Saved a person of the case"},
		"State, kind and facts":       {"Opened the case"},
		"Contacts, notes and tasks":   {"Added a task"},
		"Disclosures and escalations": nil,
	} {
		o.kinds(kind)
		words := o.words()
		for _, entry := range all {
			wanted := false
			for _, w := range want {
				wanted = wanted || w == entry
			}
			if shown := strings.Contains(words, entry); shown != wanted {
				t.Errorf("%s: %q is shown: %v", kind, entry, shown)
			}
		}
		if want == nil {
			o.sees("Nothing of this kind has happened in this case.")
		}
	}
}

func TestWhatChangedIsFoldedOpenByKeyboard(t *testing.T) {
	o := newOffice(t)
	f := o.file()
	f.People[0].Phone, f.People[0].Interpreter = "614-555-0199", "asl"
	if _, err := o.session.SavePerson(context.Background(), f.Key, f.People[0]); err != nil {
		t.Fatal(err)
	}
	o.screen.Go(desk.History)
	o.kinds("People")
	if strings.Contains(o.words(), "614-555-0199") {
		t.Fatal("the change is not folded away")
	}
	var fold *ui.Button
	o.walk(func(at fyne.CanvasObject) {
		if b, ok := at.(*ui.Button); ok && b.Text == "Show what changed" {
			fold = b
		}
	})
	if fold == nil {
		t.Fatal("nothing unfolds the change")
	}
	o.window.Canvas().Focus(fold)
	fold.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	o.sees("Phone: 614-555-0199")
	o.sees("Interpreter: None needed → American Sign Language")
	o.sees(o.session.Officer().Name)
	if o.window.Canvas().Focused() != fyne.Focusable(fold) || fold.Text != "Hide what changed" {
		t.Error("the keyboard is gone")
	}
	fold.TypedKey(&fyne.KeyEvent{Name: fyne.KeySpace})
	if strings.Contains(o.words(), "614-555-0199") {
		t.Error("it cannot be folded away again")
	}
}

func TestTheHistoryNeverShowsARestrictedNote(t *testing.T) {
	o := newOffice(t)
	f := o.file()
	for _, class := range data.NoteClasses {
		if class.Value == data.NoteOrdinary {
			continue
		}
		words := "The secretword stands here."
		if class.Value == data.NotePSWP {
			words = "PSE-secretword-7" // takes a report number alone
		}
		if _, err := o.session.AddNote(context.Background(), f.Key, data.Note{Class: class.Value, Text: words}); err != nil {
			t.Fatal(err)
		}
	}
	o.screen.Go(desk.History)
	o.sees("Added a note: Restricted: need to know.")
	for {
		more := false
		o.walk(func(at fyne.CanvasObject) {
			if b, ok := at.(*ui.Button); ok && b.Text == "Show what changed" && b.Visible() && !more {
				more = true
				b.OnTapped()
			}
		})
		if !more {
			break
		}
	}
	if strings.Contains(o.words(), "secretword") {
		t.Error("the history shows the words of a restricted note")
	}
}
