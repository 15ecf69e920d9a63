package desk

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"

	"rapport/app/copyout"
	"rapport/app/plain"
	"rapport/app/window/ui"
)

// Leaving is something that is to leave the case file as a file.
type Leaving struct {
	Title string // of the dialog
	Says  string // what leaves, in a sentence or two
	Name  string // offered, without its ending; must not name a patient
	Kinds []LeavingKind
	// Reason, when set, is what was said before of why it leaves.
	Reason string
	// Plain, when set, is what is said of a copy that is not protected, where somebody
	// has a right to one: it is not asked about twice.
	Plain string
	// Write makes the file; it runs off the main goroutine. Where it answers
	// data.ErrNoProof the passphrase is asked for again and it is called once more.
	Write func(ctx context.Context, kind int, o copyout.Order, tell func(done, total int)) error
}

// LeavingKind is a kind of file that something can leave as.
type LeavingKind struct{ Name, Ending, About string }

// leaver is the dialog in which somebody says why something leaves, as what, how it
// is protected, and where to.
type leaver struct {
	Leaving
	desk                     *Desk
	kind                     int
	unprotected              bool
	reason, path, passphrase *ui.Entry
	meter                    *ui.Meter
	about, how               *ui.Paragraph
	secret                   []*ui.Row // what concerns the passphrase
	form                     *ui.Form
	message                  *ui.Message
	work                     ui.Loader
	box                      *ui.Dialog
}

// Leave asks why something leaves the case file, how it is protected and where to,
// and has it written.
func (d *Desk) Leave(l Leaving) {
	v := &leaver{Leaving: l, desk: d, reason: ui.NewTextArea("", 2, 3), passphrase: ui.NewEntry(""), meter: ui.NewMeter(),
		about: ui.NewParagraph("", ui.Caption), how: ui.NewParagraph("", ui.Caption), message: ui.NewMessage()}
	v.reason.SetText(l.Reason)
	v.reason.Max = 2000
	v.path = ui.NewPathEntry("", func() { browse(d.Window, filepath.Base(v.path.Text), v.path) })
	v.build()
	var first fyne.Focusable = v.reason
	v.box = ui.Show(d.Window, l.Title, v.layout(), first, "Cancel", ui.Action{Text: "Save the file", Do: v.save})
	v.box.OnClose = func() {
		v.work.Stop()
		v.passphrase.SetText("")
	}
}

// layout keeps what is said of the work in sight below what scrolls in a low window.
func (v *leaver) layout() fyne.CanvasObject {
	return container.NewBorder(nil, v.message, nil, nil, v.fitted(container.NewVBox(ui.NewParagraph(v.Says, ui.Plain), v.form)))
}

// say says how the work goes; the dialog grows for it.
func (v *leaver) say(text string, tone ui.Tone) {
	v.message.Say(text, tone)
	v.box.Resize(fyne.Size{})
}

// fitted scrolls the content where the window is too low for it.
func (v *leaver) fitted(content fyne.CanvasObject) fyne.CanvasObject {
	const width, around = 46, 11 // text sizes
	em, window := theme.TextSize(), v.desk.Window.Canvas().Size()
	inner := fyne.NewSize(min(width*em, window.Width-4*em), 0)
	content.Resize(inner.SubtractWidthHeight(em, 0)) // wrapped text knows its height once it knows its width
	inner.Height = min(content.MinSize().Height+2*em, max(window.Height-around*em, 8*em))
	scroll := ui.NewScrolled(content)
	scroll.SetMinSize(inner)
	return scroll
}

func (v *leaver) build() {
	why := ui.NewRow("Why does it leave, and for whom?", v.reason)
	why.Required, why.Hint = true, "The audit log keeps it"
	var rows []*ui.Row
	if len(v.Kinds) > 1 {
		var options []ui.Option[int]
		for i, k := range v.Kinds {
			options = append(options, ui.Option[int]{Value: i, Label: k.Name})
		}
		kinds := ui.NewSegments(options, func(i int) { v.kind = i; v.show() })
		kinds.SetValue(0)
		rows = append(rows, ui.NewRow("", container.NewVBox(kinds, v.about)))
	}
	guard := ui.NewSegments([]ui.Option[bool]{{Value: false, Label: "Protected with a passphrase"}, {Value: true, Label: "Not protected"}}, func(open bool) {
		v.unprotected = open
		v.show()
	})
	guard.SetValue(false)
	secret := ui.NewRow("Passphrase of the file", v.passphrase)
	secret.Check = func() error {
		if gap := copyout.PassphraseGap(v.passphrase.Text, v.desk.Session); gap != "" {
			return errors.New(gap)
		}
		return nil
	}
	other := ui.NewButton("Other words", func() { v.passphrase.SetText(copyout.NewPassphrase()) })
	v.secret = []*ui.Row{secret, ui.NewRow("", container.NewBorder(nil, nil, nil, container.NewVBox(other), v.meter))}
	where := ui.NewRow("File", v.path)
	where.Required = true
	where.Check = func() error { return v.checkPath() }
	rows = append(rows, why, ui.NewRow("", container.NewVBox(guard, v.how)))
	rows = append(rows, v.secret...)
	v.form = ui.NewForm(append(rows, where)...)
	v.passphrase.OnChanged = func(string) { v.judge() }
	v.passphrase.SetText(copyout.NewPassphrase())
	home, err := os.UserHomeDir()
	if err != nil {
		home = ""
	}
	v.path.SetText(filepath.Join(home, v.Name+v.Kinds[0].Ending))
	v.judge()
	v.show()
}

// judge says how strong the passphrase is.
func (v *leaver) judge() {
	if gap := copyout.PassphraseGap(v.passphrase.Text, v.desk.Session); gap != "" {
		v.meter.Set(1, gap)
		return
	}
	v.meter.Set(4, "Strong enough. It is shown once more when the file is there, and kept nowhere.")
}

// show follows the kind of file and its protection.
func (v *leaver) show() {
	if v.form == nil {
		return
	}
	k := v.Kinds[v.kind]
	v.about.SetText(k.About)
	for _, r := range v.secret {
		r.Hidden = v.unprotected
	}
	switch {
	case v.unprotected && v.Plain != "":
		v.how.SetText(v.Plain)
	case v.unprotected:
		v.how.SetText("WHOEVER HAS THE FILE CAN READ IT. Choose this only for a disk that is encrypted, or where somebody else protects the file.")
	case copyout.IsPDF(k.Ending):
		v.how.SetText("AES-256. Every reader of PDF opens it with the passphrase; it can be printed, not changed.")
	default:
		v.how.SetText("An envelope of age (.age): “rapport open” and the age tools (age-encryption.org) open it with the passphrase.")
	}
	if name := v.named(); name != "" {
		v.path.SetText(filepath.Join(filepath.Dir(v.path.Text), name))
	}
	v.form.Refresh()
}

// named is the name of the file with the ending that it must have.
func (v *leaver) named() string {
	stem := filepath.Base(copyout.Name(strings.TrimSpace(v.path.Text), false))
	for _, k := range v.Kinds {
		if cut := len(stem) - len(k.Ending); cut > 0 && strings.EqualFold(stem[cut:], k.Ending) {
			stem = stem[:cut]
			break
		}
	}
	if stem == "" || stem == "." {
		return ""
	}
	return copyout.Name(stem+v.Kinds[v.kind].Ending, !v.unprotected)
}

func (v *leaver) checkPath() error {
	if err := checkTarget(v.path.Text); err != nil {
		return err
	}
	if name := v.named(); name != filepath.Base(strings.TrimSpace(v.path.Text)) {
		return errors.New("a file of this kind ends in " + copyout.Name("x"+v.Kinds[v.kind].Ending, !v.unprotected)[1:] + ". Call it " + name)
	}
	return nil
}

// save asks what must be asked once more, and writes.
func (v *leaver) save() bool {
	if v.work.Busy() || !v.form.Submit() {
		return false
	}
	o := copyout.Order{Path: strings.TrimSpace(v.path.Text), Reason: strings.TrimSpace(v.reason.Text), Passphrase: v.passphrase.Text}
	if v.unprotected {
		o.Passphrase = ""
	}
	v.sure(o, func() { v.write(o) })
	return false
}

// sure asks before a copy leaves unprotected, and before another file goes.
func (v *leaver) sure(o copyout.Order, goOn func()) {
	replace := func() {
		if _, err := os.Lstat(o.Path); err != nil {
			goOn()
			return
		}
		ui.Ask(v.desk.Window, ui.Question{Title: "Replace the file?", Text: "A file of that name is there already.", Yes: "Replace it", No: "Keep it", Danger: true}, goOn)
	}
	if !v.unprotected || v.Plain != "" {
		replace()
		return
	}
	ui.Ask(v.desk.Window, ui.Question{Title: "Leave it unprotected?", Text: "Patients' data will lie open in this file: on the disk, on a stick, in a mailbox, in every backup of them. The audit log says that you chose so.",
		Yes: "Write it unprotected", No: "Go back", Danger: true}, replace)
}

func (v *leaver) write(o copyout.Order) {
	v.say("One moment …", ui.ToneMuted)
	tell := ui.Paced(func(done, total int) {
		if v.work.Busy() {
			v.say("Under way: part "+ui.Count(done)+" of "+ui.Count(total)+" …", ui.ToneMuted)
		}
	})
	Proven(v.desk, &v.work, func(ctx context.Context) (struct{}, error) { return struct{}{}, v.Write(ctx, v.kind, o, tell) }, func(_ struct{}, err error) {
		if err != nil {
			v.say(plain.Sentence(err), ui.ToneOverdue)
			return
		}
		v.box.Close()
		v.desk.left(o)
	})
}

// left says that the file is there, and shows its passphrase once more.
func (d *Desk) left(o copyout.Order) {
	if o.Passphrase == "" {
		d.Say("The file is saved. It is not protected: keep it where only those can look who need to, and delete it after use.", nil)
		return
	}
	copied := ui.NewText("", ui.Caption)
	copyIt := ui.NewButton("Copy it", func() {
		ui.Copy(o.Passphrase)
		copied.SetText("Copied for a minute, or until this is closed")
	})
	content := container.NewVBox(
		ui.NewParagraph("The file is saved: "+filepath.Base(o.Path)+". It opens with this passphrase:", ui.Plain),
		ui.NewParagraph(o.Passphrase, ui.Heading),
		container.NewHBox(copyIt, container.NewCenter(copied)),
		ui.NewParagraph("Tell it by phone, never in the message that the file goes with.", ui.Strong),
		ui.NewParagraph("It is kept nowhere. Without it nobody can open the file; you can make another at any time.", ui.Muted))
	box := ui.Show(d.Window, "The passphrase of the file", ui.AtLeast(36, 0, content), copyIt, "", ui.Action{Text: "I have told it or written it down"})
	box.OnClose = ui.ClearCopied
}
