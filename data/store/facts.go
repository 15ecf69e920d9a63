package store

import (
	"context"
	"database/sql"
	"encoding/hex"
	"fmt"

	"rapport/data"
)

// trendMonths is how many months a summary looks back over at least, that of the
// end of the period included.
const trendMonths = 24

// SummaryFacts reads the facts of a period and of the one before, all on one
// state of the case file. Every part is a range of an index; no part reads all
// cases. Error: [data.ErrNotAllowed] for a period that has no days.
func (s *Session) SummaryFacts(ctx context.Context, p data.Period) (facts data.SummaryFacts, err error) {
	if !p.Valid() {
		return facts, fmt.Errorf("reading the facts of a period without days: %w", data.ErrNotAllowed)
	}
	err = s.read(ctx, func(t *tx) (err error) { facts, err = s.summaryFacts(t, p); return err })
	if err != nil {
		return data.SummaryFacts{}, fmt.Errorf("reading the facts of a period: %w", err)
	}
	return facts, nil
}

func (s *Session) summaryFacts(t *tx, p data.Period) (data.SummaryFacts, error) {
	facts := data.SummaryFacts{Period: p, AsOf: s.file.now().UTC(), Settings: s.Settings()}
	today := facts.Settings.Today(facts.AsOf)
	last := p.To.Month()
	first := min(monthNumber(last)-trendMonths+1, monthNumber(p.From.Month()))
	var err error
	if facts.PeriodFacts, err = periodFacts(t, p, today); err != nil {
		return facts, err
	}
	if facts.Before, err = periodFacts(t, p.Before(), today); err != nil {
		return facts, err
	}
	if facts.Trend, err = trendFacts(t, first, monthNumber(last)); err != nil {
		return facts, err
	}
	from := min(first, monthNumber(p.Before().From.Month()))
	if facts.Numbers, err = monthNumbers(t, monthOf(from), last); err != nil {
		return facts, err
	}
	for q := data.QuarterPeriod(p.From); q.From <= p.To; q = q.Next() {
		themes, err := quarterThemes(t, q)
		if err != nil {
			return facts, err
		}
		facts.Themes = append(facts.Themes, themes...)
	}
	if facts.Frozen, err = newestFrozen(t, p); err != nil {
		return facts, err
	}
	h, _, err := head(t)
	facts.AuditSeq, facts.AuditHead = h.seq, hex.EncodeToString(h.mac)
	return facts, err
}

// periodFacts reads what happened in one period.
func periodFacts(t *tx, p data.Period, today data.Date) (facts data.PeriodFacts, err error) {
	from, to := int64(p.From), int64(p.To)
	if facts.Received, err = caseFacts(t, `select 0, `+factColumns+` from cases c where c.received_on between ? and ? order by c.key`, from, to); err != nil {
		return facts, err
	}
	if facts.Closed, err = closedFacts(t, from, to); err != nil {
		return facts, err
	}
	if facts.Open, err = openFacts(t, p.To.Month()); err != nil {
		return facts, err
	}
	if facts.Issues, err = issueFacts(t, from, to); err != nil {
		return facts, err
	}
	if facts.Flow, err = flowFacts(t, from, to); err != nil {
		return facts, err
	}
	if facts.OpenStart, err = openBefore(t, p.From.Month().Add(-1)); err != nil {
		return facts, err
	}
	if facts.Feedback, err = feedbackFacts(t, from, to); err != nil {
		return facts, err
	}
	advocacy, err := bodies[data.Advocacy](t, `select body from advocacy where done_on > 0 and done_on between ? and ? order by done_on, key`, from, to)
	if err != nil {
		return facts, err
	}
	for _, a := range advocacy {
		facts.Advocacy = append(facts.Advocacy, data.AdvocacyFact{Kind: a.Kind, Outcome: a.Outcome, Cents: a.RecoveredInAll(), DoneOn: a.DoneOn})
	}
	err = t.each(`select case_key, kind, issued_on from letters where issued_on between ? and ?`, []any{from, to}, func(r *sql.Rows) error {
		var l data.LetterFact
		err := r.Scan(&l.Case, &l.Kind, &l.IssuedOn)
		facts.Letters = append(facts.Letters, l)
		return err
	})
	return facts, err
}

const factColumns = `c.key, c.number, c.kind, c.state, c.unit, c.received_on, coalesce(c.closed_on, 0), c.severity,
	c.ack_due, c.ack_on, c.decide_due, c.decide_on, c.reopened`

// caseFacts reads facts. The first column, where it is not 0, is the day of
// closing that the row stands for.
func caseFacts(t *tx, query string, args ...any) ([]data.CaseFact, error) {
	var all []data.CaseFact
	err := t.each(query, args, func(r *sql.Rows) error {
		var f data.CaseFact
		var kind, state string
		var closed data.Date
		err := r.Scan(&closed, &f.Key, &f.Number, &kind, &state, &f.Unit, &f.Received, &f.Closed, &f.Severity,
			&f.AckDue, &f.AckOn, &f.DecideDue, &f.DecideOn, &f.Reopened)
		f.Kind, f.State = data.Kind(kind), data.State(state)
		if closed != 0 {
			f.Closed = closed
		}
		all = append(all, f)
		return err
	})
	return all, err
}

// closedFacts returns the cases closed between two days, each once: one that
// was reopened and closed again by its last closing.
func closedFacts(t *tx, from, to int64) ([]data.CaseFact, error) {
	moves, err := caseFacts(t, `select e.on_day, `+factColumns+` from case_events e join cases c on c.key = e.case_key
		where e.delta <> 0 and e.on_day between ? and ? and e.flow = 'closed' order by e.on_day, e.key`, from, to)
	if err != nil {
		return nil, err
	}
	last := make(map[int64]int, len(moves))
	for i, f := range moves {
		last[f.Key] = i
	}
	closed := moves[:0]
	for i, f := range moves {
		if last[f.Key] == i {
			closed = append(closed, f)
		}
	}
	return closed, nil
}

// openFacts returns the cases that were open when the month ended: those that
// have ended since and were open over its end, and those still open.
func openFacts(t *tx, m data.Month) ([]data.CaseFact, error) {
	open, err := caseFacts(t, `select 0, `+factColumns+` from month_open o join cases c on c.key = o.case_key where o.month = ? order by c.key`, monthNumber(m))
	if err != nil {
		return nil, err
	}
	still, err := caseFacts(t, `select 0, `+factColumns+` from cases c where c.closed_on is null and c.opened_on <= ? order by c.key`, int64(m.Last()))
	open = append(open, still...)
	for i := range open {
		open[i].Closed = 0 // it was open then, whenever it ended
	}
	return open, err
}

func issueFacts(t *tx, from, to int64) ([]data.IssueFact, error) {
	var all []data.IssueFact
	err := t.each(`select i.case_key, i.category, coalesce(json_extract(i.body, '$.taxonomy'), 0), i.severity, case when i.unit = '' then c.unit else i.unit end, i.outcome
		from cases c join issues i on i.case_key = c.key where c.received_on between ? and ? order by c.key, i.key`,
		[]any{from, to}, func(r *sql.Rows) error {
			var f data.IssueFact
			var outcome string
			err := r.Scan(&f.Case, &f.Category, &f.Taxonomy, &f.Severity, &f.Unit, &outcome)
			f.Outcome = data.Outcome(outcome)
			all = append(all, f)
			return err
		})
	return all, err
}

// flowFacts returns the moves between two days that changed the backlog.
func flowFacts(t *tx, from, to int64) (all []data.FlowFact, err error) {
	err = t.each(`select case_key, on_day, flow, why from case_events where delta <> 0 and on_day between ? and ? order by on_day, key`, []any{from, to}, func(r *sql.Rows) error {
		var f data.FlowFact
		err := r.Scan(&f.Case, &f.On, &f.Flow, &f.Why)
		all = append(all, f)
		return err
	})
	return all, err
}

// openBefore returns the keys of the cases that were open when a month ended.
func openBefore(t *tx, m data.Month) (keys []int64, err error) {
	open, err := openFacts(t, m)
	for _, f := range open {
		keys = append(keys, f.Key)
	}
	return keys, err
}

// trendFacts returns the trend of the months from first to last from their counts
// alone.
func trendFacts(t *tx, first, last int) (trend []data.MonthCount, err error) {
	for m := first; m <= last; m++ {
		trend = append(trend, data.MonthCount{Month: monthOf(m)})
	}
	err = t.each(`select month, grievances, others, closed from month_counts where month between ? and ?`, []any{first, last}, func(r *sql.Rows) error {
		var month int
		var c monthCount
		if err := r.Scan(&month, &c.grievances, &c.others, &c.closed); err != nil {
			return err
		}
		at := &trend[month-first]
		at.Grievances, at.Others, at.Closed = c.grievances, c.others, c.closed
		return nil
	})
	return trend, err
}

func feedbackFacts(t *tx, from, to int64) (f data.FeedbackFacts, err error) {
	err = t.get(`select count(*), count(case when empty = 1 then 1 end), count(case when sentiment >= 4 then 1 end),
			count(case when sentiment in (1, 2) then 1 end), count(case when sentiment > 0 then 1 end)
		from feedback where received between ? and ?`, []any{from, to}, &f.Comments, &f.Empty, &f.Negative, &f.Positive, &f.Rated)
	if err != nil {
		return f, err
	}
	if f.Themes, err = namedCounts(t, `select theme, count(*) from feedback_themes where received between ? and ? group by theme order by 2 desc, 1`, from, to); err != nil {
		return f, err
	}
	if f.Units, err = namedCounts(t, `select unit, count(*) from feedback where received between ? and ? and unit <> '' group by unit order by 2 desc, 1`, from, to); err != nil {
		return f, err
	}
	undated, err := t.count(`select count(*) from feedback where received = 0`)
	f.Undated = int(undated)
	return f, err
}

func namedCounts(t *tx, query string, args ...any) (all []data.NamedCount, err error) {
	err = t.each(query, args, func(r *sql.Rows) error {
		var c data.NamedCount
		err := r.Scan(&c.Name, &c.Count)
		all = append(all, c)
		return err
	})
	return all, err
}

// Months returns the first and the last month in which a case or a comment was
// received. Error: [data.ErrNotFound] where there is none.
func (s *Session) Months(ctx context.Context) (first, last data.Month, err error) {
	var days [4]sql.NullInt64
	err = s.read(ctx, func(t *tx) error {
		for i, query := range []string{
			`select min(received_on) from cases`, `select max(received_on) from cases`,
			`select min(received) from feedback where received > 0`, `select max(received) from feedback where received > 0`,
		} {
			if err := t.get(query, nil, &days[i]); err != nil {
				return fmt.Errorf("reading the months: %w", err)
			}
		}
		return nil
	})
	if err != nil {
		return first, last, err
	}
	if !days[0].Valid && !days[2].Valid {
		return first, last, data.ErrNotFound
	}
	lo, hi := days[0], days[1]
	if !lo.Valid || days[2].Valid && days[2].Int64 < lo.Int64 {
		lo = days[2]
	}
	if !hi.Valid || days[3].Valid && days[3].Int64 > hi.Int64 {
		hi = days[3]
	}
	return data.Date(lo.Int64).Month(), data.Date(hi.Int64).Month(), nil
}

// RecordExport notes in the audit chain what was put out, such as "the summary
// of 2026-10"; no patient's data.
func (s *Session) RecordExport(ctx context.Context, what string) error {
	return s.write(ctx, func(w *work) error {
		w.record("report.export", 0, "", details{Summary: "Put out " + what + "."})
		return nil
	})
}
