//go:build realwindow

package realwindow

// interview begins the investigation with whoever was there.
func (b *bench) interview() {
	b.t.Helper()
	b.click("Investigate")
	b.see("State of the case: Investigating.")
	b.click("Investigation")
	b.click("Add an interview …")
	b.see("Save the step")
	b.typeText("Kim Tran\tRegistered nurse\t\tt\tRoom of the ward\t\tTwo of us had fourteen patients. I put the request aside and forgot it.\t \t" +
		"The request was not written down.\tWe spoke with the nurse who cared for you that night.\t")
	b.see("We spoke with the nurse who cared for you that night.")
	b.keep("case-interview")
	b.press("ctrl+Return")
	b.see("The step is added.", "Done today")
	b.keep("case-investigation")
}

// refer asks the manager of the ward.
func (b *bench) refer() {
	b.t.Helper()
	b.scrollTo("Add a referral …", overSection)
	b.click("Add a referral …")
	b.see("Save the step")
	b.press("Tab") // the unit is that of the case
	b.typeText(manager + "\tWhy did the dose wait for five hours?\nWhat is changed, so that it does not happen again?\tMedication record of the night\t")
	b.see("Medication record of the night")
	b.keep("case-referral")
	b.press("ctrl+Return")
	b.see("The step is added.")
	b.scrollTo("Record the answer …", overSection)
	b.keep("case-referral-sent")
}

// takeTheAnswer records what the manager answered.
func (b *bench) takeTheAnswer() {
	b.t.Helper()
	b.click("Investigation")
	b.scrollTo("Record the answer …", overSection)
	b.click("Record the answer …")
	b.see("Save the answer")
	b.typeText("The 9 pm dose was given at 2:04 am. Requests are now written on the board at once.\tWe asked the manager of the ward what went wrong.\t")
	b.see("We asked the manager of the ward what went wrong.")
	b.keep("case-answer")
	b.press("ctrl+Return")
	b.see("The answer is recorded.")
	b.keep("case-referral-answered")
}

// find concludes about both issues.
func (b *bench) find() {
	b.t.Helper()
	b.click("Record findings")
	b.see("State of the case: Findings.")
	b.click("Record the finding …")
	b.see("Save the finding")
	b.choose("What was found", "Substantiated")
	b.fill("Reasons, for the file", "The record shows five hours between request and dose.")
	b.press("Tab")
	b.typeText("Your pain medicine came five hours late. That should not have happened, and we are sorry.")
	b.see("Your pain medicine came five hours late.")
	b.keep("case-finding")
	b.press("ctrl+Return")
	b.see("The finding is recorded.")

	b.scrollTo("“"+bill, overSection)
	b.clickFor("“"+bill, "Record the finding …")
	b.see("Save the finding")
	b.choose("What was found", "Partially substantiated")
	b.fill("Reasons, for the file", "The ward had no other bed; the form of consent is not signed.")
	b.press("Tab")
	b.typeText("You did not ask for a private room. The charge for it is taken off your bill.")
	b.press("ctrl+Return")
	b.see("The finding is recorded.")
	b.keep("case-issues")
}
