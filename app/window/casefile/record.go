package casefile

import (
	"context"
	"slices"

	"rapport/app/copyout"
	"rapport/app/window/desk"
	"rapport/app/window/ui"
	"rapport/data"
	paper "rapport/reports/page"
	"rapport/reports/papers"
	"rapport/reports/pdf"
	"rapport/reports/report"
	"rapport/reports/workbook"
)

// recordName is the file that a record is saved as; the number of the case is not
// in it, as names of files are seen by others.
const recordName = "case-record"

// Export makes the record of the case, to be saved or printed.
func (s *Screen) Export() { s.once(s.record) }

// Pack packs the case whole.
func (s *Screen) Pack() {
	s.once(func() { s.desk.PackCase(desk.CaseCopy{Key: s.file.Key, Withholds: s.withholds()}) })
}

// HandOver packs the case for another office.
func (s *Screen) HandOver() {
	s.once(func() {
		if gaps := data.HandOverGaps(s.file); len(gaps) > 0 {
			ui.Tell(s.desk.Window, "This case cannot be handed over", gaps[0].Sentence)
			return
		}
		s.desk.HandOver(desk.CaseCopy{Key: s.file.Key, Withholds: s.withholds()})
	})
}

// once does what needs the case to have been read.
func (s *Screen) once(do func()) {
	if s.read {
		do()
	}
}

// withholds reports whether something in the case is shown only when it is revealed.
func (s *Screen) withholds() bool {
	return slices.ContainsFunc(s.file.Notes, func(n data.Note) bool { return n.Hidden }) ||
		slices.ContainsFunc(s.file.Attachments, func(a data.Attachment) bool { return a.Hidden })
}

// record makes the record of the case, to be printed or saved. Where something of
// a restricted class is in the case it asks whether it goes in, and why.
func (s *Screen) record() {
	if !s.withholds() {
		s.makeRecord(false, "")
		return
	}
	about := ui.NewParagraph("The case has notes or documents of a restricted class. Left out, the record says how many there are and nothing of what they say.", ui.Plain)
	var d *ui.Dialog
	d = ui.Show(s.desk.Window, "Record of the case", ui.AtLeast(30, 0, about), nil, "Cancel",
		ui.Action{Text: "Put them in …", Do: func() bool {
			d.Close()
			s.askWhy("Put what is restricted into the record?", "Every page of the record is marked as restricted. The history keeps that you saw each note, when and why.", "Make the record",
				func(reason string) { s.makeRecord(true, reason) })
			return false
		}},
		ui.Action{Text: "Leave them out", Do: func() bool {
			d.Close()
			s.makeRecord(false, "")
			return false
		}})
}

// recordPages is a record with its pages.
type recordPages struct {
	data.CasePrint
	doc  *paper.Document
	file []byte
}

func (s *Screen) makeRecord(restricted bool, reason string) {
	key, session := s.file.Key, s.desk.Session
	desk.Proven(s.desk, &s.opening, func(ctx context.Context) (recordPages, error) {
		p, err := session.CaseForPrint(ctx, key, restricted, reason)
		if err != nil {
			return recordPages{}, err
		}
		doc, _ := report.Pages(papers.Record(p, papers.Options{Practice: session.Practice()}))
		file, err := pdf.Write(doc)
		return recordPages{p, doc, file}, err
	}, func(r recordPages, err error) {
		if err != nil {
			s.refused(err)
			return
		}
		s.showRecord(r)
	})
}

func (s *Screen) showRecord(r recordPages) {
	words := "The whole case, " + ui.Plural(len(r.doc.Pages), "page", "pages") + ". It contains patient information."
	if r.ShowsRestricted() {
		words += " It is restricted: keep it with those who need to know."
	} else if n := r.Withheld(); n > 0 {
		words += " " + ui.Plural(n, "restricted note or document is", "restricted notes or documents are") + " left out."
	}
	ui.ShowPages(s.desk.Window, "Record of the case", words, r.doc, func() { s.saveRecord(r) }, func() {
		s.desk.Print(desk.Pages{What: "The record", Make: func(context.Context) ([]byte, error) { return r.file, nil }})
	})
}

// recordKinds are the kinds of file that a record is saved as.
var recordKinds = []desk.LeavingKind{
	{Name: "PDF", Ending: ".pdf", About: "The pages as you see them, tagged for screen readers."},
	{Name: "Excel", Ending: ".xlsx", About: "A workbook: a row for each thing in the case, and its history."},
	{Name: "CSV", Ending: ".zip", About: "The same rows as plain text, one file a table. No cell can run as a formula."},
}

// saveRecord asks how the record leaves and where to.
func (s *Screen) saveRecord(r recordPages) {
	session, opts := s.desk.Session, papers.Options{Practice: s.desk.Session.Practice()}
	s.desk.Leave(desk.Leaving{Title: "Save the record", Says: "The whole case, with what it says of the patient.", Name: recordName, Kinds: recordKinds, Reason: r.Reason,
		Write: func(ctx context.Context, kind int, o copyout.Order, _ func(done, total int)) error {
			file, err := r.file, error(nil)
			switch kind {
			case 1:
				file, err = workbook.Write(papers.RecordTables(r.CasePrint, opts))
			case 2:
				file, err = workbook.Archive(papers.RecordTables(r.CasePrint, opts))
			}
			if err != nil {
				return err
			}
			what := data.PutOut{What: "the record of the case as " + recordKinds[kind].Name, Case: r.File.Key, Cases: 1}
			return copyout.File(ctx, session, o, what, kind == 0, file)
		}})
}
