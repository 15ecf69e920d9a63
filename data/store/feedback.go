package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"math"
	"strings"

	"rapport/data"
)

// Feedback returns one page of feedback, newest received first; what has no
// readable date comes last.
func (s *Session) Feedback(ctx context.Context, q data.FeedbackQuery) (data.FeedbackPage, error) {
	l := s.sighted().feedback(feedbackList(q))
	if l.nothing {
		return data.FeedbackPage{}, nil
	}
	limit := pageSize(q.Limit)
	if q.After.Set {
		l.and(`(f.received, f.key) < (?, ?)`, q.After.Sort, q.After.Key)
	}
	query := `select f.key, f.case_number, f.body` + l.from + l.where.String() + ` order by f.received desc, f.key desc limit ?`
	var page data.FeedbackPage
	err := s.read(ctx, data.RightRead, func(t *tx) error {
		return t.each(query, append(l.args, limit+1), func(r *sql.Rows) error {
			var f data.Feedback
			var key int64
			var number string
			var raw sql.RawBytes
			if err := r.Scan(&key, &number, &raw); err != nil {
				return err
			}
			err := readBody(raw, &f)
			f.Key, f.CaseNumber = key, number
			page.Rows = append(page.Rows, f)
			return err
		})
	})
	if err != nil {
		return data.FeedbackPage{}, fmt.Errorf("reading the feedback: %w", err)
	}
	if page.More = len(page.Rows) > limit; page.More {
		page.Rows = page.Rows[:limit]
		last := page.Rows[limit-1]
		page.Next = data.Cursor{Key: last.Key, Sort: int64(last.Received), Set: true}
	}
	return page, nil
}

// CountFeedback returns how much feedback a query finds, at most [CountCap].
func (s *Session) CountFeedback(ctx context.Context, q data.FeedbackQuery) (n int, err error) {
	l := s.sighted().feedback(feedbackList(q))
	if l.nothing {
		return 0, nil
	}
	err = s.read(ctx, data.RightRead, func(t *tx) error {
		found, err := t.count(`select count(*) from (select 1`+l.from+l.where.String()+` limit ?)`, append(l.args, CountCap)...)
		n = int(found)
		return err
	})
	if err != nil {
		return 0, fmt.Errorf("counting the feedback: %w", err)
	}
	return n, nil
}

// feedback leaves out the comments of which hidden cases were made: what they say
// is what those are about.
func (s *sight) feedback(l *list) *list {
	if s.hides() {
		l.and(`f.case_number not in (`+keysIn+`)`, s.numbers)
	}
	return l
}

func feedbackList(q data.FeedbackQuery) *list {
	l := &list{from: ` from feedback f where 1 = 1`}
	if strings.TrimSpace(q.Text) != "" {
		words := question(q.Text)
		l.from, l.args, l.nothing = joinFeedback, []any{words}, words == ""
	}
	if q.Theme != "" {
		l.and(`exists (select 1 from feedback_themes h where h.theme = ? and h.received = f.received and h.feedback_key = f.key)`, q.Theme)
	}
	if q.Unit != "" {
		l.and(`f.unit = ?`, q.Unit)
	}
	if q.Month != (data.Month{}) {
		l.and(`f.received between ? and ?`, int64(q.Month.First()), int64(q.Month.Last()))
	}
	if q.Undated {
		l.and(`f.received = 0`)
	}
	if q.Asks {
		l.and(`f.asks = 1 and f.case_number = ''`)
	}
	return l
}

// FeedbackThemes returns the themes of all feedback, most frequent first.
func (s *Session) FeedbackThemes(ctx context.Context) (themes []data.NamedCount, err error) {
	err = s.read(ctx, data.RightRead, func(t *tx) (err error) {
		themes, err = namedCounts(t, `select theme, count(*) from feedback_themes group by theme order by 2 desc, 1`)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("reading the themes: %w", err)
	}
	return themes, nil
}

// AddFeedback keeps a comment that was written down by hand, such as that of a
// card. Error: [data.Missing].
func (s *Session) AddFeedback(ctx context.Context, f data.Feedback) (data.Feedback, error) {
	if f.Source == "" {
		f.Source = data.CardSource
	}
	f.ID = data.NewID()
	f.ExternalID, f.CaseNumber = f.ID.String(), ""
	err := s.write(ctx, data.RightWork, func(w *work) error {
		if err := f.Validate(w.today).Err(); err != nil {
			return err
		}
		f.EnteredAt = w.now
		f.Asks = data.AsksForAnswer(f, f.Asks != "")
		if err := insertFeedback(w.tx, f, 0); err != nil {
			return err
		}
		if err := w.get(`select key from feedback where source = ? and external_id = ?`, []any{f.Source, f.ExternalID}, &f.Key); err != nil {
			return fmt.Errorf("reading a comment: %w", err)
		}
		w.record("feedback.add", 0, f.ID.String(), details{Summary: "Wrote down a comment."})
		w.tell(FeedbackChanged, 0)
		return nil
	})
	return f, err
}

// SetThemes gives a comment the themes that the officer ticks. Errors:
// [data.Missing], [data.ErrNotFound].
func (s *Session) SetThemes(ctx context.Context, key int64, themes []string) (f data.Feedback, err error) {
	if err := data.ThemeGaps(themes).Err(); err != nil {
		return f, err
	}
	err = s.write(ctx, data.RightWork, func(w *work) error {
		var raw []byte
		err := w.get(`select body, case_number from feedback where key = ?`, []any{key}, &raw, &f.CaseNumber)
		if errors.Is(err, sql.ErrNoRows) {
			return data.ErrNotFound
		}
		if err != nil {
			return fmt.Errorf("reading a comment: %w", err)
		}
		if w.tx.sight.names(f.CaseNumber) {
			return data.ErrRestricted
		}
		number := f.CaseNumber
		if err := readBody(raw, &f); err != nil {
			return err
		}
		before := strings.Join(f.Themes, "; ")
		f.Key, f.CaseNumber, f.Themes = key, "", themes
		text, err := body(f)
		if err != nil {
			return err
		}
		if err := w.exec(`update feedback set body = ? where key = ?`, text, key); err != nil {
			return fmt.Errorf("saving the themes of a comment: %w", err)
		}
		if err := w.exec(`delete from feedback_themes where feedback_key = ?`, key); err != nil {
			return fmt.Errorf("saving the themes of a comment: %w", err)
		}
		if err := putThemes(w.tx, key, f); err != nil {
			return err
		}
		f.CaseNumber = number
		w.record("feedback.themes", 0, f.ID.String(), details{Summary: "Changed the themes of a comment.", Before: before, After: strings.Join(themes, "; ")})
		w.tell(FeedbackChanged, 0)
		return nil
	})
	return f, err
}

// LinkFeedback notes the case that was opened from a comment. Error:
// [data.ErrNotFound].
func (s *Session) LinkFeedback(ctx context.Context, key int64, number string) error {
	return s.write(ctx, data.RightWork, func(w *work) error {
		caseKey, err := keyOf(w.tx, number)
		if err != nil {
			return err
		}
		var before string
		if err := w.get(`select coalesce((select case_number from feedback where key = ?), '')`, []any{key}, &before); err != nil {
			return fmt.Errorf("linking the feedback: %w", err)
		}
		if w.tx.sight.names(before) {
			return data.ErrRestricted
		}
		n, err := w.changed(`update feedback set case_number = ? where key = ?`, number, key)
		if err != nil {
			return fmt.Errorf("linking the feedback: %w", err)
		}
		if n == 0 {
			return data.ErrNotFound
		}
		w.record("feedback.link", caseKey, number, details{Summary: "The case was opened from a comment."})
		w.tell(FeedbackChanged, 0)
		return nil
	})
}

// insertFeedback writes a new comment with its themes and words. Its key was never
// another's: drafts name comments by it.
func insertFeedback(t *tx, f data.Feedback, fromImport int64) error {
	if f.Received < 0 || f.Received > math.MaxInt32/2 {
		f.Received = 0
	}
	text, err := body(f)
	if err != nil {
		return err
	}
	var digest any
	if f.Digest != [32]byte{} {
		digest = f.Digest[:]
	}
	key, err := nextKey(t, lastFeedbackKey)
	if err != nil {
		return err
	}
	err = t.exec(`insert into feedback (key, id, source, external_id, received, unit, sentiment, empty, case_number, import, digest, asks, body)
		values (?, ?, ?, ?, ?, ?, ?, ?, '', ?, ?, ?, ?)`,
		key, f.ID[:], f.Source, f.ExternalID, int64(f.Received), f.Unit, f.Sentiment, truth(strings.TrimSpace(f.Text) == ""), fromImport, digest, truth(f.Asks != ""), text)
	if err != nil {
		return fmt.Errorf("writing a comment: %w", err)
	}
	if err := putThemes(t, key, f); err != nil {
		return err
	}
	if err := t.exec(indexFeedback, key, folded(f.Text, f.Unit, f.Question)); err != nil {
		return fmt.Errorf("writing the search index: %w", err)
	}
	return nil
}

// lastFeedbackKey is the greatest key that a comment ever had.
const lastFeedbackKey = `select max(coalesce((select max(key) from feedback), 0), coalesce((select max(last_key) from imports where kind = 'feedback'), 0))`

// putThemes writes the themes of a comment.
func putThemes(t *tx, key int64, f data.Feedback) error {
	for _, theme := range f.Themes {
		if theme == "" {
			continue
		}
		if err := t.exec(`insert into feedback_themes (theme, received, feedback_key) values (?, ?, ?) on conflict do nothing`, theme, int64(f.Received), key); err != nil {
			return fmt.Errorf("writing the themes of a comment: %w", err)
		}
	}
	return nil
}
