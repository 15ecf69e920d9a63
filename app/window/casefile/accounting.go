package casefile

import (
	"context"

	"rapport/app/copyout"
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

// printAccounting writes down that the accounting is printed, which asks for the
// passphrase again, and prints it.
func (s *Screen) printAccounting(a accounted) {
	key, session := s.file.Key, s.desk.Session
	desk.Proven(s.desk, new(ui.Loader), func(ctx context.Context) (struct{}, error) {
		return struct{}{}, session.RecordAccountingPrint(ctx, key)
	}, func(_ struct{}, err error) {
		if err != nil {
			s.desk.Fail(err)
			return
		}
		s.desk.Print(desk.Pages{What: "The accounting", Make: func(context.Context) ([]byte, error) { return a.file, nil }})
	})
}

// accountingName is the file that an accounting is saved as.
const accountingName = "accounting-of-disclosures"

// saveAccounting asks how the accounting leaves and where to. The person gets it on
// paper as a rule, so that a plain copy is one step away.
func (s *Screen) saveAccounting(a accounted) {
	key, session := s.file.Key, s.desk.Session
	s.desk.Leave(desk.Leaving{Title: "Save the accounting", Name: accountingName, Kinds: []desk.LeavingKind{{Name: "PDF", Ending: ".pdf"}},
		Says:  "The accounting of disclosures of this patient. To give it on paper, cancel and press Print: that leaves no file behind.",
		Plain: "A plain PDF for the person, who has a right to the accounting (45 CFR 164.528). Whoever has the file can read it: delete it once it is printed or handed over.",
		Write: func(ctx context.Context, _ int, o copyout.Order, _ func(done, total int)) error {
			return copyout.Report(ctx, session, o, true, func(context.Context) (data.PutOut, []byte, error) { return a.PutOut(key), a.file, nil })
		}})
}
