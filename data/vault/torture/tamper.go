package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// tamper changes the files of a case file as somebody could who has the folder and
// no key.
func tamper(ctx context.Context, t trial) (bool, error) {
	o, err := newOffice(ctx, t)
	if err != nil {
		return false, err
	}
	other := t
	other.seed, other.dir = t.seed+1, filepath.Join(t.dir, "other")
	foreign, err := newOffice(ctx, other)
	if err != nil {
		return false, err
	}
	all, err := o.manipulations(t, foreign)
	if err != nil {
		return false, err
	}
	var told, harmless, bad tally
	err = inParallel(func(worker int) error {
		for i := worker; i < len(all); i += workers {
			m := all[i]
			dir := filepath.Join(t.dir, fmt.Sprintf("tampered%d", worker))
			base, want := o.closed, o.want
			if m.crashed {
				base, want = o.crashed, o.live
			}
			if err := os.RemoveAll(dir); err != nil {
				return err
			}
			if err := os.CopyFS(dir, os.DirFS(base)); err != nil {
				return err
			}
			if err := m.do(dir); err != nil {
				return fmt.Errorf("%s: %w", m.name, err)
			}
			heard := want.signedIn(ctx, dir)
			switch {
			case heard != "" && m.named(heard):
				told.add(t, nil, "")
			case heard != "":
				bad.add(t, []string{fmt.Sprintf("heard: %q", heard)}, "%s: the place is not named", m.name)
			case m.planted:
				harmless.add(t, want.check(ctx, dir), "%s", m.name)
			default:
				bad.add(t, []string{"nothing was said"}, "%s", m.name)
			}
		}
		return nil
	})
	fmt.Fprintf(t.out, "tamper %d manipulations, %d told with their place, %d planted files without any effect, %d unnoticed\n",
		len(all), told.states, harmless.states-harmless.bad, bad.bad+harmless.bad)
	return bad.bad+harmless.bad == 0, err
}

// manipulation is one change to the files in a folder.
type manipulation struct {
	name    string
	names   string // what is heard must hold: one of these, with | between them
	crashed bool   // it is done to what a crash left
	planted bool   // it may go without a word if it does nothing
	do      func(dir string) error
}

func (m manipulation) named(heard string) bool {
	return slices.ContainsFunc(strings.Split(m.names, "|"), func(name string) bool { return strings.Contains(heard, name) })
}

const page = 4096

// manipulations lists them all, or some of each kind in a short run.
func (o office) manipulations(t trial, foreign office) (all []manipulation, err error) {
	now, err := os.ReadFile(filepath.Join(o.closed, databaseFile))
	if err != nil {
		return nil, err
	}
	older, err := os.ReadFile(filepath.Join(o.crashed, databaseFile))
	if err != nil {
		return nil, err
	}
	strangers, err := os.ReadFile(filepath.Join(foreign.closed, databaseFile))
	if err != nil {
		return nil, err
	}
	rng := rand.New(rand.NewPCG(t.seed, 4))
	database := func(b []byte) func(string) error { return put(databaseFile, b) }
	pages := len(now) / page
	some := func() bool { return t.full || rng.IntN(pages) < 3 }
	for n := range pages {
		if some() {
			all = append(all, manipulation{name: fmt.Sprintf("cut off after %d pages", n), names: "database", do: database(now[:n*page])})
		}
		if at := n*page + 1 + rng.IntN(page-1); some() {
			all = append(all, manipulation{name: fmt.Sprintf("cut off after %d bytes", at), names: "database", do: database(now[:at])})
		}
		if m := rng.IntN(pages); m != n && some() {
			b := bytes.Clone(now)
			copy(b[n*page:(n+1)*page], now[m*page:])
			copy(b[m*page:(m+1)*page], now[n*page:(n+1)*page])
			all = append(all, manipulation{name: fmt.Sprintf("pages %d and %d swapped", n+1, m+1), names: fmt.Sprintf("page %d of the database|page %d of the database", n+1, m+1), do: database(b)})
		}
		if (n+1)*page <= len(older) && !bytes.Equal(now[n*page:(n+1)*page], older[n*page:(n+1)*page]) && (t.full || n%4 == 0) {
			b := bytes.Clone(now)
			copy(b[n*page:(n+1)*page], older[n*page:])
			all = append(all, manipulation{name: fmt.Sprintf("page %d put back", n+1), names: "put back to an earlier state|audit chain", do: database(b)},
				manipulation{name: fmt.Sprintf("page %d put back and no mark", n+1), names: "casefile.mark|audit chain", do: both(database(b), gone("casefile.mark"))},
				manipulation{name: fmt.Sprintf("page %d and the mark put back", n+1), names: "database|log|audit chain", do: both(database(b), from(o.crashed, "casefile.mark", "casefile.mark"))})
		}
		if (n+1)*page <= len(strangers) && some() {
			b := bytes.Clone(now)
			copy(b[n*page:(n+1)*page], strangers[n*page:])
			all = append(all, manipulation{name: fmt.Sprintf("page %d of another case file", n+1), names: fmt.Sprintf("page %d of the database", n+1), do: database(b)})
		}
	}
	return append(all, o.wholeFiles(foreign, now, older, strangers)...), nil
}

func put(name string, b []byte) func(dir string) error {
	return func(dir string) error { return os.WriteFile(filepath.Join(dir, name), b, 0o600) }
}

func from(place, name, as string) func(dir string) error {
	return func(dir string) error {
		b, err := os.ReadFile(filepath.Join(place, name))
		if err != nil {
			return err
		}
		return os.WriteFile(filepath.Join(dir, as), b, 0o600)
	}
}

func gone(name string) func(dir string) error {
	return func(dir string) error { return os.Remove(filepath.Join(dir, name)) }
}

func both(first, second func(dir string) error) func(dir string) error {
	return func(dir string) error { return errors.Join(first(dir), second(dir)) }
}

// wholeFiles are manipulations with whole files.
func (o office) wholeFiles(foreign office, now, older, strangers []byte) []manipulation {
	journal := append([]byte{0xd9, 0xd5, 0x05, 0xf9, 0x20, 0xa1, 0x63, 0xd7}, make([]byte, 8192)...)
	cutLog := func(frames int64) func(string) error {
		return func(dir string) error { return os.Truncate(filepath.Join(dir, logFile), 32+frames*(24+page)) }
	}
	return []manipulation{
		{name: "the database of another case file", names: "database", do: put(databaseFile, strangers)},
		{name: "the database as it was before", names: "database", do: put(databaseFile, older)},
		{name: "no database", names: "database", do: gone(databaseFile)},
		{name: "no mark", names: "casefile.mark", do: gone("casefile.mark")},
		{name: "the mark of another case file", names: "casefile.mark", do: from(foreign.closed, "casefile.mark", "casefile.mark")},
		{name: "the mark as it was before", names: "database|log", do: from(o.crashed, "casefile.mark", "casefile.mark")},
		{name: "the key files of another case file", do: both(from(foreign.closed, keyFile, keyFile), from(foreign.closed, spareFile, spareFile))},
		{name: "a journal", planted: true, do: put(databaseFile+"-journal", journal)},
		{name: "an index of the log", planted: true, do: put(databaseFile+"-shm", bytes.Repeat([]byte{0x18, 0xe2, 0x2d, 0}, 8192))},
		{name: "the log of another case file", planted: true, do: from(foreign.crashed, logFile, logFile)},
		{name: "the log of another case file beside a crash", names: "log", crashed: true, do: from(foreign.crashed, logFile, logFile)},
		{name: "the log that was brought into the database", planted: true, do: from(o.crashed, logFile, logFile)},
		{name: "no log after a crash", names: "log", crashed: true, do: gone(logFile)},
		{name: "a log that ends before its time", names: "log", crashed: true, do: cutLog(2)},
		{name: "an empty log after a crash", names: "log", crashed: true, do: cutLog(0)},
		{name: "a newer database beside the log of a crash", names: "database|log", crashed: true, do: put(databaseFile, now)},
	}
}
