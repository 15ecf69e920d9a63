package pdf

import (
	"errors"
	"fmt"
	"strings"
	"unicode/utf16"

	"rapport/reports/page"
)

var errNoAlternative = errors.New("a figure has no words for those who do not see it, or too many")

// structure writes the tree that says what the pages mean (ISO 32000-1 14.7).
type structure struct {
	w      *writer
	marks  marks
	pages  []int // objects of the pages
	height float64
	number map[*page.Element]int
}

// write adds the tree of root and returns the object of its head.
func (s *structure) write(root *page.Element) (int, error) {
	head := s.w.reserve()
	s.number = map[*page.Element]int{}
	top, err := s.element(root, head)
	if err != nil {
		return 0, err
	}
	parents := []byte("<</Nums[")
	for i, owners := range s.marks.owners {
		parents = fmt.Appendf(parents, "%d[", i)
		for _, owner := range owners {
			n, known := s.number[owner]
			if !known {
				return 0, errors.New("an item belongs to an element outside the document")
			}
			parents = fmt.Appendf(parents, "%d 0 R ", n)
		}
		parents = append(parents, ']')
	}
	tree := s.w.add(append(parents, "]>>"...))
	s.w.set(head, fmt.Appendf(nil, "<</Type/StructTreeRoot/K[%d 0 R]/ParentTree %d 0 R/ParentTreeNextKey %d>>", top, tree, len(s.pages)))
	return head, nil
}

// element adds e and what is below it. An element that holds nothing is left
// out: a reader would announce an empty heading. Cells stay, or the columns of
// a table would not match.
func (s *structure) element(e *page.Element, parent int) (int, error) {
	if e.Tag == page.TagFigure && (strings.TrimSpace(e.Alt) == "" || tooLong(e.Alt)) {
		return 0, errNoAlternative
	}
	n := s.w.reserve()
	s.number[e] = n
	var kids []byte
	home := -1 // the page that identifiers alone refer to
	for _, m := range s.marks.of[e] {
		if home < 0 {
			home = m.page
		}
		if m.page == home {
			kids = fmt.Appendf(kids, "%d ", m.id)
		} else {
			kids = fmt.Appendf(kids, "<</Type/MCR/Pg %d 0 R/MCID %d>>", s.pages[m.page], m.id)
		}
	}
	for _, kid := range e.Kids {
		if !s.holds(kid) {
			continue
		}
		k, err := s.element(kid, n)
		if err != nil {
			return 0, err
		}
		kids = fmt.Appendf(kids, "%d 0 R ", k)
	}
	tag := e.Tag
	if tag == page.TagTH && e.Scope == page.ScopeRow && home < 0 {
		tag = page.TagTD // a row to be filled in by hand: nothing heads nothing
	}
	out := fmt.Appendf(nil, "<</Type/StructElem/S/%s/P %d 0 R", tag, parent)
	if home >= 0 {
		out = fmt.Appendf(out, "/Pg %d 0 R", s.pages[home])
	}
	out = s.attributes(out, e, tag)
	s.w.set(n, append(append(append(out, "/K["...), kids...), "]>>"...))
	return n, nil
}

// longestText is how many bytes a string may have (ISO 19005-2 6.1.13), less
// some room. A paragraph of more is told by its glyphs alone.
const longestText = 32_000

func tooLong(text string) bool { return 2*len(utf16.Encode([]rune(text))) >= longestText }

func (s *structure) attributes(out []byte, e *page.Element, tag page.Tag) []byte {
	for _, text := range []struct{ key, value string }{{"/Alt", e.Alt}, {"/ActualText", e.Actual}, {"/Lang", e.Lang}} {
		if text.value != "" && !tooLong(text.value) {
			out = appendText(append(out, text.key...), text.value)
		}
	}
	switch tag {
	case page.TagTH:
		if e.Scope != "" {
			out = fmt.Appendf(out, "/A<</O/Table/Scope/%s>>", e.Scope)
		}
	case page.TagL:
		out = fmt.Appendf(out, "/A<</O/List/ListNumbering/%s>>", s.numbering(e))
	case page.TagFigure:
		out = append(out, "/A<</O/Layout/Placement/Block/BBox["...)
		b := e.BBox
		for _, v := range []float64{b.X, s.height - b.Bottom(), b.Right(), s.height - b.Y} {
			out = append(appendNumber(out, v), ' ')
		}
		out = append(out, "]>>"...)
	}
	return out
}

// numbering is the kind of a list, told by its first label.
func (s *structure) numbering(list *page.Element) string {
	for _, item := range list.Kids {
		for _, part := range item.Kids {
			label := strings.TrimSpace(s.marks.labels[part])
			switch {
			case label == "":
			case label[0] >= '0' && label[0] <= '9':
				return "Decimal"
			default:
				return "Disc"
			}
		}
	}
	return "None"
}

// holds says that e or what is below it has something to tell.
func (s *structure) holds(e *page.Element) bool {
	switch e.Tag {
	case page.TagTR, page.TagTH, page.TagTD:
		return true
	}
	if len(s.marks.of[e]) > 0 {
		return true
	}
	for _, kid := range e.Kids {
		if s.holds(kid) {
			return true
		}
	}
	return false
}
