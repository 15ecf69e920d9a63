package workbook

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"strings"

	"rapport/data"
	"rapport/reports/report"
)

// CSV writes the tables as comma-separated values (RFC 4180) in UTF-8 with the
// mark by which spreadsheets know it: one table as a file, several as an
// [Archive].
//
// A cell that is a number is written plainly, a day as 2026-11-27; text is
// guarded so that no program takes it for a formula ([data.PlainCell]).
func CSV(r report.Report) ([]byte, error) {
	leaves := leavesOf(r)
	if len(leaves) != 1 {
		return Archive(r)
	}
	file, err := values(tableRows(leaves[0].table))
	if err != nil {
		return nil, fmt.Errorf("writing a table as values: %w", err)
	}
	return file, nil
}

// Archive writes a ZIP archive with a file of values for each table, however many
// there are, and one that says what the report is.
func Archive(r report.Report) ([]byte, error) {
	leaves := leavesOf(r)
	var zipped bytes.Buffer
	a := &archive{to: &zipped, at: zipTime(r)}
	names := sheetNames{}
	add := func(name string, rows [][]string) error {
		file, err := values(rows)
		if err != nil {
			return err
		}
		to, err := a.Create(fileName(name))
		if err == nil {
			_, err = to.Write(file)
		}
		return err
	}
	list := coverRows(r)
	cover := names.give(coverSheet)
	for _, l := range leaves {
		name := names.give(l.table.ID)
		list = append(list, []string{fileName(name), data.PlainCell(tidy(l.table.Caption)), data.PlainCell(tidy(joined(" ", notesOf(l)...)))})
		if err := add(name, tableRows(l.table)); err != nil {
			return nil, fmt.Errorf("writing a table as values: %w", err)
		}
	}
	if err := add(cover, list); err != nil {
		return nil, fmt.Errorf("writing the list of tables as values: %w", err)
	}
	if err := a.Close(); err != nil {
		return nil, fmt.Errorf("making an archive of tables: %w", err)
	}
	return zipped.Bytes(), nil
}

// fileName makes the name of a sheet one that every system takes for a file.
func fileName(sheet string) string {
	name := strings.Map(func(r rune) rune {
		if strings.ContainsRune(`<>"|`, r) || r < ' ' {
			return '_'
		}
		return r
	}, sheet)
	return strings.TrimRight(name, ". ") + ".csv"
}

// coverRows say what the report is; the list of its tables goes on.
func coverRows(r report.Report) [][]string {
	rows := [][]string{{"Report", data.PlainCell(tidy(r.Title)), ""}}
	if r.Practice || r.Settings.Practice {
		rows = append(rows, []string{"Note", practiceMark, ""})
	}
	for _, f := range about(r, data.Date.String) {
		if f.says != "" {
			rows = append(rows, []string{f.label, data.PlainCell(tidy(f.says)), ""})
		}
	}
	for _, p := range panels(r) {
		rows = append(rows, []string{"To note", data.PlainCell(tidy(p)), ""})
	}
	return append(rows, []string{"File", "Table", "Definition"})
}

// tableRows are the head and the rows of a table.
func tableRows(t report.Table) [][]string {
	head := make([]string, len(t.Columns))
	for i, c := range t.Columns {
		head[i] = data.PlainCell(tidy(c.Head))
	}
	rows := [][]string{head}
	for _, cells := range t.Rows {
		row := make([]string, max(len(cells), len(head))) // as many fields in each row (RFC 4180, 2.4)
		for i, c := range cells {
			row[i] = value(c)
		}
		rows = append(rows, row)
	}
	return rows
}

// value is a cell for another program to read.
func value(c report.Cell) string {
	if number, known := plainNumber(c); known {
		return number
	}
	switch c.Kind {
	case report.Day:
		return data.Date(c.Value).String()
	case report.Hidden:
		return hiddenMark
	}
	return data.PlainCell(tidy(c.Text))
}

// values writes rows as one file.
func values(rows [][]string) ([]byte, error) {
	var to bytes.Buffer
	to.WriteString("\ufeff")
	w := csv.NewWriter(&to)
	w.UseCRLF = true
	if err := w.WriteAll(rows); err != nil {
		return nil, err
	}
	return to.Bytes(), nil
}
