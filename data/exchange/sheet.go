package exchange

import (
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"rapport/data"
)

// The limits of a sheet. They are far above what an office exports and far
// below what would exhaust a workstation.
const (
	MaxBytes   = 256 << 20 // of the file
	MaxRows    = 1_000_000
	MaxColumns = 1_000
	MaxCell    = 200_000 // characters
	maxCells   = 20_000_000
	maxRow     = 8 << 20 // bytes
	maxText    = 1 << 30 // bytes of all rows: texts that a workbook shares count each time
)

// weight is what the rows of a sheet take so far.
type weight struct{ cells, text int }

// add weighs one row.
func (w *weight) add(cells []string) error {
	row := 0
	for _, c := range cells {
		row += len(c)
	}
	w.cells += len(cells)
	w.text += row
	switch {
	case row > maxRow:
		return faultf("one row holds more than %d MB of text. Leave it out", maxRow>>20)
	case w.cells > maxCells || w.text > maxText:
		return faultf("this file has more cells than an import can take at once. Split it, one year to a file for instance, and import the parts")
	}
	return nil
}

// Sheet is a spreadsheet read from text.
type Sheet struct {
	Name   string // of the sheet in its workbook; of the file where it has one sheet
	Header []string
	Rows   []Row

	heading int // number of the row of the heading; 0 where objects name their fields
}

// Row is one row of a sheet.
type Row struct {
	// Number is the one that a spreadsheet program shows beside the row, where the
	// heading is mostly row 1. Of JSON it is the place of the object.
	Number int
	Line   int // of the file, where the row begins
	Cells  []string
}

// blank reports whether every cell is empty.
func (r Row) blank() bool {
	for _, c := range r.Cells {
		if strings.TrimSpace(c) != "" {
			return false
		}
	}
	return true
}

// ReadSheet reads a spreadsheet saved as text: UTF-8, UTF-16 or Windows-1252;
// separated by comma, semicolon, tab or bar, whichever the heading uses. Quoted
// cells may hold line breaks. Blank rows are left out but counted. The error is
// a sentence for the officer; the only fault of a row that refuses the whole
// file is a quotation mark that is never closed, because nothing after it can
// be trusted.
func ReadSheet(r io.Reader) (Sheet, error) {
	raw, err := io.ReadAll(io.LimitReader(r, MaxBytes+1))
	if err != nil {
		return Sheet{}, fmt.Errorf("reading the file: %w", err)
	}
	if len(raw) > MaxBytes {
		return Sheet{}, faultf("this file is larger than %d MB. Split it, one year to a file for instance, and import the parts", MaxBytes>>20)
	}
	text, err := decode(raw)
	if err != nil {
		return Sheet{}, err
	}
	return parse(text)
}

func parse(text string) (Sheet, error) {
	p := parser{text: text, line: 1, separator: separatorOf(text)}
	var s Sheet
	var all weight
	for number := 1; ; number++ {
		line := p.line
		cells, more, err := p.record()
		if err == nil {
			err = all.add(cells)
		}
		if err != nil {
			return Sheet{}, faultf("%s: %v", where(s.Header == nil, number, line), err)
		}
		if !more {
			break
		}
		row := Row{Number: number, Line: line, Cells: cells}
		if s.Header == nil {
			if row.blank() {
				continue
			}
			s.heading = number
			s.Header = make([]string, len(cells))
			for i, c := range cells {
				s.Header[i] = oneLine(data.WithoutGuard(c))
			}
			continue
		}
		if row.blank() {
			continue
		}
		if len(s.Rows) == MaxRows {
			return Sheet{}, faultf("this file has more than %d rows. Split it and import the parts", MaxRows)
		}
		s.Rows = append(s.Rows, row)
	}
	if s.Header == nil {
		return Sheet{}, faultf("this file is empty. Choose the file that holds the rows")
	}
	return s, nil
}

func where(heading bool, number, line int) string {
	if heading {
		return fmt.Sprintf("the heading (line %d)", line)
	}
	return fmt.Sprintf("row %d (line %d)", number, line)
}

// separatorOf returns the separator that occurs most often, outside quotes, in
// the first line; a comma where none does.
func separatorOf(text string) byte {
	counts := map[byte]int{}
	quoted := false
scan:
	for i := range len(text) {
		switch c := text[i]; c {
		case '"':
			quoted = !quoted
		case ',', ';', '\t', '|':
			if !quoted {
				counts[c]++
			}
		case '\n', '\r':
			if !quoted && len(counts) > 0 {
				break scan
			}
		}
	}
	best := byte(',')
	for _, c := range []byte{';', '\t', '|'} {
		if counts[c] > counts[best] {
			best = c
		}
	}
	return best
}

// parser walks the text once. It follows RFC 4180 and forgives what
// spreadsheet programs and people do to it: a quotation mark inside an
// unquoted cell, or one inside a quoted cell of one line that nobody doubled,
// is kept as it stands. Over several lines it is refused: there it is as likely
// that an earlier mark was never closed, and rows would vanish into one cell.
type parser struct {
	text      string
	at        int
	line      int
	separator byte
}

// record reads one record; more is false at the end of the text.
func (p *parser) record() (cells []string, more bool, err error) {
	if p.at >= len(p.text) {
		return nil, false, nil
	}
	for {
		cell, err := p.cell()
		if err != nil {
			return nil, false, err
		}
		if utf8.RuneCountInString(cell) > MaxCell {
			return nil, false, faultf("cell %d holds more than %d characters. Shorten it or leave the row out", len(cells)+1, MaxCell)
		}
		if len(cells) == MaxColumns {
			return nil, false, faultf("there are more than %d columns. Leave out those that are not needed", MaxColumns)
		}
		cells = append(cells, cell)
		if p.at < len(p.text) && p.text[p.at] == p.separator {
			p.at++
			continue
		}
		p.lineEnd()
		return cells, true, nil
	}
}

// cell reads one cell and stops at the separator, the line end or the end.
func (p *parser) cell() (string, error) {
	if p.at < len(p.text) && p.text[p.at] == '"' {
		return p.quoted()
	}
	rest := p.text[p.at:]
	end := strings.IndexAny(rest, string(p.separator)+"\r\n")
	if end < 0 {
		end = len(rest)
	}
	p.at += end
	return rest[:end], nil
}

func (p *parser) quoted() (string, error) {
	var b strings.Builder
	opened := p.line
	for p.at++; p.at < len(p.text); p.at++ {
		c := p.text[p.at]
		if c != '"' {
			b.WriteByte(c)
			if c == '\n' {
				p.line++
			}
			continue
		}
		if p.at+1 == len(p.text) || p.ends(p.text[p.at+1]) {
			p.at++
			return b.String(), nil
		}
		b.WriteByte('"')
		if p.text[p.at+1] == '"' {
			p.at++
		} else if p.line > opened {
			return "", faultf("the cell that opens with a quotation mark on line %d has another one on line %d that does not close it. Put the missing mark in, or save the sheet as CSV again", opened, p.line)
		}
	}
	return "", faultf("a quotation mark on line %d opens a cell and is never closed. Put the closing mark in, or save the sheet as CSV again", opened)
}

func (p *parser) ends(c byte) bool { return c == p.separator || c == '\n' || c == '\r' }

// lineEnd steps over one line end of any kind.
func (p *parser) lineEnd() {
	rest := p.text[p.at:]
	switch {
	case strings.HasPrefix(rest, "\r\n"):
		p.at += 2
	case rest != "":
		p.at++
	}
	p.line++
}
