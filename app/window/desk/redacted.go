package desk

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/widget"

	"rapport/app/window/ui"
	"rapport/data"
	"rapport/data/redact"
)

// Sharable is a text that a copy without identifiers can be made of.
type Sharable struct {
	Label string // in the list: "Note of March 4, 2:10 pm"
	Of    string // in the history, which must not tell who it is about: "a note"
	// Read returns the text; it runs off the main goroutine.
	Read func(context.Context) (string, error)
}

// SafeCopy is what a copy without identifiers is made from.
type SafeCopy struct {
	Case   int64 // its key; 0 for a comment that belongs to none
	Part2  bool  // it holds records of substance use treatment
	Finder *redact.Finder
	Texts  []Sharable // the first is chosen
}

// MaxSharable is the longest text that is looked through at a time, in bytes: more
// than anybody reads before sharing it.
const MaxSharable = 400_000

// RedactedCopy shows a text with what may tell who somebody is, lets the officer take
// back and add, and makes the copy: into the clipboard, as text, as PDF.
func (d *Desk) RedactedCopy(c SafeCopy) {
	if len(c.Texts) == 0 {
		return
	}
	r := newRedaction(d, c)
	r.open()
}

// redaction is the dialog. It holds one review at a time.
type redaction struct {
	desk   *Desk
	from   SafeCopy
	chosen Sharable
	review *redact.Review
	rows   []row

	what    *ui.Choice[int]
	marked  *widget.RichText // the text as it is, with what will be hidden
	copied  *ui.Entry        // the text as it will be, to select words in
	list    *fyne.Container
	found   *fyne.Container // the list with what is said about it
	counts  *ui.Text
	words   *ui.Entry
	read    *ui.Check
	message *ui.Message
	panes   *panes
	box     *ui.Dialog

	reading, making ui.Loader
}

// row is a line of the list: the same words under the same tag, wherever they stand.
type row struct {
	first  int // the first of its marks
	places int
	words  string
	redact.Mark
}

func newRedaction(d *Desk, c SafeCopy) *redaction {
	r := &redaction{desk: d, from: c, marked: widget.NewRichText(), copied: ui.NewTextArea("", 4, 4), list: container.NewVBox(), counts: ui.NewText("", ui.Strong), words: ui.NewEntry("Words as they stand in the text"), message: ui.NewMessage()}
	r.marked.Wrapping, r.copied.ReadOnly = fyne.TextWrapWord, true
	var options []ui.Option[int]
	for i, t := range c.Texts {
		options = append(options, ui.Option[int]{Value: i, Label: t.Label})
	}
	r.what = ui.NewChoice("Choose", options, r.choose)
	r.words.OnEnter = r.hide
	r.read = ui.NewCheck("I have read the whole text", nil)
	return r
}

func (r *redaction) open() {
	hide := container.NewBorder(nil, nil, nil, container.NewVBox(layout.NewSpacer(), ui.NewButton("Hide them", r.hide)), ui.NewRow("Hide these words too", r.words))
	r.found = container.NewVBox(r.counts, r.list, ui.NewParagraph(redact.Caution, ui.Caption))
	r.panes = newPanes(r.marked, r.copied, ui.NewScrolled(container.NewVBox(hide, r.found)))
	top := fyne.CanvasObject(r.panes.switches)
	if len(r.from.Texts) > 1 {
		top = container.NewBorder(nil, nil, nil, r.panes.switches, r.what)
	}
	bottom := container.NewVBox(r.message, ui.NewParagraph(redact.ShortCaution, ui.Strong), r.read)
	content := container.NewBorder(top, bottom, nil, nil, r.panes)
	r.box = ui.Show(r.desk.Window, "Copy safe to share", content, r.read, "Cancel",
		ui.Action{Text: "Save as PDF …", Do: func() bool { r.make(data.CopyPDF); return false }},
		ui.Action{Text: "Save as text …", Do: func() bool { r.make(data.CopyText); return false }},
		ui.Action{Text: "Copy", Do: func() bool { r.make(data.CopyClipboard); return false }})
	r.box.OnClose = r.forget
	r.box.Resize(r.desk.Window.Canvas().Size().SubtractWidthHeight(24, 24))
	r.what.SetValue(0)
	r.choose(0)
}

// forget lets go of the text when the dialog is closed, by locking too.
func (r *redaction) forget() {
	r.reading.Stop()
	r.making.Stop()
	r.review, r.rows = nil, nil
	r.marked.Segments = nil
	r.copied.SetText("")
	r.list.RemoveAll()
}

// choose reads a text and looks through it.
func (r *redaction) choose(i int) {
	r.chosen = r.from.Texts[i]
	r.read.SetChecked(false)
	r.review = nil
	r.message.Say("Looking for what may tell who somebody is …", ui.ToneMuted)
	finder, read := r.from.Finder, r.chosen.Read
	ui.Load(&r.reading, func(ctx context.Context) (*redact.Review, error) {
		text, err := read(ctx)
		if err != nil {
			return nil, err
		}
		if len(text) > MaxSharable {
			return nil, errTooLong
		}
		return redact.NewReview(text, finder.Another()), nil
	}, func(review *redact.Review, err error) {
		if err != nil {
			r.message.SetError(err)
			return
		}
		r.message.Clear()
		r.review = review
		r.show()
	})
}

// told is a sentence for the officer.
type told string

func (t told) Error() string    { return string(t) }
func (t told) Sentence() string { return string(t) }

const (
	errTooLong  = told("This is too long to be read in one go. Choose a part of the case instead.")
	errNotWhole = told("The copy could not be read back whole, so nothing was saved. Save it as text instead.")
)

// show draws the text, the list and the copy anew.
func (r *redaction) show() {
	r.rows = rowsOf(r.review)
	r.marked.Segments = segments(r.review)
	r.marked.Refresh()
	r.copied.SetText(r.review.Text())
	hidden := 0
	for _, m := range r.review.Marks() {
		if m.Hidden {
			hidden++
		}
	}
	r.counts.SetText(ui.Plural(hidden, "place is hidden", "places are hidden"))
	r.list.RemoveAll()
	if len(r.rows) == 0 {
		r.list.Add(ui.NewParagraph("Nothing was found. That does not prove that nothing is there.", ui.Muted))
	}
	for _, one := range r.rows {
		r.list.Add(r.line(one))
	}
	r.found.Refresh()
}

// line is one line of the list, with the box that hides or shows its words.
func (r *redaction) line(one row) fyne.CanvasObject {
	box := ui.NewCheck(shortened(one.words)+"  "+one.Tag, nil)
	box.Checked = one.Hidden
	box.OnChanged = func(hide bool) {
		if one.ByHand && !hide {
			r.review.Unmark(one.first)
		} else if err := r.review.Hide(one.first, hide); err != nil {
			r.message.Say("The case knows these words. They stay hidden: with them the copy would not be saved.", ui.ToneToday)
		} else {
			r.message.Clear()
		}
		r.read.SetChecked(false)
		r.show()
	}
	about := one.Kind.String()
	switch {
	case one.ByHand:
		about = "Marked by you"
	case one.Known && one.Sure:
		about += ", known to the case"
	case one.Known:
		about += ", but may be something else"
	case !one.Sure:
		about += ", not certain"
	}
	if one.places > 1 {
		about += ", " + ui.Count(one.places) + " places"
	}
	return ui.Explained(box, about)
}

// shortened is a line of the words of a mark.
func shortened(words string) string {
	const most = 36
	said := []rune(strings.Join(strings.Fields(words), " "))
	if len(said) > most {
		said = append(said[:most-1], '…')
	}
	return string(said)
}

func rowsOf(review *redact.Review) []row {
	var all []row
	at := map[string]int{}
	for i, m := range review.Marks() {
		words := review.Words(m)
		key := m.Tag + "\x00" + strings.ToLower(strings.Join(strings.Fields(words), " "))
		if n, ok := at[key]; ok {
			all[n].places++
			continue
		}
		at[key] = len(all)
		all = append(all, row{first: i, places: 1, words: words, Mark: m})
	}
	return all
}

// segments is the text with its marks. What is hidden is told by its weight and by
// the tag behind it, not by its color alone.
func segments(review *redact.Review) []widget.RichTextSegment {
	var all []widget.RichTextSegment
	text, at := review.Original(), 0
	add := func(words string, style widget.RichTextStyle) {
		style.Inline = true
		for line := range strings.Lines(words) { // Fyne wraps a segment by the room that its first line has
			all = append(all, &widget.TextSegment{Text: line, Style: style})
		}
	}
	for _, m := range review.Marks() {
		add(text[at:m.From], widget.RichTextStyle{})
		words := review.Words(m)
		switch {
		case !m.Hidden:
			add(words, widget.RichTextStyle{TextStyle: fyne.TextStyle{Italic: true, Underline: true}})
		case m.Sure:
			add(words, widget.RichTextStyle{ColorName: ui.ColorOverdue, TextStyle: fyne.TextStyle{Bold: true}})
			add(" "+m.Tag, widget.RichTextStyle{ColorName: ui.ColorMuted})
		default:
			add(words, widget.RichTextStyle{ColorName: ui.ColorToday, TextStyle: fyne.TextStyle{Bold: true, Underline: true}})
			add(" "+m.Tag, widget.RichTextStyle{ColorName: ui.ColorMuted})
		}
		at = m.From + len(words)
	}
	add(text[at:], widget.RichTextStyle{})
	return all
}

// hide hides words that the officer wrote, or those selected in the copy.
func (r *redaction) hide() {
	if r.review == nil {
		return
	}
	words := strings.TrimSpace(r.words.Text)
	if words == "" {
		words = strings.TrimSpace(r.copied.SelectedText())
	}
	if words == "" {
		r.message.Say("Write the words, or select them in the copy.", ui.ToneToday)
		return
	}
	n, err := r.review.MarkWords(words)
	switch {
	case err != nil:
		r.message.Say("These words do not stand in the text. Write them as they stand there.", ui.ToneToday)
		return
	default:
		r.message.Say("Hidden in "+ui.Plural(n, "place", "places")+".", ui.ToneOK)
	}
	r.words.SetText("")
	r.read.SetChecked(false)
	r.show()
}

// make makes the copy. Nothing leaves before the officer has read the text and the
// copy was searched once more.
func (r *redaction) make(way data.CopyWay) {
	if r.review == nil || r.making.Busy() {
		return
	}
	if !r.read.Checked {
		r.message.Say("Read the whole text first, then tick the box below.", ui.ToneToday)
		r.desk.Window.Canvas().Focus(r.read)
		return
	}
	review, desk, from := r.review, r.desk, r.from
	made := r.made(way)
	Proven(desk, &r.making, func(ctx context.Context) ([]byte, error) {
		file, err := finished(review, way, from.Part2, desk)
		if err != nil {
			return nil, err
		}
		return file, desk.Session.RecordRedactedCopy(ctx, from.Case, made)
	}, func(file []byte, err error) {
		switch {
		case errors.Is(err, data.ErrNoProof):
		case err != nil:
			r.message.SetError(err)
		default:
			r.deliver(way, file)
		}
	})
}

func (r *redaction) made(way data.CopyWay) data.CopyMade {
	made := data.CopyMade{Of: r.chosen.Of, Way: way}
	for _, m := range r.review.Marks() {
		switch {
		case m.ByHand:
			made.ByHand++
		case m.Hidden:
			made.Hidden++
		default:
			made.Back++
		}
	}
	return made
}

// redactedName is the file that a copy is saved as.
const redactedName = "copy-without-identifiers"

func (r *redaction) deliver(way data.CopyWay, file []byte) {
	if way == data.CopyClipboard {
		ui.Copy(string(file))
		r.box.Close()
		r.desk.Say("The copy without identifiers is in the clipboard for a minute.", nil)
		return
	}
	name, title := redactedName+".txt", "Save the copy as text"
	if way == data.CopyPDF {
		name, title = redactedName+".pdf", "Save the copy as PDF"
	}
	SaveFile(r.desk.Window, title, name, file, func(string) {
		r.box.Close()
		r.desk.Say("The copy without identifiers is saved. It is not encrypted.", nil)
	})
}

// finished is the copy as a file, written from the redacted text alone, read back and
// searched. One hit, and there is none.
func finished(review *redact.Review, way data.CopyWay, part2 bool, d *Desk) ([]byte, error) {
	text := review.Text()
	if part2 && way != data.CopyPDF {
		text += "\n\n" + data.Part2Notice
	}
	if gaps := review.Gaps(text); len(gaps) > 0 {
		return nil, leak(text, gaps)
	}
	if way != data.CopyPDF {
		return []byte(text), nil
	}
	file, back, err := redactedPDF(text, time.Now(), part2, d.Session.Settings(), d.Session.Practice())
	if err != nil {
		return nil, err
	}
	if gaps := review.Gaps(back); len(gaps) > 0 {
		return nil, leak(back, gaps)
	}
	return file, nil
}

// leak says what would still be in a copy.
func leak(text string, gaps []redact.Finding) error {
	said := strings.Join(strings.Fields(text[gaps[0].From:gaps[0].To]), " ")
	return told(fmt.Sprintf("The copy would still hold “%s”, which the case knows (%s). Nothing was saved. Hide these words and try again.", said, gaps[0].Tag))
}
