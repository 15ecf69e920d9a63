// Package data holds what a patient relations office knows and the rules it
// works by: cases, people, issues, clocks, letters, and the functions that
// decide about them. It does no I/O and imports the standard library and uuid
// alone; package data/store keeps these values on disk.
//
// Instants are UTC. A calendar day is a [Date] and is always a day in the
// office's time zone (Settings.Zone). Days are counted from the day of
// receipt, which is day 0.
package data
