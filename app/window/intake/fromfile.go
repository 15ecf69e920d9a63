package intake

import (
	"fmt"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"rapport/app/window/filein"
	"rapport/app/window/ui"
	"rapport/data"
)

// brought is what came from files beside the patient's own fields: it has no field
// in the form and goes into the case with it.
type brought struct {
	screen  *Screen
	people  []data.Person
	visits  []data.Visit
	sources []data.FileTaken
	line    *fyne.Container
	words   *ui.Paragraph
}

func newBrought(s *Screen) *brought {
	b := &brought{screen: s, words: ui.NewParagraph("", ui.Plain)}
	b.line = container.NewStack(ui.NewBeside(b.words, ui.NewQuiet("Leave them out", nil, b.drop)))
	b.line.Hide()
	return b
}

func (b *brought) read(in *data.Intake) {
	in.People, in.Visits, in.Sources = b.people, b.visits, b.sources
}

func (b *brought) show(in data.Intake) {
	b.people, b.visits, b.sources = in.People, in.Visits, in.Sources
	b.tell()
}

// tell says what comes along.
func (b *brought) tell() {
	var words []string
	for _, p := range b.people {
		words = append(words, p.FullName()+" ("+strings.ToLower(p.Role.String())+")")
	}
	switch n := len(b.visits); {
	case n == 1:
		words = append(words, "the visit "+b.visits[0].Words())
	case n > 1:
		words = append(words, ui.Plural(n, "visit", "visits"))
	}
	if len(words) == 0 {
		b.line.Hide()
		return
	}
	b.words.SetText("From the file, too: " + strings.Join(words, "; ") + ".")
	b.line.Show()
}

// drop leaves the people and visits out again; what is in the fields stays.
func (b *brought) drop() {
	was := b.screen.written()
	b.people, b.visits = nil, nil
	b.tell()
	b.screen.changed()
	settle(b.screen.form)
	b.screen.desk.Say("The people and visits of the file are left out.", func() { b.screen.backTo(was) })
}

// FromFile fills the patient in from a file of a record system, or from what was
// copied there.
func (s *Screen) FromFile() { s.fromFile("") }

// Dropped takes a file that was let go over the window.
func (s *Screen) Dropped(paths []string) {
	switch {
	case s.importing != nil:
		s.importing.Dropped(paths)
	case len(paths) > 1:
		s.desk.Say("Drop one file here: the one that is about the patient. Documents are added once the case is open.", nil)
	case ui.DialogOpen(s.desk.Window):
	case isMail(paths[0]):
		s.takeMail(paths[0])
	default:
		s.fromFile(paths[0])
	}
}

func (s *Screen) fromFile(path string) {
	if !s.desk.Allowed(data.RightWork) {
		return
	}
	s.importing = filein.Open(filein.Place{Desk: s.desk, File: func() data.CaseFile { return s.intake().File() }, Keeps: true, Take: s.takeFrom, Mail: s.takeMail,
		Closed: func() { s.importing = nil }}, path)
}

// takeFrom puts what was accepted into the form, and with it the file where the
// officer ticked that it is kept.
func (s *Screen) takeFrom(t data.Taking, keep *filein.Kept, done func(error)) {
	set, was := s.desk.Session.Settings(), s.written()
	if t.Sheet.Changed(was.Intake.File(), set, set.Today(s.now())) {
		done(data.ErrConflict)
		return
	}
	now := was
	now.Intake = was.Intake.Take(t)
	if err := now.Intake.TakenGaps(set, set.Today(s.now())).Err(); err != nil {
		done(err)
		return
	}
	if keep != nil {
		k := newKeptFile(keep.Name, "The file from which the case was filled in", keep.Bytes)
		if err := k.gaps().Err(); err != nil {
			done(err)
			return
		}
		now.Files = with(was.Files, k)
	}
	s.backTo(now)
	done(nil)
	s.desk.Say(fmt.Sprintf("%s from the file. Nothing is in a case before you open it.", ui.Plural(t.Sheet.Ticked(), "value is taken", "values are taken")), func() { s.backTo(was) })
}

// backTo fills the fields with what stood in them before, or stands in them now.
func (s *Screen) backTo(d draft) {
	s.put(d)
	s.touched = true
	s.keepLater()
	settle(s.form)
}
