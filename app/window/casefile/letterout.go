package casefile

import (
	"context"
	"fmt"
	"strings"

	"rapport/app/window/desk"
	"rapport/app/window/ui"
	"rapport/data"
	"rapport/data/store"
)

// openLetter shows an issued letter in the system's viewer. The copy for the
// viewer is removed when the case file locks.
func (s *Screen) openLetter(l data.Letter) {
	key, session := s.file.Key, s.desk.Session
	ui.Load(new(ui.Loader), func(ctx context.Context) (string, error) {
		pdf, err := session.LetterPDF(ctx, key, l.ID)
		if err != nil {
			return "", err
		}
		return desk.Copy(session.File().Dir(), pdf)
	}, func(path string, err error) {
		if err == nil {
			err = s.desk.OpenFile(path)
		}
		if err != nil {
			s.desk.Fail(err)
		}
	})
}

// printLetter prints an issued letter and records it, and asks whether its
// enclosures are printed too where the office has them.
func (s *Screen) printLetter(l data.Letter) {
	sheets := desk.SheetsOf(l.Draft)
	if len(sheets) == 0 {
		s.printPages(l, false)
		return
	}
	var titles []string
	for _, e := range sheets {
		titles = append(titles, e.Title)
	}
	said := "The letter encloses " + strings.Join(titles, ", ") + "."
	var d *ui.Dialog
	print := func(with bool) func() bool {
		return func() bool { d.Close(); s.printPages(l, with); return true }
	}
	d = ui.Show(s.desk.Window, "Print the letter", ui.NewParagraph(said, ui.Plain), nil, "Cancel",
		ui.Action{Text: "The letter alone", Do: print(false)}, ui.Action{Text: "With the enclosures", Do: print(true)})
}

func (s *Screen) printPages(l data.Letter, sheets bool) {
	key, session := s.file.Key, s.desk.Session
	s.desk.Print(desk.Pages{What: "The letter",
		Make:   func(ctx context.Context) ([]byte, error) { return letterPages(ctx, session, key, l, sheets) },
		Record: func(ctx context.Context) error { return session.RecordPrint(ctx, key, l.ID, "printed") }})
}

// letterPages is the letter alone or with its enclosures behind it.
func letterPages(ctx context.Context, in *store.Session, key int64, l data.Letter, sheets bool) ([]byte, error) {
	if sheets {
		return desk.LetterWithSheets(ctx, in, key, l)
	}
	return in.LetterPDF(ctx, key, l.ID)
}

// fileName is the name of a letter's file, which says nothing of a person.
func (s *Screen) fileName(l data.Letter) string {
	return fmt.Sprintf("%s-letter-%d.pdf", s.number, l.Number)
}

// saveLetter writes the bytes of an issued letter to a file and records it.
func (s *Screen) saveLetter(l data.Letter) {
	key, session := s.file.Key, s.desk.Session
	ui.Load(new(ui.Loader), func(ctx context.Context) ([]byte, error) { return session.LetterPDF(ctx, key, l.ID) },
		func(pdf []byte, err error) {
			if err != nil {
				s.desk.Fail(err)
				return
			}
			desk.SaveFile(s.desk.Window, "Save the letter", s.fileName(l), pdf, func(string) { s.recordSaved(key, l.ID) })
		})
}

func (s *Screen) recordSaved(key int64, letter data.ID) {
	ui.Load(new(ui.Loader), func(ctx context.Context) (struct{}, error) {
		return struct{}{}, s.desk.Session.RecordPrint(ctx, key, letter, "saved")
	}, func(_ struct{}, err error) {
		if err != nil {
			s.desk.Fail(err)
			return
		}
		s.desk.Say("The letter is saved. The file is not encrypted: keep it where only you can read it.", nil)
	})
}

// correctLetter begins a new letter that cites an issued one and starts with its
// words; what the case knows is taken from the case as it is now.
func (s *Screen) correctLetter(l data.Letter) {
	session, f := s.desk.Session, s.file
	type found struct {
		kept  data.LetterDraft
		there bool
		fresh data.LetterDraft
	}
	ui.Load(&s.opening, func(ctx context.Context) (found, error) {
		kept, there, err := session.LetterDraft(ctx, f.Key, l.Kind)
		if err != nil {
			return found{}, err
		}
		lang := l.Draft.Language
		if lang == "" {
			lang = data.English // issued before there were languages
		}
		x, err := session.NewLetter(ctx, f, l.Kind, lang)
		return found{kept, there, correction(l, x.Draft)}, err
	}, func(a found, err error) {
		switch {
		case err != nil:
			s.desk.Fail(err)
		case a.there && a.kept.Corrects == l.ID:
			s.desk.WriteLetter(s.number, l.Kind)
		case a.there:
			ui.Ask(s.desk.Window, ui.Question{Title: "Another draft is in the way", Danger: true, Yes: "Throw it away and correct", No: "Keep the draft",
				Text: "A draft of this kind was begun: " + lower(l.Kind.String()) + ". The correction would take its place."}, func() { s.beginCorrection(a.fresh) })
		default:
			s.beginCorrection(a.fresh)
		}
	})
}

// correction is a fresh draft with the officer's words of the letter that it corrects.
func correction(l data.Letter, fresh data.LetterDraft) data.LetterDraft {
	d, old := fresh, l.Draft
	d.Corrects, d.LargePrint, d.Addressee, d.To, d.About = l.ID, old.LargePrint, old.Addressee, old.To, old.About
	d.Words, d.Values, d.Steps, d.Enclosures, d.Copies = old.Words, old.Values, old.Steps, old.Enclosures, old.Copies
	d.CompletedOn = max(old.CompletedOn, fresh.CompletedOn)
	return d
}

func (s *Screen) beginCorrection(d data.LetterDraft) {
	session, key := s.desk.Session, s.file.Key
	ui.Load(&s.opening, func(ctx context.Context) (struct{}, error) { return struct{}{}, session.SaveLetterDraft(ctx, key, d) },
		func(_ struct{}, err error) {
			if err != nil {
				s.desk.Fail(err)
				return
			}
			s.desk.WriteLetter(s.number, d.Kind)
		})
}
