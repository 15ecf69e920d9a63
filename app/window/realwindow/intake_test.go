//go:build realwindow

package realwindow

// takeTheCall writes down what a patient tells on the phone: two matters, of
// which each is an issue.
func (b *bench) takeTheCall() {
	b.t.Helper()
	b.press("ctrl+n")
	b.see("The call or message")
	b.press("Right", "Right") // In person, Phone
	b.see("What will be due")
	b.fill("Given name", "Dorothea")
	b.press("Tab")
	b.typeText("Ellingwood\t614-555-0177")
	b.scrollTo("Title, address, e-mail", overForm)
	b.click("Title, address, e-mail")
	b.scrollTo("ZIP code", overForm)
	for _, field := range [][2]string{{"Title", "Ms."}, {"Street", "18 Orchard Row"}, {"City", "Columbus"}, {"State", "OH"}, {"ZIP code", "43215"}} {
		b.fill(field[0], field[1])
	}
	b.keep("intake-patient")

	b.scrollTo("What happened, in their words", overForm)
	b.fill("What happened, in their words", "I rang for pain medicine at nine and nobody came until two in the morning. "+
		"The nurse said she had forgotten me. Now there is a bill for a private room, which I never asked for.")
	b.press("Tab")
	b.typeText("6 West\t")
	b.scrollTo("What they ask for", overForm)
	b.fill("What they ask for", "An explanation, and that the bill is taken back")
	b.scrollTo("They ask for a response or for formal handling", overForm)
	b.click("They ask for a response or for formal handling")
	b.see("The patient or representative asks for", "a written decision is owed")

	b.scrollTo("Add another issue", overForm)
	b.fill("In their words", delay)
	b.press("Tab")
	b.typeText("delay")
	b.see("Institutional processes: delay, general")
	b.press("Down", "Return") // the second: delay, procedure
	b.choose("Severity", "2  Medium: should not happen; care or trust suffered")
	b.keep("intake-issue")

	b.click("Add another issue") // it has the keyboard
	b.see("Issue 2")
	b.typeText(bill + "\tbureau")
	b.see("Institutional processes: bureaucracy")
	b.press("Return", "Tab")
	b.take("1  Low: a nuisance, easily put right") // of the severities
	b.see("Nothing is missing")
	b.keep("intake-complete")
	b.press("ctrl+Return")
}

// triageAndAcknowledge settles the priority, calls back and promises a call.
func (b *bench) triageAndAcknowledge() {
	b.t.Helper()
	b.click("Triage …")
	b.see("Suggested priority")
	b.keep("case-triage")
	b.press("ctrl+Return")
	b.click("Other actions …")
	b.see("What can be done now")
	b.keep("case-actions")
	b.click("Record a call …")
	b.see("Save the contact")
	b.typeText("Called Ms. Ellingwood back: her complaint is in hand.\tShe finds the bill and reads its date to us\t6\t" + promised + "\t\t\t+3")
	b.see(promised)
	b.keep("case-contact")
	b.press("ctrl+Return")
	b.see("The contact is recorded.")
	b.keep("case-contacts")
}
