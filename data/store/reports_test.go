package store

import (
	"context"
	"database/sql"
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"rapport/data"
)

func TestNumbersOfAMonthAreEnteredReplacedAndCleared(t *testing.T) {
	d := newDesk(t, false)
	ctx := t.Context()
	feb, mar := data.Month{Year: 2026, Month: time.February}, data.Month{Year: 2026, Month: time.March}
	whole := data.MonthNumber{Month: mar, Kind: data.PatientDays, Value: 6210}
	unit := data.MonthNumber{Month: mar, Unit: "4 West", Kind: data.PatientDays, Value: 0}
	visits := data.MonthNumber{Month: feb, Unit: "Clinic", Kind: data.Encounters, Value: 81}
	d.do(d.SaveMonthNumbers(ctx, []data.MonthNumber{whole, unit, visits}, nil))
	stored := func(want ...data.MonthNumber) {
		t.Helper()
		if got := must[[]data.MonthNumber](t)(d.MonthNumbers(ctx, feb, mar)); !slices.Equal(got, want) {
			t.Errorf("the numbers are %+v, want %+v", got, want)
		}
	}
	stored(visits, whole, unit) // an entered 0 is a number
	entries := d.number(`select count(*) from audit where action = 'numbers.save'`)
	d.do(d.SaveMonthNumbers(ctx, []data.MonthNumber{whole}, []data.MonthNumber{{Month: feb, Kind: data.SurveyAnswers}}))
	if n := d.number(`select count(*) from audit where action = 'numbers.save'`); n != entries {
		t.Error("what changed nothing left an entry")
	}
	whole.Value = 6190
	d.do(d.SaveMonthNumbers(ctx, []data.MonthNumber{whole}, []data.MonthNumber{unit}))
	stored(visits, whole)
	last := must[[]AuditEntry](t)(d.Audit(ctx, AuditQuery{Action: "numbers.save"}))[0]
	if !strings.Contains(last.Before, "2026-03 4 West, Patient days: 0") || !strings.Contains(last.Before, "Patient days: 6210") || !strings.Contains(last.After, "2026-03 the whole hospital, Patient days: 6190") {
		t.Errorf("the history has %q and %q", last.Before, last.After)
	}
	var m data.Missing
	if err := d.SaveMonthNumbers(ctx, []data.MonthNumber{visits, {Month: mar, Kind: data.PatientDays, Value: -1}}, []data.MonthNumber{visits}); !errors.As(err, &m) || !m.Has("value") {
		t.Errorf("a number below 0 gave %v", err)
	}
	stored(visits, whole)
	if got := d.facts(march).Numbers; !slices.Equal(got, []data.MonthNumber{visits, whole}) {
		t.Errorf("the facts have %+v", got)
	}
}

// counts are figures as a report would freeze them.
func counts(f data.SummaryFacts) []data.FrozenFigure {
	return []data.FrozenFigure{{Code: "received", Value: float64(len(f.Received)), Known: true}, {Code: "closed", Value: float64(len(f.Closed)), Known: true}}
}

func TestAFrozenReportNeverChangesAndNamesNobody(t *testing.T) {
	d := newDesk(t, false)
	ctx, do := t.Context(), caseDo(t)
	f := d.open()
	if _, err := d.Freeze(ctx, march, "", counts); !hasGap(err, "period.running") {
		t.Errorf("freezing a month that runs gave %v", err)
	}
	d.later(31)
	first := must[data.FrozenReport](t)(d.Freeze(ctx, march, " For the board. ", counts))
	if first.Version != 1 || first.By != "Dana Whitfield" || first.Note != "For the board." || first.Figures[0].Value != 1 || len(first.AuditHead) != 64 {
		t.Errorf("the first version is %+v", first)
	}
	want := data.FrozenCase{Key: f.Key, Kind: data.Grievance, State: data.StateNew, Unit: "4 West", Received: march.From.AddDays(1), Open: true,
		Issues: []data.FrozenIssue{{Category: f.Issues[0].Category, Severity: 2}, {Category: f.Issues[1].Category, Severity: 3}}}
	if len(first.Cases) != 1 || text(t, first.Cases[0]) != text(t, want) {
		t.Errorf("the snapshot has %+v, want %+v", first.Cases, want)
	}
	late := spoken(march.From.Start(d.Settings().Zone()).Add(40 * time.Hour))
	do(d.OpenCase(ctx, late))
	do(d.RecordFinding(ctx, f.Key, f.Issues[0].ID, data.Finding{Outcome: data.Substantiated, Reasons: "x"}))
	second := must[data.FrozenReport](t)(d.Freeze(ctx, march, "", counts))
	all := must[[]data.FrozenReport](t)(d.FrozenReports(ctx, march))
	if len(all) != 2 || text(t, all[0]) != text(t, second) || text(t, all[1]) != text(t, first) || second.Version != 2 || second.Figures[0].Value != 2 || second.AuditSeq <= first.AuditSeq {
		t.Errorf("the versions are %+v", all)
	}
	if facts := d.facts(march); facts.Frozen == nil || facts.Frozen.Version != 2 || d.facts(data.QuarterPeriod(march.From)).Frozen != nil {
		t.Error("the facts do not know the newest freeze of their very period")
	}
	for _, query := range []string{`update frozen_reports set version = 9`, `delete from frozen_reports`,
		`insert or replace into frozen_reports (first_day, last_day, version, body) select first_day, last_day, version, '{}' from frozen_reports`} {
		if err := d.raw(query); err == nil {
			t.Errorf("%q was let through", query)
		}
	}
	err := d.base.read(ctx, func(tx *tx) error {
		return tx.each(`select body from frozen_reports`, nil, scanTexts(func(body string) {
			for _, word := range []string{f.Number, "Brien", "MRN", "pump", "rang"} {
				if strings.Contains(body, word) {
					t.Errorf("a snapshot holds %q", word)
				}
			}
		}))
	})
	d.do(err)
}

func TestAListOfTheCasesOfAFigureTakesEveryOtherFilter(t *testing.T) {
	d, all := loaded(t, 400)
	ctx := t.Context()
	every := map[string]int64{}
	var third []int64
	for i, r := range all {
		every[r.Number] = r.Key
		if i%3 == 0 {
			third = append(third, r.Key)
		}
	}
	third = append(third, third[0], 999_999) // twice, and one that is not there
	fits := func(q data.CaseQuery) (want []string) {
		q.Among = nil
		for q.Limit = 500; ; {
			page := must[data.CasePage](t)(d.Cases(ctx, q))
			for _, r := range page.Rows {
				if slices.Contains(third, r.Key) {
					want = append(want, r.Number)
				}
			}
			if !page.More {
				return want
			}
			q.After = page.Next
		}
	}
	many := slices.Clone(third)
	for len(many) <= fewCases {
		many = append(many, int64(1_000_000+len(many)))
	}
	for _, q := range []data.CaseQuery{{}, {Order: data.ByUnit}, {Order: data.DueFirst, Reverse: true}, {Order: data.ByPatient}, {OpenOnly: true}, {Kinds: []data.Kind{data.Grievance}, Order: data.ByClosed},
		{Text: "the"}, {Text: "nurse", Order: data.ByNumber}, {MinSeverity: 2, Unit: all[0].Unit}} {
		want := fits(q)
		for name, keys := range map[string][]int64{"few": third, "many": many} {
			q.Among, q.Limit, q.After = keys, 7, data.Cursor{}
			var got []string
			for more := true; more; {
				page := must[data.CasePage](t)(d.Cases(ctx, q))
				got = append(got, numbers(page)...)
				q.After, more = page.Next, page.More
			}
			if !slices.Equal(got, want) {
				t.Errorf("%s, %+v: %d cases, want %d", name, q.Order, len(got), len(want))
			}
			q.After = data.Cursor{}
			if n := must[int](t)(d.CountCases(ctx, q)); n != len(want) {
				t.Errorf("%s, %+v: %d are counted, want %d", name, q.Order, n, len(want))
			}
		}
	}
	if n := must[int](t)(d.CountCases(ctx, data.CaseQuery{Among: []int64{}})); n != 0 {
		t.Errorf("%d cases are among none", n)
	}
	if _, err := d.Cases(ctx, data.CaseQuery{Among: make([]int64, data.MaxAmong+1)}); !errors.Is(err, data.ErrNotAllowed) {
		t.Errorf("too many keys gave %v", err)
	}
	if err := d.SaveView(ctx, data.SavedView{Name: "x", Query: data.CaseQuery{Among: third}}); !hasGap(err, "among") {
		t.Errorf("keeping such a list as a view gave %v", err)
	}
	if !(data.CaseQuery{Among: []int64{}}).Narrows() {
		t.Error("a list of no cases does not narrow")
	}
	if _, n := d.list(data.CaseList{Query: data.CaseQuery{Among: third, AmongName: "Closed late in October 2026"}}); n != len(third)-2 {
		t.Errorf("%d cases were put out", n)
	}
	if last := must[[]AuditEntry](t)(d.Audit(ctx, AuditQuery{Action: "case.export"}))[0]; !strings.Contains(last.Summary, "of “Closed late in October 2026”: 134 rows") {
		t.Errorf("the history says %q", last.Summary)
	}
}

// TestTheFactsAreReadByIndexes: no part of the facts walks a table whole.
func TestTheFactsAreReadByIndexes(t *testing.T) {
	d := newDesk(t, false)
	for name, query := range map[string]string{
		"moves":        `select case_key, on_day, flow, why from case_events where delta <> 0 and on_day between 1 and 2 order by on_day`,
		"received":     `select case_key from case_facts where counted <> '' and received_on between 1 and 2`,
		"speakers":     `select case_key, speaker from case_facts where counted <> '' and received_on between 1 and 2 and speaker is not null`,
		"open":         `select key from cases where closed_on is null and opened_on <= 5`,
		"issues":       strings.ReplaceAll(issuesOfCases, "?", "'[1]'"),
		"facts":        strings.ReplaceAll(factsOfCases, "?", "'[1]'"),
		"themes":       strings.Replace(strings.Replace(themeCases, "?", "1", 1), "?", "2", 1),
		"dues":         `select unit from due_facts where kind = 'promise' and done_on > 0 and done_on between 2 and 3`,
		"action plans": `select id from action_facts where last_on >= 3 and opened_on <= 4`,
		"letters":      `select id from letter_facts where issued_on between 2 and 3`,
	} {
		err := d.base.read(context.Background(), func(tx *tx) error {
			return tx.each(`explain query plan `+query, nil, func(r *sql.Rows) error {
				var id, parent, unused int
				var step string
				err := r.Scan(&id, &parent, &unused, &step)
				if strings.HasPrefix(step, "SCAN") && !strings.Contains(step, "json_each") && !strings.Contains(step, "SCAN k") {
					t.Errorf("%s: %s", name, step)
				}
				if strings.Contains(step, "SEARCH case_events") || name == "open" || name == "received" || name == "issues" {
					if !strings.Contains(step, "COVERING") && strings.HasPrefix(step, "SEARCH") {
						t.Errorf("%s: %s", name, step)
					}
				}
				return err
			})
		})
		d.do(err)
	}
}
