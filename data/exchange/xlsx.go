package exchange

import (
	"archive/zip"
	"bytes"
	"context"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"math"
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

// richText reads the text of an element whose start was read, without the reading
// aids that East Asian texts carry.
func richText(d *xml.Decoder) (string, error) {
	var b strings.Builder
	depth, aid := 1, 0
	text := false
	for depth > 0 {
		t, err := d.RawToken()
		if err != nil {
			return "", err
		}
		switch t := t.(type) {
		case xml.StartElement:
			if depth++; depth > maxDepth {
				return "", errDeep
			}
			switch t.Name.Local {
			case "t":
				text = aid == 0
			case "rPh":
				aid = depth
			}
		case xml.EndElement:
			if t.Name.Local == "t" {
				text = false
			}
			if aid == depth {
				aid = 0
			}
			depth--
		case xml.CharData:
			if text && b.Len()+len(t) <= 4*MaxCell+4 {
				b.Write(t)
			}
		}
	}
	return unescaped(b.String()), nil
}

// unescaped replaces the marks by which a workbook writes what XML cannot hold,
// such as _x000D_ for a carriage return.
func unescaped(s string) string {
	if !strings.Contains(s, "_x") {
		return s
	}
	var b strings.Builder
	for {
		i := strings.Index(s, "_x")
		if i < 0 || i+7 > len(s) {
			b.WriteString(s)
			return b.String()
		}
		n, err := strconv.ParseUint(s[i+2:i+6], 16, 16)
		if err != nil || s[i+6] != '_' {
			b.WriteString(s[:i+2])
			s = s[i+2:]
			continue
		}
		b.WriteString(s[:i])
		b.WriteRune(rune(n))
		s = s[i+7:]
	}
}

// readStyles finds which styles write a number as a day.
func (w *workbook) readStyles() error {
	if w.files["xl/styles.xml"] == nil {
		return nil
	}
	own := map[int]bool{}
	inside := false
	return w.elements("xl/styles.xml", func(_ *xml.Decoder, e xml.StartElement) error {
		switch e.Name.Local {
		case "numFmt":
			if id, err := strconv.Atoi(attr(e, "numFmtId")); err == nil && len(own) < maxFormats {
				own[id] = writesDay(attr(e, "formatCode"))
			}
		case "cellXfs":
			inside = true
		case "cellStyleXfs", "cellStyles", "dxfs":
			inside = false
		case "xf":
			if inside && len(w.dates) < maxFormats {
				id, _ := strconv.Atoi(attr(e, "numFmtId"))
				day, isOwn := own[id]
				w.dates = append(w.dates, day || !isOwn && (id >= 14 && id <= 17 || id == 22 || id >= 27 && id <= 36 || id >= 50 && id <= 58))
			}
		}
		return nil
	})
}

// writesDay reports whether a format of a workbook shows a day: it has a letter of
// a year or a day outside quotation marks and brackets.
func writesDay(format string) bool {
	quoted, bracket := false, false
	for i := 0; i < len(format); i++ {
		switch c := format[i]; {
		case quoted:
			quoted = c != '"'
		case bracket:
			bracket = c != ']'
		case c == '"':
			quoted = true
		case c == '[':
			bracket = true
		case c == '\\' || c == '_' || c == '*':
			i++
		case c == 'y' || c == 'Y' || c == 'd' || c == 'D':
			return true
		case c == ';':
			return false
		}
	}
	return false
}

// sheet reads the rows of a part.
func (w *workbook) sheet(part string) (Sheet, error) {
	var s Sheet
	var row []string
	var all weight
	line, last := 0, 0
	end := func() error {
		defer func() { row = nil }()
		for len(row) > 0 && row[len(row)-1] == "" {
			row = row[:len(row)-1]
		}
		r := Row{Line: line, Cells: row}
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
			last = line
			return nil
		case len(s.Rows) == MaxRows:
			return faultf("this file has more than %d rows. Split it and import the parts", MaxRows)
		}
		r.Number = line - last
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

// columnOf reads the column of a cell's name: 0 for A7, 27 for AB7.
func columnOf(name string) (int, bool) {
	n := 0
	for i := 0; i < len(name) && name[i] >= 'A' && name[i] <= 'Z'; i++ {
		if n = n*26 + int(name[i]-'A') + 1; n > 1<<20 {
			return 0, false
		}
	}
	return n - 1, n > 0
}

// cell reads a cell whose start was read, to its end.
func (w *workbook) cell(d *xml.Decoder, start xml.StartElement) (string, error) {
	kind := attr(start, "t")
	style, _ := strconv.Atoi(attr(start, "s"))
	var value, inline string
	depth, inValue := 1, false
	var b strings.Builder
	for depth > 0 {
		t, err := d.RawToken()
		if err != nil {
			return "", err
		}
		switch t := t.(type) {
		case xml.StartElement:
			if t.Name.Local == "is" {
				if inline, err = richText(d); err != nil {
					return "", err
				}
				continue
			}
			if depth++; depth > maxDepth {
				return "", errDeep
			}
			inValue = t.Name.Local == "v"
		case xml.EndElement:
			if inValue {
				value, inValue = b.String(), false
			}
			depth--
		case xml.CharData:
			if inValue && b.Len()+len(t) <= 4*MaxCell+4 {
				b.Write(t)
			}
		}
	}
	text := w.value(kind, style, value, inline)
	if n := len(text); n > MaxCell && len([]rune(text)) > MaxCell {
		return "", faultf("a cell holds more than %d characters. Shorten it or leave the row out", MaxCell)
	}
	return text, nil
}

// value is a cell as a person sees it, but for days, which are written in the one way
// that cannot be misread.
func (w *workbook) value(kind string, style int, value, inline string) string {
	switch kind {
	case "inlineStr":
		return inline
	case "s":
		if n, err := strconv.Atoi(strings.TrimSpace(value)); err == nil && n >= 0 && n < len(w.shared) {
			return w.shared[n]
		}
		return ""
	case "str":
		return unescaped(value)
	case "b":
		if value == "1" || value == "true" {
			return "yes"
		}
		return "no"
	case "e":
		return "" // #N/A and the like: the spreadsheet program had no value
	case "d":
		return value
	}
	n, err := strconv.ParseFloat(strings.TrimSpace(value), 64)
	if err != nil || math.IsNaN(n) || math.IsInf(n, 0) {
		return value
	}
	if style >= 0 && style < len(w.dates) && w.dates[style] && n >= 1 && n < 2_958_466 {
		return w.moment(n)
	}
	return strconv.FormatFloat(roundedTo15(n), 'f', -1, 64)
}

// roundedTo15 is a number with the fifteen digits that a spreadsheet shows: 0.1+0.2
// is kept as 0.30000000000000004.
func roundedTo15(n float64) float64 {
	short, err := strconv.ParseFloat(strconv.FormatFloat(n, 'g', 15, 64), 64)
	if err != nil {
		return n
	}
	return short
}

// moment writes the number of a day, with its time of day where it has one. (A
// workbook counts a 29 February 1900; no date of an office lies before it.)
func (w *workbook) moment(n float64) string {
	day := math.Floor(n)
	seconds := int(math.Round((n - day) * 86400))
	at := w.from.AddDate(0, 0, int(day)).Add(time.Duration(seconds) * time.Second)
	if seconds == 0 {
		return at.Format("2006-01-02")
	}
	return at.Format("2006-01-02 15:04:05")
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
