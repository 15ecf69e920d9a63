package store

import (
	"context"
	"fmt"

	"rapport/data"
)

// RemovePerson takes a person out of the case who was added by mistake; the
// history keeps who it was and the reason, and whom no other case names leaves
// the register. It cannot be taken back: the person is added again. Errors:
// [data.Missing], [data.ErrNotFound], [data.ErrNotAllowed] for one to whom a
// letter went or whom a record of the case is about.
func (s *Session) RemovePerson(ctx context.Context, key int64, id data.ID, reason string) (data.CaseFile, error) {
	return s.changeCase(ctx, data.RightWork, key, func(c *caseWork) error {
		f := &c.file
		place, err := find(f.People, id, personID)
		if err != nil {
			return err
		}
		if f.Hold.Stands() {
			return heldGap()
		}
		if err := data.ReasonGiven(reason, "Write why the person is removed."); err != nil {
			return err
		}
		if f.Names(id) {
			return fmt.Errorf("removing a person whom the case speaks of: %w", data.ErrNotAllowed)
		}
		p := f.People[place]
		before, err := body(p)
		if err != nil {
			return err
		}
		f.People = append(f.People[:place:place], f.People[place+1:]...)
		c.reindex, c.final = true, true
		if err := c.exec(`delete from people where case_key = ? and id = ?`, key, id[:]); err != nil {
			return fmt.Errorf("removing a person: %w", err)
		}
		if p.Known != (data.ID{}) {
			if err := leaveRegister(c.tx, p.Known); err != nil {
				return err
			}
		}
		c.say("person.remove", id, details{Summary: "Removed a person of the case: " + p.Role.String() + ". Reason: " + reason, Before: before})
		return nil
	})
}
