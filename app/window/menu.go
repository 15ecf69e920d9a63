package window

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"rapport/app/window/casefile"
	"rapport/app/window/healthrecord"
	"rapport/app/window/quick"
	"rapport/app/window/ui"
	"rapport/data"
)

// command is what an item of the menu and its keys do. The sheet of keys is
// made of the same table.
type command struct {
	menu, label string // an empty label is a line between others
	key         fyne.KeyName
	mod         fyne.KeyModifier
	do          func()
	always      bool       // over an open dialog too
	right       data.Right // without it the item is not offered; "" for everybody
}

// ctrl is Ctrl, or Command on a Mac.
const ctrl = fyne.KeyModifierShortcutDefault

// takeBack is the item that undoes the last change. Its keys are not on the
// menu, which would take them from an entry: see [floor.hearKeys].
const takeBack = "Undo the last change"

// entryMenu is the menu of what is written down in the case in front.
const entryMenu = "Entry"

// commands are the items of the menu in their order, those that the officer's
// roles allow.
func (f *floor) commands() []command {
	all := []command{
		{menu: "File", label: "New case", key: fyne.KeyN, mod: ctrl, do: func() { f.NewCase(nil) }, right: data.RightWork},
		{menu: "File", label: "Quick entry …", key: fyne.KeyE, mod: ctrl, do: func() { quick.Open(f.desk) }, right: data.RightWork},
		{menu: "File", label: "Bring in a spreadsheet …", key: fyne.KeyI, mod: ctrl | fyne.KeyModifierShift, do: func() { f.BringIn("", "") }, right: data.RightImport},
		{menu: "File", label: "Receive a case …", key: fyne.KeyR, mod: ctrl | fyne.KeyModifierAlt, do: func() { f.desk.ReceiveCase() }, right: data.RightImport},
		{menu: "File"},
		{menu: "File", label: "Copy safe to share …", key: fyne.KeyS, mod: ctrl | fyne.KeyModifierShift, do: f.inCase((*casefile.Screen).CopySafe), right: data.RightRead},
		{menu: "File", label: "Export this case …", key: fyne.KeyE, mod: ctrl | fyne.KeyModifierShift, do: f.inCase((*casefile.Screen).Export), right: data.RightExport},
		{menu: "File", label: "Pack this case …", key: fyne.KeyP, mod: ctrl | fyne.KeyModifierAlt, do: f.inCase((*casefile.Screen).Pack), right: data.RightExport},
		{menu: "File", label: "Hand this case over …", key: fyne.KeyH, mod: ctrl | fyne.KeyModifierAlt, do: f.inCase((*casefile.Screen).HandOver), right: data.RightExport},
		{menu: "File", label: "Export everything …", key: fyne.KeyE, mod: ctrl | fyne.KeyModifierAlt, do: func() { f.desk.ExportEverything() }, right: data.RightExportWhole},
		{menu: "File"},
		{menu: "File", label: "Close tab", key: fyne.KeyW, mod: ctrl, do: f.Close},
		{menu: "File"},
		{menu: "File", label: "Lock", key: fyne.KeyL, mod: ctrl, do: f.stage.lock, always: true},
		{menu: "Edit", label: takeBack, do: f.undo, right: data.RightWork},
		{menu: "Edit", label: "Copy all, with identifiers", key: fyne.KeyC, mod: ctrl | fyne.KeyModifierAlt, do: f.copyAll, always: true, right: data.RightRead},
		{menu: "View", label: f.namesLabel(), key: fyne.KeyH, mod: ctrl, do: f.turnNames, always: true, right: data.RightRead},
		{menu: "Go", label: "Search", key: fyne.KeyK, mod: ctrl, do: func() { f.frame.focusSearch() }, right: data.RightRead},
		{menu: "Go", label: "Back", key: fyne.KeyLeft, mod: fyne.KeyModifierAlt, do: f.back},
		{menu: "Go", label: "Next tab", key: fyne.KeyPageDown, mod: ctrl, do: func() { f.stepTab(1) }},
		{menu: "Go", label: "Previous tab", key: fyne.KeyPageUp, mod: ctrl, do: func() { f.stepTab(-1) }},
		{menu: "Go"},
	}
	for i, s := range screens {
		all = append(all, command{menu: "Go", label: s.title, key: digit(i), mod: ctrl, do: func() { f.Show(s.id) }, right: s.right})
	}
	const shift = ctrl | fyne.KeyModifierShift
	all = append(all,
		command{menu: "Go", label: "Letters due", key: fyne.KeyD, mod: shift, do: f.LettersDue, right: data.RightWork},
		command{menu: "Go", label: "Patient days and survey", key: fyne.KeyM, mod: shift, do: f.MonthNumbers, right: data.RightNumbers},
		command{menu: "Go", label: "Themes of the quarter", key: fyne.KeyQ, mod: shift, do: f.themesNow, right: data.RightReports},
		command{menu: "Go", label: "Backups", key: fyne.KeyB, mod: shift, do: f.Backups, right: data.RightKeep},
		command{menu: entryMenu, label: "Add a contact", key: fyne.KeyC, mod: shift, do: f.inCase((*casefile.Screen).AddContact), right: data.RightWork},
		command{menu: entryMenu, label: "Add a promise", key: fyne.KeyP, mod: shift, do: f.inCase((*casefile.Screen).AddPromise), right: data.RightWork},
		command{menu: entryMenu, label: "Add a task", key: fyne.KeyT, mod: shift, do: f.inCase((*casefile.Screen).AddTask), right: data.RightWork},
		command{menu: entryMenu, label: "Fill in from a file or the clipboard …", key: fyne.KeyF, mod: shift, do: f.fromFile, right: data.RightWork},
		command{menu: entryMenu, label: "Restrict this case …", key: fyne.KeyR, mod: shift, do: f.inCase((*casefile.Screen).Restrict), right: data.RightRestrict},
		command{menu: entryMenu, label: "Add a note", key: fyne.KeyN, mod: shift, do: f.inCase((*casefile.Screen).AddNote), right: data.RightWork},
	)
	if healthrecord.Ready(f.desk) {
		all = append(all, command{menu: entryMenu, label: "Fill in from the health record …", key: fyne.KeyH, mod: shift, do: f.inCase((*casefile.Screen).FillIn), right: data.RightImport})
	}
	all = append(all, command{menu: "Help", label: "Keys", key: fyne.KeySlash, mod: ctrl, do: f.showKeys})
	return slices.DeleteFunc(all, func(c command) bool { return c.right != "" && !f.roles.May(c.right) })
}

// inCase does something with the case in front; with none, it says so.
func (f *floor) inCase(do func(*casefile.Screen)) func() {
	return func() {
		if at, ok := f.views[f.front()].(*casefile.Screen); ok {
			if f.covered(f.front()) {
				f.Say("Show the case first; the entry is made in it.", nil)
				return
			}
			do(at)
			return
		}
		f.Say("Open the case first; the entry is made in it.", nil)
	}
}

// fromFile fills in the case or the intake in front from a file.
func (f *floor) fromFile() {
	if at, ok := f.views[f.front()].(interface{ FromFile() }); ok {
		at.FromFile()
		return
	}
	f.Say("Open the case first, or begin a new one; the file is filled in there.", nil)
}

// copyAll copies what is selected as it stands, with what identifies people.
func (f *floor) copyAll() {
	if !ui.CopyWithIdentifiers(f.stage.window) {
		f.Say("Select the words first: in a field, with the mouse or with Shift and the arrows.", nil)
	}
}

// digit is the key of the n-th screen, counted from 0.
func digit(n int) fyne.KeyName { return fyne.KeyName('1' + rune(n)) }

// shortcut is the command's keys, nil where it has none of its own.
func (c command) shortcut() *desktop.CustomShortcut {
	if c.key == "" {
		return nil
	}
	return &desktop.CustomShortcut{KeyName: c.key, Modifier: c.mod}
}

// menu holds nearly every shortcut: Fyne asks the menu first, whatever has the
// keyboard.
func (f *floor) menu() *fyne.MainMenu {
	menu := fyne.NewMainMenu()
	for _, c := range f.commands() {
		if n := len(menu.Items); n == 0 || menu.Items[n-1].Label != c.menu {
			menu.Items = append(menu.Items, fyne.NewMenu(c.menu))
		}
		in := menu.Items[len(menu.Items)-1]
		if c.label == "" {
			in.Items = append(in.Items, fyne.NewMenuItemSeparator())
			continue
		}
		item := fyne.NewMenuItem(c.label, func() { f.run(c) })
		if keys := c.shortcut(); keys != nil {
			item.Shortcut = keys
		}
		in.Items = append(in.Items, item)
	}
	return menu
}

// run does what a command means, unless a dialog lies over the window.
func (f *floor) run(c command) {
	f.idle.touch()
	if c.right != "" && !f.allowed(c.right) {
		return
	}
	if c.always || !ui.DialogOpen(f.stage.window) {
		c.do()
	}
}

// windowKeys are the shortcuts that an entry may keep for itself: Ctrl+Z takes
// back what was typed in it. They are asked after whatever has the keyboard.
func (f *floor) windowKeys() map[fyne.Shortcut]command {
	tab := func(mod fyne.KeyModifier) *desktop.CustomShortcut {
		return &desktop.CustomShortcut{KeyName: fyne.KeyTab, Modifier: fyne.KeyModifierControl | mod}
	}
	return map[fyne.Shortcut]command{
		&fyne.ShortcutUndo{}:       {do: f.undo, right: data.RightWork},
		tab(0):                     {do: func() { f.stepTab(1) }},
		tab(fyne.KeyModifierShift): {do: func() { f.stepTab(-1) }},
	}
}

// hearKeys answers the keys that are on no menu, until stop is called.
func (f *floor) hearKeys() (stop func()) {
	canvas := f.stage.window.Canvas()
	var stops []func()
	for s, c := range f.windowKeys() {
		stops = append(stops, ui.OnShortcut(f.stage.window, s, func() { f.run(c) }))
	}
	ui.OnHelp = func() { f.run(command{do: f.showKeys}) }
	canvas.SetOnTypedKey(func(e *fyne.KeyEvent) {
		f.idle.touch()
		if e.Name == fyne.KeyF1 {
			ui.OnHelp()
		}
	})
	canvas.SetOnTypedRune(func(r rune) {
		f.idle.touch()
		if r == '?' {
			ui.OnHelp()
		}
	})
	return func() {
		for _, stop := range stops {
			stop()
		}
		ui.OnHelp = func() {}
		canvas.SetOnTypedKey(nil)
		canvas.SetOnTypedRune(nil)
	}
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
