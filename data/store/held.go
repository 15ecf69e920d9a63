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
	"sync"
	"time"

	"rapport/data"
)

// DraftHeld is why a draft could not be written. The draft is held in memory,
// sealed, and survives a lock; it is written as soon as the disk takes it, at the
// latest when its officer signs in again. It does not survive the program.
type DraftHeld struct {
	Err  error
	Gone bool // it is the removal of a draft that is held
}

func (e *DraftHeld) Error() string { return "the draft is held in memory: " + e.Err.Error() }

// Unwrap returns why it could not be written.
func (e *DraftHeld) Unwrap() error { return e.Err }

// heldID stands for an owner and a name of a draft, and tells neither.
type heldID [sha256.Size]byte

// heldDraft is a draft that the disk did not take, or its removal. Who typed it is
// all of it that can be read once the case file is locked.
type heldDraft struct {
	officer    string
	shared     bool // of a case: whoever works on the case has it
	gone       bool // it was put away
	at         time.Time
	number     int64  // of the change
	name, text []byte // sealed
}

// theirs says that a held draft is for the officer: their own, or of a case.
func (d heldDraft) theirs(officer string) bool { return d.shared || d.officer == officer }

// held are the drafts that the disk did not take. They belong to the open case
// file and not to a session, which ends with a lock. The changes of drafts are
// numbered as they begin, and what becomes of a draft is settled by the last one that
// began: one before it may still wait for its turn to write, or have given it up.
type held struct {
	mu      sync.Mutex
	drafts  map[heldID]*heldDraft // replaced, never changed
	settled map[heldID]int64      // the number of the change that settled it
	begun   int64                 // the number of the last change
	wrote   int                   // of the officer's own, at the last sign-in
}

// begin numbers a change of a draft.
func (h *held) begin() int64 {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.begun++
	return h.begun
}

// overtaken says that a change that began later settled what becomes of the draft.
func (h *held) overtaken(id heldID, number int64) bool {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.settled[id] > number
}

// settle has a change put a draft in the place of what is held under the id; nil:
// nothing is held any more. It does nothing and answers false where the change was
// overtaken.
func (h *held) settle(id heldID, number int64, d *heldDraft) bool {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.settled[id] > number {
		return false
	}
	if h.drafts == nil {
		h.drafts, h.settled = map[heldID]*heldDraft{}, map[heldID]int64{}
	}
	h.settled[id], h.drafts[id] = number, d
	if d == nil {
		delete(h.drafts, id)
	}
	return true
}

// get is what is held under the id; nil: nothing.
func (h *held) get(id heldID) *heldDraft {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.drafts[id]
}

// heldItem is a held draft with its id.
type heldItem struct {
	id heldID
	*heldDraft
}

// all are the held drafts, the oldest first.
func (h *held) all() []heldItem {
	h.mu.Lock()
	defer h.mu.Unlock()
	var list []heldItem
	for id, d := range h.drafts {
		list = append(list, heldItem{id, d})
	}
	slices.SortFunc(list, func(a, b heldItem) int { return a.at.Compare(b.at) })
	return list
}

func (h *held) forget() {
	h.mu.Lock()
	defer h.mu.Unlock()
	clear(h.drafts)
	h.wrote = 0
}

// HeldBy names the officers who typed what is held in memory alone because the
// disk did not take it: it is lost when the program ends, or when a copy takes the
// place of the case file. It never waits.
func (f *File) HeldBy() (officers []string) {
	for _, d := range f.held.all() {
		if !d.gone {
			officers = append(officers, d.officer)
		}
	}
	slices.Sort(officers)
	return slices.Compact(officers)
}

// WriteHeld writes what is held in memory for the officer who is signed in, as far as
// the disk takes it now. It does nothing while nobody is, and while somebody signs in.
func (f *File) WriteHeld(ctx context.Context) {
	if len(f.held.all()) == 0 || !f.mu.TryLock() {
		return
	}
	s := f.session
	f.mu.Unlock()
	if s == nil {
		return
	}
	ctx, leave, err := s.enter(ctx, data.RightOffice)
	if err != nil { // locked
		return
	}
	defer leave()
	s.writeHeld(ctx)
}

// WroteHeld is how many drafts of the officer's own that were held in memory were
// written when they signed in.
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

// forget wipes what can be wiped of it.
func (s *heldSeal) forget() { clear(s.names) }

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
// keep it, what it belongs to is gone, or nobody wants it any more.
func refusal(err error) bool {
	return errors.Is(err, data.ErrNotAllowed) || errors.Is(err, data.ErrRestricted) || errors.Is(err, data.ErrNotFound) ||
		errors.Is(err, data.ErrLocked) || errors.Is(err, context.Canceled) || errors.Is(err, errOvertaken)
}

// draftChange is a change of one draft: what the disk does not take of it is held.
type draftChange struct {
	text []byte
	gone bool // it is put away
	name func(ctx context.Context) (string, error)
	do   func(w *work, name string) error
}

// named is the name of a draft that is known.
func named(name string) func(context.Context) (string, error) {
	return func(context.Context) (string, error) { return name, nil }
}

// changeDraft makes the change, or holds it in memory where the disk does not take
// it. Error then: [*DraftHeld].
func (s *Session) changeDraft(ctx context.Context, right data.Right, c draftChange) (err error) {
	number := s.file.held.begin()
	inside, done, err := s.begun(ctx, right) // Lock waits for done, so the key is there to the end
	if err != nil {
		return err
	}
	defer func() { done(err) }()
	name, err := c.name(inside)
	if err != nil {
		return s.explain(inside, err)
	}
	seal, err := s.file.heldSeal()
	if err != nil {
		return fmt.Errorf("saving a draft: %w", err)
	}
	defer seal.forget()
	me := s.Officer().Name
	id := seal.id(draftOwner(name, me), name)
	var holds, late bool
	err = s.explain(ctx, s.commitOr(ctx, func(w *work) error {
		if s.file.held.overtaken(id, number) {
			return errOvertaken
		}
		w.onDisk = append(w.onDisk, func() { s.file.held.settle(id, number, nil) })
		return c.do(w, name)
	}, func(err error) {
		if !refusal(err) {
			d := heldDraft{officer: me, shared: ofCase(name), gone: c.gone, at: s.file.now(), number: number}
			holds = s.file.held.settle(id, number, seal.hold(id, d, name, c.text))
			late = !holds
		}
	}))
	switch {
	case late || errors.Is(err, errOvertaken): // a later change answers for the draft
		return nil
	case err == nil:
		s.writeHeld(inside) // there is room again
	case holds:
		err = &DraftHeld{err, c.gone}
	}
	return err
}

func (s *heldSeal) hold(id heldID, d heldDraft, name string, text []byte) *heldDraft {
	d.name, d.text = s.aead.Seal(nil, nil, []byte(name), id[:]), s.aead.Seal(nil, nil, text, id[:])
	return &d
}

// heldDraft is what is held of the draft of the name for the officer; nil: nothing.
func (s *Session) heldDraft(name string) (d *heldDraft, text []byte) {
	if len(s.file.held.all()) == 0 {
		return nil, nil
	}
	seal, err := s.file.heldSeal()
	if err != nil {
		return nil, nil
	}
	defer seal.forget()
	id := seal.id(draftOwner(name, s.Officer().Name), name)
	if d = s.file.held.get(id); d == nil {
		return nil, nil
	}
	if text, err = seal.open(id, d.text); err != nil {
		return nil, nil
	}
	return d, text
}

// eachHeld visits what is held, with its name, until visit has seen enough.
func (s *Session) eachHeld(visit func(seal *heldSeal, d heldItem, name string) (more bool)) {
	all := s.file.held.all()
	if len(all) == 0 {
		return
	}
	seal, err := s.file.heldSeal()
	if err != nil {
		return
	}
	defer seal.forget()
	for _, d := range all {
		name, err := seal.open(d.id, d.name)
		if err == nil && !visit(seal, d, string(name)) {
			return
		}
	}
}

// dropHeld forgets what is held under names that match, once the transaction is on
// disk.
func (w *work) dropHeld(match func(d *heldDraft, name string) bool) {
	w.onDisk = append(w.onDisk, func() {
		w.s.eachHeld(func(_ *heldSeal, d heldItem, name string) bool {
			if match(d.heldDraft, name) {
				w.s.file.held.settle(d.id, w.s.file.held.begin(), nil)
			}
			return true
		})
	})
}

// writeHeld writes what is held for the officer and counts what they typed themselves.
// What the disk does not take stays held, and so does what the officer may not see.
func (s *Session) writeHeld(ctx context.Context) (own int) {
	me := s.Officer()
	s.eachHeld(func(seal *heldSeal, d heldItem, name string) bool {
		if !d.theirs(me.Name) || !me.May(draftRight(name, data.RightWork)) {
			return true
		}
		err := s.writeOne(ctx, seal, d, name)
		if err == nil && d.officer == me.Name && !d.gone {
			own++
		}
		return err == nil || refusal(err)
	})
	return own
}

// errOvertaken: a later change settled what becomes of a draft.
var errOvertaken = errors.New("the draft was saved or put away meanwhile")

// writeOne writes one of what is held, unless it was settled since it was looked up.
func (s *Session) writeOne(ctx context.Context, seal *heldSeal, d heldItem, name string) error {
	text, err := seal.open(d.id, d.text)
	if err != nil {
		return fmt.Errorf("opening a draft that is held: %w", err)
	}
	defer clear(text)
	return s.commit(ctx, func(w *work) error {
		switch {
		case s.file.held.get(d.id) != d.heldDraft:
			return errOvertaken
		case w.tx.sight.names(name):
			return data.ErrRestricted
		}
		w.onDisk = append(w.onDisk, func() { s.file.held.settle(d.id, d.number, nil) })
		if d.gone {
			return removeDraft(w, name)
		}
		return putDraft(w, name, text, d.at)
	})
}

// takeUpHeld writes at a sign-in what is held for the officer.
func (s *Session) takeUpHeld(ctx context.Context) {
	wrote := s.writeHeld(ctx)
	s.file.held.mu.Lock()
	defer s.file.held.mu.Unlock()
	s.file.held.wrote = wrote
}
