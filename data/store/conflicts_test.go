package store

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestACopyOfASyncSaysWhetherItHoldsWorkThatIsMissingHere(t *testing.T) {
	d := newDesk(t, false)
	d.open()
	putBack := d.keepCopy()
	path := filepath.Join(d.dir, "casefile.db")
	older := must[[]byte](t)(os.ReadFile(path))
	d.open()
	d.do(d.Lock(t.Context()))
	other := must[[]byte](t)(os.ReadFile(path)) // with work of another computer
	d.signIn()
	putBack()
	for range 5 {
		d.open()
	}
	d.do(os.WriteFile(filepath.Join(d.dir, "casefile (1).db"), older, 0o600))
	d.do(os.WriteFile(filepath.Join(d.dir, "casefile-WARD7.db"), other, 0o600))
	all := must[[]ConflictCopy](t)(d.ConflictCopies(t.Context()))
	if len(all) != 2 {
		t.Fatalf("%+v", all)
	}
	if c := all[0]; c.More || c.Last == 0 || c.Last > c.Own || !strings.Contains(c.Sentence(d.Settings()), "older state") {
		t.Errorf("%+v: %s", c, c.Sentence(d.Settings()))
	}
	if c := all[1]; !c.More || !strings.Contains(c.Sentence(d.Settings()), "work that is not in it") {
		t.Errorf("%+v: %s", c, c.Sentence(d.Settings()))
	}
}
