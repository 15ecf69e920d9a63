package templates

import (
	"fmt"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"rapport/app/window/ui"
	"rapport/data"
)

// history is the versions of the template with who wrote and approved them.
type history struct {
	editor  *editor
	list    *fyne.Container
	scroll  *container.Scroll
	content fyne.CanvasObject
}

func newHistory(e *editor) *history {
	h := &history{editor: e, list: ui.NewColumn()}
	h.scroll = ui.NewScrolled(h.list)
	h.content = ui.NewPanel("", h.scroll)
	return h
}

func (h *history) refresh() {
	h.list.RemoveAll()
	for _, t := range h.editor.all {
		h.list.Add(h.version(t))
	}
	if len(h.editor.all) == 0 {
		h.list.Add(ui.NewParagraph("Nothing was saved yet.", ui.Muted))
	}
	h.list.Refresh()
	h.scroll.Refresh() // the height is known once the lines are
}

func (h *history) version(t data.Template) fyne.CanvasObject {
	e := h.editor
	var buttons []fyne.CanvasObject
	if t.Version != e.saved.Version {
		buttons = append(buttons, ui.NewButton("Open", func() { e.shelf.open(t) }), ui.NewButton("Compare", func() {
			e.changes.chosen = t.Version
			e.bring(changesPane)
		}))
	} else {
		buttons = append(buttons, ui.NewText("open now", ui.Muted))
	}
	head := container.NewHBox(ui.NewText(fmt.Sprintf("Version %d", t.Version), ui.Strong), container.NewCenter(ui.NewChip(t.State.String(), stateTone(t))))
	all := ui.NewColumn(ui.NewBeside(head, buttons...))
	for _, line := range h.lines(t) {
		all.Add(ui.NewParagraph(line, ui.Muted))
	}
	if t.Note != "" {
		all.Add(ui.NewParagraph(t.Note, ui.Plain))
	}
	return ui.Margin(0.3, all)
}

// lines tell who did what, and when.
func (h *history) lines(t data.Template) []string {
	if t.BuiltIn() {
		return []string{"Comes with the program."}
	}
	zone, today := h.editor.shelf.desk.Session.Settings().Zone(), h.editor.shelf.today()
	lines := []string{"Written " + ui.Day(data.DateOf(t.WrittenAt, zone), today) + " by " + t.WrittenBy}
	if !t.ApprovedOn.IsZero() {
		lines = append(lines, "Approved "+ui.Day(t.ApprovedOn, today)+" by "+t.ApprovedBy+", in use from "+ui.LongDay(t.Effective))
	}
	return lines
}
