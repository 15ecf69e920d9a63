package store

import (
	"context"
	"crypto/aes"
	"crypto/cipher"
	"crypto/hmac"
	"crypto/sha256"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"time"

	"rapport/data"
)

// DraftHeld is why a draft could not be written. The draft is held in memory,
// sealed, and survives a lock; it is written as soon as the disk takes it, at the
// latest when its officer signs in again. It does not survive the program.
type DraftHeld struct{ Err error }

func (e *DraftHeld) Error() string { return "the draft is held in memory: " + e.Err.Error() }

// Unwrap returns why it could not be written.
func (e *DraftHeld) Unwrap() error { return e.Err }

// heldID stands for an owner and a name of a draft, and tells neither.
type heldID [sha256.Size]byte

// heldDraft is a draft that the disk did not take. Who typed it is all of it that
// can be read once the case file is locked.
type heldDraft struct {
	officer    string
	shared     bool // of a case: whoever works on the case has it
	at         time.Time
	name, text []byte // sealed
}

// held are the drafts that the disk did not take. They belong to the open case
// file and not to a session, which ends with a lock.
type held struct {
	mu     sync.Mutex
	turn   uint64
	drafts map[heldID]heldDraft
	last   map[heldID]uint64 // the turn of what was last held, written or removed
	wrote  int               // at the last sign-in
}

// next numbers an attempt to keep a draft: one that fails late must not take the
// place of a newer one.
func (h *held) next() uint64 {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.turn++
	return h.turn
}

// settle puts a draft in the place of what is held under the id; nil: nothing is
// held any more.
func (h *held) settle(id heldID, turn uint64, d *heldDraft) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if turn < h.last[id] {
		return
	}
	if h.last == nil {
		h.drafts, h.last = map[heldID]heldDraft{}, map[heldID]uint64{}
	}
	h.last[id] = turn
	delete(h.drafts, id)
	if d != nil {
		h.drafts[id] = *d
	}
}

func (h *held) get(id heldID) (heldDraft, bool) {
	h.mu.Lock()
	defer h.mu.Unlock()
	d, ok := h.drafts[id]
	return d, ok
}

// all are the held drafts, the oldest first.
func (h *held) all() []heldItem {
	h.mu.Lock()
	defer h.mu.Unlock()
	var list []heldItem
	for id, d := range h.drafts {
		list = append(list, heldItem{id, h.last[id], d})
	}
	slices.SortFunc(list, func(a, b heldItem) int { return a.at.Compare(b.at) })
	return list
}

// heldItem is a held draft with its id and its turn.
type heldItem struct {
	id   heldID
	turn uint64
	heldDraft
}

func (h *held) forget() {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.drafts, h.last, h.wrote = nil, nil, 0
}

// HeldBy names the officers who typed what is held in memory alone because the
// disk did not take it: it is lost when the program ends.
func (f *File) HeldBy() (officers []string) {
	for _, d := range f.held.all() {
		officers = append(officers, d.officer)
	}
	slices.Sort(officers)
	return slices.Compact(officers)
}

// WriteHeld writes what is held in memory for the officer who is signed in, as far as
// the disk takes it now. It does nothing while nobody is.
func (f *File) WriteHeld(ctx context.Context) {
	f.mu.Lock()
	s := f.session
	f.mu.Unlock()
	if s == nil || len(f.held.all()) == 0 {
		return
	}
	_, leave, err := s.enter(ctx, data.RightOffice)
	if err != nil { // locked
		return
	}
	defer leave()
	s.writeHeld(ctx)
}

// WroteHeld is how many drafts that were held in memory were written when the
// officer signed in.
func (f *File) WroteHeld() int {
	f.held.mu.Lock()
	defer f.held.mu.Unlock()
	return f.held.wrote
}

// heldSeal seals drafts with AES-256-GCM under a key of the case file for this
// alone, with a random nonce each. It lives for one call.
type heldSeal struct {
	aead  cipher.AEAD
	names []byte
}

func (f *File) heldSeal() (*heldSeal, error) {
	key, err := f.vault.Subkey("held drafts")
	if err != nil {
		return nil, err
	}
	defer clear(key)
	names, err := f.vault.Subkey("names of held drafts")
	if err != nil {
		return nil, err
	}
	block, err := aes.NewCipher(key)
	if err != nil {
		return nil, err
	}
	aead, err := cipher.NewGCMWithRandomNonce(block)
	return &heldSeal{aead, names}, err
}

func (s *heldSeal) id(owner, name string) (id heldID) {
	mac := hmac.New(sha256.New, s.names)
	fmt.Fprintf(mac, "%d %s%s", len(owner), owner, name)
	mac.Sum(id[:0])
	return id
}

func (s *heldSeal) open(id heldID, sealed []byte) ([]byte, error) {
	return s.aead.Open(nil, nil, sealed, id[:])
}

// refusal says that it was not the disk that refused a draft: the officer may not
// keep it, or what it belongs to is gone.
func refusal(err error) bool {
	return errors.Is(err, data.ErrNotAllowed) || errors.Is(err, data.ErrRestricted) || errors.Is(err, data.ErrNotFound) ||
		errors.Is(err, data.ErrLocked) || errors.Is(err, context.Canceled)
}

// writeDraft writes a draft with do, or holds it in memory where the disk does not
// take it. Error then: [*DraftHeld].
func (s *Session) writeDraft(ctx context.Context, right data.Right, name string, text []byte, do func(w *work) error) error {
	by := s.Officer().Name
	err := s.changeDraft(ctx, right, name, do, func(seal *heldSeal, id heldID) *heldDraft {
		return &heldDraft{officer: by, shared: ofCase(name), at: s.file.now(),
			name: seal.aead.Seal(nil, nil, []byte(name), id[:]), text: seal.aead.Seal(nil, nil, text, id[:])}
	})
	if err != nil && !refusal(err) {
		return &DraftHeld{err}
	}
	return err
}

// changeDraft runs do; what is held of the draft is out of date then. Where the
// disk fails, hold says what is held from now on: nil for nothing.
func (s *Session) changeDraft(ctx context.Context, right data.Right, name string, do func(w *work) error, hold func(*heldSeal, heldID) *heldDraft) (err error) {
	_, done, err := s.begun(ctx, right) // Lock waits for done, so the key is there to the end
	if err != nil {
		return err
	}
	defer func() { done(err) }()
	turn := s.file.held.next()
	err = s.explain(ctx, s.commit(ctx, do))
	if err != nil && refusal(err) {
		return err
	}
	seal, e := s.file.heldSeal()
	if e != nil {
		return errors.Join(err, e)
	}
	id := seal.id(draftOwner(name, s.Officer().Name), name)
	if err == nil {
		s.file.held.settle(id, turn, nil)
		s.writeHeld(ctx) // there is room again
		return nil
	}
	s.file.held.settle(id, turn, hold(seal, id))
	return err
}

// heldText is the draft of the name that is held in memory for the officer, if
// there is one.
func (s *Session) heldText(name string) (text []byte, at time.Time, there bool) {
	if len(s.file.held.all()) == 0 {
		return nil, time.Time{}, false
	}
	seal, err := s.file.heldSeal()
	if err != nil {
		return nil, time.Time{}, false
	}
	id := seal.id(draftOwner(name, s.Officer().Name), name)
	d, ok := s.file.held.get(id)
	if !ok {
		return nil, time.Time{}, false
	}
	text, err = seal.open(id, d.text)
	return text, d.at, err == nil
}

// eachHeld visits what is held, with its name.
func (s *Session) eachHeld(visit func(seal *heldSeal, d heldItem, name string)) {
	all := s.file.held.all()
	if len(all) == 0 {
		return
	}
	seal, err := s.file.heldSeal()
	if err != nil {
		return
	}
	for _, d := range all {
		if name, err := seal.open(d.id, d.name); err == nil {
			visit(seal, d, string(name))
		}
	}
}

// theirs says that a held draft is for the officer: their own, or of a case.
func (d heldDraft) theirs(officer string) bool { return d.shared || d.officer == officer }

// heldNames lists what is held for the officer.
func (s *Session) heldNames(prefix string) (all []DraftInfo) {
	me := s.Officer().Name
	s.eachHeld(func(_ *heldSeal, d heldItem, name string) {
		if d.theirs(me) && strings.HasPrefix(name, prefix) {
			all = append(all, DraftInfo{name, d.at})
		}
	})
	return all
}

// dropHeld forgets what is held under names that match, once the transaction is on
// disk.
func (w *work) dropHeld(match func(d heldDraft, name string) bool) {
	w.onCommit(func() {
		w.s.eachHeld(func(_ *heldSeal, d heldItem, name string) {
			if match(d.heldDraft, name) {
				w.s.file.held.settle(d.id, d.turn, nil)
			}
		})
	})
}

// writeHeld writes what is held for the officer and counts it. What the disk does
// not take stays held, and so does what the officer may not see.
func (s *Session) writeHeld(ctx context.Context) (wrote int) {
	me := s.Officer()
	full := false
	s.eachHeld(func(seal *heldSeal, d heldItem, name string) {
		if full || !d.theirs(me.Name) || !me.May(draftRight(name, data.RightWork)) {
			return
		}
		text, err := seal.open(d.id, d.text)
		if err != nil {
			return
		}
		err = s.commit(ctx, func(w *work) error {
			if w.tx.sight.names(name) {
				return data.ErrRestricted
			}
			return putDraft(w, name, text)
		})
		if err == nil {
			s.file.held.settle(d.id, d.turn, nil)
			wrote++
		}
		full = err != nil && !refusal(err)
	})
	return wrote
}

// takeUpHeld writes at a sign-in what is held for the officer.
func (s *Session) takeUpHeld(ctx context.Context) {
	wrote := s.writeHeld(ctx)
	s.file.held.mu.Lock()
	defer s.file.held.mu.Unlock()
	s.file.held.wrote = wrote
}
