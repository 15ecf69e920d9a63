package exchange

import "rapport/data"

// DateAsk is what the days of receipt of a sheet say about the order in which they
// are written.
type DateAsk struct {
	Heading    string
	DayFirst   int // dates that only day first is a day of the calendar
	MonthFirst int // dates that only month first is
	Either     int // dates that both ways are a day, but another one
	Unread     int // dates that are none; those rows come in without a day, or not at all
	// Ask is set where no date proves an order and some could be read two ways.
	Ask bool
	// Mixed is set where both orders are proven, so that some hand wrote the days
	// first and another the months.
	Mixed bool
	// Examples of each: proven day first, proven month first, read by those around it
	// or by the order that was said, not read.
	Examples []DateExample
}

// DateExample is one date as it is read.
type DateExample struct {
	Row   int
	Was   string
	Order Order     // in which it is read; empty where both are the same day or neither is
	Read  data.Date // zero: not read
	Other data.Date // the other reading, where there is one
	Why   string
}

// fewExamples is how many dates of each sort are shown.
const fewExamples = 4

// Dates looks at the days of receipt, as they are read by the order that the plan
// has now.
func (p *Plan) Dates() DateAsk {
	ask := DateAsk{Heading: p.Map.Columns[fieldDate]}
	at, err := headingsOf(p.Sheet).column(ask.Heading)
	if ask.Heading == "" || err != nil {
		return ask
	}
	all := p.dated(at)
	shown := map[string]int{}
	for _, d := range all {
		e := DateExample{Row: d.row, Was: d.written.raw, Order: d.order, Read: d.day, Why: d.because}
		o, proven := d.written.order()
		a, b := d.written.day[DayFirst], d.written.day[MonthFirst]
		sort := ""
		switch {
		case d.written.raw == "" || len(d.written.day) == 0:
			ask.Unread++
			sort, e.Why = "unread", d.doubt
		case proven && o == DayFirst:
			ask.DayFirst++
			sort = "day"
		case proven:
			ask.MonthFirst++
			sort = "month"
		case a != b:
			ask.Either++
			sort = "either"
			if e.Other = a; d.day == a {
				e.Other = b
			}
			if d.doubt != "" {
				sort, e.Why = "doubt", d.doubt
			}
		}
		if sort != "" && shown[sort] < fewExamples {
			shown[sort]++
			ask.Examples = append(ask.Examples, e)
		}
	}
	ask.Ask = ask.DayFirst == 0 && ask.MonthFirst == 0 && ask.Either > 0
	ask.Mixed = ask.DayFirst > 0 && ask.MonthFirst > 0
	return ask
}

// dated reads the column of dates with the evidence of the others. The map need not
// be whole yet.
func (p *Plan) dated(at int) []*dated {
	m := p.Map
	m.Columns = map[string]string{fieldDate: m.Columns[fieldDate]}
	if r := p.Map.Columns[fieldRespondent]; r != "" {
		m.Columns[fieldRespondent] = r
	}
	m.Themes = Themes{}
	if m.DateOrder == "" {
		m.DateOrder = MonthFirst
	}
	c, err := m.bind(p.Sheet)
	if err != nil {
		c = columns{field: map[string]int{fieldDate: at}, list: -1}
	}
	return c.dates(p.Sheet, m, p.today())
}

// guess is the order that most proven dates have, and whether the officer need not
// be asked.
func (a DateAsk) guess() (Order, bool) {
	if a.DayFirst > a.MonthFirst {
		return DayFirst, true
	}
	return MonthFirst, !a.Ask
}
