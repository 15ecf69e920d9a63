package store

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"rapport/data"
)

// leaflet is a draft that is complete.
func leaflet() data.Knowledge {
	return data.Knowledge{Kind: data.KnowledgeLeaflet, State: data.KnowledgeDraft, Title: "Your rights", Version: "3", Text: "You may complain.",
		Review: data.NewDate(2027, 3, 1)}
}

func active(k data.Knowledge) data.Knowledge { k.State = data.KnowledgeActive; return k }

// saved keeps an entry.
func (d *desk) saved(k data.Knowledge) data.Knowledge {
	d.t.Helper()
	return must[data.Knowledge](d.t)(d.SaveKnowledge(d.ctx(), k))
}

func (d *desk) library(q data.KnowledgeQuery) []data.Knowledge {
	d.t.Helper()
	return must[[]data.Knowledge](d.t)(d.Library(d.ctx(), q))
}

func titles(all []data.Knowledge) string {
	var words []string
	for _, k := range all {
		words = append(words, k.Named())
	}
	return strings.Join(words, "; ")
}

func (d *desk) give(k data.Knowledge) data.CaseFile {
	d.t.Helper()
	f := d.open()
	return caseDo(d.t)(d.SaveRecord(d.ctx(), f.Key, &data.Handout{On: d.Settings().Today(d.clock.now()), Item: k.ID, Title: k.Title, Version: k.Version, To: "Zoë O'Brien-Løkke"}))
}

func TestANewVersionRetiresTheOldOneWhenItComesIntoForceAndKeepsItsWords(t *testing.T) {
	d := newDesk(t, false)
	old := d.saved(active(leaflet()))
	fresh := leaflet()
	fresh.Item, fresh.Version, fresh.Text = old.Item, "4", "You may complain, and get an answer."
	fresh = d.saved(fresh)
	if got := d.library(data.KnowledgeQuery{State: data.KnowledgeActive}); titles(got) != "Your rights, version 3" {
		t.Fatalf("while the new version is a draft, in force is %q", titles(got))
	}
	fresh = d.saved(active(fresh))
	if got := d.library(data.KnowledgeQuery{State: data.KnowledgeActive}); titles(got) != "Your rights, version 4" {
		t.Errorf("in force is %q", titles(got))
	}
	versions := d.library(data.KnowledgeQuery{Item: old.Item})
	if titles(versions) != "Your rights, version 4; Your rights, version 3" || versions[1].State != data.KnowledgeRetired || versions[1].Text != "You may complain." {
		t.Errorf("the versions are %+v", versions)
	}
	d.saved(active(old)) // undo
	if got := d.library(data.KnowledgeQuery{State: data.KnowledgeActive}); titles(got) != "Your rights, version 3" {
		t.Errorf("after going back, in force is %q", titles(got))
	}
	stray := leaflet()
	stray.Item = data.NewID()
	if _, err := d.SaveKnowledge(t.Context(), stray); !errors.Is(err, data.ErrNotFound) {
		t.Errorf("a version of nothing gave %v", err)
	}
}

func TestWhatWasGivenToSomebodyKeepsItsWords(t *testing.T) {
	d := newDesk(t, false)
	k := d.saved(active(leaflet()))
	k.Text = "You may complain to us."
	k = d.saved(k) // nobody had it yet
	f := d.give(k)
	if f.Handouts[0].Version != "3" {
		t.Errorf("the handout is %+v", f.Handouts[0])
	}
	if got := d.library(data.KnowledgeQuery{})[0]; got.Given != 1 {
		t.Errorf("given %d times", got.Given)
	}
	other := k
	other.Version = "4"
	var m data.Missing
	if _, err := d.SaveKnowledge(t.Context(), other); !errors.As(err, &m) || !m.Has("given") {
		t.Errorf("another version for the same words gave %v", err)
	}
	k.Review, k.Source = k.Review.AddDays(30), "The new rack"
	d.saved(k) // where it is kept may change
	k.State = data.KnowledgeDraft
	k = d.saved(k)
	if err := d.RemoveKnowledge(t.Context(), k.ID); !errors.Is(err, data.ErrNotAllowed) {
		t.Errorf("removing what was given out gave %v", err)
	}
}

func TestTheLibraryIsFoundByWordsKindStateAndReview(t *testing.T) {
	d := newDesk(t, false)
	today := d.Settings().Today(d.clock.now())
	rights := active(leaflet())
	rights.Review = today
	d.saved(rights)
	policy := active(leaflet())
	policy.Kind, policy.Title, policy.Number, policy.Text = data.KnowledgePolicy, "Élan visitation", "RI-12", "The patient decides."
	d.saved(policy)
	question := data.Knowledge{Kind: data.KnowledgeQuestion, State: data.KnowledgeDraft, Title: "May a dog visit?", AskedIn: "PR-2026-00001"}
	question = d.saved(question)
	gone := leaflet()
	gone.Title, gone.State = "Parking 2019", data.KnowledgeRetired
	d.saved(gone)
	for what, c := range map[string]struct {
		q    data.KnowledgeQuery
		want string
	}{
		"all":                         {data.KnowledgeQuery{}, "Élan visitation, version 3; May a dog visit?; Parking 2019, version 3; Your rights, version 3"},
		"the beginning of a word":     {data.KnowledgeQuery{Text: "compl"}, "Parking 2019, version 3; Your rights, version 3"},
		"not the middle of a word":    {data.KnowledgeQuery{Text: "omplain"}, ""},
		"two words, folded":           {data.KnowledgeQuery{Text: "ELAN decides"}, "Élan visitation, version 3"},
		"a number":                    {data.KnowledgeQuery{Text: "ri 12"}, "Élan visitation, version 3"},
		"a wildcard is no word":       {data.KnowledgeQuery{Text: "%dog_"}, "May a dog visit?"},
		"a kind":                      {data.KnowledgeQuery{Kind: data.KnowledgePolicy}, "Élan visitation, version 3"},
		"a state":                     {data.KnowledgeQuery{State: data.KnowledgeRetired}, "Parking 2019, version 3"},
		"no retired ones":             {data.KnowledgeQuery{Current: true, Text: "2019"}, ""},
		"questions without an answer": {data.KnowledgeQuery{Unanswered: true}, "May a dog visit?"},
		"a review that is due today":  {data.KnowledgeQuery{Owed: true}, "Your rights, version 3"},
	} {
		if got := titles(d.library(c.q)); got != c.want {
			t.Errorf("%s: %q, want %q", what, got, c.want)
		}
	}
	answer := d.saved(question.Answered("Yes, with a vaccination card.", today, "Dana Whitfield"))
	if got := d.library(data.KnowledgeQuery{Unanswered: true}); len(got) != 0 {
		t.Errorf("an answered question is still open: %q", titles(got))
	}
	if got := d.library(data.KnowledgeQuery{Kind: data.KnowledgeAnswer}); len(got) != 1 || !got[0].Givable() || got[0].ID != answer.ID {
		t.Errorf("the answers are %+v", got)
	}
}

func TestAReviewThatIsDoneIsOwedAgainInAYear(t *testing.T) {
	d := newDesk(t, false)
	k := active(leaflet())
	k.Review = d.Settings().Today(d.clock.now())
	k = d.saved(k)
	k = must[data.Knowledge](t)(d.ReviewKnowledge(t.Context(), k.ID))
	if k.Review.String() != "2027-03-02" || k.ReviewedOn.String() != "2026-03-02" || k.ReviewedBy != "Dana Whitfield" {
		t.Errorf("%+v", k)
	}
	if got := d.library(data.KnowledgeQuery{Owed: true}); len(got) != 0 {
		t.Errorf("still owed: %q", titles(got))
	}
	if _, err := d.ReviewKnowledge(t.Context(), data.NewID()); !errors.Is(err, data.ErrNotFound) {
		t.Errorf("reviewing nothing gave %v", err)
	}
}

func TestTheStartingSetIsDraftsThatCannotBeGivenOut(t *testing.T) {
	d := newDesk(t, false)
	added := must[[]data.Knowledge](t)(d.AddStartingKnowledge(t.Context()))
	all := d.library(data.KnowledgeQuery{})
	if len(all) != len(added) || len(all) < 6 {
		t.Fatalf("%d of %d", len(all), len(added))
	}
	if slices.ContainsFunc(all, data.Knowledge.Givable) {
		t.Error("a draft can be given out")
	}
	for _, k := range added {
		if err := d.RemoveKnowledge(t.Context(), k.ID); err != nil {
			t.Fatal(err)
		}
	}
	if len(d.library(data.KnowledgeQuery{})) != 0 {
		t.Error("the set cannot be taken back")
	}
}

func TestARemovedDraftComesBackAsItWas(t *testing.T) {
	d := newDesk(t, false)
	k := d.saved(leaflet())
	if err := d.RemoveKnowledge(t.Context(), k.ID); err != nil {
		t.Fatal(err)
	}
	if got := d.saved(k); got != k {
		t.Errorf("came back as %+v", got)
	}
	d.saved(active(k))
	if err := d.RemoveKnowledge(t.Context(), k.ID); !errors.Is(err, data.ErrNotAllowed) {
		t.Errorf("removing what is in force gave %v", err)
	}
}
