package place

import (
	"strings"
	"syscall"
)

// The numbers of file systems that lie on another computer (Linux,
// include/uapi/linux/magic.h; statfs(2)).
var remote = map[uint32]bool{
	0x6969:     true, // NFS
	0x517b:     true, // SMB
	0xff534d42: true, // CIFS
	0xfe534d42: true, // SMB 2
	0x5346414f: true, // AFS
	0x00c36400: true, // Ceph
	0x01021997: true, // 9P, of a virtual computer's host
	0x65735546: true, // FUSE: sshfs, gvfs
}

// Those that sticks and cards come with.
var portable = map[uint32]bool{
	0x4d44:     true, // FAT
	0x2011bab0: true, // exFAT
}

func drive(dir string) Kind {
	var s syscall.Statfs_t
	if err := syscall.Statfs(dir, &s); err != nil {
		return Ordinary
	}
	switch kind := uint32(s.Type); {
	case remote[kind]:
		return Network
	case portable[kind], strings.HasPrefix(dir, "/media/"), strings.HasPrefix(dir, "/run/media/"):
		return Removable
	}
	return Ordinary
}
