package ui

import (
	"context"
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
	// whole are the words as they stood in the entry, where the clipboard has them
	// without identifiers. They go with the clipboard's.
	whole string
	stop  func()
	work  Loader // hides identifiers in a long text
}

// longCopy is how many bytes of words are redacted while the officer waits; what is
// longer is put into the clipboard when it is done.
const longCopy = 4 << 10

// Sharing is what copying means while a text about people is on the screen. The zero
// value copies words as they are.
type Sharing struct {
	// Redact knows at the moment of copying what identifies people, and returns how
	// words become words without it, on any goroutine.
	Redact func() func(words string) string
	// Say tells how far a copy is that takes its time; nil where nobody is told.
	Say func(words string)
	// Record writes down that words are copied as they are, and then calls put.
	Record func(put func())
}

// Shares is what copying means now. A screen of a case sets it when it is shown and
// takes it back when it is left. Main goroutine only.
var Shares Sharing

// Copy puts words into the clipboard as they are, for a minute or until ClearCopied: a
// passphrase, a copy that was redacted already. Fyne gives no way to mark them as
// secret for programs that keep a history of the clipboard; those are told of in the
// documentation.
func Copy(words string) { secretive{fyne.CurrentApp().Clipboard()}.SetContent(words) }

// share puts words into a clipboard, redacted where they are about people.
func share(c fyne.Clipboard, words string) {
	if Shares.Redact == nil {
		secretive{c}.SetContent(words)
		return
	}
	redact := Shares.Redact()
	if len(words) <= longCopy {
		putSafe(c, words, redact(words))
		return
	}
	// Until it is done the clipboard holds nothing, and here the words are pasted.
	secretive{c}.SetContent("")
	copied.whole = words
	say := Shares.Say
	if say == nil {
		say = func(string) {}
	}
	say("Hiding the identifiers in what you copied …")
	Load(&copied.work, func(context.Context) (string, error) { return redact(words), nil }, func(safe string, err error) {
		if err != nil || !(secretive{c}).holds() {
			return // it failed, or another program copied something since
		}
		putSafe(c, words, safe)
		say("Copied without identifiers. The clipboard is cleared after a minute.")
	})
}

func putSafe(c fyne.Clipboard, words, safe string) {
	secretive{c}.SetContent(safe)
	if safe != words {
		copied.whole = words
	}
}

// CopyWithIdentifiers copies what is selected in the entry that has the keyboard as it
// stands, after that was written down. It reports whether something was selected.
func CopyWithIdentifiers(w fyne.Window) bool {
	e, ok := w.Canvas().Focused().(interface{ SelectedText() string })
	if !ok {
		return false
	}
	if secret, ok := e.(*Entry); ok && secret.Password {
		return false
	}
	words := e.SelectedText()
	if words == "" {
		return false
	}
	if Shares.Record == nil {
		Copy(words)
		return true
	}
	Shares.Record(func() { Copy(words) })
	return true
}

// ClearCopied empties the clipboard if it still holds what Rapport put there. The
// window does so when it locks and when it closes.
func ClearCopied() {
	copied.work.Stop()
	if !copied.is {
		return
	}
	copied.is, copied.whole = false, ""
	copied.stop()
	clipboard := fyne.CurrentApp().Clipboard()
	if sha256.Sum256([]byte(clipboard.Content())) == copied.words {
		clipboard.SetContent("")
	}
}

// holds reports whether the clipboard still has what Rapport put there last.
func (s secretive) holds() bool {
	return copied.is && sha256.Sum256([]byte(s.Clipboard.Content())) == copied.words
}

// secretive is the system's clipboard, which is emptied of what was put there.
type secretive struct{ fyne.Clipboard }

// Content answers Fyne. Words that were copied here without identifiers are pasted
// here as they stood: moving a sentence within a case must not change it.
func (s secretive) Content() string {
	if copied.whole != "" && s.holds() {
		return copied.whole
	}
	return s.Clipboard.Content()
}

// sharing is the clipboard for words that may be about people.
type sharing struct{ secretive }

// SetContent answers Fyne.
func (s sharing) SetContent(words string) { share(s.Clipboard, words) }

// SetContent answers Fyne.
func (s secretive) SetContent(words string) {
	copied.work.Stop()
	s.Clipboard.SetContent(words)
	if copied.is {
		copied.stop()
	}
	copied.is, copied.whole, copied.words = true, "", sha256.Sum256([]byte(words))
	copied.stop = After(clipboardTime, ClearCopied)
}

// secretively has a shortcut that copies use the clipboard in this way. asIs is an
// entry whose words are the officer's own question: a search, a path.
func secretively(s fyne.Shortcut, asIs bool) fyne.Shortcut {
	in := func(c fyne.Clipboard) fyne.Clipboard {
		if asIs {
			return secretive{c}
		}
		return sharing{secretive{c}}
	}
	switch s := s.(type) {
	case *fyne.ShortcutCopy:
		return &fyne.ShortcutCopy{Clipboard: in(s.Clipboard), Secondary: s.Secondary}
	case *fyne.ShortcutCut:
		return &fyne.ShortcutCut{Clipboard: in(s.Clipboard), Secondary: s.Secondary}
	case *fyne.ShortcutPaste:
		return &fyne.ShortcutPaste{Clipboard: secretive{s.Clipboard}, Secondary: s.Secondary}
	}
	return s
}
