package letter

import (
	"fmt"
	"time"

	"rapport/data"
	"rapport/reports/page"
	"rapport/reports/pdf"
)

// Options say how a letter is shown.
type Options struct {
	Draft    bool // marked as a draft, with what is missing shown in amber
	Practice bool // made with practice data, and marked so
}

// Composed is a letter laid out.
type Composed struct {
	*page.Document
	// Problems are characters that cannot be printed; a letter with any must not
	// be issued.
	Problems []page.Problem
	// Places says where the blocks of the template stand, by their names, for
	// those who go from a block to the page and back.
	Places map[string]Place
	Form   Geometry
}

// Place is where a block begins and ends.
type Place struct {
	Page int // from 0
	Box  page.Box
}

// Compose lays out a letter. The error is a data.Missing when a final letter
// lacks something that it must have: see [Gaps].
func Compose(x data.LetterFacts, opts Options) (Composed, error) {
	c := layOut(x)
	if err := c.gaps.Err(); err != nil && !opts.Draft {
		return Composed{}, fmt.Errorf("composing a letter: %w", err)
	}
	opts.Practice = opts.Practice || x.Settings.Practice
	mark(c.doc, opts)
	return Composed{c.doc, c.Problems(), c.places(), c.form}, nil
}

// Gaps lists what stands between the page and a final letter: parts that are
// missing, an address too large for the window of the envelope, characters that
// cannot be printed. The last two only the page can tell; the gate of
// data.LetterFacts tells of the parts, under the same codes, and of much else.
func Gaps(x data.LetterFacts) data.Missing {
	c := layOut(x)
	return append(c.gaps, unprintable(c.Problems())...)
}

// PDF composes the letter and returns it as a PDF file with its number of
// pages. A final letter with a character that cannot be printed is refused.
func PDF(x data.LetterFacts, opts Options) (file []byte, pages int, err error) {
	doc, err := Compose(x, opts)
	if err != nil {
		return nil, 0, err
	}
	if len(doc.Problems) > 0 && !opts.Draft {
		return nil, 0, fmt.Errorf("composing a letter: %w", unprintable(doc.Problems))
	}
	file, err = pdf.Write(doc.Document)
	if err != nil {
		return nil, 0, fmt.Errorf("making the letter: %w", err)
	}
	return file, len(doc.Pages), nil
}

// Final makes the pages of a letter as it is issued, and refuses what [PDF] does.
func Final(practice bool) func(data.LetterFacts) ([]byte, int, error) {
	return func(x data.LetterFacts) ([]byte, int, error) { return PDF(x, Options{Practice: practice}) }
}

// unprintable names each character that cannot be printed once, and each script
// that the machine has no font for.
func unprintable(problems []page.Problem) data.Missing {
	var gaps data.Missing
	for _, p := range page.Distinct(problems) {
		gaps = append(gaps, data.Gap{Code: "letter.character", Sentence: "The letter holds " + p.String() + ", " + p.Advice() + "."})
	}
	return gaps
}

// stamp is the time written into the file: the day of the letter, so that the
// same letter gives the same bytes.
func stamp(f data.CaseFile, d data.LetterDraft) time.Time {
	if d.Date.IsZero() {
		return f.ReceivedAt
	}
	return d.Date.Start(time.UTC)
}

func mark(doc *page.Document, opts Options) {
	switch {
	case opts.Draft && opts.Practice:
		doc.Mark("PRACTICE DRAFT")
	case opts.Draft:
		doc.Mark("DRAFT")
	case opts.Practice:
		doc.Mark("PRACTICE DATA")
	}
}
