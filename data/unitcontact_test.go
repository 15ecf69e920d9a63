package data

import (
	"strings"
	"testing"
)

func TestWhoAnswersForAUnit(t *testing.T) {
	today := NewDate(2026, 3, 2)
	all := UnitContact{Unit: "5 East", Manager: "Ada", Deputy: "Ben", Director: "Cleo"}
	with := func(change func(*UnitContact)) UnitContact { c := all; change(&c); return c }
	for what, c := range map[string]struct {
		contact UnitContact
		want    string
	}{
		"the manager":                             {all, "Ada"},
		"the deputy while the manager is away":    {with(func(c *UnitContact) { c.Away = today }), "Ben"},
		"the manager once back":                   {with(func(c *UnitContact) { c.Away = today - 1 }), "Ada"},
		"the deputy where there is no manager":    {with(func(c *UnitContact) { c.Manager = " " }), "Ben"},
		"the director where there is nobody else": {with(func(c *UnitContact) { c.Manager, c.Deputy = "", "" }), "Cleo"},
		"the manager, away without a deputy":      {with(func(c *UnitContact) { c.Deputy, c.Away = "", today }), "Ada"},
		"nobody":                                  {UnitContact{Unit: "5 East"}, ""},
	} {
		if got := c.contact.Liaison(today); got != c.want {
			t.Errorf("%s: %q", what, got)
		}
	}
	all.Away = today
	if got := strings.Join(all.Names(today), ", "); got != "Ben, Ada, Cleo" {
		t.Errorf("offered are %s", got)
	}
}

func TestAnEntryOfADirectoryIsStaleAfterTwelveMonths(t *testing.T) {
	checked := NewDate(2025, 3, 2)
	for day, stale := range map[Date]bool{NewDate(2026, 3, 1): false, NewDate(2026, 3, 2): true} {
		if (UnitContact{Verified: checked}).Stale(day) != stale || (Agency{Verified: checked}).Stale(day) != stale {
			t.Errorf("on %s stale is %v", day, !stale)
		}
	}
	s := Settings{Contacts: []UnitContact{{}, {Verified: checked}}, Agencies: []Agency{{Verified: checked}}}
	if c, a := s.StaleEntries(NewDate(2025, 4, 1)); c != 1 || a != 0 {
		t.Errorf("%d contacts and %d agencies are stale", c, a)
	}
}

func TestTheDirectoryHoldsEachUnitOnce(t *testing.T) {
	s := testSettings().WithContact(UnitContact{Unit: "5 East", Manager: "Ada"})
	s = s.WithContact(UnitContact{Unit: "Billing", Manager: "Bo"})
	before := s
	s = s.WithContact(UnitContact{Unit: " 5 east ", Manager: "Eve"})
	if c, ok := s.Contact("5 EAST"); !ok || c.Manager != "Eve" || len(s.Contacts) != 2 {
		t.Errorf("%+v", s.Contacts)
	}
	if c, _ := before.Contact("5 East"); c.Manager != "Ada" {
		t.Error("the settings from before changed with the new ones")
	}
	if _, ok := s.Contact("Radiology"); ok {
		t.Error("a unit that is not there was found")
	}
	if s = s.WithoutContact("5 East"); len(s.Contacts) != 1 {
		t.Errorf("%+v", s.Contacts)
	}
	s.Contacts = append(s.Contacts, UnitContact{Unit: "BILLING", Manager: "Cy"}, UnitContact{Unit: "Security", Email: "x", Deputy: "Di"}, UnitContact{})
	m := s.Validate()
	for _, code := range []string{"contact.twice", "email", "unit", "manager"} {
		if !m.Has(code) {
			t.Errorf("%s is not refused: %+v", code, m)
		}
	}
}
