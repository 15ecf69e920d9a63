package main

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"

	"rapport/app/plain"
	"rapport/data/store"
	"rapport/data/vault"
)

// The names of what is flipped.
const (
	databaseFile = "casefile.db"
	logFile      = "casefile.db-wal"
	keyFile      = "casefile.keys"
	spareFile    = "casefile.keys.bak"
)

// block is how many bytes share one flipped bit.
const block = 512

// office is a case file that stands closed, a second one as a crash leaves it, with
// its log, and what is expected of them.
type office struct {
	closed, crashed string
	want, live      expected
}

// newOffice makes both.
func newOffice(ctx context.Context, t trial) (o office, err error) {
	o.closed, o.crashed = filepath.Join(t.dir, "closed"), filepath.Join(t.dir, "crashed")
	d, err := newDay(ctx, o.closed, t.seed)
	if err != nil {
		return o, err
	}
	d.document = smallDocument
	if err := d.every(ctx); err != nil {
		return o, err
	}
	if err := d.again(ctx); err != nil {
		return o, err
	}
	for _, a := range []act{{do: (*day).addNote}, {do: (*day).openCase}, {do: (*day).addDocument}} {
		if err := a.do(d, ctx); err != nil {
			return o, err
		}
	}
	o.live = d.want
	if err := os.CopyFS(o.crashed, os.DirFS(o.closed)); err != nil {
		return o, err
	}
	err = d.Close(ctx)
	o.want = d.want
	return o, err
}

// flip flips one bit of every block of each file in turn.
func flip(ctx context.Context, t trial) (bool, error) {
	o, err := newOffice(ctx, t)
	if err != nil {
		return false, err
	}
	every := 32
	if t.full {
		every = 1
	}
	rng := rand.New(rand.NewPCG(t.seed, 3))
	backups, err := filepath.Glob(filepath.Join(o.closed, "backups", "*"))
	if err != nil || len(backups) == 0 {
		return false, fmt.Errorf("there is no backup to flip: %w", err)
	}
	all := map[string]*tally{}
	var v *vault.Vault // open on the closed one
	for _, f := range []struct {
		name, path string
		open       bool // what looks needs the case file open
		look       func(at int64) string
		place      func(at int64) []string
	}{
		{"database", filepath.Join(o.closed, databaseFile), true, func(int64) string { return scanned(ctx, v) }, pageOf("database")},
		{"database of a backup", filepath.Join(backups[0], databaseFile), true, func(int64) string { return said(v.VerifyBackup(ctx, backups[0])) }, pageOf("database")},
		{"key file of a backup", filepath.Join(backups[0], keyFile), true, func(int64) string { return said(v.VerifyBackup(ctx, backups[0])) }, inKeys},
		{"key file", filepath.Join(o.closed, keyFile), false, func(int64) string { return o.want.signedIn(ctx, o.closed) }, inKeys},
		{"second key file", filepath.Join(o.closed, spareFile), false, func(int64) string { return o.want.signedIn(ctx, o.closed) }, inKeys},
		{"log", filepath.Join(o.crashed, logFile), false, func(int64) string { return o.live.opened(o.crashed) }, inLog},
	} {
		if f.open && v == nil {
			if v, err = o.want.unlocked(o.closed); err != nil {
				return false, err
			}
		}
		if !f.open && v != nil {
			if err := v.Close(); err != nil {
				return false, err
			}
			v = nil
		}
		a := &tally{}
		all[f.name] = a
		if err := flipped(f.path, every, rng, func(at int64, bit int) {
			heard := f.look(at)
			var faults []string
			if !containsAny(heard, f.place(at)) {
				faults = []string{fmt.Sprintf("heard: %q", heard)}
			}
			a.add(t, faults, "%s, bit %d of byte %d", f.name, bit, at)
		}); err != nil {
			return false, err
		}
	}
	both, err := o.bothKeys(ctx, t, rng)
	if err != nil {
		return false, err
	}
	all["both key files"] = both
	ok, line := true, ""
	for _, name := range []string{"database", "log", "key file", "second key file", "both key files", "database of a backup", "key file of a backup"} {
		a := all[name]
		line += fmt.Sprintf(", %s %d of %d", name, a.states-a.bad, a.states)
		ok = ok && a.bad == 0 && a.states > 0
	}
	fmt.Fprintf(t.out, "flip   bits flipped, noticed and named:%s\n", line[1:])
	return ok, nil
}

// flipped flips one bit in every so many blocks of the file, one after the other.
func flipped(path string, every int, rng *rand.Rand, look func(at int64, bit int)) error {
	info, err := os.Stat(path)
	if err != nil {
		return err
	}
	if info.Size() < int64(every*block*4) { // a small file is flipped more densely
		every = 1
	}
	for from := int64(0); from < info.Size(); from += int64(every * block) {
		at, bit := from+rng.Int64N(min(block, info.Size()-from)), rng.IntN(8)
		whole, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		if err := writeByte(path, at, whole[at]^1<<bit); err != nil {
			return err
		}
		look(at, bit)
		if err := os.WriteFile(path, whole, 0o600); err != nil { // key files are mended meanwhile
			return err
		}
	}
	return nil
}

func writeByte(path string, at int64, b byte) error {
	f, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		return err
	}
	_, err = f.WriteAt([]byte{b}, at)
	return errors.Join(err, f.Close())
}

// bothKeys flips a bit in each copy of the key file: then nothing opens.
func (o office) bothKeys(ctx context.Context, t trial, rng *rand.Rand) (*tally, error) {
	a := &tally{}
	spare, err := os.ReadFile(filepath.Join(o.closed, spareFile))
	if err != nil {
		return nil, err
	}
	err = flipped(filepath.Join(o.closed, keyFile), 1, rng, func(at int64, bit int) {
		bad := append([]byte{}, spare...)
		bad[rng.IntN(len(bad))] ^= 1 << bit
		heard := ""
		if err := os.WriteFile(filepath.Join(o.closed, spareFile), bad, 0o600); err == nil {
			heard = o.want.signedIn(ctx, o.closed)
		}
		var faults []string
		if !containsAny(heard, inKeys(at)) || !strings.Contains(heard, "damaged") && !strings.Contains(heard, "newer version") {
			faults = []string{fmt.Sprintf("heard: %q", heard)}
		}
		a.add(t, faults, "both key files, bit %d of byte %d of the first", bit, at)
	})
	return a, errors.Join(err, os.WriteFile(filepath.Join(o.closed, spareFile), spare, 0o600))
}

// The places that a sentence must name. A bit of the format line of a key file can
// make it one of a newer version, and says that.
func pageOf(file string) func(at int64) []string {
	return func(at int64) []string { return []string{fmt.Sprintf("page %d of the %s", at/4096+1, file)} }
}
func inKeys(int64) []string { return []string{"key file", "newer version"} }
func inLog(int64) []string  { return []string{" of the log ", "the log "} }

func containsAny(s string, parts []string) bool {
	for _, p := range parts {
		if strings.Contains(s, p) {
			return true
		}
	}
	return false
}

// said is what an officer reads.
func said(err error) string {
	if err == nil {
		return ""
	}
	return plain.Sentence(err)
}

// unlocked opens the vault of the case file alone.
func (e expected) unlocked(dir string) (*vault.Vault, error) {
	v, err := vault.Open(dir)
	if err != nil {
		return nil, err
	}
	if err := v.Unlock(officer, e.Pass[0]); err != nil {
		return nil, errors.Join(err, v.Close())
	}
	return v, nil
}

// scanned is what a look at the pages says.
func scanned(ctx context.Context, v *vault.Vault) string {
	faults, err := v.VerifyPages(ctx, nil)
	if err != nil || len(faults) == 0 {
		return said(err)
	}
	var all []string
	for _, f := range faults {
		all = append(all, said(&f))
	}
	return strings.Join(all, "\n")
}

// opened is what the opening of the database says.
func (e expected) opened(dir string) string {
	v, err := e.unlocked(dir)
	if err != nil {
		return said(err)
	}
	_, err = v.DB(vault.DBOptions{})
	return said(errors.Join(err, v.Close()))
}

// signedIn is what an officer hears who signs in and has the case file verified:
// nothing where all is well.
func (e expected) signedIn(ctx context.Context, dir string) string {
	s, err := e.open(ctx, dir)
	if err != nil {
		return said(err)
	}
	report, err := s.Verify(ctx, true, nil)
	err = errors.Join(err, s.Close(ctx))
	heard := said(err)
	for _, c := range report.Checks {
		if !c.OK || c.Name == "keys" && c.Found != store.KeysWhole {
			heard += "\n" + c.Found
		}
	}
	return heard
}
