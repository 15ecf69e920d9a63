package window

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"rapport/app/window/actions"
	"rapport/app/window/audit"
	"rapport/app/window/cases"
	"rapport/app/window/desk"
	"rapport/app/window/feedback"
	"rapport/app/window/library"
	"rapport/app/window/reports"
	"rapport/app/window/settings"
	"rapport/app/window/today"
	"rapport/data"
)

// A screen of the rail, as data: Ctrl and the digit of its place lead to it. The
// first that the officer's roles allow is the one on which they begin.
type screen struct {
	id    desk.ScreenID
	title string
	right data.Right // without it the screen is not offered
	icon  func() fyne.Resource
	build func(*desk.Desk) desk.View
}

var screens = []screen{
	{desk.Today, "Today", data.RightRead, theme.HomeIcon, func(d *desk.Desk) desk.View { return today.New(d) }},
	{desk.Cases, "Cases", data.RightRead, theme.ListIcon, func(d *desk.Desk) desk.View { return cases.New(d) }},
	{desk.Feedback, "Feedback", data.RightRead, theme.MailComposeIcon, func(d *desk.Desk) desk.View { return feedback.New(d) }},
	{desk.Plans, "Actions", data.RightRead, theme.ConfirmIcon, func(d *desk.Desk) desk.View { return actions.New(d) }},
	{desk.Reports, "Reports", data.RightShareable, theme.DocumentIcon, func(d *desk.Desk) desk.View { return reports.New(d) }},
	{desk.Library, "Library", data.RightRead, theme.FolderIcon, func(d *desk.Desk) desk.View { return library.New(d) }},
	{desk.Audit, "Audit", data.RightAudit, theme.HistoryIcon, func(d *desk.Desk) desk.View { return audit.New(d) }},
	{desk.Settings, "Settings", data.RightOffice, theme.SettingsIcon, func(d *desk.Desk) desk.View { return settings.New(d) }},
}

// screens are those of the rail that the officer's roles allow.
func (f *floor) screens() []screen {
	return slices.DeleteFunc(slices.Clone(screens), func(s screen) bool { return !f.roles.May(s.right) })
}
