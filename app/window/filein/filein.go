// Package filein is the way by which a file of a record system, or a text copied
// from one, comes into a case or an intake: it is chosen, read off the main
// goroutine, and shown as a sheet in which the officer ticks what is taken.
// Nothing is written before that.
package filein

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"unicode/utf8"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/theme"

	"rapport/app/plain"
	"rapport/app/window/desk"
	"rapport/app/window/ui"
	"rapport/data"
	"rapport/data/exchange/ehr"
)

// Title is what the way is called on buttons and in the menu.
const Title = "Fill in from a file or the clipboard …"

// Place is where the values go: a case, or an intake that is not saved yet.
type Place struct {
	Desk *desk.Desk
	// File is the case as it stands, to compare with.
	File func() data.CaseFile
	// Keeps says that the file may be kept beside what is taken from it.
	Keeps bool
	// Take brings in what was accepted, and with it the file where the officer
	// ticked that it is kept; done is called with how it ended.
	Take func(t data.Taking, keep *Kept, done func(error))
	// Mail takes a saved e-mail; nil where none can be taken.
	Mail func(path string)
	// Closed is called when the officer is done with it, in whatever way.
	Closed func()
}

// Kept is a file that goes into the case whole.
type Kept struct {
	Name  string
	Bytes []byte
	// Done is set once it is in the case, so that it is not added twice.
	Done bool
}

// Import is one file on its way in.
type Import struct {
	place Place
	files *dialog.FileDialog // the last one opened, nil before the first

	ask     *ui.Dialog // in which the file is chosen
	path    *ui.Entry
	pasted  *ui.Entry
	message *ui.Message
	work    ui.Loader

	from  source
	sheet *sheetDialog
	going bool // a dialog opens in the place of another
}

// source is what was read, with the bytes for keeping them.
type source struct {
	name    string // of the file; empty for pasted text
	raw     []byte
	sha256  string
	reading ehr.Reading
	linked  bool // it came through the live link
}

// kept of it in the history.
func (s source) source() data.FileSource {
	from := s.reading.Source(s.sha256)
	if s.linked {
		from.Format = "smart"
	}
	return from
}

// Open asks for the file, or reads the one that is given.
func Open(p Place, path string) *Import {
	in := &Import{place: p, message: ui.NewMessage()}
	in.path = ui.NewPathEntry("Choose it, drop it here, or type its whole path", in.browse)
	in.path.OnEnter = in.start
	in.pasted = ui.NewTextArea("A registration screen with its labels, or a message, as copied", 3, 8)
	in.pasted.Max = ehr.MaxFile
	in.ask = ui.Show(p.Desk.Window, "Fill in from a file or the clipboard", in.layout(), in.path, "Cancel", ui.Action{Text: "Read it", Do: func() bool { in.start(); return false }})
	in.fit()
	in.ask.OnClose = func() {
		in.work.Stop()
		in.left()
	}
	if path != "" {
		in.Dropped([]string{path})
	}
	return in
}

// say says something over the fields; the dialog grows for it.
func (in *Import) say(text string, tone ui.Tone) {
	in.message.Say(text, tone)
	in.fit()
}

// fit makes the dialog as high as what is in it, now that it holds more or less. Its
// width stays: the least width of wrapped words is far too narrow to read.
func (in *Import) fit() {
	if in.ask == nil {
		return
	}
	width := fyne.NewSize(min(em(askWidth), in.place.Desk.Window.Canvas().Size().Width-em(4)), 0)
	for range 2 { // wrapped words know their height once they were given a width
		in.ask.Resize(width)
	}
}

// askWidth is the width of the dialog in which the file is chosen, in text sizes.
const askWidth = 48

func (in *Import) layout() fyne.CanvasObject {
	paste := ui.NewButton("Paste", in.paste)
	return container.NewVBox(
		ui.NewParagraph("A patient or visit from the record system: FHIR, a C-CDA document, an HL7 message, a work list, a portal download (ZIP), or a registration screen as text. You see everything before any of it is taken.", ui.Muted),
		in.message,
		ui.NewRow("File", in.path),
		container.NewBorder(nil, nil, nil, container.NewBorder(nil, paste, nil, nil), ui.NewRow("Or the text itself", in.pasted)),
		ui.NewParagraph(in.mailWords()+in.linkWords()+"Diagnoses, medicines and notes are never read into the case.", ui.Caption))
}

func (in *Import) mailWords() string {
	if in.place.Mail == nil {
		return ""
	}
	return "An e-mail saved as .eml is taken too: its text becomes the words of whoever wrote it. "
}

// linkWords says that there is another way, where the office does not have it yet.
func (in *Import) linkWords() string {
	if in.place.Desk.Session.Settings().RecordLink.Ready() {
		return ""
	}
	return "An administrator can connect the health record: Settings, Link to the health record. "
}

// left tells the place that no dialog is open any more.
func (in *Import) left() {
	if in.files != nil {
		in.files.Hide() // locking closes our dialogs, not Fyne's
	}
	if !in.going {
		in.from = source{} // what was read is forgotten
		in.place.Closed()
	}
}

// swap closes a dialog to open another one in its place.
func (in *Import) swap(old *ui.Dialog, next func()) {
	in.going = true
	old.Close()
	in.going = false
	next()
}

// Dropped takes a file that was let go over the window while the dialog is open.
func (in *Import) Dropped(paths []string) {
	if in.sheet != nil || in.work.Busy() {
		return
	}
	if len(paths) > 1 {
		in.say("These are several files. Drop the one that is about the patient; of several in one, make a ZIP file.", ui.ToneToday)
		return
	}
	in.path.SetText(paths[0])
	in.pasted.SetText("")
	in.start()
}

func (in *Import) browse() {
	in.files = dialog.NewFileOpen(func(f fyne.URIReadCloser, err error) {
		if err == nil && f == nil {
			return // closed without a choice
		}
		if err == nil {
			err = f.Close()
		}
		if err != nil {
			in.say(plain.Sentence(err), ui.ToneOverdue)
			return
		}
		in.Dropped([]string{f.URI().Path()})
	}, in.place.Desk.Window)
	in.files.Show()
}

// paste takes the text that another program put into the clipboard.
func (in *Import) paste() {
	text := fyne.CurrentApp().Clipboard().Content()
	if strings.TrimSpace(text) == "" {
		in.say("The clipboard has no text. Copy the registration screen in the record system first.", ui.ToneToday)
		return
	}
	in.path.SetText("")
	in.pasted.SetText(text)
	in.start()
}

// start reads what the fields say.
func (in *Import) start() {
	path, text := strings.TrimSpace(in.path.Text), in.pasted.Text
	switch {
	case in.work.Busy():
		return
	case path == "" && strings.TrimSpace(text) == "":
		in.say("Choose a file, or paste the text.", ui.ToneToday)
		return
	case path != "" && strings.TrimSpace(text) != "":
		in.say("Both a file and a text are given. Empty one of the two.", ui.ToneToday)
		return
	}
	if in.place.Mail != nil && strings.EqualFold(filepath.Ext(path), ".eml") {
		in.ask.Close()
		in.place.Mail(path)
		return
	}
	in.say("Reading …", ui.ToneMuted)
	set := in.place.Desk.Session.Settings()
	ui.Load(&in.work, func(ctx context.Context) (source, error) {
		if path == "" {
			return read(ctx, "", []byte(text), set), nil
		}
		raw, err := Bytes(path, ehr.MaxFile)
		if err != nil {
			return source{}, err
		}
		return read(ctx, filepath.Base(path), raw, set), nil
	}, in.was)
}

// errFolder is what is chosen and no file.
var errFolder = data.Missing{{Code: "file", Field: "file", Sentence: "This is a folder or a device and no file. Choose a file."}}

// Bytes reads a file, and at most one byte more than a reader takes.
func Bytes(path string, most int64) ([]byte, error) {
	f, err := os.Open(path) //nolint:gosec // the officer chose it
	if err != nil {
		return nil, err
	}
	defer f.Close() // it was only read
	info, err := f.Stat()
	if err != nil {
		return nil, err
	}
	if !info.Mode().IsRegular() {
		return nil, errFolder
	}
	return io.ReadAll(io.LimitReader(f, most+1))
}

// read reads the bytes of a file, or a text where name is empty.
func read(ctx context.Context, name string, raw []byte, set data.Settings) source {
	sum := sha256.Sum256(raw)
	return source{name: name, raw: raw, sha256: hex.EncodeToString(sum[:]), reading: remembered(ctx, ehr.Read(ctx, raw), raw, set)}
}

// Reads reports whether a file is one that can be read into a case, so that one
// dropped on a case is not taken for a document. It runs off the main goroutine.
func Reads(ctx context.Context, path string) bool {
	raw, err := Bytes(path, ehr.MaxFile)
	if err != nil || len(raw) > ehr.MaxFile {
		return false
	}
	r := ehr.Read(ctx, raw)
	switch r.Outcome {
	case ehr.OutcomeRefuse, ehr.OutcomeMap:
		return false
	}
	return r.Format != ehr.FormatBanner
}

// was goes on with what was read.
func (in *Import) was(from source, err error) {
	in.message.Clear()
	in.fit()
	var gaps data.Missing
	switch {
	case errors.As(err, &gaps):
		in.say(gaps[0].Sentence, ui.ToneOverdue)
		return
	case err != nil:
		in.say(plain.Sentence(err), ui.ToneOverdue)
		return
	}
	in.from = from
	r := from.reading
	switch {
	case r.Outcome == ehr.OutcomeRefuse:
		in.say(explained(r), ui.ToneOverdue)
	case r.Outcome == ehr.OutcomeMap:
		in.nameColumns()
	default:
		in.swap(in.ask, in.goOn)
	}
}

// goOn shows the sheet, once it is known of whom.
func (in *Import) goOn() {
	if len(in.from.reading.Patients) > 1 {
		in.choosePatient()
		return
	}
	in.review(0)
}

// Show begins with what was read elsewhere: from the live link to the record system.
// name is what its bytes are kept as.
func Show(p Place, r ehr.Reading, name string, raw []byte) *Import {
	sum := sha256.Sum256(raw)
	in := &Import{place: p, message: ui.NewMessage(), from: source{name: name, raw: raw, sha256: hex.EncodeToString(sum[:]), reading: r, linked: true}}
	in.goOn()
	return in
}

// explained says why a file is not taken.
func explained(r ehr.Reading) string {
	var words []string
	for _, m := range r.Remarks {
		words = append(words, m.Sentence)
	}
	if len(words) == 0 {
		return "Rapport cannot read this file. Ask for FHIR JSON, or for a C-CDA document (XML)."
	}
	return strings.Join(words, " ")
}

// kept is the file, for a case in which it is kept.
func (in *Import) kept() *Kept {
	name := in.from.name
	if name == "" {
		name = "pasted text.txt"
		if !utf8.Valid(in.from.raw) {
			name = "pasted data"
		}
	}
	return &Kept{Name: name, Bytes: in.from.raw}
}

// em is a number of text sizes, so that room follows the scale.
func em(n float32) float32 { return n * theme.TextSize() }
