package data

// NamedTheme is what the office made of a theme: a name, somebody who answers
// for it, and what comes of it (domain 7.1, "named theme + owner").
type NamedTheme struct {
	Name  string `json:"name,omitempty"`
	Owner string `json:"owner,omitempty"`
	Plan  string `json:"plan,omitempty"` // what is done about it, in a sentence
}

// ThemeKey says which theme it is: one category in one unit in one quarter.
type ThemeKey struct {
	Quarter  Date // its first day
	Category string
	Unit     string
}

// Gaps checks a theme that is being named; one with nothing at all takes the name
// away.
func (n NamedTheme) Gaps() Missing {
	var m Missing
	if n == (NamedTheme{}) {
		return nil
	}
	m.add(blank(n.Name), "name", "name", "Give the theme a name that says what people keep telling you.")
	m.add(blank(n.Owner), "owner", "owner", "Write who answers for it.")
	m.checkText(n.Name, maxLine, "name", "The name")
	m.checkText(n.Owner, maxLine, "owner", "The owner")
	m.checkText(n.Plan, maxText, "plan", "What is done about it")
	return m
}
