//go:build realwindow

package realwindow

import (
	"image"
	"testing"
)

// overForm is a place over the form of an intake, beside its fields: Fyne gives
// the wheel to the field that it is turned over.
var overForm = image.Pt(803, 400)

// overSection is a place over the section of a case.
var overSection = image.Pt(1100, 600)

// overSections is a place over the column of the sections of a case.
var overSections = image.Pt(250, 500)

// overDialog is a place over the questions of a dialog, between two of them.
var overDialog = image.Pt(640, 400)

// What is typed in the window and found again in the case file.
const (
	patient   = "Ms. Dorothea Ellingwood"
	delay     = "Five hours without pain medicine"
	bill      = "A bill for a private room that nobody asked for"
	manager   = "Robin Castellanos"
	promised  = "A call back with what the ward says"
	committed = "Show the new round of the night to the family"
)

// One grievance from the call to the closed file, as an officer works it.
func TestACallBecomesAClosedCaseWithItsLetters(t *testing.T) {
	b := newBench(t)
	b.start()
	b.see("Welcome to Rapport")
	b.setUp()
	b.see("Take in a new case")
	number := number(t)

	b.takeTheCall()
	b.see("Case " + number + " is open.")
	b.keep("case-new")

	b.triageAndAcknowledge()
	b.interview()
	b.refer()
	b.appeal()
	b.moveTheDate()
	b.writeInterimLetter()
	b.takeTheAnswer()
	b.meet()
	b.find()
	b.writeResolutionLetter()
	b.isRefusedToClose()
	b.keepPromises()
	b.close()
	b.quit()

	f := b.checkCase(number)
	b.checkWork(f)
	b.checkAdvocacy(f)
	b.checkLetters(f)
	b.checkChain()
}
