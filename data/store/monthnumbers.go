package store

import (
	"context"
	"database/sql"
	"fmt"
	"strings"

	"rapport/data"
)

// MonthNumbers returns what was entered for the months from from to to, both
// included, in the order of month, unit and kind.
func (s *Session) MonthNumbers(ctx context.Context, from, to data.Month) (all []data.MonthNumber, err error) {
	err = s.read(ctx, data.RightReports, func(t *tx) (err error) { all, err = monthNumbers(t, from, to); return err })
	return all, err
}

func monthNumbers(t *tx, from, to data.Month) (all []data.MonthNumber, err error) {
	err = t.each(`select month, unit, kind, value from month_numbers where month between ? and ? order by month, unit, kind`,
		[]any{monthNumber(from), monthNumber(to)}, func(r *sql.Rows) error {
			var month int
			var n data.MonthNumber
			var kind string
			err := r.Scan(&month, &n.Unit, &kind, &n.Value)
			n.Month, n.Kind = monthOf(month), data.MeasureKind(kind)
			all = append(all, n)
			return err
		})
	if err != nil {
		return nil, fmt.Errorf("reading the numbers of the months: %w", err)
	}
	return all, nil
}

// SaveMonthNumbers writes numbers of months, and takes away those of clear (by
// month, unit and kind), all in one change. What stands there already so is left
// alone. Error: [data.Missing].
func (s *Session) SaveMonthNumbers(ctx context.Context, set, clear []data.MonthNumber) error {
	var m data.Missing
	for _, n := range set {
		for _, g := range n.Gaps() {
			if !m.Has(g.Code) {
				m = append(m, g)
			}
		}
	}
	if err := m.Err(); err != nil {
		return err
	}
	return s.write(ctx, data.RightNumbers, func(w *work) error {
		var was, is []string
		for _, n := range clear {
			old, there, err := storedNumber(w.tx, n)
			if err != nil {
				return err
			}
			if !there {
				continue
			}
			was = append(was, numberLine(old))
			if err := w.exec(`delete from month_numbers where month = ? and unit = ? and kind = ?`, monthNumber(n.Month), n.Unit, string(n.Kind)); err != nil {
				return fmt.Errorf("clearing a number of a month: %w", err)
			}
		}
		for _, n := range set {
			old, there, err := storedNumber(w.tx, n)
			if err != nil {
				return err
			}
			if there && old == n {
				continue
			}
			if there {
				was = append(was, numberLine(old))
			}
			is = append(is, numberLine(n))
			if err := putNumber(w.tx, n); err != nil {
				return err
			}
		}
		if len(was)+len(is) == 0 {
			return nil
		}
		w.record("numbers.save", 0, "", details{Summary: fmt.Sprintf("Entered %d numbers of months, took away or replaced %d.", len(is), len(was)),
			Before: strings.Join(was, "\n"), After: strings.Join(is, "\n")})
		w.tell(ReportsChanged, 0)
		return nil
	})
}

// ImportMonthNumbers is SaveMonthNumbers for the numbers of a file: the case file
// is backed up before.
func (s *Session) ImportMonthNumbers(ctx context.Context, set, clear []data.MonthNumber) error {
	if err := s.backupBeforeImport(ctx, data.RightNumbers); err != nil {
		return err
	}
	return s.SaveMonthNumbers(ctx, set, clear)
}

func storedNumber(t *tx, n data.MonthNumber) (old data.MonthNumber, there bool, err error) {
	old = n
	err = t.each(`select value from month_numbers where month = ? and unit = ? and kind = ?`, []any{monthNumber(n.Month), n.Unit, string(n.Kind)},
		func(r *sql.Rows) error { there = true; return r.Scan(&old.Value) })
	if err != nil {
		return old, false, fmt.Errorf("reading a number of a month: %w", err)
	}
	return old, there, nil
}

func putNumber(t *tx, n data.MonthNumber) error {
	err := t.exec(`insert into month_numbers (month, unit, kind, value) values (?, ?, ?, ?)
		on conflict (month, unit, kind) do update set value = excluded.value`, monthNumber(n.Month), n.Unit, string(n.Kind), n.Value)
	if err != nil {
		return fmt.Errorf("writing a number of a month: %w", err)
	}
	return nil
}

// numberLine writes a number for the history: 2026-10 4 West, Patient days: 612.
func numberLine(n data.MonthNumber) string {
	unit := n.Unit
	if unit == "" {
		unit = "the whole hospital"
	}
	return fmt.Sprintf("%s %s, %s: %d", n.Month, unit, n.Kind, n.Value)
}
