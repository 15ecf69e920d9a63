//go:build realwindow

package realwindow

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"math"
	"os"
	"testing"

	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/software"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/theme"

	"rapport/app/window/ui"
)

// picture is the screen at one moment.
type picture struct {
	width, height int
	colors        []byte  // blue, green, red, unused: as the X server keeps them
	gray          []uint8 // once something was looked for
}

// readScreen reads the file in which Xvfb keeps its screen: an X window dump
// (X11/XWDFile.h), whose header is made of big-endian words.
func readScreen(file string) (*picture, error) {
	dump, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	const words = 25
	if len(dump) < 4*words {
		return nil, fmt.Errorf("%s is shorter than its header", file)
	}
	word := func(i int) int { return int(binary.BigEndian.Uint32(dump[4*i:])) }
	headerSize, width, height, perLine, colors := word(0), word(4), word(5), word(12), word(19)
	pixels := dump[min(headerSize+12*colors, len(dump)):]
	if perLine != 4*width || len(pixels) < perLine*height {
		return nil, fmt.Errorf("%s holds no screen of 32 bits a pixel", file)
	}
	return &picture{width: width, height: height, colors: pixels}, nil
}

// same reports whether two pictures are equal; p may be compared with none.
func (p *picture) same(other *picture) bool {
	return other != nil && bytes.Equal(p.colors, other.colors)
}

// shade makes the shades of gray, for words in any colour.
func (p *picture) shade() {
	if p.gray != nil {
		return
	}
	p.gray = make([]uint8, p.width*p.height)
	for i := range p.gray {
		b, g, r := int(p.colors[4*i]), int(p.colors[4*i+1]), int(p.colors[4*i+2])
		p.gray[i] = uint8((299*r + 587*g + 114*b) / 1000)
	}
}

// keep writes the picture into a PNG file.
func (p *picture) keep(file string) error {
	img := image.NewRGBA(image.Rect(0, 0, p.width, p.height))
	for i := range p.width * p.height {
		img.SetRGBA(i%p.width, i/p.width, color.RGBA{p.colors[4*i+2], p.colors[4*i+1], p.colors[4*i], 255})
	}
	f, err := os.Create(file)
	if err != nil {
		return err
	}
	if err := png.Encode(f, img); err != nil {
		return err
	}
	return f.Close()
}

// eye finds words on the screen. Text looks the same wherever Fyne draws it, so
// the words are drawn as the window draws them and looked for, in any colour.
type eye struct{ known map[string][]*shape }

func newEye(t *testing.T) *eye {
	test.NewTempApp(t)
	ui.Apply(ui.LookLight, 1)
	return &eye{known: map[string][]*shape{}}
}

// find returns where the words stand, from top to bottom. They may be the
// beginning of a longer line, not its middle: there letters stand between the
// pixels on which a line begins.
func (e *eye) find(p *picture, words string) []image.Rectangle {
	p.shade()
	var all []image.Rectangle
	for _, s := range e.shapes(words) {
		for _, at := range s.find(p) {
			all = add(all, at)
		}
	}
	return all
}

// alone reports whether nothing stands right beside the words: they are the
// whole of a button's text, or of a label.
func (p *picture) alone(words image.Rectangle) bool {
	const beside = 5 // pixels; a space and the beginning of the next letter need fewer
	ground := int(p.gray[words.Min.Y*p.width+words.Min.X])
	for y := words.Min.Y; y < words.Max.Y; y++ {
		for n := range beside {
			for _, x := range []int{words.Min.X - 1 - n, words.Max.X + n} {
				if x >= 0 && x < p.width && abs(int(p.gray[y*p.width+x])-ground) > contrast {
					return false
				}
			}
		}
	}
	return true
}

// add keeps the list in reading order, and one of those that overlap.
func add(list []image.Rectangle, r image.Rectangle) []image.Rectangle {
	for _, other := range list {
		if other.Overlaps(r) {
			return list
		}
	}
	at := len(list)
	for at > 0 && (r.Min.Y < list[at-1].Min.Y || r.Min.Y == list[at-1].Min.Y && r.Min.X < list[at-1].Min.X) {
		at--
	}
	list = append(list, image.Rectangle{})
	copy(list[at+1:], list[at:])
	list[at] = r
	return list
}

// shapes are the words in every size and weight of the window's theme.
func (e *eye) shapes(words string) []*shape {
	if e.known[words] == nil {
		for _, size := range []float32{theme.TextSize(), theme.CaptionTextSize(), theme.TextSubHeadingSize(), theme.TextHeadingSize()} {
			for _, bold := range []bool{false, true} {
				e.known[words] = append(e.known[words], newShape(words, size, bold))
			}
		}
	}
	return e.known[words]
}

// shape is how much ink words put on each pixel, 0 to 255, cut to the ink with
// a margin at the left and right that holds none: the space around a word.
type shape struct {
	width, height int
	ink           []uint8
	full, bare    []image.Point // pixels that are all ink, and that have none
	sum, norm     float64       // of the ink: its sum, and the root of its variance times the number of pixels
}

const (
	wordSpace = 2  // pixels without ink beside a word, in the smallest text
	samples   = 12 // pixels looked at before all are compared
)

func newShape(words string, size float32, bold bool) *shape {
	text := canvas.NewText(words, color.Black)
	text.TextSize, text.TextStyle.Bold = size, bold
	img := software.Render(text, ui.NewTheme(ui.LookLight, 1))
	box := image.Rectangle{}
	b := img.Bounds()
	light := func(x, y int) int { return int(color.GrayModel.Convert(img.At(x, y)).(color.Gray).Y) }
	ground := light(b.Min.X, b.Min.Y)
	ink := func(x, y int) uint8 { return uint8(max(0, 255*(ground-light(x, y))/ground)) } // the words are black
	for y := b.Min.Y; y < b.Max.Y; y++ {
		for x := b.Min.X; x < b.Max.X; x++ {
			if ink(x, y) > 0 {
				box = box.Union(image.Rect(x, y, x+1, y+1))
			}
		}
	}
	box.Min.X -= wordSpace
	box.Max.X += wordSpace
	s := &shape{width: box.Dx(), height: box.Dy()}
	for y := box.Min.Y; y < box.Max.Y; y++ {
		for x := box.Min.X; x < box.Max.X; x++ {
			n := uint8(0)
			if image.Pt(x, y).In(b) {
				n = ink(x, y)
			}
			s.ink = append(s.ink, n)
		}
	}
	s.measure()
	return s
}

func (s *shape) measure() {
	var squares float64
	for i, n := range s.ink {
		s.sum += float64(n)
		squares += float64(n) * float64(n)
		at := image.Pt(i%s.width, i/s.width)
		switch {
		case n >= 235:
			s.full = append(s.full, at)
		case n == 0:
			s.bare = append(s.bare, at)
		}
	}
	s.norm = math.Sqrt(squares - s.sum*s.sum/float64(len(s.ink)))
	s.full, s.bare = spread(s.full), spread(s.bare)
}

// spread takes some of the points, from all over the words.
func spread(points []image.Point) []image.Point {
	if len(points) <= samples {
		return points
	}
	var some []image.Point
	for i := range samples {
		// In lines the points run from left to right; a stride that the width does not divide mixes them.
		some = append(some, points[(i*(len(points)/samples)+i*7)%len(points)])
	}
	return some
}

func (s *shape) find(p *picture) []image.Rectangle {
	var found []image.Rectangle
	for y := 0; y+s.height <= p.height; y++ {
		for x := 0; x+s.width <= p.width; x++ {
			if s.maybe(p, x, y) && s.likeness(p, x, y) > alike {
				found = append(found, image.Rect(x, y, x+s.width, y+s.height))
				x += s.width - 1
			}
		}
	}
	return found
}

const (
	contrast = 45   // least difference between ink and ground, of 255
	uneven   = 40   // most difference between two pixels that are both ink, or both ground
	alike    = 0.97 // least correlation of the words with the pixels
)

// maybe looks at a few pixels: all ink of one shade, all ground of another.
func (s *shape) maybe(p *picture, x, y int) bool {
	at := func(q image.Point) int { return int(p.gray[(y+q.Y)*p.width+x+q.X]) }
	ground := at(s.bare[0])
	for i, q := range s.full {
		if n := at(q); abs(n-ground) < contrast || abs(n-at(s.full[0])) > uneven {
			return false
		}
		if i < len(s.bare) && abs(at(s.bare[i])-ground) > uneven {
			return false
		}
	}
	return true
}

// likeness is the correlation of the words with what stands at a place, from 0
// to 1: the same for dark text on light and light on dark.
func (s *shape) likeness(p *picture, x, y int) float64 {
	var sum, squares, both float64
	for j := range s.height {
		line := p.gray[(y+j)*p.width+x:][:s.width]
		for i, g := range line {
			n := float64(g)
			sum += n
			squares += n * n
			both += n * float64(s.ink[j*s.width+i])
		}
	}
	n := float64(len(s.ink))
	norm := math.Sqrt(squares - sum*sum/n)
	if norm == 0 {
		return 0
	}
	return math.Abs(both-sum*s.sum/n) / (norm * s.norm)
}

func abs(n int) int { return max(n, -n) }
