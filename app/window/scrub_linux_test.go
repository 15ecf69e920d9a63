package window

import (
	"bytes"
	"fmt"
	"os"
	"runtime"
	"strings"
	"testing"
)

// inMemory counts how often the words are in the memory of this program.
func inMemory(t *testing.T, words []byte) (n int) {
	t.Helper()
	maps, err := os.ReadFile("/proc/self/maps")
	if err != nil {
		t.Fatal(err)
	}
	mem, err := os.Open("/proc/self/mem")
	if err != nil {
		t.Skip("the memory is not to be read: ", err)
	}
	defer mem.Close()
	part := make([]byte, 1<<20)
	for line := range strings.Lines(string(maps)) {
		var from, to int64
		var rights string
		if _, err := fmt.Sscanf(line, "%x-%x %s", &from, &to, &rights); err != nil || !strings.HasPrefix(rights, "rw") {
			continue
		}
		for ; from < to; from += int64(len(part)) {
			got, _ := mem.ReadAt(part[:min(int64(len(part)), to-from)], from) // some of it is a device's
			n += bytes.Count(part[:got], words)
			clear(part[:got])
		}
	}
	return n
}

// backwards makes the words that are searched for, which are nowhere else.
func backwards(text string) []byte {
	b := []byte(text)
	for i := range len(b) / 2 {
		b[i], b[len(b)-1-i] = b[len(b)-1-i], b[i]
	}
	return b
}

func TestWhatIsForgottenIsWipedFromTheMemory(t *testing.T) {
	var kept, gone []string
	for i := range 2000 { // of many sizes, each beside one that stays
		stay := strings.Repeat("k", 40+i)
		gone = append(gone, string(backwards("notegozzyZ retnefi"))+strings.Repeat(".", 22+i))
		kept = append(kept, stay)
	}
	words := backwards("notegozzyZ retnefi")
	if n := inMemory(t, words); n < 2000 {
		t.Fatalf("the words are in the memory %d times", n)
	}
	runtime.KeepAlive(gone)
	gone = nil
	runtime.GC()
	forgotten := inMemory(t, words)
	scrub()
	if n := inMemory(t, words); n*10 > forgotten { // some stand on stacks, in the test itself and where the collector has not been
		t.Errorf("after forgetting %d, after wiping %d times", forgotten, n)
	} else {
		t.Logf("after forgetting %d, after wiping %d times", forgotten, n)
	}
	runtime.KeepAlive(kept)
}
