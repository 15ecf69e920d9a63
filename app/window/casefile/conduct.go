package casefile

import (
	"slices"

	"fyne.io/fyne/v2"

	"rapport/app/window/ui"
	"rapport/data"
)

// limits is the part of the summary with the limits on contact; nothing where
// there are none.
func (s *Screen) limits() []fyne.CanvasObject {
	if len(s.file.Limits) == 0 {
		return nil
	}
	parts := []fyne.CanvasObject{heading("Limits on contact"), ui.NewParagraph(lettersGoOn, ui.Muted)}
	for _, c := range s.file.Limits {
		parts = append(parts, s.limitCard(c))
	}
	return parts
}

// lettersGoOn is what every limit leaves as it is.
const lettersGoOn = "A limit names the conduct, not the person. Letters that the law asks for are written and sent all the same, and each new matter is judged on its merits."

func (s *Screen) limitCard(c data.ConductLimit) fyne.CanvasObject {
	who, _ := s.file.PersonByID(c.Person)
	chips := []fyne.CanvasObject{ui.NewChip("Ended", ui.ToneMuted)}
	if c.Stands(s.today()) {
		chips = []fyne.CanvasObject{ui.NewText("Review", ui.Muted), ui.NewDueChip(c.ReviewOn, s.today())}
	}
	told := "The person was not told in writing yet."
	if !c.ToldOn.IsZero() {
		told = "The person was told in writing " + s.day(c.ToldOn) + "."
	}
	body := texts(text("What was done", c.Facts), text("What is limited", c.Limit), line("From "+s.day(c.From)+", decided by "+c.DecidedBy+". "+told))
	return card(c.Group.String()+": "+orWord(who.FullName(), "a person of the case"), chips, body, s.edits("Edit …", func() { s.editLimit(c) }),
		s.edits("Remove …", func() { s.removeRecord(data.RecConduct, c.ID) }))
}

// limitWords says which limits stand, where contacts are written; empty where
// none does.
func (s *Screen) limitWords() string {
	words := ""
	for _, c := range s.file.Limits {
		if who, _ := s.file.PersonByID(c.Person); c.Stands(s.today()) {
			words += "Limit on contact with " + orWord(who.FullName(), "a person of the case") + ", to be reviewed " + s.day(c.ReviewOn) + ": " + c.Limit + "\n"
		}
	}
	if words == "" {
		return ""
	}
	return words + "Letters that the law asks for go out all the same."
}

// editLimit records a limit on contact or changes one.
func (s *Screen) editLimit(c data.ConductLimit) {
	title, said := "Edit the limit on contact", "The limit is saved."
	if c.ID == (data.ID{}) {
		title, said = "Limit contact", "The limit is recorded; its review is on the page of the day."
		c.From = s.today()
	}
	e := s.newEditor("limit/"+c.ID.String(), title, "Save the limit", said)
	e.text = lettersGoOn
	group := choose(e, "group", "Which conduct", terms(data.ConductGroups), c.Group)
	people := slices.DeleteFunc(slices.Clone(s.file.People), func(p data.Person) bool { return p.Role == data.RoleStaff })
	options := make([]ui.Option[data.ID], len(people))
	for i, p := range people {
		options[i] = ui.Option[data.ID]{Value: p.ID, Label: orWord(p.FullName(), "No name on file") + ", " + p.Role.String()}
	}
	who := choose(e, "person", "Whose contact", options, c.Person)
	e.beside(2)
	facts := e.area("facts", "What was done, as facts", c.Facts, 2)
	limit := e.area("limit", "What is limited: who, what, when, where, how", c.Limit, 2)
	from := e.day("from", "From", c.From)
	review := e.day("review_on", "Reviewed on", c.ReviewOn)
	e.hint("review_on", "Within twelve months")
	decided := e.line("decided_by", "Decided by", c.DecidedBy)
	e.beside(3)
	told := e.day("told_on", "Told in writing on", c.ToldOn)
	ended := e.day("ended_on", "Ended on", c.EndedOn)
	e.beside(2)
	e.require("group", "person", "facts", "limit", "from", "review_on", "decided_by")
	e.gather = func() change {
		c.Group, c.Person, c.Facts, c.Limit = held(group), held(who), trimmed(facts.Text), trimmed(limit.Text)
		c.From, c.ReviewOn, c.DecidedBy, c.ToldOn, c.EndedOn = dayOf(from), dayOf(review), trimmed(decided.Text), dayOf(told), dayOf(ended)
		return s.put(&c)
	}
	e.open()
}
