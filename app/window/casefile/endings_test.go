package casefile

import (
	"bytes"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"rapport/app/window/desk"
	"rapport/app/window/officetest"
	"rapport/app/window/ui"
	"rapport/data"
	"rapport/data/practice"
)

// must stops the test on an error of a change.
func (o *office) must(f data.CaseFile, err error) data.CaseFile {
	o.t.Helper()
	if err != nil {
		o.t.Fatal(err)
	}
	return f
}

// another opens a second case of the same patient.
func (o *office) another() data.CaseFile {
	in := call()
	in.Story = "The night nurse was short with us again, and the light stayed on."
	in.Patient.Given = "Walther"
	return o.open(in)
}

// search writes into the search for another case and lets its pause go by.
func (o *office) search(words string) {
	o.t.Helper()
	o.fill("Which case?", words)
	o.timers.Tick()
}

func TestClosingShowsWhatIsMissingAndLeadsThere(t *testing.T) {
	o := newOffice(t)
	o.screen.closeCase()
	o.sees("Before the case can be closed Issue 1 (Safety) has no finding yet; record one.")
	o.shoot("close-missing")
	o.pick("Why is it closed?", "Resolved, the person is satisfied")
	o.press("Close the case")
	o.sees("The case stays open: the points below are still missing.")
	o.press("Record the finding …")
	if o.screen.front != desk.Issues {
		t.Errorf("the section in front is %s", o.screen.front)
	}
	o.sees("Nobody came for four hours")
}

func TestEveryPointOfTheGateLeadsToItsPlace(t *testing.T) {
	o := newOffice(t)
	f := o.file()
	for _, c := range []struct{ code, field, want string }{
		{"legal_hold", "legal_hold", "Release the legal hold …"}, {"kind", "kind", "Classify …"}, {"authority", "people", "Go to the people"},
		{"issues", "issues", "Go to issues"}, {"finding", f.Issues[0].ID.String(), "Record the finding …"}, {"answer", f.Issues[1].ID.String(), "Record the finding …"},
		{"letter", "letters", "Go to letters"}, {"dispatch", "letters", "Go to letters"}, {"completed_on", "completed_on", "Close the case …"},
		{"promise", "tasks", "Go to tasks"}, {"promise", "advocacy", "Go to advocacy"}, {"escalation", "escalations", "Record who was told …"},
		{"attempts", "contacts", "Go to contacts"}, {"told", "contacts", "Go to contacts"}, {"privacy", "privacy", "Close the case …"},
	} {
		if got, _ := gapButton(o.screen, data.Gap{Code: c.code, Field: c.field}); got != c.want {
			t.Errorf("%s leads to %q, want %q", c.code, got, c.want)
		}
	}
}

func TestAManagerClosesAgainstTheGateWithAReason(t *testing.T) {
	o := newOffice(t)
	o.screen.closeCase()
	o.pick("Why is it closed?", data.ClosedReasonable.String())
	o.sees("What was done for the person")
	o.fill("What was done for the person", "The director called twice.")
	o.fill("Why does it lead to no action plan?", "Nothing to change was found")
	o.pick("Privacy", "No privacy matter")
	o.tick("Close it although something is missing")
	o.press("Close the case")
	o.sees("Please fill this in.")
	o.fill("Why, as its manager?", "The board decided so.")
	o.shoot("close-override")
	o.press("Close the case")
	f := o.file()
	if f.State != data.StateClosed || f.Ending.Satisfied != data.NotSatisfied || f.Ending.OverrideReason != "The board decided so." || !slices.Contains(f.Ending.Overridden, "letter") {
		t.Fatalf("the case is %s, its ending %+v", f.State, f.Ending)
	}
	o.screen.Go(desk.Summary)
	o.sees("Closed against the gate")
	o.sees("Kept until")
	o.screen.Go(desk.History)
	o.sees("A manager closed the case against the gate. Reason: The board decided so.")
}

func TestAnOfficerWhoIsNoManagerIsToldWhoMay(t *testing.T) {
	o := newOffice(t)
	officetest.Prove(t, o.session, practice.Passphrase)
	if err := o.session.AddOfficer(t.Context(), data.Officer{Name: "Pat Winter", Title: "Director", Roles: data.FullRoles}, "herons over the weir seven quiet"); err != nil {
		t.Fatal(err)
	}
	me := o.session.Officer()
	me.Roles = data.RoleOfficer
	officetest.Prove(t, o.session, practice.Passphrase)
	if err := o.session.SaveOfficer(t.Context(), me); err != nil {
		t.Fatal(err)
	}
	o.screen.closeCase()
	o.sees("A manager may close it all the same, with a reason.")
	if strings.Contains(o.words(), "Close it although") {
		t.Error("the way past the gate is offered")
	}
	o.pick("Why is it closed?", data.ClosedReasonable.String())
	o.sees("a manager closes the case")
}

func TestALegalHoldIsPlacedShownAndReleased(t *testing.T) {
	o := newOffice(t)
	o.press("Place a legal hold …")
	o.fill("Why, and who asked for it?", "Counsel expects a claim.")
	o.press("Place the hold")
	o.sees("Counsel expects a claim. Nothing is closed, removed or purged.")
	o.shoot("held")
	o.screen.closeCase()
	o.sees("A legal hold stands on this case; it can be closed once the hold is released.")
	o.press("Release the legal hold …")
	o.fill("Who released it, and why?", "Counsel: the claim was settled.")
	o.press("Release the hold")
	if f := o.file(); f.Hold.Stands() || f.Hold.Release == "" {
		t.Errorf("the hold is %+v", f.Hold)
	}
	o.sees("Released by")
}

func TestACaseIsMergedAfterLookingAtTheOtherAndTakenBack(t *testing.T) {
	o := newOffice(t)
	other := o.another()
	o.press("Other actions …")
	o.press("Merge …")
	o.search("Walther")
	o.sees("Rosalind about Fennimore, Walther")
	o.sees("The night nurse was short with us again")
	o.shoot("find-case")
	o.press("Choose " + other.Number)
	o.sees("The matter goes on in this case:")
	o.sees("The night nurse was short with us again")
	o.shoot("merge")
	o.fill("Why are they one matter?", "One night, one family.")
	o.press("Merge into " + other.Number)
	if f := o.file(); f.State != data.StateMerged || f.MergedInto != other.Number {
		t.Fatalf("the case is %s in %q", f.State, f.MergedInto)
	}
	o.sees("This case was merged: the matter goes on in " + other.Number + ".")
	o.press("Open " + other.Number)
	if o.went != other.Number {
		t.Errorf("opened is %q", o.went)
	}
	o.shoot("merged")
	o.screen.Go(desk.Summary)
	o.press("Take the merge back …")
	o.fill("Why are they two matters?", "Two nights.")
	o.press("Take it back")
	if f := o.file(); f.State != data.StateNew || f.MergedInto != "" {
		t.Errorf("the case is %s in %q", f.State, f.MergedInto)
	}
}

func TestCasesAreLinkedAndTheLinkIsTakenOff(t *testing.T) {
	o := newOffice(t)
	other := o.another()
	o.press("Link with another case …")
	o.search("zzzz")
	o.sees("No other case has these words.")
	o.search(other.Number)
	o.press("Choose " + other.Number)
	o.fill("What do they have in common?", "The same nurse")
	o.press("Link the two")
	o.sees("Same matter: " + other.Number)
	o.sees("The same nurse")
	o.press("Take the link off")
	if f := o.file(); len(f.Links) != 0 {
		t.Errorf("the links are %+v", f.Links)
	}
}

func TestAVoidCaseSaysSoAndComesBack(t *testing.T) {
	o := newOffice(t)
	o.press("Other actions …")
	o.press("Void …")
	o.fill("Why is it void?", "Entered twice.")
	o.press("Void the case")
	o.sees("This case is void. Its number stays in the log")
	o.shoot("void")
	o.press("Other actions …")
	o.press("Bring back …")
	o.fill("Why is it brought back?", "It was another call.")
	o.press("Bring it back")
	if f := o.file(); f.State != data.StateNew {
		t.Errorf("the case is %s", f.State)
	}
}

func TestAllegedHarmIsSuggestedRaisedAndPassedOn(t *testing.T) {
	o := newOffice(t)
	again := o.file().Reclassification(today())
	again.Answers.AllegesHarm = true
	o.must(o.session.Reclassify(t.Context(), o.file().Key, again))
	o.sees("Abuse, neglect or assault alleged")
	o.sees("you decide")
	o.shoot("suggested")
	o.press("Raise it …")
	o.sees("See that the patient is safe")
	o.press("Save")
	f := o.file()
	if len(f.Escalations) != 1 || f.Escalations[0].Due != today() {
		t.Fatalf("the escalations are %+v", f.Escalations)
	}
	owed := f.Owed()
	if last := owed[len(owed)-1]; !strings.Contains(last.What, "patient is safe") {
		t.Errorf("owed is %+v", owed)
	}
	if strings.Contains(o.words(), "you decide") {
		t.Error("what was raised is still suggested")
	}
	o.press("Record who was told …")
	o.fill("Who was told", "Adult protective services")
	o.fill("Told on", "t")
	o.fill("What came of it", "They come tomorrow.")
	o.press("Save")
	o.sees("Passed on")
	o.sees("Told Adult protective services today")
}

func TestALimitOnContactIsShownWhereContactsAreWritten(t *testing.T) {
	o := newOffice(t)
	o.press("Limit contact …")
	o.pick("Which conduct", "Demands")
	o.pick("Whose contact", "Ms. Rosalind Fennimore, Complainant")
	o.fill("What was done, as facts", "Forty calls in one day.")
	o.fill("What is limited: who, what, when, where, how", "In writing only.")
	o.fill("Reviewed on", "+60")
	o.fill("Decided by", "The director")
	o.press("Save the limit")
	o.sees("In writing only.")
	o.shoot("limit")
	o.screen.addContact()
	o.sees("Limit on contact with Ms. Rosalind Fennimore")
	o.sees("Letters that the law asks for go out all the same.")
	o.shoot("contact-limited")
	ui.CloseDialogs(o.window)
	f := o.file()
	owed := f.Owed()
	if !slices.ContainsFunc(owed, func(w data.Owed) bool { return w.Due == today().AddDays(60) && w.Kind == data.OwedReview }) {
		t.Errorf("owed is %+v", owed)
	}
}

func TestTheCommitteesReviewMeetsWhatItOwes(t *testing.T) {
	o := newOffice(t)
	o.must(o.session.StartClock(t.Context(), o.file().Key, data.ClockStart{Kind: data.ClockCommittee, From: today()}))
	o.sees("The committee's review is owed")
	o.press("Record a review …")

	o.fill("The board's written delegation", "Resolution 2025-14")
	o.fill("Members who took part", "Lee Park")
	o.fill("What the committee decided", "The finding stands.")
	o.press("Save the review")
	f := o.file()
	if len(f.Reviews) != 1 || f.Clocks[len(f.Clocks)-1].MetOn != today() {
		t.Errorf("the reviews are %+v, the clocks %+v", f.Reviews, f.Clocks)
	}
	o.sees("The finding stands.")
}

func TestAnOfferOfTheFormalWayIsRecorded(t *testing.T) {
	o := newOffice(t)
	o.press("Record a formal filing offer …")
	o.fill("Why, in their words", "He does not want trouble.")
	o.tick("They were told that they may go to the State agency directly")
	o.press("Save the offer")
	if f := o.file(); len(f.Offers) != 1 || !f.Offers[0].Declined || !f.Offers[0].ToldAgency || f.Kind != data.Grievance {
		t.Errorf("the offers are %+v of a %s", f.Offers, f.Kind)
	}
	o.sees("He does not want trouble.")
}

func TestAPurgedCaseSaysWhatIsLeftAndHasItsCertificate(t *testing.T) {
	o := newOffice(t)
	const theirs = "herons over the weir seven quiet"
	officetest.Prove(t, o.session, practice.Passphrase)
	if err := o.session.AddOfficer(t.Context(), data.Officer{Name: "Pat Winter", Title: "Director", Roles: data.FullRoles}, theirs); err != nil {
		t.Fatal(err)
	}
	long := time.Now().AddDate(-7, 0, 0)
	if _, err := o.session.ImportCases(t.Context(), data.ImportFile{Source: "old log"}, func(yield func(data.ImportedCase, error) bool) {
		yield(data.ImportedCase{Number: "L-1", ReceivedAt: long.AddDate(0, -1, 0), ClosedAt: long, Kind: data.Complaint, Channel: data.Phone, Unit: "4 West Medical",
			Story: "The herons were loud.", Closure: data.ClosedUnknownMood}, nil)
	}, nil); err != nil {
		t.Fatal(err)
	}
	page, err := o.session.PurgeableCases(t.Context(), data.Cursor{})
	if err != nil || len(page.Rows) != 1 {
		t.Fatalf("%+v, %v", page, err)
	}
	key, number := page.Rows[0].Row.Key, page.Rows[0].Row.Number
	officetest.Prove(t, o.session, practice.Passphrase)
	if err := o.session.AskPurge(t.Context(), []int64{key}, "Kept long enough."); err != nil {
		t.Fatal(err)
	}
	o.screen.Left()
	o.show(number)
	o.sees("has asked for the purge of this case.")
	o.screen.Left()
	if err := o.session.Lock(t.Context()); err != nil {
		t.Fatal(err)
	}
	if o.session, err = o.session.File().SignIn(t.Context(), "Pat Winter", theirs); err != nil {
		t.Fatal(err)
	}
	officetest.Prove(t, o.session, theirs)
	if _, err := o.session.ConfirmPurge(t.Context(), []int64{key}); err != nil {
		t.Fatal(err)
	}
	o.show(number)
	o.sees("This case was purged.")
	o.sees("confirmed by Pat Winter")
	o.shoot("purged")
	if strings.Contains(o.words(), "herons") || strings.Contains(o.words(), "Edit the facts") {
		t.Errorf("the officer sees %s", o.words())
	}
	file := filepath.Join(t.TempDir(), "certificate.pdf")
	o.press("Certificate …")
	o.fill("File", file)
	o.press("Save")
	pdf, err := os.ReadFile(file)
	if err != nil || !bytes.HasPrefix(pdf, []byte("%PDF-")) {
		t.Errorf("the certificate is %d bytes, %v", len(pdf), err)
	}
	for _, info := range sections() {
		o.screen.Go(info.id) // nothing in them, and nothing fails
	}
	if len(o.failed) > 0 {
		t.Errorf("failed: %v", o.failed)
	}
}

func TestTheSummaryFitsAtOneAndAHalfTimesTheText(t *testing.T) {
	o := newOffice(t)
	again := o.file().Reclassification(today())
	again.Answers.AllegesHarm = true
	o.must(o.session.Reclassify(t.Context(), o.file().Key, again))
	o.must(o.session.PlaceHold(t.Context(), o.file().Key, "Counsel expects a claim."))
	for _, look := range []ui.Look{ui.LookLight, ui.LookDark} {
		for _, scale := range []float32{1, 1.5} {
			ui.Apply(look, scale)
			o.window.Resize(fyne.NewSize(850, 570))
			o.screen.Go(desk.Summary)
			o.shoot("summary-full-" + string(look) + map[float32]string{1: "", 1.5: "-large"}[scale])
			if least := o.window.Content().MinSize(); least.Width > 850 {
				t.Errorf("at %v it needs the width %v", scale, least.Width)
			}
		}
	}
}
