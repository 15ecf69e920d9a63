package casefile

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/widget"

	"rapport/app/plain"
	"rapport/app/window/desk"
	"rapport/app/window/ui"
	"rapport/data"
	"rapport/data/store"
)

// adding is the dialog in which files are taken into the case: which ones, who
// may see them, and how far it is.
type adding struct {
	screen *Screen
	dialog *ui.Dialog
	files  *dialog.FileDialog // the last one opened, nil before the first

	path    *ui.Entry
	about   *ui.Entry
	class   *ui.Choice[data.NoteClass]
	psycho  *ui.Check
	message *ui.Message
	bar     *widget.ProgressBar
	form    *ui.Form

	waiting []string // files to take after the one in the field
	added   int
	stop    context.CancelFunc // breaks off what is under way; nil when nothing is
}

// Dropped takes files that were let go over the window.
func (s *Screen) Dropped(paths []string) {
	switch {
	case s.adding != nil:
		s.adding.take(paths)
	case s.filling != nil:
		s.filling.Dropped(paths)
	case s.read && !ui.DialogOpen(s.desk.Window) && s.desk.Allowed(data.RightWork):
		if len(paths) == 1 {
			s.sorted(paths[0])
			return
		}
		s.Go(desk.Documents)
		s.addDocument(paths...)
	}
}

// addDocument opens the dialog, with files already in it where there are some.
func (s *Screen) addDocument(paths ...string) {
	d := &adding{screen: s, path: ui.NewEntry("The whole path of the file"), about: ui.NewEntry(""), message: ui.NewMessage(), bar: widget.NewProgressBar()}
	d.about.Max = maxLine
	classes := slices.DeleteFunc(terms(data.NoteClasses), func(o ui.Option[data.NoteClass]) bool { return o.Value == data.NotePSWP })
	d.class = ui.NewChoice("Choose", classes, nil)
	d.class.SetValue(data.NoteOrdinary)
	d.psycho = ui.NewCheck("These are psychotherapy notes", func(bool) { d.warn() })
	d.bar.Hide()
	d.dialog = ui.Show(s.desk.Window, "Add a document", d.layout(), d.path, "", ui.Action{Text: "Cancel", Do: d.cancel}, ui.Action{Text: "Add it", Do: d.begin})
	d.dialog.OnClose = d.closed
	s.adding = d
	d.take(paths)
}

func (d *adding) layout() fyne.CanvasObject {
	path := ui.NewRow("File", d.path)
	path.Required = true
	d.form = ui.NewForm(path)
	more := ui.NewForm(ui.NewRow("What it is", d.about), ui.NewRow("Who sees it", d.class))
	browse := container.NewBorder(nil, ui.NewButton("Browse …", d.browse), nil, nil)
	parts := container.New(column{}, container.NewBorder(nil, nil, nil, browse, d.form), more, d.psycho,
		ui.NewParagraph("Programs, scripts and shortcuts are refused. What a file is, is told by its content. At most "+data.SizeWords(data.MaxAttachment)+".", ui.Caption))
	return scrolled(d.screen.desk.Window, container.NewVBox(d.message, d.bar), parts)
}

// say says something over the fields; the dialog grows for it.
func (d *adding) say(text string, tone ui.Tone) {
	if text == "" {
		d.message.Clear()
	} else {
		d.message.Say(text, tone)
	}
	if d.dialog != nil {
		d.dialog.Resize(fyne.Size{}) // as large as what is in it, now that it holds more or less
	}
}

// warn says at once that psychotherapy notes are not kept here.
func (d *adding) warn() {
	d.say("", ui.TonePlain)
	for _, g := range (data.NewAttachment{Class: data.NoteOrdinary, Psychotherapy: d.psycho.Checked}).Validate() {
		d.say(g.Sentence, ui.ToneOverdue)
	}
}

// take puts files into the dialog.
func (d *adding) take(paths []string) {
	if len(paths) == 0 || d.stop != nil {
		return
	}
	d.path.SetText(paths[0])
	d.waiting = paths[1:]
	d.say("", ui.TonePlain)
	if n := len(paths); n > 1 {
		d.say(fmt.Sprintf("%d files. Each is added with the same class and description.", n), ui.ToneMuted)
	}
}

func (d *adding) browse() {
	d.files = dialog.NewFileOpen(func(f fyne.URIReadCloser, err error) {
		if err == nil && f == nil {
			return // closed without a choice
		}
		if err == nil {
			err = f.Close()
		}
		if err != nil {
			d.say(plain.Sentence(err), ui.ToneOverdue)
			return
		}
		d.take([]string{f.URI().Path()})
	}, d.screen.desk.Window)
	d.files.Show()
}

// cancel breaks off what is under way, which leaves nothing; otherwise it closes.
func (d *adding) cancel() bool {
	if d.stop == nil {
		return true
	}
	d.stop()
	return false
}

func (d *adding) closed() {
	if d.stop != nil {
		d.stop()
	}
	if d.files != nil {
		d.files.Hide() // locking closes our dialogs, not Fyne's
	}
	d.screen.adding = nil
}

// begin takes the file in the field into the case, and then those that wait.
func (d *adding) begin() bool {
	if d.stop != nil || !d.form.Submit() {
		return false
	}
	s, key, path := d.screen, d.screen.file.Key, trimmed(d.path.Text)
	class, _ := d.class.Value()
	about := data.NewAttachment{Name: filepath.Base(path), About: trimmed(d.about.Text), Class: class, Psychotherapy: d.psycho.Checked}
	// The context is the dialog's, not the loader's: what became of a file that
	// was broken off must be told too.
	ctx, cancel := context.WithCancel(context.Background())
	d.stop = cancel
	d.bar.SetValue(0)
	d.bar.Show()
	d.say("Adding the file …", ui.ToneMuted)
	tell := paced(func(share float64) { d.bar.SetValue(share) })
	s.save(func(_ context.Context, in *store.Session) (data.CaseFile, error) {
		return addFile(ctx, in, key, about, path, tell)
	},
		func(err error) {
			cancel()
			d.stop = nil
			d.bar.Hide()
			d.finished(err)
		})
	return false
}

// finished goes on with the next file, or closes the dialog, or says in it why
// the file was not taken.
func (d *adding) finished(err error) {
	const stopped = "Stopped. Nothing of this file was kept."
	switch {
	case d.screen.adding != d: // the dialog was closed meanwhile
		if errors.Is(err, context.Canceled) {
			d.screen.desk.Say(stopped, nil)
		} else if err == nil {
			d.screen.desk.Say("The document was added before it could be stopped. Void it if it does not belong here.", nil)
		}
	case errors.Is(err, context.Canceled):
		d.say(stopped, ui.ToneMuted)
	case err != nil:
		d.say(plain.Sentence(err), ui.ToneOverdue)
	case len(d.waiting) > 0:
		d.added++
		d.path.SetText(d.waiting[0])
		d.waiting = d.waiting[1:]
		d.begin()
	default:
		d.added++
		d.dialog.Close()
		said := "The document is added."
		if d.added > 1 {
			said = fmt.Sprintf("%d documents are added.", d.added)
		}
		d.screen.desk.Say(said+" The file itself stays where it was; delete it there if nobody needs it.", nil)
	}
}

// addFile reads a file into the case and tells how much of it is done.
func addFile(ctx context.Context, in *store.Session, key int64, about data.NewAttachment, path string, tell func(share float64)) (data.CaseFile, error) {
	f, err := os.Open(path)
	if err != nil {
		return data.CaseFile{}, err
	}
	defer f.Close() // it was only read
	info, err := f.Stat()
	if err != nil {
		return data.CaseFile{}, err
	}
	if !info.Mode().IsRegular() {
		return data.CaseFile{}, data.Missing{{Code: "file", Field: "file", Sentence: "This is a folder or a device and no file. Choose a file."}}
	}
	return in.AddAttachment(ctx, key, about, &counted{f, info.Size(), 0, tell})
}

// counted is a reader that tells how far it is.
type counted struct {
	io.Reader
	size, done int64
	tell       func(share float64)
}

// Read answers io.Reader.
func (c *counted) Read(p []byte) (int, error) {
	n, err := c.Reader.Read(p)
	if c.done += int64(n); c.size > 0 {
		c.tell(float64(c.done) / float64(c.size))
	}
	return n, err
}

// progressPause is how often progress is drawn.
const progressPause = 80 * time.Millisecond

// paced returns a function for the goroutine that reads, which has draw called
// on the main one, seldom enough not to hold either up.
func paced(draw func(share float64)) func(share float64) {
	var last time.Time
	return func(share float64) {
		if now := time.Now(); now.Sub(last) >= progressPause {
			last = now
			ui.OnMain(func() { draw(share) })
		}
	}
}
