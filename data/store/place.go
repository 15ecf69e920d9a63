package store

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"rapport/data/vault"
)

// place is a folder for daily backups.
type place struct {
	dir    string
	second bool
}

func (s *Session) places() []place {
	all := []place{{dir: s.file.vault.BackupsDir()}}
	if second := strings.TrimSpace(s.Settings().BackupDir); second != "" {
		all = append(all, place{second, true})
	}
	return all
}

// PlaceError says in a sentence what keeps a place from getting its backup.
type PlaceError struct {
	Dir    string
	Second bool
	Err    error
}

func (e *PlaceError) Error() string { return "backing up: " + e.Err.Error() }

// Unwrap gives what was the matter.
func (e *PlaceError) Unwrap() error { return e.Err }

// errSamePlace: the second place is no second one.
var errSamePlace = errors.New("the second place is the first one, or within the case file's folder")

// Sentence says what is wrong and what to do.
func (e *PlaceError) Sentence() string {
	where := "The folder for backups beside the case file"
	if e.Second {
		where = "The second place for backups (" + e.Dir + ")"
	}
	later := " It is tried again within the hour and when Rapport closes."
	var room vault.NoRoom
	switch {
	case errors.Is(e.Err, errSamePlace):
		return where + " is the folder of the case file itself, so it holds no second copy. Choose a stick or a share under Settings."
	case errors.As(e.Err, &room):
		return fmt.Sprintf("%s has no room: a backup needs %s, there are %s. Free some space there.%s", where, megabytes(room.Need), megabytes(room.Free), later)
	case errors.Is(e.Err, vault.ErrDiskFull) || vault.FullDisk(e.Err):
		return where + " is full. Free some space there." + later
	case errors.Is(e.Err, os.ErrPermission) || errors.Is(e.Err, vault.ErrUnwritable) || vault.WriteProtected(e.Err):
		return where + " cannot be written to. Look whether the drive is write-protected and whether you may write there." + later
	case errors.Is(e.Err, os.ErrNotExist) && e.Second:
		return where + " is not there. Plug the drive in or connect the share; if it is a new folder, make it first." + later
	case errors.Is(e.Err, vault.ErrDamaged):
		return "A backup could not be verified, so it was not kept. Run “rapport verify”; the copies made before stay."
	}
	return where + " could not take the backup: the drive did not do what was asked, or was taken away." + later
}

// Brief says it in a few words, for the line at the bottom of the window.
func (e *PlaceError) Brief() string {
	where := "No backup beside the case file"
	if e.Second {
		where = "No backup in the second place"
	}
	switch {
	case errors.Is(e.Err, errSamePlace):
		return where + ": it is the first one"
	case errors.Is(e.Err, vault.ErrDiskFull) || vault.FullDisk(e.Err):
		return where + ": no room"
	case errors.Is(e.Err, os.ErrPermission) || errors.Is(e.Err, vault.ErrUnwritable) || vault.WriteProtected(e.Err):
		return where + ": cannot be written to"
	case errors.Is(e.Err, os.ErrNotExist):
		return where + ": not there"
	case errors.Is(e.Err, vault.ErrDamaged):
		return where + ": it did not pass its check"
	}
	return where + ": it could not be read or written"
}

func megabytes(n int64) string { return fmt.Sprintf("%d MB", (n+1<<20-1)>>20) }

// explain makes an error one about the place.
func (p place) explain(err error) error {
	if err == nil {
		return nil
	}
	return &PlaceError{Dir: p.dir, Second: p.second, Err: err}
}

// reachable says what keeps the place from being used. The folder beside the
// case file is made when it is needed; a second one must be there: where a drive
// is not plugged in, its folder would come to lie on the disk of the case file.
func (p place) reachable(f *File) error {
	if !p.second {
		return nil
	}
	info, err := os.Stat(p.dir)
	switch {
	case err != nil:
		return err
	case !info.IsDir():
		return fmt.Errorf("%w: it is a file", os.ErrNotExist)
	case within(p.dir, f.Dir()):
		return errSamePlace
	}
	return nil
}

// within says that the folder is the other one or lies in it, whatever links lead
// there.
func within(dir, other string) bool {
	real := func(path string) string {
		if r, err := filepath.EvalSymlinks(path); err == nil {
			path = r
		}
		if abs, err := filepath.Abs(path); err == nil {
			path = abs
		}
		return path
	}
	rel, err := filepath.Rel(real(other), real(dir))
	return err == nil && (rel == "." || filepath.IsLocal(rel))
}
