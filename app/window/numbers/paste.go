package numbers

import (
	"fmt"
	"maps"
	"strings"

	"rapport/app/window/ui"
	"rapport/data"
	"rapport/data/exchange"
)

// paste puts the cells of a spreadsheet into the grid from a cell on. Where their
// first column holds months, each row goes to its month, whatever their order;
// else they go down from the cell.
func (s *Screen) paste(row, column int, text string) {
	lines := block(text)
	today := s.today()
	if _, err := exchange.ReadMonth(lines[0][0], today); err != nil && len(lines) > 1 && len(lines[0]) > 1 {
		if _, err := exchange.ReadMonth(lines[1][0], today); err == nil {
			lines = lines[1:] // the first row is a heading
		}
	}
	months, dated := monthsOf(lines, today)
	before := maps.Clone(s.sheet.typed)
	n, outside := 0, 0
	for i, line := range lines {
		month := s.cellAt(row+i, 0).Month
		values := line
		if dated {
			month, values = months[i], line[1:]
		} else if row+i >= rows {
			outside++
			continue
		}
		for j, value := range values {
			if column+j >= len(data.MeasureKinds) {
				outside++
				continue
			}
			s.sheet.put(cell{month, s.unit, data.MeasureKinds[column+j].Value}, value)
			n++
		}
	}
	after := s.sheet.typed
	s.sheet.typed = before
	said := "Pasted " + ui.Plural(n, "cell", "cells") + ". Look at them and save."
	if outside > 0 {
		said = fmt.Sprintf("Pasted %s; %s did not fit into the grid.", ui.Plural(n, "cell", "cells"), ui.Plural(outside, "cell", "cells"))
	}
	s.replace(after, said)
	if c, err := s.sheet.firstWrong(); err != nil {
		s.fault.SetError(errorOf(c, err))
	}
}

// monthsOf are the months in the first column, false where one of them is none.
func monthsOf(lines [][]string, today data.Date) ([]data.Month, bool) {
	months := make([]data.Month, len(lines))
	for i, line := range lines {
		var err error
		if months[i], err = exchange.ReadMonth(line[0], today); err != nil || len(line) < 2 {
			return nil, false
		}
	}
	return months, true
}

// block are the cells of what was copied from a spreadsheet.
func block(text string) [][]string {
	var rows [][]string
	for _, line := range strings.Split(strings.TrimRight(strings.ReplaceAll(text, "\r\n", "\n"), "\n"), "\n") {
		rows = append(rows, strings.Split(line, "\t"))
	}
	return rows
}
