package store

import (
	"context"

	"rapport/data"
)

// RecordReturn records that the mail brought a letter back: the search for the
// right address is owed, and the address counts as not confirmed any more. The
// clock that the letter met stays met. Errors: [data.Missing].
func (s *Session) RecordReturn(ctx context.Context, key int64, letter data.ID, r data.LetterReturn) (data.CaseFile, error) {
	return s.changeCase(ctx, data.RightWork, key, func(c *caseWork) error {
		l, _ := c.file.LetterByID(letter)
		r.RecordBase = data.RecordBase{ID: data.NewID(), At: c.now, By: c.by}
		r.Letter, r.Dispatches, r.SentAgainOn, r.Settled = letter, len(l.Dispatches), 0, ""
		if err := c.putReturn("add", r); err != nil {
			return err
		}
		return c.doubtAddress(l.Draft.Addressee)
	})
}

// doubtAddress takes back that somebody's address was checked.
func (c *caseWork) doubtAddress(id data.ID) error {
	place, err := find(c.file.People, id, personID)
	if err != nil || c.file.People[place].AddressConfirmed.IsZero() {
		return nil // a reader outside the case has no address to confirm
	}
	p := c.file.People[place]
	before := p
	p.AddressConfirmed = 0
	c.file.People[place] = p
	if err := putPerson(c.tx, c.file.Key, p); err != nil {
		return err
	}
	return c.sayChange("person.save", p.ID, "The address is to be checked again: a letter came back.", before, p)
}

// SettleReturn records how the person was told of what a returned letter said,
// where it cannot be sent again. Errors: [data.Missing], [data.ErrNotFound].
func (s *Session) SettleReturn(ctx context.Context, key int64, id data.ID, how string) (data.CaseFile, error) {
	if err := data.ReasonGiven(how, "Write how the person was told, or why the letter cannot be sent again."); err != nil {
		return data.CaseFile{}, err
	}
	return s.changeCase(ctx, data.RightWork, key, func(c *caseWork) error {
		r, ok := c.file.Record(data.RecReturn, id)
		if !ok {
			return data.ErrNotFound
		}
		back := *r.(*data.LetterReturn)
		back.Settled = how
		return c.putReturn("settle", back)
	})
}

// sentAgain ends the returns of a letter that left again, and of the one that it
// corrects.
func (c *caseWork) sentAgain(l data.Letter, on data.Date) error {
	for _, id := range []data.ID{l.ID, l.Draft.Corrects} {
		back, ok := c.file.CameBack(id)
		if !ok {
			continue
		}
		back.SentAgainOn = max(on, back.On)
		if err := c.putReturn("again", back); err != nil {
			return err
		}
	}
	return nil
}

func (c *caseWork) putReturn(did string, r data.LetterReturn) error {
	if err := data.ValidateRecord(&r, c.file, c.set, c.today).Err(); err != nil {
		return err
	}
	var before any
	if old, ok := c.file.Record(data.RecReturn, r.ID); ok {
		before = old
	}
	c.file.Put(&r)
	if err := putRecord(c.tx, c.file.Key, &r); err != nil {
		return err
	}
	c.tell(LetterChanged, c.file.Key)
	return c.sayChange(string(data.RecReturn)+"."+did, r.ID, r.Summary(), before, &r)
}
