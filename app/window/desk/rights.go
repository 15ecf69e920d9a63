package desk

import (
	"fyne.io/fyne/v2"

	"rapport/data"
)

// May reports whether the roles of who is signed in have the right.
func (d *Desk) May(r data.Right) bool { return d.Session.Officer().May(r) }

// Only hides a control whose right the roles of who is signed in do not have,
// and returns it: what somebody may not do is not offered to them.
func Only[T fyne.CanvasObject](d *Desk, r data.Right, control T) T {
	if !d.May(r) {
		control.Hide()
	}
	return control
}

// WhoMay is the sentence that says whose right it is; empty for who has it.
func (d *Desk) WhoMay(r data.Right) string {
	if d.May(r) {
		return ""
	}
	return data.NotAllowed{Right: r}.Sentence()
}

// Allowed reports whether the roles of who is signed in have the right, and says
// whose it is where they do not.
func (d *Desk) Allowed(r data.Right) bool {
	if d.May(r) {
		return true
	}
	d.Say(d.WhoMay(r), nil)
	return false
}
