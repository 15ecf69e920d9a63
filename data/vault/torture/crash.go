package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"time"

	"rapport/app/plain"
	"rapport/data/vault"
)

// victimDir names, to a second run of this program, the case file to work at until
// it is killed. What is expected of it so far comes by the standard input.
const victimDir = "RAPPORT_TORTURE_VICTIM_DIR"

// crash kills another process at work again and again, and looks each time.
func crash(ctx context.Context, t trial) (bool, error) {
	trials := 12
	if t.full {
		trials = 500
	}
	var all tally
	err := inParallel(func(worker int) error {
		rng := rand.New(rand.NewPCG(t.seed, uint64(worker)))
		var want expected
		dir := ""
		for i := worker; i < trials; i += workers {
			if i/workers%10 == 0 { // a case file that stays small is looked through quickly
				dir = filepath.Join(t.dir, fmt.Sprintf("file%d", i))
				d, err := newDay(ctx, dir, t.seed+uint64(i))
				if err != nil {
					return err
				}
				if err := d.openCase(ctx); err != nil {
					return err
				}
				if err := d.Close(ctx); err != nil {
					return err
				}
				want = d.want
			}
			var done int
			var err error
			if want, done, err = killed(dir, want, t.seed+uint64(i), 1+rng.IntN(25), time.Duration(rng.IntN(20000))*time.Microsecond); err != nil {
				return err
			}
			faults := want.check(ctx, dir)
			all.add(t, faults, "trial %d, killed while %q was under way", i, want.Under)
			all.count(done)
			// What was under way is there or not: from here on it is as it is found.
			if want, err = want.asFound(ctx, dir); err != nil {
				return fmt.Errorf("trial %d: %w", i, err)
			}
		}
		return nil
	})
	fmt.Fprintf(t.out, "crash  %d trials of kill -9, %d acknowledged changes, %d losses\n", all.states, all.counted, all.bad)
	return all.bad == 0, err
}

// killed lets another process work until it has done n things and some time more.
func killed(dir string, want expected, seed uint64, n int, more time.Duration) (_ expected, done int, err error) {
	text, err := json.Marshal(want)
	if err != nil {
		return want, 0, err
	}
	victim := exec.Command(os.Args[0], "-test.run=^$")
	victim.Env = append(os.Environ(), victimDir+"="+dir, fmt.Sprintf("RAPPORT_TORTURE_SEED=%d", seed))
	victim.Stdin = bytes.NewReader(text)
	var said bytes.Buffer
	victim.Stderr = &said
	out, err := victim.StdoutPipe()
	if err != nil {
		return want, 0, err
	}
	if err := victim.Start(); err != nil {
		return want, 0, err
	}
	told := bufio.NewScanner(out)
	told.Buffer(nil, 64<<20)
	for told.Scan() {
		kind, text, _ := strings.Cut(told.Text(), " ")
		if kind != "under" && kind != "done" {
			continue
		}
		want = expected{}
		if err := json.Unmarshal([]byte(text), &want); err != nil {
			return want, done, err
		}
		if kind != "done" {
			continue
		}
		if done++; done == n {
			time.AfterFunc(more, func() { _ = victim.Process.Kill() })
		}
	}
	if err := victim.Wait(); err == nil || said.Len() > 0 {
		return want, done, fmt.Errorf("the process that was to be killed ended by itself: %s", said.String())
	}
	return want, done, nil
}

// workUntilKilled is the other process.
func workUntilKilled(dir string) {
	ctx := context.Background()
	err := func() error {
		var want expected
		if err := json.NewDecoder(os.Stdin).Decode(&want); err != nil {
			return err
		}
		s, err := want.open(ctx, dir)
		if err != nil {
			return err
		}
		var seed uint64
		if _, err := fmt.Sscan(os.Getenv("RAPPORT_TORTURE_SEED"), &seed); err != nil {
			return err
		}
		d := dayOf(s, seed)
		d.want, d.n = want, int(want.Chain)*100
		for number := range want.Cases {
			f, err := d.Case(ctx, number)
			if err != nil {
				return err
			}
			d.open = append(d.open, f)
		}
		d.before = func() { fmt.Println("under", d.told()) }
		d.done = func() { fmt.Println("done", d.told()) }
		for {
			if err := d.some(ctx, 1); err != nil {
				return err
			}
		}
	}()
	fmt.Fprintln(os.Stderr, plain.Sentence(err), err)
	os.Exit(3)
}

// asFound is what is expected of a case file that was looked at and found in order.
func (e expected) asFound(ctx context.Context, dir string) (expected, error) {
	s, err := e.open(ctx, dir)
	if err != nil {
		return e, err
	}
	d := dayOf(s, 0)
	d.want.Pass = e.Pass
	d.want.Officers = s.File().Officers()
	for number := range e.Cases {
		if err := d.seen(number); err != nil {
			return e, err
		}
	}
	if e.Feedback, err = s.CountFeedback(ctx, allFeedback); err != nil {
		return e, err
	}
	d.want.Feedback, d.want.Drafts = e.Feedback, map[string]string{}
	if d.want.Chain, err = entries(ctx, s); err != nil {
		return e, err
	}
	for _, b := range backupsOf(ctx, s) { // each would be looked through each time
		if err := os.RemoveAll(b.Path); err != nil {
			return e, err
		}
	}
	if len(d.want.Pass) > 1 { // one of them it is
		if _, err := s.File().SignIn(ctx, officer, d.want.Pass[0]); !errors.Is(err, vault.ErrWrongPassphrase) {
			d.want.Pass = d.want.Pass[:1]
		} else {
			d.want.Pass = d.want.Pass[1:]
		}
	}
	return d.want, s.Close(ctx)
}

// workers is how many case files are tried at once.
const workers = 2

func inParallel(do func(worker int) error) error {
	var wait sync.WaitGroup
	errs := make([]error, workers)
	for i := range workers {
		wait.Go(func() { errs[i] = do(i) })
	}
	wait.Wait()
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}

// tally counts what was tried and what went wrong.
type tally struct {
	sync.Mutex
	states, counted, bad int
}

// maxTold bounds how many failures are told in full.
const maxTold = 10

func (a *tally) count(n int) {
	a.Lock()
	defer a.Unlock()
	a.counted += n
}

// add counts one thing that was tried, and tells of its faults.
func (a *tally) add(t trial, faults []string, format string, args ...any) {
	a.Lock()
	defer a.Unlock()
	a.states++
	if len(faults) == 0 {
		return
	}
	if a.bad++; a.bad <= maxTold {
		fmt.Fprintf(t.out, "  %s:\n    %s\n", fmt.Sprintf(format, args...), lines(faults))
	}
}
