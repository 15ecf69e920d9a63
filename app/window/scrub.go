package window

import (
	"runtime"
	"runtime/debug"
)

// scrub wipes what nothing points to any more out of the memory. Go frees an
// object without wiping it, and gives only whole pages back to the system; so the
// room that is free between objects still in use is taken once and let go: Go
// wipes it for whoever takes it. Only room for what holds no pointers is taken:
// texts lie there. It takes some tenths of a second.
func scrub() {
	debug.FreeOSMemory() // which collects and sweeps everything first
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	var taken [][]byte
	for _, class := range m.BySize {
		taken = fill(taken, int(class.Size))
	}
	runtime.KeepAlive(taken)
	taken = nil
	debug.FreeOSMemory()
}

const (
	scrubStep = 256 << 10 // bytes taken between two looks at the heap
	scrubMost = 32 << 20  // bytes taken of one size
)

// fill takes room for objects of the size until the heap has to grow for it by
// more than the spans that every processor keeps at hand.
func fill(taken [][]byte, size int) [][]byte {
	if size == 0 {
		return taken
	}
	var before, now runtime.MemStats
	runtime.ReadMemStats(&before)
	for sum := 0; sum < scrubMost; sum += scrubStep {
		for n := 0; n < scrubStep; n += size {
			taken = append(taken, make([]byte, size))
		}
		if runtime.ReadMemStats(&now); now.HeapInuse > before.HeapInuse+scrubStep/2 {
			break
		}
	}
	return taken
}
