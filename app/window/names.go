package window

import (
	"cmp"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"rapport/app/window/desk"
	"rapport/app/window/ui"
)

// safe are the views that tell nobody's name or words, or know how to hide them, by
// their key or its first part. Over all others a cover lies while names are hidden.
var safe = map[string]bool{
	screenKey(desk.Today): true, screenKey(desk.Cases): true, screenKey(desk.Library): true, screenKey(desk.Settings): true, "numbers": true, "backups": true,
}

// coverWords begin the sentence on the cover of some views.
var coverWords = map[string]string{
	"case": "This case is", "letter": "This letter is", "letters-due": "The letters that fall due are", "intake": "The new case is", "themes": "The words of the quarter are",
	screenKey(desk.Feedback): "The comments are", screenKey(desk.Plans): "The actions are", screenKey(desk.Audit): "The audit log is", screenKey(desk.Reports): "The reports are",
}

// wordy reports whether a view is full of people's names and words.
func wordy(key string) bool {
	kind, _, _ := strings.Cut(key, "/")
	return !safe[key] && !safe[kind]
}

// covered reports whether a cover lies over the view.
func (f *floor) covered(key string) bool {
	return f.desk.NamesHidden && key != f.bared && wordy(key)
}

// cover stands in the place of a view until the officer wants to see it.
func (f *floor) cover(key string) (fyne.CanvasObject, fyne.Focusable) {
	kind, _, _ := strings.Cut(key, "/")
	what := cmp.Or(coverWords[key], coverWords[kind], "This view is")
	show := ui.NewButton("Show it until I leave it", func() {
		f.bared = key
		f.bring(key, nil)
	})
	words := ui.NewParagraph(what+" covered, because names are hidden: somebody else may see this screen.", ui.Plain)
	box := container.NewVBox(words, container.NewHBox(show, ui.NewQuiet("Show names everywhere", nil, f.turnNames)))
	return container.NewCenter(ui.AtLeast(36, 0, ui.NewPanel("", box))), show
}

// turnNames hides the names on every screen, or shows them again; it holds until
// the window locks. What was typed is kept as a draft.
func (f *floor) turnNames() {
	failed := f.quietly(func() { // several may fail for the same reason
		ui.CloseDialogs(f.stage.window)
		f.frame.notices.Clear()
		f.frame.setSearch("") // it may hold a name
		if v, ok := f.views[f.front()]; ok {
			v.Left()
		}
		f.desk.NamesHidden, f.bared = !f.desk.NamesHidden, ""
		f.anew(wordy) // what lies under a cover is the same either way
	})
	if lost := unheld(failed); lost != nil {
		failed = lost // the sentence of what is held promises that all is
	}
	f.Fail(failed)
}

// namesLabel is what the menu offers.
func (f *floor) namesLabel() string {
	if f.desk.NamesHidden {
		return "Show names"
	}
	return "Hide names"
}
