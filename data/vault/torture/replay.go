package main

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// replay follows a tape and can say at each place what the disk could hold if
// the power went there: of each file everything up to its last sync, and of what
// was written since any part, in sectors; of each folder the names up to its last
// sync, and any number of the changes since, in their order.
type replay struct {
	now     map[string]*inode // what a program sees
	durable map[string]*inode // what is certainly on the disk
	pending map[string][]rename
}

// inode is a file, whatever its name.
type inode struct {
	durable []byte
	pending []step
	fresh   bool // its name waits for the first sync: SQLite's log syncs its folder itself
}

// rename is a change of a folder that is not durable yet: it comes whole or not at
// all, even where a folder with files in it gets another name.
type rename []entry

type entry struct {
	name string
	file *inode // nil: the name goes
}

// newReplay begins with an empty disk.
func newReplay() *replay {
	return &replay{now: map[string]*inode{}, durable: map[string]*inode{}, pending: map[string][]rename{}}
}

func (r *replay) name(path string, file *inode) {
	if file == nil {
		delete(r.now, path)
	} else {
		r.now[path] = file
	}
	dir := filepath.Dir(path)
	r.pending[dir] = append(r.pending[dir], rename{{path, file}})
}

// settle makes the names in a folder durable, n changes of them.
func settle(into map[string]*inode, changes []rename) {
	for _, c := range slices.Concat(changes...) {
		if c.file == nil {
			delete(into, c.name)
		} else {
			into[c.name] = c.file
		}
	}
}

func (r *replay) syncDir(dir string) {
	settle(r.durable, r.pending[dir])
	delete(r.pending, dir)
}

// take follows one step.
func (r *replay) take(s step) {
	f := r.now[s.path]
	switch s.op {
	case opCreate, opWrite, opTruncate:
		if s.op == opCreate && (f != nil || strings.Contains(s.path, "*")) { // a temporary file has its name when it is written
			return
		}
		if f == nil {
			f = &inode{fresh: strings.HasSuffix(s.path, "-wal") || strings.HasSuffix(s.path, "-journal")}
			r.name(s.path, f)
		}
		if s.op != opCreate {
			f.pending = append(f.pending, s)
		}
	case opSync:
		if f == nil {
			return
		}
		for _, p := range f.pending {
			f.durable = applied(f.durable, p)
		}
		f.pending = nil
		if f.fresh {
			f.fresh = false
			r.syncDir(filepath.Dir(s.path))
		}
	case opRename:
		r.move(s.path, s.to)
	case opRemove:
		for _, path := range r.below(s.path) {
			r.name(path, nil)
		}
	case opSyncDir:
		r.syncDir(s.path)
	}
}

// below lists the file at path, or the files in the folder at path.
func (r *replay) below(path string) []string {
	var all []string
	for have := range r.now {
		if have == path || strings.HasPrefix(have, path+string(filepath.Separator)) {
			all = append(all, have)
		}
	}
	slices.Sort(all)
	return all
}

// move renames a file, or a folder with what is in it: then the names within are as
// durable as they were.
func (r *replay) move(from, to string) {
	if f := r.now[from]; f != nil {
		r.name(from, nil)
		r.name(to, f)
		return
	}
	var moved rename
	for _, path := range r.below(from) {
		f := r.now[path]
		delete(r.now, path)
		r.now[to+strings.TrimPrefix(path, from)] = f
		if r.durable[path] == f {
			moved = append(moved, entry{path, nil}, entry{to + strings.TrimPrefix(path, from), f})
		}
	}
	r.pending[filepath.Dir(to)] = append(r.pending[filepath.Dir(to)], moved)
	for _, c := range r.pending[from] {
		for i := range c {
			c[i].name = to + strings.TrimPrefix(c[i].name, from)
		}
		r.pending[to] = append(r.pending[to], c)
	}
	delete(r.pending, from)
}

func applied(b []byte, s step) []byte {
	if s.op == opTruncate {
		if int(s.off) <= len(b) {
			return b[:s.off]
		}
		return append(b, make([]byte, int(s.off)-len(b))...)
	}
	if need := int(s.off) + len(s.data); need > len(b) {
		b = append(b, make([]byte, need-len(b))...)
	}
	copy(b[s.off:], s.data)
	return b
}

// cut is how the power went: how much of what was not synced reached the disk.
type cut struct {
	*rand.Rand
	sector int     // 512 or 4096 bytes are written whole or not at all
	keep   float64 // the share of sectors that are kept
	noise  float64 // the share of them that hold something else
	short  bool    // no file grew
}

func newCut(rng *rand.Rand) cut {
	c := cut{Rand: rng, sector: []int{512, 4096}[rng.IntN(2)], keep: rng.Float64(), short: rng.IntN(4) == 0}
	switch rng.IntN(6) {
	case 0:
		c.keep = 0
	case 1:
		c.keep = 1
	}
	if rng.IntN(3) == 0 {
		c.noise = 0.02
	}
	return c
}

func (c cut) String() string {
	return fmt.Sprintf("sectors of %d, %.2f kept, %.2f noise, growth lost: %v", c.sector, c.keep, c.noise, c.short)
}

// powerCut writes one disk that could be left into the folder at to.
func (r *replay) powerCut(c cut, root, to string) error {
	names := map[string]*inode{}
	for path, f := range r.durable {
		names[path] = f
	}
	var dirs []string
	for dir := range r.pending {
		dirs = append(dirs, dir)
	}
	slices.Sort(dirs)
	for _, dir := range dirs {
		settle(names, r.pending[dir][:c.IntN(len(r.pending[dir])+1)])
	}
	var paths []string
	for path := range names {
		paths = append(paths, path)
	}
	slices.Sort(paths) // the same seed makes the same disk
	for _, path := range paths {
		place := filepath.Join(to, strings.TrimPrefix(path, root))
		if err := os.MkdirAll(filepath.Dir(place), 0o700); err != nil {
			return err
		}
		if err := os.WriteFile(place, c.left(names[path]), 0o600); err != nil {
			return err
		}
	}
	return nil
}

// left is what a file could hold.
func (c cut) left(f *inode) []byte {
	b := bytes.Clone(f.durable)
	for _, p := range f.pending {
		if p.op == opTruncate {
			if c.Float64() < c.keep {
				b = applied(b, p)
			}
			continue
		}
		for i := 0; i < len(p.data); {
			n := min(c.sector-int(p.off+int64(i))%c.sector, len(p.data)-i)
			if c.Float64() < c.keep {
				piece := p.data[i : i+n]
				if c.Float64() < c.noise {
					piece = make([]byte, n)
					for j := range piece {
						piece[j] = byte(c.Uint32())
					}
				}
				b = applied(b, step{op: opWrite, off: p.off + int64(i), data: piece})
			}
			i += n
		}
	}
	if c.short && len(b) > len(f.durable) {
		b = b[:len(f.durable)]
	}
	return b
}
