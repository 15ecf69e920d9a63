package store

import (
	"context"
	"database/sql"
	"fmt"
	"maps"
	"slices"

	"rapport/data"
)

// verifyFigures checks that every case has its facts and that the months sum up to
// them; deep works the facts of every case out anew.
func (s *Session) verifyFigures(ctx context.Context, deep bool) (found string, ok bool, err error) {
	var without, differ int64
	summed := true
	err = s.base.read(ctx, func(t *tx) (err error) {
		if without, err = t.count(`select count(*) from cases c where not exists (select 1 from case_facts f where f.case_key = c.key)`); err != nil {
			return err
		}
		if summed, err = sumsHold(t); err != nil || !deep {
			return err
		}
		differ, err = factsThatDiffer(t, s.Settings())
		return err
	})
	switch {
	case without > 0:
		return fmt.Sprintf("%d cases are missing from what the figures are made of.", without), false, err
	case !summed:
		return "The months do not sum up to their cases.", false, err
	case differ > 0:
		return fmt.Sprintf("What the figures are made of differs from %d cases.", differ), false, err
	}
	return "The figures are made of every case as it stands.", true, err
}

// sumsHold reports whether the sums of the months are those of the cases.
func sumsHold(t *tx) (bool, error) {
	want := monthSums{}
	err := t.each(`select received_on, counted, closings from case_facts`, nil, func(r *sql.Rows) error {
		var c counted
		var kind string
		var raw sql.RawBytes
		if err := r.Scan(&c.received, &kind, &raw); err != nil {
			return err
		}
		c.kind = data.Kind(kind)
		err := readBody(raw, &c.closings)
		want.add(c, +1)
		return err
	})
	if err != nil {
		return false, err
	}
	have := monthSums{}
	err = t.each(`select month, kind, 0, cases from month_kinds union all select month, '', days, cases from month_days`, nil, func(r *sql.Rows) error {
		var at monthSum
		var kind string
		var n int
		err := r.Scan(&at.month, &kind, &at.days, &n)
		at.kind = data.Kind(kind)
		have[at] = n
		return err
	})
	return maps.Equal(want, have), err
}

// factsThatDiffer counts the cases of which something else is on record than
// follows from them. Days that hang on the office's time zone are left out: the
// zone may have been corrected since.
func factsThatDiffer(t *tx, set data.Settings) (n int64, err error) {
	all, err := keys(t, `select key from cases order by key`)
	if err != nil {
		return 0, err
	}
	for _, key := range all {
		same, err := factsHold(t, key, set)
		if err != nil {
			return 0, err
		}
		if !same {
			n++
		}
	}
	return n, nil
}

func factsHold(t *tx, key int64, set data.Settings) (bool, error) {
	f, err := readCase(t, key)
	if err != nil {
		return false, err
	}
	on, err := caseFacts(t, []int64{key})
	if err != nil {
		return false, err
	}
	if on[key] == nil {
		return false, nil
	}
	is, want := *on[key], f.Fact(set.Zone())
	is.Received, is.Closed, is.Entered, is.InterimOn = want.Received, want.Closed, want.Entered, want.InterimOn
	if f.State == data.StatePurged { // its row keeps these
		want.Severity, want.AckDue, want.AckOn, want.DecideDue, want.DecideOn = is.Severity, is.AckDue, is.AckOn, is.DecideDue, is.DecideOn
	}
	c, err := countedAs(t, key)
	if err != nil || is != want || (c.kind == "") != want.SetAside() || c.kind != "" && c.kind != f.Kind {
		return false, err
	}
	closings, err := closingsOf(t, key, c.received)
	if err != nil {
		return false, err
	}
	if c.kind != "" && fmt.Sprint(closings) != fmt.Sprint(c.closings) {
		return false, nil
	}
	return partsHold(t, &f)
}

// partsHold reports whether what is owed, the action plans, the letters and who
// spoke up are on record as they follow from the case.
func partsHold(t *tx, f *data.CaseFile) (bool, error) {
	var want []string
	say := func(parts ...any) { want = append(want, fmt.Sprint(parts...)) }
	for kind, dues := range map[string][]data.DueFact{"promise": f.PromiseFacts(), "referral": f.ReferralFacts()} {
		for place, d := range dues {
			say(kind, "|", place, "|", int64(d.Due), "|", d.Unit, "|", int64(d.Asked), "|", int64(d.DoneOn), "|", truth(d.Missed), "|", string(d.Worked))
		}
	}
	for _, a := range f.Actions {
		if f.Closure != data.ClosedVoid {
			say("action|", a.ID)
		}
	}
	for _, l := range f.Letters {
		say("letter|", l.ID, "|", string(l.Kind), "|", int64(l.Dispatched()))
	}
	if p, ok := f.Complainant(); ok && p.Known != (data.ID{}) {
		say("speaker|", p.Known)
	}
	var is []string
	for _, query := range []string{
		`select kind || '|' || place || '|' || due || '|' || unit || '|' || asked || '|' || done_on || '|' || missed || '|' || worked, null, '' from due_facts where case_key = ?`,
		`select 'action|', id, '' from action_facts where case_key = ?`,
		`select 'letter|', id, '|' || kind || '|' || left_on from letter_facts where case_key = ?`,
		`select 'speaker|', speaker, '' from case_facts where case_key = ? and speaker is not null`,
	} {
		err := t.each(query, []any{f.Key}, func(r *sql.Rows) error {
			var before, after, of string
			var id []byte
			err := r.Scan(&before, &id, &after)
			if len(id) == len(data.ID{}) {
				of = data.ID(id).String()
			}
			is = append(is, before+of+after)
			return err
		})
		if err != nil {
			return false, err
		}
	}
	slices.Sort(want)
	slices.Sort(is)
	return slices.Equal(want, is), nil
}
