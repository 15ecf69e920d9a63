package desk

import (
	"time"

	"rapport/app/window/ui"
)

// Wait counts down, in a message, how long somebody has to wait after passphrases
// that were wrong.
type Wait struct {
	left    func() time.Duration
	message *ui.Message
	stop    func()
}

// NewWait makes a countdown that does not run; left is how long the next try has
// to wait.
func NewWait(left func() time.Duration, message *ui.Message) *Wait {
	return &Wait{left: left, message: message, stop: func() {}}
}

// Begin counts down from now on, if there is anything to wait for, and reports
// whether there is. free is called when the next try may be made.
func (w *Wait) Begin(free func()) bool {
	w.stop()
	if w.left() <= 0 {
		return false
	}
	w.show()
	w.stop = ui.Every(time.Second, func() {
		if w.left() > 0 {
			w.show()
			return
		}
		w.Stop()
		w.message.Say("You can try again now.", ui.ToneMuted)
		free()
	})
	return true
}

func (w *Wait) show() {
	seconds := int((w.left() + time.Second - 1) / time.Second)
	words := ui.Plural(seconds, "second", "seconds")
	if seconds > 90 {
		words = ui.Plural((seconds+59)/60, "minute", "minutes")
	}
	w.message.Say("That was not right. After several wrong tries the next one has to wait: "+words+" left. Use the time to think of Caps Lock; the recovery key is the other way in.", ui.ToneOverdue)
}

// Stop ends the countdown.
func (w *Wait) Stop() {
	w.stop()
	w.stop = func() {}
}
