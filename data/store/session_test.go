package store

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"runtime"
	"strings"
	"sync"
	"testing"

	"rapport/data"
	"rapport/data/practice"
	"rapport/data/vault"
)

func TestAfterLockEveryMethodSaysLocked(t *testing.T) {
	d := newDesk(t, true)
	f := d.open()
	ctx := t.Context()
	if err := d.Lock(ctx); err != nil {
		t.Fatal(err)
	}
	if err := d.Lock(ctx); err != nil {
		t.Errorf("locking twice gave %v", err)
	}
	only := func(_ any, err error) error { return err }
	for name, err := range map[string]error{
		"OpenCase":       only(d.OpenCase(ctx, spoken(d.clock.now()))),
		"Case":           only(d.Case(ctx, f.Number)),
		"Cases":          only(d.Cases(ctx, data.CaseQuery{})),
		"CountCases":     only(d.CountCases(ctx, data.CaseQuery{})),
		"Today":          only(d.Today(ctx, false)),
		"Snippets":       only(d.Snippets(ctx, "call", []int64{f.Key})),
		"SavedViews":     only(d.SavedViews(ctx)),
		"SaveView":       d.SaveView(ctx, data.SavedView{Name: "x"}),
		"AddNote":        only(d.AddNote(ctx, f.Key, data.Note{Class: data.NoteOrdinary, Text: "x"})),
		"Act":            only(d.Act(ctx, f.Key, data.ActTriage, "", data.Closing{})),
		"History":        only(d.History(ctx, f.Key, 0, 1)),
		"SummaryFacts":   only(d.SummaryFacts(ctx, data.MonthPeriod(data.Month{Year: 2026, Month: 3}))),
		"MonthNumbers":   only(d.MonthNumbers(ctx, data.Month{Year: 2026, Month: 3}, data.Month{Year: 2026, Month: 3})),
		"Freeze":         only(d.Freeze(ctx, data.MonthPeriod(data.Month{Year: 2026, Month: 2}), "", nil)),
		"NameTheme":      d.NameTheme(ctx, data.ThemeKey{}, data.NamedTheme{Name: "x", Owner: "y"}),
		"ImportFeedback": only(d.ImportFeedback(ctx, data.ImportFile{Source: "x"}, comments(), nil)),
		"Feedback":       only(d.Feedback(ctx, data.FeedbackQuery{})),
		"LetterPDF":      only(d.LetterPDF(ctx, f.Key, data.NewID())),
		"Officers":       only(d.Officers(ctx)),
		"Audit":          only(d.Audit(ctx, AuditQuery{})),
		"VerifyChain":    only(d.VerifyChain(ctx, nil)),
		"Verify":         only(d.Verify(ctx, false, nil)),
		"Backup":         only(d.Backup(ctx, "")),
		"Backups":        only(d.Backups(ctx)),
		"Places":         only(d.BackupPlaces(ctx)),
		"Copies":         only(d.Copies(ctx, "", nil)),
		"Restore":        only(d.Restore(ctx, RestoreOrder{Reason: "x"}, nil)),
		"Drill":          only(d.Drill(ctx, "", nil)),
		"Load":           d.Load(ctx, func(func(data.CaseFile) bool) {}, nil),
		"SaveDraft":      d.SaveDraft(ctx, "intake", nil),
		"SaveSettings":   d.SaveSettings(ctx, d.Settings()),
		"AddOfficer":     d.AddOfficer(ctx, data.Officer{Name: "A B", Title: "C"}, passphrase),
		"ChangePass":     d.ChangePassphrase(ctx, passphrase, passphrase+" again"),
		"RecordExport":   d.RecordExport(ctx, "x"),
		"AskPurge":       d.AskPurge(ctx, []int64{f.Key}, "x"),
		"ConfirmPurge":   only(d.ConfirmPurge(ctx, []int64{f.Key})),
		"PurgeableCases": only(d.PurgeableCases(ctx, data.Cursor{})),
		"PurgeRequests":  only(d.PurgeRequests(ctx)),
		"Themes":         only(d.Themes(ctx, f)),
	} {
		if !errors.Is(err, data.ErrLocked) {
			t.Errorf("%s gave %v", name, err)
		}
	}
}

func TestADraftSurvivesLockAndSignIn(t *testing.T) {
	d := newDesk(t, false)
	ctx := t.Context()
	f := d.open()
	if err := d.SaveDraft(ctx, "intake", []byte(`{"story":"half a sent`)); err != nil {
		t.Fatal(err)
	}
	if err := d.SaveLetterDraft(ctx, f.Key, data.LetterDraft{Kind: data.NoticeOfDecision, Words: map[string]string{"opening": "Thank you"}}); err != nil {
		t.Fatal(err)
	}
	entries := d.number(`select count(*) from audit`)
	d.again()
	got, at, err := d.Draft(ctx, "intake")
	if err != nil || string(got) != `{"story":"half a sent` || !at.Equal(monday) {
		t.Errorf("the draft is %q of %v, %v", got, at, err)
	}
	letter, there, err := d.LetterDraft(ctx, f.Key, data.NoticeOfDecision)
	if err != nil || !there || letter.Words["opening"] != "Thank you" {
		t.Errorf("the letter is %+v, %v, %v", letter, there, err)
	}
	if list := must[[]DraftInfo](t)(d.Drafts(ctx, "letter/")); len(list) != 1 || list[0].Name != "letter/"+f.Number+"/resolution" {
		t.Errorf("the drafts of letters are %v", list)
	}
	if n := d.number(`select count(*) from audit`); n != entries+2 { // end and start of a session
		t.Errorf("drafts left %d entries", n-entries-2)
	}
	if err := d.DeleteDraft(ctx, "intake"); err != nil {
		t.Fatal(err)
	}
	if _, _, err := d.Draft(ctx, "intake"); !errors.Is(err, data.ErrNotFound) {
		t.Errorf("a deleted draft gave %v", err)
	}
}

func TestReadersWorkWhileAnImportWrites(t *testing.T) {
	d := newDesk(t, false)
	f := d.open()
	rows := func(yield func(data.Feedback, error) bool) {
		for i := range 50 {
			if !yield(data.Feedback{ExternalID: fmt.Sprint(i), Text: "Good."}, nil) {
				return
			}
			// The import holds the writer now; a reader sees the last commit.
			if _, err := d.Case(t.Context(), f.Number); err != nil {
				t.Error(err)
			}
			if n := must[int](t)(d.CountFeedback(t.Context(), data.FeedbackQuery{})); n != 0 {
				t.Errorf("a reader sees %d comments that are not committed", n)
			}
		}
	}
	must[data.ImportCounts](t)(d.ImportFeedback(t.Context(), data.ImportFile{Source: "cards"}, rows, nil))
}

func TestManyGoroutinesMayUseOneSession(t *testing.T) {
	d := newDesk(t, false)
	f := d.open()
	var all sync.WaitGroup
	for i := range 8 {
		all.Go(func() {
			for range 10 {
				var err error
				if i%2 == 0 {
					_, err = d.AddNote(t.Context(), f.Key, data.Note{Class: data.NoteOrdinary, Text: "Called back."})
				} else {
					_, err = d.Case(t.Context(), f.Number)
				}
				if err != nil {
					t.Error(err)
				}
			}
		})
	}
	all.Wait()
	if got := caseDo(t)(d.Case(t.Context(), f.Number)); len(got.Notes) != 40 {
		t.Errorf("%d notes", len(got.Notes))
	}
	if r := must[ChainReport](t)(d.VerifyChain(t.Context(), nil)); !r.OK() {
		t.Error(r.Problem)
	}
}

func TestLockingBreaksALoadOffAndLeavesNothingOfIt(t *testing.T) {
	d := newDesk(t, true)
	today := d.Settings().Today(d.clock.now())
	locked := make(chan error, 1)
	cases := func(yield func(data.CaseFile) bool) {
		n := 0
		for f := range practice.Cases(2, 500, d.Settings(), today.AddDays(-100), today) {
			if n++; n == 100 {
				go func() { locked <- d.Session.Lock(context.Background()) }()
				for !d.Locked() {
					runtime.Gosched()
				}
			}
			if !yield(f) {
				return
			}
		}
	}
	if err := d.Load(t.Context(), cases, nil); !errors.Is(err, data.ErrLocked) {
		t.Errorf("loading gave %v", err)
	}
	if err := <-locked; err != nil {
		t.Fatal(err)
	}
	d.Session = must[*Session](t)(d.File().SignIn(t.Context(), "Dana Whitfield", passphrase))
	if n := d.number(`select count(*) from cases`) + d.number(`select count(*) from number_series`); n != 0 {
		t.Errorf("it left %d rows", n)
	}
}

func TestAnEndedContextEndsTheMethod(t *testing.T) {
	d := newDesk(t, false)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := d.Cases(ctx, data.CaseQuery{}); !errors.Is(err, context.Canceled) {
		t.Errorf("a list gave %v", err)
	}
	if _, err := d.OpenCase(ctx, spoken(d.clock.now())); !errors.Is(err, context.Canceled) {
		t.Errorf("a new case gave %v", err)
	}
	if d.open().Number != "PR-2026-00001" {
		t.Error("the case that was not opened took a number")
	}
}

func TestWatchersHearOfAChangeAfterItIsCommitted(t *testing.T) {
	d := newDesk(t, false)
	var heard []Event
	cancel := d.Subscribe(func(e Event) {
		heard = append(heard, e)
		if d.number(`select count(*) from cases`) != 1 {
			t.Error("heard before the commit")
		}
	})
	f := d.open()
	if len(heard) != 2 || heard[0] != (Event{CaseChanged, f.Key}) || heard[1] != (Event{TodayChanged, 0}) {
		t.Errorf("heard %v", heard)
	}
	cancel()
	caseDo(t)(d.AddNote(t.Context(), f.Key, data.Note{Class: data.NoteOrdinary, Text: "x"}))
	if len(heard) != 2 {
		t.Errorf("heard %v after cancelling", heard)
	}
}

// TestTwoProgramsCannotOpenOneCaseFile starts itself a second time.
func TestTwoProgramsCannotOpenOneCaseFile(t *testing.T) {
	if dir := os.Getenv("RAPPORT_TEST_SECOND"); dir != "" {
		_, err := Open(dir)
		fmt.Println("second:", errors.Is(err, vault.ErrInUse))
		return
	}
	d := newDesk(t, false)
	if _, err := Open(d.dir); !errors.Is(err, vault.ErrInUse) {
		t.Errorf("opening twice in one program gave %v", err)
	}
	cmd := exec.CommandContext(t.Context(), os.Args[0], "-test.run", "^TestTwoProgramsCannotOpenOneCaseFile$", "-test.v")
	cmd.Env = append(os.Environ(), "RAPPORT_TEST_SECOND="+d.dir)
	out, err := cmd.CombinedOutput()
	if err != nil || !strings.Contains(string(out), "second: true") {
		t.Errorf("a second program: %v\n%s", err, out)
	}
}

func TestFoldersWithoutACaseFileAreLeftAlone(t *testing.T) {
	dir := t.TempDir()
	if _, err := Open(dir); !errors.Is(err, vault.ErrNoCaseFile) {
		t.Errorf("an empty folder gave %v", err)
	}
	left, err := os.ReadDir(dir)
	if err != nil || len(left) != 0 {
		t.Errorf("it now holds %v, %v", left, err)
	}
}

func TestTheRecoveryKeyGivesANewPassphrase(t *testing.T) {
	d := newDesk(t, false)
	f := d.open()
	if err := d.Lock(t.Context()); err != nil {
		t.Fatal(err)
	}
	const fresh = "nine brave otters under the pier"
	s := must[*Session](t)(d.File().SignInWithRecoveryKey(t.Context(), strings.ToLower(d.key), "Dana Whitfield", fresh))
	d.Session = s
	caseDo(t)(s.Case(t.Context(), f.Number))
	if err := s.Lock(t.Context()); err != nil {
		t.Fatal(err)
	}
	if _, err := d.File().SignIn(t.Context(), "Dana Whitfield", passphrase); !errors.Is(err, vault.ErrWrongPassphrase) {
		t.Errorf("the old passphrase gave %v", err)
	}
	d.Session = must[*Session](t)(d.File().SignIn(t.Context(), "Dana Whitfield", fresh))
}

func TestASecondOfficerMaySignIn(t *testing.T) {
	d := newDesk(t, false)
	const theirs = "four tall lamps beside the harbour"
	mo := data.Officer{Name: "Mo Adeyemi", Title: "Patient Advocate", Roles: data.RoleOfficer}
	if err := d.AddOfficer(t.Context(), mo, theirs); err != nil {
		t.Fatal(err)
	}
	if err := d.AddOfficer(t.Context(), mo, theirs); !errors.Is(err, vault.ErrOfficerExists) {
		t.Errorf("adding twice gave %v", err)
	}
	if err := d.Lock(t.Context()); err != nil {
		t.Fatal(err)
	}
	d.Session = must[*Session](t)(d.File().SignIn(t.Context(), "Mo Adeyemi", theirs))
	if f := d.open(); f.Owner != "Mo Adeyemi" || f.EnteredBy != "Mo Adeyemi" || d.Officer().Title != "Patient Advocate" {
		t.Errorf("owner %s, entered by %s", f.Owner, f.EnteredBy)
	}
	mo.Title = "Senior Advocate"
	if err := d.SaveOfficer(t.Context(), mo); err != nil || d.Officer().Title != "Senior Advocate" {
		t.Errorf("the title is %q, %v", d.Officer().Title, err)
	}
	if all := must[[]data.Officer](t)(d.Officers(t.Context())); len(all) != 2 {
		t.Errorf("the officers are %v", all)
	}
}

func TestSettingsAreCheckedKeptAndInTheChain(t *testing.T) {
	d := newDesk(t, false)
	set := d.Settings()
	set = set.WithStandard(data.Standard{Clock: data.ClockDecide, Days: 0, Unit: data.CalendarDays})
	if err := d.SaveSettings(t.Context(), set); !errors.As(err, new(data.Missing)) {
		t.Errorf("zero days gave %v", err)
	}
	set = set.WithStandard(data.Standard{Clock: data.ClockDecide, Days: 10, Unit: data.CalendarDays})
	if err := d.SaveSettings(t.Context(), set); err != nil {
		t.Fatal(err)
	}
	d.again()
	if got := d.Settings().Standard(data.ClockDecide).Days; got != 10 {
		t.Errorf("%d days after signing in again", got)
	}
	f := d.open()
	if due := f.Clocks[1].Due; due != d.Settings().Today(f.ReceivedAt).AddDays(10) {
		t.Errorf("the decision is due on %s", due)
	}
	if e := must[[]AuditEntry](t)(d.Audit(t.Context(), AuditQuery{Action: "settings.save"})); len(e) != 1 || !strings.Contains(e[0].Before, `"clock":"decision","days":7`) {
		t.Errorf("the chain says %+v", e)
	}
}

func TestPracticeCasesComeIntoPracticeFilesAlone(t *testing.T) {
	d := newDesk(t, false)
	if err := d.Load(t.Context(), func(func(data.CaseFile) bool) {}, nil); !errors.Is(err, data.ErrNotAllowed) {
		t.Errorf("loading gave %v", err)
	}
}
