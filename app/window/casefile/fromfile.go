package casefile

import (
	"bytes"
	"context"
	"fmt"

	"rapport/app/window/desk"
	"rapport/app/window/filein"
	"rapport/app/window/healthrecord"
	"rapport/app/window/ui"
	"rapport/data"
	"rapport/data/store"
)

// FromFile fills the case in from a file of a record system, or from what was
// copied there.
func (s *Screen) FromFile() { s.ready(func() { s.fromFile("") }) }

func (s *Screen) fromFile(path string) {
	if !s.desk.Allowed(data.RightWork) {
		return
	}
	s.Go(desk.Summary)
	s.filling = filein.Open(s.fillPlace(), path)
}

func (s *Screen) fillPlace() filein.Place {
	return filein.Place{Desk: s.desk, File: func() data.CaseFile { return s.file }, Keeps: true, Take: s.takeFrom, Mail: s.takeMail, Closed: func() { s.filling = nil }}
}

// linked shows what was read of the patient in the health record.
func (s *Screen) linked(a healthrecord.Answer) {
	s.Go(desk.Summary)
	s.filling = filein.Show(s.fillPlace(), a.Reading, "health record.json", a.Raw)
}

// takeFrom brings in what was accepted. A file that is kept goes first: what is
// taken after it can still be taken back.
func (s *Screen) takeFrom(t data.Taking, keep *filein.Kept, done func(error)) {
	key := s.file.Key
	said := takenWords(t.Sheet.Taken(s.file))
	s.save(func(ctx context.Context, in *store.Session) (data.CaseFile, error) {
		if keep != nil && !keep.Done {
			about := data.NewAttachment{Name: keep.Name, About: "The file from which the case was filled in", Class: data.NoteOrdinary}
			if _, err := in.AddAttachment(ctx, key, about, bytes.NewReader(keep.Bytes)); err != nil {
				return data.CaseFile{}, err
			}
			keep.Done = true
			said += " The file is kept as a document."
		}
		return in.TakeRegistration(ctx, key, t)
	}, func(err error) {
		done(err)
		if err == nil {
			s.said(said)
		}
	})
}

// takenWords says what came in, in short.
func takenWords(t data.ReviewTaken) string {
	const few = 4
	if len(t.Fields) > few {
		return fmt.Sprintf("Taken from the file: %s and %d more.", joinWords(t.Fields[:few]...), len(t.Fields)-few)
	}
	return "Taken from the file: " + joinWords(t.Fields...) + "."
}

// sorted asks what a dropped file is for where it could be either.
func (s *Screen) sorted(path string) {
	if isMail(path) {
		s.takeMail(path)
		return
	}
	ui.Load(&s.opening, func(ctx context.Context) (bool, error) { return filein.Reads(ctx, path), nil }, func(reads bool, _ error) {
		if !reads {
			s.Go(desk.Documents)
			s.addDocument(path)
			return
		}
		ui.Choose(s.desk.Window, ui.Question{Title: "What is this file for?",
			Text: "It is a file of a record system. You can look at what it says about the patient and take what the case needs, or keep it as a document of the case.",
			Yes:  "Fill in from it", No: "Add it as a document"}, func() { s.fromFile(path) }, func() {
			s.Go(desk.Documents)
			s.addDocument(path)
		})
	})
}
