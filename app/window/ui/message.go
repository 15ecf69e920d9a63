package ui

import (
	"time"
	"unicode"
	"unicode/utf8"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// Message is a bar inside a screen that says what happened or went wrong. It
// takes no room while it has nothing to say.
type Message struct {
	group
	ground *tinted
	icon   *widget.Icon
	text   *Paragraph
}

// NewMessage makes an empty bar.
func NewMessage() *Message {
	m := &Message{ground: newTinted(ColorMutedSoft), icon: widget.NewIcon(nil), text: NewParagraph("", Plain)}
	line := container.NewBorder(nil, nil, m.icon, nil, m.text)
	m.content = container.NewStack(m.ground, Margin(0.7, line))
	m.ExtendBaseWidget(m)
	m.Hide()
	return m
}

// Say says a sentence in a tone.
func (m *Message) Say(text string, tone Tone) {
	look := toneLooks[tone]
	m.ground.set(look.ground)
	m.icon.SetResource(tone.icon())
	m.text.kind = Type{Color: look.text}
	m.text.SetText(text)
	m.Show()
	m.Refresh()
}

// SetError says what went wrong; nil clears the bar.
func (m *Message) SetError(err error) {
	if err == nil {
		m.Clear()
		return
	}
	m.Say(sentence(err), ToneOverdue)
}

// Clear takes the bar away.
func (m *Message) Clear() { m.Hide() }

// sentence writes an error as one: with a capital and a full stop.
func sentence(err error) string {
	text := err.Error()
	if text == "" {
		return ""
	}
	first, n := utf8.DecodeRuneInString(text)
	text = string(unicode.ToUpper(first)) + text[n:]
	if last, _ := utf8.DecodeLastRuneInString(text); !unicode.IsPunct(last) {
		text += "."
	}
	return text
}

// noticeTime is how long a notice stays, long enough to reach its Undo.
const noticeTime = 6 * time.Second

// Notices is the layer over a window's content where notices appear: put it on
// top in a stack. A notice is one line at the bottom that goes by itself, or one
// above it that stays until somebody has answered it.
type Notices struct {
	group
	passing, staying *fyne.Container
	stop             func()
}

// NewNotices makes the layer.
func NewNotices() *Notices {
	n := &Notices{passing: container.NewStack(), staying: container.NewStack(), stop: func() {}}
	n.content = container.NewStack(container.NewVBox(layout.NewSpacer(), n.staying, n.passing, gap(2.5)))
	n.ExtendBaseWidget(n)
	return n
}

// Say shows a notice.
func (n *Notices) Say(text string) { n.show(text) }

// SayUndo shows a notice with a button that takes the thing back.
func (n *Notices) SayUndo(text string, undo func()) {
	n.show(text, NewButton("Undo", func() {
		n.pass()
		undo()
	}))
}

// Stay shows a notice that stays, with a button for what can be done about it and
// one that puts it off.
func (n *Notices) Stay(text, label string, do func()) {
	away := func() {
		n.staying.Objects = nil
		n.content.Refresh()
	}
	n.staying.Objects = []fyne.CanvasObject{toast(text, NewButton(label, func() { away(); do() }), NewButton("Later", away))}
	n.content.Refresh()
}

func (n *Notices) show(text string, more ...fyne.CanvasObject) {
	n.stop()
	n.passing.Objects = []fyne.CanvasObject{toast(text, more...)}
	n.content.Refresh()
	n.stop = After(noticeTime, n.pass)
}

// toast is a notice in the middle of its line.
func toast(text string, more ...fyne.CanvasObject) fyne.CanvasObject {
	line := container.NewHBox(NewText(text, Type{Color: ColorRailText}))
	for _, o := range more {
		line.Add(o)
	}
	ground := newTinted(ColorRail)
	ground.border = true
	return container.NewHBox(layout.NewSpacer(), container.NewStack(ground, Margin(0.7, line)), layout.NewSpacer())
}

// pass takes the notice away that goes by itself.
func (n *Notices) pass() {
	n.stop()
	n.passing.Objects = nil
	n.content.Refresh()
}

// Clear takes every notice away.
func (n *Notices) Clear() {
	n.staying.Objects = nil
	n.pass()
}

// tinted is a rounded ground in one of the theme's colours.
type tinted struct {
	widget.BaseWidget
	color  fyne.ThemeColorName
	border bool // a thin line around
	square bool // no rounded corners
}

func newTinted(color fyne.ThemeColorName) *tinted {
	t := &tinted{color: color}
	t.ExtendBaseWidget(t)
	return t
}

func (t *tinted) set(color fyne.ThemeColorName) {
	t.color = color
	t.Refresh()
}

// CreateRenderer answers Fyne.
func (t *tinted) CreateRenderer() fyne.WidgetRenderer {
	ground := &canvas.Rectangle{}
	r := &drawn{objects: []fyne.CanvasObject{ground}, layout: ground.Resize}
	r.minSize = func() fyne.Size { return fyne.Size{} }
	r.refresh = func() {
		ground.FillColor = shade(t.color)
		if !t.square {
			ground.CornerRadius = size(theme.SizeNameInputRadius)
		}
		if t.border {
			ground.StrokeColor, ground.StrokeWidth = shade(theme.ColorNameSeparator), 1
		}
		ground.Refresh()
	}
	r.refresh()
	return r
}
