// Package page is the page model: text, lines and shapes laid out on sheets of
// paper, each at its place and each with its meaning.
//
// A [Document] is a list of pages and a tree of [Element]s. A page is a list of
// items; an item either belongs to an element of the tree (a paragraph, a cell,
// a figure) or is an artifact (a page head, a rule, a watermark) that a screen
// reader passes over. A [Flow] makes both: it breaks lines and pages, keeps
// headings with their text, repeats table heads, and writes "Page x of y".
//
// The same document is drawn by every painter: a PDF file or a canvas on the
// screen. So the preview is the letter, and a layout can be tested without a
// pixel. All lengths are points (1/72 inch), x to the right and y down from the
// top left corner of the sheet.
package page
