package store

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"rapport/data"
)

// secondWith adds Pat Winter with roles.
func (d *desk) secondWith(roles data.OfficeRole) {
	d.t.Helper()
	if err := d.AddOfficer(d.t.Context(), data.Officer{Name: "Pat Winter", Title: "Director", Roles: roles}, theirs); err != nil {
		d.t.Fatal(err)
	}
}

// lacks stops the test unless the error says that the code is missing.
func lacks(t *testing.T, err error, code string) {
	t.Helper()
	var m data.Missing
	if !errors.As(err, &m) || !m.Has(code) {
		t.Fatalf("%v %v, want the gap %q", err, []data.Gap(m), code)
	}
}

func TestWhoeverIsNotNamedSeesTheNumberOfARestrictedCaseAlone(t *testing.T) {
	d := newDesk(t, false)
	open, f := d.open(), d.open()
	d.secondWith(data.RoleOfficer | data.RoleManager)
	f = caseDo(t)(d.restrict(f))
	if f.Restriction == nil || f.Restriction.By != "Dana Whitfield" || f.Story == "" {
		t.Fatalf("who is named gets %+v", f.Restriction)
	}
	row := must[data.CasePage](t)(d.Cases(d.ctx(), data.CaseQuery{Text: f.Number})).Rows[0]
	if !row.Restricted || row.Shut || row.Patient == "" {
		t.Errorf("who is named sees %+v", row)
	}

	d.as("Pat Winter", theirs)
	if _, err := d.Case(d.ctx(), f.Number); !errors.Is(err, data.ErrRestricted) || !errors.Is(err, data.ErrNotAllowed) {
		t.Errorf("opening it: %v", err)
	}
	want := data.CaseRow{Key: f.Key, Number: f.Number, Restricted: true, Shut: true}
	for _, q := range []data.CaseQuery{{Text: f.Number}, {}, {Order: data.OldestFirst}, {Order: data.ByNumber}, {Order: data.ByNumber, Reverse: true}} {
		rows := must[data.CasePage](t)(d.Cases(d.ctx(), q)).Rows
		if !slices.Contains(rows, want) {
			t.Errorf("%+v: %+v", q, rows)
		}
		if n := must[int](t)(d.CountCases(d.ctx(), q)); n != len(rows) {
			t.Errorf("%+v counts %d of %d", q, n, len(rows))
		}
	}
	// Wherever a row would tell by its place that words, a unit or a date fit, there
	// is none.
	for _, q := range []data.CaseQuery{
		{Text: "infusion"}, {Text: "infusion", Order: data.DueFirst}, {Text: "Zoë"}, {OpenOnly: true}, {Unit: "4 West"}, {Order: data.DueFirst},
		{Order: data.ByPatient}, {Kinds: []data.Kind{data.Grievance}}, {Among: []int64{open.Key, f.Key}}, {Text: "infusion", Among: []int64{open.Key, f.Key}},
	} {
		page := must[data.CasePage](t)(d.Cases(d.ctx(), q))
		if got := numbers(page); !slices.Equal(got, []string{open.Number}) {
			t.Errorf("%+v lists %v", q, got)
		}
		if n := must[int](t)(d.CountCases(d.ctx(), q)); n != 1 {
			t.Errorf("%+v counts %d", q, n)
		}
	}
	if found := must[map[int64]data.Snippet](t)(d.Snippets(d.ctx(), "infusion", []int64{open.Key, f.Key})); len(found) != 1 {
		t.Errorf("snippets of %d cases", len(found))
	}
}

func TestARestrictionNamesPeopleWhoReadCasesAndOneWhoWorksOnThem(t *testing.T) {
	d := newDesk(t, false)
	f := d.open()
	d.secondWith(data.RolePrivacy)
	for _, c := range []struct {
		r    data.Restriction
		code string
	}{
		{data.Restriction{Names: []string{"Dana Whitfield"}}, "reason"},
		{data.Restriction{Reason: "x"}, "names.nobody"},
		{data.Restriction{Reason: "x", Names: []string{"Pat Winter"}}, "names.nobody"},
		{data.Restriction{Reason: "x", Names: []string{"Dana Whitfield", "Kim Ode"}}, "names.unknown"},
		{data.Restriction{Reason: "x", Names: []string{"Dana Whitfield"}, About: []string{"dana  whitfield"}}, "names.subject"},
	} {
		_, err := d.RestrictCase(d.ctx(), f.Key, c.r)
		lacks(t, err, c.code)
	}
	if err := d.AddOfficer(d.ctx(), data.Officer{Name: "Lee Moss", Title: "Administrator", Roles: data.RoleAdministrator}, "weir seven quiet herons over the"); err != nil {
		t.Fatal(err)
	}
	_, err := d.RestrictCase(d.ctx(), f.Key, data.Restriction{Reason: "x", Names: []string{"Dana Whitfield", "Lee Moss"}})
	lacks(t, err, "names.role")
	if got := caseDo(t)(d.Case(d.ctx(), f.Number)); got.Restriction != nil {
		t.Errorf("a refused restriction stands: %+v", got.Restriction)
	}
}

func TestAnOfficerWhoIsTheSubjectIsKeptOut(t *testing.T) {
	d := newDesk(t, false)
	f := d.open()
	d.secondWith(data.FullRoles)
	officers := must[[]data.Officer](t)(d.Officers(d.ctx()))
	if _, ok := data.SuggestRestriction(f, officers); ok {
		t.Error("a case about nobody of the office suggests a restriction")
	}
	f = caseDo(t)(d.SavePerson(d.ctx(), f.Key, data.Person{Role: data.RoleStaff, Given: "Pat", Family: "Winter"}))
	advice, ok := data.SuggestRestriction(f, officers)
	if !ok || !slices.Equal(advice.About, []string{"Pat Winter"}) || !slices.Equal(advice.Names, []string{"Dana Whitfield"}) {
		t.Fatalf("suggested %+v", advice)
	}
	_, err := d.RestrictCase(d.ctx(), f.Key, data.Restriction{Reason: "x", Names: []string{"Dana Whitfield", "Pat Winter"}})
	lacks(t, err, "names.subject")
	f = caseDo(t)(d.restrict(f))
	if _, ok := data.SuggestRestriction(f, officers); ok || !slices.Equal(f.Restriction.About, []string{"Pat Winter"}) {
		t.Errorf("restricted as %+v", f.Restriction)
	}

	d.as("Pat Winter", theirs)
	if _, err := d.BreakGlass(d.ctx(), f.Number, mustSee); !errors.Is(err, data.ErrRestricted) {
		t.Errorf("the subject breaks the glass: %v", err)
	}
	if n := d.number(`select count(*) from glass_breaks`); n != 0 {
		t.Errorf("%d entries of a glass that held", n)
	}
}

func TestAnOfficerWhoBecomesTheSubjectIsNamedNoLonger(t *testing.T) {
	d := newDesk(t, false)
	f := d.open()
	d.secondWith(data.FullRoles)
	f = caseDo(t)(d.RestrictCase(d.ctx(), f.Key, data.Restriction{Reason: "x", Names: []string{"Dana Whitfield", "Pat Winter"}}))
	f = caseDo(t)(d.SavePerson(d.ctx(), f.Key, data.Person{Role: data.RoleStaff, Given: "Pat", Family: "Winter"}))
	if !slices.Equal(f.Restriction.Names, []string{"Dana Whitfield"}) {
		t.Errorf("restricted to %v", f.Restriction.Names)
	}
	d.as("Pat Winter", theirs)
	if _, err := d.Case(d.ctx(), f.Number); !errors.Is(err, data.ErrRestricted) {
		t.Errorf("the subject opens it: %v", err)
	}
}

func TestWhoRestrictsACaseToOthersSeesItNoLonger(t *testing.T) {
	d := newDesk(t, false)
	f := d.open()
	d.secondWith(data.RoleOfficer)
	got := caseDo(t)(d.RestrictCase(d.ctx(), f.Key, data.Restriction{Reason: "It is about my sister.", Names: []string{"Pat Winter"}}))
	if got.Number != f.Number || got.Story != "" || len(got.People) > 0 || got.Restriction != nil {
		t.Errorf("gets back %+v", got)
	}
	if said, _ := d.CanUndo(); said != "" {
		t.Errorf("could take back: %s", said)
	}
	if _, err := d.LiftRestriction(d.ctx(), f.Key, "x"); !errors.Is(err, data.ErrRestricted) {
		t.Errorf("lifts it: %v", err)
	}
	d.as("Pat Winter", theirs)
	f = caseDo(t)(d.Case(d.ctx(), f.Number))
	if f.Owner != "Pat Winter" {
		t.Errorf("%s owns a case that is kept to Pat Winter", f.Owner)
	}
	details := f.Details()
	details.Owner = "Dana Whitfield"
	_, err := d.UpdateCase(d.ctx(), f.Key, details)
	lacks(t, err, "owner.restricted")
	if _, err := d.LiftRestriction(d.ctx(), f.Key, "x"); !errors.Is(err, data.ErrNotAllowed) {
		t.Errorf("an officer lifts it: %v", err)
	}
}

func TestARestrictionIsTakenBackByTheRightThatSetIt(t *testing.T) {
	d := newDesk(t, false)
	f := caseDo(t)(d.restrict(d.open()))
	me := d.Officer()
	me.Roles = data.RoleOfficer | data.RoleAdministrator
	d.secondWith(data.FullRoles)
	f = caseDo(t)(d.RestrictCase(d.ctx(), f.Key, data.Restriction{Reason: "And Pat.", Names: []string{"Dana Whitfield", "Pat Winter"}}))
	d.Session.mu.Lock()
	roles := d.Session.officer
	d.Session.officer.Roles = me.Roles
	d.Session.mu.Unlock()
	var refused data.NotAllowed
	if _, err := d.Undo(d.ctx()); !errors.As(err, &refused) || refused.Right != data.RightRestrict {
		t.Fatalf("taken back without the right: %v", err)
	}
	d.Session.mu.Lock()
	d.Session.officer = roles
	d.Session.mu.Unlock()
	f = caseDo(t)(d.Undo(d.ctx()))
	if f.Restriction == nil || !slices.Equal(f.Restriction.Names, []string{"Dana Whitfield"}) {
		t.Errorf("taken back to %+v", f.Restriction)
	}
	f = caseDo(t)(d.LiftRestriction(d.ctx(), f.Key, "Settled."))
	f = caseDo(t)(d.Undo(d.ctx()))
	if f = caseDo(t)(d.Case(d.ctx(), f.Number)); f.Restriction == nil || !slices.Equal(f.Restriction.Names, []string{"Dana Whitfield"}) {
		t.Errorf("after a lift taken back: %+v", f.Restriction)
	}
}

func TestABrokenGlassOpensTheCaseUntilTheLockAndWaitsForAReview(t *testing.T) {
	d := newDesk(t, false)
	f := d.open()
	d.secondWith(data.RoleOfficer | data.RolePrivacy)
	f = caseDo(t)(d.restrict(f))
	d.as("Pat Winter", theirs)
	for _, thin := range []string{"", "   ", "urgent", "x x x x x", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"} {
		_, err := d.BreakGlass(d.ctx(), f.Number, thin)
		lacks(t, err, "reason")
	}
	var told []Event
	stop := d.Subscribe(func(e Event) { told = append(told, e) })
	got := caseDo(t)(d.BreakGlass(d.ctx(), f.Number, mustSee))
	stop()
	if got.Story != f.Story || !slices.Contains(told, Event{GlassBroken, f.Key}) {
		t.Errorf("shows %q, told %v", got.Story, told)
	}
	caseDo(t)(d.AddContact(d.ctx(), f.Key, called(d), false))
	if rows := must[data.CasePage](t)(d.Cases(d.ctx(), data.CaseQuery{Unit: "4 West"})).Rows; len(rows) != 1 || rows[0].Shut {
		t.Errorf("lists %+v", rows)
	}
	unread := must[[]data.GlassBreak](t)(d.BrokenGlass(d.ctx(), true))
	if len(unread) != 1 || unread[0].By != "Pat Winter" || unread[0].Number != f.Number || unread[0].Reason != mustSee {
		t.Fatalf("unread: %+v", unread)
	}
	lacks(t, d.ReviewBrokenGlass(d.ctx(), unread[0].Seq, "All well."), "reviewer.own")
	d.as("Pat Winter", theirs)
	if _, err := d.Case(d.ctx(), f.Number); !errors.Is(err, data.ErrRestricted) {
		t.Errorf("after the lock: %v", err)
	}

	d.as("Dana Whitfield", passphrase)
	lacks(t, d.ReviewBrokenGlass(d.ctx(), unread[0].Seq, " "), "note")
	if err := d.ReviewBrokenGlass(d.ctx(), unread[0].Seq, "It was needed."); err != nil {
		t.Fatal(err)
	}
	if err := d.ReviewBrokenGlass(d.ctx(), unread[0].Seq, "Again."); !errors.Is(err, data.ErrConflict) {
		t.Errorf("reviewed twice: %v", err)
	}
	if left := must[[]data.GlassBreak](t)(d.BrokenGlass(d.ctx(), true)); len(left) != 0 {
		t.Errorf("still unread: %+v", left)
	}
	all := must[[]data.GlassBreak](t)(d.BrokenGlass(d.ctx(), false))
	if len(all) != 1 || all[0].ReviewedBy != "Dana Whitfield" || all[0].Note != "It was needed." {
		t.Errorf("kept as %+v", all)
	}
}

func TestInAnOfficeOfOneNobodyReviewsTheOwnBrokenGlass(t *testing.T) {
	d := newDesk(t, false)
	f := d.open()
	caseDo(t)(d.BreakGlass(d.ctx(), f.Number, mustSee))
	unread := must[[]data.GlassBreak](t)(d.BrokenGlass(d.ctx(), true))
	lacks(t, d.ReviewBrokenGlass(d.ctx(), unread[0].Seq, "All well."), "reviewer.nobody")
	d.secondWith(data.RoleOfficer | data.RoleManager)
	d.as("Pat Winter", theirs) // a manager, where the one privacy officer broke it
	if left := must[[]data.GlassBreak](t)(d.BrokenGlass(d.ctx(), true)); len(left) != 1 {
		t.Fatalf("a manager sees %+v", left)
	}
	if err := d.ReviewBrokenGlass(d.ctx(), unread[0].Seq, "It was needed."); err != nil {
		t.Fatal(err)
	}
}

func TestARestrictedNoteIsForItsAuthorAPrivacyOfficerOrABrokenGlass(t *testing.T) {
	d := newDesk(t, false)
	f := d.open()
	f = caseDo(t)(d.AddNote(d.ctx(), f.Key, data.Note{Class: data.NoteRestricted, Text: "Known to counsel alone."}))
	d.secondWith(data.RoleOfficer)
	d.as("Pat Winter", theirs)
	own := caseDo(t)(d.AddNote(d.ctx(), f.Key, data.Note{Class: data.NoteRestricted, Text: "Mine."}))
	if n := must[data.Note](t)(d.RevealNote(d.ctx(), f.Key, own.Notes[1].ID, "I wrote it.")); n.Text != "Mine." {
		t.Errorf("the author sees %q", n.Text)
	}
	if _, err := d.RevealNote(d.ctx(), f.Key, f.Notes[0].ID, "Curious."); !errors.Is(err, data.ErrNotAllowed) {
		t.Fatalf("another officer: %v", err)
	}
	caseDo(t)(d.BreakGlass(d.ctx(), f.Number, mustSee))
	if n := must[data.Note](t)(d.RevealNote(d.ctx(), f.Key, f.Notes[0].ID, "Counsel asked.")); !strings.Contains(n.Text, "counsel") {
		t.Errorf("behind a broken glass: %q", n.Text)
	}
}

func TestAnIntakeMayRestrictItsCase(t *testing.T) {
	d := newDesk(t, false)
	d.secondWith(data.RoleOfficer)
	in := spoken(d.clock.now())
	in.Restriction = &data.Restriction{Reason: "It is about the head of the office.", Names: []string{"Dana Whitfield"}}
	f := caseDo(t)(d.OpenCase(d.ctx(), in))
	if f.Restriction == nil || f.Restriction.Since != d.Session.today() {
		t.Errorf("opened with %+v", f.Restriction)
	}
	d.as("Pat Winter", theirs)
	if _, err := d.Case(d.ctx(), f.Number); !errors.Is(err, data.ErrRestricted) {
		t.Errorf("opens it: %v", err)
	}
	if _, err := d.OpenCase(d.ctx(), in); !errors.Is(err, data.ErrNotAllowed) {
		t.Errorf("an officer restricts: %v", err)
	}
}

func TestCasesThatAreKeptToOtherPeopleAreNotMerged(t *testing.T) {
	d := newDesk(t, false)
	a, b := d.open(), d.open()
	d.secondWith(data.FullRoles)
	a = caseDo(t)(d.restrict(a))
	for _, way := range [][2]data.CaseFile{{a, b}, {b, a}} {
		_, err := d.MergeCases(d.ctx(), way[0].Key, way[1].Number, "Twice.")
		lacks(t, err, "merge.restricted")
	}
	both := data.Restriction{Reason: "x", Names: []string{"Dana Whitfield", "Pat Winter"}}
	caseDo(t)(d.RestrictCase(d.ctx(), b.Key, both))
	_, err := d.MergeCases(d.ctx(), a.Key, b.Number, "Twice.")
	lacks(t, err, "merge.restricted")
	caseDo(t)(d.RestrictCase(d.ctx(), a.Key, both))
	b = caseDo(t)(d.MergeCases(d.ctx(), a.Key, b.Number, "Twice."))

	// From then on they are one matter.
	caseDo(t)(d.restrict(b))
	if a = caseDo(t)(d.Case(d.ctx(), a.Number)); !slices.Equal(a.Restriction.Names, []string{"Dana Whitfield"}) {
		t.Errorf("the merged one is kept to %v", a.Restriction.Names)
	}
	d.as("Pat Winter", theirs)
	for _, f := range []data.CaseFile{a, b} {
		if _, err := d.Case(d.ctx(), f.Number); !errors.Is(err, data.ErrRestricted) {
			t.Errorf("%s: %v", f.Number, err)
		}
	}
	d.as("Dana Whitfield", passphrase)
	caseDo(t)(d.LiftRestriction(d.ctx(), a.Key, "Settled."))
	if b = caseDo(t)(d.Case(d.ctx(), b.Number)); b.Restriction != nil {
		t.Errorf("the one that goes on is kept to %v", b.Restriction.Names)
	}
	caseDo(t)(d.restrict(b))
	a = caseDo(t)(d.UnmergeCases(d.ctx(), a.Key, "Two matters."))
	if a.Restriction == nil {
		t.Error("a merge taken back opened the case")
	}
}

func TestALinkAndWhatTheHistorySaysOfItAreNotForWhoeverMayNotSeeTheOtherCase(t *testing.T) {
	d := newDesk(t, false)
	a, b := d.open(), d.open()
	d.secondWith(data.FullRoles)
	caseDo(t)(d.LinkCases(d.ctx(), a.Key, b.Number, "The same doctor."))
	caseDo(t)(d.restrict(b))
	d.as("Pat Winter", theirs)
	if a = caseDo(t)(d.Case(d.ctx(), a.Number)); len(a.Links) > 0 {
		t.Errorf("links %+v", a.Links)
	}
	for _, e := range must[[]data.HistoryEntry](t)(d.History(d.ctx(), a.Key, 0, 0)) {
		if strings.Contains(e.Summary+e.Before+e.After, b.Number) {
			t.Errorf("the history says %+v", e)
		}
	}
	if _, err := d.History(d.ctx(), b.Key, 0, 0); !errors.Is(err, data.ErrRestricted) {
		t.Errorf("the history of the restricted case: %v", err)
	}
	// The log as a whole keeps who did what kind of thing, and when.
	of := 0
	for _, e := range must[[]AuditEntry](t)(d.Audit(d.ctx(), AuditQuery{Limit: 500})) {
		if e.CaseKey != b.Key {
			continue
		}
		if of++; !e.Shut || e.By == "" || e.Action == "" || e.Number != b.Number || e.Before+e.After+e.Object != "" {
			t.Errorf("the log says %+v", e)
		}
	}
	if of < 3 {
		t.Errorf("the log has %d entries of it", of)
	}
}

func TestFiguresCountARestrictedCaseAndDoNotSayWhichOneItIs(t *testing.T) {
	d := newDesk(t, false)
	open, f := d.open(), d.open()
	d.secondWith(data.FullRoles)
	period := data.MonthPeriod(d.Session.today().Month())
	caseDo(t)(d.restrict(f))
	all := must[data.SummaryFacts](t)(d.SummaryFacts(d.ctx(), period))
	packet := must[data.LogFacts](t)(d.CommitteePacket(d.ctx(), period))
	d.as("Pat Winter", theirs)
	facts := must[data.SummaryFacts](t)(d.SummaryFacts(d.ctx(), period))
	if len(facts.Received) != 2 || len(facts.Open) != 2 || len(facts.Issues) != len(all.Issues) || len(facts.Flow) != 2 {
		t.Errorf("counted %d received, %d open", len(facts.Received), len(facts.Open))
	}
	for _, c := range facts.Received {
		if c.Key == f.Key || c.Number == f.Number || c.Key < 0 && (c.Number != "" || c.Unit != f.Unit) {
			t.Errorf("counted as %+v", c)
		}
	}
	for _, i := range facts.Issues {
		if i.Case == f.Key {
			t.Error("an issue names its restricted case")
		}
	}
	// The packet has its row, and its counts are those that who is named gets.
	mine := must[data.LogFacts](t)(d.CommitteePacket(d.ctx(), period))
	if len(mine.Rows) != 2 || !mine.Rows[1].Restricted || mine.Rows[1].Number != f.Number || mine.Rows[1].Severity != 0 || mine.Rows[0].Number != open.Number {
		t.Errorf("the packet has %+v", mine.Rows)
	}
	high := func(l data.LogFacts) (n int) {
		for _, r := range l.Counted() {
			if r.Severity == 3 {
				n++
			}
		}
		return n
	}
	if high(mine) != 2 || high(packet) != 2 {
		t.Errorf("severity high: %d, for who is named %d", high(mine), high(packet))
	}
}

func TestTheRegisterKnowsOfAPersonWhatOpenCasesSay(t *testing.T) {
	d := newDesk(t, false)
	a := d.open()
	in := spoken(d.clock.now())
	in.Patient.Known, in.Patient.Phone = a.People[0].Known, "212-555-0177"
	b := caseDo(t)(d.OpenCase(d.ctx(), in))
	alone := spoken(d.clock.now())
	alone.Patient = data.Person{Given: "Ann", Family: "Moss", MRN: "MRN5"}
	c := caseDo(t)(d.OpenCase(d.ctx(), alone))
	gift := &data.Recovery{On: d.Session.today(), Item: "Parking", Cents: 900}
	caseDo(t)(d.SaveRecord(d.ctx(), b.Key, gift))
	d.secondWith(data.FullRoles)
	caseDo(t)(d.restrict(b))
	caseDo(t)(d.restrict(c))
	who := must[data.KnownPerson](t)(d.KnownPerson(d.ctx(), a.People[0].Known))
	if len(who.Cases) != 2 || who.Person.Phone == "" {
		t.Fatalf("who is named sees %+v", who)
	}

	d.as("Pat Winter", theirs)
	who = must[data.KnownPerson](t)(d.KnownPerson(d.ctx(), a.People[0].Known))
	if len(who.Cases) != 1 || who.Cases[0].Number != a.Number || who.Person.Phone != "" || who.Person.Family != a.People[0].Family {
		t.Errorf("who is not named sees %+v", who)
	}
	if _, err := d.KnownPerson(d.ctx(), c.People[0].Known); !errors.Is(err, data.ErrRestricted) {
		t.Errorf("a person of a restricted case alone: %v", err)
	}
	for _, p := range []data.Person{{Given: "Ann", Family: "Moss"}, {MRN: "MRN5"}} {
		if like := must[[]data.LikePerson](t)(d.PeopleLike(d.ctx(), p)); len(like) > 0 {
			t.Errorf("offered %+v", like)
		}
	}
	if sum := must[int64](t)(d.GiftsThisYear(d.ctx(), a.People[0], gift.On.Year())); sum != 0 {
		t.Errorf("gifts of %d cents in a restricted case are summed", sum)
	}
	if got := must[data.Accounting](t)(d.Accounting(d.ctx(), a.Key)); got.Cases != 1 || !got.Partial {
		t.Errorf("the accounting has %d cases, partial: %v", got.Cases, got.Partial)
	}
	if _, err := d.MergePersons(d.ctx(), a.People[0].Known, c.People[0].Known, "x"); !errors.Is(err, data.ErrRestricted) {
		t.Errorf("merged with somebody of a restricted case: %v", err)
	}
}

func TestAReopenedCaseStaysRestricted(t *testing.T) {
	d := newDesk(t, false)
	f := d.fullCase()
	caseDo(t)(d.restrict(f))
	f = caseDo(t)(d.Act(d.ctx(), f.Key, data.ActReopen, "New facts.", data.Closing{Cause: data.ReopenCauses[0].Value}))
	if f.Restriction == nil {
		t.Error("reopening lifted the restriction")
	}
}

func TestAPurgeWaitsForTheReviewOfABrokenGlassAndEndsTheRestriction(t *testing.T) {
	d := newDesk(t, false)
	d.secondWith(data.FullRoles)
	f := d.open()
	d.void(f)
	caseDo(t)(d.restrict(f))
	caseDo(t)(d.BreakGlass(d.ctx(), f.Number, mustSee))
	d.clock.set(d.clock.now().AddDate(6, 0, 3))
	lacks(t, d.AskPurge(d.ctx(), []int64{f.Key}, "Kept long enough."), "glass")
	d.as("Pat Winter", theirs)
	if page := must[data.PurgePage](t)(d.PurgeableCases(d.ctx(), data.Cursor{})); len(page.Rows) > 0 {
		t.Errorf("offered for a purge: %+v", page.Rows)
	}
	if err := d.AskPurge(d.ctx(), []int64{f.Key}, "Kept long enough."); !errors.Is(err, data.ErrRestricted) {
		t.Errorf("asked for unseen: %v", err)
	}
	if err := d.ReviewBrokenGlass(d.ctx(), d.number(`select key from glass_breaks`), "It was needed."); err != nil {
		t.Fatal(err)
	}
	d.as("Dana Whitfield", passphrase)
	caseDo(t)(d.RestrictCase(d.ctx(), f.Key, data.Restriction{Reason: "Pat confirms.", Names: []string{"Dana Whitfield", "Pat Winter"}}))
	if err := d.AskPurge(d.ctx(), []int64{f.Key}, "Kept long enough."); err != nil {
		t.Fatal(err)
	}
	d.as("Pat Winter", theirs)
	must[[]data.PurgeCertificate](t)(d.ConfirmPurge(d.ctx(), []int64{f.Key}))
	if n := d.number(`select (select count(*) from restrictions) + (select count(*) from glass_breaks)`); n != 0 {
		t.Errorf("%d rows of it stay", n)
	}
	if row := must[data.CasePage](t)(d.Cases(d.ctx(), data.CaseQuery{Text: f.Number})).Rows[0]; row.Restricted || row.State != data.StatePurged {
		t.Errorf("purged, it is listed as %+v", row)
	}
}

func TestWhoLeavesTheOfficeIsNamedNoLonger(t *testing.T) {
	d := newDesk(t, false)
	d.secondWith(data.FullRoles)
	f := caseDo(t)(d.RestrictCase(d.ctx(), d.open().Key, data.Restriction{Reason: "x", Names: []string{"Dana Whitfield", "Pat Winter"}}))
	if err := d.RemoveOfficer(d.ctx(), "Pat Winter", "Retired."); err != nil {
		t.Fatal(err)
	}
	if f = caseDo(t)(d.Case(d.ctx(), f.Number)); !slices.Equal(f.Restriction.Names, []string{"Dana Whitfield"}) {
		t.Errorf("named are %v", f.Restriction.Names)
	}
	d.secondWith(data.FullRoles) // somebody of the same name
	d.as("Pat Winter", theirs)
	if _, err := d.Case(d.ctx(), f.Number); !errors.Is(err, data.ErrRestricted) {
		t.Errorf("opens it: %v", err)
	}
}

func TestADraftIsForWhoeverTypedIt(t *testing.T) {
	d := newDesk(t, false)
	f := d.open()
	d.secondWith(data.FullRoles)
	for _, name := range []string{"intake", "note/" + f.Number, "letter/" + f.Number + "/acknowledgement/en"} {
		if err := d.SaveDraft(d.ctx(), name, []byte("Pat Winter shouted.")); err != nil {
			t.Fatal(err)
		}
	}
	d.as("Pat Winter", theirs)
	for _, name := range []string{"intake", "note/" + f.Number} {
		if text, _, err := d.Draft(d.ctx(), name); !errors.Is(err, data.ErrNotFound) {
			t.Errorf("reads %s of somebody else: %q, %v", name, text, err)
		}
	}
	if err := d.SaveDraft(d.ctx(), "intake", []byte("Mine.")); err != nil {
		t.Fatal(err)
	}
	if err := d.DeleteDraft(d.ctx(), "note/"+f.Number); err != nil {
		t.Fatal(err)
	}
	if list := must[[]DraftInfo](t)(d.Drafts(d.ctx(), "")); len(list) != 2 || list[1].Name != "letter/"+f.Number+"/acknowledgement/en" {
		t.Errorf("has %+v", list)
	}
	d.as("Dana Whitfield", passphrase)
	for _, name := range []string{"intake", "note/" + f.Number} {
		if text, _, err := d.Draft(d.ctx(), name); err != nil || string(text) != "Pat Winter shouted." {
			t.Errorf("%s came back as %q, %v", name, text, err)
		}
	}
	if err := d.RemoveOfficer(d.ctx(), "Pat Winter", "Retired."); err != nil {
		t.Fatal(err)
	}
	if n := d.number(`select count(*) from drafts where officer = 'Pat Winter'`); n != 0 {
		t.Errorf("%d drafts of who left stay", n)
	}
}
