package ui

import (
	"testing"

	"fyne.io/fyne/v2"
)

// copying is an entry with words in it, and the clipboard of the computer.
func copying(t *testing.T, e *Entry) (fyne.Clipboard, *Inline) {
	t.Helper()
	show(t, e)
	clock := RunInline(t)
	t.Cleanup(ClearCopied)
	clipboard := fyne.CurrentApp().Clipboard()
	e.SetText("Rosalind Fennimore")
	e.TypedShortcut(&fyne.ShortcutSelectAll{})
	return clipboard, clock
}

func TestWhatWasCopiedLeavesTheClipboardAfterItsTime(t *testing.T) {
	for how, put := range map[string]func(*Entry, fyne.Clipboard){
		"copied from a field": func(e *Entry, c fyne.Clipboard) { e.TypedShortcut(&fyne.ShortcutCopy{Clipboard: c}) },
		"cut from a field":    func(e *Entry, c fyne.Clipboard) { e.TypedShortcut(&fyne.ShortcutCut{Clipboard: c}) },
		"copied by a button":  func(e *Entry, c fyne.Clipboard) { Copy("Rosalind Fennimore") },
	} {
		t.Run(how, func(t *testing.T) {
			e := NewTextArea("", 2, 4)
			clipboard, clock := copying(t, e)
			put(e, clipboard)
			if got := clipboard.Content(); got != "Rosalind Fennimore" {
				t.Fatalf("the clipboard holds %q", got)
			}
			clock.Tick()
			if got := clipboard.Content(); got != "" {
				t.Errorf("after its time the clipboard holds %q", got)
			}
		})
	}
}

func TestWhatAnotherProgramCopiedStaysInTheClipboard(t *testing.T) {
	e := NewEntry("")
	clipboard, clock := copying(t, e)
	e.TypedShortcut(&fyne.ShortcutCopy{Clipboard: clipboard})
	clipboard.SetContent("a shopping list")
	ClearCopied()
	clock.Tick()
	if got := clipboard.Content(); got != "a shopping list" {
		t.Errorf("the clipboard holds %q", got)
	}
}

func TestASecondCopyHasItsWholeTime(t *testing.T) {
	clipboard, clock := copying(t, NewEntry(""))
	Copy("one")
	first := clock.waiting[len(clock.waiting)-1]
	Copy("two")
	if !first.stopped {
		t.Error("the end of the first one's time clears the second")
	}
	clock.Tick()
	if got := clipboard.Content(); got != "" {
		t.Errorf("the clipboard holds %q", got)
	}
}

func TestAPassphraseIsNotCopied(t *testing.T) {
	e := NewPassphrase("")
	clipboard, _ := copying(t, e)
	clipboard.SetContent("")
	e.TypedShortcut(&fyne.ShortcutCopy{Clipboard: clipboard})
	if got := clipboard.Content(); got != "" {
		t.Errorf("the clipboard holds %q", got)
	}
}
