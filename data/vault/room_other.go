//go:build !windows

package vault

import (
	"errors"
	"fmt"

	"golang.org/x/sys/unix"
)

// freeBytes is the room that is left for this user on the disk of dir.
func freeBytes(dir string) (int64, error) {
	var st unix.Statfs_t
	if err := unix.Statfs(dir, &st); err != nil {
		return 0, fmt.Errorf("asking how much room is left: %w", err)
	}
	return int64(st.Bavail) * int64(st.Bsize), nil
}

// SameDisk reports whether two folders lie on one file system.
func SameDisk(a, b string) bool {
	var sa, sb unix.Stat_t
	return unix.Stat(a, &sa) == nil && unix.Stat(b, &sb) == nil && sa.Dev == sb.Dev
}

// FullDisk says that the system refused a write for want of room.
func FullDisk(err error) bool { return errors.Is(err, unix.ENOSPC) || errors.Is(err, unix.EDQUOT) }

// WriteProtected says that the system refused a write to a medium as a whole.
func WriteProtected(err error) bool { return errors.Is(err, unix.EROFS) }
