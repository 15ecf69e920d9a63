package ui

import (
	"sync/atomic"

	"rapport/data"
)

// office is the locale of the office whose case file is open; texts are also
// made away from the main goroutine.
var office atomic.Value

// SetLocale says how the window writes numbers and dates from now on. What
// stands on the screen is written anew when it is next refreshed.
func SetLocale(l data.Locale) { office.Store(l) }

// Locale is how the window writes numbers and dates: that of the office that is
// signed in.
func Locale() data.Locale {
	if l, ok := office.Load().(data.Locale); ok {
		return l
	}
	return data.LocaleUS
}
