package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"
)

// NewPanel puts content on a card of its own with a title; "" for none. What
// else is given stands at the right of the title.
func NewPanel(title string, content fyne.CanvasObject, aside ...fyne.CanvasObject) *fyne.Container {
	card := newTinted(ColorPanel)
	card.border = true
	if title != "" {
		content = container.NewBorder(container.NewVBox(NewBeside(NewText(title, Section), aside...), gap(0.2)), nil, nil, nil, content)
	}
	return container.NewStack(card, Margin(1, content))
}

// NewHeader is the top line of a screen: its name, a line below it ("" for
// none), and the screen's buttons at the right.
func NewHeader(title, below string, actions ...fyne.CanvasObject) *fyne.Container {
	var words fyne.CanvasObject = NewText(title, Heading)
	if below != "" {
		words = container.New(tight{}, words, NewParagraph(below, Muted))
	}
	return container.NewVBox(NewBeside(words, actions...), gap(0.3))
}

// NewBar is the ground of the line at the window's top or bottom.
func NewBar(content fyne.CanvasObject) *fyne.Container {
	return container.NewStack(newGround(ColorPanel), Margin(0.5, content))
}

// NewFrame puts the window together without gaps: the rail at the left over
// the whole height, a bar above and one below the content. Only content is
// required.
func NewFrame(rail, above, below, content fyne.CanvasObject) fyne.CanvasObject {
	content = container.NewScroll(content) // where the window is too small for it
	f := frame{rail, above, below, content}
	all := container.New(f)
	for _, o := range []fyne.CanvasObject{content, above, below, rail} {
		if o != nil {
			all.Add(o)
		}
	}
	return container.NewStack(newGround(ColorGround), all)
}

// frame is the layout of NewFrame.
type frame struct{ rail, above, below, content fyne.CanvasObject }

func (f frame) Layout(_ []fyne.CanvasObject, s fyne.Size) {
	left, top, bottom := least(f.rail).Width, least(f.above).Height, least(f.below).Height
	put(f.rail, 0, 0, left, s.Height)
	put(f.above, left, 0, s.Width-left, top)
	put(f.below, left, s.Height-bottom, s.Width-left, bottom)
	put(f.content, left, top, s.Width-left, s.Height-top-bottom)
}

// leastContent is the width and height, in text sizes, that the content keeps.
const leastContent = 14

// MinSize is small, because Fyne makes the window grow to it, over the edge of
// the screen if need be. What finds no room in a bar is cut off at the right.
func (f frame) MinSize([]fyne.CanvasObject) fyne.Size {
	height := least(f.above).Height + least(f.below).Height + em(leastContent)
	return fyne.NewSize(least(f.rail).Width+2*em(leastContent), height)
}

// KeyValues is a list of facts: what, and its value.
type KeyValues struct{ group }

// NewKeyValues makes an empty list.
func NewKeyValues() *KeyValues {
	k := &KeyValues{group{content: container.New(layout.NewFormLayout())}}
	k.ExtendBaseWidget(k)
	return k
}

// Add puts a fact at the end; an empty value is a dash.
func (k *KeyValues) Add(key, value string) {
	k.AddObject(key, NewParagraph(orElse(value, "–"), Plain))
}

// AddObject puts a fact at the end whose value is a chip or another object.
func (k *KeyValues) AddObject(key string, value fyne.CanvasObject) {
	k.content.Add(container.NewVBox(NewText(key+"  ", Muted)))
	k.content.Add(value)
}

// Clear takes all facts away.
func (k *KeyValues) Clear() { k.content.RemoveAll() }

// Meter shows the strength of a passphrase: filled steps, and a sentence.
type Meter struct {
	group
	steps []*tinted
	words *Text
}

// meterLooks are the colours for the scores 0 to 4.
var meterLooks = []fyne.ThemeColorName{ColorOverdue, ColorOverdue, ColorToday, ColorSoon, ColorOK}

// NewMeter makes a meter that shows nothing yet.
func NewMeter() *Meter {
	m := &Meter{words: NewText("", Caption)}
	line := container.NewGridWithColumns(4)
	for range 4 {
		step := newTinted(theme.ColorNameSeparator)
		m.steps = append(m.steps, step)
		line.Add(AtLeast(0, 0.45, step))
	}
	m.content = container.New(tight{}, line, m.words)
	m.ExtendBaseWidget(m)
	return m
}

// Set shows a score from 0 (guessed at once) to 4 (out of reach) and what it means.
func (m *Meter) Set(score int, sentence string) {
	score = min(max(score, 0), 4)
	for i, step := range m.steps {
		step.set(theme.ColorNameSeparator)
		if i < score {
			step.set(meterLooks[score])
		}
	}
	m.words.Set(sentence, Type{Color: meterLooks[score], Size: Caption.Size})
}

// Rest shows no score, and words in quiet type: nothing was typed yet.
func (m *Meter) Rest(words string) {
	for _, step := range m.steps {
		step.set(theme.ColorNameSeparator)
	}
	m.words.Set(words, Caption)
}

// newGround is a square ground of one colour behind a part of the window.
func newGround(color fyne.ThemeColorName) fyne.CanvasObject {
	t := newTinted(color)
	t.square = true
	return t
}
