package store

import (
	"context"

	"rapport/data"
)

// TellPerson records the contact in which a person was told or thanked, notes it
// in the handover that it belongs to, and what was given along, if anything.
// Errors: [data.Missing], [data.ErrNotFound].
func (s *Session) TellPerson(ctx context.Context, key int64, handover data.ID, contact data.Contact, given *data.Handout) (data.CaseFile, error) {
	return s.changeCase(ctx, data.RightWork, key, func(c *caseWork) error {
		r, ok := c.file.Record(data.RecHandover, handover)
		if !ok {
			return data.ErrNotFound
		}
		h := *r.(*data.Handover)
		h.ThankedOn = data.DateOf(contact.At, c.zone)
		if err := c.told(contact, given); err != nil {
			return err
		}
		return c.saveRecord(&h)
	})
}

// AnswerNow closes a case that was answered on the spot: the contact, what was
// given along, if anything, and the closing are one change. Errors:
// [data.Missing], [data.ErrWrongState].
func (s *Session) AnswerNow(ctx context.Context, key int64, contact data.Contact, given *data.Handout, closing data.Closing) (data.CaseFile, error) {
	return s.changeCase(ctx, data.RightWork, key, func(c *caseWork) error {
		if err := c.told(contact, given); err != nil {
			return err
		}
		return actionTaken(data.ActClose, "", closing)(c)
	})
}

// told records a contact with what was given in it.
func (c *caseWork) told(contact data.Contact, given *data.Handout) error {
	if err := contactMade(contact, false)(c); err != nil {
		return err
	}
	if given == nil {
		return nil
	}
	return c.saveRecord(given)
}
