package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"rapport/data"
)

// SaveRecord adds a record to the case or changes one: a meeting, a disclosure,
// an action plan and whatever else is a [data.Record]. Who wrote it down and when
// stay as they were first. A gift is also checked against what the patient had
// in its year. Errors: [data.Missing], [data.ErrNotAllowed] for what comes of the
// work on letters alone.
func (s *Session) SaveRecord(ctx context.Context, key int64, r data.Record) (data.CaseFile, error) {
	if r.Kind().ByItself() {
		return data.CaseFile{}, fmt.Errorf("writing down %s by hand: %w", r.Kind(), data.ErrNotAllowed)
	}
	return s.changeCase(ctx, data.RightWork, key, func(c *caseWork) error { return c.saveRecord(r) })
}

func (c *caseWork) saveRecord(r data.Record) error {
	f, base := &c.file, r.Base()
	if m, ok := r.(*data.Meeting); ok {
		m.Settle(c.set)
	}
	if err := data.ValidateRecord(r, *f, c.set, c.today).Err(); err != nil {
		return err
	}
	if gift, ok := r.(*data.Recovery); ok {
		if err := c.checkGift(gift); err != nil {
			return err
		}
	}
	var before any
	if old, ok := f.Record(r.Kind(), base.ID); ok {
		before = old
		base.At, base.By = old.Base().At, old.Base().By
	} else {
		base.ID, base.At, base.By = data.NewID(), c.now, c.by
	}
	c.final = c.final || before == nil && r.Kind() == data.RecDisclosure // it happened (45 CFR 164.528)
	f.Put(r)
	if err := putRecord(c.tx, f.Key, r); err != nil {
		return err
	}
	switch r := r.(type) {
	case *data.Visit:
		c.reindex = true // it is found by its number
	case *data.Escalation:
		if before == nil {
			if err := c.holdFor(r); err != nil {
				return err
			}
		}
	case *data.CommitteeReview:
		if err := c.meet(data.ClockCommittee, r.On); err != nil {
			return err
		}
	}
	return c.sayChange(string(r.Kind())+".save", base.ID, r.Summary(), before, r)
}

// holdFor puts the legal hold on the case that some escalations ask for.
func (c *caseWork) holdFor(e *data.Escalation) error {
	rule, _ := e.Trigger.Rule()
	if !rule.Hold || c.file.Hold.Stands() {
		return nil
	}
	return c.hold(rule.Label)
}

// RemoveRecord takes a record out of the case; the history keeps it and the
// reason. A disclosure, an escalation and the committee's review stay for good:
// [data.ErrNotAllowed]. Other errors: [data.Missing], [data.ErrNotFound].
func (s *Session) RemoveRecord(ctx context.Context, key int64, kind data.RecordKind, id data.ID, reason string) (data.CaseFile, error) {
	return s.changeCase(ctx, data.RightWork, key, func(c *caseWork) error {
		if kind.KeptForGood() {
			return fmt.Errorf("removing a record that must be kept: %w", data.ErrNotAllowed)
		}
		if c.file.Hold.Stands() {
			return heldGap()
		}
		r, ok := c.file.Record(kind, id)
		if !ok {
			return data.ErrNotFound
		}
		if err := data.ReasonGiven(reason, "Write why the entry is removed."); err != nil {
			return err
		}
		before, err := body(r)
		if err != nil {
			return err
		}
		c.file.Remove(r)
		c.reindex = c.reindex || kind == data.RecVisit
		if err := dropRecord(c.tx, key, id); err != nil {
			return err
		}
		c.say(string(kind)+".remove", id, details{Summary: "Removed an entry. Reason: " + reason, Before: before})
		return nil
	})
}

func putRecord(t *tx, caseKey int64, r data.Record) error {
	id := r.Base().ID
	return t.put(r, `insert into records (case_key, id, kind, on_day, body) values (?, ?, ?, ?, ?)
		on conflict (case_key, id) do update set on_day = excluded.on_day, body = excluded.body`,
		caseKey, id[:], string(r.Kind()), int64(r.Day()))
}

func dropRecord(t *tx, caseKey int64, id data.ID) error {
	if err := t.exec(`delete from records where case_key = ? and id = ?`, caseKey, id[:]); err != nil {
		return fmt.Errorf("removing a record: %w", err)
	}
	return nil
}

// readRecords fills in the records of a case. A kind that a newer version wrote
// is left in the file and not shown.
func readRecords(t *tx, f *data.CaseFile) error {
	return t.each(`select kind, body from records where case_key = ? order by key`, []any{f.Key}, func(r *sql.Rows) error {
		var kind string
		var raw []byte
		if err := r.Scan(&kind, &raw); err != nil {
			return err
		}
		rec, known := data.NewRecord(data.RecordKind(kind))
		if !known {
			return nil
		}
		if err := readBody(raw, rec); err != nil {
			return err
		}
		f.Put(rec)
		return nil
	})
}

// checkGift checks a gift against what the same person had in its year, over
// all cases.
func (c *caseWork) checkGift(gift *data.Recovery) error {
	patient, ok := c.file.Person(data.RolePatient)
	if gift.Patient != (data.ID{}) {
		patient, ok = c.file.PersonByID(gift.Patient)
	}
	if !ok {
		return data.Missing{{Code: "patient", Field: "patient", Sentence: "Add the patient to the case first."}}
	}
	before, err := giftsOf(c.tx, patient, gift.On.Year(), gift.ID)
	if err != nil {
		return err
	}
	return data.RecoveryGaps(*gift, before, c.set.Recovery).Err()
}

// giftsOf sums what a person had in a calendar year over all cases that name
// them, entries of the register that were merged with theirs included, in US
// cents, without bill credits and without the record except.
func giftsOf(t *tx, p data.Person, year int, except data.ID) (int64, error) {
	root, err := rootKnown(t, p.Known)
	if errors.Is(err, data.ErrNotFound) {
		return 0, nil // not on file yet
	}
	if err != nil {
		return 0, err
	}
	from, to := data.NewDate(year, 1, 1), data.NewDate(year, 12, 31)
	but, hidden := t.sight.but("r.case_key")
	query := familyOf + `select r.body, p.id, p.role from family f cross join people p cross join records r
		where p.known = f.id and r.case_key = p.case_key and r.kind = ? and r.on_day between ? and ?` + but
	sums := map[data.ID]int64{} // a person may stand twice on one case
	err = t.each(query, append([]any{root[:], string(data.RecRecovery), int64(from), int64(to)}, hidden...), func(r *sql.Rows) error {
		var raw, id []byte
		var role string
		if err := r.Scan(&raw, &id, &role); err != nil {
			return err
		}
		var g data.Recovery
		if err := readBody(raw, &g); err != nil {
			return err
		}
		theirs := g.Patient == data.ID(id) || g.Patient == (data.ID{}) && data.Role(role) == data.RolePatient
		if theirs && g.ID != except && !g.BillCredit {
			sums[g.ID] = g.Cents
		}
		return nil
	})
	if err != nil {
		return 0, fmt.Errorf("adding up what was given: %w", err)
	}
	var sum int64
	for _, cents := range sums {
		sum += cents
	}
	return sum, nil
}

// GiftsThisYear returns what the patient of the case had in a calendar year over
// all cases, in US cents, bill credits left out.
func (s *Session) GiftsThisYear(ctx context.Context, patient data.Person, year int) (sum int64, err error) {
	err = s.read(ctx, data.RightRead, func(t *tx) (err error) {
		sum, err = giftsOf(t, patient, year, data.ID{})
		return err
	})
	return sum, err
}
