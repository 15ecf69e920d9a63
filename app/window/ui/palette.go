package ui

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
)

// Colours that mean something. Their text has at least 4.5:1 against every
// ground it is drawn on (WCAG 2.2, 1.4.3), 7:1 in high contrast (1.4.6).
const (
	ColorText    = theme.ColorNameForeground
	ColorAccent  = theme.ColorNamePrimary
	ColorOverdue = theme.ColorNameError
	ColorToday   = theme.ColorNameWarning
	ColorOK      = theme.ColorNameSuccess
	ColorSoon    = fyne.ThemeColorName("soon")
	ColorMuted   = fyne.ThemeColorName("muted")
)

// Grounds that the meaning colours are drawn on.
const (
	ColorGround      = theme.ColorNameBackground
	ColorPanel       = fyne.ThemeColorName("panel")
	ColorRail        = fyne.ThemeColorName("rail")
	ColorRailText    = fyne.ThemeColorName("railText")
	ColorRailChosen  = fyne.ThemeColorName("railChosen")
	ColorAccentSoft  = fyne.ThemeColorName("accentSoft")
	ColorOverdueSoft = fyne.ThemeColorName("overdueSoft")
	ColorTodaySoft   = fyne.ThemeColorName("todaySoft")
	ColorSoonSoft    = fyne.ThemeColorName("soonSoft")
	ColorOKSoft      = fyne.ThemeColorName("okSoft")
	ColorMutedSoft   = fyne.ThemeColorName("mutedSoft")
)

type palette map[fyne.ThemeColorName]color.NRGBA

// rgb reads 0xRRGGBB; rgba reads 0xRRGGBBAA.
func rgb(v uint32) color.NRGBA { return rgba(v<<8 | 0xff) }
func rgba(v uint32) color.NRGBA {
	return color.NRGBA{uint8(v >> 24), uint8(v >> 16), uint8(v >> 8), uint8(v)}
}

var palettes = map[Look]palette{
	LookLight: {
		ColorText: rgb(0x1B2528), ColorMuted: rgb(0x526067), ColorAccent: rgb(0x0F5260),
		ColorOverdue: rgb(0xA9231B), ColorToday: rgb(0x7A4A00), ColorSoon: rgb(0x0B5280), ColorOK: rgb(0x1B6338),
		ColorGround: rgb(0xF3F6F6), ColorPanel: rgb(0xFFFFFF),
		ColorRail: rgb(0x0F4652), ColorRailText: rgb(0xF1F7F8), ColorRailChosen: rgb(0x1B6675),
		ColorAccentSoft: rgb(0xD9EAED), ColorOverdueSoft: rgb(0xFBE7E5), ColorTodaySoft: rgb(0xFAEDD3),
		ColorSoonSoft: rgb(0xE0EEF7), ColorOKSoft: rgb(0xDFF1E5), ColorMutedSoft: rgb(0xE8EDEE),

		theme.ColorNameButton: rgb(0xE3EAEB), theme.ColorNameDisabledButton: rgb(0xEBEFEF), theme.ColorNameDisabled: rgb(0x7B888D),
		theme.ColorNameFocus: rgba(0x0F52602E), theme.ColorNameHover: rgba(0x0F526014), theme.ColorNamePressed: rgba(0x0F526033),
		theme.ColorNameSelection: rgb(0xCFE4E8), theme.ColorNameHyperlink: rgb(0x0F5260), theme.ColorNamePlaceHolder: rgb(0x68757B),
		theme.ColorNameInputBackground: rgb(0xFFFFFF), theme.ColorNameInputBorder: rgb(0x7F8D93), theme.ColorNameSeparator: rgb(0xDCE3E5),
		theme.ColorNameHeaderBackground: rgb(0xEAEFF0), theme.ColorNameMenuBackground: rgb(0xFFFFFF), theme.ColorNameOverlayBackground: rgb(0xFFFFFF),
		theme.ColorNameScrollBar: rgba(0x1B252866), theme.ColorNameScrollBarBackground: rgba(0x1B25280A), theme.ColorNameShadow: rgba(0x10202540),
		theme.ColorNameForegroundOnPrimary: rgb(0xFFFFFF), theme.ColorNameForegroundOnError: rgb(0xFFFFFF),
		theme.ColorNameForegroundOnWarning: rgb(0xFFFFFF), theme.ColorNameForegroundOnSuccess: rgb(0xFFFFFF),
	},
	LookDark: {
		ColorText: rgb(0xE6ECEE), ColorMuted: rgb(0xA9B6BB), ColorAccent: rgb(0x74CAD8),
		ColorOverdue: rgb(0xFF9F96), ColorToday: rgb(0xF2BE6E), ColorSoon: rgb(0x93C8F2), ColorOK: rgb(0x8AD3A0),
		ColorGround: rgb(0x14191B), ColorPanel: rgb(0x1D2427),
		ColorRail: rgb(0x0C2B32), ColorRailText: rgb(0xE3EEF0), ColorRailChosen: rgb(0x1A4B56),
		ColorAccentSoft: rgb(0x173F48), ColorOverdueSoft: rgb(0x4A231F), ColorTodaySoft: rgb(0x42331A),
		ColorSoonSoft: rgb(0x1C3549), ColorOKSoft: rgb(0x1F3B2A), ColorMutedSoft: rgb(0x2B3438),

		theme.ColorNameButton: rgb(0x2C373B), theme.ColorNameDisabledButton: rgb(0x22292C), theme.ColorNameDisabled: rgb(0x839197),
		theme.ColorNameFocus: rgba(0x74CAD83B), theme.ColorNameHover: rgba(0xFFFFFF12), theme.ColorNamePressed: rgba(0xFFFFFF29),
		theme.ColorNameSelection: rgb(0x1E4750), theme.ColorNameHyperlink: rgb(0x74CAD8), theme.ColorNamePlaceHolder: rgb(0x96A4A9),
		theme.ColorNameInputBackground: rgb(0x161C1E), theme.ColorNameInputBorder: rgb(0x75858B), theme.ColorNameSeparator: rgb(0x303A3E),
		theme.ColorNameHeaderBackground: rgb(0x232C2F), theme.ColorNameMenuBackground: rgb(0x20282B), theme.ColorNameOverlayBackground: rgb(0x20282B),
		theme.ColorNameScrollBar: rgba(0xE6ECEE66), theme.ColorNameScrollBarBackground: rgba(0xE6ECEE0A), theme.ColorNameShadow: rgba(0x00000066),
		theme.ColorNameForegroundOnPrimary: rgb(0x05242A), theme.ColorNameForegroundOnError: rgb(0x370B07),
		theme.ColorNameForegroundOnWarning: rgb(0x2E1E02), theme.ColorNameForegroundOnSuccess: rgb(0x06250F),
	},
	LookContrast: {
		ColorText: rgb(0x000000), ColorMuted: rgb(0x2E2E2E), ColorAccent: rgb(0x00343F),
		ColorOverdue: rgb(0x7D0000), ColorToday: rgb(0x4F3000), ColorSoon: rgb(0x00366A), ColorOK: rgb(0x003F18),
		ColorGround: rgb(0xFFFFFF), ColorPanel: rgb(0xFFFFFF),
		ColorRail: rgb(0x000000), ColorRailText: rgb(0xFFFFFF), ColorRailChosen: rgb(0x00434F),
		ColorAccentSoft: rgb(0xE4F3F5), ColorOverdueSoft: rgb(0xFDF0EF), ColorTodaySoft: rgb(0xFCF4E2),
		ColorSoonSoft: rgb(0xECF5FB), ColorOKSoft: rgb(0xECF8F0), ColorMutedSoft: rgb(0xF0F0F0),

		theme.ColorNameButton: rgb(0xDCDCDC), theme.ColorNameDisabledButton: rgb(0xEDEDED), theme.ColorNameDisabled: rgb(0x4D4D4D),
		theme.ColorNameFocus: rgba(0x00343F33), theme.ColorNameHover: rgba(0x00000019), theme.ColorNamePressed: rgba(0x00000040),
		theme.ColorNameSelection: rgb(0xBFE3EA), theme.ColorNameHyperlink: rgb(0x00343F), theme.ColorNamePlaceHolder: rgb(0x474747),
		theme.ColorNameInputBackground: rgb(0xFFFFFF), theme.ColorNameInputBorder: rgb(0x000000), theme.ColorNameSeparator: rgb(0x6B6B6B),
		theme.ColorNameHeaderBackground: rgb(0xECECEC), theme.ColorNameMenuBackground: rgb(0xFFFFFF), theme.ColorNameOverlayBackground: rgb(0xFFFFFF),
		theme.ColorNameScrollBar: rgb(0x333333), theme.ColorNameScrollBarBackground: rgb(0xE6E6E6), theme.ColorNameShadow: rgba(0x00000099),
		theme.ColorNameForegroundOnPrimary: rgb(0xFFFFFF), theme.ColorNameForegroundOnError: rgb(0xFFFFFF),
		theme.ColorNameForegroundOnWarning: rgb(0xFFFFFF), theme.ColorNameForegroundOnSuccess: rgb(0xFFFFFF),
	},
}
