package command

import (
	"strings"

	"rapport/data"
	"rapport/reports/caserecord"
)

// printCase prints a case as text, part by part; empty parts are left out.
func (c *call) printCase(f data.CaseFile, s data.Settings, today data.Date) {
	c.printf("%s  %s, %s\n", f.Number, f.Kind, strings.ToLower(f.State.String()))
	for _, p := range caserecord.Of(f, caserecord.Plain(s, today)) {
		c.printf("\n")
		if p.Heading != "" {
			c.printf("%s\n", p.Heading)
		}
		for _, fact := range p.Facts {
			c.printf("%s %s\n", cell(fact.Label, 17), fact.Value)
		}
		if p.Text != "" {
			c.printf("%s\n", indented(p.Text))
		}
		for _, it := range p.Items {
			c.printItem(it, "  ")
		}
	}
}

func (c *call) printItem(it caserecord.Item, before string) {
	c.printf("%s%s\n", before, it.Line)
	for _, line := range it.More {
		c.printf("%s  %s\n", before, line)
	}
	if it.Text != "" {
		c.printf("%s\n", before+strings.ReplaceAll(indented(it.Text), "\n", "\n"+before))
	}
	for _, added := range it.Added {
		c.printItem(added, before+"  ")
	}
}
