package workbook

import (
	"fmt"
	"strings"

	"rapport/data"
	"rapport/reports/page"
	"rapport/reports/report"
)

// audienceName is the audience in words; nothing where the report has none.
func audienceName(a report.Audience) string {
	for _, t := range report.Audiences {
		if t.Value == a {
			return t.Label
		}
	}
	return ""
}

// fact is a line of the first sheet: what it tells and what it says.
type fact struct{ label, says string }

// about says what the report is, for whom, and when it was made; day writes a date.
func about(r report.Report, day func(data.Date) string) []fact {
	facts := []fact{{"About", r.About}}
	if r.Period.Valid() {
		facts = append(facts, fact{"Period", periodText(r.Period, day)})
	}
	facts = append(facts, fact{"Facility", joined(", ", r.Settings.Facility, r.Settings.Office)})
	switch r.Audience {
	case report.Internal:
		facts = append(facts, fact{"Audience", "Internal: confidential quality data with real counts of any size. Not for release."})
	case report.Shareable:
		facts = append(facts, fact{"Audience", "Shareable: counts from 1 to 10 are not shown, nor any number from which one could be worked out."})
	}
	if r.Foot != "" {
		facts = append(facts, fact{"Marked", r.Foot})
	}
	if r.Made != "" {
		facts = append(facts, fact{"Copy", r.Made + "."})
	}
	if r.Facts != nil {
		at := r.Facts.AsOf.In(r.Settings.Zone())
		facts = append(facts, fact{"Figures as of", day(r.Settings.Today(at)) + ", " + at.Format("15:04 MST")})
		if f := r.Facts.Frozen; f != nil {
			frozen := fmt.Sprintf("Version %d, frozen on %s", f.Version, day(r.Settings.Today(f.At)))
			if r.Audience != report.Shareable {
				frozen = joined(" by ", frozen, f.By)
			}
			facts = append(facts, fact{"Frozen", frozen})
		}
	}
	return facts
}

// howToRead says what a sheet holds.
const howToRead = "One sheet holds one table, with its definition below it. Numbers, percentages, amounts and dates are values, " +
	"rounded as the pages of the report print them; nothing is a formula. A blank stands for what is not known."

// periodText names a month, quarter or year, and the days of any period.
func periodText(p data.Period, day func(data.Date) string) string {
	days := day(p.From) + " to " + day(p.To)
	if p.Size() == data.AnyDays {
		return days
	}
	return p.Long(data.LocaleUS) + " (" + days + ")" // a name without dates is the same in each locale
}

// The widths of the columns of the first sheet: sheet, table, rows.
var coverWidths = []float64{34, 84, 9}

// titleHeight is the height of the line of a title in points.
const titleHeight = 22.0

// cover writes the first sheet.
func (b *book) cover(sheet string) error {
	lines := [][]cell{{text(b.Title, titleLook)}}
	if b.practice() {
		lines = append(lines, []cell{text(practiceMark, alarmLook)})
	}
	for _, f := range append(about(b.Report, b.locale.Short), fact{"How to read it", howToRead}) {
		if f.says != "" {
			lines = append(lines, []cell{text(f.label, labelLook), text(f.says, plainLook)})
		}
	}
	for _, p := range panels(b.Report) {
		lines = append(lines, []cell{text("To note", labelLook), text(p, alarmLook)})
	}
	lines = append(lines, nil, []cell{text("Sheet", headLook), text("Table", headLook), {"Rows", look{bold: true, head: true, right: true}}})
	for _, l := range b.leaves {
		lines = append(lines, []cell{text(l.sheet, linkLook), text(l.table.Caption, plainLook), {len(l.table.Rows), look{format: "#,##0", right: true}}})
		if err := b.file.SetCellHyperLink(sheet, fmt.Sprintf("A%d", len(lines)), "'"+l.sheet+"'!A1", "Location"); err != nil {
			return err
		}
	}
	if err := b.begin(sheet, coverWidths, len(lines)); err != nil {
		return err
	}
	r := b.stream(sheet)
	for i, cells := range lines {
		height := lineHeight
		if i == 0 {
			height = titleHeight
		}
		if len(cells) > 1 { // every program wraps a text, and not each one makes room for it
			height *= float64(linesOf(fmt.Sprint(cells[1].value), coverWidths[1]))
		}
		r.add(height, cells...)
	}
	return r.end()
}

// panels are the paragraphs of a report that must not be overlooked.
func panels(r report.Report) []string {
	var all []string
	for _, s := range r.Sections {
		for _, b := range s.Blocks {
			if p, ok := b.(report.Panel); ok {
				all = append(all, plain(p.Runs))
			}
		}
	}
	return all
}

func plain(runs []page.Run) string {
	var s strings.Builder
	for _, run := range runs {
		s.WriteString(run.Text)
	}
	return s.String()
}

// The width of the sheet of the text.
var wordsWidths = []float64{110}

// words writes the headings and sentences of the report, where it has any.
func (b *book) words(sheet string) error {
	type line struct {
		text string
		look
	}
	var lines []line
	for _, s := range b.Sections {
		before := len(lines)
		for _, block := range s.Blocks {
			switch block := block.(type) {
			case report.Para:
				lines = append(lines, line{plain(block.Runs), plainLook})
			case report.Panel:
				lines = append(lines, line{plain(block.Runs), alarmLook})
			case report.Bullets:
				for _, item := range block.Items {
					lines = append(lines, line{"• " + plain(item), plainLook})
				}
			}
		}
		if len(lines) > before && s.Heading != "" {
			lines = append(lines[:before], append([]line{{s.Heading, captionLook}}, lines[before:]...)...)
		}
	}
	if len(lines) == 0 {
		return nil
	}
	if _, err := b.file.NewSheet(sheet); err != nil {
		return err
	}
	if err := b.begin(sheet, wordsWidths, len(lines)); err != nil {
		return err
	}
	r := b.stream(sheet)
	for _, l := range lines {
		r.add(0, text(l.text, l.look))
	}
	return r.end()
}

// foot is what stands at the foot of every page.
func (b *book) foot() string { return tidy(b.FootText()) }
