package outfile

import (
	"crypto/rand"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"golang.org/x/sys/unix"
)

// makeUnnamed writes a file without a name and gives it its name once it is whole
// (open(2), O_TMPFILE). It is not done where the file system cannot do so. Where a
// file has the name by now it moves it in its place from a name beside it: what was
// made is made once.
func makeUnnamed(path string, fill func(*os.File) error) (done bool, err error) {
	if _, err := os.Stat("/proc/self/fd"); err != nil {
		return false, nil // it could not get its name
	}
	fd, err := unix.Open(filepath.Dir(path), unix.O_TMPFILE|unix.O_WRONLY|unix.O_CLOEXEC, 0o600)
	if err != nil {
		return false, nil
	}
	f := os.NewFile(uintptr(fd), path)
	if err := fill(f); err != nil {
		return true, errors.Join(err, f.Close())
	}
	link := func(to string) error {
		return unix.Linkat(unix.AT_FDCWD, fmt.Sprintf("/proc/self/fd/%d", fd), unix.AT_FDCWD, to, unix.AT_SYMLINK_FOLLOW)
	}
	err = link(path)
	if errors.Is(err, unix.EEXIST) {
		beside := filepath.Join(filepath.Dir(path), prefix+rand.Text()+suffix)
		if err = link(beside); err == nil {
			if err = os.Rename(beside, path); err != nil {
				err = errors.Join(err, os.Remove(beside))
			}
		}
	}
	return true, errors.Join(err, f.Close())
}
