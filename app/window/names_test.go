package window

import (
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"rapport/app/window/desk"
	"rapport/app/window/ui"
	"rapport/data"
)

// personal are words that tell who the people of the practice complaint are, and
// what they said.
var personal = []string{"fennimore", "walter", "rosalind", "0047811", "614-555-0111", "heron street", "pain relief", "nobody came", "rung louder", "call log", "zanzibar"}

// tells are the words of people that stand anywhere in the window.
func (o *officer) tells() (found []string) {
	all := strings.ToLower(o.Everything())
	for _, w := range personal {
		if strings.Contains(all, w) {
			found = append(found, w)
		}
	}
	return found
}

// named is an officer at work on a case that names people wherever it can.
func named(t *testing.T) (*officer, data.CaseFile) {
	t.Helper()
	o, f := atWork(t)
	ctx, s := t.Context(), o.stage.floor.desk.Session
	day := s.Settings().Today(time.Now())
	_, err := s.AddTask(ctx, f.Key, data.Task{What: "Call Ms. Fennimore about Zanzibar", Due: day, Owner: s.Officer().Name})
	keep(t, err)
	_, err = s.AddTask(ctx, f.Key, data.Task{What: "Write to Walter", Due: day, Owner: s.Officer().Name, Promise: true, PromisedTo: "Rosalind Fennimore"})
	keep(t, err)
	_, err = s.AddNote(ctx, f.Key, data.Note{Class: data.NoteOrdinary, Text: "Zanzibar was mentioned."})
	keep(t, err)
	_, err = s.SaveRecord(ctx, f.Key, &data.ActionPlan{What: "Zanzibar drill", Owner: "Rosalind", Due: day, Strength: data.Strengths[0].Value})
	keep(t, err)
	_, err = s.AddFeedback(ctx, data.Feedback{Received: day, Text: "Walter of Zanzibar was kind.", Sentiment: 1})
	keep(t, err)
	return o, f
}

func keep(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func TestWithNamesHiddenNoScreenTellsWhoAnybodyIs(t *testing.T) {
	o, f := named(t)
	floor := o.stage.floor
	told := map[string]bool{} // what the screens tell while names are shown
	walk := func(see func(where string)) {
		for _, s := range floor.screens() {
			floor.Show(s.id)
			if list, ok := floor.views[floor.front()].(interface{ FirstFocus() fyne.Focusable }); ok && list.FirstFocus() != nil {
				o.Window.Canvas().Focus(list.FirstFocus())
				o.Key(fyne.KeyDown) // the row that is chosen tells more
			}
			see(s.title)
		}
		for _, at := range []desk.Section{desk.Summary, desk.Issues, desk.Investigation, desk.Contacts, desk.Notes, desk.Tasks, desk.Letters, desk.Documents, desk.Actions, desk.History} {
			floor.OpenCase(f.Number, at)
			see("case, " + string(at))
		}
		floor.WriteLetter(f.Number, data.NoticeOfDecision)
		see("letter")
		floor.LettersDue()
		see("letters due")
		floor.themesNow()
		see("themes")
		floor.MonthNumbers()
		see("numbers")
		floor.Backups()
		see("backups")
		floor.NewCase(nil)
		see("intake")
		floor.AddContact(f.Number)
		see("the entry for a contact")
		ui.CloseDialogs(o.Window)
	}
	walk(func(where string) { told[where] = len(o.tells()) > 0 })
	for _, where := range []string{"Today", "Cases", "Feedback", "Actions", "Audit", "case, summary", "case, history", "letter"} {
		if !told[where] {
			t.Errorf("%s names nobody: the test says nothing of it", where)
		}
	}
	floor.OpenCase(f.Number, desk.Summary)
	floor.frame.search.SetText("Fennimore")
	floor.run(command{do: floor.turnNames, always: true})
	o.Sees("Names are hidden.")
	walk(func(where string) {
		if found := o.tells(); len(found) > 0 {
			t.Errorf("%s tells %q", where, found)
		}
	})
	floor.Show(desk.Cases)
	o.Sees("F.W.", f.Number)
	o.Picture("names-hidden-cases")
	floor.Show(desk.Today)
	o.Sees("F.W.", "A task", "A promise")
	o.Picture("names-hidden-today")
	if title := o.Window.Title(); title != "Rapport: practice data" {
		t.Errorf("the title is %q", title)
	}

	// A case can be shown by itself, and is covered again when it is left.
	floor.OpenCase(f.Number, desk.Summary)
	o.Sees("This case is covered, because names are hidden")
	o.Picture("names-hidden-case")
	o.Press("Show it until I leave it")
	o.Sees("Fennimore")
	floor.Show(desk.Today)
	floor.OpenCase(f.Number, "")
	o.Sees("This case is covered")

	// The sign-in after a lock begins with names.
	o.stage.lock()
	o.signIn()
	floor = o.stage.floor
	floor.Show(desk.Cases)
	o.Sees("Fennimore, Walter")
}

func TestNamesComeBackAndTabsStay(t *testing.T) {
	o, f := named(t)
	floor := o.stage.floor
	floor.OpenCase(f.Number, desk.Notes)
	floor.NewCase(nil)
	floor.OpenCase(f.Number, desk.Notes)
	tabs := len(floor.places)
	floor.turnNames()
	if len(floor.places) != tabs || floor.front() != "case/"+f.Number {
		t.Errorf("%d tabs of %d are left, in front is %s", len(floor.places), tabs, floor.front())
	}
	if !strings.Contains(o.offered(), "Show names") {
		t.Error("the menu does not offer to show names")
	}
	floor.run(command{do: floor.inCase(nil)}) // an entry in a covered case
	o.Sees("Show the case first")
	o.Press("Show names everywhere")
	o.Sees("Zanzibar was mentioned.")
	o.SeesNo("Names are hidden")
	if !strings.Contains(o.offered(), "Hide names") {
		t.Error("the menu does not offer to hide names")
	}
}

func TestHidingNamesTakesAwayAnOpenDialog(t *testing.T) {
	o, f := named(t)
	floor := o.stage.floor
	floor.AddContact(f.Number)
	if !ui.DialogOpen(o.Window) {
		t.Fatal("no dialog is open")
	}
	floor.run(command{do: floor.turnNames, always: true})
	if found := o.tells(); ui.DialogOpen(o.Window) || len(found) > 0 {
		t.Errorf("the window tells %q", found)
	}
}
