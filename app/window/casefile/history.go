package casefile

import (
	"context"
	"slices"
	"unicode/utf8"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"rapport/app/window/desk"
	"rapport/app/window/ui"
	"rapport/data"
	"rapport/data/store"
)

// history is the section of every change and view of the case, the newest first.
type history struct {
	sheet
	choose  *ui.Choice[string]
	entries []data.HistoryEntry
	more    bool
	open    map[int64]bool // entries whose change is shown, by their numbers
	load    ui.Loader
}

// historyPage is how many entries are read at a time.
const historyPage = 50

// matters are the kinds of entry to choose from: the beginnings of their actions,
// or those that are left out.
var matters = []struct {
	name       string
	among, but []string
}{
	{"Everything", nil, nil},
	{"Changes, without views", nil, looks},
	{"Views, prints and reveals", looks, nil},
	{"State, kind and facts", []string{"case.", "hold.", "feedback."}, []string{viewed, recorded, "case.copy_redacted", "case.copy_all"}},
	{"People", []string{"person."}, nil},
	{"Issues and findings", []string{"issue."}, nil},
	{"Due dates", []string{"clock."}, nil},
	{"Investigation", []string{"step.", "inquiry.", "committee_review.", "action_plan."}, nil},
	{"For the patient", []string{"advocacy.", "appeal.", "meeting.", "recovery.", "handout.", "handover."}, nil},
	{"Contacts, notes and tasks", []string{"contact.", "note.", "task.", "filing_offer.", "conduct_limit."}, nil},
	{"Letters and documents", []string{"letter.", "document.", "attachment."}, nil},
	{"Disclosures and escalations", []string{"disclosure.", "escalation."}, nil},
}

// viewed is the action of a look at the case, recorded that of its record; looks are those of whoever only
// looks at something or takes it along.
const (
	viewed   = "case.view"
	recorded = "case.print" // its record was made
)

var looks = []string{viewed, recorded, "letter.view", "letter.printed", "letter.saved", "case.copy_redacted", "case.copy_all", "note.reveal", "document.open"}

func newHistory(s *Screen) section {
	p := &history{sheet: newSheet(s), open: map[int64]bool{}}
	var options []ui.Option[string]
	for _, m := range matters {
		options = append(options, ui.Option[string]{Value: m.name, Label: m.name})
	}
	p.choose = ui.NewChoice(matters[0].name, options, nil)
	p.choose.SetValue(matters[0].name)
	p.choose.OnChanged = func(string) { p.read(0) }
	return p
}

func (p *history) leave() { p.load.Stop() }

// refresh reads the newest entries again; those read before stay until then.
func (p *history) refresh() { p.read(0) }

// read reads the page before an entry, 0 for the newest.
func (p *history) read(before int64) {
	q := store.AuditQuery{CaseKey: p.screen.file.Key, Before: before, Limit: historyPage}
	for _, m := range matters {
		if m.name == p.choose.Selected {
			q.Among, q.But = m.among, m.but
		}
	}
	session := p.screen.desk.Session
	ui.Load(&p.load, func(ctx context.Context) ([]store.AuditEntry, error) {
		return session.Audit(ctx, q)
	}, func(page []store.AuditEntry, err error) {
		if err != nil {
			p.screen.desk.Fail(err)
			return
		}
		if before == 0 {
			p.entries = nil
		}
		for _, e := range page {
			p.entries = append(p.entries, e.HistoryEntry)
		}
		p.more = len(page) == historyPage
		p.show()
	})
}

func (p *history) show() {
	parts := []fyne.CanvasObject{heading("History", p.choose, desk.Only(p.screen.desk, data.RightExport, ui.NewButton("Record of the case …", p.screen.record)),
		desk.Only(p.screen.desk, data.RightExport, ui.NewButton("Pack …", p.screen.Pack)), desk.Only(p.screen.desk, data.RightExport, ui.NewButton("Hand over …", p.screen.HandOver)))}
	for _, e := range p.entries {
		parts = append(parts, p.entry(e))
	}
	if len(p.entries) == 0 {
		parts = append(parts, ui.NewParagraph("Nothing of this kind has happened in this case. Choose Everything to see the rest.", ui.Muted))
	}
	if !p.more {
		for _, came := range p.screen.file.Received {
			parts = append(parts, p.before(came)...)
		}
	}
	if p.more {
		last := p.entries[len(p.entries)-1].Seq
		parts = append(parts, ui.NewButton("Show earlier", func() { p.read(last) }))
	}
	p.set(parts...)
}

// before is the history that the case had in another office, the newest first.
func (p *history) before(came data.Received) []fyne.CanvasObject {
	parts := []fyne.CanvasObject{ui.NewText("At "+came.From(), ui.Section),
		ui.NewParagraph("Word for word as "+came.HandedBy+" handed it over. Number there: "+came.Number+". Fingerprint of that office: "+came.Fingerprint+".", ui.Caption)}
	for _, e := range slices.Backward(came.History) {
		parts = append(parts, card(e.Summary, []fyne.CanvasObject{ui.NewText(p.screen.moment(e.At)+", "+e.By+", "+came.Facility, ui.Muted)}, nil))
	}
	return parts
}

// entry is one entry: who did what and when, and what it changed, folded away.
func (p *history) entry(e data.HistoryEntry) fyne.CanvasObject {
	if e.Action == viewed {
		return ui.NewText(p.screen.moment(e.At)+", "+e.By+" looked at the case.", ui.Caption)
	}
	who := []fyne.CanvasObject{ui.NewText(p.screen.moment(e.At)+", "+e.By, ui.Muted)}
	changes := data.Changes(e.Action, e.Before, e.After, p.screen.settings())
	switch {
	case len(changes) == 0:
		return card(e.Summary, who, nil)
	case len(changes) == 1 && changes[0].Field == "": // a state or a day
		return card(e.Summary, who, line(changes[0].String()))
	}
	details := container.New(column{})
	for _, c := range changes {
		details.Add(changed(c))
	}
	var fold *ui.Button
	show := func(open bool) {
		p.open[e.Seq], details.Hidden = open, !open
		if fold.Text = "Show what changed"; open {
			fold.Text = "Hide what changed"
		}
		fold.Refresh()
	}
	fold = ui.NewButton("", func() {
		show(!p.open[e.Seq])
		p.column.Refresh()
	})
	show(p.open[e.Seq])
	return card(e.Summary, who, []fyne.CanvasObject{details}, fold)
}

// longValue is from how many characters on the old and the new value have a
// paragraph each.
const longValue = 120

// changed is one value with what it was and what it is.
func changed(c data.FieldChange) fyne.CanvasObject {
	if utf8.RuneCountInString(c.Old)+utf8.RuneCountInString(c.New) < longValue || c.Old == "" {
		return ui.NewParagraph(c.String(), ui.Plain)
	}
	now := c.New
	if now == "" {
		now = "removed"
	}
	return container.New(column{}, ui.NewText(c.Field, ui.Strong),
		ui.NewParagraph("Before: "+c.Old, ui.Muted), ui.NewParagraph("Now: "+now, ui.Plain))
}
