package casefile

import (
	"context"
	"fmt"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"rapport/app/window/desk"
	"rapport/app/window/ui"
	"rapport/data"
	"rapport/data/store"
)

// documents is the section of what is kept in the case as files, the newest
// first.
type documents struct{ sheet }

func newDocuments(s *Screen) section { return &documents{newSheet(s)} }

func (p *documents) refresh() {
	s := p.screen
	head := heading("Documents", s.edits("Add a document …", func() { s.addDocument() }))
	all := s.file.Attachments
	if len(all) == 0 {
		p.set(head, ui.NewParagraph("Keep letters, bills and photos here, sealed with the case. Choose a file, or drop it on this window.", ui.Muted))
		return
	}
	parts := []fyne.CanvasObject{head}
	for i := len(all) - 1; i >= 0; i-- {
		parts = append(parts, p.card(all[i], i+1))
	}
	p.set(parts...)
}

func (p *documents) card(a data.Attachment, number int) fyne.CanvasObject {
	s := p.screen
	var chips []fyne.CanvasObject
	chip := func(text string, tone ui.Tone) { chips = append(chips, ui.NewChip(text, tone)) }
	if a.Class.Restricted() {
		chip(a.Class.String(), ui.ToneToday)
	}
	if a.Voided() {
		chip("Voided", ui.ToneMuted)
	}
	name := a.Name
	if a.Hidden {
		name = "Hidden document"
	}
	about := fmt.Sprintf("%s  ·  %s  ·  added %s by %s  ·  SHA-256 %s…", a.Type, data.SizeWords(a.Size), s.moment(a.At), a.By, a.SHA256[:min(12, len(a.SHA256))])
	body := texts(line(about), text("", a.About), text("Look out", strings.Join(a.Warnings(), "\n")))
	if a.Voided() {
		body = texts(body, text("Voided "+s.moment(a.VoidedAt)+" by "+a.VoidedBy, a.VoidReason))
	}
	if a.Class == data.NoteSubstance {
		body = texts(body, line(data.Part2Notice))
	}
	return card(fmt.Sprintf("%d.  %s", number, name), chips, body, p.buttons(a, number)...)
}

func (p *documents) buttons(a data.Attachment, number int) []fyne.CanvasObject {
	s := p.screen
	var all []fyne.CanvasObject
	if shownHere(a) {
		all = append(all, ui.NewButton("Look at it", func() { s.lookAt(a) }))
	}
	all = append(all, ui.NewButton("Open …", func() { s.openDocument(a) }))
	if a.Voided() {
		return all
	}
	all = append(all, ui.NewButton("Save a copy …", func() { s.saveDocument(a, number) }))
	if !a.Hidden {
		all = append(all, s.edits("Rename …", func() { s.renameDocument(a) }))
	}
	return append(all, s.editsQuiet("Void …", func() { s.voidDocument(a) }))
}

// withDocument reads a document and hands its bytes to show; a restricted one
// takes a reason first.
func (s *Screen) withDocument(a data.Attachment, title string, show func(data.Attachment, []byte)) {
	key := s.file.Key
	read := func(reason string) {
		type answer struct {
			a    data.Attachment
			file []byte
		}
		ui.Load(&s.opening, func(ctx context.Context) (answer, error) {
			whole, file, err := s.desk.Session.OpenAttachment(ctx, key, a.ID, reason)
			return answer{whole, file}, err
		}, func(got answer, err error) {
			if err != nil {
				s.desk.Fail(err)
				return
			}
			show(got.a, got.file)
		})
	}
	if a.NeedsReason() {
		s.askReason(title, a.Class, read)
		return
	}
	read("")
}

// warned asks before a document leaves the sight of Rapport.
func (s *Screen) warned(title, text, yes string, a data.Attachment, do func()) {
	words := container.NewVBox(ui.NewParagraph(text, ui.Plain))
	for _, w := range a.Warnings() {
		m := ui.NewMessage()
		m.Say(w, ui.ToneOverdue)
		words.Add(m)
	}
	if a.Class == data.NoteSubstance {
		words.Add(ui.NewParagraph(data.Part2Notice, ui.Strong))
	}
	var d *ui.Dialog
	d = ui.Show(s.desk.Window, title, ui.AtLeast(32, 0, words), nil, "Cancel", ui.Action{Text: yes, Danger: len(a.Marks) > 0, Do: func() bool {
		d.Close() // before what comes next opens a box of its own
		do()
		return false
	}})
}

// openDocument hands a copy to the program that the system has for it.
func (s *Screen) openDocument(a data.Attachment) {
	s.warned("Open it outside Rapport?", "A copy goes to another program, which may keep traces of it. Open only what you expected to get. The copy can be read and not changed; it is removed when the case file locks.",
		"Open it", a, func() {
			s.withDocument(a, "Open this document?", func(a data.Attachment, file []byte) {
				ui.Load(new(ui.Loader), func(context.Context) (string, error) {
					return desk.CopyToView(s.desk.Session.File().Dir(), a.Type.Extension(), file)
				}, func(path string, err error) {
					if err == nil {
						err = s.desk.OpenFile(path)
					}
					if err != nil {
						s.desk.Fail(err)
					}
				})
			})
		})
}

// saveDocument writes a copy outside the case file and records it.
func (s *Screen) saveDocument(a data.Attachment, number int) {
	key, name := s.file.Key, fmt.Sprintf("%s-document-%d%s", s.number, number, a.Type.Extension())
	s.warned("Save a copy outside the case file?", "The copy is not encrypted, and Rapport cannot take it back. Keep it where only you can read it, and delete it when it has served.",
		"Save a copy", a, func() {
			s.withDocument(a, "Save a copy of this document?", func(_ data.Attachment, file []byte) {
				desk.SaveFile(s.desk.Window, "Save a copy of the document", name, file, func(string) {
					ui.Load(new(ui.Loader), func(ctx context.Context) (struct{}, error) {
						return struct{}{}, s.desk.Session.RecordAttachmentSaved(ctx, key, a.ID)
					}, func(_ struct{}, err error) {
						if err != nil {
							s.desk.Fail(err)
							return
						}
						s.desk.Say("The copy is saved. It is not encrypted: keep it where only you can read it.", nil)
					})
				})
			})
		})
}

// renameDocument gives a document another name and description.
func (s *Screen) renameDocument(a data.Attachment) {
	key := s.file.Key
	e := s.newEditor("document/"+a.ID.String(), "Name the document anew", "Save the name", "The document is named anew.")
	name := e.line("name", "Name", a.Name)
	about := e.area("about", "What it is", a.About, 2)
	e.require("name")
	e.gather = func() change {
		to, words := trimmed(name.Text), trimmed(about.Text)
		return func(ctx context.Context, in *store.Session) (data.CaseFile, error) {
			return in.RenameAttachment(ctx, key, a.ID, to, words)
		}
	}
	e.open()
}

// voidDocument takes a document out of use, with the reason.
func (s *Screen) voidDocument(a data.Attachment) {
	key := s.file.Key
	ui.AskText(s.desk.Window, ui.TextQuestion{Title: "Void this document", Text: "It stays in the list as voided, with the reason. Its bytes go when the case is purged.",
		Label: "Why does it not belong here?", Yes: "Void it", Required: true, Rows: 2, Max: maxText, Danger: true}, func(reason string) {
		s.run(func(ctx context.Context, in *store.Session) (data.CaseFile, error) {
			return in.VoidAttachment(ctx, key, a.ID, reason)
		}, "The document is voided.")
	})
}
