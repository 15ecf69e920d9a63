package store

import (
	"context"
	"fmt"
	"strings"

	"rapport/data"
)

// ExportCases returns all cases that the list shows, to be kept outside the case
// file. The audit chain keeps what was chosen and which columns left before they are
// handed out; [Session.RecordPutOut] adds what file was made of them.
func (s *Session) ExportCases(ctx context.Context, l data.CaseList) (e data.CaseExport, err error) {
	if err := s.allow(data.RightExport); err != nil {
		return e, err
	}
	e = data.CaseExport{Columns: l.Taken(), What: l.Query.AmongName, AsOf: s.file.now().UTC(), MadeBy: s.Officer().Name}
	part2 := l.Query
	part2.Flags |= data.FlagSubstance
	if n, err := s.CountCases(ctx, part2); err != nil {
		return e, err
	} else if n > 0 {
		e.Columns = append(e.Columns, data.Part2Column)
	}
	q := l.Query
	q.After, q.Limit = data.Cursor{}, maxLimit
	for more := true; more; {
		page, err := s.Cases(ctx, q)
		if err != nil {
			return e, err
		}
		e.Rows = append(e.Rows, page.Rows...)
		q.After, more = page.Next, page.More
	}
	chosen, err := body(l.Query)
	if err != nil {
		return e, err
	}
	titles := make([]string, len(e.Columns))
	for i, c := range e.Columns {
		titles[i] = c.Title
	}
	of := ""
	if l.Query.AmongName != "" {
		of = " of “" + l.Query.AmongName + "”"
	}
	err = s.write(ctx, data.RightExport, func(w *work) error {
		w.record("case.export", 0, "", details{After: chosen,
			Summary: fmt.Sprintf("Put out a list of cases%s: %d rows with %s.", of, len(e.Rows), strings.Join(titles, ", "))})
		return nil
	})
	if err != nil {
		return data.CaseExport{}, err
	}
	return e, nil
}
