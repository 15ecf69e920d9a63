// Package disk is what the vault asks of the operating system for whole files and
// folders, beside SQLite, which has an interface of its own for that. Each function
// is the one of package os with the same name; tests of power cuts and of disks
// that fail can watch every step and refuse it.
package disk

import (
	"io/fs"
	"os"
	"path/filepath"
)

// Op is a kind of step.
type Op string

// The kinds of step.
const (
	Open    Op = "open"
	Read    Op = "read"
	Create  Op = "create"
	Write   Op = "write"    // at the end of a file just created
	Placed  Op = "write at" // an offset
	Cut     Op = "truncate"
	Sync    Op = "sync"
	Renamed Op = "rename"
	Removed Op = "remove" // of a folder: with all that is in it
	Made    Op = "make a folder"
	Synced  Op = "sync a folder"
)

// Step is one thing that the disk is about to do.
type Step struct {
	Op       Op
	Path, To string // To: the new name
	Data     []byte
	Off      int64 // where it is written, or the new length
}

// Watch, if set, is told each step before it is taken; an error from it is the
// step's own, and the step is not taken. It is set in tests alone, before
// anything is opened.
var Watch func(Step) error

// Before asks the watcher about a step that is taken elsewhere.
func Before(s Step) error {
	if Watch == nil {
		return nil
	}
	if err := Watch(s); err != nil {
		return &fs.PathError{Op: string(s.Op), Path: s.Path, Err: err}
	}
	return nil
}

// File is an open file.
type File struct{ *os.File }

// OpenFile opens a file. One that is made anew counts as created.
func OpenFile(path string, flag int, mode fs.FileMode) (File, error) {
	op := Open
	if flag&os.O_CREATE != 0 {
		op = Create
	}
	if err := Before(Step{Op: op, Path: path}); err != nil {
		return File{}, err
	}
	f, err := os.OpenFile(path, flag, mode)
	return File{f}, err
}

// OpenToRead opens a file to read it.
func OpenToRead(path string) (File, error) { return OpenFile(path, os.O_RDONLY, 0) }

// CreateTemp makes a file of a name that is free. The step knows the pattern only.
func CreateTemp(dir, pattern string) (File, error) {
	if err := Before(Step{Op: Create, Path: filepath.Join(dir, pattern)}); err != nil {
		return File{}, err
	}
	f, err := os.CreateTemp(dir, pattern)
	return File{f}, err
}

// ReadAt is [os.File.ReadAt].
func (f File) ReadAt(b []byte, off int64) (int, error) {
	if err := Before(Step{Op: Read, Path: f.Name()}); err != nil {
		return 0, err
	}
	return f.File.ReadAt(b, off)
}

// Read is [os.File.Read].
func (f File) Read(b []byte) (int, error) {
	if err := Before(Step{Op: Read, Path: f.Name()}); err != nil {
		return 0, err
	}
	return f.File.Read(b)
}

// Write is [os.File.Write].
func (f File) Write(b []byte) (int, error) {
	if err := Before(Step{Op: Write, Path: f.Name(), Data: b}); err != nil {
		return 0, err
	}
	return f.File.Write(b)
}

// WriteAt is [os.File.WriteAt].
func (f File) WriteAt(b []byte, off int64) (int, error) {
	if err := Before(Step{Op: Placed, Path: f.Name(), Data: b, Off: off}); err != nil {
		return 0, err
	}
	return f.File.WriteAt(b, off)
}

// Truncate is [os.File.Truncate].
func (f File) Truncate(size int64) error {
	if err := Before(Step{Op: Cut, Path: f.Name(), Off: size}); err != nil {
		return err
	}
	return f.File.Truncate(size)
}

// Sync waits until the file's bytes are on the disk.
func (f File) Sync() error {
	if err := Before(Step{Op: Sync, Path: f.Name()}); err != nil {
		return err
	}
	return f.File.Sync()
}

// SyncDir waits until the names in a folder are on the disk.
func (f File) SyncDir() error {
	if err := Before(Step{Op: Synced, Path: f.Name()}); err != nil {
		return err
	}
	return f.File.Sync()
}

// Rename gives a file or folder another name.
func Rename(from, to string) error {
	if err := Before(Step{Op: Renamed, Path: from, To: to}); err != nil {
		return err
	}
	return os.Rename(from, to)
}

// Remove removes a file or an empty folder.
func Remove(path string) error {
	if err := Before(Step{Op: Removed, Path: path}); err != nil {
		return err
	}
	return os.Remove(path)
}

// RemoveAll removes a folder and all that is in it.
func RemoveAll(path string) error {
	if err := Before(Step{Op: Removed, Path: path}); err != nil {
		return err
	}
	return os.RemoveAll(path)
}

// Mkdir makes a folder.
func Mkdir(path string, mode fs.FileMode) error {
	if err := Before(Step{Op: Made, Path: path}); err != nil {
		return err
	}
	return os.Mkdir(path, mode)
}

// MkdirAll makes a folder and those above it.
func MkdirAll(path string, mode fs.FileMode) error {
	if err := Before(Step{Op: Made, Path: path}); err != nil {
		return err
	}
	return os.MkdirAll(path, mode)
}
