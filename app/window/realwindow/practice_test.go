//go:build realwindow

package realwindow

import (
	"fmt"
	"testing"

	"rapport/data/practice"
)

func TestPracticeDataFillsTheScreensAndLockingClearsThem(t *testing.T) {
	b := newBench(t)
	b.start()
	b.click("Try it with practice data")
	b.see("Cancel")
	b.save("practice-progress")
	b.see("Rapport: practice data", practice.Officer)
	b.keep("practice-locked")
	b.signIn(practice.Passphrase)
	b.see("Practice data: nobody here is real")
	b.until("a row that is overdue", b.showsOverdue)
	b.keep("practice-today")

	for _, screen := range []struct{ key, shows, picture string }{
		{"ctrl+2", "Received", "practice-cases"},
		{"ctrl+5", "Page 1 of", "practice-reports"},
		{"ctrl+1", "Waiting for me", "practice-today-again"},
	} {
		b.press(screen.key)
		b.see(screen.shows)
		b.keep(screen.picture)
	}

	b.press("ctrl+l")
	b.see("Rapport: practice data")
	b.gone("Waiting for me", "Practice data: nobody here is real", "Reports")
	b.keep("practice-locked-again")
	if b.showsOverdue(b.picture()) {
		t.Error("rows of cases are on the screen after locking")
	}
}

// showsOverdue reports whether some row says for how long it is overdue.
func (b *bench) showsOverdue(p *picture) bool {
	for days := 2; days <= 14; days++ {
		if len(b.eye.find(p, fmt.Sprintf("%d days overdue", days))) > 0 {
			return true
		}
	}
	return false
}

func TestAnIntakeCutOffByACrashIsThereAgain(t *testing.T) {
	b := newBench(t)
	b.start()
	b.see("Welcome to Rapport")
	b.setUp()
	b.see("Take in a new case")
	b.press("ctrl+n")
	b.see("The call or message")
	b.press("Right", "Right") // In person, Phone
	b.fill("Given name", "Dorothea")
	b.fill("Family name", "Ellingwood")
	b.see("Draft kept at")
	b.crash()

	b.start()
	b.signIn(passphrase)
	b.see("Unfinished intake, today")
	b.keep("draft-offered")
	b.click("Go on with it")
	b.see("Your unfinished intake from today", "Dorothea", "Ellingwood")
	b.keep("draft-restored")
}
