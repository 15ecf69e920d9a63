package practice_test

import (
	"encoding/json"
	"slices"
	"testing"
	"time"

	"rapport/data"
	"rapport/data/practice"
)

const seed = 2026

var (
	today = data.NewDate(2026, time.November, 24)
	from  = today.AddDays(-365)
)

func year(t *testing.T, n int) []data.CaseFile {
	t.Helper()
	return slices.Collect(practice.Cases(seed, n, practice.Settings(), from, today))
}

func TestPracticeHospitalIsACompleteOffice(t *testing.T) {
	setup := practice.Setup()
	if gaps := setup.Validate(); len(gaps.Blocking()) > 0 {
		t.Errorf("the set-up lacks %v", gaps)
	}
	if !setup.Settings.Practice {
		t.Error("the settings do not mark the store as practice")
	}
}

func TestSameSeedGivesTheSameCases(t *testing.T) {
	write := func(seed uint64) string {
		b, err := json.Marshal(slices.Collect(practice.Cases(seed, 60, practice.Settings(), from, today)))
		if err != nil {
			t.Fatal(err)
		}
		return string(b)
	}
	first, again := write(1), write(1)
	if first != again {
		t.Error("two runs of one seed differ")
	}
	if first == write(2) {
		t.Error("two seeds give the same cases")
	}
}

func TestAllCasesAskedForComeInOrderOfReceipt(t *testing.T) {
	for _, n := range []int{1, 7, 2000} {
		cases := year(t, n)
		if len(cases) != n {
			t.Errorf("%d cases were asked for, %d came", n, len(cases))
		}
		if !slices.IsSortedFunc(cases, func(a, b data.CaseFile) int { return a.ReceivedAt.Compare(b.ReceivedAt) }) {
			t.Errorf("%d cases are not in the order of receipt", n)
		}
	}
}

// The year must be one that the rules allow: every record valid, every state
// one that the state machine leads to, nothing done before receipt or today.
func TestEveryCaseKeepsTheRules(t *testing.T) {
	s := practice.Settings()
	now := today.Start(s.Zone())
	for _, f := range year(t, 2000) {
		for _, fault := range faults(f, s, now) {
			t.Errorf("%s %s received %s: %s", f.Kind, f.State, data.DateOf(f.ReceivedAt, s.Zone()), fault)
		}
		if t.Failed() {
			t.Fatalf("the case: %s", asJSON(t, f))
		}
	}
}

func asJSON(t *testing.T, v any) string {
	t.Helper()
	b, err := json.MarshalIndent(v, "", " ")
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

func faults(f data.CaseFile, s data.Settings, now time.Time) []string {
	var all []string
	gaps := func(where string, m data.Missing) {
		for _, g := range m.Blocking() {
			all = append(all, where+": "+g.Sentence)
		}
	}
	check := func(ok bool, fault string) {
		if !ok {
			all = append(all, fault)
		}
	}
	received := data.DateOf(f.ReceivedAt, s.Zone())
	within := func(d data.Date, what string) {
		check(d.IsZero() || d >= received && d < today, what+" on "+d.String()+" is not between receipt and today")
	}
	check(f.ReceivedAt.Before(now) && received >= from, "received out of the period")
	after := func(at time.Time, what string) {
		check(!at.Before(f.ReceivedAt) && at.Before(now), what+" at "+at.String()+" is not between receipt and today")
	}
	for _, p := range f.People {
		gaps("person", p.Validate(today))
	}
	for i, is := range f.Issues {
		gaps("issue", is.Validate(i, s, today))
		if is.Finding.Outcome != "" {
			gaps("finding", is.Finding.Validate())
			after(is.Finding.At, "a finding")
		}
	}
	for _, st := range f.Steps {
		gaps("step", st.Validate(today))
		within(st.DoneOn, "a step")
	}
	for _, r := range f.Records() {
		gaps(string(r.Kind()), data.ValidateRecord(r, f, s, today))
		check(r.Base().ID != data.ID{} && r.Base().By != "", string(r.Kind())+" without who wrote it")
		after(r.Base().At, string(r.Kind()))
		check(r.Summary() != "", string(r.Kind())+" has no summary")
	}
	for _, a := range f.Advocacy {
		gaps("advocacy", a.Validate(today))
		within(a.DoneOn, "an action")
	}
	for _, c := range f.Contacts {
		gaps("contact", c.Validate(now))
		after(c.At, "a contact")
	}
	led := slices.ContainsFunc(f.Actions, func(a data.ActionPlan) bool { return a.State() != data.ActionDropped })
	check(f.State != data.StateClosed || !f.Kind.Complains() || led == (f.Ending.NoAction == ""), "the ending and the action plans do not agree")
	gaps("inquiry", f.Inquiry.Validate(today))
	if !f.Inquiry.SignedOn.IsZero() {
		gaps("sign-off", data.SignOffGate(f, s))
		within(f.Inquiry.SignedOn, "the sign-off")
	}
	for _, n := range f.Notes {
		gaps("note", n.Validate())
		after(n.At, "a note")
	}
	for _, l := range f.Letters {
		t, _ := data.BuiltinTemplate(l.Kind, data.English)
		gaps("letter", data.LetterFacts{File: f, Draft: l.Draft, Template: t, Settings: s, Today: l.Date}.Gate())
		after(l.IssuedAt, "a letter")
		within(l.Dispatched(), "a letter left and that")
	}
	for _, k := range f.Tasks {
		gaps("task", k.Validate(today))
		within(k.DoneOn, "a task")
	}
	for _, c := range f.Clocks {
		within(c.MetOn, "a clock was met and that")
		if c.Kind == data.ClockAppeal {
			all = append(all, appealFaults(f, c)...)
		}
		check(f.Open() || !c.Running(), "a clock of a closed case runs")
	}
	if f.Open() {
		check(f.ClosedAt.IsZero() && f.Closure == "", "an open case was closed")
	} else {
		after(f.ClosedAt, "closed and that")
	}
	return append(all, stateFaults(f, s)...)
}

// appealFaults compares the clock of an appeal with the level that it measures.
func appealFaults(f data.CaseFile, c data.Clock) []string {
	for _, a := range f.Advocacy {
		l, ok := a.Level(c.About)
		if !ok {
			continue
		}
		for _, d := range l.Duties() {
			if d.Name == c.Name && d.Due == c.Due && d.Met == c.MetOn {
				return nil
			}
		}
	}
	return []string{"the clock " + c.Label() + " measures no level of an appeal"}
}

// stateFaults asks the state machine whether the case could have come where it
// is, by the last action on the way.
func stateFaults(f data.CaseFile, s data.Settings) []string {
	last := map[data.State]struct {
		from data.State
		by   data.ActionID
	}{
		data.StateTriaged: {data.StateNew, data.ActTriage}, data.StateInvestigating: {data.StateTriaged, data.ActInvestigate},
		data.StateAwaiting: {data.StateInvestigating, data.ActAwait}, data.StateFindings: {data.StateInvestigating, data.ActFindings},
		data.StateDraft: {data.StateFindings, data.ActDraftLetter}, data.StateSignOff: {data.StateDraft, data.ActSubmit},
		data.StateClosed: {data.StateInvestigating, data.ActClose}, data.StateWithdrawn: {data.StateInvestigating, data.ActWithdraw},
	}
	way, ok := last[f.State]
	if !ok {
		return nil
	}
	before := f
	before.State = way.from
	_, err := data.Move(before, way.by, "the reason", s)
	missing, isMissing := err.(data.Missing)
	if err != nil && !isMissing {
		return []string{"state not reachable: " + err.Error()}
	}
	var all []string
	for _, g := range missing.Blocking() {
		if g.Code != "closure.withdrawn" { // asked only of the action Close
			all = append(all, "state not reachable: "+g.Sentence)
		}
	}
	return all
}

func TestTheYearIsBelievable(t *testing.T) {
	cases := year(t, 2000)
	kinds, states := map[data.Kind]int{}, map[data.State]int{}
	issues, complaints, inTime, decided, overdue, dueToday, thisWeek, open := 0, 0, 0, 0, 0, 0, 0, 0
	stories := map[string]bool{}
	for _, f := range cases {
		kinds[f.Kind]++
		states[f.State]++
		stories[f.Story] = true
		if len(f.Issues) > 0 {
			issues += len(f.Issues)
			complaints++
		}
		for _, c := range f.Clocks {
			if c.Kind == data.ClockDecide && !c.MetOn.IsZero() {
				decided++
				if c.MetOn-data.DateOf(c.Start, practice.Settings().Zone()) <= 7 {
					inTime++
				}
			}
		}
		if !f.Open() {
			continue
		}
		open++
		switch due, _ := f.NextDue(); {
		case due.IsZero():
		case due < today:
			overdue++
		case due == today:
			dueToday++
		case due <= today.AddDays(7):
			thisWeek++
		}
	}
	t.Logf("kinds %v, states %v, open %d, overdue %d, today %d, this week %d, decided in time %d of %d", kinds, states, open, overdue, dueToday, thisWeek, inTime, decided)
	between := func(what string, got, low, high float64) {
		t.Helper()
		if got < low || got > high {
			t.Errorf("%s: %.2f, want %.2f to %.2f", what, got, low, high)
		}
	}
	between("issues a complaint", float64(issues)/float64(complaints), 1.6, 2.2)
	between("share of grievances", float64(kinds[data.Grievance])/2000, 0.3, 0.6)
	between("share decided in seven days", float64(inTime)/float64(decided), 0.7, 0.9)
	between("share of different stories", float64(len(stories))/2000, 0.9, 1)
	between("open cases", float64(open), 40, 200)
	between("overdue", float64(overdue), 2, 40)
	between("due today", float64(dueToday), 1, 30)
	between("due this week", float64(thisWeek), 5, 100)
	for _, k := range data.Kinds {
		if kinds[k.Value] == 0 && k.Value != data.PolicyConcern {
			t.Errorf("the year has no %s", k.Value)
		}
	}
	for _, st := range []data.State{data.StateNew, data.StateInvestigating, data.StateSignOff, data.StateClosed, data.StateWithdrawn} {
		if states[st] == 0 {
			t.Errorf("no case is %s", st)
		}
	}
}

func TestHospitalWithUnitsOfItsOwnGetsCasesToo(t *testing.T) {
	for _, units := range [][]string{nil, {"Hyperbaric Chamber"}} {
		s := practice.Settings()
		s.Units = units
		n := 0
		for f := range practice.Cases(seed, 50, s, from, today) {
			if f.Unit == "" {
				t.Error("a case has no unit")
			}
			n++
		}
		if n != 50 {
			t.Errorf("%d cases came, want 50", n)
		}
	}
}

func TestCommentsCanBeImported(t *testing.T) {
	seen, themes := map[string]bool{}, 0
	for f, err := range practice.Comments(seed, 300, practice.Settings(), from, today) {
		if err != nil {
			t.Fatal(err)
		}
		if seen[f.ExternalID] || f.Received < from || f.Received >= today || f.Sentiment < 1 || f.Sentiment > 5 || f.Source != practice.CommentSource {
			t.Fatalf("comment %+v", f)
		}
		seen[f.ExternalID] = true
		themes += len(f.Themes)
	}
	if len(seen) != 300 || themes < 150 {
		t.Errorf("%d comments with %d themes", len(seen), themes)
	}
}

func TestStoriesReadLikeSentences(t *testing.T) {
	for _, f := range year(t, 400) {
		for i, r := range f.Story {
			if r == '{' || r == '}' || i == 0 && (r < 'A' || r > 'Z') {
				t.Fatalf("the story %q is not filled in or does not start a sentence", f.Story)
			}
		}
	}
}

func BenchmarkCases(b *testing.B) {
	s := practice.Settings()
	n := 0
	for b.Loop() {
		for range practice.Cases(seed, 2000, s, from, today) {
			n++
		}
	}
	b.ReportMetric(float64(n)/b.Elapsed().Seconds(), "cases/s")
}
