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
