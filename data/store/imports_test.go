package store

import (
	"context"
	"errors"
	"iter"
	"slices"
	"strings"
	"testing"
	"time"

	"rapport/data"
)

// oldLogRow is a row of an old log with a person, an issue, a note and days.
func oldLogRow(d *desk, number, family string) data.ImportedCase {
	received := d.clock.now().AddDate(0, -3, 0)
	return data.ImportedCase{Identity: number, Number: number, ReceivedAt: received, ClosedAt: received.AddDate(0, 0, 9), Kind: data.Grievance, Channel: data.Phone, Unit: "ICU",
		Story: "Nobody came to " + family + ".", Owner: "Kim Ito", Author: "Lee Marsh", WrittenOn: data.DateOf(received, time.UTC) + 1,
		AcknowledgedOn: data.DateOf(received, time.UTC) + 2, Closure: data.ClosedSatisfied, Digest: [32]byte{byte(len(number)), family[0]},
		People: []data.Person{{Role: data.RolePatient, Given: "Ivo", Family: family, MRN: "M" + number}},
		Issues: []data.Issue{{Words: "Nobody came.", Category: "respect", Severity: 2, Finding: data.Finding{Outcome: data.Substantiated}}},
		Texts:  []data.ImportedText{{Heading: "Remarks", Text: "Called twice."}},
		Gifts:  []data.Recovery{{On: data.DateOf(received, time.UTC) + 9, Item: "Gift card", Cents: 10_00}}}
}

func oldLogRows(rows ...data.ImportedCase) iter.Seq2[data.ImportedCase, error] {
	return func(yield func(data.ImportedCase, error) bool) {
		for _, r := range rows {
			if !yield(r, nil) {
				return
			}
		}
	}
}

var oldLog = data.ImportFile{Source: "old log", Name: "log.csv", SHA256: strings.Repeat("ab", 32), Headings: "h", Map: []byte(`{"name":"x"}`)}

func (d *desk) bringIn(rows ...data.ImportedCase) data.ImportCounts {
	d.t.Helper()
	return must[data.ImportCounts](d.t)(d.ImportCases(d.t.Context(), oldLog, oldLogRows(rows...), nil))
}

func TestAnImportedCaseSaysWhoWroteItAndWhoBroughtItIn(t *testing.T) {
	d := newDesk(t, false)
	counts := d.bringIn(oldLogRow(d, "17", "Vane"))
	page := must[data.CasePage](t)(d.Cases(t.Context(), data.CaseQuery{Text: "Vane"}))
	f := must[data.CaseFile](t)(d.Case(t.Context(), page.Rows[0].Number))
	if g := f.Recoveries; len(g) != 1 || g[0].Item != "Gift card" || g[0].By != "Lee Marsh" || !g[0].At.Equal(f.EnteredAt) || g[0].ID == (data.ID{}) {
		t.Errorf("the gifts are %+v", g)
	}
	if f.EnteredBy != "Lee Marsh" || data.DateOf(f.EnteredAt, d.Settings().Zone()) != f.Origin.WrittenOn || f.Owner != "Kim Ito" {
		t.Errorf("entered by %s on %s, owned by %s", f.EnteredBy, f.EnteredAt, f.Owner)
	}
	if o := f.Origin; o.By != d.Officer().Name || !o.At.Equal(d.clock.now()) || o.Import != counts.Import || o.Source != "old log" || o.Author != "Lee Marsh" {
		t.Errorf("the origin is %+v", o)
	}
	if n := f.Notes[0]; n.By != "Lee Marsh" || n.ImportedBy != d.Officer().Name || n.Text != "Remarks:\nCalled twice." {
		t.Errorf("the note is %+v", n)
	}
	met := map[data.ClockKind]data.Date{}
	for _, c := range f.Clocks {
		met[c.Kind] = c.MetOn
	}
	if met[data.ClockAcknowledge] != data.DateOf(f.ReceivedAt, time.UTC)+2 || met[data.ClockDecide] != data.DateOf(f.ClosedAt, d.Settings().Zone()) {
		t.Errorf("the duties were met on %v", met)
	}
	history := must[[]data.HistoryEntry](t)(d.History(t.Context(), f.Key, 0, 100))
	first := history[slices.IndexFunc(history, func(e data.HistoryEntry) bool { return e.Action == "case.open" })]
	if first.By != d.Officer().Name || !strings.Contains(first.Summary, "Lee Marsh wrote it down there") || !strings.Contains(first.After, `"written_on"`) || strings.Contains(first.After, "Nobody came") {
		t.Errorf("the history begins with %+v", first)
	}
}

func TestAnImportedCaseOfWhichTheLogDoesNotSayWhoWroteItNamesNobody(t *testing.T) {
	d := newDesk(t, false)
	row := oldLogRow(d, "18", "Quill")
	row.Author = ""
	d.bringIn(row)
	page := must[data.CasePage](t)(d.Cases(t.Context(), data.CaseQuery{Text: "Quill"}))
	f := must[data.CaseFile](t)(d.Case(t.Context(), page.Rows[0].Number))
	if f.Origin.Author != "" || f.EnteredBy != "old log" || f.Notes[0].By != "old log" || f.Owner != "Kim Ito" {
		t.Errorf("written down by %q, entered by %q, the note by %q, owned by %q", f.Origin.Author, f.EnteredBy, f.Notes[0].By, f.Owner)
	}
	for _, e := range must[[]data.HistoryEntry](t)(d.History(t.Context(), f.Key, 0, 100)) {
		if strings.Contains(e.Summary, "wrote it down") {
			t.Errorf("the history says %q", e.Summary)
		}
	}
}

func TestAnOpenImportedCaseOfSomebodyWhoIsNotHereComesToWhoImports(t *testing.T) {
	d := newDesk(t, false)
	open := oldLogRow(d, "1", "Vane")
	open.ClosedAt, open.Closure = time.Time{}, ""
	d.bringIn(open)
	page := must[data.CasePage](t)(d.Cases(t.Context(), data.CaseQuery{OpenOnly: true}))
	if len(page.Rows) != 1 || page.Rows[0].Owner != d.Officer().Name || page.Rows[0].NextWhat == "" {
		t.Errorf("the list has %+v", page.Rows)
	}
}

func TestARowThatChangedIsToldAndLeftAsItIs(t *testing.T) {
	d := newDesk(t, false)
	d.bringIn(oldLogRow(d, "1", "Vane"), oldLogRow(d, "2", "Quill"))
	changed := oldLogRow(d, "2", "Zeal")
	twice := oldLogRow(d, "1", "Other")
	got := d.bringIn(oldLogRow(d, "1", "Vane"), changed, twice)
	if got.Imported != 0 || got.Already != 1 || len(got.Changed) != 1 || got.Changed[0].Number != "2" || !strings.HasPrefix(got.Changed[0].Case, "PR-") || got.Changed[0].Row != 2 {
		t.Errorf("the second run is %+v", got)
	}
	if len(got.Refused) != 1 || got.Refused[0].Row != 3 || !strings.Contains(got.Refused[0].Reason, "row 1 has the same number") {
		t.Errorf("refused are %+v", got.Refused)
	}
	if n := d.number(`select count(*) from cases`); n != 2 {
		t.Errorf("%d cases are on file", n)
	}
}

func TestADryRunCountsAsTheImportAndWritesNothing(t *testing.T) {
	d := newDesk(t, false)
	d.bringIn(oldLogRow(d, "1", "Vane"))
	before := d.number(`select count(*) from audit`)
	dry := oldLog
	dry.DryRun = true
	rows := func(yield func(data.ImportedCase, error) bool) {
		_ = yield(oldLogRow(d, "1", "Vane"), nil) && yield(oldLogRow(d, "2", "Quill"), nil) && yield(data.ImportedCase{}, errors.New("its day is missing")) && yield(oldLogRow(d, "1", "Zeal"), nil)
	}
	said := must[data.ImportCounts](t)(d.ImportCases(t.Context(), dry, rows, nil))
	if after := d.number(`select count(*) from audit`); after != before || d.number(`select count(*) from cases`) != 1 || d.number(`select count(*) from imports`) != 1 {
		t.Errorf("a dry run wrote: %d entries before, %d after", before, after)
	}
	done := must[data.ImportCounts](t)(d.ImportCases(t.Context(), oldLog, rows, nil))
	if done.Import = (data.ID{}); text(t, said) != text(t, done) || said.Imported != 1 || len(said.Refused) != 2 {
		t.Errorf("the dry run said %+v, the import %+v", said, done)
	}
}

// mustVerify stops the test where the case file does not hold together.
func (d *desk) mustVerify() {
	d.t.Helper()
	if r := must[VerifyReport](d.t)(d.Verify(d.t.Context(), true, nil)); !r.OK() {
		d.t.Errorf("the case file does not verify: %+v", r.Checks)
	}
}

// figuresOf are the counts that must be as if an import had never been.
func figuresOf(d *desk) string {
	var all []string
	for _, table := range []string{"cases", "case_details", "people", "persons", "issues", "clocks", "notes", "dues", "case_events", "month_open", "case_facts", "month_kinds",
		"month_days", "due_facts", "letter_facts", "imported_cases", "feedback", "feedback_themes", "records"} {
		all = append(all, table, " ", text(d.t, d.number(`select count(*) from `+table)), "; ")
	}
	all = append(all, text(d.t, d.number(`select coalesce(sum(cases), 0) from month_kinds`)), text(d.t, d.number(`select coalesce(sum(cases), 0) from month_days`)))
	return strings.Join(all, "")
}

func TestUndoTakesTheWholeImportBackAlsoAfterARestart(t *testing.T) {
	d := newDesk(t, false)
	own := d.open()
	was := figuresOf(d)
	last := d.number(`select max(key) from cases`)
	counts := d.bringIn(oldLogRow(d, "1", "Vane"), oldLogRow(d, "2", "Quill"), oldLogRow(d, "3", "Zeal"))
	d.again()
	list := must[[]data.Import](t)(d.Imports(t.Context()))
	if len(list) != 1 || list[0].ID != counts.Import || list[0].By == "" || list[0].File.SHA256 != oldLog.SHA256 || list[0].File.Name != "log.csv" || list[0].Counts.Imported != 3 || list[0].Undone() {
		t.Fatalf("the list of imports is %+v", list)
	}
	told := 0
	it := must[data.Import](t)(d.UndoImport(t.Context(), counts.Import, false, func(done, of int) { told = done*10 + of }))
	if it.Removed != 3 || it.Stayed != 0 || told != 33 || len(it.Unused) != 1 || !strings.Contains(it.Unused[0], " to PR-") {
		t.Errorf("taken back: %+v, told %d", it, told)
	}
	if now := figuresOf(d); now != was {
		t.Errorf("before %s\nafter  %s", was, now)
	}
	if page := must[data.CasePage](t)(d.Cases(t.Context(), data.CaseQuery{Text: "Quill"})); len(page.Rows) != 0 {
		t.Error("a case that went is still found")
	}
	list = must[[]data.Import](t)(d.Imports(t.Context()))
	if !list[0].Undone() || list[0].UndoneBy != d.Officer().Name || list[0].Removed != 3 {
		t.Errorf("the list says %+v", list[0])
	}
	if _, err := d.UndoImport(t.Context(), counts.Import, false, nil); !errors.Is(err, data.ErrConflict) {
		t.Errorf("a second undo ended with %v", err)
	}
	// Neither keys nor numbers are given again.
	f := d.open()
	if f.Key <= last+3 || slices.Contains([]string{"PR-2026-00001"}, f.Number) && f.Key == own.Key {
		t.Errorf("a new case got the key %d, those that went had up to %d", f.Key, last+3)
	}
	if entries := must[[]data.HistoryEntry](t)(d.History(t.Context(), f.Key, 0, 100)); len(entries) != 1 {
		t.Errorf("a new case has the history of one that went: %+v", entries)
	}
	again := d.bringIn(oldLogRow(d, "1", "Vane"), oldLogRow(d, "2", "Quill"), oldLogRow(d, "3", "Zeal"))
	if again.Imported != 3 {
		t.Errorf("after the undo the same file brings in %+v", again)
	}
	d.mustVerify()
}

func TestUndoNamesWhatWasWorkedOnSinceAndLeavesIt(t *testing.T) {
	d := newDesk(t, false)
	ctx := t.Context()
	counts := d.bringIn(oldLogRow(d, "1", "Vane"), oldLogRow(d, "2", "Quill"), oldLogRow(d, "3", "Zeal"), oldLogRow(d, "4", "Ames"))
	page := must[data.CasePage](t)(d.Cases(ctx, data.CaseQuery{Order: data.ByNumber}))
	byName := map[string]data.CaseRow{}
	for _, r := range page.Rows {
		byName[strings.TrimSuffix(r.Patient, ", Ivo")] = r
	}
	worked := byName["Quill"]
	must[data.CaseFile](t)(d.Case(ctx, byName["Vane"].Number)) // a look is no work
	must[data.CaseFile](t)(d.AddNote(ctx, worked.Key, data.Note{Class: data.NoteOrdinary, Text: "Called again."}))
	d.do(d.SaveDraft(ctx, "note/"+byName["Zeal"].Number, []byte("x")))

	undo := must[data.ImportUndo](t)(d.ImportUndo(ctx, counts.Import))
	if undo.Goes != 2 || len(undo.Stays) != 2 || undo.Stays[0].Number != worked.Number || !strings.Contains(undo.Stays[0].Why, d.Officer().Name) {
		t.Errorf("the undo would be %+v", undo)
	}
	_, err := d.UndoImport(ctx, counts.Import, false, nil)
	var since WorkedOnSince
	if !errors.As(err, &since) || !strings.Contains(since.Sentence(), worked.Number) || d.number(`select count(*) from cases`) != 4 {
		t.Errorf("the undo ended with %v", err)
	}
	it := must[data.Import](t)(d.UndoImport(ctx, counts.Import, true, nil))
	if it.Removed != 2 || it.Stayed != 2 || d.number(`select count(*) from cases`) != 2 {
		t.Errorf("taken back: %+v", it)
	}
	if f := must[data.CaseFile](t)(d.Case(ctx, worked.Number)); len(f.Notes) != 2 {
		t.Errorf("the case that stays has %d notes", len(f.Notes))
	}
	d.mustVerify()
}

func TestUndoLeavesRestrictedCasesAloneAndNamesNone(t *testing.T) {
	d := newDesk(t, false)
	ctx := t.Context()
	d.secondWith(data.FullRoles)
	counts := d.bringIn(oldLogRow(d, "1", "Vane"), oldLogRow(d, "2", "Quill"))
	page := must[data.CasePage](t)(d.Cases(ctx, data.CaseQuery{Text: "Vane"}))
	must[data.CaseFile](t)(d.RestrictCase(ctx, page.Rows[0].Key, data.Restriction{Names: []string{d.Officer().Name}, Reason: "It is about a colleague."}))
	d.as("Pat Winter", theirs)
	undo := must[data.ImportUndo](t)(d.ImportUndo(ctx, counts.Import))
	if undo.Shut != 1 || len(undo.Stays) != 0 || undo.Goes != 1 {
		t.Errorf("the undo would be %+v", undo)
	}
	changed := d.bringIn(oldLogRow(d, "1", "Zeal"))
	if len(changed.Changed) != 1 || changed.Changed[0].Case != "" {
		t.Errorf("an import tells of a restricted case: %+v", changed)
	}
	it := must[data.Import](t)(d.UndoImport(ctx, counts.Import, true, nil))
	if it.Removed != 1 || it.Stayed != 1 || d.number(`select count(*) from cases`) != 1 || d.number(`select count(*) from restrictions`) != 1 {
		t.Errorf("taken back: %+v", it)
	}
}

func TestUndoOfCommentsLeavesThoseThatBecameACase(t *testing.T) {
	d := newDesk(t, false)
	ctx := t.Context()
	was := figuresOf(d)
	counts := must[data.ImportCounts](t)(d.ImportFeedback(ctx, data.ImportFile{Source: "cards"}, someComments(), nil))
	must[data.Import](t)(d.UndoImport(ctx, counts.Import, false, nil))
	if now := figuresOf(d); now != was {
		t.Errorf("before %s\nafter  %s", was, now)
	}
	counts = must[data.ImportCounts](t)(d.ImportFeedback(ctx, data.ImportFile{Source: "cards"}, someComments(), nil))
	all := must[data.FeedbackPage](t)(d.Feedback(ctx, data.FeedbackQuery{})).Rows
	d.do(d.LinkFeedback(ctx, all[0].Key, d.open().Number))
	must[data.Feedback](t)(d.SetThemes(ctx, all[1].Key, []string{"Noise"}))
	it := must[data.Import](t)(d.UndoImport(ctx, counts.Import, true, nil))
	left := must[data.FeedbackPage](t)(d.Feedback(ctx, data.FeedbackQuery{})).Rows
	if it.Removed != 1 || it.Stayed != 2 || len(left) != 2 {
		t.Errorf("taken back: %+v, left %d", it, len(left))
	}
	d.mustVerify()
}

func TestUndoOfCommentsLeavesWhatWasDecidedAboutThem(t *testing.T) {
	d := newDesk(t, false)
	ctx := t.Context()
	counts := must[data.ImportCounts](t)(d.ImportFeedback(ctx, data.ImportFile{Source: "cards"}, someComments(), nil))
	all := must[data.FeedbackPage](t)(d.Feedback(ctx, data.FeedbackQuery{})).Rows
	must[data.Feedback](t)(d.SetAsks(ctx, all[0].Key, "she asked for a call"))
	if undo := must[data.ImportUndo](t)(d.ImportUndo(ctx, counts.Import)); undo.Goes != len(all)-1 || len(undo.Stays) != 1 || undo.Stays[0].Number != all[0].ExternalID {
		t.Errorf("taking it back would leave %+v of %d comments", undo, len(all))
	}
}

func TestAnUndoThatIsBrokenOffTakesNothingBack(t *testing.T) {
	d := newDesk(t, false)
	counts := d.bringIn(oldLogRow(d, "1", "Vane"), oldLogRow(d, "2", "Quill"))
	was := figuresOf(d)
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	if _, err := d.UndoImport(ctx, counts.Import, false, func(int, int) { cancel() }); !errors.Is(err, context.Canceled) {
		t.Errorf("the undo ended with %v", err)
	}
	if now := figuresOf(d); now != was {
		t.Errorf("before %s\nafter  %s", was, now)
	}
	if list := must[[]data.Import](t)(d.Imports(t.Context())); list[0].Undone() {
		t.Error("the import counts as taken back")
	}
}

func TestNotesOfAnImportStayOutsideAnUndo(t *testing.T) {
	d := newDesk(t, false)
	d.bringIn(oldLogRow(d, "1", "Vane"))
	if err := d.base.write(t.Context(), func(x *tx) error { return x.exec(`delete from notes`) }); err == nil {
		t.Error("the note of an imported case can be removed by anybody")
	}
	if err := d.base.write(t.Context(), func(x *tx) error { return x.exec(`delete from imports`) }); err == nil {
		t.Error("an import can be forgotten")
	}
}

func TestTheMapIsRememberedWithTheImport(t *testing.T) {
	d := newDesk(t, false)
	if _, err := d.RememberedMap(t.Context(), "h"); !errors.Is(err, data.ErrNotFound) {
		t.Errorf("before: %v", err)
	}
	d.bringIn(oldLogRow(d, "1", "Vane"))
	d.again()
	if m, err := d.RememberedMap(t.Context(), "h"); err != nil || string(m) != `{"name":"x"}` {
		t.Errorf("remembered is %s, %v", m, err)
	}
}

func TestCommentsThatAskForAnAnswerAreFoundUntilACaseIsOpened(t *testing.T) {
	d := newDesk(t, false)
	ctx := t.Context()
	counts := must[data.ImportCounts](t)(d.ImportFeedback(ctx, data.ImportFile{Source: "survey"}, comments(
		data.Feedback{ExternalID: "1", Text: "Please call me.", Asks: "it asks to be called"}, data.Feedback{ExternalID: "2", Text: "Fine."}), nil))
	asking := must[data.FeedbackPage](t)(d.Feedback(ctx, data.FeedbackQuery{Asks: true})).Rows
	if counts.Answers != 1 || len(asking) != 1 || asking[0].ExternalID != "1" || asking[0].Imported != d.Officer().Name {
		t.Fatalf("asking are %+v", asking)
	}
	d.do(d.LinkFeedback(ctx, asking[0].Key, d.open().Number))
	if n := must[int](t)(d.CountFeedback(ctx, data.FeedbackQuery{Asks: true})); n != 0 {
		t.Errorf("%d still wait for an answer", n)
	}
}

// TestAnOlderCaseFileLearnsOfImports brings along a case file whose imports are not
// listed: its rows are known again, nothing of it can be taken back, and comments that
// ask for an answer are found.
func TestAnOlderCaseFileLearnsOfImports(t *testing.T) {
	b := olderBase(t)
	run := func(query string, args ...any) {
		t.Helper()
		if err := b.write(t.Context(), func(t *tx) error { return t.exec(query, args...) }); err != nil {
			t.Fatal(err)
		}
	}
	id := data.NewID()
	for key, words := range []string{"The soup was cold.", "Please call me about it."} {
		run(`insert into feedback values (?, ?, 'cards', ?, 20000, 'ICU', 0, 0, '', ?)`, key+1, id[:], words, `{"source":"cards","external_id":"x","received":"2024-10-04","text":"`+words+`"}`)
	}
	run(`insert into cases values (1, ?, 'PR-2026-00001', 'grievance', 'new', 'ICU', 'Dana Whitfield', 0, 19000, 19000, null, null, 20630, 'x', 2, 'Vane', '', 'x', 0, 0, 0, 0, 0)`, id[:])
	run(`insert into case_details values (1, '{"number":"PR-2026-00001","kind":"grievance","state":"new","story":"x"}')`)
	run(`insert into imported_cases (source, number, case_key) values ('old log', '17', 1)`)
	if err := b.migrate(t.Context(), func() error { return nil }); err != nil {
		t.Fatal(err)
	}
	err := b.read(t.Context(), func(x *tx) error {
		for query, want := range map[string]int64{
			`select count(*) from feedback where asks = 1`:                            1,
			`select count(*) from feedback where asks = 1 and key = 2`:                1,
			`select count(*) from feedback where import = 0 and digest is null`:       2,
			`select count(*) from imported_cases where import = 0 and digest is null`: 1,
			`select count(*) from imports`:                                            0,
		} {
			if n, err := x.count(query); err != nil || n != want {
				t.Errorf("%s: %d, want %d, %v", query, n, want, err)
			}
		}
		i := importWork{seen: map[string]rowIdentity{}}
		isNew, err := i.standing(x, rowIdentity{"old log", "17", 1, [32]byte{1}}, `select i.digest, c.number from imported_cases i join cases c on c.key = i.case_key where i.source = ? and i.number = ?`)
		if isNew || i.counts.Already != 1 {
			t.Errorf("a row of an earlier import is new %v, counts %+v", isNew, i.counts)
		}
		return err
	})
	if err != nil {
		t.Error(err)
	}
}

func TestUnitsComeInWithTheirImportAndGoWithItUnlessTheyAreUsed(t *testing.T) {
	d := newDesk(t, false)
	had := d.Settings().Units
	rows := func(unit ...string) (all []data.ImportedCase) {
		for i, u := range unit {
			row := oldLogRow(d, u, "Vane")
			row.Unit, row.Digest[5] = u, byte(i)
			all = append(all, row)
		}
		return all
	}
	file := oldLog
	file.Units = []string{"Tower 3", "Tower 4", had[0]}
	ended, stop := context.WithCancel(t.Context())
	stop()
	if _, err := d.ImportCases(ended, file, oldLogRows(rows("Tower 3")...), nil); err == nil || !slices.Equal(d.Settings().Units, had) {
		t.Errorf("an import that was broken off ended with %v and leaves the units %q", err, d.Settings().Units)
	}
	counts := must[data.ImportCounts](t)(d.ImportCases(t.Context(), file, oldLogRows(rows("Tower 3", "Tower 4")...), nil))
	if got := d.Settings().Units; !slices.Equal(got, append(slices.Clone(had), "Tower 3", "Tower 4")) {
		t.Fatalf("the units are %q", got)
	}
	own := d.bringIn(rows("Tower 4 again")...)
	must[data.ImportCounts](t)(d.ImportCases(t.Context(), data.ImportFile{Source: "another"}, oldLogRows(rows("Tower 4")...), nil))
	must[data.Import](t)(d.UndoImport(t.Context(), counts.Import, true, nil))
	if got := d.Settings().Units; !slices.Equal(got, append(slices.Clone(had), "Tower 4")) {
		t.Errorf("after the undo the units are %q; Tower 4 has a case of another log", got)
	}
	must[data.Import](t)(d.UndoImport(t.Context(), own.Import, true, nil))
	d.mustVerify()
}

func TestAnImportSaysHowManyCasesAreOpenAndSinceWhen(t *testing.T) {
	d := newDesk(t, false)
	first, second := oldLogRow(d, "1", "Vane"), oldLogRow(d, "2", "Quill")
	first.ClosedAt, second.ClosedAt = time.Time{}, time.Time{}
	second.ReceivedAt = second.ReceivedAt.AddDate(-1, 0, 0)
	dry := oldLog
	dry.DryRun = true
	got := must[data.ImportCounts](t)(d.ImportCases(t.Context(), dry, oldLogRows(first, second, oldLogRow(d, "3", "Zeal")), nil))
	if got.Imported != 3 || got.Open != 2 || got.Oldest != data.DateOf(second.ReceivedAt, d.Settings().Zone()) {
		t.Errorf("counted %+v", got)
	}
}
