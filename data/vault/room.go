package vault

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
)

// roomToSpare is what a disk keeps beyond the copy that is about to be written,
// in bytes: the log of the case file grows meanwhile.
const roomToSpare = 16 << 20

// NoRoom says that a disk has too little room for a copy, before anything of it
// was written. It is a kind of [ErrDiskFull].
type NoRoom struct{ Need, Free int64 } // bytes

func (e NoRoom) Error() string {
	return fmt.Sprintf("the disk has room for %d bytes, %d are needed", e.Free, e.Need)
}

// Is makes it a kind of [ErrDiskFull].
func (e NoRoom) Is(target error) bool { return target == ErrDiskFull }

// EnoughRoom is NoRoom where the disk of dir cannot take so many bytes. Where
// the system does not say how much is left, writing will tell.
func EnoughRoom(dir string, bytes int64) error {
	free, err := freeBytes(dir)
	if err == nil && free < bytes+roomToSpare {
		return NoRoom{Need: bytes + roomToSpare, Free: free}
	}
	return nil
}

// storedBytes is the size of the sealed database and its log in dir.
func storedBytes(dir string) (int64, error) {
	var all int64
	for _, name := range []string{databaseName, logName} {
		info, err := os.Stat(filepath.Join(dir, name))
		if missing(err) && name == logName {
			continue
		}
		if missing(err) {
			return 0, damaged("the database %s is missing", databaseName)
		}
		if err != nil {
			return 0, fmt.Errorf("measuring the database: %w", err)
		}
		if !info.Mode().IsRegular() {
			return 0, errors.New("the database is no ordinary file")
		}
		all += info.Size()
	}
	return all, nil
}
