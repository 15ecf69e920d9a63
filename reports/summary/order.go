package summary

import (
	"cmp"
	"slices"

	"rapport/data"
	"rapport/reports/figures"
)

// unseenLast puts the lines whose number is not shown behind the others, by what
// they are called: in a list by frequency its place would tell a number that stands
// between two others. Nothing moves in an internal summary.
func unseenLast[T any](b *book, lines []T, name, label func(T) string) []T {
	var shown, unseen []T
	for _, l := range lines {
		if b.shows(name(l)) {
			shown = append(shown, l)
		} else {
			unseen = append(unseen, l)
		}
	}
	slices.SortStableFunc(unseen, func(x, y T) int { return cmp.Compare(label(x), label(y)) })
	return append(shown, unseen...)
}

// reorder takes what the order of its lines tells out of the figures of a shareable
// summary.
func (c *composer) reorder() {
	if !c.shareable() {
		return
	}
	code := func(l figures.IssueLine) string { return l.Code }
	c.Categories = c.added(unseenLast(c.book, c.Categories, categoryCount, code))
	c.Stages = c.added(unseenLast(c.book, c.Stages, stageCount, code))
	c.IssueUnits = unseenLast(c.book, c.IssueUnits, func(l figures.IssueLine) string { return key("issues/unit", l.Code) }, code)
	units := slices.Clone(c.Units)
	slices.SortStableFunc(units, func(x, y figures.UnitLine) int {
		return cmp.Or(cmp.Compare(y.Received.N(), x.Received.N()), cmp.Compare(x.Unit, y.Unit)) // not by their issues
	})
	c.Units = unseenLast(c.book, units, func(l figures.UnitLine) string { return key("received/unit", l.Unit) }, func(l figures.UnitLine) string { return l.Unit })
	c.Advocacy.Lines = unseenLast(c.book, c.Advocacy.Lines, func(l figures.AdvocacyLine) string { return key("advocacy/kind", string(l.Kind)) },
		func(l figures.AdvocacyLine) string { return l.Kind.String() })
}

// added adds the lines up anew in their order.
func (c *composer) added(lines []figures.IssueLine) []figures.IssueLine {
	sum := 0
	for i := range lines {
		sum += lines[i].Issues.N()
		lines[i].Cumulative = figures.Share{Part: sum, Whole: c.Outcomes.Issues.N()}.Percent()
	}
	return lines
}

// categoryCount names the count of the issues of a category.
func categoryCount(l figures.IssueLine) string { return key("issues/category", l.Code) }

// stageCount names that of a stage of care.
func stageCount(l figures.IssueLine) string { return key("issues/stage", l.Code) }

// comeLast says where the lines stand whose number is not shown; nothing where all
// are shown.
func comeLast[T any](b *book, lines []T, name func(T) string) string {
	if !slices.ContainsFunc(lines, func(l T) bool { return !b.shows(name(l)) }) {
		return ""
	}
	return " Those whose number is not shown come last."
}

// nameable reports whether what a unit is called may stand in a shareable summary:
// names of units come from imported files, too.
func (c *composer) nameable(unit string) bool {
	for _, gap := range data.SharedTextGaps(unit, nil) {
		if !gap.Warn {
			return false
		}
	}
	return true
}
