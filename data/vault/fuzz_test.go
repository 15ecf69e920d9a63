package vault

import (
	"bytes"
	"encoding/binary"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// addVectors gives a fuzz target the bodies of the vectors of some kinds.
func addVectors(f *testing.F, add func(v vector), kinds ...string) {
	f.Helper()
	paths, err := filepath.Glob(filepath.Join(vectorsDir, "*"))
	if err != nil || len(paths) == 0 {
		f.Fatal("no vectors", err)
	}
	for _, path := range paths {
		head, body, _ := bytes.Cut(read(f, path), []byte("\n\n"))
		for _, kind := range kinds {
			if bytes.Contains(head, []byte("\nkind: "+kind+"\n")) {
				add(vector{body: body})
			}
		}
	}
}

func FuzzHeader(f *testing.F) {
	addVectors(f, func(v vector) { f.Add(v.body) }, "header")
	f.Add([]byte(`{"format":"rapport-keys/2"}`))
	f.Add([]byte(`{"format":"rapport-keys/1","slots":[{}]}`))
	f.Add(bytes.Repeat([]byte("["), 10000))
	f.Fuzz(func(t *testing.T, b []byte) {
		h, err := parseHeader(b)
		if err != nil {
			return
		}
		// What is accepted is in bounds, and reads and writes the same.
		if err := h.check(); err != nil {
			t.Fatal(err)
		}
		again, err := h.encode()
		if err != nil || !bytes.Equal(again, b) || !json.Valid(b) {
			t.Fatal("an accepted header is not in the written form", err)
		}
	})
}

// FuzzSlot takes slots that pass for whole, which no checksum keeps away, and
// has a key opened that is not theirs.
func FuzzSlot(f *testing.F) {
	for _, name := range []string{"format-1", "format-2"} {
		h, err := parseHeader(read(f, filepath.Join("testdata", name, headerName)))
		if err != nil {
			f.Fatal(err)
		}
		for _, s := range h.Slots {
			b, err := json.Marshal(s)
			if err != nil {
				f.Fatal(err)
			}
			f.Add(b, 1, false)
			f.Add(b, 2, true)
		}
	}
	key := make([]byte, dataKeySize)
	f.Fuzz(func(t *testing.T, b []byte, dataKey int, rotating bool) {
		var s slot
		h := &header{Format: formatLine(2), CaseFile: strings.Repeat("0f", 16), DataKey: dataKey, Rotating: rotating}
		if json.Unmarshal(b, &s) != nil || s.check(h) != nil {
			return
		}
		h.Slots = []slot{s}
		if s.Kind == hospitalSlot {
			if _, err := s.openPair(h, key, nil); err == nil {
				t.Fatal("it opens")
			}
			return
		}
		if _, err := s.open(h, key); err == nil {
			t.Fatal("it opens")
		}
		if s.older() {
			return
		}
		if _, err := s.openPair(h, key, key); err == nil {
			t.Fatal("it opens")
		}
		// A public half that is none must be an error and no panic.
		_, _ = s.withKeys(h, &keyring{keys: [][]byte{key}, next: key}, key)
	})
}

func FuzzKeyOnPaper(f *testing.F) {
	addVectors(f, func(v vector) { f.Add(string(v.body)) }, "recovery key", "hospital key", "recipient")
	f.Fuzz(func(t *testing.T, typed string) {
		for _, form := range []paperForm{recoveryForm, hospitalForm} {
			secret, err := form.read(typed)
			if err != nil {
				continue
			}
			if again, err := form.read(form.print(secret)); err != nil || !bytes.Equal(again, secret) {
				t.Fatal("a key that was read is printed as another", err)
			}
		}
		if public, err := readRecipient(typed); err == nil {
			if again, err := readRecipient(writeRecipient(public)); err != nil || !bytes.Equal(again, public) {
				t.Fatal("a recipient that was read is written as another", err)
			}
		}
	})
}

// FuzzPage opens pages that nobody sealed.
func FuzzPage(f *testing.F) {
	addVectors(f, func(v vector) { f.Add(v.body, uint32(1)) }, "page")
	c, err := newPageCipher(random(dataKeySize))
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, b []byte, n uint32) {
		stored := append(bytes.Clone(b), make([]byte, pageSize)...)[:pageSize]
		page, header := make([]byte, pageSize), make([]byte, frameHeader)
		binary.BigEndian.PutUint32(header, n)
		if c.openPage(page, stored, n) == nil || c.openImage(page, stored, header, int64(n)) == nil {
			t.Fatal("a page opens that nobody sealed")
		}
		sealed := make([]byte, pageSize)
		c.sealPage(sealed, stored, n)
		if c.openPage(page, sealed, n+1) == nil {
			t.Fatal("a page opens in another's place")
		}
	})
}

// FuzzLog reads logs under the key of the vectors, so that whole frames come
// through and what is around them varies.
func FuzzLog(f *testing.F) {
	addVectors(f, func(v vector) { f.Add(v.body) }, "log")
	c, err := newPageCipher(fixed("data key 1"))
	if err != nil {
		f.Fatal(err)
	}
	dir := f.TempDir()
	f.Fuzz(func(t *testing.T, b []byte) {
		path := filepath.Join(dir, logName)
		if err := os.WriteFile(path, b, fileMode); err != nil {
			t.Fatal(err)
		}
		log, err := imagesInLog(c, path)
		if err != nil {
			t.Fatal(err)
		}
		if frames := max(len(b)-logHeader, 0) / frameSize; len(log.newest) > frames || log.frames > int64(frames) || (log.pages == 0) != (len(log.newest) == 0) {
			t.Fatalf("%d pages, %d of them in a log of %d frames", log.pages, len(log.newest), frames)
		}
	})
}
