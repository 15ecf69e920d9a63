package data

import (
	"net/mail"
	"strings"
	"unicode"
)

// PersonNamed returns a person with a name that is written in one: Family, Given or
// Given Family.
func PersonNamed(name string) Person {
	name = strings.TrimSpace(name)
	if family, given, ok := strings.Cut(name, ","); ok {
		return Person{Family: strings.TrimSpace(family), Given: strings.TrimSpace(given)}
	}
	if i := strings.LastIndexByte(name, ' '); i > 0 {
		return Person{Given: strings.TrimSpace(name[:i]), Family: name[i+1:]}
	}
	return Person{Family: name}
}

// Writer returns who wrote a comment, as far as they said: the name, unless it is a
// number of theirs, the phone number and the e-mail address. What else they say of
// how to reach them stays as words in CallAt. It is empty where they said nothing.
func (f Feedback) Writer() Person {
	var p Person
	if !strings.ContainsFunc(f.Who, unicode.IsDigit) && !strings.Contains(f.Who, "@") {
		p = PersonNamed(f.Who)
	}
	var rest []string
	for _, word := range strings.Fields(f.Reach) {
		bare := strings.Trim(word, ",;<>()")
		if a, err := mail.ParseAddress(bare); err == nil && a.Address == bare && p.Email == "" {
			p.Email = bare
			continue
		}
		rest = append(rest, word)
	}
	switch reach := strings.Trim(strings.Join(rest, " "), ",;/ "); {
	case strings.ContainsFunc(reach, unicode.IsLetter):
		p.CallAt = reach
		p.Phone = strings.TrimFunc(phoneInText.FindString(reach), func(r rune) bool { return !unicode.IsDigit(r) && r != '(' && r != '+' })
	default:
		p.Phone = reach
	}
	return p
}
