package exchange

import (
	"archive/zip"
	"bytes"
	"context"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"path"
	"slices"
	"strconv"
	"strings"
	"time"

	"rapport/data"
)

// The limits of a workbook (XLSX, ISO/IEC 29500). What is packed small may be huge
// when it is unpacked, so that every part is read through a counter.
const (
	maxParts    = 4_000     // files in the archive
	maxUnpacked = 512 << 20 // bytes of all parts together that are read
	maxRatio    = 200       // unpacked bytes for each packed one, beyond the first megabyte
	maxShared   = 4 << 20   // shared texts
	maxSheets   = 250
	maxDepth    = 64      // elements within elements
	maxFormats  = 100_000 // styles of cells
)

// workbook is an open XLSX file.
type workbook struct {
	ctx    context.Context
	files  map[string]*zip.File
	budget int64 // bytes that may still be unpacked
	shared []string
	dates  []bool // by the style of a cell: whether its number is a day
	from   time.Time
}

// isWorkbook reports whether bytes begin a ZIP archive.
func isWorkbook(raw []byte) bool { return bytes.HasPrefix(raw, []byte("PK\x03\x04")) }

// readWorkbook reads the sheets of a workbook that hold something. Formulas are
// never worked out: a cell has the value that the spreadsheet program saved with it,
// and one without a value is empty. Links, pictures, macros and hidden sheets are
// left alone.
func readWorkbook(ctx context.Context, raw []byte) ([]Sheet, error) {
	z, err := zip.NewReader(bytes.NewReader(raw), int64(len(raw)))
	if err != nil {
		return nil, faultf("this workbook is damaged. Open it in the spreadsheet program and save it again")
	}
	if len(z.File) > maxParts {
		return nil, faultf("this archive has more than %d parts. Choose the workbook that holds the rows", maxParts)
	}
	w := &workbook{ctx: ctx, files: map[string]*zip.File{}, budget: maxUnpacked}
	for _, f := range z.File {
		name := strings.TrimPrefix(path.Clean("/"+strings.ReplaceAll(f.Name, `\`, "/")), "/")
		if _, twice := w.files[name]; twice {
			return nil, faultf("this workbook has two parts of one name. Open it in the spreadsheet program and save it again")
		}
		w.files[name] = f
	}
	if w.files["xl/workbook.xml"] == nil {
		return nil, faultf("this file is a ZIP archive or a document, but no Excel workbook (XLSX). Unpack it first, or save the sheet as CSV (comma separated values)")
	}
	return w.read()
}

func (w *workbook) read() ([]Sheet, error) {
	listed, err := w.listed()
	if err != nil {
		return nil, err
	}
	if err := w.readShared(); err != nil {
		return nil, err
	}
	if err := w.readStyles(); err != nil {
		return nil, err
	}
	var all []Sheet
	for _, l := range listed {
		s, err := w.sheet(l.part)
		if err != nil {
			return nil, err
		}
		if s.Header != nil {
			s.Name = oneLine(l.name)
			all = append(all, s)
		}
	}
	if len(all) == 0 {
		return nil, faultf("no sheet of this workbook has rows. Choose the workbook that holds them")
	}
	return all, nil
}

// listedSheet is a sheet that is not hidden.
type listedSheet struct{ name, part string }

// listed reads which sheets there are, in the order of their tabs.
func (w *workbook) listed() ([]listedSheet, error) {
	target := map[string]string{}
	err := w.elements("xl/_rels/workbook.xml.rels", func(_ *xml.Decoder, e xml.StartElement) error {
		if e.Name.Local == "Relationship" && strings.HasSuffix(attr(e, "Type"), "/worksheet") && attr(e, "TargetMode") != "External" {
			to := attr(e, "Target")
			if !strings.HasPrefix(to, "/") {
				to = "xl/" + to
			}
			target[attr(e, "Id")] = strings.TrimPrefix(path.Clean("/"+to), "/")
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	var all []listedSheet
	w.from = time.Date(1899, time.December, 30, 0, 0, 0, 0, time.UTC)
	err = w.elements("xl/workbook.xml", func(_ *xml.Decoder, e xml.StartElement) error {
		switch e.Name.Local {
		case "workbookPr":
			if v := attr(e, "date1904"); v == "1" || v == "true" {
				w.from = time.Date(1904, time.January, 1, 0, 0, 0, 0, time.UTC)
			}
		case "sheet":
			if state := attr(e, "state"); state == "hidden" || state == "veryHidden" {
				return nil
			}
			if part := target[attr(e, "id")]; part != "" && w.files[part] != nil && len(all) < maxSheets {
				all = append(all, listedSheet{attr(e, "name"), part})
			}
		}
		return nil
	})
	return all, err
}

// readShared reads the texts that cells name by their place.
func (w *workbook) readShared() error {
	if w.files["xl/sharedStrings.xml"] == nil {
		return nil
	}
	return w.elements("xl/sharedStrings.xml", func(d *xml.Decoder, e xml.StartElement) error {
		if e.Name.Local != "si" {
			return nil
		}
		if len(w.shared) == maxShared {
			return faultf("this workbook has too many texts. Split it, one year to a file for instance, and import the parts")
		}
		text, err := richText(d)
		w.shared = append(w.shared, text)
		return err
	})
}

// sheet reads the rows of a part.
func (w *workbook) sheet(part string) (Sheet, error) {
	var s Sheet
	var row []string
	var all weight
	line := 0
	end := func() error {
		defer func() { row = nil }()
		for len(row) > 0 && row[len(row)-1] == "" {
			row = row[:len(row)-1]
		}
		r := Row{Number: line, Line: line, Cells: row}
		if err := all.add(row); err != nil {
			return err
		}
		switch {
		case r.blank():
			return nil
		case s.Header == nil:
			for _, c := range row {
				s.Header = append(s.Header, oneLine(data.WithoutGuard(c)))
			}
			s.heading = line
			return nil
		case len(s.Rows) == MaxRows:
			return faultf("this file has more than %d rows. Split it and import the parts", MaxRows)
		}
		s.Rows = append(s.Rows, r)
		return nil
	}
	open := false
	err := w.elements(part, func(d *xml.Decoder, e xml.StartElement) error {
		switch e.Name.Local {
		case "row":
			if open {
				if err := end(); err != nil {
					return err
				}
			}
			open = true
			line++
			if n, err := strconv.Atoi(attr(e, "r")); err == nil && n > line && n <= 1<<24 {
				line = n
			}
		case "c":
			if !open {
				return nil
			}
			column := len(row)
			if at, ok := columnOf(attr(e, "r")); ok {
				column = at
			}
			text, err := w.cell(d, e)
			if err != nil || text == "" {
				return err
			}
			if column >= MaxColumns {
				return faultf("there are more than %d columns. Leave out those that are not needed", MaxColumns)
			}
			for len(row) <= column {
				row = append(row, "")
			}
			row[column] = text
		}
		return nil
	})
	if err == nil && open {
		err = end()
	}
	return s, err
}

var errDeep = errors.New("elements lie too deep in each other")

// elements walks the elements of a part. do may read on from the decoder, up to the
// end of the element.
func (w *workbook) elements(part string, do func(*xml.Decoder, xml.StartElement) error) error {
	f := w.files[part]
	if f == nil {
		return faultf("this workbook lacks a part. Open it in the spreadsheet program and save it again")
	}
	r, err := f.Open()
	if err != nil {
		return faultf("this workbook is damaged, or kept under a password. Open it in the spreadsheet program and save it without one")
	}
	defer r.Close() // it was only read
	counted := &unpacking{r: r, w: w, packed: int64(f.CompressedSize64)}
	d := xml.NewDecoder(counted)
	d.Strict = true
	for n := 0; ; n++ {
		if n%1024 == 0 && w.ctx.Err() != nil {
			return context.Cause(w.ctx)
		}
		t, err := d.RawToken()
		if err == io.EOF {
			return nil
		}
		if err == nil {
			if e, ok := t.(xml.StartElement); ok {
				err = do(d, e)
			}
		}
		if err != nil {
			return w.explained(err)
		}
	}
}

// explained keeps faults that are in words, and says of all others that the workbook
// is damaged: their text may quote it.
func (w *workbook) explained(err error) error {
	var fault Fault
	switch {
	case errors.As(err, &fault):
		return fault
	case w.ctx.Err() != nil:
		return context.Cause(w.ctx)
	}
	return faultf("this workbook is damaged. Open it in the spreadsheet program and save it again")
}

// unpacking counts what is unpacked, and stops where it is far more than what was
// packed or than all that a workbook may be.
type unpacking struct {
	r      io.Reader
	w      *workbook
	packed int64
	n      int64
}

func (u *unpacking) Read(p []byte) (int, error) {
	n, err := u.r.Read(p)
	u.n += int64(n)
	u.w.budget -= int64(n)
	if u.w.budget < 0 || u.n > 1<<20 && u.n > maxRatio*max(u.packed, 1) {
		return 0, faultf("this workbook is packed far smaller than any that an office fills, as if it were meant to fill this computer's memory. It was not read")
	}
	if err != nil && err != io.EOF {
		err = fmt.Errorf("unpacking: %w", err)
	}
	return n, err
}

func attr(e xml.StartElement, name string) string {
	if i := slices.IndexFunc(e.Attr, func(a xml.Attr) bool { return a.Name.Local == name }); i >= 0 {
		return e.Attr[i].Value
	}
	return ""
}
