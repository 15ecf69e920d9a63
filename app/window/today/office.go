package today

import (
	"context"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"rapport/app/plain"
	"rapport/app/window/desk"
	"rapport/app/window/goals"
	"rapport/app/window/ui"
	"rapport/data"
	"rapport/reports/chart"
	"rapport/reports/report"
	"rapport/reports/summary"
)

// board is the office's own health: this month against the goals, the control
// chart of the main rate, and how old the open cases are. They are the figures and
// the charts of the summary, and each bar leads to its cases.
type board struct {
	desk    *desk.Desk
	month   *ui.Text
	goals   *ui.Chart
	noGoals *ui.Empty
	rate    *ui.Chart
	signals *ui.Paragraph
	ageing  *ui.Chart
	noneOld *ui.Paragraph
	message *ui.Message
	content fyne.CanvasObject
	charts  fyne.CanvasObject

	shown summary.Board
	read  ui.Loader
}

func newBoard(d *desk.Desk) *board {
	b := &board{desk: d, month: ui.NewText("", ui.Section), message: ui.NewMessage(), signals: ui.NewParagraph("", ui.Muted), noneOld: ui.NewParagraph("No case is open.", ui.Muted)}
	b.goals, b.rate, b.ageing = ui.NewChart("", chart.Chart{}), ui.NewChart("", chart.Chart{}), ui.NewChart("", chart.Chart{})
	b.noGoals = ui.NewEmpty("", "", nil)
	if d.May(data.RightNumbers) {
		b.noGoals = ui.NewEmpty("", "Set goals …", b.setGoals)
	}
	b.goals.OnDoor, b.goals.DoorName = b.open(&b.shown.Goals), named(&b.shown.Goals)
	b.ageing.OnDoor, b.ageing.DoorName = b.open(&b.shown.Ageing), named(&b.shown.Ageing)
	b.rate.OnDoor, b.rate.DoorName = b.open(&b.shown.Rate), named(&b.shown.Rate)
	b.charts = container.NewVBox(
		ui.NewBeside(b.month, desk.Only(d, data.RightNumbers, ui.NewQuiet("Goals …", nil, b.setGoals)), ui.NewQuiet("The whole report", nil, func() { d.Show(desk.Reports) })),
		ui.NewPanes(leastPane, ui.NewPanel("", container.NewVBox(b.goals, b.noGoals)), ui.NewPanel("", container.NewVBox(b.ageing, b.noneOld))),
		ui.NewPanel("", container.NewVBox(b.rate, b.signals)))
	b.content = container.NewBorder(b.message, nil, nil, nil, ui.NewScrolled(b.charts))
	b.charts.Hide() // until they are read
	return b
}

// leastPane is the width, in text sizes, at which bars with their names and numbers
// can still be told apart.
const leastPane = 40

func (b *board) setGoals() { goals.Open(b.desk, b.refresh) }

// refresh reads the running month.
func (b *board) refresh() {
	session := b.desk.Session
	ui.Load(&b.read, func(ctx context.Context) (summary.Board, error) {
		facts, err := session.SummaryFacts(ctx, data.MonthPeriod(session.Settings().Today(time.Now()).Month()))
		if err != nil {
			return summary.Board{}, err
		}
		return summary.MakeBoard(facts), nil
	}, func(shown summary.Board, err error) {
		if err != nil {
			b.message.Say(plain.Sentence(err), ui.ToneOverdue)
			return
		}
		b.message.Clear()
		b.show(shown)
	})
}

func (b *board) show(shown summary.Board) {
	b.shown = shown
	settings := b.desk.Session.Settings()
	b.month.SetText("This month so far: " + settings.Today(time.Now()).Month().Long())
	b.noGoals.SetText("The office has no goals yet. Once some are set, this month is shown against them. " + b.desk.WhoMay(data.RightNumbers))
	if len(settings.Goals) > 0 {
		b.noGoals.SetText("Nothing that has a goal can be measured yet this month.")
	}
	hasGoals := put(b.goals, shown.Goals)
	b.noGoals.Hidden = hasGoals
	put(b.rate, shown.Rate)
	b.signals.SetText(signalWords(shown))
	b.noneOld.Hidden = put(b.ageing, shown.Ageing)
	b.charts.Show()
	b.content.Refresh()
}

// put shows a figure, if it has a chart.
func put(into *ui.Chart, f report.Figure) bool {
	drawn, is := f.Drawing.(chart.Chart)
	into.Hidden = !is
	if is {
		into.Height = f.Height
		into.Set(f.Caption, drawn)
	}
	return is
}

func signalWords(b summary.Board) string {
	if len(b.Signals) == 0 {
		return "No signal: the months vary no more than chance would have it."
	}
	return strings.Join(b.Signals, " ")
}

// open leads to the cases of a bar.
func (b *board) open(f *report.Figure) func(int) {
	return func(label int) {
		if label < len(f.Doors) && f.Doors[label].Open() {
			q, _ := f.Doors[label].Leads(b.desk.Session.Settings().Today(time.Now()).Month().Long())
			b.desk.ShowCases(q)
		}
	}
}

// named names what a bar opens; one without cases opens nothing.
func named(f *report.Figure) func(int) string {
	return func(label int) string {
		if label >= len(f.Doors) || !f.Doors[label].Open() {
			return ""
		}
		return f.Doors[label].Name
	}
}
