package ui

import (
	"errors"
	"unicode/utf8"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"
)

// Row is one field of a form with its label, its hint and, when it is wrong,
// the sentence that says why. The kit's own fields bring their checks along.
type Row struct {
	widget.BaseWidget

	// Label names the field; "" for a field that names itself.
	Label string
	// Hint says in a few words how to fill it in.
	Hint string
	// Required fields carry a mark and must not be empty.
	Required bool
	// Side puts the label to the left instead of above.
	Side bool
	// Field is the control.
	Field fyne.CanvasObject
	// Check is one more condition beside those of the field itself; its error
	// is shown as it is, so it is a sentence.
	Check func() error

	label *Text
	mark  *Text // says that the field is required; it may become so later
	below *Paragraph
}

// What a field can do beside being shown.
type (
	checker  interface{ Check() error }
	emptier  interface{ Empty() bool }
	noter    interface{ noteTo(show func(string)) }
	reporter interface{ reportTo(show func(error)) }
	focuser  interface{ focusOn() fyne.Focusable }
)

// NewRow makes a row of a label and a field.
func NewRow(label string, field fyne.CanvasObject) *Row { return &Row{Label: label, Field: field} }

// CreateRenderer answers Fyne.
func (r *Row) CreateRenderer() fyne.WidgetRenderer {
	r.prepare()
	field := container.New(&explained{}, r.Field, r.below)
	if r.Label == "" {
		return widget.NewSimpleRenderer(field)
	}
	label := container.NewHBox(r.label, r.mark)
	if !r.Required && utf8.RuneCountInString(r.Label) > longLabel && !r.Side {
		label = container.NewStack(NewParagraph(r.Label, Strong))
	}
	if r.Side {
		return widget.NewSimpleRenderer(container.NewBorder(nil, nil, AtLeast(9, 2.3, label), nil, field))
	}
	return widget.NewSimpleRenderer(container.New(tight{}, label, field))
}

// longLabel is the number of characters from which on a label may wrap, so
// that it does not push what stands beside the form out of the window.
const longLabel = 32

// MinSize answers Fyne, which may ask before the row is drawn.
func (r *Row) MinSize() fyne.Size {
	r.prepare()
	return r.BaseWidget.MinSize()
}

// prepare makes the parts that exist before the row is first drawn.
func (r *Row) prepare() {
	if r.below != nil {
		return
	}
	r.ExtendBaseWidget(r)
	r.label, r.mark, r.below = NewText(r.Label, Strong), NewText("(required)", Caption), NewParagraph("", Caption)
	r.Explain(nil)
	if f, ok := r.Field.(noter); ok {
		f.noteTo(r.note)
	}
	if f, ok := r.Field.(reporter); ok {
		f.reportTo(r.Explain)
	}
}

// note shows how much room is left, or the hint.
func (r *Row) note(note string) {
	r.say(orElse(note, r.Hint), Caption)
}

// Explain shows why the field is wrong; nil brings the hint back.
func (r *Row) Explain(err error) {
	r.prepare()
	if err != nil {
		r.say("✕ "+sentence(err), Type{Color: ColorOverdue, Size: Caption.Size, Bold: true})
		return
	}
	r.note("")
}

func (r *Row) say(text string, kind Type) {
	r.below.Set(text, kind)
	r.below.Hidden, r.mark.Hidden = text == "", !r.Required
	r.Refresh()
}

var errRequired = errors.New("please fill this in")

// Wrong is why the field cannot be taken as it is, nil when it can.
func (r *Row) Wrong() error {
	if f, ok := r.Field.(checker); ok {
		if err := f.Check(); err != nil {
			return err
		}
	}
	if f, ok := r.Field.(emptier); ok && r.Required && f.Empty() {
		return errRequired
	}
	if r.Check != nil {
		return r.Check()
	}
	return nil
}

// Focus gives the keyboard to the field.
func (r *Row) Focus() {
	if f, ok := r.Field.(focuser); ok {
		focus(f.focusOn())
	} else if f, ok := r.Field.(fyne.Focusable); ok {
		focus(f)
	}
}

// Form is a column of rows.
type Form struct {
	group
	rows []*Row
}

// NewForm makes a form.
func NewForm(rows ...*Row) *Form {
	f := &Form{group: group{content: container.NewVBox()}}
	f.ExtendBaseWidget(f)
	f.Add(rows...)
	return f
}

// Add puts more rows at the end.
func (f *Form) Add(rows ...*Row) {
	for _, r := range rows {
		r.prepare()
		f.rows = append(f.rows, r)
		f.content.Add(r)
	}
}

// First is the first row, nil of an empty form.
func (f *Form) First() *Row {
	if len(f.rows) == 0 {
		return nil
	}
	return f.rows[0]
}

// Submit looks at every visible row, says beside each wrong one why, gives the
// keyboard to the first of them, and reports whether all are right. The button
// that calls it stays enabled: a grey button explains nothing.
func (f *Form) Submit() bool {
	var first *Row
	for _, r := range f.rows {
		if !r.Visible() {
			continue
		}
		err := r.Wrong()
		r.Explain(err)
		if err != nil && first == nil {
			first = r
		}
	}
	if first == nil {
		return true
	}
	first.Focus()
	return false
}

// explained is the layout of a field over the sentence below it, whose lines
// follow from the width. Before there is one, it counts as a single line.
type explained struct{ width float32 }

func (e *explained) Layout(objects []fyne.CanvasObject, s fyne.Size) {
	e.width = s.Width
	field, below := objects[0], objects[1]
	high := s.Height
	if below.Visible() {
		below.Resize(fyne.NewSize(s.Width, below.MinSize().Height))
		least := below.MinSize().Height // wrapped
		high = fyne.Max(s.Height-least-em(0.3), field.MinSize().Height)
		put(below, 0, high+em(0.3), s.Width, least)
	}
	put(field, 0, 0, s.Width, fyne.Min(high, field.MinSize().Height))
}

func (e *explained) MinSize(objects []fyne.CanvasObject) fyne.Size {
	field, below := objects[0], objects[1]
	least := field.MinSize()
	if below.Visible() {
		high := em(1.2)
		if e.width > 0 {
			high = below.MinSize().Height
		}
		least.Height += em(0.3) + high
	}
	return least
}

// tight is a column without the gap between label and field.
type tight struct{}

func (tight) Layout(objects []fyne.CanvasObject, s fyne.Size) {
	var y float32
	for _, o := range objects {
		o.Resize(fyne.NewSize(s.Width, o.MinSize().Height)) // wraps its text
		h := o.MinSize().Height
		put(o, 0, y, s.Width, h)
		y += h + em(0.15)
	}
}

func (tight) MinSize(objects []fyne.CanvasObject) fyne.Size {
	var least fyne.Size
	for _, o := range objects {
		m := o.MinSize()
		least = fyne.NewSize(fyne.Max(least.Width, m.Width), least.Height+m.Height+em(0.15))
	}
	return least
}
