package migrate

import (
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"rapport/app/window/ui"
	"rapport/data/exchange"
)

// datesPage asks how the file writes dates, where that cannot be told from them, and
// shows those that were written by different hands.
type datesPage struct {
	screen *Screen
	words  *ui.Paragraph
	order  *ui.Segments[exchange.Order]
	table  *ui.Table[exchange.DateExample]
	whole  fyne.CanvasObject
}

func newDatesPage(s *Screen) *datesPage {
	d := &datesPage{screen: s, words: ui.NewParagraph(" ", ui.Plain)}
	d.order = ui.NewSegments([]ui.Option[exchange.Order]{
		{Value: exchange.MonthFirst, Label: "Month first: 12/31/2026"}, {Value: exchange.DayFirst, Label: "Day first: 31/12/2026"},
	}, d.choose)
	d.table = ui.NewTable(exampleColumns(false), func(e exchange.DateExample) string { return strconv.Itoa(e.Row) }, ui.NewEmpty("", "", nil))
	head := container.NewVBox(d.words, ui.NewRow("How this file writes dates", d.order))
	d.whole = ui.NewScrolled(container.NewBorder(head, nil, nil, nil, ui.AtLeast(0, 14, d.table)))
	return d
}

// exampleColumns show how each date is read; open says that no order is chosen yet, so
// that a date that can be read both ways is read in none.
func exampleColumns(open bool) []ui.Column[exchange.DateExample] {
	const long = "January 2, 2006"
	read, other := "Is read as", "Could also be"
	if open {
		read, other = "May be", "Or"
	}
	day := func(e exchange.DateExample) string {
		if e.Read.IsZero() {
			return "not readable"
		}
		return e.Read.Format(long)
	}
	return []ui.Column[exchange.DateExample]{
		{Title: "Row", Width: 4, Align: fyne.TextAlignTrailing, Text: func(e exchange.DateExample) string { return ui.Count(e.Row) }},
		{Title: "In the file", Width: 9, Bold: true, Text: func(e exchange.DateExample) string { return e.Was }},
		{Title: read, Width: 11, Text: day, Tone: func(e exchange.DateExample) ui.Tone {
			if e.Read.IsZero() {
				return ui.ToneToday
			}
			return ui.TonePlain
		}},
		{Title: other, Width: 11, Extra: true, Text: func(e exchange.DateExample) string {
			if e.Other.IsZero() {
				return ""
			}
			return e.Other.Format(long)
		}},
		{Title: "Why", Width: 14, Weight: 1, Text: func(e exchange.DateExample) string {
			if open && !e.Other.IsZero() {
				return "not settled: choose above"
			}
			return e.Why
		}},
	}
}

func (d *datesPage) content() fyne.CanvasObject { return d.whole }
func (d *datesPage) first() fyne.Focusable      { return d.order.Focusable() }
func (d *datesPage) next() string               { return "Next" }

// enter shows what the dates say, with the order that is chosen.
func (d *datesPage) enter() {
	p, ask := d.screen.job.plan, d.screen.job.dates
	d.words.SetText(datesWords(ask))
	d.order.SetValue("")
	if p.OrderKnown {
		d.order.SetValue(p.Map.DateOrder)
	}
	d.table.SetColumns(exampleColumns(ask.Ask && !p.OrderKnown))
	d.table.SetRows(ask.Examples)
}

// datesWords says what is doubtful about the dates.
func datesWords(a exchange.DateAsk) string {
	switch {
	case a.Mixed:
		words := "“" + a.Heading + "” was written by different hands: " + ui.Plural(a.DayFirst, "date has", "dates have") + " the day first, " +
			ui.Plural(a.MonthFirst, "date", "dates") + " the month."
		if a.Either > 0 {
			words += " " + ui.Plural(a.Either, "date", "dates") + " could be read both ways. Each of them is read as the rows around it, and as you say here where these do not tell."
		}
		return words + unreadWords(a)
	case a.Ask:
		return ui.Plural(a.Either, "date", "dates") + " in “" + a.Heading + "” can be read in two ways, and no other date of the file says which is meant. Look at the examples and choose." + unreadWords(a)
	}
	return "The dates in “" + a.Heading + "” can be read in one way." + unreadWords(a)
}

func unreadWords(a exchange.DateAsk) string {
	if a.Unread == 0 {
		return ""
	}
	return " " + ui.Plural(a.Unread, "cell is", "cells are") + " empty or no date."
}

// choose reads the dates in the order that was chosen and shows them anew.
func (d *datesPage) choose(o exchange.Order) {
	s := d.screen
	s.message.Clear()
	s.job.plan.SetOrder(o)
	s.study(d.enter)
}

func (d *datesPage) settle(on func()) {
	if !d.screen.job.plan.OrderKnown {
		d.screen.message.Say("Choose how this file writes dates; the examples show what comes of it.", toneWrong)
		d.screen.desk.Window.Canvas().Focus(d.order.Focusable())
		return
	}
	on()
}
