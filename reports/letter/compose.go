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
	file     data.CaseFile
	draft    data.LetterDraft
	settings data.Settings
	officer  data.Officer
	geometry Geometry
	to       data.Person // the addressee, as far as known
	gaps     data.Missing
}

// need is a value that a letter must have. Where it is empty the gap is noted
// and a draft shows what belongs there.
func (c *composer) need(value, code, what, sentence string) page.Run {
	if value != "" {
		return field(value)
	}
	if !c.gaps.Has(code) {
		c.gaps = append(c.gaps, data.Gap{Code: code, Sentence: sentence})
	}
	return page.Run{Text: "[" + what + "]", Role: page.RoleMissing}
}

func text(s string) page.Run { return page.Run{Text: s} }

// field is a short value from the case that no line break may cut in two.
func field(s string) page.Run {
	return page.Run{Text: strings.ReplaceAll(s, " ", "\u00a0"), Role: page.RoleField}
}

// begin writes date, reference and contact, and name and address for the window
// of the envelope.
func (c *composer) begin() {
	c.need(c.draft.Date.Long(), "letter.date", "date", "Enter the date of the letter.")
	lines, fits := c.geometry.AddressOf(c.to)
	name := c.need(words(c.to.FullName()), "letter.addressee", "name and address of the addressee", "Choose the person to whom the letter goes.")
	if !fits {
		c.gaps = append(c.gaps, c.geometry.AddressGap())
	}
	c.geometry.Begin(c.Flow, Beginning{
		Date: cmp.Or(c.draft.Date.Long(), "[date]"), Reference: c.file.Number,
		Contact: cmp.Or(c.draft.Contact, "[name]"), Line: cmp.Or(c.line(), "[phone]"),
		Address: func(f *page.Flow) {
			if name.Role == page.RoleMissing {
				f.Runs(c.geometry.Address, name)
			}
			f.Lines(c.geometry.Address, lines...)
		}})
}

// open writes subject, salutation and the officer's opening.
func (c *composer) open(subject, opening string) {
	c.Heading(1, cmp.Or(c.draft.Subject, subject))
	if c.gaps.Has("letter.addressee") {
		c.Runs(c.Styles.Body, text("Dear "), page.Run{Text: "[name]", Role: page.RoleMissing}, text(":"))
	} else {
		c.Para(c.to.Salutation())
	}
	c.paras(cmp.Or(c.draft.Opening, opening))
}

func (c *composer) paras(s string) {
	for _, p := range paragraphs(s) {
		c.Para(p)
	}
}

// maxQuoted is how many characters of a person's own words about one issue are
// quoted back.
const maxQuoted = 600

// concerns says back what the person told the office, and when, unless the
// opening has said that already.
func (c *composer) concerns() {
	received := data.DateOf(c.file.ReceivedAt, c.settings.Zone()).Long()
	lead := []page.Run{text("You brought your concerns to us on "), field(received)}
	if strings.Contains(c.draft.Opening, received) {
		lead = []page.Run{text("This is how we understood you")}
	}
	var quoted []string
	for _, issue := range c.file.Issues {
		quoted = append(quoted, c.toldAbout(issue))
	}
	switch {
	case !c.to.MayReceive(c.draft.Date) || len(quoted) == 0:
		c.Runs(c.Styles.Body, text("You brought your concerns to us on "), field(received), text("."))
	case len(quoted) == 1:
		c.Runs(c.Styles.Body, append(lead, text(": "+quoted[0]))...)
	default:
		c.Runs(c.Styles.Body, append(lead, text(":"))...)
		c.Numbered(quoted...)
	}
}

// toldAbout is the person's own words about an issue, between quotation marks,
// or its category where none were written down. An acknowledgement tells the
// issue as it was understood, where that was put into words, so that the person
// can set it right.
func (c *composer) toldAbout(issue data.Issue) string {
	if understood := words(issue.Understood); understood != "" && c.draft.Kind == data.Acknowledgement {
		return shortened(understood)
	}
	if told := words(issue.Words); told != "" {
		return "“" + shortened(told) + "”"
	}
	category, _ := issue.About(c.settings)
	return cmp.Or(category, "Your concern")
}

// shortened cuts what is too long to be told in a letter.
func shortened(text string) string {
	runes := []rune(text)
	if len(runes) > maxQuoted {
		runes = append(runes[:maxQuoted], '…')
	}
	return string(runes)
}

// line is the phone number of the contact person.
func (c *composer) line() string { return cmp.Or(c.draft.ContactLine, c.settings.Phone) }

// contact names the person to call: element 1 of 42 CFR 482.13(a)(2)(iii).
func (c *composer) contact(before, after string) []page.Run {
	runs := []page.Run{text(before + " "),
		c.need(c.draft.Contact, "letter.contact", "name of the contact person", "Name the contact person."), text(" at "),
		c.need(c.line(), "letter.contact_line", "phone", "Enter the phone number of the contact person.")}
	if c.settings.TTY != "" {
		runs = append(runs, text(" (TTY "+c.settings.TTY+")"))
	}
	if c.settings.Email != "" {
		runs = append(runs, text(", or write to "+c.settings.Email))
	}
	return append(runs, text(after))
}

// agencies tells where else the person may go. Everybody may turn to the State
// agency directly, whether or not they used the hospital's own process first.
func (c *composer) agencies() {
	c.Heading(2, "Others who can help you")
	const right = "You may take your concerns to an outside agency at any time, also directly to the State agency, whether or not you have used our own process first"
	if len(c.settings.Agencies) == 0 {
		c.Para(right + ". We will gladly give you its address and phone number.")
		return
	}
	c.Para(right + ":")
	var items []string
	for _, a := range c.settings.Agencies {
		item := words(a.Name)
		if a.Phone != "" {
			item += ", " + words(a.Phone)
		}
		if a.Note != "" {
			item += ". " + strings.TrimSuffix(words(a.Note), ".") + "."
		}
		items = append(items, item)
	}
	c.Bullets(items...)
}

// noRetaliation promises freedom from reprisal.
const noRetaliation = "Speaking up will not change the care that you receive here. Nobody may treat you differently because you told us about your concerns."

// signatureRoom is the empty space for a signature by hand, in points.
const signatureRoom = 34

// sign ends the letter. The closing is never alone on a page: it takes the
// paragraph before it along.
func (c *composer) sign(last string) {
	c.Together(func() {
		c.Para(noRetaliation)
		c.paras(cmp.Or(c.draft.Closing, last))
		c.Para("Sincerely,")
		c.Space(signatureRoom)
		c.ParaIn(c.Styles.Body.With(page.SansBold).After(0), commaed(c.officer.Name, c.officer.Credentials))
		c.ParaIn(c.Styles.Body.After(0), c.officer.Title)
		c.Space(10)
		c.attached("Enclosures", c.draft.Enclosures)
		c.attached("Copy", c.draft.Copies)
	})
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
	c.KeyValues(62, c.Styles.Small.In(page.Black), pairs...)
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
