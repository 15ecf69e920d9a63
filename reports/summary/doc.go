// Package summary lays out the monthly summary of the office: the document for
// the quality committee and the board. Every number comes from package figures
// and has its definition below it; no name of a person and no case number is
// printed.
package summary
