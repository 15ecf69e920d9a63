package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"hash/maphash"
	"strings"
)

// searched is a search index and what it is made of.
type searched struct {
	index string
	of    string // what it holds, in words
	rows  string // counts them
	each  func(t *tx, tell func(key int64, words string)) error
}

var searches = []searched{
	{"case_search", "cases", `select count(*) from cases`, func(t *tx, tell func(int64, string)) error {
		all, err := keys(t, `select key from cases order by key`)
		if err != nil {
			return err
		}
		for _, key := range all {
			f, err := readCase(t, key)
			if err != nil {
				return err
			}
			tell(key, caseWords(&f))
		}
		return nil
	}},
	{"feedback_search", "comments", `select count(*) from feedback`, func(t *tx, tell func(int64, string)) error {
		return t.each(`select key, coalesce(json_extract(body, '$.text'), ''), unit, coalesce(json_extract(body, '$.question'), '') from feedback`, nil, func(r *sql.Rows) error {
			var key int64
			var text, unit, question string
			err := r.Scan(&key, &text, &unit, &question)
			tell(key, folded(text, unit, question))
			return err
		})
	}},
}

// verifySearch counts what is in the search indexes; deep holds every word of
// every case and comment against the index, both ways.
func (s *Session) verifySearch(ctx context.Context, deep bool) (found string, ok bool, err error) {
	var counts []string
	for _, x := range searches {
		var rows, indexed int64
		err := s.base.read(ctx, func(t *tx) (err error) {
			if rows, err = t.count(x.rows); err != nil {
				return err
			}
			indexed, err = t.count(`select count(*) from ` + x.index + `_docsize`)
			return err
		})
		if err != nil {
			return "", false, err
		}
		if rows != indexed {
			return fmt.Sprintf("The search index holds %d %s of %d.", indexed, x.of, rows), false, nil
		}
		counts = append(counts, fmt.Sprintf("%d %s", rows, x.of))
		if !deep {
			continue
		}
		wrong, err := s.wordsThatDiffer(ctx, x)
		if err != nil {
			return "", false, err
		}
		if wrong > 0 {
			return fmt.Sprintf("The search finds %d %s by other words than they hold, or not by all of them.", wrong, x.of), false, nil
		}
	}
	return "The search index holds all " + strings.Join(counts, " and ") + ".", true, nil
}

// wordsThatDiffer counts the records whose words are not those of the index. Each
// side is summed up to one number a record, a hash of each word added up, so that
// millions of words fit into memory.
func (s *Session) wordsThatDiffer(ctx context.Context, x searched) (wrong int, err error) {
	seed := maphash.MakeSeed()
	sums := map[int64]uint64{}
	err = s.base.read(ctx, func(t *tx) error {
		// The list of words is a table of this connection's own, for the moment.
		if err := t.scripts(`pragma query_only = 0`, `create virtual table temp.indexed_words using fts5vocab(main, `+x.index+`, instance)`); err != nil {
			return errors.Join(fmt.Errorf("reading the search index: %w", err), t.script(`pragma query_only = 1`))
		}
		err := t.each(`select term, doc from temp.indexed_words`, nil, func(r *sql.Rows) error {
			var term sql.RawBytes
			var key int64
			err := r.Scan(&term, &key)
			sums[key] += maphash.Bytes(seed, term)
			return err
		})
		return errors.Join(err, t.scripts(`drop table temp.indexed_words`, `pragma query_only = 1`))
	})
	if err != nil {
		return 0, err
	}
	err = s.base.read(ctx, func(t *tx) error {
		return x.each(t.whole(), func(key int64, words string) {
			var sum uint64
			seen := map[string]bool{}
			for _, word := range strings.Fields(words) {
				if !seen[word] {
					seen[word] = true
					sum += maphash.String(seed, word)
				}
			}
			if sums[key] != sum {
				wrong++
			}
			delete(sums, key)
		})
	})
	return wrong + len(sums), err
}

func (t *tx) scripts(steps ...string) error {
	for _, step := range steps {
		if err := t.script(step); err != nil {
			return err
		}
	}
	return nil
}
