package backups

import (
	"context"
	"errors"
	"path/filepath"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"rapport/app/plain"
	"rapport/app/window/ui"
	"rapport/data/store"
)

// Restorer puts the copy of an order in the place of the case file that does not
// open.
type Restorer func(ctx context.Context, o store.RestoreOrder, progress func(done, total int64)) (store.Restored, error)

// Door is what stands in front of a case file that does not open because it is
// damaged or missing: the copies that can take its place. Nothing on it deletes
// anything.
type Door struct {
	window  fyne.Window
	dir     string
	may     func(restore func())
	restore Restorer
	done    func(store.Restored)

	copies  []store.CaseCopy
	table   *ui.Table[store.CaseCopy]
	message *ui.Message
	content fyne.CanvasObject
	reading ui.Loader
	work    ui.Loader
}

// NewDoor makes the page for the case file in dir; text says what is wrong, again
// tries to open it once more, others are further ways to go. may calls what it is given
// once the officer agrees to what a restore loses; done is told of a restore.
func NewDoor(w fyne.Window, dir, title, text string, again func(), may func(restore func()), restore Restorer, done func(store.Restored), others ...fyne.CanvasObject) *Door {
	d := &Door{window: w, dir: dir, may: may, restore: restore, done: done, message: ui.NewMessage()}
	d.table = ui.NewTable([]ui.Column[store.CaseCopy]{
		{Title: "Copy of", Width: 12, Bold: true, Text: func(c store.CaseCopy) string { return when(c, time.Local) }},
		{Title: "State", Width: 14, Weight: 1, Text: doorState, Tone: func(c store.CaseCopy) ui.Tone {
			if c.Wrong != nil {
				return ui.ToneOverdue
			}
			return ui.TonePlain
		}},
		{Title: "Where", Width: 13, Weight: 1, Extra: true, Text: where},
		{Title: "Size", Width: 6, Extra: true, Align: fyne.TextAlignTrailing, Text: func(c store.CaseCopy) string { return ui.Size(c.Bytes) }},
	}, func(c store.CaseCopy) string { return c.Path }, ui.NewEmpty("There is no copy beside the case file. Look on the stick or share that holds the second place.", "Look in a folder …", d.chooseFolder))
	d.table.OnOpen = d.open
	var chosen store.CaseCopy
	d.table.OnSelect = func(c store.CaseCopy) { chosen = c }
	open := ui.NewPrimary("Look into this copy …", func() {
		if chosen.Path == "" {
			d.message.Say("Choose a copy in the list first.", ui.ToneToday)
			return
		}
		d.open(chosen)
	})
	buttons := ui.NewWrap(append([]fyne.CanvasObject{open, ui.NewButton("Look in a folder …", d.chooseFolder), ui.NewButton("Try to open it again", again)}, others...)...)
	head := container.NewVBox(ui.NewText(title, ui.Heading), ui.NewParagraph(text, ui.Plain),
		ui.NewParagraph("A copy can take its place. The damaged case file is kept: it is moved into the folder “replaced” and never deleted, so that what can still be read in it can be saved later.", ui.Muted), d.message)
	d.content = ui.Margin(2, container.NewBorder(head, buttons, nil, nil, ui.AtLeast(40, 14, d.table)))
	d.read("")
	return d
}

// Content is what the window shows.
func (d *Door) Content() fyne.CanvasObject { return d.content }

// FirstFocus is the list.
func (d *Door) FirstFocus() fyne.Focusable { return d.table }

func doorState(c store.CaseCopy) string {
	if c.Wrong != nil {
		return plain.CopySentence(c.Wrong)
	}
	if len(c.Officers) == 1 {
		return "Opens with the passphrase of " + c.Officers[0]
	}
	return "Opens with the passphrase of one of " + ui.Plural(len(c.Officers), "officer", "officers")
}

// read lists the copies beside the case file, or those in a folder as well.
func (d *Door) read(folder string) {
	ui.Load(&d.reading, func(context.Context) ([]store.CaseCopy, error) {
		if folder == "" {
			return store.DoorCopies(d.dir)
		}
		return store.Look(folder)
	}, func(found []store.CaseCopy, err error) {
		if err != nil {
			d.message.Say(plain.Sentence(err), ui.ToneOverdue)
			return
		}
		if folder != "" && len(found) == 0 {
			d.message.Say("There is no copy of a case file in that folder.", ui.ToneToday)
			return
		}
		d.copies = append(found, d.copies...)
		d.table.SetRows(d.copies)
	})
}

func (d *Door) chooseFolder() {
	askFolder(d.window, d.read)
}

// open asks for the passphrase that opened the copy when it was made.
func (d *Door) open(c store.CaseCopy) {
	if c.Wrong != nil {
		d.message.Say(plain.CopySentence(c.Wrong)+" Choose another copy.", ui.ToneOverdue)
		return
	}
	const byKey = "With the recovery key"
	officer := ui.NewChoice("Who", ui.Options(append(append([]string{}, c.Officers...), byKey), func(n string) string { return n }), nil)
	if len(c.Officers) > 0 {
		officer.SetValue(c.Officers[0])
	}
	secret, message := ui.NewPassphrase(""), ui.NewMessage()
	pass := ui.NewRow("Passphrase of that time, or the recovery key", secret)
	pass.Required, pass.Hint = true, "The one that opened the case file when the copy was made."
	form := ui.NewForm(ui.NewRow("Officer", officer), pass)
	var box *ui.Dialog
	box = ui.Show(d.window, "Look into the copy of "+when(c, time.Local), container.NewVBox(form, message), secret, "Cancel", ui.Action{Text: "Open the copy", Do: func() bool {
		if d.work.Busy() || !form.Submit() {
			return false
		}
		o := store.RestoreOrder{Path: c.Path, Secret: secret.Text}
		if o.Officer, _ = officer.Value(); o.Officer == byKey {
			o.Officer = ""
		}
		message.Say("Opening the copy …", ui.ToneMuted)
		ui.Load(&d.work, func(ctx context.Context) (store.CaseCopy, error) {
			found, err := store.CheckCopy(ctx, d.dir, o.Path, o.Officer, o.Secret)
			return found, errors.Join(err, found.Wrong)
		}, func(found store.CaseCopy, err error) {
			if err != nil {
				message.Say(plain.Sentence(err), ui.ToneOverdue)
				return
			}
			box.Close()
			d.ask(found, o)
		})
		return false
	}})
}

// ask shows what the copy holds and asks for the reason.
func (d *Door) ask(c store.CaseCopy, o store.RestoreOrder) {
	holds := ui.NewKeyValues()
	holds.Add("Cases", ui.Count(int(c.Cases))+", "+ui.Count(int(c.Open))+" open")
	holds.Add("Last entry", stamp(c.LastAt, time.Local)+", No. "+ui.Count(int(c.LastSeq)))
	holds.Add("Officers", strings.Join(c.Officers, ", "))
	if c.Practice {
		holds.Add("Practice", "Nobody in it is real.")
	}
	reason := ui.NewTextArea("", 2, 4)
	reason.Max = maxReason
	row := ui.NewRow("Why the copy is restored", reason)
	row.Required, row.Hint = true, "The audit log of the restored case file keeps it."
	form := ui.NewForm(row)
	content := container.NewVBox(ui.NewPanel("This copy", holds),
		ui.NewParagraph("Everything done after its last entry is not in it. Everybody signs in with the passphrase that they had then.", ui.Strong), form)
	var box *ui.Dialog
	box = ui.Show(d.window, "Restore the copy of "+when(c, time.Local), ui.AtLeast(40, 0, content), reason, "Cancel", ui.Action{Text: "Restore this copy", Danger: true, Do: func() bool {
		if !form.Submit() {
			return false
		}
		o.Reason = reason.Text
		box.Close() // with it would go what is opened over it
		d.may(func() { d.put(o) })
		return false
	}})
}

// put restores the copy.
func (d *Door) put(o store.RestoreOrder) {
	ctx, cancel := context.WithCancel(context.Background())
	p := ui.ShowProgress(d.window, "Restoring the copy", "MB", "MB", cancel)
	ui.Load(&d.work, func(context.Context) (store.Restored, error) { return d.restore(ctx, o, Megabytes(p.Tell)) },
		func(r store.Restored, err error) {
			p.Close()
			if err != nil {
				d.message.Say(plain.Sentence(err)+" The case file is as it was.", ui.ToneOverdue)
				return
			}
			d.done(r)
		})
}

// Megabytes turns a progress that counts in megabytes into one of bytes.
func Megabytes(tell func(done, total int)) func(done, total int64) {
	return func(done, total int64) { tell(int(done>>20), max(1, int(total>>20))) }
}

// DoneWords says what a restore did and what comes next.
func DoneWords(r store.Restored) string {
	return "The copy is in force. What was in its place is kept in " + filepath.Join("replaced", filepath.Base(r.Replaced)) +
		", beside the case file. Sign in: the audit log then has an entry about the restore."
}
