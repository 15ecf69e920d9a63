package ui

import (
	"crypto/sha256"
	"time"

	"fyne.io/fyne/v2"
)

// clipboardTime is how long words of Rapport stay in the clipboard, which every
// program can read.
const clipboardTime = time.Minute

// copied is what Rapport last put into the clipboard: a digest, because the
// words themselves shall be forgotten when the window locks.
var copied struct {
	is    bool
	words [sha256.Size]byte
	stop  func()
}

// Copy puts words into the clipboard, for a minute or until ClearCopied. Fyne
// gives no way to mark them as secret for programs that keep a history of the
// clipboard; those are told of in the documentation.
func Copy(words string) { secretive{fyne.CurrentApp().Clipboard()}.SetContent(words) }

// ClearCopied empties the clipboard if it still holds what Rapport put there. The
// window does so when it locks and when it closes.
func ClearCopied() {
	if !copied.is {
		return
	}
	copied.is = false
	copied.stop()
	clipboard := fyne.CurrentApp().Clipboard()
	if sha256.Sum256([]byte(clipboard.Content())) == copied.words {
		clipboard.SetContent("")
	}
}

// secretive is the system's clipboard, which is emptied of what was put there.
type secretive struct{ fyne.Clipboard }

// SetContent answers Fyne.
func (s secretive) SetContent(words string) {
	s.Clipboard.SetContent(words)
	if copied.is {
		copied.stop()
	}
	copied.is, copied.words = true, sha256.Sum256([]byte(words))
	copied.stop = After(clipboardTime, ClearCopied)
}

// secretively has a shortcut that copies use the clipboard in this way.
func secretively(s fyne.Shortcut) fyne.Shortcut {
	switch s := s.(type) {
	case *fyne.ShortcutCopy:
		return &fyne.ShortcutCopy{Clipboard: secretive{s.Clipboard}, Secondary: s.Secondary}
	case *fyne.ShortcutCut:
		return &fyne.ShortcutCut{Clipboard: secretive{s.Clipboard}, Secondary: s.Secondary}
	}
	return s
}
