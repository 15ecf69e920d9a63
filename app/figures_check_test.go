package app_test

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"math"
	"os/exec"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"rapport/data"
	"rapport/data/practice"
	"rapport/data/store"
	"rapport/data/vault"
	"rapport/reports/figures"
)

// checkedCases is how many cases the figures are checked on: a year of a large
// hospital.
const checkedCases = 20_000

// figuresOffice is a practice office with a year of cases, of which some were
// reopened, withdrawn or voided in the weeks after it.
type figuresOffice struct {
	*store.Session
	t    *testing.T
	now  time.Time
	acts []act
}

// act is what became of a case after it was generated, as the script reads it.
type act struct {
	Case int64            `json:"case"`
	On   data.Date        `json:"on"`
	Flow data.Flow        `json:"flow"`
	Why  data.ReopenCause `json:"why,omitempty"`
	Void bool             `json:"void,omitempty"`
}

// checked is what the script counted in one period.
type checked struct {
	Measures map[string]checkedMeasure `json:"measures"`
	Tables   map[string]float64        `json:"tables"`
}

type checkedMeasure struct {
	Known bool    `json:"known"`
	Value float64 `json:"value"`
	Part  int     `json:"part"`
	Whole int     `json:"whole"`
	Doors *int    `json:"doors"` // the cases behind it; nil: not counted by case
	Sum   int64   `json:"sum"`   // of their keys
}

// notChecked are the measures that the script leaves out; it says why.
var notChecked = []string{"letters_elements", "letters_grade", "repeat_complainants"}

func TestFiguresOfAYearEqualAnIndependentCount(t *testing.T) {
	python, err := exec.LookPath("python3")
	if err != nil {
		t.Skip("python3 is not installed; it counts the figures a second time")
	}
	from, until := data.NewDate(2025, time.January, 1), data.NewDate(2026, time.January, 1)
	o := newFiguresOffice(t, until)
	set := o.Settings()

	var cases bytes.Buffer
	files := slices.Collect(practice.Cases(11, checkedCases, set, from, until))
	out := bufio.NewWriter(&cases)
	lines := json.NewEncoder(out)
	for _, f := range files {
		if err := lines.Encode(f); err != nil {
			t.Fatal(err)
		}
	}
	if err := errors.Join(out.Flush(), o.Load(t.Context(), slices.Values(files), nil)); err != nil {
		t.Fatal(err)
	}
	numbers := practice.MonthNumbers(11, set, from, until)
	if err := o.SaveMonthNumbers(t.Context(), numbers, nil); err != nil {
		t.Fatal(err)
	}
	o.goOn(files)

	periods := checkedPeriods(until.Year() - 1)
	want := o.script(python, numbers, periods, &cases)
	for _, p := range periods {
		facts, err := o.SummaryFacts(t.Context(), p)
		if err != nil {
			t.Fatal(err)
		}
		f := figures.Compute(facts)
		if !f.Backlog.Balances() {
			t.Errorf("%s: the backlog does not balance: %+v", p, f.Backlog.Faulty)
		}
		o.compare(p.String(), f, want[rangeOf(p)])
		if before, asked := want[rangeOf(p.Before())]; asked {
			o.compare(p.String()+", the period before", *f.Before, before)
		}
	}
}

func newFiguresOffice(t *testing.T, today data.Date) *figuresOffice {
	t.Helper()
	o := &figuresOffice{t: t, now: today.Start(time.UTC).Add(17 * time.Hour)}
	s, _, err := store.Create(t.Context(), filepath.Join(t.TempDir(), "file"), practice.Setup(),
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
	return o
}

// checkedPeriods are the months, the quarters and the whole of the year, some weeks
// of it, and the month that runs.
func checkedPeriods(year int) []data.Period {
	first := data.Month{Year: year, Month: time.January}
	var all []data.Period
	for i := range 12 {
		all = append(all, data.MonthPeriod(first.Add(i)))
	}
	for i := range 4 {
		all = append(all, data.QuarterPeriod(first.Add(3*i).First()))
	}
	weeks := data.Period{From: data.NewDate(year, time.May, 10), To: data.NewDate(year, time.June, 20)}
	return append(all, data.YearPeriod(year), weeks, data.MonthPeriod(first.Add(13)))
}

func rangeOf(p data.Period) string { return p.From.String() + ".." + p.To.String() }

// goOn plays seven weeks after the year: cases are reopened, some of them closed
// again, others withdrawn or entered by mistake.
func (o *figuresOffice) goOn(files []data.CaseFile) {
	o.t.Helper()
	causes := []data.ReopenCause{"new_information", "dissatisfied", "returned", ""}
	counts := map[data.ActionID]int{}
	try := func(key int64, do data.ActionID, flow data.Flow, closing data.Closing) bool {
		_, err := o.Act(o.t.Context(), key, do, "It was found when the file was read again.", closing)
		var m data.Missing
		if errors.As(err, &m) || errors.Is(err, data.ErrWrongState) {
			return false // this one may not
		}
		if err != nil {
			o.t.Fatalf("case %d, %s: %v", key, do, err)
		}
		o.acts = append(o.acts, act{Case: key, On: o.Settings().Today(o.now), Flow: flow, Why: closing.Cause, Void: do == data.ActVoid})
		counts[do]++
		return true
	}
	for i := len(files) - 1; i >= 0; i-- {
		f, key := files[i], int64(i+1)
		switch {
		case f.State == data.StateClosed && i%53 == 0:
			if !try(key, data.ActReopen, data.FlowReopened, data.Closing{Cause: causes[i%len(causes)]}) || i%2 == 0 {
				continue
			}
			o.now = o.now.Add(5 * time.Hour)
			closing := data.Closing{Reason: data.ClosedSatisfied, Satisfied: data.IsSatisfied, CompletedOn: o.Settings().Today(o.now), NoAction: "Put right at once.", QAPI: "safety", Privacy: "none"}
			try(key, data.ActClose, data.FlowClosed, closing)
		case f.Open() && i%5 == 0:
			try(key, data.ActVoid, data.FlowWithdrawn, data.Closing{})
		case f.Open() && i%5 == 1:
			try(key, data.ActWithdraw, data.FlowWithdrawn, data.Closing{})
		default:
			continue
		}
		o.now = o.now.Add(2 * time.Hour)
	}
	for _, do := range []data.ActionID{data.ActReopen, data.ActClose, data.ActVoid, data.ActWithdraw} {
		if counts[do] == 0 {
			o.t.Errorf("no case could take the action %s, so that nothing of it is checked", do)
		}
	}
}

// script has the figures counted by the script beside the generator.
func (o *figuresOffice) script(python string, numbers []data.MonthNumber, periods []data.Period, cases io.Reader) map[string]checked {
	o.t.Helper()
	set := o.Settings()
	type number struct {
		Month string           `json:"month"`
		Unit  string           `json:"unit"`
		Kind  data.MeasureKind `json:"kind"`
		Value int              `json:"value"`
	}
	office := struct {
		Today    data.Date         `json:"today"`
		Zone     string            `json:"zone"`
		Decision int               `json:"decision"` // calendar days
		Update   int               `json:"update"`
		Domains  map[string]string `json:"domains"` // of the categories
		Periods  [][2]data.Date    `json:"periods"`
		Numbers  []number          `json:"numbers"`
		Acts     []act             `json:"acts"`
	}{Today: set.Today(o.now), Zone: set.TimeZone, Decision: set.Standard(data.ClockDecide).Days, Update: set.Standard(data.ClockUpdate).Days, Domains: map[string]string{}, Acts: o.acts}
	for _, c := range data.HCAT {
		office.Domains[c.Code] = c.Domain
	}
	for _, p := range periods {
		office.Periods = append(office.Periods, [2]data.Date{p.From, p.To})
	}
	for _, n := range numbers {
		office.Numbers = append(office.Numbers, number{n.Month.String(), n.Unit, n.Kind, n.Value})
	}
	head, err := json.Marshal(office)
	if err != nil {
		o.t.Fatal(err)
	}
	var said bytes.Buffer
	run := exec.CommandContext(o.t.Context(), python, "-B", "../data/practice/check/figures.py")
	run.Stdin, run.Stderr = io.MultiReader(bytes.NewReader(append(head, '\n')), cases), &said
	answer, err := run.Output()
	if err != nil {
		o.t.Fatalf("the independent count: %v\n%s", err, said.String())
	}
	var all map[string]checked
	if err := json.Unmarshal(answer, &all); err != nil {
		o.t.Fatal(err)
	}
	return all
}

// compare compares every measure, the cases that it leads to, and every table.
func (o *figuresOffice) compare(period string, f figures.Figures, want checked) {
	o.t.Helper()
	for _, m := range f.Measures() {
		if slices.Contains(notChecked, m.Code) || f.Before == nil && m.Code == "themes" {
			continue
		}
		w, counted := want.Measures[m.Code]
		if !counted {
			o.t.Errorf("%s: %s is not counted independently", period, m.Code)
			continue
		}
		if m.Known != w.Known || m.Share != (figures.Share{Part: w.Part, Whole: w.Whole}) || !alike(m.Value, w.Value) {
			o.t.Errorf("%s: %s is %v (%v), counted independently %v (%d of %d)", period, m.Code, m.Value, m.Share, w.Value, w.Part, w.Whole)
		}
		if (m.Cases != nil) != (w.Doors != nil) {
			o.t.Errorf("%s: %s leads to cases: %v", period, m.Code, m.Cases != nil)
		} else if m.Cases != nil {
			cases, sum := m.Cases(), int64(0)
			for _, key := range cases {
				sum += key
			}
			if len(cases) != *w.Doors || sum != w.Sum {
				o.t.Errorf("%s: %s leads to %d cases, counted independently %d", period, m.Code, len(cases), *w.Doors)
			}
		}
	}
	got := tablesOf(f)
	for name := range maps.Keys(got) {
		if !alike(got[name], want.Tables[name]) {
			o.t.Errorf("%s: %s is %v, counted independently %v", period, name, got[name], want.Tables[name])
		}
	}
	for name, n := range want.Tables {
		if _, there := got[name]; !there {
			o.t.Errorf("%s: %s is missing, counted independently %v", period, name, n)
		}
	}
}

func alike(a, b float64) bool { return math.Abs(a-b) <= 1e-9*math.Max(1, math.Abs(b)) }

// tablesOf are the numbers of the tables by name, without those that are 0.
func tablesOf(f figures.Figures) map[string]float64 {
	all := map[string]float64{}
	put := func(v float64, name string, args ...any) {
		if v != 0 {
			all[fmt.Sprintf(name, args...)] = v
		}
	}
	set := func(s figures.Set, name string, args ...any) { put(float64(s.N()), name, args...) }
	for _, k := range f.Kinds {
		set(k.Received, "kind.%s.received", string(k.Kind))
		set(k.Closed, "kind.%s.closed", string(k.Kind))
		set(k.Open, "kind.%s.open", string(k.Kind))
	}
	for _, b := range f.Ageing {
		set(b.Cases, "age.%d.cases", b.From)
		set(b.Grievances, "age.%d.grievances", b.From)
	}
	b := f.Backlog
	for name, part := range map[string]figures.Set{"start": b.Start, "received": b.In, "reopened": b.Again, "closed": b.Out, "withdrawn": b.Back, "end": b.End} {
		set(part, "backlog.%s", name)
	}
	set(f.Decided.NotYetDue, "decided.not_yet_due")
	for name, d := range map[string]figures.Days{"all": f.Days.All, "grievances": f.Days.Grievances, "others": f.Days.Others} {
		put(float64(d.N), "days.%s.n", name)
		put(d.Mean, "days.%s.mean", name)
		put(d.Median, "days.%s.median", name)
		put(float64(d.P90), "days.%s.p90", name)
		put(float64(d.Max), "days.%s.max", name)
	}
	for _, l := range f.Categories {
		for severity, s := range l.Severity {
			set(s, "category.%s.%d", l.Code, severity)
		}
	}
	for name, lines := range map[string][]figures.IssueLine{"domain": f.Domains, "stage": f.Stages, "issueunit": f.IssueUnits} {
		for _, l := range lines {
			set(l.Issues, "%s.%s", name, l.Code)
		}
	}
	for outcome, s := range f.Outcomes.ByOutcome {
		set(s, "outcome.%s", string(outcome))
	}
	for _, u := range f.Units {
		for name, s := range map[string]figures.Set{"received": u.Received, "grievances": u.Grievances, "complaints": u.Complaints, "compliments": u.Compliments,
			"issues": u.Issues, "high": u.High, "closed": u.Closed, "open": u.Open} {
			set(s, "unit.%s.%s", u.Unit, name)
		}
		put(u.Days.Median, "unit.%s.median", u.Unit)
		for _, base := range []figures.Base{u.Rates.Days, u.Rates.Encounters} {
			rate, _ := base.Per1000(u.Grievances.N())
			put(rate, "unit.%s.rate_%s", u.Unit, string(base.Kind))
		}
	}
	putGroups(set, "channel", f.Channels)
	putGroups(set, "payer", f.Payers)
	putGroups(set, "shift", f.Shifts)
	for _, l := range f.Advocacy.Lines {
		set(l.Finished, "advocacy.%s.finished", string(l.Kind))
		set(l.Achieved, "advocacy.%s.achieved", string(l.Kind))
		put(float64(l.Recovered), "advocacy.%s.cents", string(l.Kind))
	}
	for _, l := range f.Letters.Kinds {
		set(l.Sent, "letters.%s", string(l.Kind))
	}
	for _, l := range f.Escalations {
		set(l.Raised, "escalation.%s", string(l.Trigger))
	}
	for _, e := range f.Equity {
		for _, l := range e.Lines {
			set(l.Received, "equity.%s.%s.received", e.By, l.Code)
			put(l.Days.Median, "equity.%s.%s.median", e.By, l.Code)
			if l.Substantiated.Known() {
				low, high := l.Substantiated.Wilson()
				set(l.Upheld, "equity.%s.%s.upheld", e.By, l.Code)
				set(l.WithFinding, "equity.%s.%s.found", e.By, l.Code)
				put(low, "equity.%s.%s.low", e.By, l.Code)
				put(high, "equity.%s.%s.high", e.By, l.Code)
			}
		}
	}
	return all
}

func putGroups[T ~string](set func(figures.Set, string, ...any), name string, lines []figures.GroupLine[T]) {
	for _, l := range lines {
		set(l.Received, "%s.%s.received", name, string(l.Code))
		set(l.Grievances, "%s.%s.grievances", name, string(l.Code))
		set(l.Complaints, "%s.%s.complaints", name, string(l.Code))
	}
}
