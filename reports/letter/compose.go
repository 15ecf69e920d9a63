package letter

import (
	"cmp"
	"strings"

	"rapport/data"
	"rapport/reports/page"
)

// composer writes one letter.
type composer struct {
	*page.Flow
	data.LetterFacts
	doc    *page.Document
	form   Geometry
	labels labels
	gaps   data.Missing
	owner  map[*page.Element]string // of the structure: the block
}

func layOut(x data.LetterFacts) *composer {
	d, lang := x.Draft, x.Template.Language
	form := FormOf(x)
	doc := page.NewDocument(form.Paper, lang.Tag(), "Letter "+x.File.Number, stamp(x.File, d))
	doc.Author, doc.Subject = x.Settings.Facility, d.Kind.String()
	c := &composer{LetterFacts: x, doc: doc, form: form, labels: labelsFor(lang), owner: map[*page.Element]string{},
		Flow: page.NewFlow(doc, page.LetterStyles(form.TextSize), form.Frame)}
	blocks, gaps := x.Fill()
	c.gaps = gaps
	if d.Kind.Spec().Memo {
		c.MoveTo(form.MemoTop())
	} else {
		c.begin()
	}
	c.body(blocks)
	c.Finish(func(sheet *page.Sheet) { form.Furnish(sheet, x.File.Number, d.Date.In(lang)) })
	return c
}

// body writes the blocks in their order. The last words stay with the signature,
// and take the enclosures along; what follows the signature, such as a form to be
// sent back, begins on a page of its own.
func (c *composer) body(blocks []data.Filled) {
	first, after := len(blocks), len(blocks)
	for i, b := range blocks {
		if (b.Kind == data.BlockClosing || b.Kind == data.BlockSign) && first == len(blocks) {
			first = i
		}
		if b.Kind == data.BlockSign {
			after = i + 1
		}
	}
	first = c.carried(blocks, first)
	for i, b := range blocks[:first] {
		c.block(b, leads(b, blocks[i+1:first]))
	}
	c.Together(func() {
		for i, b := range blocks[first:after] {
			c.block(b, leads(b, blocks[first+i+1:after]))
		}
		c.Space(10)
		c.attached(c.labels.enclosures, titles(c.Draft.Enclosures))
		c.attached(c.labels.copies, c.Draft.Copies)
	})
	begun := false
	for i, b := range blocks[after:] {
		if printed(b) && !begun {
			c.PageBreak()
			begun = true
		}
		c.block(b, leads(b, blocks[after+i+1:]))
	}
}

// carried is where the part begins that stays with the signature: the last
// paragraph before the last words goes with them, or the last list with what
// leads into it, so that no page holds a signature and little else. In large print the list would
// leave too much of a page empty.
func (c *composer) carried(blocks []data.Filled, first int) int {
	for i := first - 1; i >= 0; i-- {
		switch b := blocks[i]; {
		case !printed(b):
		case b.Kind == data.BlockBullets && b.Title == "" && len(b.Lines) <= mostCarried && !c.Draft.LargePrint:
		case b.Kind == data.BlockParagraph && len(b.Lines) == 1:
			return i
		default:
			return first
		}
	}
	return first
}

// mostCarried is the longest list that is carried to the page of the signature.
const mostCarried = 5

// printed reports whether the block puts anything on paper.
func printed(b data.Filled) bool {
	return b.Shown && (len(b.Lines) > 0 || b.Kind == data.BlockGreeting)
}

// leads reports whether the block leads into a list, which must follow on its page.
func leads(b data.Filled, rest []data.Filled) bool {
	if !strings.HasSuffix(strings.TrimSpace(b.Text()), ":") {
		return false
	}
	for _, next := range rest {
		if printed(next) {
			return next.Kind == data.BlockBullets || next.Kind == data.BlockNumbered
		}
	}
	return false
}

// block writes one block and remembers where it stands.
func (c *composer) block(b data.Filled, lead bool) {
	if !printed(b) {
		return
	}
	before := len(c.doc.Root.Kids)
	if b.Title != "" {
		c.Heading(2, b.Title)
	}
	switch b.Kind {
	case data.BlockSubject:
		c.Heading(1, strings.ReplaceAll(b.Text(), "\n", " "))
	case data.BlockGreeting:
		c.greeting()
	case data.BlockBullets:
		c.BulletRuns(runs(b.Lines)...)
	case data.BlockNumbered:
		c.NumberedRuns(runs(b.Lines)...)
	case data.BlockFacts:
		c.facts(b)
	case data.BlockForm:
		c.blanks(b)
	case data.BlockBanner:
		c.banner(b)
	case data.BlockSign:
		c.sign(b)
	default:
		for _, r := range runs(b.Lines) {
			if lead {
				c.LeadIn(c.Styles.Body, r...)
				continue
			}
			c.Runs(c.Styles.Body, r...)
		}
	}
	for _, e := range c.doc.Root.Kids[before:] {
		c.own(e, b.Name)
	}
}

// own notes that an element and all in it belong to a block.
func (c *composer) own(e *page.Element, block string) {
	c.owner[e] = block
	for _, kid := range e.Kids {
		c.own(kid, block)
	}
}

// places finds where each block stands, on the page on which it begins.
func (c *composer) places() map[string]Place {
	all := map[string]Place{}
	for n, p := range c.doc.Pages {
		for _, item := range p.Items {
			text, ok := item.(page.Text)
			block := c.owner[item.Of().Elem]
			if !ok || block == "" {
				continue
			}
			line := page.Box{X: c.form.Frame.Left, Y: text.Y - text.Face.Ascent(text.Size), W: c.form.Frame.Right - c.form.Frame.Left}
			line.H = text.Y + text.Face.Descent(text.Size) - line.Y
			at, known := all[block]
			switch {
			case !known:
				all[block] = Place{n, line}
			case at.Page == n:
				at.Box.H = max(at.Box.Bottom(), line.Bottom()) - at.Box.Y
				all[block] = at
			}
		}
	}
	return all
}

// runs are the lines of a block as the page writes them.
func runs(lines [][]data.Piece) [][]page.Run {
	all := make([][]page.Run, len(lines))
	for i, pieces := range lines {
		for _, p := range pieces {
			all[i] = append(all[i], run(p))
		}
	}
	return all
}

func run(p data.Piece) page.Run {
	r := page.Run{Text: p.Text, Strong: p.Strong}
	switch {
	case p.Missing:
		r.Role = page.RoleMissing
	case p.Field != "":
		r.Role = page.RoleField
		if p.Whole {
			r.Text = strings.ReplaceAll(r.Text, " ", "\u00a0")
		}
	}
	return r
}

func titles(enclosed []data.Enclosed) []string {
	var all []string
	for _, e := range enclosed {
		all = append(all, e.Title)
	}
	return all
}

// greeting writes the salutation.
func (c *composer) greeting() {
	lang := c.Template.Language
	p, ok := c.To()
	switch {
	case ok:
		c.Para(p.SalutationIn(lang))
	case c.Draft.Kind.Spec().Reader == data.ToOutside && lang == data.Spanish:
		c.Para("A quien corresponda:")
	case c.Draft.Kind.Spec().Reader == data.ToOutside:
		c.Para("To whom it may concern:")
	default:
		c.Runs(c.Styles.Body, page.Run{Text: c.labels.noName, Role: page.RoleMissing})
	}
}

// begin writes date, reference and contact, and name and address for the window
// of the envelope.
func (c *composer) begin() {
	lines, fits := c.addressLines()
	c.missing(c.Draft.Date.IsZero(), "letter.date", "date", "Enter the date of the letter.")
	c.missing(words(c.AddresseeName()) == "", "letter.addressee", "addressee", "Choose the person to whom the letter goes.")
	if !fits {
		c.gaps = append(c.gaps, c.form.AddressGap())
	}
	c.form.Begin(c.Flow, Beginning{
		Date: cmp.Or(c.Draft.Date.In(c.Template.Language), c.labels.noDate), Reference: c.File.Number,
		Contact: cmp.Or(c.Draft.Contact, c.labels.noName), Line: cmp.Or(c.Draft.ContactLine, c.Settings.Phone, c.labels.noPhone),
		Address: func(f *page.Flow) {
			if len(lines) == 0 {
				f.Runs(c.form.Address, page.Run{Text: c.labels.noName, Role: page.RoleMissing})
			}
			f.Lines(c.form.Address, lines...)
		}})
}

func (c *composer) missing(is bool, code, field, sentence string) {
	if is && !c.gaps.Has(code) {
		c.gaps = append(c.gaps, data.Gap{Code: code, Field: field, Sentence: sentence})
	}
}

func (c *composer) addressLines() (lines []string, fits bool) {
	if p, ok := c.LetterFacts.To(); ok {
		return c.form.AddressOf(p)
	}
	to := c.Draft.To
	return c.form.AddressLines(to.Address, to.Organization, commaed(to.Name, to.Title))
}

// signatureRoom is the empty space for a signature by hand, in points.
const signatureRoom = 34

// sign ends the letter.
func (c *composer) sign(b data.Filled) {
	for _, r := range runs(b.Lines) {
		c.Runs(c.Styles.Body, r...)
	}
	c.Space(signatureRoom)
	c.ParaIn(c.Styles.Body.With(page.SansBold).After(0), commaed(c.Officer.Name, c.Officer.Credentials))
	c.ParaIn(c.Styles.Body.After(0), data.OfficeIn(c.Template.Language, c.Officer.Title))
}

// attached lists enclosures or copies in small print.
func (c *composer) attached(label string, items []string) {
	var pairs []page.Pair
	for _, item := range items {
		if item = words(item); item != "" {
			pairs = append(pairs, page.Pair{Label: label, Value: item})
			label = ""
		}
	}
	c.KeyValues(widthOf(c.Styles.Small, c.labels.enclosures+": ")+10, c.Styles.Small.In(page.Black), pairs...)
}

func commaed(parts ...string) string {
	joined := ""
	for _, p := range parts {
		if p = words(p); p != "" && joined != "" {
			joined += ", "
		}
		joined += p
	}
	return joined
}
