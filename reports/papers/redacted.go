package papers

import (
	"strings"
	"time"

	"rapport/data"
	"rapport/reports/page"
	"rapport/reports/report"
)

// RedactedMark is at the foot of a copy without identifiers.
const RedactedMark = "Identifiers were taken out. Read it before you share it."

// longestHeading is the most bytes of a line that is set as a heading.
const longestHeading = 60

// isHeading reports whether a line is a heading: short, without a stop, with a blank
// line before it and words in the next.
func isHeading(lines []string, i int) bool {
	line := strings.TrimSpace(lines[i])
	return i > 0 && i+1 < len(lines) && line != "" && len(line) <= longestHeading && strings.TrimSpace(lines[i-1]) == "" && strings.TrimSpace(lines[i+1]) != "" && !strings.ContainsAny(line[len(line)-1:], ".,;:!?")
}

// Redacted makes the pages of a text from which the identifiers were taken: the text
// and nothing of the case. part2 adds the notice that goes with records of substance
// use treatment.
func Redacted(text string, at time.Time, part2 bool, s data.Settings, o Options) report.Report {
	s.Facility, s.Office, s.Address = "", "", data.Address{} // a hospital's name tells the town
	r := sheetOf("Copy without identifiers", "", data.Period{}, at, "", s, o)
	r.Foot = foot(part2, RedactedMark)
	section := report.Section{}
	if part2 {
		section.Blocks = append(section.Blocks, part2Panel())
	}
	lines := strings.Split(text, "\n")
	for i, line := range lines {
		switch {
		case isHeading(lines, i):
			r.Sections = append(r.Sections, section)
			section = report.Section{Heading: strings.TrimSpace(line)}
		case strings.TrimSpace(line) != "":
			section.Blocks = append(section.Blocks, report.Para{Runs: []page.Run{{Text: line}}})
		}
	}
	r.Sections = append(r.Sections, section)
	return r
}
