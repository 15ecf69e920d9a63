// Package spreadsheet brings a spreadsheet of complaints or comments into the
// case file, for the window and the commands alike.
package spreadsheet

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"time"

	"rapport/data"
	"rapport/data/exchange"
	"rapport/data/store"
)

// ErrNotAFile is the answer to the path of a folder or a device.
var ErrNotAFile error = notAFile{}

type notAFile struct{}

func (notAFile) Error() string { return "the path is not that of a file" }

func (notAFile) Sentence() string {
	return "This is not a file. Choose the spreadsheet that holds the rows."
}

// Book is a file of rows that was read, with what it is known by.
type Book struct {
	Path   string
	SHA256 string // of its bytes, in hexadecimal
	Sheets []exchange.Sheet
}

// OpenBook reads a file with all its sheets; one of text has one. Error:
// [ErrNotAFile], those of the file system, and those of package exchange.
func OpenBook(ctx context.Context, file string) (Book, error) {
	info, err := os.Stat(file)
	if err != nil {
		return Book{}, fmt.Errorf("opening the file to import: %w", err)
	}
	if !info.Mode().IsRegular() {
		return Book{}, ErrNotAFile
	}
	f, err := os.Open(file)
	if err != nil {
		return Book{}, fmt.Errorf("opening the file to import: %w", err)
	}
	defer f.Close() // it was only read
	raw, err := io.ReadAll(io.LimitReader(f, exchange.MaxBytes+1))
	if err != nil {
		return Book{}, fmt.Errorf("reading the file to import: %w", err)
	}
	sum := sha256.Sum256(raw)
	sheets, err := exchange.ReadSheets(ctx, raw)
	return Book{Path: file, SHA256: hex.EncodeToString(sum[:]), Sheets: sheets}, err
}

// Open reads the first sheet of a file. Errors as of [OpenBook].
func Open(file string) (exchange.Sheet, error) {
	b, err := OpenBook(context.Background(), file)
	if err != nil {
		return exchange.Sheet{}, err
	}
	return b.Sheets[0], nil
}

// Plan begins the import of a sheet, by the map that was made for one with the same
// headings where there is one.
func Plan(ctx context.Context, s *store.Session, sheet exchange.Sheet) (*exchange.Plan, error) {
	raw, err := s.RememberedMap(ctx, sheet.Headings())
	if err != nil && !errors.Is(err, data.ErrNotFound) {
		return nil, err
	}
	var remembered *exchange.Map
	if err == nil {
		if m, err := exchange.ReadMap(bytes.NewReader(raw)); err == nil { // one of a newer version is guessed anew
			remembered = &m
		}
	}
	before, err := s.Imports(ctx)
	if err != nil {
		return nil, err
	}
	var taken []string
	for _, i := range before {
		if i.File.Headings != sheet.Headings() {
			taken = append(taken, i.File.Source)
		}
	}
	return exchange.NewPlan(sheet, remembered, s.Settings(), time.Now(), taken...), nil
}

// Earlier lists the imports of the very same file that still stand.
func Earlier(ctx context.Context, s *store.Session, b Book) ([]data.Import, error) {
	all, err := s.Imports(ctx)
	var same []data.Import
	for _, i := range all {
		if i.File.SHA256 == b.SHA256 && !i.Undone() {
			same = append(same, i)
		}
	}
	return same, err
}

// Import brings in the rows of a plan, all or none, and with them words of the file as
// new units of the office, which takes [data.RightSettings]. tell gets the number of
// rows read so far; it runs on the caller's goroutine.
func Import(ctx context.Context, s *store.Session, p *exchange.Plan, b Book, units []string, tell func(int)) (data.ImportCounts, error) {
	return run(ctx, s, p, b, units, false, tell)
}

// DryRun goes the way of [Import] and writes nothing: the counts are what would come
// of it.
func DryRun(ctx context.Context, s *store.Session, p *exchange.Plan, b Book, tell func(int)) (data.ImportCounts, error) {
	return run(ctx, s, p, b, nil, true, tell)
}

func run(ctx context.Context, s *store.Session, p *exchange.Plan, b Book, units []string, dry bool, tell func(int)) (counts data.ImportCounts, err error) {
	if err := p.Gaps().Err(); err != nil {
		return counts, err
	}
	file, err := p.File(b.Path, b.SHA256)
	if err != nil {
		return counts, err
	}
	file.DryRun, file.Units = dry, units
	if p.Map.Record == exchange.RecordCase {
		rows, err := p.Map.Cases(p.Sheet, p.Settings, p.Now)
		if err != nil {
			return counts, err
		}
		counts, err = s.ImportCases(ctx, file, rows.Rows, tell)
		counts.Dates = rows.Dates
		return counts, err
	}
	rows, err := p.Map.Feedback(p.Sheet, p.Settings.Today(p.Now))
	if err != nil {
		return counts, err
	}
	counts, err = s.ImportFeedback(ctx, file, rows.Rows, tell)
	counts.Dates = rows.Dates
	return counts, err
}

// Remember keeps the map of a plan for the next file with the same headings, though
// nothing was imported.
func Remember(ctx context.Context, s *store.Session, p *exchange.Plan) error {
	raw, err := json.Marshal(p.Map)
	if err != nil {
		return fmt.Errorf("writing a map: %w", err)
	}
	return s.RememberMap(ctx, data.ImportFile{Source: p.Map.Source, Headings: p.Sheet.Headings(), Map: raw})
}
