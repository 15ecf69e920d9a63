package store

import (
	"bytes"
	"context"
	"database/sql"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"rapport/data"
	"rapport/data/vault"
)

// canary is a word that stands nowhere but in the case that is purged.
const canary = "quixotrophic"

const theirs = "herons over the weir seven quiet"

// second lets another officer in beside the first.
func (d *desk) second() {
	d.t.Helper()
	if err := d.AddOfficer(d.t.Context(), data.Officer{Name: "Pat Winter", Title: "Director", Roles: data.FullRoles}, theirs); err != nil {
		d.t.Fatal(err)
	}
}

// as signs an officer in.
func (d *desk) as(name, pass string) {
	d.t.Helper()
	if err := d.Lock(d.t.Context()); err != nil {
		d.t.Fatal(err)
	}
	d.Session = must[*Session](d.t)(d.File().SignIn(d.t.Context(), name, pass, ForCommand()))
}

// fullCase is a closed case that has the canary in everything that is written.
func (d *desk) fullCase() data.CaseFile {
	d.t.Helper()
	ctx, do := d.t.Context(), caseDo(d.t)
	in := spoken(d.clock.now().Add(-time.Hour))
	in.Story, in.Remedy, in.Patient.Family = "The "+canary+" pump ran dry.", "A "+canary+" apology", canary
	in.Issues[0].Words = canary + " came late."
	f := do(d.OpenCase(ctx, in))
	key := f.Key
	today := d.Settings().Today(d.clock.now())
	do(d.AddNote(ctx, key, data.Note{Class: data.NoteOrdinary, Text: "She sounded " + canary}))
	do(d.AddNote(ctx, key, data.Note{Class: data.NoteRestricted, Text: "Restricted " + canary}))
	do(d.SaveAdvocacy(ctx, key, data.Advocacy{Kind: data.AdvocacyKinds[0].Value, Goal: canary, Outcome: "achieved", DoneOn: today}))
	do(d.SaveRecord(ctx, key, &data.FilingOffer{On: today, Declined: true, Reason: canary}))
	do(d.AddAttachment(ctx, key, added(canary+".txt", data.NoteOrdinary), strings.NewReader("The pump "+canary+" ran dry.")))
	if err := d.SaveDraft(ctx, "case/"+f.Number+"/contact", []byte(canary)); err != nil {
		d.t.Fatal(err)
	}
	f = d.resolve(f)
	notice := d.notice(f)
	notice.SetWords("opening", "Thank you. "+canary)
	f = do(d.IssueLetter(ctx, key, notice, paper(append([]byte(canary), pages...))))
	do(d.RecordDispatch(ctx, key, f.Letters[0].ID, data.Dispatch{Method: "post", On: today, Tracking: canary}))
	f = do(d.RecordReturn(ctx, key, f.Letters[0].ID, data.LetterReturn{On: today, Why: canary}))
	do(d.SettleReturn(ctx, key, f.Returns[0].ID, "Told her "+canary))
	if err := d.RecordEmailCopy(ctx, key, f.Letters[0].ID, canary+"@example.org"); err != nil {
		d.t.Fatal(err)
	}
	if err := d.SaveLetterDraft(ctx, key, data.LetterDraft{Kind: data.Acknowledgement, Words: map[string]string{"opening": canary}}); err != nil {
		d.t.Fatal(err)
	}
	closing := settled(data.ClosedSatisfied, 0)
	closing.NoAction = canary
	return do(d.Act(ctx, key, data.ActClose, "", closing))
}

// traces looks for a word in every table of the case file, those of the search
// index too, and in every page that the database has, free ones too.
func (d *desk) traces(word string) []string {
	d.t.Helper()
	var tables, found []string
	err := d.base.read(context.Background(), func(t *tx) error {
		err := t.each(`select name from sqlite_schema where type = 'table' order by name`, nil, scanTexts(func(name string) { tables = append(tables, name) }))
		if err != nil {
			return err
		}
		for _, table := range tables {
			if err := t.each(`select * from `+table, nil, func(r *sql.Rows) error {
				names, err := r.Columns()
				if err != nil {
					return err
				}
				cells := make([]sql.RawBytes, len(names))
				into := make([]any, len(names))
				for i := range cells {
					into[i] = &cells[i]
				}
				if err := r.Scan(into...); err != nil {
					return err
				}
				for i, c := range cells {
					if bytes.Contains(bytes.ToLower(c), []byte(word)) && !slices.Contains(found, table+"."+names[i]) {
						found = append(found, table+"."+names[i])
					}
				}
				return nil
			}); err != nil {
				return err
			}
		}
		return t.each(`select data from sqlite_dbpage`, nil, func(r *sql.Rows) error {
			var page sql.RawBytes
			if err := r.Scan(&page); err != nil {
				return err
			}
			if bytes.Contains(bytes.ToLower(page), []byte(word)) && !slices.Contains(found, "a page") {
				found = append(found, "a page")
			}
			return nil
		})
	})
	if err != nil {
		d.t.Fatal(err)
	}
	return found
}

const monthsSummed = `select coalesce((select sum(cases) from month_kinds), 0) + coalesce((select sum(cases) from month_days), 0)`

func TestAPurgeLeavesNoWordOfTheCase(t *testing.T) {
	d := newDesk(t, false)
	ctx := t.Context()
	d.second()
	f := d.fullCase()
	other := d.open()
	backup, err := d.Backup(ctx, "")
	if err != nil {
		t.Fatal(err)
	}
	if got := d.traces(canary); len(got) < 10 || !slices.Contains(got, "a page") {
		t.Fatalf("before the purge the word is only in %v", got)
	}
	months := d.number(monthsSummed)
	d.clock.set(d.clock.now().AddDate(6, 0, 3))

	if err := d.AskPurge(ctx, []int64{f.Key}, "Kept long enough."); err != nil {
		t.Fatal(err)
	}
	if _, err := d.ConfirmPurge(ctx, []int64{f.Key}); !errors.As(err, new(data.Missing)) {
		t.Fatalf("the one who asked confirmed it: %v", err)
	}
	d.as("Pat Winter", theirs)
	if waiting := must[[]data.Purgeable](t)(d.PurgeRequests(ctx)); len(waiting) != 1 || waiting[0].Request.AskedBy != "Dana Whitfield" {
		t.Fatalf("what waits is %+v", waiting)
	}
	certs := must[[]data.PurgeCertificate](t)(d.ConfirmPurge(ctx, []int64{f.Key}))

	if got := d.traces(canary); len(got) > 0 {
		t.Errorf("the word is still in %v", got)
	}
	after := caseDo(t)(d.Case(ctx, f.Number))
	if after.State != data.StatePurged || after.Kind != f.Kind || !after.ReceivedAt.Equal(f.ReceivedAt) || len(after.People)+len(after.Notes)+len(after.Letters) > 0 {
		t.Errorf("the case is %+v", after)
	}
	c := certs[0]
	if c.Request.AskedBy != "Dana Whitfield" || c.Request.ConfirmedBy != "Pat Winter" || len(c.Digest) != 64 || len(c.Backups) == 0 {
		t.Errorf("the certificate is %+v", c)
	}
	if !slices.ContainsFunc(c.Removed, func(r data.RemovedCount) bool { return r.What == "notes" && r.Count == 2 }) {
		t.Errorf("removed were %+v", c.Removed)
	}
	if !slices.ContainsFunc(c.Backups, func(name string) bool { return strings.HasSuffix(backup.Path, name) }) {
		t.Errorf("the backup %s is not named in %v", backup.Path, c.Backups)
	}
	if now := d.number(monthsSummed); now != months {
		t.Errorf("the months count %d, before %d", now, months)
	}
	if page := must[data.CasePage](t)(d.Cases(ctx, data.CaseQuery{Text: f.Number})); len(page.Rows) != 1 || page.Rows[0].Patient != "" {
		t.Errorf("the list has %+v", page.Rows)
	}
	if caseDo(t)(d.Case(ctx, other.Number)).Story == "" {
		t.Error("another case lost its words")
	}
	if r := must[VerifyReport](t)(d.Verify(ctx, true, nil)); !r.OK() {
		t.Errorf("%+v", r)
	}
	if r := must[ChainReport](t)(d.VerifyChain(ctx, nil)); !r.OK() || r.Purged == 0 {
		t.Errorf("the chain: %+v", r)
	}
	if next := d.open(); next.Number == f.Number {
		t.Error("the number was used again")
	}
	if _, err := d.AddNote(ctx, f.Key, data.Note{Class: data.NoteOrdinary, Text: "x"}); !errors.Is(err, data.ErrWrongState) {
		t.Errorf("a note on a purged case: %v", err)
	}
}

func TestWhatIsKeptForGoodGoesByNoOtherWay(t *testing.T) {
	d := newDesk(t, false)
	f := d.fullCase()
	keep := []string{`delete from notes`, `delete from letters`, `delete from letter_pages`, `delete from dispatches`, `delete from audit_details`, `delete from attachments`, `delete from attachment_chunks`}
	refused := func(when string, queries ...string) {
		t.Helper()
		for _, query := range queries {
			if d.raw(query) == nil {
				t.Errorf("%s: %s was allowed", when, query)
			}
		}
	}
	refused("nobody asked", keep...)
	d.clock.set(d.clock.now().AddDate(6, 0, 3))
	if err := d.AskPurge(t.Context(), []int64{f.Key}, "Kept long enough."); err != nil {
		t.Fatal(err)
	}
	refused("only one has asked", keep...)
	refused("only one has asked", `update purges set stage = 'under way'`, `update purges set stage = 'under way', confirmed_by = asked_by`,
		`update purges set stage = 'done', confirmed_by = 'x'`, `insert into purges select 99, 'under way', 1, 'a', 'b', ''`)
	if err := d.raw(`update cases set flags = flags | 4`); err != nil {
		t.Fatal(err)
	}
	refused("a legal hold stands", `update purges set stage = 'under way', confirmed_by = 'Pat Winter'`)
}

func TestACaseIsPurgedOnlyAfterItsTime(t *testing.T) {
	d := newDesk(t, false)
	ctx := t.Context()
	d.second()
	f := d.fullCase()
	soon := d.clock.now().AddDate(6, 0, -1)
	var m data.Missing
	if err := d.AskPurge(ctx, []int64{f.Key}, "x"); !errors.As(err, &m) || !m.Has("retention.early") {
		t.Errorf("asked on the day of closing: %v", err)
	}
	d.clock.set(soon)
	if page := must[data.PurgePage](t)(d.PurgeableCases(ctx, data.Cursor{})); len(page.Rows) != 0 {
		t.Errorf("a day early the list has %+v", page.Rows)
	}
	d.clock.set(soon.AddDate(0, 0, 1))
	page := must[data.PurgePage](t)(d.PurgeableCases(ctx, data.Cursor{}))
	if len(page.Rows) != 1 || page.Rows[0].Row.Number != f.Number || page.More {
		t.Fatalf("on the day the list has %+v", page)
	}
	if err := d.AskPurge(ctx, []int64{f.Key}, "Kept long enough."); err != nil {
		t.Fatal(err)
	}
	caseDo(t)(d.PlaceHold(ctx, f.Key, "Counsel asked for it."))
	d.as("Pat Winter", theirs)
	if _, err := d.ConfirmPurge(ctx, []int64{f.Key}); !errors.As(err, &m) || !m.Has("retention") {
		t.Errorf("confirmed under a legal hold: %v", err)
	}
	caseDo(t)(d.ReleaseHold(ctx, f.Key, "Counsel agrees."))
	caseDo(t)(d.Act(ctx, f.Key, data.ActReopen, "She wrote again.", data.Closing{}))
	if waiting := must[[]data.Purgeable](t)(d.PurgeRequests(ctx)); len(waiting) != 0 {
		t.Errorf("reopening left the request %+v", waiting)
	}
}

func TestARequestForAPurgeCanBeTakenBack(t *testing.T) {
	d := newDesk(t, false)
	ctx := t.Context()
	f := d.fullCase()
	d.clock.set(d.clock.now().AddDate(6, 0, 3))
	for range 2 {
		if err := d.AskPurge(ctx, []int64{f.Key}, "Kept long enough."); err != nil {
			t.Fatal(err)
		}
		if err := d.AskPurge(ctx, []int64{f.Key}, "Kept long enough."); !errors.As(err, new(data.Missing)) {
			t.Errorf("asked twice: %v", err)
		}
		if err := d.RefusePurge(ctx, []int64{f.Key}, "A study needs it."); err != nil {
			t.Fatal(err)
		}
	}
	if f = caseDo(t)(d.Case(ctx, f.Number)); f.Purged.Asked() || f.Story == "" {
		t.Errorf("the case carries %+v", f.Purged)
	}
}

func TestTheListOfPurgeableCasesIsReadInPages(t *testing.T) {
	d := newDesk(t, true)
	ctx := t.Context()
	want := 0
	for i := range purgePage + 7 {
		in := spoken(d.clock.now().Add(-time.Hour))
		in.Nature = data.Compliment
		f := caseDo(t)(d.OpenCase(ctx, in))
		if i%5 == 0 { // one that must be kept among them
			caseDo(t)(d.SaveRecord(ctx, f.Key, &data.ActionPlan{What: "x", Owner: "y", Due: d.Settings().Today(d.clock.now()), Strength: "weak"}))
		} else {
			want++
		}
		caseDo(t)(d.Act(ctx, f.Key, data.ActClose, "", data.Closing{Reason: data.ClosedSatisfied}))
	}
	d.clock.set(d.clock.now().AddDate(7, 0, 0))
	seen := map[string]bool{}
	page := must[data.PurgePage](t)(d.PurgeableCases(ctx, data.Cursor{}))
	for {
		for _, r := range page.Rows {
			seen[r.Row.Number] = true
		}
		if !page.More {
			break
		}
		page = must[data.PurgePage](t)(d.PurgeableCases(ctx, page.Next))
	}
	if len(seen) != want {
		t.Errorf("the pages have %d cases, want %d", len(seen), want)
	}
}

func TestThereIsNoCertificateBeforeThePurge(t *testing.T) {
	d := newDesk(t, false)
	f := d.fullCase()
	d.clock.set(d.clock.now().AddDate(6, 0, 3))
	if err := d.AskPurge(t.Context(), []int64{f.Key}, "Kept long enough."); err != nil {
		t.Fatal(err)
	}
	c, err := d.PurgeCertificate(t.Context(), f.Number)
	if !errors.Is(err, data.ErrNotFound) {
		t.Errorf("a certificate before the purge: %+v, %v", c, err)
	}
}

func TestACertificateNamesWhatARestorePutAsideUntilItIsRemoved(t *testing.T) {
	d := newDesk(t, false)
	ctx := t.Context()
	d.second()
	f := d.fullCase()
	backup := must[vault.BackupInfo](t)(d.Backup(ctx, ""))
	done := must[Restored](t)(d.Restore(ctx, RestoreOrder{Path: backup.Path, Reason: "An import was wrong."}, nil))
	d.signIn()
	d.clock.set(d.clock.now().AddDate(6, 0, 3))
	d.do(d.AskPurge(ctx, []int64{f.Key}, "Kept long enough."))
	d.as("Pat Winter", theirs)
	want := []string{filepath.Join("replaced", filepath.Base(done.Replaced))}
	if certs := must[[]data.PurgeCertificate](t)(d.ConfirmPurge(ctx, []int64{f.Key})); !slices.Equal(certs[0].Replaced, want) {
		t.Errorf("at the purge it names %q, and %s holds the case", certs[0].Replaced, want)
	}
	if cert := must[data.PurgeCertificate](t)(d.PurgeCertificate(ctx, f.Number)); !slices.Equal(cert.Replaced, want) {
		t.Errorf("the certificate names %q, and %s holds the case", cert.Replaced, want)
	}
	d.do(os.RemoveAll(done.Replaced))
	if cert := must[data.PurgeCertificate](t)(d.PurgeCertificate(ctx, f.Number)); len(cert.Replaced) > 0 || len(cert.Backups) == 0 {
		t.Errorf("after it was removed the certificate names %q and %q", cert.Replaced, cert.Backups)
	}
}
