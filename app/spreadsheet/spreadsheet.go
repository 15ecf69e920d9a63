// Package spreadsheet brings a spreadsheet of complaints or comments into the
// case file, for the window and the commands alike.
package spreadsheet

import (
	"context"
	"fmt"
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
	return "This is not a file. Choose the CSV file that holds the rows."
}

// Open reads the spreadsheet in a file. Error: [ErrNotAFile], those of the file
// system, and those of package exchange.
func Open(file string) (exchange.Sheet, error) {
	info, err := os.Stat(file)
	if err != nil {
		return exchange.Sheet{}, fmt.Errorf("opening the file to import: %w", err)
	}
	if !info.Mode().IsRegular() {
		return exchange.Sheet{}, ErrNotAFile
	}
	f, err := os.Open(file)
	if err != nil {
		return exchange.Sheet{}, fmt.Errorf("opening the file to import: %w", err)
	}
	defer f.Close() // it was only read
	return exchange.ReadSheet(f)
}

// Import brings in the rows of a sheet by a map, all or none. tell gets the
// number of rows read so far; it runs on the caller's goroutine.
func Import(ctx context.Context, s *store.Session, m exchange.Map, sheet exchange.Sheet, tell func(int)) (counts data.ImportCounts, err error) {
	set, now := s.Settings(), time.Now()
	if m.Record == exchange.RecordCase {
		rows, err := m.Cases(sheet, set, now)
		if err != nil {
			return counts, err
		}
		counts, err = s.ImportCases(ctx, m.Source, rows.Rows, tell)
		counts.Dates = rows.Dates
		return counts, err
	}
	rows, err := m.Feedback(sheet, set.Today(now))
	if err != nil {
		return counts, err
	}
	counts, err = s.ImportFeedback(ctx, m.Source, rows.Rows, tell)
	counts.Dates = rows.Dates
	return counts, err
}
