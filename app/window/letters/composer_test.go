package letters

import (
	"strings"
	"testing"

	"rapport/app/window/officetest"
	"rapport/app/window/ui"
	"rapport/data"
	"rapport/data/practice"
)

func TestEveryKindOfLetterOpensAndShowsItsPage(t *testing.T) {
	o := newOffice(t)
	f := o.Investigated()
	for _, k := range data.LetterKinds {
		o.write(f.Number, k.Value)
		o.Sees("Who and when", "What the letter says", "With it")
		if o.onThePage() == "" || len(o.Floor.Failed) > 0 {
			t.Errorf("%s: the page is empty; failed: %v", k.Label, o.Floor.Failed)
		}
		o.picture("kind-" + string(k.Value))
		o.screen.Left()
	}
}

func TestRegulatoryTextIsShownWithItsSourceAndWhatIsNotPrintedSaysWhy(t *testing.T) {
	o := newOffice(t)
	o.write(o.Open(o.Complaint()).Number, data.Acknowledgement)
	o.Sees("42 CFR 482.13(a)(2)", "printed only where")
}

func TestOwnWordsGoBackToTheTemplates(t *testing.T) {
	o := newOffice(t)
	o.write(o.Investigated().Number, data.NoticeOfDecision)
	was := o.slot("opening")
	if o.Shows("Back to the template's words") {
		t.Error("the way back is offered although nothing was changed")
	}
	o.Fill("Thanks and regret", "My own words.")
	o.Press("Back to the template's words")
	o.screen.Left()
	if d, _ := o.keptDraft(); o.slot("opening") != was || len(d.Words) != 0 {
		t.Errorf("the slot reads %q, the draft keeps %q", o.slot("opening"), d.Words)
	}
}

func TestTheAddressIsConfirmedInTheComposer(t *testing.T) {
	o := newOffice(t)
	in := o.Complaint()
	in.Complainant.AddressConfirmed = 0
	f := o.Open(in)
	o.write(f.Number, data.Acknowledgement)
	o.Fill("Last words", "My own words.")
	o.Sees("Address not confirmed", "12 Heron Street")
	o.Press("Confirmed today")
	o.Sees("Address confirmed today")
	o.SeesNo("Check the address with the person")
	complainant := func() data.Person {
		c := o.Case(f.Number)
		p, _ := c.Complainant()
		return p
	}
	who := complainant()
	if who.AddressConfirmed != o.Today() || o.slot("closing") != "My own words." {
		t.Errorf("confirmed on %v, the last words are %q", who.AddressConfirmed, o.slot("closing"))
	}
	o.Floor.Undo()
	if who = complainant(); !who.AddressConfirmed.IsZero() {
		t.Error("Undo leaves the day")
	}
}

func TestEachLanguageKeepsItsOwnWords(t *testing.T) {
	o := newOffice(t)
	f := o.Investigated()
	o.write(f.Number, data.NoticeOfDecision)
	o.Fill("Thanks and regret", "My own words.")
	o.screen.words.who.language.SetValue(data.Spanish)
	if d := o.screen.facts().Draft; d.Language != data.Spanish || len(d.Words) != 0 || len(d.Steps) != 0 {
		t.Fatalf("the Spanish letter begins with %+v", d)
	}
	if page := o.onThePage(); strings.Contains(page, "My own words") || !strings.Contains(page, "Estimada") {
		t.Errorf("the Spanish page reads %q", page)
	}
	o.Sees("missing")
	o.Fill("What we did", "Leímos el registro.")
	o.screen.Left()

	o.write(f.Number, data.NoticeOfDecision) // as after a restart
	o.screen.words.who.language.SetValue(data.English)
	if d := o.screen.facts().Draft; d.Language != data.English || d.Words["opening"] != "My own words." || len(d.Steps) != 1 || strings.Contains(d.Steps[0], "registro") {
		t.Errorf("the English letter came back as %+v", d)
	}
}

func TestAPhraseGoesWhereTheCursorIsWithItsFieldsFilled(t *testing.T) {
	o := newOffice(t)
	if _, err := o.Session.SavePhrase(t.Context(), data.Phrase{Title: "When it came", Text: "It reached us on [[received.date]].", Language: data.English}); err != nil {
		t.Fatal(err)
	}
	f := o.Investigated()
	o.write(f.Number, data.NoticeOfDecision)
	o.Press("Insert a phrase …")
	o.Sees("Go to the text into which the phrase belongs")
	o.Fill("What has changed", "We listened. ")
	o.Press("Insert a phrase …")
	o.Sees("When it came", "The office's")
	o.Press("Insert")
	want := "We listened. It reached us on " + data.DateOf(f.ReceivedAt, o.Session.Settings().Zone()).Long() + "."
	if got := o.slot("changes"); got != want {
		t.Errorf("the slot reads %q, want %q", got, want)
	}
}

func TestWordsThatHurtAreReplacedAtAPress(t *testing.T) {
	o := newOffice(t)
	o.write(o.Investigated().Number, data.NoticeOfDecision)
	o.Fill("What has changed", "We recieved your letter.")
	o.Clock.Tick()
	o.Press("Spelling 1")
	o.Sees("“recieved” is in no dictionary.")
	o.Press("received")
	if got := o.slot("changes"); got != "We received your letter." {
		t.Errorf("the slot reads %q", got)
	}
	o.Sees("Every word is in the dictionary.", "Reads like")
}

func TestASecondPersonIsAskedWhereTheOfficeWantsIt(t *testing.T) {
	o := newOffice(t)
	set := o.Session.Settings()
	set.LetterApproval = data.ApprovalAlways
	if err := o.Session.SaveSettings(t.Context(), set); err != nil {
		t.Fatal(err)
	}
	f := o.Investigated()
	o.write(f.Number, data.NoticeOfDecision)
	o.Press("Ask for approval")
	if a, ok := func() (data.LetterApproval, bool) {
		c := o.Case(f.Number)
		return c.PendingApproval(data.NoticeOfDecision)
	}(); !ok || a.State != data.ApprovalAsked {
		t.Fatalf("the approval is %+v", a)
	}
	if !o.Shows("Take back the request") || o.Shows("Sign and issue") || o.Shows("Send back …") {
		t.Errorf("the officer who asked sees: %s", o.Words())
	}
	o.Fill("Last words", "Something else.") // ends the request
	o.Clock.Tick()
	if !o.Shows("Ask for approval") {
		t.Errorf("after a change the officer sees: %s", o.Words())
	}
}

func TestACorrectionBeginsWithTheWordsOfTheLetterItCorrects(t *testing.T) {
	o := newOffice(t)
	f := o.Open(o.Complaint())
	o.write(f.Number, data.Acknowledgement)
	o.Fill("Last words", "With kind regards to you both.")
	o.Press("Sign and issue")
	o.Press("Sign and issue")
	issued := o.Case(f.Number).Letters[0]
	o.write(f.Number, data.Acknowledgement)
	o.screen.Correct(issued.ID)
	o.Sees("Corrects letter 1")
	if d := o.screen.facts().Draft; d.Corrects != issued.ID || o.slot("closing") != "With kind regards to you both." {
		t.Errorf("the correction begins with %+v", d)
	}
}

func TestAPressOnThePageGoesToTheBlock(t *testing.T) {
	o := newOffice(t)
	o.write(o.Investigated().Number, data.NoticeOfDecision)
	at := o.screen.drawn.Places["opening"]
	o.screen.preview.OnTap(at.Page, at.Box.X+5, at.Box.Y+5)
	if !o.FocusedIn("Thanks and regret") {
		t.Error("the keyboard is not in the block that was pressed")
	}
}

func TestTheQuestionBeforeSigningNamesAddressPagesAndLanguage(t *testing.T) {
	o := newOffice(t)
	o.write(o.Investigated().Number, data.NoticeOfDecision)
	o.Fill("Enclosures", "The list of agencies")
	o.Press("Sign and issue")
	o.Sees("12 Heron Street, Lakeshore, OH 43999", "in English", "Enclosed: The list of agencies.")
	o.picture("question")
	ui.CloseDialogs(o.Window)
}

// changeOver locks the case file and lets another officer sign in.
func (o *office) changeOver(name, passphrase string) {
	o.Helper()
	o.screen.Left()
	file := o.Session.File()
	err := o.Session.Lock(o.Context())
	if err == nil {
		o.Session, err = file.SignIn(o.Context(), name, passphrase)
	}
	if err != nil {
		o.Fatal(err)
	}
	o.Desk.Session = o.Session
}

func TestTheSecondPersonSendsBackWithAReasonAndApproves(t *testing.T) {
	o := newOffice(t)
	const first, theirs = "Robin Ashdown", "herons over the weir seven quiet"
	set := o.Session.Settings()
	set.LetterApproval = data.ApprovalAlways
	if err := o.Session.SaveSettings(t.Context(), set); err != nil {
		t.Fatal(err)
	}
	officetest.Prove(t, o.Session, practice.Passphrase)
	if err := o.Session.AddOfficer(t.Context(), data.Officer{Name: "Pat Winter", Title: "Director", Roles: data.FullRoles}, theirs); err != nil {
		t.Fatal(err)
	}
	f := o.Investigated()
	o.write(f.Number, data.NoticeOfDecision)
	o.Press("Ask for approval")
	o.changeOver("Pat Winter", theirs)
	o.write(f.Number, data.NoticeOfDecision)
	o.Press("Send back …")
	o.Fill("What is to be mended", "Say what you will do now.")
	o.Press("Send it back")
	o.changeOver(first, practice.Passphrase)
	o.write(f.Number, data.NoticeOfDecision)
	o.Sees("Pat Winter sent this letter back: Say what you will do now.")
	o.Press("Ask for approval")
	o.changeOver("Pat Winter", theirs)
	o.write(f.Number, data.NoticeOfDecision)
	if o.Shows("Sign and issue") || o.Shows("Take back the request") {
		t.Errorf("the second person sees: %s", o.Words())
	}
	o.Press("Approve …")
	o.Sees("Approve this letter?", "A change after your approval ends it.")
	o.Press("Approve")
	asked := o.Case(f.Number).Approvals
	if last := asked[len(asked)-1]; last.State != data.ApprovalGiven || last.DecidedBy != "Pat Winter" {
		t.Fatalf("the approval is %+v", last)
	}
	o.changeOver(first, practice.Passphrase)
	o.write(f.Number, data.NoticeOfDecision)
	o.Press("Sign and issue")
	o.Press("Sign and issue")
	got := o.Case(f.Number)
	if l, ok := got.Letter(data.NoticeOfDecision); !ok || l.ApprovedBy != "Pat Winter" || l.IssuedBy != first {
		t.Errorf("the letter is %+v", l)
	}
}
