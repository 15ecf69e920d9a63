// Package figures computes every number of the reports and of the dashboard from
// the facts that the store reads. Its functions are pure: the same facts give the
// same figures, on paper, in the window and in a test.
//
// A figure is a [Set]: the cases of the things that it counts. Its number and the
// door to its cases are one value, so that they cannot disagree. [Figures] holds all
// of one period, with the period before; [Catalog] describes those that are one
// number, with definition, denominator and source, and [Figures.Measures] reads
// them. [Control] makes control charts, [Restated] compares with a frozen report.
//
// "Received" means the cases whose day of receipt lies in the period, without those
// that were entered by mistake or merged into another; a case counts once even with
// many issues. Days are calendar days of the office and the day of receipt is day 0.
// What is not known is not 0: a rate without its denominator is none.
package figures
