package data

import "strings"

// Holds reports whether a condition holds for the letter; an unknown one does not.
func (x LetterFacts) Holds(name string) bool {
	c, ok := conditionNamed(name)
	return ok && c.holds(x)
}

// Conditions names the conditions on which blocks of the template depend, each
// once, in the order of the blocks and without "!".
func (t Template) Conditions() []string {
	var names []string
	seen := map[string]bool{}
	for _, b := range t.Blocks {
		for _, name := range b.When {
			if name = strings.TrimPrefix(name, "!"); !seen[name] {
				seen[name] = true
				names = append(names, name)
			}
		}
	}
	return names
}

// AsIf is the template with the blocks alone that are printed where the named
// conditions hold or do not, whatever the case says; the others are as in the
// case. It is for looking at both branches, never for a letter that is sent.
func (x LetterFacts) AsIf(holds map[string]bool) Template {
	t := x.Template
	t.Blocks = nil
	for _, b := range x.Template.Blocks {
		shown := true
		for _, name := range b.When {
			plain := strings.TrimPrefix(name, "!")
			is, said := holds[plain]
			if !said {
				is = x.Holds(plain)
			}
			shown = shown && is == (plain == name)
		}
		if shown {
			b.When = nil
			t.Blocks = append(t.Blocks, b)
		}
	}
	return t
}

// ConditionWords is one condition in words: "the case names its issues", or
// "not: the case names its issues" for one with "!" before its name.
func ConditionWords(name string) string { return whenWords(Block{When: []string{name}}) }

// Label names the block for people: its heading, or its name.
func (b Block) Label() string { return b.label() }

// Before is the version of the same kind and language with which a version is
// compared first: for one that is not in use the one that is, for others the one
// before. False where there is none.
func (t Template) Before(all []Template) (Template, bool) {
	var best Template
	found := false
	for _, o := range all {
		if o.Kind != t.Kind || o.Language != t.Language || t.Version > 0 && o.Version >= t.Version {
			continue
		}
		open := t.State == TemplateDraft || t.State == TemplateTest || t.State == TemplateApproved
		better := o.Version > best.Version
		if open && o.State == TemplateActive {
			return o, true
		}
		if !found || better {
			best, found = o, true
		}
	}
	return best, found
}
