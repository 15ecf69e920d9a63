package store

import (
	"context"
	"errors"
	"fmt"
	"iter"

	"rapport/data"
)

// refused is a reader's error that knows its row in the file; the row of any
// other error is its place among the rows read.
type refused interface {
	error
	Refused() data.RefusedRow
}

func refusedRow(err error, place int) data.RefusedRow {
	var r refused
	if errors.As(err, &r) {
		return r.Refused()
	}
	return data.RefusedRow{Row: place, Reason: err.Error()}
}

// ImportFeedback brings comments in, all in one transaction: an error, an ended
// context or Lock leaves nothing behind. An error beside a row refuses that row
// alone. A row whose source and external id are
// there already is counted and left alone, so that a second run adds nothing.
// progress may be nil.
func (s *Session) ImportFeedback(ctx context.Context, source string, rows iter.Seq2[data.Feedback, error], progress func(int)) (data.ImportCounts, error) {
	return importRows(ctx, s, source, FeedbackChanged, rows, progress, func(w *work, f data.Feedback) (bool, error) {
		if f.Source == "" {
			f.Source = source
		}
		if f.ID == (data.ID{}) {
			f.ID = data.NewID()
		}
		f.EnteredAt = w.now
		return insertFeedback(w.tx, f)
	})
}

// ImportCases brings cases of another system in, all in one transaction. Each
// gets a number of ours and keeps its own as the earlier one; a row whose
// number from the same source is there already is left alone.
func (s *Session) ImportCases(ctx context.Context, source string, rows iter.Seq2[data.ImportedCase, error], progress func(int)) (data.ImportCounts, error) {
	return importRows(ctx, s, source, CaseChanged, rows, progress, func(w *work, in data.ImportedCase) (bool, error) {
		there, err := w.count(`select count(*) from imported_cases where source = ? and number = ?`, source, in.Number)
		if err != nil || there > 0 {
			return false, err
		}
		if err := in.Validate(w.set, w.today).Err(); err != nil { // readers refuse such a row by itself
			return false, err
		}
		f := importedCase(in, w)
		if err := w.enterImported(&f); err != nil {
			return false, err
		}
		return true, w.exec(`insert into imported_cases (source, number, case_key) values (?, ?, ?)`, source, in.Number, f.Key)
	})
}

// manyRows is how many new rows make the planner's knowledge of the tables old.
const manyRows = 500

// importRows backs the case file up, then walks the rows of a file and counts what
// becomes of each.
func importRows[T any](ctx context.Context, s *Session, source, kind string, rows iter.Seq2[T, error],
	progress func(int), insert func(*work, T) (isNew bool, err error)) (data.ImportCounts, error) {
	var counts data.ImportCounts
	if err := s.backupBeforeImport(ctx, data.RightImport); err != nil {
		return counts, err
	}
	err := s.writeBulk(ctx, data.RightImport, func(w *work) error {
		counts = data.ImportCounts{}
		for row, err := range rows {
			counts.Read++
			if progress != nil {
				progress(counts.Read)
			}
			if err != nil {
				counts.Refused = append(counts.Refused, refusedRow(err, counts.Read))
				continue
			}
			isNew, err := insert(w, row)
			if err != nil {
				return err
			}
			if isNew {
				counts.Imported++
			} else {
				counts.Already++
			}
		}
		w.record("import."+kind, 0, source, details{Summary: fmt.Sprintf("Imported from %s: %d rows read, %d new, %d there already, %d refused.",
			source, counts.Read, counts.Imported, counts.Already, len(counts.Refused))})
		w.events = nil // one for all, not one for each case
		w.tell(kind, 0)
		w.tell(TodayChanged, 0)
		if counts.Imported < manyRows {
			return nil
		}
		return w.exec(planAnew)
	})
	if err != nil {
		return data.ImportCounts{}, fmt.Errorf("importing; nothing was brought in: %w", err)
	}
	return counts, nil
}

// importedCase makes a case of a row of another system.
func importedCase(in data.ImportedCase, w *work) data.CaseFile {
	f := data.CaseFile{Case: data.Case{
		ID: data.NewID(), Earlier: in.Number, Kind: in.Kind, State: data.StateNew, Channel: in.Channel, ReceivedAt: in.ReceivedAt.UTC(),
		EventDate: in.EventDate, Unit: in.Unit, Story: in.Story, Remedy: in.Remedy, Owner: in.Owner,
		EnteredAt: w.now, EnteredBy: w.by,
	}, People: in.People, Issues: in.Issues}
	if f.Owner == "" {
		f.Owner = w.by
	}
	f.Classification = data.Classification{Kind: in.Kind, Because: "The kind came with the import."}
	for i := range f.People {
		if f.People[i].ID == (data.ID{}) {
			f.People[i].ID = data.NewID()
		}
	}
	for i := range f.Issues {
		f.Issues[i] = f.Issues[i].WithTaxonomy(nil, w.set)
		if f.Issues[i].ID == (data.ID{}) {
			f.Issues[i].ID = data.NewID()
		}
	}
	if in.ClosedAt.IsZero() {
		f.Clocks = data.ClocksFor(f.Kind, f.ReceivedAt, w.set, false)
		return f
	}
	f.State, f.ClosedAt, f.Closure = data.StateClosed, in.ClosedAt.UTC(), in.Closure
	if in.Closure == data.ClosedWithdrawn {
		f.State = data.StateWithdrawn
	}
	return f
}

// enterImported numbers and writes an imported case with the days it came with.
func (w *work) enterImported(f *data.CaseFile) error {
	if f.ReceivedAt.After(w.now) || f.ClosedAt.After(w.now) || !f.ClosedAt.IsZero() && f.ClosedAt.Before(f.ReceivedAt) {
		return fmt.Errorf("importing a case with days out of order: %w", data.ErrNotAllowed)
	}
	if err := findPeople(w.tx, f.People); err != nil {
		return err
	}
	if err := w.enterCase(f); err != nil {
		return err
	}
	if f.Open() {
		return nil
	}
	return w.enterEnd(f)
}

// enterEnd writes the end of a case that comes in closed or withdrawn.
func (w *work) enterEnd(f *data.CaseFile) error {
	on, err := endSpell(w.tx, f.Key, f.ClosedAt, data.DateOf(f.ClosedAt, w.zone))
	if err != nil {
		return err
	}
	m := move{on: on, flow: flowClosed, action: string(data.ActClose), from: data.StateNew, to: f.State, by: f.Owner}
	if f.State == data.StateWithdrawn {
		m.flow, m.action = flowWithdrawn, string(data.ActWithdraw)
	}
	if err := addMove(w.tx, f.Key, m); err != nil {
		return err
	}
	return writeFacts(w.tx, f, w.set)
}
