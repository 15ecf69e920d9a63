package page

import (
	"fmt"
	"math"
	"strings"
	"testing"
)

// marked lays out t in a flow and returns its cells by row and column.
func marked(t Table) (*Document, map[[2]int]*Element) {
	cells := map[[2]int]*Element{}
	t.Mark = func(row, col int, e *Element) { cells[[2]int{row, col}] = e }
	doc, f := newTestFlow()
	f.Para("What stands before the table.")
	f.Table(t)
	f.Finish(noFurniture)
	return doc, cells
}

func TestCellsOfATableOverPagesAreFoundWhereTheyStand(t *testing.T) {
	doc, cells := marked(countTable(100))
	if len(doc.Pages) < 3 || len(cells) != 101*3 {
		t.Fatalf("%d pages, %d cells", len(doc.Pages), len(cells))
	}
	for at, e := range cells {
		number, box, ok := doc.Places(e)
		if !ok {
			t.Fatalf("the cell %v is not found", at)
		}
		if box.X < testFrame.Left-rounding || box.Right() > testFrame.Right+rounding || box.Y < testFrame.Top || box.Bottom() > testFrame.Bottom+rounding {
			t.Errorf("the cell %v stands at %+v", at, box)
		}
		found := false
		for _, item := range doc.Pages[number].Items {
			text, ok := item.(Text)
			if !ok || text.Owner.Elem != e {
				continue
			}
			found = true
			if text.X < box.X || text.X+text.Width() > box.Right() || text.Y < box.Y || text.Y > box.Bottom() {
				t.Errorf("%q stands at %.1f, %.1f, its cell at %+v", text.String, text.X, text.Y, box)
			}
		}
		if !found {
			t.Errorf("the cell %v is not on page %d", at, number)
		}
	}
	// Cells of one row meet and do not overlap.
	_, head, _ := doc.Places(cells[[2]int{7, 0}])
	_, next, _ := doc.Places(cells[[2]int{7, 1}])
	if math.Abs(head.Right()-next.X) > rounding || head.Y != next.Y {
		t.Errorf("%+v and %+v", head, next)
	}
}

func TestARowOverTwoPagesStandsWhereItBegins(t *testing.T) {
	doc, cells := marked(Table{Columns: []Column{{Head: "Case", Width: 80}, {Head: "What happened"}}, Rows: [][]string{{"PR-2026-00001", strings.Repeat("word ", 1500)}, {"PR-2026-00002", "short"}}})
	number, box, ok := doc.Places(cells[[2]int{0, 1}])
	if !ok || number != 0 || box.Bottom() > testFrame.Bottom+rounding || box.H < 400 {
		t.Errorf("page %d, %+v, %t", number, box, ok)
	}
	if number, _, _ := doc.Places(cells[[2]int{1, 1}]); number != len(doc.Pages)-1 {
		t.Errorf("the row after it is on page %d of %d", number, len(doc.Pages))
	}
}

func TestATableInAPanelKnowsItsCells(t *testing.T) {
	var cell *Element
	doc, f := newTestFlow()
	f.Columns(20, []float64{200, 200}, func(i int, column *Flow) {
		column.Panel(Shade, 10, func(in *Flow) {
			in.Table(Table{Columns: []Column{{Head: "Unit"}, {Head: "Received", Number: true}}, Rows: [][]string{{"ICU", fmt.Sprint(40 + i)}}, Mark: func(_, col int, e *Element) {
				if i == 1 && col == 1 {
					cell = e
				}
			}})
		})
	})
	f.Finish(noFurniture)
	if _, box, ok := doc.Places(cell); !ok || math.Abs(box.Right()-(testFrame.Left+20+400-10)) > rounding {
		t.Errorf("%+v, %t", box, ok)
	}
}

func TestParagraphsAndFiguresHaveAPlaceToo(t *testing.T) {
	doc, f := newTestFlow()
	f.Heading(2, "Volume")
	f.PageBreak()
	f.Sect("", func() {
		f.Para(strings.Repeat("Cases were received. ", 20))
	})
	f.Figure(blank{}, 100)
	f.Finish(noFurniture)
	for name, c := range map[string]struct {
		e      *Element
		page   int
		height [2]float64
	}{
		"heading": {doc.Root.Kids[0], 0, [2]float64{8, 30}},
		"section": {doc.Root.Kids[1], 1, [2]float64{40, 200}},
		"figure":  {doc.Root.Kids[2], 1, [2]float64{100, 100}},
	} {
		number, box, ok := doc.Places(c.e)
		if !ok || number != c.page || box.H < c.height[0] || box.H > c.height[1] || box.X < testFrame.Left-rounding {
			t.Errorf("%s: page %d, %+v, %t", name, number, box, ok)
		}
	}
	if _, _, ok := doc.Places(&Element{}); ok {
		t.Error("an element that is not on the pages has a place")
	}
	if _, _, ok := doc.Places(nil); ok {
		t.Error("nothing has a place")
	}
}
