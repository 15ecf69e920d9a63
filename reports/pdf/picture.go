package pdf

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"fmt"
	"image"
	"image/draw"
	"image/png"

	"rapport/reports/page"
)

// picture is an image of the document, ready to be written once, however often
// it is drawn.
type picture struct {
	sum    [sha256.Size]byte
	bounds image.Point
	data   []byte // deflated rows with PNG's filters
}

// image draws a picture. gofpdf's own pictures are not used: it takes a damaged
// file without a word, cannot read 16-bit ones, and writes pictures of one
// width in the order of a map.
func (p *painter) image(i page.Image) error {
	if !finite(i.Box.X, i.Box.Y, i.Box.W, i.Box.H) {
		return errNowhere
	}
	if i.Source == nil || i.Source.Bounds().Empty() {
		return errors.New("a picture is empty")
	}
	made, err := newPicture(i.Source)
	if err != nil {
		return fmt.Errorf("encoding a picture: %w", err)
	}
	n := 0
	for n < len(p.images) && p.images[n].sum != made.sum {
		n++
	}
	if n == len(p.images) {
		p.images = append(p.images, made)
	}
	p.open(i.Owner)
	out := []byte("q ")
	for _, v := range []float64{i.Box.W, 0, 0, i.Box.H, i.Box.X, p.height - i.Box.Bottom()} {
		out = append(appendNumber(out, v), ' ')
	}
	p.pdf.RawWriteStr(string(fmt.Appendf(out, "cm /I%d Do Q", n+1)))
	return p.pdf.Error()
}

// newPicture makes 8 bits a colour of any picture. What shows through is laid
// on white: a page for the archive has no transparency.
func newPicture(source image.Image) (picture, error) {
	bounds := source.Bounds()
	pixels := image.NewRGBA(image.Rect(0, 0, bounds.Dx(), bounds.Dy()))
	draw.Draw(pixels, pixels.Bounds(), image.White, image.Point{}, draw.Src)
	draw.Draw(pixels, pixels.Bounds(), source, bounds.Min, draw.Over)
	var encoded bytes.Buffer
	if err := png.Encode(&encoded, pixels); err != nil {
		return picture{}, err
	}
	made := picture{bounds: pixels.Bounds().Max}
	// The data of a PNG without alpha is what a PDF filter reads (ISO 32000-1
	// 7.4.4.4). After 8 bytes come chunks of length, name, data and check sum.
	for rest := encoded.Bytes()[8:]; len(rest) >= 12; {
		size := int(binary.BigEndian.Uint32(rest))
		if string(rest[4:8]) == "IDAT" {
			made.data = append(made.data, rest[8:8+size]...)
		}
		rest = rest[12+size:]
	}
	made.sum = sha256.Sum256(encoded.Bytes())
	return made, nil
}

// write adds the picture to the file and returns the number of its object.
func (p picture) write(w *writer) int {
	return w.addDeflated(fmt.Sprintf(
		"/Type/XObject/Subtype/Image/Width %d/Height %d/ColorSpace/DeviceRGB/BitsPerComponent 8/DecodeParms<</Predictor 15/Colors 3/Columns %d>>",
		p.bounds.X, p.bounds.Y, p.bounds.X), p.data)
}
