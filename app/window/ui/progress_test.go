package ui

import (
	"context"
	"errors"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/widget"
)

// barOf is the bar in the newest dialog of a window, and its words; nil for none.
func barOf(w fyne.Window) (bar *widget.ProgressBar, words string) {
	d := top(w.Canvas())
	if d == nil {
		return nil, ""
	}
	var walk func(o fyne.CanvasObject)
	walk = func(o fyne.CanvasObject) {
		switch o := o.(type) {
		case *widget.ProgressBar:
			bar = o
		case *Text:
			words += o.String() + "|"
		}
		for _, part := range heldBy(o) {
			walk(part)
		}
	}
	walk(d.popup.Content)
	return bar, words
}

func TestShortWorkShowsNothing(t *testing.T) {
	w := show(t, NewEntry(""))
	in := RunInline(t)
	var got error = errors.New("not called")
	Work(w, "Making the report", func(_ context.Context, tell func(done, total int)) error {
		tell(1, 2)
		if DialogOpen(w) {
			t.Error("a bar within the first second")
		}
		return nil
	}, func(err error) { got = err })
	in.Tick()
	if got != nil || DialogOpen(w) {
		t.Errorf("the end: %v, a bar: %t", got, DialogOpen(w))
	}
}

func TestLongWorkShowsHowFarItIs(t *testing.T) {
	w := show(t, NewEntry(""))
	in := RunInline(t)
	Work(w, "Making the report", func(_ context.Context, tell func(done, total int)) error {
		tell(3_000, 12_000)
		in.Tick() // the second has passed
		bar, words := barOf(w)
		if bar == nil || bar.Value/bar.Max != 0.25 || !strings.Contains(words, "Making the report") || !strings.Contains(words, "3,000 of 12,000") {
			t.Errorf("the bar is %+v, %q", bar, words)
		}
		return nil
	}, func(error) {
		if DialogOpen(w) {
			t.Error("the bar outlives the work")
		}
	})
}

func TestCancelEndsTheWork(t *testing.T) {
	w := show(t, NewEntry(""))
	in := RunInline(t)
	var got error
	Work(w, "Making the report", func(ctx context.Context, _ func(done, total int)) error {
		in.Tick()
		d := top(w.Canvas())
		if d == nil {
			t.Fatal("no bar")
		}
		cancel, ok := w.Canvas().Focused().(*Button)
		if !ok || cancel.Text != "Cancel" {
			t.Fatalf("the keyboard is at %v", w.Canvas().Focused())
		}
		test.Tap(cancel)
		return ctx.Err()
	}, func(err error) { got = err })
	if !errors.Is(got, context.Canceled) || DialogOpen(w) {
		t.Errorf("ended with %v", got)
	}
}

func TestWorkOfAScreenThatWasLeftIsStoppedAndTold(t *testing.T) {
	w := show(t, NewEntry(""))
	RunInline(t)
	var kept func()
	away = func(work func()) { kept = work } // as if it were still to run
	var got error
	stop := Work(w, "Making the report", func(ctx context.Context, _ func(done, total int)) error { return ctx.Err() }, func(err error) { got = err })
	stop()
	kept()
	if !errors.Is(got, context.Canceled) {
		t.Errorf("ended with %v", got)
	}
}

func TestWorkThatPanicsEndsWithAFault(t *testing.T) {
	w := show(t, NewEntry(""))
	in := RunInline(t)
	before := OnFault
	OnFault = func(string, []byte) {}
	t.Cleanup(func() { OnFault = before })
	var got error
	Work(w, "Making the report", func(context.Context, func(done, total int)) error {
		in.Tick()
		panic("fault")
	}, func(err error) { got = err })
	if !errors.Is(got, ErrFault) || DialogOpen(w) {
		t.Errorf("ended with %v, the bar is open: %t", got, DialogOpen(w))
	}
}
