package window

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"rapport/app/window/actions"
	"rapport/app/window/audit"
	"rapport/app/window/cases"
	"rapport/app/window/desk"
	"rapport/app/window/feedback"
	"rapport/app/window/reports"
	"rapport/app/window/settings"
	"rapport/app/window/today"
)

// A screen of the rail, as data: Ctrl and the key lead to it.
type screen struct {
	id    desk.ScreenID
	title string
	icon  func() fyne.Resource
	key   fyne.KeyName
	build func(*desk.Desk) desk.View
}

var screens = []screen{
	{desk.Today, "Today", theme.HomeIcon, fyne.Key1, func(d *desk.Desk) desk.View { return today.New(d) }},
	{desk.Cases, "Cases", theme.ListIcon, fyne.Key2, func(d *desk.Desk) desk.View { return cases.New(d) }},
	{desk.Feedback, "Feedback", theme.MailComposeIcon, fyne.Key3, func(d *desk.Desk) desk.View { return feedback.New(d) }},
	{desk.Plans, "Actions", theme.ConfirmIcon, fyne.Key4, func(d *desk.Desk) desk.View { return actions.New(d) }},
	{desk.Reports, "Reports", theme.DocumentIcon, fyne.Key5, func(d *desk.Desk) desk.View { return reports.New(d) }},
	{desk.Audit, "Audit", theme.HistoryIcon, fyne.Key6, func(d *desk.Desk) desk.View { return audit.New(d) }},
	{desk.Settings, "Settings", theme.SettingsIcon, fyne.Key7, func(d *desk.Desk) desk.View { return settings.New(d) }},
}
