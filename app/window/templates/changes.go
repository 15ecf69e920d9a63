package templates

import (
	"fmt"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"rapport/app/window/ui"
	"rapport/data"
)

// changes is the difference of the version from another one.
type changes struct {
	editor  *editor
	with    *ui.Choice[int]
	chosen  int // the version that it is compared with, 0: the usual
	list    *fyne.Container
	scroll  *container.Scroll
	content fyne.CanvasObject
}

func newChanges(e *editor) *changes {
	c := &changes{editor: e, list: ui.NewColumn()}
	c.scroll = ui.NewScrolled(c.list)
	c.with = ui.NewChoice[int]("Choose a version", nil, nil)
	c.content = container.NewBorder(&ui.Row{Label: "Compare with", Field: c.with, Side: true}, nil, nil, nil, ui.NewPanel("", c.scroll))
	return c
}

func (c *changes) refresh() {
	e := c.editor
	var options []ui.Option[int]
	base, found := e.saved.Before(e.all)
	for _, t := range e.all {
		if t.Version == e.saved.Version {
			continue
		}
		options = append(options, ui.Option[int]{Value: t.Version, Label: "Version " + versionWords(t)})
		if t.Version == c.chosen {
			base, found = t, true
		}
	}
	c.with.OnChanged = nil
	c.with.SetOptions(options)
	c.with.SetValue(base.Version)
	c.with.OnChanged = func(string) {
		c.chosen, _ = c.with.Value()
		c.refresh()
	}
	c.list.RemoveAll()
	if !found {
		c.list.Add(ui.NewParagraph("There is no other version to compare with.", ui.Muted))
		c.list.Refresh()
		c.scroll.Refresh() // the height is known once the lines are
		return
	}
	n := 0
	for _, change := range data.DiffTemplates(base, e.t) {
		if change.Kind == data.ChangeNone && !change.Moved {
			continue
		}
		n++
		c.list.Add(changeOf(change))
	}
	words := fmt.Sprintf("%s against version %d. Added words are underlined, removed ones struck through.", ui.Plural(n, "block differs", "blocks differ"), base.Version)
	if n == 0 {
		words = fmt.Sprintf("Nothing differs from version %d.", base.Version)
	}
	c.list.Objects = append([]fyne.CanvasObject{ui.NewParagraph(words, ui.Muted)}, c.list.Objects...)
	c.list.Refresh()
	c.scroll.Refresh() // the height is known once the lines are
}

// changeOf tells of one block.
func changeOf(c data.BlockChange) fyne.CanvasObject {
	b := c.Is
	word, tone := "changed", ui.ToneSoon
	switch c.Kind {
	case data.ChangeAdded:
		word, tone = "added", ui.ToneOK
	case data.ChangeRemoved:
		b, word, tone = c.Was, "removed", ui.ToneOverdue
	case data.ChangeNone:
		word, tone = "moved", ui.ToneAccent
	}
	head := container.NewHBox(ui.NewText(blockName(b), ui.Strong), container.NewCenter(ui.NewChip(word, tone)))
	if c.Moved && c.Kind == data.ChangeWords {
		head.Add(container.NewCenter(ui.NewChip("moved", ui.ToneAccent)))
	}
	all := ui.NewColumn(head)
	var pieces []ui.Compared
	for _, p := range c.Pieces {
		pieces = append(pieces, ui.Compared{Text: p.Text, Added: p.Kind == data.ChangeAdded, Removed: p.Kind == data.ChangeRemoved})
	}
	if len(pieces) > 0 && c.Kind != data.ChangeNone {
		all.Add(ui.NewCompared(pieces))
	}
	for _, f := range c.Facts {
		all.Add(ui.NewParagraph(f.Field+": "+orNothing(f.Old)+" → "+orNothing(f.New), ui.Muted))
	}
	return ui.Margin(0.3, all)
}

func orNothing(text string) string {
	if text == "" {
		return "nothing"
	}
	return text
}
