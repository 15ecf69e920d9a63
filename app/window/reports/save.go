package reports

import (
	"context"
	"fmt"

	"fyne.io/fyne/v2/container"

	"rapport/app/plain"
	"rapport/app/window/desk"
	"rapport/app/window/ui"
	"rapport/reports/papers"
	"rapport/reports/report"
	"rapport/reports/workbook"
)

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

// save asks for the kind of file and for its place.
func (s *Screen) save() {
	if !s.ready {
		return
	}
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
		s.saveAs(formats[chosen])
		return false
	}})
}

// saveAs makes the file and asks where to keep it, after the passphrase where it
// names patients.
func (s *Screen) saveAs(f format) {
	w := s.fitted()
	s.proven(w, w.what()+", as a file ("+f.name+")", func() { s.makeFile(w, f) })
}

// proven goes on at once with what names nobody. What names patients is entered
// into the audit log first, which asks for the passphrase.
func (s *Screen) proven(w wish, what string, goOn func()) {
	if !documentOf(w.document).named {
		goOn()
		return
	}
	session := s.desk.Session
	desk.Proven(s.desk, &s.work, func(ctx context.Context) (struct{}, error) { return struct{}{}, session.RecordNamedExport(ctx, what) }, func(_ struct{}, err error) {
		if err != nil {
			s.desk.Fail(err)
			return
		}
		goOn()
	})
}

// makeFile makes the file, with a bar where that takes its time.
func (s *Screen) makeFile(w wish, f format) {
	session := s.desk.Session
	doc := documentOf(w.document)
	var file []byte
	ending := f.ending
	ui.Work(s.desk.Window, "Making the file", func(ctx context.Context, tell func(done, total int)) error {
		made, err := doc.make(ctx, session, w, f.form)
		if err != nil {
			return err
		}
		tell(1, 2)
		if file, err = f.write(made); err != nil {
			return err
		}
		if f.ending == ".csv" && isZip(file) {
			ending = ".zip" // several tables
		}
		return ctx.Err()
	}, func(err error) {
		if err != nil {
			s.message.Say(plain.Sentence(err), ui.ToneOverdue)
			return
		}
		name := fmt.Sprintf("%s %s%s%s", doc.file, w.period, audienceWord(doc, w), ending)
		desk.SaveFile(s.desk.Window, "Save the file", name, file, func(path string) { s.saved(w, f, path) })
	})
}

// isZip tells a package of several tables from a single one.
func isZip(file []byte) bool { return len(file) > 1 && file[0] == 'P' && file[1] == 'K' }

// audienceWord keeps the two forms of a document apart by their names.
func audienceWord(doc document, w wish) string {
	if !doc.audiences {
		return ""
	}
	return " " + string(w.audience)
}

// what names the document for the audit chain.
func (w wish) what() string {
	doc := documentOf(w.document)
	s := "the " + doc.id + " of " + w.period.String()
	if doc.audiences {
		s += ", " + string(w.audience)
	}
	return s
}

func (s *Screen) saved(w wish, f format, path string) {
	session := s.desk.Session
	ui.Load(&s.work, func(ctx context.Context) (struct{}, error) {
		if documentOf(w.document).named {
			return struct{}{}, nil // entered before it was made
		}
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

func (s *Screen) print() {
	if !s.ready {
		return
	}
	w, made, session := s.fitted(), s.made, s.desk.Session
	what := w.what() + ", to the printer"
	pages := desk.Pages{What: "The report", Make: func(context.Context) ([]byte, error) {
		file, _, err := report.PDF(made)
		return file, err
	}}
	if !documentOf(w.document).named {
		pages.Record = func(ctx context.Context) error { return session.RecordExport(ctx, what) }
	}
	s.proven(w, what, func() { s.desk.Print(pages) })
}
