package store

import (
	"context"
	"database/sql"
	"fmt"
	"maps"
	"strings"

	"rapport/data"
)

// BreakGlass opens a case for this session, until it locks, against the list of
// those to whom it is restricted, and lets it reveal restricted notes of others
// in it. The history keeps it before anything is shown, and privacy officers see it
// as unread until one of them has reviewed it. Whom the case is about cannot.
// Errors: [data.Missing] without a reason of some substance, [data.ErrNotFound],
// [data.ErrRestricted], [data.ErrNoProof].
func (s *Session) BreakGlass(ctx context.Context, number, reason string) (data.CaseFile, error) {
	if full, ok := data.ReadCaseNumber(number); ok {
		number = full
	}
	reason = strings.TrimSpace(reason)
	if err := data.BreakGlassGaps(reason).Err(); err != nil {
		return data.CaseFile{}, err
	}
	var f data.CaseFile
	err := s.write(ctx, data.RightBreakGlass, func(w *work) error {
		key, err := keyOf(w.whole(), number)
		if err != nil {
			return err
		}
		if f, err = readCase(w.whole(), key); err != nil {
			return err
		}
		if w.tx.sight.subject[key] || f.ComplainedAbout(w.by) {
			return data.ErrRestricted
		}
		g := data.GlassBreak{At: w.now, By: w.by, Number: f.Number, Reason: reason}
		if err := w.put(g, `insert into glass_breaks (case_key, officer, at, body) values (?, ?, ?, ?)`, key, w.by, instant(w.now)); err != nil {
			return err
		}
		w.record("case.break_glass", key, f.Number, details{Summary: "Broke the glass of the case. Reason: " + reason})
		w.tell(GlassBroken, key)
		w.tell(CaseChanged, key)
		w.tell(TodayChanged, 0)
		broken := maps.Clone(s.glass())
		if broken == nil {
			broken = map[int64]bool{}
		}
		broken[key] = true
		return w.lookAgain(broken)
	})
	if err != nil {
		return data.CaseFile{}, err
	}
	return f.Concealed(), nil
}

// BrokenGlass returns each time that a glass was broken, the newest first: those
// that nobody has reviewed yet, or all. A manager who is no privacy officer gets
// those that are for a manager to review, and nobody gets those of a case that is
// about them.
func (s *Session) BrokenGlass(ctx context.Context, unread bool) (all []data.GlassBreak, err error) {
	me := s.Officer()
	err = s.read(ctx, data.RightReviewGlass, func(t *tx) error {
		office, err := officersOf(t)
		if err != nil {
			return err
		}
		broken, err := glassBreaks(t, `(? = 0 or g.reviewed_at = 0)`, truth(unread))
		for _, g := range broken {
			if !t.sight.subject[g.Key] && (me.May(data.RightAudit) || g.MayReview(me, office)) {
				all = append(all, g)
			}
		}
		return err
	})
	return all, err
}

func glassBreaks(t *tx, where string, args ...any) (all []data.GlassBreak, err error) {
	err = t.each(`select g.key, g.case_key, c.number, g.body from glass_breaks g join cases c on c.key = g.case_key where `+where+` order by g.key desc`, args, func(r *sql.Rows) error {
		var g data.GlassBreak
		var seq, key int64
		var number string
		var raw []byte
		if err := r.Scan(&seq, &key, &number, &raw); err != nil {
			return err
		}
		err := readBody(raw, &g)
		g.Seq, g.Key, g.Number = seq, key, number
		all = append(all, g)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("reading where a glass was broken: %w", err)
	}
	return all, nil
}

// ReviewBrokenGlass notes what somebody found who looked into a broken glass: a
// privacy officer who did not break it or, where there is none, a manager.
// Errors: [data.Missing], [data.ErrNotFound], [data.ErrConflict] for one that was
// reviewed before.
func (s *Session) ReviewBrokenGlass(ctx context.Context, seq int64, note string) error {
	note = strings.TrimSpace(note)
	if err := data.ReviewNoteGaps(note).Err(); err != nil {
		return err
	}
	return s.write(ctx, data.RightReviewGlass, func(w *work) error {
		found, err := glassBreaks(w.tx, `g.key = ?`, seq)
		if err == nil && (len(found) == 0 || w.tx.sight.subject[found[0].Key]) {
			err = data.ErrNotFound
		}
		if err != nil {
			return err
		}
		g := found[0]
		office, err := officersOf(w.tx)
		if err != nil {
			return err
		}
		if err := g.ReviewGaps(s.Officer(), office).Err(); err != nil {
			return err
		}
		if g.Reviewed() {
			return data.ErrConflict
		}
		g.ReviewedAt, g.ReviewedBy, g.Note = w.now, w.by, note
		text, err := body(g)
		if err != nil {
			return err
		}
		if err := w.exec(`update glass_breaks set reviewed_at = ?, body = ? where key = ?`, instant(w.now), text, seq); err != nil {
			return fmt.Errorf("reviewing a broken glass: %w", err)
		}
		w.record("glass.review", g.Key, g.Number, details{Summary: "Reviewed that " + g.By + " had broken the glass of the case. Found: " + note})
		w.tell(GlassBroken, g.Key)
		return nil
	})
}

// mayRevealAll is mayReveal for every restricted note and document of a case.
func (s *Session) mayRevealAll(f *data.CaseFile) error {
	for _, n := range f.RestrictedNotes() {
		if err := s.mayReveal(f.Key, n.By); err != nil {
			return err
		}
	}
	for _, a := range f.Attachments {
		if err := s.mayReveal(f.Key, a.By); a.Class.Restricted() && err != nil {
			return err
		}
	}
	return nil
}

// unreadGlass keeps a case from the purge of which a broken glass was not reviewed:
// the purge takes its reason away.
func unreadGlass(t *tx, f *data.CaseFile) error {
	n, err := t.count(`select count(*) from glass_breaks where case_key = ? and reviewed_at = 0`, f.Key)
	if err != nil {
		return fmt.Errorf("reading where a glass was broken: %w", err)
	}
	if n > 0 {
		return data.Missing{{Code: "glass", Field: "number", Sentence: "The glass of " + f.Number + " was broken, and nobody has reviewed it yet. Have the privacy officer review it first."}}
	}
	return nil
}

// mayReveal reports whether who is signed in may see what somebody wrote in a
// restricted class: its author, a role with the right, or whoever broke the glass
// of the case. Error: [data.NotAllowed].
func (s *Session) mayReveal(key int64, author string) error {
	me := s.Officer()
	if me.Name == author || me.May(data.RightReveal) || s.glass()[key] {
		return nil
	}
	return data.NotAllowed{Right: data.RightReveal}
}
