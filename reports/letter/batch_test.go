package letter

import (
	"bytes"
	"regexp"
	"runtime"
	"slices"
	"sync"
	"testing"
)

// TestABatchNeverPutsOneCaseIntoTheLetterOfAnother makes the letters of many
// cases in several goroutines at once, each with words that stand in no other,
// and reads each file back.
func TestABatchNeverPutsOneCaseIntoTheLetterOfAnother(t *testing.T) {
	count := variants + 20
	if testing.Short() {
		count = 40
	}
	files := make([][]byte, count)
	next := make(chan int)
	var group sync.WaitGroup
	for range max(4, runtime.GOMAXPROCS(0)) {
		group.Go(func() {
			for n := range next {
				file, _, err := PDF(variant(n), Options{})
				if err != nil {
					t.Errorf("letter %d: %v", n, err)
				}
				files[n] = file
			}
		})
	}
	for n := range count {
		next <- n
	}
	close(next)
	group.Wait()
	if t.Failed() {
		return
	}
	canaries, numbers := regexp.MustCompile(`Qx[a-z]{4}`), regexp.MustCompile(`PR-2026-\d{5}`)
	for n, file := range files {
		x := variant(n)
		text := tool(t, file, "pdftotext", "FILE", "-")
		own := canaries.FindAllString(text, -1)
		if len(own) < 3 { // address, salutation, closing
			t.Errorf("letter %d names its own reader %d times", n, len(own))
		}
		for _, other := range slices.Concat(own, numbers.FindAllString(text, -1)) {
			if other != canary(n) && other != x.File.Number {
				t.Errorf("in letter %d stands %s of another case", n, other)
			}
		}
		mustHold(t, words(text), x.File.Number)
		mustHold(t, words(text), x.File.People[0].Street, x.Draft.Steps[0], x.Draft.Words["closing"])
		if n%10 == 0 { // alone it has the same bytes, whatever was made before
			if alone, _, err := PDF(x, Options{}); err != nil || !bytes.Equal(alone, file) {
				t.Errorf("letter %d has other bytes when it is made alone (%v)", n, err)
			}
		}
	}
}
