package ui

import (
	"fmt"
	"strings"
	"time"
	"unicode/utf8"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// NoteLimit is the greatest number of characters that a note or letter text
// should have: beyond it Fyne needs more than 100 ms for a key stroke.
const NoteLimit = 50_000

// searchPause is how long a search waits for the next key.
const searchPause = 200 * time.Millisecond

// Entry is Fyne's text entry with the keys of a form: Enter goes on (or
// presses a dialog's main button), Ctrl+Enter submits from many lines, Escape
// is passed on, Tab always leaves.
type Entry struct {
	widget.Entry

	// OnChanged is called with the text after every change.
	OnChanged func(string)
	// OnEnter is called on Enter in a single-line entry, and on Ctrl+Enter in
	// one of many lines or where nothing else takes it (see OnSubmit).
	OnEnter func()
	// OnEscape is called on Escape; without it a dialog around the entry closes.
	OnEscape func()
	// OnFocus is called when the keyboard comes.
	OnFocus func()
	// OnLeave is called when the keyboard goes elsewhere.
	OnLeave func()
	// SelectOnFocus selects the whole text when the entry gets the keyboard.
	SelectOnFocus bool
	// ReadOnly lets words be selected and copied, and nothing be written.
	ReadOnly bool
	// Max is the most characters allowed, 0 for no limit. Nothing typed is cut
	// off: Check says what is too long.
	Max int

	minRows, maxRows int
	onNote           func(string)
	onKey            func(fyne.KeyName) bool
	onPaste          func(string) bool // reports whether it took what is pasted
	settle           func()            // ends the wait for the next key of a search
	asIs             bool              // what is copied from it is the officer's own question
}

// NewEntry makes a single-line entry.
func NewEntry(placeholder string) *Entry {
	e := &Entry{}
	e.Entry = widget.Entry{PlaceHolder: placeholder, Wrapping: fyne.TextWrap(fyne.TextTruncateClip)}
	return e.extend()
}

// NewPassphrase makes a single-line entry that hides its text until the eye is pressed.
func NewPassphrase(placeholder string) *Entry {
	e := &Entry{}
	e.Entry = widget.Entry{PlaceHolder: placeholder, Password: true, Wrapping: fyne.TextWrap(fyne.TextTruncateClip)}
	return e.extend()
}

// NewTextArea makes an entry of many lines that starts with minRows, grows
// with its text to maxRows and scrolls from there on.
func NewTextArea(placeholder string, minRows, maxRows int) *Entry {
	e := &Entry{minRows: minRows, maxRows: max(minRows, maxRows)}
	e.Entry = widget.Entry{PlaceHolder: placeholder, MultiLine: true, Wrapping: fyne.TextWrapWord}
	e.SetMinRowsVisible(minRows)
	return e.extend()
}

// NewPathEntry makes the entry of the path of a file, with a folder to press that
// lets the file be chosen.
func NewPathEntry(placeholder string, browse func()) *Entry {
	e := NewEntry(placeholder)
	e.ActionItem = newSpot(theme.FolderOpenIcon(), browse)
	e.asIs = true
	return e
}

// Insert puts words where the cursor is, in place of what is selected.
func (e *Entry) Insert(words string) {
	e.Entry.TypedShortcut(&fyne.ShortcutPaste{Clipboard: &given{words}})
}

// given is a clipboard that holds words for one entry alone.
type given struct{ words string }

// Content and SetContent answer Fyne.
func (g *given) Content() string     { return g.words }
func (g *given) SetContent(w string) { g.words = w }

func (e *Entry) extend() *Entry {
	e.Entry.OnChanged = e.changed
	e.ExtendBaseWidget(e)
	return e
}

func (e *Entry) changed(text string) {
	e.grow()
	if e.onNote != nil {
		e.onNote(e.note())
	}
	if e.OnChanged != nil {
		e.OnChanged(text)
	}
}

// grow makes room for the text. The number of wrapped lines is estimated by
// the width of an average letter; the last line of room makes up for it.
func (e *Entry) grow() {
	if !e.MultiLine {
		return
	}
	perRow := max(int(e.Size().Width/em(0.48)), 20)
	rows := 0
	for _, line := range strings.SplitN(e.Text, "\n", e.maxRows) {
		rows += 1 + utf8.RuneCountInString(line)/perRow
	}
	e.SetMinRowsVisible(min(max(rows, e.minRows), e.maxRows))
}

// Resize answers Fyne; a new width wraps the text anew.
func (e *Entry) Resize(s fyne.Size) {
	turned := s.Width != e.Size().Width
	e.Entry.Resize(s)
	if turned && e.Text != "" {
		e.grow()
	}
}

// CreateRenderer answers Fyne; over one line the mouse wheel scrolls the page.
func (e *Entry) CreateRenderer() fyne.WidgetRenderer {
	if e.MultiLine {
		return e.Entry.CreateRenderer()
	}
	return &wheeled{e.Entry.CreateRenderer(), newWheel(e)}
}

// AcceptsTab answers Fyne: Tab goes to the next field from every entry.
func (e *Entry) AcceptsTab() bool { return false }

// FocusGained answers Fyne.
func (e *Entry) FocusGained() {
	e.Entry.FocusGained()
	reveal(e)
	if e.SelectOnFocus {
		e.Entry.TypedShortcut(&fyne.ShortcutSelectAll{})
	}
	if e.OnFocus != nil {
		e.OnFocus()
	}
}

// FocusLost answers Fyne.
func (e *Entry) FocusLost() {
	e.Entry.FocusLost()
	if e.OnLeave != nil {
		e.OnLeave()
	}
}

// TypedRune answers Fyne.
func (e *Entry) TypedRune(r rune) {
	OnActivity()
	if e.ReadOnly {
		return
	}
	e.Entry.TypedRune(r)
	e.follow()
}

// follow keeps the line that is being written in sight.
func (e *Entry) follow() {
	if e.MultiLine {
		reveal(e)
	}
}

// TypedKey answers the keys of a form and leaves the others to Fyne.
func (e *Entry) TypedKey(key *fyne.KeyEvent) {
	typedKey(key)
	switch {
	case e.onKey != nil && e.onKey(key.Name):
	case key.Name == fyne.KeyEscape:
		if e.OnEscape != nil {
			e.OnEscape()
		} else {
			escape(e)
		}
	case !e.MultiLine && (key.Name == fyne.KeyReturn || key.Name == fyne.KeyEnter):
		e.enter()
	case e.ReadOnly && writes(key.Name):
	default:
		e.Entry.TypedKey(key)
		e.follow()
	}
}

// TypedShortcut answers Ctrl+Enter and leaves the others to Fyne, and to the
// window those that are no entry's own.
func (e *Entry) TypedShortcut(s fyne.Shortcut) {
	OnActivity()
	if e.ReadOnly {
		switch cut := s.(type) {
		case *fyne.ShortcutPaste, *fyne.ShortcutUndo, *fyne.ShortcutRedo:
			return
		case *fyne.ShortcutCut:
			s = &fyne.ShortcutCopy{Clipboard: cut.Clipboard}
		}
	}
	if p, ok := s.(*fyne.ShortcutPaste); ok && e.onPaste != nil && e.onPaste(secretive{p.Clipboard}.Content()) {
		return
	}
	switch {
	case !isSubmit(s):
		e.Entry.TypedShortcut(secretively(s, e.asIs))
		if _, custom := s.(*desktop.CustomShortcut); custom {
			shortcutOn(canvasOf(e), s)
		}
	case e.MultiLine && e.OnEnter != nil || !submitOn(canvasOf(e)):
		e.enter()
	}
}

// writes reports whether a key changes the words of an entry.
func writes(key fyne.KeyName) bool {
	switch key {
	case fyne.KeyBackspace, fyne.KeyDelete, fyne.KeyReturn, fyne.KeyEnter, fyne.KeyTab:
		return true
	}
	return false
}

func (e *Entry) enter() {
	if e.settle != nil {
		e.settle()
	}
	if e.OnEnter != nil {
		e.OnEnter()
		return
	}
	confirm(e)
}

// Empty reports whether nothing but space was typed.
func (e *Entry) Empty() bool { return strings.TrimSpace(e.Text) == "" }

// Check says when the text is longer than Max.
func (e *Entry) Check() error {
	n := utf8.RuneCountInString(e.Text)
	if e.Max > 0 && n > e.Max {
		return fmt.Errorf("this is %s too long; at most %s fit. Please shorten it", Plural(n-e.Max, "character", "characters"), Count(e.Max))
	}
	return nil
}

// note tells how much room is left once nine tenths are used.
func (e *Entry) note() string {
	n := utf8.RuneCountInString(e.Text)
	if e.Max == 0 || n*10 < e.Max*9 {
		return ""
	}
	if n > e.Max {
		return Plural(n-e.Max, "character", "characters") + " too many"
	}
	return Plural(e.Max-n, "character", "characters") + " left"
}

func (e *Entry) noteTo(show func(string)) { e.onNote = show }

// NewSearch makes the entry of a search with its icon; search is called as the
// officer types, once 200 ms have passed without a key, and at once on Enter.
func NewSearch(placeholder string, search func(text string)) *Entry {
	e := NewEntry(placeholder)
	e.Icon = theme.SearchIcon()
	e.SelectOnFocus, e.asIs = true, true
	stop := func() {}
	e.OnChanged = func(text string) {
		stop()
		stop = After(searchPause, func() { search(text) })
	}
	e.settle = func() { stop() }
	e.OnEnter = func() { search(e.Text) }
	e.OnEscape = func() {
		if e.Text == "" {
			escape(e)
			return
		}
		e.SetText("")
	}
	return e
}
