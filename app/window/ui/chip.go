package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"rapport/data"
)

// Tone is what a chip or cell means. Each has its own colour and, where it asks
// for something, its own shape, so that colour is never the only sign.
type Tone int

// The tones, from quiet to pressing.
const (
	TonePlain Tone = iota
	ToneMuted
	ToneAccent
	ToneOK
	ToneSoon
	ToneToday
	ToneOverdue
	// ToneLocked is for what is kept to some people: it is no hurry, and has a lock.
	ToneLocked
)

type toneLook struct {
	text, ground fyne.ThemeColorName
	shape        func() fyne.Resource
}

var toneLooks = map[Tone]toneLook{
	TonePlain:   {ColorText, ColorMutedSoft, nil},
	ToneMuted:   {ColorMuted, ColorMutedSoft, nil},
	ToneAccent:  {ColorAccent, ColorAccentSoft, nil},
	ToneOK:      {ColorOK, ColorOKSoft, theme.ConfirmIcon},
	ToneSoon:    {ColorSoon, ColorSoonSoft, theme.HistoryIcon},
	ToneToday:   {ColorToday, ColorTodaySoft, theme.InfoIcon},
	ToneOverdue: {ColorOverdue, ColorOverdueSoft, theme.WarningIcon},
	ToneLocked:  {ColorText, ColorMutedSoft, lockIcon},
}

// lockIcon is a padlock; Fyne has none.
func lockIcon() fyne.Resource {
	return fyne.NewStaticResource("lock.svg", []byte(`<svg xmlns="http://www.w3.org/2000/svg" width="24" height="24" viewBox="0 0 24 24"><path fill="#000000" d="M18 9h-1V7A5 5 0 0 0 7 7v2H6a2 2 0 0 0-2 2v9a2 2 0 0 0 2 2h12a2 2 0 0 0 2-2v-9a2 2 0 0 0-2-2zM9 7a3 3 0 0 1 6 0v2H9z"/></svg>`))
}

// icon is the tone's shape in the tone's colour, nil for the quiet tones.
func (t Tone) icon() fyne.Resource {
	look := toneLooks[t]
	if look.shape == nil {
		return nil
	}
	return colored(look.shape(), look.text)
}

// Chip is a short word on a tinted ground, with the shape of its tone.
type Chip struct {
	widget.BaseWidget
	text string
	tone Tone
}

// NewChip makes a chip, for example of a case's kind or state.
func NewChip(text string, tone Tone) *Chip {
	c := &Chip{text: text, tone: tone}
	c.ExtendBaseWidget(c)
	return c
}

// NewDueChip makes the chip of a due date.
func NewDueChip(due, today data.Date) *Chip {
	return NewChip(DueWords(due, today), DueTone(due, today))
}

// NewBadge makes the chip of a number, such as the tasks that wait.
func NewBadge(n int, tone Tone) *Chip { return NewChip(Count(n), tone) }

// Set changes the chip.
func (c *Chip) Set(text string, tone Tone) {
	c.text, c.tone = text, tone
	c.Refresh()
}

// String is the chip's word.
func (c *Chip) String() string { return c.text }

// CreateRenderer answers Fyne.
func (c *Chip) CreateRenderer() fyne.WidgetRenderer {
	ground, word, shape := &canvas.Rectangle{}, &canvas.Text{}, &canvas.Image{FillMode: canvas.ImageFillContain}
	r := &drawn{objects: []fyne.CanvasObject{ground, shape, word}}
	room := func() float32 { // width of the shape with its gap
		if shape.Resource == nil {
			return 0
		}
		return em(1.15)
	}
	r.minSize = func() fyne.Size {
		return word.MinSize().AddWidthHeight(room()+em(1.1), em(0.35))
	}
	r.layout = func(s fyne.Size) {
		h := fyne.Min(s.Height, r.minSize().Height)
		top := (s.Height - h) / 2
		ground.Move(fyne.NewPos(0, top))
		ground.Resize(fyne.NewSize(fyne.Min(s.Width, r.minSize().Width), h))
		ground.CornerRadius = h / 2
		shape.Move(fyne.NewPos(em(0.5), (s.Height-em(0.95))/2))
		shape.Resize(fyne.NewSquareSize(em(0.95)))
		word.Move(fyne.NewPos(em(0.55)+room(), (s.Height-word.MinSize().Height)/2))
		word.Resize(word.MinSize())
	}
	r.refresh = func() {
		look := toneLooks[c.tone]
		Type{Color: look.text, Size: theme.SizeNameCaptionText, Bold: true}.dress(word)
		word.Text = c.text
		ground.FillColor = shade(look.ground)
		shape.Resource = c.tone.icon()
		shape.Hidden = shape.Resource == nil
		r.layout(c.Size())
		for _, o := range r.objects {
			o.Refresh()
		}
	}
	r.refresh()
	return r
}
