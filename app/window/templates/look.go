package templates

import (
	"context"
	"errors"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"

	"rapport/app/plain"
	"rapport/app/window/ui"
	"rapport/data"
	"rapport/reports/letter"
)

// look is the page that the template makes of a sample case, or of a case of the
// officer's choice, with its facts as they are or as if.
type look struct {
	editor  *editor
	number  *ui.Entry
	row     *ui.Row
	from    *data.LetterFacts // of a case; nil: the sample
	holds   map[string]bool   // what is supposed
	asIf    *ui.Fold
	boxes   *fyne.Container
	scroll  *container.Scroll
	preview *ui.Preview
	message *ui.Message
	places  map[string]letter.Place
	content fyne.CanvasObject
	drawing ui.Loader
	reading ui.Loader
}

func newLook(e *editor) *look {
	l := &look{editor: e, holds: map[string]bool{}, preview: ui.NewPreview(), message: ui.NewMessage(), boxes: container.NewVBox()}
	l.number = ui.NewEntry("Empty: an invented case")
	l.number.Max = 40
	l.number.OnEnter = l.choose
	l.row = &ui.Row{Label: "Try it on case", Field: container.NewBorder(nil, nil, nil, ui.NewButton("Try", l.choose), l.number), Side: true}
	l.scroll = ui.NewScrolled(l.boxes)
	l.asIf = ui.NewFold("Facts as if", l.scroll)
	l.preview.OnTap = l.tapped
	top := container.NewVBox(l.row, l.asIf, l.message)
	content := container.NewBorder(top, nil, nil, nil, l.preview)
	l.asIf.OnOpen = func(bool) {
		top.Refresh()
		content.Refresh()
	}
	l.content = content
	return l
}

// choose tries the template on the case with the number; without one on the
// sample.
func (l *look) choose() {
	number := strings.TrimSpace(l.number.Text)
	l.row.Explain(nil)
	if number == "" {
		l.from, l.holds = nil, map[string]bool{}
		l.refresh()
		return
	}
	if whole, ok := data.ReadCaseNumber(number); ok {
		number = whole
	}
	session, t := l.editor.shelf.desk.Session, l.editor.t
	ui.Load(&l.reading, func(ctx context.Context) (data.LetterFacts, error) {
		f, err := session.Case(ctx, number)
		if err != nil {
			return data.LetterFacts{}, err
		}
		set, by := session.Settings(), session.Officer()
		today := l.editor.shelf.today()
		return data.LetterFacts{File: f, Draft: data.DraftLetterFor(f, t, by, set, today), Settings: set, Officer: by, Today: today}, nil
	}, func(x data.LetterFacts, err error) {
		switch {
		case errors.Is(err, data.ErrNotFound):
			l.row.Explain(errors.New("there is no case with this number"))
		case err != nil:
			l.row.Explain(errors.New(plain.Sentence(err)))
		default:
			l.from, l.holds = &x, map[string]bool{}
			l.refresh()
		}
	})
}

// facts is what the page is made of.
func (l *look) facts() data.LetterFacts {
	t, session := l.editor.t, l.editor.shelf.desk.Session
	if l.from == nil {
		return data.SampleFacts(t, session.Settings(), session.Officer(), l.editor.shelf.today())
	}
	x := *l.from
	x.Template = t
	return x
}

func (l *look) refresh() {
	x := l.facts()
	l.switches(x)
	supposed := x
	supposed.Template = x.AsIf(l.holds)
	ui.Load(&l.drawing, func(context.Context) (letter.Composed, error) {
		return letter.Compose(supposed, letter.Options{Draft: true})
	}, func(c letter.Composed, err error) {
		if err != nil {
			l.message.Say(plain.Sentence(err), ui.ToneOverdue)
			return
		}
		l.message.Clear()
		if len(c.Problems) > 0 {
			l.message.Say("A character cannot be printed: "+c.Problems[0].String()+", "+c.Problems[0].Advice()+".", ui.ToneOverdue)
		}
		l.places = c.Places
		l.preview.SetDocument(c.Document)
	})
}

// mostSwitches is how high the list of facts may grow, in lines of text.
const mostSwitches = 8

// switches lists the facts on which blocks depend, each as it is or as if.
func (l *look) switches(x data.LetterFacts) {
	labels := map[string]string{}
	for _, c := range data.Conditions() {
		labels[c.Name] = c.Label
	}
	l.boxes.RemoveAll()
	names := x.Template.Conditions()
	l.asIf.Hidden = len(names) == 0
	title := "Facts as if"
	if n := len(l.holds); n > 0 {
		title = ui.Plural(n, "fact is", "facts are") + " other than in the case"
	}
	l.asIf.SetTitle(title)
	for _, name := range names {
		is, said := l.holds[name]
		words := capital(labels[name])
		if !said {
			is = x.Holds(name)
		} else {
			words += " (as if)"
		}
		box := ui.NewCheck(words, nil)
		box.SetChecked(is)
		box.OnChanged = func(on bool) {
			delete(l.holds, name)
			if on != x.Holds(name) {
				l.holds[name] = on
			}
			l.refresh()
		}
		l.boxes.Add(box)
	}
	l.scroll.SetMinSize(fyne.NewSize(0, min(l.boxes.MinSize().Height, mostSwitches*theme.TextSize())))
	l.boxes.Refresh()
}

// mark shows on the page the block that is selected.
func (l *look) mark() {
	e := l.editor
	if e.at >= len(e.t.Blocks) {
		return
	}
	if at, ok := l.places[e.t.Blocks[e.at].Name]; ok {
		l.preview.ShowPlace(at.Box, at.Page)
	}
}

// tapped goes to the block that was pressed on the page.
func (l *look) tapped(page int, x, y float64) {
	e := l.editor
	for i, b := range e.t.Blocks {
		at, ok := l.places[b.Name]
		if ok && at.Page == page && y >= at.Box.Y && y <= at.Box.Bottom() && x >= at.Box.X && x <= at.Box.Right() {
			e.choose(i)
			e.form.focus()
			return
		}
	}
}
