package store

import (
	"context"
	"fmt"
	"strings"

	"rapport/data"
)

// ExportCases makes a table of all cases that the list shows, to be kept outside
// the case file, and returns it with the number of cases in it. The audit chain
// keeps what was chosen and which columns left.
func (s *Session) ExportCases(ctx context.Context, l data.CaseList) (csv []byte, cases int, err error) {
	if err := s.allow(data.RightExport); err != nil {
		return nil, 0, err
	}
	columns := l.Taken()
	part2 := l.Query
	part2.Flags |= data.FlagSubstance
	if n, err := s.CountCases(ctx, part2); err != nil {
		return nil, 0, err
	} else if n > 0 {
		columns = append(columns, data.Part2Column)
	}
	table := data.NewCaseTable(columns)
	q := l.Query
	q.After, q.Limit = data.Cursor{}, maxLimit
	for more := true; more; {
		page, err := s.Cases(ctx, q)
		if err != nil {
			return nil, 0, err
		}
		for _, row := range page.Rows {
			table.Add(row)
		}
		cases += len(page.Rows)
		q.After, more = page.Next, page.More
	}
	csv, err = table.Bytes()
	if err != nil {
		return nil, 0, err
	}
	chosen, err := body(l.Query)
	if err != nil {
		return nil, 0, err
	}
	titles := make([]string, len(columns))
	for i, c := range columns {
		titles[i] = c.Title
	}
	of := ""
	if l.Query.AmongName != "" {
		of = " of “" + l.Query.AmongName + "”"
	}
	err = s.write(ctx, data.RightExport, func(w *work) error {
		w.record("case.export", 0, "", details{After: chosen,
			Summary: fmt.Sprintf("Put out a list of cases%s: %d rows with %s.", of, cases, strings.Join(titles, ", "))})
		return nil
	})
	if err != nil {
		return nil, 0, err
	}
	return csv, cases, nil
}
