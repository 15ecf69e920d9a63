package workbook

import (
	"rapport/reports/chart"
	"rapport/reports/report"
)

// leaf is what stands on one sheet: a table, and the figures that show it.
type leaf struct {
	sheet   string // its name
	table   report.Table
	figures []figure
}

// figure is a figure whose drawing is a chart.
type figure struct {
	report.Figure
	chart chart.Chart
}

// leavesOf goes through the report and gives each table its sheet. A figure goes
// with its own numbers, or with the table after it in its section, or has a sheet
// of the numbers in its chart.
func leavesOf(r report.Report) []leaf {
	var all []leaf
	for _, s := range r.Sections {
		var waiting []figure
		for _, b := range s.Blocks {
			switch b := b.(type) {
			case report.Figure:
				f := figure{Figure: b}
				drawn, isChart := chartOf(b)
				if isChart {
					f.chart = drawn
				}
				switch {
				case b.Numbers != nil && isChart:
					all = append(all, leaf{table: *b.Numbers, figures: []figure{f}})
				case b.Numbers != nil:
					all = append(all, leaf{table: *b.Numbers})
				case isChart:
					waiting = append(waiting, f)
				}
			case report.Table:
				all = append(all, leaf{table: b, figures: waiting})
				waiting = nil
			}
		}
		for _, f := range waiting {
			t := numbersOf(f.chart)
			t.ID, t.Caption, t.Definition = f.Caption, f.Caption, f.Definition
			f.Definition = "" // the table has it
			all = append(all, leaf{table: t, figures: []figure{f}})
		}
	}
	return all
}

func chartOf(f report.Figure) (chart.Chart, bool) {
	switch d := f.Drawing.(type) {
	case chart.Chart:
		return d, true
	case *chart.Chart:
		return *d, d != nil
	}
	return chart.Chart{}, false
}
