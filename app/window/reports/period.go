package reports

import (
	"fmt"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"

	"rapport/app/window/ui"
	"rapport/data"
)

// sizes are the calendar units in which a period is chosen.
var sizes = []ui.Option[data.PeriodSize]{
	{Value: data.OneMonth, Label: "Month"}, {Value: data.OneQuarter, Label: "Quarter"}, {Value: data.OneYear, Label: "Year"}, {Value: data.AnyDays, Label: "Days"},
}

// picker chooses the period of a report: one of a calendar unit, with steps to
// the one before and after, or any range of days.
type picker struct {
	settings func() data.Settings
	changed  func(data.Period)
	laid     func() // draws the line that holds the controls
	period   data.Period
	first    data.Date // of anything in the case file
	last     data.Date // that can be asked for

	size    *ui.Segments[data.PeriodSize]
	list    *ui.Choice[data.Period]
	from    *ui.DateField
	to      *ui.DateField
	step    *fyne.Container
	days    *fyne.Container
	message *ui.Message
}

func newPicker(settings func() data.Settings, message *ui.Message, changed func(data.Period)) *picker {
	p := &picker{settings: settings, changed: changed, laid: func() {}, message: message}
	p.last = p.today()
	p.first = p.last
	p.period = data.MonthPeriod(p.last.Month()).Before() // the last month that has ended
	p.size = ui.NewSegments(sizes, p.resize)
	p.list = ui.NewChoice("Period", nil, p.choose)
	p.from, p.to = ui.NewDateField(p.today), ui.NewDateField(p.today)
	p.step = container.NewHBox(ui.NewQuiet("Earlier", theme.NavigateBackIcon(), func() { p.move(data.Period.Before) }), ui.AtLeast(11, 0, p.list),
		ui.NewQuiet("Later", theme.NavigateNextIcon(), func() { p.move(data.Period.Next) }))
	p.days = container.NewHBox(ui.AtLeast(9, 0, p.from), ui.NewText("to", ui.Muted), ui.AtLeast(9, 0, p.to), ui.NewButton("Show", p.typed))
	p.show()
	return p
}

// controls are what the picker is made of, for a line of the screen.
func (p *picker) controls() []fyne.CanvasObject { return []fyne.CanvasObject{p.size, p.step, p.days} }

// refresh draws the controls that are shown; those beside them move up.
func (p *picker) refresh() {
	for _, o := range p.controls() {
		o.Refresh()
	}
	p.laid()
}

func (p *picker) today() data.Date { return p.settings().Today(time.Now()) }

// reach sets from which day to which there is anything; today is always among
// them.
func (p *picker) reach(first, last data.Date) {
	p.first, p.last = first, max(last, p.today())
	if first.IsZero() {
		p.first = p.today()
	}
	p.show()
}

// holding is the period of the size that holds the day.
func holding(size data.PeriodSize, d data.Date) data.Period {
	switch size {
	case data.OneQuarter:
		return data.QuarterPeriod(d)
	case data.OneYear:
		return data.YearPeriod(d.Year())
	}
	return data.MonthPeriod(d.Month())
}

// label is a period in the list.
func (p *picker) label(of data.Period) string {
	if of.Size() == data.OneQuarter {
		m := of.From.Month()
		return fmt.Sprintf("Quarter %d, %d", (int(m.Month)+2)/3, m.Year)
	}
	return of.Long(p.settings().Locale)
}

// show fills the fields with the period.
func (p *picker) show() {
	size := p.period.Size()
	p.size.SetValue(size)
	p.step.Hidden, p.days.Hidden = size == data.AnyDays, size != data.AnyDays
	p.from.SetDate(p.period.From)
	p.to.SetDate(p.period.To)
	if size != data.AnyDays {
		var options []ui.Option[data.Period]
		listed := false
		for at := holding(size, p.last); at.To >= p.first; at = at.Before() {
			options = append(options, ui.Option[data.Period]{Value: at, Label: p.label(at)})
			listed = listed || at == p.period
		}
		if !listed {
			options = append(options, ui.Option[data.Period]{Value: p.period, Label: p.label(p.period)})
		}
		p.list.SetOptions(options)
		p.list.SetValue(p.period)
	}
	p.refresh()
}

// resize goes over to another unit, at the same place in time.
func (p *picker) resize(size data.PeriodSize) {
	switch {
	case size == p.period.Size():
		return
	case size == data.AnyDays:
		p.step.Hidden, p.days.Hidden = true, false
		p.from.SetDate(p.period.From)
		p.to.SetDate(min(p.period.To, p.today()))
		p.refresh() // nothing changes before the days are shown
		return
	}
	p.choose(holding(size, min(p.period.To, p.today())))
}

// set goes to a period without telling of it.
func (p *picker) set(to data.Period) {
	p.period = to
	p.show()
}

func (p *picker) choose(to data.Period) {
	if to == p.period {
		return
	}
	p.period = to
	p.show()
	p.changed(to)
}

// move steps to another period of the size, as far as there is anything.
func (p *picker) move(step func(data.Period) data.Period) {
	if to := step(p.period); to.From <= p.last && to.To >= p.first {
		p.choose(to)
	}
}

// typed takes the two days that were entered.
func (p *picker) typed() {
	from, err := p.from.Date()
	to, err2 := p.to.Date()
	chosen := data.Period{From: from, To: to}
	if err != nil || err2 != nil || !chosen.Valid() {
		p.message.Say("Enter the first and the last day; the last must not come before the first.", ui.ToneOverdue)
		return
	}
	if from > p.today() {
		p.message.Say("The first day has not come yet. Enter one that has.", ui.ToneOverdue)
		return
	}
	p.message.Clear()
	p.period = chosen
	p.show()
	p.changed(chosen)
}
