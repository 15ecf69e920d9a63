package pdf

import (
	"fmt"

	"rapport/reports/page"
)

// marks is what the painter notes of the marked content: whose is what
// (ISO 32000-1 14.7.4.2 and 14.8.2.2). Everything drawn lies in one mark.
type marks struct {
	page   int // from 0
	opened bool
	owner  page.Owner

	of     map[*page.Element][]mark
	owners [][]*page.Element        // by page and identifier
	labels map[*page.Element]string // the text of a list's labels
}

// mark is one stretch of content: the identifier on its page.
type mark struct{ page, id int }

// open begins a mark for owner, unless the one that is open is owner's too.
func (p *painter) open(owner page.Owner) {
	m := &p.marks
	if m.opened && m.owner == owner {
		return
	}
	p.closeMark()
	m.opened, m.owner = true, owner
	if owner.Elem == nil {
		p.pdf.RawWriteStr(artifact(owner.Artifact))
		return
	}
	p.pdf.RawWriteStr(fmt.Sprintf("/%s<</MCID %d>>BDC", owner.Elem.Tag, m.next(owner.Elem)))
}

// next is the identifier of the next stretch of content on the page, e's.
func (m *marks) next(e *page.Element) int {
	id := len(m.owners[m.page])
	m.owners[m.page] = append(m.owners[m.page], e)
	m.of[e] = append(m.of[e], mark{m.page, id})
	return id
}

// within begins a mark inside a text object. With says it is a span that says
// this, whatever its glyphs say (ISO 32000-1 14.9.4). What belongs to an element
// has an identifier of its own: within a mark that has one, Poppler takes the end
// of any other for the end of the whole.
func (p *painter) within(out []byte, owner page.Owner, says string) []byte {
	tag := page.Tag("Span")
	if says == "" && owner.Elem != nil {
		tag = owner.Elem.Tag
	}
	out = fmt.Appendf(out, "/%s<<", tag)
	if owner.Elem != nil {
		out = fmt.Appendf(out, "/MCID %d", p.marks.next(owner.Elem))
	}
	if says != "" {
		out = appendText(append(out, "/ActualText"...), says)
	}
	return append(out, ">>BDC "...)
}

func (p *painter) closeMark() {
	if p.marks.opened {
		p.pdf.RawWriteStr("EMC")
	}
	p.marks.opened = false
}

func artifact(kind page.Artifact) string {
	if kind == page.Decoration {
		return "/Artifact<</Type/Layout>>BDC"
	}
	return fmt.Sprintf("/Artifact<</Type/Pagination/Subtype/%s>>BDC", kind)
}

// addPage begins a new page.
func (p *painter) addPage() {
	p.pdf.AddPage()
	p.pen = pen{}
	p.marks.page = len(p.marks.owners)
	p.marks.owners = append(p.marks.owners, nil)
}
