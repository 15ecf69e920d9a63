package store

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"testing"

	"rapport/data"
)

// TestEightAtOnceAndALockAmongThem has eight goroutines use every kind of method
// while the session locks: each call does its work or says why not, and the case
// file is whole afterwards.
func TestEightAtOnceAndALockAmongThem(t *testing.T) {
	d := newDesk(t, true)
	f := d.open()
	var all sync.WaitGroup
	begun := make(chan struct{}, 8)
	for i := range 8 {
		all.Go(func() {
			for n := range 200 {
				ctx, cancel := context.WithCancel(t.Context())
				if n%7 == 6 {
					cancel() // whoever asked has gone
				}
				err := d.something(ctx, f, i, n)
				cancel()
				if n == 5 {
					begun <- struct{}{}
				}
				if errors.Is(err, data.ErrLocked) {
					return
				}
				if err != nil && !errors.Is(err, context.Canceled) {
					t.Errorf("goroutine %d, call %d: %v", i, n, err)
					return
				}
			}
		})
	}
	for range 8 {
		<-begun
	}
	if err := d.Lock(t.Context()); err != nil {
		t.Fatal(err)
	}
	all.Wait()
	s, err := d.File().SignIn(t.Context(), "Dana Whitfield", passphrase)
	if err != nil {
		t.Fatal(err)
	}
	d.Session = s
	if r := must[VerifyReport](t)(d.Verify(t.Context(), true, nil)); !r.OK() {
		t.Errorf("%+v", r)
	}
}

func (d *desk) something(ctx context.Context, f data.CaseFile, i, n int) error {
	switch (i + n) % 10 {
	case 0:
		return only(d.AddNote(ctx, f.Key, data.Note{Class: data.NoteOrdinary, Text: "Called back."}))
	case 1:
		return only(d.Case(ctx, f.Number))
	case 2:
		return only(d.Today(ctx, false))
	case 3:
		return only(d.Cases(ctx, data.CaseQuery{Text: "infusion"}))
	case 4:
		return d.SaveDraft(ctx, fmt.Sprintf("note/%d", i), []byte("half a sent"))
	case 5:
		row := data.Feedback{Text: "Good.", ExternalID: fmt.Sprint(i, n)}
		return only(d.ImportFeedback(ctx, data.ImportFile{Source: "cards"}, func(yield func(data.Feedback, error) bool) { yield(row, nil) }, nil))
	case 6:
		return only(d.SummaryFacts(ctx, data.MonthPeriod(data.Month{Year: 2026, Month: 3})))
	case 7:
		cancel := d.Subscribe(func(Event) { d.Settings() })
		defer cancel()
		return d.RecordExport(ctx, "a list")
	case 8:
		return only(d.OpenCase(ctx, spoken(d.clock.now())))
	default:
		return only(d.History(ctx, f.Key, 0, 20))
	}
}
