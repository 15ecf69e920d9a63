package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"math/rand/v2"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"rapport/data"
	"rapport/data/practice"
)

// The benchmarks run the same methods over the same cases twice in one run: in
// the encrypted case file, and in plain SQLite of the same schema and settings.
// RAPPORT_BENCH_CASES sets how many cases (200000), some 2,000 of them a month.
// RAPPORT_BENCH_STORE names a folder in which both are kept for the benchmarks of
// other packages and for the next run; without it they are removed at the end.

var bench struct {
	once        sync.Once
	err         error
	dir         string
	sealed      *Session
	plain       *Session
	plainPools  []*sql.DB
	loadSeconds map[string]float64 // empty where the files were kept from another run
	count       int
}

func TestMain(m *testing.M) {
	code := m.Run()
	if err := endBench(); err != nil {
		fmt.Fprintln(os.Stderr, "putting the benchmark's files away:", err)
		code = 1
	}
	os.Exit(code)
}

// endBench closes the case files and removes them unless they are to be kept.
func endBench() error {
	var err error
	if bench.plain != nil {
		err = closePlain()
	}
	if bench.sealed != nil {
		err = errors.Join(err, bench.sealed.File().Close())
	}
	if bench.dir != "" && os.Getenv("RAPPORT_BENCH_STORE") == "" {
		err = errors.Join(err, os.RemoveAll(bench.dir))
	}
	return err
}

func closePlain() error {
	bench.plain.lock()
	<-bench.plain.stopped
	err := bench.plain.base.close()
	for _, pool := range bench.plainPools {
		err = errors.Join(err, pool.Close())
	}
	return err
}

func benchCount() int {
	if n, err := strconv.Atoi(os.Getenv("RAPPORT_BENCH_CASES")); err == nil && n > 0 {
		return n
	}
	return 200_000
}

// benchToday is the practice office's day; its clock stands at noon.
var benchToday = data.NewDate(2026, time.October, 15)

const (
	benchMonthCases = 2000 // received in a month, on average
	benchComments   = 600  // in a month
)

func buildBench() (err error) {
	ctx := context.Background()
	bench.count = benchCount()
	if bench.dir = os.Getenv("RAPPORT_BENCH_STORE"); bench.dir == "" {
		bench.dir, err = os.MkdirTemp("", "rapport-bench-")
	} else {
		err = os.MkdirAll(bench.dir, 0o700)
	}
	if err != nil {
		return err
	}
	noon := WithClock(func() time.Time { return benchToday.Start(time.UTC).Add(17 * time.Hour) })
	sealed := filepath.Join(bench.dir, "sealed")
	if _, err := os.Stat(sealed); err == nil {
		return reopenBench(ctx, sealed, noon)
	}
	if bench.sealed, _, err = Create(ctx, sealed, practice.Setup(), WithKDF(cheap), noon); err != nil {
		return err
	}
	if bench.plain, err = plainTwin(ctx, bench.sealed); err != nil {
		return err
	}
	if err := bench.plain.furnish(ctx, practice.Setup()); err != nil {
		return err
	}
	// Both at once: what else the machine does slows both, and it takes half as long.
	var group sync.WaitGroup
	var took [2]float64
	var errs [2]error
	for i, s := range []*Session{bench.sealed, bench.plain} {
		group.Go(func() { took[i], errs[i] = fillBench(ctx, s) })
	}
	group.Wait()
	bench.loadSeconds = map[string]float64{"sealed": took[0], "plain": took[1]}
	return errors.Join(errs[:]...)
}

// reopenBench opens what another run has kept.
func reopenBench(ctx context.Context, sealed string, noon Option) error {
	f, err := Open(sealed, noon)
	if err != nil {
		return err
	}
	if bench.sealed, err = f.SignIn(ctx, practice.Officer, practice.Passphrase); err != nil {
		return err
	}
	if bench.plain, err = plainTwin(ctx, bench.sealed); err != nil {
		return err
	}
	return bench.plain.begin(ctx)
}

// fillBench loads the cases, which it times, and what else a summary shows.
func fillBench(ctx context.Context, s *Session) (seconds float64, err error) {
	set := s.Settings()
	months := max(bench.count/benchMonthCases, 1)
	from := benchToday.AddMonths(-months)
	start := time.Now()
	if err := s.Load(ctx, practice.Cases(1, bench.count, set, from, benchToday), nil); err != nil {
		return 0, err
	}
	seconds = time.Since(start).Seconds()
	if _, err := s.ImportFeedback(ctx, data.ImportFile{Source: practice.CommentSource}, practice.Comments(1, months*benchComments, set, from, benchToday), nil); err != nil {
		return 0, err
	}
	if err := s.SaveMonthNumbers(ctx, practice.MonthNumbers(1, set, from, benchToday), nil); err != nil {
		return 0, err
	}
	set.Goals = practice.Goals()
	return seconds, s.SaveSettings(ctx, set)
}

// plainTwin is a session over plain SQLite with the settings of the vault's own
// connections.
func plainTwin(ctx context.Context, like *Session) (*Session, error) {
	pragmas := []string{"busy_timeout(10000)", "journal_mode(wal)", "synchronous(full)", "foreign_keys(1)", "secure_delete(1)",
		"trusted_schema(0)", "cell_size_check(1)", "temp_store(memory)", "mmap_size(0)"}
	open := func(cacheMiB, conns int) (*sql.DB, error) {
		q := url.Values{"_pragma": append(slices.Clone(pragmas), fmt.Sprintf("cache_size(-%d)", cacheMiB<<10))}
		db, err := sql.Open("sqlite", "file:"+filepath.Join(bench.dir, "plain.db")+"?"+q.Encode())
		if err == nil {
			db.SetMaxOpenConns(conns)
		}
		return db, err
	}
	write, err := open(64, 1)
	if err != nil {
		return nil, err
	}
	read, err := open(16, readers)
	if err != nil {
		return nil, err
	}
	bench.plainPools = []*sql.DB{read, write}
	b, err := openBase(ctx, write, read)
	if err != nil {
		return nil, err
	}
	if err := b.migrate(ctx, func() error { return nil }); err != nil {
		return nil, err
	}
	s := &Session{file: like.file, base: b, chain: chain{slices.Clone(like.chain.key)}, officer: like.Officer(),
		watchers: map[int]func(Event){}, wake: make(chan struct{}, 1), stopped: make(chan struct{})}
	s.stop, s.lock = context.WithCancel(ctx)
	go s.recordViews()
	return s, nil
}

// bothBuilt has both case files.
func bothBuilt(b *testing.B) {
	b.Helper()
	bench.once.Do(func() { bench.err = buildBench() })
	if bench.err != nil {
		b.Fatal(bench.err)
	}
}

// beside times what making gives for the plain and for the sealed case file, in
// turns, and reports of each the median and the 95th percentile, and the median of
// how many times as long the same call took in the sealed one.
func beside(b *testing.B, making func(s *Session) (call func(i int) error)) {
	bothBuilt(b)
	besideAfter(b, [2]timed{{call: making(bench.plain)}, {call: making(bench.sealed)}})
}

// timed is a call, and what comes before each and is not timed.
type timed struct {
	before func() error
	call   func(i int) error
}

// besideAfter is beside for calls of the plain and the sealed case file.
func besideAfter(b *testing.B, both [2]timed) {
	var took [2][]float64
	var ratios []float64
	b.ResetTimer()
	for i := range b.N {
		var ms [2]float64
		for turn := range 2 {
			which := (i + turn) % 2
			if before := both[which].before; before != nil {
				if err := before(); err != nil {
					b.Fatal(err)
				}
			}
			start := time.Now()
			if err := both[which].call(i); err != nil {
				b.Fatal(err)
			}
			ms[which] = float64(time.Since(start).Microseconds()) / 1000
			took[which] = append(took[which], ms[which])
		}
		ratios = append(ratios, ms[1]/max(ms[0], 0.001))
	}
	b.StopTimer()
	for i, name := range []string{"plain", "sealed"} {
		b.ReportMetric(quantile(took[i], 0.5), name+"-p50-ms")
		b.ReportMetric(quantile(took[i], 0.95), name+"-p95-ms")
	}
	b.ReportMetric(quantile(ratios, 0.5), "sealed/plain")
	b.ReportMetric(0, "ns/op")
}

func quantile(all []float64, p float64) float64 {
	slices.Sort(all)
	return all[int(p*float64(len(all)-1))]
}

func BenchmarkLoad(b *testing.B) {
	bothBuilt(b)
	if len(bench.loadSeconds) == 0 {
		b.Skip("the case files were kept from another run")
	}
	for range b.N { // the loading was done once, when the case file was built
		for name, seconds := range bench.loadSeconds {
			b.ReportMetric(float64(bench.count)/seconds, name+"-cases/s")
		}
	}
	b.ReportMetric(0, "ns/op")
}

// BenchmarkSignIn opens the database, reads the office and writes the sign-in;
// deriving the key, which the plain twin has not, is next to nothing here.
func BenchmarkSignIn(b *testing.B) {
	bothBuilt(b)
	ctx := context.Background()
	f := bench.sealed.File()
	besideAfter(b, [2]timed{{
		before: closePlain,
		call: func(int) (err error) {
			if bench.plain, err = plainTwin(ctx, bench.sealed); err != nil {
				return err
			}
			return bench.plain.begin(ctx)
		},
	}, {
		before: func() error { return bench.sealed.Lock(ctx) },
		call: func(int) (err error) {
			bench.sealed, err = f.SignIn(ctx, practice.Officer, practice.Passphrase)
			return err
		},
	}})
}

// BenchmarkSignInWithDerivation has the cost of a guess that a new case file
// gets on this machine; the case file is empty.
func BenchmarkSignInWithDerivation(b *testing.B) {
	ctx := context.Background()
	s, _, err := Create(ctx, b.TempDir(), practice.Setup())
	if err != nil {
		b.Fatal(err)
	}
	f := s.File()
	defer f.Close()
	var took []float64
	for range b.N {
		if err := s.Lock(ctx); err != nil {
			b.Fatal(err)
		}
		start := time.Now()
		if s, err = f.SignIn(ctx, practice.Officer, practice.Passphrase); err != nil {
			b.Fatal(err)
		}
		took = append(took, float64(time.Since(start).Microseconds())/1000)
	}
	b.ReportMetric(quantile(took, 0.5), "p50-ms")
	b.ReportMetric(0, "ns/op")
}

// everyThird are n keys of cases, one in three.
func everyThird(n int) []int64 {
	keys := make([]int64, n)
	for i := range keys {
		keys[i] = int64(1 + 3*i)
	}
	return keys
}

func BenchmarkListPage(b *testing.B) {
	for _, list := range []struct {
		name string
		q    data.CaseQuery
	}{
		{"newest", data.CaseQuery{}},
		{"due", data.CaseQuery{Order: data.DueFirst}},
		{"severity", data.CaseQuery{Order: data.SeverityFirst}},
		{"latest-due", data.CaseQuery{Order: data.DueFirst, Reverse: true}},
		{"patient", data.CaseQuery{Order: data.ByPatient}},
		{"complainant", data.CaseQuery{Order: data.ByComplainant, Reverse: true}},
		{"record-number", data.CaseQuery{Order: data.ByMRN}},
		{"number", data.CaseQuery{Order: data.ByNumber}},
		{"kind", data.CaseQuery{Order: data.ByKind}},
		{"state", data.CaseQuery{Order: data.ByState}},
		{"received", data.CaseQuery{Order: data.ByReceived, Reverse: true}},
		{"closed", data.CaseQuery{Order: data.ByClosed, Reverse: true}},
		{"owner", data.CaseQuery{Order: data.ByOwner}},
		{"marks", data.CaseQuery{Order: data.ByFlags}},
		{"marked", data.CaseQuery{Flags: data.FlagHarm | data.FlagRestricted}},
		{"due-week", data.CaseQuery{DueFrom: benchToday, DueTo: benchToday.AddDays(7), Order: data.DueFirst}},
		{"unit", data.CaseQuery{Unit: practice.Settings().Units[0]}},
		{"filtered", data.CaseQuery{Kinds: []data.Kind{data.Grievance}, States: []data.State{data.StateClosed}, ReceivedFrom: benchToday.AddDays(-900), ReceivedTo: benchToday.AddDays(-600)}},
		{"few-of-a-figure", data.CaseQuery{Among: everyThird(2_000), Order: data.DueFirst}},
		{"many-of-a-figure", data.CaseQuery{Among: everyThird(data.MaxAmong), Order: data.DueFirst}},
		{"none", data.CaseQuery{Owner: "Nobody At All", Kinds: []data.Kind{data.Grievance}}},
	} {
		b.Run(list.name, func(b *testing.B) {
			beside(b, func(s *Session) func(int) error {
				at := data.Cursor{}
				return func(int) error {
					query := list.q
					query.After = at
					page, err := s.Cases(context.Background(), query)
					if at = page.Next; !page.More {
						at = data.Cursor{}
					}
					return err
				}
			})
		})
	}
}

// keystrokes are what a search box is asked while words are typed.
func keystrokes(s *Session) []string {
	r := rand.New(rand.NewPCG(7, 7))
	var all []string
	for range 60 {
		row, err := s.Cases(context.Background(), data.CaseQuery{Limit: 1, After: data.Cursor{Set: true, Key: 1 + r.Int64N(int64(bench.count))}})
		if err != nil || len(row.Rows) == 0 {
			continue
		}
		words := strings.Fields(row.Rows[0].Opening)
		typed := words[r.IntN(len(words))]
		if r.IntN(3) == 0 {
			typed = row.Rows[0].Patient
		}
		for n := 1; n <= min(len(typed), 8); n++ {
			all = append(all, typed[:n])
		}
	}
	return all
}

func BenchmarkSearchKeystroke(b *testing.B) {
	beside(b, func(s *Session) func(int) error {
		typed := keystrokes(s)
		return func(i int) error {
			_, err := s.Cases(context.Background(), data.CaseQuery{Text: typed[i%len(typed)]})
			return err
		}
	})
}

func BenchmarkCountKeystroke(b *testing.B) {
	beside(b, func(s *Session) func(int) error {
		typed := keystrokes(s)
		return func(i int) error {
			_, err := s.CountCases(context.Background(), data.CaseQuery{Text: typed[i%len(typed)]})
			return err
		}
	})
}

// BenchmarkSnippets reads the sentences of the rows that a window shows while
// words are typed.
func BenchmarkSnippets(b *testing.B) {
	const shown = 14
	beside(b, func(s *Session) func(int) error {
		typed := keystrokes(s)
		pages := make([][]int64, len(typed))
		for i, words := range typed {
			page, err := s.Cases(context.Background(), data.CaseQuery{Text: words, Limit: shown})
			if err != nil {
				b.Fatal(err)
			}
			for _, row := range page.Rows {
				pages[i] = append(pages[i], row.Key)
			}
		}
		return func(i int) error {
			_, err := s.Snippets(context.Background(), typed[i%len(typed)], pages[i%len(typed)])
			return err
		}
	})
}

// BenchmarkSearchKeystrokeShown is a key stroke as the window has it: a page of
// its size, and the sentences of the rows in sight.
func BenchmarkSearchKeystrokeShown(b *testing.B) {
	const page, shown = 200, 14
	beside(b, func(s *Session) func(int) error {
		typed := keystrokes(s)
		return func(i int) error {
			words := typed[i%len(typed)]
			found, err := s.Cases(context.Background(), data.CaseQuery{Text: words, Limit: page})
			if err != nil {
				return err
			}
			var keys []int64
			for _, row := range found.Rows[:min(len(found.Rows), shown)] {
				keys = append(keys, row.Key)
			}
			_, err = s.Snippets(context.Background(), words, keys)
			return err
		}
	})
}

func BenchmarkOpenCase(b *testing.B) {
	beside(b, func(s *Session) func(int) error {
		r := rand.New(rand.NewPCG(3, 3))
		var numbers []string
		for range 200 {
			page, err := s.Cases(context.Background(), data.CaseQuery{Limit: 1, After: data.Cursor{Set: true, Key: 2 + r.Int64N(int64(bench.count))}})
			if err != nil {
				b.Fatal(err)
			}
			numbers = append(numbers, page.Rows[0].Number)
		}
		return func(i int) error {
			_, err := s.Case(context.Background(), numbers[i%len(numbers)])
			return err
		}
	})
}

// BenchmarkPeopleLike asks the register for a person while they are typed: by a
// record number, by a name that many have, by a name with a birth date.
func BenchmarkPeopleLike(b *testing.B) {
	ctx := context.Background()
	typed := []data.Person{{MRN: "PX000417"}, {Given: "Alba", Family: "Alderquist"}, {Given: "Alba", Family: "Alderquist", BirthDate: data.NewDate(1960, 4, 1)}}
	beside(b, func(s *Session) func(int) error {
		return func(i int) error {
			_, err := s.PeopleLike(ctx, typed[i%len(typed)])
			return err
		}
	})
}

func BenchmarkToday(b *testing.B) {
	for _, mine := range []bool{false, true} {
		b.Run(map[bool]string{false: "all", true: "mine"}[mine], func(b *testing.B) {
			beside(b, func(s *Session) func(int) error {
				return func(int) error { _, err := s.Today(context.Background(), mine); return err }
			})
		})
	}
}

// BenchmarkMonthFacts reads the facts of a month with those of the month before,
// the trend, the themes of the quarter and the people of a year.
func BenchmarkMonthFacts(b *testing.B) {
	beside(b, func(s *Session) func(int) error {
		return func(i int) error {
			_, err := s.SummaryFacts(context.Background(), data.MonthPeriod(benchToday.Month().Add(-i%24)))
			return err
		}
	})
}

func BenchmarkYearFacts(b *testing.B) {
	beside(b, func(s *Session) func(int) error {
		return func(i int) error {
			_, err := s.SummaryFacts(context.Background(), data.YearPeriod(benchToday.Year()-1-i%3))
			return err
		}
	})
}

// BenchmarkCommit adds a note to a case: rows, search index, audit entry, sync.
func BenchmarkCommit(b *testing.B) {
	beside(b, func(s *Session) func(int) error {
		return func(i int) error {
			_, err := s.AddNote(context.Background(), int64(1+i%100), data.Note{Class: data.NoteRestricted, Text: "Called back, nobody answered."})
			return err
		}
	})
}
