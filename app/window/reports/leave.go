package reports

import (
	"context"

	"rapport/app/copyout"
	"rapport/app/window/desk"
	"rapport/app/window/ui"
	"rapport/data"
	"rapport/reports/papers"
)

// leave asks how a document that names patients leaves, and where to.
func (s *Screen) leave(doc document, w wish) {
	shown, session, formats := s.made, s.desk.Session, formatsOf(doc)
	var kinds []desk.LeavingKind
	for _, f := range formats {
		kinds = append(kinds, desk.LeavingKind{Name: f.name, Ending: f.ending, About: f.about})
	}
	s.desk.Leave(desk.Leaving{Title: "Save the report", Name: fileName(doc, w), Kinds: kinds,
		Says: doc.name + ", " + w.period.Long(session.Settings().Locale) + ", " + ui.Plural(shown.cases, "case", "cases") + ". " + doc.named,
		Write: func(ctx context.Context, kind int, o copyout.Order, _ func(done, total int)) error {
			f := formats[kind]
			onPages := f.form == papers.Paper
			return copyout.Report(ctx, session, o, onPages, func(ctx context.Context) (what data.PutOut, file []byte, err error) {
				made := shown // the very pages
				if !onPages {
					if made, err = doc.make(ctx, session, w, f.form); err != nil {
						return what, nil, err
					}
				}
				file, err = f.write(made.Report)
				return data.PutOut{What: w.what() + " as " + f.name, Cases: made.cases}, file, err
			})
		}})
}
