package window

import (
	"runtime"
	"strings"

	"fyne.io/fyne/v2"

	"rapport/app/window/ui"
	"rapport/data"
)

// keyLine is a line of the sheet of keys: the head of a group, or keys with what
// they do.
type keyLine struct{ group, keys, does string }

// otherKeys are those that are on no menu. What they say is tested against what
// they do.
var otherKeys = []keyLine{
	{"Anywhere", "Ctrl+Z", "Undo the last change; in a field, undo what was typed"},
	{"Anywhere", "Ctrl+C", "Copy; from a case without what identifies people, from a search as it is"},
	{"Anywhere", "Ctrl+Tab, Ctrl+Shift+Tab", "Next and previous tab"},
	{"Anywhere", "F1, ?", "This sheet; ? where nothing is being written"},
	{"Anywhere", "Tab, Shift+Tab", "Next and previous field"},
	{"Anywhere", "Esc", "Close a box without doing anything"},
	{"Anywhere", "Ctrl+Enter", "Save, or press the main button of a box"},
	{"In the search", "Enter", "Into the list; with a whole case number, open that case"},
	{"In the search", "Esc", "Empty the search"},
	{"In a list", "Up, Down", "Go to the row before or after"},
	{"In a list", "PgUp, PgDn, Home, End", "Go further"},
	{"In a list", "Enter", "Open what is chosen"},
	{"In a list", "Space on a column's head", "Sort by it; once more, the other way round"},
	{"On Today", "C", "A contact was made: write it down"},
	{"On Today", "D", "The task or promise is done"},
	{"On a chart", "Left, Right, Home, End", "Go from mark to mark; what it shows stands below"},
	{"On a chart", "Enter", "Open the cases behind the mark"},
	{"On the pages of a report", "PgUp, PgDn", "Turn the page"},
	{"On the pages of a report", "Up, Down", "Scroll"},
	{"On the pages of a report", "Left, Right", "Go from number to number, over the pages"},
	{"On the pages of a report", "Enter", "Open the cases behind the number; Alt+Left comes back to it"},
	{"In the list of cases", "V", "Go to the views"},
	{"In the list of cases", "F", "Go to the filters"},
	{"In the Library", "G, R, A, C, V", "Give in a case, review done, answer, change, new version"},
	{"In a case", "Up, Down", "Go through the sections"},
	{"In a letter template", "Ctrl+Up, Ctrl+Down", "Move the block up or down"},
	{"In a case", "Right", "Go into the section"},
	{"In a field with a list", "Space or Enter", "Open the list"},
	{"In a field with a list", "Down", "Search in the list; Enter takes what is chosen"},
	{"In a grid of numbers", "Enter, Up, Down, Left, Right", "To the cell below, above, beside"},
	{"In a grid of numbers", "Esc", "Take back what was typed in the cell"},
	{"In a date", "Down", "Open the calendar; Enter takes the day"},
	{"In a date", "t, y", "Today, yesterday"},
	{"In a date", "+7, -2", "In 7 days, 2 days ago"},
	{"In a date", "3/4, Mar 4, 2026-03-04", "March 4"},
	{"In a time", "now, 2p, 14:05, 1405", "Now, 2 pm, five past two"},
}

// groupRights are the rights without which the keys of a group lead nowhere.
var groupRights = map[string]data.Right{
	"In the search": data.RightRead, "On Today": data.RightRead, "In the list of cases": data.RightRead,
	"In the Library": data.RightLibrary, "In a case": data.RightRead, "In a letter template": data.RightLibrary,
}

// keySheet is the whole sheet: the menu's keys and the others, group by group.
func (f *floor) keySheet() []keyLine {
	var groups []string
	lines := map[string][]keyLine{}
	add := func(l keyLine) {
		if lines[l.group] == nil {
			groups = append(groups, l.group)
		}
		lines[l.group] = append(lines[l.group], l)
	}
	for _, c := range f.commands() {
		group := "Anywhere"
		if c.menu == entryMenu {
			group = "In a case"
		}
		if c.key != "" {
			add(keyLine{group, keyWords(c.key, c.mod), c.label})
		}
	}
	for _, l := range otherKeys {
		if right, bound := groupRights[l.group]; bound && !f.roles.May(right) {
			continue
		}
		if runtime.GOOS == "darwin" && !strings.Contains(l.keys, "Ctrl+Tab") {
			l.keys = strings.ReplaceAll(l.keys, "Ctrl", "Cmd")
		}
		add(l)
	}
	var sheet []keyLine
	for _, g := range groups {
		sheet = append(append(sheet, keyLine{group: g}), lines[g]...)
	}
	return sheet
}

// keyNames are the keys that are called otherwise on a keyboard than in Fyne.
var keyNames = map[fyne.KeyName]string{fyne.KeyPageDown: "PgDn", fyne.KeyPageUp: "PgUp", fyne.KeySlash: "/"}

func keyWords(key fyne.KeyName, mod fyne.KeyModifier) string {
	name, known := keyNames[key]
	if !known {
		name = string(key)
	}
	if mod&fyne.KeyModifierShift != 0 {
		name = "Shift+" + name
	}
	if mod&fyne.KeyModifierAlt != 0 && mod != fyne.KeyModifierAlt {
		name = "Alt+" + name
	}
	switch {
	case mod == fyne.KeyModifierAlt:
		return "Alt+" + name
	case runtime.GOOS == "darwin":
		return "Cmd+" + name
	}
	return "Ctrl+" + name
}

// showKeys shows the sheet: a list, so that it scrolls by keyboard in a small
// window.
func (f *floor) showKeys() {
	table := ui.NewTable([]ui.Column[keyLine]{
		{Title: "Keys", Width: 14, Weight: 0.6, Bold: true, Text: func(l keyLine) string { return l.keys }},
		{Title: "What they do", Width: 18, Weight: 1.4, Text: func(l keyLine) string { return l.does }},
	}, func(l keyLine) string { return l.group + l.keys }, ui.NewEmpty("", "", nil))
	table.Head = func(l keyLine) (string, ui.Tone, bool) { return l.group, ui.TonePlain, l.keys == "" }
	table.SetRows(f.keySheet())
	window := f.stage.window
	d := ui.Show(window, "Keys", table, nil, "Close")
	size := window.Canvas().Size()
	d.Resize(fyne.NewSize(min(size.Width*0.9, 900), size.Height*0.9))
	window.Canvas().Focus(table) // now that it has its height
}
