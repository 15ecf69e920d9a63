package window

import (
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
)

// A screen of the rail, as data: Ctrl and the digit of its place lead to it.
type screen struct {
	id    desk.ScreenID
	title string
	icon  func() fyne.Resource
	build func(*desk.Desk) desk.View
}

var screens = []screen{
	{desk.Today, "Today", theme.HomeIcon, func(d *desk.Desk) desk.View { return today.New(d) }},
	{desk.Cases, "Cases", theme.ListIcon, func(d *desk.Desk) desk.View { return cases.New(d) }},
	{desk.Feedback, "Feedback", theme.MailComposeIcon, func(d *desk.Desk) desk.View { return feedback.New(d) }},
	{desk.Plans, "Actions", theme.ConfirmIcon, func(d *desk.Desk) desk.View { return actions.New(d) }},
	{desk.Reports, "Reports", theme.DocumentIcon, func(d *desk.Desk) desk.View { return reports.New(d) }},
	{desk.Library, "Library", theme.FolderIcon, func(d *desk.Desk) desk.View { return library.New(d) }},
	{desk.Audit, "Audit", theme.HistoryIcon, func(d *desk.Desk) desk.View { return audit.New(d) }},
	{desk.Settings, "Settings", theme.SettingsIcon, func(d *desk.Desk) desk.View { return settings.New(d) }},
}
