package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"

	"rapport/data"
)

// Library returns the entries of the library that a query chooses, by title, the
// newest version first. The library is a short list and is read whole.
func (s *Session) Library(ctx context.Context, q data.KnowledgeQuery) (all []data.Knowledge, err error) {
	l := libraryList(q, s.Settings().Today(s.file.now()))
	err = s.read(ctx, data.RightRead, func(t *tx) error {
		all, err = bodies[data.Knowledge](t, `select body from knowledge where 1 = 1`+l.where.String()+` order by title, key desc`, l.args...)
		if err != nil || len(all) == 0 {
			return err
		}
		given, err := givenOf(t)
		for i := range all {
			all[i].Given = given[all[i].ID.String()]
		}
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("reading the library: %w", err)
	}
	return all, nil
}

func libraryList(q data.KnowledgeQuery, today data.Date) *list {
	l := &list{}
	for _, term := range termsOf(q.Text) {
		l.and(`words like ?`, "% "+term+"%") // a folded word holds letters and digits alone
	}
	if q.Kind != "" {
		l.and(`kind = ?`, string(q.Kind))
	}
	if q.State != "" {
		l.and(`state = ?`, string(q.State))
	}
	if q.Current {
		l.and(`state <> 'retired'`)
	}
	if q.Item != (data.ID{}) {
		l.and(`item = ?`, q.Item[:])
	}
	if q.Unanswered {
		l.and(`kind = ? and state <> 'retired'`, string(data.KnowledgeQuestion))
	}
	if q.Owed {
		l.and(`state = 'active' and review between 1 and ?`, int64(today))
	}
	return l
}

// givenOf counts how often each entry was given to somebody, by its id.
func givenOf(t *tx) (map[string]int, error) {
	given := map[string]int{}
	err := t.each(countHandouts, []any{string(data.RecHandout)}, func(r *sql.Rows) error {
		var id string
		var n int
		err := r.Scan(&id, &n)
		given[id] = n
		return err
	})
	return given, err
}

// SaveKnowledge adds an entry to the library or changes one. One without an id
// is new: a thing of its own, or with Item a new version of one that is there.
// An entry that becomes active retires the version in force before it. Words
// that were given to somebody stay as they were. Errors: [data.Missing],
// [data.ErrNotFound] for the version of a thing that is not there.
func (s *Session) SaveKnowledge(ctx context.Context, k data.Knowledge) (data.Knowledge, error) {
	err := s.write(ctx, data.RightLibrary, func(w *work) (err error) {
		k, err = w.saveKnowledge(k)
		return err
	})
	return k, err
}

// AddStartingKnowledge adds the drafts that an office completes first: its
// procedure, the leaflets and notices. It returns them.
func (s *Session) AddStartingKnowledge(ctx context.Context) (added []data.Knowledge, err error) {
	err = s.write(ctx, data.RightLibrary, func(w *work) error {
		added = nil
		for _, k := range data.StartingKnowledge(w.set) {
			k, err := w.saveKnowledge(k)
			if err != nil {
				return err
			}
			added = append(added, k)
		}
		return nil
	})
	return added, err
}

func (w *work) saveKnowledge(k data.Knowledge) (data.Knowledge, error) {
	k = trimmedKnowledge(k)
	if err := k.Validate(w.today).Err(); err != nil {
		return k, err
	}
	var before any
	old, err := w.knowledge(k.ID)
	switch {
	case err == nil:
		if err := w.keepsWords(old, k); err != nil {
			return k, err
		}
		before, k.Item, k.At, k.By = old, old.Item, old.At, old.By
	case errors.Is(err, data.ErrNotFound):
		if err := w.newKnowledge(&k); err != nil {
			return k, err
		}
	default:
		return k, err
	}
	if k.State == data.KnowledgeActive {
		if err := w.retireOthers(k); err != nil {
			return k, err
		}
	}
	return k, w.putKnowledge(k, before, knowledgeSentence(old, k, before != nil))
}

func trimmedKnowledge(k data.Knowledge) data.Knowledge {
	for _, text := range []*string{&k.Title, &k.Number, &k.Version, &k.Text, &k.Source, &k.Language, &k.Owner, &k.AskedIn} {
		*text = strings.TrimSpace(*text)
	}
	return k
}

// newKnowledge fills in what a new entry does not have yet.
func (w *work) newKnowledge(k *data.Knowledge) error {
	if k.ID == (data.ID{}) {
		k.ID = data.NewID()
	}
	if k.At.IsZero() {
		k.At, k.By = w.now, w.by
	}
	if k.Item == (data.ID{}) {
		k.Item = k.ID
	}
	if k.Item == k.ID {
		return nil
	}
	n, err := w.count(`select count(*) from knowledge where item = ?`, k.Item[:])
	if err == nil && n == 0 {
		err = data.ErrNotFound
	}
	return err
}

// keepsWords refuses other words for an entry that somebody was given.
func (w *work) keepsWords(old, k data.Knowledge) error {
	if old.SameWords(k) {
		return nil
	}
	n, err := w.timesGiven(old.ID)
	if err != nil || n == 0 {
		return err
	}
	return data.Missing{{Code: "given", Field: "text", Sentence: "This version was given to somebody, so its words stay. Make a new version."}}
}

func (w *work) timesGiven(id data.ID) (int, error) {
	given, err := givenOf(w.tx)
	if err != nil {
		return 0, fmt.Errorf("reading what was given out: %w", err)
	}
	return given[id.String()], nil
}

// retireOthers takes the version out of force that k replaces.
func (w *work) retireOthers(k data.Knowledge) error {
	active, err := bodies[data.Knowledge](w.tx, `select body from knowledge where item = ? and state = 'active' and id <> ?`, k.Item[:], k.ID[:])
	if err != nil {
		return fmt.Errorf("reading the library: %w", err)
	}
	for _, old := range active {
		before := old
		old.State = data.KnowledgeRetired
		if err := w.putKnowledge(old, before, "Retired an entry of the library: another version is in force."); err != nil {
			return err
		}
	}
	return nil
}

// putKnowledge writes an entry with its audit entry.
func (w *work) putKnowledge(k data.Knowledge, before any, summary string) error {
	err := w.put(k, `insert into knowledge (id, item, kind, state, review, title, words, body) values (?, ?, ?, ?, ?, ?, ?, ?)
		on conflict (id) do update set kind = excluded.kind, state = excluded.state, review = excluded.review,
			title = excluded.title, words = excluded.words, body = excluded.body`,
		k.ID[:], k.Item[:], string(k.Kind), string(k.State), int64(k.Review), folded(k.Title), " "+folded(k.Title, k.Number, k.Text, k.Source, k.Owner))
	if err != nil {
		return err
	}
	d := details{Summary: summary}
	if before != nil {
		if d.Before, err = body(before); err != nil {
			return err
		}
	}
	if d.After, err = body(k); err != nil {
		return err
	}
	w.record("knowledge.save", 0, k.ID.String(), d)
	w.tell(LibraryChanged, 0)
	return nil
}

// knowledgeSentence says what became of an entry.
func knowledgeSentence(old, k data.Knowledge, there bool) string {
	switch {
	case !there && k.Item != k.ID:
		return "Added a new version to the library."
	case !there:
		return "Added an entry to the library: " + k.Kind.String() + "."
	case old.Kind == data.KnowledgeQuestion && k.Kind == data.KnowledgeAnswer:
		return "Answered a question of the library."
	case old.State != k.State:
		return "Changed an entry of the library from " + strings.ToLower(old.State.String()) + " to " + strings.ToLower(k.State.String()) + "."
	case old.ReviewedOn != k.ReviewedOn && !k.ReviewedOn.IsZero():
		return "Reviewed an entry of the library."
	}
	return "Changed an entry of the library."
}

// ReviewKnowledge notes that the officer looked at an entry today and that it
// holds; the next review is a year from now. Error: [data.ErrNotFound].
func (s *Session) ReviewKnowledge(ctx context.Context, id data.ID) (k data.Knowledge, err error) {
	err = s.write(ctx, data.RightLibrary, func(w *work) error {
		if k, err = w.knowledge(id); err != nil {
			return err
		}
		k, err = w.saveKnowledge(k.Reviewed(w.today, w.by))
		return err
	})
	return k, err
}

// RemoveKnowledge takes a draft out of the library; the audit log keeps it, and
// saving it again brings it back. What was active once is retired instead, what
// was given out stays: [data.ErrNotAllowed]. Error: [data.ErrNotFound].
func (s *Session) RemoveKnowledge(ctx context.Context, id data.ID) error {
	return s.write(ctx, data.RightLibrary, func(w *work) error {
		k, err := w.knowledge(id)
		if err != nil {
			return err
		}
		n, err := w.timesGiven(id)
		if err != nil {
			return err
		}
		if k.State != data.KnowledgeDraft || n > 0 {
			return fmt.Errorf("removing an entry of the library that is no draft: %w", data.ErrNotAllowed)
		}
		before, err := body(k)
		if err != nil {
			return err
		}
		if err := w.exec(`delete from knowledge where id = ?`, id[:]); err != nil {
			return fmt.Errorf("removing an entry of the library: %w", err)
		}
		w.record("knowledge.remove", 0, id.String(), details{Summary: "Removed a draft from the library.", Before: before})
		w.tell(LibraryChanged, 0)
		return nil
	})
}

// knowledge reads an entry. Error: [data.ErrNotFound].
func (w *work) knowledge(id data.ID) (data.Knowledge, error) {
	found, err := bodies[data.Knowledge](w.tx, `select body from knowledge where id = ?`, id[:])
	if err == nil && len(found) == 0 {
		err = data.ErrNotFound
	}
	if err != nil {
		return data.Knowledge{}, err
	}
	return found[0], nil
}
