package main

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"sort"

	"rapport/data"
	"rapport/data/store"
	"rapport/data/vault"
)

var allFeedback = data.FeedbackQuery{}

// mark is a place on the tape from which on something is expected.
type mark struct {
	at   int
	want *expected // nil: the case file is being made
	done bool      // a change was just acknowledged
	said string
}

// power records a day and opens the disks that a power cut could have left.
func power(ctx context.Context, t trial) (bool, error) {
	states, acts := 60, 10
	if t.full {
		states, acts = 2000, 60
	}
	root := filepath.Join(t.dir, "office")
	tape, marks, err := recorded(ctx, root, t.seed, acts)
	if err != nil {
		return false, fmt.Errorf("recording the day: %w", err)
	}
	rng := rand.New(rand.NewPCG(t.seed, 2))
	places := make([]int, states)
	for i := range places {
		places[i] = rng.IntN(len(tape) + 1)
		if i%4 == 0 { // the header's and the backup's few steps are not left to chance
			places[i] = placeOf(tape, rng)
		}
	}
	sort.Ints(places)
	var all tally
	err = inParallel(func(worker int) error {
		r := newReplay()
		next := 0
		for i, place := range places {
			for ; next < place; next++ {
				r.take(tape[next])
			}
			if i%workers != worker {
				continue
			}
			c := newCut(rand.New(rand.NewPCG(t.seed, uint64(i)+100)))
			to := filepath.Join(t.dir, fmt.Sprintf("state%d", i))
			if err := r.powerCut(c, root, to); err != nil {
				return err
			}
			m := marks[sort.Search(len(marks), func(j int) bool { return marks[j].at > place })-1]
			all.add(t, m.look(ctx, filepath.Join(to, "file")), "state %d: step %d of %d, %s, %s", i, place, len(tape), m.said, c)
			if err := os.RemoveAll(to); err != nil {
				return err
			}
		}
		return nil
	})
	fmt.Fprintf(t.out, "power  %d disks after a power cut, of %d steps and %d acknowledged changes, %d losses or unreadable\n", all.states, len(tape), acknowledged(marks), all.bad)
	return all.bad == 0, err
}

// acknowledged counts the changes of a record that were told to be done.
func acknowledged(marks []mark) (n int) {
	for _, m := range marks {
		if m.done {
			n++
		}
	}
	return n
}

// placeOf is a place just before or after a step that is not a write.
func placeOf(tape []step, rng *rand.Rand) int {
	for {
		at := rng.IntN(len(tape))
		if tape[at].op != opWrite {
			return at + rng.IntN(2)
		}
	}
}

// recorded is the record of a day that begins with the making of the case file.
func recorded(ctx context.Context, root string, seed uint64, acts int) (tape []step, marks []mark, err error) {
	if err := os.MkdirAll(root, 0o700); err != nil {
		return nil, nil, err
	}
	r := newRig(root)
	defer r.drop()
	r.record = true
	marks = append(marks, mark{said: "the case file is being made"})
	d, err := newDay(ctx, filepath.Join(root, "file"), seed)
	if err != nil {
		return nil, nil, err
	}
	note := func(done bool) {
		want := d.want
		said := "nothing under way"
		if want.Under != "" {
			said = "under way: " + want.Under
		}
		marks = append(marks, mark{at: r.at(), want: &want, said: said, done: done})
	}
	d.before, d.done = func() { note(false) }, func() { note(true) }
	note(false)
	if err := d.every(ctx); err != nil {
		return nil, nil, err
	}
	if err := d.some(ctx, acts); err != nil {
		return nil, nil, err
	}
	if err := d.Close(ctx); err != nil {
		return nil, nil, err
	}
	return r.tape, marks, nil
}

// look says what is wrong with a case file that a power cut left.
func (m mark) look(ctx context.Context, dir string) []string {
	if m.want != nil {
		return m.want.check(ctx, dir)
	}
	// While it was being made, it is whole, or nothing was promised yet, and said so.
	s, err := expected{Pass: []string{passphrase}}.open(ctx, dir)
	switch {
	case err == nil:
		if err := s.Close(ctx); err != nil {
			return []string{err.Error()}
		}
	case !errors.Is(err, vault.ErrNoCaseFile) && !errors.Is(err, store.ErrUnfinished):
		return []string{"a case file that was being made: " + err.Error()}
	}
	return nil
}
