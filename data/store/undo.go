package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"

	"rapport/data"
)

// undoable is the last change of a case in this session, as far as it takes to
// take it back.
type undoable struct {
	was     spot
	change  int64              // its number among the changes of the session
	right   data.Right         // that taking it back asks for
	known   []data.KnownPerson // entries of the register that it touched, as they were
	summary string             // what it did
}

// spot is a case as it stood before a change: the file, and what the flow of
// cases keeps of it.
type spot struct {
	file     data.CaseFile
	closedAt sql.NullInt64
	closedOn sql.NullInt64
	opened   int64
	months   []int64 // the month ends that it was open over
	move     int64   // key of its last move
}

// spotOf reads where a case stands.
func spotOf(t *tx, key int64) (spot, error) {
	var p spot
	f, err := readCase(t, key)
	if err != nil {
		return p, err
	}
	p.file = f
	if err := t.get(`select closed_at, closed_on, opened_on from cases where key = ?`, []any{key}, &p.closedAt, &p.closedOn, &p.opened); err != nil {
		return p, fmt.Errorf("reading where a case stands: %w", err)
	}
	if p.move, err = t.count(`select coalesce(max(key), 0) from case_events where case_key = ?`, key); err != nil {
		return p, fmt.Errorf("reading where a case stands: %w", err)
	}
	err = t.each(`select month from month_open where case_key = ? order by month`, []any{key}, func(r *sql.Rows) error {
		var m int64
		err := r.Scan(&m)
		p.months = append(p.months, m)
		return err
	})
	if err != nil {
		return p, fmt.Errorf("reading where a case stands: %w", err)
	}
	return p, nil
}

// remember keeps what it takes to take a change back; a final one ends the way
// back for those before it as well.
func (s *Session) remember(c *caseWork, was spot, change int64) {
	if c.final || len(c.log) == 0 {
		return
	}
	if s.sight.hides() && s.sight.hidden[c.file.Key] != "" {
		s.last = nil // it was put out of sight
		return
	}
	right := data.RightWork
	if !sameRestriction(was.file.Restriction, c.file.Restriction) {
		right = data.RightRestrict
	}
	s.last = &undoable{was: was, change: change, right: right, known: c.known, summary: c.log[len(c.log)-1].details.Summary}
}

// endUndo has what was done before stay as it is: something else happened since.
func (w *work) endUndo() {
	w.s.changes++
	w.onCommit(func() { w.s.last = nil })
}

// CanUndo tells what [Session.Undo] would take back: the summary of the change
// and the key of its case; empty where there is nothing.
func (s *Session) CanUndo() (summary string, key int64) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.last == nil || !s.officer.May(s.last.right) {
		return "", 0
	}
	return s.last.summary, s.last.was.file.Key
}

// Undo takes the last change of a case back that this session made, as long as
// nothing else happened to the case since. What was issued, noted, disclosed or
// said to somebody cannot be taken back. The history keeps the change and that
// it was taken back; the figures are as if it had not been. Errors:
// [data.ErrNotFound] where there is nothing to take back, [data.ErrConflict]
// when the case has changed since.
func (s *Session) Undo(ctx context.Context) (data.CaseFile, error) {
	s.mu.Lock()
	last := s.last
	s.mu.Unlock()
	if last == nil {
		return data.CaseFile{}, data.ErrNotFound
	}
	var file data.CaseFile
	err := s.write(ctx, last.right, func(w *work) error {
		if s.changes != last.change {
			return data.ErrConflict // while this one waited for its turn
		}
		c, err := w.openCase(last.was.file.Key)
		if err != nil {
			return err
		}
		if err := c.takeBack(last); err != nil {
			return err
		}
		if err := c.finish(); err != nil {
			return err
		}
		file = c.file.Concealed()
		return nil
	})
	return s.sighted().file(file), err
}

// takeBack puts the case to where it stood before the change.
func (c *caseWork) takeBack(u *undoable) error {
	now, was := &c.file, u.was.file
	changed, err := c.restoreParts(was)
	if err != nil {
		return err
	}
	if err := c.restoreRegister(u); err != nil {
		return err
	}
	if err := c.restoreFlow(u.was); err != nil {
		return err
	}
	if !sameRestriction(now.Restriction, was.Restriction) {
		changed = true
		if err := c.eachOfMatter(func(c *caseWork) error { return c.setRestriction(was.Restriction) }); err != nil {
			return err
		}
	}
	before, err := body(now.Case)
	if err != nil {
		return err
	}
	after, err := body(was.Case)
	if err != nil {
		return err
	}
	if before == after {
		before, after = "", ""
	} else {
		changed = true
	}
	if !changed {
		return data.ErrConflict
	}
	c.file, c.reindex = was, true
	c.say("case.undo", data.ID{}, details{Summary: "Took back: " + u.summary, Before: before, After: after})
	return nil
}

// restoreParts writes the parts of the case that may change as they were, and
// reports whether any was otherwise.
func (c *caseWork) restoreParts(was data.CaseFile) (changed bool, err error) {
	now, key := &c.file, was.Key
	steps := []func() (bool, error){
		func() (bool, error) {
			return restoreList(c.tx, key, "people", now.People, was.People, personID, putPerson)
		},
		func() (bool, error) {
			return restoreList(c.tx, key, "issues", now.Issues, was.Issues, issueID, putIssue)
		},
		func() (bool, error) {
			return restoreList(c.tx, key, "clocks", now.Clocks, was.Clocks, clockID, putClock)
		},
		func() (bool, error) { return restoreList(c.tx, key, "steps", now.Steps, was.Steps, stepID, putStep) },
		func() (bool, error) {
			return restoreList(c.tx, key, "advocacy", now.Advocacy, was.Advocacy, advocacyID, putAdvocacy)
		},
		func() (bool, error) { return restoreList(c.tx, key, "tasks", now.Tasks, was.Tasks, taskID, putTask) },
		func() (bool, error) {
			return restoreList(c.tx, key, "attachments", now.Attachments, was.Attachments, attachmentID, putAttachment)
		},
		func() (bool, error) {
			return restoreList(c.tx, key, "records", now.Records(), was.Records(), recordID, putRecord)
		},
	}
	for _, step := range steps {
		differs, err := step()
		if err != nil {
			return false, err
		}
		changed = changed || differs
	}
	return changed, nil
}

func recordID(r *data.Record) *data.ID { return &(*r).Base().ID }

// restoreList writes one list of records as it was and drops what was added.
// Records are read in the order in which they were written, so those after one
// that comes back are written once more.
func restoreList[T any](t *tx, key int64, table string, now, was []T, id func(*T) *data.ID, put func(*tx, int64, T) error) (bool, error) {
	stood, changed := map[data.ID]string{}, false
	for i := range now {
		text, err := json.Marshal(now[i])
		if err != nil {
			return false, fmt.Errorf("taking a change back: %w", err)
		}
		stood[*id(&now[i])] = string(text)
	}
	drop := func(id data.ID) error {
		if err := t.exec(`delete from `+table+` where case_key = ? and id = ?`, key, id[:]); err != nil {
			return fmt.Errorf("taking a change back: %w", err)
		}
		return nil
	}
	comesBack := false
	for i := range was {
		text, err := json.Marshal(was[i])
		if err != nil {
			return false, fmt.Errorf("taking a change back: %w", err)
		}
		mine := *id(&was[i])
		before, there := stood[mine]
		if there && comesBack {
			if err := drop(mine); err != nil {
				return false, err
			}
		}
		comesBack = comesBack || !there
		if before != string(text) || comesBack {
			changed = true
			if err := put(t, key, was[i]); err != nil {
				return false, err
			}
		}
		delete(stood, mine)
	}
	for added := range stood {
		changed = true
		if err := drop(added); err != nil {
			return false, err
		}
	}
	return changed, nil
}

// restoreFlow takes the moves of the case back that came after the spot.
func (c *caseWork) restoreFlow(was spot) error {
	key := was.file.Key
	moves, err := c.count(`select count(*) from case_events where case_key = ? and key > ?`, key, was.move)
	if err != nil {
		return fmt.Errorf("taking a move back: %w", err)
	}
	if moves == 0 {
		return nil
	}
	if err := c.exec(`delete from case_events where case_key = ? and key > ?`, key, was.move); err != nil {
		return fmt.Errorf("taking a move back: %w", err)
	}
	if err := c.exec(`update cases set closed_at = ?, closed_on = ?, opened_on = ? where key = ?`, was.closedAt, was.closedOn, was.opened, key); err != nil {
		return fmt.Errorf("taking a move back: %w", err)
	}
	if err := c.exec(`delete from month_open where case_key = ?`, key); err != nil {
		return fmt.Errorf("taking a move back: %w", err)
	}
	for _, m := range was.months {
		if err := c.exec(`insert into month_open (month, case_key) values (?, ?)`, m, key); err != nil {
			return fmt.Errorf("taking a move back: %w", err)
		}
	}
	return nil
}
