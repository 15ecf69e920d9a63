package data

import "fmt"

// CopyWay is how words left the case file.
type CopyWay string

// The ways of a copy without identifiers.
const (
	CopyClipboard CopyWay = "clipboard"
	CopyText      CopyWay = "text"
	CopyPDF       CopyWay = "pdf"
)

// CopyWays lists the ways, as a sentence goes on.
var CopyWays = []Term[CopyWay]{{CopyClipboard, "put into the clipboard"}, {CopyText, "saved as text"}, {CopyPDF, "saved as PDF"}}

// String returns how the sentence goes on.
func (w CopyWay) String() string { return labelOf(CopyWays, w) }

// CopyMade is a copy without identifiers that somebody made of a text, after looking
// at what the machine hid: what it was of, and how much was hidden, taken back and
// marked by hand. It holds nothing of the text.
type CopyMade struct {
	Of                   string // "a note", "the record of the case"
	Way                  CopyWay
	Hidden, Back, ByHand int // places
}

// Validate checks that the copy says what it is of.
func (c CopyMade) Validate() Missing {
	var m Missing
	m.add(blank(c.Of), "of", "of", "Choose what is copied.")
	m.checkText(c.Of, maxLine, "of", "What is copied")
	m.add(!Known(CopyWays, c.Way), "way", "way", "Choose where the copy goes.")
	return m
}

// Summary is the line of the history.
func (c CopyMade) Summary() string {
	return fmt.Sprintf("Made a copy without identifiers of %s, %s: %d places hidden, %d taken back, %d marked by hand.", c.Of, c.Way, c.Hidden, c.Back, c.ByHand)
}
