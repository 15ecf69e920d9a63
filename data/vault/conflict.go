package vault

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"rapport/data/vault/internal/disk"
)

// ConflictCopy is a file beside the case file that a program made of it which
// keeps folders in step: it found two states and kept both.
type ConflictCopy struct {
	Name       string // of the file
	Path       string
	Modified   time.Time
	Header     bool // a copy of the key file; else of the database or its log
	SameFile   bool // it belongs to this case file
	Readable   bool // it is whole enough to say
	Generation int64
}

// ConflictCopies looks in the folder of the case file for files whose names say
// that they are copies of its parts: “casefile (Robin's conflicted copy).db”,
// “casefile-DESKTOP.keys”, “casefile.sync-conflict-….db”, “casefile (1).db”. It
// opens none as a case file and removes none. Of copies of the key file it tells
// what the file itself says; of the database only whether its first page is
// sealed with the key of this case file, which takes an unlocked one.
func (v *Vault) ConflictCopies() ([]ConflictCopy, error) {
	entries, err := os.ReadDir(v.dir)
	if err != nil {
		return nil, fmt.Errorf("looking for copies of the case file: %w", err)
	}
	var all []ConflictCopy
	for _, e := range entries {
		kind, ok := conflicting(e.Name())
		if !ok || !e.Type().IsRegular() {
			continue
		}
		c := ConflictCopy{Name: e.Name(), Path: filepath.Join(v.dir, e.Name()), Header: kind == ".keys"}
		if info, err := e.Info(); err == nil {
			c.Modified = info.ModTime().UTC()
		}
		switch kind {
		case ".keys":
			v.readCopiedHeader(&c)
		case ".db":
			v.readCopiedDatabase(&c)
		}
		all = append(all, c)
	}
	return all, nil
}

// conflicting reports whether a file's name is that of a copy of a part of a case
// file, and of which part: .db, .db-wal or .keys.
func conflicting(name string) (kind string, ok bool) {
	lower := strings.ToLower(name)
	rest, ok := strings.CutPrefix(lower, "casefile")
	if !ok || Keeps(lower) || strings.Contains(lower, ".new-") || strings.HasSuffix(lower, "-journal") {
		return "", false
	}
	for _, kind := range []string{".db-wal", ".db", ".keys"} {
		if i := strings.Index(rest, kind); i >= 0 {
			// what stands before the ending, or after it: "casefile.db (1)"
			before, after := rest[:i], rest[i+len(kind):]
			marked := func(s string) bool { return s != "" && slices.Contains([]byte(" -_.~("), s[0]) }
			return kind, (before == "" || marked(before)) && (after == "" || marked(after)) && before+after != "" && before+after != ".bak"
		}
	}
	return "", false
}

func (v *Vault) readCopiedHeader(c *ConflictCopy) {
	raw, err := readBounded(c.Path)
	if err != nil {
		return
	}
	h, err := parseHeader(raw)
	if err != nil {
		return
	}
	c.Readable, c.SameFile, c.Generation = true, h.CaseFile == v.ID(), int64(h.Generation)
}

func (v *Vault) readCopiedDatabase(c *ConflictCopy) {
	keys, _, err := v.sealed()
	if err != nil {
		return
	}
	f, err := disk.OpenToRead(c.Path)
	if err != nil {
		return
	}
	defer f.Close() // read only: nothing to lose
	stored, page := make([]byte, pageSize), make([]byte, pageSize)
	if _, err := f.ReadAt(stored, 0); err != nil {
		return
	}
	c.Readable = string(stored[:4]) == pageMarker
	c.SameFile = keys.openPage(page, stored, 1) == nil
}
