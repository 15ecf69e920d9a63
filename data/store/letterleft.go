package store

import (
	"context"
	"fmt"
	"strings"

	"rapport/data"
)

// letterLeft does what follows from a letter that left on a day.
func (c *caseWork) letterLeft(l data.Letter, on data.Date) error {
	if err := c.logAccountable(l); err != nil {
		return err
	}
	switch l.Kind {
	case data.Acknowledgement:
		return c.acknowledge(on)
	case data.InterimLetter:
		return c.updated(on)
	case data.NoticeOfDecision, data.NoContactClosure:
		return c.decided(on)
	case data.ConductLetter:
		return c.toldOfLimit(l.Draft.About, on)
	case data.DepartmentInquiry:
		return c.inquirySent(l.Draft.About, on)
	case data.AuthorizationRequest:
		return c.addTask(data.Task{What: "Look whether the signed authorization of " + l.Addressee + " has come", Due: on.AddDays(data.AuthorizationDays),
			Owner: c.file.Owner, From: data.SectionLetters})
	}
	return nil
}

// logAccountable logs the disclosure by a letter that the patient is owed an
// accounting of; others the officer logs where it is wanted.
func (c *caseWork) logAccountable(l data.Letter) error {
	d := data.DisclosureByLetter(c.file, l)
	if _, logged := c.file.LetterDisclosed(l.ID); logged || d.Basis == "" || !d.Basis.Accountable() {
		return nil
	}
	return c.saveRecord(&d)
}

// toldOfLimit notes in the limit that the person was told of it in writing.
func (c *caseWork) toldOfLimit(id data.ID, on data.Date) error {
	r, ok := c.file.Record(data.RecConduct, id)
	if !ok {
		return nil
	}
	limit := *r.(*data.ConductLimit)
	if !limit.ToldOn.IsZero() {
		return nil
	}
	before := limit
	limit.ToldOn = on
	c.file.Put(&limit)
	if err := putRecord(c.tx, c.file.Key, &limit); err != nil {
		return err
	}
	return c.sayChange("conduct_limit.save", id, "The person was told of the limit on contact.", before, limit)
}

// inquirySent notes in the referral that its questions were sent.
func (c *caseWork) inquirySent(id data.ID, on data.Date) error {
	place, err := find(c.file.Steps, id, stepID)
	if err != nil || !c.file.Steps[place].SentOn.IsZero() {
		return nil
	}
	before := c.file.Steps[place]
	c.file.Steps[place].SentOn = on
	if err := putStep(c.tx, c.file.Key, c.file.Steps[place]); err != nil {
		return err
	}
	return c.sayChange("step.save", id, "The questions of a referral were sent.", before, c.file.Steps[place])
}

// RecordEmailCopy keeps in the history that a protected copy of a letter was made,
// and for which address; never the passphrase. Errors: [data.Missing],
// [data.ErrNotFound].
func (s *Session) RecordEmailCopy(ctx context.Context, key int64, letter data.ID, to string) error {
	if err := data.EmailCopyGaps(to).Err(); err != nil {
		return err
	}
	return s.write(ctx, data.RightWork, func(w *work) error {
		if err := w.see(key); err != nil {
			return err
		}
		n, err := w.count(`select count(*) from letters where case_key = ? and id = ?`, key, letter[:])
		if err != nil {
			return fmt.Errorf("recording an e-mail copy: %w", err)
		}
		if n == 0 {
			return data.ErrNotFound
		}
		w.record("letter.email_copy", key, letter.String(), details{Summary: "Made a protected copy of a letter to send by e-mail.", After: strings.TrimSpace(to)})
		w.tell(LetterChanged, key)
		return nil
	})
}
