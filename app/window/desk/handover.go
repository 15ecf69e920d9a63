package desk

import (
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"time"

	"fyne.io/fyne/v2/container"

	"rapport/app/copyout"
	"rapport/app/plain"
	"rapport/app/window/ui"
	"rapport/data"
	"rapport/data/exchange/sealed"
	"rapport/data/store"
)

// CaseCopy is a case that is to be packed.
type CaseCopy struct {
	Key int64
	// Withholds says that notes or documents of a restricted class are in the case.
	Withholds bool
}

// PackCase asks how a package of a case leaves and has it written.
func (d *Desk) PackCase(c CaseCopy) {
	d.askRestricted(c, "Pack the case", func(restricted bool) {
		d.Leave(Leaving{Title: "Pack the case", Name: "case-package", Kinds: []LeavingKind{{Name: "Package", Ending: ".zip"}},
			Says: "One archive with the record as a PDF, the letters as they were issued, the documents byte for byte, the case as JSON, and a list of all with their SHA-256.",
			Write: func(ctx context.Context, _ int, o copyout.Order, tell func(done, total int)) error {
				p, err := d.Session.CaseForPackage(ctx, c.Key, restricted, o.Reason)
				if err != nil {
					return err
				}
				return copyout.Package(ctx, d.Session, o, p, tell)
			}})
	})
}

// askRestricted asks whether what is restricted goes along, where there is any.
func (d *Desk) askRestricted(c CaseCopy, title string, goOn func(restricted bool)) {
	if !c.Withholds {
		goOn(false)
		return
	}
	var box *ui.Dialog
	choose := func(restricted bool) func() bool {
		return func() bool { box.Close(); goOn(restricted); return false }
	}
	box = ui.Show(d.Window, title, ui.AtLeast(32, 0, ui.NewParagraph("The case has notes or documents of a restricted class. Left out, the package says how many there are and nothing of what they say. "+
		"Put in, the history keeps that you saw each, when and why.", ui.Plain)), nil, "Cancel",
		ui.Action{Text: "Put them in", Do: choose(true)}, ui.Action{Text: "Leave them out", Do: choose(false)})
}

// HandOver asks to which office a case goes, and why, and has the file written that
// it alone opens.
func (d *Desk) HandOver(c CaseCopy) {
	d.askRestricted(c, "Hand this case over", func(restricted bool) { d.handOver(c.Key, restricted) })
}

func (d *Desk) handOver(key int64, restricted bool) {
	address, reason, message := ui.NewTextArea("age1 …", 2, 3), ui.NewTextArea("", 2, 3), ui.NewMessage()
	address.Max, reason.Max = 4000, 2000
	fingerprint := ui.NewParagraph("The fingerprint stands here once the address is right.", ui.Caption)
	var path *ui.Entry
	path = ui.NewPathEntry("", func() { browse(d.Window, filepath.Base(path.Text), path) })
	home, err := os.UserHomeDir()
	if err != nil {
		home = ""
	}
	path.SetText(filepath.Join(home, "case-handover"+sealed.Ending))
	address.OnChanged = func(text string) {
		if a, err := sealed.ParseAddress(text); err == nil {
			fingerprint.Set("Fingerprint: "+a.Fingerprint()+". Have the other office read theirs out on the phone.", ui.Strong)
			return
		}
		fingerprint.Set("The fingerprint stands here once the address is right.", ui.Caption)
	}
	to := ui.NewRow("Address of the other office", address)
	to.Required, to.Hint = true, "It stands there under Settings, “Receiving cases”"
	to.Check = func() error {
		if _, err := sealed.ParseAddress(address.Text); err != nil {
			return errors.New("this is no address of an office, or a part of it is missing. Copy the whole text; it begins with age1")
		}
		return nil
	}
	why := ui.NewRow("Why is it handed over?", reason)
	why.Required, why.Hint = true, "The other office reads it, and the audit log keeps it"
	where := ui.NewRow("File", path)
	where.Required = true
	where.Check = func() error {
		if err := checkTarget(path.Text); err != nil {
			return err
		}
		if !strings.HasSuffix(path.Text, sealed.Ending) {
			return errors.New("this file ends in " + sealed.Ending)
		}
		return nil
	}
	form := ui.NewForm(to, ui.NewRow("", fingerprint), why, where)
	var work ui.Loader
	var box *ui.Dialog
	write := func() {
		a, _ := sealed.ParseAddress(address.Text) // the form checked it
		target, words := strings.TrimSpace(path.Text), strings.TrimSpace(reason.Text)
		message.Say("One moment …", ui.ToneMuted)
		Proven(d, &work, func(ctx context.Context) (struct{}, error) {
			p, err := d.Session.CaseForPackage(ctx, key, restricted, words)
			if err != nil {
				return struct{}{}, err
			}
			return struct{}{}, copyout.HandOver(ctx, d.Session, target, words, a, p, nil)
		}, func(_ struct{}, err error) {
			if err != nil {
				message.Say(plain.Sentence(err), ui.ToneOverdue)
				return
			}
			box.Close()
			ui.Tell(d.Window, "The case is packed for the other office", "Only the office with the fingerprint "+a.Fingerprint()+" can open "+filepath.Base(target)+
				". Compare the fingerprint by phone, then send the file in any way. The case stays here as it is; close it when the other office says that it has it.")
		})
	}
	says := ui.NewParagraph("The whole case goes to another office that works with Rapport: record, letters, documents and history. The file is sealed for that office alone, and it knows that it comes from you.", ui.Plain)
	box = ui.Show(d.Window, "Hand this case over", ui.AtLeast(44, 0, container.NewVBox(says, form, message)), address, "Cancel", ui.Action{Text: "Write the file", Do: func() bool {
		if work.Busy() || !form.Submit() {
			return false
		}
		if _, err := os.Lstat(strings.TrimSpace(path.Text)); err != nil {
			write()
			return false
		}
		ui.Ask(d.Window, ui.Question{Title: "Replace the file?", Text: "A file of that name is there already.", Yes: "Replace it", No: "Keep it", Danger: true}, write)
		return false
	}})
	box.OnClose = work.Stop
}

// ReceiveCase asks for a file that another office handed over, shows what it is and
// who vouches for it, and takes the case in.
func (d *Desk) ReceiveCase() {
	if !d.Allowed(data.RightImport) {
		return
	}
	message := ui.NewMessage()
	var path *ui.Entry
	path = ui.NewPathEntry("", func() { browseFile(d.Window, path) })
	row := ui.NewRow("File from the other office", path)
	row.Required = true
	form := ui.NewForm(row)
	var work ui.Loader
	var box *ui.Dialog
	box = ui.Show(d.Window, "Receive a case", ui.AtLeast(40, 0, container.NewVBox(
		ui.NewParagraph("A case that another office handed over comes in with its letters, documents and history. It is looked at first; nothing is taken in before you say so.", ui.Plain), form, message)), path, "Cancel",
		ui.Action{Text: "Look at it …", Do: func() bool {
			if work.Busy() || !form.Submit() {
				return false
			}
			message.Say("Checking every part of it …", ui.ToneMuted)
			name := strings.TrimSpace(path.Text)
			ui.Load(&work, func(ctx context.Context) (*openedFile, error) { return openFile(ctx, d.Session, name) }, func(o *openedFile, err error) {
				if err != nil {
					message.Say(plain.Sentence(err), ui.ToneOverdue)
					return
				}
				box.Close()
				d.review(o)
			})
			return false
		}})
	box.OnClose = work.Stop
}

// openedFile is a hand-over with the file that it is read from.
type openedFile struct {
	*store.Handover
	file io.Closer
}

func openFile(ctx context.Context, s *store.Session, name string) (*openedFile, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	info, err := f.Stat()
	if err == nil {
		var h *store.Handover
		if h, err = s.OpenHandover(ctx, f, info.Size()); err == nil {
			return &openedFile{h, f}, nil
		}
	}
	return nil, errors.Join(err, f.Close())
}

// review shows what was handed over and asks whether it is taken in.
func (d *Desk) review(o *openedFile) {
	m, f, zone := o.Manifest, o.Content.Case, d.Session.Settings().Zone()
	now := time.Now()
	list := ui.NewKeyValues()
	list.Add("From", m.Facility+", "+m.Office)
	list.Add("Fingerprint of the sender", o.From.Fingerprint())
	list.Add("Packed by", m.MadeBy+", "+ui.Moment(m.MadeAt, now, zone))
	list.Add("Why", m.Reason)
	list.Add("Their number", m.Number)
	list.Add("What it is", f.Kind.String()+", "+strings.ToLower(f.State.String())+", received "+ui.Day(data.DateOf(f.ReceivedAt, zone), data.DateOf(now, zone)))
	list.Add("With it", ui.Plural(len(f.Letters), "letter", "letters")+", "+ui.Plural(len(f.Attachments), "document", "documents")+", "+ui.Plural(len(o.Content.History), "entry", "entries")+" of its history")
	if m.Withheld > 0 {
		list.Add("Stayed there", ui.Plural(m.Withheld, "restricted note or document", "restricted notes or documents"))
	}
	if m.Restricted {
		list.Add("Restricted", "It was kept to people by name there. Here it is kept to you until you name others.")
	}
	words := "Have the other office read its fingerprint out on the phone before you take the case in: then it is surely from there."
	actions := []ui.Action{{Text: "Take the case in", Do: func() bool { return true }}}
	if o.Number != "" {
		words = "This case was received before and is " + o.Number + " here. Nothing would be added."
		actions = []ui.Action{{Text: "Open " + o.Number, Do: func() bool { return true }}}
	}
	var work ui.Loader
	message := ui.NewMessage()
	var box *ui.Dialog
	actions[0].Do = func() bool {
		if o.Number != "" {
			box.Close()
			d.OpenCase(o.Number, Summary)
			return false
		}
		if work.Busy() {
			return false
		}
		message.Say("Taking it in …", ui.ToneMuted)
		ui.Load(&work, func(ctx context.Context) (data.CaseFile, error) {
			f, _, err := d.Session.ReceiveCase(ctx, o.Handover)
			return f, err
		}, func(f data.CaseFile, err error) {
			if err != nil {
				message.Say(plain.Sentence(err), ui.ToneOverdue)
				return
			}
			box.Close()
			d.received(f)
		})
		return false
	}
	box = ui.Show(d.Window, "A case from another office", ui.AtLeast(44, 0, container.NewVBox(list, ui.NewParagraph(words, ui.Strong), message)), nil, "Cancel", actions...)
	box.OnClose = func() {
		work.Stop()
		_ = o.file.Close() // read only
	}
}

// received opens the case that was taken in, with the way back.
func (d *Desk) received(f data.CaseFile) {
	d.OpenCase(f.Number, Summary)
	session := d.Session
	d.Say("Received as "+f.Number+".", func() {
		ui.Load(new(ui.Loader), func(ctx context.Context) (data.CaseFile, error) {
			return session.UndoReceive(ctx, f.Key, "Received by mistake and taken back at once.")
		}, func(_ data.CaseFile, err error) {
			if err != nil {
				d.Fail(err)
				return
			}
			d.Say(f.Number+" is void. Its number stays in the log, and the same file can be received again.", nil)
		})
	})
}

// ExportEverything asks how everything leaves and has it written.
func (d *Desk) ExportEverything() {
	if !d.Allowed(data.RightExportWhole) {
		return
	}
	d.Leave(Leaving{Title: "Export everything", Name: "everything", Kinds: []LeavingKind{{Name: "Archive", Ending: ".zip"}},
		Says: "Everything that the case file holds, in open formats: each table as CSV and JSON, each case with its letters and documents, restricted notes included, and a README that describes all of it.",
		Write: func(ctx context.Context, _ int, o copyout.Order, tell func(done, total int)) error {
			_, err := copyout.Archive(ctx, d.Session, o, func(done, total int64) { tell(int(done), int(total)) })
			return err
		}})
}
