//go:build realwindow

package realwindow

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"image"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"rapport/data"
)

// overForm is a place over the form of an intake, beside its fields: Fyne gives
// the wheel to the field that it is turned over.
var overForm = image.Pt(803, 400)

// overSection is a place over the section of a case.
var overSection = image.Pt(1100, 600)

func TestACallBecomesAClosedCaseWithItsLetter(t *testing.T) {
	b := newBench(t)
	b.start()
	b.see("Welcome to Rapport")
	b.setUp()
	b.see("Take in a new case")
	zone, err := time.LoadLocation("America/New_York")
	if err != nil {
		t.Fatal(err)
	}
	number := fmt.Sprintf("PR-%d-00001", time.Now().In(zone).Year())

	b.takeTheCall()
	b.see("Case " + number + " is open.")
	b.keep("case-new")
	b.work()
	b.answer()
	b.quit()

	b.checkLetter(b.checkCase(number))
	b.checkChain()
}

// takeTheCall writes down what a patient tells on the phone.
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
	b.fill("What happened, in their words", "I rang for pain medicine at nine and nobody came until two in the morning. The nurse said she had forgotten me.")
	b.press("Tab")
	b.typeText("6 West\t")
	b.scrollTo("What they ask for", overForm)
	b.fill("What they ask for", "An explanation, and that it does not happen to others")
	b.scrollTo("They ask for a response or for formal handling", overForm)
	b.click("They ask for a response or for formal handling")
	b.see("The patient or representative asks for", "a written decision is owed")

	b.scrollTo("Add another issue", overForm)
	b.fill("In their words", "Five hours without pain medicine")
	b.press("Tab")
	b.typeText("delay")
	b.see("Institutional processes: delay, general")
	b.press("Down", "Return") // the second: delay, procedure
	b.choose("Severity", "2  Medium: should not happen; care or trust suffered")
	b.see("Nothing is missing")
	b.keep("intake-complete")
	b.press("ctrl+Return")
}

// work triages, acknowledges, investigates and finds.
func (b *bench) work() {
	b.t.Helper()
	b.click("Triage …")
	b.see("Suggested priority")
	b.press("ctrl+Return")
	b.click("Other actions …")
	b.keep("case-actions")
	b.click("Record a call …")
	b.see("Save the contact")
	b.typeText("Called Ms. Ellingwood back: her complaint is in hand, she hears from us within the week.")
	b.press("ctrl+Return")
	b.see("The contact is recorded.")
	b.keep("case-contacts")

	b.click("Investigate")
	b.see("State of the case: Investigating.")
	b.click("Investigation")
	b.click("Add a record review …")
	b.see("Save the step")
	b.fill("Which records", "Medication record of the night")
	b.fill("Entries from", "y")
	b.fill("Why these are needed, and no more", "The doses of that night, and no others.")
	b.fill("Done on", "t")
	b.fill("Result", "The 9 pm dose was given at 2:04 am; two nurses cared for fourteen patients.")
	b.fill("How the letter tells of it", "We read the record of the medicines given to you that night.")
	b.keep("case-step")
	b.press("ctrl+Return")
	b.see("The step is added.", "Done today")
	b.keep("case-investigation")

	b.click("Record findings")
	b.see("State of the case: Findings.")
	b.click("Record the finding …")
	b.see("Save the finding")
	b.choose("What was found", "Substantiated")
	b.fill("Reasons, for the file", "The record shows five hours between request and dose.")
	b.fill("Answer, for the letter", "Your pain medicine came five hours late. That should not have happened, and we are sorry.")
	b.keep("case-finding")
	b.press("ctrl+Return")
	b.see("The finding is recorded.")
	b.keep("case-issues")
}

// answer writes, issues and sends the letter, and closes the case.
func (b *bench) answer() {
	b.t.Helper()
	b.click("Summary")
	b.scrollTo("Edit …", overSection)
	b.click("Edit …")
	b.click("Address:  Columbus")
	b.click("I checked this address with the person today")
	b.keep("case-person")
	b.click("Save the person")
	b.see("The person is saved.")

	b.click("Write the letter")
	b.see("Nothing is missing; the letter can be issued.")
	b.keep("letter-draft")
	b.click("Sign and issue")
	b.see("Sign and issue the letter?")
	b.keep("letter-question")
	b.press("Return")
	b.see("Not sent yet")
	b.keep("letter-issued")
	b.click("Record that it left")
	b.see("How the letter left")
	b.click("Record it")
	b.see("It is recorded how the letter left.", "Sent today")

	b.click("Close the case …")
	b.choose("Why is it closed?", "Resolved, the person is satisfied")
	b.fill("Why does it lead to no action plan?", "Put right at once")
	b.press("Escape") // the list of usual reasons
	b.choose("Privacy", "No privacy matter")
	b.keep("case-closing")
	b.click("Close the case")
	b.see("Closed")
	b.keep("case-closed")
}

// command runs a command of the same program on the officer's case file.
func (b *bench) command(args ...string) []byte {
	b.t.Helper()
	secret := filepath.Join(b.home, "passphrase")
	b.write(secret, passphrase+"\n", 0o600)
	cmd := exec.Command(os.Getenv("RAPPORT_PROGRAM"), append(args, "--store", b.store, "--officer", officer, "--passphrase-file", secret)...)
	var errs bytes.Buffer
	cmd.Env, cmd.Stderr = b.environment(), &errs
	out, err := cmd.Output()
	if err != nil {
		b.t.Fatalf("rapport %s: %v %s", args[0], err, &errs)
	}
	return out
}

// checkCase reads the case back without the window.
func (b *bench) checkCase(number string) data.CaseFile {
	b.t.Helper()
	var f data.CaseFile
	if err := json.Unmarshal(b.command("case", number, "--json"), &f); err != nil {
		b.t.Fatal(err)
	}
	p, _ := f.Person(data.RolePatient)
	got := []string{string(f.Kind), string(f.State), string(f.Closure), string(f.Channel), f.Unit, f.Owner, p.FullName(), p.Street, p.Postal, p.Phone}
	want := []string{string(data.Grievance), string(data.StateClosed), string(data.ClosedSatisfied), string(data.Phone), "Surgical, 6 West", officer,
		"Ms. Dorothea Ellingwood", "18 Orchard Row", "43215", "614-555-0177"}
	if !slices.Equal(got, want) {
		b.t.Errorf("the case holds %q, want %q", got, want)
	}
	if len(f.Issues) != 1 || f.Issues[0].Finding.Outcome != data.Substantiated || f.Issues[0].Severity != 2 || f.Issues[0].Subcategory == "" {
		b.t.Errorf("the issue and its finding are not as typed: %+v", f.Issues)
	}
	if len(f.Steps) != 1 || len(f.Contacts) != 1 || f.Steps[0].DoneOn.IsZero() {
		b.t.Errorf("the step and the call are not as typed: %+v %+v", f.Steps, f.Contacts)
	}
	if len(f.Letters) != 1 || len(f.Letters[0].Dispatches) != 1 {
		b.t.Fatalf("the case has %d letters, want one that left: %+v", len(f.Letters), f.Letters)
	}
	return f
}

// checkLetter compares the stored letter with what was signed, and looks for
// the elements that a notice of decision must have (42 CFR 482.13(a)(2)(iii)):
// the contact person, the steps taken, the results, the date of completion.
func (b *bench) checkLetter(f data.CaseFile) {
	b.t.Helper()
	file := filepath.Join(b.home, "letter.pdf")
	b.command("letter", f.Number, "--out", file)
	pdf, err := os.ReadFile(file)
	if err != nil {
		b.t.Fatal(err)
	}
	if sum := sha256.Sum256(pdf); hex.EncodeToString(sum[:]) != f.Letters[0].SHA256 {
		b.t.Errorf("the letter is not the one that was signed: SHA-256 %x, want %s", sum, f.Letters[0].SHA256)
	}
	text := strings.Join(strings.Fields(b.textOf(file)), " ")
	for element, words := range map[string]string{
		"name of the hospital": hospital, "addressee": "18 Orchard Row",
		"contact person": officer, "phone of the contact person": "614-555-0100",
		"step taken":         "We read the record of the medicines given to you that night.",
		"result":             "Your pain medicine came five hours late.",
		"date of completion": f.Letters[0].Draft.CompletedOn.Long(),
	} {
		if words == "" || !strings.Contains(text, words) {
			b.t.Errorf("the letter lacks the %s, %q", element, words)
		}
	}
}

// checkChain has the program check its case file.
func (b *bench) checkChain() {
	b.t.Helper()
	if out := string(b.command("verify")); strings.Contains(out, "WRONG") || !strings.Contains(out, "audit") {
		b.t.Errorf("the check of the case file says: %s", out)
	}
}
