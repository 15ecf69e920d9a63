package store

import (
	"context"
	"database/sql"
	"fmt"

	"rapport/data"
)

// actionBatch is how many action plans are read at once while a page is filled.
const actionBatch = 200

// ActionPlans returns one page of the office's action plans, whatever became of
// their cases: the earliest day first, so that what is overdue stands on top.
func (s *Session) ActionPlans(ctx context.Context, q data.ActionQuery) (page data.ActionPage, err error) {
	limit := pageSize(q.Limit)
	at := q.After
	err = s.read(ctx, data.RightRead, func(t *tx) error {
		for {
			rows, err := t.actionPlans(at)
			if err != nil {
				return err
			}
			for _, r := range rows {
				if at = r.At; t.hidden(r.Case.Key) || !q.Fits(r) {
					continue
				}
				if len(page.Rows) == limit {
					page.More = true
					return nil
				}
				page.Rows = append(page.Rows, r)
			}
			if len(rows) < actionBatch {
				return nil
			}
		}
	})
	if err != nil {
		return data.ActionPage{}, fmt.Errorf("reading action plans: %w", err)
	}
	return page, nil
}

// actionPlans reads the plans after a place, in the order of their days. Those
// of a case that was entered by mistake are left out.
func (t *tx) actionPlans(after data.ActionCursor) (rows []data.ActionRow, err error) {
	err = t.each(`select `+rowColumns+`, r.on_day, r.key, r.body from records r join cases c on c.key = r.case_key
		where r.kind = ? and (r.on_day > ? or r.on_day = ? and r.key > ?) and c.state <> ? order by r.on_day, r.key limit ?`,
		[]any{string(data.RecAction), int64(after.Day), int64(after.Day), after.Key, string(data.StateVoid), actionBatch}, func(r *sql.Rows) error {
			var one data.ActionRow
			var raw []byte
			one.Case, err = scanRow(r, &one.At.Day, &one.At.Key, &raw)
			if err != nil {
				return err
			}
			one.Case = t.sight.row(one.Case)
			if err := readBody(raw, &one.Plan); err != nil {
				return err
			}
			if one.Unit = one.Plan.Unit; one.Unit == "" {
				one.Unit = one.Case.Unit
			}
			rows = append(rows, one)
			return nil
		})
	return rows, err
}
