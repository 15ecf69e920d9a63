package ui

import (
	"image/color"
	"math"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/theme"
)

// contrast is the ratio of WCAG 2.2 between two opaque colours.
func contrast(a, b color.NRGBA) float64 {
	x, y := luminance(a), luminance(b)
	return (math.Max(x, y) + 0.05) / (math.Min(x, y) + 0.05)
}

func luminance(c color.NRGBA) float64 {
	part := func(v uint8) float64 {
		s := float64(v) / 255
		if s <= 0.04045 {
			return s / 12.92
		}
		return math.Pow((s+0.055)/1.055, 2.4)
	}
	return 0.2126*part(c.R) + 0.7152*part(c.G) + 0.0722*part(c.B)
}

func TestEveryTextColourIsReadableOnEveryGroundItIsDrawnOn(t *testing.T) {
	grounds := []fyne.ThemeColorName{ColorGround, ColorPanel, ColorMutedSoft, theme.ColorNameSelection, theme.ColorNameHeaderBackground, theme.ColorNameOverlayBackground}
	pairs := [][2]fyne.ThemeColorName{
		{ColorRailText, ColorRail}, {ColorRailText, ColorRailChosen}, {ColorText, theme.ColorNameButton}, {ColorText, theme.ColorNameInputBackground},
		{theme.ColorNamePlaceHolder, theme.ColorNameInputBackground},
		{theme.ColorNameForegroundOnPrimary, ColorAccent}, {theme.ColorNameForegroundOnError, ColorOverdue},
		{theme.ColorNameForegroundOnWarning, ColorToday}, {theme.ColorNameForegroundOnSuccess, ColorOK},
	}
	for _, look := range toneLooks {
		pairs = append(pairs, [2]fyne.ThemeColorName{look.text, look.ground})
		for _, g := range grounds {
			pairs = append(pairs, [2]fyne.ThemeColorName{look.text, g})
		}
	}
	least := map[Look]float64{LookLight: 4.5, LookDark: 4.5, LookContrast: 7}
	for look, colors := range palettes {
		for _, p := range pairs {
			if got := contrast(colors[p[0]], colors[p[1]]); got < least[look] {
				t.Errorf("%s: %s on %s has %.2f:1, wants %.1f:1", look, p[0], p[1], got, least[look])
			}
		}
	}
}

func TestBordersOfFieldsStandOutFromTheirGround(t *testing.T) {
	for look, colors := range palettes { // WCAG 2.2, 1.4.11
		for _, ground := range []fyne.ThemeColorName{ColorPanel, ColorGround, theme.ColorNameOverlayBackground} {
			if got := contrast(colors[theme.ColorNameInputBorder], colors[ground]); got < 3 {
				t.Errorf("%s: the border on %s has %.2f:1, wants 3:1", look, ground, got)
			}
		}
	}
}

func TestEveryLookDefinesTheSameColours(t *testing.T) {
	for look, colors := range palettes {
		for name := range palettes[LookLight] {
			if _, ok := colors[name]; !ok {
				t.Errorf("%s lacks %s", look, name)
			}
		}
	}
}

func TestTextScaleStaysBetween80And200Percent(t *testing.T) {
	test.NewTempApp(t)
	for scale, want := range map[float32]float32{0.1: 12, 0.8: 12, 1: 15, 2: 30, 5: 30} {
		if got := NewTheme(LookLight, scale).Size(theme.SizeNameText); math.Abs(float64(got-want)) > 0.01 {
			t.Errorf("scale %v gives text of %v, wants %v", scale, got, want)
		}
	}
}

func TestTonesThatAskForSomethingHaveAShapeAndNotOnlyAColour(t *testing.T) {
	shapes := map[string]bool{}
	for _, tone := range []Tone{ToneOK, ToneSoon, ToneToday, ToneOverdue} {
		icon := toneLooks[tone].shape()
		if shapes[icon.Name()] {
			t.Errorf("two tones share the shape %s", icon.Name())
		}
		shapes[icon.Name()] = true
	}
}
