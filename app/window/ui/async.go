package ui

import (
	"context"
	"errors"
	"fmt"
	"runtime/debug"
	"time"

	"fyne.io/fyne/v2"
)

// ErrFault is what show gets when the work panicked; the fault itself went to OnFault.
var ErrFault error = fault{}

type fault struct{}

func (fault) Error() string { return "a fault in the program" }

// Sentence words it for people.
func (fault) Sentence() string {
	return "Something went wrong in Rapport. What was saved is safe; try again."
}

// OnFault is told of every panic that Load, Guard or a timer caught: where it
// happened, never the value, which may hold a patient's words. It may be
// called on any goroutine. The window replaces it with its fault report.
var OnFault = func(kind string, stack []byte) {
	fyne.LogError("a fault was caught: "+kind, errors.New(string(stack)))
}

// The ways between goroutines and the timer; RunInline replaces them.
var (
	away  = func(work func()) { go work() }
	home  = func(show func()) { fyne.Do(func() { Guard(show)() }) }
	timer = func(d time.Duration, fire func()) (stop func()) {
		t := time.AfterFunc(d, func() { home(fire) })
		return func() { t.Stop() }
	}
	await = func(ended <-chan struct{}, d time.Duration) bool {
		select {
		case <-ended:
			return true
		case <-time.After(d):
			return false
		}
	}
)

// Loader orders the work behind one thing on a screen: a newer Load overtakes
// an older one, whose answer is then dropped. The zero value is ready. It is
// used on the main goroutine only.
type Loader struct {
	turn   int
	cancel context.CancelFunc
}

// Load runs work off the main goroutine and then show on it. The context ends
// when a newer Load of the same loader starts or the loader is stopped; in
// both cases show is not called. Work that must not be dropped, such as
// saving, needs a loader that nothing else uses and no screen stops.
func Load[T any](l *Loader, work func(context.Context) (T, error), show func(T, error)) {
	l.Stop()
	ctx, cancel := context.WithCancel(context.Background())
	l.cancel = cancel
	turn := l.turn
	away(func() {
		value, err := attempt(ctx, work)
		home(func() {
			cancel()
			if l.turn != turn {
				return
			}
			l.cancel = nil
			show(value, err)
		})
	})
}

// Stop ends the work under way and drops its answer: a screen calls it when it is left.
func (l *Loader) Stop() {
	l.turn++
	if l.cancel != nil {
		l.cancel()
		l.cancel = nil
	}
}

// Busy reports whether an answer is awaited.
func (l *Loader) Busy() bool { return l.cancel != nil }

// Ending is the end of a piece of work, for what has to go before its answer is shown.
type Ending struct {
	ended chan struct{}
	err   error
}

// NewEnding is of work that is about to begin.
func NewEnding() *Ending { return &Ending{ended: make(chan struct{})} }

// Is tells, once, how the work ended; the work itself calls it.
func (e *Ending) Is(err error) {
	e.err = err
	close(e.ended)
}

// Good reports whether the work ended well within d, and waits for it so long.
func (e *Ending) Good(d time.Duration) bool { return await(e.ended, d) && e.err == nil }

func attempt[T any](ctx context.Context, work func(context.Context) (T, error)) (value T, err error) {
	defer func() {
		if fault := recover(); fault != nil {
			err = ErrFault
			report(fault)
		}
	}()
	return work(ctx)
}

// Guard wraps a callback so that a panic in it is reported instead of ending the program.
func Guard(callback func()) func() {
	return func() {
		defer func() {
			if fault := recover(); fault != nil {
				report(fault)
			}
		}()
		callback()
	}
}

func report(fault any) { OnFault(fmt.Sprintf("%T", fault), debug.Stack()) }

// OnMain runs show on the main goroutine soon; for events that other
// goroutines send.
func OnMain(show func()) { home(show) }

// After runs fire on the main goroutine once d has passed, unless stopped before.
func After(d time.Duration, fire func()) (stop func()) {
	live := true
	halt := timer(d, func() {
		if live {
			live = false
			fire()
		}
	})
	return func() { live = false; halt() }
}

// Every runs fire on the main goroutine again and again, d after the end of
// the time before, until stopped.
func Every(d time.Duration, fire func()) (stop func()) {
	live := true
	var halt func()
	var arm func()
	arm = func() {
		halt = After(d, func() {
			Guard(fire)()
			if live {
				arm()
			}
		})
	}
	arm()
	return func() { live = false; halt() }
}

// Inline is how tests see background work: Load answers before it returns,
// timers wait for Tick, and nothing waits for an Ending.
type Inline struct{ waiting []*waitingTimer }

type waitingTimer struct {
	fire    func()
	stopped bool
}

// Tick lets every timer that is waiting fire once.
func (in *Inline) Tick() {
	due := in.waiting
	in.waiting = nil
	for _, t := range due {
		if !t.stopped {
			t.fire()
		}
	}
}

// inline is what RunInline began, until that test ends.
var inline *Inline

// RunInline makes background work run inline until the test ends. A second
// call in one test answers the first one's.
func RunInline(t interface{ Cleanup(func()) }) *Inline {
	if inline != nil {
		return inline
	}
	in := &Inline{}
	inline = in
	a, h, m, w := away, home, timer, await
	t.Cleanup(func() { inline, away, home, timer, await = nil, a, h, m, w })
	away = func(work func()) { work() }
	home = func(show func()) { show() }
	timer = func(_ time.Duration, fire func()) func() {
		w := &waitingTimer{fire: fire}
		in.waiting = append(in.waiting, w)
		return func() { w.stopped = true }
	}
	await = func(ended <-chan struct{}, _ time.Duration) bool {
		select {
		case <-ended:
			return true
		default:
			return false
		}
	}
	return in
}
