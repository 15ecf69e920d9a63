package today

import (
	"context"
	"time"

	"rapport/app/window/desk"
	"rapport/app/window/ui"
	"rapport/reports/handover"
	"rapport/reports/page"
	"rapport/reports/pdf"
)

// sheet is what is owed as a page for a colleague, by case number and without a
// name.
type sheet struct {
	doc  *page.Document
	file []byte
}

// showSheet shows the page for whoever stands in: what is owed today and
// tomorrow, of the cases that the screen lists.
func (s *Screen) showSheet() {
	session, mine := s.desk.Session, s.mine
	ui.Load(&s.done, func(ctx context.Context) (sheet, error) {
		board, err := session.Today(ctx, mine)
		if err != nil {
			return sheet{}, err
		}
		doc, err := handover.Document(board, session.Settings(), session.Officer().Name, session.Practice(), time.Now())
		if err != nil {
			return sheet{}, err
		}
		file, err := pdf.Write(doc)
		return sheet{doc, file}, err
	}, func(p sheet, err error) {
		if err != nil {
			s.desk.Fail(err)
			return
		}
		s.showPages(p)
	})
}

func (s *Screen) showPages(p sheet) {
	ui.ShowPages(s.desk.Window, "Sheet for a colleague", "What is owed today and tomorrow, by case number and without a name.", p.doc,
		func() { s.saveSheet(p) }, func() { s.printSheet(p) })
}

const sheetName = "the sheet for a colleague"

func (s *Screen) printSheet(p sheet) {
	session := s.desk.Session
	s.desk.Print(desk.Pages{What: "The sheet",
		Make:   func(context.Context) ([]byte, error) { return p.file, nil },
		Record: func(ctx context.Context) error { return session.RecordExport(ctx, sheetName) }})
}

func (s *Screen) saveSheet(p sheet) {
	name := "owed-" + s.board.Day.String() + ".pdf"
	desk.SaveFile(s.desk.Window, "Save the sheet", name, p.file, func(string) {
		ui.Load(&s.done, func(ctx context.Context) (struct{}, error) {
			return struct{}{}, s.desk.Session.RecordExport(ctx, sheetName)
		}, func(_ struct{}, err error) {
			if err != nil {
				s.desk.Fail(err)
				return
			}
			s.desk.Say("The sheet is saved.", nil)
		})
	})
}
