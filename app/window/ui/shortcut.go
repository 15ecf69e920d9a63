package ui

import "fyne.io/fyne/v2"

// shortcuts holds what keys do on a window that are on no menu, by their names.
// Main goroutine only.
var shortcuts = map[fyne.Canvas]map[string]func(){}

// OnShortcut says what keys do that are on no menu, until stop is called. The
// menu comes first, whatever has the keyboard; these come last, so that an entry
// keeps those that are its own, such as Ctrl+Z.
func OnShortcut(w fyne.Window, s fyne.Shortcut, do func()) (stop func()) {
	c := w.Canvas()
	if shortcuts[c] == nil {
		shortcuts[c] = map[string]func(){}
	}
	shortcuts[c][s.ShortcutName()] = Guard(do)
	c.AddShortcut(s, func(fyne.Shortcut) { shortcutOn(c, s) })
	return func() {
		c.RemoveShortcut(s)
		delete(shortcuts[c], s.ShortcutName())
	}
}

// shortcutOn does what the keys mean on the window. Fyne asks the window only
// while no entry has the keyboard, so entries ask it themselves.
func shortcutOn(c fyne.Canvas, s fyne.Shortcut) {
	if do := shortcuts[c][s.ShortcutName()]; do != nil {
		do()
	}
}
