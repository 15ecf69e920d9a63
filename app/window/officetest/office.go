package officetest

import (
	"context"
	"errors"
	"path/filepath"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/widget"

	"rapport/app/window/desk"
	"rapport/app/window/ui"
	"rapport/data"
	"rapport/data/practice"
	"rapport/data/store"
	"rapport/data/vault"
)

// Cheap makes a passphrase guess cost next to nothing, in tests alone.
var Cheap = vault.KDF{Passes: 1, MemoryKiB: 64, Lanes: 1}

// Office is the practice office with an empty case file and its officer at the
// desk.
type Office struct {
	Eye
	Session *store.Session
	Floor   *Floor
	Clock   *ui.Inline
	Desk    *desk.Desk
}

// New opens the office; it closes with the test.
func New(t *testing.T) *Office {
	t.Helper()
	App(t)
	o := &Office{Eye: Eye{TB: t}, Clock: ui.RunInline(t), Floor: &Floor{}}
	o.Session = Store(t, filepath.Join(t.TempDir(), "store"))
	o.Window = test.NewTempWindow(t, widget.NewLabel(""))
	o.Window.SetPadded(false)
	o.Desk = &desk.Desk{Session: o.Session, Window: o.Window, Floor: o.Floor}
	t.Cleanup(func() { ui.CloseDialogs(o.Window) })
	return o
}

// App gives the test an app in the light look, and lets every caught fault
// fail it.
func App(t *testing.T) fyne.App {
	t.Helper()
	app := test.NewTempApp(t)
	ui.Apply(ui.LookLight, 1)
	ui.SetLocale(data.LocaleUS)
	before := ui.OnFault
	ui.OnFault = func(kind string, stack []byte) { t.Errorf("a fault was caught: %s\n%s", kind, stack) }
	t.Cleanup(func() { ui.OnFault = before })
	return app
}

// Store makes the case file of the practice office in dir; it closes with the
// test.
func Store(t *testing.T, dir string) *store.Session {
	t.Helper()
	s, _, err := store.Create(t.Context(), dir, practice.Setup(), store.WithKDF(Cheap))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(context.Background()); err != nil && !errors.Is(err, data.ErrLocked) {
			t.Error(err)
		}
	})
	return s
}

// Theirs is the passphrase of [Office.Colleague].
const Theirs = "herons over the weir seven quiet"

// Colleague is a second officer with every role of a small office.
var Colleague = data.Officer{Name: "Pat Winter", Title: "Director", Roles: data.FullRoles}

// Become gives the officer who is signed in the roles and no others; a colleague
// holds all of them.
func (o *Office) Become(roles data.OfficeRole) {
	o.Helper()
	Become(o.TB, o.Session, roles)
}

// Become gives whoever is signed in the roles and no others; a colleague holds
// all of them.
func Become(t testing.TB, s *store.Session, roles data.OfficeRole) {
	t.Helper()
	all, err := s.Officers(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if len(all) < 2 {
		Prove(t, s, practice.Passphrase)
		if err := s.AddOfficer(t.Context(), Colleague, Theirs); err != nil {
			t.Fatal(err)
		}
	}
	Prove(t, s, practice.Passphrase)
	me := s.Officer()
	me.Roles = roles
	if err := s.SaveOfficer(t.Context(), me); err != nil {
		t.Fatal(err)
	}
}

// Show puts a view into the window, as large as the smallest window leaves
// room for, and gives it the keyboard.
func (o *Office) Show(v desk.View) {
	o.Window.SetContent(ui.Margin(1, v.Content()))
	o.Window.Resize(fyne.NewSize(850, 570))
	v.Shown()
	if first, ok := v.(desk.Focuser); ok {
		o.Window.Canvas().Focus(first.FirstFocus())
	}
}

// Prove gives the passphrase again for the next thing that asks for it.
func (o *Office) Prove() { Prove(o, o.Session, practice.Passphrase) }

// Prove gives the passphrase of the officer who is signed in again.
func Prove(t testing.TB, s *store.Session, passphrase string) {
	t.Helper()
	if err := s.Prove(t.Context(), passphrase); err != nil {
		t.Fatal(err)
	}
}

// Today is the office's day.
func (o *Office) Today() data.Date { return o.Session.Settings().Today(time.Now()) }

// Days is noon of the office's day n days from today.
func (o *Office) Days(n int) time.Time {
	return o.Today().AddDays(n).Start(o.Session.Settings().Zone()).Add(12 * time.Hour)
}

// Complaint is a call of a patient's wife that the rules make a grievance. It
// was received an hour ago, or when the day began. All the names in it are made
// up.
func (o *Office) Complaint() data.Intake {
	received := time.Now().Add(-time.Hour)
	if day := o.Today().Start(o.Session.Settings().Zone()); received.Before(day) {
		received = day
	}
	return data.Intake{
		Channel: data.Phone, ReceivedAt: received, Unit: "4 West Medical", Relation: "spouse",
		Story:   "He rang for pain relief four times in the night. Nobody came until the day shift.",
		Patient: data.Person{Title: "Mr.", Given: "Walter", Family: "Fennimore", MRN: "0047811"},
		Complainant: data.Person{Title: "Ms.", Given: "Rosalind", Family: "Fennimore", Authority: data.AuthorityVerbal, Phone: "614-555-0111",
			Street: "12 Heron Street", City: "Lakeshore", State: "OH", Postal: "43999", AddressConfirmed: o.Today()},
		Issues: []data.Issue{
			{Words: "Nobody came when he rang", Category: "safety", Subcategory: "failure_to_respond", Severity: 2, Unit: "4 West Medical"},
			{Words: "The nurse said he should have rung louder", Category: "respect", Subcategory: "disrespect", Severity: 1},
		},
		Answers: data.Answers{AsksResponse: true},
	}
}

// Open makes a case of an intake.
func (o *Office) Open(in data.Intake) data.CaseFile {
	o.Helper()
	f, err := o.Session.OpenCase(o.Context(), in)
	return o.must(f, err)
}

// Investigated is the usual complaint with a finding for each issue, so that
// only the letter is still to be written.
func (o *Office) Investigated() data.CaseFile {
	o.Helper()
	ctx, s, f := o.Context(), o.Session, o.Open(o.Complaint())
	act := func(id data.ActionID) { f = o.must(s.Act(ctx, f.Key, id, "", data.Closing{})) }
	act(data.ActTriage)
	f = o.must(s.AddContact(ctx, f.Key, data.Contact{Mode: "phone", At: f.ReceivedAt, With: "Rosalind Fennimore", Summary: "We look into it."}, true))
	act(data.ActInvestigate)
	f = o.must(s.SaveStep(ctx, f.Key, data.Step{Kind: "record_review", Subject: "The call log of the night",
		From: o.Today().AddDays(-1), To: o.Today(), Minimum: "The log of that night alone.", DoneOn: o.Today(), Result: "Four calls.", InLetter: "We read the call log of that night."}))
	for _, issue := range f.Issues {
		f = o.must(s.RecordFinding(ctx, f.Key, issue.ID, data.Finding{Outcome: data.Substantiated, Answer: "You were right. The calls were not answered in time.", Reasons: "The log shows it."}))
	}
	act(data.ActFindings)
	return f
}

func (o *Office) must(f data.CaseFile, err error) data.CaseFile {
	o.Helper()
	var missing data.Missing
	if errors.As(err, &missing) {
		for _, gap := range missing {
			o.Log(gap.Sentence)
		}
	}
	if err != nil {
		o.Fatal(err)
	}
	return f
}

// Case is the case as the store has it.
func (o *Office) Case(number string) data.CaseFile {
	o.Helper()
	return o.must(o.Session.Case(o.Context(), number))
}

// MonthNumber is a number of a month as the store has it, -1 for one that is not
// known.
func (o *Office) MonthNumber(month data.Month, unit string, kind data.MeasureKind) int {
	o.Helper()
	all, err := o.Session.MonthNumbers(o.Context(), month, month)
	if err != nil {
		o.Fatal(err)
	}
	for _, n := range all {
		if n.Unit == unit && n.Kind == kind {
			return n.Value
		}
	}
	return -1
}
