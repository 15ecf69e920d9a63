package casefile

import (
	"bytes"
	"context"
	"errors"
	"image"
	_ "image/gif" // the pictures that are shown
	_ "image/jpeg"
	_ "image/png"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"golang.org/x/image/draw"

	"rapport/app/window/ui"
	"rapport/data"
)

// shownHere reports whether a document can be looked at inside the window: text
// and pictures, but none so large that decoding it could hold everything up.
func shownHere(a data.Attachment) bool {
	return a.Type.Readable() || a.Type.Picture() && !slices.Contains(a.Marks, data.MarkHuge) && !slices.Contains(a.Marks, data.MarkDamaged)
}

// lookAt shows a document inside the window, without another program.
func (s *Screen) lookAt(a data.Attachment) {
	s.withDocument(a, "Look at this document?", func(a data.Attachment, file []byte) {
		if a.Type.Readable() {
			s.showText(a, file)
			return
		}
		ui.Load(&s.opening, func(context.Context) (image.Image, error) { return picture(file) }, func(shown image.Image, err error) {
			if err != nil {
				ui.Tell(s.desk.Window, "It cannot be shown", "The picture is damaged or too large to be shown here. Open it in another program, if you trust where it came from.")
				return
			}
			s.showPicture(a, shown)
		})
	})
}

func (s *Screen) showText(a data.Attachment, file []byte) {
	words, cut := data.PreviewText(file)
	parts := container.New(column{}, ui.NewParagraph(words, ui.Plain))
	if cut {
		parts.Add(ui.NewParagraph("This is the beginning. Open the document to read on.", ui.Muted))
	}
	ui.Show(s.desk.Window, a.Name, scrolled(s.desk.Window, s.above(a), parts), nil, "Close")
}

func (s *Screen) showPicture(a data.Attachment, shown image.Image) {
	const chrome = 14 // text sizes around the picture
	em, window, size := theme.TextSize(), s.desk.Window.Canvas().Size(), shown.Bounds().Size()
	room := fyne.NewSize(window.Width-6*em, window.Height-chrome*em)
	scale := min(1, room.Width/float32(size.X), room.Height/float32(size.Y))
	img := canvas.NewImageFromImage(shown)
	img.FillMode = canvas.ImageFillContain
	img.SetMinSize(fyne.NewSize(max(float32(size.X)*scale, 1), max(float32(size.Y)*scale, 1)))
	ui.Show(s.desk.Window, a.Name, container.NewBorder(s.above(a), nil, nil, nil, img), nil, "Close")
}

// above is what stands over a document that is looked at.
func (s *Screen) above(a data.Attachment) fyne.CanvasObject {
	if a.Class != data.NoteSubstance {
		return nil
	}
	return ui.NewParagraph(data.Part2Notice, ui.Caption)
}

// mostShown is the longest side of a picture as it is shown, in pixels.
const mostShown = 2000

var errPicture = errors.New("the picture cannot be decoded")

// picture decodes a picture after a look at how large it is, and makes it small
// enough for a screen.
func picture(file []byte) (image.Image, error) {
	c, _, err := image.DecodeConfig(bytes.NewReader(file))
	if err != nil || int64(c.Width)*int64(c.Height) > data.MaxPixels || c.Width < 1 || c.Height < 1 {
		return nil, errPicture
	}
	whole, _, err := image.Decode(bytes.NewReader(file))
	if err != nil {
		return nil, errPicture
	}
	longest := max(c.Width, c.Height)
	if longest <= mostShown {
		return whole, nil
	}
	small := image.NewRGBA(image.Rect(0, 0, max(c.Width*mostShown/longest, 1), max(c.Height*mostShown/longest, 1)))
	draw.ApproxBiLinear.Scale(small, small.Bounds(), whole, whole.Bounds(), draw.Src, nil)
	return small, nil
}
