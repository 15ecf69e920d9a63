package place

import (
	"strings"
	"syscall"
)

// remote are macOS's names of file systems that lie on another computer.
var remote = map[string]bool{"smbfs": true, "nfs": true, "afpfs": true, "webdav": true, "macfuse": true, "osxfuse": true}

func drive(dir string) Kind {
	var s syscall.Statfs_t
	if err := syscall.Statfs(dir, &s); err != nil {
		return Ordinary
	}
	var name strings.Builder
	for _, c := range s.Fstypename {
		if c == 0 {
			break
		}
		name.WriteByte(byte(c))
	}
	switch {
	case remote[name.String()]:
		return Network
	case strings.HasPrefix(dir, "/Volumes/"):
		return Removable
	}
	return Ordinary
}
