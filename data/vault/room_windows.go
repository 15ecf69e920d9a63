package vault

import (
	"errors"
	"fmt"
	"path/filepath"
	"strings"

	"golang.org/x/sys/windows"
)

// freeBytes is the room that is left for this user on the disk of dir.
func freeBytes(dir string) (int64, error) {
	name, err := windows.UTF16PtrFromString(dir)
	if err != nil {
		return 0, fmt.Errorf("asking how much room is left: %w", err)
	}
	var free uint64
	if err := windows.GetDiskFreeSpaceEx(name, &free, nil, nil); err != nil {
		return 0, fmt.Errorf("asking how much room is left: %w", err)
	}
	return int64(free), nil
}

// SameDisk reports whether two folders lie on one drive.
func SameDisk(a, b string) bool {
	return strings.EqualFold(filepath.VolumeName(a), filepath.VolumeName(b))
}

// FullDisk says that the system refused a write for want of room.
func FullDisk(err error) bool {
	return errors.Is(err, windows.ERROR_DISK_FULL) || errors.Is(err, windows.ERROR_HANDLE_DISK_FULL)
}

// WriteProtected says that the system refused a write to a medium as a whole.
func WriteProtected(err error) bool { return errors.Is(err, windows.ERROR_WRITE_PROTECT) }
