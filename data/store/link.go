package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
)

// link is one connection with the statements prepared on it. Preparing costs
// more than running most of them, so each is prepared once.
type link struct {
	conn     *sql.Conn
	prepared map[string]*sql.Stmt
}

// maxPrepared bounds the statements kept; lists with filters make many.
const maxPrepared = 400

func newLink(ctx context.Context, db *sql.DB) (*link, error) {
	conn, err := db.Conn(ctx)
	if err != nil {
		return nil, fmt.Errorf("connecting to the case file: %w", err)
	}
	return &link{conn: conn, prepared: map[string]*sql.Stmt{}}, nil
}

func (l *link) statement(ctx context.Context, query string) (*sql.Stmt, error) {
	if s, ok := l.prepared[query]; ok {
		return s, nil
	}
	if len(l.prepared) >= maxPrepared {
		if err := l.forget(); err != nil {
			return nil, err
		}
	}
	s, err := l.conn.PrepareContext(ctx, query)
	if err != nil {
		return nil, err
	}
	l.prepared[query] = s
	return s, nil
}

func (l *link) forget() error {
	var all error
	for q, s := range l.prepared {
		all = errors.Join(all, s.Close())
		delete(l.prepared, q)
	}
	return all
}

func (l *link) close() error { return errors.Join(l.forget(), l.conn.Close()) }

// tx is a transaction under way. Every function that reads or writes rows
// takes one.
type tx struct {
	ctx context.Context
	*link
	sight *sight // what may be seen of restricted cases; nil: everything
}

// transact runs do between begin and commit on l; any error, and a panic, rolls
// back. A context that ends stops what do runs, but never begin, commit or
// rollback: the driver may answer with the context's error after a statement
// took effect, and then nobody would know whether the change is on disk.
func (l *link) transact(ctx context.Context, begin string, do func(t *tx) error) (err error) {
	if err := ctx.Err(); err != nil {
		return err
	}
	frame := &tx{ctx: context.WithoutCancel(ctx), link: l}
	if err := frame.exec(begin); err != nil {
		return fmt.Errorf("beginning: %w", err)
	}
	done := false
	defer func() {
		if !done {
			if e := frame.exec("rollback"); !undone(e) {
				err = errors.Join(err, e)
			}
		}
	}()
	if err := do(&tx{ctx: ctx, link: l}); err != nil {
		return err
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	if err := frame.exec("commit"); err != nil {
		return fmt.Errorf("saving: %w", err)
	}
	done = true
	return nil
}

func (t *tx) exec(query string, args ...any) error {
	s, err := t.statement(t.ctx, query)
	if err != nil {
		return err
	}
	_, err = s.ExecContext(t.ctx, args...)
	return err
}

// changed runs a statement and returns how many rows it touched.
func (t *tx) changed(query string, args ...any) (int64, error) {
	s, err := t.statement(t.ctx, query)
	if err != nil {
		return 0, err
	}
	r, err := s.ExecContext(t.ctx, args...)
	if err != nil {
		return 0, err
	}
	return r.RowsAffected()
}

// get scans the first row of a query; [sql.ErrNoRows] where there is none.
func (t *tx) get(query string, args []any, into ...any) error {
	s, err := t.statement(t.ctx, query)
	if err != nil {
		return err
	}
	return s.QueryRowContext(t.ctx, args...).Scan(into...)
}

// each runs scan for every row of a query.
func (t *tx) each(query string, args []any, scan func(r *sql.Rows) error) error {
	s, err := t.statement(t.ctx, query)
	if err != nil {
		return err
	}
	rows, err := s.QueryContext(t.ctx, args...)
	if err != nil {
		return err
	}
	for rows.Next() {
		if err := scan(rows); err != nil {
			return errors.Join(err, rows.Close())
		}
	}
	return errors.Join(rows.Err(), rows.Close())
}

// count returns the one number of a query.
func (t *tx) count(query string, args ...any) (n int64, err error) {
	err = t.get(query, args, &n)
	return n, err
}
