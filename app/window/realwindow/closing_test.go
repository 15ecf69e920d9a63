//go:build realwindow

package realwindow

// isRefusedToClose tries to close the case while the letter lies there and two
// promises are open; the gate says so and keeps the answers.
func (b *bench) isRefusedToClose() {
	b.t.Helper()
	b.click("Other actions …")
	b.click("Close the case …")
	b.see("Before the case can be closed", "Record when and how the resolution letter left.", "A promise is not kept yet")
	b.keep("closing-gate")
	b.choose("Why is it closed?", "Resolved, the person is satisfied")
	b.fill("Why does it lead to no action plan?", "Put right at once")
	b.press("Escape") // the list of usual reasons
	b.scrollTo("Privacy", overDialog)
	b.choose("Privacy", "No privacy matter")
	b.see("No privacy matter") // the list has gone, and a click meets the button
	const refused = "The case stays open: the points below are still missing."
	b.until(refused, func(p *picture) bool { // a click that met a closing list only closes it
		if len(b.eye.find(p, refused)) > 0 {
			return true
		}
		b.click("Close the case")
		return false
	})
	b.keep("closing-refused")
}

// keepPromises goes from the gate to what is open, and mends it.
func (b *bench) keepPromises() {
	b.t.Helper()
	b.click("Go to tasks")
	b.see("Promises", promised, committed)
	b.keep("promises")
	b.clickFor(promised, "Kept")
	b.see("The promise is kept.")
	b.clickFor(committed, "Kept")
	b.see("Kept today, " + manager)
	b.keep("promises-kept")

	b.click("Record that it left")
	b.see("How the letter left")
	b.click("Record it")
	b.see("It is recorded how the letter left.")
	b.keep("letter-sent")
}

// close passes the gate: the answers given before are still there.
func (b *bench) close() {
	b.t.Helper()
	b.click("Close the case …")
	b.see("Nothing is missing in the case.", "This is what you typed before and did not save.")
	b.keep("closing-passes")
	b.click("Close the case")
	b.see("is closed.")
	b.click("Summary")
	b.keep("case-closed")
	b.scrollTo("History", overSections)
	b.click("History")
	b.see("Everything") // it has been read
	b.keep("case-history")
}
