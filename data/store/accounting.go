package store

import (
	"cmp"
	"context"
	"database/sql"
	"fmt"
	"slices"
	"strings"

	"rapport/data"
)

// Accounting returns the accounting of disclosures of the patient of a case: six
// years up to today, over all cases of the same person (45 CFR 164.528). The
// same person is one of the same entry in the register, of the same id, or with
// the same record number. The view is logged. Errors: [data.ErrNotFound],
// [data.Missing] for a case without a patient.
func (s *Session) Accounting(ctx context.Context, key int64) (a data.Accounting, err error) {
	now := s.file.now().UTC()
	a.MadeAt, a.MadeBy, a.To = now, s.Officer().Name, s.Settings().Today(now)
	a.From = data.AccountingFrom(a.To)
	err = s.read(ctx, func(t *tx) error { return t.account(&a, key, s.Settings()) })
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
	who, err := t.samePatient(a.Patient)
	if err != nil {
		return err
	}
	keys, err := t.casesOf(who)
	if err != nil {
		return err
	}
	for _, k := range keys {
		other, err := readCase(t, k)
		if err != nil {
			return err
		}
		if who.takeDisclosures(a, &other) {
			a.Cases++
		}
	}
	slices.SortStableFunc(a.Lines, func(x, y data.AccountingLine) int { return cmp.Compare(x.On, y.On) })
	a.Before, err = t.accountedBefore(keys, a.To, set)
	return err
}

// patient is one person as the cases know them.
type patient struct {
	id    data.ID
	known map[data.ID]bool // the entry of the register and those merged with it
	mrn   string           // without blanks, in capitals
}

// samePatient gathers by what the cases know the person.
func (t *tx) samePatient(p data.Person) (patient, error) {
	who := patient{id: p.ID, known: map[data.ID]bool{}, mrn: plainMRN(p.MRN)}
	if p.Known == (data.ID{}) {
		return who, nil
	}
	// Up to the entry that all were merged into, then down to all of them.
	err := t.each(`with recursive up (id) as (
			select ?1 union select p.merged_into from persons p join up on p.id = up.id where p.merged_into is not null),
		tree (id) as (select id from up union select p.id from persons p join tree on p.merged_into = tree.id)
		select id from tree`, []any{p.Known[:]}, func(r *sql.Rows) error {
		var raw []byte
		var id data.ID
		err := r.Scan(&raw)
		copy(id[:], raw)
		who.known[id] = true
		return err
	})
	if err != nil {
		return who, fmt.Errorf("finding a person: %w", err)
	}
	return who, nil
}

// plainMRN is a record number as it is compared.
func plainMRN(mrn string) string { return strings.ToUpper(strings.Join(strings.Fields(mrn), "")) }

// is reports whether a person of a case is the patient.
func (w patient) is(p data.Person) bool {
	return p.Role == data.RolePatient && (p.ID == w.id || w.known[p.Known] || w.mrn != "" && plainMRN(p.MRN) == w.mrn)
}

// casesOf returns the keys of the cases in which the patient may be one.
func (t *tx) casesOf(who patient) ([]int64, error) {
	found := map[int64]bool{}
	gather := func(query string, args ...any) error {
		return t.each(query, args, func(r *sql.Rows) error {
			var k int64
			err := r.Scan(&k)
			found[k] = true
			return err
		})
	}
	err := gather(`select case_key from people where role = ? and id = ?`, string(data.RolePatient), who.id[:])
	for id := range who.known {
		if err == nil {
			err = gather(`select case_key from people where known = ?`, id[:])
		}
	}
	if err == nil && who.mrn != "" {
		err = gather(peopleByMRN, string(data.RolePatient), who.mrn)
	}
	if err != nil {
		return nil, fmt.Errorf("finding the cases of a person: %w", err)
	}
	var keys []int64
	for k := range found {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys, nil
}

// takeDisclosures adds what a case holds for the accounting, and reports whether
// it is one of the patient's. An entry that names nobody is about the first
// patient of its case.
func (w patient) takeDisclosures(a *data.Accounting, f *data.CaseFile) bool {
	mine, first := map[data.ID]bool{}, true
	for _, p := range f.People {
		if p.Role != data.RolePatient {
			continue
		}
		if w.is(p) {
			mine[p.ID] = true
			mine[data.ID{}] = mine[data.ID{}] || first
		}
		first = false
	}
	for _, d := range f.Disclosures {
		switch {
		case !mine[d.Patient]:
		case d.InAccounting(a.To):
			a.Lines = append(a.Lines, data.AccountingLine{Disclosure: d, Number: f.Number})
		case d.Suspended(a.To):
			a.Withheld++
		}
	}
	return len(mine) > 0
}

// accountedBefore returns the last day in the twelve months before on which an
// accounting left for the patient of the cases. What left on the same day is the
// same accounting.
func (t *tx) accountedBefore(cases []int64, today data.Date, set data.Settings) (data.Date, error) {
	zone := set.Zone()
	var last data.Date
	for _, key := range cases {
		at, err := t.count(`select coalesce(max(at), 0) from audit where case_key = ? and action in ('accounting.printed', 'accounting.saved') and at >= ? and at < ?`,
			key, instant(today.AddDays(-365).Start(zone)), instant(today.Start(zone)))
		if err != nil {
			return 0, fmt.Errorf("reading when an accounting was made: %w", err)
		}
		if at > 0 {
			last = max(last, data.DateOf(timeOf(at), zone))
		}
	}
	return last, nil
}

// RecordAccounting notes in the history that an accounting of disclosures was
// put out: "printed" or "saved". Error: [data.ErrNotAllowed] for any other way.
func (s *Session) RecordAccounting(ctx context.Context, key int64, how string) error {
	sentence, ok := map[string]string{"printed": "Printed the accounting of disclosures.", "saved": "Saved the accounting of disclosures as a file."}[how]
	if !ok {
		return fmt.Errorf("recording an accounting: %w", data.ErrNotAllowed)
	}
	return s.write(ctx, func(w *work) error {
		w.record("accounting."+how, key, "", details{Summary: sentence})
		return nil
	})
}
