package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"math"
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
		query := `insert or ignore into "` + t.name + `" ("` + strings.Join(columns, `", "`) + `") values (?` + strings.Repeat(", ?", len(values)-1) + `)`
		if len(r.Values) < len(t.columns) { // a row of before the table grew
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
