package store

import (
	"context"
	"database/sql"
	"fmt"
	"slices"
	"strings"

	"rapport/data"
)

// logBatch is how many cases are read at once for a log: the parts of each are
// read with one statement for all of them.
const logBatch = 200

// GrievanceLog returns the log of the cases received in a period, by number:
// those that need a written notice, or every kind. It names patients, so the view
// is logged; a file of it leaves by [Session.HandOut].
func (s *Session) GrievanceLog(ctx context.Context, p data.Period, all bool) (data.LogFacts, error) {
	facts := data.LogFacts{Period: p, AsOf: s.file.now().UTC(), MadeBy: s.Officer().Name, Settings: s.Settings(), All: all}
	err := s.read(ctx, data.RightReports, func(t *tx) (err error) {
		facts.Rows, facts.Apart, err = logRows(t, facts.Settings, all, `c.received_on between ? and ?`, int64(p.From), int64(p.To))
		return err
	})
	if err != nil {
		return data.LogFacts{}, fmt.Errorf("reading the grievance log: %w", err)
	}
	s.viewed(entry{at: facts.AsOf, officer: facts.MadeBy, action: "log.view",
		details: details{Summary: fmt.Sprintf("Looked at the grievance log of %s, %d cases.", p, len(facts.Rows))}})
	return facts, nil
}

// CommitteePacket returns the grievances of a period for the committee: those
// received in it, and those received before that were open at some time in it.
func (s *Session) CommitteePacket(ctx context.Context, p data.Period) (data.LogFacts, error) {
	facts := data.LogFacts{Period: p, AsOf: s.file.now().UTC(), MadeBy: s.Officer().Name, Settings: s.Settings()}
	err := s.read(ctx, data.RightReports, func(t *tx) (err error) {
		if facts.Rows, facts.Apart, err = logRows(t, facts.Settings, false, `c.received_on between ? and ?`, int64(p.From), int64(p.To)); err != nil {
			return err
		}
		facts.Carried, facts.ApartCarried, err = logRows(t, facts.Settings, false, `c.received_on < ? and (c.closed_on is null or c.closed_on >= ?)`, int64(p.From), int64(p.From))
		return err
	})
	if err != nil {
		return data.LogFacts{}, fmt.Errorf("reading the committee's packet: %w", err)
	}
	return facts, nil
}

// Exceptions returns what a surveyor would cite among the grievances that were
// received in a period or open at some time in it, as they stand today, by number.
func (s *Session) Exceptions(ctx context.Context, p data.Period) (data.ExceptionFacts, error) {
	facts := data.ExceptionFacts{Period: p, AsOf: s.file.now().UTC(), MadeBy: s.Officer().Name, Settings: s.Settings()}
	today := facts.Settings.Today(facts.AsOf)
	err := s.read(ctx, data.RightReports, func(t *tx) error {
		keys, err := loggedKeys(t, false, `c.received_on <= ? and (c.closed_on is null or c.closed_on >= ?)`, int64(p.To), int64(p.From))
		facts.Cases = len(keys)
		if err != nil {
			return err
		}
		return eachLogged(t, keys, logParts, func(f data.CaseFile) {
			for _, r := range data.LogExceptions(f, facts.Settings, today) {
				facts.Lines = append(facts.Lines, data.Exception{ExceptionRule: r, Case: t.logRow(f, facts.Settings)})
			}
		})
	})
	if err != nil {
		return data.ExceptionFacts{}, fmt.Errorf("reading the exceptions: %w", err)
	}
	return facts, nil
}

// loggedKeys returns the keys of the cases that a condition chooses, by number.
func loggedKeys(t *tx, all bool, where string, args ...any) (keys []int64, err error) {
	query := `select c.key from cases c where ` + where + ` and c.state <> ?`
	args = append(args, string(data.StateVoid)) // entered by mistake: its number stands in the history
	if all {
		query = `select c.key from cases c where ` + where
		args = args[:len(args)-1]
	} else {
		query += ` and c.kind in (?, ?)`
		args = append(args, string(data.Grievance), string(data.CivilRights))
	}
	err = t.each(query+` order by c.number`, args, func(r *sql.Rows) error {
		var key int64
		err := r.Scan(&key)
		keys = append(keys, key)
		return err
	})
	return keys, err
}

// logRows returns the rows as the officer may see them and, apart, what is counted
// of those that are hidden.
func logRows(t *tx, set data.Settings, all bool, where string, args ...any) (rows, apart []data.LogRow, err error) {
	keys, err := loggedKeys(t, all, where, args...)
	if err != nil {
		return nil, nil, err
	}
	err = eachLogged(t, keys, logParts, func(f data.CaseFile) {
		rows = append(rows, t.logRow(f, set))
		if t.hidden(f.Key) {
			apart = append(apart, data.NewLogRow(f, set).Bare(t.sight.alias[f.Key]))
		}
	})
	return rows, apart, err
}

// logRow is the row of a case as the officer may see it.
func (t *tx) logRow(f data.CaseFile, set data.Settings) data.LogRow {
	row := data.NewLogRow(f, set)
	if t.hidden(f.Key) {
		return row.Shut()
	}
	return row
}

// casePart reads one part of many cases at once.
type casePart struct {
	query string // of the key of the case and what is read; "%s" stands for the keys
	scan  func(*sql.Rows, map[int64]*data.CaseFile) error
}

// bodiesInto makes a part that is a list of bodies.
func bodiesInto[T any](table string, list func(*data.CaseFile) *[]T) casePart {
	return casePart{`select case_key, body from ` + table + ` where case_key in (%s) order by case_key, key`,
		func(r *sql.Rows, files map[int64]*data.CaseFile) error {
			var key int64
			var raw sql.RawBytes
			if err := r.Scan(&key, &raw); err != nil {
				return err
			}
			var one T
			if err := readBody(raw, &one); err != nil {
				return err
			}
			into := list(files[key])
			*into = append(*into, one)
			return nil
		}}
}

// peopleAndIssues are the parts that counts look at, and logParts those of a log:
// no note, contact or document is among them.
var (
	peopleAndIssues = []casePart{
		{`select case_key, body from case_details where case_key in (%s)`, scanDetails},
		bodiesInto("people", func(f *data.CaseFile) *[]data.Person { return &f.People }),
		bodiesInto("issues", func(f *data.CaseFile) *[]data.Issue { return &f.Issues }),
	}
	logParts = append(slices.Clone(peopleAndIssues),
		bodiesInto("clocks", func(f *data.CaseFile) *[]data.Clock { return &f.Clocks }),
		bodiesInto("steps", func(f *data.CaseFile) *[]data.Step { return &f.Steps }),
		bodiesInto("advocacy", func(f *data.CaseFile) *[]data.Advocacy { return &f.Advocacy }),
		bodiesInto("letters", func(f *data.CaseFile) *[]data.Letter { return &f.Letters }),
		casePart{`select d.case_key, l.id, d.body from dispatches d join letters l on l.key = d.letter where d.case_key in (%s) order by d.key`, scanDispatch},
		casePart{`select case_key, kind, body from records where case_key in (%s) order by case_key, key`, scanRecord},
		// Whether the case holds what 42 CFR part 2 protects, without its notes.
		casePart{`select key, flags from cases where key in (%s)`, scanFlags},
	)
)

func scanDetails(r *sql.Rows, files map[int64]*data.CaseFile) error {
	var key int64
	var raw sql.RawBytes
	if err := r.Scan(&key, &raw); err != nil {
		return err
	}
	err := readBody(raw, &files[key].Case)
	files[key].Key = key
	return err
}

func scanDispatch(r *sql.Rows, files map[int64]*data.CaseFile) error {
	var key int64
	var letter []byte
	var raw []byte
	if err := r.Scan(&key, &letter, &raw); err != nil {
		return err
	}
	var d data.Dispatch
	if err := readBody(raw, &d); err != nil {
		return err
	}
	for i := range files[key].Letters {
		if l := &files[key].Letters[i]; string(l.ID[:]) == string(letter) {
			l.Dispatches = append(l.Dispatches, d)
		}
	}
	return nil
}

func scanRecord(r *sql.Rows, files map[int64]*data.CaseFile) error {
	var key int64
	var kind string
	var raw []byte
	if err := r.Scan(&key, &kind, &raw); err != nil {
		return err
	}
	rec, known := data.NewRecord(data.RecordKind(kind))
	if !known {
		return nil
	}
	if err := readBody(raw, rec); err != nil {
		return err
	}
	files[key].Put(rec)
	return nil
}

func scanFlags(r *sql.Rows, files map[int64]*data.CaseFile) error {
	var key int64
	var flags data.CaseFlags
	if err := r.Scan(&key, &flags); err != nil {
		return err
	}
	files[key].SubstanceUse = files[key].SubstanceUse || flags.Has(data.FlagSubstance)
	return nil
}

// eachLogged reads parts of cases, a batch at a time, and tells each in the order
// of the keys.
func eachLogged(t *tx, keys []int64, parts []casePart, tell func(data.CaseFile)) error {
	marks := strings.TrimPrefix(strings.Repeat(", ?", logBatch), ", ")
	for batch := range slices.Chunk(keys, logBatch) {
		files := make(map[int64]*data.CaseFile, len(batch))
		args := make([]any, logBatch) // a short batch ends with keys that no case has, so that the statement stays the same
		for i := range args {
			args[i] = int64(0)
		}
		for i, key := range batch {
			files[key], args[i] = &data.CaseFile{}, key
		}
		for _, p := range parts {
			err := t.each(fmt.Sprintf(p.query, marks), args, func(r *sql.Rows) error { return p.scan(r, files) })
			if err != nil {
				return err
			}
		}
		for _, key := range batch {
			tell(*files[key])
		}
	}
	return nil
}
