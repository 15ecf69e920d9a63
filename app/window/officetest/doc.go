// Package officetest gives the tests of the screens an office to work in: an
// encrypted case file, an officer signed in, a window with somebody who looks
// at it and works it, and a floor that notes where the screens lead. Only
// tests import it.
package officetest
