package store

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"rapport/data/vault"
)

// strays finds leaves to which nothing leads any more because the page above
// them is broken, and gives each to the one table that it fits: by the number
// and the kinds of its columns, and by a gap that its rows lie in.
func (c *collector) strays(ctx context.Context) error {
	broken := slices.ContainsFunc(c.tables, func(t *salvagedTable) bool { return t.keyed && len(t.gaps) > 0 })
	if !broken {
		return nil
	}
	for _, s := range c.schema { // what belongs to indexes and the search is no stray
		if s.root != 0 && (s.kind == "index" || ofSQLite(s.name)) {
			tree, err := c.source.Walk(s.root, func(vault.Row) error { return nil })
			if err != nil {
				return err
			}
			c.mark(tree)
		}
	}
	for n := int64(2); n <= c.source.Pages(); n++ {
		if c.reached[n] {
			continue
		}
		rows, ok := c.source.Leaf(n)
		if !ok {
			continue
		}
		var fits []*salvagedTable
		for _, t := range c.tables {
			if t.takes(rows) {
				fits = append(fits, t)
			}
		}
		if len(fits) > 1 {
			fits = slices.DeleteFunc(fits, func(t *salvagedTable) bool { return !c.indexed(t, rows) })
		}
		switch len(fits) {
		case 0:
		case 1:
			for _, r := range rows {
				if err := c.put(ctx, fits[0], r); err != nil {
					return err
				}
			}
		default:
			c.sv.report.Losses = append(c.sv.report.Losses, Loss{Page: n, What: fmt.Sprintf("%d rows that may belong to %s or %s", len(rows), fits[0].name, fits[1].name)})
		}
	}
	return nil
}

// takes reports whether rows that lost their place fit into a gap of the table.
func (t *salvagedTable) takes(rows []vault.Row) bool {
	if !t.keyed {
		return false
	}
	first, last := rows[0].Rowid, rows[len(rows)-1].Rowid
	if !slices.ContainsFunc(t.gaps, func(g vault.Gap) bool { return g.From <= first && last <= g.To }) {
		return false
	}
	for _, r := range rows {
		if r.Fault == nil && !t.fits(r.Values) {
			return false
		}
	}
	return true
}

// fits holds a record against the kinds of the table's columns, which are strict.
func (t *salvagedTable) fits(values []any) bool {
	if len(values) > len(t.columns) || len(values) < 1 {
		return false
	}
	for i, v := range values {
		ok := false
		switch v.(type) {
		case nil:
			ok = i == t.rowid || !strings.Contains(strings.ToLower(t.sql), t.columns[i]+" "+strings.ToLower(t.types[i])+" not null")
		case int64:
			ok = t.types[i] == "INTEGER" || t.types[i] == "REAL"
		case float64:
			ok = t.types[i] == "REAL"
		case string:
			ok = t.types[i] == "TEXT"
		case []byte:
			ok = t.types[i] == "BLOB"
		}
		if !ok {
			return false
		}
	}
	return true
}

// byCase reads which case each row of a table belongs to from the index that
// begins with the case: an index knows the rows that the table has lost.
func (c *collector) byCase(t *salvagedTable) map[int64]int64 {
	if t.caseKeys != nil {
		return t.caseKeys
	}
	t.caseKeys = map[int64]int64{}
	for _, s := range c.schema {
		if s.kind != "index" || s.table != t.name || s.root == 0 || !c.beginsWithCase(t, s) {
			continue
		}
		tree, _ := c.source.Walk(s.root, func(r vault.Row) error {
			if len(r.Values) < 2 {
				return nil
			}
			key, ok1 := r.Values[0].(int64)
			row, ok2 := r.Values[len(r.Values)-1].(int64)
			if ok1 && ok2 {
				t.caseKeys[row] = key
			}
			return nil
		})
		t.sure = t.sure || len(tree.Gaps) == 0
	}
	return t.caseKeys
}

// beginsWithCase reports whether the first column of an index is the case, or
// the letter or document, that a row belongs to. Those that SQLite makes of a
// unique pair of columns have no words of their own.
func (c *collector) beginsWithCase(t *salvagedTable, s schemaRow) bool {
	text := strings.ToLower(s.sql)
	if text == "" {
		text = strings.ToLower(t.sql)
		return strings.Contains(text, "unique (case_key,") || strings.Contains(text, "unique (attachment,")
	}
	return strings.Contains(text, " (case_key") && !strings.Contains(text, " where ")
}

// indexed reports whether the index of the table knows every one of the rows
// under the case that they name.
func (c *collector) indexed(t *salvagedTable, rows []vault.Row) bool {
	known := c.byCase(t)
	at := slices.Index(t.columns, "case_key")
	for _, r := range rows {
		key, ok := known[r.Rowid]
		if !ok || at < 0 || at >= len(r.Values) || r.Values[at] != any(key) {
			return false
		}
	}
	return true
}

// byIndex says of which cases rows were lost, where an index still knows it.
func (c *collector) byIndex() {
	lost := map[int64][]string{}
	for _, t := range c.tables {
		if !t.keyed || !c.sv.report.damaged[t.name] {
			continue
		}
		if slices.Contains(t.columns, "case_key") && t.rowid != slices.Index(t.columns, "case_key") && (len(c.byCase(t)) == 0 || !t.sure) {
			c.sv.note("Some cases may lack a part of their %s; which ones cannot be told.", strings.ReplaceAll(t.name, "_", " "))
		}
		count := map[int64]int{}
		for row, key := range c.byCase(t) {
			if !t.have[row] {
				count[key]++
			}
		}
		if t.name == "attachment_chunks" {
			continue // told by the digest of the document
		}
		for key, n := range count {
			lost[key] = append(lost[key], fmt.Sprintf("%d of its %s", n, strings.ReplaceAll(t.name, "_", " ")))
		}
	}
	c.sv.lost = lost
	c.sv.numbers = map[int64]string{}
	for _, s := range c.schema {
		if s.name != "sqlite_autoindex_cases_1" || s.root == 0 {
			continue
		}
		_, _ = c.source.Walk(s.root, func(r vault.Row) error {
			if len(r.Values) == 2 {
				number, ok1 := r.Values[0].(string)
				key, ok2 := r.Values[1].(int64)
				if ok1 && ok2 {
					c.sv.numbers[key] = number
				}
			}
			return nil
		})
	}
}
