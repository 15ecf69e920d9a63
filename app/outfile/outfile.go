// Package outfile writes the files that an officer asks for: letters, reports,
// lists. They hold what the case file keeps sealed. So each is there whole or not
// at all, is its owner's alone, and a program that is killed while it writes
// leaves no part of one that nobody would find: where the system has files
// without a name (Linux), it has a name only once it is whole; elsewhere the name
// of the unfinished file is written down first, and the next start removes it.
package outfile

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/gofrs/flock"
)

// The names of unfinished files.
const (
	prefix = ".rapport-"
	suffix = ".tmp"
)

// Made is a file that is whole and has no name yet.
type Made struct {
	SHA256 string // hexadecimal
	Bytes  int64
}

// Write puts a file at path, in the place of one that is there.
func Write(path string, content []byte) error {
	return Make(path, func(to io.Writer) error {
		_, err := to.Write(content)
		return err
	}, nil)
}

// Make puts a file at path that write writes piece by piece. known, if given, is
// told what the file is once it is whole and before it has its name; its error
// leaves no file. So what is to be written down of a file is there before the file.
func Make(path string, write func(io.Writer) error, known func(Made) error) error {
	fill := func(f *os.File) error { return fill(f, write, known) }
	_, err := os.Lstat(path)
	if errors.Is(err, os.ErrNotExist) {
		if done, err := makeUnnamed(path, fill); done {
			return err
		}
	}
	return makeBeside(path, fill)
}

// fill writes a file to its end and onto the disk, and tells what it is.
func fill(f *os.File, write func(io.Writer) error, known func(Made) error) error {
	sum := sha256.New()
	if err := write(io.MultiWriter(f, sum)); err != nil {
		return err
	}
	if err := f.Sync(); err != nil {
		return err
	}
	if known == nil {
		return nil
	}
	size, err := f.Seek(0, io.SeekCurrent)
	if err != nil {
		return err
	}
	return known(Made{SHA256: hex.EncodeToString(sum.Sum(nil)), Bytes: size})
}

// makeBeside writes an unfinished file beside the place and moves it there.
func makeBeside(path string, fill func(*os.File) error) (err error) {
	f, done, err := createRecorded(filepath.Dir(path))
	if err != nil {
		return err
	}
	defer done()
	defer func() {
		if err != nil {
			err = errors.Join(err, os.Remove(f.Name()))
		}
	}()
	if err = errors.Join(fill(f), f.Close()); err != nil {
		return err
	}
	return os.Rename(f.Name(), path)
}

// createRecorded makes an unfinished file in dir, for its owner alone. A record of
// it is kept, and locked, until done is called. Where there can be no record the
// file is made all the same: the officer asked for it.
func createRecorded(dir string) (f *os.File, done func(), err error) {
	f, err = os.CreateTemp(dir, prefix+"*"+suffix) // mode 0600
	if err != nil {
		return nil, nil, err
	}
	done, err = record(f.Name())
	if err != nil {
		done = func() {}
	}
	return f, done, nil
}

// record writes the name of an unfinished file down. The lock on the record says
// that whoever writes the file is still at it.
func record(unfinished string) (done func(), err error) {
	dir, err := records()
	if err != nil {
		return nil, err
	}
	if unfinished, err = filepath.Abs(unfinished); err != nil {
		return nil, err
	}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, err
	}
	path := filepath.Join(dir, strings.TrimSuffix(filepath.Base(unfinished), suffix))
	if err := os.WriteFile(path, []byte(unfinished), 0o600); err != nil {
		return nil, err
	}
	lock := flock.New(path)
	if _, err := lock.TryLock(); err != nil {
		return nil, errors.Join(err, os.Remove(path))
	}
	return func() {
		_ = lock.Close() // Windows removes no file that is open
		_ = os.Remove(path)
	}, nil
}

// records is the folder of the records, in the user's folder for what can be lost.
func records() (string, error) {
	dir, err := os.UserCacheDir()
	return filepath.Join(dir, "Rapport", "unfinished"), err
}

// Sweep removes the unfinished files of programs that were killed. What cannot be
// removed now, a stick that is not in for instance, is tried again at the next
// start.
func Sweep() {
	dir, err := records()
	if err != nil {
		return
	}
	all, err := filepath.Glob(filepath.Join(dir, prefix+"*"))
	if err != nil {
		return
	}
	for _, path := range all {
		sweep(path)
	}
}

func sweep(path string) {
	unfinished, err := os.ReadFile(path) // before it is locked: Windows lets nobody read it then
	if err != nil {
		return
	}
	lock := flock.New(path)
	held, err := lock.TryLock()
	if err != nil || !held {
		return
	}
	name := filepath.Base(string(unfinished))
	ours := strings.HasPrefix(name, prefix) && strings.HasSuffix(name, suffix) // whatever a record says
	if ours {
		err = os.Remove(string(unfinished))
	}
	_ = lock.Close()
	folder, e := os.Stat(filepath.Dir(string(unfinished)))
	there := e == nil && folder.IsDir()
	if !ours || err == nil || errors.Is(err, os.ErrNotExist) && there {
		_ = os.Remove(path)
	}
}
