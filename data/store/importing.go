package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"iter"
	"time"

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

// What rows of a file become.
const (
	ofCases    = "case"
	ofFeedback = "feedback"
)

// ImportFeedback brings comments in, all in one transaction: an error, an ended
// context or Lock leaves nothing behind. An error beside a row refuses that row
// alone. A row whose source and external id are there already is counted and left
// alone, so that a second run adds nothing; where it says something else now, it is
// told as changed. progress may be nil. With [data.ImportFile.DryRun] the counts
// are those that the import would have, and nothing is written.
func (s *Session) ImportFeedback(ctx context.Context, file data.ImportFile, rows iter.Seq2[data.Feedback, error], progress func(int)) (data.ImportCounts, error) {
	return importRows(ctx, s, file, rows, progress, importKind[data.Feedback]{
		of: ofFeedback, event: FeedbackChanged, last: lastFeedbackKey,
		row: func(f data.Feedback) rowIdentity {
			return rowIdentity{or(f.Source, file.Source), f.ExternalID, f.Row, f.Digest}
		},
		there: `select digest, case_number from feedback where source = ? and external_id = ?`,
		asks:  func(f data.Feedback) bool { return f.Asks != "" },
		open:  func(data.Feedback) data.Date { return 0 },
		insert: func(w *work, i *importWork, f data.Feedback) error {
			f.Source = or(f.Source, file.Source)
			if f.ID == (data.ID{}) {
				f.ID = data.NewID()
			}
			f.EnteredAt, f.Import, f.Imported = w.now, i.id, w.by
			return insertFeedback(w.tx, f, i.key)
		},
	})
}

// ImportCases brings cases of another system in, all in one transaction. Each
// gets a number of ours and keeps its own as the earlier one; who wrote it down
// there and when stays, beside who brought it in. A row whose number from the same
// source is there already is left alone. With [data.ImportFile.DryRun] the counts
// are those that the import would have, and nothing is written.
func (s *Session) ImportCases(ctx context.Context, file data.ImportFile, rows iter.Seq2[data.ImportedCase, error], progress func(int)) (data.ImportCounts, error) {
	return importRows(ctx, s, file, rows, progress, importKind[data.ImportedCase]{
		of: ofCases, event: CaseChanged, last: lastCaseKey,
		row: func(in data.ImportedCase) rowIdentity {
			return rowIdentity{file.Source, or(in.Identity, in.Number), in.Row, in.Digest}
		},
		there: `select i.digest, c.number from imported_cases i join cases c on c.key = i.case_key where i.source = ? and i.number = ?`,
		asks:  func(data.ImportedCase) bool { return false },
		open: func(in data.ImportedCase) data.Date {
			if !in.ClosedAt.IsZero() {
				return 0
			}
			return data.DateOf(in.ReceivedAt, s.Settings().Zone())
		},
		insert: func(w *work, i *importWork, in data.ImportedCase) error {
			in.Identity = or(in.Identity, in.Number)
			if err := in.Validate(w.set, w.today).Err(); err != nil { // readers refuse such a row by itself
				return err
			}
			f := importedCase(in, w, i)
			if err := w.enterImported(&f, i.file.Source); err != nil {
				return err
			}
			return w.exec(`insert into imported_cases (source, number, case_key, import, digest) values (?, ?, ?, ?, ?)`,
				file.Source, in.Identity, f.Key, i.key, digestOf(in.Digest))
		},
	})
}

// digestOf is a digest as a row keeps it: none for what has none.
func digestOf(d [32]byte) any {
	if d == [32]byte{} {
		return nil
	}
	return d[:]
}

func or(first, second string) string {
	if first != "" {
		return first
	}
	return second
}

// importKind is what the import of cases and that of comments do each in their own
// way.
type importKind[T any] struct {
	of, event string
	last      string // query for the greatest key that was given
	row       func(T) rowIdentity
	there     string // query for the digest and the case of a row that is there, by source and number
	asks      func(T) bool
	open      func(T) data.Date // the day of receipt of what comes in open; else zero
	insert    func(*work, *importWork, T) error
}

// rowIdentity is what a row is known by.
type rowIdentity struct {
	source, number string
	row            int // of the file
	digest         [32]byte
}

// importWork is an import under way.
type importWork struct {
	key      int64
	id       data.ID
	file     data.ImportFile
	counts   data.ImportCounts
	seen     map[string]rowIdentity // rows of this file by their number
	officers map[string]bool        // who is an officer here
}

// manyRows is how many new rows make the planner's knowledge of the tables old.
const manyRows = 500

// importRows backs the case file up, then walks the rows of a file and counts what
// becomes of each.
func importRows[T any](ctx context.Context, s *Session, file data.ImportFile, rows iter.Seq2[T, error], progress func(int), kind importKind[T]) (data.ImportCounts, error) {
	i := importWork{id: data.NewID(), file: file}
	if file.DryRun {
		err := s.read(ctx, data.RightImport, func(t *tx) error {
			return walk(t, &i, rows, progress, kind, func(T) error { return nil })
		})
		if err != nil {
			return data.ImportCounts{}, fmt.Errorf("looking at what an import would bring: %w", err)
		}
		return i.counts, nil
	}
	if len(file.Units) > 0 {
		if err := s.allow(data.RightSettings); err != nil {
			return data.ImportCounts{}, err
		}
	}
	if err := s.backupBeforeImport(ctx, data.RightImport); err != nil {
		return data.ImportCounts{}, err
	}
	err := s.writeBulk(ctx, data.RightImport, func(w *work) (err error) {
		if i.key, err = nextKey(w.tx, `select coalesce(max(key), 0) from imports`); err != nil {
			return err
		}
		if i.officers, err = officersHere(w.tx); err != nil {
			return err
		}
		if err := walk(w.tx, &i, rows, progress, kind, func(row T) error { return kind.insert(w, &i, row) }); err != nil {
			return err
		}
		if i.counts.Imported > 0 {
			i.counts.Import = i.id
			if i.file.Units, err = w.addUnits(file.Units); err != nil {
				return err
			}
			if err := w.keepImport(i, kind.of, kind.last); err != nil {
				return err
			}
		}
		if err := w.rememberMap(file); err != nil {
			return err
		}
		w.record("import."+kind.of, 0, i.id.String(), details{Summary: importSentence(file, i.counts), After: file.SHA256})
		w.events = nil // one for all, not one for each case
		w.tell(kind.event, 0)
		w.tell(TodayChanged, 0)
		if i.counts.Imported < manyRows {
			return nil
		}
		return w.exec(planAnew)
	})
	if err != nil {
		return data.ImportCounts{}, fmt.Errorf("importing; nothing was brought in: %w", err)
	}
	return i.counts, nil
}

func importSentence(file data.ImportFile, counts data.ImportCounts) string {
	return fmt.Sprintf("Imported from %s: %d rows read, %d new, %d there already, %d changed since, %d refused.",
		file.Source, counts.Read, counts.Imported, counts.Already, len(counts.Changed), len(counts.Refused))
}

// walk reads every row, says what becomes of it, and takes the new ones in.
func walk[T any](t *tx, i *importWork, rows iter.Seq2[T, error], progress func(int), kind importKind[T], take func(T) error) error {
	i.counts, i.seen = data.ImportCounts{}, map[string]rowIdentity{}
	for row, err := range rows {
		i.counts.Read++
		if progress != nil {
			progress(i.counts.Read)
		}
		if err != nil {
			i.counts.Refused = append(i.counts.Refused, refusedRow(err, i.counts.Read))
			continue
		}
		id := kind.row(row)
		if id.row == 0 {
			id.row = i.counts.Read
		}
		isNew, err := i.standing(t, id, kind.there)
		if err != nil {
			return err
		}
		if !isNew {
			continue
		}
		if err := take(row); err != nil {
			return err
		}
		i.counts.Imported++
		if kind.asks(row) {
			i.counts.Answers++
		}
		if day := kind.open(row); !day.IsZero() {
			if i.counts.Open++; i.counts.Oldest.IsZero() || day < i.counts.Oldest {
				i.counts.Oldest = day
			}
		}
	}
	return nil
}

// standing says whether a row is new, and counts it where it is not.
func (i *importWork) standing(t *tx, id rowIdentity, there string) (isNew bool, err error) {
	name := id.source + "\x00" + id.number
	if before, twice := i.seen[name]; twice {
		if before.digest == id.digest {
			i.counts.Already++
		} else {
			i.counts.Refused = append(i.counts.Refused, data.RefusedRow{Row: id.row,
				Reason: fmt.Sprintf("row %d has the same number and says something else. Give one of them another number", before.row)})
		}
		return false, nil
	}
	i.seen[name] = id
	var digest []byte
	var number string
	err = t.get(there, []any{id.source, id.number}, &digest, &number)
	if errors.Is(err, sql.ErrNoRows) {
		return true, nil
	}
	if err != nil {
		return false, fmt.Errorf("looking whether a row is there: %w", err)
	}
	if len(digest) == 0 || id.digest == [32]byte{} || string(digest) == string(id.digest[:]) {
		i.counts.Already++
		return false, nil
	}
	if t.sight.names(number) {
		number = ""
	}
	i.counts.Changed = append(i.counts.Changed, data.ChangedRow{Row: id.row, Number: id.number, Case: number})
	return false, nil
}

// officersHere are the names of those who work in the office.
func officersHere(t *tx) (map[string]bool, error) {
	all, err := bodies[data.Officer](t, `select body from officers`)
	if err != nil {
		return nil, fmt.Errorf("reading who works here: %w", err)
	}
	here := map[string]bool{}
	for _, o := range all {
		here[o.Name] = !o.Gone()
	}
	return here, nil
}

// importedCase makes a case of a row of another system.
func importedCase(in data.ImportedCase, w *work, i *importWork) data.CaseFile {
	received := in.ReceivedAt.UTC()
	f := data.CaseFile{Case: data.Case{
		ID: data.NewID(), Earlier: in.Number, Kind: in.Kind, State: data.StateNew, Channel: in.Channel, ReceivedAt: received,
		EventDate: in.EventDate, Unit: in.Unit, Story: in.Story, Remedy: in.Remedy, Owner: in.Owner,
		EnteredAt: received, EnteredBy: or(in.Author, or(i.file.Source, w.by)),
		Origin: data.Origin{Import: i.id, Source: i.file.Source, Author: in.Author, WrittenOn: in.WrittenOn, By: w.by, At: w.now},
	}, People: in.People, Issues: in.Issues}
	if !in.WrittenOn.IsZero() {
		f.EnteredAt = in.WrittenOn.Start(w.zone).Add(9 * time.Hour).UTC()
	}
	// An open case must be on somebody's board.
	if f.Owner == "" || in.ClosedAt.IsZero() && !i.officers[f.Owner] {
		f.Owner = w.by
	}
	f.Classification = data.Classification{Kind: in.Kind, Because: "The kind came with the import."}
	for k := range f.People {
		if f.People[k].ID == (data.ID{}) {
			f.People[k].ID = data.NewID()
		}
	}
	for k := range f.Issues {
		f.Issues[k] = f.Issues[k].WithTaxonomy(nil, w.set)
		if f.Issues[k].ID == (data.ID{}) {
			f.Issues[k].ID = data.NewID()
		}
	}
	for _, t := range in.Texts {
		f.Notes = append(f.Notes, data.Note{ID: data.NewID(), At: f.EnteredAt, By: or(f.Origin.Author, or(i.file.Source, w.by)), Class: data.NoteOrdinary,
			Text: t.Note(), ImportedBy: w.by})
	}
	for _, g := range in.Gifts {
		g.RecordBase = data.RecordBase{ID: data.NewID(), At: f.EnteredAt, By: or(f.Origin.Author, or(i.file.Source, w.by))}
		f.Recoveries = append(f.Recoveries, g)
	}
	if !in.ClosedAt.IsZero() {
		f.State, f.ClosedAt, f.Closure = data.StateClosed, in.ClosedAt.UTC(), in.Closure
		if in.Closure == data.ClosedWithdrawn {
			f.State = data.StateWithdrawn
		}
	}
	f.Clocks = importedClocks(in, &f, w)
	return f
}

// importedClocks are the duties of an imported case: those of an open one run, and
// what the log says was done in time or late stays on record. A closed case of
// which the log says neither has none, because nobody can know.
func importedClocks(in data.ImportedCase, f *data.CaseFile, w *work) []data.Clock {
	if !f.Open() && in.AcknowledgedOn.IsZero() && in.AnsweredOn.IsZero() {
		return nil
	}
	set := w.set.For(f.Kind)
	all := data.ClocksFor(f.Kind, f.ReceivedAt, w.set, false)
	answer := in.AnsweredOn
	if answer.IsZero() && !f.Open() {
		answer = data.DateOf(f.ClosedAt, w.zone)
	}
	for k, c := range all {
		on := data.Date(0)
		switch c.Kind {
		case data.ClockAcknowledge:
			on = in.AcknowledgedOn
		case f.Kind.AnswerClock():
			on = answer
		}
		if !on.IsZero() {
			if met, err := c.Meet(on, or(f.Origin.Author, w.by), w.now, set); err == nil {
				met.EnteredOn = on // when it was entered there is not known
				all[k] = met
				continue
			}
		}
		all[k].Stopped = !f.Open()
	}
	return all
}

// enterImported numbers and writes an imported case with the days it came with.
func (w *work) enterImported(f *data.CaseFile, source string) error {
	if f.ReceivedAt.After(w.now) || f.ClosedAt.After(w.now) || !f.ClosedAt.IsZero() && f.ClosedAt.Before(f.ReceivedAt) {
		return fmt.Errorf("importing a case with days out of order: %w", data.ErrNotAllowed)
	}
	if err := findPeople(w.tx, f.People); err != nil {
		return err
	}
	if err := w.enterCase(f); err != nil {
		return err
	}
	// What the case says stands in the case; the entry says whose words it is.
	after, err := body(f.Origin)
	if err != nil {
		return err
	}
	said := "Imported the case as " + f.Kind.String() + " from " + source
	if f.Earlier != "" {
		said += ", where its number is " + f.Earlier
	}
	if f.Origin.Author != "" {
		said += "; " + f.Origin.Author + " wrote it down there"
	}
	w.log[len(w.log)-1].details = details{Summary: said + ".", After: after}
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
