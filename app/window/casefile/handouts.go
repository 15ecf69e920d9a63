package casefile

import (
	"context"
	"fmt"
	"unicode/utf8"

	"fyne.io/fyne/v2"

	"rapport/app/window/ui"
	"rapport/data"
)

// handouts is the part of the summary for what was given to the patient or to
// whoever speaks: rights, policies, answers. Telling people of their rights is a
// duty (42 CFR 482.13(a)(1)), and this is its proof.
func (s *Screen) handouts() []fyne.CanvasObject {
	parts := []fyne.CanvasObject{heading("Given to the patient", s.edits("Give from the library …", s.giveHandout))}
	for _, h := range s.file.Handouts {
		parts = append(parts, s.handoutCard(h))
	}
	if len(s.file.Handouts) == 0 {
		parts = append(parts, ui.NewParagraph("Nothing was given yet. Record here which leaflet or policy they got, so that it can be shown.", ui.Muted))
	}
	return parts
}

func (s *Screen) handoutCard(h data.Handout) fyne.CanvasObject {
	title := h.Title
	if h.Version != "" {
		title += ", version " + h.Version
	}
	how := ""
	if h.How != "" {
		how = ", " + h.How
	}
	body := line("Given to " + h.To + " " + s.day(h.On) + how + "  ·  recorded by " + h.By)
	return card(title, nil, body, s.edits("Edit …", func() { s.editHandout(h, nil) }), s.edits("Remove …", func() { s.removeRecord(data.RecHandout, h.ID) }))
}

// withLibrary reads what may be given out and calls do with it.
func (s *Screen) withLibrary(do func([]data.Knowledge)) {
	session := s.desk.Session
	ui.Load(&s.opening, func(ctx context.Context) ([]data.Knowledge, error) {
		return session.Library(ctx, data.KnowledgeQuery{State: data.KnowledgeActive})
	}, func(all []data.Knowledge, err error) {
		if err != nil {
			s.desk.Fail(err)
			return
		}
		do(all)
	})
}

// giveHandout records that something of the library was given.
func (s *Screen) giveHandout() {
	s.withLibrary(func(library []data.Knowledge) {
		if len(library) == 0 {
			s.desk.Say("Nothing in the library is active yet. Put a leaflet into force there first.", nil)
			return
		}
		s.editHandout(data.Handout{On: s.today(), To: s.whoSpeaks(), How: data.HandoutWays[0]}, library)
	})
}

// editHandout records what was given, or corrects to whom, how and when. What it
// was stays as it is.
func (s *Screen) editHandout(h data.Handout, library []data.Knowledge) {
	title, said := "Change what was given", "The entry is saved."
	if library != nil {
		title, said = "Give from the library", "It is recorded as given."
	}
	e := s.newEditor("handout/"+h.ID.String(), title, "Save", said)
	var what *ui.Picker[string]
	if library != nil {
		what = e.search("title", "What was given", namedEntries(library), "", false)
		e.require("title")
	} else {
		e.text = h.Title
	}
	to := e.search("to", "To", words(s.names()), h.To, true)
	how := e.search("how", "How", words(data.HandoutWays), h.How, true)
	e.beside(2)
	on := e.day("on", "On", h.On)
	e.require("to", "on")
	e.gather = func() change {
		now := h
		now.To, now.How, now.On = trimmed(to.Text()), trimmed(how.Text()), dayOf(on)
		if what != nil {
			id, _ := what.Value()
			k, _ := entryByID(library, id) // the field takes nothing else
			now.Item, now.Title, now.Version = k.ID, k.Title, k.Version
		}
		return s.put(&now)
	}
	e.open()
}

// namedEntries are the entries of the library to choose from, with their versions.
func namedEntries(library []data.Knowledge) []ui.Option[string] {
	options := make([]ui.Option[string], len(library))
	for i, k := range library {
		options[i] = ui.Option[string]{Value: k.ID.String(), Label: k.Named()}
	}
	return options
}

func entryByID(library []data.Knowledge, id string) (data.Knowledge, bool) {
	for _, k := range library {
		if k.ID.String() == id {
			return k, true
		}
	}
	return data.Knowledge{}, false
}

// tooLong says that words do not fit into one line of the library.
func tooLong(w *ui.Entry) error {
	if n := utf8.RuneCountInString(trimmed(w.Text)); n > maxLine {
		return fmt.Errorf("the question has %d characters; shorten it to %d", n, maxLine)
	}
	return nil
}
