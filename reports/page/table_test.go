package page

import (
	"fmt"
	"math"
	"strings"
	"testing"
)

func countTable(rows int) Table {
	t := Table{Caption: "Table 1. By unit", Total: true, Columns: []Column{{Head: "Unit", Width: 150}, {Head: "Received", Number: true}, {Head: "Closed", Number: true}}}
	for i := range rows {
		t.Rows = append(t.Rows, []string{fmt.Sprintf("Unit %d", i), fmt.Sprint(i * 13), "7"})
	}
	t.Rows = append(t.Rows, []string{"All units", "99,999", "7"})
	return t
}

func TestTableRepeatsItsHeadAsArtifact(t *testing.T) {
	doc, f := newTestFlow()
	f.Table(countTable(100))
	f.Finish(noFurniture)
	if len(doc.Pages) < 3 {
		t.Fatalf("%d pages", len(doc.Pages))
	}
	for i, p := range doc.Pages {
		for _, item := range p.Items {
			text, ok := item.(Text)
			if !ok || text.String != "Unit" {
				continue
			}
			if isHead := text.Owner.Elem != nil; isHead != (i == 0) {
				t.Errorf("page %d: the head belongs to %v", i+1, text.Owner)
			}
		}
		if pageText := fmt.Sprint(p.Items); !strings.Contains(pageText, "Received") {
			t.Errorf("page %d has no head", i+1)
		}
	}
}

func TestTotalIsNeverAloneUnderARepeatedHead(t *testing.T) {
	for rows := 2; rows < 80; rows++ {
		doc, f := newTestFlow()
		f.Table(countTable(rows))
		f.Finish(noFurniture)
		at := pageOf(doc, "All units")
		if other := pageOf(doc, fmt.Sprintf("Unit %d", rows-1)); other != at {
			t.Errorf("%d rows: the total is on page %d, the row above on page %d", rows, at+1, other+1)
		}
	}
}

func TestCaptionStaysWithTheFirstTwoRows(t *testing.T) {
	for y := 600.0; y < 720; y += 3 {
		doc, f := newTestFlow()
		f.MoveTo(y)
		f.Table(countTable(30))
		f.Finish(noFurniture)
		if a, b := pageOf(doc, "Table 1"), pageOf(doc, "Unit 1"); a != b {
			t.Errorf("from %.0f: caption on page %d, second row on page %d", y, a+1, b+1)
		}
	}
}

func TestNumbersEndAtOneEdge(t *testing.T) {
	doc, f := newTestFlow()
	f.Table(countTable(20))
	f.Finish(noFurniture)
	edge := 0.0
	for _, item := range doc.Pages[0].Items {
		text, ok := item.(Text)
		if !ok || text.Owner.Elem == nil || text.Owner.Elem.Tag != TagTD || text.String == "7" {
			continue
		}
		end := text.X + text.Width()
		if edge == 0 {
			edge = end
		}
		if math.Abs(end-edge) > rounding {
			t.Errorf("%q ends at %.2f, others at %.2f", text.String, end, edge)
		}
	}
}

func TestLongCellGoesOnOnTheNextPage(t *testing.T) {
	doc, f := newTestFlow()
	words := strings.Repeat("word ", 2000) + "end"
	f.Table(Table{Columns: []Column{{Head: "Case", Width: 80}, {Head: "What happened"}}, Rows: [][]string{{"PR-2026-00001", words}, {"PR-2026-00002", "short"}}})
	f.Finish(noFurniture)
	var got strings.Builder
	for _, p := range doc.Pages {
		for _, item := range p.Items {
			text, ok := item.(Text)
			if !ok {
				continue
			}
			if text.Y > testFrame.Bottom {
				t.Errorf("%q stands below the frame", text.String)
			}
			if strings.Contains(text.String, "word") {
				got.WriteString(text.String)
			}
		}
	}
	if got.String() != words {
		t.Error("the long cell lost or changed text")
	}
}

func TestColumnsFillTheWidth(t *testing.T) {
	for name, columns := range map[string][]Column{
		"all shared": {{}, {}, {}}, "one given": {{Width: 100}, {}}, "too wide": {{Width: 400}, {Width: 400}, {}}, "too narrow": {{Width: 10}, {Width: 30}},
	} {
		sum := 0.0
		for _, w := range columnWidths(columns, 468) {
			if w <= 0 {
				t.Errorf("%s: a column has no width", name)
			}
			sum += w
		}
		if math.Abs(sum-468) > rounding {
			t.Errorf("%s: columns are %.1f wide together", name, sum)
		}
	}
}
