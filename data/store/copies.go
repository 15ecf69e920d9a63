package store

import (
	"context"
	"crypto/hmac"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"rapport/data"
	"rapport/data/vault"
)

// CopyPlace says where a copy lies.
type CopyPlace string

// The places.
const (
	BesideCaseFile CopyPlace = "beside"   // the folder for backups beside the case file
	SecondPlace    CopyPlace = "second"   // the second place of the settings
	PutAside       CopyPlace = "replaced" // what a restore replaced
	ChosenFolder   CopyPlace = "chosen"   // a folder that somebody chose
)

// A CaseCopy is a backup, a case file that was put aside, or any folder with a
// case file in it, with what it holds.
type CaseCopy struct {
	Path     string
	Place    CopyPlace
	Taken    time.Time // by the name of its folder; zero where it was named anew
	Before   vault.Before
	Bytes    int64 // of the sealed database and its log
	Practice bool
	CaseFile string   // names the case file that it is a copy of
	Officers []string // who can open it
	Same     bool     // it is a copy of the case file in use; false where that is not known

	// Locked: it does not open with the key in use, because it is a copy of another
	// case file or because that key was changed; it opens with a passphrase of then.
	Locked  bool
	Rotated bool // made before the data key was changed
	// Who signed in with another passphrase then, could not sign in then, and can no
	// longer. Known for copies of the case file in use.
	Changed, Added, Removed []string

	Schema      int
	Cases, Open int64
	LastAt      time.Time // of the last entry of the audit chain
	LastSeq     int64     // its number
	head        []byte

	Since *SinceCopy // what was done since, where the case file in use can say
	Wrong error      // what is wrong with it; nil: whole as far as it was looked at
}

// When is when the copy was taken, or else when its last entry was written.
func (c CaseCopy) When() time.Time {
	if c.Taken.IsZero() {
		return c.LastAt
	}
	return c.Taken
}

// SinceCopy is what the case file in use holds beyond a copy.
type SinceCopy struct {
	Entries int64 // of the audit chain
	Cases   int64 // in which something was written
	New     int64 // of those: opened since
	Purged  int64 // of those: purged since, so that a restore would bring them back
	Parted  bool  // the copy goes on differently: neither holds all that the other does
	Ahead   bool  // the copy goes further than the case file in use

	// What the case file in use holds.
	NowCases, NowOpen int64
	NowSeq            int64
	NowAt             time.Time // of the last entry
}

// Look lists the copies in the folder dir without opening them: dir itself, the
// folders in it and those of a case file's backups. Errors: about not being able
// to read dir.
func Look(dir string) ([]CaseCopy, error) {
	var all []CaseCopy
	paths, err := copyFolders(dir)
	for _, path := range paths {
		c, copied := describe(path, ChosenFolder)
		if copied != nil {
			_ = copied.Close() // it was not opened
		}
		all = append(all, c)
	}
	return newestFirst(all), err
}

// DoorCopies are the copies that can take the place of a case file that does not
// open: its backups and what earlier restores put aside.
func DoorCopies(dir string) ([]CaseCopy, error) {
	var all []CaseCopy
	for _, at := range []struct {
		name  string
		place CopyPlace
	}{{vault.BackupsName, BesideCaseFile}, {vault.ReplacedName, PutAside}} {
		found, err := Look(filepath.Join(dir, at.name))
		if err != nil && !errors.Is(err, os.ErrNotExist) {
			return all, err
		}
		for _, c := range found {
			c.Place = at.place
			all = append(all, c)
		}
	}
	return all, nil
}

// maxCopies bounds how many folders are looked at.
const maxCopies = 500

// copyFolders are the folders with a case file in or under dir: dir itself, those
// in it, and the backups of each.
func copyFolders(dir string) ([]string, error) {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return nil, fmt.Errorf("reading the folder: %w", err)
	}
	var all []string
	itself := holdsCopy(dir)
	if itself {
		all = append(all, dir)
	}
	for _, e := range entries {
		path := filepath.Join(dir, e.Name())
		kept := e.Name() == vault.BackupsName || e.Name() == vault.ReplacedName
		switch {
		case len(all) >= maxCopies || strings.HasPrefix(e.Name(), ".") || itself && !kept:
		case kept || holdsCopy(path):
			more, _ := copyFolders(path) // a folder that cannot be read has none to offer
			all = append(all, more...)
		}
	}
	return all, nil
}

// holdsCopy says that a part of a case file lies in dir.
func holdsCopy(dir string) bool {
	for _, name := range []string{"casefile.keys", "casefile.db"} {
		if _, err := os.Stat(filepath.Join(dir, name)); err == nil {
			return true
		}
	}
	return false
}

// describe says what can be known of a copy without a key.
func describe(path string, at CopyPlace) (CaseCopy, *vault.Copy) {
	c := CaseCopy{Path: path, Place: at}
	c.Taken, c.Before = vault.NameOf(path)
	for _, name := range []string{"casefile.db", "casefile.db-wal"} {
		if info, err := os.Stat(filepath.Join(path, name)); err == nil {
			c.Bytes += info.Size()
		}
	}
	copied, err := vault.OpenCopy(path)
	if err != nil {
		c.Wrong = err
		return c, nil
	}
	c.Locked, c.Practice, c.CaseFile, c.Officers = true, copied.Practice(), copied.ID(), copied.Officers()
	return c, copied
}

// newestFirst sorts the copies. What a restore put aside is newer than the copy
// that it restored, even within one second.
func newestFirst(all []CaseCopy) []CaseCopy {
	slices.SortStableFunc(all, func(a, b CaseCopy) int {
		if n := b.When().Compare(a.When()); n != 0 || a.Place == b.Place {
			return n
		}
		switch PutAside {
		case a.Place:
			return -1
		case b.Place:
			return 1
		}
		return 0
	})
	return all
}

// Copies looks into the copies of the case file: those in both places and those
// that restores put aside, or those in the folder dir where one is named. told may
// be nil; it is given each copy as soon as it was looked at, and how many there
// are. Nothing changes in the folders looked at.
func (s *Session) Copies(ctx context.Context, dir string, told func(c CaseCopy, total int)) ([]CaseCopy, error) {
	ctx, leave, err := s.enter(ctx, data.RightKeep)
	if err != nil {
		return nil, err
	}
	defer leave()
	var all []CaseCopy
	paths, err := s.copyPaths(dir)
	for _, at := range paths {
		if ctx.Err() != nil {
			return all, s.explain(ctx, ctx.Err())
		}
		c := s.lookInto(ctx, at.path, at.place)
		all = append(all, c)
		if told != nil {
			told(c, len(paths))
		}
	}
	return newestFirst(all), err
}

type copyAt struct {
	path  string
	place CopyPlace
}

func (s *Session) copyPaths(dir string) (all []copyAt, err error) {
	if dir != "" {
		paths, err := copyFolders(dir)
		for _, path := range paths {
			if !within(path, s.file.Dir()) || !within(s.file.Dir(), path) { // the case file in use is no copy of itself
				all = append(all, copyAt{path, ChosenFolder})
			}
		}
		return all, err
	}
	for _, p := range s.places() {
		if p.reachable(s.file) != nil {
			continue // the place says so itself
		}
		found, e := s.file.vault.Backups(p.dir)
		err = errors.Join(err, p.explain(e))
		for _, b := range found {
			at := copyAt{b.Path, BesideCaseFile}
			if p.second {
				at.place = SecondPlace
			}
			all = append(all, at)
		}
	}
	aside, e := vault.ReplacedDirs(s.file.Dir())
	for _, path := range aside {
		all = append(all, copyAt{path, PutAside})
	}
	return all, errors.Join(err, e)
}

// lookInto opens a copy with the key in use and says what it holds.
func (s *Session) lookInto(ctx context.Context, path string, at CopyPlace) CaseCopy {
	c, without := describe(path, at)
	if without == nil {
		return c
	}
	_ = without.Close() // it was not opened
	copied, err := s.file.vault.OpenCopy(path)
	if err != nil {
		c.Wrong = err
		return c
	}
	defer copied.Close() // it was only read
	c.Same = c.CaseFile == s.file.vault.ID()
	if c.Locked = copied.Locked(); c.Locked {
		return c
	}
	c.Rotated = copied.Rotated()
	c.Changed, c.Added, c.Removed = s.file.vault.ChangedSlots(copied)
	c.fill(ctx, copied)
	if c.Wrong == nil {
		c.Since, c.Wrong = s.since(ctx, c)
	}
	return c
}

// CheckCopy opens a copy with the passphrase of one of its officers, as it was
// when the copy was made, or with the recovery key of then where officer is empty,
// and says what it holds. dir is the folder of the case file, where tries that failed
// count. Errors: vault.ErrWrongPassphrase and the like, vault.ErrWait; what is wrong
// with the contents is in the answer.
func CheckCopy(ctx context.Context, dir, path, officer, secret string) (CaseCopy, error) {
	c, copied := describe(path, ChosenFolder)
	if copied == nil {
		return c, c.Wrong
	}
	defer copied.Close() // it was only read
	if err := unlockCopy(copied, dir, time.Now, officer, secret); err != nil {
		return c, err
	}
	c.Locked = false
	c.fill(ctx, copied)
	return c, nil
}

// unlockCopy opens a copy beside the case file in dir.
func unlockCopy(copied *vault.Copy, dir string, now func() time.Time, officer, secret string) error {
	err := vault.TryAt(dir, now, func() error {
		if officer == "" {
			return copied.UnlockWithRecoveryKey(secret)
		}
		return copied.Unlock(officer, secret)
	})
	if err != nil {
		return fmt.Errorf("opening the copy: %w", err)
	}
	return nil
}

// fill reads what the copy holds; what goes wrong is what is wrong with it.
func (c *CaseCopy) fill(ctx context.Context, copied *vault.Copy) {
	c.Wrong = readCopy(ctx, copied, func(t *tx) error {
		version, err := schemaVersion(t)
		if err != nil {
			return err
		}
		if c.Schema = version; version > newestSchema() {
			return data.ErrNewerVersion
		}
		if c.Cases, err = t.count(`select count(*) from cases`); err != nil {
			return err
		}
		if c.Open, err = t.count(`select count(*) from cases where closed_on is null`); err != nil {
			return err
		}
		h, _, err := head(t)
		if err != nil {
			return err
		}
		c.LastSeq, c.head = h.seq, h.mac
		var at int64
		err = t.get(`select at from audit where seq = ?`, []any{h.seq}, &at)
		c.LastAt = timeOf(at)
		return err
	})
}

// readCopy runs do on what a copy holds. Damage names the page.
func readCopy(ctx context.Context, copied *vault.Copy, do func(t *tx) error) error {
	pool, err := copied.DB(ctx)
	if err != nil {
		return err
	}
	l, err := newLink(ctx, pool)
	if err == nil {
		err = errors.Join(l.transact(ctx, beginRead, do), l.close())
	}
	if fault := copied.PageFault(); fault != nil && err != nil {
		return fmt.Errorf("%w: %w", fault, err)
	}
	return vault.Named(err)
}

func newestSchema() int {
	steps, err := migrations()
	if err != nil { // they are in the program; a test reads them
		return 0
	}
	return len(steps)
}

// since compares a copy with the case file in use.
func (s *Session) since(ctx context.Context, c CaseCopy) (*SinceCopy, error) {
	if !c.Same {
		return nil, nil
	}
	var d SinceCopy
	err := s.base.read(ctx, func(t *tx) error {
		h, _, err := head(t)
		if err != nil {
			return err
		}
		if d.NowCases, err = t.count(`select count(*) from cases`); err != nil {
			return err
		}
		if d.NowOpen, err = t.count(`select count(*) from cases where closed_on is null`); err != nil {
			return err
		}
		last, err := t.count(`select at from audit where seq = ?`, h.seq)
		if err != nil {
			return err
		}
		d.NowSeq, d.NowAt = h.seq, timeOf(last)
		if d.Ahead = c.LastSeq > h.seq; d.Ahead {
			return nil
		}
		var mac []byte
		err = t.get(`select mac from audit where seq = ?`, []any{c.LastSeq}, &mac)
		if err != nil && !errors.Is(err, sql.ErrNoRows) {
			return err
		}
		d.Parted = !hmac.Equal(mac, c.head)
		d.Entries = h.seq - c.LastSeq
		// By number and once: the index by case would read every entry that there is.
		return t.get(`select count(distinct case_key), count(distinct case when action = 'case.open' then case_key end),
			count(distinct case when action = 'case.purge' then case_key end) from audit not indexed
			where seq > ? and case_key is not null and action not in ('case.view', 'note.reveal', 'attachment.open')`,
			[]any{c.LastSeq}, &d.Cases, &d.New, &d.Purged)
	})
	if err != nil {
		return nil, fmt.Errorf("comparing a copy: %w", s.explain(ctx, err))
	}
	return &d, nil
}
