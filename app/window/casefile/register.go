package casefile

import (
	"context"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"rapport/app/window/desk"
	"rapport/app/window/known"
	"rapport/app/window/ui"
	"rapport/data"
)

// register is the dialog of one person in the register: their cases, the
// entries that were found to be theirs, and those that may be.
type register struct {
	screen *Screen
	person data.Person
	dialog *ui.Dialog
	column *fyne.Container
	found  *fyne.Container // who was looked for by name
	look   *ui.Entry
}

// registered is what the register says of a person.
type registered struct {
	known data.KnownPerson
	like  []data.LikePerson
}

// otherCases shows in which cases a person of this one stands.
func (s *Screen) otherCases(p data.Person) {
	r := &register{screen: s, person: p}
	r.read(func(got registered) {
		r.column, r.found = container.New(column{}), container.New(column{})
		r.fill(got)
		r.dialog = ui.Show(s.desk.Window, "The cases of "+orWord(p.FullName(), "this person"),
			scrolled(s.desk.Window, nil, r.column), nil, "Close")
	})
}

// read asks the register and shows the answer.
func (r *register) read(show func(registered)) {
	s, p := r.screen, r.person
	ui.Load(&s.opening, func(ctx context.Context) (got registered, err error) {
		if got.known, err = s.desk.Session.KnownPerson(ctx, p.Known); err != nil {
			return got, err
		}
		got.like, err = s.desk.Session.PeopleLike(ctx, p)
		return got, err
	}, func(got registered, err error) {
		if err != nil {
			s.desk.Fail(err)
			return
		}
		show(got)
	})
}

func (r *register) fill(got registered) {
	r.column.RemoveAll()
	r.column.Add(ui.NewText("Cases", ui.Section))
	for _, c := range got.known.Cases {
		r.column.Add(r.caseLine(c))
	}
	if len(got.known.Cases) == 1 {
		r.column.Add(ui.NewParagraph("No other case names this person.", ui.Muted))
	}
	if len(got.known.Others) > 0 {
		r.column.Add(ui.NewText("Found to be the same person", ui.Section))
		for _, o := range got.known.Others {
			r.column.Add(r.mergedLine(o))
		}
	}
	if len(got.like) > 0 {
		r.column.Add(ui.NewText("Perhaps the same person", ui.Section))
		for _, l := range got.like {
			r.column.Add(r.likeLine(l, known.Words(l)))
		}
	}
	r.look = ui.NewEntry("Given and family name, or record number")
	r.look.OnEnter = r.lookFor
	r.column.Add(ui.NewRow("Is the person on file under another name?", container.NewBorder(nil, nil, nil, ui.NewButton("Look", r.lookFor), r.look)))
	r.found.RemoveAll()
	r.column.Add(r.found)
	r.column.Refresh()
}

func (r *register) caseLine(c data.KnownCase) fyne.CanvasObject {
	s := r.screen
	words := strings.Join(nonEmpty(c.Role.String(), c.Kind.String(), c.State.String(), "received "+s.day(c.ReceivedOn)), "  ·  ")
	if c.Role != data.RolePatient && c.Patient != "" {
		words += "  ·  patient " + c.Patient
	}
	line := ui.NewParagraph(c.Number+"\n"+words, ui.Plain)
	if c.Number == s.number {
		return ui.NewBeside(line, ui.NewChip("this case", ui.ToneMuted))
	}
	return ui.NewBeside(line, ui.NewButton("Open "+c.Number, func() {
		r.dialog.Close()
		s.desk.OpenCase(c.Number, desk.Summary)
	}))
}

func (r *register) mergedLine(o data.KnownPerson) fyne.CanvasObject {
	m := o.Merged
	words := known.Describe(o.Person) + ". " + m.By + ", " + r.screen.day(m.On) + ": " + m.Reason
	return ui.NewBeside(ui.NewParagraph(words, ui.Plain), r.screen.edits("They are two people …", func() { r.part(o) }))
}

func (r *register) likeLine(l data.LikePerson, words string) fyne.CanvasObject {
	return ui.NewBeside(ui.NewParagraph(words, ui.Plain), r.screen.edits("These two are the same person …", func() { r.merge(l.KnownPerson) }))
}

// lookFor asks the register for another name or record number.
func (r *register) lookFor() {
	s, p := r.screen, named(r.look.Text)
	p.Known = r.person.Known
	ui.Load(&s.opening, func(ctx context.Context) ([]data.LikePerson, error) {
		return s.desk.Session.PeopleLike(ctx, p)
	}, func(like []data.LikePerson, err error) {
		if err != nil {
			s.desk.Fail(err)
			return
		}
		r.found.RemoveAll()
		for _, l := range like {
			r.found.Add(r.likeLine(l, known.Describe(l.Person)+"."))
		}
		if len(like) == 0 {
			r.found.Add(ui.NewParagraph("Nobody else is on file by that name or number.", ui.Muted))
		}
		r.column.Refresh()
	})
}

// named reads what was typed to look for somebody: a record number has digits,
// a name its family name last, or first before a comma.
func named(text string) data.Person {
	text = trimmed(text)
	if strings.ContainsAny(text, "0123456789") {
		return data.Person{MRN: text}
	}
	if family, given, ok := strings.Cut(text, ","); ok {
		return data.Person{Given: trimmed(given), Family: trimmed(family)}
	}
	given, family := "", text
	if i := strings.LastIndexByte(text, ' '); i >= 0 {
		given, family = text[:i], text[i+1:]
	}
	return data.Person{Given: trimmed(given), Family: family}
}

// merge notes that somebody else in the register is this person.
func (r *register) merge(other data.KnownPerson) {
	s, mine := r.screen, r.person.Known
	text := "From then on both count as one wherever a person is counted, such as the yearly total of service recovery. No case is changed. It can be taken back."
	for _, g := range data.MergePersonGaps(data.KnownPerson{Person: r.person}, data.KnownPerson{ID: other.ID, Person: other.Person}, "x").Warnings() {
		text += "\n" + g.Sentence
	}
	ui.AskText(s.desk.Window, ui.TextQuestion{Title: "The same person?", Text: text, Label: "How do you know?", Yes: "They are the same person",
		Required: true, Rows: 2, Max: maxText}, func(reason string) {
		r.change(func(ctx context.Context) (data.KnownPerson, error) {
			return s.desk.Session.MergePersons(ctx, mine, other.ID, reason)
		}, "The two are one person in the register.", func() {
			r.change(func(ctx context.Context) (data.KnownPerson, error) {
				return s.desk.Session.UnmergePersons(ctx, other.ID, "")
			}, "Taken back: they are two people again.", nil)
		})
	})
}

// part takes back that somebody is this person.
func (r *register) part(other data.KnownPerson) {
	s := r.screen
	ui.AskText(s.desk.Window, ui.TextQuestion{Title: "Two people?", Text: "Each stands for themselves again, with the cases that name them.",
		Label: "Why?", Yes: "They are two people", Required: true, Rows: 2, Max: maxText}, func(reason string) {
		r.change(func(ctx context.Context) (data.KnownPerson, error) {
			return s.desk.Session.UnmergePersons(ctx, other.ID, reason)
		}, "They are two people in the register.", nil)
	})
}

// change changes the register and shows it as it stands then.
func (r *register) change(do func(context.Context) (data.KnownPerson, error), said string, undo func()) {
	s := r.screen
	ui.Load(new(ui.Loader), do, func(_ data.KnownPerson, err error) {
		if err != nil {
			s.refused(err)
			return
		}
		s.desk.Say(said, undo)
		r.read(r.fill)
	})
}
