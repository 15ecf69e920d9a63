package store

import (
	"context"
	"errors"
	"fmt"

	"rapport/data"
	"rapport/data/vault"
)

// Backup makes an encrypted copy of the case file in a new folder under dir,
// while others go on working, opens it and verifies it. The same passphrases
// open the copy. An empty dir is the folder beside the case file.
func (s *Session) Backup(ctx context.Context, dir string) (vault.BackupInfo, error) {
	ctx, leave, err := s.enter(ctx, data.RightKeep)
	if err != nil {
		return vault.BackupInfo{}, err
	}
	defer leave()
	if dir == "" {
		dir = s.file.vault.BackupsDir()
	}
	b, err := s.file.vault.Backup(ctx, dir, s.file.now())
	if err != nil {
		return vault.BackupInfo{}, s.explain(ctx, fmt.Errorf("backing up: %w", err))
	}
	return b, s.commit(context.WithoutCancel(ctx), func(w *work) error {
		w.record("file.backup", 0, "", details{Summary: "Made and verified a backup."})
		w.tell(SettingsChanged, 0)
		return nil
	})
}

// BackupIfDue makes the day's backup where there is none of this office day
// yet, beside the case file and in the second place of the settings, and thins
// the older ones. It reports whether it made one.
func (s *Session) BackupIfDue(ctx context.Context) (made bool, err error) {
	set := s.Settings()
	today := set.Today(s.file.now())
	for _, dir := range s.backupDirs() {
		have, e := s.file.vault.Backups(dir)
		if e == nil && (len(have) == 0 || data.DateOf(have[0].Taken, set.Zone()) < today) {
			if _, e = s.Backup(ctx, dir); e == nil {
				made = true
				_, e = s.file.vault.Thin(dir, vault.DefaultKeep)
			}
		}
		err = errors.Join(err, e) // a second place that is not there must not keep the first from its copy
	}
	if made { // once a day is often enough
		err = errors.Join(err, s.write(ctx, data.RightKeep, func(w *work) error { return w.exec(planOften) }))
	}
	return made, err
}

// backupDirs are the folders that hold the daily backups.
func (s *Session) backupDirs() []string {
	dirs := []string{s.file.vault.BackupsDir()}
	if second := s.Settings().BackupDir; second != "" {
		dirs = append(dirs, second)
	}
	return dirs
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

// backupBeforeMigration returns the backup that a migration of an existing case
// file waits for.
func (f *File) backupBeforeMigration(ctx context.Context) func() error {
	return func() error {
		_, err := f.vault.Backup(ctx, f.vault.BackupsDir(), f.now())
		return err
	}
}
