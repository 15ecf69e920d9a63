//go:build realwindow

package realwindow

// appeal helps against the health plan's denial: the action, the level with its
// deadline, that it was filed, and what was decided.
func (b *bench) appeal() {
	b.t.Helper()
	b.click("Advocacy")
	b.click("Add an advocacy action …")
	b.see("Save the action")
	b.choose("Kind of action", "Insurer appeal")
	b.fill("With whom", "Buckeye Health Plan")
	b.press("Tab")
	b.typeText("The plan pays for the stay of the night\t+30\t\t\tCopy of the denial\nLetter of the attending\tDenial letter\t ")
	b.see("Denial letter")
	b.keep("advocacy-action")
	b.press("ctrl+Return")
	b.see("The advocacy action is added.")

	b.scrollTo("Add an appeal or deadline …", overSection)
	b.click("Add an appeal or deadline …")
	b.see("Save the level")
	b.typeText("already given")
	b.see("Health plan: internal appeal, care already given")
	b.press("Return", "Tab")
	b.typeText("y\t")
	b.see("29 CFR 2560.503-1") // the rule under the days
	b.keep("advocacy-level")
	b.press("ctrl+Return")
	b.see("The level is saved.")
	b.scrollTo("Edit, or enter that it was filed …", overSection)
	b.keep("advocacy-to-file")

	b.click("Edit, or enter that it was filed …")
	b.see("Save the level")
	b.click("I compared these days with the notice")
	b.fill("Filed on", "t")
	b.press("ctrl+Return")
	b.scrollTo("Edit, or enter the decision …", overSection)
	b.keep("advocacy-filed")

	b.click("Edit, or enter the decision …")
	b.see("Save the level")
	b.fill("Decided on", "t")
	b.press("Tab")
	b.take("Denial overturned")
	b.keep("advocacy-decision")
	b.press("ctrl+Return")
	b.see("Edit the level …")

	b.scrollTo("Record a contact about this …", overSection)
	b.click("Edit …")
	b.see("Save the action")
	b.fill("Ended on", "t")
	b.press("Tab")
	b.take("Achieved")
	b.typeText("\t\t\t\tThe plan pays.\t1,240.00")
	b.see("The plan pays.")
	b.press("ctrl+Return")
	b.see("The action is saved.")
	b.keep("advocacy-ended")
}

// meet plans a meeting, records that it took place, and what was undertaken.
func (b *bench) meet() {
	b.t.Helper()
	b.click("Advocacy")
	b.scrollTo("Plan a meeting …", overSection)
	b.click("Plan a meeting …")
	b.see("Save the meeting")
	b.press("Tab") // it is a meeting, no mediation
	b.typeText("t\tnow\tConference room 4\t\t")
	b.press("ctrl+a")
	b.typeText(patient + "\n" + manager + "\t")
	b.see(manager)
	b.keep("meeting-planned")
	b.press("ctrl+Return")
	b.see("The meeting is added.")

	b.scrollTo("Takes part", overSection)
	b.clickFor("Takes part", "Edit …")
	b.see("Save the meeting")
	b.click("It took place")
	b.typeText("\tOne speaks at a time.\tShe wants to be believed.\tRequests are written on the board where the patient sees it.")
	b.see("Requests are written on the board")
	b.keep("meeting-held")
	b.press("ctrl+Return")
	b.see("The meeting is saved.")

	b.scrollTo("Add a commitment …", overSection)
	b.click("Add a commitment …")
	b.see("Save the commitment")
	b.typeText(committed + "\t" + manager + "\tDoro")
	b.see(patient)
	b.press("Tab") // takes the name
	b.typeText("+5")
	b.see(patient)
	b.keep("meeting-commitment")
	b.press("ctrl+Return")
	b.see("The commitment is added.")
	b.scrollTo(committed, overSection)
	b.keep("meeting")
}
