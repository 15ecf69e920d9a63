package setup

import (
	"context"
	"errors"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/widget"

	"rapport/app/window/desk"
	"rapport/app/window/officetest"
	"rapport/app/window/ui"
	"rapport/data"
	"rapport/data/place"
	"rapport/data/store"
	"rapport/data/vault"
)

const passphrase = "nine brass lanterns on a slow canal"

// dangerous is what is the matter with the place of the newcomer's case file.
var dangerous = place.Place{Kind: place.Synced, Name: "OneDrive"}.Sentence()

// newcomer is somebody who sets Rapport up.
type newcomer struct {
	officetest.Eye
	dir    string
	office *Office

	made    []data.Setup
	fault   error // that the making of the case file answers with
	session *store.Session
	key     string
	backs   int
}

func newNewcomer(t *testing.T) *newcomer {
	t.Helper()
	officetest.App(t)
	ui.RunInline(t)
	n := &newcomer{Eye: officetest.Eye{TB: t, Window: test.NewTempWindow(t, widget.NewLabel(""))}, dir: filepath.Join(t.TempDir(), "store")}
	n.Window.Resize(fyne.NewSize(1024, 700))
	n.office = NewOffice(n.Window, dangerous, n.create, func(s *store.Session, key string) { n.session, n.key = s, key }, func() { n.backs++ })
	n.show(n.office.Content())
	t.Cleanup(func() {
		ui.CloseDialogs(n.Window)
		if n.session == nil {
			return
		}
		if err := n.session.Close(context.Background()); err != nil {
			t.Error(err)
		}
	})
	n.Sees("Step 1 of 3", "The case file lies in a folder of OneDrive.")
	return n
}

func (n *newcomer) show(content fyne.CanvasObject) {
	n.Window.SetContent(content)
	n.Window.Resize(fyne.NewSize(1024, 700))
}

func (n *newcomer) create(ctx context.Context, in data.Setup) (*store.Session, string, error) {
	n.made = append(n.made, in)
	if n.fault != nil {
		return nil, "", n.fault
	}
	return store.Create(ctx, n.dir, in, store.WithKDF(officetest.Cheap))
}

var answers = []map[string]string{
	{"Hospital": "Heron Bay Hospital", "Street address": "2 Bay Road", "City": "Heron Bay", "State": "MI", "ZIP code": "49999", "Office": "Patient Voice", "Phone of the office": "616-555-0100"},
	{"Acknowledge within (business days)": "3", "Decide in writing within (calendar days)": "10", "Time zone": "America/Detroit"},
	{"Your name": "Ellis Moorcroft", "Credentials": "RN", "Title": "Director", "New passphrase": passphrase, "The same passphrase again": passphrase},
}

var buttons = []string{"Next", "Next", "Create the case file"}

// answer fills the steps before and then the fields of the step.
func (n *newcomer) answer(step int) {
	n.Helper()
	for i := range step + 1 {
		for label, text := range answers[i] {
			n.Fill(label, text)
		}
		if i < step {
			n.Press(buttons[i])
		}
	}
}

func TestTheSetUpMakesTheCaseFileAsItWasAnswered(t *testing.T) {
	n := newNewcomer(t)
	n.answer(2)
	n.Press("Create the case file")
	if n.session == nil {
		t.Fatalf("there is no case file; the officer sees: %s", n.Words())
	}
	want := data.DefaultSettings()
	want.Facility, want.Office, want.Phone, want.TimeZone = "Heron Bay Hospital", "Patient Voice", "616-555-0100", "America/Detroit"
	want.Address = data.Address{Street: "2 Bay Road", City: "Heron Bay", State: "MI", Postal: "49999"}
	want = want.WithStandard(data.Standard{Clock: data.ClockAcknowledge, Days: 3, Unit: data.BusinessDays}).
		WithStandard(data.Standard{Clock: data.ClockDecide, Days: 10, Unit: data.CalendarDays})
	if got := n.session.Settings(); !reflect.DeepEqual(got, want) {
		t.Errorf("the settings are %+v\nwant %+v", got, want)
	}
	if got, want := n.session.Officer(), (data.Officer{Name: "Ellis Moorcroft", Credentials: "RN", Title: "Director", Phone: "616-555-0100", Roles: data.FullRoles}); got != want {
		t.Errorf("the officer is %+v, want %+v", got, want)
	}
	file := n.session.File()
	if err := n.session.Lock(context.Background()); err != nil {
		t.Fatal(err)
	}
	if _, err := file.SignIn(t.Context(), "Ellis Moorcroft", passphrase); err != nil {
		t.Error(err)
	}
}

func TestEachWrongFieldSaysWhyAndStopsTheStep(t *testing.T) {
	type wrong struct{ label, text, says string }
	const empty, days = "Please fill this in.", "Give a number of days from 1 to 90."
	for step, fields := range [][]wrong{
		{{"Hospital", "", empty}, {"Street address", " ", empty}, {"City", "", empty}, {"State", "", empty}, {"ZIP code", "", empty}, {"Office", "", empty},
			{"Phone of the office", "", empty}, {"Hospital", strings.Repeat("x", 121), "This is 1 character too long"}},
		{{"Acknowledge within (business days)", "", empty}, {"Acknowledge within (business days)", "0", days}, {"Decide in writing within (calendar days)", "a week", days},
			{"Decide in writing within (calendar days)", "91", days}, {"Time zone", "", empty}},
		{{"Your name", "", empty}, {"Title", "", empty}, {"New passphrase", "short", "Too short: use at least 12 characters, or five words."},
			{"New passphrase", "Heron Bay Hospital", "This is a name that others know"}, {"The same passphrase again", "another one", "The two passphrases differ."}},
	} {
		n := newNewcomer(t)
		n.answer(step)
		for _, w := range fields {
			n.SeesNo(w.says)
			n.Fill(w.label, w.text)
			n.Press(buttons[step])
			n.Sees(w.says)
			if n.office.at != step || len(n.made) > 0 {
				t.Errorf("%s %q is taken", w.label, w.text)
			}
			if !n.FocusedIn(w.label) {
				t.Errorf("%s is wrong, and the keyboard is elsewhere", w.label)
			}
			n.Fill(w.label, answers[step][w.label])
			n.office.steps[step].form.Submit()
		}
	}
}

func TestATimeZoneThatNobodyKnowsIsExplained(t *testing.T) {
	n := newNewcomer(t)
	n.answer(1)
	n.Fill("Time zone", "Lakeshore time")
	n.Press("Next")
	n.Sees("No such time zone is known")
	if n.office.at != 1 {
		t.Error("the set-up went on all the same")
	}
	if n.session != nil {
		t.Error("the case file was made all the same")
	}
}

func TestBackKeepsWhatWasTyped(t *testing.T) {
	n := newNewcomer(t)
	n.answer(1)
	n.Press("Back")
	n.Sees("Step 1 of 3")
	if got := n.office.facility.Text; got != "Heron Bay Hospital" {
		t.Errorf("the hospital is %q", got)
	}
	n.Press("Next")
	if got := n.office.decide.Text; got != "10" {
		t.Errorf("the standard is %q", got)
	}
	n.Press("Back")
	n.Press("Back")
	if n.backs != 1 || len(n.made) != 0 {
		t.Errorf("back at the welcome %d times, %d case files made", n.backs, len(n.made))
	}
}

func TestEnterGoesOnFromAField(t *testing.T) {
	n := newNewcomer(t)
	n.answer(0)
	n.Window.Canvas().Focus(n.office.phone)
	n.Key(fyne.KeyReturn)
	n.Sees("Step 2 of 3", "Your response standard")
	if n.Window.Canvas().Focused() != fyne.Focusable(n.office.acknowledge) {
		t.Error("the keyboard is not in the first field")
	}
}

func TestACaseFileThatIsThereIsLeftAlone(t *testing.T) {
	n := newNewcomer(t)
	n.fault = vault.ErrExists
	n.answer(2)
	n.Press("Create the case file")
	n.Sees("There is already a case file in this folder.", "nothing was changed")
	if n.session != nil || n.office.pass.Text() != passphrase {
		t.Error("what was typed is gone")
	}
	n.fault = nil
	n.Press("Create the case file")
	if n.session == nil {
		t.Errorf("the second try failed: %s", n.Words())
	}
}

func TestTheFirstStepAsksForTheDiskEncryptionOfTheSystem(t *testing.T) {
	n := newNewcomer(t)
	n.Sees(place.DiskSentence())
	n.answer(1)
	n.SeesNo("swap and hibernation")
	n.Press("Back")
	n.Sees("swap and hibernation")
}

func TestTheRecoveryKeyMustBeConfirmedFromTheCopy(t *testing.T) {
	n := newNewcomer(t)
	const key = "ABCD-EFGH-JKMN-PQRS-TVWX-YZ23"
	done, saved := 0, 0
	r := NewRecovery(n.Window, key, func() { saved++ }, func() { done++ })
	n.show(r.Content())
	n.Sees("ABCD - EFGH - JKMN - PQRS - TVWX", "YZ23", "It is shown only this once.")
	for _, wrong := range []string{"", "ABCD", "TVWX", "YZ2"} {
		n.Type(r.last, wrong)
		n.Press("I have it. Start working")
		if done != 0 {
			t.Fatalf("%q is taken for the last group", wrong)
		}
	}
	n.Sees("That is not the last group.")
	n.Press("Save a sheet to print …")
	n.Type(r.last, " yz23 ")
	n.Press("I have it. Start working")
	if done != 1 || saved != 1 {
		t.Errorf("went on %d times, the sheet was offered %d times", done, saved)
	}
}

func TestTheSheetHasTheVeryKey(t *testing.T) {
	n := newNewcomer(t)
	n.answer(2)
	n.Press("Create the case file")
	file := filepath.Join(t.TempDir(), "sheet.pdf")
	desk.SaveRecoverySheet(n.Window, n.session, n.key)
	n.Fill("File", file)
	n.Press("Save")
	n.Sees("whoever has it can open the case file")
	plain := strings.NewReplacer(" ", "", "-", "")
	if text := officetest.PDFTool(t, "pdftotext", file); len(n.key) < 20 || !strings.Contains(plain.Replace(text), plain.Replace(n.key)) {
		t.Errorf("the key %s is not on the sheet: %s", n.key, text)
	}
}

func TestTheWelcomeMakesNothingByItself(t *testing.T) {
	n := newNewcomer(t)
	began, ready, made := 0, 0, 0
	fault := error(nil)
	w := NewWelcome(func() { began++ }, func(_ context.Context, progress func(done, total int)) error {
		made++
		progress(1, 2)
		return fault
	}, func() { ready++ })
	n.show(w.Content())
	n.Sees("Welcome to Rapport", "Nothing is sent anywhere.")
	if began+ready+made != 0 {
		t.Fatal("something was begun by itself")
	}
	n.Press("Set up Rapport")
	if began != 1 || made != 0 {
		t.Errorf("the set-up began %d times, practice data was made %d times", began, made)
	}
	fault = vault.ErrExists
	n.Press("Try it with practice data")
	n.Sees("There is already a case file in this folder.")
	if ready != 0 {
		t.Fatal("the practice data is taken for ready")
	}
	fault = nil
	n.Press("Try it with practice data")
	if ready != 1 || made != 2 {
		t.Errorf("ready %d times, made %d times", ready, made)
	}
}

func TestMakingPracticeDataCanBeStopped(t *testing.T) {
	n := newNewcomer(t)
	var stopped error
	page := NewPracticePage(func(ctx context.Context, _ func(done, total int)) error {
		n.Press("Cancel")
		stopped = ctx.Err()
		return stopped
	}, func() { t.Error("the practice data is taken for ready") }, func() { n.backs++ })
	n.show(page.Content())
	n.Press("Try it with practice data")
	n.Sees("Stopped. Nothing was kept.")
	if !errors.Is(stopped, context.Canceled) || !n.Shows("Try it with practice data") {
		t.Errorf("the making was told %v", stopped)
	}
	n.Press("Go back to the real case file")
	if n.backs != 1 {
		t.Error("there is no way back")
	}
}
