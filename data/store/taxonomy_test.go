package store

import (
	"errors"
	"testing"

	"rapport/data"
)

func TestCategoriesChangeByDraftAndOldIssuesKeepTheirs(t *testing.T) {
	d := newDesk(t, false)
	ctx, do := t.Context(), caseDo(t)
	ok := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	f := d.open()
	old := f.Issues[0]
	if old.Taxonomy != 1 {
		t.Errorf("the issue has version %d", old.Taxonomy)
	}
	ok(d.SaveTaxonomyDraft(ctx, d.Settings().NextTaxonomy().Named("quality", "Care", "How well people are cared for.").WithSub("safety", "Falls")))
	draft, there := d.Settings().TaxonomyDraft()
	if !there || draft.Version != 2 || draft.By != "Dana Whitfield" || d.Settings().Taxonomy().Version != 1 {
		t.Fatalf("the draft is %+v", draft)
	}
	d.again() // it is kept in the store
	ok(d.SaveTaxonomyDraft(ctx, draft.WithSub("safety", "Restraint")))
	if all := d.Settings().Taxonomies(); len(all) != 2 {
		t.Fatalf("there are %d versions", len(all))
	}
	set := d.Settings()
	set.Phone, set.OwnTaxonomies = "555-0199", nil
	ok(d.SaveSettings(ctx, set)) // the form of the settings knows nothing of categories
	ok(d.ActivateTaxonomy(ctx, "The ward counts falls."))
	if now := d.Settings().Taxonomy(); now.Version != 2 || now.From != d.Settings().Today(d.clock.now()) || d.Settings().Phone != "555-0199" {
		t.Errorf("in force is %+v", now)
	}

	old.Words = "Nobody came for an hour."
	f = do(d.SaveIssue(ctx, f.Key, old))
	if c, _ := f.Issues[0].About(d.Settings()); c != "Quality" || f.Issues[0].Taxonomy != 1 {
		t.Errorf("the old issue reads %q, version %d", c, f.Issues[0].Taxonomy)
	}
	f = do(d.SaveIssue(ctx, f.Key, data.Issue{Words: "She fell.", Category: "safety", Subcategory: "falls", Severity: 3}))
	if last := f.Issues[2]; last.Taxonomy != 2 {
		t.Errorf("the new issue is %+v", last)
	}
	in := spoken(d.clock.now())
	in.Issues[0].Category, in.Issues[0].Subcategory = "safety", "restraint"
	if g := do(d.OpenCase(ctx, in)); g.Issues[0].Taxonomy != 2 {
		t.Errorf("the issue of a new case is %+v", g.Issues[0])
	}
	facts := must[data.SummaryFacts](t)(d.SummaryFacts(ctx, data.MonthPeriod(d.Settings().Today(d.clock.now()).Month())))
	versions := map[int]int{}
	for _, is := range facts.Issues {
		versions[is.Taxonomy]++
	}
	if versions[1] != 2 || versions[2] != 3 {
		t.Errorf("the figures count the versions %v", versions)
	}
}

func TestADraftOfCategoriesCanBePutAway(t *testing.T) {
	d := newDesk(t, false)
	ctx := t.Context()
	if err := d.DropTaxonomyDraft(ctx); !errors.Is(err, data.ErrNotFound) {
		t.Errorf("without a draft: %v", err)
	}
	if err := d.ActivateTaxonomy(ctx, "Why not."); !errors.Is(err, data.ErrNotFound) {
		t.Errorf("without a draft: %v", err)
	}
	lost := d.Settings().NextTaxonomy()
	lost.Categories = lost.Categories[1:]
	var m data.Missing
	if err := d.SaveTaxonomyDraft(ctx, lost); !errors.As(err, &m) || !m.Has("category.lost") {
		t.Errorf("a draft without a category that issues have: %v", err)
	}
	if err := d.SaveTaxonomyDraft(ctx, d.Settings().NextTaxonomy().WithSub("safety", "Falls")); err != nil {
		t.Fatal(err)
	}
	if err := d.DropTaxonomyDraft(ctx); err != nil {
		t.Fatal(err)
	}
	if len(d.Settings().Taxonomies()) != 1 {
		t.Error("the draft is still there")
	}
}

func TestStaffInvolvedRecordNoFindingAndSignNothing(t *testing.T) {
	d := newDesk(t, false)
	ctx := t.Context()
	f := d.open()
	f = caseDo(t)(d.SavePerson(ctx, f.Key, data.Person{Role: data.RoleStaff, Given: "Dana", Family: "Whitfield"}))
	var m data.Missing
	if _, err := d.RecordFinding(ctx, f.Key, f.Issues[0].ID, data.Finding{Outcome: data.Unsubstantiated, Reasons: "I did nothing wrong."}); !errors.As(err, &m) || !m.Has("conflict") {
		t.Errorf("the finding of the one complained about: %v", err)
	}
	if _, err := d.SignOff(ctx, f.Key, ""); !errors.As(err, &m) || !m.Has("conflict") {
		t.Errorf("the sign-off of the one complained about: %v", err)
	}
}

func TestDidItWorkIsOnTheDayAfterTheCaseHasClosed(t *testing.T) {
	d := newDesk(t, false)
	ctx, do := t.Context(), caseDo(t)
	f := d.quiet()
	today := d.Settings().Today(d.clock.now())
	f = do(d.SaveStep(ctx, f.Key, data.Step{Kind: data.Referral, Subject: "Repair the pump", With: "Facilities", SentOn: today, Due: today,
		DoneOn: today, Result: "It is repaired.", CheckOn: today.AddDays(data.WorkedDays)}))
	do(d.AddContact(ctx, f.Key, data.Contact{Mode: "phone", At: d.clock.now(), With: "Zoë", Summary: "It is repaired."}, false))
	do(d.Act(ctx, f.Key, data.ActClose, "", data.Closing{Reason: data.ClosedSatisfied, CompletedOn: today, Satisfied: "yes", NoAction: "It is repaired.", QAPI: "environment", Privacy: "none"}))
	d.clock.set(d.clock.now().AddDate(0, 0, data.WorkedDays))
	wantGroup(t, d.today(false), data.GroupToday, "Did it work? Facilities")
	f = do(d.Case(ctx, f.Number))
	st := f.Steps[0]
	st.Worked, st.WorkedOn = "effective", d.Settings().Today(d.clock.now())
	do(d.SaveStep(ctx, f.Key, st))
	wantGroup(t, d.today(false), data.GroupToday)
}
