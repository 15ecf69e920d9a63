package suppress

import (
	"fmt"
	"math/rand/v2"
	"testing"
)

// month is a ledger as large as that of a summary: some 600 numbers in tables
// that share their totals, with two periods.
func month(seed uint64, size int) *Ledger {
	r := rand.New(rand.NewPCG(seed, 11))
	l := &Ledger{}
	n := func(_, _ string) int { return r.IntN(size) * r.IntN(3) }
	kinds := heads("kind", 6)
	twoWay(l, heads("unit", 30), kinds, n)
	split := func(of string, into []string) {
		left := l.counts[l.index[of]].n
		for i, name := range into {
			part := left
			if i < len(into)-1 {
				part = r.IntN(left/2 + 1)
			}
			left -= part
			l.Count(of+"/"+name, part)
		}
		l.Sum(of, with(of+"/", into, "")...)
	}
	for _, k := range kinds {
		split(k, heads("channel", 8))
		split(k, heads("age", 7))
		split(k, heads("severity", 3))
	}
	for i := range 14 {
		split("all", heads(fmt.Sprint("list", i, "."), 8))
	}
	for _, u := range heads("unit", 30) {
		l.Count(u+" before", r.IntN(30))
		l.From(u+" change", u, u+" before")
		part := r.IntN(l.counts[l.index[u]].n + 1)
		l.Count(u+" late", part)
		l.Share(u+" % late", u+" late", u)
	}
	l.Headline("all")
	return l
}

func BenchmarkProtect(b *testing.B) {
	for _, size := range []int{8, 20, 60} {
		b.Run(fmt.Sprint(size), func(b *testing.B) {
			l := month(1, size)
			small := 0
			for _, c := range l.counts {
				if Small(c.n) {
					small++
				}
			}
			var hidden map[string]bool
			for b.Loop() {
				var err error
				if hidden, err = l.Protect(b.Context()); err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(float64(len(l.counts)), "numbers")
			b.ReportMetric(float64(len(l.rows)), "relations")
			b.ReportMetric(float64(small), "small")
			b.ReportMetric(float64(len(others(l, hidden))), "others")
		})
	}
}

func BenchmarkAudit(b *testing.B) {
	l := month(1, 20)
	hidden, err := l.Protect(b.Context())
	if err != nil {
		b.Fatal(err)
	}
	shown := l.Shown(hidden)
	for b.Loop() {
		if len(l.Audit(b.Context(), shown)) > 0 {
			b.Fatal("leaks")
		}
	}
}
