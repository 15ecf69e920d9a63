package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
)

// submits holds what Ctrl+Enter does on a window. Main goroutine only.
var submits = map[fyne.Canvas]*submission{}

type submission struct{ do func() }

// OnSubmit says what Ctrl+Enter does, wherever on the window the keyboard is,
// until stop is called. A dialog over the window takes the keys for its main
// button, an entry of many lines for its own OnEnter.
func OnSubmit(w fyne.Window, do func()) (stop func()) {
	c, s := w.Canvas(), &submission{do}
	hearSubmit(c)
	submits[c] = s
	return func() {
		if submits[c] == s {
			delete(submits, c)
		}
	}
}

// hearSubmit answers Ctrl+Enter for the fields that take no shortcuts; entries
// call submitOn themselves.
func hearSubmit(c fyne.Canvas) {
	for _, key := range []fyne.KeyName{fyne.KeyReturn, fyne.KeyEnter} {
		c.AddShortcut(&desktop.CustomShortcut{KeyName: key, Modifier: fyne.KeyModifierShortcutDefault}, func(fyne.Shortcut) {
			OnActivity()
			submitOn(c)
		})
	}
}

// submitOn does what Ctrl+Enter means and reports whether it means anything.
func submitOn(c fyne.Canvas) bool {
	if d := top(c); d != nil {
		d.press()
		return true
	}
	s := submits[c]
	if s == nil {
		return false
	}
	Guard(s.do)()
	return true
}

// isSubmit reports whether the shortcut is Ctrl+Enter.
func isSubmit(s fyne.Shortcut) bool {
	c, ok := s.(*desktop.CustomShortcut)
	return ok && c.Modifier == fyne.KeyModifierShortcutDefault && (c.KeyName == fyne.KeyReturn || c.KeyName == fyne.KeyEnter)
}
