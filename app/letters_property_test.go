package app_test

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"rapport/data"
	"rapport/data/store"
	"rapport/data/vault"
	"rapport/reports/letter"
)

var (
	lettersIssued = flag.Int("letters", 80, "how many letters the property test takes from the session to the paper")
	lettersSeed   = flag.Uint64("letters-seed", 4, "the seed of the first of them")
)

// lettersOffice is an office whose letters go the whole way: case, gate, page,
// issue, and back from the PDF.
type lettersOffice struct {
	*store.Session
	t      *testing.T
	now    time.Time
	others []data.Person // patients of other cases
	cases  []string      // their numbers
}

func newLettersOffice(t *testing.T, r *rand.Rand) *lettersOffice {
	t.Helper()
	o := &lettersOffice{t: t, now: time.Date(2026, 3, 4, 15, 0, 0, 0, time.UTC)}
	set := data.DefaultSettings()
	set.Facility, set.Phone = "Lakeside General Hospital", "(555) 010-0100"
	set.Address = data.Address{Street: "1 Shore Road", City: "Lakeside", State: "NY", Postal: "10001"}
	s, _, err := store.Create(t.Context(), filepath.Join(t.TempDir(), "file"), data.Setup{Settings: set, Passphrase: "seven quiet herons over the weir",
		Officer: data.Officer{Name: "Dana Whitfield", Title: "Patient Relations Officer", Phone: "(555) 010-0101"}},
		store.WithKDF(vault.KDF{Passes: 1, MemoryKiB: 64, Lanes: 1}), store.WithClock(func() time.Time { return o.now }))
	if err != nil {
		t.Fatal(err)
	}
	o.Session = s
	t.Cleanup(func() {
		if err := s.Close(context.Background()); err != nil {
			t.Error(err)
		}
	})
	for i := range 12 {
		p := somePerson(r, i)
		f := o.must(s.OpenCase(t.Context(), intakeOf(p, o.now.Add(-time.Hour))))
		o.others, o.cases = append(o.others, p), append(o.cases, f.Number)
	}
	return o
}

func (o *lettersOffice) must(f data.CaseFile, err error) data.CaseFile {
	o.t.Helper()
	if err != nil {
		var m data.Missing
		errors.As(err, &m)
		o.t.Fatal(err, []data.Gap(m))
	}
	return f
}

// somePerson makes up a patient.
func somePerson(r *rand.Rand, n int) data.Person {
	given := []string{"Amélie", "Björn", "Chidi", "Dolores", "Émile", "Fatima", "Gwen", "Hamish", "Inés", "Jürgen", "Kalani", "Li Na"}
	family := []string{"O'Sullivan-Reyes", "de la Fuente", "Åkerström", "Nakagawa", "Fitz-Gerald", "Müller", "Oyelaran", "van der Meer", "Peña Lobo", "D’Angelo", "Quispe", "Wozniak"}
	return data.Person{Given: given[n%len(given)], Family: family[(n*5+3)%len(family)], MRN: fmt.Sprintf("MRN%06d", 700000+n*37),
		Phone: fmt.Sprintf("(555) 77%d-%04d", n%10, 1000+n), BirthDate: data.NewDate(1930+r.IntN(60), time.Month(1+r.IntN(12)), 1+r.IntN(28)),
		Street: "12 Elm Street", City: "Lakeside", State: "NY", Postal: "10001"}
}

func intakeOf(p data.Person, at time.Time) data.Intake {
	return data.Intake{Channel: data.Phone, ReceivedAt: at, Relation: data.Self, Unit: "4 West", Story: "The call light was not answered for an hour.", Patient: p,
		Issues:  []data.Issue{{Words: "Nobody came when I rang.", Category: "quality", Severity: 2}, {Words: "The pump was empty.", Category: "safety", Severity: 2}},
		Answers: data.Answers{AsksResponse: true}}
}

// ready brings a case to the point where its notice can be written.
func (o *lettersOffice) ready(p data.Person) data.CaseFile {
	ctx, today := o.t.Context(), o.Settings().Today(o.now)
	f := o.must(o.OpenCase(ctx, intakeOf(p, o.now.Add(-time.Hour))))
	o.must(o.Act(ctx, f.Key, data.ActTriage, "", data.Closing{}))
	o.must(o.AddContact(ctx, f.Key, data.Contact{At: o.now, Mode: "phone", With: "the patient", Summary: "Told them that we look into it."}, true))
	o.must(o.Act(ctx, f.Key, data.ActInvestigate, "", data.Closing{}))
	o.must(o.SaveStep(ctx, f.Key, data.Step{Kind: "interview", Subject: "The nurse in charge", DoneOn: today, Result: "Two nurses for fourteen patients.", InLetter: "We spoke with the nurse in charge of the unit."}))
	f = o.must(o.Act(ctx, f.Key, data.ActFindings, "", data.Closing{}))
	for i, is := range f.Issues {
		f = o.must(o.RecordFinding(ctx, f.Key, is.ID, data.Finding{Outcome: data.Substantiated, Reasons: "The log shows it.", Answer: fmt.Sprintf("You were right. The call of bed %d was answered after an hour.", i+2)}))
	}
	who, _ := f.Person(data.RolePatient)
	who.AddressConfirmed = today
	f = o.must(o.SavePerson(ctx, f.Key, who))
	return o.must(o.Act(ctx, f.Key, data.ActDraftLetter, "", data.Closing{}))
}

// spoil takes something out of a draft or writes something wrong into it.
func (o *lettersOffice) spoil(r *rand.Rand, d *data.LetterDraft) string {
	n := r.IntN(len(o.others))
	p := o.others[n]
	digits := strings.NewReplacer("(", "", ")", "", " ", "", "-", "").Replace(p.Phone)
	wrong := []string{p.Given + " " + p.Family + " was there.", p.Family + ", " + p.Given, strings.ToUpper(p.Given + " " + p.Family), "See " + o.cases[n] + ".",
		"Call " + p.Phone, "Call " + digits, "Call " + digits[:3] + "." + digits[3:6] + "." + digits[6:], "The record is " + p.MRN, "Record no. " + p.MRN[3:],
		"Date of birth " + p.BirthDate.Long(), "DOB " + p.BirthDate.Format("1/2/2006"), "It was [name].", "On XX/XX we met.", "The day is TBD.", "A smile: \U0001F600", "ሰላም",
		"The nurse was fired.", "Gracias por contarnos lo que le pasó en la unidad."}[r.IntN(18)]
	switch r.IntN(9) {
	case 0:
		d.Contact = ""
	case 1:
		d.Steps = nil
	case 2:
		d.Findings[r.IntN(2)].Text = "n/a"
	case 3:
		d.CompletedOn = 0
	case 4:
		d.CompletedOn += data.Date(r.IntN(5)) - 2
	case 5:
		d.Steps = append(d.Steps, wrong)
		return wrong
	case 6:
		d.Findings[r.IntN(2)].Text += " " + wrong
		return wrong
	case 7:
		d.Enclosures = append(d.Enclosures, data.Enclosed{Title: wrong})
		return wrong
	case 8:
		d.SetWords([]string{"subject", "opening", "changes", "closing"}[r.IntN(4)], "We looked. "+wrong)
		return wrong
	}
	return "a part taken away"
}

// readBack is the body of the letter as a reader of the file has it, on one line.
func readBack(t *testing.T, pdf []byte) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "letter.pdf")
	if err := os.WriteFile(path, pdf, 0o600); err != nil {
		t.Fatal(err)
	}
	out, err := exec.Command("pdftotext", "-nopgbrk", "-x", "0", "-y", "60", "-W", "612", "-H", "682", path, "-").Output()
	if err != nil {
		t.Fatal(err)
	}
	return strings.Join(strings.Fields(strings.ReplaceAll(string(out), "\u00a0", " ")), " ")
}

// TestWhatIsIssuedHoldsWhatItMust takes letters from the case to the PDF and back:
// what the gates and the page let through holds contact, steps, answers and the
// day of completion, nothing unfinished, and nobody of another case.
func TestWhatIsIssuedHoldsWhatItMust(t *testing.T) {
	if _, err := exec.LookPath("pdftotext"); err != nil {
		t.Skip("pdftotext reads the letters back")
	}
	r := rand.New(rand.NewPCG(*lettersSeed, 9))
	o := newLettersOffice(t, r)
	mine := func(n int) data.Person {
		p := somePerson(r, 20+n)
		p.Given, p.Family = "Rosalind", "Achterberg"
		if n%2 == 1 { // asked for another address (45 CFR 164.522(b))
			p.Confidential, p.Alternative = true, data.Address{Street: "P.O. Box 7", City: "Eastbrook", State: "NY", Postal: "10009"}
		}
		return p
	}
	f := o.ready(mine(0))
	issued, refused := 0, map[string]int{}
	for i := range *lettersIssued {
		x, err := o.NewLetter(t.Context(), f, data.NoticeOfDecision, data.English)
		if err != nil {
			t.Fatal(err)
		}
		d := &x.Draft
		d.CompletedOn = x.Today
		var did []string
		for range r.IntN(3) {
			did = append(did, o.spoil(r, d))
		}
		var pdf []byte
		write := func(x data.LetterFacts) (file []byte, pages int, err error) {
			pdf, pages, err = letter.Final(false)(x)
			return pdf, pages, err
		}
		now, err := o.IssueLetter(t.Context(), f.Key, *d, write)
		if err == nil {
			issued++
			o.check(readBack(t, pdf), now, *d, fmt.Sprintf("letter %d, seed %d, after %q", i, *lettersSeed, did))
			f = o.ready(mine(issued))
			continue
		}
		var m data.Missing
		if !errors.As(err, &m) {
			t.Fatalf("letter %d: %v", i, err)
		}
		for _, g := range append(m, letter.Gaps(x)...) { // the page is asked last
			refused[g.Code]++
		}
	}
	for _, code := range []string{"letter.stranger.name", "letter.stranger.phone", "letter.character", "letter.placeholder", "letter.answer"} {
		if refused[code] == 0 && *lettersIssued >= 80 {
			t.Errorf("nothing was refused as %s, so nothing was proved of it", code)
		}
	}
	if issued == 0 {
		t.Error("no letter was issued")
	}
	t.Logf("%d issued, refused: %v", issued, refused)
}

func (o *lettersOffice) check(text string, f data.CaseFile, d data.LetterDraft, what string) {
	o.t.Helper()
	must := []string{d.Contact, d.CompletedOn.Long()}
	must = append(must, d.Steps...)
	for _, a := range d.Findings {
		must = append(must, a.Text)
	}
	if len(d.Steps) == 0 || len(d.Findings) != len(f.Issues) || d.Contact == "" || d.CompletedOn.IsZero() {
		o.t.Errorf("%s: issued without %+v", what, d)
	}
	for _, m := range must {
		if m = strings.Join(strings.Fields(m), " "); !strings.Contains(text, m) {
			o.t.Errorf("%s: the page lacks %q:\n%s", what, m, text)
		}
	}
	digits := strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' {
			return r
		}
		return -1
	}, text)
	lower := strings.ToLower(text)
	never := []string{"[", "xx/xx", "tbd", "was fired", "gracias por contarnos"}
	for i, p := range o.others {
		never = append(never, strings.ToLower(p.Given+" "+p.Family), strings.ToLower(p.Family+", "+p.Given), strings.ToLower(p.MRN), strings.ToLower(o.cases[i]))
		if phone := strings.NewReplacer("(", "", ")", "", " ", "", "-", "").Replace(p.Phone); strings.Contains(digits, phone) {
			o.t.Errorf("%s: the page holds the phone number of another case", what)
		}
		for _, layout := range []string{"January 2, 2006", "1/2/2006"} {
			if strings.Contains(text, p.BirthDate.Format(layout)) {
				o.t.Errorf("%s: the page holds a birth date of another case", what)
			}
		}
	}
	if p, _ := f.Person(data.RolePatient); p.Confidential {
		never = append(never, "12 elm street")
		if !strings.Contains(text, "P.O. Box 7") {
			o.t.Errorf("%s: the letter does not go to the address that was asked for", what)
		}
	}
	for _, n := range never {
		if strings.Contains(lower, n) {
			o.t.Errorf("%s: the page holds %q", what, n)
		}
	}
}
