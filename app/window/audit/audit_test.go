package audit

import (
	"context"
	"fmt"
	"slices"
	"testing"

	"fyne.io/fyne/v2"

	"rapport/app/window/desk"
	"rapport/app/window/officetest"
	"rapport/app/window/ui"
	"rapport/data"
	"rapport/data/practice"
	"rapport/data/store"
	"rapport/data/vault"
)

type office struct {
	*officetest.Office
	screen *Screen
}

func newOffice(t *testing.T) *office {
	t.Helper()
	o := &office{Office: officetest.New(t)}
	o.look()
	return o
}

func (o *office) look() {
	o.screen = New(o.Desk)
	o.Show(o.screen)
}

// again locks the case file, so that what was still to be written is in the
// chain, lets between work on the folder, and signs in anew.
func (o *office) again(between func(dir string)) {
	o.Helper()
	dir := o.Session.File().Dir()
	if err := o.Session.Close(context.Background()); err != nil {
		o.Fatal(err)
	}
	if between != nil {
		between(dir)
	}
	file, err := store.Open(dir)
	if err != nil {
		o.Fatal(err)
	}
	o.Cleanup(func() {
		if err := file.Close(); err != nil {
			o.Log(err) // a chain that was tampered with refuses the last entry
		}
	})
	if o.Session, err = file.SignIn(o.Context(), practice.Officer, practice.Passphrase); err != nil {
		o.Fatal(err)
	}
	o.Desk.Session = o.Session
	o.look()
}

func (o *office) actions() []string {
	var all []string
	for _, e := range o.screen.table.Rows() {
		all = append(all, e.Action)
	}
	return all
}

func (o *office) wantActions(what string, want ...string) {
	o.Helper()
	if got := o.actions(); !slices.Equal(got, want) {
		o.Errorf("%s: the list is %q, want %q", what, got, want)
	}
}

func TestEachFilterChoosesItsEntries(t *testing.T) {
	o := newOffice(t)
	f := o.Open(o.Complaint())
	o.Case(f.Number)
	o.again(nil)
	everything := o.actions()
	for _, want := range []string{"session.start", "case.open", "case.view", "session.end"} {
		if !slices.Contains(everything, want) {
			t.Fatalf("%s is not in the chain: %q", want, everything)
		}
	}
	signIns := []string{}
	for _, a := range everything {
		if a == "session.start" || a == "session.end" {
			signIns = append(signIns, a)
		}
	}
	day := func(n int) string { return ui.ShortDay(o.Today().AddDays(n)) }
	for _, c := range []struct {
		what string
		set  func()
		want []string
	}{
		{"everything", func() {}, everything},
		{"signing in", func() { o.Pick("What", "Signing in") }, signIns},
		{"looking at cases", func() { o.Pick("What", "Looking at cases") }, []string{"case.view"}},
		{"cases", func() { o.Pick("What", "Cases") }, []string{"case.view", "case.open"}},
		{"letters", func() { o.Pick("What", "Letters") }, nil},
		{"backups", func() { o.Pick("What", "Backups and checks") }, []string{"file.create"}},
		{"by the officer", func() { o.Pick("Who", practice.Officer) }, everything},
		{"from tomorrow", func() { o.Fill("From", day(1)) }, nil},
		{"from today", func() { o.Fill("From", day(0)) }, everything},
		{"to yesterday", func() { o.Fill("To", day(-1)) }, nil},
		{"to today", func() { o.Fill("To", day(0)) }, everything},
	} {
		o.look()
		c.set()
		o.wantActions(c.what, c.want...)
	}
	o.Fill("To", day(-1))
	o.Sees("No entry fits.")
}

func TestEntriesOfOneOfficerAreThoseOfNobodyElse(t *testing.T) {
	o := newOffice(t)
	other := practice.Setup().Officer
	other.Name, other.Roles = "Ellis Moorcroft", data.FullRoles
	const passphrase = "nine brass lanterns on a slow canal"
	officetest.Prove(t, o.Session, practice.Passphrase)
	if err := o.Session.AddOfficer(t.Context(), other, passphrase); err != nil {
		t.Fatal(err)
	}
	file := o.Session.File()
	if err := o.Session.Lock(context.Background()); err != nil {
		t.Fatal(err)
	}
	s, err := file.SignIn(t.Context(), other.Name, passphrase)
	if err != nil {
		t.Fatal(err)
	}
	o.Session, o.Desk.Session = s, s
	o.look()
	all := len(o.actions())
	o.Pick("Who", other.Name)
	o.wantActions("by Ellis", "session.start")
	o.Pick("Who", "Anybody")
	if n := len(o.actions()); n != all || n < 4 {
		t.Errorf("of anybody there are %d entries, before there were %d", n, all)
	}
}

func TestAnEntryShowsWhatItHoldsAndLeadsToItsCase(t *testing.T) {
	o := newOffice(t)
	f := o.Open(o.Complaint())
	set := o.Session.Settings()
	set.IdleMinutes = 7
	if err := o.Session.SaveSettings(t.Context(), set); err != nil {
		t.Fatal(err)
	}
	o.look()
	o.Window.Canvas().Focus(o.screen.table)
	o.Key(fyne.KeyHome)
	o.Sees("Idle minutes: 10 → 7")
	o.Key(fyne.KeyReturn) // an entry about no case leads nowhere
	o.Key(fyne.KeyDown)
	o.Key(fyne.KeyReturn)
	if want := []officetest.Place{{Number: f.Number, At: desk.History}}; !slices.Equal(o.Floor.Cases, want) {
		t.Errorf("opened were %v, want %v", o.Floor.Cases, want)
	}
}

func TestAPurgedEntrySaysThatItsDetailsAreGone(t *testing.T) {
	o := newOffice(t)
	o.screen.showDetail(store.AuditEntry{Purged: true})
	o.Sees("The details of this entry were removed by a purge")
}

func TestMoreEntriesThanAPageAreListedOnceEach(t *testing.T) {
	o := newOffice(t)
	for range 2*pageSize + 10 {
		if err := o.Session.RecordExport(t.Context(), "the summary of a month"); err != nil {
			t.Fatal(err)
		}
	}
	o.look()
	if n := len(o.screen.table.Rows()); n != pageSize {
		t.Fatalf("the first page holds %d", n)
	}
	for before := 0; before < len(o.screen.table.Rows()); {
		before = len(o.screen.table.Rows())
		o.Key(fyne.KeyEnd)
	}
	rows := o.screen.table.Rows()
	for i, e := range rows {
		if want := int64(len(rows) - i); e.Seq != want {
			t.Fatalf("entry %d of the list is number %d, want %d", i, e.Seq, want)
		}
	}
	if len(rows) < 2*pageSize+10 {
		t.Errorf("%d entries are listed", len(rows))
	}
}

func TestTheChainIsCheckedAndHolds(t *testing.T) {
	o := newOffice(t)
	o.Open(o.Complaint())
	o.Press("Check the log")
	o.Sees("The log is whole:", "none missing, none altered.")
}

func TestATamperedChainIsShown(t *testing.T) {
	for name, change := range map[string]string{
		"an officer exchanged": `update audit set officer = 'Somebody Else' where seq = 2`,
		"an entry removed":     `delete from audit where seq = 2`,
	} {
		t.Run(name, func(t *testing.T) {
			o := newOffice(t)
			o.Open(o.Complaint())
			o.again(func(dir string) {
				tamper(t, dir, `pragma foreign_keys = off`, `drop trigger audit_never_changes`, `drop trigger audit_never_goes`, change)
			})
			o.Press("Check the log")
			o.SeesNo("The log is whole")
			report, err := o.Session.VerifyChain(t.Context(), nil)
			if err != nil || report.OK() || report.BadSeq != 2 {
				t.Fatalf("the report is %+v, %v", report, err)
			}
			o.Sees(report.Problem)
			o.Press("Verify everything")
			o.Sees("Something is wrong with the case file", "look at this", report.Problem)
		})
	}
}

// tamper runs SQL past the session, as somebody with the passphrase and a
// shell could.
func tamper(t *testing.T, dir string, queries ...string) {
	t.Helper()
	v, err := vault.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	if err := v.Unlock(practice.Officer, practice.Passphrase); err != nil {
		t.Fatal(err)
	}
	db, err := v.DB(vault.DBOptions{})
	if err != nil {
		t.Fatal(err)
	}
	for _, q := range queries {
		if _, err := db.Write.Exec(q); err != nil {
			t.Fatal(err)
		}
	}
	if err := v.Close(); err != nil {
		t.Fatal(err)
	}
}

func TestTheCaseFileIsVerifiedPartByPart(t *testing.T) {
	o := newOffice(t)
	o.Press("Verify everything")
	o.Sees("The case file is in order", "all is well")
	o.SeesNo("look at this")
	o.Key(fyne.KeyEscape)
	if ui.DialogOpen(o.Window) {
		t.Error("Escape leaves the report where it is")
	}
}

func TestABackupIsMadeOnDemandAndIsInTheChain(t *testing.T) {
	o := newOffice(t)
	o.Press("Back up now")
	o.Sees("The backup is made and verified:")
	list, err := o.Session.Backups(t.Context())
	if err != nil || len(list) != 1 {
		t.Fatalf("there are %d backups, %v", len(list), err)
	}
	o.Sees(list[0].Path)
	o.Pick("What", "Backups and checks")
	o.wantActions("backups", "file.backup", "file.create")
}

func TestALockedCaseFileSaysSo(t *testing.T) {
	o := newOffice(t)
	if err := o.Session.Lock(context.Background()); err != nil {
		t.Fatal(err)
	}
	for _, press := range []string{"Check the log", "Verify everything", "Back up now"} {
		o.screen.message.Clear()
		o.Press(press)
		if ui.DialogOpen(o.Window) {
			t.Errorf("%s: a dialog is open", press)
		}
		o.Sees("The case file is locked. Sign in again")
	}
}

func TestAHeadFromPaperIsComparedWithTheChain(t *testing.T) {
	o := newOffice(t)
	facts, err := o.Session.SummaryFacts(t.Context(), data.MonthPeriod(o.Today().Month()))
	if err != nil {
		t.Fatal(err)
	}
	o.Press("Compare with paper …")
	o.Press("Compare")
	o.Sees("eight digits")
	o.Fill("Number and digits, as printed", fmt.Sprintf("entry %d, %s", facts.AuditSeq, facts.AuditHead))
	o.Press("Compare")
	o.Sees("as it was printed")
	o.Fill("Number and digits, as printed", "9,999 "+facts.AuditHead)
	o.Press("Compare")
	o.Sees("The case file is an older copy.")
}
