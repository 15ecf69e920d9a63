package report

import "rapport/data"

// CellKind is what a cell holds, so that a workbook has numbers and dates and not
// their words.
type CellKind int

// The kinds of cell.
const (
	Words   CellKind = iota // Text
	Count                   // Value, a whole number
	Percent                 // Value, from 0 to 100
	Number                  // Value, with Decimals
	Money                   // Value, in hundredths of the currency
	Day                     // Value, a data.Date
	Hidden                  // a number of 1 to 10, or one that would give such a number away
	Unknown                 // no number: nothing was entered, or too few for it
)

// Cell is one cell of a [Table].
type Cell struct {
	Kind     CellKind
	Text     string // of Words, and what stands for a number that is not known
	Value    float64
	Decimals int // of Number
	// Of names the quantity that a Count is, the same in every table: the suppression
	// of small numbers hides it everywhere or nowhere.
	Of string
	// From names the quantities that another number was worked out from; where one of
	// them is hidden, so is the number.
	From []string
	Door Door
}

// Public is the name of whatever counts no cases: patient days, goals, days of a
// standard. It is never hidden.
const Public = "public"

// Door leads to the cases behind a number.
type Door struct {
	Name  string         // what the cases are: "Grievances answered late"
	Cases func() []int64 // their keys, each once; nil: no door
	// Within says that the number counts something within the cases, of which a case
	// may have several: issues, letters, action plans.
	Within bool
	// Query chooses the cases of a number whose keys nobody holds, such as that of a
	// month gone by; Cases is nil then.
	Query *data.CaseQuery
}

// Open reports whether the door leads anywhere.
func (d Door) Open() bool { return d.Cases != nil || d.Query != nil }

// Leads returns the query that lists the cases behind the door; in says of which
// period they are. ok is false for more cases than a list takes.
func (d Door) Leads(in string) (q data.CaseQuery, ok bool) {
	if d.Query != nil {
		return *d.Query, true
	}
	keys := d.Cases()
	return data.CaseQuery{Among: keys, AmongName: d.Name + ", " + in}, len(keys) <= data.MaxAmong
}

// W is a cell of words.
func W(text string) Cell { return Cell{Kind: Words, Text: text} }

// N is a cell with a count.
func N(n int) Cell { return Cell{Kind: Count, Value: float64(n)} }

// P is a cell with a share in percent.
func P(percent float64) Cell { return Cell{Kind: Percent, Value: percent} }

// F is a cell with a number of that many decimals.
func F(v float64, decimals int) Cell { return Cell{Kind: Number, Value: v, Decimals: decimals} }

// M is a cell with an amount in hundredths of the currency.
func M(cents int64) Cell { return Cell{Kind: Money, Value: float64(cents)} }

// D is a cell with a day; an empty one for none.
func D(d data.Date) Cell {
	if d.IsZero() {
		return W("")
	}
	return Cell{Kind: Day, Value: float64(d)}
}

// None is a cell without a number, and what stands in its place.
func None(text string) Cell { return Cell{Kind: Unknown, Text: text} }

// As names the quantity that the cell counts.
func (c Cell) As(quantity string) Cell { c.Of = quantity; return c }

// By names the quantities that the number of the cell was worked out from.
func (c Cell) By(quantities ...string) Cell { c.From = quantities; return c }

// To gives the cell its door.
func (c Cell) To(d Door) Cell { c.Door = d; return c }
