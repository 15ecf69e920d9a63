package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// Type is how a line of text is set. The zero value is ordinary text.
type Type struct {
	Color fyne.ThemeColorName
	Size  fyne.ThemeSizeName
	Bold  bool
	Align fyne.TextAlign
}

// The types that screens use.
var (
	Plain   = Type{}
	Strong  = Type{Bold: true}
	Muted   = Type{Color: ColorMuted}
	Caption = Type{Color: ColorMuted, Size: theme.SizeNameCaptionText}
	Heading = Type{Size: theme.SizeNameHeadingText, Bold: true}
	Section = Type{Size: theme.SizeNameSubHeadingText, Bold: true}
)

func (t Type) color() fyne.ThemeColorName {
	if t.Color == "" {
		return ColorText
	}
	return t.Color
}

func (t Type) size() fyne.ThemeSizeName {
	if t.Size == "" {
		return theme.SizeNameText
	}
	return t.Size
}

func (t Type) style() fyne.TextStyle { return fyne.TextStyle{Bold: t.Bold} }

// dress gives a canvas text the type, in the theme of now.
func (t Type) dress(text *canvas.Text) {
	text.Color, text.TextSize = shade(t.color()), size(t.size())
	text.TextStyle, text.Alignment = t.style(), t.Align
}

// Text is one line in any of the theme's colours, without the padding that
// Fyne's label has.
type Text struct {
	widget.BaseWidget
	text string
	kind Type
}

// NewText makes a line of text.
func NewText(text string, kind Type) *Text {
	t := &Text{text: text, kind: kind}
	t.ExtendBaseWidget(t)
	return t
}

// SetText changes the line.
func (t *Text) SetText(text string) {
	t.text = text
	t.Refresh()
}

// Set changes the line and its type.
func (t *Text) Set(text string, kind Type) {
	t.kind = kind
	t.SetText(text)
}

// String is the line shown.
func (t *Text) String() string { return t.text }

// CreateRenderer answers Fyne.
func (t *Text) CreateRenderer() fyne.WidgetRenderer {
	line := canvas.NewText(t.text, nil)
	r := &drawn{objects: []fyne.CanvasObject{line}}
	r.minSize = line.MinSize
	r.layout = line.Resize
	r.refresh = func() {
		line.Text = t.text
		t.kind.dress(line)
		line.Refresh()
	}
	r.refresh()
	return r
}

// Paragraph is text that wraps to the width it is given.
type Paragraph struct {
	group
	rich *widget.RichText
	kind Type
}

// NewParagraph makes a wrapping text.
func NewParagraph(text string, kind Type) *Paragraph {
	p := &Paragraph{rich: widget.NewRichText(), kind: kind}
	p.rich.Wrapping = fyne.TextWrapWord
	p.content = container.New(unpadded{}, p.rich)
	p.ExtendBaseWidget(p)
	p.SetText(text)
	return p
}

// Set changes the text and its type.
func (p *Paragraph) Set(text string, kind Type) {
	p.kind = kind
	p.SetText(text)
}

// SetText changes the text.
func (p *Paragraph) SetText(text string) {
	p.rich.Segments = []widget.RichTextSegment{&widget.TextSegment{Text: text, Style: widget.RichTextStyle{
		ColorName: p.kind.color(), SizeName: p.kind.size(), TextStyle: p.kind.style(), Alignment: p.kind.Align,
	}}}
	p.rich.Refresh()
}

// String is the text shown.
func (p *Paragraph) String() string { return p.rich.String() }

// unpadded takes away the inner padding that Fyne's rich text puts around itself.
type unpadded struct{}

func (unpadded) Layout(objects []fyne.CanvasObject, s fyne.Size) {
	pad := size(theme.SizeNameInnerPadding)
	for _, o := range objects {
		o.Move(fyne.NewPos(-pad, -pad))
		o.Resize(s.AddWidthHeight(2*pad, 2*pad))
	}
}

func (unpadded) MinSize(objects []fyne.CanvasObject) fyne.Size {
	pad := size(theme.SizeNameInnerPadding)
	var least fyne.Size
	for _, o := range objects {
		least = least.Max(o.MinSize().SubtractWidthHeight(2*pad, 2*pad))
	}
	return least
}

// drawn is the renderer of the kit's small widgets: a fixed set of objects
// and three functions.
type drawn struct {
	objects []fyne.CanvasObject
	minSize func() fyne.Size
	layout  func(fyne.Size)
	refresh func()
}

func (r *drawn) Objects() []fyne.CanvasObject { return r.objects }
func (r *drawn) MinSize() fyne.Size           { return r.minSize() }
func (r *drawn) Layout(s fyne.Size)           { r.layout(s) }
func (r *drawn) Refresh()                     { r.refresh() }
func (r *drawn) Destroy()                     {}

// fit shortens text with an ellipsis until it is at most width wide. Rows call
// it only when they take on a new record, so the few measurements are cheap.
func fit(text string, width, textSize float32, style fyne.TextStyle) string {
	whole := fyne.MeasureText(text, textSize, style).Width
	if whole <= width || text == "" {
		return text
	}
	runes := []rune(text)
	keep := int(float32(len(runes)) * width / whole)
	for keep = min(keep, len(runes)-1); keep > 0; keep-- {
		short := string(runes[:keep]) + "…"
		if fyne.MeasureText(short, textSize, style).Width <= width {
			return short
		}
	}
	return ""
}
