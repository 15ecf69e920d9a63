package vault

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"time"

	"rapport/data/vault/internal/disk"
)

const (
	// ReplacedName is the folder, in that of the case file, for what a restore replaced.
	ReplacedName = "replaced"

	restoreName   = "casefile.restore" // there while a restore puts files in their places
	noteName      = "casefile.note"    // what the next one to sign in is to write down
	restoreFormat = "rapport-restore/1"
	restoring     = ".restoring-" // begins the folder of what is about to be put in place

	stageOut = "out" // the present files move into replaced/
	stageIn  = "in"  // the restored ones move to their places
)

// movedParts are the files that make a case file, in the order in which they move.
var movedParts = []string{headerName, spareName, logName, nextName, markName, databaseName}

// restoreStep is told each step of a restore before it is done; tests stop there.
var restoreStep = func(string) error { return nil }

// journal is what restoreName holds. From the moment that it is there the
// restore is decided, and whoever opens the case file next brings it to its end.
type journal struct {
	Format string `json:"format"`
	Stamp  string `json:"stamp"` // names the folders
	Stage  string `json:"stage"`
}

// Restoration is a copy that lies beside the case file, verified, ready to take
// its place. Until it is put in force nothing of the case file has changed.
type Restoration struct {
	dir   string // of the case file
	stamp string
	key   []byte // for the note: the first data key, the same for ever
}

// Restoration puts the copy beside the case file in dir and verifies it whole.
// With present it takes the header of that case file, which must be unlocked, so
// that today's passphrases go on opening it, and seals the pages anew where the
// data key was changed since. progress may be nil; it is told bytes, all of them
// twice: once copied, once verified. Errors: ErrLocked, ErrDamaged, ErrDiskFull,
// ErrOtherCaseFile.
func (c *Copy) Restoration(ctx context.Context, dir string, present *Vault, now time.Time, progress func(done, total int64)) (_ *Restoration, err error) {
	if c.ring == nil {
		return nil, ErrLocked
	}
	if err := c.asItWas(); err != nil {
		return nil, err
	}
	if dir, err = filepath.Abs(dir); err != nil {
		return nil, fmt.Errorf("finding the folder: %w", err)
	}
	file, err := c.header.encode()
	if err != nil {
		return nil, err
	}
	ring := c.ring
	if present == nil {
		ring = ring.clone()
	} else if file, ring, err = present.opens(c); err != nil {
		return nil, err
	}
	defer func() {
		if err != nil {
			ring.forget()
		}
	}()
	r := &Restoration{dir: dir, stamp: freeStamp(dir, now), key: slices.Clone(ring.keys[0])}
	if err := disk.Mkdir(r.stage(), dirMode); err != nil {
		return nil, fmt.Errorf("making a folder for the restored case file: %w", err)
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, r.Discard())
		}
	}()
	if present != nil && !bytes.Equal(ring.now(), c.dataKey) {
		err = c.sealAnew(ctx, r.stage(), ring.now())
	} else {
		err = c.putTogether(ctx, r.stage(), half(progress, 0))
	}
	if err == nil {
		err = markUnder(ring.now(), r.stage())
	}
	if err != nil {
		return nil, err
	}
	if whole, err := writeHeader(r.stage(), file); err != nil || !whole {
		return nil, errors.Join(err, fmt.Errorf("writing both key files: %w", ErrDisk))
	}
	staged, err := OpenCopy(r.stage())
	if err == nil {
		err = staged.header.authentic(ring.now())
	}
	if err == nil {
		err = staged.take(ring)
	}
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, staged.Close()) }()
	if err := staged.VerifyPages(ctx, half(progress, 1)); err != nil {
		return nil, err
	}
	return r, restoreStep("staged")
}

// sealAnew writes the copy's database into dir, sealed under another data key.
func (c *Copy) sealAnew(ctx context.Context, dir string, key []byte) error {
	from, err := c.settled(ctx)
	if err != nil {
		return err
	}
	total, err := storedBytes(filepath.Dir(from))
	if err == nil {
		err = EnoughRoom(dir, total)
	}
	if err != nil {
		return err
	}
	var both [2]*vfs
	for i, k := range [][]byte{c.dataKey, key} {
		pages, err := newPageCipher(k)
		if err != nil {
			return err
		}
		if both[i], err = registerVFS(pages); err != nil {
			return err
		}
		defer both[i].retire()
	}
	to := filepath.Join(dir, databaseName)
	if err := createEmpty(to); err != nil {
		return err
	}
	err = copyDatabase(ctx, address(from, both[0].name(), "immutable=1", "", commonPragmas(4)), address(to, both[1].name(), "mode=rwc", "", nil))
	if fault := both[0].lastFault(); fault != nil && err != nil {
		return fmt.Errorf("sealing the copy anew: %w", fault)
	}
	if err != nil {
		return fmt.Errorf("sealing the copy anew: %w", err)
	}
	return makeDurable(to)
}

// half turns the progress of one of two rounds into that of both.
func half(progress func(done, total int64), round int64) func(done, total int64) {
	if progress == nil {
		return nil
	}
	return func(done, total int64) { progress(round*total+done, 2*total) }
}

// opens is the header of v, which is to be that of the copy, and its keys.
func (v *Vault) opens(c *Copy) ([]byte, *keyring, error) {
	v.mu.Lock()
	defer v.mu.Unlock()
	switch {
	case v.ring == nil:
		return nil, nil, ErrLocked
	case v.header.CaseFile != c.header.CaseFile:
		return nil, nil, ErrOtherCaseFile
	}
	return v.file, v.ring.clone(), nil
}

// ChangedSlots names those who signed in with another passphrase when the copy
// was made, who could not sign in then, and who can no longer.
func (v *Vault) ChangedSlots(c *Copy) (changed, added, removed []string) {
	now := v.currentHeader()
	for _, s := range now.Slots {
		if s.Kind != passphraseSlot {
			continue
		}
		switch i := c.header.find(s.Officer); {
		case i < 0:
			added = append(added, s.Officer)
		case c.header.Slots[i].ID != s.ID:
			changed = append(changed, s.Officer)
		}
	}
	for _, s := range c.header.Slots {
		if s.Kind == passphraseSlot && now.find(s.Officer) < 0 {
			removed = append(removed, s.Officer)
		}
	}
	return changed, added, removed
}

// Stamp names the restore: the folder in which the replaced files come to lie,
// and what the note is about.
func (r *Restoration) Stamp() string { return r.stamp }

// Replaced is the folder in which the replaced files come to lie.
func (r *Restoration) Replaced() string { return filepath.Join(r.dir, ReplacedName, r.stamp) }

func (r *Restoration) stage() string { return filepath.Join(r.dir, restoring+r.stamp) }

// Note seals a note for whoever signs in next, see [Vault.Note].
func (r *Restoration) Note(note []byte) error {
	sealed, err := sealNote(r.key, note)
	if err != nil {
		return err
	}
	if err := writeAtomically(filepath.Join(r.stage(), noteName), sealed); err != nil {
		return fmt.Errorf("writing the note about the restore: %w", err)
	}
	return nil
}

// Discard removes what was put beside the case file. The case file is as it was.
func (r *Restoration) Discard() error {
	clear(r.key)
	if err := disk.RemoveAll(r.stage()); err != nil {
		return fmt.Errorf("removing what was to be restored: %w", err)
	}
	return nil
}

// PutInForce moves the case file of v, which must be locked, into the folder
// Replaced and the restored one into its place. If it is cut off, the next Open
// brings it to its end. v is the restored case file afterwards, locked.
func (v *Vault) PutInForce(r *Restoration) error {
	if !v.Locked() {
		return errors.New("a case file that is unlocked cannot be replaced")
	}
	if err := r.putInForce(); err != nil {
		return err
	}
	v.mu.Lock()
	defer v.mu.Unlock()
	return v.load()
}

// PutInForce is for a case file that does not open: it takes the process lock
// for as long as it needs. Error: ErrInUse.
func (r *Restoration) PutInForce() error {
	lock, err := takeLock(r.dir)
	if err != nil {
		return err
	}
	return errors.Join(r.putInForce(), lock.Close())
}

func (r *Restoration) putInForce() error {
	clear(r.key)
	if err := disk.MkdirAll(r.Replaced(), dirMode); err != nil {
		return fmt.Errorf("making a folder for what is replaced: %w", err)
	}
	if err := syncDir(filepath.Join(r.dir, ReplacedName)); err != nil {
		return fmt.Errorf("making a folder for what is replaced: %w", err)
	}
	if err := writeJournal(r.dir, journal{restoreFormat, r.stamp, stageOut}); err != nil {
		return err
	}
	return finishRestore(r.dir)
}

// RestoreUnderWay says that a restore was decided and not brought to its end.
func RestoreUnderWay(dir string) bool {
	_, err := os.Lstat(filepath.Join(dir, restoreName))
	return err == nil
}

// finishRestore brings a restore to its end that was decided in dir; where there
// is none it clears what one left that was not. The process lock is held.
func finishRestore(dir string) error {
	j, err := readJournal(dir)
	if missing(err) {
		removeStages(dir)
		return nil
	}
	if err != nil {
		return err
	}
	r := &Restoration{dir: dir, stamp: j.Stamp}
	if j.Stage == stageOut {
		if !r.complete() {
			return r.undo()
		}
		if err := move(movedParts, dir, r.Replaced(), "out"); err != nil {
			return err
		}
		if err := writeJournal(dir, journal{restoreFormat, j.Stamp, stageIn}); err != nil {
			return err
		}
	}
	if err := move(append([]string{noteName}, movedParts...), r.stage(), dir, "in"); err != nil {
		return err
	}
	return endJournal(dir)
}

// complete says that what is to be put in place is all there.
func (r *Restoration) complete() bool {
	for _, name := range []string{headerName, databaseName} {
		if _, err := os.Lstat(filepath.Join(r.stage(), name)); err != nil {
			return false
		}
	}
	return true
}

// undo puts back what was moved out of its place.
func (r *Restoration) undo() error {
	if err := move(movedParts, r.Replaced(), r.dir, "back"); err != nil {
		return err
	}
	return endJournal(r.dir)
}

// move moves the files of these names that are there.
func move(names []string, from, to, way string) error {
	for _, name := range names {
		if err := restoreStep(way + " " + name); err != nil {
			return err
		}
		if err := disk.Rename(filepath.Join(from, name), filepath.Join(to, name)); err != nil && !missing(err) {
			return fmt.Errorf("moving a part of the case file: %w", err)
		}
	}
	if err := restoreStep(way + " done"); err != nil {
		return err
	}
	for _, dir := range []string{to, from} {
		if err := syncDir(dir); err != nil && !missing(err) {
			return fmt.Errorf("moving a part of the case file: %w", err)
		}
	}
	return nil
}

func writeJournal(dir string, j journal) error {
	if err := restoreStep("journal " + j.Stage); err != nil {
		return err
	}
	b, err := json.Marshal(j)
	if err != nil {
		return fmt.Errorf("writing down the restore: %w", err)
	}
	if err := writeAtomically(filepath.Join(dir, restoreName), b); err != nil {
		return fmt.Errorf("writing down the restore: %w", err)
	}
	return nil
}

func readJournal(dir string) (j journal, err error) {
	b, err := readBounded(filepath.Join(dir, restoreName))
	if err != nil {
		return j, err
	}
	if json.Unmarshal(b, &j) != nil {
		return j, damaged("the file %s cannot be read", restoreName)
	}
	if j.Format != restoreFormat {
		return j, fmt.Errorf("%w: a restore in another form is under way", ErrNewerVersion)
	}
	if _, err := time.Parse(stampLayout, j.Stamp); err != nil || j.Stage != stageOut && j.Stage != stageIn {
		return j, damaged("the file %s cannot be read", restoreName)
	}
	return j, nil
}

// endJournal ends the restore: the journal goes, then the folder.
func endJournal(dir string) error {
	if err := restoreStep("end"); err != nil {
		return err
	}
	if err := disk.Remove(filepath.Join(dir, restoreName)); err != nil {
		return fmt.Errorf("ending the restore: %w", err)
	}
	if err := syncDir(dir); err != nil {
		return fmt.Errorf("ending the restore: %w", err)
	}
	removeStages(dir)
	return nil
}

// removeStages clears the folders of restores that were not decided.
func removeStages(dir string) { removeBeginning(dir, restoring) }

// freeStamp is the time now, or the next second whose folders are not there.
func freeStamp(dir string, now time.Time) string {
	for {
		r := &Restoration{dir: dir, stamp: now.UTC().Format(stampLayout)}
		_, errStage := os.Lstat(r.stage())
		_, errReplaced := os.Lstat(r.Replaced())
		if missing(errStage) && missing(errReplaced) || now.Year() > 9000 {
			return r.stamp
		}
		now = now.Add(time.Second)
	}
}

// ReplacedDirs are the folders of what restores replaced in dir, newest first.
func ReplacedDirs(dir string) ([]string, error) {
	entries, err := os.ReadDir(filepath.Join(dir, ReplacedName))
	if err != nil && !missing(err) {
		return nil, fmt.Errorf("reading the folder of what was replaced: %w", err)
	}
	var all []string
	for i := len(entries) - 1; i >= 0; i-- {
		if _, err := time.Parse(stampLayout, entries[i].Name()); err == nil && entries[i].IsDir() {
			all = append(all, filepath.Join(dir, ReplacedName, entries[i].Name()))
		}
	}
	return all, nil
}

// Note is what a restore left for whoever signs in next, nil where there is
// nothing. Errors: ErrLocked, and ErrDamaged where the note cannot be opened.
func (v *Vault) Note() ([]byte, error) {
	v.mu.Lock()
	defer v.mu.Unlock()
	if v.ring == nil {
		return nil, ErrLocked
	}
	sealed, err := readBounded(filepath.Join(v.dir, noteName))
	if missing(err) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	return openNote(v.ring.keys[0], sealed)
}

// DropNote removes the note once it is written down elsewhere.
func (v *Vault) DropNote() error {
	if err := disk.Remove(filepath.Join(v.dir, noteName)); err != nil && !missing(err) {
		return fmt.Errorf("removing the note about the restore: %w", err)
	}
	return nil
}

const aboutNote = "rapport-note/1"

func sealNote(dataKey, note []byte) ([]byte, error) {
	key, err := derive(dataKey, "note")
	if err != nil {
		return nil, err
	}
	defer clear(key)
	return wrap(key, note, []byte(aboutNote))
}

func openNote(dataKey, sealed []byte) ([]byte, error) {
	key, err := derive(dataKey, "note")
	if err != nil {
		return nil, err
	}
	defer clear(key)
	note, err := unwrap(key, sealed, []byte(aboutNote))
	if err != nil {
		return nil, damaged("the note about the restore cannot be opened")
	}
	return note, nil
}
