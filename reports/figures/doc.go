// Package figures computes every number of the monthly summary from the facts
// that the store reads. Its functions are pure: the same facts give the same
// figures, on paper, in the window and in a test.
//
// The cohort of a figure is said at its field. "Received" means the cases whose
// day of receipt lies in the month; a case counts once even with many issues.
// Days are calendar days of the office and the day of receipt is day 0.
package figures
