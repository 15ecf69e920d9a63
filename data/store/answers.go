package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"unicode/utf8"

	"rapport/data"
)

// maxAsks is the most characters of why a comment asks for an answer.
const maxAsks = 300

// SetAsks says why a comment asks for an answer, in words; empty where somebody
// looked and it needs none, so that it is no longer offered as a case. Errors:
// [data.ErrNotFound], [data.ErrRestricted], [data.ErrNotAllowed] for more words than
// a line has.
func (s *Session) SetAsks(ctx context.Context, key int64, why string) (f data.Feedback, err error) {
	if utf8.RuneCountInString(why) > maxAsks {
		return f, fmt.Errorf("saving why a comment asks for an answer: %w", data.ErrNotAllowed)
	}
	err = s.write(ctx, data.RightWork, func(w *work) error {
		var raw []byte
		var number string
		err := w.get(`select body, case_number from feedback where key = ?`, []any{key}, &raw, &number)
		if errors.Is(err, sql.ErrNoRows) {
			return data.ErrNotFound
		}
		if err != nil {
			return fmt.Errorf("reading a comment: %w", err)
		}
		if w.tx.sight.names(number) {
			return data.ErrRestricted
		}
		if err := readBody(raw, &f); err != nil {
			return err
		}
		before := f.Asks
		f.Key, f.CaseNumber, f.Asks = key, "", why
		text, err := body(f)
		if err != nil {
			return err
		}
		if err := w.exec(`update feedback set body = ?, asks = ? where key = ?`, text, truth(why != ""), key); err != nil {
			return fmt.Errorf("saving whether a comment asks for an answer: %w", err)
		}
		f.CaseNumber = number
		summary := "Decided that a comment needs no answer."
		if why != "" {
			summary = "Decided that a comment needs an answer."
		}
		w.record("feedback.asks", 0, f.ID.String(), details{Summary: summary, Before: before, After: why})
		w.tell(FeedbackChanged, 0)
		return nil
	})
	return f, err
}
