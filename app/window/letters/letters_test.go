package letters

import (
	"bytes"
	"crypto/sha256"
	"reflect"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"rapport/app/window/desk"
	"rapport/app/window/officetest"
	"rapport/app/window/ui"
	"rapport/data"
	"rapport/data/store"
	"rapport/reports/letter"
)

type office struct {
	*officetest.Office
	screen *Screen
}

func newOffice(t *testing.T) *office { return &office{Office: officetest.New(t)} }

// write opens the composer, as a new tab does.
func (o *office) write(number string, kind data.LetterKind) {
	o.screen = New(o.Desk, number, kind)
	o.Show(o.screen)
}

// gapButtons are the ways to the fields, in the order of the list.
func (o *office) gapButtons() []*ui.Button {
	var all []*ui.Button
	officetest.Visit(o.screen.gaps.list, func(at fyne.CanvasObject, _ bool) {
		if b, ok := at.(*ui.Button); ok {
			all = append(all, b)
		}
	})
	return all
}

func (o *office) gaps() data.Missing {
	all, err := allGaps(o.Context(), o.Session, o.screen.file.Key, o.screen.facts())
	if err != nil {
		o.Fatal(err)
	}
	all = slices.DeleteFunc(all, func(g data.Gap) bool { return g.Warn && g.Code == toneCode })
	return append(all.Blocking(), all.Warnings()...)
}

// openContact opens the line of whom the reader may call.
func (o *office) openContact() {
	o.Helper()
	o.Press("Contact: " + o.screen.words.who.contact.Text + ", " + o.screen.words.who.line.Text)
}

// slot is what stands in the field of a block.
func (o *office) slot(block string) string {
	for _, c := range o.screen.words.cards {
		if c.block.Name == block && c.slot != nil {
			return c.slot.Text
		}
	}
	return ""
}

// keptDraft is what the store has of the letter.
func (o *office) keptDraft() (data.LetterDraft, bool) {
	o.Helper()
	d, there, err := o.Session.LetterDraft(o.Context(), o.screen.file.Key, o.screen.kind)
	if err != nil {
		o.Fatal(err)
	}
	return d, there
}

// onThePage is the text of the page that is shown.
func (o *office) onThePage() string { return o.screen.preview.Words() }

func TestEachGapIsListedAndLeadsToItsField(t *testing.T) {
	o := newOffice(t)
	in := o.Complaint()
	in.Complainant.AddressConfirmed = 0
	o.write(o.Open(in).Number, data.NoticeOfDecision)
	o.openContact()
	for _, label := range []string{"Date of the letter", "Contact person", "Phone of the contact person"} {
		o.Fill(label, "")
	}
	o.Fill("Subject line", "Results of our [review]")
	o.Clock.Tick()
	gaps, buttons := o.gaps(), o.gapButtons()
	if len(gaps.Blocking()) < 9 || len(buttons) != len(gaps) {
		t.Fatalf("%d gaps are listed, there are %d: %+v", len(buttons), len(gaps), gaps)
	}
	for i, gap := range gaps {
		o.Sees(gap.Sentence)
		o.Window.Canvas().Focus(nil)
		cases := len(o.Floor.Cases)
		test.Tap(buttons[i])
		lead := ""
		if n := len(o.Floor.Cases); n > cases {
			lead = string(o.Floor.Cases[n-1].At)
		} else if o.Window.Canvas().Focused() != nil {
			lead = "field"
		}
		want := "field"
		if gap.Code == "letter.finding" {
			want = string(desk.Issues)
		}
		if gap.Field == "state" {
			want = string(desk.Investigation)
		}
		if lead != want {
			t.Errorf("%q (%s) leads to %q, want %q", gap.Sentence, gap.Field, lead, want)
		}
		if gap.Field == "contact" && !o.FocusedIn("Contact person") {
			t.Errorf("%q does not lead to its field", gap.Sentence)
		}
	}
}

func TestALetterWithAGapCannotBeIssued(t *testing.T) {
	o := newOffice(t)
	f := o.Investigated()
	o.write(f.Number, data.NoticeOfDecision)
	o.Sees("Nothing is missing; the letter can be issued.")
	o.openContact()
	o.Fill("Contact person", "")
	o.Clock.Tick()
	o.SeesNo("Nothing is missing")
	o.Press("Sign and issue")
	o.Sees("The letter cannot be issued yet: Name the contact person.")
	if ui.DialogOpen(o.Window) {
		t.Error("the officer is asked to sign all the same")
	}
	if !o.FocusedIn("Contact person") {
		t.Error("the keyboard is not in the field that lacks")
	}
	if got := o.Case(f.Number); len(got.Letters) != 0 || got.State != data.StateFindings {
		t.Errorf("the case is %s with %d letters", got.State, len(got.Letters))
	}
}

func TestIssuingStoresTheVeryPagesAndMovesTheCase(t *testing.T) {
	o := newOffice(t)
	f := o.Investigated()
	o.write(f.Number, data.NoticeOfDecision)
	o.Fill("What has changed", "Zinnias now stand in the hall.")
	o.Clock.Tick()
	want, pages, err := letter.PDF(o.screen.facts(), letter.Options{Practice: true})
	if err != nil {
		t.Fatal(err)
	}
	o.Press("Sign and issue")
	o.Sees("Sign and issue the letter?", "It goes to Ms. Rosalind Fennimore", "An issued letter never changes")
	o.Press("Go on writing")
	if n := len(o.Case(f.Number).Letters); n != 0 {
		t.Fatalf("%d letters were issued although the officer went on writing", n)
	}
	o.Press("Sign and issue")
	o.Press("Sign and issue")

	got := o.Case(f.Number)
	if len(got.Letters) != 1 || got.State != data.StateSignOff || got.Letters[0].Pages != pages {
		t.Fatalf("the case is %s with the letters %+v", got.State, got.Letters)
	}
	stored, err := o.Session.LetterPDF(t.Context(), f.Key, got.Letters[0].ID)
	if err != nil || !bytes.Equal(stored, want) {
		t.Errorf("the stored pages are not the letter: %v, %d and %d bytes", err, len(stored), len(want))
	}
	if _, there := o.keptDraft(); there {
		t.Error("the draft of the issued letter is still there")
	}
	if o.Floor.Closed != 1 || !slices.Equal(o.Floor.Cases, []officetest.Place{{Number: f.Number, At: desk.Letters}}) {
		t.Errorf("closed %d, opened %v", o.Floor.Closed, o.Floor.Cases)
	}
	o.screen.Left()
	if _, there := o.keptDraft(); there {
		t.Error("leaving the issued letter made a draft of it anew")
	}
}

func TestTheDraftIsNotKeptWhileItsLetterIsIssued(t *testing.T) {
	o := newOffice(t)
	f := o.Open(o.Complaint())
	o.write(f.Number, data.Acknowledgement)
	o.Fill("Last words", "With kind regards to you both.")
	issued := false
	defer o.Session.Subscribe(func(store.Event) {
		issued = len(o.Case(f.Number).Letters) > 0
		o.Clock.Tick() // the draft would be kept now
	})()
	o.Press("Sign and issue")
	o.Press("Sign and issue")
	if _, there := o.keptDraft(); there || !issued {
		t.Errorf("issued: %t; it stands as being written: %t", issued, there)
	}
}

func TestLeavingBeforeTheAnswerKeepsTheDraftOnlyOfALetterThatIsNotIssued(t *testing.T) {
	for _, refused := range []error{nil, data.ErrConflict} {
		o := newOffice(t)
		f := o.Open(o.Complaint())
		o.write(f.Number, data.Acknowledgement)
		o.Fill("Last words", "With kind regards to you both.")
		s := o.screen
		s.issuing = ui.NewEnding()
		if refused == nil {
			x := s.facts()
			pdf, _, err := letter.PDF(x, letter.Options{Practice: true})
			if err == nil {
				_, err = o.Session.IssueLetter(t.Context(), f.Key, x.Draft, desk.AsSeen(sha256.Sum256(pdf), true))
			}
			if err != nil {
				t.Fatal(err)
			}
		}
		s.issuing.Is(refused)
		s.Left() // as locking does
		if _, there := o.keptDraft(); there != (refused != nil) {
			t.Errorf("the issue ended with %v; it stands as being written: %t", refused, there)
		}
	}
}

func TestTheAcknowledgementNeedsNoFindingsAndLeavesTheStateAlone(t *testing.T) {
	o := newOffice(t)
	f := o.Open(o.Complaint())
	o.write(f.Number, data.Acknowledgement)
	for _, label := range []string{"What we did", "What has changed", "Review completed on"} {
		o.SeesNo(label)
	}
	o.Press("Sign and issue")
	o.Press("Sign and issue")
	got := o.Case(f.Number)
	if len(got.Letters) != 1 || got.Letters[0].Kind != data.Acknowledgement || got.State != data.StateNew {
		t.Errorf("the case is %s with the letters %+v", got.State, got.Letters)
	}
}

func TestThePageFollowsTheWords(t *testing.T) {
	o := newOffice(t)
	o.write(o.Investigated().Number, data.NoticeOfDecision)
	if page := o.onThePage(); !strings.Contains(page, "Lakeshore Practice Hospital") || strings.Contains(page, "Zinnias") {
		t.Fatalf("the page reads %q", page)
	}
	o.Fill("What has changed", "Zinnias now stand in the hall.")
	o.Clock.Tick()
	if page := o.onThePage(); !strings.Contains(page, "Zinnias") {
		t.Errorf("the page reads %q", page)
	}
}

func TestWordsAreKeptAsADraftAndComeBack(t *testing.T) {
	o := newOffice(t)
	f := o.Investigated()
	o.write(f.Number, data.NoticeOfDecision)
	if _, there := o.keptDraft(); there {
		t.Fatal("a draft was kept of which nobody wrote a word")
	}
	o.Fill("What we did", "We read the log.\nWe asked the nurse.")
	o.Sees("not saved yet")
	o.Clock.Tick()
	o.Sees("draft saved")
	d, there := o.keptDraft()
	if want := []string{"We read the log.", "We asked the nurse."}; !there || !slices.Equal(d.Steps, want) {
		t.Fatalf("the draft has the steps %q", d.Steps)
	}
	o.write(f.Number, data.NoticeOfDecision) // as after a crash
	if got := o.screen.words.steps.Text; got != "We read the log.\nWe asked the nurse." {
		t.Errorf("the steps read %q", got)
	}
}

func TestLeavingKeepsTheDraftAtOnce(t *testing.T) {
	o := newOffice(t)
	o.write(o.Investigated().Number, data.NoticeOfDecision)
	o.Fill("Last words", "Thank you.")
	o.screen.Left()
	if d, there := o.keptDraft(); !there || d.Words["closing"] != "Thank you." {
		t.Errorf("the draft ends with %q", d.Words["closing"])
	}
}

func TestEveryFieldOfTheLetterIsKept(t *testing.T) {
	o := newOffice(t)
	f := o.Investigated()
	o.write(f.Number, data.NoticeOfDecision)
	patient, _ := f.Person(data.RolePatient)
	o.Pick("To", patient.FullName()+", patient")
	o.openContact()
	for label, text := range map[string]string{
		"Date of the letter": "03/04/2026", "Subject line": "a", "Thanks and regret": "b", "What we did": "c", "What has changed": "d",
		"Review completed on": "03/03/2026", "Contact person": "e", "Phone of the contact person": "f", "Last words": "g", "Enclosures": "h\ni", "Copy to": "j",
		"What we found: " + f.Issues[0].Words: "k", "What we found: " + f.Issues[1].Words: "l",
	} {
		o.Fill(label, text)
	}
	o.screen.Left()
	got, _ := o.keptDraft()
	want := data.LetterDraft{
		Kind: data.NoticeOfDecision, Language: data.English, Template: o.screen.fresh.Template.Ref(), Addressee: patient.ID, Date: data.NewDate(2026, 3, 4), Steps: []string{"c"},
		Findings: []data.IssueAnswer{{Issue: f.Issues[0].ID, Text: "k"}, {Issue: f.Issues[1].ID, Text: "l"}}, CompletedOn: data.NewDate(2026, 3, 3),
		Contact: "e", ContactLine: "f", Enclosures: []data.Enclosed{{Title: "h"}, {Title: "i"}}, Copies: []string{"j"},
		Words: map[string]string{"subject": "a", "opening": "b", "changes": "d", "closing": "g"},
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("kept was %+v\nwant %+v", got, want)
	}
}

func TestBeginAgainTakesTheWordsOfTheCaseAndCanBeTakenBack(t *testing.T) {
	o := newOffice(t)
	o.write(o.Investigated().Number, data.NoticeOfDecision)
	fresh := o.slot("opening")
	o.Fill("Thanks and regret", "My own words.")
	o.Press("Begin again")
	if got := o.slot("opening"); got != fresh || fresh == "" {
		t.Fatalf("the letter begins with %q", got)
	}
	o.Floor.Undo()
	if got := o.slot("opening"); got != "My own words." {
		t.Errorf("after Undo the letter begins with %q", got)
	}
	o.screen.Left()
	if d, _ := o.keptDraft(); d.Words["opening"] != "My own words." {
		t.Errorf("the draft begins with %q", d.Words["opening"])
	}
}

func TestAnIssueAddedMeanwhileGetsItsFieldAndTheWordsStay(t *testing.T) {
	o := newOffice(t)
	f := o.Investigated()
	o.write(f.Number, data.NoticeOfDecision)
	o.Fill("What we found: "+f.Issues[0].Words, "My own words.")
	o.screen.Left()
	if _, err := o.Session.SaveIssue(t.Context(), f.Key, data.Issue{Words: "The bill came twice", Category: "safety", Severity: 1}); err != nil {
		t.Fatal(err)
	}
	o.screen.Shown()
	o.Sees("What we found: The bill came twice", "No finding yet")
	if got := o.screen.words.answers[0].text.Text; got != "My own words." {
		t.Errorf("the first answer reads %q", got)
	}
}

func TestWarningsAreSaidBeforeSigning(t *testing.T) {
	o := newOffice(t)
	o.write(o.Investigated().Number, data.NoticeOfDecision)
	o.Fill("What has changed", "Unfortunately nothing.")
	o.Clock.Tick()
	o.Sees("look again")
	o.Press("Sign and issue")
	o.Sees("Before you sign:", "comes before a no")
}

func TestALetterOfNoCaseSaysSo(t *testing.T) {
	o := newOffice(t)
	o.write("PR-1999-00009", data.NoticeOfDecision)
	o.Sees("That is not in the case file.")
	o.Press("Sign and issue")
	o.Press("Begin again")
	o.screen.Left()
	if len(o.Floor.Failed) > 0 || ui.DialogOpen(o.Window) {
		t.Errorf("failed: %v", o.Floor.Failed)
	}
}

func TestAWordThatIsLearntIsRightInEveryLetter(t *testing.T) {
	o := newOffice(t)
	o.write(o.Investigated().Number, data.NoticeOfDecision)
	o.Fill("What has changed", "We mended the quixotrope.")
	o.Clock.Tick()
	o.Press("Spelling 1")
	o.Sees("“quixotrope” is in no dictionary.")
	o.Press("Learn it for the office")
	o.SeesNo("quixotrope” is in no dictionary")
	if !o.Session.Settings().Knows("quixotrope") {
		t.Error("the office does not know the word")
	}
}
