package ehr

import (
	"bytes"
	"context"
	"encoding/xml"
	"errors"
	"io"
	"regexp"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/htmlindex"
)

// encountersSection is the LOINC code of the one section that is read.
const encountersSection = "46240-8"

// maxNodes is how many elements of a document are kept. Headers have some hundreds.
const maxNodes = 100_000

// xmlNode is an element of a document. Names are without their namespace: programs
// declare it, declare another, or forget it.
type xmlNode struct {
	name  string
	attrs []xml.Attr
	text  string
	kids  []*xmlNode
	whole bool // its end was read
}

func (n *xmlNode) attr(name string) string {
	for _, a := range n.attrs {
		if a.Name.Local == name {
			return strings.TrimSpace(a.Value)
		}
	}
	return ""
}

// null tells that the document says itself that the element holds nothing.
func (n *xmlNode) null() bool {
	return n.attr("nullFlavor") != "" && n.attr("value") == "" && n.attr("extension") == "" && len(n.kids) == 0 && strings.TrimSpace(n.text) == ""
}

// child returns a child by its place, or an element without a name.
func (n *xmlNode) child(i int) *xmlNode {
	if i < len(n.kids) {
		return n.kids[i]
	}
	return &xmlNode{}
}

// maxAlike is how many children of one name are looked at. Headers have some few.
const maxAlike = 200

func (n *xmlNode) kidsNamed(name string) []*xmlNode {
	var all []*xmlNode
	for _, k := range n.kids {
		if k.name == name && len(all) < maxAlike {
			all = append(all, k)
		}
	}
	return all
}

func (n *xmlNode) first(name string) *xmlNode {
	for _, k := range n.kids {
		if k.name == name {
			return k
		}
	}
	return nil
}

func (n *xmlNode) textOf(name string) string {
	if k := n.first(name); k != nil {
		return strings.TrimSpace(k.text)
	}
	return ""
}

// all returns the elements of a name at any depth, but not those within another.
func (n *xmlNode) all(name string) []*xmlNode {
	var all []*xmlNode
	for _, k := range n.kids {
		if k.name == name {
			all = append(all, k)
		} else {
			all = append(all, k.all(name)...)
		}
	}
	return all
}

func (n *xmlNode) find(name string) *xmlNode {
	if all := n.all(name); len(all) > 0 {
		return all[0]
	}
	return nil
}

var xmlEncoding = regexp.MustCompile(`^\s*<\?xml[^>]*?\sencoding\s*=\s*["']([A-Za-z0-9._:-]+)["']`)

// xmlText returns the document as UTF-8. The document says how its letters are written,
// and may be wrong: what can only be UTF-8 is taken for UTF-8.
func xmlText(raw []byte, l *limits) ([]byte, error) {
	declared := "utf-8"
	if m := xmlEncoding.FindSubmatch(raw[:min(len(raw), 512)]); m != nil {
		declared = strings.ToLower(string(m[1]))
	}
	ascii := !bytes.ContainsFunc(raw, func(r rune) bool { return r >= utf8.RuneSelf })
	switch {
	case ascii, strings.HasPrefix(declared, "utf-16"), strings.HasPrefix(declared, "ucs-2"):
		// UTF-16 was decoded before the kind of the file was known.
		return l.utf8Text(raw), nil
	case declared == "utf-8" || declared == "utf8" || declared == "us-ascii" || declared == "ascii":
		return l.utf8Text(raw), nil
	case utf8.Valid(raw):
		l.remark("", "The file says that its letters are written in another way than they are. They were read as Unicode; compare letters with accents.")
		return raw, nil
	}
	encoding, err := htmlindex.Get(declared)
	if err != nil {
		return nil, refusef("This document is written with a set of letters that Rapport does not know. Ask for it in Unicode (UTF-8).")
	}
	text, err := encoding.NewDecoder().Bytes(raw)
	if err != nil {
		return nil, refusef("The letters of this document cannot be read. Ask for it in Unicode (UTF-8).")
	}
	return text, nil
}

// readXML reads what a clinical document has of use into a tree, under a root without a
// name. Narrative and the entries of other sections are read past. Where the document
// is not well-formed it returns what stands before that place, and true.
func readXML(ctx context.Context, text []byte) (root *xmlNode, broken bool, err error) {
	d := xml.NewDecoder(bytes.NewReader(text))
	d.Entity = xml.HTMLEntity // names of single letters; a document cannot define any
	d.CharsetReader = func(_ string, r io.Reader) (io.Reader, error) { return r, nil }
	root = &xmlNode{}
	stack := []*xmlNode{root}
	depth, passing, kept := 0, 0, 0
	for tokens := 0; ; tokens++ {
		if tokens%1000 == 0 {
			if err := stop(ctx); err != nil {
				return nil, false, err
			}
		}
		token, err := d.RawToken()
		if err != nil {
			return root, len(stack) > 1 || !errors.Is(err, io.EOF), nil
		}
		top := stack[len(stack)-1]
		switch t := token.(type) {
		case xml.Directive:
			if bytes.HasPrefix(bytes.ToUpper(bytes.TrimSpace(t)), []byte("DOCTYPE")) || bytes.HasPrefix(bytes.ToUpper(bytes.TrimSpace(t)), []byte("ENTITY")) {
				return nil, false, refusef("This document defines what its text stands for (a DOCTYPE), which no record system does and which can be an attack. Rapport does not read it. Ask the sender whether the file is theirs.")
			}
		case xml.StartElement:
			if depth++; depth > MaxDepth {
				return nil, false, tooDeep()
			}
			if passing > 0 || passOver(top, t.Name.Local) {
				passing++
				continue
			}
			if kept++; kept > maxNodes {
				return nil, false, refusef("This document has more parts than a continuity of care document needs. Ask for one with this patient alone.")
			}
			n := &xmlNode{name: t.Name.Local, attrs: append([]xml.Attr(nil), t.Attr...)}
			top.kids = append(top.kids, n)
			stack = append(stack, n)
		case xml.EndElement:
			depth--
			if passing > 0 {
				passing--
				continue
			}
			if len(stack) == 1 || top.name != t.Name.Local {
				return root, true, nil
			}
			top.whole = true
			stack = stack[:len(stack)-1]
		case xml.CharData:
			if room := 4*MaxField - len(top.text); passing == 0 && room > 0 {
				top.text += string(t[:min(len(t), room)])
			}
		}
	}
}

// passOver tells what is of no use below an element: narrative, and the entries of all
// sections but that of encounters.
func passOver(parent *xmlNode, name string) bool {
	if parent.name != "section" {
		return false
	}
	if name == "entry" {
		code := parent.first("code")
		return code == nil || code.attr("code") != encountersSection
	}
	return name == "text"
}
