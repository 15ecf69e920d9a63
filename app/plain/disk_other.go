//go:build !windows

package plain

import "syscall"

// diskNumbers are the system's own numbers for what has a sentence already.
var diskNumbers = map[error]string{
	syscall.ENOSPC: diskFull, syscall.EDQUOT: diskFull, syscall.EROFS: readOnly,
}
