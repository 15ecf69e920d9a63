package window

import (
	"rapport/app/window/desk"
	"rapport/app/window/ui"
	"rapport/data"
)

// undo takes the last change back, of whichever case it was.
func (f *floor) undo() {
	session := f.desk.Session
	summary, key := session.CanUndo()
	if key == 0 {
		f.Say(desk.NothingToUndo, nil)
		return
	}
	ui.Load(&f.undoing, session.Undo, func(file data.CaseFile, err error) {
		said, told := desk.TakenBack(summary, file.Number, err)
		if !told {
			f.Fail(err)
			return
		}
		f.Say(said, nil)
	})
}
