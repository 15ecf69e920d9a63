package window

import (
	"time"

	"rapport/app/window/ui"
)

// idle locks the window when nobody has touched it for some minutes.
type idle struct {
	limit time.Duration
	last  time.Time
	now   func() time.Time
	halt  func()
}

// idleLook is how often the clock is looked at.
const idleLook = 5 * time.Second

func newIdle(minutes int, now func() time.Time, lock func()) *idle {
	i := &idle{now: now, last: now()}
	i.set(minutes)
	ui.OnActivity = i.touch
	i.halt = ui.Every(idleLook, func() {
		if i.rested() >= i.limit {
			lock()
		}
	})
	return i
}

// rested is for how long nobody has touched the window. The clock that only runs
// forward stands still while the computer sleeps; the one on the wall does not.
func (i *idle) rested() time.Duration {
	now := i.now()
	return max(now.Sub(i.last), now.Round(0).Sub(i.last.Round(0)))
}

// set changes the limit: 1 to 30 minutes; it cannot be switched off, because
// other people walk past the workstation (45 CFR 164.312(a)(2)(iii)).
func (i *idle) set(minutes int) { i.limit = time.Duration(min(max(minutes, 1), 30)) * time.Minute }

func (i *idle) touch() { i.last = i.now() }

func (i *idle) stop() {
	i.halt()
	ui.OnActivity = func() {}
}
