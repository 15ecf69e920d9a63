package migrate

import (
	"errors"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"rapport/app/window/ui"
	"rapport/data/exchange"
)

// themeLines say where the themes of a comment stand: in a run of columns that hold
// a mark where the theme applies, or in one column with a list.
type themeLines struct {
	from, to, list *ui.Picker[string]
	about          exchange.Themes // what the map has, with what is not shown here
	content        fyne.CanvasObject
}

func newThemeLines(headings []ui.Option[string], changed func()) *themeLines {
	t := &themeLines{}
	for _, p := range []**ui.Picker[string]{&t.from, &t.to, &t.list} {
		*p = ui.NewPicker("Not in the file", headings)
		(*p).OnChanged = func(string, string) { changed() }
	}
	t.content = container.NewVBox(
		ui.NewPanes(leastPart,
			ui.NewColumn(ui.NewText("Themes", ui.Strong), ui.NewParagraph("Columns that hold a 1, an x or a yes where the theme applies. Each heading becomes a theme.", ui.Caption)),
			container.NewVBox(ui.NewRow("First of the columns", t.from)), container.NewVBox(ui.NewRow("Last of the columns", t.to))),
		ui.NewPanes(leastPart,
			ui.NewColumn(ui.NewText("Themes in one column", ui.Strong), ui.NewParagraph("A list parted by semicolons.", ui.Caption)),
			container.NewVBox(ui.NewRow("", t.list)), ui.NewText("", ui.Plain)))
	return t
}

func (t *themeLines) fill(about exchange.Themes) {
	t.about = about
	t.from.SetText(about.From)
	t.to.SetText(about.To)
	t.list.SetText(about.Column)
}

// columns are the headings that hold themes.
func (t *themeLines) columns(headings []string) []string {
	var all []string
	if h, ok := t.list.Value(); ok {
		all = append(all, h)
	}
	from, also := t.from.Value()
	to, ok := t.to.Value()
	first, last := slices.Index(headings, from), slices.Index(headings, to)
	if also && ok && first >= 0 && last >= first {
		all = append(all, headings[first:last+1]...)
	}
	return all
}

// check says what is missing.
func (t *themeLines) check() error {
	if t.from.Empty() != t.to.Empty() {
		return errors.New("give both the first and the last of the columns with themes, or neither")
	}
	for _, p := range []*ui.Picker[string]{t.from, t.to, t.list} {
		if err := p.Check(); err != nil {
			return err
		}
	}
	return nil
}

// take returns the themes as they are set.
func (t *themeLines) take() exchange.Themes {
	about := t.about
	about.From, _ = t.from.Value()
	about.To, _ = t.to.Value()
	about.Column, _ = t.list.Value()
	return about
}
