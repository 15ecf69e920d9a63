package ui

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"rapport/resources"
)

// Look is one of the three ways the window can look.
type Look string

// The looks: light is the default, contrast has at least 7:1 for all text.
const (
	LookLight    Look = "light"
	LookDark     Look = "dark"
	LookContrast Look = "contrast"
)

// The text can be scaled between these factors.
const (
	MinScale float32 = 0.8
	MaxScale float32 = 2.0
)

// Theme is Rapport's only theme: a look and a text scale. It ignores the
// desktop's own preference, because the officer chooses the look in Settings.
type Theme struct {
	look  Look
	scale float32
}

// NewTheme makes a theme; an unknown look is light, a scale outside
// MinScale to MaxScale is brought to the nearer end.
func NewTheme(look Look, scale float32) *Theme {
	if palettes[look] == nil {
		look = LookLight
	}
	return &Theme{look: look, scale: min(max(scale, MinScale), MaxScale)}
}

// Apply shows everything in the look and scale given, at once.
func Apply(look Look, scale float32) {
	fyne.CurrentApp().Settings().SetTheme(NewTheme(look, scale))
}

// Color answers Fyne; the variant is the look's own.
func (t *Theme) Color(name fyne.ThemeColorName, _ fyne.ThemeVariant) color.Color {
	if c, ok := palettes[t.look][name]; ok {
		return c
	}
	variant := theme.VariantLight
	if t.look == LookDark {
		variant = theme.VariantDark
	}
	return theme.DefaultTheme().Color(name, variant)
}

// The window's own faces; what they lack, Fyne takes from its own and the system's.
var (
	fontRegular  = fyne.NewStaticResource("SourceSans3-Regular.ttf", resources.SourceSansRegular)
	fontSemiBold = fyne.NewStaticResource("SourceSans3-SemiBold.ttf", resources.SourceSansSemiBold)
)

// Font answers Fyne.
func (t *Theme) Font(style fyne.TextStyle) fyne.Resource {
	switch {
	case style.Monospace, style.Symbol, style.Italic:
		return theme.DefaultTheme().Font(style)
	case style.Bold:
		return fontSemiBold
	}
	return fontRegular
}

// Icon answers Fyne with its own icon set.
func (t *Theme) Icon(name fyne.ThemeIconName) fyne.Resource {
	return theme.DefaultTheme().Icon(name)
}

// Sizes at scale 1, in Fyne's device-independent pixels.
var textSizes = map[fyne.ThemeSizeName]float32{
	theme.SizeNameText:           15,
	theme.SizeNameCaptionText:    13,
	theme.SizeNameSubHeadingText: 18,
	theme.SizeNameHeadingText:    24,
	theme.SizeNameInlineIcon:     19,
}

var spaceSizes = map[fyne.ThemeSizeName]float32{
	theme.SizeNamePadding:         6,
	theme.SizeNameInnerPadding:    8,
	theme.SizeNameLineSpacing:     5,
	theme.SizeNameInputRadius:     6,
	theme.SizeNameButtonRadius:    6,
	theme.SizeNameSelectionRadius: 6,
	theme.SizeNameScrollBar:       12,
	theme.SizeNameScrollBarSmall:  5,
}

// Size answers Fyne: text grows with the scale, space only half as fast, so
// that a window of 1024 pixels stays usable at 200 %.
func (t *Theme) Size(name fyne.ThemeSizeName) float32 {
	if s, ok := textSizes[name]; ok {
		return s * t.scale
	}
	if s, ok := spaceSizes[name]; ok {
		return s * (1 + t.scale) / 2
	}
	return theme.DefaultTheme().Size(name)
}

// current is the theme in force. Before Apply, and in tests with a theme of
// Fyne's, it is the light one: the kit's own colour names exist in no other.
func current() *Theme {
	if t, ok := fyne.CurrentApp().Settings().Theme().(*Theme); ok {
		return t
	}
	return defaultTheme
}

var defaultTheme = NewTheme(LookLight, 1)

func shade(name fyne.ThemeColorName) color.Color { return current().Color(name, 0) }
func size(name fyne.ThemeSizeName) float32       { return current().Size(name) }

// em is the size of ordinary text; measures of the kit are given in it so
// that they follow the scale.
func em(n float32) float32 { return n * size(theme.SizeNameText) }
