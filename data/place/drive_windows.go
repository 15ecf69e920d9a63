package place

import (
	"path/filepath"
	"strings"
	"syscall"
	"unsafe"
)

var getDriveType = syscall.NewLazyDLL("kernel32.dll").NewProc("GetDriveTypeW")

// The answers of GetDriveTypeW (Windows, fileapi.h).
const (
	driveRemovable = 2
	driveRemote    = 4
)

func drive(dir string) Kind {
	volume := filepath.VolumeName(dir)
	if strings.HasPrefix(volume, `\\`) {
		return Network
	}
	root, err := syscall.UTF16PtrFromString(volume + `\`)
	if err != nil {
		return Ordinary
	}
	switch kind, _, _ := getDriveType.Call(uintptr(unsafe.Pointer(root))); kind {
	case driveRemovable:
		return Removable
	case driveRemote:
		return Network
	}
	return Ordinary
}
