package store

import (
	"context"
	"database/sql"
	"fmt"

	"rapport/data"
)

// boardLimit is how many items of each bucket the board holds.
const boardLimit = 300

// weekDays is how far "this week" reaches.
const weekDays = 7

// Today returns what is overdue, due today and due within the week.
func (s *Session) Today(ctx context.Context) (b data.TodayBoard, err error) {
	b.Day = s.Settings().Today(s.file.now())
	err = s.read(ctx, func(t *tx) error {
		for _, bucket := range []struct {
			name     data.Bucket
			from, to data.Date // inclusive
			count    *int
		}{
			{data.Overdue, 1 - noDue, b.Day - 1, &b.Overdue},
			{data.DueToday, b.Day, b.Day, &b.DueToday},
			{data.ThisWeek, b.Day + 1, b.Day + weekDays, &b.ThisWeek},
		} {
			items, err := dueBetween(t, bucket.name, bucket.from, bucket.to)
			if err != nil {
				return err
			}
			b.Items = append(b.Items, items...)
			*bucket.count = len(items)
			if len(items) == boardLimit {
				n, err := t.count(`select count(*) from dues where due between ? and ?`, int64(bucket.from), int64(bucket.to))
				if err != nil {
					return err
				}
				*bucket.count = int(n)
			}
		}
		return t.get(`select count(*), count(case when next_due = ? then 1 end) from cases where closed_on is null`, []any{noDue}, &b.Open, &b.NoDue)
	})
	if err != nil {
		return data.TodayBoard{}, fmt.Errorf("reading what is due: %w", err)
	}
	return b, nil
}

func dueBetween(t *tx, bucket data.Bucket, from, to data.Date) (items []data.TodayItem, err error) {
	err = t.each(`select `+rowColumns+`, d.due, d.what, d.task, d.promise from dues d join cases c on c.key = d.case_key
		where d.due between ? and ? order by d.due, d.urgency, d.case_key, d.place limit ?`,
		[]any{int64(from), int64(to), boardLimit}, func(r *sql.Rows) error {
			item := data.TodayItem{Bucket: bucket}
			var task []byte
			item.Case, err = scanRow(r, &item.Due, &item.What, &task, &item.Promise)
			if err != nil {
				return err
			}
			copy(item.Task[:], task)
			item.NextStep = data.NextStepFor(item.Case.Kind, item.Case.State)
			items = append(items, item)
			return nil
		})
	return items, err
}
