package store

import (
	"context"
	"fmt"
	"time"

	"rapport/data"
)

// caseWork is a change of one case under way.
type caseWork struct {
	*work
	file    data.CaseFile // the case as it stands; the change keeps it in step with the rows
	reindex bool          // the words by which it is found changed
}

// changeCase runs do on the case with the key in one transaction, writes what
// follows from the change, and returns the case as it is then. An error of do
// leaves everything as it was.
func (s *Session) changeCase(ctx context.Context, key int64, do func(c *caseWork) error) (data.CaseFile, error) {
	var file data.CaseFile
	err := s.write(ctx, func(w *work) error {
		f, err := readCase(w.tx, key)
		if err != nil {
			return err
		}
		c := &caseWork{work: w, file: f}
		if err := do(c); err != nil {
			return err
		}
		if err := updateCase(w.tx, &c.file); err != nil {
			return err
		}
		if c.reindex {
			if err := indexCaseWords(w.tx, &c.file); err != nil {
				return err
			}
		}
		file = c.file
		w.tell(CaseChanged, key)
		w.tell(TodayChanged, 0)
		return nil
	})
	return file, err
}

// say adds the audit entry of the change.
func (c *caseWork) say(action string, object data.ID, d details) {
	about := ""
	if object != (data.ID{}) {
		about = object.String()
	}
	c.record(action, c.file.Key, about, d)
}

// sayChange adds the audit entry of a record written anew, with both values.
func (c *caseWork) sayChange(action string, object data.ID, summary string, before, after any) error {
	d := details{Summary: summary}
	var err error
	if before != nil {
		if d.Before, err = body(before); err != nil {
			return err
		}
	}
	if d.After, err = body(after); err != nil {
		return err
	}
	c.say(action, object, d)
	return nil
}

// replace puts record in the place of the one with its id, or at the end. It
// returns the list and what stood there before, if anything. A zero id in the
// record gets a fresh one.
func replace[T any](list []T, record T, id func(*T) *data.ID) (_ []T, _ T, before any) {
	mine := id(&record)
	if *mine == (data.ID{}) {
		*mine = data.NewID()
	}
	for i := range list {
		if *id(&list[i]) == *mine {
			before = list[i]
			list[i] = record
			return list, record, before
		}
	}
	return append(list, record), record, nil
}

// find returns the place of the record with the id. Error: [data.ErrNotFound].
func find[T any](list []T, want data.ID, id func(*T) *data.ID) (int, error) {
	for i := range list {
		if *id(&list[i]) == want {
			return i, nil
		}
	}
	return 0, data.ErrNotFound
}

// The ids of the records of a case.
func personID(p *data.Person) *data.ID     { return &p.ID }
func issueID(i *data.Issue) *data.ID       { return &i.ID }
func clockID(c *data.Clock) *data.ID       { return &c.ID }
func stepID(s *data.Step) *data.ID         { return &s.ID }
func advocacyID(a *data.Advocacy) *data.ID { return &a.ID }
func taskID(t *data.Task) *data.ID         { return &t.ID }
func letterID(l *data.Letter) *data.ID     { return &l.ID }

// act moves the case by an action of the state machine and writes the move.
func (c *caseWork) act(id data.ActionID, reason string) error {
	f := &c.file
	to, err := data.Move(*f, id, reason, c.set)
	if err != nil {
		return err
	}
	m := move{on: c.today, action: string(id), from: f.State, to: to, by: c.by, reason: reason}
	if id == data.ActHold {
		f.Resume = f.State
	} else if id == data.ActRelease {
		f.Resume = ""
	}
	wasOpen := f.Open()
	f.State = to
	switch {
	case wasOpen && !f.Open():
		if err := c.end(&m); err != nil {
			return err
		}
	case !wasOpen && f.Open():
		if err := c.reopen(&m); err != nil {
			return err
		}
	}
	d := details{Summary: moveSentence(m), Before: string(m.from), After: string(m.to)}
	if reason != "" {
		d.Summary += " Reason: " + reason
	}
	c.say("case."+string(id), data.ID{}, d)
	return addMove(c.tx, f, m)
}

func moveSentence(m move) string {
	if m.from == m.to {
		return "The case stays in " + m.to.String() + "."
	}
	return "Moved the case from " + m.from.String() + " to " + m.to.String() + "."
}

// end closes the books of a case that was closed or withdrawn: the answer that
// was owed is given, any other duty still running is no longer owed.
func (c *caseWork) end(m *move) (err error) {
	f := &c.file
	m.flow = flowClosed
	if f.State == data.StateWithdrawn {
		m.flow = flowWithdrawn
		f.Closure = data.ClosedWithdrawn
	}
	for i := range f.Clocks {
		clock := &f.Clocks[i]
		if !clock.Running() {
			continue
		}
		if m.flow == flowClosed && clock.Kind == data.ClockAnswer {
			clock.MetOn = c.today
		} else {
			clock.Stopped = true
		}
		if err := putClock(c.tx, f.Key, *clock); err != nil {
			return err
		}
	}
	f.ClosedAt = c.now
	m.on, err = endSpell(c.tx, f.Key, c.now, c.today)
	return err
}

// reopen opens the case again: the old clocks stay as they are, fresh ones run
// from now.
func (c *caseWork) reopen(m *move) (err error) {
	f := &c.file
	m.flow = flowReopened
	f.Reopened++
	f.ClosedAt, f.Closure, f.CompletedOn = time.Time{}, "", 0
	fresh := data.ClocksFor(f.Kind, c.now, c.set, false)
	putAll(c.tx, &err, f.Key, fresh, putClock)
	f.Clocks = append(f.Clocks, fresh...)
	if err != nil {
		return err
	}
	m.on, err = beginSpell(c.tx, f.Key, c.today)
	return err
}

// meet marks the running clocks of a kind as met on a day.
func (c *caseWork) meet(kind data.ClockKind, on data.Date) error {
	for i := range c.file.Clocks {
		clock := &c.file.Clocks[i]
		if clock.Kind != kind || !clock.Running() {
			continue
		}
		met, err := clock.Meet(on, c.today, c.set)
		if err != nil {
			return err
		}
		*clock = met
		if err := putClock(c.tx, c.file.Key, met); err != nil {
			return err
		}
		c.say("clock.met", met.ID, details{Summary: fmt.Sprintf("%s was due on %s and done on %s.", met.Label(), met.Due, met.MetOn)})
	}
	return nil
}
