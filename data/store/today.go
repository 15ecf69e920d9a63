package store

import (
	"cmp"
	"context"
	"database/sql"
	"fmt"
	"slices"

	"rapport/data"
)

// boardLimit is how many items of each group the board holds.
const boardLimit = 300

// Today returns everything that is owed, in groups: overdue, due today, an
// update owed, promises, waiting for the office, waiting for others. mine keeps
// to the cases that the officer owns and what else is theirs to do.
func (s *Session) Today(ctx context.Context, mine bool) (b data.TodayBoard, err error) {
	b.Day, b.Counts = s.Settings().Today(s.file.now()), map[data.TodayGroup]int{}
	officer := ""
	if mine {
		officer = s.Officer().Name
	}
	err = s.read(ctx, data.RightRead, func(t *tx) error {
		for _, g := range data.TodayGroups {
			items, n, err := t.group(g.Value, officer, b.Day)
			if err != nil {
				return err
			}
			b.Items = append(b.Items, items...)
			b.Counts[g.Value] = n
		}
		but, hidden := t.sight.but("key")
		n, err := t.count(`select count(*) from cases where closed_on is null`+but, hidden...)
		b.Open = int(n)
		return err
	})
	if err != nil {
		return data.TodayBoard{}, fmt.Errorf("reading what is due: %w", err)
	}
	return b, nil
}

// shelf is a part of a group: the dues on a shelf, or on any (-1), between two
// days. soon says what becomes of decisions that are so near that the person
// is owed an update: these alone, all but these, or as any other.
type shelf struct {
	on       data.Shelf
	from, to data.Date // inclusive
	soon     nearness
}

type nearness int

const (
	asAny nearness = iota
	onlyNear
	notNear
)

const (
	anyShelf data.Shelf = -1
	firstDay data.Date  = 1 - noDue
	lastDay  data.Date  = noDue
)

// shelves tells of which parts each group is made.
func shelves(g data.TodayGroup, today data.Date) []shelf {
	switch g {
	case data.GroupOverdue:
		return []shelf{{anyShelf, firstDay, today - 1, asAny}}
	case data.GroupToday:
		return []shelf{{anyShelf, today, today, asAny}}
	case data.GroupUpdate:
		return []shelf{{data.ShelfUpdate, today + 1, lastDay, asAny}, {anyShelf, today + 1, today + data.UpdateDays, onlyNear}}
	case data.GroupPromises:
		return []shelf{{data.ShelfPromise, today + 1, lastDay, asAny}}
	case data.GroupOthers:
		return []shelf{{data.ShelfOthers, today + 1, lastDay, notNear}}
	}
	return []shelf{{data.ShelfOffice, today + 1, lastDay, notNear}}
}

// group reads one group and counts it whole. An empty officer stands for all.
func (t *tx) group(g data.TodayGroup, officer string, today data.Date) (items []data.TodayItem, count int, err error) {
	for _, part := range shelves(g, today) {
		some, n, err := t.shelf(part, officer, today)
		if err != nil {
			return nil, 0, err
		}
		items, count = append(items, some...), count+n
	}
	if g == data.GroupOffice || g == data.GroupOthers {
		some, n, err := t.undated(g == data.GroupOthers, officer)
		if err != nil {
			return nil, 0, err
		}
		items, count = append(items, some...), count+n
	}
	slices.SortStableFunc(items, func(a, b data.TodayItem) int {
		return cmp.Or(cmp.Compare(sortDay(a.Due), sortDay(b.Due)), cmp.Compare(b.Case.Severity, a.Case.Severity))
	})
	items = items[:min(len(items), boardLimit)]
	for i := range items {
		items[i].Group = g
		items[i] = data.NewTodayItem(items[i], today)
	}
	return items, count, nil
}

// sortDay puts what has no date last.
func sortDay(d data.Date) data.Date {
	if d.IsZero() {
		return lastDay
	}
	return d
}

func (t *tx) shelf(p shelf, officer string, today data.Date) (items []data.TodayItem, count int, err error) {
	from := ` from dues d join cases c on c.key = d.case_key where d.due between ? and ?`
	args := []any{int64(p.from), int64(p.to)}
	and := func(condition string, more ...any) {
		from += " and " + condition
		args = append(args, more...)
	}
	if p.on != anyShelf {
		and(`d.shelf = ?`, int(p.on))
	}
	switch p.soon {
	case onlyNear:
		and(`d.clock = ?`, string(data.ClockDecide))
	case notNear:
		and(`(d.clock <> ? or d.due > ?)`, string(data.ClockDecide), int64(today+data.UpdateDays))
	}
	if but, hidden := t.sight.but("d.case_key"); but != "" {
		from += but
		args = append(args, hidden...)
	}
	if officer != "" {
		and(`case when d.kind = ? then d.who <> ? else c.owner = ? or d.who = ? end`, string(data.OwedApproval), officer, officer, officer)
	}
	err = t.each(`select `+rowColumns+`, d.due, d.what, d.kind, d.clock, d.who, d.section, d.task`+from+
		` order by d.due, d.urgency, d.case_key, d.place limit ?`, append(slices.Clip(args), boardLimit), func(r *sql.Rows) error {
		item, err := scanItem(r)
		item.Case = t.sight.row(item.Case)
		items = append(items, item)
		return err
	})
	if err != nil || len(items) < boardLimit {
		return items, len(items), err
	}
	n, err := t.count(`select count(*)`+from, args...)
	return items, int(n), err
}

func scanItem(r *sql.Rows) (item data.TodayItem, err error) {
	var kind, clock string
	var task []byte
	item.Case, err = scanRow(r, &item.Due, &item.What, &kind, &clock, &item.Who, &item.Section, &task)
	item.Kind, item.Clock = data.OwedKind(kind), data.ClockKind(clock)
	if item.Kind == data.OwedApproval {
		item.Who = "" // anybody but who asked
	}
	copy(item.Task[:], task)
	return item, err
}

// undated reads the open cases that owe nothing with a day, so that none is
// forgotten.
func (t *tx) undated(others bool, officer string) (items []data.TodayItem, count int, err error) {
	from := ` from cases c where c.closed_on is null and c.next_due = ? and c.state ` +
		map[bool]string{true: "in", false: "not in"}[others] + ` (?, ?)`
	args := []any{noDue, string(data.StateAwaiting), string(data.StateReferred)}
	if officer != "" {
		from += ` and c.owner = ?`
		args = append(args, officer)
	}
	but, hidden := t.sight.but("c.key")
	from, args = from+but, append(args, hidden...)
	err = t.each(`select `+rowColumns+from+` order by c.key limit ?`, append(slices.Clip(args), boardLimit), func(r *sql.Rows) error {
		row, err := scanRow(r)
		row = t.sight.row(row)
		items = append(items, data.TodayItem{What: row.State.String(), Section: data.SectionSummary, Case: row})
		return err
	})
	if err != nil || len(items) < boardLimit {
		return items, len(items), err
	}
	n, err := t.count(`select count(*)`+from, args...)
	return items, int(n), err
}
