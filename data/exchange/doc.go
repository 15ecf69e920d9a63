// Package exchange reads complaints and comments that were kept elsewhere: a
// spreadsheet saved as text, a workbook or rows of JSON ([ReadSheets]), and a [Map]
// that says what its columns mean ([Map.Feedback], [Map.Cases]). A [Plan] makes the
// map: it guesses, asks what only a person can know, and shows what will come of it.
// Numbers of months ([MonthNumbers]) and directories ([Units], [Contacts]) are read
// from the same sheets.
//
// A file comes from outside and is trusted in nothing: sizes are limited, what
// is not text is refused by name, control characters are dropped, and a cell is
// never taken for a formula. What can be read is read; what cannot is listed
// with its row and the reason, in words that an officer can act on.
package exchange
