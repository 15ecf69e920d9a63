package page

import (
	"image/color"
	"time"
)

// Size is the size of a sheet in points.
type Size struct{ W, H float64 }

// The sheets in use: US Letter and ISO A4, upright.
var (
	Letter = Size{612, 792}
	A4     = Size{595.28, 841.89}
)

// Color is an opaque colour; the zero value, having no alpha, paints nothing.
type Color = color.NRGBA

// The house colours. Text never relies on colour alone.
var (
	Black  = Color{A: 255}
	White  = rgb(255, 255, 255)
	Grey   = rgb(85, 85, 85)    // labels, heads and feet; 7.5:1 on white
	Rule   = rgb(190, 200, 203) // thin lines
	Teal   = rgb(15, 82, 96)    // 8.7:1 on white
	Orange = rgb(204, 121, 32)
	Green  = rgb(118, 144, 60)
	Purple = rgb(130, 90, 140)
	Shade  = rgb(228, 238, 240) // behind table heads
	Amber  = rgb(255, 232, 160) // behind what is still missing in a draft
	Pale   = rgb(233, 233, 233) // watermark
)

func rgb(r, g, b uint8) Color { return Color{R: r, G: g, B: b, A: 255} }

// Document is a finished set of pages and the tree that says what they mean.
type Document struct {
	Size    Size
	Lang    string    // BCP 47, "en-US"
	Title   string    // shown by readers as the window title: never patient data
	Author  string    // the facility
	Subject string    // kind of document: never patient data
	Created time.Time // stamped into the file; the same document gives the same bytes
	Pages   []*Page
	Root    *Element // the Document element
}

// NewDocument returns a document without pages.
func NewDocument(size Size, lang, title string, created time.Time) *Document {
	return &Document{Size: size, Lang: lang, Title: title, Created: created, Root: &Element{Tag: TagDocument}}
}

// Page is one sheet: its items in the order they are painted.
type Page struct{ Items []Item }

// Box is a rectangle on a page in points; X and Y are its top left corner.
type Box struct{ X, Y, W, H float64 }

// Right is the x of the right edge.
func (b Box) Right() float64 { return b.X + b.W }

// Bottom is the y of the lower edge.
func (b Box) Bottom() float64 { return b.Y + b.H }

// with is the least box that holds both.
func (b Box) with(other Box) Box {
	x, y := min(b.X, other.X), min(b.Y, other.Y)
	return Box{x, y, max(b.Right(), other.Right()) - x, max(b.Bottom(), other.Bottom()) - y}
}

// Tag is a structure type of tagged PDF (ISO 32000-1 14.8.4).
type Tag string

// The structure types that the composer uses.
const (
	TagDocument Tag = "Document"
	TagSect     Tag = "Sect"
	TagH1       Tag = "H1"
	TagH2       Tag = "H2"
	TagH3       Tag = "H3"
	TagP        Tag = "P"
	TagL        Tag = "L"
	TagLI       Tag = "LI"
	TagLbl      Tag = "Lbl"
	TagLBody    Tag = "LBody"
	TagTable    Tag = "Table"
	TagCaption  Tag = "Caption"
	TagTR       Tag = "TR"
	TagTH       Tag = "TH"
	TagTD       Tag = "TD"
	TagFigure   Tag = "Figure"
)

// Scope says which cells a table head cell (TH) is the head of.
type Scope string

// The scopes of a head cell (ISO 32000-1 14.8.5.7).
const (
	ScopeRow    Scope = "Row"
	ScopeColumn Scope = "Column"
)

// Element is a node of the structure tree, in reading order. It has either
// child elements or items of its own, never both, so the order of what it holds
// is always known: Kids in their order, or its items in page order.
type Element struct {
	Tag   Tag
	Alt   string // what a figure says, for those who do not see it
	Lang  string // BCP 47, when it differs from the document's
	Scope Scope  // of a TH
	Kids  []*Element

	// Actual is the text in reading order, where the items do not have it so:
	// text that runs from right to left, or was shaped.
	Actual string

	// Where a figure or a marked cell of a table stands: index into Document.Pages,
	// and its box. PDF/UA asks for that of a figure (ISO 32000-1 14.8.5.4.3).
	Page int
	BBox Box
}

// Add appends a new child element and returns it.
func (e *Element) Add(tag Tag) *Element {
	kid := &Element{Tag: tag}
	e.Kids = append(e.Kids, kid)
	return kid
}

// Artifact is the kind of an item that carries no content of the document
// (ISO 32000-1 14.8.2.2).
type Artifact string

// Kinds of artifact.
const (
	Decoration Artifact = "" // rules, fills, repeated table heads
	Header     Artifact = "Header"
	Footer     Artifact = "Footer"
	Watermark  Artifact = "Watermark"
)

// Owner says what an item is to someone who does not see the page: a part of an
// element, or, without one, an artifact.
type Owner struct {
	Elem     *Element
	Artifact Artifact // kind, when Elem is nil
}
