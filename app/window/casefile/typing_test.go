package casefile

import (
	"context"
	"errors"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"rapport/app/window/desk"
	"rapport/app/window/ui"
	"rapport/data"
	"rapport/data/store"
)

// key types a key into what has the keyboard.
func (o *office) key(name fyne.KeyName) {
	o.t.Helper()
	on := o.window.Canvas().Focused()
	if on == nil {
		o.t.Fatal("nothing has the keyboard")
	}
	on.TypedKey(&fyne.KeyEvent{Name: name})
}

func (o *office) drafts() int {
	o.t.Helper()
	all, err := o.session.Drafts(o.t.Context(), "")
	if err != nil {
		o.t.Fatal(err)
	}
	return len(all)
}

func TestWhatIsTypedInADialogSurvivesEscape(t *testing.T) {
	o := newOffice(t)
	o.screen.Go(desk.Issues)
	o.press("Edit …")
	o.fill("In their words", "He waited from two until six")
	o.key(fyne.KeyEscape)
	if ui.DialogOpen(o.window) {
		t.Fatal("Escape left the dialog open")
	}
	o.press("Edit …")
	o.sees("This is what you typed before and did not save.")
	o.sees("He waited from two until six")
	o.press("Cancel")
	if o.drafts() != 0 || o.file().Issues[0].Words != call().Issues[0].Words {
		t.Errorf("Cancel left %d drafts and the words %q", o.drafts(), o.file().Issues[0].Words)
	}
}

func TestWhatIsTypedInADialogIsKeptWhileItIsOpen(t *testing.T) {
	o := newOffice(t)
	o.screen.Go(desk.Tasks)
	o.press("Add a task …")
	o.fill("What is to be done", "Ask for the call log")
	o.timers.Tick()
	if o.drafts() != 1 {
		t.Fatalf("there are %d drafts", o.drafts())
	}
	o.press("Save the task")
	if f := o.file(); o.drafts() != 0 || len(f.Tasks) != 1 || f.Tasks[0].Due != today().AddDays(1) {
		t.Errorf("there are %d drafts and the tasks %+v", o.drafts(), f.Tasks)
	}
}

func TestTheRulesSpeakBesideTheFieldsAndTheDialogStays(t *testing.T) {
	o := newOffice(t)
	o.screen.Go(desk.Investigation)
	o.press("Add a referral …")
	o.press("Save the step")
	o.sees("Please fill this in.")
	o.fill("Questions", "Why were the lights out of order?")
	o.fill("Its manager", "Facilities")
	o.fill("Answer due", "yesterday")
	o.press("Save the step")
	o.sees("The answer is due before the referral was sent")
	o.fill("Answer due", "+3")
	o.press("Save the step")
	if st := o.file().Steps; len(st) != 1 || st[0].Due != today().AddDays(3) || ui.DialogOpen(o.window) {
		t.Errorf("the steps are %+v", st)
	}
}

func TestANoteIsKeptAsADraftUntilItIsAdded(t *testing.T) {
	o := newOffice(t)
	o.screen.Go(desk.Notes)
	composer := o.screen.built[desk.Notes].(*notes)
	composer.class.SetValue(data.NoteLegal)
	test.Type(composer.words, "Counsel asks for the log.")
	o.screen.Left() // as locking does
	o.show(o.screen.number)
	o.screen.Go(desk.Notes)
	composer = o.screen.built[desk.Notes].(*notes)
	if composer.words.Text != "Counsel asks for the log." {
		t.Fatalf("the composer holds %q", composer.words.Text)
	}
	composer.words.OnEnter() // Ctrl+Enter
	n := o.file().Notes
	if len(n) != 1 {
		t.Fatalf("the notes are %+v", n)
	}
	whole, err := o.session.RevealNote(t.Context(), o.screen.file.Key, n[0].ID, "To check it.")
	if err != nil {
		t.Fatal(err)
	}
	if n[0].Class != data.NoteLegal || whole.Text != "Counsel asks for the log." || o.drafts() != 0 || composer.words.Text != "" {
		t.Errorf("the notes are %+v, %d drafts, the composer holds %q", n, o.drafts(), composer.words.Text)
	}
}

func TestANoteBeingWrittenIsKeptAfterAPause(t *testing.T) {
	o := newOffice(t)
	o.screen.Go(desk.Notes)
	test.Type(o.screen.built[desk.Notes].(*notes).words, "The manager is back on Monday.")
	o.timers.Tick()
	if _, _, err := o.session.Draft(t.Context(), "note/"+o.screen.number); err != nil {
		t.Error(err)
	}
}

func TestTheLastWordsOfANoteAreKeptAlsoWhereTheKeepingTakesLong(t *testing.T) {
	o := newOffice(t)
	o.screen.Go(desk.Notes)
	composer := o.screen.built[desk.Notes].(*notes)
	test.Type(composer.words, "The manager is back on Monday.")
	ui.Load(&composer.keeping, func(context.Context) (struct{}, error) {
		o.timers.Tick() // the pause ends, the words before are still being kept
		return struct{}{}, nil
	}, func(struct{}, error) {})
	o.timers.Tick()
	if o.drafts() != 1 {
		t.Errorf("there are %d drafts", o.drafts())
	}
}

func TestANoteThatWasAddedIsNotOfferedAgainAfterALock(t *testing.T) {
	o := newOffice(t)
	o.screen.Go(desk.Notes)
	composer := o.screen.built[desk.Notes].(*notes)
	test.Type(composer.words, "The manager is back on Monday.")
	o.timers.Tick()
	if o.drafts() != 1 {
		t.Fatalf("there are %d drafts", o.drafts())
	}
	composer.saving = ui.NewEnding()
	_, err := o.session.AddNote(t.Context(), o.screen.file.Key, data.Note{Class: data.NoteOrdinary, Text: composer.words.Text})
	composer.saving.Is(err)
	o.screen.Left() // as locking does, before the answer
	o.show(o.screen.number)
	o.screen.Go(desk.Notes)
	composer = o.screen.built[desk.Notes].(*notes)
	if n := o.file().Notes; err != nil || len(n) != 1 || composer.words.Text != "" || o.drafts() != 0 {
		t.Errorf("%v; the notes are %+v, %d drafts, the composer holds %q", err, n, o.drafts(), composer.words.Text)
	}
}

func TestANoteIsCorrectedByAnotherOneAndStays(t *testing.T) {
	o := newOffice(t)
	o.screen.Go(desk.Notes)
	composer := o.screen.built[desk.Notes].(*notes)
	test.Type(composer.words, "The manager is back on Monday.")
	o.press("Add note")
	o.press("Add an addendum")
	o.sees("Addendum to the note of")
	test.Type(composer.words, "The manager is back on Tuesday.")
	o.press("Add note")
	n := o.file().Notes
	if len(n) != 2 || n[0].Text != "The manager is back on Monday." || n[1].Corrects != n[0].ID {
		t.Fatalf("the notes are %+v", n)
	}
	o.sees("Addendum, ")
	o.sees("The manager is back on Monday.")
}

func TestTypedWordsOutliveARefusedSave(t *testing.T) {
	o := newOffice(t)
	o.screen.Go(desk.Contacts)
	o.press("Add a contact …")
	o.fill("What was said", "She called back.")
	if err := o.session.Lock(t.Context()); err != nil {
		t.Fatal(err)
	}
	o.walk(func(at fyne.CanvasObject) {
		if b, ok := at.(*ui.Button); ok && b.Text == "Save the contact" {
			test.Tap(b)
		}
	})
	o.sees("She called back.")
	if len(o.failed) == 0 || !ui.DialogOpen(o.window) {
		t.Errorf("the failure was told as %v", o.failed)
	}
	if _, err := o.session.Case(t.Context(), o.screen.number); !errors.Is(err, data.ErrLocked) {
		t.Errorf("the session answers %v", err)
	}
}

func TestADialogWaitsForTheSaveThatIsUnderWay(t *testing.T) {
	o := newOffice(t)
	e := o.screen.newEditor("trial", "Trial", "Save it", "It is saved.")
	e.line("words", "Words", "")
	saved := false
	e.gather = func() change {
		return func(ctx context.Context, in *store.Session) (data.CaseFile, error) {
			o.window.Canvas().OnTypedKey()(&fyne.KeyEvent{Name: fyne.KeyEscape})
			if !ui.DialogOpen(o.window) {
				t.Error("Escape closed it under the save")
			}
			o.timers.Tick()
			if o.drafts() != 0 {
				t.Error("what is being saved is kept as a draft too")
			}
			saved = true
			return in.Case(ctx, o.screen.number)
		}
	}
	e.open()
	o.fill("Words", "He waited from two until six")
	o.press("Save it")
	if !saved || ui.DialogOpen(o.window) {
		t.Error("it was not saved, or does not close")
	}
}
