package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"

	"rapport/data"
)

// The actions of the chain by which reviews are found again.
const (
	auditReview  = "audit.review"
	accessReview = "access.review"
)

// RecordAccessReview notes that the list of who may do what was taken out to be
// reviewed (45 CFR 164.308(a)(4)(ii)(C)).
func (s *Session) RecordAccessReview(ctx context.Context) error {
	return s.write(ctx, data.RightAccess, func(w *work) error {
		w.record(accessReview, 0, "", details{Summary: "Took out the list of who may do what, for its review."})
		return nil
	})
}

// AuditMonth returns the activity of a month in numbers, by who did it, and the
// reviews of that month.
func (s *Session) AuditMonth(ctx context.Context, month data.Month) (data.AuditMonth, error) {
	m := data.AuditMonth{Month: month, Counts: make([]int, len(data.AuditKinds))}
	zone := s.Settings().Zone()
	from, to := instant(month.First().Start(zone)), instant(month.Add(1).First().Start(zone))
	err := s.read(ctx, data.RightAudit, func(t *tx) error {
		err := t.each(`select officer, action, count(*) from audit where at >= ? and at < ? group by officer, action order by officer`, []any{from, to}, func(r *sql.Rows) error {
			var officer, action string
			var n int
			if err := r.Scan(&officer, &action, &n); err != nil {
				return err
			}
			m.Entries += n
			if len(m.People) == 0 || m.People[len(m.People)-1].Name != officer {
				m.People = append(m.People, data.AuditPerson{Name: officer, Counts: make([]int, len(data.AuditKinds))})
			}
			if i := data.KindOfAudit(action); i >= 0 {
				m.Counts[i] += n
				m.People[len(m.People)-1].Counts[i] += n
			}
			return nil
		})
		if err != nil {
			return err
		}
		m.Reviews, err = auditReviews(t, month)
		return err
	})
	if err != nil {
		return m, fmt.Errorf("counting the entries of a month: %w", err)
	}
	return m, nil
}

// auditReviews are the reviews of a month, the newest first.
func auditReviews(t *tx, month data.Month) (all []data.AuditReview, err error) {
	err = t.each(`select a.at, a.officer, d.body from audit a join audit_details d on d.seq = a.seq where a.action = ? and a.object = ? order by a.seq desc`,
		[]any{auditReview, month.String()}, func(r *sql.Rows) error {
			var at int64
			var raw []byte
			one := data.AuditReview{}
			if err := r.Scan(&at, &one.By, &raw); err != nil {
				return err
			}
			var d details
			err := readBody(raw, &d)
			one.At, one.Note = timeOf(at), d.After
			all = append(all, one)
			return err
		})
	return all, err
}

// ReviewAudit keeps that the activity of a month was reviewed, with what was
// found: the signature is the entry of the chain (45 CFR 164.308(a)(1)(ii)(D)).
// Error: [data.Missing].
func (s *Session) ReviewAudit(ctx context.Context, month data.Month, note string) error {
	note = strings.TrimSpace(note)
	return s.write(ctx, data.RightAudit, func(w *work) error {
		if err := data.AuditReviewGaps(month, w.today.Month(), note).Err(); err != nil {
			return err
		}
		w.record(auditReview, 0, month.String(), details{Summary: "Reviewed the activity of " + month.Long() + ".", After: note})
		return nil
	})
}

// UnreviewedMonth returns the newest month that has ended, has entries and was not
// reviewed; ok is false where each was, or none has ended yet.
func (s *Session) UnreviewedMonth(ctx context.Context) (month data.Month, ok bool, err error) {
	zone := s.Settings().Zone()
	err = s.read(ctx, data.RightAudit, func(t *tx) error {
		before := data.DateOf(s.file.now(), zone).Month().Add(-1)
		var first int64
		if err := t.get(`select min(at) from audit`, nil, &first); errors.Is(err, sql.ErrNoRows) {
			return nil
		} else if err != nil {
			return err
		}
		if data.DateOf(timeOf(first), zone) > before.Last() {
			return nil
		}
		done, err := auditReviews(t, before)
		month, ok = before, len(done) == 0
		return err
	})
	if err != nil {
		err = fmt.Errorf("looking which month was reviewed: %w", err)
	}
	return month, ok, err
}
