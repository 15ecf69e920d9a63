package store

import (
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"rapport/data"
)

// What the figures read of a case stands in narrow tables beside it. They follow
// from the case, its moves and nothing else, and are written anew whenever it
// changes; the sums of the months follow from the difference to what stood there.

// noEnd stands in action_facts for "not over", so that it comes after every day.
const noEnd = noDue

// counted is what a case adds to the sums of the months.
type counted struct {
	received data.Date
	kind     data.Kind // empty: nothing, it was set aside
	closings []closing
}

// closing is the last closing of a case in a month.
type closing struct{ month, days int }

// MarshalJSON writes [month, days].
func (c closing) MarshalJSON() ([]byte, error) { return json.Marshal([2]int{c.month, c.days}) }

// UnmarshalJSON reads [month, days].
func (c *closing) UnmarshalJSON(raw []byte) error {
	var pair [2]int
	err := json.Unmarshal(raw, &pair)
	c.month, c.days = pair[0], pair[1]
	return err
}

// closingsOn are the closings by their days in the order in which they were.
func closingsOn(received data.Date, days []data.Date) []closing {
	all := []closing{}
	for _, on := range days {
		c := closing{monthNumber(on.Month()), int(on - received)}
		if n := len(all); n > 0 && all[n-1].month == c.month {
			all[n-1] = c
			continue
		}
		all = append(all, c)
	}
	return all
}

// writeFacts writes what the figures need of a case whose rows and moves are
// written, and brings the sums of the months along.
func writeFacts(t *tx, f *data.CaseFile, set data.Settings) error {
	received, err := t.count(`select received_on from cases where key = ?`, f.Key)
	if err != nil {
		return fmt.Errorf("writing what the figures need: %w", err)
	}
	now := counted{received: data.Date(received)}
	fact := f.Fact(set.Zone())
	if !fact.SetAside() {
		now.kind = f.Kind
		if now.closings, err = closingsOf(t, f.Key, now.received); err != nil {
			return err
		}
	}
	was, err := countedAs(t, f.Key)
	if err != nil {
		return err
	}
	sums := monthSums{}
	sums.add(was, -1)
	sums.add(now, +1)
	if err := sums.write(t); err != nil {
		return err
	}
	return putFacts(t, f, now, fact, set)
}

// putFacts writes the rows themselves.
func putFacts(t *tx, f *data.CaseFile, c counted, fact data.CaseFact, set data.Settings) error {
	if err := putCaseFact(t, f, c, fact); err != nil {
		return err
	}
	for _, table := range []string{"due_facts", "action_facts"} {
		if err := t.exec(`delete from `+table+` where case_key = ?`, f.Key); err != nil {
			return fmt.Errorf("writing what the figures need: %w", err)
		}
	}
	return errors.Join(putDueFacts(t, "promise", f.PromiseFacts()), putDueFacts(t, "referral", f.ReferralFacts()),
		putActionFacts(t, f, set.Zone()), putLetterFacts(t, f, set))
}

func putCaseFact(t *tx, f *data.CaseFile, c counted, fact data.CaseFact) error {
	if c.closings == nil {
		c.closings = []closing{}
	}
	closings, err := body(c.closings)
	if err != nil {
		return err
	}
	var speaker any
	if p, ok := f.Complainant(); ok && p.Known != (data.ID{}) {
		speaker = p.Known[:]
	}
	err = t.exec(`insert or replace into case_facts (case_key, received_on, counted, speaker, closings, channel, payer, shift, entered_on, event_on,
			interim_on, closure, satisfied, qapi, on_the_spot, anonymous, language, born, disability)
		values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		f.Key, int64(c.received), string(c.kind), speaker, closings, string(fact.Channel), string(fact.Payer), string(fact.Shift), int64(fact.Entered),
		int64(fact.Event), int64(fact.InterimOn), string(fact.Closure), string(fact.Satisfied), string(fact.QAPI), truth(fact.OnTheSpot),
		truth(fact.Anonymous), fact.Language, int64(fact.Born), string(fact.Disability))
	if err != nil {
		return fmt.Errorf("writing what the figures need of a case: %w", err)
	}
	return nil
}

func putDueFacts(t *tx, kind string, all []data.DueFact) error {
	for place, d := range all {
		err := t.exec(`insert into due_facts (kind, due, case_key, place, unit, asked, done_on, missed, worked) values (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
			kind, int64(d.Due), d.Case, place, d.Unit, int64(d.Asked), int64(d.DoneOn), truth(d.Missed), string(d.Worked))
		if err != nil {
			return fmt.Errorf("writing what the figures need of a %s: %w", kind, err)
		}
	}
	return nil
}

// putActionFacts writes the action plans; those of a void case count for nothing.
func putActionFacts(t *tx, f *data.CaseFile, zone *time.Location) error {
	if f.Closure == data.ClosedVoid {
		return nil
	}
	for _, a := range f.Actions {
		opened, ended, last := a.ActionSpan(zone)
		if ended.IsZero() {
			ended, last = noEnd, noEnd
		}
		err := t.exec(`insert into action_facts (case_key, id, opened_on, ended_on, last_on) values (?, ?, ?, ?, ?)`,
			f.Key, a.ID[:], int64(opened), int64(ended), int64(last))
		if err != nil {
			return fmt.Errorf("writing what the figures need of an action plan: %w", err)
		}
	}
	return nil
}

// putLetterFacts brings along when the letters left and what they were due by. A
// letter that is not there yet was issued just now, and is judged once for all.
func putLetterFacts(t *tx, f *data.CaseFile, set data.Settings) error {
	for _, l := range f.Letters {
		due := f.LetterDuty(l, set.Zone())
		n, err := t.changed(`update letter_facts set left_on = ?, due = ? where case_key = ? and id = ?`, int64(l.Dispatched()), int64(due), f.Key, l.ID[:])
		if err == nil && n == 0 {
			fact := f.LetterFact(l, set)
			err = t.exec(`insert into letter_facts (case_key, id, kind, language, issued_on, left_on, due, grade, elements) values (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
				f.Key, l.ID[:], string(fact.Kind), string(fact.Language), int64(fact.IssuedOn), int64(fact.LeftOn), int64(due), fact.Grade, truth(fact.Elements))
		}
		if err != nil {
			return fmt.Errorf("writing what the figures need of a letter: %w", err)
		}
	}
	return nil
}

// closingsOf reads the closings of a case from its moves.
func closingsOf(t *tx, key int64, received data.Date) ([]closing, error) {
	var days []data.Date
	err := t.each(`select on_day from case_events where case_key = ? and flow = 'closed' order by key`, []any{key}, func(r *sql.Rows) error {
		var on data.Date
		err := r.Scan(&on)
		days = append(days, on)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("reading the moves of a case: %w", err)
	}
	return closingsOn(received, days), nil
}

// countedAs reads what a case adds to the sums of the months as they stand.
func countedAs(t *tx, key int64) (c counted, err error) {
	var raw []byte
	var kind string
	err = t.get(`select received_on, counted, closings from case_facts where case_key = ?`, []any{key}, &c.received, &kind, &raw)
	if errors.Is(err, sql.ErrNoRows) {
		return counted{}, nil
	}
	if err == nil {
		c.kind = data.Kind(kind)
		err = readBody(raw, &c.closings)
	}
	if err != nil {
		return c, fmt.Errorf("reading what the figures count: %w", err)
	}
	return c, nil
}

// monthSums is what a transaction adds to the sums of the months.
type monthSums map[monthSum]int

// monthSum is a row of month_kinds or, without a kind, of month_days.
type monthSum struct {
	month int
	kind  data.Kind
	days  int
}

// add counts a case n times.
func (s monthSums) add(c counted, n int) {
	if c.kind == "" {
		return
	}
	s[monthSum{month: monthNumber(c.received.Month()), kind: c.kind}] += n
	for _, closed := range c.closings {
		s[monthSum{month: closed.month, days: closed.days}] += n
	}
}

func (s monthSums) write(t *tx) error {
	for at, n := range s {
		table, column, value := "month_kinds", "kind", any(string(at.kind))
		if at.kind == "" {
			table, column, value = "month_days", "days", at.days
		}
		if n == 0 {
			continue
		}
		err := t.exec(`insert into `+table+` (month, `+column+`, cases) values (?, ?, ?)
			on conflict (month, `+column+`) do update set cases = `+table+`.cases + excluded.cases`, at.month, value, n)
		if err == nil && n < 0 {
			err = t.exec(`delete from `+table+` where month = ? and `+column+` = ? and cases = 0`, at.month, value)
		}
		if err != nil {
			return fmt.Errorf("summing the months: %w", err)
		}
	}
	return nil
}
