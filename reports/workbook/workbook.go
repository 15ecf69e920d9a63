package workbook

import (
	"bytes"
	"fmt"
	"io"
	"time"

	"github.com/xuri/excelize/v2"

	"rapport/data"
	"rapport/reports/report"
)

// Write makes the workbook. Error: a table is larger than a sheet may be.
func Write(r report.Report) ([]byte, error) {
	file, err := write(r)
	if err != nil {
		return nil, fmt.Errorf("making a workbook: %w", err)
	}
	return file, nil
}

// book is a workbook that is being written.
type book struct {
	report.Report
	file   *excelize.File
	locale data.Locale
	leaves []leaf
	names  sheetNames
	styles map[look]int
}

// noFolder is a folder that no system can have. The library puts a long sheet
// into the folder for temporary files, in the clear; where there is none, it
// keeps the sheet in memory.
const noFolder = "\x00"

// The names of the sheets that hold no table.
const (
	coverSheet = "Report"
	wordsSheet = "Text"
)

func write(r report.Report) ([]byte, error) {
	file := excelize.NewFile(excelize.Options{TmpDir: noFolder})
	defer file.Close() // fails only over temporary files, and there are none
	b := &book{Report: r, file: file, locale: r.Settings.Locale, leaves: leavesOf(r), names: sheetNames{}, styles: map[look]int{}}
	cover := b.names.give(coverSheet)
	for i := range b.leaves {
		b.leaves[i].sheet = b.names.give(b.leaves[i].table.ID)
	}
	if err := b.describe(); err != nil {
		return nil, fmt.Errorf("its properties: %w", err)
	}
	if err := file.SetSheetName("Sheet1", cover); err != nil {
		return nil, err
	}
	if err := b.cover(cover); err != nil {
		return nil, fmt.Errorf("its first sheet: %w", err)
	}
	for _, l := range b.leaves {
		if _, err := file.NewSheet(l.sheet); err != nil {
			return nil, err
		}
		if err := b.leaf(l, cover); err != nil {
			return nil, fmt.Errorf("the sheet of a table: %w", err)
		}
	}
	if err := b.words(b.names.give(wordsSheet)); err != nil {
		return nil, fmt.Errorf("the sheet of the text: %w", err)
	}
	var zipped bytes.Buffer
	file.SetZipWriter(func(to io.Writer) excelize.ZipWriter { return parts{&archive{to: to, at: zipTime(r)}} })
	if err := file.Write(&zipped); err != nil {
		return nil, err
	}
	return zipped.Bytes(), nil
}

// describe sets what a reader shows as the properties of the file. The author is
// the facility: a report is the office's, not one person's.
func (b *book) describe() error {
	at := madeAt(b.Report).Format(time.RFC3339)
	author := tidy(b.Settings.Facility)
	if author == "" {
		author = "Rapport"
	}
	err := b.file.SetDocProps(&excelize.DocProperties{
		Title: b.heading(), Subject: tidy(b.Title), Creator: author, LastModifiedBy: author,
		Created: at, Modified: at, Language: "en-US", Description: b.foot(),
	})
	if err != nil {
		return err
	}
	return b.file.SetAppProps(&excelize.AppProperties{Application: "Rapport", Company: tidy(b.Settings.Facility)})
}

// heading is the title and what the report is about.
func (b *book) heading() string {
	if b.About == "" {
		return tidy(b.Title)
	}
	return tidy(b.Title + ", " + b.About)
}

// practice reports whether the report is made of practice data.
func (b *book) practice() bool { return b.Practice || b.Settings.Practice }

// madeAt is when the report was made.
func madeAt(r report.Report) time.Time {
	if !r.At.IsZero() {
		return r.At.UTC().Truncate(time.Second)
	}
	if r.Facts != nil {
		return r.Facts.AsOf.UTC().Truncate(time.Second)
	}
	return r.Period.To.Start(time.UTC)
}

// zipTime is the time that the parts of a file bear.
func zipTime(r report.Report) time.Time {
	if at := madeAt(r); at.After(zipEpoch) {
		return at
	}
	return zipEpoch
}
