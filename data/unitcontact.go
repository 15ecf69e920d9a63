package data

import (
	"fmt"
	"strings"
)

// UnitContact says who speaks for a unit: its manager, whom questions and
// praise go to, and who stands in (domain 8, 002.2).
type UnitContact struct {
	Unit     string `json:"unit"`
	Manager  string `json:"manager,omitempty"`
	Deputy   string `json:"deputy,omitempty"`
	Director string `json:"director,omitempty"`
	Phone    string `json:"phone,omitempty"`
	Email    string `json:"email,omitempty"`
	Note     string `json:"note,omitempty"`
	From     Date   `json:"from,omitempty"` // the day from which the entry holds
	// Away is the last day on which the deputy stands in for the manager.
	Away     Date `json:"away,omitempty"`
	Verified Date `json:"verified,omitempty"` // the day on which somebody last checked the entry
}

// StaleMonths is how long an entry of a directory is trusted after somebody
// checked it (domain 9.8).
const StaleMonths = 12

// stale reports whether an entry that was last checked on the day must be
// checked again.
func stale(verified, today Date) bool {
	return verified.IsZero() || verified.AddMonths(StaleMonths) <= today
}

// Stale reports whether the entry was not checked for a year.
func (c UnitContact) Stale(today Date) bool { return stale(c.Verified, today) }

// Stale reports whether the entry was not checked for a year.
func (a Agency) Stale(today Date) bool { return stale(a.Verified, today) }

// Liaison is who answers for the unit on the day: the manager, the deputy while
// the manager is away or where there is none, and else the director. Empty where
// nobody is named.
func (c UnitContact) Liaison(today Date) string {
	line := []string{c.Manager, c.Deputy, c.Director}
	if c.Away >= today && !blank(c.Deputy) {
		line = []string{c.Deputy, c.Manager, c.Director}
	}
	for _, name := range line {
		if !blank(name) {
			return strings.TrimSpace(name)
		}
	}
	return ""
}

// Names are those named for the unit, the one who answers on the day first.
func (c UnitContact) Names(today Date) []string {
	var all []string
	seen := map[string]bool{"": true}
	for _, name := range []string{c.Liaison(today), c.Manager, c.Deputy, c.Director} {
		if name = strings.TrimSpace(name); !seen[name] {
			seen[name] = true
			all = append(all, name)
		}
	}
	return all
}

// Contact returns the entry of the directory for the unit, whatever its capital
// letters.
func (s Settings) Contact(unit string) (UnitContact, bool) {
	for _, c := range s.Contacts {
		if sameUnit(c.Unit, unit) {
			return c, true
		}
	}
	return UnitContact{}, false
}

// WithContact returns the settings with the entry in the place of the unit's
// own, or at the end of the directory.
func (s Settings) WithContact(c UnitContact) Settings {
	all := append([]UnitContact(nil), s.Contacts...)
	for i := range all {
		if sameUnit(all[i].Unit, c.Unit) {
			all[i] = c
			s.Contacts = all
			return s
		}
	}
	s.Contacts = append(all, c)
	return s
}

// WithoutContact returns the settings without the entry of the unit.
func (s Settings) WithoutContact(unit string) Settings {
	var kept []UnitContact
	for _, c := range s.Contacts {
		if !sameUnit(c.Unit, unit) {
			kept = append(kept, c)
		}
	}
	s.Contacts = kept
	return s
}

func sameUnit(a, b string) bool { return strings.EqualFold(strings.TrimSpace(a), strings.TrimSpace(b)) }

// StaleEntries counts the entries of both directories that must be checked again.
func (s Settings) StaleEntries(today Date) (contacts, agencies int) {
	for _, c := range s.Contacts {
		if c.Stale(today) {
			contacts++
		}
	}
	for _, a := range s.Agencies {
		if a.Stale(today) {
			agencies++
		}
	}
	return contacts, agencies
}

// Validate checks an entry of the directory. The day is the office's today.
func (c UnitContact) Validate(today Date) Missing {
	m := c.check()
	m.add(c.Verified > today, "verified.future", "verified", "The day lies in the future; enter the day on which it was checked.")
	m.warn(c.Stale(today), "verified", "verified", "Check the names and the numbers, then mark the entry as checked.")
	return m
}

// check looks at what does not depend on the day.
func (c UnitContact) check() Missing {
	var m Missing
	m.add(blank(c.Unit), "unit", "unit", "Choose the unit.")
	m.add(blank(c.Manager) && blank(c.Deputy) && blank(c.Director), "manager", "manager", "Enter who answers for the unit.")
	m.add(!blank(c.Manager) && sameUnit(c.Manager, c.Deputy), "deputy", "deputy", "The deputy is the manager; enter somebody else, or nobody.")
	m.add(!validEmail(c.Email), "email", "email", "The e-mail address is not complete; write it like name@example.org.")
	for _, line := range []struct{ text, field, name string }{
		{c.Unit, "unit", "The unit"}, {c.Manager, "manager", "The manager's name"}, {c.Deputy, "deputy", "The deputy's name"},
		{c.Director, "director", "The director's name"}, {c.Phone, "phone", "The phone number"}, {c.Email, "email", "The e-mail address"},
	} {
		m.checkText(line.text, maxLine, line.field, line.name)
	}
	m.checkText(c.Note, maxText, "note", "The note")
	return m
}

// validateContacts checks the directory as a whole.
func (s Settings) validateContacts(m *Missing) {
	for i, c := range s.Contacts {
		for _, g := range c.check() {
			g.Field = fmt.Sprintf("contacts.%d.%s", i, g.Field)
			*m = append(*m, g)
		}
		for _, other := range s.Contacts[:i] {
			m.add(sameUnit(other.Unit, c.Unit), "contact.twice", "contacts", "A unit is in the directory twice; remove one of the two.")
		}
	}
}
