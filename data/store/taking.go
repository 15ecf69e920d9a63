package store

import (
	"context"
	"fmt"
	"strings"

	"rapport/data"
)

// TakeRegistration brings what an officer ticked of the file of another system into
// the case: the patient's values, people to verify, visits. It is one change, which
// [Session.Undo] takes back. The history keeps the kind of the file, the program
// that wrote it, its digest and which fields were taken; the file itself is not
// kept. A choice of the medical record number is remembered for its source. Errors:
// [data.Missing], also where the file may be about another patient and nobody
// confirmed that it is not; [data.ErrConflict] where the case has other values now
// than the sheet showed.
func (s *Session) TakeRegistration(ctx context.Context, key int64, t data.Taking) (data.CaseFile, error) {
	if err := t.Gaps().Err(); err != nil {
		return data.CaseFile{}, err
	}
	return s.changeCase(ctx, data.RightWork, key, func(c *caseWork) error {
		if t.Sheet.Changed(c.file, c.set, c.today) {
			return data.ErrConflict
		}
		taken := t.Sheet.Taken(c.file)
		for _, p := range taken.People {
			if err := c.savePerson(p); err != nil {
				return err
			}
		}
		for i := range taken.Visits {
			if err := c.saveRecord(&taken.Visits[i]); err != nil {
				return err
			}
		}
		return c.noteSource(key, taken.FileTaken)
	})
}

// RememberWorkList keeps what the columns of a work list hold, for the next list with
// the same heading line. Error: [data.Missing].
func (s *Session) RememberWorkList(ctx context.Context, w data.WorkList) error {
	if err := w.Validate().Err(); err != nil {
		return err
	}
	return s.changeSettings(ctx, data.RightWork, "settings.worklist", "Remembered what the columns of a work list hold.",
		func(set *data.Settings) { *set = set.RememberWorkList(w) })
}

// noteSource writes into the history what was taken from which file, and remembers
// which of its numbers is the medical record number.
func (w *work) noteSource(key int64, t data.FileTaken) error {
	if t.MRN != nil {
		set := w.set.RememberMRN(*t.MRN)
		if len(set.MRNSources) != len(w.set.MRNSources) || len(set.MRNSources) > 0 && set.MRNSources[0] != w.set.MRNSources[0] {
			w.record("settings.mrn", 0, "", details{Summary: "Remembered which number of a record system is the medical record number.", After: t.MRN.String()})
			if err := w.s.putSettings(w, set); err != nil {
				return err
			}
		}
	}
	w.record("registration.take", key, "", details{Summary: t.Sentence(), After: strings.Join(t.Fields, ", ")})
	return nil
}

// savePerson adds a person to the case or changes one.
func (c *caseWork) savePerson(p data.Person) error {
	if err := p.Validate(c.today).Err(); err != nil {
		return err
	}
	was, _ := c.file.PersonByID(p.ID)
	for _, known := range []data.ID{was.Known, p.Known} {
		if err := c.keepKnown(known); err != nil {
			return fmt.Errorf("reading the register of people: %w", err)
		}
	}
	if err := knowPerson(c.tx, was, &p); err != nil {
		return err
	}
	list, p, before := replace(c.file.People, p, personID)
	c.file.People, c.reindex = list, true
	if err := putPerson(c.tx, c.file.Key, p); err != nil {
		return err
	}
	if was.Known != p.Known && was.Known != (data.ID{}) {
		if err := leaveRegister(c.tx, was.Known); err != nil {
			return err
		}
	}
	return c.sayChange("person.save", p.ID, "Saved a person of the case: "+p.Role.String()+".", before, p)
}
