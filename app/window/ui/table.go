package ui

import (
	"context"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"
)

// Column is one column of a table, as data.
type Column[T any] struct {
	Title string
	// Width is the least width and Weight the share of what is left over, both
	// in text sizes and parts. Without a weight the column keeps its width.
	Width, Weight float32
	Align         fyne.TextAlign
	// Text is what the cell says.
	Text func(T) string
	// Tone, when given, colours the cell and puts the tone's shape before it.
	Tone func(T) Tone
	// Bold sets the column in semibold, for the one that names the row.
	Bold bool
	// Extra columns are left out when the least widths do not fit, the last first.
	Extra bool
	// Sort is the key that OnSort gets; "" means that the column cannot be sorted by.
	Sort string
	// Down columns are sorted from the greatest to the least at the first press.
	Down bool
}

// Span is a piece of the line below a row. A marked one stands out: a word that
// was searched for.
type Span struct {
	Text string
	Mark bool
	Tone Tone
}

// Page is one answer of a table's source.
type Page[T any] struct {
	Rows []T
	// Total is the number of all rows, below 0 when it is not known.
	Total int
	// More says that rows follow after the last one.
	More bool
}

// Source reads the page of rows that follow after; nil asks for the first
// page. It runs off the main goroutine. The table asks for the next page when
// the officer comes near the end, so a store with keyset pages answers each
// question with one cheap query however long the list is.
type Source[T any] func(ctx context.Context, after *T) (Page[T], error)

// Table shows rows of T. Only rows in sight exist as objects. The whole row is
// selected; Up, Down, PgUp, PgDn, Home and End move, Enter or a double click
// opens, a click on a header sorts.
type Table[T any] struct {
	widget.BaseWidget

	// OnSelect is told of the selected row, OnOpen of the one to open.
	OnSelect, OnOpen func(T)
	// OnSort is told of the order wanted; the owner sets the source anew or reloads.
	OnSort func(key string, descending bool)
	// OnRune is told of a letter typed while the table has the keyboard.
	OnRune func(rune)
	// OnSight is told of the rows in sight whenever they are drawn.
	OnSight func([]T)
	// Head, when given, tells which rows are the head of a group and what it
	// says. A head is never selected.
	Head func(T) (text string, tone Tone, is bool)

	columns []Column[T]
	detail  func(T) []Span
	key     func(T) string
	source  Source[T]
	loader  Loader

	rows     []T
	total    int
	more     bool
	err      error
	selected int // index of the row, -1 for none
	focused  bool

	head   *tableHead
	place  *fyne.Container // of the head
	body   *tableBody
	scroll *container.Scroll
	count  *Text
	empty  *Empty
	fault  *Empty
	waits  *Empty // shown until it is known whether there are rows
	frame  *fyne.Container
}

// leastRows is the height, in text sizes, that the rows keep: more than two of them, so
// that in a window too low for its screen the screen scrolls and not the last row.
const leastRows = 6

// loadAhead is how many rows before the end the next page is asked for.
const loadAhead = 60

// NewTable makes a table without rows. key tells rows apart, so that the
// selection stays with its row when the table is loaded again. empty is shown
// when there is nothing to show.
func NewTable[T any](columns []Column[T], key func(T) string, empty *Empty) *Table[T] {
	t := &Table[T]{columns: columns, key: key, selected: -1, total: -1, empty: empty, count: NewText("", Caption)}
	t.fault = NewEmpty("", "Try again", t.Reload)
	t.waits = NewEmpty(readingWords, "", nil)
	t.head = newTableHead(t.titles(), t.sort)
	t.place = container.NewStack(t.head)
	t.body = newTableBody(t.cells, t.columnWidths)
	t.body.head = t.groupHead
	t.body.onPress, t.body.onOpen = t.press, t.open
	t.scroll = container.NewVScroll(t.body)
	t.scroll.OnScrolled = func(fyne.Position) { t.look() }
	t.empty.Hide()
	t.fault.Hide()
	t.waits.Hide()
	ground := newTinted(ColorPanel)
	ground.border = true
	t.frame = container.NewStack(ground, container.NewBorder(t.place, Margin(0.3, t.count), nil, nil,
		AtLeast(0, leastRows, container.NewStack(container.New(watched{t.look}, t.scroll), t.empty, t.fault, t.waits))))
	t.ExtendBaseWidget(t)
	return t
}

// CreateRenderer answers Fyne.
func (t *Table[T]) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(t.frame) }

// SetColumns shows other columns.
func (t *Table[T]) SetColumns(columns []Column[T]) {
	key, descending := t.head.sorted()
	t.columns = columns
	t.head = newTableHead(t.titles(), t.sort)
	t.head.order(key, descending)
	t.place.Objects = []fyne.CanvasObject{t.head}
	t.place.Refresh()
	t.body.rebind()
}

// SetDetail gives every row a second line; nil takes it away.
func (t *Table[T]) SetDetail(detail func(T) []Span) {
	if detail == nil && t.detail == nil {
		return
	}
	t.detail = detail
	t.body.detail = nil
	if detail != nil {
		t.body.detail = func(i int) []Span { return t.detail(t.rows[i]) }
	}
	t.body.setCount(len(t.rows))
	t.frame.Refresh()
	t.look()
}

// Redraw shows the rows anew: what their cells say has changed.
func (t *Table[T]) Redraw() { t.body.rebind() }

// SetSource gives the table another source and loads its first page.
func (t *Table[T]) SetSource(source Source[T]) {
	t.source = source
	t.Reload()
}

// SetRows shows rows that are in memory already.
func (t *Table[T]) SetRows(rows []T) {
	t.source = nil
	t.loader.Stop()
	t.take(Page[T]{Rows: rows, Total: len(rows)}, nil)
}

// Reload reads the list again from its first page. What is shown stays until
// the answer is there, and a selected row that is in it stays selected.
func (t *Table[T]) Reload() {
	if t.source == nil {
		return
	}
	source := t.source
	t.Wait()
	Load(&t.loader, func(ctx context.Context) (Page[T], error) { return source(ctx, nil) }, t.take)
}

// readingWords stand in a list while nobody knows yet what it holds.
const readingWords = "Reading …"

// Wait says that the rows are being read, where none are shown: a list that was not
// read is not an empty one. It ends with the rows, or with [Table.Fail]. Only who
// reads the rows by other means than a source needs to call it.
func (t *Table[T]) Wait() {
	if len(t.rows) > 0 {
		return
	}
	t.empty.Hide()
	t.fault.Hide()
	t.waits.Show()
	t.frame.Refresh()
}

// Fail ends the wait: the rows could not be read, and somebody says why.
func (t *Table[T]) Fail() { t.waits.Hide() }

// Stop ends reading; the screen calls it when it is left.
func (t *Table[T]) Stop() { t.loader.Stop() }

// take shows a first page.
func (t *Table[T]) take(page Page[T], err error) {
	chosen, had := t.Selected()
	t.rows, t.total, t.more, t.err, t.selected = page.Rows, page.Total, page.More, err, -1
	if had {
		t.selected = slices.IndexFunc(t.rows, func(row T) bool { return t.key(row) == t.key(chosen) })
	}
	t.scroll.ScrollToTop()
	t.redraw()
}

// next asks for the page after the last row.
func (t *Table[T]) next() {
	if !t.more || t.loader.Busy() || t.source == nil || len(t.rows) == 0 {
		return
	}
	source, last := t.source, t.rows[len(t.rows)-1]
	Load(&t.loader, func(ctx context.Context) (Page[T], error) { return source(ctx, &last) }, func(page Page[T], err error) {
		t.rows = append(t.rows, page.Rows...)
		t.more, t.err = err == nil && page.More && len(page.Rows) > 0, err
		if page.Total >= 0 && err == nil {
			t.total = page.Total
		}
		t.redraw()
	})
}

// Replace shows a changed row in the place of the one with its key.
func (t *Table[T]) Replace(row T) {
	for i := range t.rows {
		if t.key(t.rows[i]) == t.key(row) {
			t.rows[i] = row
		}
	}
	t.body.rebind()
}

// Rows are the rows read so far.
func (t *Table[T]) Rows() []T { return t.rows }

// Total is the number of all rows, below 0 when it is not known.
func (t *Table[T]) Total() int { return t.total }

// SetOrder shows in the header which order the rows are in.
func (t *Table[T]) SetOrder(key string, descending bool) { t.head.order(key, descending) }

func (t *Table[T]) sort(key string, descending bool) {
	t.head.order(key, descending)
	if t.OnSort != nil {
		t.OnSort(key, descending)
	}
}

func (t *Table[T]) redraw() {
	t.waits.Hide()
	t.empty.Hidden = len(t.rows) > 0 || t.err != nil
	t.fault.Hidden = t.err == nil || len(t.rows) > 0
	if t.err != nil {
		t.fault.SetText(sentence(t.err))
	}
	t.count.SetText(t.countWords())
	t.body.selected, t.body.focused = t.selected, t.focused
	t.body.setCount(len(t.rows))
	t.frame.Refresh()
	t.look()
}

func (t *Table[T]) countWords() string {
	switch {
	case t.err != nil && len(t.rows) > 0:
		return "Not everything could be read: " + sentence(t.err)
	case len(t.rows) == 0:
		return ""
	case t.total > len(t.rows):
		return Count(len(t.rows)) + " of " + Count(t.total)
	case t.more:
		return Count(len(t.rows)) + " and more"
	}
	n := len(t.rows)
	for i := range t.rows {
		if _, is := t.groupHead(i); is {
			n--
		}
	}
	return Plural(n, "row", "rows")
}

// groupHead is what row i says when it is the head of a group.
func (t *Table[T]) groupHead(i int) (cell, bool) {
	if t.Head == nil {
		return cell{}, false
	}
	text, tone, is := t.Head(t.rows[i])
	return cell{text: text, tone: tone, bold: true}, is
}

// look draws the rows in sight and asks for more when the end is near. It does
// nothing before the first layout (see fyne.io/fyne: a height of 0 would make
// every row visible).
func (t *Table[T]) look() {
	height := t.scroll.Size().Height
	if height <= 0 {
		return
	}
	first, last := t.body.show(t.scroll.Offset.Y, height)
	if t.OnSight != nil && first <= last {
		t.OnSight(t.rows[first : last+1])
	}
	if last >= len(t.rows)-loadAhead {
		t.next()
	}
}

func (t *Table[T]) titles() []headCell {
	cells := make([]headCell, len(t.columns))
	for i, c := range t.columns {
		cells[i] = headCell{title: c.Title, align: c.Align, sort: c.Sort, down: c.Down}
	}
	return cells
}

// cells is what row i shows.
func (t *Table[T]) cells(i int) []cell {
	cells := make([]cell, len(t.columns))
	for n, c := range t.columns {
		cells[n] = cell{text: c.Text(t.rows[i]), bold: c.Bold, align: c.Align}
		if c.Tone != nil {
			cells[n].tone = c.Tone(t.rows[i])
		}
	}
	return cells
}

// columnWidths shares the width out beside the scroll bar.
func (t *Table[T]) columnWidths(width float32) []float32 {
	widths := shareWidth(t.columns, max(width-em(0.6), 0))
	t.head.setWidths(widths)
	return widths
}

// shareWidth gives each column its least width and what is left by weight.
// When there is not enough, extra columns go, then the columns with a weight
// shrink to two fifths of their least width, then all shrink alike.
func shareWidth[T any](all []Column[T], width float32) []float32 {
	columns := slices.Clone(all)
	for i := len(columns) - 1; i >= 0 && leastWidth(columns) > width; i-- {
		if columns[i].Extra {
			columns[i].Width, columns[i].Weight = 0, 0
		}
	}
	var fixed, elastic, weights float32
	for _, c := range columns {
		weights += c.Weight
		if c.Weight > 0 {
			elastic += em(c.Width)
		} else {
			fixed += em(c.Width)
		}
	}
	spare := width - fixed - elastic
	give, shrink := float32(1), float32(1)
	if spare < 0 && elastic > 0 {
		give = max((width-fixed)/elastic, 0.4)
	}
	if needed := fixed + elastic*give; needed > width {
		shrink = width / needed
	}
	widths := make([]float32, len(columns))
	for i, c := range columns {
		widths[i] = em(c.Width) * shrink
		if c.Weight > 0 {
			widths[i] = widths[i]*give + max(spare, 0)*c.Weight/weights
		}
	}
	return widths
}

func leastWidth[T any](columns []Column[T]) (sum float32) {
	for _, c := range columns {
		sum += em(c.Width)
	}
	return sum
}

// watched is a stack layout that tells when it was laid out.
type watched struct{ done func() }

func (w watched) Layout(objects []fyne.CanvasObject, s fyne.Size) {
	for _, o := range objects {
		o.Resize(s)
	}
	w.done()
}

func (w watched) MinSize(objects []fyne.CanvasObject) fyne.Size { return objects[0].MinSize() }
