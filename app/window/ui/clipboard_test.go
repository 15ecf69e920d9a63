package ui

import (
	"strings"
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

// slowly has background work wait until it is called for.
func slowly(t *testing.T) (finish func()) {
	t.Helper()
	var waiting []func()
	away = func(work func()) { waiting = append(waiting, work) } // RunInline puts it back
	return func() {
		for _, work := range waiting {
			work()
		}
		waiting = nil
	}
}

// longCopied copies a long text about somebody, whose name is hidden in the copy.
func longCopied(t *testing.T) (e *Entry, clipboard fyne.Clipboard, words string, finish func()) {
	t.Helper()
	e = NewTextArea("", 2, 4)
	clipboard, _ = copying(t, e)
	finish = slowly(t)
	Shares = Sharing{Redact: func() func(string) string {
		return func(words string) string { return strings.ReplaceAll(words, "Rosalind Fennimore", "[patient]") }
	}}
	t.Cleanup(func() { Shares = Sharing{} })
	words = strings.Repeat("Rosalind Fennimore waited. ", 1+longCopy/27)
	e.SetText(words)
	e.TypedShortcut(&fyne.ShortcutSelectAll{})
	clipboard.SetContent("what was there before")
	e.TypedShortcut(&fyne.ShortcutCopy{Clipboard: clipboard})
	if got := clipboard.Content(); got != "" {
		t.Fatalf("before it is redacted the clipboard holds %.40q", got)
	}
	return e, clipboard, words, finish
}

func TestALongCopyIsInTheClipboardOnceItIsRedacted(t *testing.T) {
	e, clipboard, words, finish := longCopied(t)
	e.TypedShortcut(&fyne.ShortcutPaste{Clipboard: clipboard}) // over what is selected
	if e.Text != words {
		t.Errorf("pasted here meanwhile: %.40q, %d bytes of %d", e.Text, len(e.Text), len(words))
	}
	finish()
	if got := clipboard.Content(); got != strings.ReplaceAll(words, "Rosalind Fennimore", "[patient]") {
		t.Errorf("the clipboard holds %.40q", got)
	}
	if got := (secretive{clipboard}).Content(); got != words {
		t.Errorf("pasted here: %.40q", got)
	}
}

func TestALongCopyDoesNotComeAfterLockingOrAnotherCopy(t *testing.T) {
	for after, do := range map[string]func(c fyne.Clipboard){
		"":                func(fyne.Clipboard) { ClearCopied() },
		"a shopping list": func(c fyne.Clipboard) { c.SetContent("a shopping list") },
		"a passphrase":    func(fyne.Clipboard) { Copy("a passphrase") },
	} {
		_, clipboard, _, finish := longCopied(t)
		do(clipboard)
		finish()
		if got := clipboard.Content(); got != after {
			t.Errorf("want %q in the clipboard, it holds %.40q", after, got)
		}
		ClearCopied()
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
