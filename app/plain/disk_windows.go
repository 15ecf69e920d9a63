package plain

import "syscall"

// diskNumbers are Windows' own numbers for what has a sentence already
// (System Error Codes: ERROR_WRITE_PROTECT, ERROR_HANDLE_DISK_FULL,
// ERROR_DISK_FULL); Go gives them no common name.
var diskNumbers = map[error]string{
	syscall.ENOSPC: diskFull, syscall.Errno(19): readOnly, syscall.Errno(39): diskFull, syscall.Errno(112): diskFull,
}
