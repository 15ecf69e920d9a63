package window

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"

	"rapport/app/window/quick"
	"rapport/app/window/ui"
)

// menu holds every shortcut: Fyne answers others only while no entry has the
// keyboard.
func (f *floor) menu() *fyne.MainMenu {
	item := func(label string, key fyne.KeyName, mod fyne.KeyModifier, do func()) *fyne.MenuItem {
		m := fyne.NewMenuItem(label, func() {
			f.idle.touch()
			if !ui.DialogOpen(f.stage.window) {
				do()
			}
		})
		m.Shortcut = &desktop.CustomShortcut{KeyName: key, Modifier: mod}
		return m
	}
	const ctrl = fyne.KeyModifierShortcutDefault
	lock := fyne.NewMenuItem("Lock", f.stage.lock) // also over an open dialog
	lock.Shortcut = &desktop.CustomShortcut{KeyName: fyne.KeyL, Modifier: ctrl}

	file := fyne.NewMenu("File",
		item("New case", fyne.KeyN, ctrl, func() { f.NewCase(nil) }),
		item("Quick entry …", fyne.KeyE, ctrl, func() { quick.Open(f.desk) }),
		item("Close tab", fyne.KeyW, ctrl, f.Close),
		fyne.NewMenuItemSeparator(), lock,
	)
	goTo := fyne.NewMenu("Go",
		item("Search", fyne.KeyK, ctrl, f.frame.focusSearch),
		item("Back", fyne.KeyLeft, fyne.KeyModifierAlt, f.back),
		item("Next tab", fyne.KeyPageDown, ctrl, func() { f.stepTab(1) }),
		item("Previous tab", fyne.KeyPageUp, ctrl, func() { f.stepTab(-1) }),
		fyne.NewMenuItemSeparator(),
	)
	for _, s := range screens {
		goTo.Items = append(goTo.Items, item(s.title, s.key, ctrl, func() { f.Show(s.id) }))
	}
	help := fyne.NewMenu("Help", item("Keys", fyne.KeySlash, ctrl, f.showKeys))
	return fyne.NewMainMenu(file, goTo, help)
}

// stepTab goes to the tab n places on, round the end.
func (f *floor) stepTab(n int) {
	if len(f.places) == 0 {
		return
	}
	at := 0
	if n > 0 {
		at = -1 // from a screen of the rail, the first tab is next
	}
	for i, p := range f.places {
		if p.Key == f.front() {
			at = i
		}
	}
	f.bring(f.places[((at+n)%len(f.places)+len(f.places))%len(f.places)].Key, nil)
}

// typedKey answers keys without a modifier while nothing has the keyboard.
func (f *floor) typedKey(e *fyne.KeyEvent) {
	f.idle.touch()
	if e.Name == fyne.KeyF1 {
		f.showKeys()
	}
}

var keySheet = [][2]string{
	{"Ctrl+N", "New case"}, {"Ctrl+E", "Quick entry: praise, an idea, a comment card"}, {"Ctrl+K", "Search everywhere"}, {"Ctrl+1 … Ctrl+7", "Today, Cases, Feedback, Reports, Library, Audit, Settings"},
	{"Alt+Left", "Back"}, {"Ctrl+PgDn, Ctrl+PgUp", "Next and previous tab"}, {"Ctrl+W", "Close the tab"},
	{"Ctrl+L", "Lock"}, {"Tab, Shift+Tab", "Next and previous field"}, {"Ctrl+Enter", "Save what you are writing"},
	{"Up, Down, PgUp, PgDn, Home, End", "Move in a list"}, {"Enter", "Open what is chosen"}, {"Esc", "Close a box without doing anything"},
	{"G, R, A, C, V", "In the Library: give in a case, review done, answer, change, new version"},
	{"t, y, +7, -2, 3/4", "In a date: today, yesterday, in 7 days, 2 days ago, March 4"}, {"F1, Ctrl+/", "This sheet"},
}

func (f *floor) showKeys() {
	grid := container.NewVBox()
	for _, k := range keySheet {
		grid.Add(container.NewBorder(nil, nil, ui.AtLeast(16, 1.6, ui.NewText(k[0], ui.Strong)), nil, ui.NewText(k[1], ui.Plain)))
	}
	ui.Show(f.stage.window, "Keys", grid, nil, "Close")
}
