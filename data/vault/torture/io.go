package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"syscall"

	"rapport/app/plain"
	"rapport/data/store"
	"rapport/data/vault"
)

// ways are how a step can fail.
var ways = []fault{
	{err: syscall.EIO}, {err: syscall.ENOSPC}, {err: errShort},
	{err: syscall.EIO, sticky: true}, {err: syscall.ENOSPC, sticky: true},
	{reads: true, err: syscall.EIO}, {reads: true, err: syscall.EIO, sticky: true},
}

// smallDocument keeps the steps of a day few enough for each of them to fail.
const smallDocument = 40 << 10

// failing lets each step of a day fail in each way.
func failing(ctx context.Context, t trial) (bool, error) {
	base := filepath.Join(t.dir, "base")
	d, err := newDay(ctx, base, t.seed)
	if err != nil {
		return false, err
	}
	d.document = smallDocument
	if err := errors.Join(d.every(ctx), d.Close(ctx)); err != nil {
		return false, err
	}
	var all tally
	ways := ways
	if t.reads {
		ways = slices.DeleteFunc(slices.Clone(ways), func(way fault) bool { return !way.reads })
	}
	stride := max(t.stride, 1)
	if !t.full && t.stride == 0 {
		stride = 499
	}
	next := make(chan fault)
	over := make([]chan struct{}, len(ways)) // closed when a way has no n left that is reached
	for i := range over {
		over[i] = make(chan struct{})
	}
	go func() {
		defer close(next)
		for i, way := range ways {
			at := 1
			if stride > 1 {
				at += int(t.seed+uint64(i)*31) % stride
			}
			for reached := true; reached; at += stride {
				way.at = at
				select {
				case <-over[i]:
					reached = false
				case next <- way:
				}
			}
		}
	}()
	err = inParallel(func(worker int) error {
		for f := range next {
			dir := filepath.Join(t.dir, fmt.Sprintf("worker%d", worker))
			faults, hit, err := d.want.failingDay(ctx, base, dir, t.seed, f)
			if err != nil {
				return fmt.Errorf("%v: %w", f, err)
			}
			if hit {
				all.add(t, faults, "%v", f)
				continue
			}
			i := slices.IndexFunc(ways, func(w fault) bool { f.at = 0; return w == f })
			select {
			case <-over[i]:
			default:
				close(over[i])
			}
		}
		return nil
	})
	fmt.Fprintf(t.out, "io     %d faults of single steps in %d ways, %d losses or wrong sentences\n", all.states, len(ways), all.bad)
	return all.bad == 0, err
}

// failingDay works a day on a copy of the case file in base while the disk fails. hit
// reports whether it did.
func (e expected) failingDay(ctx context.Context, base, dir string, seed uint64, f fault) (faults []string, hit bool, err error) {
	if err := os.RemoveAll(dir); err != nil {
		return nil, false, err
	}
	if err := os.CopyFS(dir, os.DirFS(base)); err != nil {
		return nil, false, err
	}
	r := newRig(dir)
	defer r.drop()
	r.arm(f)
	w := &worked{rig: r}
	d, err := w.start(ctx, e, dir, seed)
	if err != nil {
		return nil, false, err
	}
	for _, a := range acts {
		was := d.want.clone()
		err := a.do(d, ctx)
		if err == nil {
			continue
		}
		w.fails(a.name, err)
		if err := w.goesOn(ctx, d, was, a); err != nil {
			w.fault("%s: %v", a.name, err)
			break
		}
	}
	if err := d.Close(ctx); err != nil {
		w.fails("closing", err)
	}
	hit = r.everFailed()
	r.arm(fault{})
	if hit {
		w.faults = append(w.faults, d.want.check(ctx, dir)...)
	}
	return w.faults, hit, nil
}

// worked is what went wrong in a day in which the disk failed.
type worked struct {
	rig    *rig
	faults []string
}

func (w *worked) fault(format string, args ...any) {
	w.faults = append(w.faults, fmt.Sprintf(format, args...))
}

// fails holds the sentence that an officer would read against what the disk did, and
// makes the disk well.
func (w *worked) fails(doing string, err error) {
	var held *store.DraftHeld
	if errors.As(err, &held) { // beside the disk's sentence it says that nothing is lost
		err = held.Err
	}
	said, hits := plain.Sentence(err), w.rig.failed()
	if !slices.ContainsFunc(hits, func(s step) bool { return slices.Contains(fitting(s.op, w.rig.fault.err), said) }) {
		w.fault("%s: %q is said of %v (%v)", doing, said, w.rig.fault, err)
	}
	w.rig.arm(fault{})
}

// fitting are the sentences that are right for a step that failed so. A system that
// cannot open a file does not tell SQLite why, and only a write finds the disk full.
func fitting(o op, err error) []string {
	of := func(all ...error) (said []string) {
		for _, err := range all {
			said = append(said, plain.Sentence(err))
		}
		return said
	}
	full := errors.Is(err, syscall.ENOSPC)
	switch {
	case o == opWrite && full:
		return of(vault.ErrDiskFull)
	case full:
		return of(vault.ErrDiskFull, vault.ErrDisk, vault.ErrUnwritable)
	case o == opOpen || o == opCreate:
		return of(vault.ErrDisk, vault.ErrUnwritable)
	}
	return of(vault.ErrDisk)
}

// start opens the case file and signs in; where that fails it must be possible once
// the disk is well.
func (w *worked) start(ctx context.Context, e expected, dir string, seed uint64) (*day, error) {
	s, err := e.open(ctx, dir)
	if err != nil {
		w.fails("signing in", err)
		if s, err = e.open(ctx, dir); err != nil {
			return nil, fmt.Errorf("signing in once the disk is well: %w", err)
		}
	}
	d := dayOf(s, seed)
	d.want, d.n, d.document = e.clone(), 1000, smallDocument
	for number := range e.Cases {
		f, err := d.Case(ctx, number)
		if err != nil {
			w.fails("reading a case", err)
			if f, err = d.Case(ctx, number); err != nil {
				return nil, err
			}
		}
		d.open = append(d.open, f)
	}
	d.look = func(look func() error) error {
		err := look()
		if err == nil {
			return nil
		}
		w.fails("looking", err)
		return look()
	}
	return d, nil
}

// goesOn makes sure that what failed changed nothing, and does it once more.
func (w *worked) goesOn(ctx context.Context, d *day, was expected, a act) error {
	if d.Locked() {
		if err := d.signIn(ctx); err != nil {
			return fmt.Errorf("signing in again: %w", err)
		}
	}
	d.want.Under = ""
	for _, fault := range d.want.compare(ctx, d.Session) {
		w.fault("%s failed and left: %s", a.name, fault)
	}
	if err := a.do(d, ctx); err != nil {
		return fmt.Errorf("once the disk is well: %w", err)
	}
	return nil
}
