package data

import "fmt"

// PaperSize is the size of the sheets that letters are printed on.
type PaperSize string

// The sizes.
const (
	USLetter PaperSize = "letter"
	A4       PaperSize = "a4"
)

// PaperSizes lists the sizes.
var PaperSizes = []Term[PaperSize]{{USLetter, "US Letter, 8.5 × 11 in"}, {A4, "A4, 210 × 297 mm"}}

// String returns the label.
func (p PaperSize) String() string { return labelOf(PaperSizes, p) }

// Size is the width and the height of an upright sheet in millimetres.
func (p PaperSize) Size() (width, height float64) {
	if p == A4 {
		return 210, 297
	}
	return 215.9, 279.4
}

// Envelope is the envelope that letters leave in: where its window is decides
// where the address stands, and where nothing else may.
type Envelope string

// The envelopes.
const (
	Ten        Envelope = "us10"
	TenHigh    Envelope = "us10_high"
	DoubleNine Envelope = "double9"
	DL         Envelope = "dl"
	DIN5008B   Envelope = "din5008b"
	NoWindow   Envelope = "none"
)

// Envelopes lists the envelopes.
var Envelopes = []Term[Envelope]{
	{Ten, "#10, window ½ in from the bottom"}, {TenHigh, "#10, window ⅝ in from the bottom"},
	{DoubleNine, "#9, two windows: address and sender"}, {DL, "DL with window (United Kingdom)"},
	{DIN5008B, "DIN long with window, form B (DIN 5008)"}, {NoWindow, "No window: the address is written on the envelope"},
}

// String returns the label.
func (e Envelope) String() string { return labelOf(Envelopes, e) }

// Opening is a window of an envelope in millimetres, seen from its front with
// the flap on top.
type Opening struct {
	Left, Bottom  float64 // from the edges of the envelope
	Width, Height float64
}

// EnvelopeForm is the shape of an envelope in millimetres.
type EnvelopeForm struct {
	Width, Height float64
	Address       Opening // zero: the envelope has no window
	Sender        Opening // zero: only one window
	// Clear is the least distance of the address to the edges of its window: at
	// the sides and, when the sheet lies at the bottom of the envelope, above and
	// below.
	ClearSide, Clear float64
}

// Forms of the envelopes. #10: window 1 1/8 by 4 1/2 in, 7/8 in from the left,
// 1/2 or 5/8 in from the bottom, and 1/8 in clear around the address (USPS DMM
// 202 and 601.6.3). #9 with two windows has no standard: these are the windows
// for which makers of statements give the rectangles that stay in sight in every
// position (address 0.5625 and 2.2125 in from the edges, 3.625 by 0.8 in; sender
// 0.5625 and 0.7875 in, 3.125 by 1 in). DL: BS 4264. DIN long: window of DIN 680
// and the address field of DIN 5008 form B.
var envelopeForms = map[Envelope]EnvelopeForm{
	Ten:        {241.3, 104.775, Opening{22.225, 12.7, 114.3, 28.575}, Opening{}, 3.175, 3.175},
	TenHigh:    {241.3, 104.775, Opening{22.225, 15.875, 114.3, 28.575}, Opening{}, 3.175, 3.175},
	DoubleNine: {225.425, 98.425, Opening{14.29, 16.8, 101.6, 25.4}, Opening{14.29, 47.8, 88.9, 30.7}, 3.175, 3.175},
	DL:         {220, 110, Opening{20, 18, 90, 35}, Opening{}, 2, 1},
	DIN5008B:   {220, 110, Opening{20, 15, 90, 45}, Opening{}, 2, 2},
	NoWindow:   {},
}

// Form is the shape of the envelope; that of one without a window is empty.
func (e Envelope) Form() EnvelopeForm { return envelopeForms[e] }

// Folds are the heights at which a sheet is folded, in millimetres from its upper
// edge: in three, or as DIN 5008 form B marks them.
func (e Envelope) Folds(p PaperSize) [2]float64 {
	if e == DIN5008B {
		return [2]float64{105, 210}
	}
	_, height := p.Size()
	return [2]float64{height / 3, height * 2 / 3}
}

// leastPlay is the room that a folded sheet needs to slide into an envelope, in
// millimetres.
const leastPlay = 1

// Refuses says why sheets of the paper cannot go into the envelope, "" when they
// can.
func (e Envelope) Refuses(p PaperSize) string {
	form := e.Form()
	if form.Address == (Opening{}) {
		return ""
	}
	width, _ := p.Size()
	panel := e.Folds(p)[0]
	switch {
	case e == DIN5008B && p != A4:
		return "An envelope of form B (DIN 5008) is made for A4 paper; choose A4, or another envelope."
	case panel+leastPlay > form.Height || width+leastPlay > form.Width:
		return fmt.Sprintf("A sheet of this paper, folded in three, is %.0f by %.0f mm and does not go into an envelope of %.0f by %.0f mm; choose other paper or another envelope.",
			width, panel, form.Width, form.Height)
	}
	return ""
}
