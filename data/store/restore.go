package store

import (
	"context"
	"database/sql"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"rapport/data"
	"rapport/data/vault"
)

// A RestoreOrder says which copy takes the place of the case file, and why.
type RestoreOrder struct {
	Path   string // the folder of the copy
	Reason string // kept in the audit chain of the restored case file
	// Officer and Secret open a copy that does not open with the key in use: an
	// officer's passphrase of then, or without an officer the recovery key of then.
	Officer, Secret string
	// KeepPassphrases has those sign in who can today, with today's passphrases and
	// today's data key. Else those of the copy hold.
	KeepPassphrases bool
}

// Restored says what a restore did.
type Restored struct {
	Replaced string // the folder with what was in force before
	Officers []string
}

// ErrCopyLocked: the copy does not open with the key in use; a passphrase of its
// time is needed.
var ErrCopyLocked = errors.New("the copy opens with a passphrase of its time only")

// restoreNote is what the restored case file is to write into its audit chain
// when somebody signs in.
type restoreNote struct {
	Stamp   string    `json:"stamp"` // of the folder with what was replaced
	By      string    `json:"by"`
	At      time.Time `json:"at"`
	Reason  string    `json:"reason"`
	Copy    string    `json:"copy"`  // name of its folder
	Taken   time.Time `json:"taken"` // of the copy, or of its last entry
	Seq     int64     `json:"seq"`   // last entry of what was replaced; 0: not known
	Head    string    `json:"head"`  // its MAC, in hex
	Damaged bool      `json:"damaged,omitempty"`
	CopySeq int64     `json:"copy_seq"`
	// Officers are the entries of the officers before the restore, where those go on
	// signing in; none where the copy's do.
	Officers map[string]string `json:"officers,omitempty"`
}

const (
	restoredFrom = "file.restore"
	replacedBy   = "file.replaced"
)

// Restore puts a copy in the place of the case file: it is put beside it and
// verified whole, then the session locks, and the two change places. What was in
// force comes to lie in the folder that the answer names, and is never deleted.
// The next one to sign in finds an entry about it in the audit chain. If it fails
// the case file is as it was. progress may be nil; it is told bytes. Errors:
// [data.Missing] without a reason, [data.ErrNoProof], [ErrCopyLocked],
// vault.ErrOtherCaseFile, vault.ErrDamaged, [data.ErrNewerVersion],
// vault.ErrDiskFull.
func (s *Session) Restore(ctx context.Context, o RestoreOrder, progress func(done, total int64)) (done Restored, err error) {
	if err := restoreReason(o.Reason); err != nil {
		return done, err
	}
	within, leave, err := s.begun(ctx, data.RightRestore)
	if err != nil {
		return done, err
	}
	p, err := s.prepareRestore(within, o, progress)
	leave(err)
	if err != nil {
		return done, s.explain(within, fmt.Errorf("restoring: %w", err))
	}
	if err := s.Lock(ctx); err != nil && !s.Locked() {
		return done, errors.Join(err, p.r.Discard())
	}
	p.note.Seq, p.note.Head = s.end.seq, hex.EncodeToString(s.end.mac)
	return s.file.replace(p)
}

// prepared is a copy that lies beside the case file, verified, and what is to be
// known of it.
type prepared struct {
	r    *vault.Restoration
	note restoreNote
	head chainHead // of the copy's audit chain
}

// prepareRestore puts the copy beside the case file and writes down that it is
// about to replace it.
func (s *Session) prepareRestore(ctx context.Context, o RestoreOrder, progress func(done, total int64)) (p prepared, err error) {
	copied, err := s.file.vault.OpenCopy(o.Path)
	if err != nil {
		return p, err
	}
	defer copied.Close() // it was only read
	if copied.ID() != s.file.vault.ID() {
		return p, vault.ErrOtherCaseFile
	}
	if copied.Locked() {
		if o.Secret == "" {
			return p, ErrCopyLocked
		}
		if err := unlockCopy(copied, s.file.Dir(), s.file.now, o.Officer, o.Secret); err != nil {
			return p, err
		}
	}
	note := restoreNote{By: s.Officer().Name, Reason: o.Reason}
	var present *vault.Vault
	if o.KeepPassphrases {
		present = s.file.vault
		if note.Officers, err = s.officerEntries(ctx); err != nil {
			return p, err
		}
	}
	if p, err = prepare(ctx, s.file.Dir(), copied, present, note, s.file.now(), progress); err != nil {
		return p, err
	}
	err = s.commit(ctx, func(w *work) error {
		w.record(replacedBy, 0, p.note.Stamp, details{Summary: "This case file is replaced by its copy of " + moment(p.note.Taken, w.set) + ". Reason: " + o.Reason,
			After: "It is kept in " + vault.ReplacedName + "/" + p.note.Stamp})
		return nil
	})
	if err == nil {
		err = s.file.expectRestored(p.head)
	}
	if err != nil {
		err = errors.Join(err, p.r.Discard())
	}
	return p, err
}

// officerEntries are the entries of the officers as they are kept.
func (s *Session) officerEntries(ctx context.Context) (map[string]string, error) {
	all := map[string]string{}
	err := s.base.read(ctx, func(t *tx) error {
		return t.each(`select name, body from officers`, nil, func(r *sql.Rows) error {
			var name, body string
			err := r.Scan(&name, &body)
			all[name] = body
			return err
		})
	})
	if err != nil {
		return nil, fmt.Errorf("reading the officers: %w", err)
	}
	return all, nil
}

func restoreReason(reason string) error {
	return data.ReasonGiven(reason, "Write why the copy is restored; the audit log keeps the reason.")
}

// prepare puts the opened copy beside the case file in dir, verified.
func prepare(ctx context.Context, dir string, copied *vault.Copy, present *vault.Vault, note restoreNote, now time.Time, progress func(done, total int64)) (p prepared, err error) {
	c := CaseCopy{Path: copied.Dir()}
	c.Taken, _ = vault.NameOf(c.Path)
	if c.fill(ctx, copied); c.Wrong != nil {
		return p, c.Wrong
	}
	if p.r, err = copied.Restoration(ctx, dir, present, now, progress); err != nil {
		return p, err
	}
	note.Stamp, note.At, note.Copy, note.Taken, note.CopySeq = p.r.Stamp(), now.UTC(), filepath.Base(c.Path), c.When().UTC(), c.LastSeq
	p.note, p.head = note, chainHead{seq: c.LastSeq, mac: c.head}
	return p, nil
}

// replace puts what was prepared in force; the case file is locked.
func (f *File) replace(p prepared) (done Restored, err error) {
	if err := p.noteDown(); err != nil {
		return done, err
	}
	if err := f.vault.PutInForce(p.r); err != nil {
		return done, errors.Join(fmt.Errorf("restoring: %w", err), discardUndecided(f.Dir(), p.r))
	}
	f.held.forget() // the key that seals it may be another one
	f.mu.Lock()
	f.failed = nil // they were of the case file that was replaced
	f.mu.Unlock()
	return Restored{Replaced: p.r.Replaced(), Officers: f.Officers()}, nil
}

func (p prepared) noteDown() error {
	text, err := json.Marshal(p.note)
	if err == nil {
		err = p.r.Note(text)
	}
	if err != nil {
		return errors.Join(fmt.Errorf("restoring: %w", err), p.r.Discard())
	}
	return nil
}

// Restore is for a case file to which nobody can sign in because it is damaged:
// the order's passphrase opens the copy, and its officer must have had the right
// to restore in it. Nobody is signed in afterwards. Errors as those of
// [Session.Restore], and [data.ErrConflict] while somebody is signed in.
func (f *File) Restore(ctx context.Context, o RestoreOrder, progress func(done, total int64)) (done Restored, err error) {
	f.mu.Lock()
	s := f.session
	f.mu.Unlock()
	if s != nil && !s.Locked() {
		return done, fmt.Errorf("restoring: somebody is signed in: %w", data.ErrConflict)
	}
	p, err := atTheDoor(ctx, f.Dir(), f.vault.ID(), o, options{now: f.now, witness: f.witness}, progress)
	if err != nil {
		return done, fmt.Errorf("restoring: %w", err)
	}
	return f.replace(p)
}

// Restore is for a folder whose case file cannot even be opened as far as its
// door, because its key file is damaged or missing. As [File.Restore].
func Restore(ctx context.Context, dir string, o RestoreOrder, progress func(done, total int64), opts ...Option) (done Restored, err error) {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return done, fmt.Errorf("making the folder: %w", err)
	}
	p, err := atTheDoor(ctx, dir, "", o, optionsOf(opts), progress)
	if err != nil {
		return done, fmt.Errorf("restoring: %w", err)
	}
	if err := p.noteDown(); err != nil {
		return done, err
	}
	if err := p.r.PutInForce(); err != nil {
		return done, errors.Join(fmt.Errorf("restoring: %w", err), discardUndecided(dir, p.r))
	}
	copied, err := vault.OpenCopy(dir)
	if err != nil {
		return done, fmt.Errorf("restoring: %w", err)
	}
	return Restored{Replaced: p.r.Replaced(), Officers: copied.Officers()}, copied.Close()
}

// atTheDoor prepares a copy that its own passphrase opens. caseFile is the one it
// must belong to, "" where that cannot be told.
func atTheDoor(ctx context.Context, dir, caseFile string, o RestoreOrder, opts options, progress func(done, total int64)) (p prepared, err error) {
	note := restoreNote{By: o.Officer, Reason: o.Reason, Damaged: true}
	if err := restoreReason(o.Reason); err != nil {
		return p, err
	}
	copied, err := vault.OpenCopy(o.Path)
	if err != nil {
		return p, err
	}
	defer copied.Close() // it was only read
	if caseFile != "" && copied.ID() != caseFile {
		return p, vault.ErrOtherCaseFile
	}
	if err := unlockCopy(copied, dir, opts.now, o.Officer, o.Secret); err != nil {
		return p, err
	}
	if o.Officer == "" {
		note.By = "somebody with the recovery key"
	} else if err := mayRestore(ctx, copied, o.Officer); err != nil {
		return p, err
	}
	if p, err = prepare(ctx, dir, copied, nil, note, opts.now(), progress); err != nil || opts.witness == "" {
		return p, err
	}
	key, err := copied.Subkey("witness")
	if err == nil {
		err = expectRestored(opts.witness, copied.ID(), key, opts.now, p.head)
	}
	if err != nil {
		err = errors.Join(err, p.r.Discard())
	}
	return p, err
}

// mayRestore asks the copy whether its officer had the right to restore.
func mayRestore(ctx context.Context, copied *vault.Copy, name string) error {
	return readCopy(ctx, copied, func(t *tx) error {
		for _, known := range copied.Officers() {
			if strings.EqualFold(strings.TrimSpace(name), known) {
				name = known
			}
		}
		officer, _, err := officerNamed(t, name)
		if err == nil && !officer.May(data.RightRestore) {
			err = data.NotAllowed{Right: data.RightRestore}
		}
		return err
	})
}

// discardUndecided clears what was staged, unless the restore was decided: then the
// next start brings it to its end.
func discardUndecided(dir string, r *vault.Restoration) error {
	if vault.RestoreUnderWay(dir) {
		return nil
	}
	return r.Discard()
}

// readNote reads what a restore left to be written; nil where there is nothing.
// A note that cannot be read has no stamp.
func (s *Session) readNote() (*restoreNote, error) {
	raw, err := s.file.vault.Note()
	if err != nil && !errors.Is(err, vault.ErrDamaged) {
		return nil, fmt.Errorf("signing in after a restore: %w", err)
	}
	if raw == nil && err == nil {
		return nil, nil
	}
	var n restoreNote
	if err != nil || json.Unmarshal(raw, &n) != nil {
		return &restoreNote{}, nil
	}
	return &n, nil
}

// keepOfficers writes the officers as they were before a restore, where they go
// on signing in.
func (w *work) keepOfficers(n *restoreNote) error {
	for name, body := range n.Officers {
		if err := w.exec(`insert into officers (name, body) values (?, ?) on conflict (name) do update set body = excluded.body`, name, body); err != nil {
			return fmt.Errorf("writing the officers of before the restore: %w", err)
		}
	}
	return nil
}

// told reports whether the audit chain has the note already: it lay there still
// after a power cut, or was put there again. Its officers are those of then and
// must not come back.
func (n *restoreNote) told(t *tx) (bool, error) {
	if n == nil || n.Stamp == "" {
		return false, nil
	}
	known, err := t.count(`select count(*) from audit where action = ? and object = ?`, restoredFrom, n.Stamp)
	if err != nil {
		return false, fmt.Errorf("reading the audit chain: %w", err)
	}
	return known > 0, nil
}

// restored writes into the audit chain what a restore left to be written.
func (w *work) restored(n *restoreNote) error {
	if n.Stamp == "" {
		w.record(restoredFrom, 0, "", details{Summary: "A copy was restored. What was written down about it cannot be read."})
		return nil
	}
	before := fmt.Sprintf("Replaced: a case file that did not open; it is kept in %s/%s", vault.ReplacedName, n.Stamp)
	if n.Seq > 0 {
		before = fmt.Sprintf("Replaced: a case file with %d entries, the last one %.12s; it is kept in %s/%s", n.Seq, n.Head, vault.ReplacedName, n.Stamp)
	}
	keys := "Passphrases and officers: those of the copy"
	if len(n.Officers) > 0 {
		keys = "Passphrases and officers: those of before the restore"
	}
	w.log = append(w.log, entry{at: n.At, officer: n.By, action: restoredFrom, object: n.Stamp, details: details{
		Summary: "Restored the copy " + n.Copy + " of " + moment(n.Taken, w.set) + ". Reason: " + n.Reason,
		Before:  before, After: fmt.Sprintf("In force: the copy as of entry %d. %s", n.CopySeq, keys)}})
	return nil
}
