package migrate

import (
	"cmp"
	"errors"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"rapport/app/window/ui"
	"rapport/data"
	"rapport/data/exchange"
)

// wordsPage asks once what the words of the file are that Rapport's lists do not have,
// and what the scores of a survey mean.
type wordsPage struct {
	screen *Screen
	list   *fyne.Container
	scroll *container.Scroll
	scale  *ui.Choice[exchange.Scale] // nil where there is no score
	scaled *ui.Row
	lines  []*wordLine
}

// wordLine is one word with what it is read as.
type wordLine struct {
	word exchange.UnknownValue
	to   *ui.Picker[meaning]
	row  *ui.Row
}

// meaning is what becomes of a word.
type meaning struct {
	value string
	kept  bool // it stays as the file writes it
	added bool // and becomes a unit of the office
}

func newWordsPage(s *Screen) *wordsPage {
	w := &wordsPage{screen: s, list: ui.NewColumn()}
	w.scroll = ui.NewScrolled(w.list)
	return w
}

func (w *wordsPage) content() fyne.CanvasObject { return w.scroll }
func (w *wordsPage) next() string               { return "Next" }

// first is the first thing that is still open, else the button.
func (w *wordsPage) first() fyne.Focusable {
	if w.scale != nil && w.scale.Empty() {
		return w.scale
	}
	for _, l := range w.lines {
		if l.to.Empty() {
			return l.to.Focusable()
		}
	}
	return w.screen.next
}

// enter makes the lines by what the file has.
func (w *wordsPage) enter() {
	j := &w.screen.job
	w.list.RemoveAll()
	w.lines, w.scale = nil, nil
	if j.scored {
		w.addScale(j)
	}
	for group := range slices.Values(groupsOf(j.unknown)) {
		w.addWords(j, group)
	}
	w.scroll.ScrollToTop()
}

// groupsOf parts the words by their field.
func groupsOf(all []exchange.UnknownValue) [][]exchange.UnknownValue {
	var groups [][]exchange.UnknownValue
	for i, u := range all {
		if i == 0 || all[i-1].Field != u.Field {
			groups = append(groups, nil)
		}
		groups[len(groups)-1] = append(groups[len(groups)-1], u)
	}
	return groups
}

// rapportsScale is what scores are by a map that says nothing of them.
var rapportsScale = exchange.Scale{Worst: 5, Best: 1}

// addScale asks what the scores mean.
func (w *wordsPage) addScale(j *job) {
	var options []ui.Option[exchange.Scale]
	for _, s := range exchange.Scales {
		options = append(options, ui.Option[exchange.Scale]{Value: s.Scale, Label: s.Label})
	}
	w.scale = ui.NewChoice("Choose", options, nil)
	if j.plan.ScaleKnown || !j.scale.Ask {
		w.scale.SetValue(cmp.Or(j.plan.Map.Scale, rapportsScale))
	}
	w.scaled = ui.NewRow("What the scores in “"+j.scale.Heading+"” mean", w.scale)
	w.scaled.Required = true
	w.scaled.Hint = "In the file: " + strings.Join(j.scale.Values, ", ")
	w.list.Add(ui.NewPanel("Scores", ui.NewForm(w.scaled)))
}

// addWords asks what the words of one field are.
func (w *wordsPage) addWords(j *job, words []exchange.UnknownValue) {
	field, _ := exchange.FieldOf(j.plan.Map.Record, words[0].Field)
	options := w.options(j, field)
	about := "Say once what each is; Rapport remembers it for the next file. What is suggested is chosen already: look at it."
	if !words[0].Refuses {
		about = "These are not on the office's list. They may stay as the file writes them."
	}
	lines := ui.NewColumn(ui.NewParagraph(about, ui.Muted))
	for _, u := range words {
		l := &wordLine{word: u, to: ui.NewPicker("Choose", options)}
		l.row = ui.NewRow("", l.to)
		l.to.OnChanged = func(meaning, string) { l.row.Explain(nil) }
		l.to.SetValue(l.proposed())
		w.lines = append(w.lines, l)
		lines.Add(ui.NewPanes(leastPart, ui.NewColumn(ui.NewParagraph("“"+u.Was+"”", ui.Strong), ui.NewText(rowsWords(u), ui.Caption)), container.NewVBox(l.row)))
	}
	w.list.Add(ui.NewPanel(field.Label, lines))
}

// rowsWords says how many rows have the word, and which.
func rowsWords(u exchange.UnknownValue) string {
	var rows []string
	for _, r := range u.Rows {
		rows = append(rows, ui.Count(r))
	}
	if u.Count == 1 {
		return "row " + rows[0]
	}
	words := ui.Count(u.Count) + " rows: " + strings.Join(rows, ", ")
	if u.Count > len(rows) {
		words += " …"
	}
	return words
}

// options are the words that a field takes, and what else may become of one.
func (w *wordsPage) options(j *job, f exchange.Field) []ui.Option[meaning] {
	var all []ui.Option[meaning]
	for _, c := range j.plan.Choices(f.Name) {
		all = append(all, ui.Option[meaning]{Value: meaning{value: c.Value}, Label: c.Label})
	}
	if !f.Listed {
		all = append(all, ui.Option[meaning]{Value: meaning{kept: true}, Label: "As the file writes it"})
		if w.screen.desk.May(data.RightSettings) {
			all = append(all, ui.Option[meaning]{Value: meaning{kept: true, added: true}, Label: "A new unit of the office"})
		}
	}
	return append(all, ui.Option[meaning]{Value: meaning{}, Label: "Leave it out"})
}

// proposed is what a word is read as until the officer says something else.
func (l *wordLine) proposed() meaning {
	switch u := l.word; {
	case u.Known:
		return meaning{value: u.To}
	case u.Suggestion != "":
		return meaning{value: u.Suggestion}
	case !u.Refuses:
		return meaning{kept: true}
	}
	return meaning{value: "\x00"} // none
}

// settle takes what was said into the plan.
func (w *wordsPage) settle(on func()) {
	s := w.screen
	if w.scale != nil && w.scale.Empty() {
		w.scaled.Explain(errors.New("choose what the scores mean; a 1 may be the best or the worst"))
		s.desk.Window.Canvas().Focus(w.scale)
		return
	}
	var first *wordLine
	for _, l := range w.lines {
		err := l.to.Check()
		if err == nil && l.to.Empty() {
			err = errors.New("choose what this is, or leave it out")
		}
		l.row.Explain(err)
		if err != nil && first == nil {
			first = l
		}
	}
	if first != nil {
		field, _ := exchange.FieldOf(s.job.plan.Map.Record, first.word.Field)
		s.message.Say("Say what “"+first.word.Was+"” is, under “"+field.Label+"”, or leave it out.", toneWrong)
		s.desk.Window.Canvas().Focus(first.to.Focusable())
		return
	}
	w.take(&s.job)
	on()
}

// take puts what was said into the plan.
func (w *wordsPage) take(j *job) {
	if w.scale != nil {
		if scale, ok := w.scale.Value(); ok {
			j.plan.SetScale(scale)
		}
	}
	j.units = nil
	for _, l := range w.lines {
		m, settled := l.to.Value()
		if !settled {
			continue
		}
		if m.added {
			j.units = append(j.units, l.word.Was)
		}
		if m.kept {
			j.plan.Untranslate(l.word.Field, l.word.Was)
			continue
		}
		j.plan.Translate(l.word.Field, l.word.Was, m.value)
	}
}
