package ui

import (
	"context"
	"errors"
	"testing"
	"time"
)

// held keeps background work until the test lets it go, in any order.
type held struct{ work []func() }

func holdWork(t *testing.T) *held {
	t.Helper()
	RunInline(t)
	h := &held{}
	away = func(work func()) { h.work = append(h.work, work) }
	return h
}

func TestAnOvertakenAnswerIsDropped(t *testing.T) {
	h := holdWork(t)
	var l Loader
	var shown []string
	var first context.Context
	load := func(answer string, keep *context.Context) {
		Load(&l, func(ctx context.Context) (string, error) {
			if keep != nil {
				*keep = ctx
			}
			return answer, nil
		}, func(s string, _ error) { shown = append(shown, s) })
	}
	load("old", &first)
	load("new", nil)
	h.work[1]()
	h.work[0]()
	if len(shown) != 1 || shown[0] != "new" {
		t.Errorf("shown %q, wants only the new answer", shown)
	}
	if first.Err() == nil {
		t.Error("the overtaken work was not told to end")
	}
}

func TestAStoppedLoaderShowsNothing(t *testing.T) {
	h := holdWork(t)
	var l Loader
	Load(&l, func(context.Context) (int, error) { return 1, nil }, func(int, error) { t.Error("an answer came after the screen was left") })
	if !l.Busy() {
		t.Error("the loader does not know that it waits")
	}
	l.Stop()
	h.work[0]()
	if l.Busy() {
		t.Error("the stopped loader still waits")
	}
}

func TestAFaultInTheWorkBecomesASentenceAndIsReportedWithoutItsValue(t *testing.T) {
	RunInline(t)
	var kind string
	before := OnFault
	OnFault = func(k string, stack []byte) {
		kind = k
		if len(stack) == 0 {
			t.Error("the report does not say where")
		}
	}
	t.Cleanup(func() { OnFault = before })
	var l Loader
	var got error
	Load(&l, func(context.Context) (int, error) { panic("Margaret Osgood") }, func(_ int, err error) { got = err })
	if !errors.Is(got, ErrFault) {
		t.Errorf("show got %v, wants ErrFault", got)
	}
	if kind != "string" {
		t.Errorf("the report says %q, wants the type only", kind)
	}
}

func TestAfterFiresOnceUnlessStopped(t *testing.T) {
	in := RunInline(t)
	fired := 0
	After(time.Second, func() { fired++ })
	stop := After(time.Second, func() { t.Error("a stopped timer fired") })
	stop()
	in.Tick()
	in.Tick()
	if fired != 1 {
		t.Errorf("fired %d times, wants 1", fired)
	}
}

func TestEveryFiresUntilStoppedEvenAfterAFault(t *testing.T) {
	in := RunInline(t)
	before := OnFault
	OnFault = func(string, []byte) {}
	t.Cleanup(func() { OnFault = before })
	fired := 0
	var stop func()
	stop = Every(time.Second, func() {
		fired++
		if fired == 3 {
			stop()
		}
		panic("a fault")
	})
	for range 5 {
		in.Tick()
	}
	if fired != 3 {
		t.Errorf("fired %d times, wants 3", fired)
	}
}

func TestAnEndingTellsWhetherTheWorkEndedWell(t *testing.T) {
	good, bad, never := NewEnding(), NewEnding(), NewEnding()
	go good.Is(nil)
	go bad.Is(errors.New("refused"))
	if !good.Good(time.Minute) || bad.Good(time.Minute) || never.Good(0) {
		t.Error("good work, refused work and work under way are not told apart")
	}
}
