package data

import (
	"fmt"
	"strings"
	"time"
)

// The ranges of the settings.
const (
	MinIdleMinutes = 1
	MaxIdleMinutes = 30
	maxClockDays   = 365
)

// Validate checks the settings of an office.
func (s Settings) Validate() Missing {
	var m Missing
	m.add(blank(s.Facility), "facility", "facility", "Enter the name of the facility.")
	m.add(blank(s.Office), "office", "office", "Enter the name of the office, as it stands in letters.")
	m.add(blank(s.Phone), "phone", "phone", "Enter the phone number that letters give.")
	for _, line := range []struct{ text, field, name string }{
		{s.Facility, "facility", "The name of the facility"}, {s.Office, "office", "The name of the office"}, {s.Phone, "phone", "The phone number"},
		{s.TTY, "tty", "The TTY number"}, {s.Email, "email", "The e-mail address"}, {s.Address.Street, "address.street", "The street"},
		{s.Address.City, "address.city", "The city"}, {s.Address.State, "address.state", "The state"}, {s.Address.Postal, "address.postal", "The ZIP code"},
	} {
		m.checkText(line.text, maxLine, line.field, line.name)
	}
	a := s.Address
	m.add(blank(a.Street) || blank(a.City) || blank(a.State) || blank(a.Postal), "address", "address.street", "Enter the whole address: street, city, state and ZIP code.")
	m.add(strings.Count(strings.TrimSpace(a.Street), "\n") > 1, "address.lines", "address.street", "The street may have two lines; join the others.")
	m.add(!validEmail(s.Email), "email", "email", "The e-mail address is not complete; write it like office@example.org.")
	m.add(!knownZone(s.TimeZone), "time_zone", "time_zone", "The time zone is not known; choose one such as America/New_York.")
	m.add(s.Locale != "" && !Known(Locales, s.Locale), "locale", "locale", "Choose how numbers and dates are written.")
	s.validateGoals(&m)
	s.validateClocks(&m)
	m = append(m, s.Recovery.Validate()...)
	m.add(s.IdleMinutes < MinIdleMinutes || s.IdleMinutes > MaxIdleMinutes, "idle_minutes", "idle_minutes",
		fmt.Sprintf("The minutes until the program locks must be between %d and %d.", MinIdleMinutes, MaxIdleMinutes))
	s.validateLists(&m)
	m.add(s.RetentionYears != 0 && (s.RetentionYears < LeastRetentionYears || s.RetentionYears > MostRetentionYears), "retention_years", "retention_years",
		fmt.Sprintf("Closed cases are kept for %d to %d years.", LeastRetentionYears, MostRetentionYears))
	m.add(s.LetterApproval != "" && !Known(ApprovalRules, s.LetterApproval), "letter_approval", "letter_approval", "Choose which letters a second person approves.")
	m.checkText(s.Delegation, maxLine, "delegation", "The delegation")
	s.Seriousness.validate(&m)
	s.validatePaper(&m)
	s.RecordLink.validate(&m)
	return m
}

func (s Settings) validateLists(m *Missing) {
	seen := map[string]bool{}
	for i, u := range s.Units {
		field := fmt.Sprintf("units.%d", i)
		key := strings.ToLower(strings.TrimSpace(u))
		m.add(key == "", "unit", field, "A unit has no name; enter one or remove it.")
		m.add(key != "" && seen[key], "unit.twice", field, "A unit is listed twice; remove one.")
		m.checkText(u, maxLine, field, "The name of a unit")
		seen[key] = true
	}
	for i, a := range s.Agencies {
		m.add(blank(a.Name), "agency", fmt.Sprintf("agencies.%d", i), "An agency has no name; enter one or remove it.")
	}
	*m = append(*m, s.WordGaps()...)
	s.validateContacts(m)
}

func knownZone(name string) bool {
	// LoadLocation takes "" for UTC and "Local" for the machine's zone; neither
	// is the office's.
	if name == "" || name == "Local" {
		return false
	}
	_, err := time.LoadLocation(name)
	return err == nil
}

// Validate checks an officer.
func (o Officer) Validate() Missing {
	var m Missing
	m.add(blank(o.Name), "name", "name", "Enter the officer's name, as it stands under letters.")
	m.add(blank(o.Title), "title", "title", "Enter the officer's title, such as Patient Relations Officer.")
	m.add(strings.ContainsAny(o.Name, "\r\n\t"), "name.lines", "name", "The name must stand on one line.")
	m.checkText(o.Name, maxLine, "name", "The name")
	m.checkText(o.Title, maxLine, "title", "The title")
	m.add(!validEmail(o.Email), "email", "email", "The e-mail address is not complete; write it like name@example.org.")
	return m
}

// RoleGaps lists what stands in the way when somebody's entry becomes another:
// everybody has a role, and there is always an administrator, a manager and a
// privacy officer. others are the roles that those beside them have together.
func RoleGaps(before, after Officer, others OfficeRole) Missing {
	var m Missing
	m.add(after.Roles == 0, "roles", "roles", "Choose at least one role.")
	return append(m, LastRoleGaps(before.Roles, after.Roles|others)...)
}

// LastRoleGaps lists the roles that somebody must have and that would be gone.
func LastRoleGaps(before, left OfficeRole) Missing {
	var m Missing
	for _, role := range []OfficeRole{RoleAdministrator, RoleManager, RolePrivacy} {
		m.add(before.Has(role) && !left.Has(role), "roles.last", "roles",
			fmt.Sprintf("There must be somebody with the role %s; give it to somebody else first.", strings.ToLower(role.String())))
	}
	return m
}

// Validate checks what the first start asks for. Gaps of the settings and of
// the officer carry settings. and officer. before their field.
func (u Setup) Validate() Missing {
	var m Missing
	prefixed := func(prefix string, gaps Missing) {
		for _, g := range gaps {
			g.Field = prefix + g.Field
			m = append(m, g)
		}
	}
	prefixed("settings.", u.Settings.Validate())
	prefixed("officer.", u.Officer.Validate())
	st := PassphraseStrength(u.Passphrase, u.Settings.Facility, u.Officer.Name)
	m.add(!st.OK, "passphrase", "passphrase", st.Sentence)
	return m
}
