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
// top in a stack. A notice is one line at the bottom that goes by itself.
type Notices struct {
	group
	stop func()
}

// NewNotices makes the layer.
func NewNotices() *Notices {
	n := &Notices{group: group{content: container.NewStack()}, stop: func() {}}
	n.ExtendBaseWidget(n)
	return n
}

// Say shows a notice.
func (n *Notices) Say(text string) { n.show(text) }

// SayUndo shows a notice with a button that takes the thing back.
func (n *Notices) SayUndo(text string, undo func()) {
	n.show(text, NewButton("Undo", func() {
		n.Clear()
		undo()
	}))
}

func (n *Notices) show(text string, more ...fyne.CanvasObject) {
	n.Clear()
	line := container.NewHBox(NewText(text, Type{Color: ColorRailText}))
	for _, o := range more {
		line.Add(o)
	}
	ground := newTinted(ColorRail)
	ground.border = true
	toast := container.NewStack(ground, Margin(0.7, line))
	n.content.Objects = []fyne.CanvasObject{container.NewVBox(layout.NewSpacer(), container.NewHBox(layout.NewSpacer(), toast, layout.NewSpacer()), gap(2.5))}
	n.content.Refresh()
	n.stop = After(noticeTime, n.Clear)
}

// Clear takes the notice away.
func (n *Notices) Clear() {
	n.stop()
	n.content.Objects = nil
	n.content.Refresh()
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
