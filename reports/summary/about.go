package summary

import (
	"fmt"
	"strconv"
	"strings"

	"rapport/data"
	"rapport/reports/figures"
	"rapport/reports/report"
	"rapport/reports/suppress"
)

// about says where the numbers come from: what is missing, what they are counted
// on, what they mean, and whether they were frozen.
func (c *composer) about() {
	c.section("About this summary")
	c.origin()
	c.frozen()
	c.denominators()
	c.quality()
	c.definitions()
}

func (c *composer) origin() {
	at := c.facts.AsOf.In(c.settings.Zone())
	computed := fmt.Sprintf("Computed from the case file on %s at %s. All days are calendar days of the office. Numbers of a period may be restated when cases of it are entered or corrected later.", c.locale.Long(c.AsOf), at.Format("3:04 pm"))
	repeat := ""
	if c.RepeatComplainants > 0 {
		repeat = c.say("%s had two cases or more that are not linked, received in the twelve months that end with the period.", c.q("repeat complainants", c.RepeatComplainants, "person", "people"))
	}
	c.text(computed, repeat)
	if c.shareable() {
		c.text(suppress.Rule)
		c.text("Names of people, numbers of cases, dates of cases and ZIP codes are left out. Averages of 1 to 10 cases and the longest time of a case are not told. Each summary is protected by itself: of months and the quarter that they make, or of two versions of one period, share one kind only.")
	}
}

// frozen says who froze the period, and what has changed since.
func (c *composer) frozen() {
	head := ""
	if c.facts.AuditHead != "" {
		head = fmt.Sprintf("Head of the audit chain: entry %s, %s.", c.locale.Count(int(c.facts.AuditSeq)), c.facts.AuditHead)
	}
	f := c.facts.Frozen
	if f == nil {
		c.text(head, "This period is not frozen: no snapshot of its figures was taken.")
		return
	}
	c.text(head)
	at := f.At.In(c.settings.Zone())
	who := " by " + f.By
	if c.shareable() {
		who = ""
	}
	s := fmt.Sprintf("Frozen on %s at %s%s, version %d, with the audit chain at entry %s, %s.", c.locale.Long(data.DateOf(f.At, c.settings.Zone())), at.Format("3:04 pm"), who, f.Version, c.locale.Count(int(f.AuditSeq)), f.AuditHead)
	if f.Note != "" && !c.shareable() {
		s += " " + strings.TrimSpace(f.Note)
	}
	c.text(s)
	c.restated(*f)
}

// listedMonths are how many months of denominators stand beside a single month.
const listedMonths = 7

// denominators are what rates are counted on, month by month.
func (c *composer) denominators() {
	months := c.Period.Months()
	if len(months) == 1 {
		months = nil
		for _, m := range c.Trend[max(0, len(c.Trend)-listedMonths):] {
			months = append(months, m.Month)
		}
	}
	if len(months) == 0 {
		return
	}
	entered := map[data.MonthNumber]int{}
	for _, n := range c.facts.Numbers {
		if n.Unit == "" {
			entered[data.MonthNumber{Month: n.Month, Kind: n.Kind}] = n.Value + 1
		}
	}
	columns := []report.Column{words("Month", 0)}
	for _, k := range data.MeasureKinds {
		width := 43.0
		if k.Value == data.Encounters {
			width = 56 // its head is one word
		}
		columns = append(columns, numbers(k.Label, width))
	}
	var rows [][]report.Cell
	for _, m := range months {
		row := []report.Cell{report.W(m.Short() + " " + strconv.Itoa(m.Year))}
		for _, k := range data.MeasureKinds {
			n := entered[data.MonthNumber{Month: m, Kind: k.Value}]
			switch {
			case n == 0:
				row = append(row, report.None("blank"))
			case k.Value == data.SurveyAnswers || k.Value == data.SurveyTopBox:
				row = append(row, c.number(key("month", m.String(), string(k.Value)), n-1))
			default:
				row = append(row, report.N(n-1).As(report.Public))
			}
		}
		rows = append(rows, row)
	}
	c.linkSurvey()
	note := "As entered by month for the whole hospital. A blank month has no rate, never a rate of zero."
	for _, why := range []string{c.Rates.Days.Why(), c.Rates.Encounters.Why()} {
		note = sentences(note, why)
	}
	c.table("Denominators", "What rates are counted on", columns, rows, note, half)
}

// linkSurvey ties the answers to the survey by month to those of the period.
func (c *composer) linkSurvey() {
	for _, prefix := range []string{"", "before/"} {
		p := c.Period
		if prefix != "" {
			p = p.Before()
		}
		var answers, best []string
		for _, m := range p.Months() {
			answers = append(answers, key("month", m.String(), string(data.SurveyAnswers)))
			best = append(best, key("month", m.String(), string(data.SurveyTopBox)))
		}
		c.link(prefix+"survey", answers...)
		c.link(prefix+"survey/top box", best...)
	}
}

// quality tells how complete the records are.
func (c *composer) quality() {
	q := c.Quality
	if q.Unit.Of.N()+q.Category.Of.N() == 0 {
		return
	}
	var rows [][]report.Cell
	for _, g := range []struct {
		label, name string
		gap         figures.Gap
	}{
		{"Issues: no category", "no category", q.Category}, {"Issues: unmapped category", "unmapped", q.Unmapped}, {"Issues: closed without finding", "no finding", q.Finding},
		{"Cases: no unit", "no unit", q.Unit}, {fmt.Sprintf("Cases: entered after %d days", figures.LateEntryDays), "entered late", q.Late},
		{"Cases: no language", "no language", q.Language}, {"Cases: no date of birth", "no birth", q.Age}, {"Cases: disability not asked", "no disability", q.Disability},
	} {
		if g.gap.Of.N() == 0 {
			continue
		}
		name, of := g.name, key(g.name, "of")
		rows = append(rows, []report.Cell{report.W(g.label), c.n(name, g.gap.Missing, g.label), c.n(of, g.gap.Of, "All that should have it"), c.share(name, of, g.gap.Share())})
	}
	c.linkQuality()
	c.table("Data quality", "How complete the records are", []report.Column{words("What is missing", 0), numbers("Missing", 44), numbers("Of", 34), numbers("Share", 44)}, rows,
		"Of the cases received in the period and their issues. Entered late: more than "+strconv.Itoa(figures.LateEntryDays)+" days after receipt. Unmapped: no list of the office knows the category. A language that is not recorded may be English.", half)
}

// linkQuality ties what is missing to the lines of other tables that count the same.
func (c *composer) linkQuality() {
	for _, pair := range [][2]string{
		{"no category", "issues/category/"}, {"unmapped", key("issues/category", data.Unmapped)}, {"no unit", "received/unit/"},
		{"no category/of", "issues"}, {"unmapped/of", "issues"}, {"no unit/of", "received"}, {"entered late/of", "received"},
	} {
		if _, known := c.counts[pair[0]]; !known {
			continue
		}
		if _, known := c.counts[pair[1]]; known {
			c.link(pair[0], pair[1])
		}
	}
	for _, a := range []string{"no language/of", "no birth/of", "no disability/of"} {
		if _, known := c.counts[a]; known && a != "no language/of" {
			c.link("no language/of", a)
		}
	}
}

// definitions says what each measure of the first page means.
func (c *composer) definitions() {
	var shown, others [][]report.Cell
	for _, m := range c.Measures() {
		text := m.Definition
		if m.Of != "" {
			text += " Counted on: " + m.Of + "."
		}
		if m.Source != "" {
			text += " Source: " + m.Source + "."
		}
		row := []report.Cell{report.W(m.Name), report.W(text)}
		if onFirstPage(m) {
			shown = append(shown, row)
		} else {
			others = append(others, row)
		}
	}
	first, rows := onPaper(len(shown)), append(shown, others...)
	if c.Nil() { // a nil return is one page, and has no measure to define
		first = onPaper(report.WorkbookOnly)
	}
	c.table("Definitions", "Definitions of the measures", []report.Column{words("Measure", 130), words("Definition", 0)}, rows, "The other measures are defined below the tables that have them.", first, fine)
}
