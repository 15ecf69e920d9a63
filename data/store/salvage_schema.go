package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"rapport/data/vault"
)

// schemaRow is one row of SQLite's own list of tables, indexes and triggers.
type schemaRow struct {
	kind, name, table, sql string
	root                   int64
}

func readSchemaRow(r vault.Row) (schemaRow, bool) {
	if len(r.Values) != 5 {
		return schemaRow{}, false
	}
	kind, ok1 := r.Values[0].(string)
	name, ok2 := r.Values[1].(string)
	table, ok3 := r.Values[2].(string)
	root, ok4 := r.Values[3].(int64)
	text, _ := r.Values[4].(string) // an index of a unique column has none
	known := slices.Contains([]string{"table", "index", "trigger", "view"}, kind)
	return schemaRow{kind, name, table, text, root}, ok1 && ok2 && ok3 && ok4 && known
}

// readSchema reads the list of tables; where a part of it is broken, from leaves
// of it that nothing leads to any more, and from the newest backup, as a table
// never moves its root.
func (c *collector) readSchema(ctx context.Context) error {
	add := func(r vault.Row) error {
		if s, ok := readSchemaRow(r); ok && !slices.ContainsFunc(c.schema, func(have schemaRow) bool { return have.kind == s.kind && have.name == s.name }) {
			c.schema = append(c.schema, s)
		}
		return nil
	}
	tree, err := c.source.Walk(1, add)
	if err != nil {
		return err
	}
	c.mark(tree)
	if len(tree.Gaps) == 0 {
		return nil
	}
	for _, g := range tree.Gaps {
		c.sv.report.Losses = append(c.sv.report.Losses, Loss{Table: "sqlite_schema", Page: g.Page, What: "a part of the list of tables"})
	}
	for n := int64(2); n <= c.source.Pages(); n++ {
		rows, ok := c.source.Leaf(n)
		if !ok || c.reached[n] || slices.ContainsFunc(rows, func(r vault.Row) bool { _, ok := readSchemaRow(r); return !ok }) {
			continue
		}
		c.reached[n] = true
		for _, r := range rows {
			_ = add(r)
		}
	}
	c.schemaFromBackup()
	if err := c.schemaAsMade(ctx); err != nil {
		return err
	}
	if !slices.ContainsFunc(c.schema, func(s schemaRow) bool { return s.name == "case_details" }) {
		return ErrNoSchema
	}
	return nil
}

// schemaFromBackup takes what is still missing of the list of tables from the
// newest backup that has it whole.
func (c *collector) schemaFromBackup() {
	v := c.sv.file.vault
	backups, err := v.Backups(v.BackupsDir())
	if err != nil {
		return
	}
	for _, b := range backups {
		old, err := v.RescueCopy(b.Path)
		if err != nil {
			continue
		}
		var list []schemaRow
		tree, _ := old.Walk(1, func(r vault.Row) error {
			if s, ok := readSchemaRow(r); ok {
				list = append(list, s)
			}
			return nil
		})
		_ = old.Close()
		if len(tree.Gaps) > 0 {
			continue
		}
		taken := 0
		for _, s := range list {
			if !slices.ContainsFunc(c.schema, func(have schemaRow) bool {
				return have.name == s.name || have.root == s.root && s.root != 0
			}) {
				c.schema = append(c.schema, s)
				taken++
			}
		}
		if taken > 0 {
			c.sv.note("The list of tables is damaged; a part of it was taken from the backup of %s.", b.Taken.Format("2006-01-02 15:04 UTC"))
		}
		return
	}
}

// schemaAsMade takes what is still missing from where a case file of this version
// has it when it is made: the tables of one are always made in the same order. A
// place is believed only where what lies there fits the table.
func (c *collector) schemaAsMade(ctx context.Context) error {
	if v, known := c.version(); known && v != newestVersion() {
		return nil // an older one was made in other steps
	}
	made, err := c.sv.freshSchema(ctx)
	if err != nil {
		return err
	}
	var found []string
	for _, s := range made {
		if slices.ContainsFunc(c.schema, func(have schemaRow) bool { return have.name == s.name }) {
			continue
		}
		if s.root != 0 && slices.ContainsFunc(c.schema, func(have schemaRow) bool { return have.root == s.root }) {
			s.root = 0
		}
		c.schema = append(c.schema, s)
		if s.kind == "table" && !ofSQLite(s.name) {
			found = append(found, s.name)
		}
	}
	c.guessed = found
	if len(found) > 0 {
		c.sv.note("The list of tables is damaged; where %d of them lie is taken from how a case file is made.", len(found))
	}
	return nil
}

// version is the version of the case file, where it can be read.
func (c *collector) version() (n int64, known bool) {
	i := slices.IndexFunc(c.schema, func(s schemaRow) bool { return s.name == "schema_version" })
	if i < 0 {
		return 0, false
	}
	_, _ = c.source.Walk(c.schema[i].root, func(r vault.Row) error {
		if len(r.Values) == 1 {
			n, known = r.Values[0].(int64)
		}
		return nil
	})
	return n, known
}

func newestVersion() int64 {
	all, err := migrations()
	if err != nil {
		return 0
	}
	return int64(len(all))
}

// freshSchema is the list of tables of a case file that was just made.
func (sv *salvage) freshSchema(ctx context.Context) (list []schemaRow, err error) {
	dir := filepath.Join(sv.scratch, "fresh")
	if err := os.Mkdir(dir, 0o700); err != nil {
		return nil, fmt.Errorf("making room for what is read: %w", err)
	}
	db, closeDB, err := sv.file.vault.Scratch(ctx, dir)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, closeDB()) }()
	b, err := openBase(ctx, db, db)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, b.close()) }()
	if err := b.migrate(ctx, func() error { return nil }); err != nil {
		return nil, fmt.Errorf("making the tables: %w", err)
	}
	err = b.read(ctx, func(t *tx) error {
		return t.each(`select type, name, tbl_name, rootpage, coalesce(sql, '') from sqlite_schema`, nil, func(r *sql.Rows) error {
			var s schemaRow
			err := r.Scan(&s.kind, &s.name, &s.table, &s.root, &s.sql)
			list = append(list, s)
			return err
		})
	})
	return list, err
}

// believed has a table whose place is a guess lose it where what lies there does
// not fit.
func (c *collector) believed(t *salvagedTable) bool {
	if t.root == 0 {
		return false
	}
	if !slices.Contains(c.guessed, t.name) {
		return true
	}
	fits := true
	tree, _ := c.source.Walk(t.root, func(r vault.Row) error {
		if r.Fault == nil && !t.fits(r.Values) {
			fits = false
		}
		return nil
	})
	return fits && !slices.ContainsFunc(tree.Gaps, func(g vault.Gap) bool { return g.Page == t.root })
}

// ofSQLite reports whether a table is SQLite's own or belongs to a search index,
// which is made of the cases anew.
func ofSQLite(name string) bool {
	return strings.HasPrefix(name, "sqlite_") || strings.HasPrefix(name, "case_search") || strings.HasPrefix(name, "feedback_search")
}
