package store

import (
	"context"
	"errors"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"rapport/data"
	"rapport/data/vault"
)

// cheap makes a passphrase guess cost next to nothing, in tests alone.
var cheap = vault.KDF{Passes: 1, MemoryKiB: 64, Lanes: 1}

const passphrase = "seven quiet herons over the weir"

// clock is a clock that a test sets, while the session reads it from goroutines
// of its own.
type clock struct {
	mu sync.Mutex
	at time.Time
}

func (c *clock) now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.at
}

func (c *clock) set(at time.Time) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.at = at
}

// desk is an office in a test: a case file, an officer signed in, a clock.
type desk struct {
	*Session
	t     testing.TB
	dir   string
	clock *clock
	key   string // the recovery key
}

// Wednesday, 10 in the morning in New York.
var monday = time.Date(2026, 3, 2, 15, 0, 0, 0, time.UTC)

func settings() data.Settings {
	s := data.DefaultSettings()
	s.Facility, s.Phone = "Lakeside General Hospital", "555-0100"
	s.Address = data.Address{Street: "1 Shore Road", City: "Lakeside", State: "NY", Postal: "10001"}
	return s
}

func newDesk(t testing.TB, practice bool) *desk {
	t.Helper()
	d := &desk{t: t, dir: filepath.Join(t.TempDir(), "file"), clock: &clock{at: monday}}
	set := settings()
	set.Practice = practice
	s, key, err := Create(t.Context(), d.dir, data.Setup{
		Settings: set, Passphrase: passphrase,
		Officer: data.Officer{Name: "Dana Whitfield", Title: "Patient Relations Officer", Phone: "555-0101"},
	}, WithKDF(cheap), WithClock(d.clock.now), ForCommand())
	if err != nil {
		t.Fatal(err)
	}
	d.Session, d.key = s, key
	t.Cleanup(func() {
		if err := d.Session.Close(context.Background()); err != nil {
			t.Error(err)
		}
	})
	return d
}

// again locks and signs in anew.
func (d *desk) again() {
	d.t.Helper()
	if err := d.Lock(d.t.Context()); err != nil {
		d.t.Fatal(err)
	}
	s, err := d.File().SignIn(d.t.Context(), "Dana Whitfield", passphrase, ForCommand())
	if err != nil {
		d.t.Fatal(err)
	}
	d.Session = s
}

// must stops the test on an error.
func must[T any](t testing.TB) func(T, error) T {
	return func(v T, err error) T {
		t.Helper()
		if err != nil {
			var m data.Missing
			if errors.As(err, &m) {
				for _, g := range m {
					t.Log(g.Code, g.Sentence)
				}
			}
			t.Fatal(err)
		}
		return v
	}
}

// caseDo stops the test on an error of a method that changes a case.
func caseDo(t testing.TB) func(data.CaseFile, error) data.CaseFile { return must[data.CaseFile](t) }

// spoken is an intake by phone from the patient that becomes a grievance.
func spoken(at time.Time) data.Intake {
	return data.Intake{
		Channel: data.Phone, ReceivedAt: at, Relation: data.Self, Unit: "4 West",
		Story: "The call light was not answered for an hour and the infusion ran dry.",
		Patient: data.Person{Title: "Ms.", Given: "Zoë", Family: "O'Brien-Løkke", MRN: "MRN004711",
			Street: "12 Elm Street", City: "Lakeside", State: "NY", Postal: "10001"},
		Issues: []data.Issue{
			{Words: "Nobody came when I rang.", Category: data.HCAT[0].Code, Severity: 2},
			{Words: "The pump was empty.", Category: data.HCAT[1].Code, Severity: 3},
		},
		Answers: data.Answers{AsksResponse: true},
	}
}

// classify classifies a case again with other answers.
func (d *desk) classify(ctx context.Context, f data.CaseFile, a data.Answers, override data.Kind, reason string) (data.CaseFile, error) {
	r := f.Reclassification(d.Settings().Today(d.clock.now()))
	r.Answers, r.Override, r.Reason = a, override, reason
	return d.Reclassify(ctx, f.Key, r)
}

// open enters the usual grievance.
func (d *desk) open() data.CaseFile {
	d.t.Helper()
	return caseDo(d.t)(d.OpenCase(d.t.Context(), spoken(d.clock.now().Add(-time.Hour))))
}

// raw runs SQL past the session, as somebody with the key and a shell could.
func (d *desk) raw(query string, args ...any) error {
	return d.base.write(context.Background(), func(t *tx) error { return t.exec(query, args...) })
}

func (d *desk) number(query string, args ...any) int64 {
	d.t.Helper()
	var n int64
	err := d.base.read(context.Background(), func(t *tx) (err error) { n, err = t.count(query, args...); return err })
	if err != nil {
		d.t.Fatal(err)
	}
	return n
}

func numbers(page data.CasePage) []string {
	var all []string
	for _, r := range page.Rows {
		all = append(all, r.Number)
	}
	return all
}

// settled is what an officer says who closes a case in which all is well.
func settled(reason data.Closure, completed data.Date) data.Closing {
	c := data.Closing{Reason: reason, CompletedOn: completed, NoAction: "Put right at once.", QAPI: "safety", Privacy: "none"}
	c.Satisfied, _ = data.SatisfiedBy(reason)
	return c
}
