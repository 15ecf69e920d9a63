package summary

import (
	"fmt"

	"rapport/data"
	"rapport/reports/figures"
	"rapport/reports/page"
)

// glance tells the month in sentences; each number in them stands in a table
// further down.
func (c *composer) glance() {
	c.Heading(2, "At a glance")
	if c.Nil() {
		c.Runs(c.Styles.Body, page.Run{Text: "Nil return. ", Strong: true},
			page.Run{Text: "No case and no comment was received in " + c.Period.Long(c.settings.Locale) + ". " + c.sayFlow()})
		return
	}
	c.Para(c.sayReceived() + c.sayDecided())
	c.Para(c.sayFlow() + c.sayThemes())
}

func (c *composer) sayReceived() string {
	s := "In " + c.Period.Long(c.settings.Locale) + " the office received no case."
	if c.Received.N() > 0 {
		s = fmt.Sprintf("In %s the office received %s, %s.", c.Period.Long(c.settings.Locale), cases(c.Received.N()), c.ofThem())
	}
	if c.Received.N() > 0 {
		s += fmt.Sprintf(" Grievances and other cases that ask for an answer came to %s, %s.", count(c.Asking().Now), changed(c.Asking(), c.Period.Before().To.Month()))
	}
	if n := c.Feedback.Comments; n > 0 {
		s += fmt.Sprintf(" Patients left %s on surveys and comment cards.", counted(n, "comment", "comments"))
	}
	return s
}

// ofThem says how many of the cases received are grievances.
func (c *composer) ofThem() string {
	switch n := c.Grievances.N(); {
	case c.Received.N() == 1 && n == 1:
		return "a grievance"
	case c.Received.N() == 1:
		return "not a grievance"
	case n == 0:
		return "none of them a grievance"
	case n == 1:
		return "1 of them a grievance"
	default:
		return count(n) + " of them grievances"
	}
}

func (c *composer) sayDecided() string {
	if c.Decided.Received.N() == 0 {
		return ""
	}
	within := "a written decision within " + c.within(data.ClockDecide)
	d := c.Decided
	if d.NotYetDue.N() == 0 {
		return fmt.Sprintf(" Of the grievances received, %s got %s.", share(d.Share()), within)
	}
	s := fmt.Sprintf(" Of the %s received, %s got %s", counted(d.Received.N(), "grievance", "grievances"), count(d.OnTime.N()), within)
	return s + fmt.Sprintf(" so far and %s not yet due; the final share will lie between %s and %s percent.",
		counted(d.NotYetDue.N(), "is", "are"), percent(d.Share().Percent()), percent(d.AtMost().Percent()))
}

func (c *composer) sayFlow() string {
	s := "No case was closed"
	if n := c.Closed.N(); n > 0 {
		s = fmt.Sprintf("%s closed, half of them within %s", counted(n, "case was", "cases were"), counted(int(c.Days.All.Median+0.5), "day", "days"))
		if n == 1 {
			s = "1 case was closed, after " + counted(c.Days.All.Max, "day", "days")
		}
	}
	when := "at the end of " + c.Period.Long(c.settings.Locale)
	if c.Running {
		when = "on " + c.OpenOn.Long()
	}
	if c.Open.N() == 0 {
		return s + "; none was open " + when + "."
	}
	s += fmt.Sprintf("; %s open %s", counted(c.Open.N(), "was", "were"), when)
	if old := c.Ageing[len(c.Ageing)-1].Cases.N(); old > 0 {
		s += fmt.Sprintf(", %s of them for more than 90 days", count(old))
	}
	return s + "."
}

// sayThemes names what people spoke of most.
func (c *composer) sayThemes() string {
	s := ""
	if top := mostFrequent(c.Categories); len(top) > 0 {
		sum := 0
		var names []string
		for _, l := range top {
			sum += l.Issues.N()
			names = append(names, c.categoryName(l))
		}
		verb, account := "was the most frequent category", "it accounts"
		if len(top) > 1 {
			verb, account = "were the most frequent categories", "together they account"
		}
		s = fmt.Sprintf(" %s %s; %s for %s percent of the issues.", listed(names), verb, account,
			percent(figures.Share{Part: sum, Whole: c.Outcomes.Issues.N()}.Percent()))
	}
	if len(c.Feedback.Themes) > 0 {
		t := c.Feedback.Themes[0]
		s += fmt.Sprintf(" In the comments the most frequent theme was %s (%s).", t.Name, count(t.Count))
	}
	if c.Advocacy.Recovered > 0 {
		s += fmt.Sprintf(" Advocacy recovered %s for patients.", dollars(c.Advocacy.Recovered))
	}
	return s
}

// mostFrequent are the two largest categories that have a name.
func mostFrequent(lines []figures.IssueLine) []figures.IssueLine {
	var top []figures.IssueLine
	for _, l := range lines {
		if l.Code != "" && l.Code != data.Unmapped && len(top) < 2 {
			top = append(top, l)
		}
	}
	return top
}

// categoryName names the category of a line in the words of the version of the
// taxonomy that its newest issue was coded with.
func (c *composer) categoryName(l figures.IssueLine) string {
	if l.Code == data.Unmapped {
		return "Unmapped"
	}
	return named(c.settings.TaxonomyOf(l.Taxonomy).CategoryName(l.Code), "Not recorded")
}
