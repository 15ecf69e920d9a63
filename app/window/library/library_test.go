package library

import (
	"fmt"
	"image/png"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"rapport/app/window/desk"
	"rapport/app/window/officetest"
	"rapport/app/window/ui"
	"rapport/data"
)

// office is an officer at the library of the practice office.
type office struct {
	*officetest.Office
	screen *Screen
}

func newOffice(t *testing.T) *office {
	t.Helper()
	o := &office{Office: officetest.New(t)}
	o.screen = New(o.Desk)
	o.Show(o.screen)
	return o
}

// keep puts an entry into the library.
func (o *office) keep(k data.Knowledge) data.Knowledge {
	o.Helper()
	k, err := o.Session.SaveKnowledge(o.Context(), k)
	if err != nil {
		o.Fatal(err)
	}
	o.screen.refresh() // events come on another goroutine
	return k
}

func (o *office) entries(q data.KnowledgeQuery) []data.Knowledge {
	o.Helper()
	all, err := o.Session.Library(o.Context(), q)
	if err != nil {
		o.Fatal(err)
	}
	return all
}

func (o *office) leaflet() data.Knowledge {
	return data.Knowledge{Kind: data.KnowledgeLeaflet, State: data.KnowledgeActive, Title: "Your rights", Version: "3", Text: "You may complain.", Review: o.Today().AddDays(90)}
}

// undo presses Undo of what was said last.
func (o *office) undo() {
	o.Helper()
	if o.Floor.Undo == nil {
		o.Fatal("there is no way back from", o.Floor.Said)
	}
	o.Floor.Undo()
	o.screen.refresh()
}

func (o *office) said() string {
	if len(o.Floor.Said) == 0 {
		return ""
	}
	return o.Floor.Said[len(o.Floor.Said)-1]
}

func TestAnEmptyLibraryOffersWhatEveryOfficeGivesOut(t *testing.T) {
	o := newOffice(t)
	o.Sees("The library is empty")
	o.Press("Add the starting set")
	o.Sees("Grievance procedure", "Help with language", "Draft")
	if o.Shows("Add the starting set") {
		o.Error("the set is offered twice")
	}
	o.screen.parts[knowledgeShelf].(*knowledge).table.Select(o.entries(data.KnowledgeQuery{Text: "grievance procedure"})[0].ID.String())
	o.Press("Put into force")
	o.Sees("Not ready to be given out", "brackets")
	o.Press("Not now")
	o.undo()
	o.Sees("The library is empty")
}

func TestAnEntryIsAddedByKeyboardAndPutIntoForce(t *testing.T) {
	o := newOffice(t)
	o.Press("Add an entry …")
	if !o.FocusedIn("Title, or the question") {
		o.Error("the keyboard is not in the title")
	}
	o.Press("Save")
	o.Sees("Add an entry") // it stays open: there is no title
	o.Fill("Title, or the question", "Visiting hours")
	o.Fill("Version", "1.9")
	o.Fill("Text", "The patient decides who may visit.")
	o.Press("Save")
	o.Sees("Visiting hours", "Draft", "The patient decides")
	o.Press("Put into force")
	got := o.entries(data.KnowledgeQuery{State: data.KnowledgeActive})
	if len(got) != 1 || got[0].Effective != o.Today() || got[0].Review != o.Today().AddMonths(12) || got[0].Owner == "" {
		o.Fatalf("%+v", got)
	}
	o.undo()
	if got := o.entries(data.KnowledgeQuery{State: data.KnowledgeActive}); len(got) != 0 {
		o.Error("it is still in force")
	}
}

func TestANewVersionTakesThePlaceOfTheOldOneAndUndoBringsItBack(t *testing.T) {
	o := newOffice(t)
	old := o.keep(o.leaflet())
	o.Press("New version …")
	o.Fill("Text", "You may complain, and you get an answer.")
	o.Pick("State", "Active")
	o.Press("Save")
	got := o.entries(data.KnowledgeQuery{State: data.KnowledgeActive})
	if len(got) != 1 || got[0].Version != "4" || got[0].ID == old.ID {
		o.Fatalf("in force is %+v", got)
	}
	o.undo()
	if got := o.entries(data.KnowledgeQuery{}); len(got) != 1 || got[0].Version != "3" || got[0].State != data.KnowledgeActive {
		o.Errorf("after taking it back: %+v", got)
	}
}

func TestTheNextVersionIsCountedUp(t *testing.T) {
	for version, want := range map[string]string{"3": "4", "2.1": "2.2", "9": "10", "2025-A": "", "": ""} {
		if got := nextVersion(version); got != want {
			t.Errorf("after %q comes %q", version, got)
		}
	}
}

func TestWhatIsDueForReviewIsSaidAndReviewedWithOneKey(t *testing.T) {
	o := newOffice(t)
	k := o.leaflet()
	k.Review = o.Today().AddDays(-2)
	o.keep(k)
	o.Sees("1 entry is due for review.", "2 days overdue")
	list := o.screen.parts[knowledgeShelf].(*knowledge)
	list.show.SetSelected("Review is due")
	o.Sees("Your rights")
	o.Window.Canvas().Focus(list.table)
	list.table.TypedRune('r')
	o.screen.refresh()
	o.SeesNo("due for review")
	if got := o.entries(data.KnowledgeQuery{})[0]; got.ReviewedOn != o.Today() || got.Review != o.Today().AddMonths(12) {
		o.Errorf("%+v", got)
	}
	o.undo()
	o.Sees("1 entry is due for review.")
}

func TestAQuestionIsAnsweredAndCanBeGivenOutThen(t *testing.T) {
	o := newOffice(t)
	o.keep(data.Knowledge{Kind: data.KnowledgeQuestion, State: data.KnowledgeDraft, Title: "May a dog visit?", AskedIn: "PR-2026-00007"})
	o.Sees("1 question waits for an answer.", "Nobody has answered this question yet.")
	if o.Shows("Give in a case …") {
		o.Error("a question can be given out")
	}
	list := o.screen.parts[knowledgeShelf].(*knowledge)
	o.Window.Canvas().Focus(list.table)
	o.Key(fyne.KeyReturn)
	o.Fill("Answer", "Yes, on a leash, with a vaccination card.")
	o.Press("Save the answer")
	if o.said() != "The question is answered. Tell the person: it was asked in PR-2026-00007." {
		o.Error("said", o.said())
	}
	o.SeesNo("waits for an answer")
	if !o.Shows("Give in a case …") {
		o.Error("the answer cannot be given out")
	}
	o.undo()
	o.Sees("1 question waits for an answer.")
}

func TestGivingAnEntryIsRecordedInTheCaseWithItsVersion(t *testing.T) {
	o := newOffice(t)
	o.keep(o.leaflet())
	f := o.Open(o.Complaint())
	o.Press("Give in a case …")
	o.Fill("Case number", "1999-3")
	o.Fill("Given to", "Rosalind Fennimore")
	o.Press("Record it")
	o.Sees("There is no case with this number.")
	o.Fill("Case number", f.Number[3:]) // its end
	o.Press("Record it")
	f = o.Case(f.Number)
	if len(f.Handouts) != 1 || f.Handouts[0].Version != "3" || f.Handouts[0].To != "Rosalind Fennimore" || f.Handouts[0].On != o.Today() {
		o.Fatalf("%+v", f.Handouts)
	}
	o.Sees("Given", "1 time")
	o.Press("Change …")
	o.Sees("its words stay as they are")
	o.Fill("Where the binding copy is kept", "The rack")
	o.Press("Save")
	if got := o.entries(data.KnowledgeQuery{})[0]; got.Source != "The rack" || got.Text != "You may complain." {
		o.Errorf("%+v", got)
	}
}

func TestWhatWasTypedSurvivesEscape(t *testing.T) {
	o := newOffice(t)
	o.Press("Add an entry …")
	o.Fill("Title, or the question", "Half a title")
	o.Row("Title, or the question").Focus()
	o.Key(fyne.KeyEscape)
	if !strings.Contains(o.said(), "kept") {
		o.Error("said", o.said())
	}
	o.Press("Add an entry …")
	o.Sees("did not save", "Half a title")
	o.Press("Cancel")
	o.Press("Add an entry …")
	o.SeesNo("Half a title")
}

func TestTheDirectorySaysWhoAnswersAndWhatMustBeChecked(t *testing.T) {
	o := newOffice(t)
	o.Press("Unit directory")
	list := o.screen.parts[unitsShelf].(*units)
	list.table.Select("Billing")
	o.Press("Name who answers …")
	o.Press("Save")
	o.Sees("Enter who answers for the unit.")
	o.Fill("Manager", "Joss Hallowick")
	o.Fill("Deputy", "Imre Sallowby")
	o.Fill("Phone", "614-555-0155")
	o.Press("Save")
	if c, ok := o.Session.Settings().Contact("Billing"); !ok || c.Manager != "Joss Hallowick" || c.Verified != o.Today() {
		o.Fatalf("%+v", c)
	}
	old := o.Session.Settings()
	c, _ := old.Contact("Billing")
	c.Verified = o.Today().AddMonths(-12)
	if err := o.Session.SaveSettings(o.Context(), old.WithContact(c)); err != nil {
		o.Fatal(err)
	}
	o.screen.refresh()
	o.Sees("1 entry was not checked for a year.")
	list.table.Select("Billing")
	o.Press("Checked today")
	o.SeesNo("not checked for a year")
	o.undo()
	o.Sees("1 entry was not checked for a year.")
	list.table.Select("Billing")
	o.Press("Remove")
	if _, ok := o.Session.Settings().Contact("Billing"); ok {
		o.Error("the entry is still there")
	}
	o.undo()
	if c, _ := o.Session.Settings().Contact("Billing"); c.Deputy != "Imre Sallowby" {
		o.Errorf("it came back as %+v", c)
	}
}

func TestAgenciesThatWereNotCheckedForAYearAreMarked(t *testing.T) {
	o := newOffice(t)
	o.Press("Outside agencies")
	o.Sees("2 entries were not checked for a year.", "never")
	o.Press("Checked today")
	o.Sees("1 entry was not checked for a year.")
	if a := o.Session.Settings().Agencies[0]; a.Verified != o.Today() {
		o.Errorf("%+v", a)
	}
	o.undo()
	o.Sees("2 entries were not checked for a year.")
	o.Press("Change them in Settings")
	if len(o.Floor.Screens) != 1 || o.Floor.Screens[0] != desk.Settings {
		o.Error("went to", o.Floor.Screens)
	}
}

// The room that the window's frame leaves at 1024x700 and at 1920x1080.
var rooms = map[string]fyne.Size{"small": fyne.NewSize(850, 570), "large": fyne.NewSize(1720, 920)}

func TestTheLibraryFitsTheSmallAndTheLargeWindow(t *testing.T) {
	o := newOffice(t)
	o.picture("empty")
	if _, err := o.Session.AddStartingKnowledge(t.Context()); err != nil {
		t.Fatal(err)
	}
	k := o.leaflet()
	k.Review = o.Today()
	o.keep(k)
	for _, c := range []struct {
		room  string
		look  ui.Look
		scale float32
	}{{"small", ui.LookLight, 1}, {"small", ui.LookDark, 1.5}, {"large", ui.LookLight, 1}} {
		ui.Apply(c.look, c.scale)
		o.Window.Resize(rooms[c.room])
		for shelf := range o.screen.parts {
			o.screen.bring(shelf)
			o.picture(fmt.Sprintf("%s-%s-%s-%g", shelf, c.room, c.look, c.scale))
			if need, room := o.screen.Content().MinSize(), rooms[c.room]; need.Width > room.Width || need.Height > room.Height {
				t.Errorf("%s, %s at %g needs %v", shelf, c.room, c.scale, need)
			}
		}
		o.screen.bring(knowledgeShelf)
		o.Press("Add an entry …")
		o.picture(fmt.Sprintf("entry-%s-%s-%g", c.room, c.look, c.scale))
		o.Press("Cancel")
	}
}

// picture keeps what the window shows, where RAPPORT_SHOTS names a folder.
func (o *office) picture(name string) {
	o.Helper()
	dir := os.Getenv("RAPPORT_SHOTS")
	if dir == "" {
		return
	}
	f, err := os.Create(filepath.Join(dir, name+".png"))
	if err != nil {
		o.Fatal(err)
	}
	defer f.Close() // it was only for the look
	if err := png.Encode(f, o.Window.Canvas().Capture()); err != nil {
		o.Fatal(err)
	}
}
