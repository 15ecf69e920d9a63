package pdftest

import (
	"regexp"
	"slices"
	"strconv"
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
	state, textMarks, inText := 0, 0, false
	var font *font
	var operands []string
	for _, word := range token.FindAllString(string(f.stream(page["/Contents"])), -1) {
		f.operator(page, word, operands)
		switch word {
		case "q":
			if state++; state > deepestState {
				f.Errorf("the graphics state is saved %d deep", state)
			}
		case "Q":
			state--
		case "BT":
			inText, textMarks = true, len(stack)
		case "ET":
			if inText = false; len(stack) != textMarks {
				f.Error("a mark begins within a text object and ends outside, or the other way") // ISO 32000-1 14.6.1
			}
		case "EMC":
			if inText && len(stack) <= textMarks {
				f.Error("a mark that began before a text object ends within it")
			}
		}
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
	if len(stack) > 0 || state != 0 {
		f.Errorf("%d marks do not end, %d states are not restored", len(stack), state)
	}
	return m
}

// operator judges the operands of one operator.
func (f *file) operator(page dict, word string, operands []string) {
	if word == "Do" && f.dict(f.dict(page["/Resources"])["/XObject"])[operands[0]] == nil { // 6.2.2
		f.Errorf("%s is not in the resources", operands[0])
	}
	if slices.Contains([]string{"rg", "RG", "g", "G"}, word) && slices.ContainsFunc(operands, func(s string) bool {
		v, err := strconv.ParseFloat(s, 64)
		return err != nil || v < 0 || v > 1
	}) {
		f.Errorf("the colour %v", operands)
	}
	for _, operand := range operands {
		if (operand[0] == '<' && len(operand)%2 != 0) || (operand[0] == '<' && len(operand)/2 > longestString) || len(operand) > 2*longestString { // 6.1.6, 6.1.13
			f.Errorf("a string of %d characters", len(operand)-2)
		}
		if operand[0] == '/' && len(operand)-1 > longestName {
			f.Errorf("a name of %d characters", len(operand)-1)
		}
	}
}

func (f *file) identifier(operands []string) int {
	at := slices.Index(operands, "/MCID")
	if at < 0 || at+1 >= len(operands) {
		f.Errorf("marked content without an identifier: %v", operands)
		return -1
	}
	return atoi(operands[at+1])
}
