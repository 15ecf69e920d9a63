package migrate

import (
	"fmt"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"rapport/app/window/desk"
	"rapport/app/window/ui"
	"rapport/data"
)

// donePage tells what became of the rows, where they are found, and takes all of it
// back.
type donePage struct {
	screen *Screen
	body   *fyne.Container
	undo   *ui.Button
	whole  fyne.CanvasObject
	offers *offers // nil where no comment asks for an answer
}

func newDonePage(s *Screen) *donePage {
	d := &donePage{screen: s, body: container.NewStack()}
	d.undo = ui.NewButton("Take this import back …", d.takeBack)
	d.whole = ui.NewScrolled(d.body)
	return d
}

func (d *donePage) content() fyne.CanvasObject { return d.whole }
func (d *donePage) first() fyne.Focusable      { return d.screen.next }
func (d *donePage) next() string               { return "Show the " + kindOf(d.screen.job.what).many }

// enter shows what became of the rows.
func (d *donePage) enter() {
	j := &d.screen.job
	if j.done == nil {
		return
	}
	counts := *j.done
	d.undo.Hidden = counts.Import == (data.ID{}) && j.office == nil
	head := container.NewVBox(ui.NewParagraph(headline(counts), ui.Strong), ui.NewParagraph(factsOf(*j, counts)+" "+d.where(), ui.Muted), ui.NewWrap(d.undo, ui.NewButton("Bring in another file", d.screen.askAnew), ui.NewButton("Earlier imports …", d.screen.showEarlier)))
	var below, waiting fyne.CanvasObject
	d.offers = nil
	if counts.Answers > 0 {
		d.offers = newOffers(d.screen)
		d.offers.read(counts.Import)
		waiting = d.offers.content
	}
	if l := newLists(d.screen.desk, counts, "Ask for an answer ("+ui.Count(counts.Answers)+")", waiting); l != nil {
		below = ui.AtLeast(0, 16, l.content)
	} else {
		below = ui.NewText("", ui.Plain)
	}
	d.body.Objects = []fyne.CanvasObject{container.NewBorder(head, nil, nil, nil, below)}
	d.body.Refresh()
}

// factsOf says in a sentence what became of the rows.
func factsOf(j job, counts data.ImportCounts) string {
	facts := []string{ui.Plural(counts.Read, "row", "rows") + " read", j.counted(counts.Imported) + " brought in", ui.Count(counts.Already) + " there already"}
	if n := len(counts.Changed); n > 0 {
		facts = append(facts, ui.Count(n)+" there already and changed since")
	}
	return strings.Join(append(facts, ui.Count(len(counts.Refused))+" left out"), ", ") + "."
}

// where says where what came in is found.
func (d *donePage) where() string {
	found := "They are under “" + kindOf(d.screen.job.what).foundUnder + "”."
	if d.screen.job.office != nil {
		return found + " They can be taken back until this page is closed."
	}
	return found + " This import can also be taken back later, under “Earlier imports …”."
}

// headline says the outcome in a sentence.
func headline(counts data.ImportCounts) string {
	switch {
	case counts.Imported == 0 && counts.Already == counts.Read:
		return "Everything in this file is there already. Nothing was added."
	case counts.Imported == counts.Read:
		return "Every row of the file was brought in."
	}
	return fmt.Sprintf("%s of %s brought in.", ui.Count(counts.Imported), ui.Plural(counts.Read, "row was", "rows were"))
}

// takeBack takes the import back.
func (d *donePage) takeBack() {
	s := d.screen
	again := func(said string) {
		s.desk.Say(said, nil)
		s.job.done, s.job.dry = nil, nil
		s.show(stepLook) // as before it came in, so that it can be mended and brought in again
	}
	if s.job.office != nil {
		s.giveBack(again)
		return
	}
	i := data.Import{ID: s.job.done.Import, Of: string(s.job.what), Counts: *s.job.done, File: data.ImportFile{Name: s.job.name(), Source: s.job.plan.Map.Source}}
	s.askUndo(i, again)
}

// settle leads to what came in.
func (d *donePage) settle(func()) {
	s := d.screen
	what := s.job.what
	s.desk.Close()
	switch what {
	case desk.RowsCases:
		s.desk.Show(desk.Cases)
	case desk.RowsComments:
		s.desk.Show(desk.Feedback)
	case desk.RowsNumbers:
		s.desk.MonthNumbers()
	case desk.RowsUnits:
		s.desk.Show(desk.Settings)
	default:
		s.desk.Show(desk.Library)
	}
}
