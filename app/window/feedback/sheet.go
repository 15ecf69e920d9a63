package feedback

import (
	"context"
	"fmt"
	"os"
	"time"

	"rapport/data"
	"rapport/data/exchange"
	"rapport/data/store"
)

// plan is a spreadsheet with the map by which it will be read.
type plan struct {
	sheet exchange.Sheet
	m     exchange.Map
}

// readSheet reads the file that the officer chose.
func readSheet(file string) (exchange.Sheet, error) {
	info, err := os.Stat(file)
	if err != nil {
		return exchange.Sheet{}, fmt.Errorf("opening the file to import: %w", err)
	}
	if !info.Mode().IsRegular() {
		return exchange.Sheet{}, errNoFile
	}
	f, err := os.Open(file)
	if err != nil {
		return exchange.Sheet{}, fmt.Errorf("opening the file to import: %w", err)
	}
	defer f.Close()
	return exchange.ReadSheet(f)
}

// says is an error that is a sentence for the officer.
type says string

func (s says) Error() string    { return string(s) }
func (s says) Sentence() string { return string(s) }

const (
	errNoFile = says("This is not a file. Choose the CSV file that holds the rows.")
	errNoMap  = says("None of Rapport's maps fits the columns of this file. Choose a map, or a map file that was made for it.")
)

// fitting returns the first built-in map that names only columns of the sheet.
func fitting(sheet exchange.Sheet) (exchange.Map, error) {
	for _, name := range exchange.BuiltIn() {
		m, err := exchange.MapFor(name)
		if err != nil {
			return exchange.Map{}, err
		}
		if m.Check(sheet) == nil {
			return m, nil
		}
	}
	return exchange.Map{}, errNoMap
}

// bringIn imports the rows, all or none. tell gets the number of rows read so
// far; it runs off the main goroutine.
func (p plan) bringIn(ctx context.Context, session *store.Session, tell func(int)) (counts data.ImportCounts, err error) {
	set, now := session.Settings(), time.Now()
	if p.m.Record == exchange.RecordCase {
		rows, err := p.m.Cases(p.sheet, set, now)
		if err != nil {
			return counts, err
		}
		counts, err = session.ImportCases(ctx, p.m.Source, rows.Rows, tell)
		counts.Dates = rows.Dates
		return counts, err
	}
	rows, err := p.m.Feedback(p.sheet, set.Today(now))
	if err != nil {
		return counts, err
	}
	counts, err = session.ImportFeedback(ctx, p.m.Source, rows.Rows, tell)
	counts.Dates = rows.Dates
	return counts, err
}

// noun is what the rows become.
func (p plan) noun() string {
	if p.m.Record == exchange.RecordCase {
		return "as cases"
	}
	return "as comments"
}
