package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"

	"rapport/data/vault"
)

// collector goes over the pages of a damaged database and puts the rows that it
// finds into another one.
type collector struct {
	sv      *salvage
	source  *vault.Rescue
	schema  []schemaRow
	reached map[int64]bool // pages that a walk came to
	tables  []*salvagedTable
	guessed []string // tables whose root is a guess
	db      *sql.Conn
}

// salvagedTable is a table of the case file and how its records are laid out.
type salvagedTable struct {
	schemaRow
	columns  []string // in the order of a record
	types    []string // declared
	rowid    int      // place of the column that is the row's own number, or -1
	keyed    bool     // rows have numbers; false: "without rowid"
	gaps     []vault.Gap
	have     map[int64]bool  // rows read, kept where there are gaps
	caseKeys map[int64]int64 // of each row, as the index has it
	sure     bool            // the index is whole
	insert   *sql.Stmt
}

func (c *collector) run(ctx context.Context, db *sql.DB) (err error) {
	if err := c.readSchema(ctx); err != nil {
		return err
	}
	if c.db, err = db.Conn(ctx); err != nil {
		return fmt.Errorf("salvaging: %w", err)
	}
	defer func() { err = errors.Join(err, c.db.Close()) }()
	if err := c.makeTables(ctx); err != nil {
		return err
	}
	if _, err := c.db.ExecContext(ctx, `begin`); err != nil {
		return fmt.Errorf("salvaging: %w", err)
	}
	for i, t := range c.tables {
		c.sv.tell("reading "+strings.ReplaceAll(t.name, "_", " "), int64(i), int64(len(c.tables)))
		if err := c.fillTable(ctx, t); err != nil {
			return err
		}
	}
	if err := c.strays(ctx); err != nil {
		return err
	}
	c.byIndex()
	if _, err := c.db.ExecContext(ctx, `commit`); err != nil {
		return fmt.Errorf("salvaging: %w", err)
	}
	return c.makeRest(ctx)
}

func (c *collector) makeTables(ctx context.Context) error {
	for _, s := range c.schema {
		if s.kind != "table" || s.sql == "" || strings.HasPrefix(strings.ToLower(s.sql), "create virtual") || ofSQLite(s.name) {
			continue
		}
		if _, err := c.db.ExecContext(ctx, s.sql); err != nil {
			return fmt.Errorf("making a table for what is read: %w", err)
		}
		t := &salvagedTable{schemaRow: s, rowid: -1, keyed: !strings.Contains(strings.ToLower(s.sql), "without rowid"), have: map[int64]bool{}}
		if err := c.layOut(ctx, t); err != nil {
			return err
		}
		c.tables = append(c.tables, t)
	}
	return nil
}

// layOut learns in which order a record holds the columns: a table without
// rowids begins with its key.
func (c *collector) layOut(ctx context.Context, t *salvagedTable) error {
	rows, err := c.db.QueryContext(ctx, `select name, type, pk from pragma_table_xinfo(?) where hidden in (0, 3) order by cid`, t.name)
	if err != nil {
		return fmt.Errorf("reading how a table is made: %w", err)
	}
	type column struct {
		name, kind string
		pk         int
	}
	var all []column
	keys := 0
	for rows.Next() {
		var col column
		if err := rows.Scan(&col.name, &col.kind, &col.pk); err != nil {
			return errors.Join(err, rows.Close())
		}
		if col.pk > 0 {
			keys++
		}
		all = append(all, col)
	}
	if err := errors.Join(rows.Err(), rows.Close()); err != nil {
		return fmt.Errorf("reading how a table is made: %w", err)
	}
	if !t.keyed {
		slices.SortStableFunc(all, func(a, b column) int {
			rank := func(c column) int {
				if c.pk == 0 {
					return math.MaxInt
				}
				return c.pk
			}
			switch {
			case rank(a) < rank(b):
				return -1
			case rank(a) > rank(b):
				return 1
			}
			return 0
		})
	}
	for i, col := range all {
		t.columns, t.types = append(t.columns, col.name), append(t.types, strings.ToUpper(col.kind))
		if t.keyed && keys == 1 && col.pk == 1 && strings.EqualFold(col.kind, "integer") {
			t.rowid = i
		}
	}
	return nil
}

func (c *collector) mark(tree vault.Tree) {
	for n := range tree.Reached {
		c.reached[n] = true
	}
}

// fillTable puts every row of a table that can be read where it belongs.
func (c *collector) fillTable(ctx context.Context, t *salvagedTable) error {
	if !c.believed(t) {
		c.sv.report.damaged[t.name] = true
		c.sv.report.Losses = append(c.sv.report.Losses, Loss{Table: t.name, Page: t.root, What: "where the table lies is not known any more"})
		if t.keyed {
			t.gaps = []vault.Gap{{From: 0, To: math.MaxInt64}}
		}
		return nil
	}
	tree, err := c.source.Walk(t.root, func(r vault.Row) error {
		if err := ctx.Err(); err != nil {
			return err
		}
		return c.put(ctx, t, r)
	})
	if err != nil {
		return err
	}
	c.mark(tree)
	t.gaps = tree.Gaps
	for _, g := range tree.Gaps {
		c.sv.report.damaged[t.name] = true
		l := Loss{Table: t.name, Page: g.Page, What: "a page of the table"}
		if t.keyed {
			l.From, l.To = max(g.From, 0), g.To
		}
		c.sv.report.Losses = append(c.sv.report.Losses, l)
	}
	return nil
}

// put writes one row; what it was made of later has its columns' own defaults.
func (c *collector) put(ctx context.Context, t *salvagedTable, r vault.Row) error {
	if r.Fault != nil {
		l := Loss{Table: t.name, Page: r.Page, What: "a row of which a part lies on a page that is damaged"}
		var page *vault.PageFault
		if errors.As(r.Fault, &page) {
			l.Page = page.Page
		}
		if t.keyed {
			l.From, l.To = r.Rowid, r.Rowid
		}
		c.sv.report.Losses = append(c.sv.report.Losses, l)
		c.sv.report.damaged[t.name] = true
		return nil
	}
	values := r.Values[:min(len(r.Values), len(t.columns))]
	columns := slices.Clone(t.columns[:len(values)])
	values = slices.Clone(values)
	if t.rowid >= 0 && t.rowid < len(values) {
		values[t.rowid] = r.Rowid
	}
	for i, v := range values { // a whole number in a column of reals is kept as an integer
		if n, ok := v.(int64); ok && t.types[i] == "REAL" {
			values[i] = float64(n)
		}
	}
	if t.keyed && t.rowid < 0 {
		columns, values = append(columns, "rowid"), append(values, r.Rowid)
	}
	if t.insert == nil || len(values) != len(t.columns) {
		query := `insert or ignore into "` + t.name + `" ("` + strings.Join(columns, `", "`) + `") values (?` + strings.Repeat(", ?", len(values)-1) + `)` // #nosec G202 -- names of our own schema
		if len(r.Values) < len(t.columns) {                                                                                                                // a row of before the table grew
			_, err := c.db.ExecContext(ctx, query, values...)
			return c.kept(t, r, err)
		}
		var err error
		if t.insert, err = c.db.PrepareContext(ctx, query); err != nil {
			return fmt.Errorf("keeping a row: %w", err)
		}
	}
	_, err := t.insert.ExecContext(ctx, values...)
	return c.kept(t, r, err)
}

// kept counts a row in. One that its own table refuses is a loss, not an end.
func (c *collector) kept(t *salvagedTable, r vault.Row, err error) error {
	if err == nil {
		t.have[r.Rowid] = true
		return nil
	}
	if code(err) != 19 { // SQLITE_CONSTRAINT: of a damaged table
		return fmt.Errorf("keeping a row: %w", err)
	}
	c.sv.report.Losses = append(c.sv.report.Losses, Loss{Table: t.name, Page: r.Page, From: r.Rowid, To: r.Rowid, What: "a row that does not fit its table"})
	return nil
}

// makeRest makes indexes, triggers and the search anew, which a case file of an
// older version needs to be brought to this one. What cannot be made is not
// needed to read.
func (c *collector) makeRest(ctx context.Context) error {
	for _, kind := range []string{"index", "table", "trigger"} {
		for _, s := range c.schema {
			if s.kind == kind && s.sql != "" && (kind != "table" || strings.HasPrefix(strings.ToLower(s.sql), "create virtual")) {
				_, _ = c.db.ExecContext(ctx, s.sql)
			}
		}
	}
	return ctx.Err()
}
