package store

import (
	"context"

	"rapport/data"
)

// SaveInquiry writes the plan, the causes and the look at conflicts of interest
// of the investigation. The sign-off stays as it was. Error: [data.Missing].
func (s *Session) SaveInquiry(ctx context.Context, key int64, q data.Inquiry) (data.CaseFile, error) {
	return s.changeCase(ctx, data.RightWork, key, func(c *caseWork) error {
		before := c.file.Inquiry
		q.SignedBy, q.SignedOn, q.SignedNote = before.SignedBy, before.SignedOn, before.SignedNote
		switch {
		case !q.Independent:
			q.IndependentBy, q.IndependentOn = "", 0
		case !before.Independent:
			q.IndependentBy, q.IndependentOn = c.by, c.today
		default:
			q.IndependentBy, q.IndependentOn = before.IndependentBy, before.IndependentOn
		}
		if err := q.Validate(c.today).Err(); err != nil {
			return err
		}
		c.file.Inquiry = q
		return c.sayChange("inquiry.save", data.ID{}, "Changed the plan or the causes of the investigation.", before, q)
	})
}

// SignOff records that the officer, who is not among the staff involved, has read
// the findings and stands by them.
// Error: [data.Missing].
func (s *Session) SignOff(ctx context.Context, key int64, note string) (data.CaseFile, error) {
	return s.changeCase(ctx, data.RightSignOff, key, func(c *caseWork) error {
		if err := append(data.SignOffGate(c.file, c.set), data.DecideGate(c.file, c.by)...).Err(); err != nil {
			return err
		}
		before := c.file.Inquiry
		q := &c.file.Inquiry
		q.SignedBy, q.SignedOn, q.SignedNote = c.by, c.today, note
		return c.sayChange("inquiry.sign", data.ID{}, "Signed off the findings.", before, *q)
	})
}

// PlaceHold puts the case on legal hold: nothing is purged, closed or removed
// while it stands. Error: [data.Missing].
func (s *Session) PlaceHold(ctx context.Context, key int64, reason string) (data.CaseFile, error) {
	return s.changeCase(ctx, data.RightWork, key, func(c *caseWork) error {
		if err := data.ReasonGiven(reason, "Write why the case is held, and who asked for it."); err != nil {
			return err
		}
		if c.file.Hold.Stands() {
			return data.ErrWrongState
		}
		return c.hold(reason)
	})
}

func (c *caseWork) hold(reason string) error {
	before := c.file.Hold
	c.file.Hold = data.LegalHold{On: c.today, By: c.by, Reason: reason}
	return c.sayChange("hold.place", data.ID{}, "Put the case on legal hold. Reason: "+reason, before, c.file.Hold)
}

// ReleaseHold ends the legal hold. Error: [data.Missing], [data.ErrWrongState].
func (s *Session) ReleaseHold(ctx context.Context, key int64, reason string) (data.CaseFile, error) {
	return s.changeCase(ctx, data.RightSignOff, key, func(c *caseWork) error {
		if !c.file.Hold.Stands() {
			return data.ErrWrongState
		}
		if err := data.ReasonGiven(reason, "Write who released the hold, and why."); err != nil {
			return err
		}
		before := c.file.Hold
		h := &c.file.Hold
		h.ReleasedOn, h.ReleasedBy, h.Release = c.today, c.by, reason
		return c.sayChange("hold.release", data.ID{}, "Released the legal hold. Reason: "+reason, before, *h)
	})
}

// heldGap says that a legal hold stands in the way.
func heldGap() error {
	return data.Missing{{Code: "legal_hold", Field: "legal_hold", Sentence: "A legal hold stands on this case: what was written is only added to. Release the hold first, if counsel agrees."}}
}
