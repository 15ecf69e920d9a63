package vault

import (
	"bytes"
	"errors"
	"maps"
	"math/rand/v2"
	"path/filepath"
	"testing"
	"time"
)

// changedDatabase is a closed database, and its bytes before and after a change.
func changedDatabase(t *testing.T) (v *Vault, path string, older, now []byte) {
	t.Helper()
	v, path, older = closedDatabase(t, 60)
	unlock(t, v)
	do(t, database(t, v, DBOptions{}).Write, `update notes set who = 'somebody else'`)
	if err := v.Lock(); err != nil {
		t.Fatal(err)
	}
	return v, path, older, read(t, path)
}

// The seal of an older page of the same place holds.
func TestAPagePutBackIsNoticed(t *testing.T) {
	v, path, older, now := changedDatabase(t)
	put := 0
	for at := 0; at < len(older); at += pageSize {
		if bytes.Equal(now[at:at+pageSize], older[at:at+pageSize]) {
			continue
		}
		put++
		bad := bytes.Clone(now)
		copy(bad[at:at+pageSize], older[at:])
		write(t, path, bad)
		unlock(t, v)
		faults, err := v.VerifyPages(t.Context(), nil)
		if err != nil || len(faults) != 1 || faults[0] != (PageFault{File: "database"}) {
			t.Errorf("page %d put back: %v, %v", at/pageSize+1, faults, err)
		}
		if err := v.Lock(); err != nil {
			t.Fatal(err)
		}
	}
	if put < 5 {
		t.Fatalf("%d pages were put back", put)
	}
	write(t, path, now)
	unlock(t, v)
	wantWhole(t, v)
}

// Without its mark a page put back cannot be told any more: that it is gone must be
// told, before a new one vouches for the pages as they are.
func TestAMarkThatIsGoneOrAlteredIsSaidUntilItIsTold(t *testing.T) {
	for name, harm := range map[string]func(path string){
		"gone":    func(path string) { remove(t, path) },
		"cleared": func(path string) { write(t, path, make([]byte, markFile)) },
	} {
		v, path, _ := closedDatabase(t, 20)
		harm(filepath.Join(filepath.Dir(path), markName))
		for range 2 {
			unlock(t, v)
			faults, err := v.VerifyPages(t.Context(), nil)
			if err != nil || len(faults) != 1 || faults[0].File != markName || !v.MarkLost() {
				t.Errorf("%s: %v, %v", name, faults, err)
			}
			addNotes(t, database(t, v, DBOptions{}), 1) // writes a mark that knows nothing
			if err := v.Lock(); err != nil {
				t.Fatal(err)
			}
		}
		unlock(t, v)
		addNotes(t, database(t, v, DBOptions{}), 1)
		ignorant := read(t, filepath.Join(filepath.Dir(path), markName))
		v.MarkLossTold()
		if _, err := v.Backup(t.Context(), t.TempDir(), time.Now()); err != nil {
			t.Errorf("%s: no backup: %v", name, err)
		}
		if err := v.Lock(); err != nil {
			t.Fatal(err)
		}
		unlock(t, v)
		wantWhole(t, v)
		if v.MarkLost() {
			t.Errorf("%s: it is still lost", name)
		}
		if err := v.Lock(); err != nil {
			t.Fatal(err)
		}
		write(t, filepath.Join(filepath.Dir(path), markName), ignorant)
		unlock(t, v)
		if !v.MarkLost() {
			t.Errorf("%s: a mark that knows nothing stands in for one that was taken away", name)
		}
	}
}

// A mark of before the data key was changed says nothing of the pages since.
func TestAMarkOfBeforeTheDataKeyWasChangedIsALostOne(t *testing.T) {
	v, path, _ := closedDatabase(t, 60)
	markPath := filepath.Join(filepath.Dir(path), markName)
	mark := read(t, markPath)
	unlock(t, v)
	if err := v.Rotate(t.Context(), nil); err != nil {
		t.Fatal(err)
	}
	wantWhole(t, v)
	if err := v.Lock(); err != nil {
		t.Fatal(err)
	}
	write(t, markPath, mark)
	unlock(t, v)
	faults, err := v.VerifyPages(t.Context(), nil)
	if err != nil || len(faults) != 1 || faults[0].File != markName || !v.MarkLost() {
		t.Errorf("%v, %v", faults, err)
	}
}

// What is made of a case file gets a mark of its own.
func TestNothingIsMadeOfACaseFileWithAPagePutBack(t *testing.T) {
	v, path, older, now := changedDatabase(t)
	at := 0
	for n := len(older)/pageSize - 1; n > 0 && at == 0; n-- {
		if !bytes.Equal(now[n*pageSize:(n+1)*pageSize], older[n*pageSize:(n+1)*pageSize]) {
			at = n * pageSize
		}
	}
	copy(now[at:at+pageSize], older[at:])
	write(t, path, now)
	unlock(t, v)
	database(t, v, DBOptions{})
	if _, err := v.Backup(t.Context(), t.TempDir(), time.Now()); !errors.Is(err, ErrDamaged) {
		t.Errorf("a backup was made of it: %v", err)
	}
	if err := v.Rotate(t.Context(), nil); !errors.Is(err, ErrDamaged) {
		t.Errorf("the data key was changed: %v", err)
	}
}

func TestARecordHasThePagesThatMove(t *testing.T) {
	c, err := newPageCipher(make([]byte, dataKeySize))
	if err != nil {
		t.Fatal(err)
	}
	r := rand.New(rand.NewPCG(6, 6))
	for _, trial := range []struct{ pages, among int }{{0, 1}, {1, 1}, {40, 50}, {5_000, 1 << 31}, {100_000, 100_001}, {60_000, 1 << 31}} {
		path := filepath.Join(t.TempDir(), databaseName)
		m := newMarks(c, path)
		m.known, m.moving, m.round, m.sum = true, map[uint32]bool{}, salts{7}, pageSum{8, 9}
		for range trial.pages {
			m.moving[1+r.Uint32N(uint32(trial.among))] = true
		}
		if err := m.write(); err != nil {
			t.Fatal(err)
		}
		m.close()
		got, err := openMarks(c, path)
		if err != nil {
			t.Fatal(err)
		}
		if trial.pages == 60_000 { // no room for so many
			if got.known || !got.crowded {
				t.Errorf("%+v: known %v, crowded %v", trial, got.known, got.crowded)
			}
			continue
		}
		if !got.known || got.lost || !maps.Equal(got.moving, m.moving) || got.round != m.round || got.sum != m.sum {
			t.Errorf("%+v: known %v, %d pages move, want %d", trial, got.known, len(got.moving), len(m.moving))
		}
	}
}
