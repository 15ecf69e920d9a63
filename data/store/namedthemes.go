package store

import (
	"cmp"
	"context"
	"database/sql"
	"fmt"
	"slices"
	"strings"

	"rapport/data"
)

// QuarterThemes returns the themes of the quarter that begins with the period:
// each category in a unit with [data.ThemeCases] cases or more, those with the
// most cases first, with what the office made of them. A case counts by its day
// of receipt; void and merged ones do not.
func (s *Session) QuarterThemes(ctx context.Context, quarter data.Period) (all []data.ThemeFact, err error) {
	err = s.read(ctx, data.RightReports, func(t *tx) (err error) {
		all, err = quarterThemes(t, data.QuarterPeriod(quarter.From))
		t.sight.maskThemes(all)
		return err
	})
	return all, err
}

// NameTheme gives a theme its name, its owner and what is done about it. Errors:
// [data.Missing], [data.ErrNotFound] where the quarter has no such theme.
func (s *Session) NameTheme(ctx context.Context, key data.ThemeKey, name data.NamedTheme) error {
	name.Name, name.Owner, name.Plan = strings.TrimSpace(name.Name), strings.TrimSpace(name.Owner), strings.TrimSpace(name.Plan)
	if err := name.Gaps().Err(); err != nil {
		return err
	}
	quarter := data.QuarterPeriod(key.Quarter)
	return s.write(ctx, data.RightNumbers, func(w *work) error {
		themes, err := quarterThemes(w.tx, quarter)
		if err != nil {
			return err
		}
		at := slices.IndexFunc(themes, func(f data.ThemeFact) bool { return f.Category == key.Category && f.Unit == key.Unit })
		if at < 0 {
			return data.ErrNotFound
		}
		if themes[at].NamedTheme == name {
			return nil
		}
		err = w.put(name, `insert into named_themes (quarter, category, unit, body) values (?, ?, ?, ?)
			on conflict (quarter, category, unit) do update set body = excluded.body`, int64(quarter.From), key.Category, key.Unit)
		if err != nil {
			return err
		}
		was, err := body(themes[at].NamedTheme)
		if err != nil {
			return err
		}
		is, err := body(name)
		if err != nil {
			return err
		}
		w.record("theme.name", 0, quarter.String(), details{Summary: fmt.Sprintf("Named a theme of %s: %s, %s.", quarter, key.Category, key.Unit), Before: was, After: is})
		w.tell(ReportsChanged, 0)
		return nil
	})
}

// quarterThemes reads the themes of a whole quarter.
func quarterThemes(t *tx, quarter data.Period) ([]data.ThemeFact, error) {
	type slot struct{ category, unit string }
	cases := map[slot][]int64{}
	err := t.each(themeCases, []any{int64(quarter.From), int64(quarter.To)}, func(r *sql.Rows) error {
		var key int64
		var at slot
		err := r.Scan(&key, &at.category, &at.unit)
		if n := len(cases[at]); n == 0 || cases[at][n-1] != key { // a case may have two such issues, one after the other
			cases[at] = append(cases[at], key)
		}
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("counting the themes of a quarter: %w", err)
	}
	names := map[slot]data.NamedTheme{}
	err = t.each(`select category, unit, body from named_themes where quarter = ?`, []any{int64(quarter.From)}, func(r *sql.Rows) error {
		var at slot
		var raw []byte
		if err := r.Scan(&at.category, &at.unit, &raw); err != nil {
			return err
		}
		var n data.NamedTheme
		err := readBody(raw, &n)
		names[at] = n
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("reading the names of themes: %w", err)
	}
	var all []data.ThemeFact
	for at, keys := range cases {
		if len(keys) >= data.ThemeCases {
			slices.Sort(keys)
			all = append(all, data.ThemeFact{Quarter: quarter, Category: at.category, Unit: at.unit, Cases: keys, NamedTheme: names[at]})
		}
	}
	slices.SortFunc(all, func(a, b data.ThemeFact) int {
		return cmp.Or(cmp.Compare(len(b.Cases), len(a.Cases)), cmp.Compare(a.Category, b.Category), cmp.Compare(a.Unit, b.Unit))
	})
	return all, nil
}

// themeCases reads the issues of the cases received between two days: the case,
// the category, and the unit of the issue or else of the case.
const themeCases = `select f.case_key, i.category, case when i.unit = '' then (select c.unit from cases c where c.key = f.case_key) else i.unit end as at
	from case_facts f cross join ` + issuesAlone + ` where f.counted <> '' and f.received_on between ? and ? and i.case_key = f.case_key
		and i.category <> '' and at <> ''`
