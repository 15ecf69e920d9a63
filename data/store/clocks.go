package store

import (
	"context"
	"database/sql"
	"fmt"
	"slices"
	"strings"

	"rapport/data"
)

// ExtendClock moves the due date of a duty and keeps the old one with the reason
// and who agreed. The person is owed a word by the old date when it is their
// decision that takes longer. Errors: [data.Missing], [data.ErrNotFound].
func (s *Session) ExtendClock(ctx context.Context, key int64, clock data.ID, x data.Extension) (data.CaseFile, error) {
	return s.changeCase(ctx, data.RightWork, key, func(c *caseWork) error {
		before := data.Date(0)
		moved, err := c.changeClock(clock, "clock.extend", func(k data.Clock, set data.Settings) (data.Clock, string, error) {
			before = k.Due
			k, err := k.Extend(x, c.by, c.now, set)
			return k, " is due on another day, as agreed with " + x.Agreed + ". Reason: " + x.Reason, err
		})
		if err != nil {
			return err
		}
		if update, owed := data.UpdateAfterExtension(moved, before, c.file.Clocks); owed {
			return c.startClock(update)
		}
		return nil
	})
}

// PauseClock lets a clock stand still from a day on. Errors: [data.Missing],
// [data.ErrNotFound].
func (s *Session) PauseClock(ctx context.Context, key int64, clock data.ID, from data.Date, reason string) (data.CaseFile, error) {
	return s.changeCase(ctx, data.RightWork, key, func(c *caseWork) error {
		_, err := c.changeClock(clock, "clock.pause", func(k data.Clock, set data.Settings) (data.Clock, string, error) {
			k, err := k.Pause(from, reason, c.by, c.now, set)
			return k, " is paused since " + from.String() + ". Reason: " + reason, err
		})
		return err
	})
}

// ResumeClock lets a paused clock run again from a day on; the days for which it
// stood still are added to its due date. Errors: [data.Missing],
// [data.ErrNotFound].
func (s *Session) ResumeClock(ctx context.Context, key int64, clock data.ID, on data.Date) (data.CaseFile, error) {
	return s.changeCase(ctx, data.RightWork, key, func(c *caseWork) error {
		_, err := c.changeClock(clock, "clock.resume", func(k data.Clock, set data.Settings) (data.Clock, string, error) {
			k, err := k.Restart(on, c.by, c.now, set)
			return k, " runs again since " + on.String() + ".", err
		})
		return err
	})
}

// MeetClock marks a duty as done on a day, where no letter or contact does so.
// Errors: [data.Missing], [data.ErrNotFound], [data.ErrNotAllowed] for a duty
// that is met by its letter, contact or appeal.
func (s *Session) MeetClock(ctx context.Context, key int64, clock data.ID, on data.Date) (data.CaseFile, error) {
	return s.changeCase(ctx, data.RightWork, key, func(c *caseWork) error {
		place, err := find(c.file.Clocks, clock, clockID)
		if err != nil {
			return err
		}
		if k := c.file.Clocks[place]; !k.Kind.DoneByHand() || k.About != (data.ID{}) {
			return data.ErrNotAllowed
		}
		return c.meetClock(place, on)
	})
}

// StopClock ends a clock that was started by hand and is no longer owed. Errors:
// [data.Missing], [data.ErrNotFound], [data.ErrNotAllowed] for a duty that
// follows from the kind of the case.
func (s *Session) StopClock(ctx context.Context, key int64, clock data.ID, reason string) (data.CaseFile, error) {
	return s.changeCase(ctx, data.RightWork, key, func(c *caseWork) error {
		place, err := find(c.file.Clocks, clock, clockID)
		if err != nil {
			return err
		}
		if k := c.file.Clocks[place]; k.StartedBy == "" || !k.Running() {
			return data.ErrNotAllowed
		}
		if err := data.ReasonGiven(reason, "Write why this is no longer owed."); err != nil {
			return err
		}
		return c.stopClock(place, " Reason: "+reason)
	})
}

// StartClock starts a clock by hand. Errors: [data.Missing],
// [data.ErrWrongState] for a case that is not open.
func (s *Session) StartClock(ctx context.Context, key int64, x data.ClockStart) (data.CaseFile, error) {
	return s.changeCase(ctx, data.RightWork, key, func(c *caseWork) error {
		if !c.file.Open() {
			return data.ErrWrongState
		}
		k, err := data.StartClock(x, c.file, c.by, c.now, c.set)
		if err != nil {
			return err
		}
		return c.startClock(k)
	})
}

// runningClocks reads the clocks that run in open cases and count working days:
// those that another list of holidays may move.
const runningClocks = `select c.key, c.number, c.kind, k.body from cases c join clocks k on k.case_key = c.key
	where c.closed_on is null and k.met_on = 0 and k.stopped = 0 order by c.key, k.key`

// ProposeClockMoves lists the due dates of open cases that other settings would
// move. It changes nothing; [Session.AcceptClockMoves] does.
func (s *Session) ProposeClockMoves(ctx context.Context, set data.Settings) ([]data.ClockMove, error) {
	var clocks []data.RunningClock
	err := s.read(ctx, data.RightSettings, func(t *tx) error {
		return t.each(runningClocks, nil, func(r *sql.Rows) error {
			var c data.RunningClock
			var kind string
			var raw sql.RawBytes
			if err := r.Scan(&c.Case, &c.Number, &kind, &raw); err != nil {
				return err
			}
			c.Kind = data.Kind(kind)
			if err := readBody(raw, &c.Clock); err != nil {
				return err
			}
			if c.Clock.Unit == data.BusinessDays {
				clocks = append(clocks, c)
			}
			return nil
		})
	})
	if err != nil {
		return nil, fmt.Errorf("reading the clocks that run: %w", err)
	}
	moves := data.MovesFor(s.Settings(), set, clocks)
	if !s.Officer().May(data.RightRead) {
		for i := range moves {
			moves[i].Number = "" // who keeps the settings sees no case
		}
	}
	for i, hidden := 0, s.sighted(); i < len(moves); i++ {
		if hidden.row(data.CaseRow{Key: moves[i].Case}).Shut {
			moves[i].What = data.ShutCase
		}
	}
	return moves, nil
}

// AcceptClockMoves moves the due dates that were proposed, by the settings that
// are saved by now, and logs each with the reason. Errors: [data.Missing],
// [data.ErrNotFound], and [data.ErrConflict] where a clock was changed since, or
// the settings give another date; then none is moved.
func (s *Session) AcceptClockMoves(ctx context.Context, moves []data.ClockMove, reason string) error {
	if err := data.ReasonGiven(reason, "Write why the dates are moved."); err != nil {
		return err
	}
	return s.write(ctx, data.RightSettings, func(w *work) error {
		w.tx = w.whole() // the calendar is the same for every case, and nothing of one is shown
		for _, m := range moves {
			c, err := w.openCase(m.Case)
			if err != nil {
				return err
			}
			_, err = c.changeClock(m.Clock, "clock.recount", func(k data.Clock, set data.Settings) (data.Clock, string, error) {
				was := k.Due
				if !k.Running() || was != m.From {
					return k, "", data.ErrConflict
				}
				if k = k.Recount(reason, c.by, c.now, set); k.Due != m.To {
					return k, "", data.ErrConflict
				}
				return k, " is due on another day by the calendar. Reason: " + reason, nil
			})
			if err != nil {
				return err
			}
			if err := c.finish(); err != nil {
				return err
			}
		}
		return nil
	})
}

// changeClock changes one clock of the case and writes it. do gets the settings
// of the kind of case and says, after the name of the duty, what was done.
func (c *caseWork) changeClock(id data.ID, action string, do func(data.Clock, data.Settings) (data.Clock, string, error)) (data.Clock, error) {
	place, err := find(c.file.Clocks, id, clockID)
	if err != nil {
		return data.Clock{}, err
	}
	before := c.file.Clocks[place]
	k, said, err := do(before, c.set.For(c.file.Kind))
	if err != nil {
		return before, err
	}
	d := details{Summary: k.Label() + said}
	if k.Due != before.Due {
		d.Before, d.After = before.Due.String(), k.Due.String()
	}
	return k, c.writeClock(place, k, action, d)
}

// writeClock puts a clock into its place in the case and says what was done.
func (c *caseWork) writeClock(place int, k data.Clock, action string, d details) error {
	c.file.Clocks[place] = k
	if err := putClock(c.tx, c.file.Key, k); err != nil {
		return err
	}
	c.say(action, k.ID, d)
	return nil
}

// startClock adds a clock to the case.
func (c *caseWork) startClock(k data.Clock) error {
	c.file.Clocks = append(c.file.Clocks, k)
	return c.writeClock(len(c.file.Clocks)-1, k, "clock.start", details{Summary: k.Label() + " is owed by " + k.Due.String() + ".", After: k.Due.String()})
}

func (c *caseWork) stopClock(place int, why string) error {
	k := c.file.Clocks[place]
	k.Stopped = true
	return c.writeClock(place, k, "clock.stop", details{Summary: k.Label() + " is no longer owed." + why})
}

// meetClock marks the clock in a place as met on a day.
func (c *caseWork) meetClock(place int, on data.Date) error {
	k, err := c.file.Clocks[place].Meet(on, c.by, c.now, c.set.For(c.file.Kind))
	if err != nil {
		return err
	}
	d := details{Summary: fmt.Sprintf("%s was due on %s and done on %s.", k.Label(), k.Due, k.MetOn)}
	if k.EnteredLater() {
		d.Summary = strings.TrimSuffix(d.Summary, ".") + ", entered later."
	}
	return c.writeClock(place, k, "clock.met", d)
}

// meet marks the running clocks of a kind as met on a day.
func (c *caseWork) meet(kind data.ClockKind, on data.Date) error {
	for i, k := range c.file.Clocks {
		if k.Kind != kind || !k.Running() {
			continue
		}
		if err := c.meetClock(i, on); err != nil {
			return err
		}
	}
	return nil
}

// stopUpdates ends the duty of a further word: the person has their answer.
func (c *caseWork) stopUpdates() error {
	for i, k := range c.file.Clocks {
		if k.Kind != data.ClockUpdate || !k.Running() {
			continue
		}
		if err := c.stopClock(i, ""); err != nil {
			return err
		}
	}
	return nil
}

// updated meets the duty of a word with an interim letter that left on a day.
// While the decision is still owed, the next word is.
func (c *caseWork) updated(on data.Date) error {
	if err := c.meet(data.ClockUpdate, on); err != nil {
		return err
	}
	if next, owed := data.UpdateAfterLetter(on, c.file.Kind, c.file.Clocks, c.set); owed {
		return c.startClock(next)
	}
	return nil
}

// followAppeal keeps the clocks of an appeal in step with its levels, which are
// the one place where its days are changed. A case that is not open owes nothing.
func (c *caseWork) followAppeal(before, after data.Advocacy) error {
	if !c.file.Open() {
		return nil
	}
	for _, l := range before.Levels {
		if _, still := after.Level(l.ID); !still {
			if err := c.setAppealClocks(l.ID, nil); err != nil {
				return err
			}
		}
	}
	for _, l := range after.Levels {
		if err := c.setAppealClocks(l.ID, l.Duties()); err != nil {
			return err
		}
	}
	return nil
}

// setAppealClocks keeps the clocks about a level of an appeal in step with its
// duties: each starts, moves (logged), is met, and stops when it is owed no more.
// One whose name is gone takes that of a duty without a clock.
func (c *caseWork) setAppealClocks(level data.ID, duties []data.AppealDuty) error {
	places, free := make([]int, len(duties)), []int{}
	for i := range places {
		places[i] = -1
	}
	for at, k := range c.file.Clocks {
		if k.Kind != data.ClockAppeal || k.About != level {
			continue
		}
		if i := slices.IndexFunc(duties, func(d data.AppealDuty) bool { return d.Name == k.Name }); i >= 0 {
			places[i] = at
		} else {
			free = append(free, at)
		}
	}
	for i, d := range duties {
		if places[i] < 0 && len(free) > 0 {
			places[i], free = free[0], free[1:]
		}
		if err := c.setAppealClock(places[i], level, d); err != nil {
			return err
		}
	}
	for _, at := range free {
		if k := c.file.Clocks[at]; !k.Running() {
			continue
		}
		if err := c.stopClock(at, ""); err != nil {
			return err
		}
	}
	return nil
}

// setAppealClock brings the clock in a place to what the duty asks; place -1
// starts one.
func (c *caseWork) setAppealClock(place int, level data.ID, d data.AppealDuty) error {
	if place < 0 {
		if err := c.startClock(data.AppealClock(level, d.Name, d.Due, d.Met, c.file.ReceivedAt, c.set)); err != nil {
			return err
		}
		place = len(c.file.Clocks) - 1
	}
	if k := c.file.Clocks[place]; k.Due != d.Due || k.Name != d.Name || k.Stopped || d.Met.IsZero() && !k.MetOn.IsZero() {
		moved := k.SetAppeal(d.Name, d.Due, c.by, c.now)
		said := details{Summary: moved.Label() + " is due as the appeal has it now."}
		if k.Due != d.Due {
			said.Before, said.After = k.Due.String(), d.Due.String()
		}
		if err := c.writeClock(place, moved, "clock.move", said); err != nil {
			return err
		}
	}
	if k := c.file.Clocks[place]; d.Met.IsZero() || k.MetOn == d.Met {
		return nil
	}
	c.file.Clocks[place].MetOn = 0 // the day on which it was done was corrected
	if on := data.DateOf(c.file.Clocks[place].Start, c.zone); d.Met < on {
		c.file.Clocks[place].Start = d.Met.Start(c.zone)
	}
	return c.meetClock(place, d.Met)
}
