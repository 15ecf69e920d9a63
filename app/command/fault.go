package command

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"runtime"
	"strings"
	"time"
)

// Stack returns the calls that led here, function and line each, without any
// value.
func Stack() []byte {
	var b strings.Builder
	calls := make([]uintptr, 64)
	frames := runtime.CallersFrames(calls[:runtime.Callers(3, calls)])
	for more := true; more; {
		var f runtime.Frame
		f, more = frames.Next()
		fmt.Fprintf(&b, "%s\n\t%s:%d\n", f.Function, filepath.Base(f.File), f.Line)
	}
	return []byte(b.String())
}

// values matches what a Go stack shows of arguments: words in hexadecimal
// after the function's name, and offsets after the line.
var values = regexp.MustCompile(`(?m)\([^()\n]*\)$| \+0x[0-9a-f]+$`)

// KeepFault writes a report of a caught fault beside the case file in dir and
// returns its path, or nothing when it could not be kept. kind is the type of
// what was thrown; its text is left out, because it may quote a record.
func KeepFault(dir, kind string, stack []byte) (path string) {
	if info, err := os.Stat(dir); err != nil || !info.IsDir() {
		return ""
	}
	folder := filepath.Join(dir, "faults")
	if err := os.MkdirAll(folder, 0o700); err != nil {
		return ""
	}
	path = filepath.Join(folder, "fault-"+time.Now().UTC().Format("20060102T150405.000")+".txt")
	report := fmt.Sprintf("Rapport %s, %s, %s %s\nA fault of kind %s.\nThis report holds no data of anybody.\n\n%s",
		Version, runtime.Version(), runtime.GOOS, runtime.GOARCH, kind, values.ReplaceAll(stack, nil))
	if err := os.WriteFile(path, []byte(report), 0o600); err != nil {
		return ""
	}
	return path
}

// FaultSentence says that a fault ended the program, and where its report is.
func FaultSentence(path string) string {
	if path == "" {
		return "A fault in Rapport stopped it. What was saved before is safe; try again, and tell whoever looks after Rapport."
	}
	return fmt.Sprintf("A fault in Rapport stopped it. What was saved before is safe. A report without anybody's data is in %s; give it to whoever looks after Rapport.", path)
}
