package today

import (
	"context"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"

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
	const high, wide, chrome = 40, 52, 14 // text sizes
	preview := ui.NewPreview()
	preview.SetDocument(p.doc)
	em, window := theme.TextSize(), s.desk.Window.Canvas().Size()
	about := ui.NewParagraph("What is owed today and tomorrow, by case number and without a name.", ui.Muted)
	content := container.NewBorder(about, nil, nil, nil, ui.AtLeast(26, min(high, max(window.Height/em-chrome, 10)), preview))
	d := ui.Show(s.desk.Window, "Sheet for a colleague", content, nil, "Close",
		ui.Action{Text: "Save as a file …", Do: func() bool { s.saveSheet(p); return false }},
		ui.Action{Text: "Print", Do: func() bool { s.printSheet(p); return false }})
	d.Resize(fyne.NewSize(wide*em, high*em))
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
