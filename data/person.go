package data

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// FullName returns title, given and family name: Ms. Rosalind Achterberg.
func (p Person) FullName() string { return joinWords(" ", p.Title, p.Given, p.Family) }

// ListName returns the name as lists sort it: Achterberg, Rosalind.
func (p Person) ListName() string { return joinWords(", ", p.Family, p.Given) }

// AddressLines returns the lines of an envelope: name, street, city with state
// and postal code. Empty lines are left out.
func (p Person) AddressLines() []string {
	var lines []string
	add := func(s string) {
		if s = strings.TrimSpace(s); s != "" {
			lines = append(lines, s)
		}
	}
	add(p.FullName())
	for _, l := range strings.Split(p.Street, "\n") {
		add(l)
	}
	add(joinWords(", ", p.City, joinWords(" ", p.State, p.Postal)))
	return lines
}

// Salutation returns how a letter addresses the person: "Dear Ms. Achterberg:",
// or with the full name where no title is known.
func (p Person) Salutation() string {
	switch {
	case !blank(p.Title) && !blank(p.Family):
		return "Dear " + joinWords(" ", p.Title, p.Family) + ":"
	case !blank(p.Given) || !blank(p.Family):
		return "Dear " + joinWords(" ", p.Given, p.Family) + ":"
	}
	return "Hello:"
}

// MayReceive reports whether the person may receive a letter that holds the
// patient's information. Patients may receive their own.
func (p Person) MayReceive() bool {
	if p.Authority == "" {
		return p.Role == RolePatient || p.Relation == Self
	}
	return p.Authority.MayReceive()
}

// authorityOpen reports whether it is not settled yet if the person may receive
// the patient's information. A refusal or a limit by the patient settles it.
func (p Person) authorityOpen() bool {
	return !p.MayReceive() && p.Authority != AuthorityRefused && p.Authority != AuthorityLimited
}

// AddressComplete reports whether the address is enough for the post.
func (p Person) AddressComplete() bool {
	return !blank(p.Street) && !blank(p.City) && !blank(p.State) && !blank(p.Postal)
}

func joinWords(sep string, words ...string) string {
	var kept []string
	for _, w := range words {
		if w = strings.TrimSpace(w); w != "" {
			kept = append(kept, w)
		}
	}
	return strings.Join(kept, sep)
}

func lowerFirst(s string) string {
	r, n := utf8.DecodeRuneInString(s)
	return string(unicode.ToLower(r)) + s[n:]
}
