package cases

import (
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"rapport/app/window/ui"
	"rapport/data"
)

// viewsKept are the names of the officer's views in the store.
func (o *office) viewsKept() (names []string) {
	o.Helper()
	all, err := o.Session.SavedViews(o.Context())
	if err != nil {
		o.Fatal(err)
	}
	for _, v := range all {
		name := v.Name
		if v.Start {
			name += " (start)"
		}
		names = append(names, name)
	}
	return names
}

func (o *office) wantKept(why string, want ...string) {
	o.Helper()
	if got := o.viewsKept(); !slices.Equal(got, want) {
		o.Errorf("%s: the views are %q, want %q", why, got, want)
	}
}

// saveAs keeps what the list shows under a name.
func (o *office) saveAs(name string) {
	o.Helper()
	o.Press("Views …")
	o.Press("Save what is shown …")
	o.Fill("Name of the view", name)
	o.Press("Save")
	o.Key(fyne.KeyEscape)
}

func TestAViewKeepsFiltersWordsOrderAndColumns(t *testing.T) {
	o := newOffice(t)
	late, _, _ := o.three()
	s := o.screen
	o.Window.Resize(fyne.NewSize(1400, 600))
	o.Press("Overdue")
	s.Search("fennimore")
	o.pressHead("Severity")
	s.setColumns([]string{"number", "owner"})
	o.saveAs("  Late ones ")
	o.wantKept("after saving", "Late ones")
	if s.views.choice.Selected != "Late ones" {
		t.Errorf("the head of the list says %q", s.views.choice.Selected)
	}
	s.views.choice.SetValue("")
	o.Sees("3 cases.")
	o.SeesNo("Only cases")
	if s.columns != nil || s.query.Order != "" {
		t.Errorf("all cases are shown with %q by %q", s.columns, s.query.Order)
	}
	s.views.choice.SetValue("Late ones")
	o.wantListed("the view", late)
	o.Sees("Only cases with “fennimore”; overdue.")
	if want := []string{"number", "owner"}; !slices.Equal(s.columns, want) || s.query.Order != data.SeverityFirst {
		t.Errorf("the view is shown with %q by %q", s.columns, s.query.Order)
	}
	if n := len(o.Floor.Queries); n == 0 || o.Floor.Queries[n-1].Text != "fennimore" {
		t.Error("the search at the top of the window does not say what the view looks for")
	}
	o.Press("Open")
	if s.views.choice.Selected != "" {
		t.Errorf("a view that was changed is still called %q", s.views.choice.Selected)
	}
}

func TestANameOfAViewIsWantedAndNotTakenUnasked(t *testing.T) {
	o := newOffice(t)
	o.Press("Views …")
	o.Press("Save what is shown …")
	o.Press("Save")
	o.Sees("Please fill this in.")
	o.Fill("Name of the view", "all cases")
	o.Press("Save")
	o.Sees("That name is taken by the list of all cases.")
	o.Fill("Name of the view", strings.Repeat("x", 61))
	o.Press("Save")
	o.wantKept("a name that is too long")
	o.Fill("Name of the view", "Mine")
	o.Press("Save")
	o.Key(fyne.KeyEscape)
	o.Press("Open")
	o.saveAs("Mine too")
	o.Press("Views …")
	o.Press("Save what is shown …")
	o.Fill("Name of the view", "Mine")
	o.Press("Save")
	o.Sees("Replace the view?")
	o.Press("Keep it")
	kept, err := o.Session.SavedViews(t.Context())
	if err != nil || len(kept) != 2 || kept[0].Query.OpenOnly {
		t.Errorf("kept are %+v, %v", kept, err)
	}
}

func TestViewsAreRenamedDeletedAndBroughtBack(t *testing.T) {
	o := newOffice(t)
	o.Press("Views …")
	o.Sees("You have no views yet.")
	o.Key(fyne.KeyEscape)
	o.Press("Closed")
	o.saveAs("Done")
	o.Press("Views …")
	o.Sees("Done", "Only cases closed.")
	o.Press("Rename …")
	o.Fill("Name of the view", "What is done")
	o.Press("Rename")
	o.wantKept("after renaming", "What is done")
	o.Sees("What is done")
	o.Tick("Start with it")
	o.wantKept("after the tick", "What is done (start)")
	o.Press("Delete")
	o.wantKept("after deleting")
	o.Sees("“What is done” is deleted.")
	o.Press("Undo")
	o.wantKept("after Undo", "What is done (start)")
	o.SeesNo("is deleted")
	o.Press("Show")
	if ui.DialogOpen(o.Window) || !o.screen.query.ClosedOnly {
		t.Error("the view is not shown")
	}
}

func TestTheListStartsWithTheViewThatTheOfficerChose(t *testing.T) {
	o := newOffice(t)
	late, _, _ := o.three()
	o.Press("Overdue")
	o.Press("Views …")
	o.Press("Save what is shown …")
	o.Fill("Name of the view", "Late ones")
	o.Tick("Start with this view")
	o.Press("Save")

	o.screen = New(o.Desk)
	o.Show(o.screen)
	o.wantListed("on opening the list", late)
	if o.screen.views.choice.Selected != "Late ones" {
		t.Errorf("the head of the list says %q", o.screen.views.choice.Selected)
	}
	o.screen.Choose(data.CaseQuery{ClosedOnly: true})
	o.screen.Left()
	o.screen.Shown()
	if !o.screen.query.ClosedOnly {
		t.Error("coming back to the list forgets what was chosen")
	}
}

func TestTheKeyboardReachesViewsAndFilters(t *testing.T) {
	o := newOffice(t)
	o.three()
	keys := o.Window.Canvas()
	keys.Focus(o.screen.table)
	keys.Focused().TypedRune('v')
	if keys.Focused() != fyne.Focusable(o.screen.views.choice) {
		t.Error("V does not lead to the views")
	}
	keys.Focus(o.screen.table)
	keys.Focused().TypedRune('f')
	o.Sees("Received from", "Due to", "Harm alleged", "3 cases")
	if !o.FocusedIn("Owner") {
		t.Error("F does not lead to the filters")
	}
	o.Tick("Anonymous")
	o.Sees("1 case")
	o.Press("Clear all")
	o.Sees("3 cases")
	o.Key(fyne.KeyEscape)
	if keys.Focused() != fyne.Focusable(o.screen.table) {
		t.Error("the keyboard does not come back to the list")
	}
}

func TestTheRowsSayWhereTheWordsWereFound(t *testing.T) {
	o := newOffice(t)
	late, closed, _ := o.three()
	f := o.Case(late)
	if _, err := o.Session.AddNote(t.Context(), f.Key, data.Note{Class: data.NoteOrdinary, Text: "Her sister brought a kaleidoscope. It was blue."}); err != nil {
		t.Fatal(err)
	}
	if _, err := o.Session.AddNote(t.Context(), f.Key, data.Note{Class: data.NoteRestricted, Text: "The kaleidoscope hides a secretword."}); err != nil {
		t.Fatal(err)
	}
	o.screen.Search("kaleid")
	o.wantListed("the search", late)
	o.Sees("Note: Her sister brought a kaleidoscope .")
	o.screen.Search("secretword")
	o.wantListed("a word of a restricted note")
	o.screen.Search("cold")
	o.wantListed("another search", closed)
	o.Sees("Issue: The food was cold")
	o.SeesNo("kaleidoscope")
	o.screen.Search(late)
	o.Sees("He rang for pain relief") // a number has no sentence: the beginning stands for it
	o.screen.Search("")
	o.SeesNo("Issue: ")
}

func TestASentenceFollowsAChangeOfItsCase(t *testing.T) {
	o := newOffice(t)
	f := o.Open(o.Complaint())
	o.screen.Search("rang")
	o.Sees("What happened: He rang for pain relief four times in the night.")
	f.Issues[0].Words = "Nobody came when he rang for pain relief in the night"
	if _, err := o.Session.SaveIssue(t.Context(), f.Key, f.Issues[0]); err != nil {
		t.Fatal(err)
	}
	o.screen.Search("nobody rang night")
	o.Sees("Issue: Nobody came when he rang for pain relief in the night")
}

func TestASearchThatFiltersNarrowCanLookEverywhere(t *testing.T) {
	o := newOffice(t)
	_, closed, _ := o.three()
	o.Press("Open")
	o.screen.Search("achterberg")
	o.wantListed("within the filter")
	o.Sees("No case fits the search and the filters.")
	o.Press("Search all cases")
	o.wantListed("everywhere", closed)
	if o.Shows("Search all cases") {
		t.Error("there is nothing wider to search")
	}
}

func TestWhatTheListShowsIsSaidInWords(t *testing.T) {
	day := data.NewDate(2026, 10, 15)
	for _, c := range []struct {
		q    data.CaseQuery
		want string
	}{
		{data.CaseQuery{}, "Every case."},
		{data.CaseQuery{Overdue: true}, "Only cases overdue."},
		{data.CaseQuery{OpenOnly: true, Kinds: []data.Kind{data.Grievance, data.Privacy}}, "Only cases open; kind: Grievance or Privacy complaint."},
		{data.CaseQuery{States: []data.State{data.StateOnHold}, MinSeverity: 2, Unit: "4 West"}, "Only cases state: On hold; severity: Medium or more; unit: 4 West."},
		{data.CaseQuery{MinSeverity: 3, Owner: "Dana Whitfield", Flags: data.FlagHarm | data.FlagLegalHold}, "Only cases severity: High; owner: Dana Whitfield; marked: Harm alleged, Legal hold."},
		{data.CaseQuery{ReceivedFrom: day, ReceivedTo: day}, "Only cases received on today."},
		{data.CaseQuery{ReceivedFrom: day.AddDays(-1)}, "Only cases received from yesterday on."},
		{data.CaseQuery{DueTo: day.AddDays(1)}, "Only cases due until tomorrow."},
		{data.CaseQuery{Text: "pump", DueFrom: day, DueTo: day.AddDays(1)}, "Only cases with “pump”; due from today until tomorrow."},
	} {
		if got := queryWords(c.q, day); got != c.want {
			t.Errorf("%+v is said as %q, want %q", c.q, got, c.want)
		}
	}
}

// The rows in sight alone are read for their sentences.
func TestOnlyRowsInSightHaveTheirSentenceRead(t *testing.T) {
	o := newOffice(t)
	for range 60 {
		o.Open(o.Complaint())
	}
	o.screen.Search("rang")
	if n := len(o.screen.hits.read); n == 0 || n > 30 {
		t.Errorf("%d sentences are read for a screen of rows", n)
	}
	o.scrollToTheEnd()
	last := o.screen.table.Rows()[59]
	if !o.screen.hits.read[last.Key] {
		t.Error("the last row has no sentence")
	}
}
