package data

import (
	"errors"
	"slices"
	"strings"
	"testing"
)

func TestAnOfficeStartsWithHCATInForce(t *testing.T) {
	s := testSettings()
	if got := s.Taxonomy(); got.Version != 1 || len(got.Categories) != len(HCAT) || got.State != TaxonomyActive {
		t.Errorf("in force is %+v", got)
	}
	if _, ok := s.TaxonomyDraft(); ok {
		t.Error("there is a draft already")
	}
}

// fallsAdded is a draft that adds, renames and retires.
func fallsAdded(s Settings) Taxonomy {
	return s.NextTaxonomy().WithSub("safety", "Falls").SubNamed("safety", "teamwork", "Handover between teams").
		Retire("listening", "token_listening", true).WithCategory("Management", "Food service", "Meals and diets.").Named("environment", "Place", "The building and its things.")
}

func TestADraftSaysInWordsHowItDiffers(t *testing.T) {
	s := testSettings()
	got := fallsAdded(s).Changes(s.Taxonomy())
	want := []string{
		"New in Safety: Falls.", "Teamwork, in Safety, is now called Handover between teams.",
		"The category Environment is now called Place.", "The meaning of Place is now: The building and its things.",
		"Token listening, in Listening, is retired: it is no longer offered.", "New category: Food service.",
	}
	slices.Sort(got)
	slices.Sort(want)
	if !slices.Equal(got, want) {
		t.Errorf("the changes are\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	if back := fallsAdded(s).Retire("listening", "token_listening", false); slices.ContainsFunc(back.Changes(s.Taxonomy()), func(c string) bool { return strings.Contains(c, "Token") }) {
		t.Error("what was retired and offered again shows as a change")
	}
	if len(HCAT[1].Subs) != 7 || HCAT[2].Name != "Environment" {
		t.Fatal("the draft changed HCAT itself")
	}
}

func TestANewVersionIsInForceAndTheOneBeforeRetired(t *testing.T) {
	s := testSettings()
	s = s.WithTaxonomyDraft(fallsAdded(s))
	if s.Taxonomy().Version != 1 {
		t.Fatal("a draft is in force")
	}
	if _, err := s.ActivateTaxonomy("Dana Whitfield", " ", testToday); err == nil {
		t.Error("it was put in force without a reason")
	}
	s, err := s.ActivateTaxonomy("Dana Whitfield", "Falls are counted.", testToday)
	if err != nil {
		t.Fatal(err)
	}
	now := s.Taxonomy()
	if now.Version != 2 || now.From != testToday || now.By != "Dana Whitfield" || now.Reason != "Falls are counted." || s.Taxonomies()[0].State != TaxonomyRetired {
		t.Errorf("in force is %+v", now)
	}
	if _, err := s.ActivateTaxonomy("Dana Whitfield", "Again.", testToday); !errors.Is(err, ErrNotFound) {
		t.Errorf("without a draft: %v", err)
	}
	third := s.WithTaxonomyDraft(s.NextTaxonomy().WithSub("safety", "Falls"))
	if d, _ := third.TaxonomyDraft(); d.Version != 3 {
		t.Errorf("the next draft is version %d", d.Version)
	} else if !d.Validate(now).Has("sub.twice") {
		t.Error("two sub-categories may have one name")
	}
	third = s.WithTaxonomyDraft(s.NextTaxonomy())
	if _, err := third.ActivateTaxonomy("Dana Whitfield", "No change.", testToday); err == nil {
		t.Error("a list that is the same was put in force")
	}
}

func TestWhatADraftMayNotBe(t *testing.T) {
	s := testSettings()
	active := s.Taxonomy()
	for code, draft := range map[string]Taxonomy{
		"category.lost": {Categories: HCAT[1:]},
		"sub.lost":      s.NextTaxonomy().changed("safety", func(c *Category) { c.Subs = c.Subs[1:] }),
		"name":          s.NextTaxonomy().Named("safety", " ", "x"),
		"name.twice":    s.NextTaxonomy().Named("safety", "Quality", "x"),
		"domain":        s.NextTaxonomy().WithCategory("Kitchen", "Food", "x"),
		"sub.name":      s.NextTaxonomy().SubNamed("safety", "teamwork", ""),
		"name.long":     s.NextTaxonomy().Named("safety", strings.Repeat("a", maxLine+1), "x"),
		"categories": func() Taxonomy {
			none := s.NextTaxonomy()
			for _, c := range HCAT {
				none = none.Retire(c.Code, "", true)
			}
			return none
		}(),
	} {
		wantGap(t, draft.Validate(active), code, false)
	}
	wantNone(t, fallsAdded(s).Validate(active))
	retired := s.NextTaxonomy().Retire("quality", "", true).WithCategory("Clinical", "Quality", "New.")
	wantNone(t, retired.Validate(active)) // a name is free again once its category is retired
	if code := retired.Categories[7].Code; code != "quality_2" {
		t.Errorf("the new code is %q", code)
	}
}

func TestWhatIsRetiredIsNoLongerChosenAndStillRead(t *testing.T) {
	s := testSettings()
	s, err := s.WithTaxonomyDraft(fallsAdded(s).Retire("respect", "", true)).ActivateTaxonomy("Dana Whitfield", "Yes.", testToday)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range s.Taxonomy().Choices() {
		_, listens := c.Sub("token_listening")
		if c.Code == "respect" || listens {
			t.Errorf("%s still offers what is retired", c.Name)
		}
	}
	old := Issue{Words: "w", Category: "respect", Subcategory: "privacy", Taxonomy: 1}
	wantNone(t, old.Validate(0, s, testToday))
	if c, sub := old.About(s); c != "Respect and patient rights" || sub != "Privacy" {
		t.Errorf("the old issue reads %q, %q", c, sub)
	}
}

func TestAnIssueKeepsTheVersionThatItWasCodedWith(t *testing.T) {
	s := testSettings()
	s, err := s.WithTaxonomyDraft(fallsAdded(s)).ActivateTaxonomy("Dana Whitfield", "Yes.", testToday)
	if err != nil {
		t.Fatal(err)
	}
	before := Issue{Category: "environment", Subcategory: "staffing"} // of before there were versions
	same := before
	same.Words = "Too few nurses."
	if got := same.WithTaxonomy(&before, s); got.Taxonomy != 0 {
		t.Errorf("other words made it version %d", got.Taxonomy)
	}
	other := before
	other.Subcategory = "equipment"
	if got := other.WithTaxonomy(&before, s); got.Taxonomy != 2 {
		t.Errorf("another sub-category made it version %d", got.Taxonomy)
	}
	if got := (Issue{Category: "safety"}).WithTaxonomy(nil, s); got.Taxonomy != 2 {
		t.Errorf("a new issue has version %d", got.Taxonomy)
	}
	if c, _ := before.About(s); c != "Environment" {
		t.Errorf("the old issue reads %q", c)
	}
	if c, _ := other.WithTaxonomy(&before, s).About(s); c != "Place" {
		t.Errorf("the new issue reads %q", c)
	}
	wantGap(t, Issue{Words: "w", Category: "food_service", Taxonomy: 1}.Validate(0, s, testToday), "category", false)
	wantNone(t, Issue{Words: "w", Category: "food_service", Taxonomy: 2}.Validate(0, s, testToday))
}

func TestAnIssueOfALaterProgramIsReadAsFarAsItCanBe(t *testing.T) {
	is := Issue{Category: "from_2030", Subcategory: "robots", Taxonomy: 99}
	if c, sub := is.About(testSettings()); c != "from_2030" || sub != "robots" {
		t.Errorf("it reads %q, %q", c, sub)
	}
}
