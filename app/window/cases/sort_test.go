package cases

import (
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"rapport/app/window/officetest"
	"rapport/data"
)

// pressHead presses the head of a column.
func (o *office) pressHead(title string) {
	o.Helper()
	var head fyne.Tappable
	officetest.Visit(o.screen.table, func(at fyne.CanvasObject, _ bool) {
		if t, ok := at.(fyne.Tappable); ok && head == nil && officetest.WordsIn(at) == title {
			head = t
		}
	})
	if head == nil {
		o.Fatalf("no column %q can be sorted by", title)
	}
	test.Tap(head)
}

func TestEveryColumnSortsBothWays(t *testing.T) {
	o := newOffice(t)
	late, closed, praise := o.three()
	if _, err := o.Session.UpdateCase(o.Context(), o.Case(praise).Key, data.CaseDetails{Unit: "5 East Surgical", Owner: "Abel Quist"}); err != nil {
		t.Fatal(err)
	}
	var all []string
	for _, c := range data.CaseColumns {
		all = append(all, c.ID)
	}
	o.screen.setColumns(all)
	o.Window.Resize(fyne.NewSize(3000, 600))
	for _, c := range []struct {
		column string
		first  []string // after the first press; nil: as the test of the store has it
	}{
		{"Number", []string{late, closed, praise}},
		{"Kind", []string{closed, praise, late}}, // complaint, compliment, grievance
		{"State", nil},
		{"Received", []string{praise, closed, late}}, // the newest first
		{"Closed", []string{closed, praise, late}},   // the one closed last, first
		{"Patient", []string{closed, late, praise}},  // Achterberg, Fennimore
		{"Complainant", []string{closed, late, praise}},
		{"Record number", nil},
		{"Unit", []string{late, praise, closed}},
		{"Owner", []string{praise, late, closed}},
		{"Next due", nil},
		{"Severity", []string{praise, late, closed}}, // the gravest first
		{"Marks", nil},
	} {
		o.screen.Choose(data.CaseQuery{})
		o.pressHead(c.column)
		once := o.listed()
		if c.first != nil && !slices.Equal(once, c.first) {
			o.Errorf("sorted by %s the list is %q, want %q", c.column, once, c.first)
		}
		o.pressHead(c.column)
		twice := o.listed()
		if slices.Equal(once, twice) && c.column != "Next due" {
			o.Errorf("a second press of %s does not turn the list round: %q", c.column, twice)
		}
		if len(once) != 3 || len(twice) != 3 {
			o.Errorf("sorting by %s hides cases: %q, %q", c.column, once, twice)
		}
	}
}

func TestSortingByWhatIsDueHidesNothingAndKeepsWhatOwesNothingLast(t *testing.T) {
	o := newOffice(t)
	late, closed, praise := o.three() // the last two owe nothing
	in := o.Complaint()
	in.ReceivedAt = o.Days(-40)
	later := o.Open(in).Number // entered last, due first
	o.pressHead("Next due")
	o.wantListed("due first", later, late, closed, praise)
	o.pressHead("Next due")
	o.wantListed("due last", late, later, praise, closed)
	if v, _ := o.screen.filters.status.Value(); v != every {
		t.Errorf("sorting changed the filter to %q", v)
	}
}

func TestTheOfficerChoosesTheColumns(t *testing.T) {
	o := newOffice(t)
	o.three()
	o.Window.Resize(fyne.NewSize(1400, 600))
	o.Press("Columns …")
	o.Tick("Severity")
	o.Tick("Owner")
	o.Tick("Marks")
	o.Press("Show these")
	o.Sees("Owner", "Marks", o.Session.Officer().Name)
	if got := o.Words(); strings.Contains(got, "Severity Owner") || strings.Contains(got, "due Severity") {
		t.Errorf("the severity is still a column: %s", got)
	}
	o.Press("Columns …")
	o.Press("The usual ones")
	if o.screen.columns != nil {
		t.Errorf("the columns are %q", o.screen.columns)
	}
	o.Press("Columns …")
	for _, c := range data.ColumnsByID(nil) {
		o.Tick(c.Title)
	}
	o.Press("Show these")
	o.Sees("Choose at least one column.")
}

func TestMarksAreSaidInWords(t *testing.T) {
	o := newOffice(t)
	in := o.Complaint()
	in.Answers.AllegesHarm, in.Anonymous = true, true
	o.Open(in)
	o.screen.setColumns([]string{"number", "flags"})
	o.Sees("Harm alleged, Anonymous")
}
