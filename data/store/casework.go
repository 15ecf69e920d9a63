package store

import (
	"context"
	"fmt"
	"strings"

	"rapport/data"
)

// UpdateCase corrects the facts of a case. Errors: [data.Missing],
// [data.ErrNotFound].
func (s *Session) UpdateCase(ctx context.Context, key int64, d data.CaseDetails) (data.CaseFile, error) {
	return s.changeCase(ctx, data.RightWork, key, func(c *caseWork) error {
		f := &c.file
		if err := d.Validate(f.ReceivedAt, c.set).Err(); err != nil {
			return err
		}
		before := f.Details()
		if before == d {
			return nil
		}
		if r := f.Restriction; r != nil && d.Owner != before.Owner && !r.Admits(d.Owner) {
			return data.Missing{{Code: "owner.restricted", Field: "owner", Sentence: "The case is restricted to " + strings.Join(r.Names, ", ") + ". Choose one of them as its owner, or name the new owner first."}}
		}
		f.Unit, f.EventDate, f.Remedy, f.Harm, f.Owner = d.Unit, d.EventDate, d.Remedy, d.Harm, d.Owner
		f.SubstanceUse = d.SubstanceUse
		f.Urgency, f.Recurrence, f.Payer, f.Shift = d.Urgency, d.Recurrence, d.Payer, d.Shift
		c.reindex = before.Remedy != d.Remedy
		return c.sayChange("case.save", data.ID{}, "Changed the facts of the case.", before, d)
	})
}

// SavePerson adds a person to the case or changes one. Error: [data.Missing].
func (s *Session) SavePerson(ctx context.Context, key int64, p data.Person) (data.CaseFile, error) {
	return s.changeCase(ctx, data.RightWork, key, func(c *caseWork) error { return c.savePerson(p) })
}

// SaveIssue adds an issue or changes its words, category, severity and unit.
// Its finding is recorded by [Session.RecordFinding]. Error: [data.Missing].
func (s *Session) SaveIssue(ctx context.Context, key int64, issue data.Issue) (data.CaseFile, error) {
	return s.changeCase(ctx, data.RightWork, key, func(c *caseWork) error {
		f := &c.file
		place, err := find(f.Issues, issue.ID, issueID)
		issue.Finding = data.Finding{}
		if err == nil {
			issue.Finding = f.Issues[place].Finding
			issue = issue.WithTaxonomy(&f.Issues[place], c.set)
		} else {
			place = len(f.Issues)
			issue = issue.WithTaxonomy(nil, c.set)
		}
		if err := issue.Validate(place, c.set, c.today).Err(); err != nil {
			return err
		}
		list, issue, before := replace(f.Issues, issue, issueID)
		f.Issues, c.reindex = list, true
		if err := putIssue(c.tx, key, issue); err != nil {
			return err
		}
		return c.sayChange("issue.save", issue.ID, "Saved an issue of the case.", before, issue)
	})
}

// RemoveIssue takes an issue out of the case; the history keeps its words and
// the reason. Errors: [data.Missing], [data.ErrNotFound], [data.ErrNotAllowed]
// for an issue that an issued letter answers.
func (s *Session) RemoveIssue(ctx context.Context, key int64, id data.ID, reason string) (data.CaseFile, error) {
	return s.changeCase(ctx, data.RightWork, key, func(c *caseWork) error {
		f := &c.file
		place, err := find(f.Issues, id, issueID)
		if err != nil {
			return err
		}
		if f.Hold.Stands() {
			return heldGap()
		}
		if err := data.ReasonGiven(reason, "Write why the issue is removed."); err != nil {
			return err
		}
		for _, l := range f.Letters {
			for _, a := range l.Draft.Findings {
				if a.Issue == id {
					return fmt.Errorf("removing an issue that a letter answers: %w", data.ErrNotAllowed)
				}
			}
		}
		before, err := body(f.Issues[place])
		if err != nil {
			return err
		}
		f.Issues = append(f.Issues[:place:place], f.Issues[place+1:]...)
		c.reindex = true
		if err := c.exec(`delete from issues where case_key = ? and id = ?`, key, id[:]); err != nil {
			return fmt.Errorf("removing an issue: %w", err)
		}
		c.say("issue.remove", id, details{Summary: "Removed an issue. Reason: " + reason, Before: before})
		return nil
	})
}

// RecordFinding records what was concluded about an issue; not by an officer whom
// the case names as staff involved. Errors: [data.Missing], [data.ErrNotFound].
func (s *Session) RecordFinding(ctx context.Context, key int64, issue data.ID, finding data.Finding) (data.CaseFile, error) {
	return s.changeCase(ctx, data.RightWork, key, func(c *caseWork) error {
		if err := append(finding.Validate(), data.DecideGate(c.file, c.by)...).Err(); err != nil {
			return err
		}
		place, err := find(c.file.Issues, issue, issueID)
		if err != nil {
			return err
		}
		i := &c.file.Issues[place]
		before := i.Finding
		finding.At, finding.By = c.now, c.by
		i.Finding = finding
		c.reindex = true
		if err := putIssue(c.tx, key, *i); err != nil {
			return err
		}
		return c.sayChange("issue.finding", issue, "Recorded a finding: "+finding.Outcome.String()+".", before, finding)
	})
}

// SaveStep adds a step of the investigation or changes one. Error: [data.Missing].
func (s *Session) SaveStep(ctx context.Context, key int64, step data.Step) (data.CaseFile, error) {
	return s.changeCase(ctx, data.RightWork, key, func(c *caseWork) error {
		if err := step.Validate(c.today).Err(); err != nil {
			return err
		}
		if step.By == "" {
			step.By = c.by
		}
		list, step, before := replace(c.file.Steps, step, stepID)
		c.file.Steps = list
		if err := putStep(c.tx, key, step); err != nil {
			return err
		}
		return c.sayChange("step.save", step.ID, "Saved a step of the investigation: "+step.Kind.String()+".", before, step)
	})
}

// SaveAdvocacy adds something done on the patient's behalf or changes it. The
// clocks of its appeal follow. Error: [data.Missing].
func (s *Session) SaveAdvocacy(ctx context.Context, key int64, a data.Advocacy) (data.CaseFile, error) {
	return s.changeCase(ctx, data.RightWork, key, func(c *caseWork) error {
		for _, l := range a.Levels {
			if l.ID == (data.ID{}) {
				a = a.WithoutLevel(l.ID).WithLevel(l)
			}
		}
		if err := a.Validate(c.today).Err(); err != nil {
			return err
		}
		if a.By == "" {
			a.By = c.by
		}
		list, a, before := replace(c.file.Advocacy, a, advocacyID)
		c.file.Advocacy = list
		if err := putAdvocacy(c.tx, key, a); err != nil {
			return err
		}
		if err := c.sayChange("advocacy.save", a.ID, "Saved an action for the patient: "+a.Kind.String()+".", before, a); err != nil {
			return err
		}
		old, _ := before.(data.Advocacy)
		return c.followAppeal(old, a)
	})
}

// AddContact records a conversation or message. One that acknowledges the
// matter (ack) meets the clock of the acknowledgement, one that tells the person
// why it takes longer (Update) that of the word they are owed. What was promised
// in it becomes a task of whoever promised it, due on the day that was named or
// after two working days. Error: [data.Missing].
func (s *Session) AddContact(ctx context.Context, key int64, contact data.Contact, ack bool) (data.CaseFile, error) {
	return s.changeCase(ctx, data.RightWork, key, contactMade(contact, ack))
}

// contactMade is the change that records a contact.
func contactMade(contact data.Contact, ack bool) func(*caseWork) error {
	return func(c *caseWork) error {
		if err := contact.Validate(c.now).Err(); err != nil {
			return err
		}
		if contact.About != (data.ID{}) {
			if _, err := find(c.file.Advocacy, contact.About, advocacyID); err != nil {
				return err
			}
		}
		c.final = true // it happened
		contact.ID, contact.By = data.NewID(), c.by
		contact = c.promiseIn(contact)
		c.file.Contacts = append(c.file.Contacts, contact)
		c.reindex = true
		if err := addContact(c.tx, c.file.Key, contact); err != nil {
			return err
		}
		if err := c.sayChange("contact.add", contact.ID, "Recorded a contact: "+contact.Mode.String()+".", nil, contact); err != nil {
			return err
		}
		if contact.Promise != "" {
			if err := c.addTask(data.Task{What: contact.Promise, Due: contact.PromiseDue, Owner: contact.PromisedBy,
				Promise: true, PromisedTo: contact.PromisedTo, From: data.SectionContacts}); err != nil {
				return err
			}
		}
		on := data.DateOf(contact.At, c.zone)
		if contact.Update {
			if err := c.meet(data.ClockUpdate, on); err != nil {
				return err
			}
		}
		if !ack {
			return nil
		}
		return c.acknowledge(on)
	}
}

// promiseIn fills in what a contact leaves open of the promise made in it: the
// officer made it to the person spoken to.
func (c *caseWork) promiseIn(contact data.Contact) data.Contact {
	contact.Promise = strings.TrimSpace(contact.Promise)
	if contact.Promise == "" {
		return contact
	}
	if strings.TrimSpace(contact.PromisedBy) == "" {
		contact.PromisedBy = c.by
	}
	if strings.TrimSpace(contact.PromisedTo) == "" {
		contact.PromisedTo = contact.With
	}
	if contact.PromiseDue.IsZero() {
		contact.PromiseDue = data.PromiseDue(c.now, c.set)
	}
	return contact
}

// acknowledge meets the clock of the acknowledgement; a case that is not at
// work yet moves on with it.
func (c *caseWork) acknowledge(on data.Date) error {
	if err := c.meet(data.ClockAcknowledge, on); err != nil {
		return err
	}
	switch c.file.State {
	case data.StateNew, data.StateTriaged, data.StateReopened:
		return c.act(data.ActAcknowledge, "")
	}
	return nil
}

// AddNote adds a note. It is never changed afterwards. Error: [data.Missing].
func (s *Session) AddNote(ctx context.Context, key int64, note data.Note) (data.CaseFile, error) {
	return s.changeCase(ctx, data.RightWork, key, func(c *caseWork) error {
		note.Hidden = false
		if err := append(note.Validate(), c.file.AddendumGaps(note)...).Err(); err != nil {
			return err
		}
		c.final = true // notes are only added to
		note.ID, note.At, note.By, note.ImportedBy = data.NewID(), c.now, c.by, ""
		c.file.Notes = append(c.file.Notes, note)
		c.reindex = note.Class.Searchable()
		if err := addNote(c.tx, key, note); err != nil {
			return err
		}
		// The words stay in the note alone: a restricted one must not show in the history.
		c.say("note.add", note.ID, details{Summary: "Added a note: " + note.Class.String() + "."})
		return nil
	})
}

// Act moves the case by an action. closing is looked at for ActClose, its Cause for
// ActReopen.
// Errors: [data.ErrWrongState], [data.Missing]. Actions that a letter, a contact
// or a merge does cannot be taken here: [data.ErrNotAllowed].
func (s *Session) Act(ctx context.Context, key int64, id data.ActionID, reason string, closing data.Closing) (data.CaseFile, error) {
	if a, ok := data.ActionByID(id); ok && a.ByLetter {
		return data.CaseFile{}, data.ErrNotAllowed
	}
	return s.changeCase(ctx, data.RightWork, key, actionTaken(id, reason, closing))
}

// actionTaken is the change that takes an action.
func actionTaken(id data.ActionID, reason string, closing data.Closing) func(*caseWork) error {
	return func(c *caseWork) error {
		switch {
		case id == data.ActClose:
			return c.closeCase(reason, closing)
		case id == data.ActReopen:
			if err := closing.Validate().Err(); err != nil {
				return err
			}
			return c.actFor(id, reason, closing.Cause)
		case id == data.ActRestore && c.file.State == data.StateMerged:
			return data.ErrNotAllowed // [Session.UnmergeCases] gives back what was copied
		}
		return c.act(id, reason)
	}
}

// closeCase closes the case through the gate, or against it by a manager.
func (c *caseWork) closeCase(reason string, closing data.Closing) error {
	f, err := data.CloseCase(c.file, closing, c.s.Officer(), c.set, c.today)
	if err != nil {
		return err
	}
	c.file = f
	e := f.Ending
	if len(e.Overridden) > 0 {
		c.say("case.override", data.ID{}, details{Summary: "A manager closed the case against the gate. Reason: " + e.OverrideReason,
			After: strings.Join(e.Overridden, ", ")})
	}
	if err := c.sayChange("case.ending", data.ID{}, "Recorded how the case ended: "+f.Closure.String()+".", nil, e); err != nil {
		return err
	}
	return c.act(data.ActClose, reason)
}
