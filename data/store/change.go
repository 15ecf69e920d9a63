package store

import (
	"context"
	"time"

	"rapport/data"
)

// caseWork is a change of one case under way.
type caseWork struct {
	*work
	file    data.CaseFile      // the case as it stands; the change keeps it in step with the rows
	reindex bool               // the words by which it is found changed
	final   bool               // what was done cannot be taken back
	known   []data.KnownPerson // entries of the register that the change touches, as they were
}

// changeCase runs do on the case with the key in one transaction, writes what
// follows from the change, and returns the case as it is then. An error of do
// leaves everything as it was. The change may be taken back by [Session.Undo]
// unless do marks it as final.
func (s *Session) changeCase(ctx context.Context, right data.Right, key int64, do func(c *caseWork) error) (data.CaseFile, error) {
	return s.changeWith(ctx, s.write, right, key, do)
}

// changeWith is changeCase in a transaction of another kind.
func (s *Session) changeWith(ctx context.Context, write func(context.Context, data.Right, func(*work) error) error, right data.Right, key int64, do func(c *caseWork) error) (data.CaseFile, error) {
	var file data.CaseFile
	err := write(ctx, right, func(w *work) error {
		was, err := spotOf(w.tx, key)
		if err != nil {
			return err
		}
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
		file = c.file.Concealed()
		change := s.changes
		w.onCommit(func() { s.remember(c, was, change) })
		return nil
	})
	return file, err
}

// openCase reads a case for a change. Error: [data.ErrWrongState] for one that was
// purged.
func (w *work) openCase(key int64) (*caseWork, error) {
	f, err := readCase(w.tx, key)
	if err == nil && f.State == data.StatePurged {
		err = data.ErrWrongState
	}
	return &caseWork{work: w, file: f}, err
}

// finish writes what follows from the change of a case and tells the watchers.
func (c *caseWork) finish() error {
	if err := c.keepSubjectsOut(); err != nil {
		return err
	}
	if err := updateCase(c.tx, &c.file); err != nil {
		return err
	}
	if err := writeFacts(c.tx, &c.file, c.set); err != nil {
		return err
	}
	if c.reindex {
		if err := indexCaseWords(c.tx, &c.file); err != nil {
			return err
		}
	}
	c.tell(CaseChanged, c.file.Key)
	c.tell(TodayChanged, 0)
	c.endUndo() // [Session.remember] begins anew
	return nil
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
func (c *caseWork) act(id data.ActionID, reason string) error { return c.actFor(id, reason, "") }

// actFor is act with the cause of a reopening.
func (c *caseWork) actFor(id data.ActionID, reason string, cause data.ReopenCause) error {
	f := &c.file
	to, err := data.Move(*f, id, reason, c.set)
	if err != nil {
		return err
	}
	m := move{on: c.today, action: string(id), from: f.State, to: to, by: c.by, reason: reason, why: cause}
	switch id {
	case data.ActHold, data.ActVoid, data.ActMerge:
		if f.State != data.StateOnHold || id == data.ActHold {
			f.Resume = f.State
		}
	case data.ActRelease, data.ActRestore:
		f.Resume = ""
	}
	wasOpen := f.Open()
	f.State = to
	switch {
	case wasOpen && !f.Open():
		if err := c.end(&m); err != nil {
			return err
		}
	case id == data.ActRestore:
		if err := c.restore(&m); err != nil {
			return err
		}
	case !wasOpen && f.Open():
		if err := c.reopen(&m); err != nil {
			return err
		}
	}
	d := details{Summary: moveSentence(m), Before: string(m.from), After: string(m.to)}
	if cause != "" {
		d.Summary += " " + cause.String() + "."
	}
	if reason != "" {
		d.Summary += " Reason: " + reason
	}
	c.say("case."+string(id), data.ID{}, d)
	return addMove(c.tx, f.Key, m)
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
	f.ClosedAt = c.now
	if f.State == data.StateVoid || f.State == data.StateMerged {
		// The case may come back as it was, so its clocks are left alone; one that
		// is not open owes nothing.
		m.flow = flowWithdrawn
		f.Closure = data.ClosedVoid
		if f.State == data.StateMerged {
			f.Closure = data.ClosedMerged
		}
		m.on, err = endSpell(c.tx, f.Key, c.now, c.today)
		return err
	}
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
		if m.flow == flowClosed && clock.Kind == f.Kind.AnswerClock() && clock.Kind != data.ClockDecide {
			met, err := clock.Meet(c.today, c.by, c.now, c.set.For(f.Kind))
			if err != nil {
				return err
			}
			*clock = met
		} else {
			clock.Stopped = true
		}
		if err := putClock(c.tx, f.Key, *clock); err != nil {
			return err
		}
	}
	m.on, err = endSpell(c.tx, f.Key, c.now, c.today)
	return err
}

// restore takes a case back that was voided or merged by mistake: it goes on
// where it stopped, with its clocks. The backlog counts it as reopened.
func (c *caseWork) restore(m *move) (err error) {
	f := &c.file
	m.flow = flowReopened
	f.ClosedAt, f.Closure = time.Time{}, ""
	if err := c.dropPurgeRequest(); err != nil {
		return err
	}
	m.on, err = beginSpell(c.tx, f.Key, c.today)
	return err
}

// reopen opens the case again: the old clocks stay as they are, fresh ones run
// from now.
func (c *caseWork) reopen(m *move) (err error) {
	f := &c.file
	m.flow = flowReopened
	f.Reopened++
	f.ClosedAt, f.Closure, f.CompletedOn, f.Ending = time.Time{}, "", 0, data.CloseRecord{}
	if err := c.dropPurgeRequest(); err != nil {
		return err
	}
	for _, fresh := range data.ClocksFor(f.Kind, c.now, c.set, false) {
		if err := c.startClock(fresh); err != nil {
			return err
		}
	}
	for _, a := range f.Advocacy {
		if err := c.followAppeal(a, a); err != nil {
			return err
		}
	}
	m.on, err = beginSpell(c.tx, f.Key, c.today)
	return err
}
