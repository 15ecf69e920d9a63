//go:build realwindow

package realwindow

// moveTheDate agrees on a later day for the written decision.
func (b *bench) moveTheDate() {
	b.t.Helper()
	b.click("Summary")
	b.scrollTo("Move the date …", overSection)
	b.click("Move the date …")
	b.see("Move a due date")
	b.typeText("\t7\t\tThe ward has not answered yet.\tDoro")
	b.see(patient)
	b.press("Return")
	b.see("New date, ")
	b.keep("clock-moving")
	b.press("ctrl+Return")
	b.see("The due date is moved.")
	b.keep("clock-moved")
}

// writeInterimLetter tells why it takes longer. The composer leads to what is
// missing: the address that nobody has checked, and the reason.
func (b *bench) writeInterimLetter() {
	b.t.Helper()
	b.click("Letters")
	b.click("Write an interim letter")
	b.see("Write in plain words why it takes longer.")
	b.keep("interim-gaps")
	b.clickFor("Check the address with the person", "Go there")
	b.press("space") // on the button that confirms it
	b.see("Address confirmed today")
	b.gone("Check the address with the person")
	b.clickFor("Write in plain words why it takes longer.", "Go there")
	b.typeText("The manager of the ward is still reading the record of that night.")
	b.see("Nothing is missing; the letter can be issued.")
	b.keep("interim-draft")
	b.signAndIssue()
	b.click("Record how it left …")
	b.see("How the letter left")
	b.keep("interim-sending")
	b.click("Record it")
	b.see("It is recorded how the letter left.", "Sent today")
	b.keep("interim-sent")
}

// writeResolutionLetter writes and issues the answer.
func (b *bench) writeResolutionLetter() {
	b.t.Helper()
	b.click("Write the letter")
	b.see("Nothing is missing; the letter can be issued.")
	b.keep("letter-draft")
	b.signAndIssue()
	b.keep("letter-issued")
}

func (b *bench) signAndIssue() {
	b.t.Helper()
	b.click("Sign and issue")
	b.see("Sign and issue the letter?")
	b.keep("letter-question")
	b.press("Return")
	b.see("Not sent yet")
}
