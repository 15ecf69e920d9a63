package vault

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"

	"rapport/data/vault/internal/disk"
)

// A rotation gives the case file a new data key, without anybody's passphrase:
//
//  1. The header is written with the next data key sealed to every slot.
//  2. The database is copied into casefile.db.next, sealed under the next key,
//     while the officer works on.
//  3. The database is closed and its log emptied; what changed meanwhile is
//     copied, the copy made durable and verified.
//  4. The copy takes the database's name: this one step is the switch.
//  5. The mark of the database is made under the next key, and the header written
//     with the next key in force and the one before sealed under it.
//
// Until 4 everything opens with the key as it was, after it with the next;
// unlocking looks which of the two the database is sealed with, and does 5 if a
// crash came between. A job that was broken off is taken up by calling again.

// RotationGap stands in [Vault.RotationGaps] for the recovery key, which has to
// be replaced before the data key can be changed.
const RotationGap = "the recovery key"

// RotationUnderWay says that a change of the data key was begun and is not finished.
func (v *Vault) RotationUnderWay() bool { return v.currentHeader().Rotating }

// DataKeyNumber counts the data keys that the case file has had.
func (v *Vault) DataKeyNumber() int { return max(v.currentHeader().DataKey, 1) }

// RotationGaps are the officers who must sign in once before the data key can be
// changed: their key slots are of format 1, to which nothing can be sealed.
// [RotationGap] among them stands for the recovery key.
func (v *Vault) RotationGaps() []string {
	var gaps []string
	for _, s := range v.currentHeader().Slots {
		switch {
		case s.older() && s.Kind == recoverySlot:
			gaps = append(gaps, RotationGap)
		case s.older():
			gaps = append(gaps, s.Officer)
		}
	}
	return gaps
}

// Rotate changes the data key: [Vault.PrepareRotation], then
// [Vault.FinishRotation]. progress may be nil.
func (v *Vault) Rotate(ctx context.Context, progress func(done, total int64)) error {
	if err := v.PrepareRotation(ctx, progress); err != nil {
		return err
	}
	return v.FinishRotation(ctx, progress)
}

// rotationParts: copying, copying again what changed, verifying.
const rotationParts = 3

// PrepareRotation begins a change of the data key, or takes one up that was
// broken off, and does the most of it while the database stays open. It needs
// room on the disk for a second database. Errors: ErrLocked, ErrRotationGaps,
// [NoRoom] before anything is written, ErrDiskFull.
func (v *Vault) PrepareRotation(ctx context.Context, progress func(done, total int64)) error {
	v.rotation.Lock()
	defer v.rotation.Unlock()
	job, err := v.beginRotation(progress)
	if err == nil {
		err = job.pass(ctx, 0, false)
	}
	if err != nil {
		return fmt.Errorf("changing the data key: %w", v.givenUp(err))
	}
	return nil
}

// FinishRotation closes the database, switches to the next data key and leaves
// the case file unlocked: ask for the database again. Where it fails before the
// switch everything is as it was and the job can be taken up again; where it
// fails after it the case file is locked, and finishes when it is unlocked.
// Errors: ErrLocked, ErrDamaged, ErrDiskFull.
func (v *Vault) FinishRotation(ctx context.Context, progress func(done, total int64)) error {
	v.rotation.Lock()
	defer v.rotation.Unlock()
	v.backups.Lock() // a backup must not see two keys
	defer v.backups.Unlock()
	defer func() {
		v.mu.Lock()
		v.turning = false
		v.mu.Unlock()
	}()
	job, err := v.stopDatabase(progress)
	if err == nil {
		err = v.replaceDatabase(ctx, job)
	}
	if err != nil {
		return fmt.Errorf("changing the data key: %w", v.givenUp(err))
	}
	if err := v.turn(); err != nil {
		return errors.Join(fmt.Errorf("changing the data key: %w", err), v.Lock())
	}
	return nil
}

// beginRotation has the header hold the next data key in every slot, in both
// copies.
func (v *Vault) beginRotation(progress func(done, total int64)) (resealing, error) {
	if len(v.RotationGaps()) > 0 {
		return resealing{}, ErrRotationGaps
	}
	v.mu.Lock()
	defer v.mu.Unlock()
	switch {
	case v.ring == nil:
		return resealing{}, ErrLocked
	case v.header.DataKey >= maxDataKeys:
		return resealing{}, fmt.Errorf("a case file has room for %d data keys", maxDataKeys)
	}
	if err := v.roomForNext(); err != nil {
		return resealing{}, err
	}
	switch {
	case !v.header.Rotating:
		if err := v.drawNext(); err != nil {
			return resealing{}, err
		}
	}
	if !v.whole { // the other copy may lack the next key
		v.mendHeader()
	}
	if !v.whole {
		return resealing{}, fmt.Errorf("the second copy of the key file cannot be written: %w", ErrDisk)
	}
	return v.resealing(progress)
}

// roomForNext makes sure that the disk has room for what the copy still lacks.
func (v *Vault) roomForNext() error {
	need, err := storedBytes(v.dir)
	if err != nil {
		return err
	}
	if info, err := os.Stat(v.nextPath()); err == nil {
		need -= info.Size()
	}
	return EnoughRoom(v.dir, max(need, 0))
}

// drawNext draws the next data key and writes it into the header. v.mu is held.
func (v *Vault) drawNext() error {
	if err := disk.Remove(v.nextPath()); err != nil && !missing(err) {
		return fmt.Errorf("removing an old copy: %w", err)
	}
	h := v.header.clone()
	ring := &keyring{keys: v.ring.keys, next: random(dataKeySize)}
	if err := h.sealNext(ring); err != nil {
		return err
	}
	if err := v.writeHeader(h, ring); err != nil {
		return err
	}
	v.ring = ring
	return nil
}

// sealNext has every slot hold the next data key of the ring too.
func (h *header) sealNext(ring *keyring) error {
	h.Rotating = true
	for i, s := range h.Slots {
		anchor, err := s.anchor(h, ring)
		if err != nil {
			return err
		}
		h.Slots[i], err = s.withKeys(h, ring, anchor)
		clear(anchor)
		if err != nil {
			return err
		}
	}
	return nil
}

// resealing is the job of copying from the key in force to the next. v.mu is held.
func (v *Vault) resealing(progress func(done, total int64)) (resealing, error) {
	now, err := newPageCipher(v.ring.now())
	if err != nil {
		return resealing{}, err
	}
	next, err := newPageCipher(v.ring.next)
	return resealing{from: v.databasePath(), to: v.nextPath(), open: now, seal: next, progress: inParts(progress, rotationParts)}, err
}

// stopDatabase closes the database and lets nobody open it.
func (v *Vault) stopDatabase(progress func(done, total int64)) (resealing, error) {
	v.mu.Lock()
	defer v.mu.Unlock()
	switch {
	case v.ring == nil:
		return resealing{}, ErrLocked
	case v.ring.next == nil || !v.header.Rotating:
		return resealing{}, errors.New("no change of the data key was begun")
	}
	v.turning = true
	if v.db != nil {
		if err := v.db.close(); err != nil {
			return resealing{}, err
		}
		v.db = nil
	}
	// Whoever still holds a connection reads and writes nothing more.
	fresh, err := registerVFS(v.vfs.cipher.Load())
	if err != nil {
		return resealing{}, err
	}
	fresh.marks = v.vfs.marks
	v.vfs.retire()
	v.vfs = fresh
	return v.resealing(progress)
}

// replaceDatabase empties the log, finishes the copy and gives it the
// database's name.
func (v *Vault) replaceDatabase(ctx context.Context, job resealing) error {
	if err := v.emptyLog(ctx); err != nil {
		return err
	}
	if err := v.asItWas(); err != nil { // the copy gets a mark of its own
		return err
	}
	if err := job.pass(ctx, 1, true); err != nil {
		return err
	}
	if err := job.verify(ctx, 2); err != nil {
		return err
	}
	if err := syncDir(v.dir); err != nil { // the log is gone before the switch
		return fmt.Errorf("making the copy durable: %w", err)
	}
	if err := disk.Rename(v.nextPath(), v.databasePath()); err != nil {
		return fmt.Errorf("putting the copy in the database's place: %w", err)
	}
	return nil
}

// emptyLog moves the whole log into the database. No connection is open.
func (v *Vault) emptyLog(ctx context.Context) (err error) {
	pool, err := openPool(v.address("mode=rw", "", commonPragmas(4)), 1)
	if err != nil {
		return err
	}
	var busy, frames, moved int
	err = pool.QueryRowContext(ctx, `pragma wal_checkpoint(truncate)`).Scan(&busy, &frames, &moved)
	if err = errors.Join(err, pool.Close()); err != nil {
		if fault := v.vfs.lastFault(); fault != nil {
			return fault
		}
		return fmt.Errorf("emptying the log: %w", Named(err))
	}
	info, err := os.Stat(filepath.Join(v.dir, logName))
	if busy != 0 || err == nil && info.Size() > 0 {
		return errors.New("the log could not be emptied")
	}
	if err != nil && !missing(err) {
		return fmt.Errorf("looking at the log: %w", err)
	}
	return nil
}

// turn makes the next data key the one in force, after the switch.
func (v *Vault) turn() error {
	if err := syncDir(v.dir); err != nil {
		return fmt.Errorf("making the switch durable: %w", err)
	}
	v.mu.Lock()
	defer v.mu.Unlock()
	if v.ring == nil {
		return ErrLocked
	}
	ring, err := v.finishHeader(v.ring)
	if err != nil {
		return err
	}
	v.vfs.marks.close()
	v.vfs.retire()
	return v.unlocked(ring)
}

// finishIfSwitched is the ring as it is to be used, after a crash during a
// rotation perhaps. v.mu is held.
func (v *Vault) finishIfSwitched(ring *keyring) (*keyring, error) {
	if ring.next == nil {
		return ring, nil
	}
	i, err := sealedWith(v.databasePath(), ring.now(), ring.next)
	if err != nil || i < 1 {
		return ring, err
	}
	return v.finishHeader(ring)
}

// finishHeader writes the header with the next data key in force, and before it
// the mark: one of before the change counts for nothing once the header is there.
// v.mu is held.
func (v *Vault) finishHeader(ring *keyring) (*keyring, error) {
	h, after := v.header.clone(), ring.advanced()
	// A database that cannot be read to its end must open all the same: its mark is
	// a lost one then, which is told.
	if err := markUnder(after.now(), v.dir); err != nil && !errors.Is(err, errUncounted) {
		return nil, err
	}
	h.DataKey, h.Rotating = h.DataKey+1, false
	for i, s := range h.Slots {
		anchor, err := s.anchor(v.header, ring)
		if err != nil {
			return nil, err
		}
		if s.Renewal, err = s.renewal(h, after, anchor); err != nil {
			return nil, err
		}
		clear(anchor)
		s.Sealed, s.Next = s.Next, nil
		h.Slots[i] = s
	}
	if err := h.keepEarlier(after); err != nil {
		return nil, err
	}
	if err := v.writeHeader(h, after); err != nil {
		return nil, err
	}
	return after, nil
}

// givenUp clears the copy away where the disk is full, so that work can go on.
func (v *Vault) givenUp(err error) error {
	if !errors.Is(err, ErrDiskFull) && !errors.Is(err, syscall.ENOSPC) {
		return err
	}
	if e := disk.Remove(v.nextPath()); e != nil && !errors.Is(e, fs.ErrNotExist) {
		err = errors.Join(err, e)
	}
	return fmt.Errorf("%w: %w", ErrDiskFull, err)
}

func (v *Vault) nextPath() string { return filepath.Join(v.dir, nextName) }
