package app_test

import (
	"fmt"
	"math"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"rapport/data"
	"rapport/data/practice"
	"rapport/reports/report"
	"rapport/reports/summary"
)

// reader works out what a shareable summary does not say. It knows what is printed
// and what such numbers mean, and nothing of how the summary was made.
type reader struct {
	tables map[string]report.Table // by caption
	at     map[string]int          // of "table|row|column" and of what the reader makes up
	names  []string
	low    []float64
	high   []float64
	sums   []relation
	rule   string // of the relation that is being written down
}

// relation: the sum of so many times each number is 0.
type relation struct {
	times map[int]float64
	rule  string
}

func read(r report.Report) *reader {
	a := &reader{tables: map[string]report.Table{}, at: map[string]int{}}
	for _, s := range r.Sections {
		for _, b := range s.Blocks {
			if t, is := b.(report.Table); is {
				a.table(t)
			}
		}
	}
	return a
}

// table notes what each cell of a table tells.
func (a *reader) table(t report.Table) {
	if t.Caption == "Themes of the quarter" {
		return // those with a number are shown, and they are parts of nothing else
	}
	if _, named, some := strings.Cut(t.Definition, leftOut); some {
		names, _, _ := strings.Cut(named, ".")
		end := len(t.Rows)
		if t.Total {
			end--
		}
		for _, label := range strings.Split(names, "; ") {
			row := []report.Cell{report.W(label)}
			for _, c := range t.Columns[1:] {
				if c.Head != "Share" && c.Head != "Cumulative" && c.Head != "Recovered" {
					a.know(t.Caption+"|"+label+"|"+c.Head, 0, math.Inf(1)) // some may be 0
				}
				row = append(row, report.None(""))
			}
			t.Rows = slices.Insert(slices.Clone(t.Rows), end, row)
		}
	}
	a.tables[t.Caption] = t
	for _, row := range t.Rows {
		for i, c := range row[1:] {
			name := t.Caption + "|" + row[0].Text + "|" + t.Columns[i+1].Head
			switch {
			case c.Kind == report.Count:
				a.know(name, c.Value, c.Value)
			case c.Kind == report.Hidden && c.Of != "": // its kind is plain from the head of the column
				a.know(name, 1, math.Inf(1)) // 0 is shown
			}
		}
	}
}

// leftOut names the lines of a table that are not printed.
const leftOut = "Lines whose numbers are all hidden: "

func (a *reader) know(name string, low, high float64) int {
	i, there := a.at[name]
	if !there {
		i = len(a.names)
		a.at[name], a.names = i, append(a.names, name)
		a.low, a.high = append(a.low, 0), append(a.high, math.Inf(1))
	}
	a.low[i], a.high[i] = max(a.low[i], low), min(a.high[i], high)
	return i
}

// cell is a number of a table; ok is false where the table does not have it.
func (a *reader) cell(table, row, column string) (name string, ok bool) {
	name = table + "|" + row + "|" + column
	_, ok = a.at[name]
	return name, ok
}

// total writes down that the parts add up to the whole.
func (a *reader) total(whole string, parts ...string) {
	w, there := a.at[whole]
	if !there {
		return
	}
	r := relation{map[int]float64{w: -1}, a.rule}
	for _, p := range parts {
		i, there := a.at[p]
		if !there {
			return
		}
		r.times[i]++
	}
	a.sums = append(a.sums, r)
}

// within writes down that the parts are different parts of the whole: what is left
// is a number of people like any other.
func (a *reader) within(whole string, parts ...string) {
	for _, p := range append(parts, whole) {
		if _, there := a.at[p]; !there {
			return
		}
	}
	rest := whole + " without " + strings.Join(parts, " and ")
	a.know(rest, 0, math.Inf(1))
	a.total(whole, append(slices.Clone(parts), rest)...)
}

// rows are the labels of a table but for its total.
func (a *reader) rows(table string) (labels []string) {
	t := a.tables[table]
	for i, row := range t.Rows {
		if !t.Total || i < len(t.Rows)-1 {
			labels = append(labels, row[0].Text)
		}
	}
	return labels
}

func (a *reader) last(table string) string {
	t := a.tables[table]
	if !t.Total || len(t.Rows) == 0 {
		return ""
	}
	return t.Rows[len(t.Rows)-1][0].Text
}

// workOut narrows what each number can be until nothing changes.
func (a *reader) workOut() {
	for range 300 {
		changed := false
		for _, r := range a.sums {
			for i, n := range r.times { // n·x is minus the sum of the others
				low, high := 0.0, 0.0
				for k, m := range r.times {
					switch {
					case k == i:
					case m > 0:
						low, high = low-m*a.high[k], high-m*a.low[k]
					default:
						low, high = low-m*a.low[k], high-m*a.high[k]
					}
				}
				if n < 0 {
					low, high = -high, -low
				}
				low, high = math.Ceil(low/math.Abs(n)-1e-9), math.Floor(high/math.Abs(n)+1e-9)
				if low > a.low[i] {
					a.low[i], changed = low, true
				}
				if high < a.high[i] {
					a.high[i], changed = high, true
				}
			}
		}
		if !changed {
			return
		}
	}
}

// found are the numbers of 1 to 10 that the reader has, or has to within two.
func (a *reader) found() (all []string) {
	for i, name := range a.names {
		low, high := a.low[i], a.high[i]
		if low > high {
			all = append(all, fmt.Sprintf("%s cannot be: the reader is wrong", name))
		} else if low >= 1 && high <= 10 && high-low < 2 {
			all = append(all, fmt.Sprintf("%s is %v to %v", name, low, high))
		}
	}
	return all
}

const (
	byType   = "Cases by type"
	byMonth  = "Cases by month"
	measures = "Measures of the period"
	units    = "Cases and issues by unit"
	praise   = "Compliments beside complaints"
	complain = "Complaints and grievances"
	answers  = "Answers on time"
)

// think writes down what such numbers mean.
func (a *reader) think(r report.Report) {
	a.addUp()
	a.samePeople(r)
	a.parts()
	a.groups(r)
	a.months(r.Period)
	a.percentages()
}

// addUp: a row of totals, and rows whose cells add up.
func (a *reader) addUp() {
	for caption, t := range a.tables {
		if t.Total && caption != "The flow of cases" {
			for _, c := range t.Columns[1:] {
				a.rule = caption + " adds up"
				var parts []string
				for _, row := range a.rows(caption) {
					if n, ok := a.cell(caption, row, c.Head); ok {
						parts = append(parts, n)
					}
				}
				if len(parts) == len(a.rows(caption)) {
					a.total(caption+"|"+a.last(caption)+"|"+c.Head, parts...)
				}
			}
		}
		for _, row := range t.Rows {
			of := func(column string) string { return caption + "|" + row[0].Text + "|" + column }
			a.rule = "a row of " + caption
			a.total(of("Due"), of("On time"), of("Late"), of("Not yet due"))
			a.total(of("Issues"), of("No harm"), of("Low"), of("Medium"), of("High"))
			var ages []string
			if caption == "Open cases by age" {
				for _, c := range t.Columns[1 : len(t.Columns)-1] {
					ages = append(ages, of(c.Head))
				}
				a.total(of("All"), ages...)
			}
			if strings.HasPrefix(caption, "Issues by category") {
				var severities []string
				for _, c := range t.Columns[1:] {
					if c.Head != "Issues" && c.Head != "Cumulative" {
						severities = append(severities, of(c.Head))
					}
				}
				a.total(of("Issues"), severities...)
			}
		}
	}
	flow := func(row string) string { return "The flow of cases|" + row + "|Cases" }
	var left, open string
	for _, row := range a.rows("The flow of cases") {
		if strings.HasPrefix(row, "Open on") {
			left = flow(row)
		}
	}
	open = flow(a.last("The flow of cases"))
	a.rule = "the flow balances"
	a.know("all that came and was", 0, math.Inf(1))
	a.total("all that came and was", left, flow("+ received"), flow("+ reopened"))
	a.total("all that came and was", open, flow("− closed"), flow("− withdrawn, merged or void"))
	a.rule = "open is open"
	a.total(open, byType+"|All|Open")
}

// samePeople: the same number in two tables.
func (a *reader) samePeople(r report.Report) {
	all := func(table, column string) string { return table + "|" + a.last(table) + "|" + column }
	measure := func(row, column string) string { return measures + "|" + row + "|" + column }
	a.rule = "the same number"
	for _, pair := range [][2]string{
		{measure("Cases received", "Now"), all(byType, "Received")}, {measure("Cases closed", "Now"), all(byType, "Closed")}, {measure("Cases open at the end", "Now"), all(byType, "Open")},
		{all(units, "Received"), all(byType, "Received")}, {all(units, "Closed"), all(byType, "Closed")}, {all(units, "Open"), all(byType, "Open")},
		{measure("Grievances received", "Now"), all(units, "Grievances")}, {all("Cases received by channel", "Received"), all(byType, "Received")},
		{all("Cases received by payer", "Received"), all(byType, "Received")}, {all("Cases received by shift", "Received"), all(byType, "Received")},
		{all("Cases received by channel", "Grievances"), all(units, "Grievances")}, {all("Cases received by payer", "Grievances"), all(units, "Grievances")},
		{all("Cases received by shift", "Grievances"), all(units, "Grievances")}, {all("Days to close", "Cases"), all(byType, "Closed")},
		{all("Open cases by age", "All"), all(byType, "Open")}, {all(praise, "Compliments"), byType + "|Compliment|Received"},
		{all("Issues by category and severity", "Issues"), all(units, "Issues")}, {all("Issues by stage of care", "Issues"), all(units, "Issues")},
		{all("Issues by category and severity", "High"), all(units, "High severity")}, {all("Issues by stage of care", "High severity"), all(units, "High severity")},
		{measure("Written decision within the standard", "Cases"), answers + "|" + a.row(answers, "Written decision within") + "|On time"},
		{measure("Written decision within the standard", "Of"), answers + "|" + a.row(answers, "Written decision within") + "|Due"},
	} {
		a.total(pair[0], pair[1])
	}
	a.rule = "kinds of grievances"
	var kinds, complaints []string
	for _, k := range data.Kinds {
		name, ok := a.cell(byType, k.Value.String(), "Received")
		if ok && k.Value.NeedsNotice() {
			kinds = append(kinds, name)
		}
		if ok && k.Value.Complains() {
			complaints = append(complaints, name)
		}
	}
	if len(kinds) > 0 && len(complaints) > 0 { // the table may be left out
		a.total(all(units, "Grievances"), kinds...)
		a.total(all(praise, complain), complaints...)
	}
}

// row is the row of a table that begins so.
func (a *reader) row(table, start string) string {
	for _, row := range a.rows(table) {
		if strings.HasPrefix(row, start) {
			return row
		}
	}
	return ""
}

// parts: a part of a number, and what is left of it.
func (a *reader) parts() {
	a.rule = "parts of a unit"
	for _, unit := range append(a.rows(units), a.last(units)) {
		of := func(table, column string) string { return table + "|" + unit + "|" + column }
		a.within(of(units, "Received"), of(praise, "Compliments"), of(praise, complain))
		a.within(of(praise, complain), of(units, "Grievances"))
		a.within(of(units, "Received"), of(units, "Grievances"))
		a.within(of(units, "Issues"), of(units, "High severity"))
	}
	for caption, t := range a.tables {
		for _, row := range t.Rows {
			of := func(column string) string { return caption + "|" + row[0].Text + "|" + column }
			a.rule = "parts of a row of " + caption
			switch {
			case strings.HasPrefix(caption, "Cases received by"):
				a.within(of("Received"), of("Grievances"))
			case strings.HasPrefix(caption, "Issues by stage"):
				a.within(of("Issues"), of("High severity"))
			case strings.HasPrefix(caption, complain+" by"):
				a.within(of("Findings"), of("Substantiated"))
			case caption == "Advocacy":
				a.within(of("Finished"), of("Achieved"))
			case caption == "How complete the records are":
				a.within(of("Of"), of("Missing"))
			case caption == measures:
				a.within(of("Of"), of("Cases"))
			}
		}
	}
}

// groups: tables that split the same cases in different ways.
func (a *reader) groups(r report.Report) {
	var first map[string]string
	for caption := range a.tables {
		if !strings.HasPrefix(caption, complain+" by") {
			continue
		}
		sums := map[string]string{}
		a.rule = caption + " adds up to all"
		for _, column := range []string{"Received", "Closed", "Findings", "Substantiated"} {
			var parts []string
			for _, row := range a.rows(caption) {
				if n, ok := a.cell(caption, row, column); ok {
					parts = append(parts, n)
				}
			}
			if len(parts) != len(a.rows(caption)) {
				continue
			}
			sums[column] = caption + ", all, " + column
			a.know(sums[column], 0, math.Inf(1))
			a.total(sums[column], parts...)
			if first != nil && first[column] != "" {
				a.total(sums[column], first[column])
			}
		}
		if n, ok := a.cell(praise, "All", complain); ok {
			a.total(n, sums["Received"])
		}
		first = sums
	}
	for _, row := range a.rows(units) { // who knows how units are chosen
		if n, ok := a.cell(units, row, "Received"); ok && row != "Other units" {
			a.know(n, 11, math.Inf(1))
		}
	}
}

// months: those of the period add up to it.
func (a *reader) months(p data.Period) {
	t := a.tables[byMonth]
	if !p.WholeMonths() || len(t.Columns) == 0 {
		return
	}
	for _, c := range t.Columns[1:] {
		of := func(row string) string { return byMonth + "|" + row + "|" + c.Head }
		a.rule = "a month"
		a.total(of("Received"), of("Grievances"), of("Other cases"))
	}
	var received, grievances, closed []string
	for _, m := range p.Months() {
		received = append(received, byMonth+"|Received|"+m.Short())
		grievances = append(grievances, byMonth+"|Grievances|"+m.Short())
		closed = append(closed, byMonth+"|Closed|"+m.Short())
	}
	a.rule = "the months add up"
	if n, ok := a.cell(byType, data.Compliment.String(), "Received"); ok {
		received = append(received, n)
	}
	a.total(byType+"|All|Received", received...)
	a.total(byType+"|All|Closed", closed...)
	a.total(units+"|All|Grievances", grievances...)
}

// percentages: a share that is printed tells of a number that is not, and the
// place in a list by frequency, too.
func (a *reader) percentages() {
	for caption, t := range a.tables {
		for _, row := range t.Rows {
			hidden, share := false, false
			for i, c := range row {
				head := t.Columns[i].Head
				hidden = hidden || c.Kind == report.Hidden && slices.Contains([]string{"Cases", "Issues", "Received", "Substantiated", "Comments", "Missing"}, head)
				share = share || c.Kind == report.Percent && c.Value != 100 && (caption != measures || head == "Now")
			}
			if hidden && share && !strings.HasPrefix(caption, "Issues by category") && !strings.HasPrefix(caption, complain) {
				a.know("a share beside a hidden number: "+caption+", "+row[0].Text, 1, 1)
			}
		}
	}
	for caption, column := range map[string]string{"Issues by category and severity": "Issues", "Issues by stage of care": "Issues", "Comments by unit": "Comments", "Comments by theme": "Comments", "Advocacy": "Finished"} {
		was := false
		for _, row := range a.rows(caption) {
			_, there := a.cell(caption, row, column)
			i := a.at[caption+"|"+row+"|"+column]
			hidden := there && a.low[i] != a.high[i]
			if was && there && !hidden && row != "All others" {
				a.know("the place of a hidden number: "+caption+", before "+row, 1, 1)
			}
			was = was || hidden
		}
	}
}

var pairs = regexp.MustCompile(`\((\d[\d,]*) of (\d[\d,]*)\)`)

// sentences reads the numbers of the text: a part and a whole.
func sentences(r report.Report) (all []string) {
	var texts []string
	for _, s := range r.Sections {
		for _, b := range s.Blocks {
			switch b := b.(type) {
			case report.Para:
				for _, run := range b.Runs {
					texts = append(texts, run.Text)
				}
			case report.Table:
				texts = append(texts, b.Definition)
			case report.Figure:
				texts = append(texts, b.Definition, b.Caption)
			}
		}
	}
	number := func(s string) (n int) {
		fmt.Sscan(strings.ReplaceAll(s, ",", ""), &n)
		return n
	}
	for _, text := range texts {
		for _, m := range pairs.FindAllStringSubmatch(text, -1) {
			part, whole := number(m[1]), number(m[2])
			for _, n := range []int{part, whole, whole - part} {
				if n >= 1 && n <= 10 {
					all = append(all, text)
				}
			}
		}
	}
	return all
}

// attack returns what a reader of the report finds.
func attack(r report.Report) []string {
	a := read(r)
	a.think(r)
	a.workOut()
	return append(a.found(), sentences(r)...)
}

// Practice offices of three sizes, with and without goals, patient days and
// comments: what is printed of their months, quarters and years gives no number of
// 1 to 10 away.
func TestAReaderOfTheShareableSummaryFindsNoSmallNumber(t *testing.T) {
	from, until := data.NewDate(2025, time.January, 1), data.NewDate(2026, time.January, 20)
	for _, x := range []struct{ cases, comments, goals, numbers int }{{50, 0, 1, 1}, {300, 60, 0, 1}, {1500, 400, 1, 0}} {
		o := newFiguresOffice(t, until)
		set := o.Settings()
		seed := uint64(x.cases)
		if err := o.Load(t.Context(), practice.Cases(seed, x.cases, set, from, until), nil); err != nil {
			t.Fatal(err)
		}
		if x.numbers > 0 {
			if err := o.SaveMonthNumbers(t.Context(), practice.MonthNumbers(seed, set, from, until), nil); err != nil {
				t.Fatal(err)
			}
		}
		if x.comments > 0 {
			if _, err := o.ImportFeedback(t.Context(), data.ImportFile{Source: practice.CommentSource}, practice.Comments(seed, x.comments, set, from, until), nil); err != nil {
				t.Fatal(err)
			}
		}
		periods := []data.Period{data.YearPeriod(2025), {From: data.NewDate(2025, time.May, 10), To: data.NewDate(2025, time.June, 20)}}
		for m := time.January; m <= time.December; m++ {
			periods = append(periods, data.MonthPeriod(data.Month{Year: 2025, Month: m}))
			if m%3 == 0 {
				periods = append(periods, data.QuarterPeriod(data.NewDate(2025, m, 1)))
			}
		}
		hidden := 0
		for _, p := range periods {
			facts, err := o.SummaryFacts(t.Context(), p)
			if err != nil {
				t.Fatal(err)
			}
			if x.goals > 0 {
				facts.Settings.Goals = practice.Goals()
			}
			r, err := summary.Make(t.Context(), facts, report.Shareable, true)
			if err != nil {
				t.Errorf("%d cases, %s: %v", x.cases, p, err)
				continue
			}
			for _, found := range attack(r) {
				t.Errorf("%d cases, %s: %s", x.cases, p, found)
			}
			for _, low := range read(r).low {
				if low == 1 {
					hidden++
				}
			}
		}
		if hidden < 100 {
			t.Errorf("%d cases: only %d numbers are hidden", x.cases, hidden)
		}
	}
}
