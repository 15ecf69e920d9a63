package caserecord

import (
	"strings"

	"rapport/data"
)

// Text is the record as one text with its line ends: a line for each fact and each
// entry, a blank line before each heading.
func Text(f data.CaseFile, w Words) string {
	var b strings.Builder
	line := func(words string) {
		if words = strings.TrimSpace(words); words != "" {
			b.WriteString(words + "\n")
		}
	}
	var item func(Item)
	item = func(it Item) {
		line(it.Line)
		for _, more := range it.More {
			line(more)
		}
		line(it.Text)
		for _, added := range it.Added {
			item(added)
		}
	}
	for _, p := range Of(f, w) {
		if p.Heading != "" {
			b.WriteString("\n" + p.Heading + "\n")
		}
		for _, fact := range p.Facts {
			line(fact.Label + ": " + fact.Value)
		}
		line(p.Text)
		for _, it := range p.Items {
			item(it)
		}
	}
	return strings.TrimSpace(b.String())
}
