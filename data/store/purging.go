package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"time"

	"rapport/data"
)

// purgePage is how many cases a page of [Session.PurgeableCases] has at most.
const purgePage = 50

// PurgeableCases returns one page of the cases that may be purged today, those
// closed first at the top. Those for which a purge was asked are among them.
func (s *Session) PurgeableCases(ctx context.Context, after data.Cursor) (page data.PurgePage, err error) {
	set := s.Settings()
	today := set.Today(s.file.now())
	years := max(set.RetentionYears, data.LeastRetentionYears)
	latest := data.DateOf(today.Start(time.UTC).AddDate(-years, 0, 1), time.UTC) // one day more: leap years
	err = s.read(ctx, data.RightRetention, func(t *tx) error {
		for !page.More {
			keys, err := closedBefore(t, latest, after)
			if err != nil {
				return err
			}
			for i, row := range keys {
				after = data.Cursor{Key: row.Key, Sort: int64(row.ClosedOn), Set: true}
				one, err := s.purgeable(t, row, set)
				if err != nil {
					return err
				}
				if one.Retention.MayPurge(today) {
					page.Rows = append(page.Rows, one)
				}
				if len(page.Rows) == purgePage {
					page.Next, page.More = after, i < len(keys)-1 || len(keys) == purgePage
					return nil
				}
			}
			if len(keys) < purgePage {
				return nil
			}
		}
		return nil
	})
	return page, err
}

// closedBefore reads the next cases in the order of their closing that a purge
// could be about.
func closedBefore(t *tx, latest data.Date, after data.Cursor) (rows []data.CaseRow, err error) {
	query := `select ` + rowColumns + ` from cases c where c.closed_order between 1 and ? and (c.closed_order, c.key) > (?, ?)
		and c.state <> 'purged' and c.flags & 4 = 0`
	but, hidden := t.sight.but("c.key")
	args := append([]any{int64(latest), after.Sort, after.Key}, append(hidden, purgePage)...)
	err = t.each(query+but+` order by c.closed_order, c.key limit ?`, args, func(r *sql.Rows) error {
		row, err := scanRow(r)
		row = t.sight.row(row)
		rows = append(rows, row)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("reading the cases that may be purged: %w", err)
	}
	return rows, nil
}

func (s *Session) purgeable(t *tx, row data.CaseRow, set data.Settings) (data.Purgeable, error) {
	f, err := readCase(t, row.Key)
	if err != nil {
		return data.Purgeable{}, err
	}
	kept, err := retention(t, f, set, map[string]bool{})
	return data.Purgeable{Row: row, Retention: kept, Request: f.Purged}, err
}

// PurgeRequests returns the cases for which a purge was asked and not yet
// confirmed, the oldest request first.
func (s *Session) PurgeRequests(ctx context.Context) (all []data.Purgeable, err error) {
	set := s.Settings()
	err = s.read(ctx, data.RightRetention, func(t *tx) error {
		var rows []data.CaseRow
		but, hidden := t.sight.but("c.key")
		query := `select ` + rowColumns + ` from purges p join cases c on c.key = p.case_key where p.stage = 'asked'` + but + ` order by p.asked_on, p.case_key limit ?`
		err := t.each(query, append(hidden, maxLimit), func(r *sql.Rows) error {
			row, err := scanRow(r)
			row = t.sight.row(row)
			rows = append(rows, row)
			return err
		})
		if err != nil {
			return fmt.Errorf("reading the requests for a purge: %w", err)
		}
		for _, row := range rows {
			one, err := s.purgeable(t, row, set)
			if err != nil {
				return err
			}
			all = append(all, one)
		}
		return nil
	})
	return all, err
}

// AskPurge asks for the purge of cases; another officer confirms it. Errors:
// [data.Missing], [data.ErrNotFound].
func (s *Session) AskPurge(ctx context.Context, keys []int64, reason string) error {
	if err := data.ReasonGiven(reason, "Write why these cases are purged."); err != nil {
		return err
	}
	return s.eachPurge(ctx, data.RightPurge, keys, func(c *caseWork) error {
		f := &c.file
		kept, err := retention(c.tx, *f, c.set, map[string]bool{})
		if err != nil {
			return err
		}
		if err := data.PurgeGate(*f, kept, c.today).Err(); err != nil {
			return err
		}
		if err := unreadGlass(c.tx, f); err != nil {
			return err
		}
		if f.Purged.Asked() {
			return data.Missing{{Code: "asked", Field: "number", Sentence: "A purge of " + f.Number + " was asked for already."}}
		}
		f.Purged = data.PurgeRecord{AskedBy: c.by, AskedOn: c.today, Reason: reason}
		if err := c.exec(`insert into purges (case_key, stage, asked_on, asked_by, confirmed_by, body) values (?, 'asked', ?, ?, '', '')`,
			f.Key, int64(c.today), c.by); err != nil {
			return fmt.Errorf("asking for a purge: %w", err)
		}
		c.say("purge.ask", data.ID{}, details{Summary: "Asked for the purge of the case. Reason: " + reason})
		return nil
	})
}

// RefusePurge takes requests for a purge back, one's own or another's. Errors:
// [data.Missing], [data.ErrNotFound].
func (s *Session) RefusePurge(ctx context.Context, keys []int64, reason string) error {
	if err := data.ReasonGiven(reason, "Write why these cases are not purged."); err != nil {
		return err
	}
	return s.eachPurge(ctx, data.RightRetention, keys, func(c *caseWork) error {
		if !c.file.Purged.Asked() {
			return data.ErrNotFound
		}
		c.say("purge.refuse", data.ID{}, details{Summary: "The request for a purge was taken back. Reason: " + reason})
		return c.dropPurgeRequest()
	})
}

// eachPurge changes several cases in one transaction that cannot be taken back.
func (s *Session) eachPurge(ctx context.Context, right data.Right, keys []int64, do func(c *caseWork) error) error {
	return s.write(ctx, right, func(w *work) error {
		for _, key := range keys {
			c, err := w.openCase(key)
			if err != nil {
				return err
			}
			if err := do(c); err != nil {
				return err
			}
			if err := c.finish(); err != nil {
				return err
			}
		}
		w.endUndo()
		return nil
	})
}

// dropPurgeRequest forgets that a purge was asked for, when there is such a
// request.
func (c *caseWork) dropPurgeRequest() error {
	if !c.file.Purged.Asked() {
		return nil
	}
	c.file.Purged, c.final = data.PurgeRecord{}, true
	if err := c.exec(`delete from purges where case_key = ? and stage = 'asked'`, c.file.Key); err != nil {
		return fmt.Errorf("taking back the request for a purge: %w", err)
	}
	return nil
}

// ConfirmPurge purges cases for which another officer asked it, all or none: what
// was written in them is removed everywhere in the case file and cannot come
// back. Errors: [data.Missing], [data.ErrNotFound].
func (s *Session) ConfirmPurge(ctx context.Context, keys []int64) (certs []data.PurgeCertificate, err error) {
	if err := s.allow(data.RightPurge); err != nil {
		return nil, err
	}
	held, err := s.copiesLeft(ctx)
	if err != nil {
		return nil, err
	}
	err = s.write(ctx, data.RightPurge, func(w *work) error {
		certs = nil
		for _, key := range keys {
			cert, err := w.purgeCase(key, held)
			if err != nil {
				return err
			}
			certs = append(certs, cert)
		}
		w.tell(TodayChanged, 0)
		w.endUndo()
		return w.exec(mergeCaseIndex)
	})
	if err != nil {
		return nil, err
	}
	return certs, s.explain(ctx, s.base.settle(context.WithoutCancel(ctx)))
}

// PurgeCertificate returns the certificate of a purged case; the backups and
// what restores put aside are those still there, which hold the case still. Error: [data.ErrNotFound].
func (s *Session) PurgeCertificate(ctx context.Context, number string) (cert data.PurgeCertificate, err error) {
	err = s.read(ctx, data.RightRead, func(t *tx) error {
		key, err := keyOf(t, number)
		if err != nil {
			return err
		}
		var raw []byte
		err = t.get(`select body from purges where case_key = ? and stage = 'done'`, []any{key}, &raw)
		if errors.Is(err, sql.ErrNoRows) {
			return data.ErrNotFound
		}
		if err != nil {
			return fmt.Errorf("reading a certificate: %w", err)
		}
		return readBody(raw, &cert)
	})
	if err != nil {
		return cert, err
	}
	left, err := s.copiesLeft(ctx)
	if err != nil {
		return cert, err
	}
	gone := func(there []string) func(string) bool {
		return func(name string) bool { return !slices.Contains(there, name) }
	}
	cert.Backups = slices.DeleteFunc(cert.Backups, gone(left.backups))
	cert.Replaced = slices.DeleteFunc(cert.Replaced, gone(left.replaced))
	return cert, nil
}
