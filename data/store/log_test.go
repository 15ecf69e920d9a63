package store

import (
	"slices"
	"strings"
	"testing"
	"time"

	"rapport/data"
	"rapport/data/practice"
)

// practiced is a practice office with cases of two years up to today.
func practiced(t *testing.T, n int) *desk {
	t.Helper()
	d := newDesk(t, true)
	today := d.Settings().Today(d.clock.now())
	err := d.Load(t.Context(), practice.Cases(3, n, d.Settings(), today.AddDays(-700), today), nil)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func TestTheLogHasEveryGrievanceOfThePeriodOnceByNumber(t *testing.T) {
	d := practiced(t, 900)
	p := data.YearPeriod(2025)
	l := must[data.LogFacts](t)(d.GrievanceLog(t.Context(), p, false))
	all := must[data.LogFacts](t)(d.GrievanceLog(t.Context(), p, true))
	want := d.number(`select count(*) from cases where kind in ('grievance', 'civil_rights') and received_on between ? and ?`, int64(p.From), int64(p.To))
	if want < 2*logBatch/2 || int64(len(l.Rows)) != want {
		t.Fatalf("%d rows, want %d", len(l.Rows), want)
	}
	if n := d.number(`select count(*) from cases where received_on between ? and ?`, int64(p.From), int64(p.To)); int64(len(all.Rows)) != n {
		t.Errorf("with --all %d rows, want %d", len(all.Rows), n)
	}
	for i, r := range l.Rows {
		if !r.Kind.NeedsNotice() || !p.Has(r.ReceivedOn) || i > 0 && l.Rows[i-1].Number >= r.Number {
			t.Fatalf("row %d is %s, %s, received %s", i, r.Number, r.Kind, r.ReceivedOn)
		}
		f := caseDo(t)(d.Case(t.Context(), r.Number)) // what the batches read is what the case says
		if want := data.NewLogRow(f, d.Settings()); !sameRow(r, want) {
			t.Fatalf("the log says\n%+v, the case\n%+v", r, want)
		}
	}
}

func sameRow(a, b data.LogRow) bool {
	return a.Number == b.Number && a.Patient == b.Patient && a.Complainant == b.Complainant && slices.Equal(a.Issues, b.Issues) && slices.Equal(a.Steps, b.Steps) &&
		slices.Equal(a.Actions, b.Actions) && slices.Equal(a.InterimOn, b.InterimOn) && a.ResponseOn == b.ResponseOn && a.ResponseHow == b.ResponseHow &&
		a.ReviewedOn == b.ReviewedOn && a.AcknowledgedOn == b.AcknowledgedOn && a.ClosedOn == b.ClosedOn && a.Satisfied == b.Satisfied && a.Part2 == b.Part2
}

func TestALogTellsOfPart2AndOfNoNote(t *testing.T) {
	d := newDesk(t, false)
	f := d.open()
	f = caseDo(t)(d.AddNote(t.Context(), f.Key, data.Note{Class: data.NoteSubstance, Text: "Methadone."}))
	day := d.Settings().Today(d.clock.now())
	l := must[data.LogFacts](t)(d.GrievanceLog(t.Context(), data.Period{From: day, To: day}, false))
	if len(l.Rows) != 1 || !l.Part2() || !l.Rows[0].Part2 {
		t.Fatalf("the log has %+v", l.Rows)
	}
	if l.Rows[0].Patient != "O'Brien-Løkke, Zoë" || l.Rows[0].Relation != data.Self || l.Rows[0].ResponseDue.IsZero() {
		t.Errorf("the row is %+v", l.Rows[0])
	}
}

func TestTheExceptionsAreOfTheCasesOfThePeriodAndOfThoseCarriedIntoIt(t *testing.T) {
	d := newDesk(t, false)
	old := d.open()
	d.clock.set(monday.AddDate(0, 0, 40))
	fresh := d.open()
	codes := func(p data.Period) map[string][]string {
		x := must[data.ExceptionFacts](t)(d.Exceptions(t.Context(), p))
		got := map[string][]string{}
		for _, l := range x.Lines {
			got[l.Case.Number] = append(got[l.Case.Number], l.Code)
		}
		return got
	}
	got := codes(data.MonthPeriod(data.Month{Year: 2026, Month: time.April}))
	if want := []string{"no_acknowledgement", "no_resolution", "late"}; !slices.Equal(got[old.Number], want) {
		t.Errorf("the case that was left lying has %q, want %q", got[old.Number], want)
	}
	if len(got[fresh.Number]) > 0 {
		t.Errorf("a case of today has %q", got[fresh.Number])
	}
	if got := codes(data.MonthPeriod(data.Month{Year: 2026, Month: time.January})); len(got) > 0 {
		t.Errorf("a month before both has %v", got)
	}
}

func TestTheReturnBalancesAlsoWhereCasesWereReopened(t *testing.T) {
	d := practiced(t, 600)
	today := d.Settings().Today(d.clock.now())
	reopened := 0
	for _, r := range d.walk(data.CaseQuery{Limit: 200}) {
		if r.State == data.StateClosed && r.Kind.InKO41a() && reopened < 12 {
			caseDo(t)(d.Act(t.Context(), r.Key, data.ActReopen, "New facts.", data.Closing{}))
			reopened++
		}
	}
	for _, p := range []data.Period{data.KO41aYear(2024), data.KO41aYear(2025)} {
		k := must[data.KO41aFacts](t)(d.KO41a(t.Context(), p))
		if len(k.New) == 0 || !k.Balances() {
			t.Errorf("%s: %d brought, %d new, %d reopened, %d resolved, %d withdrawn, %d carried", data.KO41aYearName(p),
				len(k.Brought), len(k.New), len(k.Reopened), len(k.Resolved), len(k.Withdrawn), len(k.Carried))
		}
		if want := p.Has(today); k.Running() != want {
			t.Errorf("%s runs: %v", data.KO41aYearName(p), k.Running())
		}
		for _, c := range k.New {
			if c.Age == "" || c.Status == "" || len(c.Services) == 0 || len(c.Subjects) == 0 || len(c.Professions) == 0 {
				t.Fatalf("a case without a line: %+v", c)
			}
		}
	}
	before, after := must[data.KO41aFacts](t)(d.KO41a(t.Context(), data.KO41aYear(2024))), must[data.KO41aFacts](t)(d.KO41a(t.Context(), data.KO41aYear(2025)))
	if !slices.Equal(before.Carried, after.Brought) {
		t.Errorf("%d carried forward, %d brought forward", len(before.Carried), len(after.Brought))
	}
}

func TestARestrictedNoteIsPrintedOnlyWithAReasonThatTheHistoryKeeps(t *testing.T) {
	d := newDesk(t, false)
	f := d.open()
	f = caseDo(t)(d.AddNote(t.Context(), f.Key, data.Note{Class: data.NoteLegal, Text: "Counsel said so."}))
	f = caseDo(t)(d.AddNote(t.Context(), f.Key, data.Note{Class: data.NoteOrdinary, Text: "Called back."}))
	p := must[data.CasePrint](t)(d.CaseForPrint(t.Context(), f.Key, false, ""))
	if n := p.File.Notes[0]; n.Text != "" || !n.Hidden || p.ShowsRestricted() || p.Withheld() != 1 {
		t.Errorf("without a reason the record has %+v", n)
	}
	_, err := d.CaseForPrint(t.Context(), f.Key, true, " ")
	wantMissing(t, err, "reason")
	p = must[data.CasePrint](t)(d.CaseForPrint(t.Context(), f.Key, true, "Subpoena of May 4."))
	if p.File.Notes[0].Text != "Counsel said so." || !p.ShowsRestricted() || p.Withheld() != 0 {
		t.Errorf("with a reason the record has %+v", p.File.Notes[0])
	}
	var actions []string
	for i, h := range p.History {
		actions = append(actions, h.Action)
		if i > 0 && h.Seq <= p.History[i-1].Seq {
			t.Error("the history is not in the order of the chain")
		}
	}
	if want := []string{"case.print", "note.reveal", "case.print"}; len(actions) < 3 || !slices.Equal(actions[len(actions)-3:], want) {
		t.Errorf("the history ends with %q, want %q", actions, want)
	}
	if last := p.History[len(p.History)-1].Summary; !strings.HasSuffix(last, "Reason: Subpoena of May 4.") {
		t.Errorf("the history says %q", last)
	}
}

func TestAPurgedCaseKeepsItsRowInTheLogWithoutAWord(t *testing.T) {
	d := newDesk(t, false)
	d.second()
	f := d.fullCase()
	p := data.YearPeriod(2026)
	before := must[data.LogFacts](t)(d.GrievanceLog(t.Context(), p, false))
	if len(before.Rows) != 1 || !strings.Contains(before.Rows[0].Patient, canary) || before.Rows[0].ResponseHow != "Posted" {
		t.Fatalf("before the purge the log has %+v", before.Rows)
	}
	d.clock.set(d.clock.now().AddDate(6, 0, 3))
	if err := d.AskPurge(t.Context(), []int64{f.Key}, "Kept long enough."); err != nil {
		t.Fatal(err)
	}
	d.as("Pat Winter", theirs)
	must[[]data.PurgeCertificate](t)(d.ConfirmPurge(t.Context(), []int64{f.Key}))
	after := must[data.LogFacts](t)(d.GrievanceLog(t.Context(), p, false))
	if len(after.Rows) != 1 || after.Rows[0].Number != f.Number || after.Rows[0].State != data.StatePurged || after.Rows[0].Patient != "" || after.Rows[0].Part2 {
		t.Errorf("after the purge the log has %+v", after.Rows)
	}
	if x := must[data.ExceptionFacts](t)(d.Exceptions(t.Context(), p)); len(x.Lines) > 0 {
		t.Errorf("a purged case has the exception %s", x.Lines[0].Code)
	}
	record := must[data.CasePrint](t)(d.CaseForPrint(t.Context(), f.Key, false, ""))
	for _, h := range record.History {
		if strings.Contains(h.Summary, canary) {
			t.Errorf("the history says %q", h.Summary)
		}
	}
	if len(record.File.People) > 0 || len(record.History) == 0 {
		t.Errorf("the record has %+v", record.File.People)
	}
}
