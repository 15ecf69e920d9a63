// Package suppress keeps small numbers out of a document that may leave the
// quality circle.
//
// The rule is the cell suppression policy of CMS (domain 2.3, S31): no cell of 1
// to 10 is shown, 0 is; and no total, difference or percentage is shown from which
// such a cell could be worked out. The cells of 1 to 10 are the primary ones; the
// others that must go with them are the complementary ones (L. H. Cox,
// "Suppression methodology and statistical disclosure control", JASA 75, 1980; L.
// Willenborg and T. de Waal, Elements of Statistical Disclosure Control, 2001).
//
// # What the reader is taken to know
//
// Every number that is shown, every relation between the numbers (what adds up to
// what, in one table or over several), and that a hidden number is a whole number
// of 1 or more: the rule on the page says that 0 is shown, so a 0 is never hidden. The document prints one and the same [Mark] for primary and
// complementary cells, never "<11", so a reader is not told which hidden cells are
// small. A document is refused when one hidden number is then left with a single
// value, or a primary one with fewer than [Width] from the least to the greatest.
//
// A reader who knows how such cells are chosen may guess which of them are small.
// [Ledger.Protect] therefore also counters one who knows for each primary cell that
// it is 1 to 10, wherever it can; it cannot always: ten hidden parts of one each,
// with a hidden total of ten, are plain to that reader whatever else is hidden.
// [Ledger.AuditMarked] tells what is left.
//
// # What is not covered
//
// The sum of several small cells: two hidden parts that come to 4 are each 1, 2 or
// 3, and that they are 4 together is plain. The documents of several periods
// together: three months that are all shown add up to their quarter. Numbers that
// the hospital publishes elsewhere. Numbers in sentences that nobody entered in the
// ledger. One quantity under two names: say that they are the same with a
// [Ledger.Sum] of one part, and that one is within another with [Ledger.Within], or
// the difference of two shown numbers is a small one that nobody looked for. What
// the order of a list tells.
package suppress
