//go:build unix

package peers

import (
	"os"
	"runtime"
	"syscall"
)

// peakMB is the most memory that a process held, in millions of bytes.
func peakMB(p *os.ProcessState) float64 {
	usage, ok := p.SysUsage().(*syscall.Rusage)
	if !ok {
		return 0
	}
	bytes := float64(usage.Maxrss)
	if runtime.GOOS != "darwin" && runtime.GOOS != "ios" { // they alone count bytes, others KiB
		bytes *= 1024
	}
	return bytes / 1e6
}
