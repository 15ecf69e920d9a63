package summary

import (
	"math"
	"strings"
	"unicode"
	"unicode/utf8"

	"rapport/data"
	"rapport/reports/figures"
)

// fewForPercent is the number below which a change is told in cases: 100
// percent more than one is only two.
const fewForPercent = 20

// manyTimes is the ratio from which a growth is told as one: 1,000 percent more
// says less than 11 times as many.
const manyTimes = 3

// changed tells a number against that of the period before: "9 percent fewer
// than in September 2026 (190)". Both counts are entered under their names.
func (c *composer) changed(now, before string, change figures.Change) quantity {
	c.enter(now, change.Now)
	c.enter(before, change.Before)
	than := " than in " + c.before()
	difference := change.Now - change.Before
	word := "more"
	if difference < 0 {
		word = "fewer"
	}
	text := c.locale.Count(int(math.Abs(float64(difference)))) + " " + word + than
	p, ok := change.Percent()
	switch {
	case change.Before == 0:
		text = "after none in " + c.before()
	case difference == 0:
		text = "as many as in " + c.before()
	case ok && change.Before >= fewForPercent && change.Now >= manyTimes*change.Before:
		times := float64(change.Now) / float64(change.Before)
		text = c.locale.Decimal(times, 1) + " times as many as in " + c.before() + " (" + c.locale.Count(change.Before) + ")"
	case ok && change.Before >= fewForPercent:
		text = c.percent(math.Abs(p)) + " " + word + than + " (" + c.locale.Count(change.Before) + ")"
	case c.shareable(): // a small difference is no case, but looks like a small count
		text = word + than + " (" + c.locale.Count(change.Before) + ")"
	default:
		text += " (" + c.locale.Count(change.Before) + ")"
	}
	return worked(text, now, before)
}

// before names the period before.
func (c *composer) before() string {
	p := c.Period.Before()
	switch p.Size() {
	case data.OneQuarter:
		return "the " + p.Long(c.locale)
	case data.AnyDays:
		return "the " + c.count(p.Days(), "day", "days") + " before"
	}
	return p.Long(c.locale)
}

// spoken names the period within a sentence.
func (c *composer) spoken() string {
	if c.Period.Size() == data.OneQuarter {
		return "the " + c.period
	}
	return c.period
}

// in begins a sentence about the period: in October 2026, in the third quarter of
// 2026, from October 5, 2026 to October 14, 2026.
func (c *composer) in() string {
	if c.Period.Size() != data.AnyDays {
		return "in " + c.spoken()
	}
	if c.Period.From == c.Period.To {
		return "on " + c.period
	}
	return "from " + c.period
}

// standard is the office's standard for a duty: "7 days".
func (c *composer) standard(duty data.ClockKind) string { return c.settings.Standard(duty).Phrase() }

// named is a label, or what stands for one that was not recorded.
func named(label string) string {
	if strings.TrimSpace(label) == "" {
		return "Not recorded"
	}
	return label
}

// listed joins names: A; A and B; A, B and C.
func listed(names []string) string {
	if len(names) < 2 {
		return strings.Join(names, "")
	}
	return strings.Join(names[:len(names)-1], ", ") + " and " + names[len(names)-1]
}

// capital begins a text with a capital letter.
func capital(s string) string {
	first, size := utf8.DecodeRuneInString(s)
	return string(unicode.ToUpper(first)) + s[size:]
}
