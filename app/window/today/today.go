// Package today is the officer's day: what is overdue, due today, owed an
// update, promised, and waiting, each with its next step and what waiting costs.
package today

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"rapport/app/plain"
	"rapport/app/window/desk"
	"rapport/app/window/glass"
	"rapport/app/window/ui"
	"rapport/data"
	"rapport/data/store"
)

// line is one line of the list: something owed, or the head of a group.
type line struct {
	data.TodayItem
	head string // of a group; empty for something owed
}

// Screen is the day.
type Screen struct {
	desk  *desk.Desk
	board data.TodayBoard
	mine  bool
	show  data.TodayGroup // "" for everything

	office *board // the office's own health, in the place of the list
	side   *ui.Segments[bool]
	inside *fyne.Container // what lies below the heading
	day    fyne.CanvasObject

	heading *ui.Text
	figures *fyne.Container
	draft   *fyne.Container
	letters *fyne.Container // that fall due
	broken  *glass.Banner
	whose   *ui.Segments[bool]
	choose  *ui.Choice[data.TodayGroup]
	table   *ui.Table[line]
	empty   *ui.Empty
	message *ui.Message
	content fyne.CanvasObject

	read   ui.Loader
	done   ui.Loader
	cancel []func()
}

// New makes the screen.
func New(d *desk.Desk) *Screen {
	s := &Screen{desk: d, mine: true, heading: ui.NewText("", ui.Heading), figures: ui.NewWrap(), draft: container.NewVBox(), letters: container.NewVBox(), message: ui.NewMessage()}
	s.whose = ui.NewSegments([]ui.Option[bool]{{Value: true, Label: "Mine"}, {Value: false, Label: "Everybody's"}},
		func(mine bool) { s.mine = mine; s.refresh() })
	s.whose.SetValue(true)
	s.empty = ui.NewEmpty("", "", nil)
	if d.May(data.RightWork) {
		s.empty = ui.NewEmpty("", "Take in a new case", func() { d.NewCase(nil) })
	}
	s.table = ui.NewTable(s.columns(), key, s.empty)
	groups := []ui.Option[data.TodayGroup]{{Label: "Everything"}}
	for _, g := range data.TodayGroups {
		groups = append(groups, ui.Option[data.TodayGroup]{Value: g.Value, Label: g.Label})
	}
	s.choose = ui.NewChoice("Everything", groups, func(g data.TodayGroup) { s.show = g; s.fill() })
	s.choose.SetValue("")
	s.table.Head = func(l line) (string, ui.Tone, bool) { return l.head, groupTones[l.Group], l.head != "" }
	if !d.NamesHidden { // what is to be done is mostly in the officer's own words
		s.table.SetDetail(step)
	}
	s.table.OnOpen = s.open
	s.table.OnRune = s.typed
	s.broken = glass.NewBanner(d)
	s.layout()
	return s
}

func key(l line) string { return l.head + l.Case.Number + "/" + l.What + "/" + l.Task.String() }

// groupTones are how pressing the groups look; the words of their heads say so too.
var groupTones = map[data.TodayGroup]ui.Tone{
	data.GroupOverdue: ui.ToneOverdue, data.GroupToday: ui.ToneToday, data.GroupUpdate: ui.ToneSoon, data.GroupPromises: ui.ToneAccent,
}

// step is the line below what is owed: what to do, and what waiting would cost.
func step(l line) []ui.Span {
	return []ui.Span{{Text: l.NextStep}, {Text: "   " + l.Cost, Tone: ui.ToneMuted}}
}

func (s *Screen) layout() {
	do := func(with func(line)) func() {
		return func() {
			if l, ok := s.table.Selected(); ok {
				with(l)
			}
		}
	}
	head := container.NewVBox(
		s.broken.Content, s.figures, s.draft, s.letters, s.message,
		ui.NewWrap(s.whose, s.choose, ui.NewButton("Open the case", do(s.open)), desk.Only(s.desk, data.RightWork, ui.NewButton("Contact made (C)", do(s.contact))),
			desk.Only(s.desk, data.RightWork, ui.NewButton("Task done (D)", do(s.finish)))),
	)
	s.day = container.NewBorder(head, nil, nil, nil, s.table)
	s.office = newBoard(s.desk)
	s.inside = container.NewStack(s.day)
	s.side = ui.NewSegments([]ui.Option[bool]{{Value: false, Label: "My day"}, {Value: true, Label: "The office"}}, s.turn)
	s.side.SetValue(false)
	s.content = container.NewBorder(ui.NewBeside(s.heading, s.side, ui.NewButton("Sheet for a colleague …", s.showSheet)), nil, nil, nil, s.inside)
}

// turn shows the day, or the office's own health.
func (s *Screen) turn(office bool) {
	s.inside.Objects = []fyne.CanvasObject{s.day}
	if office {
		s.inside.Objects = []fyne.CanvasObject{s.office.content}
	}
	s.inside.Refresh()
	s.refresh()
}

// inOffice reports whether the office's health is in front.
func (s *Screen) inOffice() bool { v, _ := s.side.Value(); return v }

func (s *Screen) columns() []ui.Column[line] {
	today := func() data.Date { return s.board.Day }
	return []ui.Column[line]{
		{Title: "Due", Width: 10.5, Text: func(l line) string { return ui.DueWords(l.Due, today()) },
			Tone: func(l line) ui.Tone { return ui.DueTone(l.Due, today()) }},
		{Title: "What", Width: 16, Weight: 3, Bold: true, Text: s.what},
		{Title: "Case", Width: 8, Text: func(l line) string { return l.Case.Number }},
		{Title: "Patient", Width: 8.5, Weight: 1, Text: func(l line) string { return s.desk.Name(l.Case.Patient) }},
		{Title: "Who", Width: 7.5, Weight: 0.6, Extra: true, Text: func(l line) string {
			if l.Who != "" {
				return s.desk.Name(l.Who)
			}
			return s.desk.Name(l.Case.Owner)
		}},
		{Title: "Unit", Width: 7.5, Weight: 0.6, Extra: true, Text: func(l line) string { return l.Case.Unit }},
	}
}

// what is owed. While names are hidden it is the kind of thing alone: tasks,
// promises and clocks of the office's own are in somebody's words.
func (s *Screen) what(l line) string {
	if s.desk.NamesHidden {
		return kindOf(l.TodayItem)
	}
	if l.Promise() {
		return "Promise: " + l.What
	}
	return l.What
}

// Content is what the window shows.
func (s *Screen) Content() fyne.CanvasObject { return s.content }

// FirstFocus is the list; nothing while the office is shown.
func (s *Screen) FirstFocus() fyne.Focusable {
	if s.inOffice() {
		return nil
	}
	return s.table
}

// Shown reads the day, and reads it again when something changes and after
// midnight.
func (s *Screen) Shown() {
	s.Left()
	s.cancel = append(s.cancel,
		s.desk.Session.Subscribe(func(store.Event) { ui.OnMain(s.refresh) }),
		ui.Every(time.Minute, func() {
			if s.board.Day != s.desk.Session.Settings().Today(time.Now()) {
				s.refresh()
			}
		}))
	s.refresh()
}

// Left stops listening.
func (s *Screen) Left() {
	for _, stop := range s.cancel {
		stop()
	}
	s.cancel = nil
}

func (s *Screen) refresh() {
	if s.inOffice() {
		s.office.refresh()
	}
	type day struct {
		board  data.TodayBoard
		intake time.Time // of an unfinished one
	}
	s.broken.Refresh()
	mine := s.mine
	if !s.known() {
		s.table.Wait()
	}
	ui.Load(&s.read, func(ctx context.Context) (day, error) {
		board, err := s.desk.Session.Today(ctx, mine)
		if err != nil {
			return day{}, err
		}
		_, at, err := s.desk.Session.Draft(ctx, desk.IntakeDraft)
		if errors.Is(err, data.ErrNotFound) {
			err = nil
		}
		return day{board, at}, err
	}, func(d day, err error) {
		if err != nil {
			s.message.Say(plain.Sentence(err), ui.ToneOverdue)
			s.table.Fail()
			return
		}
		s.message.Clear()
		s.board = d.board
		s.showHead(d.intake)
		s.fill()
	})
}

func (s *Screen) showHead(intake time.Time) {
	b := s.board
	s.heading.SetText(ui.Locale().Heading(b.Day))
	s.figures.RemoveAll()
	for _, g := range data.TodayGroups {
		tone := groupTones[g.Value]
		if b.Counts[g.Value] == 0 || tone == ui.TonePlain {
			tone = ui.ToneMuted
		}
		s.figures.Add(ui.NewChip(fmt.Sprintf("%s: %s", g.Label, ui.Count(b.Counts[g.Value])), tone))
	}
	s.figures.Add(ui.NewChip(ui.Count(b.Open)+" open in all", ui.ToneMuted))
	s.showLetters()
	s.draft.RemoveAll()
	if !intake.IsZero() && s.desk.May(data.RightWork) {
		at := ui.Moment(intake, time.Now(), s.desk.Session.Settings().Zone())
		s.draft.Add(container.NewHBox(ui.NewChip("Unfinished intake, "+at, ui.ToneAccent), ui.NewButton("Go on with it", func() { s.desk.NewCase(nil) })))
	}
}

// showLetters leads to the letters that fall due, which can be prepared in one go.
func (s *Screen) showLetters() {
	s.letters.RemoveAll()
	due := map[data.ClockKind]int{}
	for _, i := range s.board.Items {
		if i.Kind == data.OwedClock && i.Due <= s.board.Day {
			due[i.Clock]++
		}
	}
	var words []string
	if n := due[data.ClockAcknowledge]; n > 0 {
		words = append(words, ui.Plural(n, "acknowledgement", "acknowledgements"))
	}
	if n := due[data.ClockUpdate]; n > 0 {
		words = append(words, ui.Plural(n, "word on why it takes longer", "words on why it takes longer"))
	}
	if len(words) > 0 && s.desk.May(data.RightWork) {
		s.letters.Add(container.NewHBox(ui.NewChip("Due by today: "+strings.Join(words, ", "), ui.ToneToday), ui.NewButton("Prepare the letters", s.desk.LettersDue)))
	}
}

// known reports whether the day was read: only then an empty list is a good day.
func (s *Screen) known() bool { return !s.board.Day.IsZero() }

// fill shows the part of the day that was chosen, each group under its head.
func (s *Screen) fill() {
	if !s.known() {
		return
	}
	var rows []line
	group := data.TodayGroup("")
	for _, i := range s.board.Items {
		if s.show != "" && i.Group != s.show {
			continue
		}
		if i.Group != group {
			group = i.Group
			rows = append(rows, line{TodayItem: data.TodayItem{Group: group}, head: s.headWords(group)})
		}
		rows = append(rows, line{TodayItem: i})
	}
	s.empty.SetText(s.emptyWords())
	s.table.SetRows(rows)
}

func (s *Screen) headWords(g data.TodayGroup) string {
	shown := 0
	for _, i := range s.board.Items {
		if i.Group == g {
			shown++
		}
	}
	n := s.board.Counts[g]
	if n > shown {
		return fmt.Sprintf("%s: the first %s of %s", g, ui.Count(shown), ui.Count(n))
	}
	return fmt.Sprintf("%s: %s", g, ui.Count(n))
}

func (s *Screen) emptyWords() string {
	switch {
	case s.show != "" && len(s.board.Items) > 0:
		return "Nothing is in this group. Choose Everything to see the rest of the day."
	case s.mine && s.board.Open > 0:
		return "Nothing waits for you. Well done. Everybody's shows what waits for your colleagues."
	}
	return "Nothing is owed to anybody. Well done."
}

func (s *Screen) open(l line) {
	at := desk.Section(l.Section)
	switch {
	case l.Kind == data.OwedClock && l.Section != data.SectionSummary: // what the clock belongs to
	case l.Kind == data.OwedClock && l.Clock != data.ClockUpdate:
		at = desk.Letters
	case l.Kind == data.OwedClock:
		at = desk.Contacts
	}
	s.desk.OpenCase(l.Case.Number, at)
}

// typed answers the letters that act on the chosen line.
func (s *Screen) typed(r rune) {
	l, ok := s.table.Selected()
	if !ok || !s.desk.May(data.RightWork) {
		return
	}
	switch r {
	case 'c', 'C':
		s.contact(l)
	case 'd', 'D':
		s.finish(l)
	}
}

// contact opens the case at the entry for a contact.
func (s *Screen) contact(l line) { s.desk.AddContact(l.Case.Number) }

// finish marks a task or promise done, and can take it back.
func (s *Screen) finish(l line) {
	if l.Task == (data.ID{}) {
		s.desk.Say("Only a task or a promise is ticked off here. A deadline is met by what it asks for, in the case: press Enter.", nil)
		return
	}
	session := s.desk.Session
	ui.Load(&s.done, func(ctx context.Context) (data.CaseFile, error) {
		return session.CompleteTask(ctx, l.Case.Key, l.Task)
	}, func(_ data.CaseFile, err error) {
		if err != nil {
			s.desk.Fail(err)
			return
		}
		s.desk.Say("Done: "+s.what(l), func() {
			ui.Load(&s.done, func(ctx context.Context) (data.CaseFile, error) {
				return session.ReopenTask(ctx, l.Case.Key, l.Task)
			}, func(_ data.CaseFile, err error) { s.desk.Fail(err) })
		})
	})
}
