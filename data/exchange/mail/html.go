package mail

import (
	"regexp"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// maxOpen is how many elements within each other are told apart.
const maxOpen = 200

// maxPage is the most bytes of a web page that are turned into text.
const maxPage = 4 << 20

// skipped are elements whose text is for no reader.
var skipped = map[atom.Atom]bool{
	atom.Head: true, atom.Script: true, atom.Style: true, atom.Title: true, atom.Template: true, atom.Noscript: true, atom.Object: true,
	atom.Svg: true, atom.Select: true, atom.Textarea: true, atom.Iframe: true, atom.Math: true,
}

// blocks begin and end a line; those that are true are set apart by a blank line too.
var blocks = map[atom.Atom]bool{
	atom.P: true, atom.H1: true, atom.H2: true, atom.H3: true, atom.H4: true, atom.H5: true, atom.H6: true, atom.Ul: true, atom.Ol: true, atom.Table: true, atom.Pre: true,
	atom.Div: false, atom.Li: false, atom.Tr: false, atom.Section: false, atom.Article: false, atom.Header: false, atom.Footer: false, atom.Address: false, atom.Dt: false, atom.Dd: false, atom.Center: false,
}

// hides knows a style that keeps an element from being seen, as the previews of
// newsletters and the traps of attackers do.
var hides = regexp.MustCompile(`(?i)display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*0(?:px|pt|em|%)?\s*(?:;|$)|mso-hide\s*:\s*all`)

// page turns a web page into plain text.
type page struct {
	b     strings.Builder
	open  []element // elements that change what is written, the innermost last
	blank int       // line feeds at the end so far
	space bool      // a blank is owed
}

type element struct {
	tag    atom.Atom
	silent bool // its text is not seen
	quote  bool // its text is of an older message
}

// plainText turns a web page into the text that its reader sees: nothing is fetched,
// nothing is run, and what the page hides is left out. Older messages in it are marked
// with > as plain text marks them.
func plainText(source string) string {
	if len(source) > maxPage {
		source = strings.ToValidUTF8(source[:maxPage], "")
	}
	z := html.NewTokenizer(strings.NewReader(source))
	z.SetMaxBuf(maxPage)
	p := &page{blank: 2}
	for {
		switch z.Next() {
		case html.ErrorToken:
			return strings.Trim(p.b.String(), "\n ")
		case html.TextToken:
			if !p.silent() {
				p.write(string(z.Text()))
			}
		case html.StartTagToken:
			p.start(z.Token(), false)
		case html.SelfClosingTagToken:
			p.start(z.Token(), true)
		case html.EndTagToken:
			p.end(z.Token().DataAtom)
		}
	}
}

func (p *page) silent() bool { return len(p.open) > 0 && p.open[len(p.open)-1].silent }

func (p *page) quotes() int {
	n := 0
	for _, e := range p.open {
		if e.quote {
			n++
		}
	}
	return n
}

// void are elements without an end.
var void = map[atom.Atom]bool{atom.Br: true, atom.Hr: true, atom.Img: true, atom.Input: true, atom.Meta: true, atom.Link: true, atom.Col: true, atom.Area: true, atom.Base: true, atom.Wbr: true, atom.Source: true, atom.Embed: true}

func (p *page) start(t html.Token, closed bool) {
	tag := t.DataAtom
	if void[tag] {
		switch {
		case p.silent():
		case tag == atom.Br:
			p.newLine(p.blank + 1)
		case tag == atom.Hr:
			p.newLine(1)
			p.write("________________________________")
			p.newLine(1)
		}
		return
	}
	if apart, ok := blocks[tag]; ok && !p.silent() {
		p.newLine(1)
		if apart {
			p.newLine(2)
		}
		if tag == atom.Li {
			p.write("-")
			p.space = true
		}
	}
	if tag == atom.Td || tag == atom.Th {
		p.space = p.blank == 0
	}
	if closed || len(p.open) >= maxOpen {
		return
	}
	e := element{tag: tag, silent: p.silent() || skipped[tag]}
	for _, a := range t.Attr {
		switch a.Key {
		case "style":
			e.silent = e.silent || hides.MatchString(a.Val)
		case "hidden":
			e.silent = true
		case "class":
			e.quote = e.quote || strings.Contains(a.Val, "gmail_quote_container")
		}
	}
	if e.quote = e.quote || tag == atom.Blockquote; e.quote && !e.silent {
		p.newLine(1)
	}
	p.open = append(p.open, e)
}

// end closes an element, and those within it that were never closed.
func (p *page) end(tag atom.Atom) {
	for i := len(p.open) - 1; i >= 0; i-- {
		if p.open[i].tag != tag {
			continue
		}
		silent, quote := p.open[i].silent, p.open[i].quote
		if quote && !silent {
			p.newLine(1)
		}
		p.open = p.open[:i]
		if apart, ok := blocks[tag]; ok && !silent {
			p.newLine(1)
			if apart {
				p.newLine(2)
			}
		}
		return
	}
}

// newLine ends the line, so that there are n line feeds in all, two at most.
func (p *page) newLine(n int) {
	p.space = false
	for p.blank < min(n, 2) {
		p.b.WriteByte('\n')
		p.blank++
	}
}

// write adds a text, in which any white space is one blank.
func (p *page) write(text string) {
	words := strings.Fields(text)
	if len(words) == 0 {
		p.space = p.space || text != "" && p.blank == 0
		return
	}
	if p.blank > 0 {
		if n := p.quotes(); n > 0 {
			p.b.WriteString(strings.Repeat(">", n) + " ")
		}
	} else if p.space || strings.TrimLeft(text, " \t\r\n\f") != text {
		p.b.WriteByte(' ')
	}
	p.b.WriteString(strings.Join(words, " "))
	p.blank = 0
	p.space = strings.TrimRight(text, " \t\r\n\f") != text
}
