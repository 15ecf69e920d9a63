package letter

import "rapport/reports/page"

const mm = 72 / 25.4 // points

// The places of a US Letter sheet folded in three for a #10 window envelope
// (window 22.2 mm from the left and 12.7 mm from the bottom, 114.3 x 28.6 mm),
// over all positions that the sheet can slide to. A preview may draw them.
var (
	// Window is where the name and address stand: visible in every position.
	Window = box(25.4, 55.0, 107.9, 77.3)
	// KeepOut may show through the window: nothing but the name and address may
	// stand there. In 2017 a shifted letter showed what 12,000 people took.
	KeepOut = box(0, 51, 137, 93.1)
	// Folds are the heights at which the sheet is folded, in points.
	Folds = [2]float64{93.1 * mm, 186.3 * mm}
)

// box is a rectangle between two corners in millimetres.
func box(left, top, right, bottom float64) page.Box {
	return page.Box{X: left * mm, Y: top * mm, W: (right - left) * mm, H: (bottom - top) * mm}
}

// Where the parts of the first page stand, in points.
const (
	marginLeft  = 72.0
	marginRight = 540.0
	infoLeft    = 400.0 // 141 mm: beside the window in every position
	infoBottom  = 220.0
	bodyTop     = 97 * mm // the tallest letters stay below 96 mm, under the first fold
	memoTop     = 104.0   // of a memo, which goes in no window
	frameTop    = 80.0    // of the pages that follow
	frameBottom = 733.0
)
