package letter

import (
	"strings"

	"rapport/data"
	"rapport/reports/page"
)

// addressStyle is 10.5 on 12.6 points: five lines fill the window.
var addressStyle = page.Style{Face: page.Sans, Size: 10.5, Lead: 12.6, Color: page.Black}

// maxAddressLines is how many lines the window shows in every position.
const maxAddressLines = 5

// maxStreetLines is how many lines of a street are looked at for joining: more
// never fit.
const maxStreetLines = 8

// Address returns the lines of the address to which the person's mail goes, as a
// letter shows them: name, street, city. The lines of the street are joined where the block would
// be taller than the window; fits is false when it is too tall even so, or a
// line is too wide.
func Address(p data.Person) (lines []string, fits bool) {
	return blockOf(p.MailTo(), words(p.FullName()))
}

// blockOf is the block of an address under the lines that name who lives there.
func blockOf(to data.Address, names ...string) (lines []string, fits bool) {
	street := paragraphs(to.Street)
	city := cityLine(to.City, to.State, to.Postal)
	for {
		lines = nil
		for _, l := range append(append(append([]string{}, names...), street...), city) {
			if l != "" {
				lines = append(lines, l)
			}
		}
		if len(lines) <= maxAddressLines || len(street) > maxStreetLines || !joinShortest(&street) {
			break
		}
	}
	fits = len(lines) <= maxAddressLines
	for _, l := range lines {
		fits = fits && widthOf(addressStyle, l) <= Window.W
	}
	return lines, fits
}

// joinShortest joins the two neighbouring lines that are shortest together, if
// they fit on one line.
func joinShortest(lines *[]string) bool {
	best, width := -1, Window.W
	for i := range len(*lines) - 1 {
		if w := widthOf(addressStyle, (*lines)[i]+", "+(*lines)[i+1]); w <= width {
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
