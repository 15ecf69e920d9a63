package batch

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"time"

	"rapport/app/plain"
	"rapport/app/window/ui"
	"rapport/data"
	"rapport/data/store"
	"rapport/reports/letter"
	"rapport/reports/page"
	"rapport/reports/pdf"
)

// choice is what the officer decided about a letter of the batch.
type choice int

const (
	undecided choice = iota
	confirmed
	skipped
)

// letterOf is one letter of a batch with the case that it belongs to.
type letterOf struct {
	row
	doc    *page.Document    // as the officer sees it
	seen   [sha256.Size]byte // of its file, which is the same for the same letter
	sheets []int             // the pages of each enclosure behind it
	choice choice
	why    string // why it was not prepared, issued or recorded, in a sentence

	issued  data.Letter // zero until it is
	printed bool        // handed to the printer
	out     bool        // came out of it
	kept    string      // what was written down of it: Printed, Posted
}

// behind is why a letter stays behind, as the officer reads it.
type behind string

func (b behind) Error() string { return "a letter of the batch stays behind" }

// Sentence words it.
func (b behind) Sentence() string { return string(b) }

// The reasons for which a letter stays behind.
const (
	errOtherCase = behind("The number leads to another case than before. Nothing was made; read the list again.")
	errNotOwed   = behind("The case does not owe this letter any more.")
	errChanged   = behind("The case or the letter was changed since you saw it. Prepare it again and look at it once more.")
	errStopped   = behind("You stopped before it. It is not issued and stays in the list.")
)

// factsOf gathers the letter of a row from its case as it is now, never from what
// was read before.
func factsOf(ctx context.Context, in *store.Session, r row) (x data.LetterFacts, err error) {
	f, err := in.Case(ctx, r.Number)
	if err != nil {
		return x, err
	}
	if f.Key != r.Key {
		return x, errOtherCase
	}
	today := in.Settings().Today(time.Now())
	if _, owed := f.LetterOwed(r.kind, today); !owed {
		return x, errNotOwed
	}
	d, there, err := in.LetterDraft(ctx, f.Key, r.kind)
	if err != nil {
		return x, err
	}
	if there {
		d.Date = today // it bears the day on which it is issued
		x, err = in.LetterFacts(ctx, f, d)
	} else {
		x, err = in.NewLetter(ctx, f, r.kind, data.LetterLanguage(f, r.kind, today))
	}
	if err != nil {
		return x, err
	}
	return x, append(x.IssueGaps(), letter.Gaps(x)...).Err()
}

// compose prepares the letter of a row; what stands in its way it says itself.
func compose(ctx context.Context, in *store.Session, r row) *letterOf {
	l := &letterOf{row: r}
	x, err := factsOf(ctx, in, r)
	if err == nil {
		var c letter.Composed
		if c, err = letter.Compose(x, letter.Options{Practice: in.Practice()}); err == nil {
			var file []byte
			file, err = pdf.Write(c.Document)
			l.doc, l.seen, l.sheets = c.Document, sha256.Sum256(file), sheetPages(x)
		}
	}
	l.fail(err)
	return l
}

// sheetPages are the pages of each of the office's sheets that lie behind a letter.
func sheetPages(x data.LetterFacts) (pages []int) {
	for _, e := range x.Draft.Enclosures {
		for _, sheet := range x.Sheets {
			if sheet.ID == e.Sheet {
				pages = append(pages, sheet.Pages)
			}
		}
	}
	return pages
}

func (l *letterOf) fail(err error) {
	var m data.Missing
	switch {
	case errors.As(err, &m) && len(m.Blocking()) > 0:
		l.why = m.Blocking()[0].Sentence
	case err != nil:
		l.why = plain.Sentence(err)
	}
}

// pages are how many pages the letter has with what lies behind it.
func (l *letterOf) pages() int {
	n := len(l.doc.Pages)
	for _, p := range l.sheets {
		n += p
	}
	return n
}

// paperWords count letters and sheets of paper as they come out of the printer.
// Each letter is a job of its own, so that none begins on the back of another.
func paperWords(all []*letterOf) string {
	one, both := 0, 0
	for _, l := range all {
		one += l.pages()
		both += (l.pages() + 1) / 2
	}
	said := ui.Plural(len(all), "letter", "letters") + ", " + ui.Plural(one, "sheet", "sheets")
	if both != one {
		said += fmt.Sprintf(" (%d when printed on both sides)", both)
	}
	return said
}

// begin composes all letters that are ready.
func (s *Screen) begin() {
	var ready []row
	for _, r := range s.rows {
		if r.ready() {
			ready = append(ready, r)
		}
	}
	if len(ready) == 0 || s.work.Busy() {
		return
	}
	s.message.Clear()
	session, progress := s.desk.Session, s.working("Preparing the letters")
	halt := s.halt
	ui.Load(&s.work, func(ctx context.Context) ([]*letterOf, error) {
		var all []*letterOf
		for i, r := range ready {
			if halt.Load() {
				return nil, nil
			}
			progress(i+1, len(ready))
			all = append(all, compose(ctx, session, r))
		}
		return all, nil
	}, func(all []*letterOf, err error) {
		if err != nil || all == nil {
			s.desk.Fail(err)
			s.backToList()
			return
		}
		s.letters, s.at = all, 0
		s.look()
	})
}
