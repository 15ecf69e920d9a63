package store

import (
	"context"
	"slices"
	"testing"
	"time"

	"rapport/data"
)

// BenchmarkWithRestrictedCases runs what is asked most often in turn by an officer
// of an office without restricted cases, and of one with twenty that are hidden from
// them, on the same case file. It reports the medians and how many times as long the
// second took.
func BenchmarkWithRestrictedCases(b *testing.B) {
	ctx := context.Background()
	if bench.once.Do(func() { bench.err = buildBench() }); bench.err != nil {
		b.Fatal(bench.err)
	}
	sealed := bench.sealed
	open := sealed.sighted()
	var keys []int64
	for i := range int64(20) {
		keys = append(keys, 1+i*int64(bench.count)/20)
	}
	hidden := hiddenSight(b, sealed, keys)
	typed := keystrokes(sealed)
	period := data.MonthPeriod(benchToday.Month().Add(-1))
	for _, ask := range []struct {
		name string
		do   func(i int) error
	}{
		{"newest", func(int) error { _, err := sealed.Cases(ctx, data.CaseQuery{}); return err }},
		{"due", func(int) error {
			_, err := sealed.Cases(ctx, data.CaseQuery{Order: data.DueFirst, OpenOnly: true})
			return err
		}},
		{"filtered", func(int) error {
			_, err := sealed.Cases(ctx, data.CaseQuery{Unit: sealed.Settings().Units[0], OpenOnly: true})
			return err
		}},
		{"search", func(i int) error { _, err := sealed.Cases(ctx, data.CaseQuery{Text: typed[i%len(typed)]}); return err }},
		{"count-search", func(i int) error {
			_, err := sealed.CountCases(ctx, data.CaseQuery{Text: typed[i%len(typed)]})
			return err
		}},
		{"count-open", func(int) error { _, err := sealed.CountCases(ctx, data.CaseQuery{OpenOnly: true}); return err }},
		{"today", func(int) error { _, err := sealed.Today(ctx, false); return err }},
		{"like", func(int) error {
			_, err := sealed.PeopleLike(ctx, data.Person{Given: "Alba", Family: "Alderquist"})
			return err
		}},
		{"summary", func(int) error { _, err := sealed.SummaryFacts(ctx, period); return err }},
	} {
		b.Run(ask.name, func(b *testing.B) {
			var took [2][]time.Duration
			for i := range max(b.N, 40) {
				for way, s := range []*sight{open, hidden} {
					sealed.see(s)
					start := time.Now()
					if err := ask.do(i); err != nil {
						b.Fatal(err)
					}
					took[way] = append(took[way], time.Since(start))
				}
			}
			sealed.see(open)
			median := func(all []time.Duration) float64 {
				slices.Sort(all)
				return float64(all[len(all)/2]) / float64(time.Millisecond)
			}
			none, few := median(took[0]), median(took[1])
			b.ReportMetric(none, "ms-none")
			b.ReportMetric(few, "ms-twenty")
			b.ReportMetric(few/none, "times")
			b.ReportMetric(0, "ns/op")
		})
	}
}

// see has the session see by another sight.
func (s *Session) see(other *sight) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.sight = other
}

// hiddenSight is the sight of somebody from whom cases are hidden.
func hiddenSight(b *testing.B, s *Session, keys []int64) *sight {
	b.Helper()
	var hidden *sight
	err := s.base.write(context.Background(), func(t *tx) error {
		for _, key := range keys {
			if err := t.put(data.Restriction{Names: []string{"Somebody else"}}, `insert into restrictions (case_key, body) values (?, ?)`, key); err != nil {
				return err
			}
		}
		var err error
		if hidden, err = readSight(t, "Nobody", nil); err != nil {
			return err
		}
		return t.exec(`delete from restrictions`)
	})
	if err != nil {
		b.Fatal(err)
	}
	return hidden
}
