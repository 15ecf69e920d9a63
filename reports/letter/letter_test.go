package letter

import (
	"bytes"
	"errors"
	"fmt"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"rapport/data"
	"rapport/reports/page"
)

func compose(t *testing.T, f data.CaseFile, d data.LetterDraft, opts Options) *page.Document {
	t.Helper()
	doc, err := Compose(sampleFacts(f, d), opts)
	if err != nil {
		t.Fatalf("composing: %v", err)
	}
	if len(doc.Problems) > 0 {
		t.Fatalf("characters that cannot be printed: %v", doc.Problems)
	}
	return doc.Document
}

// pageText is the text of one page in the order of its items.
func pageText(p *page.Page) string {
	var b strings.Builder
	var before page.Text
	for _, item := range p.Items {
		text, ok := item.(page.Text)
		if !ok {
			continue
		}
		if text.Y != before.Y || math.Abs(text.X-before.X-before.Width()) > 0.1 {
			b.WriteByte(' ')
		}
		b.WriteString(text.String)
		before = text
	}
	return words(b.String())
}

func docText(doc *page.Document) string {
	var all []string
	for _, p := range doc.Pages {
		all = append(all, pageText(p))
	}
	return strings.Join(all, " ")
}

// mustHold checks that the parts occur in text in this order.
func mustHold(t *testing.T, text string, parts ...string) {
	t.Helper()
	rest := text
	for _, part := range parts {
		_, after, found := strings.Cut(rest, words(part))
		if !found {
			t.Errorf("the letter lacks %q, or has it in another place", part)
			continue
		}
		rest = after
	}
}

func TestNoticeHoldsTheFourElementsAndEveryAnswerInTheOrderOfTheCase(t *testing.T) {
	d := sampleNotice()
	mustHold(t, docText(compose(t, sampleCase(), d, Options{})),
		"Harbor Valley Medical Center", "March 18, 2026", "PR-2026-00417", "Dana Whitfield", "(555) 014-2271",
		"Ms. Rosalind Achterberg", "2218 Juniper Court, Apt. 4B", "Westbrook, OH 44997-3318",
		d.Words["subject"], "Dear Ms. Achterberg:", d.Words["opening"],
		"What you told us", "February 25, 2026", "I pushed the call light", "They sent me home",
		"What we did", d.Steps[0], d.Steps[1], d.Steps[2],
		"What we found", "Concern 1.", d.Findings[1].Text, "Concern 2.", d.Findings[0].Text,
		"What has changed", d.Words["changes"],
		"We completed our review on March 16, 2026.", "please call Dana Whitfield at (555) 014-2271",
		"directly to the State agency", "Ohio Department of Health", "(555) 014-0900", "Joint Commission",
		"Nobody may treat you differently", d.Words["closing"], "Sincerely,",
		"Dana Whitfield, RN, MSN", "Patient Relations Officer",
		"Enclosures:", d.Enclosures[0].Title, d.Enclosures[1].Title, "Copy:", d.Copies[0])
}

func TestFinalLetterWithAnythingMissingIsRefused(t *testing.T) {
	for _, row := range []struct {
		name, code string
		lose       func(*data.CaseFile, *data.LetterDraft)
	}{
		{"the contact person", "letter.contact", func(_ *data.CaseFile, d *data.LetterDraft) { d.Contact = "" }},
		{"the steps", "letter.steps", func(_ *data.CaseFile, d *data.LetterDraft) { d.Steps = []string{" ", ""} }},
		{"one answer", "letter.answer", func(_ *data.CaseFile, d *data.LetterDraft) { d.Findings = d.Findings[:1] }},
		{"all issues", "letter.answer", func(f *data.CaseFile, _ *data.LetterDraft) { f.Issues = nil }},
		{"the date of completion", "letter.completed", func(_ *data.CaseFile, d *data.LetterDraft) { d.CompletedOn = 0 }},
		{"the date", "letter.date", func(_ *data.CaseFile, d *data.LetterDraft) { d.Date = 0 }},
		{"the addressee", "letter.addressee", func(f *data.CaseFile, _ *data.LetterDraft) { f.People = nil }},
	} {
		f, d := sampleCase(), sampleNotice()
		row.lose(&f, &d)
		_, err := Compose(sampleFacts(f, d), Options{})
		var missing data.Missing
		if !errors.As(err, &missing) || !missing.Has(row.code) {
			t.Errorf("without %s: %v", row.name, err)
		}
		doc := compose(t, f, d, Options{Draft: true})
		if !hasMissing(doc) && !strings.Contains(docText(doc), "[date]") {
			t.Errorf("without %s the draft shows no gap", row.name)
		}
	}
}

func TestDraftThatTheGateLetsThroughIsAFinalLetter(t *testing.T) {
	f, s, o := sampleCase(), sampleSettings(), sampleOfficer()
	today := day(2026, 3, 18)
	f.People[0].AddressConfirmed = day(2026, 2, 25)
	f.Steps = []data.Step{{Subject: "Nurse manager", DoneOn: day(2026, 3, 2), InLetter: "I met with the nurse manager."}}
	for i := range f.Issues {
		f.Issues[i].Finding = data.Finding{Outcome: data.Substantiated, At: day(2026, 3, 16).Start(s.Zone()), Answer: "We found that two of your calls waited half an hour."}
	}
	for _, kind := range []data.LetterKind{data.NoticeOfDecision, data.Acknowledgement} {
		notice, _ := data.BuiltinTemplate(kind, data.English)
		d := data.DraftLetterFor(f, notice, o, s, today)
		x := data.LetterFacts{File: f, Draft: d, Template: notice, Settings: s, Officer: o, Today: today}
		if gaps := x.Gate().Blocking(); len(gaps) > 0 {
			t.Fatalf("%s: the gate finds %+v", kind, gaps)
		}
		if gaps := Gaps(x); len(gaps) > 0 {
			t.Errorf("%s: the page finds %+v", kind, gaps)
		}
		text := docText(compose(t, f, d, Options{}))
		if n := strings.Count(text, "February 25, 2026"); n != 1 {
			t.Errorf("%s: the day of receipt is told %d times", kind, n)
		}
	}
}

func TestGapsOfThePageAreThoseOfTheGateAndTwoMore(t *testing.T) {
	f, d := sampleCase(), sampleNotice()
	f.People[0].Street = strings.Repeat("Extraordinarily ", 8) + "Long Street"
	d.SetWords("changes", "\U0001F600")
	d.Contact = ""
	got := Gaps(sampleFacts(f, d))
	for _, code := range []string{"letter.address_size", "letter.character", "letter.contact"} {
		if !got.Has(code) {
			t.Errorf("the gap %s is not told: %+v", code, got)
		}
	}
	if !sampleFacts(f, d).Gate().Has("letter.contact") {
		t.Error("gate and page use different codes for the contact")
	}
}

func hasMissing(doc *page.Document) bool {
	for _, p := range doc.Pages {
		for _, item := range p.Items {
			if text, ok := item.(page.Text); ok && text.Role == page.RoleMissing {
				return true
			}
		}
	}
	return false
}

func TestAcknowledgementNamesTheVeryDayOfTheClock(t *testing.T) {
	f := sampleCase()
	f.Clocks[1].Due = day(2026, 3, 9) // moved, with a reason, by the officer
	mustHold(t, docText(compose(t, f, sampleAcknowledgement(), Options{})),
		"February 25, 2026.", "I pushed the call light", "If we have misunderstood you",
		"within 7 days", "by March 9, 2026", "directly to the State agency")
}

func TestInterimLetterSaysWhyAndNamesTheNewDay(t *testing.T) {
	f, d := sampleCase(), sampleInterim()
	f.Clocks[1].Due = day(2026, 3, 18)
	doc := compose(t, f, d, Options{})
	mustHold(t, docText(doc), "What we have done so far", "We read the call log", "Why it takes longer", "is away until Monday",
		"our written decision within 14 days of this letter, by March 18, 2026", "directly to the State agency", "Speaking up will not change")
	if n := len(doc.Pages); n > 2 {
		t.Errorf("the letter has %d pages", n)
	}
	for name, spoil := range map[string]func(){
		"without the reason":  func() { d.SetWords("delay", "") },
		"without a new day":   func() { f.Clocks[1].Due = d.Date },
		"without a clock":     func() { f.Clocks = nil },
		"without a contact":   func() { d.Contact = "" },
		"without a recipient": func() { d.Addressee = id(99) },
	} {
		f, d = sampleCase(), sampleInterim()
		f.Clocks[1].Due = day(2026, 3, 18)
		spoil()
		if _, err := Compose(sampleFacts(f, d), Options{}); !errors.As(err, new(data.Missing)) {
			t.Errorf("%s it is final: %v", name, err)
		}
	}
}

func TestAcknowledgementTellsAnIssueAsItWasUnderstood(t *testing.T) {
	f := sampleCase()
	f.Issues[0].Understood = "Your call light was not answered for half an hour."
	text := docText(compose(t, f, sampleAcknowledgement(), Options{}))
	mustHold(t, text, "Your call light was not answered for half an hour.", "They sent me home without telling me")
	if strings.Contains(text, "again and again") {
		t.Error("the letter tells the person's words beside those that were understood")
	}
	if notice := docText(compose(t, f, sampleNotice(), Options{})); strings.Contains(notice, "Your call light was not answered for half an hour.") {
		t.Error("the notice of decision does not quote the person")
	}
}

func TestAcknowledgementOfAComplaintSpeaksOfAnAnswer(t *testing.T) {
	f := sampleCase()
	f.Kind = data.Complaint
	f.Clocks = []data.Clock{{Kind: data.ClockAnswer, Due: day(2026, 3, 27)}}
	text := docText(compose(t, f, sampleAcknowledgement(), Options{}))
	mustHold(t, text, "answer you within 30 days", "by March 27, 2026")
	if strings.Contains(text, "decision") {
		t.Error("a complaint is promised a decision")
	}
}

func TestWithoutAuthorityTheAcknowledgementRepeatsNothing(t *testing.T) {
	f := sampleCase()
	f.People[0].Authority = data.AuthorityNone
	text := docText(compose(t, f, sampleAcknowledgement(), Options{}))
	if strings.Contains(text, "call light") {
		t.Error("words about the patient go to somebody without authority")
	}
	mustHold(t, text, "permission")
}

// inkIn lists the texts of a page that reach into box.
func inkIn(p *page.Page, box page.Box) []string {
	var found []string
	for _, item := range p.Items {
		text, ok := item.(page.Text)
		if !ok {
			continue
		}
		top, bottom := text.Y-text.Face.Ascent(text.Size), text.Y+text.Face.Descent(text.Size)
		if text.X < box.Right() && text.X+text.Width() > box.X && top < box.Bottom() && bottom > box.Y {
			found = append(found, words(text.String))
		}
	}
	return found
}

func addressOf(lines int) data.Person {
	p := sampleCase().People[0]
	p.Street = strings.Join([]string{
		"Care of the Westbrook Home for the Aged", "Building 12, Second Floor", "Room 214", "2218 Juniper Court", "P.O. Box 18",
	}[:lines], "\n")
	return p
}

func TestNothingButNameAndAddressStandsInTheWindow(t *testing.T) {
	for lines := range 6 {
		for _, d := range []data.LetterDraft{sampleNotice(), sampleAcknowledgement()} {
			f := sampleCase()
			f.People[0] = addressOf(lines)
			d.Contact = "Bartholomew Featherstonehaugh-Whitfield" // wraps beside the window
			p := compose(t, f, d, Options{}).Pages[0]
			want, fits := usual.AddressOf(f.People[0])
			if !fits {
				t.Fatalf("%d street lines do not fit", lines)
			}
			if got := inkIn(p, usual.KeepOut); strings.Join(got, "|") != strings.Join(want, "|") {
				t.Errorf("%s, %d street lines: in the window zone stands %q, want %q", d.Kind, lines, got, want)
			}
			for _, item := range p.Items {
				text, ok := item.(page.Text)
				if !ok || words(text.String) != want[0] && words(text.String) != want[len(want)-1] || text.Y > usual.KeepOut.Bottom() {
					continue
				}
				if text.X < usual.Window.X || text.X+text.Width() > usual.Window.Right() || text.Y-text.Face.Ascent(text.Size) < usual.Window.Y-1.5 || text.Y > usual.Window.Bottom() {
					t.Errorf("%q stands outside the window at %.1f, %.1f", text.String, text.X/mm, text.Y/mm)
				}
			}
		}
	}
}

func TestAddressKeepsCityAndPostalCodeWhateverTheStreet(t *testing.T) {
	for lines := range 6 {
		got, fits := usual.AddressOf(addressOf(lines))
		if !fits || len(got) > usual.Lines || got[len(got)-1] != "Westbrook, OH 44997-3318" {
			t.Errorf("%d street lines: %q, fits %v", lines, got, fits)
		}
	}
}

func TestAddressThatCannotFitTheWindowIsRefused(t *testing.T) {
	tooMany := strings.Repeat("Department of a Very Long Name Indeed\n", 6)
	tooWide := strings.Repeat("Extraordinarily ", 8) + "Long Street"
	for _, street := range []string{tooMany, tooWide} {
		f := sampleCase()
		f.People[0].Street = street
		_, err := Compose(sampleFacts(f, sampleNotice()), Options{})
		var missing data.Missing
		if !errors.As(err, &missing) || !missing.Has("letter.address_size") {
			t.Errorf("a street of %d characters: %v", len(street), err)
		}
	}
}

func TestBodyBeginsBelowTheFirstFold(t *testing.T) {
	for _, item := range compose(t, sampleCase(), sampleNotice(), Options{}).Pages[0].Items {
		text, ok := item.(page.Text)
		if ok && strings.HasPrefix(text.String, "Results of our review") && text.Y-text.Face.Ascent(text.Size) < 96*mm {
			t.Errorf("the subject begins at %.1f mm", (text.Y-text.Face.Ascent(text.Size))/mm)
		}
	}
}

func TestFollowingPagesNameHospitalReferenceAndDate(t *testing.T) {
	f, d := longLetter()
	doc := compose(t, f, d, Options{})
	if len(doc.Pages) != 5 {
		t.Fatalf("the long letter has %d pages, want 5", len(doc.Pages))
	}
	for i, p := range doc.Pages {
		text := pageText(p)
		mustHold(t, text, fmt.Sprintf("Page %d of %d", i+1, len(doc.Pages)))
		if i > 0 {
			mustHold(t, text, "Harbor Valley Medical Center · PR-2026-00417", "March 18, 2026")
		}
	}
	mustHold(t, pageText(doc.Pages[4]), "Nobody may treat you differently", "Sincerely,", "Dana Whitfield, RN, MSN")
}

func TestTextStaysOnTheSheet(t *testing.T) {
	f, d := longLetter()
	s := sampleSettings()
	s.Facility = strings.Repeat("Saint Bartholomew and All Angels ", 6)
	s.Office = strings.Repeat("Office of Patient Relations and Experience ", 5)
	s.Address.Street = strings.Repeat("Boulevard ", 40)
	x := sampleFacts(f, d)
	x.Settings = s
	doc, err := Compose(x, Options{})
	if err != nil {
		t.Fatal(err)
	}
	for i, p := range doc.Pages {
		for _, item := range p.Items {
			if text, ok := item.(page.Text); ok && (text.X < usual.Frame.Left-2.5 || text.X+widthOf(page.Style{Face: text.Face, Size: text.Size}, strings.TrimRight(text.String, " ")) > usual.Frame.Right+0.5 || text.Y > 770) {
				t.Errorf("page %d: %q sticks out", i+1, text.String)
			}
		}
	}
}

func TestDraftsAndPracticeLettersAreMarkedOnEveryPage(t *testing.T) {
	for _, row := range []struct {
		opts Options
		want string
	}{
		{Options{Draft: true}, "DRAFT"}, {Options{Practice: true}, "PRACTICE DATA"}, {Options{Draft: true, Practice: true}, "PRACTICE DRAFT"},
	} {
		for i, p := range compose(t, sampleCase(), sampleNotice(), row.opts).Pages {
			if !strings.Contains(pageText(p), row.want) {
				t.Errorf("page %d of %+v is not marked", i+1, row.opts)
			}
		}
	}
	if text := docText(compose(t, sampleCase(), sampleNotice(), Options{})); strings.Contains(text, "DRAFT") || strings.Contains(text, "PRACTICE") {
		t.Error("a final letter is marked")
	}
}

func TestSameLetterGivesTheSameBytes(t *testing.T) {
	first := pdfOf(t, sampleCase(), sampleNotice())
	if !bytes.Equal(first, pdfOf(t, sampleCase(), sampleNotice())) {
		t.Error("two makings differ")
	}
}

func pdfOf(t *testing.T, f data.CaseFile, d data.LetterDraft) []byte {
	t.Helper()
	file, pages, err := PDF(sampleFacts(f, d), Options{})
	if err != nil || pages == 0 {
		t.Fatalf("%d pages, %v", pages, err)
	}
	return file
}

func TestCharacterThatCannotBePrintedStopsAFinalLetter(t *testing.T) {
	d := sampleNotice()
	d.SetWords("changes", "We now smile \U0001F600.")
	_, _, err := PDF(sampleFacts(sampleCase(), d), Options{})
	var missing data.Missing
	if !errors.As(err, &missing) || !missing.Has("letter.character") {
		t.Errorf("a letter with an emoji: %v", err)
	}
	if _, _, err := PDF(sampleFacts(sampleCase(), d), Options{Draft: true}); err != nil {
		t.Errorf("its draft: %v", err)
	}
}

// tool runs a program of poppler-utils on a PDF and returns what it prints.
func tool(t *testing.T, file []byte, name string, args ...string) string {
	t.Helper()
	program, err := exec.LookPath(name)
	if err != nil {
		t.Skipf("%s is not installed", name)
	}
	path := filepath.Join(t.TempDir(), "letter.pdf")
	if err := os.WriteFile(path, file, 0o600); err != nil {
		t.Fatal(err)
	}
	for i := range args {
		if args[i] == "FILE" {
			args[i] = path
		}
	}
	out, err := exec.Command(program, args...).Output()
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	return string(out)
}

func TestTheWindowShowsTheConfidentialAddressAlone(t *testing.T) {
	p := sampleCase().People[0]
	p.Confidential, p.Alternative = true, data.Address{Street: "P.O. Box 7", City: "Eastbrook", State: "OH", Postal: "44990"}
	lines, fits := usual.AddressOf(p)
	if want := []string{"Ms. Rosalind Achterberg", "P.O. Box 7", "Eastbrook, OH 44990"}; !fits || !slices.Equal(lines, want) {
		t.Errorf("the window shows %q, want %q", lines, want)
	}
}
