package command

import (
	"context"
	"errors"
	"strings"
	"time"

	"rapport/data"
	"rapport/data/store"
	"rapport/reports/letter"
)

var letterCommand = command{
	name: "letter", args: "CASE --kind KIND --out FILE.pdf", does: "writes a letter of a case as a PDF",
	notes: "An issued letter is written byte for byte as it is kept. Where none is issued yet, the draft is composed\nand marked as a draft on every page. --language and --large-print begin a draft so instead of as the reader wishes.",
	flags: func(c *call) {
		c.signInFlags()
		c.flags.StringVar(&c.kind, "kind", string(data.NoticeOfDecision), "the kind of letter: "+kindNames())
		c.flags.StringVar(&c.language, "language", "", "en or es; as the reader reads where it is left out")
		c.flags.BoolVar(&c.largePrint, "large-print", false, "in 18 points")
		c.outFlags("the PDF to write")
	},
	run: writeLetter,
}

// kindNames lists the kinds of letter as the flag takes them.
func kindNames() string {
	var names []string
	for _, k := range data.LetterKinds {
		names = append(names, string(k.Value))
	}
	return strings.Join(names, ", ")
}

func writeLetter(ctx context.Context, c *call) error {
	number, err := c.one("the number of a case")
	if err != nil {
		return err
	}
	kind := data.LetterKind(strings.ToLower(c.kind))
	if !data.Known(data.LetterKinds, kind) {
		return misusef("There is no kind of letter %q. Choose one of %s.", c.kind, kindNames())
	}
	lang := data.Lang(strings.ToLower(c.language))
	if lang != "" && !data.Known(data.Langs, lang) {
		return misusef("There are no letters in the language %q. Choose en or es.", c.language)
	}
	if err := c.checkPDF(); err != nil {
		return err
	}
	return c.with(ctx, func(s *store.Session) error {
		f, err := s.Case(ctx, number)
		if err != nil {
			return noCase(err, number)
		}
		var w written
		if lang != "" || c.largePrint {
			w, err = begunIn(ctx, s, f, kind, lang, c.largePrint)
		} else {
			w, err = letterOf(ctx, s, f, kind)
		}
		if err != nil {
			return err
		}
		if err := c.writeOut(w.pdf); err != nil {
			return err
		}
		if w.Issued {
			err = s.RecordPrint(ctx, f.Key, w.id, "saved")
		} else {
			err = s.RecordNamedExport(ctx, "draft of a letter, "+f.Number)
		}
		if err != nil {
			return err
		}
		if c.json {
			w.File, w.Case, w.Kind = c.out, f.Number, kind
			return c.printJSON(w)
		}
		c.printf("%s to %s.\n", w.said, c.out)
		return nil
	})
}

// written is a letter that was written to a file.
type written struct {
	File   string          `json:"file"`
	Case   string          `json:"case"`
	Kind   data.LetterKind `json:"kind"`
	Issued bool            `json:"issued"` // byte for byte as stored
	SHA256 string          `json:"sha256,omitempty"`

	id   data.ID
	pdf  []byte
	said string
}

// letterOf returns the issued letter of the kind, or the draft where none is
// issued.
func letterOf(ctx context.Context, s *store.Session, f data.CaseFile, kind data.LetterKind) (written, error) {
	l, issued := f.Letter(kind)
	if !issued {
		return draftOf(ctx, s, f, kind)
	}
	pdf, err := s.LetterPDF(ctx, f.Key, l.ID)
	if errors.Is(err, store.ErrNoPages) {
		pdf, err = composed(ctx, s, f, l.Draft)
		return written{pdf: pdf, said: "Composed a practice letter, whose pages are not kept, from its words and wrote it"}, err
	}
	return written{id: l.ID, pdf: pdf, Issued: true, SHA256: l.SHA256, said: "Wrote the letter as it was issued on " + l.Date.Long()}, err
}

func draftOf(ctx context.Context, s *store.Session, f data.CaseFile, kind data.LetterKind) (written, error) {
	draft, saved, err := s.LetterDraft(ctx, f.Key, kind)
	if err != nil {
		return written{}, err
	}
	if !saved {
		if !f.Open() || kind == data.NoticeOfDecision && !f.Kind.NeedsNotice() {
			return written{}, refusef("This case has no %s letter and owes none. “rapport case %s” shows its letters.", kind, f.Number)
		}
		fresh, err := s.NewLetter(ctx, f, kind, data.LetterLanguage(f, kind, s.Settings().Today(time.Now())))
		if err != nil {
			return written{}, err
		}
		draft = fresh.Draft
	}
	pdf, err := composed(ctx, s, f, draft)
	return written{pdf: pdf, said: "No such letter is issued yet. Wrote the draft, marked as one,"}, err
}

// begunIn is a letter begun anew in a language or in large print.
func begunIn(ctx context.Context, s *store.Session, f data.CaseFile, kind data.LetterKind, lang data.Lang, large bool) (written, error) {
	if lang == "" {
		lang = data.LetterLanguage(f, kind, s.Settings().Today(time.Now()))
	}
	x, err := s.NewLetter(ctx, f, kind, lang)
	if err != nil {
		return written{}, err
	}
	x.Draft.LargePrint = x.Draft.LargePrint || large
	pdf, _, err := letter.PDF(x, letter.Options{Draft: true, Practice: s.Practice()})
	return written{pdf: pdf, said: "Wrote a new draft, marked as one,"}, err
}

func composed(ctx context.Context, s *store.Session, f data.CaseFile, d data.LetterDraft) ([]byte, error) {
	x, err := s.LetterFacts(ctx, f, d)
	if err != nil {
		return nil, err
	}
	pdf, _, err := letter.PDF(x, letter.Options{Draft: true, Practice: s.Practice()})
	return pdf, err
}
