package letter

import (
	"fmt"
	"strings"

	"rapport/data"
	"rapport/reports/page"
)

// mostAddressLines is how many lines an address has at most; a window may show
// fewer.
const mostAddressLines = 6

// maxStreetLines is how many lines of a street are looked at for joining: more
// never fit.
const maxStreetLines = 8

// AddressOf returns the lines of the address to which the person's mail goes, as
// a letter shows them: name, street, city. The lines of the street are joined
// where the block would be taller than the window; fits is false when it is too
// tall even so, or a line is too wide.
func (g Geometry) AddressOf(p data.Person) (lines []string, fits bool) {
	to := p.MailTo()
	return g.AddressLines(to, p.FullName())
}

// AddressLines is the same for somebody who is no person of a case, under the
// lines that name them.
func (g Geometry) AddressLines(to data.Address, names ...string) (lines []string, fits bool) {
	street := paragraphs(to.Street)
	city := cityLine(to.City, to.State, to.Postal)
	for {
		lines = nil
		for _, l := range append(append(append([]string{}, names...), street...), city) {
			if l = words(l); l != "" {
				lines = append(lines, l)
			}
		}
		if len(lines) <= g.Lines || len(street) > maxStreetLines || !g.joinShortest(&street) {
			break
		}
	}
	fits = len(lines) <= g.Lines
	for _, l := range lines {
		fits = fits && widthOf(g.Address, l) <= g.Window.W
	}
	return lines, fits
}

// AddressGap is what an address that does not fit the window asks for.
func (g Geometry) AddressGap() data.Gap {
	wide := int(g.Window.W / widthOf(g.Address, "n"))
	return data.Gap{Code: "letter.address_size", Field: "street",
		Sentence: fmt.Sprintf("The address does not fit the window of the envelope; shorten it to %d lines of about %d characters.", g.Lines, wide/5*5)}
}

// joinShortest joins the two neighbouring lines that are shortest together, if
// they fit on one line.
func (g Geometry) joinShortest(lines *[]string) bool {
	best, width := -1, g.Window.W
	for i := range len(*lines) - 1 {
		if w := widthOf(g.Address, (*lines)[i]+", "+(*lines)[i+1]); w <= width {
			best, width = i, w
		}
	}
	if best < 0 {
		return false
	}
	joined := append([]string{}, (*lines)[:best]...)
	joined = append(joined, (*lines)[best]+", "+(*lines)[best+1])
	*lines = append(joined, (*lines)[best+2:]...)
	return true
}

func widthOf(style page.Style, s string) float64 { return page.Width(style, s) }

func cityLine(city, state, postal string) string {
	place := words(city)
	region := words(state, postal)
	if place != "" && region != "" {
		return place + ", " + region
	}
	return place + region
}

// words joins the parts that are not empty with single spaces.
func words(parts ...string) string {
	return strings.Join(strings.Fields(strings.Join(parts, " ")), " ")
}

// paragraphs splits text at its line ends and leaves out empty lines.
func paragraphs(text string) []string {
	var out []string
	for line := range strings.FieldsFuncSeq(text, func(r rune) bool { return r == '\n' || r == '\r' || r == '\u2028' || r == '\u2029' }) {
		if line = strings.TrimSpace(line); line != "" {
			out = append(out, line)
		}
	}
	return out
}
