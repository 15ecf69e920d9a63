package summary

import (
	"rapport/data"
	"rapport/reports/figures"
	"rapport/reports/report"
)

// Board is what the office sees of itself every day: three figures of the summary,
// real counts, for the period as far as it has gone. One without a drawing has
// nothing to show.
type Board struct {
	Goals  report.Figure // the measures against the office's goals
	Rate   report.Figure // the control chart of the main rate
	Ageing report.Figure // the open cases by age
	// Signals are what the rules of Rate found, in sentences.
	Signals []string
}

// MakeBoard makes the board from the facts of a period. Its figures are those that
// [Make] puts into an internal summary.
func MakeBoard(facts data.SummaryFacts) Board {
	if facts.Shareable {
		return Board{}
	}
	c := composerOf(figures.Compute(facts), facts, newBook(report.Internal))
	b := Board{Goals: c.figureOf(c.goals), Rate: c.figureOf(c.control), Ageing: c.figureOf(c.ageing)}
	points, _ := c.ratePoints()
	for _, s := range figures.Control(points).Signals {
		b.Signals = append(b.Signals, s.Words)
	}
	return b
}

// figureOf is the figure that a part of the summary draws, if it draws one.
func (c *composer) figureOf(write func()) report.Figure {
	c.section("")
	write()
	for _, block := range c.sections[len(c.sections)-1].Blocks {
		if fig, is := block.(report.Figure); is {
			return fig
		}
	}
	return report.Figure{}
}
