package store

import (
	"database/sql"

	"rapport/data"
)

func feedbackFacts(t *tx, from, to int64) (f data.FeedbackFacts, err error) {
	err = t.get(`select count(*), count(case when empty = 1 then 1 end), count(case when sentiment >= 4 then 1 end),
			count(case when sentiment in (1, 2) then 1 end), count(case when sentiment > 0 then 1 end)
		from feedback where received between ? and ?`, []any{from, to}, &f.Comments, &f.Empty, &f.Negative, &f.Positive, &f.Rated)
	if err != nil {
		return f, err
	}
	if f.Themes, err = namedCounts(t, `select theme, count(*) from feedback_themes where received between ? and ? group by theme order by 2 desc, 1`, from, to); err != nil {
		return f, err
	}
	if f.Units, err = namedCounts(t, `select unit, count(*) from feedback where received between ? and ? and unit <> '' group by unit order by 2 desc, 1`, from, to); err != nil {
		return f, err
	}
	undated, err := t.count(`select count(*) from feedback where received = 0`)
	f.Undated = int(undated)
	return f, err
}

func namedCounts(t *tx, query string, args ...any) (all []data.NamedCount, err error) {
	err = t.each(query, args, func(r *sql.Rows) error {
		var c data.NamedCount
		err := r.Scan(&c.Name, &c.Count)
		all = append(all, c)
		return err
	})
	return all, err
}
