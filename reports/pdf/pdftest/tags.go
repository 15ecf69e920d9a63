package pdftest

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// Element is an element of the structure of a file, as a screen reader gets it.
type Element struct {
	Tag, Alt, Actual, Lang, Scope, Numbering string

	Text string // what its own content says, without that of its kids
	Kids []*Element
}

// All lists e and everything below it in reading order.
func (e *Element) All() []*Element {
	all := []*Element{e}
	for _, kid := range e.Kids {
		all = append(all, kid.All()...)
	}
	return all
}

// Words is the text of e and everything below it, one line an element.
func (e *Element) Words() string {
	var lines []string
	for _, each := range e.All() {
		if each.Text != "" {
			lines = append(lines, strings.TrimSpace(each.Text))
		}
	}
	return strings.Join(lines, "\n")
}

// Find returns the first element with the tag, or fails.
func (e *Element) Find(t testing.TB, tag string) *Element {
	t.Helper()
	for _, each := range e.All() {
		if each.Tag == tag {
			return each
		}
	}
	t.Fatalf("there is no %s", tag)
	return nil
}

// walker goes through the structure and gathers what the pages say.
type walker struct {
	*file
	pages   map[string]int // reference to index
	content []marked
	owner   []map[int]string // by page and identifier: reference of the element
}

// Check reads a PDF file and fails the test for each rule that it breaks. It
// returns the structure.
func Check(t testing.TB, content []byte) *Element {
	t.Helper()
	f := read(t, content)
	catalog, info := f.trailer()
	f.catalog(catalog, info)
	w := &walker{file: f, pages: map[string]int{}}
	for i, kid := range f.list(f.dict(catalog["/Pages"])["/Kids"]) {
		page := f.dict(kid)
		if name(page["/Tabs"]) != "S" || number(page["/StructParents"]) != i {
			t.Errorf("page %d: tab order %v, key %v", i+1, page["/Tabs"], page["/StructParents"])
		}
		w.pages[kid.(string)] = i
		w.content = append(w.content, f.content(page))
		w.owner = append(w.owner, map[int]string{})
	}
	head := f.dict(catalog["/StructTreeRoot"])
	top := f.list(head["/K"])[0]
	root := w.element(top, f.reference(catalog["/StructTreeRoot"]))
	w.parents(f.dict(head["/ParentTree"]))
	if root.Tag != "Document" {
		t.Errorf("the first element is a %s", root.Tag)
	}
	judge(t, root)
	return root
}

func (f *file) reference(v any) string { s, _ := v.(string); return s }

func (f *file) trailer() (catalog, info dict) {
	t := f.objects["trailer"].Value.(dict)
	if id := f.list(t["/ID"]); len(id) != 2 {
		f.Errorf("the file has no identifier: %v", t)
	}
	return f.dict(t["/Root"]), f.dict(t["/Info"])
}

var nonDigit = regexp.MustCompile(`\D`)

var language = regexp.MustCompile(`^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$`)

// catalog judges what the file says of itself.
func (f *file) catalog(c, info dict) {
	if f.dict(c["/MarkInfo"])["/Marked"] != true || f.dict(c["/ViewerPreferences"])["/DisplayDocTitle"] != true || !language.MatchString(text(c["/Lang"])) {
		f.Errorf("catalog: %v", c)
	}
	if intent := f.dict(f.list(c["/OutputIntents"])[0]); name(intent["/S"]) != "GTS_PDFA1" || len(f.stream(intent["/DestOutputProfile"])) < 500 {
		f.Errorf("output intent: %v", intent)
	}
	packet := f.stream(c["/Metadata"])
	decoder := xml.NewDecoder(bytes.NewReader(packet))
	values := map[string]string{}
	path := []string{""}
	for {
		token, err := decoder.Token()
		if err == io.EOF {
			break
		} else if err != nil {
			f.Fatalf("metadata: %v\n%s", err, packet)
		}
		switch token := token.(type) {
		case xml.StartElement:
			path = append(path, token.Name.Local)
		case xml.EndElement:
			path = path[:len(path)-1]
		case xml.CharData:
			if last := path[len(path)-1]; last == "li" && len(path) > 3 {
				values[path[len(path)-3]] += string(token)
			} else {
				values[last] += string(token)
			}
		}
	}
	if values["conformance"] != "A" || !strings.Contains(string(packet), "<pdfuaid:part>1</pdfuaid:part>") || !strings.Contains(string(packet), "<pdfaid:part>2</pdfaid:part>") {
		f.Errorf("the metadata name no standard: %v", values)
	}
	date := nonDigit.ReplaceAllString(text(info["/CreationDate"]), "")
	if values["title"] != text(info["/Title"]) || values["Producer"] != text(info["/Producer"]) || values["language"] != text(c["/Lang"]) ||
		nonDigit.ReplaceAllString(values["CreateDate"], "") != date || info["/CreationDate"] != info["/ModDate"] {
		f.Errorf("metadata %v and information %v do not agree", values, info)
	}
}

// element reads an element and what is below it; each identifier must be new.
func (w *walker) element(v any, parent string) *Element {
	d := w.dict(v)
	self := w.reference(v)
	if w.reference(d["/P"]) != parent {
		w.Errorf("element %s names %v as its parent, not %s", self, d["/P"], parent)
	}
	e := &Element{Tag: name(d["/S"]), Alt: text(d["/Alt"]), Actual: text(d["/ActualText"]), Lang: text(d["/Lang"])}
	attributes := w.dict(d["/A"])
	e.Scope, e.Numbering = name(attributes["/Scope"]), name(attributes["/ListNumbering"])
	if e.Tag == "Figure" && len(w.list(attributes["/BBox"])) != 4 {
		w.Errorf("a figure has no box: %v", d)
	}
	if e.Lang != "" && !language.MatchString(e.Lang) {
		w.Errorf("%q is no language", e.Lang)
	}
	for _, kid := range w.list(d["/K"]) {
		switch k := kid.(type) {
		case float64:
			w.own(e, self, w.reference(d["/Pg"]), int(k))
		case dict:
			w.own(e, self, w.reference(k["/Pg"]), number(k["/MCID"]))
		default:
			e.Kids = append(e.Kids, w.element(kid, self))
		}
	}
	return e
}

func (w *walker) own(e *Element, self, page string, id int) {
	n, known := w.pages[page]
	if !known {
		w.Errorf("%s has content on no page", e.Tag)
		return
	}
	if tag := w.content[n].tags[id]; tag != e.Tag {
		w.Errorf("page %d: content %d is marked %q and owned by a %s", n+1, id, tag, e.Tag)
	}
	if other := w.owner[n][id]; other != "" {
		w.Errorf("page %d: content %d has two owners", n+1, id)
	}
	w.owner[n][id] = self
	e.Text += w.content[n].texts[id]
}

// parents compares the way back, from content to element, with the way there.
func (w *walker) parents(tree dict) {
	numbers := w.list(tree["/Nums"])
	if len(numbers) != 2*len(w.content) {
		w.Errorf("the parent tree has %d entries for %d pages", len(numbers)/2, len(w.content))
		return
	}
	for n := range w.content {
		back := w.list(numbers[2*n+1])
		if len(back) != len(w.content[n].tags) || len(back) != len(w.owner[n]) {
			w.Errorf("page %d: %d marks, %d owned, %d in the parent tree", n+1, len(w.content[n].tags), len(w.owner[n]), len(back))
			continue
		}
		for id, element := range back {
			if w.owner[n][id] != element {
				w.Errorf("page %d: content %d belongs to %s, the parent tree says %v", n+1, id, w.owner[n][id], element)
			}
		}
	}
}

// Elements that may stand within others (ISO 32000-1 14.8.4).
var within = map[string][]string{
	"Table": {"Caption", "TR"}, "TR": {"TH", "TD"}, "L": {"LI"}, "LI": {"Lbl", "LBody"},
	"Document": {"Sect", "H1", "H2", "H3", "P", "L", "Table", "Figure"},
	"Sect":     {"Sect", "H1", "H2", "H3", "P", "L", "Table", "Figure"},
}

// judge looks at what the structure says.
func judge(t testing.TB, root *Element) {
	t.Helper()
	level := 0
	for _, e := range root.All() {
		for _, kid := range e.Kids {
			if !slices.Contains(within[e.Tag], kid.Tag) {
				t.Errorf("a %s stands within a %s", kid.Tag, e.Tag)
			}
		}
		if len(e.Kids) > 0 && e.Text != "" {
			t.Errorf("a %s has content and elements, so their order is not known: %q", e.Tag, e.Text)
		}
		switch e.Tag {
		case "H1", "H2", "H3":
			now := int(e.Tag[1] - '0')
			if now > level+1 {
				t.Errorf("after a heading of level %d comes one of level %d: %q", level, now, e.Text)
			}
			level = now
		case "Figure":
			if strings.TrimSpace(e.Alt) == "" {
				t.Error("a figure has no alternative")
			}
			continue
		case "L":
			if e.Numbering == "" {
				t.Error("a list does not say how it is numbered")
			}
		case "Table":
			judgeTable(t, e)
		case "TH":
			if e.Scope != "Row" && e.Scope != "Column" {
				t.Errorf("the head %q has no scope", e.Text)
			}
			if e.Scope == "Row" && strings.TrimSpace(e.Text) == "" {
				t.Error("the head of a row says nothing")
			}
			continue
		case "TD":
			continue
		}
		if len(e.Kids) == 0 && strings.TrimSpace(e.Text) == "" {
			t.Errorf("a %s holds nothing", e.Tag)
		}
	}
}

func judgeTable(t testing.TB, table *Element) {
	t.Helper()
	width := -1
	for _, row := range table.Kids {
		if row.Tag != "TR" {
			continue
		}
		heads := ""
		for _, cell := range row.Kids {
			heads += fmt.Sprint(cell.Tag, cell.Scope, " ")
		}
		if width >= 0 && len(row.Kids) != width {
			t.Errorf("a row has %d cells, the one before %d: %s", len(row.Kids), width, row.Words())
		}
		width = len(row.Kids)
		if !strings.Contains(heads, "TH") && row.Words() != "" {
			t.Errorf("a row has no head: %s", row.Words())
		}
	}
}
