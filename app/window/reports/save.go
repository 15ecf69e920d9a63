package reports

import (
	"context"
	"fmt"
	"slices"

	"fyne.io/fyne/v2/container"

	"rapport/app/plain"
	"rapport/app/window/desk"
	"rapport/app/window/ui"
	"rapport/reports/papers"
	"rapport/reports/report"
	"rapport/reports/workbook"
)

// Documents that name nobody are saved as they are; the others leave protected, see
// leave.go.

// format is a kind of file, as a row of the table of them.
type format struct {
	name, ending, about string
	form                papers.Form
	write               func(report.Report) ([]byte, error)
}

var formats = []format{
	{"PDF", ".pdf", "The pages as you see them, tagged for screen readers.", papers.Paper, func(r report.Report) ([]byte, error) {
		file, _, err := report.PDF(r)
		return file, err
	}},
	{"Excel", ".xlsx", "A workbook with one sheet a table: numbers and dates as such, charts where they fit.", papers.Sheet, workbook.Write},
	{"CSV", ".csv", "The tables as plain text. No cell can run as a formula.", papers.Sheet, workbook.CSV},
}

// formatsOf are the kinds of file that a document is saved as.
func formatsOf(doc document) []format {
	all := slices.Clone(formats)
	if doc.tables {
		csv := &all[len(all)-1]
		csv.ending, csv.about, csv.write = ".zip", "The tables as plain text, one file a table. No cell can run as a formula.", workbook.Archive
	}
	return all
}

// save asks for the kind of file and for its place.
func (s *Screen) save() {
	if !s.ready {
		return
	}
	w := s.fitted()
	doc := documentOf(w.document)
	if doc.named != "" {
		s.leave(doc, w)
		return
	}
	formats := formatsOf(doc)
	about := ui.NewParagraph(formats[0].about, ui.Muted)
	chosen := 0
	var options []ui.Option[int]
	for i, f := range formats {
		options = append(options, ui.Option[int]{Value: i, Label: f.name})
	}
	kind := ui.NewSegments(options, func(i int) { chosen = i; about.SetText(formats[i].about) })
	kind.SetValue(0)
	content := ui.AtLeast(34, 5, container.NewVBox(kind, about))
	var d *ui.Dialog
	d = ui.Show(s.desk.Window, "Save as", content, kind.Focusable(), "Cancel", ui.Action{Text: "Go on", Do: func() bool {
		d.Close() // before the next box opens, which closing this one would take along
		s.makeFile(doc, w, formats[chosen])
		return false
	}})
}

// makeFile makes the file, with a bar where that takes its time.
func (s *Screen) makeFile(doc document, w wish, f format) {
	session := s.desk.Session
	var file []byte
	ui.Work(s.desk.Window, "Making the file", func(ctx context.Context, tell func(done, total int)) error {
		made, err := doc.make(ctx, session, w, f.form)
		if err != nil {
			return err
		}
		tell(1, 2)
		if file, err = f.write(made.Report); err != nil {
			return err
		}
		return ctx.Err()
	}, func(err error) {
		if err != nil {
			s.message.Say(plain.Sentence(err), ui.ToneOverdue)
			return
		}
		desk.SaveFile(s.desk.Window, "Save the file", fileName(doc, w)+f.ending, file, func(path string) { s.saved(w, f, path) })
	})
}

// fileName is how the file of a document is called, without its ending.
func fileName(doc document, w wish) string {
	name := doc.file + " " + w.period.String()
	if doc.audiences { // keeps the two forms apart
		name += " " + string(w.audience)
	}
	return name
}

// what names the document for the audit chain.
func (w wish) what() string {
	doc := documentOf(w.document)
	s := "the " + doc.id + " of " + w.period.String()
	if doc.audiences {
		s += ", " + string(w.audience)
	}
	if doc.kinds && w.all {
		s += ", every kind of case"
	}
	return s
}

func (s *Screen) saved(w wish, f format, path string) {
	session := s.desk.Session
	ui.Load(&s.work, func(ctx context.Context) (struct{}, error) {
		return struct{}{}, session.RecordExport(ctx, w.what()+", as a file ("+f.name+")")
	}, func(_ struct{}, err error) {
		if err != nil {
			s.desk.Fail(fmt.Errorf("writing down the export: %w", err))
			return
		}
		s.desk.Say("The file is saved.", nil)
		if err := s.desk.OpenFile(path); err != nil {
			s.message.Say("The file is saved at "+path+". No program on this computer would show it.", ui.ToneToday)
		}
	})
}

// print prints the pages that are shown. What names patients is entered into the
// audit log first, which asks for the passphrase.
func (s *Screen) print() {
	if !s.ready {
		return
	}
	w, made, session := s.fitted(), s.made.Report, s.desk.Session
	what := w.what() + ", to the printer"
	pages := desk.Pages{What: "The report", Make: func(context.Context) ([]byte, error) {
		file, _, err := report.PDF(made)
		return file, err
	}}
	if documentOf(w.document).named == "" {
		pages.Record = func(ctx context.Context) error { return session.RecordExport(ctx, what) }
		s.desk.Print(pages)
		return
	}
	desk.Proven(s.desk, &s.work, func(ctx context.Context) (struct{}, error) { return struct{}{}, session.RecordNamedExport(ctx, what) }, func(_ struct{}, err error) {
		if err != nil {
			s.desk.Fail(err)
			return
		}
		s.desk.Print(pages)
	})
}
