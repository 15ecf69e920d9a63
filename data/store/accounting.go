package store

import (
	"cmp"
	"context"
	"database/sql"
	"fmt"
	"maps"
	"slices"

	"rapport/data"
)

// Accounting returns the accounting of disclosures of the patient of a case: six
// years up to today, over all cases of the same person (45 CFR 164.528). The
// same person is one of the same entry in the register, or with the same record
// number. The view is logged. Errors: [data.ErrNotFound],
// [data.Missing] for a case without a patient.
func (s *Session) Accounting(ctx context.Context, key int64) (a data.Accounting, err error) {
	now := s.file.now().UTC()
	a.MadeAt, a.MadeBy, a.To = now, s.Officer().Name, s.Settings().Today(now)
	a.From = data.AccountingFrom(a.To)
	err = s.read(ctx, data.RightDisclose, func(t *tx) error { return t.account(&a, key, s.Settings()) })
	if err != nil {
		return data.Accounting{}, err
	}
	s.viewed(entry{at: now, officer: a.MadeBy, action: "disclosure.accounting", caseKey: key,
		details: details{Summary: "Looked at the accounting of disclosures."}})
	return a, nil
}

func (t *tx) account(a *data.Accounting, key int64, set data.Settings) error {
	f, err := readCase(t, key)
	if err != nil {
		return err
	}
	var ok bool
	if a.Patient, ok = f.Person(data.RolePatient); !ok {
		return data.Missing{{Code: "patient", Field: "patient", Sentence: "Add the patient to the case first."}}
	}
	cases, err := t.casesOfPatient(a.Patient)
	if err != nil {
		return err
	}
	var keys []int64
	for _, c := range cases {
		keys = append(keys, c.file.Key)
		c.takeDisclosures(a)
	}
	a.Cases, a.Partial = len(cases), t.sight.hides()
	slices.SortStableFunc(a.Lines, func(x, y data.AccountingLine) int { return cmp.Compare(x.On, y.On) })
	a.Before, err = t.accountedBefore(keys, a.To, set)
	return err
}

// patient is one person: the entries of the register that stand for them.
type patient map[data.ID]bool

// patientCase is a case of the patient with which of its people they are.
type patientCase struct {
	file data.CaseFile
	mine map[data.ID]bool
}

// casesOfPatient finds the cases of a person, and with what those know of the
// person the next ones, until there are no more.
func (t *tx) casesOfPatient(p data.Person) ([]patientCase, error) {
	who := patient{}
	if _, err := who.learn(t, p); err != nil {
		return nil, err
	}
	for {
		keys, err := t.casesOf(who)
		if err != nil {
			return nil, err
		}
		var cases []patientCase
		more := false
		for _, key := range keys {
			if t.hidden(key) {
				continue
			}
			f, err := readCase(t, key)
			if err != nil {
				return nil, err
			}
			c := patientCase{f, map[data.ID]bool{}}
			for _, p := range f.People {
				if p.Role != data.RolePatient || !who[p.Known] {
					continue
				}
				c.mine[p.ID] = true
				learned, err := who.learn(t, p)
				if err != nil {
					return nil, err
				}
				more = more || learned
			}
			if len(c.mine) > 0 {
				cases = append(cases, c)
			}
		}
		if !more {
			return cases, nil
		}
	}
}

// learn adds the entries that a person of a case leads to, by the one that the
// case names and by the record number, and reports whether any was new.
func (w patient) learn(t *tx, p data.Person) (bool, error) {
	before := len(w)
	var ids [][]byte
	if p.Known != (data.ID{}) {
		ids = append(ids, p.Known[:])
	}
	if mrn := traitsOf(p).MRN; mrn != "" {
		if err := t.each(`select id from persons where mrn = ? and mrn <> '' order by key`, []any{mrn}, scanBlobs(&ids)); err != nil {
			return false, fmt.Errorf("finding a person: %w", err)
		}
	}
	for _, id := range ids {
		if w[data.ID(id)] {
			continue
		}
		root, err := rootKnown(t, data.ID(id))
		if err != nil {
			return false, err
		}
		var family [][]byte
		if err := t.each(familyOf+`select id from family`, []any{root[:]}, scanBlobs(&family)); err != nil {
			return false, fmt.Errorf("finding a person: %w", err)
		}
		for _, one := range family {
			w[data.ID(one)] = true
		}
	}
	return len(w) > before, nil
}

// casesOf returns the keys of the cases that name somebody.
func (t *tx) casesOf(who patient) ([]int64, error) {
	found := map[int64]bool{}
	for id := range who {
		err := t.each(`select case_key from people where known = ? and role = ?`, []any{id[:], string(data.RolePatient)}, func(r *sql.Rows) error {
			var key int64
			err := r.Scan(&key)
			found[key] = true
			return err
		})
		if err != nil {
			return nil, fmt.Errorf("finding the cases of a person: %w", err)
		}
	}
	return slices.Sorted(maps.Keys(found)), nil
}

// takeDisclosures adds what the case holds for the accounting. An entry that
// names nobody is about the first patient of its case.
func (c patientCase) takeDisclosures(a *data.Accounting) {
	first, _ := c.file.Person(data.RolePatient)
	for _, d := range c.file.Disclosures {
		about := d.Patient
		if about == (data.ID{}) {
			about = first.ID
		}
		switch {
		case !c.mine[about]:
		case d.InAccounting(a.To):
			a.Lines = append(a.Lines, data.AccountingLine{Disclosure: d, Number: c.file.Number})
		case d.Suspended(a.To):
			a.Withheld++
		}
	}
}

// accountedBefore returns the last day in the twelve months before on which an
// accounting left for the patient of the cases. What left on the same day is the
// same accounting.
func (t *tx) accountedBefore(cases []int64, today data.Date, set data.Settings) (data.Date, error) {
	zone := set.Zone()
	var last data.Date
	for _, key := range cases {
		at, err := t.count(`select coalesce(max(at), 0) from audit where case_key = ? and action in (?, ?) and at >= ? and at < ?`,
			key, accountingPrinted, accountingSaved, instant(today.AddDays(-365).Start(zone)), instant(today.Start(zone)))
		if err != nil {
			return 0, fmt.Errorf("reading when an accounting was made: %w", err)
		}
		if at > 0 {
			last = max(last, data.DateOf(timeOf(at), zone))
		}
	}
	return last, nil
}

// The actions of the chain by which it is known when an accounting left.
const (
	accountingPrinted = "accounting.printed"
	accountingSaved   = "accounting.saved" // as a file, by [Session.RecordPutOut]
)

// RecordAccountingPrint notes in the history that an accounting of disclosures was
// printed. It takes the passphrase again. Error: [data.ErrNoProof].
func (s *Session) RecordAccountingPrint(ctx context.Context, key int64) error {
	return s.write(ctx, data.RightExport, func(w *work) error {
		if err := w.see(key); err != nil {
			return err
		}
		w.record(accountingPrinted, key, "", details{Summary: "Printed the accounting of disclosures."})
		return nil
	})
}
