package letter

import "rapport/data"

// The usual form, US Letter in a #10 envelope, under the names it had before the
// envelope could be chosen.
var (
	usual   = GeometryFor(data.Settings{}, EnglishHead, false)
	Window  = usual.Window
	KeepOut = usual.KeepOut
	Folds   = usual.Folds
)

// Address is [Geometry.AddressOf] for the usual form.
func Address(p data.Person) (lines []string, fits bool) { return usual.AddressOf(p) }
