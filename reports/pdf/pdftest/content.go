package pdftest

import (
	"regexp"
	"slices"
	"strings"
)

// marked is what one page says, by the identifiers of its marked content.
type marked struct {
	texts map[int]string
	tags  map[int]string
}

var token = regexp.MustCompile(`<<|>>|<[0-9A-F]*>|\((?:\\.|[^\\()])*\)|\[|\]|/[^\s/<>\[\]()]+|[^\s/<>\[\]()]+`)

var (
	showing  = []string{"Tj", "TJ"}
	painting = []string{"f", "f*", "F", "S", "s", "B", "b", "B*", "b*", "Do", "sh"}
	// What a page may hold besides: state, paths, text objects, marks.
	others = strings.Fields("q Q cm w J j M d i gs m l c v y h re n W W* BT ET Tf Td Tm Ts Tc Tw TL Tr rg RG g G BDC BMC EMC")
)

// content reads the content of a page, and demands that everything drawn lies
// in an artifact or in content with an identifier that no other has.
func (f *file) content(page dict) marked {
	m := marked{map[int]string{}, map[int]string{}}
	fonts := map[string]*font{}
	for key, v := range f.dict(f.dict(page["/Resources"])["/Font"]) {
		fonts[key] = f.font(v)
	}
	type open struct {
		id     int // -1: an artifact; -2: a span within
		actual bool
	}
	var stack []open
	var font *font
	var operands []string
	for _, word := range token.FindAllString(string(f.stream(page["/Contents"])), -1) {
		switch {
		case slices.Contains(showing, word) || slices.Contains(painting, word):
			if len(stack) == 0 {
				f.Errorf("%s %v lies outside every mark", word, operands)
				break
			}
			if !slices.Contains(showing, word) || stack[0].id < 0 || stack[0].actual {
				if slices.Contains(showing, word) && font != nil {
					font.decode(f, operands) // its codes are used, too
				}
				break
			}
			m.texts[stack[0].id] += font.decode(f, operands)
		case word == "Tf":
			if font = fonts[operands[0]]; font == nil {
				f.Errorf("font %s is not in the resources", operands[0])
			}
		case word == "BDC" || word == "BMC":
			tag, properties := operands[0][1:], strings.Join(operands[1:], " ")
			mark := open{id: -2, actual: strings.Contains(properties, "/ActualText")}
			switch {
			case tag == "Artifact":
				mark.id = -1
				if len(stack) > 0 {
					f.Errorf("an artifact lies within other content")
				}
			case len(stack) == 0:
				mark.id = f.identifier(operands)
				if _, twice := m.tags[mark.id]; twice {
					f.Errorf("identifier %d is used twice on a page", mark.id)
				}
				m.tags[mark.id], m.texts[mark.id] = tag, ""
				if mark.actual {
					m.texts[mark.id] = decodeText(operands[slices.Index(operands, "/ActualText")+1])
				}
			case stack[0].id >= 0:
				f.Errorf("a mark lies within content of an element, and ends it for some readers: %s", properties)
			}
			stack = append(stack, mark)
		case word == "EMC":
			if len(stack) == 0 {
				f.Errorf("a mark ends that did not begin")
				break
			}
			stack = stack[:len(stack)-1]
		case slices.Contains(others, word):
		default:
			operands = append(operands, word)
			continue
		}
		operands = nil
	}
	if len(stack) > 0 {
		f.Errorf("%d marks do not end", len(stack))
	}
	return m
}

func (f *file) identifier(operands []string) int {
	at := slices.Index(operands, "/MCID")
	if at < 0 || at+1 >= len(operands) {
		f.Errorf("marked content without an identifier: %v", operands)
		return -1
	}
	return atoi(operands[at+1])
}
