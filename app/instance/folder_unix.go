//go:build unix

package instance

import (
	"errors"
	"fmt"
	"os"
	"strconv"
	"syscall"
)

func userID() string { return strconv.Itoa(os.Getuid()) }

// errFolder: the folder of the socket is not the user's own.
var errFolder = errors.New("the folder of the socket belongs to somebody else")

// ownFolder makes sure that the folder is one, the user's, and closed to others:
// the folder for temporary files is everybody's.
func ownFolder(dir string) error {
	info, err := os.Lstat(dir)
	if err != nil {
		return fmt.Errorf("looking at the folder of the socket: %w", err)
	}
	sys, ok := info.Sys().(*syscall.Stat_t)
	if !ok || !info.IsDir() || int(sys.Uid) != os.Getuid() {
		return errFolder
	}
	if info.Mode().Perm() == 0o700 {
		return nil
	}
	if err := os.Chmod(dir, 0o700); err != nil {
		return fmt.Errorf("closing the folder of the socket: %w", err)
	}
	return nil
}
