package migrate

import (
	"errors"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"rapport/app/window/ui"
	"rapport/data/exchange"
)

// columnsPage gives each field of Rapport its column of the file, with what stands
// in that column beside it.
type columnsPage struct {
	screen  *Screen
	lines   []*fieldLine
	themes  *themeLines // nil for what has no themes
	columns []exchange.Column
	list    *fyne.Container
	unused  *ui.Paragraph
	rest    *ui.Check // the columns that are not used become a note
	scroll  *container.Scroll
	of      *exchange.Plan // whose lines these are
}

// fieldLine is one field with the column that it gets.
type fieldLine struct {
	field   exchange.Field
	column  *ui.Picker[string]
	row     *ui.Row
	samples *ui.Paragraph
}

// leastPart is the least width, in text sizes, of the parts of a line; where they do
// not fit beside each other they stand one below the other.
const leastPart = 13

func newColumnsPage(s *Screen) *columnsPage {
	c := &columnsPage{screen: s, list: ui.NewColumn(), unused: ui.NewParagraph("", ui.Muted), rest: ui.NewCheck("Keep what stands in them as a note of the case", nil)}
	c.scroll = ui.NewScrolled(c.list)
	return c
}

func (c *columnsPage) content() fyne.CanvasObject { return c.scroll }
func (c *columnsPage) next() string               { return "Next" }

// first is the first field that needs a column and has none, else the button.
func (c *columnsPage) first() fyne.Focusable {
	for _, l := range c.lines {
		if l.field.Needed && l.column.Empty() {
			return l.column.Focusable()
		}
	}
	return c.screen.next
}

// enter fills the lines by the map, anew where the sheet or what its rows are is
// another.
func (c *columnsPage) enter() {
	j := &c.screen.job
	if c.of != j.plan {
		c.of = j.plan
		c.build()
	}
	for _, l := range c.lines {
		l.column.SetText(j.plan.Map.Columns[l.field.Name])
		c.show(l)
	}
	if c.themes != nil {
		c.themes.fill(j.plan.Map.Themes)
	}
	c.rest.SetChecked(j.plan.Map.Rest)
	c.showUnused()
	c.scroll.ScrollToTop()
}

// build makes a line for each field.
func (c *columnsPage) build() {
	j := &c.screen.job
	c.columns = j.columns
	var names []string
	for _, col := range c.columns {
		if col.Heading != "" && !slices.Contains(names, col.Heading) {
			names = append(names, col.Heading)
		}
	}
	headings := ui.Options(names, func(h string) string { return h })
	c.lines, c.themes = nil, nil
	c.list.RemoveAll()
	c.list.Add(ui.NewHeads(leastPart, "In Rapport", "Column of the file", "What stands in it"))
	for _, f := range exchange.Fields(j.plan.Map.Record) {
		c.list.Add(c.line(f, headings))
	}
	c.rest.Hidden = j.plan.Map.Record != exchange.RecordCase
	if j.plan.Map.Record == exchange.RecordFeedback {
		c.themes = newThemeLines(headings, c.showUnused)
		c.list.Add(c.themes.content)
	}
	c.list.Add(c.unused)
	c.list.Add(c.rest)
}

// line makes the line of a field.
func (c *columnsPage) line(f exchange.Field, headings []ui.Option[string]) fyne.CanvasObject {
	l := &fieldLine{field: f, samples: ui.NewParagraph("", ui.Muted)}
	l.column = ui.NewPicker("Not in the file", headings)
	l.column.OnChanged = func(heading, _ string) { c.chosen(l, heading) }
	l.row = ui.NewRow("", l.column)
	var name fyne.CanvasObject = ui.NewText(f.Label, ui.Strong)
	if f.Needed {
		name = ui.NewWrap(name, ui.NewText("(required)", ui.Caption))
	}
	c.lines = append(c.lines, l)
	return ui.NewPanes(leastPart, ui.NewColumn(name, ui.NewParagraph(f.Help, ui.Caption)), container.NewVBox(l.row), ui.NewColumn(l.samples))
}

// chosen shows what stands in the column that a line got, and takes it from the line
// that had it.
func (c *columnsPage) chosen(l *fieldLine, heading string) {
	for _, other := range c.lines {
		if has, ok := other.column.Value(); ok && other != l && has == heading {
			other.column.SetText("")
			c.show(other)
		}
	}
	c.show(l)
	c.showUnused()
}

// show shows what stands in the column of a line.
func (c *columnsPage) show(l *fieldLine) {
	l.row.Explain(nil)
	heading, ok := l.column.Value()
	i := slices.IndexFunc(c.columns, func(col exchange.Column) bool { return col.Heading == heading })
	switch {
	case !ok || i < 0:
		l.samples.SetText(" ")
	case c.columns[i].Filled == 0:
		l.samples.SetText("Nothing: the column is empty.")
	default:
		l.samples.SetText(samplesOf(c.columns[i]))
	}
}

// samplesOf is what stands in a column, on one line or two.
func samplesOf(c exchange.Column) string {
	const most = 60 // characters of each
	var all []string
	for _, text := range c.Samples {
		if r := []rune(text); len(r) > most {
			text = string(r[:most]) + "…"
		}
		all = append(all, text)
	}
	return strings.Join(all, "  ·  ")
}

// headings are the columns of the sheet in their order.
func (c *columnsPage) headings() []string {
	var all []string
	for _, col := range c.columns {
		all = append(all, col.Heading)
	}
	return all
}

// showUnused names the columns that no field and no theme has.
func (c *columnsPage) showUnused() {
	used := map[string]bool{}
	for _, l := range c.lines {
		if h, ok := l.column.Value(); ok {
			used[h] = true
		}
	}
	if c.themes != nil {
		for _, h := range c.themes.columns(c.headings()) {
			used[h] = true
		}
	}
	var names []string
	for _, col := range c.columns {
		if !used[col.Heading] && col.Filled > 0 {
			names = append(names, orElse(col.Heading, "(without a heading)"))
		}
	}
	if len(names) == 0 {
		c.unused.SetText("Every column that holds something is used.")
		return
	}
	c.unused.SetText(ui.Plural(len(names), "column is", "columns are") + " not used: " + strings.Join(names, ", ") + ".")
}

// settle takes the columns into the plan and looks at the file by it.
func (c *columnsPage) settle(on func()) {
	var first *fieldLine
	for _, l := range c.lines {
		err := l.column.Check()
		if err == nil && l.field.Needed && l.column.Empty() {
			err = errors.New("choose the column that holds this; nothing can come in without it")
		}
		l.row.Explain(err)
		if err != nil && first == nil {
			first = l
		}
	}
	if first != nil {
		c.screen.message.Say("“"+first.field.Label+"” needs a column of the file.", toneWrong)
		c.screen.desk.Window.Canvas().Focus(first.column.Focusable())
		return
	}
	if c.themes != nil {
		if err := c.themes.check(); err != nil {
			c.screen.message.SetError(err)
			return
		}
	}
	c.take(&c.screen.job)
	c.screen.study(on)
}

// take puts the columns into the plan. Only those that changed, because what was said
// of the dates and the scores goes with their columns.
func (c *columnsPage) take(j *job) {
	p := j.plan
	for _, l := range c.lines { // first those that lose their column
		if l.column.Empty() && p.Map.Columns[l.field.Name] != "" {
			p.Set(l.field.Name, "")
		}
	}
	for _, l := range c.lines {
		if heading, ok := l.column.Value(); ok && heading != p.Map.Columns[l.field.Name] {
			p.Set(l.field.Name, heading)
		}
	}
	if c.themes != nil {
		p.Map.Themes = c.themes.take()
	}
	p.Map.Rest = c.rest.Checked && !c.rest.Hidden
}
