package store

import (
	"bytes"
	"cmp"
	"database/sql"
	"fmt"
	"slices"

	"rapport/data"
)

// issueFacts reads the issues of cases, case by case. One without a unit of its own
// has that of its case.
func issueFacts(t *tx, of []data.CaseFact, cases map[int64]data.CaseFact) (all []data.IssueFact, err error) {
	wanted := make([]int64, len(of))
	for i, c := range of {
		wanted[i] = c.Key
	}
	err = t.each(issuesOfCases, []any{keyList(wanted)}, func(r *sql.Rows) error {
		var f data.IssueFact
		var stage, outcome string
		err := r.Scan(&f.Case, &f.Category, &f.Taxonomy, &f.Severity, &stage, &f.Unit, &outcome)
		f.Stage, f.Outcome = data.Stage(stage), data.Outcome(outcome)
		if f.Unit == "" {
			f.Unit = cases[f.Case].Unit
		}
		all = append(all, f)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("reading the issues of cases: %w", err)
	}
	return all, nil
}

const issuesOfCases = `select i.case_key, i.category, i.taxonomy, i.severity, i.stage, i.unit, i.outcome
	from (` + keysIn + `) k cross join issues i indexed by issues_facts where i.case_key = k.value order by k.value, i.key`

// advocacyFacts reads the actions for patients that ended in a period. Those of a
// merged case are its own: only what was still to be done went on in the other.
func advocacyFacts(t *tx, p data.Period) (all []data.AdvocacyFact, err error) {
	err = t.each(`select a.case_key, a.body from advocacy a cross join case_facts f where a.done_on > 0 and a.done_on between ? and ?
			and f.case_key = a.case_key and f.closure <> 'void' order by a.done_on, a.key`,
		[]any{int64(p.From), int64(p.To)}, func(r *sql.Rows) error {
			var key int64
			var raw sql.RawBytes
			if err := r.Scan(&key, &raw); err != nil {
				return err
			}
			var a data.Advocacy
			if err := readBody(raw, &a); err != nil {
				return err
			}
			f := data.AdvocacyFact{Case: key, Kind: a.Kind, Outcome: a.Outcome, Cents: a.RecoveredInAll(), DoneOn: a.DoneOn}
			for _, l := range a.Levels {
				if l.Outcome != "" {
					f.Appeals = append(f.Appeals, l.Outcome)
				}
			}
			all = append(all, f)
			return nil
		})
	if err != nil {
		return nil, fmt.Errorf("reading the actions for patients: %w", err)
	}
	return all, nil
}

// letterFacts reads the letters issued in a period.
func letterFacts(t *tx, p data.Period) (all []data.LetterFact, err error) {
	err = t.each(`select case_key, kind, language, issued_on, left_on, due, grade, elements from letter_facts where issued_on between ? and ? order by issued_on, case_key`,
		[]any{int64(p.From), int64(p.To)}, func(r *sql.Rows) error {
			var f data.LetterFact
			var kind, language string
			err := r.Scan(&f.Case, &kind, &language, &f.IssuedOn, &f.LeftOn, &f.Due, &f.Grade, &f.Elements)
			f.Kind, f.Language = data.LetterKind(kind), data.Lang(language)
			all = append(all, f)
			return err
		})
	if err != nil {
		return nil, fmt.Errorf("reading the letters of a period: %w", err)
	}
	return all, nil
}

// actionFacts reads, for each period, the action plans that were open at some time
// in it, and those verified or checked in it. Most plans stand in more than one.
func actionFacts(t *tx, periods ...data.Period) ([][]data.ActionFact, error) {
	all := make([][]data.ActionFact, len(periods))
	whole := periods[0]
	for _, p := range periods {
		whole.From, whole.To = min(whole.From, p.From), max(whole.To, p.To)
	}
	// A wish for their order would have all plans read, instead of those of the index.
	err := t.each(`select a.case_key, a.opened_on, a.ended_on, c.number, c.unit, r.body
		from action_facts a indexed by action_facts_last cross join records r cross join cases c
		where a.last_on >= ? and a.opened_on <= ? and r.case_key = a.case_key and r.id = a.id and c.key = a.case_key`,
		[]any{int64(whole.From), int64(whole.To)}, func(r *sql.Rows) error {
			var f data.ActionFact
			var ended data.Date
			var raw sql.RawBytes
			if err := r.Scan(&f.Case, &f.Opened, &ended, &f.Number, &f.Unit, &raw); err != nil {
				return err
			}
			if err := readBody(raw, &f.Plan); err != nil {
				return err
			}
			if f.Plan.Unit != "" {
				f.Unit = f.Plan.Unit
			}
			for i, p := range periods {
				open := f.Opened <= p.To && ended >= p.From
				if open || p.Has(f.Plan.VerifiedOn) || p.Has(f.Plan.First.On) || p.Has(f.Plan.Second.On) {
					all[i] = append(all[i], f)
				}
			}
			return nil
		})
	if err != nil {
		return nil, fmt.Errorf("reading the action plans: %w", err)
	}
	for _, plans := range all {
		slices.SortFunc(plans, func(a, b data.ActionFact) int {
			return cmp.Or(cmp.Compare(a.Case, b.Case), bytes.Compare(a.Plan.ID[:], b.Plan.ID[:])) // an id begins with the time
		})
	}
	return all, nil
}

// dueFacts reads the referrals or the promises that were due or done in a period.
func dueFacts(t *tx, kind string, p data.Period) (all []data.DueFact, err error) {
	const columns = `select case_key, place, unit, asked, due, done_on, missed, worked from due_facts `
	err = t.each(columns+`where kind = ?1 and due between ?2 and ?3 union `+
		columns+`indexed by due_facts_done where kind = ?1 and done_on > 0 and done_on between ?2 and ?3 order by due, case_key, place`,
		[]any{kind, int64(p.From), int64(p.To)}, func(r *sql.Rows) error {
			var f data.DueFact
			var place int
			var worked string
			err := r.Scan(&f.Case, &place, &f.Unit, &f.Asked, &f.Due, &f.DoneOn, &f.Missed, &worked)
			f.Worked = data.Effect(worked)
			all = append(all, f)
			return err
		})
	if err != nil {
		return nil, fmt.Errorf("reading what was due in a period: %w", err)
	}
	return all, nil
}

// escalationFacts reads the triggers that were raised in a period.
func escalationFacts(t *tx, p data.Period) (all []data.EscalationFact, err error) {
	err = t.each(`select r.case_key, r.body from records r cross join case_facts f where r.kind = ? and r.on_day between ? and ?
			and f.case_key = r.case_key and f.closure <> 'void' order by r.on_day, r.key`,
		[]any{string(data.RecEscalation), int64(p.From), int64(p.To)}, func(r *sql.Rows) error {
			var key int64
			var raw sql.RawBytes
			if err := r.Scan(&key, &raw); err != nil {
				return err
			}
			var e data.Escalation
			err := readBody(raw, &e)
			all = append(all, data.EscalationFact{Case: key, Trigger: e.Trigger, On: e.On})
			return err
		})
	if err != nil {
		return nil, fmt.Errorf("reading the escalations: %w", err)
	}
	return all, nil
}
