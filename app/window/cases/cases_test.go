package cases

import (
	"context"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"rapport/app/window/officetest"
	"rapport/app/window/ui"
	"rapport/data"
	"rapport/data/practice"
)

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

// three are cases that differ in all that the filters ask for: a grievance
// that is late, a complaint that is closed, a compliment of today.
func (o *office) three() (late, closed, praise string) {
	o.Helper()
	in := o.Complaint()
	in.ReceivedAt = o.Days(-30)
	late = o.Open(in).Number

	in = o.Complaint()
	in.ReceivedAt, in.Unit, in.Answers = o.Days(-10), "Emergency Department", data.Answers{ResolvedNow: true}
	in.Patient.Family, in.Complainant.Family = "Achterberg", "Achterberg"
	in.Issues = []data.Issue{{Words: "The food was cold", Category: "environment", Severity: 1}}
	f := o.Open(in)
	if _, err := o.Session.Act(o.Context(), f.Key, data.ActClose, "", data.Closing{Reason: data.ClosedSatisfied, CompletedOn: o.Today(), Satisfied: data.IsSatisfied, NoAction: "Put right.", QAPI: "safety", Privacy: "none"}); err != nil {
		o.Fatal(err)
	}

	in = o.Complaint()
	in.Nature, in.Unit, in.Answers, in.Story = data.Compliment, "5 East Surgical", data.Answers{}, "The night nurse was wonderful."
	in.Issues = []data.Issue{{Words: "The night nurse was wonderful", Category: "environment", Severity: 3}}
	in.Anonymous = true
	return late, f.Number, o.Open(in).Number
}

func (o *office) listed() []string {
	var all []string
	for _, c := range o.screen.table.Rows() {
		all = append(all, c.Number)
	}
	return all
}

func (o *office) wantListed(what string, want ...string) {
	o.Helper()
	if got := o.listed(); !slices.Equal(got, want) {
		o.Errorf("%s: the list is %q, want %q", what, got, want)
	}
}

func TestEachFilterChoosesItsCases(t *testing.T) {
	o := newOffice(t)
	late, closed, praise := o.three()
	f := o.screen.filters
	day := func(n int) string { return ui.ShortDay(o.Today().AddDays(n)) }
	more := func(fill func()) func() {
		return func() {
			o.Press("More filters …")
			fill()
			o.Press("Show the list")
		}
	}
	for _, c := range []struct {
		what string
		set  func()
		want []string
	}{
		{"everything", func() {}, []string{praise, closed, late}},
		{"open ones", func() { o.Press("Open") }, []string{praise, late}},
		{"late ones", func() { o.Press("Overdue") }, []string{late}},
		{"closed ones", func() { o.Press("Closed") }, []string{closed}},
		{"a kind", func() { f.kind.choice.SetValue(data.Compliment) }, []string{praise}},
		{"a state", more(func() { o.Pick("State", "Closed") }), []string{closed}},
		{"a severity", more(func() { o.Pick("Severity", "Medium or more") }), []string{praise, late}},
		{"the highest severity", more(func() { o.Pick("Severity", "High") }), []string{praise}},
		{"a unit", more(func() { o.Fill("Unit", "Emergency Department") }), []string{closed}},
		{"from a day", more(func() { o.Fill("Received from", day(-10)) }), []string{praise, closed}},
		{"to a day", more(func() { o.Fill("Received to", day(-10)) }), []string{closed, late}},
		{"between two days", more(func() { o.Fill("Received from", day(-29)); o.Fill("Received to", day(-1)) }), []string{closed}},
		{"due from a day", more(func() { o.Fill("Due from", day(1)) }), nil},
		{"due to a day", more(func() { o.Fill("Due to", day(-1)) }), []string{late}},
		{"an owner", more(func() { o.Pick("Owner", o.Session.Officer().Name) }), []string{praise, closed, late}},
		{"another owner", func() { o.screen.Choose(data.CaseQuery{Owner: "Nobody Here"}) }, nil},
		{"a mark", more(func() { o.Tick("Anonymous") }), []string{praise}},
		{"two marks", more(func() { o.Tick("Anonymous"); o.Tick("Harm alleged") }), nil},
		{"two filters", func() { o.Press("Open"); more(func() { o.Pick("Severity", "High") })() }, []string{praise}},
		{"words", func() { o.screen.Search("achterb") }, []string{closed}},
		{"words within a filter", func() { o.screen.Search("fennimore"); o.Press("Overdue") }, []string{late}},
		{"a number", func() { o.screen.Search(late) }, []string{late}},
		{"nothing that fits", func() { o.screen.Search("achterberg"); o.Press("Open") }, nil},
	} {
		o.screen.Choose(data.CaseQuery{})
		c.set()
		o.wantListed(c.what, c.want...)
		o.Sees(ui.Plural(len(c.want), "case", "cases"))
	}
	o.Sees("No case fits the search and the filters.")
	o.Press("Show all cases")
	if len(o.Floor.Queries) != 1 || o.Floor.Queries[0].Narrows() || o.Floor.Queries[0].Text != "" {
		t.Errorf("the window was asked for %+v", o.Floor.Queries)
	}
}

func TestWhatIsNoDayFiltersNothing(t *testing.T) {
	o := newOffice(t)
	late, closed, praise := o.three()
	o.Press("More filters …")
	o.Fill("Received from", "soon")
	if o.Row("Received from").Wrong() == nil {
		t.Error("nothing says that this is no day")
	}
	o.Press("Show the list")
	o.wantListed("no day", praise, closed, late)
}

func TestClearForgetsTheFiltersAndKeepsTheWords(t *testing.T) {
	o := newOffice(t)
	late, _, praise := o.three()
	o.screen.Search("fennimore")
	o.Press("Overdue")
	o.Press("Search all cases")
	o.wantListed("after clearing", praise, late)
	o.screen.Search("")
	o.Press("Overdue")
	o.wantListed("without words", late)
	o.Press("Clear")
	if len(o.listed()) != 3 || o.Shows("Clear") {
		t.Errorf("after Clear the list is %q", o.listed())
	}
}

func TestAQueryFromElsewhereShowsInTheFilters(t *testing.T) {
	o := newOffice(t)
	o.three()
	q := data.CaseQuery{Overdue: true, Kinds: []data.Kind{data.Grievance}, States: []data.State{data.StateNew}, MinSeverity: 2,
		Unit: "4 West Medical", ReceivedFrom: o.Today().AddDays(-40), ReceivedTo: o.Today()}
	o.screen.Choose(q)
	got := o.screen.filters.query()
	if !got.Overdue || !slices.Equal(got.Kinds, q.Kinds) || !slices.Equal(got.States, q.States) || got.MinSeverity != 2 ||
		got.Unit != q.Unit || got.ReceivedFrom != q.ReceivedFrom || got.ReceivedTo != q.ReceivedTo {
		t.Errorf("the filters say %+v", got)
	}
	o.Sees("Only cases overdue; kind: Grievance; state: New; severity: Medium or more; unit: 4 West Medical; received from") // what filters is never out of sight
}

func TestAnotherFilterKeepsTheSeveralKindsOfAQuery(t *testing.T) {
	o := newOffice(t)
	late, _, praise := o.three()
	o.screen.Choose(data.CaseQuery{Kinds: []data.Kind{data.Grievance, data.Compliment}})
	o.Sees("Grievance or Compliment")
	o.Press("Overdue")
	o.wantListed("two kinds, overdue", late)
	o.Press("All")
	o.wantListed("two kinds", praise, late)
}

func TestSeveralKindsOfAQueryAreNotLostToTheFilters(t *testing.T) {
	o := newOffice(t)
	late, closed, praise := o.three()
	o.screen.Choose(data.CaseQuery{Kinds: []data.Kind{data.Grievance, data.Compliment}})
	o.wantListed("two kinds", praise, late)
	o.screen.Choose(data.CaseQuery{})
	o.wantListed("all kinds", praise, closed, late)
}

func TestAThousandCasesArePagedWithoutDoublingOrMissingOne(t *testing.T) {
	o := newOffice(t)
	set := o.Session.Settings()
	cases := practice.Cases(7, 1000, set, o.Today().AddDays(-200), o.Today())
	if err := o.Session.Load(t.Context(), cases, nil); err != nil {
		t.Fatal(err)
	}
	for _, q := range []data.CaseQuery{
		{}, {Order: data.OldestFirst}, {Order: data.DueFirst}, {Order: data.DueFirst, Reverse: true}, {Order: data.SeverityFirst}, {Order: data.ByPatient},
		{Order: data.ByFlags, Reverse: true}, {Text: "nurse"}, {Text: "nurse", Order: data.SeverityFirst}, {Text: "nurse", Order: data.ByUnit, Reverse: true},
	} {
		o.screen.Choose(q)
		if n := len(o.screen.table.Rows()); n != min(pageSize, o.count(q)) {
			t.Fatalf("%+v: the first page holds %d rows", q, n)
		}
		o.scrollToTheEnd()
		o.wantListed(string(q.Order)+" "+q.Text, o.all(q)...)
		seen := map[string]bool{}
		for _, number := range o.listed() {
			if seen[number] {
				t.Fatalf("%+v: %s is listed twice", q, number)
			}
			seen[number] = true
		}
		if len(seen) != o.count(q) {
			t.Errorf("%+v: %d cases are listed, the store counts %d", q, len(seen), o.count(q))
		}
	}
}

func (o *office) scrollToTheEnd() {
	o.Helper()
	o.Window.Canvas().Focus(o.screen.table)
	for before := 0; before < len(o.screen.table.Rows()); {
		before = len(o.screen.table.Rows())
		o.Key(fyne.KeyEnd)
	}
}

func (o *office) count(q data.CaseQuery) int {
	o.Helper()
	n, err := o.Session.CountCases(o.Context(), q)
	if err != nil {
		o.Fatal(err)
	}
	return n
}

// all are the numbers as the store itself pages them.
func (o *office) all(q data.CaseQuery) []string {
	o.Helper()
	var numbers []string
	q.Limit = 170
	for more := true; more; {
		p, err := o.Session.Cases(o.Context(), q)
		if err != nil {
			o.Fatal(err)
		}
		for _, row := range p.Rows {
			numbers = append(numbers, row.Number)
		}
		q.After, more = p.Next, p.More
	}
	return numbers
}

func TestTheChosenCaseShowsItsBeginningAndOpens(t *testing.T) {
	o := newOffice(t)
	late, _, praise := o.three()
	o.Window.Canvas().Focus(o.screen.table)
	o.Key(fyne.KeyHome)
	o.Sees("The night nurse was wonderful.")
	o.Key(fyne.KeyEnd)
	o.Sees("He rang for pain relief four times")
	o.Key(fyne.KeyReturn)
	o.screen.table.Select(praise)
	o.Key(fyne.KeyReturn)
	want := []officetest.Place{{Number: late}, {Number: praise}}
	if !slices.Equal(o.Floor.Cases, want) {
		t.Errorf("opened were %v, want %v", o.Floor.Cases, want)
	}
}

func TestTheListFollowsChangesAlsoThoseMadeOutOfSight(t *testing.T) {
	o := newOffice(t)
	o.Sees("There are no cases yet. Press Ctrl+N", "0 cases")
	first := o.Open(o.Complaint()).Number
	o.wantListed("while in sight", first)
	o.screen.Left()
	second := o.Open(o.Complaint()).Number
	o.wantListed("out of sight", first)
	o.screen.Shown()
	o.wantListed("in sight again", second, first)
}

func TestAListThatCannotBeReadSaysWhy(t *testing.T) {
	o := newOffice(t)
	if err := o.Session.Lock(context.Background()); err != nil {
		t.Fatal(err)
	}
	o.screen.reload()
	o.Sees("The case file is locked. Sign in again")
	if strings.Contains(o.Words(), "no cases yet") {
		t.Error("the officer is told that there are no cases")
	}
}
