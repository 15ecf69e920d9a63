package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"rapport/data"
)

// takeFrom copies into the case what it has to answer for from now on, and notes
// what was copied.
func (c *caseWork) takeFrom(from *data.CaseFile, l *caseLink) error {
	f := &c.file
	var err error
	copyParts(c.tx, &err, f.Key, &f.People, from.People, &l.People, personID, putPerson, func(p *data.Person) bool { return !f.Has(*p) })
	copyParts(c.tx, &err, f.Key, &f.Issues, from.Issues, &l.Issues, issueID, putIssue, func(i *data.Issue) bool {
		i.From = from.Number
		return true
	})
	copyParts(c.tx, &err, f.Key, &f.Tasks, from.Tasks, &l.Tasks, taskID, putTask, func(k *data.Task) bool { return k.DoneOn.IsZero() })
	copyParts(c.tx, &err, f.Key, &f.Steps, from.Steps, &l.Steps, stepID, putStep, func(st *data.Step) bool { return st.DoneOn.IsZero() })
	copyParts(c.tx, &err, f.Key, &f.Advocacy, from.Advocacy, &l.Advocacy, advocacyID, putAdvocacy, func(a *data.Advocacy) bool { return a.Outcome == "" })
	copyParts(c.tx, &err, f.Key, &f.Clocks, from.Clocks, &l.Clocks, clockID, putClock, func(k *data.Clock) bool { return k.Running() && !f.Measures(*k) })
	if err != nil {
		return err
	}
	return c.takeEarlierDays(from, l)
}

// copyParts adds to the list of a case the records of another that are wanted;
// want may change the copy.
func copyParts[T any](t *tx, err *error, key int64, mine *[]T, theirs []T, copied *[]data.ID, id func(*T) *data.ID, put func(*tx, int64, T) error, want func(*T) bool) {
	for _, one := range theirs {
		if *err != nil || !want(&one) {
			continue
		}
		*mine, *copied = append(*mine, one), append(*copied, *id(&one))
		*err = put(t, key, one)
	}
}

// takeEarlierDays moves the duties of the case that the other was to do sooner.
func (c *caseWork) takeEarlierDays(from *data.CaseFile, l *caseLink) error {
	for i, mine := range c.file.Clocks {
		for _, theirs := range from.Clocks {
			if theirs.Running() && mine.SameDuty(theirs) && mine.ID != theirs.ID && theirs.Due < mine.Due {
				l.Moved = append(l.Moved, movedClock{mine.ID, mine.Due, theirs.Due})
				if err := c.moveDay(i, theirs.Due, "Merged with "+from.Number+", which owes it sooner."); err != nil {
					return err
				}
				mine = c.file.Clocks[i]
			}
		}
	}
	return nil
}

// moveDay moves the due date of the clock in a place, with the reason.
func (c *caseWork) moveDay(place int, to data.Date, reason string) error {
	k := c.file.Clocks[place]
	was := k.Due
	k.Changes = append(append([]data.ClockChange(nil), k.Changes...), data.ClockChange{At: c.now, By: c.by, From: was, To: to, Reason: reason})
	k.Due = to
	return c.writeClock(place, k, "clock.move", details{Summary: k.Label() + " is due on another day. Reason: " + reason, Before: was.String(), After: to.String()})
}

// takeSame takes off the link of two cases as the same matter, in whichever
// direction it was written, and returns what it said.
func takeSame(t *tx, a, b int64) (*caseLink, error) {
	var raw []byte
	err := t.get(`select body from case_links where kind = ? and (first = ? and second = ? or first = ? and second = ?)`, []any{linkSame, a, b, b, a}, &raw)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("merging two cases: %w", err)
	}
	var l caseLink
	if err := readBody(raw, &l); err != nil {
		return nil, err
	}
	if err := t.exec(`delete from case_links where first = ? and second = ? or first = ? and second = ?`, a, b, b, a); err != nil {
		return nil, fmt.Errorf("merging two cases: %w", err)
	}
	return &l, nil
}

// UnmergeCases takes a merge back: the case with the key goes on by itself, with
// what became of its people, issues and work meanwhile. It returns that case.
// Errors: [data.ErrNotFound], [data.Missing].
func (s *Session) UnmergeCases(ctx context.Context, key int64, reason string) (data.CaseFile, error) {
	var target int64
	err := s.read(ctx, data.RightWork, func(t *tx) (err error) {
		target, err = t.count(`select coalesce((select first from case_links where second = ? and kind = ?), 0)`, key, linkMerged)
		return err
	})
	if err == nil && target == 0 {
		err = data.ErrNotFound
	}
	if err != nil {
		return data.CaseFile{}, err
	}
	return s.changeTwo(ctx, key, target, func(a, b *caseWork) error {
		var raw []byte
		if err := a.get(`select body from case_links where first = ? and second = ? and kind = ?`, []any{target, key, linkMerged}, &raw); err != nil {
			return fmt.Errorf("taking a merge back: %w", err)
		}
		var l caseLink
		if err := readBody(raw, &l); err != nil {
			return err
		}
		if err := data.UnmergeGate(b.file, l.Issues).Err(); err != nil {
			return err
		}
		if err := b.giveBack(a, l); err != nil {
			return err
		}
		if err := a.exec(`delete from case_links where first = ? and second = ?`, target, key); err != nil {
			return fmt.Errorf("taking a merge back: %w", err)
		}
		if l.Same != nil {
			if err := putLink(a.tx, target, key, linkSame, *l.Same); err != nil {
				return err
			}
		}
		a.file.MergedInto = ""
		a.reindex, b.reindex = true, true
		b.say("case.unmerge", data.ID{}, details{Summary: "Gave back " + a.file.Number + ". Reason: " + reason, Before: a.file.Number})
		return a.act(data.ActRestore, reason)
	})
}

// giveBack takes out of the case what a merge had copied into it, and writes what
// became of it back to the case that it came from.
func (c *caseWork) giveBack(to *caseWork, l caseLink) error {
	f, from := &c.file, &to.file
	var err error
	returnParts(c.tx, &err, f.Key, "people", &f.People, from.Key, from.People, l.People, personID, putPerson, nil)
	returnParts(c.tx, &err, f.Key, "issues", &f.Issues, from.Key, from.Issues, l.Issues, issueID, putIssue,
		func(now *data.Issue, was data.Issue) { now.From = was.From })
	returnParts(c.tx, &err, f.Key, "tasks", &f.Tasks, from.Key, from.Tasks, l.Tasks, taskID, putTask, nil)
	returnParts(c.tx, &err, f.Key, "steps", &f.Steps, from.Key, from.Steps, l.Steps, stepID, putStep, nil)
	returnParts(c.tx, &err, f.Key, "advocacy", &f.Advocacy, from.Key, from.Advocacy, l.Advocacy, advocacyID, putAdvocacy, nil)
	returnParts(c.tx, &err, f.Key, "clocks", &f.Clocks, from.Key, from.Clocks, l.Clocks, clockID, putClock, nil)
	if err != nil {
		return err
	}
	for _, m := range l.Moved {
		place, err := find(f.Clocks, m.ID, clockID)
		if err != nil || !f.Clocks[place].Running() || f.Clocks[place].Due != m.To {
			continue // done, or moved again since: that day stays
		}
		if err := c.moveDay(place, m.From, "The merge with "+from.Number+" was taken back."); err != nil {
			return err
		}
	}
	return nil
}

// returnParts takes the copied records out of one case and writes them, as they
// are now, over those of the other; mend may change what is written.
func returnParts[T any](t *tx, err *error, key int64, table string, mine *[]T, toKey int64, theirs []T, copied []data.ID,
	id func(*T) *data.ID, put func(*tx, int64, T) error, mend func(now *T, was T)) {
	for _, one := range copied {
		at, missing := find(*mine, one, id)
		if *err != nil || missing != nil {
			continue // it was removed since
		}
		now := (*mine)[at]
		*mine = append((*mine)[:at:at], (*mine)[at+1:]...)
		if place, gone := find(theirs, one, id); gone == nil {
			if mend != nil {
				mend(&now, theirs[place])
			}
			theirs[place] = now
			if *err = put(t, toKey, now); *err != nil {
				return
			}
		}
		if e := t.exec(`delete from `+table+` where case_key = ? and id = ?`, key, one[:]); e != nil {
			*err = fmt.Errorf("taking a merge back: %w", e)
		}
	}
}
