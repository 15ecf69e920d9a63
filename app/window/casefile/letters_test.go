package casefile

import (
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"rapport/app/window/desk"
	"rapport/app/window/officetest"
	"rapport/app/window/ui"
	"rapport/data"
	"rapport/data/practice"
	"rapport/reports/letter"
)

// acknowledged has an acknowledgement that was issued with its real pages.
func acknowledged(t *testing.T) *office {
	t.Helper()
	o := newOffice(t)
	o.really(data.Acknowledgement, func(*data.LetterDraft) {})
	o.screen.Go(desk.Letters)
	return o
}

// really issues a letter with its real pages, as the composer does.
func (o *office) really(kind data.LetterKind, change func(*data.LetterDraft)) data.Letter {
	o.t.Helper()
	f := o.file()
	x, err := o.session.NewLetter(o.t.Context(), f, kind, data.English)
	if err != nil {
		o.t.Fatal(err)
	}
	change(&x.Draft)
	f, err = o.session.IssueLetter(o.t.Context(), f.Key, x.Draft, letter.Final(true))
	var m data.Missing
	if errors.As(err, &m) {
		o.t.Fatal(m.Blocking())
	}
	if err != nil {
		o.t.Fatal(err)
	}
	return f.Letters[len(f.Letters)-1]
}

func TestEachKindOfLetterCanBeBegunOrSaysWhatItNeeds(t *testing.T) {
	o := newOffice(t)
	o.screen.Go(desk.Letters)
	o.press("Write a letter …")
	for _, k := range data.LetterKinds {
		o.sees(k.Label)
	}
	o.sees("Fits now")
	o.sees("It is about a meeting, and the case has none.")
	o.sees("Can be begun, and issued later.")
	o.press("Plan a meeting …")
	if o.screen.front != desk.Advocacy {
		t.Errorf("the officer is led to %s", o.screen.front)
	}
	ui.CloseDialogs(o.window)
	o.screen.Go(desk.Letters)
	o.press("Write a letter …")
	o.press("Write it")
	if o.letter != data.Acknowledgement {
		t.Errorf("the composer is open for %q", o.letter)
	}
}

func TestADraftIsThrownAwayAndBroughtBack(t *testing.T) {
	o := newOffice(t)
	x, err := o.session.NewLetter(t.Context(), o.file(), data.InterimLetter, data.English)
	if err != nil {
		t.Fatal(err)
	}
	x.Draft.SetWords("delay", "We wait for the call log.")
	if err := o.session.SaveLetterDraft(t.Context(), o.file().Key, x.Draft); err != nil {
		t.Fatal(err)
	}
	o.screen.Go(desk.Letters)
	o.sees("Interim letter Draft")
	o.press("Throw away")
	if got := o.words(); strings.Contains(got, "Throw away") {
		t.Errorf("the draft is still there: %s", got)
	}
	o.undo()
	o.sees("Interim letter Draft")
	d, there, err := o.session.LetterDraft(t.Context(), o.file().Key, data.InterimLetter)
	if err != nil || !there || d.Words["delay"] != "We wait for the call log." {
		t.Errorf("what came back is %+v, %v", d.Words, err)
	}
	o.press("Go on writing")
	if o.letter != data.InterimLetter {
		t.Errorf("the composer is open for %q", o.letter)
	}
}

func TestALetterThatWaitsForApprovalIsReadByAnotherOfficer(t *testing.T) {
	o := newOffice(t)
	const theirs = "herons over the weir seven quiet"
	set := o.session.Settings()
	set.LetterApproval = data.ApprovalAlways
	f := o.file()
	x, err := o.session.NewLetter(t.Context(), f, data.Acknowledgement, data.English)
	officetest.Prove(t, o.session, practice.Passphrase)
	for _, do := range []func() error{
		func() error { return err },
		func() error { return o.session.SaveSettings(t.Context(), set) },
		func() error {
			return o.session.AddOfficer(t.Context(), data.Officer{Name: "Pat Winter", Title: "Director", Roles: data.FullRoles}, theirs)
		},
		func() error { return o.session.SaveLetterDraft(t.Context(), f.Key, x.Draft) },
		func() error { _, err := o.session.AskApproval(t.Context(), f.Key, data.Acknowledgement); return err },
	} {
		if err := do(); err != nil {
			t.Fatal(err)
		}
	}
	o.screen.load()
	o.screen.Go(desk.Letters)
	o.sees("Acknowledgement Draft Waits for approval")
	o.press("Take the request back")
	o.sees("Throw away")
	if _, err := o.session.AskApproval(t.Context(), f.Key, data.Acknowledgement); err != nil {
		t.Fatal(err)
	}
	o.screen.Left()
	if err := o.session.Lock(t.Context()); err != nil {
		t.Fatal(err)
	}
	if o.session, err = o.session.File().SignIn(t.Context(), "Pat Winter", theirs); err != nil {
		t.Fatal(err)
	}
	o.show(f.Number)
	o.screen.Go(desk.Letters)
	o.sees("asked for approval today")
	o.press("Read it and decide")
	if o.letter != data.Acknowledgement {
		t.Errorf("the composer is open for %q", o.letter)
	}
}

func TestTheCardTellsAllOfALetter(t *testing.T) {
	o := acknowledged(t)
	l := o.file().Letters[0]
	for _, want := range []string{"1. Acknowledgement", "Not sent yet", "To Ms. Rosalind Fennimore", "English", l.SHA256[:12], "template version 1, approved by Rapport", ui.Plural(l.Pages, "page", "pages")} {
		o.sees(want)
	}
	o.press("Record how it left …")
	o.pick("How", "Posted, certified")
	o.press("Record it")
	o.sees("Please fill this in.")
	o.fill("Tracking number", "9400 1000")
	o.press("Record it")
	o.sees("Sent today")
	o.sees("tracking number 9400 1000")
}

func TestALetterToSomebodyWithoutAuthorityAsksForItsDisclosure(t *testing.T) {
	o := newOffice(t)
	p := o.file().People[1]
	p.Authority = data.AuthorityNone
	if _, err := o.session.SavePerson(t.Context(), o.file().Key, p); err != nil {
		t.Fatal(err)
	}
	o.really(data.Acknowledgement, func(d *data.LetterDraft) { d.Addressee = p.ID })
	o.screen.load()
	o.screen.Go(desk.Letters)
	o.press("Record how it left …")
	o.press("Record it")
	o.sees("Log the disclosure?")
	o.press("Log it …")
	o.sees("Who received it")
}

func TestALetterThatCameBackIsSettledOrSentAgain(t *testing.T) {
	o := acknowledged(t)
	send := func() {
		t.Helper()
		o.press("Record how it left …")
		o.press("Record it")
	}
	send()
	o.press("It came back …")
	o.fill("Why, as the mail marked it", "Unknown at this address")
	o.press("Record it")
	o.sees("Came back")
	o.sees("Find the right address and send it again")
	if f := o.file(); !f.People[1].AddressConfirmed.IsZero() || len(f.Returns) != 1 {
		t.Errorf("the address is confirmed %v, the returns are %+v", f.People[1].AddressConfirmed, f.Returns)
	}
	o.press("Correct the address …")
	o.press("Cancel")
	o.press("Settle it otherwise …")
	o.fill("How was the person told, or why can it not be?", "Read to her on the phone.")
	o.press("Settle it")
	o.sees("Settled: Read to her on the phone.")
	o.press("It came back …")
	o.fill("Why, as the mail marked it", "Refused")
	o.press("Record it")
	send()
	o.sees("Sent again today.")
}

func TestACorrectionIsOfferedOnceAndBothLettersSaySo(t *testing.T) {
	o := acknowledged(t)
	first := o.file().Letters[0]
	o.press("Write a correction")
	if o.letter != data.Acknowledgement || o.corrects != first.ID {
		t.Fatalf("the composer is open for %q, correcting %v", o.letter, o.corrects)
	}
	o.really(data.Acknowledgement, func(d *data.LetterDraft) { d.Corrects = first.ID })
	o.screen.load()
	o.sees("Corrected by letter 2")
	o.sees("Corrects letter 1")
	if n := strings.Count(o.words(), "Write a correction"); n != 1 {
		t.Errorf("a correction is offered %d times", n)
	}
}

func TestAnEmailCopyIsProtectedItsPassphraseShownOnceAndTheAddressLookedAtTwice(t *testing.T) {
	o := acknowledged(t)
	o.press("E-mail copy …")
	o.sees("No e-mail address of the person is on file.")
	o.fill("E-mail address", "rosalind@example.org")
	o.fill("Second look: type the address once more", "rosalnd@example.org")
	o.press("Make the copy …")
	o.sees("The two addresses differ")
	o.sees("Ask the person first")
	o.fill("Second look: type the address once more", "Rosalind@example.org")
	o.tick("The person agreed to have this letter by e-mail")
	o.press("Make the copy …")
	path := filepath.Join(t.TempDir(), o.screen.number+"-letter-1.pdf")
	o.fill("File", path)
	o.press("Save")
	o.sees("Tell it by phone, never in the e-mail")
	o.press("Copy it")
	passphrase := test.NewClipboard().Content()
	if c := fyne.CurrentApp().Clipboard(); c != nil {
		passphrase = c.Content()
	}
	if len(strings.Fields(passphrase)) != 6 {
		t.Fatalf("the passphrase is %q", passphrase)
	}
	o.sees(passphrase)
	if _, err := exec.LookPath("qpdf"); err == nil {
		if out, err := exec.Command("qpdf", "--check", "--password="+passphrase, path).CombinedOutput(); err != nil {
			t.Errorf("the copy does not open: %s", out)
		}
		if exec.Command("qpdf", "--check", path).Run() == nil {
			t.Error("the copy opens without its passphrase")
		}
	}
	o.press("The e-mail is sent: record it …")
	if got := fyne.CurrentApp().Clipboard().Content(); got != "" {
		t.Errorf("the clipboard still holds %q", got)
	}
	o.press("Record it")
	o.sees("Secure e-mail today")
	if strings.Contains(o.words(), passphrase) {
		t.Error("the passphrase is still shown")
	}
	if _, err := os.Stat(path); err != nil {
		t.Error(err)
	}
}

func TestAnEmailCopyWarnsOfAnotherWishOfThePerson(t *testing.T) {
	o := acknowledged(t)
	p := o.file().People[1]
	p.Email, p.Means, p.Confidential = "rosalind@example.org", "Phone only", true
	if _, err := o.session.SavePerson(t.Context(), o.file().Key, p); err != nil {
		t.Fatal(err)
	}
	o.press("E-mail copy …")
	o.sees("The person asked to be reached in another way: Phone only.")
	o.sees("another address or way")
}

func TestClosingTakesTheDayOfEitherDecision(t *testing.T) {
	o := newOffice(t)
	o.screen.file.Letters = []data.Letter{{Kind: data.NoContactClosure, Draft: data.LetterDraft{CompletedOn: today()}}}
	if got := o.screen.completedOn(); got != today() {
		t.Errorf("the day of completion is %v", got)
	}
}

func TestTheLettersAreCalmInBothLooks(t *testing.T) {
	if os.Getenv("RAPPORT_SHOTS") == "" {
		t.Skip("RAPPORT_SHOTS names no folder")
	}
	o := acknowledged(t)
	o.press("Record how it left …")
	o.press("Record it")
	x, err := o.session.NewLetter(t.Context(), o.file(), data.InterimLetter, data.English)
	if err == nil {
		err = o.session.SaveLetterDraft(t.Context(), o.file().Key, x.Draft)
	}
	if err != nil {
		t.Fatal(err)
	}
	o.press("It came back …")
	o.fill("Why, as the mail marked it", "Unknown at this address")
	o.press("Record it")
	s, l := o.screen, o.file().Letters[0]
	for _, look := range []ui.Look{ui.LookLight, ui.LookDark} {
		ui.Apply(look, 1)
		for name, open := range map[string]func(){
			"section": func() {}, "kinds": s.chooseLetter, "email": func() { s.emailLetter(l) }, "passphrase": func() { s.showPassphrase(l, "rosalind@example.org", "maple otter tulip bread fern 4071") },
			"dispatch": func() { s.dispatch(l, "certified") }, "return": func() { s.cameBack(l) }, "settle": func() { s.settleReturn(s.file.Returns[0]) },
		} {
			open()
			o.shoot("letters-" + name + "-" + string(look))
			ui.CloseDialogs(o.window)
		}
	}
}
