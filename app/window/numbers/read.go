package numbers

import (
	"strings"

	"rapport/data"
	"rapport/data/exchange"
)

// finding is what a row of a file says of one number, or why it says nothing.
type finding struct {
	row  int // of the file's rows after the heading
	cell cell
	text string // the value; empty where the file takes the number away
	err  error
}

// readFile reads the numbers of a file.
func readFile(file exchange.Sheet, set data.Settings, today data.Date) ([]finding, error) {
	read, err := exchange.MonthNumbers(file, set, today)
	all := make([]finding, len(read))
	for i, f := range read {
		all[i] = finding{f.Row, cell{f.Number.Month, f.Number.Unit, f.Number.Kind}, f.Text, f.Err}
	}
	return all, err
}

// block are the cells of what was copied from a spreadsheet.
func block(text string) [][]string {
	var rows [][]string
	for _, line := range strings.Split(strings.TrimRight(strings.ReplaceAll(text, "\r\n", "\n"), "\n"), "\n") {
		rows = append(rows, strings.Split(line, "\t"))
	}
	return rows
}
