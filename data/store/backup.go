package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"path/filepath"
	"time"

	"rapport/data"
	"rapport/data/vault"
)

// Backup makes an encrypted copy of the case file in a new folder under dir,
// while others go on working, opens it and verifies it. The same passphrases
// open the copy. An empty dir is the folder beside the case file.
func (s *Session) Backup(ctx context.Context, dir string) (vault.BackupInfo, error) {
	return s.backup(ctx, data.RightKeep, dir, "")
}

// backup makes a backup for whoever has the right.
func (s *Session) backup(ctx context.Context, right data.Right, dir string, before vault.Before) (vault.BackupInfo, error) {
	ctx, leave, err := s.enter(ctx, right)
	if err != nil {
		return vault.BackupInfo{}, err
	}
	defer leave()
	if dir == "" {
		dir = s.file.vault.BackupsDir()
	}
	b, err := s.file.vault.BackupBefore(ctx, dir, s.file.now(), before)
	if err != nil {
		return vault.BackupInfo{}, s.explain(ctx, fmt.Errorf("backing up: %w", err))
	}
	return b, s.commit(context.WithoutCancel(ctx), func(w *work) error {
		w.record(madeBackup, 0, filepath.Base(b.Path), details{Summary: "Made and verified a backup" + s.whereWords(dir, before) + "."})
		w.tell(SettingsChanged, 0)
		return nil
	})
}

const madeBackup = "file.backup"

// whereWords says where a backup went and what it was made before.
func (s *Session) whereWords(dir string, before vault.Before) string {
	words := ""
	switch {
	case dir == s.file.vault.BackupsDir():
	case dir == s.Settings().BackupDir:
		words = " in the second place"
	default:
		words = " in another folder"
	}
	if before != "" {
		words += " before the " + string(before)
	}
	return words
}

// BackupIfDue makes the day's backup where there is none of this office day
// yet, beside the case file and in the second place of the settings, and thins
// the older ones, whoever is signed in. It reports whether it made one. What is wrong with a place is a
// [PlaceError] and keeps the other from nothing.
func (s *Session) BackupIfDue(ctx context.Context) (made bool, err error) {
	set := s.Settings()
	today, keep := set.Today(s.file.now()), vault.DefaultKeep.In(set.Zone())
	for _, p := range s.places() {
		e := p.reachable(s.file)
		if e == nil {
			var have *vault.BackupInfo
			have, e = s.newest(p.dir)
			if e == nil && (have == nil || data.DateOf(have.Taken, set.Zone()) < today) {
				if _, e = s.backup(ctx, data.RightOffice, p.dir, ""); e == nil {
					made = true
					_, e = s.file.vault.Thin(ctx, p.dir, keep, s.file.now())
				}
			}
		}
		if ctx.Err() != nil || errors.Is(e, data.ErrLocked) || errors.Is(e, data.ErrNotAllowed) {
			return made, errors.Join(err, e, ctx.Err())
		}
		err = errors.Join(err, p.explain(e))
	}
	if made { // once a day is often enough
		err = errors.Join(err, s.write(ctx, data.RightOffice, func(w *work) error { return w.exec(planOften) }))
	}
	return made, err
}

// newest is the newest backup in dir that opens and is as long as it says, nil
// where there is none: one that does not is not counted.
func (s *Session) newest(dir string) (*vault.BackupInfo, error) {
	all, err := s.file.vault.Backups(dir)
	if err != nil {
		return nil, err
	}
	for _, b := range all {
		if s.file.vault.Sound(b.Path) == nil {
			return &b, nil
		}
	}
	return nil, nil
}

// BackupPlace is one of the places for backups as it stands now.
type BackupPlace struct {
	Dir    string
	Second bool
	Newest *vault.BackupInfo // verified when it was made; nil: none
	Due    bool              // there is none of this office day
	Wrong  error             // a [PlaceError] where it cannot be used
	Note   string            // a sentence about a place that is of little use, or ""
}

// BackupPlaces looks at the places for backups: beside the case file, and the
// second one where the settings name it.
func (s *Session) BackupPlaces(ctx context.Context) ([]BackupPlace, error) {
	_, leave, err := s.enter(ctx, data.RightKeep)
	if err != nil {
		return nil, err
	}
	defer leave()
	set := s.Settings()
	today := set.Today(s.file.now())
	var all []BackupPlace
	for _, p := range s.places() {
		at := BackupPlace{Dir: p.dir, Second: p.second, Due: true}
		err := p.reachable(s.file)
		if err == nil {
			at.Newest, err = s.newest(p.dir)
		}
		at.Wrong = p.explain(err)
		if at.Newest != nil {
			at.Due = data.DateOf(at.Newest.Taken, set.Zone()) < today
		}
		if p.second && err == nil && vault.SameDisk(p.dir, s.file.Dir()) {
			at.Note = "The second place for backups is on the same disk as the case file: when that disk fails, both are lost. A stick or a share is safer."
		}
		all = append(all, at)
	}
	return all, nil
}

// Backups lists the backups beside the case file and in the second place, each
// place newest first. A second place that cannot be reached is left out.
func (s *Session) Backups(ctx context.Context) ([]vault.BackupInfo, error) {
	_, leave, err := s.enter(ctx, data.RightKeep)
	if err != nil {
		return nil, err
	}
	defer leave()
	var all []vault.BackupInfo
	for i, dir := range s.backupDirs() {
		found, err := s.file.vault.Backups(dir)
		if err != nil && i == 0 {
			return nil, fmt.Errorf("listing the backups: %w", err)
		}
		all = append(all, found...)
	}
	return all, nil
}

// backupDirs are the folders that hold the daily backups.
func (s *Session) backupDirs() []string {
	var dirs []string
	for _, p := range s.places() {
		if !p.second || p.reachable(s.file) == nil {
			dirs = append(dirs, p.dir)
		}
	}
	return dirs
}

// backupBeforeMigration returns the backup that a migration of an existing case
// file waits for.
func (f *File) backupBeforeMigration(ctx context.Context) func() error {
	return func() error {
		if f.rehearsal {
			return nil
		}
		_, err := f.vault.BackupBefore(ctx, f.vault.BackupsDir(), f.now(), vault.BeforeMigration)
		return err
	}
}

// freshBackup is how old a backup may be, where nothing was changed since, that
// serves as the one before an import.
const freshBackup = 10 * time.Minute

// backupBeforeImport makes the backup that an import waits for, unless there is
// one of just now and nothing was changed since, or the import is what fills a new
// case file with practice data.
func (s *Session) backupBeforeImport(ctx context.Context, right data.Right) error {
	if s.made && s.Practice() {
		return nil
	}
	fresh := false
	err := s.read(ctx, right, func(t *tx) error {
		var at, seq int64
		var name string
		err := t.get(`select seq, at, object from audit where action = ? and seq > (select max(seq) from audit) - ? order by seq desc limit 1`,
			[]any{madeBackup, recentEntries}, &seq, &at, &name)
		if errors.Is(err, sql.ErrNoRows) {
			return nil
		}
		if err != nil || s.file.now().Sub(timeOf(at)) > freshBackup {
			return err
		}
		changed, err := t.count(`select count(*) from audit where seq > ? and substr(action, 1, 8) <> 'session.' and action not in ('case.view', ?)`, seq, madeBackup)
		fresh = err == nil && changed == 0 && s.file.vault.Sound(filepath.Join(s.file.vault.BackupsDir(), name)) == nil
		return err
	})
	if err != nil || fresh {
		return err
	}
	if _, err := s.backup(ctx, right, "", vault.BeforeImport); err != nil {
		return fmt.Errorf("backing up before the import: %w", err)
	}
	return nil
}

// recentEntries is how far back in the chain a backup of just now is looked for.
const recentEntries = 1000
