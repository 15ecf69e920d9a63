package settings

import (
	"fyne.io/fyne/v2"

	"rapport/app/window/desk"
	"rapport/app/window/ui"
)

// newLook is the part about how the window looks; it works at once and is kept
// on this computer, not in the case file.
func newLook() fyne.CanvasObject {
	prefs := fyne.CurrentApp().Preferences()
	look := ui.Look(prefs.StringWithFallback(desk.PrefLook, string(ui.LookLight)))
	scale := float32(prefs.FloatWithFallback(desk.PrefScale, 1))
	apply := func() {
		prefs.SetString(desk.PrefLook, string(look))
		prefs.SetFloat(desk.PrefScale, float64(scale))
		ui.Apply(look, scale)
	}
	looks := ui.NewSegments([]ui.Option[ui.Look]{{Value: ui.LookLight, Label: "Light"}, {Value: ui.LookDark, Label: "Dark"}, {Value: ui.LookContrast, Label: "High contrast"}},
		func(l ui.Look) { look = l; apply() })
	looks.SetValue(look)
	scales := ui.NewSegments([]ui.Option[float32]{{Value: 0.9, Label: "90 %"}, {Value: 1, Label: "100 %"}, {Value: 1.25, Label: "125 %"}, {Value: 1.5, Label: "150 %"}, {Value: 2, Label: "200 %"}},
		func(f float32) { scale = f; apply() })
	scales.SetValue(scale)
	return ui.NewPanel("How the window looks", ui.NewForm(ui.NewRow("Colors", looks), ui.NewRow("Text size", scales)))
}
