package store

import (
	"cmp"
	"context"
	"database/sql"
	"encoding/hex"
	"fmt"
	"slices"

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
	err = s.read(ctx, data.RightShareable, func(t *tx) (err error) {
		facts, err = s.summaryFacts(t, p)
		t.sight.maskFacts(&facts)
		if !s.Officer().May(data.RightReports) {
			facts.ForSharing()
		}
		return err
	})
	if err != nil {
		return data.SummaryFacts{}, fmt.Errorf("reading the facts of a period: %w", err)
	}
	return facts, nil
}

func (s *Session) summaryFacts(t *tx, p data.Period) (data.SummaryFacts, error) {
	facts := data.SummaryFacts{Period: p, AsOf: s.file.now().UTC(), Settings: s.Settings()}
	today := facts.Settings.Today(facts.AsOf)
	before, last := p.Before(), p.To.Month()
	first := min(monthNumber(last)-trendMonths+1, monthNumber(p.From.Month()))
	var err error
	step := func(do func() error) {
		if err == nil {
			err = do()
		}
	}
	step(func() error {
		both, err := periodFacts(t, today, p, before)
		facts.PeriodFacts, facts.Before = both[0], both[1]
		return err
	})
	step(func() error { return markIdentifying(t, facts.Actions, facts.Settings) })
	step(func() (err error) { facts.Trend, err = trendFacts(t, first, monthNumber(last)); return err })
	step(func() (err error) {
		facts.Numbers, err = monthNumbers(t, monthOf(min(first, monthNumber(before.From.Month()))), last)
		return err
	})
	step(func() error {
		for q := data.QuarterPeriod(p.From); q.From <= p.To; q = q.Next() {
			themes, err := quarterThemes(t, q)
			if err != nil {
				return err
			}
			facts.Themes = append(facts.Themes, themes...)
		}
		return nil
	})
	step(func() (err error) { facts.RepeatComplainants, err = repeatComplainants(t, p.To); return err })
	step(func() (err error) { facts.Frozen, err = newestFrozen(t, p); return err })
	step(func() error {
		h, _, err := head(t)
		facts.AuditSeq, facts.AuditHead = h.seq, hex.EncodeToString(h.mac)
		return err
	})
	return facts, err
}

// periodFacts reads what happened in periods. What is read of a case is read once,
// whichever of their lists it stands in.
func periodFacts(t *tx, today data.Date, periods ...data.Period) ([]data.PeriodFacts, error) {
	all, lists := make([]data.PeriodFacts, len(periods)), make([]caseKeys, len(periods))
	var wanted []int64
	for i, p := range periods {
		var err error
		if all[i].Flow, err = flowFacts(t, p); err != nil {
			return all, err
		}
		if lists[i], err = keysOf(t, p, today, all[i].Flow); err != nil {
			return all, err
		}
		wanted = slices.Concat(wanted, lists[i].received, lists[i].closed, lists[i].open)
	}
	cases, err := caseFacts(t, wanted)
	if err != nil {
		return all, err
	}
	for _, key := range wanted {
		if cases[key] == nil { // a damaged file; [Session.Verify] tells of it
			cases[key] = &data.CaseFact{Key: key}
		}
	}
	actions, err := actionFacts(t, periods...)
	if err != nil {
		return all, err
	}
	for i, p := range periods {
		lists[i].fill(&all[i], cases)
		all[i].Actions = actions[i]
		if err := readParts(t, p, &all[i], cases); err != nil {
			return all, err
		}
	}
	return all, nil
}

// caseKeys are the cases of a period by the lists in which they stand.
type caseKeys struct {
	received, closed, open, openStart []int64
	closedOn                          map[int64]data.Date // the last closing of those closed
}

func keysOf(t *tx, p data.Period, today data.Date, flow []data.FlowFact) (k caseKeys, err error) {
	k.closedOn = map[int64]data.Date{}
	for _, move := range flow {
		if move.Flow == data.FlowClosed {
			k.closedOn[move.Case] = move.On
		}
	}
	for key := range k.closedOn {
		k.closed = append(k.closed, key)
	}
	slices.SortFunc(k.closed, func(a, b int64) int { return cmp.Or(cmp.Compare(k.closedOn[a], k.closedOn[b]), cmp.Compare(a, b)) })
	if k.received, err = keys(t, `select case_key from case_facts where counted <> '' and received_on between ? and ?`, int64(p.From), int64(p.To)); err != nil {
		return k, err
	}
	slices.Sort(k.received)
	if k.open, err = openOn(t, p.To, today); err != nil {
		return k, err
	}
	k.openStart, err = openOn(t, p.From.AddDays(-1), today)
	return k, err
}

// fill makes the lists of cases of a period of what was read of each case.
func (k caseKeys) fill(facts *data.PeriodFacts, cases map[int64]*data.CaseFact) {
	facts.OpenStart = k.openStart
	received := make(map[int64]bool, len(k.received))
	facts.Received, facts.Closed, facts.Open = make([]data.CaseFact, 0, len(k.received)), make([]data.CaseFact, 0, len(k.closed)), make([]data.CaseFact, 0, len(k.open))
	for _, key := range k.received {
		received[key] = true
		facts.Received = append(facts.Received, *cases[key])
	}
	for _, move := range facts.Flow {
		if move.Flow == data.FlowReceived && !received[move.Case] {
			facts.Voided = append(facts.Voided, move.Case)
		}
	}
	for _, key := range k.closed {
		if c := cases[key]; !c.SetAside() {
			facts.Closed = append(facts.Closed, *c)
			facts.Closed[len(facts.Closed)-1].Closed = k.closedOn[key]
		}
	}
	for _, key := range k.open {
		facts.Open = append(facts.Open, *cases[key])
		facts.Open[len(facts.Open)-1].Closed = 0 // it was open then, whenever it ended
	}
}

// readParts reads what stands beside the cases.
func readParts(t *tx, p data.Period, facts *data.PeriodFacts, cases map[int64]*data.CaseFact) (err error) {
	if facts.Issues, err = issueFacts(t, facts.Received, cases); err != nil {
		return err
	}
	if facts.Reopened, err = reopenFacts(t, p, facts.Closed); err != nil {
		return err
	}
	if facts.Feedback, err = feedbackFacts(t, int64(p.From), int64(p.To)); err != nil {
		return err
	}
	if facts.Advocacy, err = advocacyFacts(t, p); err != nil {
		return err
	}
	if facts.Letters, err = letterFacts(t, p); err != nil {
		return err
	}
	if facts.Referrals, err = dueFacts(t, "referral", p); err != nil {
		return err
	}
	if facts.Promises, err = dueFacts(t, "promise", p); err != nil {
		return err
	}
	facts.Escalations, err = escalationFacts(t, p)
	return err
}

// keys reads a query's one column of keys.
func keys(t *tx, query string, args ...any) (all []int64, err error) {
	err = t.each(query, args, func(r *sql.Rows) error {
		var key int64
		err := r.Scan(&key)
		all = append(all, key)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("reading keys: %w", err)
	}
	return all, nil
}

// caseFacts reads what the figures need of the cases with these keys.
func caseFacts(t *tx, wanted []int64) (map[int64]*data.CaseFact, error) {
	all, rows := make(map[int64]*data.CaseFact, len(wanted)), make([]data.CaseFact, 0, len(wanted))
	err := t.each(factsOfCases, []any{keyList(wanted)}, func(r *sql.Rows) error {
		var f data.CaseFact
		var kind, state, channel, payer, shift, closure, satisfied, qapi, disability string
		err := r.Scan(&f.Key, &f.Number, &kind, &state, &f.Unit, &f.Owner, &f.Received, &f.Closed, &f.Severity, &f.AckDue, &f.AckOn,
			&f.DecideDue, &f.DecideOn, &f.Reopened, &channel, &payer, &shift, &f.Entered, &f.Event, &f.InterimOn, &closure, &satisfied, &qapi,
			&f.OnTheSpot, &f.Anonymous, &f.Language, &f.Born, &disability)
		f.Kind, f.State, f.Channel, f.Payer, f.Shift = data.Kind(kind), data.State(state), data.Channel(channel), data.Payer(payer), data.Shift(shift)
		f.Closure, f.Satisfied, f.QAPI, f.Disability = data.Closure(closure), data.Satisfied(satisfied), data.QAPICategory(qapi), data.Disability(disability)
		rows = append(rows, f) // within its capacity, so that the pointers hold
		all[f.Key] = &rows[len(rows)-1]
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("reading what the figures need of cases: %w", err)
	}
	return all, nil
}

const factsOfCases = `select c.key, c.number, c.kind, c.state, c.unit, c.owner, c.received_on, coalesce(c.closed_on, 0), c.severity, c.ack_due, c.ack_on,
		c.decide_due, c.decide_on, c.reopened, f.channel, f.payer, f.shift, f.entered_on, f.event_on, f.interim_on, f.closure, f.satisfied, f.qapi,
		f.on_the_spot, f.anonymous, f.language, f.born, f.disability
	from (` + keysIn + `) k cross join cases c cross join case_facts f where c.key = k.value and f.case_key = k.value`

// flowFacts returns the moves of a period that changed the backlog, in the order
// of their days.
func flowFacts(t *tx, p data.Period) (all []data.FlowFact, err error) {
	err = t.each(`select case_key, on_day, flow, why from case_events where delta <> 0 and on_day between ? and ? order by on_day`,
		[]any{int64(p.From), int64(p.To)}, func(r *sql.Rows) error {
			var f data.FlowFact
			var flow, why string
			err := r.Scan(&f.Case, &f.On, &flow, &why)
			f.Flow, f.Why = data.Flow(flow), data.ReopenCause(why)
			all = append(all, f)
			return err
		})
	if err != nil {
		return nil, fmt.Errorf("reading the moves of cases: %w", err)
	}
	return all, nil
}

// openOn returns the cases that were open when a day ended; those open now for
// today or later. Up to the end of the month before it is on record what was open,
// and the moves since then lead on.
func openOn(t *tx, day, today data.Date) ([]int64, error) {
	if day >= today {
		return keys(t, `select key from cases where closed_on is null order by key`)
	}
	if day == day.Month().Last() {
		return openAtEnd(t, day.Month())
	}
	start, err := openAtEnd(t, day.Month().Add(-1))
	if err != nil {
		return nil, err
	}
	open := make(map[int64]int, len(start))
	for _, key := range start {
		open[key]++
	}
	err = t.each(`select case_key, flow from case_events where delta <> 0 and on_day between ? and ?`,
		[]any{int64(day.Month().First()), int64(day)}, func(r *sql.Rows) error {
			var key int64
			var flow string
			err := r.Scan(&key, &flow)
			open[key] += move{flow: flow}.delta()
			return err
		})
	if err != nil {
		return nil, fmt.Errorf("reading the moves of cases: %w", err)
	}
	var all []int64
	for key, n := range open {
		if n > 0 {
			all = append(all, key)
		}
	}
	slices.Sort(all)
	return all, nil
}

// openAtEnd returns the cases that were open when a month ended: those that have
// ended since and were open over its end, and those still open.
func openAtEnd(t *tx, m data.Month) ([]int64, error) {
	ended, err := keys(t, `select case_key from month_open where month = ?`, monthNumber(m))
	if err != nil {
		return nil, err
	}
	still, err := keys(t, `select key from cases where closed_on is null and opened_on <= ?`, int64(m.Last()))
	all := append(ended, still...)
	slices.Sort(all)
	return slices.Compact(all), err
}

// trendFacts returns the trend of the months from first to last from their sums
// alone.
func trendFacts(t *tx, first, last int) (trend []data.MonthCount, err error) {
	for m := first; m <= last; m++ {
		trend = append(trend, data.MonthCount{Month: monthOf(m)})
	}
	err = t.each(`select month, kind, cases from month_kinds where month between ? and ?`, []any{first, last}, func(r *sql.Rows) error {
		var month, cases int
		var kind string
		err := r.Scan(&month, &kind, &cases)
		switch k, at := data.Kind(kind), &trend[month-first]; {
		case k.NeedsNotice():
			at.Grievances += cases
		case k != data.Compliment: // which asks for no answer
			at.Others += cases
		}
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("reading the trend: %w", err)
	}
	err = t.each(`select month, days, cases from month_days where month between ? and ?`, []any{first, last}, func(r *sql.Rows) error {
		var month, days, cases int
		err := r.Scan(&month, &days, &cases)
		at := &trend[month-first]
		at.Closed += cases
		at.Days = append(at.Days, slices.Repeat([]int{days}, max(cases, 0))...)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("reading the trend: %w", err)
	}
	return trend, nil
}

// Months returns the first and the last month in which a case or a comment was
// received. Error: [data.ErrNotFound] where there is none.
func (s *Session) Months(ctx context.Context) (first, last data.Month, err error) {
	var days [4]sql.NullInt64
	err = s.read(ctx, data.RightShareable, func(t *tx) error {
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

// RecordExport notes in the audit chain that something was put out that names no
// patient, such as "the summary of 2026-10"; no patient's data. What names patients
// is for [Session.RecordNamedExport].
func (s *Session) RecordExport(ctx context.Context, what string) error {
	return s.recordExport(ctx, data.RightShareable, what)
}

// RecordNamedExport notes in the audit chain that something is printed that names
// patients, such as "the log of 2026, to the printer". It takes the passphrase again,
// so it comes before the print; a file of it leaves by [Session.HandOut]. Error:
// [data.ErrNoProof].
func (s *Session) RecordNamedExport(ctx context.Context, what string) error {
	return s.recordExport(ctx, data.RightExport, what)
}

func (s *Session) recordExport(ctx context.Context, right data.Right, what string) error {
	return s.write(ctx, right, func(w *work) error {
		w.record("report.export", 0, "", details{Summary: "Put out " + what + "."})
		return nil
	})
}
