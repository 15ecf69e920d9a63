package casefile

import (
	"context"

	"rapport/app/window/desk"
	"rapport/app/window/ui"
	"rapport/data"
	"rapport/reports/accounting"
	paper "rapport/reports/page"
	"rapport/reports/pdf"
)

// accounted is an accounting with its pages.
type accounted struct {
	data.Accounting
	doc  *paper.Document
	file []byte
}

// account shows the accounting of disclosures for the patient of the case, to be
// printed or saved.
func (s *Screen) account() {
	key, session := s.file.Key, s.desk.Session
	ui.Load(&s.opening, func(ctx context.Context) (accounted, error) {
		a, err := session.Accounting(ctx, key)
		if err != nil {
			return accounted{}, err
		}
		doc := accounting.Compose(a, session.Settings(), accounting.Options{Practice: session.Practice()})
		file, err := pdf.Write(doc)
		return accounted{a, doc, file}, err
	}, func(a accounted, err error) {
		if err != nil {
			s.refused(err)
			return
		}
		s.showAccounting(a)
	})
}

func (s *Screen) showAccounting(a accounted) {
	words := ui.Plural(len(a.Lines), "disclosure", "disclosures") + " in " + ui.Plural(a.Cases, "case", "cases") + " of this patient, " + s.day(a.From) + " to today."
	if a.Withheld > 0 {
		words += " " + ui.Plural(a.Withheld, "disclosure is", "disclosures are") + " kept back because an agency asked for it; the pages do not tell of that."
	}
	ui.ShowPages(s.desk.Window, "Accounting of disclosures", words, a.doc, func() { s.saveAccounting(a) }, func() { s.printAccounting(a) })
}

func (s *Screen) printAccounting(a accounted) {
	key, session := s.file.Key, s.desk.Session
	s.desk.Print(desk.Pages{What: "The accounting",
		Make:   func(context.Context) ([]byte, error) { return a.file, nil },
		Record: func(ctx context.Context) error { return session.RecordAccounting(ctx, key, "printed") }})
}

func (s *Screen) saveAccounting(a accounted) {
	key := s.file.Key
	desk.SaveFile(s.desk.Window, "Save the accounting", s.number+"-accounting.pdf", a.file, func(string) {
		ui.Load(new(ui.Loader), func(ctx context.Context) (struct{}, error) {
			return struct{}{}, s.desk.Session.RecordAccounting(ctx, key, "saved")
		}, func(_ struct{}, err error) {
			if err != nil {
				s.desk.Fail(err)
				return
			}
			s.desk.Say("The accounting is saved. The file is not encrypted: keep it where only you can read it.", nil)
		})
	})
}
