// Package workbook writes a [report.Report] as an Excel workbook (XLSX, ECMA-376)
// and as comma-separated values (RFC 4180).
//
// The workbook has a first sheet that says what the report is and lists its
// tables, one sheet for each table, and the report's sentences on a last one.
// Numbers, shares, amounts and days are stored as such, rounded as the pages
// print them: a cell must not tell more than the page does (domain 2.3), and a
// long fraction can give away the count that it was made of. Nothing in the
// workbook or the values is a formula. The same report makes the same bytes.
//
// Which sign stands between thousands and before decimals is decided by the
// machine that opens the workbook; the order of a date and the currency are the
// office's ([data.Locale]).
package workbook
