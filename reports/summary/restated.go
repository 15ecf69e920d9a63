package summary

import (
	"rapport/data"
	"rapport/reports/figures"
	"rapport/reports/report"
)

// restated says what came to something else since the period was frozen, and why.
func (c *composer) restated(old data.FrozenReport) {
	r := figures.Restated(old, c.facts)
	if !r.Changed() {
		c.text("Nothing is restated: the figures are those that were frozen.")
		return
	}
	if c.shareable() {
		c.text("Figures were restated since. The internal summary lists them with their reasons; differences of a few cases are not told here.")
		return
	}
	var why []string
	for _, cause := range r.Causes {
		why = append(why, cause.Words)
	}
	var rows [][]report.Cell
	for _, f := range r.Figures {
		remark := ""
		if f.Provisional {
			remark = "was provisional"
		}
		rows = append(rows, []report.Cell{report.W(f.Name), c.frozenCell(f.Kind, f.Was), c.frozenCell(f.Kind, f.Is), report.W(remark)})
	}
	if len(why) == 0 {
		why = []string{"No case changed; numbers of months, promises or letters did."}
	}
	c.table("Restated", "What was restated since", []report.Column{words("Measure", 250), numbers("Frozen", 0), numbers("Now", 0), words("Remark", 100)}, rows, sentences(why...))
}

// frozenCell is a reading as it stood or stands.
func (c *composer) frozenCell(k figures.Kind, r figures.Reading) report.Cell {
	if !r.Known {
		return report.None("")
	}
	return valueCell(k, r.Value)
}
