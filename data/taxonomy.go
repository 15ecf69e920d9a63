package data

import (
	"slices"
	"strconv"
	"strings"
	"unicode"
)

// TaxonomyState is where a version of the list of categories stands.
type TaxonomyState string

// The states of a version; it goes from one to the next and never back.
const (
	TaxonomyDraft   TaxonomyState = "draft"
	TaxonomyActive  TaxonomyState = "active"
	TaxonomyRetired TaxonomyState = "retired"
)

// TaxonomyStates lists the states.
var TaxonomyStates = []Term[TaxonomyState]{
	{TaxonomyDraft, "Draft"}, {TaxonomyActive, "In force"}, {TaxonomyRetired, "Retired"},
}

// String returns the label.
func (s TaxonomyState) String() string { return labelOf(TaxonomyStates, s) }

// Taxonomy is one version of the list of categories that issues are sorted into.
// Version 1 is [HCAT]. A later version holds every code of the one before, renamed
// or retired perhaps, so that a code means the same in all of them; an issue
// keeps the version that it was coded with.
type Taxonomy struct {
	Version    int           `json:"version"`
	State      TaxonomyState `json:"state"`
	Categories []Category    `json:"categories"`
	From       Date          `json:"from,omitempty"`   // in force from
	By         string        `json:"by,omitempty"`     // who put it in force, or drafted it last
	Reason     string        `json:"reason,omitempty"` // why it was put in force
}

// firstTaxonomy is the version that an office starts from.
const firstTaxonomy = 1

// Domains are the domains of the Healthcare Complaints Analysis Tool; a category
// of the office's own belongs to one of them.
var Domains = []string{"Clinical", "Management", "Relationship"}

// Taxonomies returns every version, the first one first. HCAT is in force until
// another is.
func (s Settings) Taxonomies() []Taxonomy {
	first := Taxonomy{Version: firstTaxonomy, State: TaxonomyActive, Categories: HCAT}
	for _, t := range s.OwnTaxonomies {
		if t.State != TaxonomyDraft {
			first.State = TaxonomyRetired
		}
	}
	return append([]Taxonomy{first}, s.OwnTaxonomies...)
}

// Taxonomy returns the version in force: new issues are coded with it.
func (s Settings) Taxonomy() Taxonomy {
	t, _ := s.taxonomyIn(TaxonomyActive)
	return t
}

// TaxonomyDraft returns the draft of the next version, where there is one.
func (s Settings) TaxonomyDraft() (Taxonomy, bool) { return s.taxonomyIn(TaxonomyDraft) }

func (s Settings) taxonomyIn(state TaxonomyState) (Taxonomy, bool) {
	for _, t := range s.Taxonomies() {
		if t.State == state {
			return t, true
		}
	}
	return Taxonomy{}, false
}

// TaxonomyOf returns the version that an issue was coded with; issues written
// down before there were versions have HCAT. A version that is not known, of a
// newer program, reads as the one in force.
func (s Settings) TaxonomyOf(version int) Taxonomy {
	for _, t := range s.Taxonomies() {
		if t.Version == max(version, firstTaxonomy) {
			return t
		}
	}
	return s.Taxonomy()
}

// NextTaxonomy returns a draft of the next version: a copy of the one in force.
func (s Settings) NextTaxonomy() Taxonomy {
	t := s.Taxonomy().clone()
	t.Version, t.State, t.From, t.By, t.Reason = len(s.Taxonomies())+1, TaxonomyDraft, 0, "", ""
	return t
}

func (t Taxonomy) clone() Taxonomy {
	t.Categories = slices.Clone(t.Categories)
	for i := range t.Categories {
		t.Categories[i].Subs = slices.Clone(t.Categories[i].Subs)
	}
	return t
}

// Category returns the category with the code.
func (t Taxonomy) Category(code string) (Category, bool) {
	i := slices.IndexFunc(t.Categories, func(c Category) bool { return c.Code == code })
	if i < 0 {
		return Category{}, false
	}
	return t.Categories[i], true
}

// Sub returns the sub-category with the code.
func (c Category) Sub(code string) (Subcategory, bool) {
	i := slices.IndexFunc(c.Subs, func(s Subcategory) bool { return s.Code == code })
	if i < 0 {
		return Subcategory{}, false
	}
	return c.Subs[i], true
}

// CategoryName returns the name of the category, or the code itself when the
// version does not know it.
func (t Taxonomy) CategoryName(code string) string {
	if c, ok := t.Category(code); ok {
		return c.Name
	}
	return code
}

// SubName returns the name of the sub-category within its category, or the code
// itself when the version does not know it.
func (t Taxonomy) SubName(category, sub string) string {
	c, _ := t.Category(category)
	if s, ok := c.Sub(sub); ok {
		return s.Name
	}
	return sub
}

// Choices returns the categories and sub-categories that may be chosen: without
// those retired.
func (t Taxonomy) Choices() []Category {
	var all []Category
	for _, c := range t.clone().Categories {
		if !c.Retired {
			c.Subs = slices.DeleteFunc(c.Subs, func(s Subcategory) bool { return s.Retired })
			all = append(all, c)
		}
	}
	return all
}

// Named returns the version with a category of another name and meaning.
func (t Taxonomy) Named(code, name, meaning string) Taxonomy {
	return t.changed(code, func(c *Category) { c.Name, c.Meaning = strings.TrimSpace(name), strings.TrimSpace(meaning) })
}

// SubNamed returns the version with a sub-category of another name.
func (t Taxonomy) SubNamed(category, sub, name string) Taxonomy {
	return t.subChanged(category, sub, func(s *Subcategory) { s.Name = strings.TrimSpace(name) })
}

// Retire returns the version with a category, or a sub-category of it where sub
// is not empty, that is no longer offered, or is again.
func (t Taxonomy) Retire(category, sub string, retired bool) Taxonomy {
	if sub == "" {
		return t.changed(category, func(c *Category) { c.Retired = retired })
	}
	return t.subChanged(category, sub, func(s *Subcategory) { s.Retired = retired })
}

// WithCategory returns the version with a category more, which has the slot
// "other".
func (t Taxonomy) WithCategory(domain, name, meaning string) Taxonomy {
	t = t.clone()
	code := newCode(name, func(code string) bool { _, taken := t.Category(code); return taken || code == Unmapped })
	t.Categories = append(t.Categories, Category{Code: code, Domain: domain, Name: strings.TrimSpace(name), Meaning: strings.TrimSpace(meaning), Subs: subs()})
	return t
}

// WithSub returns the version with a sub-category more, before the slot "other".
func (t Taxonomy) WithSub(category, name string) Taxonomy {
	return t.changed(category, func(c *Category) {
		at := slices.IndexFunc(c.Subs, func(s Subcategory) bool { return s.Code == OtherSub })
		code := newCode(name, func(code string) bool { _, taken := c.Sub(code); return taken })
		c.Subs = slices.Insert(c.Subs, max(at, 0), Subcategory{Code: code, Name: strings.TrimSpace(name)})
	})
}

func (t Taxonomy) changed(code string, change func(*Category)) Taxonomy {
	t = t.clone()
	for i := range t.Categories {
		if t.Categories[i].Code == code {
			change(&t.Categories[i])
		}
	}
	return t
}

func (t Taxonomy) subChanged(category, sub string, change func(*Subcategory)) Taxonomy {
	return t.changed(category, func(c *Category) {
		for i := range c.Subs {
			if c.Subs[i].Code == sub {
				change(&c.Subs[i])
			}
		}
	})
}

// newCode makes a code of a name; one that is taken gets a number behind it.
func newCode(name string, taken func(string) bool) string {
	words := strings.FieldsFunc(strings.ToLower(name), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	base := strings.Join(words, "_")
	code := base
	for n := 2; code == "" || taken(code); n++ {
		code = base + "_" + strconv.Itoa(n)
	}
	return code
}

// The most that a list of categories may hold: far above what anybody could
// still choose from.
const (
	maxCategories = 60
	maxSubs       = 60
)

// Validate checks a draft against the version in force: no code may be lost, or
// the issues that have it could not be read.
func (t Taxonomy) Validate(active Taxonomy) Missing {
	var m Missing
	for _, was := range active.Categories {
		c, ok := t.Category(was.Code)
		m.add(!ok, "category.lost", "categories", "The category "+was.Name+" is gone; retire it instead, so that older issues can be read.")
		for _, s := range was.Subs {
			_, kept := c.Sub(s.Code)
			m.add(ok && !kept, "sub.lost", "categories", "The sub-category "+s.Name+" is gone; retire it instead, so that older issues can be read.")
		}
	}
	m.add(len(t.Choices()) == 0, "categories", "categories", "At least one category must be in use.")
	m.add(len(t.Categories) > maxCategories, "categories.many", "categories", "There are more than 60 categories; nobody finds the right one among so many.")
	names := map[string]bool{}
	for _, c := range t.Categories {
		m.add(blank(c.Name), "name", "name", "Every category needs a name.")
		key := strings.ToLower(strings.TrimSpace(c.Name))
		m.add(!c.Retired && names[key], "name.twice", "name", "There are two categories of the same name; change one of them.")
		names[key] = names[key] || !c.Retired
		m.add(!slices.Contains(Domains, c.Domain), "domain", "domain", "Choose the domain of every category.")
		m.checkText(c.Name, maxLine, "name", "The name of a category")
		m.checkText(c.Meaning, maxText, "meaning", "The meaning of a category")
		c.validateSubs(&m)
	}
	m.checkText(t.Reason, maxText, "reason", "The reason")
	return m
}

func (c Category) validateSubs(m *Missing) {
	names := map[string]bool{}
	for _, s := range c.Subs {
		key := strings.ToLower(strings.TrimSpace(s.Name))
		m.add(key == "", "sub.name", "name", "Every sub-category needs a name.")
		m.add(!s.Retired && names[key], "sub.twice", "name", "The category "+c.Name+" has two sub-categories of the same name; change one of them.")
		names[key] = names[key] || !s.Retired
		m.checkText(s.Name, maxLine, "name", "The name of a sub-category")
	}
	m.add(len(c.Subs) > maxSubs, "subs.many", "name", "The category "+c.Name+" has more than 60 sub-categories; nobody finds the right one among so many.")
}

// Changes says in plain sentences how the version differs from another that came
// before it.
func (t Taxonomy) Changes(before Taxonomy) []string {
	var all []string
	for _, c := range t.Categories {
		was, ok := before.Category(c.Code)
		if !ok {
			all = append(all, "New category: "+c.Name+".")
			for _, s := range c.Subs {
				if s.Code != OtherSub {
					all = append(all, "New in "+c.Name+": "+s.Name+".")
				}
			}
			continue
		}
		all = append(all, changedName("The category "+was.Name, was.Name, c.Name, was.Retired, c.Retired)...)
		if was.Meaning != c.Meaning {
			all = append(all, "The meaning of "+c.Name+" is now: "+c.Meaning)
		}
		for _, s := range c.Subs {
			old, known := was.Sub(s.Code)
			if !known {
				all = append(all, "New in "+c.Name+": "+s.Name+".")
				continue
			}
			all = append(all, changedName(old.Name+", in "+c.Name+",", old.Name, s.Name, old.Retired, s.Retired)...)
		}
	}
	return all
}

func changedName(what, was, is string, wasRetired, isRetired bool) (all []string) {
	if was != is {
		all = append(all, what+" is now called "+is+".")
	}
	switch {
	case !wasRetired && isRetired:
		all = append(all, what+" is retired: it is no longer offered.")
	case wasRetired && !isRetired:
		all = append(all, what+" is offered again.")
	}
	return all
}

// ActivateTaxonomy returns the settings with the draft in force from the day, and
// the version that was in force retired. Error: [Missing]; [ErrNotFound] where
// there is no draft.
func (s Settings) ActivateTaxonomy(by, reason string, today Date) (Settings, error) {
	draft, ok := s.TaxonomyDraft()
	if !ok {
		return s, ErrNotFound
	}
	active := s.Taxonomy()
	m := draft.Validate(active)
	m.add(len(draft.Changes(active)) == 0, "same", "categories", "The draft is the same as the list in force; change something first.")
	m.add(blank(reason), "reason", "reason", "Write why the categories change.")
	m.checkText(reason, maxText, "reason", "The reason")
	if err := m.Err(); err != nil {
		return s, err
	}
	s.OwnTaxonomies = slices.Clone(s.OwnTaxonomies)
	for i := range s.OwnTaxonomies {
		t := &s.OwnTaxonomies[i]
		switch t.State {
		case TaxonomyActive:
			t.State = TaxonomyRetired
		case TaxonomyDraft:
			t.State, t.From, t.By, t.Reason = TaxonomyActive, today, by, reason
		}
	}
	return s, nil
}

// WithTaxonomyDraft returns the settings with the draft in the place of the one
// there was.
func (s Settings) WithTaxonomyDraft(draft Taxonomy) Settings {
	s = s.WithoutTaxonomyDraft()
	draft.Version, draft.State, draft.From, draft.Reason = len(s.Taxonomies())+1, TaxonomyDraft, 0, ""
	s.OwnTaxonomies = append(s.OwnTaxonomies, draft)
	return s
}

// WithoutTaxonomyDraft returns the settings without a draft.
func (s Settings) WithoutTaxonomyDraft() Settings {
	s.OwnTaxonomies = slices.DeleteFunc(slices.Clone(s.OwnTaxonomies), func(t Taxonomy) bool { return t.State == TaxonomyDraft })
	return s
}

// WithTaxonomy returns the issue with the version that its category was chosen
// from: the one in force for a category that is new or another than before, the
// version it had where only other things changed.
func (is Issue) WithTaxonomy(before *Issue, s Settings) Issue {
	is.Taxonomy = s.Taxonomy().Version
	if before != nil && before.Category == is.Category && before.Subcategory == is.Subcategory {
		is.Taxonomy = before.Taxonomy
	}
	return is
}

// About names the category of the issue and its sub-category, in the words of
// the version that it was coded with; empty where none was chosen.
func (is Issue) About(s Settings) (category, sub string) {
	t := s.TaxonomyOf(is.Taxonomy)
	return t.CategoryName(is.Category), t.SubName(is.Category, is.Subcategory)
}

// Unmapped is the code under which figures count an issue whose category its
// version of the taxonomy does not know.
const Unmapped = "unmapped"
