package report

import "rapport/reports/page"

// Pairs are labels with what stands beside them.
type Pairs struct {
	Labels float64 // width of the labels in points; 0 for the usual
	List   []page.Pair
}

// WriteOn is room for what somebody writes on the paper by hand.
type WriteOn struct {
	Label string
	Lines int
}

// Signatures is a line to sign on for each of several people: name, signature and
// date.
type Signatures struct{ People int }

func (Pairs) block()      {}
func (WriteOn) block()    {}
func (Signatures) block() {}

const usualLabels = 112.0

// byHandGap is the room above a line that is written on, in points.
const byHandGap = 22.0

func (w *writer) pairs(b Pairs) {
	width := b.Labels
	if width == 0 {
		width = usualLabels
	}
	w.KeyValues(width, w.Styles.Cell.After(2.5), b.List...)
}

// writeOn sets the label on the first line.
func (w *writer) writeOn(b WriteOn) {
	w.Together(func() {
		w.ParaIn(w.Styles.Small.After(byHandGap-w.Styles.Small.Lead), b.Label)
		w.Rule(2)
		for range b.Lines - 1 {
			w.Rule(byHandGap)
		}
	})
}

func (w *writer) signatures(b Signatures) {
	const between = 18.0
	rest := w.Width() - 2*between
	for range b.People {
		w.Together(func() {
			w.Space(byHandGap + 6)
			w.Columns(between, []float64{rest * 0.38, rest * 0.4, rest * 0.22}, func(i int, column *page.Flow) {
				column.Rule(0)
				column.ParaIn(column.Styles.Small.After(2), []string{"Name and title", "Signature", "Date"}[i])
			})
		})
	}
}
