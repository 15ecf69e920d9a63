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

// Compose lays out the letter that d describes about case f, signed by o. The
// problems are characters that cannot be printed; a letter with any must not be
// issued. The error is a data.Missing when a final letter lacks something that
// it must have: see [Gaps].
func Compose(f data.CaseFile, d data.LetterDraft, s data.Settings, o data.Officer, opts Options) (*page.Document, []page.Problem, error) {
	doc, c, err := layOut(f, d, s, o)
	if err != nil {
		return nil, nil, err
	}
	if err := c.gaps.Err(); err != nil && !opts.Draft {
		return nil, nil, fmt.Errorf("composing a letter: %w", err)
	}
	opts.Practice = opts.Practice || s.Practice
	mark(doc, opts)
	return doc, c.Problems(), nil
}

// Gaps lists what stands between the page and a final letter: parts that are
// missing, an address too large for the window of the envelope, characters that
// cannot be printed. The last two only the page can tell; data.LetterGate tells
// of the parts, under the same codes, and of much else.
func Gaps(f data.CaseFile, d data.LetterDraft, s data.Settings, o data.Officer) data.Missing {
	_, c, err := layOut(f, d, s, o)
	if err != nil {
		return data.Missing{{Code: "letter.kind", Field: "kind", Sentence: "Choose the kind of letter."}}
	}
	return append(c.gaps, unprintable(c.Problems())...)
}

func layOut(f data.CaseFile, d data.LetterDraft, s data.Settings, o data.Officer) (*page.Document, *composer, error) {
	g := GeometryFor(s, EnglishHead, false)
	doc := page.NewDocument(g.Paper, "en-US", "Letter "+f.Number, stamp(f, d))
	doc.Author, doc.Subject = s.Facility, d.Kind.String()
	c := &composer{file: f, draft: d, settings: s, officer: o, geometry: g,
		Flow: page.NewFlow(doc, page.LetterStyles(g.TextSize), g.Frame)}
	c.to, _ = f.PersonByID(d.Addressee)
	c.begin()
	switch d.Kind {
	case data.NoticeOfDecision:
		c.notice()
	case data.Acknowledgement:
		c.acknowledgement()
	case data.InterimLetter:
		c.interim()
	default:
		return nil, nil, fmt.Errorf("composing a letter: the kind %q is not known", d.Kind)
	}
	c.Finish(func(sheet *page.Sheet) { g.Furnish(sheet, f.Number, d.Date.Long()) })
	return doc, c, nil
}

// PDF composes the letter and returns it as a PDF file with its number of
// pages. A final letter with a character that cannot be printed is refused.
func PDF(f data.CaseFile, d data.LetterDraft, s data.Settings, o data.Officer, opts Options) (file []byte, pages int, err error) {
	doc, problems, err := Compose(f, d, s, o, opts)
	if err != nil {
		return nil, 0, err
	}
	if len(problems) > 0 && !opts.Draft {
		return nil, 0, fmt.Errorf("composing a letter: %w", unprintable(problems))
	}
	file, err = pdf.Write(doc)
	if err != nil {
		return nil, 0, fmt.Errorf("making the letter: %w", err)
	}
	return file, len(doc.Pages), nil
}

// unprintable names each character that cannot be printed once.
func unprintable(problems []page.Problem) data.Missing {
	var gaps data.Missing
	told := map[rune]bool{}
	for _, p := range problems {
		if told[p.Rune] {
			continue
		}
		told[p.Rune] = true
		gaps = append(gaps, data.Gap{Code: "letter.character", Sentence: "The letter holds " + p.String() + ", which cannot be printed; replace it."})
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
