package casefile

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"rapport/app/window/desk"
	"rapport/app/window/officetest"
	"rapport/app/window/ui"
	"rapport/data"
	"rapport/data/practice"
	"rapport/reports/caserecord"
)

// toRead is a note as an officer writes one.
const toRead = "Mrs. Fennimore called from 614.555.0111 about her husband Walt (MRN 47811, born May 2nd 1948). She said that Oskar Brandtner of the Hawthorn wing was kind. WALTER FENNIMORE’S tray stood cold on March 4. Robin Ashdown will call her back."

// withNote opens the dialog for the note.
func withNote(t *testing.T) *office {
	t.Helper()
	o := newOffice(t)
	if _, err := o.session.AddNote(t.Context(), o.screen.file.Key, data.Note{Class: data.NoteOrdinary, Text: toRead}); err != nil {
		t.Fatal(err)
	}
	o.show(o.screen.number)
	o.screen.Go(desk.Notes)
	o.press("Copy safe to share …")
	return o
}

func TestACopySafeToShareHidesWhoPeopleAre(t *testing.T) {
	o := withNote(t)
	for _, words := range []string{"Copy safe to share", "A machine can miss things.", "places are hidden", "known to the case"} {
		o.sees(words)
	}
	o.press("Copy")
	o.sees("Read the whole text first, then tick the box below.")
	o.fill("Hide these words too", "hawthorn wing")
	o.press("Hide them")
	o.sees("Hidden in 1 place.")
	o.sees("Marked by you")
	o.tick("I have read the whole text")
	o.press("Copy")
	got := fyne.CurrentApp().Clipboard().Content()
	for _, name := range []string{"fennimore", "walt", "555", "47811", "1948", "hawthorn", "brandtner", "ashdown", "march 4"} {
		if strings.Contains(strings.ToLower(got), name) {
			t.Errorf("%q is in the copy: %s", name, got)
		}
	}
	if !strings.Contains(got, "[complainant]") && !strings.Contains(got, "[patient]") || !strings.Contains(got, "tray stood cold") {
		t.Errorf("the copy says %s", got)
	}
	ui.ClearCopied()
	o.inHistory("case.copy_redacted", "a note, put into the clipboard")
}

func TestTheSafeCopyOfTheRecordHoldsNoCode(t *testing.T) {
	f := data.CaseFile{Letters: []data.Letter{{SHA256: "c0de1", Dispatches: []data.Dispatch{{Tracking: "9407 c0de2"}}}}, Attachments: []data.Attachment{{SHA256: "c0de3"}},
		Received: []data.Received{{Fingerprint: "c0de4", Manifest: "c0de5"}}}
	words := caserecord.Plain(data.DefaultSettings(), data.NewDate(2026, time.November, 27))
	if whole := caserecord.Text(f, words); strings.Count(whole, "c0de") != 5 {
		t.Errorf("the record itself says %s", whole)
	}
	if got := caserecord.Text(withoutDigests(f), words); strings.Contains(got, "c0de") {
		t.Errorf("the copy says %s", got)
	}
	if f.Letters[0].SHA256 == "" || f.Letters[0].Dispatches[0].Tracking == "" {
		t.Error("the case itself was changed")
	}
}

func TestACopySafeToShareIsSavedAsPDFAndReadsBackClean(t *testing.T) {
	o := withNote(t)
	o.tick("I have read the whole text")
	officetest.Prove(t, o.session, practice.Passphrase)
	o.press("Save as PDF …")
	to := filepath.Join(t.TempDir(), "copy.pdf")
	o.fill("File", to)
	o.press("Save")
	text := strings.ToLower(officetest.PDFTool(t, "pdftotext", to))
	if !strings.Contains(text, "tray stood cold") || strings.Contains(text, "fennimore") || strings.Contains(text, "0111") {
		t.Errorf("the pages say %s", text)
	}
	if raw, err := os.ReadFile(to); err != nil || strings.Contains(string(raw), "Fennimore") {
		t.Errorf("the file names the patient, or is not there: %v", err)
	}
	o.inHistory("case.copy_redacted", "saved as PDF")
}

func TestWhatTheCaseKnowsCannotBeTakenBackAndAGuessCan(t *testing.T) {
	o := withNote(t)
	o.tick("WALTER FENNIMORE  [patient]")
	o.sees("They stay hidden: with them the copy would not be saved.")
	o.tick("Oskar Brandtner  [name 1]")
	o.tick("I have read the whole text")
	o.press("Copy")
	got := fyne.CurrentApp().Clipboard().Content()
	if !strings.Contains(got, "Oskar Brandtner") || strings.Contains(strings.ToLower(got), "fennimore") {
		t.Errorf("the copy says %s", got)
	}
	ui.ClearCopied()
}

func TestThePartsOfTheCaseAreOfferedAndTheTextIsForgotten(t *testing.T) {
	o := withNote(t)
	ui.CloseDialogs(o.window)
	if strings.Contains(officetest.WordsIn(o.window.Content()), "[patient]") {
		t.Error("the copy is still on the screen")
	}
	var labels []string
	for _, one := range o.screen.sharable(data.ID{}) {
		labels = append(labels, one.Label)
		if text, err := one.Read(t.Context()); err != nil || text == "" {
			t.Errorf("%s reads %q, %v", one.Label, text, err)
		}
	}
	if got := strings.Join(labels, "; "); !strings.Contains(got, "The record of the case; What happened, in their words; Note of ") {
		t.Errorf("offered are %s", got)
	}
}

// TestCopyingFromACaseTakesTheWordsWithoutIdentifiers: Ctrl+C, moving words within the
// case, and the way to copy them as they stand.
func TestCopyingFromACaseTakesTheWordsWithoutIdentifiers(t *testing.T) {
	o := newOffice(t)
	d := &desk.Desk{Session: o.session, Window: o.window, Floor: o}
	ui.Shares = d.Sharing(o.screen)
	t.Cleanup(func() { ui.Shares = ui.Sharing{}; ui.ClearCopied() })
	o.screen.Go(desk.Notes)
	words := o.screen.built[desk.Notes].(*notes).words
	o.window.Canvas().Focus(words)
	words.SetText("Walter Fennimore waited.")
	clipboard := fyne.CurrentApp().Clipboard()
	words.TypedShortcut(&fyne.ShortcutSelectAll{})
	words.TypedShortcut(&fyne.ShortcutCut{Clipboard: clipboard})
	if got := clipboard.Content(); got != "[patient] waited." || words.Text != "" {
		t.Errorf("the clipboard holds %q, the note %q", got, words.Text)
	}
	words.TypedShortcut(&fyne.ShortcutPaste{Clipboard: clipboard})
	if words.Text != "Walter Fennimore waited." {
		t.Errorf("moved within the case, the words are %q", words.Text)
	}
	words.TypedShortcut(&fyne.ShortcutSelectAll{})
	if !ui.CopyWithIdentifiers(o.window) || clipboard.Content() != "Walter Fennimore waited." {
		t.Errorf("copied with identifiers, the clipboard holds %q", clipboard.Content())
	}
	o.inHistory("case.copy_all", "with identifiers")
	ui.ClearCopied()
	if got := clipboard.Content(); got != "" {
		t.Errorf("cleared, the clipboard holds %q", got)
	}
	words.TypedShortcut(&fyne.ShortcutPaste{Clipboard: clipboard})
	if strings.Contains(strings.TrimPrefix(words.Text, "Walter Fennimore waited."), "Walter") {
		t.Error("what was forgotten is pasted")
	}
}

func TestTheCopySafeToShareFitsTheWindowInEveryLook(t *testing.T) {
	o := withNote(t)
	ui.CloseDialogs(o.window)
	window := fyne.NewSize(1024, 700)
	o.window.Resize(window)
	for look, scale := range map[ui.Look]float32{ui.LookLight: 1, ui.LookDark: 1, ui.LookContrast: ui.MaxScale} {
		ui.Apply(look, scale)
		o.screen.CopySafe()
		if need := o.window.Canvas().Overlays().Top().MinSize(); need.Width > window.Width || need.Height > window.Height {
			t.Errorf("%s: the dialog needs %v", look, need)
		}
		o.shoot("share-" + string(look))
		for _, pane := range []string{"The copy", "What is hidden"} {
			o.walk(func(at fyne.CanvasObject) {
				if b, ok := at.(*ui.Button); ok && b.Text == pane && b.Visible() {
					b.OnTapped()
					o.shoot("share-" + string(look) + "-" + strings.ToLower(strings.ReplaceAll(pane, " ", "-")))
				}
			})
		}
		ui.CloseDialogs(o.window)
	}
	ui.Apply(ui.LookLight, 1)
}
