package ui

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"
)

// book is a store of numbered records that is read by keyset pages.
type book struct {
	records int
	asked   []int // the record each page was asked to follow, -1 for the first
}

const bookPage = 200

func (b *book) source(_ context.Context, after *int) (Page[int], error) {
	first := 0
	if after != nil {
		first = *after + 1
	}
	b.asked = append(b.asked, first-1)
	last := min(first+bookPage, b.records)
	var rows []int
	for i := first; i < last; i++ {
		rows = append(rows, i)
	}
	return Page[int]{Rows: rows, Total: b.records, More: last < b.records}, nil
}

func showTable(t *testing.T, b *book) (*Table[int], fyne.Window) {
	t.Helper()
	newApp(t)
	RunInline(t)
	table := NewTable([]Column[int]{
		{Title: "Number", Width: 8, Text: strconv.Itoa, Sort: "number"},
		{Title: "Name", Width: 8, Weight: 1, Text: func(i int) string { return fmt.Sprintf("record %d", i) }},
	}, strconv.Itoa, NewEmpty("Nothing here yet.", "", nil))
	if b != nil {
		table.SetSource(b.source)
	}
	w := test.NewTempWindow(t, table)
	w.SetPadded(false)
	w.Resize(fyne.NewSize(600, 500))
	return table, w
}

func press(table *Table[int], keys ...fyne.KeyName) {
	for _, k := range keys {
		table.TypedKey(&fyne.KeyEvent{Name: k})
	}
}

func wantSelected(t *testing.T, table *Table[int], want int) {
	t.Helper()
	if got, ok := table.Selected(); !ok || got != want {
		t.Errorf("record %d is selected (%v), wants %d", got, ok, want)
	}
}

func TestNoRowExistsBeforeTheFirstLayout(t *testing.T) {
	newApp(t)
	RunInline(t)
	table := NewTable([]Column[int]{{Title: "Number", Width: 8, Text: strconv.Itoa}}, strconv.Itoa, NewEmpty("", "", nil))
	table.SetSource((&book{records: 100_000}).source)
	if len(table.body.pool) != 0 {
		t.Errorf("%d rows exist before the table has a height", len(table.body.pool))
	}
}

func TestOnlyRowsInSightExistHoweverLongTheList(t *testing.T) {
	b := &book{records: 100_000}
	table, _ := showTable(t, b)
	for len(table.Rows()) < b.records {
		press(table, fyne.KeyEnd)
	}
	press(table, fyne.KeyEnd)
	wantSelected(t, table, 99_999)
	if fit := int(500/rowHeight()) + 2; len(table.body.pool) > fit {
		t.Errorf("%d rows exist, only %d fit", len(table.body.pool), fit)
	}
	if got := table.count.String(); got != "100,000 rows" {
		t.Errorf("the count says %q", got)
	}
	var shown []int
	for _, r := range table.body.pool {
		if r.visible {
			shown = append(shown, r.index)
			if want := strconv.Itoa(r.index); r.words[0].Text != want {
				t.Errorf("row %d shows %q", r.index, r.words[0].Text)
			}
		}
	}
	if len(shown) < 10 {
		t.Errorf("only the rows %v are shown at the end", shown)
	}
}

func TestTheNextPageIsAskedForAfterTheLastRowAndOnlyNearTheEnd(t *testing.T) {
	b := &book{records: 1000}
	table, _ := showTable(t, b)
	if len(b.asked) != 1 || b.asked[0] != -1 {
		t.Fatalf("at first the pages after %v were asked for, wants the first only", b.asked)
	}
	if got := table.count.String(); got != "200 of 1,000" {
		t.Errorf("the count says %q", got)
	}
	table.scroll.ScrollToOffset(fyne.NewPos(0, 100*rowHeight()))
	table.look()
	if len(b.asked) != 1 {
		t.Errorf("in the middle of a page %v was asked for", b.asked)
	}
	table.scroll.ScrollToOffset(fyne.NewPos(0, 150*rowHeight()))
	table.look()
	if len(b.asked) != 2 || b.asked[1] != 199 {
		t.Errorf("near the end the pages after %v were asked for, wants -1 and 199", b.asked)
	}
}

func TestTheKeyboardMovesAndOpens(t *testing.T) {
	table, w := showTable(t, &book{records: 1000})
	opened := -1
	table.OnOpen = func(i int) { opened = i }
	w.Canvas().Focus(table)
	wantSelected(t, table, 0)
	press(table, fyne.KeyDown, fyne.KeyDown, fyne.KeyUp)
	wantSelected(t, table, 1)
	press(table, fyne.KeyPageDown)
	page, _ := table.Selected()
	if page < 8 || page > 20 {
		t.Errorf("PgDn went to %d", page)
	}
	press(table, fyne.KeyPageUp, fyne.KeyPageUp)
	wantSelected(t, table, 0)
	press(table, fyne.KeyEnd)
	wantSelected(t, table, 199)
	press(table, fyne.KeyReturn)
	if opened != 199 {
		t.Errorf("Enter opened %d", opened)
	}
	press(table, fyne.KeyHome)
	wantSelected(t, table, 0)
	if table.scroll.Offset.Y != 0 {
		t.Errorf("Home left the list scrolled by %v", table.scroll.Offset.Y)
	}
}

func TestAClickSelectsTheWholeRowAndADoubleClickOpensIt(t *testing.T) {
	table, w := showTable(t, &book{records: 1000})
	selected, opened := -1, -1
	table.OnSelect, table.OnOpen = func(i int) { selected = i }, func(i int) { opened = i }
	at := fyne.PointEvent{Position: fyne.NewPos(400, 3.5*rowHeight())}
	table.body.MouseDown(&desktop.MouseEvent{PointEvent: at})
	if selected != 3 || w.Canvas().Focused() != fyne.Focusable(table) {
		t.Errorf("the click selected %d and gave the keyboard to %v", selected, w.Canvas().Focused())
	}
	table.body.DoubleTapped(&at)
	if opened != 3 {
		t.Errorf("the double click opened %d", opened)
	}
	table.body.MouseDown(&desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: fyne.NewPos(1, 1e6)}})
	wantSelected(t, table, 3)
}

func TestASelectedRowStaysSelectedWhenTheListIsReadAgain(t *testing.T) {
	table, _ := showTable(t, &book{records: 1000})
	table.Select("7")
	table.Reload()
	wantSelected(t, table, 7)
	table.SetRows([]int{5, 6})
	if got, ok := table.Selected(); ok {
		t.Errorf("record %d is selected although the selected one has gone", got)
	}
}

func TestAHeaderSortsUpThenDown(t *testing.T) {
	table, _ := showTable(t, &book{records: 10})
	var asked []string
	table.OnSort = func(key string, descending bool) { asked = append(asked, fmt.Sprint(key, " ", descending)) }
	for _, o := range test.LaidOutObjects(table) {
		if title, ok := o.(*sortTitle); ok {
			test.Tap(title)
			title.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
		}
	}
	if want := []string{"number false", "number true"}; fmt.Sprint(asked) != fmt.Sprint(want) {
		t.Errorf("asked for the orders %q, wants %q", asked, want)
	}
}

func TestAnEmptyListSaysWhatToDoAndAFailedOneOffersToTryAgain(t *testing.T) {
	table, _ := showTable(t, &book{})
	if !table.empty.Visible() || table.fault.Visible() {
		t.Error("the empty list does not say that it is empty")
	}
	fail := true
	table.SetSource(func(context.Context, *int) (Page[int], error) {
		if fail {
			return Page[int]{}, errors.New("the case file is locked")
		}
		return Page[int]{Rows: []int{1}, Total: 1}, nil
	})
	if table.empty.Visible() || !table.fault.Visible() {
		t.Error("the failed list does not say that it failed")
	}
	fail = false
	for _, o := range test.LaidOutObjects(table.fault) {
		if b, ok := o.(*Button); ok {
			test.Tap(b)
		}
	}
	if table.fault.Visible() || len(table.Rows()) != 1 {
		t.Error("trying again did not bring the rows")
	}
}

func TestColumnsShareTheWidthAndExtraOnesGoFirst(t *testing.T) {
	newApp(t)
	columns := []Column[int]{{Width: 10}, {Width: 10, Weight: 1}, {Width: 10, Weight: 3}, {Width: 10, Extra: true}}
	for ems, want := range map[float32][]float32{
		80: {10, 20, 40, 10},
		40: {10, 10, 10, 10},
		32: {10, 10.5, 11.5, 0},
		20: {10, 5, 5, 0},
		9:  {5, 2, 2, 0},
	} {
		for i, w := range shareWidth(columns, em(ems)) {
			if diff := w - em(want[i]); diff > 0.01 || diff < -0.01 {
				t.Errorf("in %v text sizes column %d gets %v, wants %v", ems, i, w/em(1), want[i])
			}
		}
	}
}

func TestTextIsShortenedToTheWidthOfItsCell(t *testing.T) {
	newApp(t)
	const text = "Waited four hours for pain relief"
	whole := fyne.MeasureText(text, 15, fyne.TextStyle{}).Width
	if got := fit(text, whole, 15, fyne.TextStyle{}); got != text {
		t.Errorf("text that fits became %q", got)
	}
	short := fit(text, whole/2, 15, fyne.TextStyle{})
	if w := fyne.MeasureText(short, 15, fyne.TextStyle{}).Width; w > whole/2 || w < whole/3 {
		t.Errorf("%q is %v wide in a cell of %v", short, w, whole/2)
	}
	if got := fit(text, 2, 15, fyne.TextStyle{}); got != "" {
		t.Errorf("in no room at all %q is left", got)
	}
}

// showGroups is a table whose rows divisible by ten are the heads of groups.
func showGroups(t *testing.T, rows int) (*Table[int], fyne.Window) {
	t.Helper()
	table, w := showTable(t, nil)
	table.Head = func(i int) (string, Tone, bool) { return fmt.Sprintf("Group %d", i/10), ToneMuted, i%10 == 0 }
	table.SetDetail(func(i int) []Span { return []Span{{Text: "below "}, {Text: fmt.Sprint(i), Mark: true}} })
	var all []int
	for i := range rows {
		all = append(all, i)
	}
	table.SetRows(all)
	w.Canvas().Focus(table)
	return table, w
}

func TestHeadsOfGroupsAreNeverSelectedAndNeverCounted(t *testing.T) {
	table, _ := showGroups(t, 41)
	var opened []int
	table.OnOpen = func(i int) { opened = append(opened, i) }
	wantSelected(t, table, 1)
	press(table, fyne.KeyUp)
	wantSelected(t, table, 1)
	for range 9 {
		press(table, fyne.KeyDown)
	}
	wantSelected(t, table, 11)
	press(table, fyne.KeyUp)
	wantSelected(t, table, 9)
	press(table, fyne.KeyEnd) // the last row is a head without a group
	wantSelected(t, table, 39)
	press(table, fyne.KeyHome)
	wantSelected(t, table, 1)
	if table.scroll.Offset.Y != 0 {
		t.Errorf("the head of the first group is %v out of sight", table.scroll.Offset.Y)
	}
	table.body.MouseDown(&desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: fyne.NewPos(50, 2)}})
	wantSelected(t, table, 1)
	table.body.DoubleTapped(&fyne.PointEvent{Position: fyne.NewPos(50, 2)})
	if len(opened) != 0 {
		t.Errorf("a head opened %v", opened)
	}
	if got := table.count.String(); got != "36 rows" {
		t.Errorf("the count says %q", got)
	}
}

func TestAHeadIsOneLineAndARowWithItsDetailIsHigher(t *testing.T) {
	table, _ := showGroups(t, 200)
	table.scroll.ScrollToOffset(fyne.NewPos(0, 700))
	table.look()
	shown := 0
	for _, r := range table.body.pool {
		if !r.visible {
			continue
		}
		shown++
		high := r.ground.Size().Height
		if r.index%10 == 0 {
			if high != rowHeight() || r.words[0].Text != fmt.Sprintf("Group %d", r.index/10) || !r.words[1].Hidden || !r.pieces[0].Hidden {
				t.Errorf("the head %d shows %q, %v high", r.index, r.words[0].Text, high)
			}
			continue
		}
		if high != rowHeight()+detailHeight() || r.pieces[1].Text != strconv.Itoa(r.index) || r.marks[1].Hidden || !r.marks[0].Hidden || !r.pieces[1].TextStyle.Bold {
			t.Errorf("row %d shows %q below, %v high", r.index, r.pieces[1].Text, high)
		}
		if at := table.body.at(r.ground.Position().AddXY(10, high/2)); at != r.index {
			t.Errorf("the mouse over row %d is over %d", r.index, at)
		}
	}
	if shown < 5 {
		t.Errorf("only %d rows are shown", shown)
	}
	table.SetDetail(nil)
	if got, want := table.body.MinSize().Height, 200*rowHeight(); got != want {
		t.Errorf("without details all is %v high, want %v", got, want)
	}
}

func TestTheOwnerHearsOfLettersAndOfTheRowsInSight(t *testing.T) {
	table, _ := showTable(t, nil)
	var typed []rune
	var seen []int
	table.OnRune = func(r rune) { typed = append(typed, r) }
	table.OnSight = func(rows []int) { seen = rows }
	table.SetSource((&book{records: 1000}).source)
	table.TypedRune('c')
	table.scroll.ScrollToOffset(fyne.NewPos(0, 20*rowHeight()))
	table.look()
	if string(typed) != "c" || len(seen) == 0 || seen[0] != 20 || len(seen) > 15 {
		t.Errorf("typed %q, in sight %v", string(typed), seen)
	}
}

func TestColumnsAreExchangedAndKeepTheOrder(t *testing.T) {
	table, _ := showTable(t, &book{records: 10})
	asked := ""
	table.OnSort = func(key string, descending bool) { asked = fmt.Sprint(key, " ", descending) }
	table.SetColumns([]Column[int]{
		{Title: "Half", Width: 8, Text: func(i int) string { return strconv.Itoa(i / 2) }},
		{Title: "Size", Width: 8, Text: strconv.Itoa, Sort: "size", Down: true},
	})
	if words := table.body.pool[9].words; words[0].Text != "4" || words[1].Text != "9" {
		t.Errorf("the last row shows %q and %q", words[0].Text, words[1].Text)
	}
	for _, want := range []string{"size true", "size false", "size true"} {
		for _, o := range test.LaidOutObjects(table) {
			if title, ok := o.(*sortTitle); ok {
				test.Tap(title)
			}
		}
		if asked != want {
			t.Errorf("asked for the order %q, want %q", asked, want)
		}
	}
	table.SetColumns([]Column[int]{{Title: "Size", Width: 8, Text: strconv.Itoa, Sort: "size", Down: true}})
	if key, descending := table.head.sorted(); key != "size" || !descending {
		t.Errorf("after the exchange the head shows the order %q", key)
	}
}

func TestAListThatIsNotReadYetSaysSoAndNotThatItIsEmpty(t *testing.T) {
	h := holdWork(t)
	table, _ := showTable(t, &book{})
	if !table.waits.Visible() || table.empty.Visible() {
		t.Error("before the first page was read the list is said to be empty")
	}
	h.work[0]()
	if table.waits.Visible() || !table.empty.Visible() {
		t.Error("the list that was read does not say that it is empty")
	}
	table.SetSource((&book{records: 3}).source) // another question: the old answer does not hold
	if !table.waits.Visible() || table.empty.Visible() {
		t.Error("while it is read anew the list is said to be empty")
	}
	h.work[1]()
	if table.waits.Visible() || len(table.Rows()) != 3 {
		t.Errorf("the list still waits, with %d rows", len(table.Rows()))
	}
}
