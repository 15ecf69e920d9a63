package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"

	"rapport/data"
)

// Freeze keeps the figures of a period as they are reported now: measure works
// them out from the facts, which are read in the same transaction, with the head
// of the audit chain before it. A period that is frozen already gets its next
// version; none ever changes. Error: [data.Missing] for a period that has not
// ended.
func (s *Session) Freeze(ctx context.Context, p data.Period, note string, measure func(data.SummaryFacts) []data.FrozenFigure) (frozen data.FrozenReport, err error) {
	err = s.write(ctx, data.RightNumbers, func(w *work) error {
		if err := data.FreezeGaps(p, note, w.today).Err(); err != nil {
			return err
		}
		facts, err := w.s.summaryFacts(w.whole(), p)
		if err != nil {
			return err
		}
		version, err := w.count(`select coalesce(max(version), 0) + 1 from frozen_reports where first_day = ? and last_day = ?`, int64(p.From), int64(p.To))
		if err != nil {
			return fmt.Errorf("freezing a report: %w", err)
		}
		frozen = data.FrozenReport{Period: p, Version: int(version), At: w.now, By: w.by, AuditSeq: facts.AuditSeq, AuditHead: facts.AuditHead,
			Note: strings.TrimSpace(note), Cases: facts.Snapshot()}
		w.tx.sight.maskFacts(&facts)
		frozen.Figures = measure(facts)
		if err := w.put(frozen, `insert into frozen_reports (first_day, last_day, version, body) values (?, ?, ?, ?)`,
			int64(p.From), int64(p.To), version); err != nil {
			return err
		}
		w.record("report.freeze", 0, p.String(), details{Summary: fmt.Sprintf("Froze the report of %s, version %d.", p, version), After: frozen.Note})
		w.tell(ReportsChanged, 0)
		w.tx.sight.maskFrozen(&frozen)
		return nil
	})
	return frozen, err
}

// FrozenReports returns the frozen reports of the very period, the newest first.
func (s *Session) FrozenReports(ctx context.Context, p data.Period) (all []data.FrozenReport, err error) {
	err = s.read(ctx, data.RightShareable, func(t *tx) (err error) {
		all, err = bodies[data.FrozenReport](t, `select body from frozen_reports where first_day = ? and last_day = ? order by version desc`, int64(p.From), int64(p.To))
		for i := range all {
			t.sight.maskFrozen(&all[i])
			if !s.Officer().May(data.RightReports) {
				all[i] = all[i].ForSharing()
			}
		}
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("reading the frozen reports: %w", err)
	}
	return all, nil
}

// newestFrozen returns the newest freeze of the very period; nil where there is
// none.
func newestFrozen(t *tx, p data.Period) (*data.FrozenReport, error) {
	var raw []byte
	err := t.get(`select body from frozen_reports where first_day = ? and last_day = ? order by version desc limit 1`, []any{int64(p.From), int64(p.To)}, &raw)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, nil
	}
	var f data.FrozenReport
	if err == nil {
		err = readBody(raw, &f)
	}
	if err != nil {
		return nil, fmt.Errorf("reading a frozen report: %w", err)
	}
	return &f, nil
}
