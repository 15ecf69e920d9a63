package migrate

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"rapport/app/plain"
	"rapport/app/window/ui"
	"rapport/data"
	"rapport/data/exchange"
)

// lookPage shows ten rows as they will be, and what would become of every row of the
// file: nothing is written yet.
type lookPage struct {
	screen *Screen
	words  *ui.Paragraph
	body   *fyne.Container
	whole  fyne.CanvasObject
}

// firstSamples is how many rows are shown as they will be.
const firstSamples = 10

func newLookPage(s *Screen) *lookPage {
	l := &lookPage{screen: s, words: ui.NewParagraph(" ", ui.Strong), body: container.NewStack()}
	l.whole = ui.NewScrolled(container.NewBorder(l.words, nil, nil, nil, ui.AtLeast(0, 15, l.body)))
	return l
}

func (l *lookPage) content() fyne.CanvasObject { return l.whole }

// first is the button that brings the rows in; where none comes in, the way back.
func (l *lookPage) first() fyne.Focusable {
	if l.nothing() {
		return l.screen.back
	}
	return l.screen.next
}

// nothing reports whether every row was looked at and none comes in.
func (l *lookPage) nothing() bool {
	dry := l.screen.job.dry
	return dry != nil && dry.Imported == 0
}

func (l *lookPage) next() string {
	j := &l.screen.job
	if j.dry == nil || j.dry.Imported == 0 {
		return "Bring them in"
	}
	if j.ofOffice() {
		return "Take over " + j.counted(j.dry.Imported)
	}
	return "Bring in " + j.counted(j.dry.Imported)
}

// enter looks at every row, unless that was done by this map already. What the office
// has may have changed meanwhile, so that its own is looked at each time.
func (l *lookPage) enter() {
	s := l.screen
	tried := s.job.mapText()
	if s.job.dry != nil && s.job.tried == tried && !s.job.ofOffice() {
		l.show()
		return
	}
	s.job.dry = nil
	l.words.SetText("Every row is being looked at …")
	l.body.Objects = nil
	l.body.Refresh()
	j := s.job
	plan := *j.plan
	j.plan = &plan // what is looked at does not change with what the officer says next
	s.looking = true
	stop := ui.Work(s.desk.Window, "Looking at every row …", func(ctx context.Context, tell func(done, total int)) error {
		return j.tryOut(ctx, s.desk.Session, tell)
	}, func(err error) {
		s.looking, s.stopWork = false, nil
		switch {
		case s.desk.Session.Locked():
		case errors.Is(err, context.Canceled):
			l.words.SetText("This was stopped before every row was looked at. Press Back, and then Next to look again.")
		case err != nil:
			l.words.SetText(" ")
			s.message.Say(plain.Sentence(err), ui.ToneOverdue)
		default:
			s.job.dry, s.job.samples, s.job.office, s.job.tried = j.dry, j.samples, j.office, tried
			l.show()
			s.showNext()
			if l.nothing() {
				s.desk.Window.Canvas().Focus(l.first())
			}
		}
	})
	if s.looking {
		s.stopWork = stop
	}
}

// show shows what would become of the rows.
func (l *lookPage) show() {
	s := l.screen
	counts := *s.job.dry
	if w := s.job.office; w != nil {
		words := officeWords(s.job, counts)
		if len(w.unnamed) > 0 {
			words += " Not in the file, and as they were: " + strings.Join(w.unnamed, ", ") + "."
		}
		l.words.SetText(words)
		l.body.Objects = []fyne.CanvasObject{officeTable(*w)}
		l.whole.Refresh()
		return
	}
	l.words.SetText(foreseen(counts) + openWords(s.job, counts))
	l.body.Objects = []fyne.CanvasObject{newLists(s.desk, counts, "As they will be", l.sampleTable()).content}
	l.whole.Refresh()
}

// officeWords says in a sentence what would change of the office's own.
func officeWords(j job, counts data.ImportCounts) string {
	words := j.counted(counts.Imported) + " will be taken over"
	if counts.Already > 0 {
		words += ", " + ui.Plural(counts.Already, "is so already", "are so already")
	}
	if n := len(counts.Refused); n > 0 {
		words += ", " + ui.Plural(n, "is left out; the row says", "are left out; the rows say") + " why"
	}
	words += "."
	if counts.Imported == 0 {
		words += " There is nothing to take over."
	}
	return words
}

// foreseen says in a sentence what would become of the rows.
func foreseen(counts data.ImportCounts) string {
	said := []string{fmt.Sprintf("Of %s, %s will come in", ui.Plural(counts.Read, "row", "rows"), ui.Count(counts.Imported))}
	if counts.Already > 0 {
		said = append(said, ui.Count(counts.Already)+" are there already")
	}
	if n := len(counts.Changed); n > 0 {
		said = append(said, ui.Count(n)+" are there already and have changed since")
	}
	if n := len(counts.Refused); n > 0 {
		said = append(said, ui.Count(n)+" will not come in")
	}
	words := strings.Join(said, ", ") + "."
	if counts.Imported == 0 {
		words += " There is nothing to bring in. " + nothingNext(counts)
	}
	if n := counts.Answers; n > 0 {
		words += " " + ui.Plural(n, "comment asks", "comments ask") + " for an answer."
	}
	return words
}

// openWords says how many cases come in open and what that means; the log may only lack
// the day on which they were closed.
func openWords(j job, counts data.ImportCounts) string {
	if counts.Open == 0 {
		return ""
	}
	come := "come in as open cases"
	if counts.Open == 1 {
		come = "comes in as an open case"
	}
	words := fmt.Sprintf("\n%s of them %s, the oldest received on %s. Their deadlines run from the day of receipt, so that Today shows what is past as overdue.",
		ui.Count(counts.Open), come, counts.Oldest.Long())
	if !j.plan.SaysClosed() {
		return words + " No column says which cases were closed. If they were, go back and give “Closed” its column, or write the days into the spreadsheet first."
	}
	return words + " If they were closed, write the day of closing into the spreadsheet first."
}

// nothingNext says what to do where no row comes in.
func nothingNext(counts data.ImportCounts) string {
	if len(counts.Refused) == 0 {
		return "Close this page, or press “Begin again …” for another file."
	}
	return "The list of what will not come in says why, row by row: go back and change what the columns mean, or mend the spreadsheet."
}

// sampleTable shows the first rows as they will be; the row that is chosen is shown
// whole below it, with what the file has beside what is read.
func (l *lookPage) sampleTable() fyne.CanvasObject {
	whole := ui.NewParagraph("Choose a row to see all of it, as the file has it and as it is read.", ui.Muted)
	rows := l.screen.job.samples
	t := ui.NewTable(sampleColumns(rows), func(r exchange.PreviewRow) string { return strconv.Itoa(r.Row) }, ui.NewEmpty("", "", nil))
	t.OnSelect = func(r exchange.PreviewRow) { whole.SetText(sampleWords(r)) }
	t.SetRows(rows)
	return container.NewBorder(nil, ui.AtLeast(0, 5, ui.NewScrolled(whole)), nil, nil, t)
}

// sampleColumns are the fields that have a column, the words as wide as there is room.
func sampleColumns(rows []exchange.PreviewRow) []ui.Column[exchange.PreviewRow] {
	columns := []ui.Column[exchange.PreviewRow]{{Title: "Row", Width: 3.5, Align: fyne.TextAlignTrailing, Text: func(r exchange.PreviewRow) string { return ui.Count(r.Row) },
		Tone: func(r exchange.PreviewRow) ui.Tone {
			if r.Refused != "" {
				return ui.ToneOverdue
			}
			return ui.TonePlain
		}}}
	if len(rows) == 0 {
		return columns
	}
	for i, cell := range rows[0].Cells {
		c := ui.Column[exchange.PreviewRow]{Title: cell.Label, Width: 7, Weight: 0.6, Extra: i > 2,
			Text: func(r exchange.PreviewRow) string { return cellWords(r, i) },
			Tone: func(r exchange.PreviewRow) ui.Tone {
				switch {
				case r.Cells[i].Wrong:
					return ui.ToneOverdue
				case r.Note != "" && cell.Field == fieldDate:
					return ui.ToneSoon
				}
				return ui.TonePlain
			}}
		switch cell.Field {
		case fieldText:
			c.Width, c.Weight, c.Extra = 12, 3, false
		case fieldDate:
			c.Width, c.Weight = 10.5, 0
		}
		columns = append(columns, c)
	}
	return columns
}

// The fields by which the preview knows the day and the words.
const (
	fieldDate = "date"
	fieldText = "text"
)

// cellWords is a cell as it is read; of a row that does not come in, as it is.
func cellWords(r exchange.PreviewRow, i int) string {
	if i >= len(r.Cells) {
		return ""
	}
	if r.Refused != "" {
		return opening(r.Cells[i].Was)
	}
	return opening(r.Cells[i].Read)
}

// sampleWords is a row whole: what is read, and what the file has where that differs.
func sampleWords(r exchange.PreviewRow) string {
	lines := []string{"Row " + ui.Count(r.Row)}
	if r.Refused != "" {
		lines[0] += " will not come in: " + r.Refused
	}
	for _, c := range r.Cells {
		switch {
		case r.Refused != "" || c.Read == c.Was:
			if c.Was != "" {
				lines = append(lines, c.Label+": "+c.Was)
			}
		default:
			lines = append(lines, c.Label+": "+orElse(c.Read, "nothing")+"  (in the file: "+orElse(c.Was, "nothing")+")")
		}
	}
	if r.Note != "" {
		lines = append(lines, "The date: "+r.Note)
	}
	return strings.Join(lines, "\n")
}

// settle brings the rows in.
func (l *lookPage) settle(on func()) {
	s := l.screen
	switch {
	case s.job.dry == nil:
		l.enter()
	case l.nothing(): // the button is off, and the page says why
	default:
		s.bringIn(on)
	}
}
