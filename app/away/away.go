// Package away tells when the person at the computer leaves it, as far as the
// system says so: the screen locks, somebody else's session comes to the front,
// the computer is about to sleep or to be switched off.
//
// Linux tells over D-Bus (systemd-logind and the screen savers), Windows with
// messages to a window that is never shown. macOS tells such things only to an
// event loop that needs Objective-C: nothing is told there, and the idle lock is
// what locks. A system that tells nothing is no error anywhere.
package away

// Why says what happened.
type Why int

// What the system tells.
const (
	ScreenLocked Why = iota + 1 // or asked to lock
	Switched                    // somebody else's session is in front
	Ending                      // the computer is about to sleep or to be switched off
)

// Heard is told on a goroutine of the package's own and must not take long. It
// calls done, on any goroutine, once everything is put away: the system waits
// for that before it sleeps, for some seconds at most.
type Heard func(why Why, done func())

func nothing() {}
