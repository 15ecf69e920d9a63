package workbook

import (
	"fmt"

	"github.com/xuri/excelize/v2"

	"rapport/reports/chart"
	"rapport/reports/page"
	"rapport/reports/report"
)

// kinds are the kinds of chart as the workbook has them. A Pareto chart stands
// upright, because no line can lie across level bars.
var kinds = map[chart.Kind]excelize.ChartType{
	chart.Stacked: excelize.ColStacked, chart.Grouped: excelize.Col, chart.Line: excelize.Line, chart.Horizontal: excelize.Bar,
	chart.Control: excelize.Line, chart.Pareto: excelize.Col, chart.Interval: excelize.Line, chart.Target: excelize.Col,
}

// shades of the series differ in lightness, and the marks of lines in form.
var (
	shades = []page.Color{page.Teal, page.Orange, {R: 169, G: 199, B: 204, A: 255}, page.Purple}
	forms  = []string{"circle", "square", "triangle", "diamond"}
)

func filling(c page.Color) excelize.Fill {
	return excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{hex(c)}}
}

// draw puts the chart beside the table, with the report's own words for who does
// not see it.
func (b *book) draw(sheet string, p plot) error {
	kind := kinds[p.chart.Kind]
	main, levels, added := &excelize.Chart{Type: kind}, &excelize.Chart{Type: excelize.Line}, &excelize.Chart{Type: excelize.Line}
	for i, line := range p.lines {
		s := b.series(sheet, p, i)
		switch line.Role {
		case chart.Cases:
			continue
		case chart.Level:
			levels.Series = append(levels.Series, dashed(s))
			continue
		case chart.Added:
			added.Series = append(added.Series, marked(s, 1))
			continue
		case chart.LowEnd, chart.HighEnd:
			s = marked(s, 0)
			s.Marker.Symbol = "dash"
			main.XAxis.HighLowLines = true
		case chart.Aim:
			s.Fill = filling(page.Rule)
		default:
			s = marked(s, len(main.Series))
		}
		if p.chart.Kind == chart.Interval {
			s.Line.Type = excelize.LineNone // the labels do not follow on each other
		}
		main.Series = append(main.Series, s)
	}
	dress(main, p, kind)
	main.PlotArea.ShowVal = kind != excelize.Line && len(p.chart.Labels) <= mostLabels
	var more []*excelize.Chart
	if len(levels.Series) > 0 && kind != excelize.Bar {
		dress(levels, p, kind)
		more = append(more, levels)
	}
	if len(added.Series) > 0 {
		dress(added, p, kind)
		top, floor := 1.0, 0.0
		added.YAxis.Secondary, added.YAxis.Maximum, added.YAxis.Minimum, added.YAxis.MajorGridLines = true, &top, &floor, false
		added.YAxis.NumFmt.CustomNumFmt = "0%"
		more = append(more, added)
	}
	if n := len(main.Series); n == 1 && len(more) == 0 {
		main.Legend.Position = "none"
	}
	return b.file.AddChart(sheet, p.at, main, more...)
}

// series refers to the cells of a line.
func (b *book) series(sheet string, p plot, i int) excelize.ChartSeries {
	column, err := excelize.ColumnNumberToName(max(p.columns[i], 1))
	if err != nil {
		column = "A" // a column that was found is one of the sheet
	}
	last := p.first + len(p.chart.Labels) - 1
	return excelize.ChartSeries{
		Name:       fmt.Sprintf("'%s'!$%s$%d", sheet, column, p.heads),
		Categories: fmt.Sprintf("'%s'!$A$%d:$A$%d", sheet, p.first, last),
		Values:     fmt.Sprintf("'%s'!$%s$%d:$%s$%d", sheet, column, p.first, column, last),
	}
}

// marked gives a series the shade and the mark of its place.
func marked(s excelize.ChartSeries, place int) excelize.ChartSeries {
	s.Fill = filling(shades[place%len(shades)])
	s.Line = excelize.LineOptions{Type: excelize.LineSolid, Width: 2}
	s.Marker = excelize.ChartMarker{Symbol: forms[place%len(forms)], Size: 6, Fill: s.Fill}
	return s
}

// dashed makes a series a level line without marks.
func dashed(s excelize.ChartSeries) excelize.ChartSeries {
	s.Fill = filling(page.Grey)
	s.Line = excelize.LineOptions{Type: excelize.LineSolid, Width: 1.25, Dash: excelize.LineDashDash}
	s.Marker = excelize.ChartMarker{Symbol: "none"}
	return s
}

// dress sets title, axes and legend.
func dress(c *excelize.Chart, p plot, kind excelize.ChartType) {
	one, wide := false, uint(60)
	c.VaryColors, c.GapWidth = &one, &wide
	c.Title = excelize.ChartTitle{Paragraph: []excelize.RichTextRun{{Text: tidy(p.Caption), Font: &excelize.Font{Bold: true, Size: 12, Color: hex(page.Black)}}}}
	c.Dimension = excelize.ChartDimension{Width: plotWidth, Height: plotHeight}
	c.Format = excelize.GraphicOptions{AltText: tidy(p.chart.Alt())}
	c.ShowBlanksAs = "gap"
	c.Legend = excelize.ChartLegend{Position: "bottom"}
	floor := p.chart.Floor
	c.YAxis.NumFmt.CustomNumFmt = "#,##0.##"
	if whole(p.chart) {
		c.YAxis.NumFmt.CustomNumFmt = "#,##0"
	}
	if p.chart.Units()[0] == "%" {
		c.YAxis.NumFmt.CustomNumFmt = "0%"
		floor /= 100
	}
	c.YAxis.Minimum = &floor
	c.YAxis.MajorGridLines = true
	c.XAxis.Font = excelize.Font{Size: 9, Color: hex(page.Black)}
	c.YAxis.Font = c.XAxis.Font
	c.XAxis.ReverseOrder = kind == excelize.Bar // the first label on top
}

// whole reports whether all numbers of the chart are whole.
func whole(c chart.Chart) bool {
	for _, row := range numbersOf(c).Rows {
		for _, x := range row[1:] {
			if x.Kind == report.Number {
				return false
			}
		}
	}
	return true
}
