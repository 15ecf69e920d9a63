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
	if a.Partial {
		words += " " + data.PartialAccounting
	}
	if a.Withheld > 0 {
		words += " " + ui.Plural(a.Withheld, "disclosure is", "disclosures are") + " kept back because an agency asked for it; the pages do not tell of that."
	}
	ui.ShowPages(s.desk.Window, "Accounting of disclosures", words, a.doc, func() { s.saveAccounting(a) }, func() { s.printAccounting(a) })
}

func (s *Screen) printAccounting(a accounted) {
	s.accountingOut("printed", func() {
		s.desk.Print(desk.Pages{What: "The accounting", Make: func(context.Context) ([]byte, error) { return a.file, nil }})
	})
}

// accountingOut writes down that the accounting leaves, which asks for the
// passphrase again, and then lets it leave.
func (s *Screen) accountingOut(how string, out func()) {
	key, session := s.file.Key, s.desk.Session
	desk.Proven(s.desk, new(ui.Loader), func(ctx context.Context) (struct{}, error) {
		return struct{}{}, session.RecordAccounting(ctx, key, how)
	}, func(_ struct{}, err error) {
		if err != nil {
			s.desk.Fail(err)
			return
		}
		out()
	})
}

func (s *Screen) saveAccounting(a accounted) {
	s.accountingOut("saved", func() {
		desk.SaveFile(s.desk.Window, "Save the accounting", s.number+"-accounting.pdf", a.file, func(string) {
			s.desk.Say("The accounting is saved. The file is not encrypted: keep it where only you can read it.", nil)
		})
	})
}
