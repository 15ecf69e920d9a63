package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"rapport/data"
)

// maxDraft is the most bytes of one draft; far above what anybody types.
const maxDraft = 8 << 20

// DraftInfo names a draft that was kept.
type DraftInfo struct {
	Name    string
	SavedAt time.Time
}

// SaveDraft keeps what is typed and not yet said, under a name such as "intake"
// or "note/PR-2026-00001". It survives lock, crash and power cut, and is not in
// the audit chain. It is the officer's own, and each has one of the name; what
// begins with "letter/" is of the case, for whoever finishes the letter. Error
// where the disk does not take it: [*DraftHeld].
func (s *Session) SaveDraft(ctx context.Context, name string, text []byte) error {
	if name == "" || len(text) > maxDraft {
		return fmt.Errorf("saving a draft: %w", data.ErrNotAllowed)
	}
	return s.changeDraft(ctx, draftRight(name, data.RightWork), draftChange{text: text, name: named(name), do: func(w *work, name string) error {
		if w.tx.sight.names(name) {
			return data.ErrRestricted
		}
		return putDraft(w, name, text, w.now)
	}})
}

func putDraft(w *work, name string, text []byte, at time.Time) error {
	if text == nil {
		text = []byte{}
	}
	err := w.exec(`insert into drafts (officer, name, saved_at, body) values (?, ?, ?, ?)
		on conflict (officer, name) do update set saved_at = excluded.saved_at, body = excluded.body`, draftOwner(name, w.by), name, instant(at), text)
	if err != nil {
		return fmt.Errorf("saving a draft: %w", err)
	}
	return nil
}

// draftOwner is whose a draft is that somebody keeps under a name; empty: anybody's.
func draftOwner(name, officer string) string {
	if ofCase(name) {
		return ""
	}
	return officer
}

// ofCase says that a draft of the name belongs to a case.
func ofCase(name string) bool { return strings.HasPrefix(name, "letter/") }

// draftRight is the right that a draft asks for: one of a case holds what the case
// holds, and takes the right that the case takes.
func draftRight(name string, inCase data.Right) data.Right {
	if ofCase(name) {
		return inCase
	}
	return data.RightOffice
}

// mine are the drafts that an officer has: their own, those that are anybody's.
const mine = `officer in (?, '')`

// Draft returns a draft and when it was saved. Error: [data.ErrNotFound].
func (s *Session) Draft(ctx context.Context, name string) (text []byte, saved time.Time, err error) {
	var at int64
	err = s.read(ctx, draftRight(name, data.RightRead), func(t *tx) error {
		if t.sight.names(name) {
			return data.ErrRestricted
		}
		if d, words := s.heldDraft(name); d != nil {
			if text, at = words, instant(d.at); d.gone {
				return data.ErrNotFound
			}
			return nil
		}
		return t.get(`select saved_at, body from drafts where name = ? and `+mine+` order by officer desc limit 1`, []any{name, s.Officer().Name}, &at, &text)
	})
	if errors.Is(err, sql.ErrNoRows) {
		return nil, time.Time{}, data.ErrNotFound
	}
	return text, timeOf(at), err
}

// DeleteDraft removes a draft; one that is not there is no error. Where the disk does
// not take the change the draft is gone for the officer all the same, and removed as
// soon as the disk takes it; the error is a [*DraftHeld] then.
func (s *Session) DeleteDraft(ctx context.Context, name string) error {
	return s.changeDraft(ctx, draftRight(name, data.RightWork), draftChange{gone: true, name: named(name), do: func(w *work, name string) error {
		if w.tx.sight.names(name) {
			return data.ErrRestricted
		}
		return removeDraft(w, name)
	}})
}

func removeDraft(w *work, name string) error {
	if err := w.exec(`delete from drafts where name = ? and `+mine, name, w.by); err != nil {
		return fmt.Errorf("removing a draft: %w", err)
	}
	return nil
}

// dropDraft removes the drafts of a name, whoever's they are.
func dropDraft(w *work, name string) error {
	w.dropHeld(func(_ *heldDraft, held string) bool { return held == name })
	if err := w.exec(`delete from drafts where name = ?`, name); err != nil {
		return fmt.Errorf("removing a draft: %w", err)
	}
	return nil
}

// Drafts lists the drafts whose names begin with prefix, by name; those of cases
// for whoever sees cases.
func (s *Session) Drafts(ctx context.Context, prefix string) (all []DraftInfo, err error) {
	me := s.Officer()
	err = s.read(ctx, data.RightOffice, func(t *tx) error {
		mayList := func(name string) bool {
			return !t.sight.names(name) && me.May(draftRight(name, data.RightRead))
		}
		held := map[string]bool{}
		s.eachHeld(func(_ *heldSeal, d heldItem, name string) bool {
			if !d.theirs(me.Name) || !strings.HasPrefix(name, prefix) || !mayList(name) {
				return true
			}
			if held[name] = true; !d.gone {
				all = append(all, DraftInfo{name, d.at})
			}
			return true
		})
		query := `select name, max(saved_at) from drafts where name >= ? and ` + mine + ` group by name order by name`
		return t.each(query, []any{prefix, me.Name}, func(r *sql.Rows) error {
			var d DraftInfo
			var at int64
			if err := r.Scan(&d.Name, &at); err != nil {
				return err
			}
			if d.SavedAt = timeOf(at); strings.HasPrefix(d.Name, prefix) && mayList(d.Name) && !held[d.Name] {
				all = append(all, d)
			}
			return nil
		})
	})
	slices.SortFunc(all, func(a, b DraftInfo) int { return strings.Compare(a.Name, b.Name) })
	return all, err
}

// letterDraftName is where the draft of a letter of a case is kept.
func letterDraftName(t *tx, key int64, kind data.LetterKind) (string, error) {
	if err := t.see(key); err != nil {
		return "", err
	}
	var number string
	err := t.get(`select number from cases where key = ? and state <> ?`, []any{key, string(data.StatePurged)}, &number)
	if errors.Is(err, sql.ErrNoRows) {
		return "", data.ErrNotFound
	}
	return "letter/" + number + "/" + string(kind), err
}

// letterNamed remembers where the draft of a letter is kept, and tells it; an empty name
// changes nothing.
func (s *Session) letterNamed(key int64, kind data.LetterKind, name string) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	of := letterOf{key, kind}
	if name != "" {
		s.letters[of] = name
	}
	return s.letters[of]
}

// letterOf is a letter that is being written.
type letterOf struct {
	key  int64
	kind data.LetterKind
}

// SaveLetterDraft keeps a letter that is being written. Errors: [data.ErrNotFound];
// where the disk does not take it, [*DraftHeld].
func (s *Session) SaveLetterDraft(ctx context.Context, key int64, d data.LetterDraft) error {
	text, err := json.Marshal(d)
	if err != nil {
		return fmt.Errorf("saving the draft of a letter: %w", err)
	}
	return s.changeDraft(ctx, data.RightWork, draftChange{text: text, name: func(ctx context.Context) (name string, err error) {
		err = s.base.read(ctx, func(t *tx) error {
			t.sight = s.sighted()
			name, err = letterDraftName(t, key, d.Kind)
			return err
		})
		if err != nil && !refusal(err) { // the disk cannot be read, which is no reason to lose the letter
			if known := s.letterNamed(key, d.Kind, ""); known != "" {
				return known, nil
			}
		}
		return name, err
	}, do: func(w *work, name string) error {
		if _, err := letterDraftName(w.tx, key, d.Kind); err != nil { // purged or restricted meanwhile
			return err
		}
		return putDraft(w, name, text, w.now)
	}})
}

// LetterDraft returns the letter of the kind that is being written, and whether
// there is one.
func (s *Session) LetterDraft(ctx context.Context, key int64, kind data.LetterKind) (d data.LetterDraft, there bool, err error) {
	err = s.read(ctx, data.RightRead, func(t *tx) error {
		name, err := letterDraftName(t, key, kind)
		if err != nil {
			return err
		}
		s.letterNamed(key, kind, name)
		if held, raw := s.heldDraft(name); held != nil {
			there = true
			return readBody(raw, &d)
		}
		d, there, err = savedLetter(t, key, kind)
		return err
	})
	return d, there, err
}

func savedLetter(t *tx, key int64, kind data.LetterKind) (d data.LetterDraft, there bool, err error) {
	name, err := letterDraftName(t, key, kind)
	if err != nil {
		return d, false, err
	}
	var raw []byte
	err = t.get(`select body from drafts where name = ? order by officer limit 1`, []any{name}, &raw)
	if errors.Is(err, sql.ErrNoRows) {
		return d, false, nil
	}
	if err != nil {
		return d, false, fmt.Errorf("reading the draft of a letter: %w", err)
	}
	return d, true, readBody(raw, &d)
}
