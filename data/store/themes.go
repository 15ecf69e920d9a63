package store

import (
	"context"
	"fmt"

	"rapport/data"
)

// Themes counts, for each category and unit of the issues of a case, the cases of
// the same calendar quarter that had such an issue too, by their day of receipt;
// this one is among them. Void and merged cases do not count twice.
func (s *Session) Themes(ctx context.Context, f data.CaseFile) (all []data.Theme, err error) {
	first, last := data.Quarter(data.DateOf(f.ReceivedAt, s.Settings().Zone()))
	type slot struct{ category, unit string }
	seen := map[slot]bool{}
	err = s.read(ctx, data.RightRead, func(t *tx) error {
		for _, i := range f.Issues {
			at := slot{i.Category, i.Unit}
			if at.unit == "" {
				at.unit = f.Unit
			}
			if at.unit == "" || at.category == "" || seen[at] {
				continue
			}
			seen[at] = true
			n, err := t.count(similarCases, at.category, at.unit, int64(first), int64(last))
			if err != nil {
				return fmt.Errorf("counting similar issues: %w", err)
			}
			all = append(all, data.Theme{Category: at.category, Unit: at.unit, Cases: int(n)})
		}
		return nil
	})
	return all, err
}

// similarCases counts cases with an issue of a category in a unit: the issue's
// own or, where it has none, the case's.
const similarCases = `select count(*) from (
	select c.key from issues i join cases c on c.key = i.case_key
		where i.category = ?1 and i.unit = ?2 and c.received_on between ?3 and ?4 and c.state not in ('void', 'merged')
	union
	select c.key from cases c join issues i on i.case_key = c.key
		where c.unit = ?2 and c.received_on between ?3 and ?4 and i.category = ?1 and i.unit = '' and c.state not in ('void', 'merged'))`
