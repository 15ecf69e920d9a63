package store

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"errors"
	"fmt"
	"hash"
	"iter"

	"rapport/data"
)

// loadBatch is how many practice cases one transaction takes: enough that its
// cost does not count, few enough that its log stays small.
const loadBatch = 2000

// Load writes practice cases in bulk, in the order in which they come, a batch
// a transaction, each batch with one audit entry that holds a digest of it. The
// cases get numbers of their own. Only a practice case file takes them:
// otherwise [data.ErrNotAllowed]. progress may be nil; it is told how many are
// written.
func (s *Session) Load(ctx context.Context, cases iter.Seq[data.CaseFile], progress func(int)) error {
	if !s.Practice() {
		return fmt.Errorf("loading practice cases: %w", data.ErrNotAllowed)
	}
	next, stop := iter.Pull(cases)
	defer stop()
	total := 0
	for more := true; more; {
		l := &loader{}
		err := s.writeBulk(ctx, data.RightImport, func(w *work) error {
			l.work = w
			return l.batch(next)
		})
		if err != nil {
			return fmt.Errorf("loading practice cases: %w", err)
		}
		total += l.cases
		more = l.cases == loadBatch
		if progress != nil {
			progress(total)
		}
	}
	return s.writeBulk(ctx, data.RightImport, func(w *work) error {
		w.tell(CaseChanged, 0)
		w.tell(TodayChanged, 0)
		return w.exec(planAnew)
	})
}

// loader writes one batch. What every case would read and write again is kept
// until the batch ends: keys, numbers, counts of months, and the words of the
// search index, which would be written out before each other statement.
type loader struct {
	*work
	cases       int
	key, letter int64 // last ones taken
	series      map[int]int64
	sums        monthSums
	words       []string
	sum         hash.Hash
	first, last string
}

func (l *loader) batch(next func() (data.CaseFile, bool)) error {
	ctx := l.ctx
	l.ctx = context.WithoutCancel(ctx) // a context that can end costs a goroutine a statement
	if err := l.begin(); err != nil {
		return err
	}
	start := l.key
	for l.cases < loadBatch {
		if err := ctx.Err(); err != nil {
			return err
		}
		f, ok := next()
		if !ok {
			break
		}
		if err := l.load(&f); err != nil {
			return err
		}
		l.cases++
	}
	if l.cases == 0 {
		return nil
	}
	for i, words := range l.words {
		if err := l.exec(indexCase, start+1+int64(i), words); err != nil {
			return fmt.Errorf("writing the search index: %w", err)
		}
	}
	return l.end()
}

func (l *loader) begin() (err error) {
	l.series, l.sums, l.sum = map[int]int64{}, monthSums{}, sha256.New()
	if l.key, err = l.count(`select coalesce(max(key), 0) from cases`); err != nil {
		return fmt.Errorf("taking keys: %w", err)
	}
	if l.letter, err = l.count(`select coalesce(max(key), 0) from letters`); err != nil {
		return fmt.Errorf("taking keys: %w", err)
	}
	return nil
}

// end writes what was kept, and the audit entry of the batch.
func (l *loader) end() error {
	for year, last := range l.series {
		err := l.exec(`insert into number_series (year, last) values (?, ?) on conflict (year) do update set last = excluded.last`, year, last)
		if err != nil {
			return fmt.Errorf("taking case numbers: %w", err)
		}
	}
	if err := l.sums.write(l.tx); err != nil {
		return err
	}
	l.record("practice.load", 0, l.first, details{Summary: fmt.Sprintf("Loaded %d practice cases, %s to %s. SHA-256 %s.",
		l.cases, l.first, l.last, hex.EncodeToString(l.sum.Sum(nil)))})
	return nil
}

// number takes the next number of a year's series.
func (l *loader) number(year int) (string, error) {
	if _, known := l.series[year]; !known {
		last, err := l.count(`select last from number_series where year = ?`, year)
		if err != nil && !errors.Is(err, sql.ErrNoRows) {
			return "", fmt.Errorf("taking case numbers: %w", err)
		}
		l.series[year] = last
	}
	l.series[year]++
	return formatNumber(year, l.series[year]), nil
}

// load writes one practice case whole.
func (l *loader) load(f *data.CaseFile) (err error) {
	received := data.DateOf(f.ReceivedAt, l.zone)
	if f.Number, err = l.number(received.Year()); err != nil {
		return err
	}
	if l.first == "" {
		l.first = f.Number
	}
	l.last = f.Number
	if f.ID == (data.ID{}) {
		f.ID = data.NewID()
	}
	l.key++
	f.Key = l.key
	if err := insertCase(l.tx, f, received); err != nil {
		return err
	}
	if err := findPeople(l.tx, f.People); err != nil {
		return err
	}
	if err := insertParts(l.tx, f); err != nil {
		return err
	}
	if err := l.letters(f); err != nil {
		return err
	}
	words := caseWords(f)
	l.words = append(l.words, words)
	l.sum.Write([]byte(words))
	err = addMove(l.tx, f.Key, move{on: received, flow: flowReceived, action: "open", to: data.StateNew, by: f.EnteredBy})
	if err != nil {
		return err
	}
	c := counted{received: received, kind: f.Kind}
	if !f.Open() {
		if c.closings, err = l.close(f, received); err != nil {
			return err
		}
	}
	l.sums.add(c, +1)
	return putFacts(l.tx, f, c, f.Fact(l.zone), l.set)
}

func (l *loader) letters(f *data.CaseFile) error {
	for _, letter := range f.Letters {
		sum := sha256.Sum256(nil) // a practice letter has no pages
		if b, err := hex.DecodeString(letter.SHA256); err == nil && len(b) == len(sum) {
			copy(sum[:], b)
		}
		l.letter++
		if err := insertLetter(l.tx, l.letter, f.Key, letter, sum, data.DateOf(letter.IssuedAt, l.zone)); err != nil {
			return err
		}
		for _, d := range letter.Dispatches {
			if err := insertDispatch(l.tx, f.Key, l.letter, d); err != nil {
				return err
			}
		}
	}
	return nil
}

// close writes the end of a practice case that is not open any more.
func (l *loader) close(f *data.CaseFile, received data.Date) ([]closing, error) {
	on := max(received, data.DateOf(f.ClosedAt, l.zone))
	if err := l.exec(`update cases set closed_at = ?, closed_on = ? where key = ?`, instant(f.ClosedAt), int64(on), f.Key); err != nil {
		return nil, fmt.Errorf("ending a case: %w", err)
	}
	if err := addMonthEnds(l.tx, f.Key, received, on); err != nil {
		return nil, err
	}
	if f.State == data.StateWithdrawn {
		return nil, addMove(l.tx, f.Key, move{on: on, flow: flowWithdrawn, action: string(data.ActWithdraw), from: data.StateSent, to: f.State, by: f.Owner})
	}
	m := move{on: on, flow: flowClosed, action: string(data.ActClose), from: data.StateSent, to: f.State, by: f.Owner}
	return closingsOn(received, []data.Date{on}), addMove(l.tx, f.Key, m)
}
