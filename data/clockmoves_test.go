package data

import "testing"

// TestALateHolidayIsProposedAndMovesNothing adds Friday, 6 March to the holidays
// after cases were opened on Wednesday, 4 March.
func TestALateHolidayIsProposedAndMovesNothing(t *testing.T) { // vector 4
	old := testSettings()
	late := old
	late.Holidays = append(USHolidays(), Holiday{Name: "Staff day", On: NewDate(2026, 3, 6)})
	received := at(t, 2026, 3, 4, 9, 0)
	ack := func(change func(*Clock)) Clock { // two business days: due on 6 March
		c := ClocksFor(Grievance, received, old, false)[0]
		if change != nil {
			change(&c)
		}
		return c
	}
	friday, monday := NewDate(2026, 3, 6), NewDate(2026, 3, 9)
	for _, v := range []struct {
		name     string
		kind     Kind
		clock    Clock
		settings func(*Settings)
		want     Date // zero: not listed
	}{
		{"a clock that ends on the new holiday", Grievance, ack(nil), nil, monday},
		{"a clock of calendar days", Grievance, ClocksFor(Grievance, received, old, false)[1], nil, 0},
		{"a duty that was done", Grievance, ack(func(c *Clock) { c.MetOn = NewDate(2026, 3, 5) }), nil, 0},
		{"a duty that is no longer owed", Grievance, ack(func(c *Clock) { c.Stopped = true }), nil, 0},
		{"a clock that ended before", Grievance, ack(func(c *Clock) { *c = NewClock(Standard{ClockAcknowledge, 1, BusinessDays}, received, old) }), nil, 0},
		{"a day that was agreed by name", Grievance, mustClock(t)(ack(nil).Extend(Extension{Due: monday, Reason: "r", Agreed: "x"}, dana, received, old)), nil, 0},
		{"a period on top", Grievance, mustClock(t)(ack(nil).Extend(Extension{Days: 2, Reason: "r", Agreed: "x"}, dana, received, old)), nil, NewDate(2026, 3, 11)},
		{"a kind that follows another calendar", Grievance, ack(nil), func(s *Settings) {
			s.Calendars = []Calendar{{Name: "Own", Kinds: []Kind{Grievance}, Holidays: USHolidays()}}
		}, 0},
		{"the same holidays", Grievance, ack(nil), func(s *Settings) { s.Holidays = old.Holidays }, 0},
	} {
		t.Run(v.name, func(t *testing.T) {
			set := late
			if v.settings != nil {
				v.settings(&set)
			}
			moves := MovesFor(old, set, []RunningClock{{Case: 7, Number: "PR-2026-00007", Kind: v.kind, Clock: v.clock}})
			if v.want.IsZero() {
				if len(moves) > 0 {
					t.Errorf("listed is %+v", moves)
				}
				return
			}
			if len(moves) != 1 || moves[0].From != v.clock.Due || moves[0].To != v.want || moves[0].Number != "PR-2026-00007" || moves[0].What != v.clock.Label() {
				t.Fatalf("listed is %+v, want from %s to %s", moves, v.clock.Due, v.want)
			}
			if got := v.clock.Recount("Staff day", dana, received, set.For(v.kind)); got.Due != v.want || got.Base != v.clock.Base || got.Changes[len(got.Changes)-1].Reason != "Staff day" {
				t.Errorf("accepted it becomes %+v", got)
			}
		})
	}
	if ack(nil).Due != friday {
		t.Errorf("the clock itself moved to %s", ack(nil).Due)
	}
}

func TestAPeriodAfterAnAcceptedMoveCountsFromTheMovedDay(t *testing.T) {
	old := testSettings()
	late := old
	late.Holidays = append(USHolidays(), Holiday{Name: "Staff day", On: NewDate(2026, 3, 6)})
	c := ClocksFor(Grievance, at(t, 2026, 3, 4, 9, 0), old, false)[0].Recount("Staff day", dana, at(t, 2026, 3, 5, 9, 0), late)
	c = mustClock(t)(c.Extend(Extension{Days: 2, Reason: "r", Agreed: "x"}, dana, at(t, 2026, 3, 9, 9, 0), late))
	if c.Due != NewDate(2026, 3, 11) || c.Base != NewDate(2026, 3, 6) {
		t.Errorf("due on %s, first on %s", c.Due, c.Base)
	}
}
