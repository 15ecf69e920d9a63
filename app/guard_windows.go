package app

import (
	"os"
	"os/exec"

	"golang.org/x/sys/windows"
)

// endSignals end a command in good order.
var endSignals = []os.Signal{os.Interrupt}

// keepFilesPrivate has nothing to do: a user's own folders are closed to others by
// their access lists, which new files inherit.
func keepFilesPrivate() {}

// forbidCoreDumps has nothing to do: Go's runtime ends by itself on a fault and
// tells Windows Error Reporting nothing, unless GOTRACEBACK is wer.
func forbidCoreDumps() {}

// keepMemoryPrivate lets other programs of the same user end this one and wait for
// it, and no more: neither read its memory nor change who may.
func keepMemoryPrivate() {
	user, err := windows.GetCurrentProcessToken().GetTokenUser()
	if err != nil {
		return
	}
	const endAndWait = "0x101001" // SYNCHRONIZE, PROCESS_TERMINATE, PROCESS_QUERY_LIMITED_INFORMATION
	list, err := windows.SecurityDescriptorFromString("D:P(A;;" + endAndWait + ";;;" + user.User.Sid.String() + ")(A;;RC;;;OW)(A;;0x1FFFFF;;;SY)")
	if err != nil {
		return
	}
	_ = windows.SetKernelObjectSecurity(windows.CurrentProcess(), windows.DACL_SECURITY_INFORMATION, list) // works as well without
}

// muteErrors points standard error nowhere and returns what it was.
func muteErrors() *os.File {
	kept := os.Stderr
	nowhere, err := os.OpenFile(os.DevNull, os.O_WRONLY, 0)
	if err != nil {
		return kept
	}
	if err := windows.SetStdHandle(windows.STD_ERROR_HANDLE, windows.Handle(nowhere.Fd())); err != nil {
		_ = nowhere.Close() // nothing was changed
		return kept
	}
	os.Stderr = nowhere
	return kept
}

// startAgain starts the program anew, with the same arguments. errs is its
// standard error.
func startAgain(env []string, errs *os.File) error {
	path, err := os.Executable()
	if err != nil {
		return err
	}
	again := exec.Command(path, os.Args[1:]...)
	again.Env, again.Stderr = env, errs
	return again.Start()
}

// hasScreen reports whether a window can be shown.
func hasScreen() bool { return true }
