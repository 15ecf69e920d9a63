package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"rapport/data"
)

// RevealNote returns a note of a restricted class with its text to its author, to
// a role with [data.RightReveal] and to whoever broke the glass of the case. The
// history keeps who saw it, when and why before the text is handed out. Errors:
// [data.Missing] without the reason, [data.ErrNotFound], [data.ErrNotAllowed].
func (s *Session) RevealNote(ctx context.Context, key int64, id data.ID, reason string) (data.Note, error) {
	var note data.Note
	err := s.write(ctx, data.RightRead, func(w *work) error {
		if err := data.ReasonGiven(reason, "Write why you need to see it; the history keeps the reason."); err != nil {
			return err
		}
		if err := w.see(key); err != nil {
			return err
		}
		var raw []byte
		err := w.get(`select body from notes where case_key = ? and id = ?`, []any{key, id[:]}, &raw)
		if errors.Is(err, sql.ErrNoRows) {
			return data.ErrNotFound
		}
		if err != nil {
			return fmt.Errorf("reading a note: %w", err)
		}
		if err := readBody(raw, &note); err != nil {
			return err
		}
		if err := s.mayReveal(key, note.By); err != nil {
			return err
		}
		w.record("note.reveal", key, id.String(), details{Summary: "Revealed a note, " + note.Class.String() + ". Reason: " + reason})
		return nil
	})
	if err != nil {
		return data.Note{}, err
	}
	return note, nil
}
