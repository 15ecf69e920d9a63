package templates

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"

	"rapport/app/plain"
	"rapport/app/window/ui"
	"rapport/data"
)

// blockRow is one block in the list.
type blockRow struct {
	at    int
	block data.Block
}

func (r blockRow) key() string { return fmt.Sprint(r.at) }

// editor is one version of a template that is open: its blocks at the left, the
// page that they make at the right.
type editor struct {
	shelf *Shelf
	saved data.Template // as it is kept
	t     data.Template // as it is being changed
	all   []data.Template
	at    int // the block that is selected

	title   *ui.Text
	state   *ui.Chip
	note    *ui.Entry
	noted   *ui.Row
	actions *fyne.Container
	top     *fyne.Container // the title with the actions beside it
	message *ui.Message
	blocks  *ui.Table[blockRow]
	tools   *fyne.Container
	form    *blockForm
	pane    *ui.Segments[pane]
	panes   map[pane]fyne.CanvasObject
	place   *fyne.Container
	page    *look
	changes *changes
	gaps    *gaps
	history *history
	content fyne.CanvasObject

	reading ui.Loader
	work    ui.Loader  // changes; nothing stops them
	saving  *ui.Ending // of the save under way; nil: there is none
	offered bool       // to put changes away
	kept    bool       // what was typed is kept beside the version, or may be
	settle  func()     // ends the wait for the next key
	deaf    func()     // ends the keys
}

// pane is what stands at the right.
type pane string

const (
	pagePane     pane = "page"
	changesPane  pane = "changes"
	problemsPane pane = "problems"
	versionsPane pane = "versions"
)

func newEditor(s *Shelf, t data.Template) *editor {
	e := &editor{shelf: s, saved: t, t: copied(t), message: ui.NewMessage(), title: ui.NewText("", ui.Section), state: ui.NewChip("", ui.TonePlain),
		actions: container.NewHBox(), tools: ui.NewWrap(), settle: func() {}, deaf: func() {}}
	e.note = ui.NewEntry("What changed, and why")
	e.note.Max = 2000
	e.note.OnChanged = func(text string) {
		e.t.Note = text
		e.follow()
	}
	e.noted = &ui.Row{Label: "What changed", Field: e.note, Side: true}
	e.blocks = ui.NewTable([]ui.Column[blockRow]{
		{Title: "Block", Width: 8, Weight: 2, Bold: true, Text: func(r blockRow) string { return blockName(r.block) }},
		{Title: "Kind", Width: 6, Weight: 1, Text: func(r blockRow) string { return r.block.Kind.String() }},
		{Title: "Heading", Width: 8, Weight: 2, Extra: true, Text: func(r blockRow) string { return r.block.Title }},
		{Title: "", Width: 6.5, Text: func(r blockRow) string { return blockMark(r.block) }},
	}, blockRow.key, ui.NewEmpty("There is no block yet.", "Add a block", e.add))
	e.blocks.OnSelect = func(r blockRow) { e.selected(r.at) }
	e.blocks.OnOpen = func(blockRow) { e.form.focus() }
	e.form = newBlockForm(e)
	e.page, e.changes, e.gaps, e.history = newLook(e), newChanges(e), newGaps(e), newHistory(e)
	e.layout()
	return e
}

// copied is a template whose blocks can be changed without changing t's.
func copied(t data.Template) data.Template {
	t.Blocks = slices.Clone(t.Blocks)
	for i := range t.Blocks {
		b := &t.Blocks[i]
		b.When = slices.Clone(b.When)
		if b.Lock != nil {
			lock := *b.Lock
			b.Lock = &lock
		}
	}
	return t
}

func blockName(b data.Block) string {
	if name := strings.ReplaceAll(b.Name, "_", " "); name != "" {
		return capital(name)
	}
	return "(no name)"
}

// capital is a text with a capital at its beginning.
func capital(text string) string {
	first, size := utf8.DecodeRuneInString(text)
	return string(unicode.ToUpper(first)) + text[size:]
}

func blockMark(b data.Block) string {
	switch {
	case b.Lock != nil:
		return "Regulatory"
	case b.Slot && b.Ask != "":
		return "To write"
	case b.Slot:
		return "May change"
	}
	return ""
}

func (e *editor) layout() {
	e.top = ui.NewBeside(container.NewHBox(ui.NewButton("Back", e.shelf.back), e.title, container.NewCenter(e.state)), e.actions)
	head := container.NewVBox(e.top, e.message, e.noted)
	list := container.NewBorder(nil, e.tools, nil, nil, e.blocks)
	left := container.NewVSplit(list, ui.NewPanel("", e.form.scroll))
	left.SetOffset(0.42)
	e.pane = ui.NewSegments([]ui.Option[pane]{{Value: pagePane, Label: "Page"}, {Value: changesPane, Label: "Changes"}, {Value: problemsPane, Label: "Problems"}, {Value: versionsPane, Label: "Versions"}}, e.bring)
	e.pane.SetValue(pagePane)
	e.panes = map[pane]fyne.CanvasObject{pagePane: e.page.content, changesPane: e.changes.content, problemsPane: e.gaps.content, versionsPane: e.history.content}
	e.place = container.NewStack(e.page.content)
	split := container.NewHSplit(left, container.NewBorder(container.NewHScroll(e.pane), nil, nil, nil, e.place))
	split.SetOffset(0.47)
	e.content = container.NewBorder(head, nil, nil, nil, split)
}

func (e *editor) bring(to pane) {
	e.pane.SetValue(to)
	e.place.Objects = []fyne.CanvasObject{e.panes[to]}
	e.place.Refresh()
	e.refresh()
}

// read is what the editor reads at once.
type read struct {
	all  []data.Template
	kept []byte // what was typed before and not saved
}

// begin reads the other versions and what was typed before.
func (e *editor) begin() {
	session, name := e.shelf.desk.Session, e.draftName()
	e.hear()
	ui.Load(&e.reading, func(ctx context.Context) (r read, err error) {
		if r.all, err = session.Templates(ctx); err != nil {
			return r, err
		}
		r.kept, _, err = session.Draft(ctx, name)
		if errors.Is(err, data.ErrNotFound) {
			err = nil
		}
		return r, err
	}, func(r read, err error) {
		if err != nil {
			e.shelf.desk.Fail(err)
			return
		}
		e.all = slices.DeleteFunc(r.all, func(t data.Template) bool { return t.Kind != e.t.Kind || t.Language != e.t.Language })
		e.restore(r.kept)
		e.show()
		e.shelf.desk.Window.Canvas().Focus(e.blocks)
	})
}

// restore brings back what was typed before and not saved, for as long as the
// version can be changed.
func (e *editor) restore(kept []byte) {
	var t data.Template
	if kept == nil || !e.editable() || json.Unmarshal(kept, &t) != nil {
		return // a draft of another program is no reason not to open the template
	}
	e.t.Blocks, e.t.Note, e.kept = t.Blocks, t.Note, true
	e.message.Say("This is what you changed before and did not save. Save it, or put it away to see the version as it was.", ui.ToneSoon)
}

func (e *editor) draftName() string {
	return fmt.Sprintf("template/%s.%s/%d", e.saved.Kind, e.saved.Language, e.saved.Version)
}

// editable reports whether the words of the version can be changed.
func (e *editor) editable() bool {
	t := e.saved
	if !e.shelf.desk.May(data.RightLibrary) {
		return false
	}
	return t.Version == 0 || !t.BuiltIn() && (t.State == data.TemplateDraft || t.State == data.TemplateTest)
}

// dirty reports whether something was changed since the version was saved.
func (e *editor) dirty() bool {
	return e.saved.Note != e.t.Note || !reflect.DeepEqual(copied(e.saved).Blocks, e.t.Blocks)
}

// unsaved reports whether the version as it is shown is nowhere kept yet.
func (e *editor) unsaved() bool { return e.saved.Version == 0 || e.dirty() }

// used is the version that letters use today.
func (e *editor) used() data.Template {
	for _, t := range e.all {
		if t.State == data.TemplateActive {
			return t
		}
	}
	return data.Template{}
}

// show shows the version from the start.
func (e *editor) show() {
	t := e.saved
	title := t.Kind.String() + ", " + t.Language.String() + ", version " + fmt.Sprint(t.Version)
	if t.Version == 0 {
		title = t.Kind.String() + ", " + t.Language.String() + ", new version"
	}
	e.title.SetText(title)
	e.state.Set(t.State.String(), stateTone(t))
	e.note.SetText(e.t.Note)
	e.noted.Hidden = !e.editable()
	e.buttons()
	e.rows()
	e.choose(min(e.at, max(len(e.t.Blocks)-1, 0)))
	e.refresh()
	e.content.Refresh()
}

func stateTone(t data.Template) ui.Tone {
	switch t.State {
	case data.TemplateActive:
		return ui.ToneOK
	case data.TemplateRetired:
		return ui.ToneMuted
	}
	return ui.ToneSoon
}

// rows shows the blocks anew.
func (e *editor) rows() {
	var rows []blockRow
	for i, b := range e.t.Blocks {
		rows = append(rows, blockRow{i, b})
	}
	e.blocks.SetRows(rows)
}

func (e *editor) choose(at int) {
	e.at = at
	e.blocks.Select(fmt.Sprint(at))
	e.form.show()
}

// selected follows the list.
func (e *editor) selected(at int) {
	if at == e.at && e.form.shown == at {
		return
	}
	e.at = at
	e.form.show()
	e.page.mark()
}

// typePause is how long the page waits for the next key.
const typePause = 350 * time.Millisecond

// changed follows a change of a block's words: the page comes after a moment.
func (e *editor) changed() {
	e.rows()
	e.follow()
	e.settle()
	e.settle = ui.After(typePause, e.refresh)
}

// follow offers to put changes away once there are any.
func (e *editor) follow() {
	if e.offered != e.dirty() {
		e.buttons()
	}
}

// refresh shows what follows from the blocks.
func (e *editor) refresh() {
	e.settle()
	e.gaps.refresh()
	switch v, _ := e.pane.Value(); v {
	case pagePane:
		e.page.refresh()
	case changesPane:
		e.changes.refresh()
	case versionsPane:
		e.history.refresh()
	}
}

// add puts an empty block after the one that is selected.
func (e *editor) add() {
	if !e.editable() {
		return
	}
	at := min(e.at+1, len(e.t.Blocks))
	e.t.Blocks = slices.Insert(e.t.Blocks, at, data.Block{Name: e.freeName(), Kind: data.BlockParagraph})
	e.rows()
	e.choose(at)
	e.changed()
	e.form.focus()
}

func (e *editor) freeName() string {
	for n := len(e.t.Blocks) + 1; ; n++ {
		name := fmt.Sprintf("block_%d", n)
		if _, there := e.t.Block(name); !there {
			return name
		}
	}
}

// remove takes the selected block away; Undo puts it back.
func (e *editor) remove() {
	if !e.editable() || e.at >= len(e.t.Blocks) {
		return
	}
	at, b := e.at, e.t.Blocks[e.at]
	if b.Lock != nil && !e.shelf.desk.Session.Officer().Roles.Has(data.RoleManager) {
		e.message.Say("Only a manager changes, adds or removes regulatory text.", ui.ToneToday)
		return
	}
	e.t.Blocks = slices.Delete(e.t.Blocks, at, at+1)
	e.rows()
	e.choose(max(min(at, len(e.t.Blocks)-1), 0))
	e.changed()
	e.shelf.desk.Say("The block “"+blockName(b)+"” is taken out of this version.", func() {
		at := min(at, len(e.t.Blocks))
		e.t.Blocks = slices.Insert(e.t.Blocks, at, b)
		e.rows()
		e.choose(at)
		e.changed()
	})
}

// move moves the selected block by one place.
func (e *editor) move(by int) {
	to := e.at + by
	if !e.editable() || to < 0 || to >= len(e.t.Blocks) {
		return
	}
	e.t.Blocks[e.at], e.t.Blocks[to] = e.t.Blocks[to], e.t.Blocks[e.at]
	e.at = to
	e.rows()
	e.choose(to)
	e.changed()
}

// hear takes the keys of the editor until it is left.
func (e *editor) hear() {
	e.deaf()
	w := e.shelf.desk.Window
	up := ui.OnShortcut(w, &desktop.CustomShortcut{KeyName: fyne.KeyUp, Modifier: fyne.KeyModifierShortcutDefault}, func() { e.move(-1) })
	down := ui.OnShortcut(w, &desktop.CustomShortcut{KeyName: fyne.KeyDown, Modifier: fyne.KeyModifierShortcutDefault}, func() { e.move(1) })
	submit := ui.OnSubmit(w, func() {
		if e.editable() {
			e.save(nil)
		}
	})
	e.deaf = func() { up(); down(); submit() }
}

// keepTime is how long keeping a draft may hold up the window.
const keepTime = 2 * time.Second

// left keeps what was changed and not saved, at once, because the session may
// lock right after.
func (e *editor) left() {
	e.deaf()
	e.deaf = func() {}
	e.settle()
	if !e.editable() || !e.dirty() && !e.kept || e.saving != nil && e.saving.Good(keepTime) {
		return
	}
	ctx, cancel := context.WithTimeout(context.Background(), keepTime)
	defer cancel()
	session := e.shelf.desk.Session
	if !e.dirty() { // it was taken back by hand
		if err := session.DeleteDraft(ctx, e.draftName()); err != nil {
			e.shelf.desk.Fail(err)
			return
		}
		e.kept = false
		return
	}
	e.kept = true // what fails may be held in memory all the same
	raw, err := json.Marshal(e.t)
	if err == nil {
		err = session.SaveDraft(ctx, e.draftName(), raw)
	}
	if err != nil {
		e.shelf.desk.Fail(err)
		return
	}
	where := "open this version again"
	if e.saved.Version == 0 {
		where = "make a new version again"
	}
	e.shelf.desk.Say("What you changed is kept. It is there when you "+where+".", nil)
}

// refused says what stands in the way, and shows the list of problems where it
// names them.
func (e *editor) refused(err error) {
	var m data.Missing
	if !errors.As(err, &m) || len(m.Blocking()) == 0 {
		e.message.Say(plain.Sentence(err), ui.ToneOverdue)
		return
	}
	blocking := m.Blocking()
	words := blocking[0].Sentence
	if n := len(blocking) - 1; n > 0 {
		words += " " + ui.Plural(n, "more problem is", "more problems are") + " listed under Problems."
	}
	e.message.Say(words, ui.ToneOverdue)
	e.gaps.told = m
	e.bring(problemsPane)
}
