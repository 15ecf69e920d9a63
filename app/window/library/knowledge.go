package library

import (
	"context"
	"errors"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"rapport/app/plain"
	"rapport/app/window/desk"
	"rapport/app/window/ui"
	"rapport/data"
)

// show chooses entries by where they stand.
type show string

const (
	showCurrent   show = "current"
	showActive    show = "active"
	showDrafts    show = "drafts"
	showOwed      show = "owed"
	showQuestions show = "questions"
	showRetired   show = "retired"
	showAll       show = "all"
)

var shows = []ui.Option[show]{
	{Value: showCurrent, Label: "All in use"}, {Value: showActive, Label: "Active"}, {Value: showDrafts, Label: "Drafts"}, {Value: showOwed, Label: "Review is due"},
	{Value: showQuestions, Label: "Waiting for an answer"}, {Value: showRetired, Label: "Retired"}, {Value: showAll, Label: "Everything"},
}

// query is what the choice asks the store for.
func (s show) query() data.KnowledgeQuery {
	switch s {
	case showActive:
		return data.KnowledgeQuery{State: data.KnowledgeActive}
	case showDrafts:
		return data.KnowledgeQuery{State: data.KnowledgeDraft}
	case showOwed:
		return data.KnowledgeQuery{Owed: true}
	case showQuestions:
		return data.KnowledgeQuery{Unanswered: true}
	case showRetired:
		return data.KnowledgeQuery{State: data.KnowledgeRetired}
	case showAll:
		return data.KnowledgeQuery{}
	}
	return data.KnowledgeQuery{Current: true}
}

// knowledge is the list of policies, leaflets and answers with the one that is
// read beside it.
type knowledge struct {
	screen *Screen
	search *ui.Entry
	kind   *ui.Choice[data.KnowledgeKind]
	show   *ui.Choice[show]
	text   string

	message *ui.Message
	table   *ui.Table[data.Knowledge]
	empty   *ui.Empty
	begin   *fyne.Container // the offer of the starting set
	pane    *pane
	whole   fyne.CanvasObject
	reading ui.Loader
}

func newKnowledge(s *Screen) *knowledge {
	k := &knowledge{screen: s, message: ui.NewMessage()}
	k.search = ui.NewSearch("Search titles and texts", func(text string) { k.text = text; k.refresh() })
	k.search.OnEnter = func() { s.desk.Window.Canvas().Focus(k.table) }
	kinds := []ui.Option[data.KnowledgeKind]{{Label: "Any kind"}}
	for _, t := range data.KnowledgeKinds {
		kinds = append(kinds, ui.Option[data.KnowledgeKind]{Value: t.Value, Label: t.Label})
	}
	k.kind, k.show = ui.NewChoice("Any kind", kinds, nil), ui.NewChoice("All in use", shows, nil)
	k.kind.SetValue("")
	k.show.SetValue(showCurrent)
	k.kind.OnChanged = func(string) { k.refresh() }
	k.show.OnChanged = func(string) { k.refresh() }
	k.empty = ui.NewEmpty("", "", nil)
	k.table = ui.NewTable(k.columns(), func(e data.Knowledge) string { return e.ID.String() }, k.empty)
	k.pane = newPane(k)
	k.table.OnSelect = k.pane.show
	k.table.OnOpen = k.open
	k.table.OnRune = k.key
	k.layout()
	return k
}

func (k *knowledge) layout() {
	s := k.screen
	k.begin = container.NewHBox(ui.NewButton("Add the starting set", k.addStart))
	filters := ui.NewBeside(k.search, k.kind, k.show, desk.Only(s.desk, data.RightLibrary, ui.NewPrimary("Add an entry …", func() { s.editEntry(data.Knowledge{}, adding) })))
	split := container.NewHSplit(k.table, k.pane.content)
	split.SetOffset(0.56)
	k.whole = container.NewBorder(container.NewVBox(filters, k.message, k.begin), nil, nil, nil, split)
	k.begin.Hide()
}

func (k *knowledge) columns() []ui.Column[data.Knowledge] {
	today := k.today
	return []ui.Column[data.Knowledge]{
		{Title: "Title", Width: 13, Weight: 3, Bold: true, Text: func(e data.Knowledge) string { return e.Title }},
		{Title: "Kind", Width: 8.5, Weight: 1, Text: func(e data.Knowledge) string { return e.Kind.String() }},
		{Title: "State", Width: 6, Text: stateWords, Tone: stateTone},
		{Title: "Version", Width: 5, Extra: true, Text: func(e data.Knowledge) string { return e.Version }},
		{Title: "Review by", Width: 9, Extra: true, Text: func(e data.Knowledge) string { return reviewWords(e, today()) },
			Tone: func(e data.Knowledge) ui.Tone { return reviewTone(e, today()) }},
	}
}

// stateWords is where an entry stands; a question waits.
func stateWords(e data.Knowledge) string {
	if e.Unanswered() {
		return "Waiting"
	}
	return e.State.String()
}

func stateTone(e data.Knowledge) ui.Tone {
	switch {
	case e.Unanswered():
		return ui.ToneSoon
	case e.State == data.KnowledgeActive:
		return ui.ToneOK
	}
	return ui.ToneMuted
}

func reviewWords(e data.Knowledge, today data.Date) string {
	if e.State != data.KnowledgeActive || e.Review.IsZero() {
		return ""
	}
	if e.ReviewOwed(today) {
		return ui.DueWords(e.Review, today)
	}
	return ui.ShortDay(e.Review)
}

func reviewTone(e data.Knowledge, today data.Date) ui.Tone {
	if e.ReviewOwed(today) {
		return ui.ToneOverdue
	}
	return ui.TonePlain
}

func (k *knowledge) today() data.Date { return k.screen.desk.Session.Settings().Today(time.Now()) }

func (k *knowledge) content() fyne.CanvasObject { return k.whole }

func (k *knowledge) first() fyne.Focusable { return k.search }

// open reads an entry: a question is answered, anything else changed.
func (k *knowledge) open(e data.Knowledge) {
	if e.Unanswered() {
		k.screen.answer(e)
		return
	}
	k.screen.editEntry(e, changing)
}

// key answers a letter typed in the list.
func (k *knowledge) key(r rune) {
	e, ok := k.table.Selected()
	if !ok || !k.screen.desk.May(data.RightLibrary) {
		return
	}
	for _, a := range actions() {
		if r == a.key && a.fits(e, k.today()) {
			a.do(k.screen, e)
			return
		}
	}
}

// shelfRead is what the screen reads at once.
type shelfRead struct {
	rows            []data.Knowledge
	all             int // entries of any kind
	owed, questions int
}

// refresh reads the list and what is owed.
func (k *knowledge) refresh() {
	session, q, today := k.screen.desk.Session, k.query(), k.today()
	ui.Load(&k.reading, func(ctx context.Context) (shelfRead, error) {
		var r shelfRead
		all, err := session.Library(ctx, data.KnowledgeQuery{})
		if err != nil {
			return r, err
		}
		r.all = len(all)
		for _, e := range all {
			if e.ReviewOwed(today) {
				r.owed++
			}
			if e.Unanswered() {
				r.questions++
			}
		}
		r.rows, err = session.Library(ctx, q)
		return r, err
	}, k.shown)
}

func (k *knowledge) query() data.KnowledgeQuery {
	shown, _ := k.show.Value()
	q := shown.query()
	q.Text = k.text
	if kind, _ := k.kind.Value(); kind != "" {
		q.Kind = kind
	}
	return q
}

func (k *knowledge) shown(r shelfRead, err error) {
	if errors.Is(err, context.Canceled) {
		return
	}
	if err != nil {
		k.message.Say(plain.Sentence(err), ui.ToneOverdue)
		return
	}
	k.say(r)
	k.begin.Hidden = r.all > 0 || !k.screen.desk.May(data.RightLibrary)
	words := "No entry fits the search and the filters."
	if r.all == 0 {
		words = "The library is empty. Add a policy, a leaflet or an answer, or begin with drafts of what every office gives out: the grievance procedure, patients' rights, help with language, and whom to turn to outside the hospital."
	}
	k.empty.SetText(words)
	k.table.SetRows(r.rows)
	if e, ok := k.table.Selected(); ok {
		k.pane.show(e)
	} else if len(r.rows) > 0 {
		k.table.Select(r.rows[0].ID.String())
	} else {
		k.pane.clear()
	}
	k.whole.Refresh()
}

// say tells what is owed to the library.
func (k *knowledge) say(r shelfRead) {
	var parts []string
	if r.owed > 0 {
		parts = append(parts, ui.Plural(r.owed, "entry is", "entries are")+" due for review.")
	}
	if r.questions > 0 {
		parts = append(parts, ui.Plural(r.questions, "question waits", "questions wait")+" for an answer.")
	}
	if len(parts) == 0 {
		k.message.Clear()
		return
	}
	k.message.Say(strings.Join(parts, " "), ui.ToneToday)
}
