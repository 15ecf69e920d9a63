package main

import (
	"bytes"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"syscall"

	"rapport/data/vault/internal/disk"
)

// op is a kind of step that a disk takes.
type op byte

const (
	opOpen op = iota + 1
	opRead
	opCreate
	opWrite
	opTruncate
	opSync
	opRename
	opRemove
	opMkdir
	opSyncDir
)

// step is one thing that the disk was asked for.
type step struct {
	op       op
	path, to string
	off      int64 // where it is written; of a truncation, the new size
	data     []byte
}

// errShort is a write of which a part came to the disk before it failed.
var errShort = fmt.Errorf("a part was written: %w", syscall.ENOSPC)

// fault is what a rig lets go wrong: the n-th step of a class.
type fault struct {
	reads  bool // reads and openings; otherwise everything that writes
	at     int
	err    error // syscall.EIO, syscall.ENOSPC, errShort
	sticky bool  // and all after it
}

func (f fault) String() string {
	class, often := "write", "once"
	if f.reads {
		class = "read"
	}
	if f.sticky {
		often = "for good"
	}
	return fmt.Sprintf("%s %d gives %q %s", class, f.at, f.err, often)
}

// rig watches what happens below one folder: it records it, and lets it fail.
type rig struct {
	root string

	mu     sync.Mutex
	record bool
	tape   []step
	fault  fault
	count  int    // steps of the fault's class so far
	hits   []step // those that failed, without their bytes
	ever   bool   // one failed, before it was armed again
}

var rigs struct {
	sync.Mutex
	all []*rig
}

// newRig watches the folder root until drop is called.
func newRig(root string) *rig {
	r := &rig{root: root + string(filepath.Separator)}
	rigs.Lock()
	defer rigs.Unlock()
	rigs.all = append(rigs.all, r)
	return r
}

func (r *rig) drop() {
	rigs.Lock()
	defer rigs.Unlock()
	for i := range rigs.all {
		if rigs.all[i] == r {
			rigs.all = append(rigs.all[:i], rigs.all[i+1:]...)
			return
		}
	}
}

// before tells the rig of the path; its error takes the step's place.
func before(s step) error {
	rigs.Lock()
	var r *rig
	for _, have := range rigs.all {
		if strings.HasPrefix(s.path+string(filepath.Separator), have.root) {
			r = have
		}
	}
	rigs.Unlock()
	if r == nil {
		return nil
	}
	return r.take(s)
}

func (r *rig) take(s step) error {
	r.mu.Lock()
	defer r.mu.Unlock()
	reads := s.op == opRead || s.op == opOpen
	if r.fault.err != nil && reads == r.fault.reads {
		r.count++
		if r.count == r.fault.at || r.fault.sticky && r.count > r.fault.at {
			r.hits, r.ever = append(r.hits, step{op: s.op, path: s.path}), true
			return r.fault.err
		}
	}
	if r.record && !reads {
		s.data = bytes.Clone(s.data)
		r.tape = append(r.tape, s)
	}
	return nil
}

// at is the place on the tape.
func (r *rig) at() int {
	r.mu.Lock()
	defer r.mu.Unlock()
	return len(r.tape)
}

// arm sets the fault, and counts anew. The zero fault makes the disk well.
func (r *rig) arm(f fault) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.fault, r.count, r.hits = f, 0, nil
}

// failed are the steps that failed since it was armed.
func (r *rig) failed() []step {
	r.mu.Lock()
	defer r.mu.Unlock()
	return slices.Clone(r.hits)
}

// everFailed reports whether any step failed.
func (r *rig) everFailed() bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.ever
}

// watchFiles joins the vault's own steps, beside SQLite's, to the rigs.
func watchFiles() {
	ops := map[disk.Op]op{
		disk.Open: opOpen, disk.Read: opRead, disk.Create: opCreate, disk.Write: opWrite, disk.Sync: opSync,
		disk.Renamed: opRename, disk.Removed: opRemove, disk.Cut: opTruncate, disk.Placed: opWrite, disk.Made: opMkdir, disk.Synced: opSyncDir,
	}
	ends := sync.Map{} // how long a file is that is being written
	disk.Watch = func(d disk.Step) error {
		s := step{op: ops[d.Op], path: d.Path, to: d.To, off: d.Off, data: d.Data}
		if d.Op == disk.Write {
			end, _ := ends.LoadOrStore(s.path, int64(0))
			s.off = end.(int64)
			ends.Store(s.path, s.off+int64(len(s.data)))
		}
		err := before(s)
		if errors.Is(err, errShort) {
			return syscall.ENOSPC
		}
		return err
	}
}
