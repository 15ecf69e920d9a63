// Package audit shows the audit chain, and the checks of the case file and its
// backups.
package audit

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"rapport/app/plain"
	"rapport/app/window/backups"
	"rapport/app/window/desk"
	"rapport/app/window/glass"
	"rapport/app/window/ui"
	"rapport/data"
	"rapport/data/store"
)

// Screen lists who did what and when, newest first.
type Screen struct {
	desk *desk.Desk

	what     *ui.Choice[string]
	officer  *ui.Choice[string]
	from, to *ui.DateField
	table    *ui.Table[store.AuditEntry]
	detail   *ui.Paragraph
	message  *ui.Message
	due      *fyne.Container // the month that waits for its review
	broken   *glass.Banner
	content  fyne.CanvasObject

	work, reminding ui.Loader
}

const pageSize = 200

// New makes the screen.
func New(d *desk.Desk) *Screen {
	s := &Screen{desk: d, message: ui.NewMessage(), detail: ui.NewParagraph("Choose an entry to see what it holds.", ui.Muted)}
	reload := func(string) { s.reload() }
	s.what = ui.NewChoice("Everything", []ui.Option[string]{
		{Value: "", Label: "Everything"}, {Value: "session.", Label: "Signing in"}, {Value: "case.view", Label: "Looking at cases"},
		{Value: "case.", Label: "Cases"}, {Value: "letter.", Label: "Letters"}, {Value: "file.", Label: "Backups and checks"},
		{Value: "officer.", Label: "People"}, {Value: "network.", Label: "Connections to the health record"}, {Value: "case.break_glass", Label: "Broken glass"}, {Value: "audit.review", Label: "Reviews of a month"},
	}, reload)
	names := d.Session.File().Officers()
	s.officer = ui.NewChoice("Anybody", append([]ui.Option[string]{{Label: "Anybody"}}, ui.Options(names, func(n string) string { return n })...), reload)
	today := func() data.Date { return d.Session.Settings().Today(time.Now()) }
	s.from, s.to = ui.NewDateField(today), ui.NewDateField(today)
	s.from.OnChanged = func(data.Date) { s.reload() }
	s.to.OnChanged = func(data.Date) { s.reload() }
	empty := ui.NewEmpty("No entry fits.", "", nil)
	s.table = ui.NewTable(s.columns(), func(e store.AuditEntry) string { return strconv.FormatInt(e.Seq, 10) }, empty)
	s.table.OnSelect = s.showDetail
	s.table.OnOpen = s.open
	s.layout()
	return s
}

func (s *Screen) layout() {
	s.due, s.broken = container.NewHBox(), glass.NewBanner(s.desk)
	s.due.Hide()
	buttons := append([]fyne.CanvasObject{
		ui.NewButton("Review a month …", func() { s.openReview(s.desk.Session.Settings().Today(time.Now()).Month()) }),
		ui.NewButton("Broken glass …", func() { glass.Open(s.desk, false, s.broken.Refresh) }),
		ui.NewButton("Check the log", s.check), ui.NewButton("Compare with paper …", s.compare),
	}, backups.NewSafety(s.desk, s.message, s.reload).Buttons()...)
	head := container.NewVBox(
		ui.NewHeader("Audit", "Every change, view, print and sign-in, chained so that a missing or altered entry is noticed.", buttons...),
		s.broken.Content, s.due, s.message,
		ui.NewWrap(filter("What", s.what), filter("Who", s.officer), filter("From", s.from), filter("To", s.to)),
	)
	s.content = container.NewBorder(head, ui.AtLeast(0, 4, ui.NewScrolled(s.detail)), nil, nil, s.table)
}

// filter is one of the fields above the list, with its name.
func filter(name string, field fyne.CanvasObject) fyne.CanvasObject {
	return ui.AtLeast(11, 0, ui.NewRow(name, field))
}

func (s *Screen) columns() []ui.Column[store.AuditEntry] {
	zone := s.desk.Session.Settings().Zone()
	return []ui.Column[store.AuditEntry]{
		{Title: "No.", Width: 5, Align: fyne.TextAlignTrailing, Text: func(e store.AuditEntry) string { return ui.Count(int(e.Seq)) }},
		{Title: "When", Width: 11, Text: func(e store.AuditEntry) string { return ui.Moment(e.At, time.Now(), zone) }},
		{Title: "Who", Width: 10, Extra: true, Text: func(e store.AuditEntry) string { return e.By }},
		{Title: "What was done", Width: 16, Weight: 1, Bold: true, Text: func(e store.AuditEntry) string { return e.Summary }},
		{Title: "Case", Width: 9, Extra: true, Text: func(e store.AuditEntry) string { return e.Number }},
	}
}

// Content is what the window shows.
func (s *Screen) Content() fyne.CanvasObject { return s.content }

// FirstFocus is the list.
func (s *Screen) FirstFocus() fyne.Focusable { return s.table }

// Shown reads the newest entries.
func (s *Screen) Shown() {
	s.reload()
	s.remind()
	s.broken.Refresh()
}

// Left ends reading.
func (s *Screen) Left() { s.table.Stop() }

func (s *Screen) reload() {
	q := store.AuditQuery{Limit: pageSize}
	q.Action, _ = s.what.Value()
	q.Officer, _ = s.officer.Value()
	q.From, _ = s.from.Date() // what is no date says so beside its field, and filters nothing
	q.To, _ = s.to.Date()
	session := s.desk.Session
	s.table.SetSource(func(ctx context.Context, after *store.AuditEntry) (ui.Page[store.AuditEntry], error) {
		if after != nil {
			q.Before = after.Seq
		}
		rows, err := session.Audit(ctx, q)
		if err != nil {
			return ui.Page[store.AuditEntry]{}, errors.New(plain.Sentence(err))
		}
		return ui.Page[store.AuditEntry]{Rows: rows, Total: -1, More: len(rows) == pageSize}, nil
	})
}

func (s *Screen) showDetail(e store.AuditEntry) {
	text := e.Summary
	for _, c := range data.Changes(e.Action, e.Before, e.After, s.desk.Session.Settings()) {
		text += "\n" + c.String()
	}
	if e.Purged {
		text = "The details of this entry were removed by a purge; its place in the chain stays."
	}
	s.detail.SetText(text)
}

func (s *Screen) open(e store.AuditEntry) {
	if e.Number != "" {
		s.desk.OpenCase(e.Number, desk.History)
	}
}

// check walks the chain.
func (s *Screen) check() {
	s.message.Say("Checking the log …", ui.ToneMuted)
	ui.Load(&s.work, func(ctx context.Context) (store.ChainReport, error) {
		return s.desk.Session.VerifyChain(ctx, func(done, total int64) {
			ui.OnMain(func() {
				s.message.Say(fmt.Sprintf("Checking the log … %s of %s entries", ui.Count(int(done)), ui.Count(int(total))), ui.ToneMuted)
			})
		})
	}, func(r store.ChainReport, err error) {
		switch {
		case err != nil:
			s.message.Say(plain.Sentence(err), ui.ToneOverdue)
		case !r.OK():
			s.message.Say(r.Problem, ui.ToneOverdue)
		default:
			s.message.Say(fmt.Sprintf("The log is whole: %s, none missing, none altered.", ui.Plural(int(r.Entries), "entry", "entries")), ui.ToneOK)
		}
	})
}

// compare holds a head of the chain from a printed summary against the chain.
func (s *Screen) compare() {
	entry, message := ui.NewEntry("12,345 3f9a1c22 …"), ui.NewMessage()
	entry.Max = 200
	box := container.NewVBox(
		ui.NewParagraph("Each summary prints on its last page, at “Head of the audit chain”, the number of the newest entry and its check digits. If they are still the same here, nothing before that entry was removed or altered since.", ui.Plain),
		ui.NewForm(ui.NewRow("Number and digits, as printed", entry)), message)
	ui.Show(s.desk.Window, "Compare with a printed summary", ui.AtLeast(38, 0, box), entry, "Close", ui.Action{
		Text: "Compare",
		Do: func() bool {
			printed, err := data.ReadChainMark(entry.Text)
			if err != nil {
				message.Say(plain.Sentence(err), ui.ToneToday)
				return false
			}
			ui.Load(&s.work, func(ctx context.Context) (store.HeadVerdict, error) { return s.desk.Session.CompareHead(ctx, printed) },
				func(v store.HeadVerdict, err error) {
					switch {
					case err != nil:
						message.Say(plain.Sentence(err), ui.ToneOverdue)
					case v.Same:
						message.Say(v.Sentence(s.desk.Session.Settings()), ui.ToneOK)
					default:
						message.Say(v.Sentence(s.desk.Session.Settings()), ui.ToneOverdue)
					}
				})
			return false
		},
	})
}
