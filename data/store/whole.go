package store

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"path"
	"slices"
	"strings"
	"time"

	"rapport/data"
	"rapport/data/exchange/portable"
)

// The export of everything, to formats that any program reads: so nobody is kept by
// Rapport because their records are. It walks every table of the case file, whatever
// tables there are, so that none can be forgotten.

// FileMaker takes the files of an export one after the other, by a path with
// slashes; the one before is finished when the next is made.
type FileMaker func(path string) (io.Writer, error)

// WholeReport is what an export of everything holds.
type WholeReport struct {
	Cases     int
	Letters   int
	Documents int
	Rows      map[string]int64 // by table
	Files     []WholeFile
}

// WholeFile is a file of an export.
type WholeFile struct {
	Path   string
	Bytes  int64
	SHA256 string
}

// HiddenCases says that an export of everything would not be one: there are cases
// that whoever asks may not see.
type HiddenCases struct{ Numbers []string }

func (h HiddenCases) Error() string { return h.Sentence() }

// Sentence says what to do.
func (h HiddenCases) Sentence() string {
	return "Some cases are restricted to others, so this would not be everything: " + strings.Join(h.Numbers, ", ") +
		". Break the glass of each with a reason first, or have somebody export who may see them all. Nothing was written."
}

// wholeElsewhere are the tables that an export has as files of their own.
var wholeElsewhere = map[string]string{
	"attachment_chunks": "the bytes of the documents are files under cases/NUMBER/documents",
	"letter_pages":      "the pages of the letters are files under cases/NUMBER/letters",
	"sheet_pages":       "the pages of the sheets are files under sheets",
}

// isIndex reports whether a table belongs to the search index, which holds nothing
// that is not in the others.
func isIndex(table string) bool {
	return strings.HasPrefix(table, "case_search") || strings.HasPrefix(table, "feedback_search") || strings.HasPrefix(table, "sqlite_")
}

// WholeSize is about how many bytes an export of everything takes.
func (s *Session) WholeSize(ctx context.Context) (n int64, err error) {
	err = s.read(ctx, data.RightOffice, func(t *tx) error {
		n, err = t.count(`select 3 * page_count * page_size from pragma_page_count(), pragma_page_size()`)
		return err
	})
	return n, err
}

// ExportWhole writes everything that the case file holds through make: each table
// as CSV and as JSON, each case with its letters and documents, and a description of
// all of it. What is restricted by class is in it; where cases are restricted to
// others nothing is written. The audit chain knows of it before the first file is
// made. Ending the context breaks it off. progress may be nil. Errors:
// [HiddenCases], [data.Missing] without a reason, what make answers.
func (s *Session) ExportWhole(ctx context.Context, reason string, make FileMaker, progress func(done, total int64)) (r WholeReport, err error) {
	if err := data.ReasonGiven(reason, data.ReasonForCopy); err != nil {
		return r, err
	}
	ctx, done, err := s.begun(ctx, data.RightExportWhole)
	if err != nil {
		return r, err
	}
	defer func() { done(err) }()
	if sight := s.sighted(); sight.hides() {
		return r, HiddenCases{slices.Sorted(maps.Values(sight.hidden))}
	}
	err = s.commit(ctx, func(w *work) error {
		w.record("file.whole", 0, "", details{Summary: "Began to put out everything that the case file holds, restricted notes and documents included. Reason: " + strings.TrimSpace(reason)})
		return nil
	})
	if err != nil {
		return r, s.explain(ctx, err)
	}
	x := &whole{make: make, progress: progress, set: s.Settings(), now: s.file.now().UTC(), practice: s.Practice()}
	x.report.Rows = map[string]int64{}
	err = s.base.read(ctx, func(t *tx) error { return x.write(t) })
	return x.report, s.explain(ctx, err)
}

// whole is an export under way.
type whole struct {
	make        FileMaker
	progress    func(done, total int64)
	done, total int64
	set         data.Settings
	now         time.Time
	practice    bool
	report      WholeReport
}

func (x *whole) write(t *tx) error {
	tables, err := wholeTables(t)
	if err != nil {
		return err
	}
	for _, name := range tables {
		n, err := t.count(`select count(*) from ` + quotedName(name))
		if err != nil {
			return fmt.Errorf("counting what is to be put out: %w", err)
		}
		x.total += n
	}
	cases, err := keys(t, `select key from cases order by key`)
	if err != nil {
		return err
	}
	x.total += int64(len(cases))
	var about []wholeTable
	for _, name := range tables {
		one, err := x.table(t, name)
		if err != nil {
			return err
		}
		about = append(about, one)
	}
	for _, key := range cases {
		if err := x.oneCase(t, key); err != nil {
			return err
		}
	}
	if err := x.sheets(t); err != nil {
		return err
	}
	if err := x.file("README.txt", plainBytes(x.readMe(about))); err != nil {
		return err
	}
	return x.file("SHA256SUMS", plainBytes(x.sums()))
}

func wholeTables(t *tx) (names []string, err error) {
	err = t.each(`select name from sqlite_schema where type = 'table' order by name`, nil, scanTexts(func(name string) {
		if !isIndex(name) && wholeElsewhere[name] == "" {
			names = append(names, name)
		}
	}))
	if err != nil {
		return nil, fmt.Errorf("listing the tables: %w", err)
	}
	return names, nil
}

func (x *whole) step(ctx context.Context) error {
	x.done++
	if x.progress != nil {
		x.progress(x.done, x.total)
	}
	return ctx.Err()
}

// file writes one file and keeps its digest.
func (x *whole) file(name string, write func(io.Writer) error) error {
	to, err := x.make(name)
	if err != nil {
		return fmt.Errorf("making a file of the export: %w", err)
	}
	sum, size := sha256.New(), &counter{}
	if err := write(io.MultiWriter(to, sum, size)); err != nil {
		return fmt.Errorf("writing a file of the export: %w", err)
	}
	x.report.Files = append(x.report.Files, WholeFile{name, size.n, hex.EncodeToString(sum.Sum(nil))})
	return nil
}

type counter struct{ n int64 }

func (c *counter) Write(b []byte) (int, error) { c.n += int64(len(b)); return len(b), nil }

func plainBytes[T string | []byte](content T) func(io.Writer) error {
	return func(to io.Writer) error {
		_, err := to.Write([]byte(content))
		return err
	}
}

// oneCase writes a case with its letters and documents.
func (x *whole) oneCase(t *tx, key int64) error {
	f, err := readCase(t, key)
	if err != nil {
		return err
	}
	history, err := historyOf(t, key)
	if err != nil {
		return err
	}
	dir := "cases/" + f.Number + "/"
	text, err := json.MarshalIndent(portable.Content{Format: portable.Format, Version: portable.Version, Case: f, History: history}, "", "  ")
	if err != nil {
		return fmt.Errorf("writing a case: %w", err)
	}
	if err := x.file(dir+"case.json", plainBytes(append(text, '\n'))); err != nil {
		return err
	}
	for _, l := range f.Letters {
		pdf, err := pagesOf(t, key, l.ID)
		if err != nil && !(x.practice && pdf == nil) {
			return err
		}
		if pdf == nil {
			continue
		}
		if err := x.file(dir+portable.LetterPath(l), plainBytes(pdf)); err != nil {
			return err
		}
		x.report.Letters++
	}
	for i, a := range f.Attachments {
		row, a, err := attachmentOf(t, key, a.ID)
		if err != nil {
			return err
		}
		err = x.file(dir+portable.DocumentPath(i, a), func(to io.Writer) (err error) {
			e := eachChunk(t, row, func(chunk []byte) {
				if err == nil {
					_, err = to.Write(chunk)
				}
			})
			if err == nil {
				err = e
			}
			return err
		})
		if err != nil {
			return err
		}
		if last := x.report.Files[len(x.report.Files)-1]; last.SHA256 != a.SHA256 {
			return ErrDocumentAltered
		}
		x.report.Documents++
	}
	x.report.Cases++
	return x.step(t.ctx)
}

// sheets writes the pages of the sheets that are enclosed with letters.
func (x *whole) sheets(t *tx) error {
	type sheet struct {
		id  []byte
		pdf []byte
	}
	var rows []int64
	err := t.each(`select sheet from sheet_pages order by sheet`, nil, func(r *sql.Rows) error {
		var row int64
		err := r.Scan(&row)
		rows = append(rows, row)
		return err
	})
	for _, row := range rows {
		var one sheet
		if err == nil {
			err = t.get(`select s.id, p.pdf from sheets s join sheet_pages p on p.sheet = s.key where s.key = ?`, []any{row}, &one.id, &one.pdf)
		}
		if err == nil {
			err = x.file(path.Join("sheets", data.ID(one.id).String()+".pdf"), plainBytes(one.pdf))
		}
	}
	if err != nil {
		return fmt.Errorf("writing the sheets: %w", err)
	}
	return nil
}

// sums lists the files with their digests, as sha256sum -c reads them.
func (x *whole) sums() string {
	var b strings.Builder
	for _, f := range x.report.Files {
		fmt.Fprintf(&b, "%s  %s\n", f.SHA256, f.Path)
	}
	return b.String()
}
