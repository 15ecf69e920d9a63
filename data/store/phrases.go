package store

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"rapport/data"
)

// Phrases returns the phrases of the office and the officer's own that a query
// chooses, by title. They are a short list and are read whole.
func (s *Session) Phrases(ctx context.Context, q data.PhraseQuery) (all []data.Phrase, err error) {
	l := &list{}
	for _, term := range termsOf(q.Text) {
		l.and(`words like ?`, "% "+term+"%") // a folded word holds letters and digits alone
	}
	err = s.read(ctx, data.RightRead, func(t *tx) error {
		all, err = bodies[data.Phrase](t, `select body from phrases where owner in ('', ?)`+l.where.String()+` order by title, key`,
			append([]any{s.Officer().Name}, l.args...)...)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("reading the phrases: %w", err)
	}
	return slices.DeleteFunc(all, func(p data.Phrase) bool {
		return q.Language != "" && p.Language != q.Language || q.Kind != "" && !p.Fits(q.Kind)
	}), nil
}

// SavePhrase adds a phrase or changes one, of the office or the officer's own;
// saving what it was takes a change back. Errors: [data.Missing],
// [data.ErrNotAllowed] for another officer's own.
func (s *Session) SavePhrase(ctx context.Context, p data.Phrase) (data.Phrase, error) {
	p.Title, p.Text = strings.TrimSpace(p.Title), strings.TrimSpace(p.Text)
	if err := p.Validate().Err(); err != nil {
		return p, err
	}
	err := s.write(ctx, data.RightLibrary, func(w *work) error {
		if p.ID == (data.ID{}) {
			p.ID = data.NewID()
		}
		var before any
		old, err := w.phrase(p.ID)
		switch {
		case err == nil:
			before, p.At, p.By = old, old.At, old.By
		case errors.Is(err, data.ErrNotFound):
			p.At, p.By = w.now, w.by
		default:
			return err
		}
		if p.Owner != "" && p.Owner != w.by {
			return fmt.Errorf("keeping a phrase for another officer: %w", data.ErrNotAllowed)
		}
		err = w.put(p, `insert into phrases (id, owner, title, words, body) values (?, ?, ?, ?, ?)
			on conflict (id) do update set owner = excluded.owner, title = excluded.title, words = excluded.words, body = excluded.body`,
			p.ID[:], p.Owner, folded(p.Title), " "+folded(p.Title, p.Text))
		if err != nil {
			return err
		}
		return w.recordOffice("phrase.save", p.ID, "Saved a phrase for letters.", before, p)
	})
	return p, err
}

// RemovePhrase takes a phrase away; the audit log keeps it, and saving it again
// brings it back. Errors: [data.ErrNotFound], [data.ErrNotAllowed].
func (s *Session) RemovePhrase(ctx context.Context, id data.ID) error {
	return s.write(ctx, data.RightLibrary, func(w *work) error {
		p, err := w.phrase(id)
		if err != nil {
			return err
		}
		if err := w.exec(`delete from phrases where id = ?`, id[:]); err != nil {
			return fmt.Errorf("removing a phrase: %w", err)
		}
		return w.recordOffice("phrase.remove", id, "Removed a phrase for letters.", p, nil)
	})
}

// phrase reads a phrase that the officer may change.
func (w *work) phrase(id data.ID) (data.Phrase, error) {
	found, err := bodies[data.Phrase](w.tx, `select body from phrases where id = ?`, id[:])
	switch {
	case err != nil:
		return data.Phrase{}, fmt.Errorf("reading a phrase: %w", err)
	case len(found) == 0:
		return data.Phrase{}, data.ErrNotFound
	case found[0].Owner != "" && found[0].Owner != w.by:
		return data.Phrase{}, fmt.Errorf("changing another officer's phrase: %w", data.ErrNotAllowed)
	}
	return found[0], nil
}
