// Package report is the model of a report: sections of sentences, tables and
// charts. One report is shown as pages, as a workbook and as separated values,
// and each number in it knows the cases behind it.
package report

import (
	"time"

	"rapport/data"
	"rapport/reports/page"
)

// Audience is who a report is for (domain 2.3).
type Audience string

// The audiences.
const (
	// Internal is confidential quality data: real counts, of any size.
	Internal Audience = "internal"
	// Shareable may leave the quality circle: no cell of 1 to 10, nothing from which
	// one could be worked out, no names, numbers, dates or ZIP codes.
	Shareable Audience = "shareable"
)

// Audiences lists the audiences.
var Audiences = []data.Term[Audience]{{Value: Internal, Label: "Internal"}, {Value: Shareable, Label: "Shareable"}}

// Report is a document of the office: what it is about and what it says.
type Report struct {
	Title     string // "Patient relations monthly summary"
	Period    data.Period
	About     string    // the line below the title: "October 2026"
	At        time.Time // when its facts were read; stamped into the file
	Audience  Audience
	Landscape bool
	Dense     bool   // many tables: smaller text and closer rows
	Foot      string // at the foot of each page, beside its number
	Made      string // who made it and when, in small print below the foot of each page; empty: nothing
	Practice  bool   // made with practice data, and marked so
	Settings  data.Settings
	Facts     *data.SummaryFacts // nil for a report that is not of a period's figures
	Sections  []Section
}

// Section is a heading with what stands below it.
type Section struct {
	Heading string
	Level   int  // of the heading, 2 or 3; 0 as 2
	NewPage bool // begins a page
	Whole   bool // stays on one page where a page can hold it
	Blocks  []Block
}

// Block is a [Para], [Bullets], [Panel], [Table], [Figure], [Pairs], [WriteOn] or
// [Signatures].
type Block interface{ block() }

// Para is a paragraph.
type Para struct {
	Runs []page.Run
	Lead bool // stays with what follows it
}

// Text is a paragraph of one run.
func Text(s string) Para { return Para{Runs: []page.Run{{Text: s}}} }

// Bullets is a list.
type Bullets struct{ Items [][]page.Run }

// Panel is a paragraph that must not be overlooked. Its first word says why,
// so that the colour is not alone.
type Panel struct {
	Alarm bool // red: something is wrong; otherwise amber
	Runs  []page.Run
}

// Figure is a chart with the numbers that it shows, which stand in Numbers or in
// the table after it.
type Figure struct {
	Caption    string
	Drawing    page.Drawing
	Height     float64 // points
	Definition string
	Numbers    *Table // for the workbook, where no table of the report has them; nil otherwise
	// Of names the quantity behind each number drawn, by series and label; of a rate
	// the count that it is of.
	Of [][]string
	// Doors are the cases behind the bars or points, in the order of the labels of
	// the chart; nil where it has none.
	Doors []Door
}

// Table is a table of a report. The first cell of a row is its head.
type Table struct {
	ID         string // the name of its sheet, unique in the report: "Cases by type"
	Caption    string
	Columns    []Column
	Rows       [][]Cell
	Total      bool // the last row is the sum of the others
	Labels     bool // the cells hold lines that begin with a label and a colon
	Definition string
	// Half lets the table stand beside the next one on paper, where that one is
	// narrow, too.
	Half bool
	Fine bool // in small print: definitions
	// OnPaper is how many rows are on paper where that is fewer than all; a workbook
	// has the rest. [WorkbookOnly] leaves out the whole table.
	OnPaper int
}

// WorkbookOnly is the [Table].OnPaper of a table that is not on paper.
const WorkbookOnly = -1

// Column is a column of a [Table].
type Column struct {
	Head   string
	Width  float64 // points on paper; 0 shares what is left
	Number bool    // set flush right
}

func (Para) block()    {}
func (Bullets) block() {}
func (Panel) block()   {}
func (Table) block()   {}
func (Figure) block()  {}
