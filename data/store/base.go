package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
)

// readers is how many connections read at once: the window asks for a list, a
// board and a case together at most.
const readers = 4

// base is an open database: one connection that writes and a few that read.
type base struct {
	writing chan struct{} // holds one for a whole transaction
	writer  *link
	reading chan *link
}

func openBase(ctx context.Context, write, read *sql.DB) (*base, error) {
	b := &base{writing: make(chan struct{}, 1), reading: make(chan *link, readers)}
	var err error
	if b.writer, err = newLink(ctx, write); err != nil {
		return nil, err
	}
	if err := (&tx{ctx: ctx, link: b.writer}).exec(strict); err != nil {
		return nil, errors.Join(fmt.Errorf("preparing the case file: %w", err), b.close())
	}
	for range readers {
		l, err := newLink(ctx, read)
		if err != nil {
			return nil, errors.Join(err, b.close())
		}
		b.reading <- l
	}
	return b, nil
}

// read runs do on one unchanging state of the database.
func (b *base) read(ctx context.Context, do func(t *tx) error) error {
	select {
	case l := <-b.reading:
		defer func() { b.reading <- l }()
		return l.transact(ctx, beginRead, do)
	case <-ctx.Done():
		return ctx.Err()
	}
}

// write runs do as the one writer.
func (b *base) write(ctx context.Context, do func(t *tx) error) error {
	return b.writeThen(ctx, do, func(error) {})
}

// writeThen is write; then is told what came of it before anybody else writes, but
// where the context ended before its turn came.
func (b *base) writeThen(ctx context.Context, do func(t *tx) error, then func(error)) error {
	err := b.lock(ctx)
	if err == nil {
		defer b.unlock()
		err = b.writer.transact(ctx, beginWrite, do)
	}
	then(err)
	return err
}

// lock waits until nobody writes; the error is the context's. Who came first is first.
func (b *base) lock(ctx context.Context) error {
	select {
	case b.writing <- struct{}{}:
	case <-ctx.Done():
		return ctx.Err()
	}
	if err := ctx.Err(); err != nil { // both came at once
		b.unlock()
		return err
	}
	return nil
}

func (b *base) unlock() { <-b.writing }

// settle empties the log, so that nothing removed lies in it any longer. While
// somebody still reads an older state it does what can be done.
func (b *base) settle(ctx context.Context) error {
	if err := b.lock(ctx); err != nil {
		return err
	}
	defer b.unlock()
	if _, err := b.writer.conn.ExecContext(ctx, emptyLog); err != nil {
		return fmt.Errorf("emptying the log: %w", err)
	}
	return nil
}

// close waits for what runs and closes every connection.
func (b *base) close() error {
	b.writing <- struct{}{}
	defer b.unlock()
	var all error
	for len(b.reading) > 0 {
		all = errors.Join(all, (<-b.reading).close())
	}
	if b.writer != nil {
		all = errors.Join(all, b.writer.close())
	}
	if all != nil {
		return fmt.Errorf("closing the case file: %w", all)
	}
	return nil
}
