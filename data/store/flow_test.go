package store

import (
	"context"
	"maps"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"rapport/data"
	"rapport/data/practice"
)

// naive counts what the month facts must say, from the cases whole and the
// moves that the test itself made.
type naive struct {
	received, reopened, closed, withdrawn map[data.Month]int
	openAtEnd                             map[data.Month]map[string]bool
	openOn                                map[data.Date]map[int64]bool // when the day ended, of days on which something was done
	void                                  map[string]bool              // by number
}

// open are the cases that were open when a day ended, by key.
func (n naive) open(on data.Date) map[int64]bool {
	last := data.Date(0)
	for day := range n.openOn {
		if day <= on {
			last = max(last, day)
		}
	}
	return n.openOn[last]
}

func TestTheBacklogBalancesOverAnySequenceOfActions(t *testing.T) {
	for seed := range uint64(4) {
		d := newDesk(t, false)
		r := rand.New(rand.NewPCG(seed, 1))
		n := naive{map[data.Month]int{}, map[data.Month]int{}, map[data.Month]int{}, map[data.Month]int{}, map[data.Month]map[string]bool{}, map[data.Date]map[int64]bool{}, map[string]bool{}}
		open := map[string]int64{}
		ended := map[string]int64{}
		var months []data.Month
		for range 8 {
			month := d.Settings().Today(d.clock.now()).Month()
			months = append(months, month)
			for range 12 {
				d.someAction(r, n, open, ended)
				today := map[int64]bool{}
				for _, key := range open {
					today[key] = true
				}
				n.openOn[d.Session.today()] = today
				d.clock.set(d.clock.now().Add(time.Duration(1+r.IntN(40)) * time.Hour))
				if d.Settings().Today(d.clock.now()).Month() != month {
					break
				}
			}
			n.openAtEnd[month] = map[string]bool{}
			for number := range open {
				n.openAtEnd[month][number] = true
			}
			next := month.Add(1).First().Start(d.Settings().Zone()).Add(time.Duration(r.IntN(90)) * time.Minute)
			if d.clock.now().Before(next) {
				d.clock.set(next)
			}
		}
		for _, m := range months {
			d.compare(seed, n, m)
		}
		first := months[0].First().AddDays(-40)
		for range 60 {
			from := first.AddDays(r.IntN(300))
			d.compareDays(seed, n, data.Period{From: from, To: from.AddDays(r.IntN(120))})
		}
		report := must[VerifyReport](t)(d.Verify(t.Context(), true, nil))
		if !report.OK() {
			t.Errorf("seed %d: %+v", seed, report)
		}
	}
}

// compareDays compares what was open around any days with what the test saw.
func (d *desk) compareDays(seed uint64, n naive, p data.Period) {
	d.t.Helper()
	facts := d.facts(p)
	is := map[string][]int64{"start": facts.OpenStart, "end": keysOfFacts(facts.Open)}
	for name, on := range map[string]data.Date{"start": p.From.AddDays(-1), "end": p.To} {
		want := slices.Sorted(maps.Keys(n.open(min(on, d.Session.today()))))
		if got := slices.Sorted(slices.Values(is[name])); !slices.Equal(got, want) {
			d.t.Errorf("seed %d, %s: open at the %s are %v, want %v", seed, p, name, got, want)
		}
	}
}

// someAction opens, closes, withdraws or reopens a case.
func (d *desk) someAction(r *rand.Rand, n naive, open, ended map[string]int64) {
	d.t.Helper()
	ctx := context.Background()
	today := d.Settings().Today(d.clock.now())
	month := today.Month()
	pick := func(from map[string]int64) string {
		all := make([]string, 0, len(from))
		for number := range from {
			all = append(all, number)
		}
		slices.Sort(all)
		return all[r.IntN(len(all))]
	}
	switch k := r.IntN(10); {
	case k < 4 || len(open) == 0:
		in := spoken(d.clock.now())
		in.Answers = data.Answers{ResolvedNow: true} // a complaint, which closes without a letter
		in.Nature = []data.Kind{data.Complaint, data.Compliment, data.Suggestion}[r.IntN(3)]
		f := must[data.CaseFile](d.t)(d.OpenCase(ctx, in))
		n.received[month]++
		open[f.Number] = f.Key
	case k < 7:
		number := pick(open)
		caseDo(d.t)(d.Act(ctx, open[number], data.ActClose, "", settled(data.ClosedSatisfied, today)))
		n.closed[month]++
		ended[number] = open[number]
		delete(open, number)
	case k < 8:
		number := pick(open)
		way := data.ActWithdraw
		if n.void[number] = r.IntN(2) == 0; n.void[number] {
			way = data.ActVoid
		}
		caseDo(d.t)(d.Act(ctx, open[number], way, "She took it back.", data.Closing{}))
		n.withdrawn[month]++
		ended[number] = open[number]
		delete(open, number)
	case len(ended) > 0:
		number := pick(ended)
		way := data.ActReopen
		if n.void[number] {
			way, n.void[number] = data.ActRestore, false
		}
		caseDo(d.t)(d.Act(ctx, ended[number], way, "New facts.", data.Closing{}))
		n.reopened[month]++
		open[number] = ended[number]
		delete(ended, number)
	}
}

func (d *desk) compare(seed uint64, n naive, m data.Month) {
	d.t.Helper()
	facts := must[data.SummaryFacts](d.t)(d.SummaryFacts(d.t.Context(), data.MonthPeriod(m)))
	b := facts.Backlog()
	if !b.Balances() {
		d.t.Errorf("seed %d, %s: %+v does not balance", seed, m, b)
	}
	if b.Received != n.received[m] || b.Reopened != n.reopened[m] || b.Closed != n.closed[m] || b.Withdrawn != n.withdrawn[m] ||
		b.OpenStart != len(n.openAtEnd[m.Add(-1)]) || b.OpenEnd != len(n.openAtEnd[m]) {
		d.t.Errorf("seed %d, %s: the backlog is %+v; counted %d received, %d reopened, %d closed, %d withdrawn, %d open", seed, m, b,
			n.received[m], n.reopened[m], n.closed[m], n.withdrawn[m], len(n.openAtEnd[m]))
	}
	got := map[string]bool{}
	for _, f := range facts.Open {
		got[f.Number] = true
	}
	if len(facts.Open) != len(got) || len(got) != len(n.openAtEnd[m]) {
		d.t.Errorf("seed %d, %s: open are %v, want %v", seed, m, got, n.openAtEnd[m])
	}
	for number := range n.openAtEnd[m] {
		if !got[number] {
			d.t.Errorf("seed %d, %s: %s was open and is not listed", seed, m, number)
		}
	}
}

func TestMonthFactsEqualANaiveCountOverTheCasesWhole(t *testing.T) {
	d := newDesk(t, true)
	today := d.Settings().Today(d.clock.now())
	zone := d.Settings().Zone()
	var all []data.CaseFile
	keep := func(yield func(data.CaseFile) bool) {
		for f := range practice.Cases(5, 600, d.Settings(), today.AddDays(-300), today) {
			all = append(all, f)
			if !yield(f) {
				return
			}
		}
	}
	if err := d.Load(t.Context(), keep, nil); err != nil {
		t.Fatal(err)
	}
	for i := range 11 {
		m := today.Month().Add(-i)
		facts := must[data.SummaryFacts](t)(d.SummaryFacts(t.Context(), data.MonthPeriod(m)))
		var received, grievances, others, closed, withdrawn, open, issues, letters int
		for _, f := range all {
			in := data.DateOf(f.ReceivedAt, zone)
			out := data.Date(1 << 30)
			if !f.Open() {
				out = data.DateOf(f.ClosedAt, zone)
			}
			if in.Month() == m {
				received++
				issues += len(f.Issues)
				if f.Kind.NeedsNotice() {
					grievances++
				} else if f.Kind != data.Compliment {
					others++
				}
			}
			if !f.Open() && out.Month() == m {
				if f.State == data.StateWithdrawn {
					withdrawn++
				} else {
					closed++
				}
			}
			if in <= m.Last() && out > m.Last() {
				open++
			}
			for _, l := range f.Letters {
				if data.DateOf(l.IssuedAt, zone).Month() == m {
					letters++
				}
			}
		}
		last := facts.Trend[len(facts.Trend)-1]
		got := []int{len(facts.Received), last.Grievances, last.Others, len(facts.Closed), facts.Backlog().Withdrawn, len(facts.Open), len(facts.Issues), len(facts.Letters)}
		want := []int{received, grievances, others, closed, withdrawn, open, issues, letters}
		if !slices.Equal(got, want) {
			t.Errorf("%s: received, grievances, others, closed, withdrawn, open, issues, letters are %v, want %v", m, got, want)
		}
		if b := facts.Backlog(); !b.Balances() || b.OpenEnd != open || b.Received != received {
			t.Errorf("%s: the backlog is %+v, want %d open", m, b, open)
		}
	}
	report := must[VerifyReport](t)(d.Verify(t.Context(), true, nil))
	if !report.OK() {
		t.Errorf("after loading: %+v", report)
	}
}

func TestAMonthOfNothingButFeedbackHasItsFacts(t *testing.T) {
	d := newDesk(t, false)
	may := data.NewDate(2025, time.May, 5)
	counts := must[data.ImportCounts](t)(d.ImportFeedback(t.Context(), data.ImportFile{Source: "cards"}, comments(
		data.Feedback{ExternalID: "1", Received: may, Unit: "ICU", Text: "Kind nurses.", Sentiment: 1, Themes: []string{"Staff"}},
		data.Feedback{ExternalID: "2", Received: may, Unit: "ICU", Text: " ", Sentiment: 4, Themes: []string{"Staff", "Food"}},
		data.Feedback{ExternalID: "3", Text: "No date."},
	), nil))
	if counts.Imported != 3 {
		t.Fatal(counts)
	}
	f := must[data.SummaryFacts](t)(d.SummaryFacts(t.Context(), data.MonthPeriod(may.Month()))).Feedback
	if f.Comments != 2 || f.Empty != 1 || f.Negative != 1 || f.Positive != 1 || f.Rated != 2 || f.Undated != 1 ||
		f.Themes[0] != (data.NamedCount{Name: "Staff", Count: 2}) || f.Units[0] != (data.NamedCount{Name: "ICU", Count: 2}) {
		t.Errorf("the facts are %+v", f)
	}
	first, last, err := d.Months(t.Context())
	if err != nil || first != may.Month() || last != may.Month() {
		t.Errorf("the months run from %s to %s, %v", first, last, err)
	}
}
