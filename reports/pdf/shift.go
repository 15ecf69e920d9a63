package pdf

import (
	"bytes"
	"errors"
	"fmt"
	"math"

	"github.com/pdfcpu/pdfcpu/pkg/api"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/model"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"

	"rapport/reports/page"
)

// errShift says no more than that: the library's words may quote the file.
var errShift = errors.New("moving the print of a PDF")

// Shift returns a copy of a PDF for a printer that misses the place: what stands
// on its pages is moved right and down by so many millimetres, to the left and up
// by negative ones. The paper keeps its size and the pages their content; only
// where they lie on the paper changes. The copy is for the printer alone.
func Shift(file []byte, right, down float64) (moved []byte, err error) {
	if right == 0 && down == 0 {
		return file, nil
	}
	if math.Abs(right)+math.Abs(down) > 100 || math.IsNaN(right+down) {
		return nil, errShift
	}
	defer func() {
		if fault := recover(); fault != nil {
			moved, err = nil, fmt.Errorf("%w: internal fault (%T)", errShift, fault)
		}
	}()
	pages, err := openFile(file, model.VALIDATE)
	if err != nil {
		return nil, errShift
	}
	const mm = 72 / 25.4
	for n := 1; n <= pages.PageCount; n++ {
		if err := shiftPage(pages, n, right*mm, down*mm); err != nil {
			return nil, fmt.Errorf("%w: page %d", errShift, n)
		}
	}
	var out bytes.Buffer
	if err := api.WriteContext(pages, &out); err != nil {
		return nil, errShift
	}
	return out.Bytes(), nil
}

// PaperOf is the size of the first page of a file in points, as it is shown; ok is
// false when the file cannot be read.
func PaperOf(file []byte) (size page.Size, ok bool) {
	defer func() {
		if recover() != nil {
			ok = false
		}
	}()
	pages, err := openFile(file, model.VALIDATE)
	if err != nil || pages.PageCount == 0 {
		return page.Size{}, false
	}
	_, _, inherited, err := pages.PageDict(1, false)
	if err != nil || inherited.MediaBox == nil {
		return page.Size{}, false
	}
	size = page.Size{W: inherited.MediaBox.Width(), H: inherited.MediaBox.Height()}
	if inherited.Rotate%180 != 0 {
		size.W, size.H = size.H, size.W
	}
	return size, true
}

// shiftPage moves the boxes of a page against its content (ISO 32000-1 14.11.2).
func shiftPage(file *model.Context, n int, right, down float64) error {
	sheet, _, inherited, err := file.PageDict(n, false)
	if err != nil {
		return err
	}
	// What is right and down of a page that is shown turned (clockwise).
	x, y := right, -down
	switch (inherited.Rotate%360 + 360) % 360 {
	case 90:
		x, y = down, right
	case 180:
		x, y = -right, down
	case 270:
		x, y = -down, -right
	}
	boxes := map[string]*types.Rectangle{"MediaBox": inherited.MediaBox}
	if inherited.CropBox != nil {
		boxes["CropBox"] = inherited.CropBox
	}
	for _, name := range []string{"BleedBox", "TrimBox", "ArtBox"} {
		if box, err := file.DereferenceArray(sheet[name]); err == nil && len(box) == 4 {
			if boxes[name], err = file.RectForArray(box); err != nil {
				return err
			}
		}
	}
	for name, box := range boxes {
		if box == nil {
			return errShift
		}
		sheet[name] = types.NewRectangle(box.LL.X-x, box.LL.Y-y, box.UR.X-x, box.UR.Y-y).Array()
	}
	return nil
}
