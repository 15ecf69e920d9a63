package casefile

import (
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"rapport/app/window/desk"
	"rapport/app/window/ui"
	"rapport/data"
)

// section is one part of the case.
type section interface {
	content() fyne.CanvasObject
	// refresh shows the case as the screen holds it now.
	refresh()
	// leave keeps what was typed.
	leave()
}

type sectionInfo struct {
	id    desk.Section
	title string
	count func(data.CaseFile) int // how many the section holds; nil for none
	build func(*Screen) section
}

// sections are the parts of a case in their order.
func sections() []sectionInfo {
	return []sectionInfo{
		{desk.Summary, "Summary", nil, newSummary},
		{desk.Issues, "Issues", func(f data.CaseFile) int { return len(f.Issues) }, newIssues},
		{desk.Investigation, "Investigation", func(f data.CaseFile) int { return len(f.Steps) }, newInvestigation},
		{desk.Advocacy, "Advocacy", inAdvocacy, newAdvocacy},
		{desk.Contacts, "Contacts", func(f data.CaseFile) int { return len(f.Contacts) }, newContacts},
		{desk.Notes, "Notes", func(f data.CaseFile) int { return len(f.Notes) }, newNotes},
		{desk.Tasks, "Tasks", openTasks, newTasks},
		{desk.Letters, "Letters", func(f data.CaseFile) int { return len(f.Letters) }, newLetters},
		{desk.Actions, "Actions", func(f data.CaseFile) int { return len(f.Actions) }, newPlans},
		{desk.Documents, "Documents", func(f data.CaseFile) int { return len(f.Attachments) }, newDocuments},
		{desk.Disclosures, "Disclosures", func(f data.CaseFile) int { return len(f.Disclosures) }, newDisclosures},
		{desk.History, "History", nil, newHistory},
	}
}

func sectionTitle(id desk.Section) string {
	for _, info := range sections() {
		if info.id == id {
			return info.title
		}
	}
	return ""
}

// side is the column of the sections at the left.
type side struct {
	screen  *Screen
	content fyne.CanvasObject
	buttons map[desk.Section]*ui.Button
}

func newSide(s *Screen) *side {
	c := &side{screen: s, buttons: map[desk.Section]*ui.Button{}}
	column := container.New(rows{})
	for _, info := range sections() {
		b := ui.NewQuiet(info.title, nil, func() { c.tapped(info.id) })
		b.Alignment = widget.ButtonAlignLeading
		b.OnKey = c.key
		c.buttons[info.id] = b
		column.Add(b)
	}
	c.content = ui.AtLeast(10, 0, container.NewVScroll(column))
	return c
}

// tapped brings a section to the front; the keyboard follows the mouse there.
func (c *side) tapped(id desk.Section) {
	c.screen.desk.Window.Canvas().Focus(c.button(id))
	c.screen.Go(id)
}

// key moves among the sections with Up and Down, and with Right into the one in front.
func (c *side) key(key fyne.KeyName) bool {
	all, at := sections(), 0
	for i, info := range all {
		if info.id == c.screen.front {
			at = i
		}
	}
	switch key {
	case fyne.KeyUp:
		c.screen.Go(all[max(at-1, 0)].id)
	case fyne.KeyDown:
		c.screen.Go(all[min(at+1, len(all)-1)].id)
	case fyne.KeyRight:
		canvas := c.screen.desk.Window.Canvas()
		canvas.Focus(c.button(all[len(all)-1].id)) // what comes after it is the section
		canvas.FocusNext()
	default:
		return false
	}
	return true
}

func (c *side) button(id desk.Section) *ui.Button { return c.buttons[id] }

// holds reports whether the keyboard is in the column.
func (c *side) holds(focused fyne.Focusable) bool {
	for _, b := range c.buttons {
		if fyne.Focusable(b) == focused {
			return true
		}
	}
	return false
}

func (c *side) refresh() {
	for _, info := range sections() {
		b := c.buttons[info.id]
		b.Text, b.Importance = info.title, widget.LowImportance
		if info.count != nil {
			if n := info.count(c.screen.file); n > 0 {
				b.Text += "  " + strconv.Itoa(n)
			}
		}
		if info.id == c.screen.front {
			b.Importance = widget.MediumImportance
		}
		b.Refresh()
	}
}

// rows is a layout of buttons one below the other. In a low window they move
// closer together, so that all stay in sight for as long as they can be hit.
type rows struct{}

// leastRow is the height, in text sizes, of a row at its closest.
const leastRow = 1.75

func (rows) Layout(objects []fyne.CanvasObject, s fyne.Size) {
	most := objects[0].MinSize().Height
	high := min(most, max(leastRow*theme.TextSize(), s.Height/float32(len(objects))))
	for i, o := range objects {
		o.Move(fyne.NewPos(0, float32(i)*high))
		o.Resize(fyne.NewSize(s.Width, high))
	}
}

func (rows) MinSize(objects []fyne.CanvasObject) fyne.Size {
	least := objects[0].MinSize()
	for _, o := range objects {
		least.Width = max(least.Width, o.MinSize().Width)
	}
	least.Height = min(least.Height, leastRow*theme.TextSize()) * float32(len(objects))
	return least
}

// sheet is the scrolled column that a section is drawn on. Redrawing keeps the
// place to which the officer scrolled.
type sheet struct {
	screen *Screen
	column *fyne.Container
	scroll *container.Scroll
}

func newSheet(s *Screen) sheet {
	column := container.New(column{})
	return sheet{s, column, container.NewVScroll(container.New(measure{}, column))}
}

func (p sheet) content() fyne.CanvasObject { return p.scroll }

func (p sheet) leave() {}

func (p sheet) set(objects ...fyne.CanvasObject) {
	at, focused := p.scroll.Offset, p.screen.desk.Window.Canvas().Focused()
	p.column.Objects = objects
	p.column.Refresh()
	p.scroll.Offset = at
	p.scroll.Refresh()
	p.screen.refocus(focused)
}

// measure is a layout that keeps lines at a readable length and leaves room for
// the bar of the scroll.
type measure struct{}

// readable is the most width of a column of text, in text sizes.
const readable = 56

func (measure) Layout(objects []fyne.CanvasObject, s fyne.Size) {
	left := theme.TextSize()
	for _, o := range objects {
		o.Move(fyne.NewPos(left, 0))
		o.Resize(fyne.NewSize(min(s.Width-2*left, readable*theme.TextSize()), s.Height))
	}
}

func (measure) MinSize(objects []fyne.CanvasObject) fyne.Size {
	var least fyne.Size
	for _, o := range objects {
		least = least.Max(o.MinSize())
	}
	return least.AddWidthHeight(2*theme.TextSize(), theme.TextSize())
}

// column is a layout of one object below the other. It gives each its width
// before it asks for its height, so that wrapped text takes no stale room.
type column struct{}

func (column) Layout(objects []fyne.CanvasObject, s fyne.Size) {
	var y float32
	for _, o := range objects {
		if !o.Visible() {
			continue
		}
		o.Resize(fyne.NewSize(s.Width, o.MinSize().Height))
		h := o.MinSize().Height
		o.Resize(fyne.NewSize(s.Width, h))
		o.Move(fyne.NewPos(0, y))
		y += h + theme.Padding()
	}
}

func (column) MinSize(objects []fyne.CanvasObject) fyne.Size {
	var least fyne.Size
	for _, o := range objects {
		if !o.Visible() {
			continue
		}
		m := o.MinSize()
		least = fyne.NewSize(max(least.Width, m.Width), least.Height+m.Height+theme.Padding())
	}
	return least
}

// heading is the title of a section with its buttons.
func heading(title string, buttons ...fyne.CanvasObject) fyne.CanvasObject {
	return ui.NewBeside(ui.NewText(title, ui.Section), buttons...)
}

// edits is a button that changes the case; who may only read it is not offered it.
func (s *Screen) edits(text string, do func()) *ui.Button {
	return desk.Only(s.desk, data.RightWork, ui.NewButton(text, do))
}

// editsQuiet is a flat one.
func (s *Screen) editsQuiet(text string, do func()) *ui.Button {
	return desk.Only(s.desk, data.RightWork, ui.NewQuiet(text, nil, do))
}

// card is one record of a section: its heading with chips, its words, its
// buttons. Empty words take no room.
func card(title string, chips []fyne.CanvasObject, words []fyne.CanvasObject, buttons ...fyne.CanvasObject) fyne.CanvasObject {
	parts := container.New(column{}, ui.NewBeside(ui.NewParagraph(title, ui.Strong), chips...))
	for _, w := range words {
		parts.Add(w)
	}
	if len(buttons) > 0 {
		parts.Add(ui.NewWrap(buttons...))
	}
	return ui.NewPanel("", parts)
}

// text is a paragraph of a card under its name; nothing when it is empty.
func text(name, words string) []fyne.CanvasObject {
	if words == "" {
		return nil
	}
	if name == "" {
		return []fyne.CanvasObject{ui.NewParagraph(words, ui.Plain)}
	}
	return []fyne.CanvasObject{container.NewVBox(ui.NewText(name, ui.Caption), ui.NewParagraph(words, ui.Plain))}
}

// texts joins the paragraphs of a card.
func texts(parts ...[]fyne.CanvasObject) []fyne.CanvasObject {
	var all []fyne.CanvasObject
	for _, p := range parts {
		all = append(all, p...)
	}
	return all
}

// line is one quiet line of a card; nothing when it is empty.
func line(words string) []fyne.CanvasObject {
	if words == "" {
		return nil
	}
	return []fyne.CanvasObject{ui.NewParagraph(words, ui.Muted)}
}
